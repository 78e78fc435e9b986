"""Large Maildirs, quickly made: ordinary mail with Message-IDs of their own, one every two minutes back from now."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ordinary
from benchmarks.progress import Rounds, say

SEED = 3
POOL = 300
"""So many messages are made; the others are these under other Message-IDs."""
APART = 90
"""Seconds from one message to the next older one: 100,000 of them fit into the 120 days that are read."""
LINKS = 20_000
"""Names of one file; some file systems allow no more than 65,000."""
BULK = (
    "From: Shop <deals@shop{0}.example>\r\nTo: sam.lee@example.net\r\nSubject: Your weekly digest, no. {0}\r\nMessage-ID: <{0}@bulk.example>\r\n"
    "Date: Fri, 20 Nov 2026 09:00:00 +0000\r\nList-Id: <digest.shop.example>\r\nList-Unsubscribe: <https://shop.example/u>\r\n"
    "Precedence: bulk\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    + "New in the shop: kettles and lamps, 20 % off.\r\n"
    * 8
)
"""A small message, for where only their number matters."""
CONFIG = """[user]
name = "Sam Lee"
addresses = ["sam.lee@example.net"]
timezone = "America/New_York"

[[account]]
name = "home"
kind = "local"
maildir = "{place}/mail"
send = ["true"]
"""


@dataclass(frozen=True, slots=True)
class Home:
    """Somebody's mail, a configuration, and room for states."""

    root: Path

    @property
    def mail(self) -> Path:
        return self.root / "mail"

    def options(self, state: str = "state") -> list[str]:
        """What stands before the command."""
        return ["--config", str(self.root / "config.toml"), "--state", str(self.root / state)]

    def folders(self) -> list[Path]:
        return [self.mail, *sorted(self.mail.glob(".Folder*"))]


def build(
    root: Path, messages: int, folders: int, *, bulk: bool = False, linked: bool = False, apart: float = APART
) -> Home:
    """A Maildir++ whose folders were last touched an hour ago. bulk: small messages; linked: of few files."""
    home = Home(root)
    for folder in (home.mail, *(home.mail / f".Folder{number}" for number in range(1, folders))):
        for part in ("cur", "new", "tmp"):
            (folder / part).mkdir(parents=True)
    (root / "config.toml").write_text(CONFIG.format(place=root))
    pool = [] if bulk or linked else [ordinary.message(SEED, number)[0] for number in range(min(messages, POOL))]
    say(f"a Maildir of {messages:,} messages is made")
    made = Rounds(messages, "messages made:")
    now, places, source = int(time.time()), home.folders(), root / "message"
    for number in range(messages):
        name = places[number % folders] / "cur" / f"{now - int(number * apart)}.M{number}P1.host:2,S"
        if linked:
            if number % LINKS == 0:
                source = root / f"message{number}"
                source.write_bytes(BULK.format(number).encode())
            os.link(source, name)
        else:
            name.write_bytes(BULK.format(number).encode() if bulk else _other(pool, number))
        made.at(number)
    settle(home)
    return home


def settle(home: Home) -> None:
    """Long enough ago that no later change could hide behind the file system's coarse clock."""
    for folder in home.folders():
        for part in ("cur", "new"):
            os.utime(folder / part, (time.time() - 3600,) * 2)


def _other(pool: Sequence[bytes], number: int) -> bytes:
    head = b"Message-ID: <%d@many.example>" % number
    return re.sub(rb"(?im)^message-id:[^\r\n]*", head, pool[number % len(pool)], count=1)


def listed(home: Home) -> int:
    """What a program that only lists has to do: every name of every folder."""
    places = (folder / part for folder in home.folders() for part in ("cur", "new"))
    return sum(1 for place in places for entry in os.scandir(place) if entry.name)
