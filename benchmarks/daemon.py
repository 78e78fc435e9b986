"""What the daemon costs: memory, wake-ups and processor time while nothing happens, a look with nothing new, and what two
days of mail leave behind.

A Google, an Outlook and a local account; both providers are simulated on loopback, in the process of this benchmark.

*Idle* is the program itself (`agent run`) under a pretended service manager, measured from outside through /proc, in real
time: first with looks at the default interval, then with none due. A reference idles beside it, in the same minutes.
*Two days* is the daemon's own loop in one process, its clock simulated and stepped from one planned thing to the next;
passes are made by a second process, as the workers make them; 200 messages a day arrive.

    python benchmarks/daemon.py [--seconds 120] [--hours 48] [--reference COMMAND] [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import shlex
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

USER = "sam.lee@example.net"
CLIENT = "simulated-client"
KINDS = ("google", "outlook", "local")
POLL = 60
"""Seconds between two looks at an account, by default."""
NEVER = 86_400
A_DAY = 200
"""Messages."""
JOB_LIKE = 10
"""Of so many messages, one is about a job."""
SETTLED = 4
"""Simulated hours after which all is loaded."""
WATCHDOG = 120
"""Seconds, as in systemd/bowout.service."""
BARE = [sys.executable, "-c", "import asyncio; asyncio.run(asyncio.sleep(1e6))"]

LIMITS = {"RSS": 70.0, "wake-ups a minute": 3.0, "CPU a minute": 10.0, "CPU of a look": 50.0, "growth": 2.0}
"""MB, times, ms, ms, MB."""


# ---------------------------------------------------------------- accounts


class Household:
    """Three accounts, and somebody who writes. A context manager."""

    def __init__(self, root: Path) -> None:
        from connectors.timer import Timer
        from tests.simulators.google import GoogleSim
        from tests.simulators.outlook import OutlookSim

        self.root, self.state, self.config = root, root / "state", root / "config.toml"
        self.google = GoogleSim(timer=Timer(), address=USER)
        self.outlook = OutlookSim(timer=Timer(), address=USER, name="Sam Lee")
        self.maildir, self.calendar = root / "mail", root / "calendar"
        self._count = 0

    def __enter__(self) -> Household:
        self.google.__enter__()
        self.outlook.__enter__()
        for part in ("cur", "new", "tmp"):
            (self.maildir / part).mkdir(parents=True)
            _settle(self.maildir / part)
        self.calendar.mkdir()
        self.configure(POLL)
        self._sign_in()
        self._event(datetime.now(UTC) + timedelta(days=9))
        return self

    def __exit__(self, *_: object) -> None:
        self.google.__exit__(None, None, None)
        self.outlook.__exit__(None, None, None)

    def configure(self, poll: int) -> None:
        """Write the configuration."""
        options = self._options()
        parts = ['[secrets]\ntoken_store = "file"', f'[user]\nname = "Sam Lee"\naddresses = ["{USER}"]\ntimezone = "America/New_York"']  # fmt: skip
        for kind in KINDS:
            ends = options[kind].pop("endpoints", None)
            lines = [f"{key} = {json.dumps(value)}" for key, value in options[kind].items()]
            if ends:
                lines += ["[account.endpoints]", *(f'{key} = "{value}"' for key, value in ends.items())]
            parts.append("\n".join(['[[account]]', f'name = "{kind}"', f'kind = "{kind}"', f"poll_seconds = {poll}", *lines]))  # fmt: skip
        self.config.write_text("\n\n".join(parts) + "\n")

    def deliver(self, at: datetime) -> None:
        """The next message arrives."""
        number, self._count = self._count, self._count + 1
        raw, kind = message(number, at), KINDS[number % len(KINDS)]
        if kind == "google":
            self.google.mailbox.deliver(raw, at=at)
        elif kind == "outlook":
            self.outlook.mailbox.deliver(raw, "inbox", at)
        else:
            name = f"{int(at.timestamp())}.M{number}.host"
            (self.maildir / "tmp" / name).write_bytes(raw)
            (self.maildir / "tmp" / name).rename(self.maildir / "new" / name)
            _settle(self.maildir / "new")

    def looks(self) -> int:
        """How often Gmail was asked what happened."""
        return sum(record.id == "gmail.users.history.list" for record in self.google.requests)

    def size(self) -> int:
        """Bytes of all files of the state."""
        return sum(path.stat().st_size for path in self.state.rglob("*") if path.is_file())

    def _options(self) -> dict[str, dict[str, Any]]:
        google, outlook = self.google.base, self.outlook.base
        return {
            "google": {
                "address": USER, "client_secrets": str(self.google.client_file(self.root / "client.json")),
                "endpoints": {"gmail": google, "calendar": google, "token": f"{google}/token"},
            },
            "outlook": {
                "address": USER, "client_id": CLIENT, "endpoints": {"graph": outlook, "login": f"{outlook}/login"},
            },
            "local": {"maildir": str(self.maildir), "calendars": [str(self.calendar)], "send": ["true"]},
        }  # fmt: skip

    def _sign_in(self) -> None:
        from connectors.google.account import from_options as google_account
        from connectors.outlook.account import from_options as outlook_account
        from connectors.tokens import Tokens

        options = self._options()
        granted = self.google.grant(google_account("google", options["google"]).scopes)
        Tokens(self.state, "google", "file").save(granted)
        scopes = outlook_account("outlook", options["outlook"]).scopes
        stored = {"cache": self.outlook.msal_cache(scopes, CLIENT), **self.outlook.grant(scopes, CLIENT)}
        Tokens(self.state, "outlook", "file").save(stored)

    def _event(self, at: datetime) -> None:
        when = {"dateTime": at.isoformat(timespec="seconds"), "timeZone": "UTC"}
        self.google.calendars.add("primary", {"summary": "Dentist", "start": when})
        start, end = ({"dateTime": t.replace(tzinfo=None).isoformat(timespec="seconds"), "timeZone": "UTC"} for t in (at, at + timedelta(hours=1)))  # fmt: skip
        self.outlook.calendars.add({"subject": "Choir", "start": start, "end": end})
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", "BEGIN:VEVENT", "UID:one@bench", "DTSTAMP:20260101T000000Z",
                 f"DTSTART:{at:%Y%m%dT%H%M%SZ}", "DURATION:PT1H", "SUMMARY:Football", "END:VEVENT", "END:VCALENDAR", ""]  # fmt: skip
        (self.calendar / "one.ics").write_text("\r\n".join(lines))
        _settle(self.calendar / "one.ics")


def _settle(path: Path) -> None:
    """It was touched a while ago, and no time of it says the same as one before."""
    os.utime(path, ns=(time.time_ns() - 3600 * 10**9,) * 2)


def message(number: int, at: datetime) -> bytes:
    """Mostly what everybody gets; now and then an employer writes."""
    domain = f"sender{number % 40}.example"
    subject, text = f"Your weekly digest, no. {number}", "New this week: 20 % off, and more.\n" * 60
    if number % JOB_LIKE == 0:
        domain = f"employer{number % 7}.example"
        subject = f"Your application for Test Engineer ({number})"
        text = "Hi Sam,\n\nthank you for applying. We will look at your application and come back to you next week.\n\nKim\n"
    head = {
        "From": f"Kim Doe <kim@{domain}>", "To": f"Sam Lee <{USER}>", "Subject": subject,
        "Date": f"{at:%a, %d %b %Y %H:%M:%S +0000}", "Message-ID": f"<{number}@{domain}>", "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
    }  # fmt: skip
    lines = [*(f"{name}: {value}" for name, value in head.items()), "", text]
    return "\r\n".join("\n".join(lines).split("\n")).encode()


# ---------------------------------------------------------------- idle, in real time


@dataclass
class Sample:
    """One process and its children at one moment."""

    cpu: float
    """Seconds, threads that ended included."""
    woken: int
    """Times that a thread which still lives was woken."""
    at: float


@dataclass
class Idle:
    """A stretch of doing nothing."""

    rss: float = 0.0
    pss: float = 0.0
    """MB, all processes."""
    processes: int = 0
    woken: float = 0.0
    """Wake-ups a minute."""
    cpu: float = 0.0
    """Milliseconds of processor time a minute."""


def family(pid: int) -> list[int]:
    """The process and all below it."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            name, _, rest = path.read_text().rpartition(") ")
            parents[int(name.split()[0])] = int(rest.split()[1])
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found


def sample(pid: int) -> Sample:
    """Of one process alone: whoever has children at that moment does not idle."""
    woken = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            woken += int((task / "status").read_text().partition("\nvoluntary_ctxt_switches:")[2].split()[0])
    return Sample(time.clock_gettime((~pid << 3) | 2), woken, time.monotonic())  # clock_getcpuclockid(3)


def memory(pids: list[int]) -> tuple[float, float]:
    """RSS and PSS in MB."""
    sums = {"Rss:": 0, "Pss:": 0}
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, *rest = line.split()
            if name in sums:
                sums[name] += int(rest[0])
    return sums["Rss:"] / 1024, sums["Pss:"] / 1024


def between(pid: int, before: Sample, after: Sample) -> Idle:
    """What happened from one sample to the next."""
    minutes = (after.at - before.at) / 60
    pids = family(pid)
    rss, pss = memory(pids)
    return Idle(rss, pss, len(pids), (after.woken - before.woken) / minutes, 1000 * (after.cpu - before.cpu) / minutes)


@contextlib.contextmanager
def session() -> Iterator[dict[str, str]]:
    """A bus with a notification server on it, which serves as that of the system too; where to find it."""
    from tests.desktop.server import desktop

    with desktop() as (_, environ):
        yield {**environ, "DBUS_SYSTEM_BUS_ADDRESS": environ["DBUS_SESSION_BUS_ADDRESS"]}


@contextlib.contextmanager
def daemon(home: Household, buses: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`agent run` as the service starts it, in a session with a notification server."""
    runtime = home.root / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager, open(home.root / "log", "wb") as log:
        manager.bind(str(home.root / "notify"))
        said = {
            "XDG_RUNTIME_DIR": str(runtime), "NOTIFY_SOCKET": str(home.root / "notify"),
            "WATCHDOG_USEC": str(WATCHDOG * 1_000_000), **buses,
        }  # fmt: skip
        command = [sys.executable, "-m", "agent", "--config", str(home.config), "--state", str(home.state), "run"]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, **said})  # fmt: skip
        drained = _draining(manager)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
            drained()


def _draining(manager: socket.socket) -> Callable[[], None]:
    """Read what the daemon tells its manager, in a thread."""
    import threading

    def drain() -> None:
        with contextlib.suppress(OSError):
            while manager.recv(65536):
                pass

    threading.Thread(target=drain, daemon=True).start()
    return lambda: manager.shutdown(socket.SHUT_RDWR)


def quiet(pid: int, until: Callable[[], bool], patience: float = 180.0) -> None:
    """Wait until it is so, and for five seconds nobody was at work."""
    end, calm = time.monotonic() + patience, time.monotonic()
    while time.monotonic() - calm < 5 or not until():
        if time.monotonic() > end:
            raise TimeoutError("the daemon does not come to rest")
        if len(family(pid)) > 1:
            calm = time.monotonic()
        time.sleep(0.2)


def idle(home: Household, seconds: float, reference: list[str]) -> tuple[Idle, Idle, Idle, int]:
    """With looks at the default interval; with none due; the reference meanwhile; and how many looks there were."""
    for number in range(30):
        home.deliver(datetime.now(UTC) - timedelta(days=2, minutes=number))
    other = subprocess.Popen(reference, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with session() as buses, daemon(home, buses) as process:
            pid = process.pid
            quiet(pid, lambda: home.looks() > 0)
            # The second look of each account: by then everything is loaded that ever will be.
            looks = home.looks()
            quiet(pid, lambda: home.looks() >= looks + 2)
            looks, before = home.looks(), sample(pid)
            time.sleep(seconds)
            polling = between(pid, before, sample(pid))
            looked = home.looks() - looks
            home.configure(NEVER)
            process.send_signal(signal.SIGHUP)
            time.sleep(1)
            quiet(pid, lambda: True)
            before, beside = sample(pid), sample(other.pid)
            time.sleep(seconds)
            still = between(pid, before, sample(pid))
            aside = between(other.pid, beside, sample(other.pid))
            return polling, still, aside, looked
    finally:
        other.kill()
        other.wait()


# ---------------------------------------------------------------- two days, on a simulated clock


@dataclass
class Days:
    """What the simulated days came to."""

    hours: float = 0.0
    looks: dict[str, list[float]] = field(default_factory=dict)
    """Milliseconds of processor time of each look that found nothing, by account."""
    passes: int = 0
    messages: int = 0
    memory: list[tuple[float, float]] = field(default_factory=list)
    """(hour, RSS in MB)."""
    state: list[tuple[float, float]] = field(default_factory=list)
    """(hour, MB)."""


class Talk:
    """JSON lines to a child and back."""

    def __init__(self, role: str, *words: str, **environ: str) -> None:
        command = [sys.executable, str(Path(__file__).resolve()), "--role", role, *words]
        pipe, env = subprocess.PIPE, {**os.environ, **environ}
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, env=env)

    def say(self, **said: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(said).encode() + b"\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the other process ended")
        return dict(json.loads(line))

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)


def days(home: Household, hours: float, buses: Mapping[str, str]) -> Days:
    """Play the days through."""
    from tests.simulators.outlook import server

    server.WINDOW_REQUESTS = 10**9  # its clock is the real one, by which the requests of two days come within minutes
    begin = datetime.now(UTC) - timedelta(hours=hours)
    told = Days(hours=hours)
    worker = Talk("worker", str(home.config), str(home.state))
    looker = Talk("daemon", str(home.config), str(home.state), begin.isoformat(), str(hours), **buses)
    try:
        while "over" not in (said := looker.hear()):
            if "pass" in said:
                told.passes += 1
                worker.say(**said["pass"])
                looker.say(**worker.hear())
                continue
            # From outside: to look at itself would leave traces in its memory.
            rss = memory([looker.process.pid])[0]
            if "rest" in said:
                told.memory.append((hours, rss))
                looker.say()
                continue
            now = datetime.fromisoformat(said["now"])
            hour = (now - begin).total_seconds() / 3600
            while told.messages < hour / 24 * A_DAY:
                home.deliver(now - timedelta(seconds=2))
                told.messages += 1
            if not told.memory or hour >= told.memory[-1][0] + 1:
                told.memory.append((hour, rss))
                told.state.append((hour, home.size() / 1e6))
            looker.say()
        told.looks = said["over"]
        told.state.append((hours, home.size() / 1e6))
    finally:
        looker.close()
        worker.close()
    return told


class Told:
    """Stands in for a worker: the pass is made by another process, which everybody waits for."""

    stuck = False

    def __init__(self, ask: Callable[..., dict[str, Any]], accounts: Any, now: datetime) -> None:
        self._ask, self._accounts, self._now = ask, accounts, now

    async def run(self, _relay: object = None) -> Any:
        from agent.daemon.worker import Ended

        answer = self._ask(**{"pass": {"accounts": self._accounts, "now": self._now.isoformat()}})
        return Ended(answer["exit"], answer)


def as_daemon(config: str, state: str, begin: str, hours: str) -> None:
    """The daemon's loop on a clock that jumps to the next thing that is planned."""
    from agent.daemon.loop import Daemon, Place
    from agent.daemon.settings import Current, Settings

    clock = [datetime.fromisoformat(begin).timestamp()]
    end = clock[0] + float(hours) * 3600
    looks: dict[str, array[float]] = {}  # small: it must not count as growth

    def ask(**said: Any) -> dict[str, Any]:
        print(json.dumps(said), flush=True)
        return dict(json.loads(sys.stdin.readline()))

    async def live() -> None:
        made: Any = Daemon(
            Place(config, state),
            Current(config, Settings.read(config)),
            os.environ,
            wall=lambda: clock[0],
            steady=lambda: clock[0],
        )
        made.passes._start = lambda job: (made.rounds.pass_begins(), Told(ask, job.accounts, made.times.now()))[1]
        planned = made.times._scheduler
        planned.start(paused=True)
        tasks = [asyncio.create_task(made.passes.run()), asyncio.create_task(made.attention.run())]
        made._configured()
        while clock[0] < end:
            await asyncio.sleep(0)
            if made.passes.pending:
                continue
            job = min(planned.get_jobs(), key=lambda job: job.next_run_time)
            clock[0] = max(clock[0], job.next_run_time.timestamp())
            ask(now=made.times.now().isoformat())
            planned.remove_job(job.id)
            used = time.process_time()
            await job.func(*job.args)
            if job.id.startswith("look ") and not made.passes.pending:
                looks.setdefault(job.args[0], array("d")).append(1000 * (time.process_time() - used))
        made.rounds.end()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(live())
    ask(rest=True)
    print(json.dumps({"over": {name: list(each) for name, each in looks.items()}}), flush=True)


def as_worker(config: str, state: str) -> None:
    """Passes as workers make them, one after the other in one process."""
    from agent.app import App
    from agent.cli.work import exit_status
    from agent.clock import FixedClock
    from agent.config_load import load

    out: IO[str] = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    settings = load(config)
    for line in sys.stdin:
        said = json.loads(line)
        app = App(settings, Path(state), FixedClock(datetime.fromisoformat(said["now"]), settings.user.timezone))
        try:
            if said["accounts"] is None:
                app.deliver()
                document: Any = {"accounts": []}
            else:
                document = app.sync(said["accounts"], (), lambda *_: None)
        finally:
            app.close()
        print(json.dumps({"exit": exit_status(document), "news": {}}), file=out, flush=True)


# ---------------------------------------------------------------- the figures


def table(polling: Idle, still: Idle, aside: Idle, named: str, looked: int, told: Days) -> None:
    """For people."""
    print(f"\n{'':44}{'daemon':>9}{'limit':>8}{'of limit':>10}{'reference':>11}{'ratio':>7}   ({named})")

    def row(what: str, value: float, limit: str, other: float | None = None) -> None:
        most = LIMITS[limit]
        beside = f"{other:11.1f}{value / other if other else float('inf'):7.1f}" if other is not None else ""
        print(f"{what:44}{value:9.1f}{most:8.0f}{value / most:10.2f}{beside}{'' if value <= most else '   MISSED'}")

    row("RSS between looks, all processes (MB)", still.rss, "RSS", aside.rss)
    row("PSS between looks (MB)", still.pss, "RSS", aside.pss)
    row("RSS while looking every minute (MB)", polling.rss, "RSS")
    row("wake-ups a minute between looks", still.woken, "wake-ups a minute", aside.woken)
    row("CPU a minute between looks (ms)", still.cpu, "CPU a minute", aside.cpu)
    for name, used in told.looks.items():
        row(f"CPU of a look with nothing new, {name} (ms)", statistics.median(used), "CPU of a look")
        row("   one in a hundred takes more than", sorted(used)[int(len(used) * 0.99)], "CPU of a look")
    first, last = (next(m for h, m in told.memory if h >= SETTLED), told.memory[-1][1]) if told.memory else (0.0, 0.0)
    row(f"growth of RSS, hour {SETTLED} to {told.hours:.0f} (MB)", last - first, "growth")
    kept = next(size for hour, size in told.state if hour >= SETTLED)
    row(f"growth of the state, hour {SETTLED} to {told.hours:.0f} (MB)", told.state[-1][1] - kept, "growth")
    print(
        f"\nlooks every minute: {looked} at each account, {polling.cpu:.1f} ms of CPU and {polling.woken:.1f} wake-ups a minute in all"
    )
    print(f"simulated: {told.hours:.0f} hours, {sum(map(len, told.looks.values()))} looks with nothing new, {told.messages} messages, {told.passes} passes")  # fmt: skip
    print("RSS by hour: " + ", ".join(f"{hour:.0f}: {size:.1f}" for hour, size in told.memory[:: max(1, len(told.memory) // 8)]))  # fmt: skip
    print("state by hour: " + ", ".join(f"{hour:.0f}: {size:.2f}" for hour, size in told.state[:: max(1, len(told.state) // 8)]))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=120.0, help="of each of the two stretches of idling")
    parser.add_argument("--hours", type=float, default=48.0, help="to be simulated")
    parser.add_argument("--reference", help="another always-on program, to idle beside (a bare asyncio loop)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--role", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.role:
        role, *words = arguments.role
        roles: dict[str, Callable[..., None]] = {"daemon": as_daemon, "worker": as_worker}
        roles[role](*words)
        return
    reference = shlex.split(arguments.reference) if arguments.reference else BARE
    named = Path(reference[0]).name if arguments.reference else "a bare asyncio loop"
    with tempfile.TemporaryDirectory() as root, Household(Path(root)) as home:
        polling, still, aside, looked = idle(home, arguments.seconds, reference)
    with tempfile.TemporaryDirectory() as root, Household(Path(root)) as home, session() as buses:
        told = days(home, arguments.hours, buses)
    if arguments.json:
        print(json.dumps({"polling": asdict(polling), "still": asdict(still), "reference": asdict(aside), "days": asdict(told)}))  # fmt: skip
    else:
        table(polling, still, aside, named, looked, told)


if __name__ == "__main__":
    main()
