"""A Maildir with a file that may not be read: no pass at every look, and what comes beside it is read at once."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.account import window
from agent.config import LocalAccount
from agent.daemon.accounts import Watched
from agent.store.agenda import Standing
from connectors import registry
from connectors.base import Connector, Message
from connectors.local.folders import Folder
from connectors.local.listing import read_message as really

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
LETTER = b"From: Kim <kim@employer.example>\r\nSubject: Hello\r\n\r\nHello\r\n"
POLL = 60


class Home:
    """A local account that is read, and looked at, as a daemon does."""

    def __init__(self, root: Path) -> None:
        self.mail, self.calendar = root / "mail", root / "calendar"
        for part in ("cur", "new", "tmp"):
            (self.mail / part).mkdir(parents=True)
        self.calendar.mkdir()
        options = {"maildir": str(self.mail), "calendars": [str(self.calendar)]}
        self.connector: Connector = registry.connect(
            "local", "home", options, user_addresses=("ines@postbox.example",), state=root
        )
        self.account = Watched(LocalAccount("home", poll_seconds=POLL), lambda: self.connector)
        self.known: set[str] = set()
        self.standing = Standing(None, None, None, False, True, 0, NOW)
        self.age = 0

    def put(self, name: str) -> None:
        (self.mail / "new" / name).write_bytes(LETTER)
        self.settle()

    def settle(self) -> None:
        """The folders were touched a while ago, and at another time than before."""
        self.age += 10
        for folder in (self.mail / "cur", self.mail / "new", self.calendar):
            os.utime(folder, (1_700_000_000 + self.age,) * 2)

    def read(self) -> None:
        """A pass."""
        assert self.connector.mail is not None
        assert self.connector.calendar is not None
        pages = list(self.connector.mail.changes(self.standing.mail_cursor, lambda: set(self.known), None))
        found = {message.provider_id for page in pages for message in page.created}
        self.known |= found
        calendar = self.standing.calendar_cursor
        events = self.connector.calendar.read(window(NOW, "UTC"), calendar)
        cursor = events.cursor if events is not None else calendar
        self.standing = Standing(pages[-1].cursor, cursor, None, False, True, 0, NOW)

    def minutes(self, begin: int, end: int) -> list[int]:
        """Look every minute, and read where there is reason to; in which minutes there was."""
        passes = []
        for minute in range(begin, end):
            now = NOW + timedelta(minutes=minute)
            if asyncio.run(self.account.look(self.standing, now, "UTC")):
                passes.append(minute)
                self.read()
                self.account.concluded(self.standing, now)
        return passes


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of files that may not be read, whoever runs this: root could read them all."""
    names: set[str] = set()

    def read_message(folder: Folder, provider_id: str, file: str) -> Message:
        if Path(file).name in names:
            raise PermissionError(13, "Permission denied")
        return really(folder, provider_id, file)

    monkeypatch.setattr("connectors.local.maildir.read_message", read_message)
    return names


def test_a_file_that_may_not_be_read_costs_few_passes_and_holds_nothing_up(tmp_path: Path, closed: set[str]) -> None:
    home = Home(tmp_path)
    closed.add("2.b.host")
    home.put("1.a.host")
    home.put("2.b.host")
    home.read()
    assert len(home.known) == 1
    assert len(home.minutes(0, 60)) <= 8
    home.put("3.c.host")
    assert home.minutes(60, 61) == [60]
    assert len(home.known) == 2
    assert len(home.minutes(61, 75)) <= 3
    closed.clear()
    assert home.minutes(75, 100)
    assert len(home.known) == 3
    assert home.minutes(100, 110) == []
