"""Real folders behind the local connector, for the contract tests and its own."""

from __future__ import annotations

import hashlib
import stat
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from connectors.base import CalendarRole, Connector, MailRole
from connectors.local import connect
from tests.contracts import NOW, USER, CalendarWorld, MailWorld, Outcome, Place

ANSWERED_AT = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)

SEND = """
import os, stat, sys, pathlib, signal
place = pathlib.Path(sys.argv[1])
how = (place / "how").read_text()
assert stat.S_ISREG(os.fstat(0).st_mode), "standard input is no regular file"
assert os.getsid(0) == os.getpid(), "not a session of its own"
letter = sys.stdin.buffer.read()
if how == "no":
    print("550 <joanne@meridian.example>: no such user\\nreally not\\nnot shown", file=sys.stderr)
    sys.exit(67)
if how == "later":
    sys.exit(75)
if how == "unknown":
    os.kill(os.getpid(), signal.SIGKILL)
number = len(list(place.glob("*.eml")))
(place / f"{number}.eml").write_bytes(letter)
"""


def snapshot(*roots: Path) -> dict[str, tuple[Any, ...]]:
    """Every file and folder below: what it is, when it was changed, what it holds."""
    found: dict[str, tuple[Any, ...]] = {}
    for root in roots:
        for path in [root, *sorted(root.rglob("*"))]:
            status = path.lstat()
            regular = stat.S_ISREG(status.st_mode)
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if regular else ""
            found[str(path)] = (status.st_mode, status.st_mtime_ns, status.st_ino, digest)
    return found


class Clock:
    """The file system's clock, as far ahead as a test wants."""

    def __init__(self) -> None:
        self.ahead = 0

    def __call__(self) -> int:
        return time.time_ns() + self.ahead

    def rest(self) -> None:
        self.ahead += 3600 * 10**9


def make_maildir(path: Path) -> Path:
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True, exist_ok=True)
    return path


class LocalMailWorld(MailWorld):
    """A Maildir++ and a send command that keeps what it gets."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.clock = Clock()
        self.maildir = make_maildir(root / "mail")
        self.outside = root / "received"
        self.outside.mkdir()
        self.state = root / "state"
        self.command = root / "send.py"
        self.command.write_text(SEND)
        self.next_submission("yes")
        self.role = self.mail()
        self.read_only = self.mail(permissions="read")
        self.count = 0

    def connector(self, **options: Any) -> Connector:
        given = {
            "maildir": str(self.maildir), "calendars": [], "sent": None, "permissions": "send",
            "send": [sys.executable, str(self.command), str(self.outside)], **options,
        }  # fmt: skip
        return connect("home", given, user_addresses=(USER,), state=self.state, wall=self.clock)

    def mail(self, **options: Any) -> MailRole:
        role = self.connector(**options).mail
        assert role is not None
        return role

    def deliver(
        self, raw: bytes, folder: Path | None = None, delivered: datetime = NOW, part: str = "new", flags: str = ""
    ) -> Path:
        """A file the Maildir way, under a unique name."""
        self.count += 1
        maildir = make_maildir(folder or self.maildir)
        name = f"{int(delivered.timestamp())}.M{self.count}.host"
        temporary = maildir / "tmp" / name
        temporary.write_bytes(raw)
        return temporary.rename(maildir / part / (name + (f":2,{flags}" if part == "cur" else "")))

    def put(self, raw: bytes, place: Place = "inbox", delivered: datetime = NOW) -> None:
        folder = {"inbox": "", "sent": ".Sent", "trash": ".Trash", "drafts": ".Drafts"}[place]
        self.deliver(raw, self.maildir / folder if folder else None, delivered)

    def remove(self, raw: bytes) -> None:
        for path in self.maildir.rglob("*"):
            if path.is_file() and path.read_bytes() == raw:
                path.unlink()

    def rest(self) -> None:
        self.clock.rest()

    def break_place(self) -> None:
        self.maildir.rename(self.root / "elsewhere")
        self.maildir.write_text("a file where the Maildir was")

    def next_submission(self, outcome: Outcome) -> None:
        (self.outside / "how").write_text(outcome)

    def received(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.outside.glob("*.eml"))]

    def everything(self) -> object:
        return snapshot(self.maildir)


class LocalCalendarWorld(CalendarWorld):
    """One folder of `.ics` files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.clock = Clock()
        self.folder = root / "calendar"
        self.folder.mkdir()
        self.state = root / "state"
        self.role = self.calendar()
        self.read_only = self.calendar(permissions="read")

    def calendar(self, **options: Any) -> CalendarRole:
        given = {"maildir": None, "calendars": [str(self.folder)], "send": None, "sent": None, **options}
        role = connect(
            "home",
            given,
            user_addresses=("Other@Example.net", USER),
            state=self.state,
            wall=self.clock,
            now=lambda: ANSWERED_AT,
        ).calendar
        assert role is not None
        return role

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.ics"

    def put(self, name: str, text: str | bytes) -> None:
        data = text.encode() if isinstance(text, str) else text
        temporary = self.folder / f".{name}.tmp"
        temporary.write_bytes(data)
        temporary.rename(self.path(name))

    def remove(self, name: str) -> None:
        self.path(name).unlink()

    def rest(self) -> None:
        self.clock.rest()

    def break_place(self) -> None:
        self.folder.rename(self.root / "elsewhere")
        self.folder.write_text("a file where the folder was")

    def everything(self) -> object:
        return snapshot(self.folder)
