"""A clock that jumps, in a real process: the wall clock is moved under it, the steady one is left alone (as by sleep)."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.daemon.life import Life

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler to move the clock of a process"),
]

SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Seconds that the wall clock is off by stand in a file. */
int clock_gettime(clockid_t clock, struct timespec *out) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(clock, out);
    if (clock == CLOCK_REALTIME && getenv("CLOCK_OFF")) {
        FILE *file = fopen(getenv("CLOCK_OFF"), "r");
        long off = 0;
        if (file) { if (fscanf(file, "%ld", &off) != 1) off = 0; fclose(file); }
        out->tv_sec += off;
    }
    return result;
}
"""


@pytest.fixture
def moved(life: Life, tmp_path: Path) -> Life:
    """A life in which `clock-off` moves everybody's wall clock."""
    (tmp_path / "shim.c").write_text(SHIM)
    library = tmp_path / "shim.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, tmp_path / "shim.c", "-ldl"], check=True)
    life.environ |= {"LD_PRELOAD": str(library), "CLOCK_OFF": str(tmp_path / "clock-off")}
    life.configure("[approval]\nhold_seconds = 3600")
    life.firm()
    life.linden()
    life.run(watchdog=1)
    life.until("Linden", "waiting")
    life.rested()
    return life


def move(life: Life, seconds: int) -> None:
    (life.root / "clock-off").write_text(str(seconds))


def test_after_a_sleep_a_pass_is_made_at_once_and_what_became_due_leaves(moved: Life) -> None:
    moved.approved("Linden")
    before = moved.passes()
    move(moved, 3700)
    moved.more_passes(before)
    assert "the clock jumped" in moved.log()
    moved.until("Linden", "sent", "answered")
    assert len(moved.sent()) == 1


def test_a_clock_set_back_stops_nothing(moved: Life) -> None:
    before = moved.passes()
    move(moved, -7200)
    moved.more_passes(before)
    assert "the clock jumped" in moved.log()
    assert "1 account, next look at" in moved.rested()
    time.sleep(1.5)
    assert moved.log().count("the clock jumped") == 1
