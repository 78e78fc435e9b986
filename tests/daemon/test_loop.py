"""The loop in this process, with workers that do nothing: wake-ups, health, and what ends it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from agent.daemon.loop import Daemon, Place
from agent.daemon.passes import Job
from agent.daemon.settings import Current, Settings
from agent.daemon.worker import Ended, Worker
from tests.daemon.life import Manager

CONFIG = """
[user]
name = "Ines Calloway"
addresses = ["ines@postbox.example"]
timezone = "Europe/Berlin"

[[account]]
name = "home"
kind = "local"
maildir = "mail"
"""


class Idle:
    """A worker that does nothing, well."""

    stuck = False

    async def run(self, relay: object = None) -> Ended:
        return Ended(0, {"news": {}, "exit": 0})

    async def stop(self, grace: float) -> None: ...


class Quiet(Daemon):
    """A daemon whose passes are only noted."""

    jobs: list[Job]
    worker: object = Idle

    def _worker(self, job: Job) -> Worker:
        self.rounds.pass_begins()
        self.__dict__.setdefault("jobs", []).append(job)
        return cast("Worker", self.worker())  # type: ignore[operator]  # a class, or what raises

    @property
    def accounts_read(self) -> list[tuple[str, ...] | None]:
        return [job.accounts for job in self.__dict__.get("jobs", [])]


class Machine:
    """What tells of the machine, by the test's hand."""

    def __init__(self, wake: Callable[[str], None]) -> None:
        self.wake = wake
        self.on_battery = False
        self.fault: Exception | None = None

    async def run(self) -> None:
        if self.fault is not None:
            raise self.fault
        await asyncio.Event().wait()


class Clock:
    def __init__(self) -> None:
        self.wall, self.steady = 1_800_000_000.0, 100.0


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Manager]:
    manager = Manager(str(tmp_path / "notify"))
    yield manager
    manager.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def daemon(tmp_path: Path, manager: Manager, clock: Clock) -> Quiet:
    for part in ("cur", "new", "tmp"):
        (tmp_path / "mail" / part).mkdir(parents=True)
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    return Quiet(
        Place(str(path), str(tmp_path / "state")),
        Current(str(path), Settings.read(str(path))),
        {"NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "40000"},
        watch=Machine,
        look_limit=5,
        wall=lambda: clock.wall,
        steady=lambda: clock.steady,
        chance=lambda: 0.5,
    )


def lived(daemon: Quiet, story: Callable[[], Awaitable[None]]) -> None:
    """Run the daemon for as long as the story takes."""

    async def run() -> None:
        running = asyncio.create_task(daemon.run())
        await settled(daemon)
        try:
            await story()
        finally:
            daemon.end()
            await running

    asyncio.run(run())


async def settled(daemon: Quiet) -> None:
    for _ in range(20):
        await asyncio.sleep(0)
    while daemon.passes.pending:
        await asyncio.sleep(0.001)


def test_it_begins_with_a_pass_over_everything(daemon: Quiet, manager: Manager) -> None:
    async def story() -> None:
        assert daemon.accounts_read == [()]

    lived(daemon, story)
    heard = [told for told in manager.listen() if told != "WATCHDOG=1"]  # these come whenever they are due
    assert "READY=1" in heard
    assert heard[-2:] == ["STOPPING=1", "STATUS=ending; a letter on its way is finished first"]


def test_what_the_machine_tells_is_followed_by_a_pass_but_not_each_time(daemon: Quiet, clock: Clock) -> None:
    async def story() -> None:
        daemon.wake("resume")
        await settled(daemon)
        assert daemon.accounts_read == [(), ()]
        clock.steady += 10
        clock.wall += 10
        daemon.wake("network")
        await settled(daemon)
        assert len(daemon.accounts_read) == 2
        later = daemon.times.when("wake")
        assert later is not None
        assert later.timestamp() == pytest.approx(clock.wall + 20)
        daemon.wake("asked")
        await settled(daemon)
        assert len(daemon.accounts_read) == 3

    lived(daemon, story)


@pytest.mark.parametrize("jump", [3600.0, -3600.0])
def test_a_clock_that_jumps_is_followed_by_a_pass(daemon: Quiet, clock: Clock, jump: float) -> None:
    async def story() -> None:
        clock.wall += jump
        end = time.monotonic() + 10
        while len(daemon.accounts_read) < 2 and time.monotonic() < end:
            await asyncio.sleep(0.01)
        await settled(daemon)
        assert daemon.accounts_read == [(), ()]
        planned = daemon.times.when("look home")
        assert planned is not None
        assert planned.timestamp() == pytest.approx(clock.wall + 60)

    lived(daemon, story)


def test_on_battery_looks_are_rarer(daemon: Quiet, clock: Clock) -> None:
    async def story() -> None:
        cast("Machine", daemon._watch).on_battery = True
        daemon.wake("asked")
        await settled(daemon)
        planned = daemon.times.when("look home")
        assert planned is not None
        assert planned.timestamp() == pytest.approx(clock.wall + 180)

    lived(daemon, story)


def test_it_works_without_anything_that_tells_of_the_machine(daemon: Quiet) -> None:
    cast("Machine", daemon._watch).fault = OSError("no bus")

    async def story() -> None:
        daemon.wake("asked")
        await settled(daemon)
        assert len(daemon.accounts_read) == 2

    lived(daemon, story)


def test_a_look_that_is_stuck_is_no_sign_of_life(daemon: Quiet, manager: Manager) -> None:
    async def story() -> None:
        await asyncio.sleep(0.1)
        assert manager.count("WATCHDOG=1") >= 2
        daemon.rounds.accounts["home"].looking_since = time.monotonic() - 60
        await asyncio.sleep(0.05)
        fed = manager.count("WATCHDOG=1")
        await asyncio.sleep(0.1)
        assert manager.count("WATCHDOG=1") == fed
        assert "stuck" in manager.status()
        daemon.rounds.accounts["home"].looking_since = None
        await asyncio.sleep(0.1)
        assert manager.count("WATCHDOG=1") > fed

    lived(daemon, story)


def test_a_daemon_that_can_do_nothing_any_more_ends_instead(daemon: Quiet, manager: Manager) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    daemon.worker = broken
    with pytest.raises(ZeroDivisionError):
        asyncio.run(asyncio.wait_for(daemon.run(), 20))
    assert manager.count("STOPPING=1") == 1


def test_a_fault_in_what_follows_a_pass_is_not_lost_at_the_end(
    daemon: Quiet, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    def fails(job: Job) -> None:
        raise ZeroDivisionError

    async def story() -> None:
        running = asyncio.create_task(daemon.run())
        await settled(daemon)
        monkeypatch.setattr(daemon.passes, "_ended", fails)
        waiting = Job(())
        daemon.passes.ask(waiting)
        daemon.end()
        with pytest.raises(ZeroDivisionError):
            await asyncio.wait_for(running, 20)
        assert waiting.over.is_set()

    asyncio.run(story())


def test_cancelled_it_ends_as_if_asked_and_stays_cancelled(
    daemon: Quiet, manager: Manager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setattr(daemon, "_environ", {"XDG_RUNTIME_DIR": str(runtime)})

    async def story() -> None:
        running = asyncio.create_task(daemon.run())
        await settled(daemon)
        assert list(runtime.glob("bowout/*.sock"))
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(running, 20)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(story())
    assert manager.count("STOPPING=1") == 1
    assert not list(runtime.glob("bowout/*.sock"))


def test_a_second_account_in_the_configuration_is_looked_at_after_reloading(daemon: Quiet, tmp_path: Path) -> None:
    async def story() -> None:
        more = CONFIG + CONFIG[CONFIG.index("[[account]]") :].replace("home", "uni").replace('"mail"', '"uni"')
        for part in ("cur", "new", "tmp"):
            (tmp_path / "uni" / part).mkdir(parents=True)
        (tmp_path / "config.toml").write_text(more)
        daemon.reload()
        await settled(daemon)
        assert list(daemon.rounds.accounts) == ["home", "uni"]
        assert daemon.times.when("look uni") is not None
        assert daemon.status().startswith("2 accounts, next look at")

    lived(daemon, story)


def test_whoever_asks_with_the_wrong_names_of_things_is_refused(daemon: Quiet, tmp_path: Path) -> None:
    class Heard:
        def __init__(self) -> None:
            self.lines: list[object] = []

        def line(self, answer: object) -> None:
            self.lines.append(answer)

    async def story() -> None:
        for question in (
            {"do": "sync", "accounts": [], "accept_empty": [], "state": str(tmp_path), "config": daemon.place.config},
            {"do": "sync", "accounts": [], "accept_empty": [], "state": daemon.place.state, "config": "/other.toml"},
            {"do": "sync", "accounts": [1], "accept_empty": [], "state": "", "config": ""},
            {"do": "sync"},
            {"do": "format the disk"},
            {},
        ):
            heard = Heard()
            await daemon._answer(question, heard)  # type: ignore[arg-type]  # it only has to hear
            assert len(heard.lines) == 1
            assert "refused" in cast("dict[str, str]", heard.lines[0])

    lived(daemon, story)
