"""A mailbox and a calendar in which the whole job can be done, with room for hostile things beside it.

The good half: Harrow & Pike's written offer, the user's acceptance among the sent mail, and an interview elsewhere on the
calendar. Whatever lies beside them, a sync has to end with one firm offer and one letter that withdraws from Tidewell.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from agent.app import App
from agent.clock import FixedClock
from agent.config_load import load

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
ME = "mara.quint@example.net"
ROOT = Path(__file__).parents[2]
_LIBC = ctypes.CDLL(None)
_DROP_FROM_BOUNDING_SET = 24
"""PR_CAPBSET_DROP of prctl(2)."""
_OVER_PERMISSIONS = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of capabilities(7)."""
NOUNS = ("offers", "interviews", "drafts", "questions")

OFFER = b"""\
From: Petra Voss <petra.voss@harrowpike.com>
To: Mara Quint <mara.quint@example.net>
Subject: Your offer from Harrow & Pike
Date: Thu, 12 Nov 2026 13:37:00 +0000
Message-ID: <offer@harrowpike.com>

Dear Mara,

On behalf of Harrow & Pike I am delighted to offer you the position of Data Engineer. The terms are these:

  Base salary: $120,000 a year
  Start date: January 11, 2027

There are no conditions. Please reply to this message with your acceptance by November 20, 2026.

Kind regards
Petra Voss
Harrow & Pike
"""
ACCEPTANCE = b"""\
From: Mara Quint <mara.quint@example.net>
To: Petra Voss <petra.voss@harrowpike.com>
Subject: Re: Your offer from Harrow & Pike
Date: Fri, 13 Nov 2026 08:00:00 +0000
Message-ID: <yes@example.net>
In-Reply-To: <offer@harrowpike.com>
References: <offer@harrowpike.com>

Dear Petra,

Thank you so much. I am very happy to accept the offer and to join Harrow & Pike as Data Engineer.

Best
Mara
"""
INVITATION = b"""\
From: Joanne Abbot <joanne.abbot@tidewell.com>
To: Mara Quint <mara.quint@example.net>
Subject: Interview for the Platform Engineer position at Tidewell
Date: Tue, 10 Nov 2026 10:00:00 +0000
Message-ID: <invitation@tidewell.com>

Hi Mara,

We would like to invite you to an interview for the Platform Engineer position at Tidewell on November 24, 2026 at
15:00 UTC.

Best wishes
Joanne Abbot
Recruiter, Tidewell
"""
INTERVIEW = b"""\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//test//EN\r
BEGIN:VEVENT\r
UID:interview@tidewell.com\r
DTSTAMP:20261110T100000Z\r
DTSTART:20261124T150000Z\r
DTEND:20261124T160000Z\r
SUMMARY:Interview with Tidewell: Platform Engineer\r
ORGANIZER;CN=Joanne Abbot:mailto:joanne.abbot@tidewell.com\r
ATTENDEE;PARTSTAT=ACCEPTED:mailto:mara.quint@example.net\r
ATTENDEE;PARTSTAT=ACCEPTED:mailto:joanne.abbot@tidewell.com\r
END:VEVENT\r
END:VCALENDAR\r
"""


@dataclass
class Ran:
    """What one sync came to."""

    view: dict[str, Any]
    problems: list[str]
    cpu: float
    """Seconds of processor time."""
    peak: int = 0
    """Peak resident memory in MB, where the sync ran in a process of its own."""

    def account(self, name: str = "personal") -> dict[str, Any]:
        found: dict[str, Any] = next(a for a in self.view["accounts"] if a["name"] == name)
        return found


@dataclass
class World:
    """A folder with mail, calendar, configuration and state."""

    root: Path
    number: int = 0
    now: datetime = NOW
    settings: str = ""
    """Further lines of the account's configuration."""
    config: Path = field(init=False)
    state: Path = field(init=False)

    def __post_init__(self) -> None:
        self.config, self.state = self.root / "config.toml", self.root / "state"
        for folder in ("", "Sent/"):
            for part in ("cur", "new", "tmp"):
                (self.root / f"mail/{folder}{part}").mkdir(parents=True, exist_ok=True)
        (self.root / "calendar").mkdir(exist_ok=True)
        self.configure()

    def configure(self) -> None:
        """Write the configuration."""
        self.config.write_text(
            f'[user]\nname = "Mara Quint"\naddresses = ["{ME}"]\ntimezone = "UTC"\n'
            f'[[account]]\nname = "personal"\nkind = "local"\nmaildir = "{self.root}/mail"\n'
            f'calendars = ["{self.root}/calendar"]\n{self.settings}'
        )

    def good(self) -> World:
        """Lay down the good half."""
        self.mail(OFFER, "offer")
        self.mail(ACCEPTANCE, "acceptance", folder="Sent")
        self.mail(INVITATION, "invitation")
        self.event(INTERVIEW, "interview.ics")
        return self

    def mail(self, raw: bytes, name: str | bytes | None = None, *, folder: str = "", new: bool = False) -> Path:
        """Deliver a message; without a `name` under one of its own."""
        self.number += 1
        place = self.root / "mail" / folder / ("new" if new else "cur")
        if isinstance(name, bytes):
            path = Path(os.fsdecode(os.fsencode(place) + b"/" + name))
        else:
            path = place / f"{name or f'1794{self.number:06}.M{self.number}P1.host'}:2,S"
        path.write_bytes(raw)
        settle(path)
        for part in ("cur", "new"):
            settle(self.root / "mail" / folder / part)
        return path

    def event(self, raw: bytes, name: str) -> Path:
        """Put a file into the calendar."""
        path = self.root / "calendar" / name
        path.write_bytes(raw)
        settle(path)
        return path

    def app(self) -> App:
        config = load(self.config)
        return App(config, self.state, FixedClock(self.now, config.user.timezone))

    def sync(self) -> Ran:
        """One sync in this process."""
        app = self.app()
        before = processor()
        view = app.sync()
        return Ran(view, app.news.problems, processor() - before)

    def sync_alone(self, *, memory: int | None = None, cpu: int | None = None, powerless: bool = False) -> Ran:
        """One sync in a process of its own, with at most so much address space (MB) and processor time (s)."""
        done = self.start(memory=memory, cpu=cpu, powerless=powerless)
        output, errors = done.communicate(timeout=120)
        assert done.returncode == 0, f"exit status {done.returncode}: {errors[-2000:]}"
        said = json.loads(output)
        return Ran(said["view"], said["problems"], said["cpu"], said["peak"])

    def start(
        self, *, memory: int | None = None, cpu: int | None = None, file: int | None = None, powerless: bool = False
    ) -> subprocess.Popen[str]:
        """A sync in a process of its own, under way.

        `file`: no file may grow larger than so many bytes. `powerless`: permissions hold, also where the tests run as root.
        """

        def bound() -> None:
            if memory is not None:
                resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
            if cpu is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
            if file is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (file, file))
            if powerless and os.geteuid() == 0:
                for capability in _OVER_PERMISSIONS:
                    _LIBC.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)

        return subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.once", str(self.config), str(self.state), self.now.isoformat()],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, preexec_fn=bound,
        )  # fmt: skip


def settle(path: Path) -> None:
    """Date it an hour back, so that nobody takes it for something that is still being written."""
    at = (datetime.now(UTC) - timedelta(hours=1)).timestamp()
    os.utime(path, (at, at), follow_symlinks=False)


def processor() -> float:
    """Processor time of this process so far, in seconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def letters(view: dict[str, Any]) -> Sequence[tuple[str, str]]:
    """Kind and employer of every letter."""
    return [(draft["kind"], draft["employer"]) for draft in view["drafts"] if draft["status"] != "void"]


def whole(ran: Ran) -> bool:
    """The good half came through: the firm offer, and the one letter that follows."""
    offers = [(o["employer"], o["firm"]) for o in ran.view["offers"] if not o["suspicious"]]
    return ("Harrow & Pike", True) in offers and ("withdrawal", "Tidewell") in letters(ran.view)
