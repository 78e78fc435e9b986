"""What it costs to do nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.daemon.life import Life

pytestmark = pytest.mark.slow

HEAVY = {
    "agent.app", "agent.casework", "agent.delivery", "agent.letters", "agent.reading", "agent.sync", "agent.work",
    "google.auth", "google_auth_oauthlib", "googleapiclient", "icalendar", "jinja2", "msal", "msgspec",
    "recurring_ical_events", "rich", "selectolax",
}  # fmt: skip

LOOK = """
import asyncio, sys
from agent.daemon.loop import Daemon, Place
from agent.daemon.settings import Current, Settings

config, state = sys.argv[1:]

async def main():
    daemon = Daemon(Place(config, state), Current(config, Settings.read(config)), {}, chance=lambda: 0.5)
    running = asyncio.create_task(daemon.run())
    await asyncio.sleep(0)
    while daemon.passes.pending:
        await asyncio.sleep(0.1)
    await daemon.rounds.look("home")
    assert not daemon.passes.pending, "the look found something"
    daemon.end()
    await running

asyncio.run(main())
print(*sys.modules)
"""


def _aged(life: Life) -> None:
    """What was written moments ago may still be written to, so a look would say yes; as if it had been an hour ago."""
    before = time.time() - 3600
    for path in (life.root, *life.root.rglob("*")):
        if not path.is_symlink():
            os.utime(path, (before, before))


def test_nothing_heavy_is_loaded_by_looking(life: Life) -> None:
    life.firm()
    life.linden()
    _aged(life)
    command = [sys.executable, "-c", LOOK, str(life.config), str(life.state)]
    done = subprocess.run(command, capture_output=True, text=True, env=life.env(), timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "agent.daemon.loop" in loaded
    assert "connectors.local" in loaded
    assert not loaded & HEAVY


def cost(pid: int) -> tuple[int, float]:
    """Times the process was woken, and milliseconds of processor time, of all of its threads."""
    woken, used = 0, 0.0
    for task in Path(f"/proc/{pid}/task").iterdir():
        status = (task / "status").read_text()
        woken += int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])
        used += int((task / "schedstat").read_text().split()[0]) / 1e6
    return woken, used


@pytest.mark.skipif(not os.path.exists("/proc/self/schedstat"), reason="the kernel does not tell what a process used")
def test_between_looks_it_does_not_wake_at_all(life: Life) -> None:
    daemon = life.run()
    life.more_passes(0)
    life.rested()
    time.sleep(1)
    woken, used = cost(daemon.pid)
    time.sleep(6)
    again, more = cost(daemon.pid)
    assert again - woken <= 1
    assert more - used < 1
    assert len(os.listdir(f"/proc/{daemon.pid}/task")) == 1
