"""A search that is over, and who looks after it then: a real daemon that was told to stop looking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.daemon.life import BRACKWATER, ORCHARD, Life, ahead, iso, spoken, wait
from tests.e2e.world import ZONE, me, them

pytestmark = pytest.mark.slow


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """A job that began sixteen days ago, and the shortest time between looks."""
    life = Life(tmp_path, poll=10)
    life.configure(policy='[policy]\nafter_signing = "stop"')
    life.tell(
        them(
            BRACKWATER, "Your offer from Brackwater Instruments", iso(ahead(-60, 15)),
            "Dear Ines,\n\nI am very happy to offer you the position of Field Calibration Engineer at Brackwater Instruments, full"
            f" time, with a salary of 74,000 dollars a year. Your first day would be {spoken(ahead(-16))}.\n\nPlease let me have"
            f" your answer by {spoken(ahead(-50))}.\n\nKind regards,\nTomasz Wilk\nHead of People, Brackwater Instruments",
        ),
        me(
            BRACKWATER, "Re: Your offer from Brackwater Instruments", iso(ahead(-55, 9)),
            "Dear Tomasz,\n\nThank you very much. I am delighted to accept the position of Field Calibration Engineer.\n\n"
            "Best regards,\nInes Calloway",
        ),
    )  # fmt: skip
    yield life
    life.close()


def test_it_stops_looking_says_so_and_is_woken_by_a_sync_that_finds_a_new_search(life: Life) -> None:
    life.run()
    assert "the search is over, so it looks only when asked: agent sync" in life.rested()
    assert "next look" not in life.manager.status()
    assert "read only when you run agent sync" in " ".join(life.process("status").out.split())
    life.tell(
        them(
            ORCHARD, "Interview for Hardware Test Lead", iso(datetime.now(ZONE)),
            "Hi Ines,\n\nWe would like to invite you to an interview for Hardware Test Lead at Orchard Robotics on"
            f" {spoken(ahead(9))} at 10:30 am Eastern.\n\nBen Sayer\nOrchard Robotics",
        )
    )  # fmt: skip
    before = life.passes()
    assert life.process("sync").status == 0
    life.more_passes(before)
    wait(lambda: "next look" in life.manager.status(), "the daemon to look again by itself")
    assert "over" not in life.manager.status()
    assert life.view()["archive"] is None
