"""A person with mail of these days, a daemon in a process of its own, and a service manager that listens.

The machine's clock is the daemon's, so the correspondence is dated from today on; nothing else is pretended.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.e2e.world import ZONE, Result, Status, World, me, them

PATIENCE = 40.0
"""Seconds after which something that should happen soon is not going to happen, on a busy machine too."""

BRACKWATER = "Tomasz Wilk <t.wilk@brackwater-instruments.example>"
LINDEN = "Aisha Rahman <aisha.rahman@lindenhydro.example>"
ORCHARD = "Ben Sayer <ben@orchardrobotics.example>"


def ahead(days: float, hour: int = 10) -> datetime:
    """That many days from today, at that hour."""
    moment = datetime.now(ZONE) + timedelta(days=days)
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)


def iso(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat()


def spoken(moment: datetime) -> str:
    return f"{moment:%A, %B} {moment.day}, {moment.year}"


class Manager:
    """What systemd would hear: a datagram socket, by a path or by an abstract name."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self._socket.setblocking(False)
        self.heard: list[str] = []
        """Assignments in order."""

    def listen(self) -> list[str]:
        with contextlib.suppress(BlockingIOError):
            while True:
                self.heard += self._socket.recv(65536).decode().split("\n")
        return self.heard

    def wait(self, line: str, *, after: int = 0, patience: float = PATIENCE) -> str:
        """Until an assignment with that in it was heard; the assignment."""
        found: list[str] = []

        def heard() -> bool:
            found[:] = [said for said in self.listen()[after:] if line in said]
            return bool(found)

        wait(heard, f"{line}; heard {self.heard[-10:]}", patience)
        return found[0]

    def status(self) -> str:
        """The last one."""
        return next((said[7:] for said in reversed(self.listen()) if said.startswith("STATUS=")), "")

    def count(self, line: str) -> int:
        return self.listen().count(line)

    def close(self) -> None:
        self._socket.close()


class Life(World):
    """A world whose commands go by the machine's clock, with a daemon beside them."""

    def __init__(self, root: Path, accounts: tuple[str, ...] = ("home",), *, hold: int = 1, poll: int = 600) -> None:
        self.poll = poll
        self.runtime = root / "run"
        self.runtime.mkdir(mode=0o700)
        super().__init__(root, accounts, f"[approval]\nhold_seconds = {hold}")
        self.configure(**dict.fromkeys(accounts, f"poll_seconds = {poll}"))
        self.manager = Manager(str(root / "notify"))
        self.processes: list[subprocess.Popen[str]] = []
        self.environ: dict[str, str] = {}
        """Beside what every process gets."""

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.wait(20)
        self.manager.close()

    # ------------------------------------------------------------ processes

    def _words(self, words: Iterable[str]) -> list[str]:
        return ["--config", str(self.config), "--state", str(self.state), *words]

    def env(self) -> dict[str, str]:
        gone = ("BOWOUT_", "XDG_", "COLUMNS", "DBUS_", "LC_", "LANG", "NOTIFY_", "WATCHDOG_", "JOURNAL_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(gone)}
        return {**kept, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "XDG_RUNTIME_DIR": str(self.runtime), **self.environ}

    def start(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            self.command_line(*words),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.env(),
        )  # fmt: skip
        self.processes.append(process)
        return process

    def run(self, *words: str, watchdog: float | None = None, ready: bool = True) -> subprocess.Popen[str]:
        """Start the daemon and wait until it says that it is ready."""
        before = len(self.manager.listen())
        extra = {"NOTIFY_SOCKET": self.manager.address}
        if watchdog is not None:
            extra["WATCHDOG_USEC"] = str(int(watchdog * 1_000_000))
        with open(self.root / "log", "a") as log:
            process = subprocess.Popen(
                self.command_line("run", *words),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, text=True, env={**self.env(), **extra},
            )  # fmt: skip
        self.processes.append(process)
        if ready:
            self.manager.wait("READY=1", after=before)
        return process

    def rested(self) -> str:
        """Wait until nothing is at work; the status."""
        found: list[str] = []

        def resting() -> bool:
            found[:] = [self.manager.status()]
            return bool(found[0]) and "at work" not in found[0]

        wait(resting, "the daemon to rest")
        return found[0]

    def passes(self) -> int:
        """How many passes the daemon's log tells of."""
        return self.log().count("pass over")

    def log(self) -> str:
        return (self.root / "log").read_text()

    def more_passes(self, than: int, patience: float = PATIENCE) -> None:
        wait(lambda: self.passes() > than, f"more than {than} passes", patience)

    def workers(self, daemon: subprocess.Popen[str]) -> list[int]:
        """The daemon's children at work."""
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError, ValueError):
                name, _, rest = path.read_text().rpartition(") ")
                if int(rest.split()[1]) == daemon.pid:
                    found.append(int(name.split()[0]))
        return found

    def view(self) -> Status:
        """`agent status`, from a process that has nothing to do with the daemon."""
        return Status(self.process("status", "--json").json)

    def until(self, employer: str, *statuses: str, patience: float = PATIENCE) -> dict[str, Any]:
        """Wait until the letter to that employer has one of these statuses."""
        found: list[dict[str, Any]] = []

        def there() -> bool:
            drafts = [draft for draft in self.agent_view().drafts if employer in draft["employer"]]
            found[:] = [draft for draft in drafts if draft["status"] in statuses]
            return bool(found)

        wait(there, f"{employer}: {statuses}", patience, pause=0.1)
        return found[0]

    def agent_view(self) -> Status:
        result = self.agent("status", "--json")
        return Status(result.json)

    def approved(self, employer: str) -> dict[str, Any]:
        """Approve the letter with the command in a process of its own, which tells the daemon."""
        draft = self.agent_view().draft(employer)
        result = self.process("approve", draft["id"], "--yes")
        assert result.status == 0, result.err
        return draft

    def asked(self, *words: str) -> Result:
        """A command in a process of its own."""
        return self.process(*words)

    # ------------------------------------------------------------ mail of these days

    def firm(self) -> None:
        """A firm offer of Brackwater Instruments."""
        self.tell(
            them(
                BRACKWATER, "Your offer from Brackwater Instruments", iso(ahead(-7, 15)),
                "Dear Ines,\n\n"
                "It was a pleasure to have you here last week. I am very happy to offer you the position of Field Calibration"
                " Engineer at Brackwater Instruments. The signed offer letter with salary, benefits and holidays is"
                f" attached; your first day would be {spoken(ahead(50))}.\n\n"
                f"Please let me have your answer by {spoken(ahead(3))}.\n\n"
                "Kind regards,\nTomasz Wilk\nHead of People, Brackwater Instruments",
                attachment="Brackwater_offer_letter_Calloway.pdf",
            ),
            me(
                BRACKWATER, "Re: Your offer from Brackwater Instruments", iso(ahead(-3, 19)),
                "Dear Tomasz,\n\n"
                "Thank you very much. I am delighted to accept the position of Field Calibration Engineer; the countersigned"
                " letter is attached. I look forward to it.\n\nBest regards,\nInes Calloway",
                attachment="Brackwater_offer_letter_Calloway_signed.pdf",
            ),
            them(
                BRACKWATER, "Re: Your offer from Brackwater Instruments", iso(ahead(-2, 9)),
                "Dear Ines,\n\n"
                "Wonderful, thank you for accepting! We have the countersigned letter and everything is in order on our"
                " side. Welcome to Brackwater.\n\nTomasz",
            ),
        )  # fmt: skip

    def linden(self) -> None:
        """An interview at Linden Hydro."""
        start = ahead(6, 14)
        self.tell(
            them(
                LINDEN, "Interview for Test Engineer at Linden Hydro", iso(ahead(-9, 10)),
                "Hi Ines,\n\n"
                "Thanks for applying for our Test Engineer opening. We enjoyed reading about your work on flow sensors and"
                " would like to invite you to an interview.\n\nAisha Rahman\nTalent Acquisition, Linden Hydro",
            ),
            them(
                LINDEN, "Re: Interview for Test Engineer at Linden Hydro", iso(ahead(-8, 9)),
                "Hi Ines,\n\n"
                f"Great, then your interview is on {spoken(start)} at 2:00 pm Eastern. You will meet our lab manager and me"
                " on Teams; the link is in the calendar invitation.\n\nAisha Rahman\nTalent Acquisition, Linden Hydro",
            ),
        )  # fmt: skip
        self.event("linden", "Interview: Ines Calloway, Test Engineer (Linden Hydro)", iso(start), organizer=LINDEN)

    def orchard(self) -> None:
        """An interview at Orchard Robotics; the entry in the calendar is the user's own."""
        start = ahead(9, 10)
        self.tell(
            them(
                ORCHARD, "Orchard Robotics: your interview", iso(ahead(-5, 16)),
                "Hi Ines,\n\n"
                f"You are all set for the interview for Hardware Test Lead on {spoken(start)} at 10:00 am Eastern. It is at"
                " our workshop, 14 Mill Lane, and will take about ninety minutes.\n\nBen Sayer\nOrchard Robotics",
            ),
        )  # fmt: skip
        self.event("orchard", "Interview at Orchard Robotics", iso(start), minutes=90)


def ended(process: subprocess.Popen[str], within: float = 20.0) -> tuple[int, float]:
    """Ask it to end: the exit status, and how many seconds it took."""
    begin = time.monotonic()
    process.send_signal(signal.SIGTERM)
    return process.wait(within), time.monotonic() - begin


def wait(until: Callable[[], bool], what: str, patience: float = PATIENCE, pause: float = 0.02) -> None:
    """Look again and again until it is so, for a bounded time."""
    end = time.monotonic() + patience
    while not until():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(pause)
