"""The same person with a Google account: Gmail and Google Calendar are a simulator behind a real HTTP server on loopback."""

from __future__ import annotations

import json
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from connectors.timer import Timer
from connectors.tokens import Tokens
from tests.e2e.world import ADDRESS, NAME, OTHER_ADDRESS, World, at, parsed
from tests.simulators.google import GoogleSim

READ = ("gmail.readonly", "calendar.events.readonly", "calendar.calendarlist.readonly")
SEND = (*READ, "gmail.compose", "calendar.events")


def scopes(names: tuple[str, ...]) -> list[str]:
    return [f"https://www.googleapis.com/auth/{name}" for name in names]


class GoogleWorld(World):
    """Accounts named in `google` are Google's, all one mailbox each; the others are local as ever."""

    def __init__(self, root: Path, *, local: tuple[str, ...] = (), permissions: str = "send") -> None:
        self.permissions = permissions
        self.sim = GoogleSim(timer=Timer(self._seconds, lambda _: None), address=ADDRESS, aliases=[OTHER_ADDRESS])
        super().__init__(root, local)
        self.sign_in()

    def _seconds(self) -> float:
        """The simulator's clock is the person's, and does not mind before there is one."""
        return self.now.timestamp() if hasattr(self, "now") else at("2026-11-18T09:00").timestamp()

    def sign_in(self) -> None:
        """As if the person had granted everything."""
        granted = self.sim.grant(scopes(SEND if self.permissions == "send" else READ))
        Tokens(self.state, "gmail", "file").save(granted)

    def configure(self, policy: str | None = None, **options: str) -> None:
        super().configure(policy, **options)
        client = self.sim.client_file(self.root / "client.json")
        self.config.write_text(
            '[secrets]\ntoken_store = "file"\n\n'
            + self.config.read_text()
            + f'\n[[account]]\nname = "gmail"\nkind = "google"\naddress = "{ADDRESS}"\n'
            f'client_secrets = {json.dumps(str(client))}\npermissions = "{self.permissions}"\n{self._options.get("gmail", "")}\n'
            f'[account.endpoints]\ngmail = "{self.sim.base}"\ncalendar = "{self.sim.base}"\ntoken = "{self.sim.base}/token"\n'
        )

    def deliver(self, raw: bytes, when: str, account: str | None = None, *, sent: bool = False) -> Path:
        if account is not None:
            return super().deliver(raw, when, account, sent=sent)
        labels = ("SENT",) if sent else ("INBOX", "UNREAD")
        return Path(self.sim.mailbox.deliver(raw, labels=labels, at=at(when)))

    def meeting(
        self, summary: str, start: str, *, organizer: str | None = None, others: tuple[str, ...] = (), **more: Any
    ) -> str:
        """An event of the primary calendar; with `organizer` the person is invited and said yes. Its id."""
        begin = at(start)
        event: dict[str, Any] = {
            "summary": summary,
            "start": {"dateTime": begin.isoformat(), "timeZone": "America/New_York"},
            "end": {"dateTime": (begin + timedelta(hours=1)).isoformat(), "timeZone": "America/New_York"},
            **more,
        }
        if organizer is not None:
            event["organizer"] = {"email": organizer}
            event["attendees"] = [
                {"email": ADDRESS, "displayName": NAME, "responseStatus": "accepted", "self": True},
                *({"email": other, "responseStatus": "accepted"} for other in others),
            ]
        return self.sim.calendars.add("primary", event)

    def answer_to(self, event: str) -> str:
        """How the person answers that invitation now."""
        found = self.sim.calendars.event(event)
        return next(str(who["responseStatus"]) for who in found.get("attendees", []) if who.get("self"))

    @property
    def left(self) -> list[EmailMessage]:
        """What really left by Gmail, as the recipients got it."""
        return [parsed(raw) for raw in self.sim.mailbox.sent]

    def asked(self) -> list[str]:
        """The discovery methods of the requests since the last look."""
        ids = [record.id for record in self.sim.requests]
        self.sim.requests.clear()
        return ids
