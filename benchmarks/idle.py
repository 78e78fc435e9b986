"""What the daemon costs while nothing happens, beside a calendar server that idles and a calendar sync run by cron."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import peers
from benchmarks.daemon import BARE, NEVER, POLL, Household, Idle, between, daemon, quiet, sample, session
from benchmarks.progress import say
from benchmarks.table import Figure, Row, Section
from benchmarks.turns import Command, by_turns

RADICALE, VDIRSYNCER, LOOP = "radicale, idle", "vdirsyncer sync each minute", "a bare asyncio loop"
PAIR = """[general]
status_path = "{root}/status/"
[pair all]
a = "here"
b = "there"
collections = ["calendar"]
[storage here]
type = "filesystem"
path = "{root}/here/"
fileext = ".ics"
[storage there]
type = "filesystem"
path = "{root}/there/"
fileext = ".ics"
"""
EVENT = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//bench//EN\nBEGIN:VEVENT\nUID:{0}@bench\nDTSTAMP:20260101T000000Z\nDTSTART:20261201T100000Z\nSUMMARY:Meeting {0}\nEND:VEVENT\nEND:VCALENDAR\n"
EVENTS = 50


@contextlib.contextmanager
def beside(root: Path) -> Iterator[dict[str, int]]:
    """Programs that idle meanwhile: their process ids."""
    words = {LOOP: BARE}
    if (path := peers.find("radicale")) is not None:
        words[RADICALE] = [path, "--storage-filesystem-folder", str(root / "collections"), "--server-hosts", f"127.0.0.1:{_port()}", "--auth-type", "none"]  # fmt: skip
    with contextlib.ExitStack() as stack:
        started = {}
        for name, command in words.items():
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            stack.callback(process.wait)
            stack.callback(process.kill)
            started[name] = process
        time.sleep(3)
        for name, process in started.items():
            if process.poll() is not None:
                raise RuntimeError(f"it does not stay up: {name}")
        yield {name: process.pid for name, process in started.items()}


def _port() -> int:
    """One that is free now."""
    with socket.socket() as anybody:
        anybody.bind(("127.0.0.1", 0))
        return int(anybody.getsockname()[1])


def vdirsyncer(root: Path, rounds: int) -> Figure | None:
    """Seconds of the processor for one sync of two folders with nothing new, as cron would run it."""
    path = peers.find("vdirsyncer")
    if path is None:
        return None
    (root / "config").write_text(PAIR.format(root=root))
    for side in ("here", "there"):
        (root / side / "calendar").mkdir(parents=True)
    for number in range(EVENTS):
        (root / "here" / "calendar" / f"{number}.ics").write_text(EVENT.format(number))
    said = {"VDIRSYNCER_CONFIG": str(root / "config")}
    Command([path, "discover"], said)()
    run = Command([path, "sync"], said)
    return by_turns({VDIRSYNCER: run}, rounds)[VDIRSYNCER].processor


def together(home: Household, seconds: float) -> tuple[Idle, Idle, dict[str, Idle]]:
    """The daemon while it looks each minute, then with no look due; the others during the second stretch."""
    for number in range(30):
        home.deliver(datetime.now(UTC) - timedelta(days=2, minutes=number))
    with beside(home.root) as others, session() as buses, daemon(home, buses) as process:
        pid = process.pid
        say("the daemon starts")
        quiet(pid, lambda: home.looks() > 0, patience=600)
        say("it looks for the second and third time")
        looks = home.looks()
        quiet(pid, lambda: home.looks() >= looks + 2, patience=600)
        before = sample(pid)
        say(f"{seconds:.0f} s while it looks each minute")
        time.sleep(seconds)
        polling = between(pid, before, sample(pid))
        home.configure(NEVER)
        process.send_signal(signal.SIGHUP)
        time.sleep(1)
        quiet(pid, lambda: True, patience=600)
        start = {name: sample(other) for name, other in others.items()}
        before = sample(pid)
        say(f"{seconds:.0f} s with no look due")
        time.sleep(seconds)
        still = between(pid, before, sample(pid))
        return polling, still, {name: between(other, start[name], sample(other)) for name, other in others.items()}


def measure(seconds: float, rounds: int) -> Section:
    """All of it, in real time."""
    with tempfile.TemporaryDirectory() as place:
        cron = vdirsyncer(Path(place), rounds)
    with tempfile.TemporaryDirectory() as place, Household(Path(place)) as home:
        polling, still, others = together(home, seconds)
    radicale, loop = others.get(RADICALE), others[LOOP]
    hourly = Figure(tuple(value * 3600 / POLL for value in cron.values)) if cron else None

    def row(what: str, unit: str, ours: float, peer: str, theirs: float | None, wanted: float | None = None) -> Row:
        figure = None if theirs is None else Figure((theirs,))
        return Row(what, unit, Figure((ours,)), peer, figure, wanted, peers.MAKE)

    looking = Figure((polling.cpu * 60 / 1e3,))
    return Section(
        "The daemon while nothing happens",
        [
            Row("CPU, three accounts looked at each minute", "s an hour", looking, VDIRSYNCER, hourly, 1.0, peers.MAKE),
            row(
                "CPU, no look due",
                "s an hour",
                still.cpu * 60 / 1e3,
                RADICALE,
                radicale.cpu * 60 / 1e3 if radicale else None,
            ),
            row(
                "wake-ups, three accounts looked at",
                "a minute",
                polling.woken,
                RADICALE,
                radicale.woken if radicale else None,
            ),
            row("wake-ups, no look due", "a minute", still.woken, RADICALE, radicale.woken if radicale else None),
            row("memory (PSS)", "MB", still.pss, RADICALE, radicale.pss if radicale else None),
            row("memory (RSS)", "MB", still.rss, RADICALE, radicale.rss if radicale else None),
            row("memory (PSS)", "MB", still.pss, LOOP, loop.pss),
        ],
        [
            f"a Google, an Outlook and a local account, looked at every {POLL} s; {seconds:.0f} s each with looks and without",
            f"vdirsyncer: one pair of folders with {EVENTS} events, nothing new, started anew each time as cron does",
        ],
    )
