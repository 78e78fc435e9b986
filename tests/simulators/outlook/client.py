"""A plain Graph client for the tests of the simulator: everything it says can be seen in the test."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx

from tests.simulators.outlook.server import OutlookSim

SCOPES = ("Mail.ReadWrite", "Mail.Send", "Calendars.ReadWrite", "User.Read")
RAW = b"""From: Robin Recruiter <robin@firm.example>\r
To: alex@example.com\r
Cc: Chris <chris@firm.example>\r
Reply-To: jobs@firm.example\r
Subject: Interview on Monday\r
Message-ID: <one@firm.example>\r
References: <zero@firm.example>\r
Date: Thu, 19 Nov 2026 10:00:00 +0000\r
\r
Shall we say ten?\r
"""


PLAIN = {"startDateTime", "endDateTime", "includeHiddenFolders", "changeType"}
"""Query options without a dollar sign."""
INBOX = "/me/mailFolders/inbox/messages/delta"


class Client:
    """One program with a token of its own."""

    def __init__(self, sim: OutlookSim, scopes: tuple[str, ...] = SCOPES, prefer: str = 'IdType="ImmutableId"') -> None:
        self.sim = sim
        self.headers = {"Authorization": f"Bearer {sim.grant(scopes)['access_token']}", "Prefer": prefer}

    def ask(self, verb: str, address: str, body: Any = None, prefer: str = "", **query: str) -> httpx.Response:
        url = address if address.startswith("http") else f"{self.sim.base}/v1.0{address}"
        headers = dict(self.headers)
        if prefer:
            headers["Prefer"] += f", {prefer}"
        options = {name if name[0].islower() and name in PLAIN else f"${name}": value for name, value in query.items()}
        return httpx.request(
            verb, url, headers=headers, json=body, params=options or None, timeout=10, trust_env=False, verify=False
        )

    def get(self, address: str, prefer: str = "", **query: str) -> Any:
        found = self.ask("GET", address, None, prefer, **query)
        assert found.status_code == 200, found.text
        return found.json()

    def post(self, address: str, body: Any = None) -> httpx.Response:
        return self.ask("POST", address, body)

    def walk(self, link: str, size: int = 2, **query: str) -> tuple[list[Any], str]:
        """All entries of a delta walk, and its deltaLink."""
        found, page = [], self.get(link, f"odata.maxpagesize={size}", **query)
        while True:
            found += page["value"]
            if "@odata.deltaLink" in page:
                return found, page["@odata.deltaLink"]
            page = self.get(page["@odata.nextLink"], f"odata.maxpagesize={size}")


def error(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def at(hour: int) -> datetime:
    return datetime(2026, 11, 19, hour, tzinfo=UTC)
