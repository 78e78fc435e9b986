"""`agent` killed at random points while a letter is on its way to Gmail: what the recipients got is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.google_kills import Zygote, play

pytestmark = pytest.mark.slow


def test_under_a_hail_of_kills_one_letter_leaves_and_one_answer_is_told(tmp_path: Path) -> None:
    kills = 0
    with Zygote() as zygote:
        for seed in range(6):
            (tmp_path / str(seed)).mkdir()
            kills += play(tmp_path / str(seed), zygote, seed)["kills"]
    assert kills >= 10
