"""A short run of each target, the same every time: a few thousand inputs in all. `make fuzz` tries a million of each."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from random import Random
from zlib import crc32

import pytest

from agent.demo.stage import Stage
from tests.cli.conftest import read_stage  # noqa: F401 - a fixture
from tests.fuzz.guard import Forbidden, watched
from tests.fuzz.mutate import mutated
from tests.fuzz.target import NAMES, Target, load
from tests.fuzz.trial import TWICE, NotTheSame, TooSlow, Trial


def tried(target: Target, folder: Path) -> None:
    """A third of the seeds as they are, and inputs made of all of them. Raises whatever is wrong with one."""
    seeds, dice = target.seeds(), Random(target.name)
    with Trial(target, folder).ready() as trial:
        for data in [*seeds[::3], *(mutated(target, dice.choice(seeds), dice, seeds) for _ in range(target.short))]:
            try:
                trial.once(data)
            except BaseException as error:
                error.add_note(f"the input: {data[:3000]!r}")
                raise


@pytest.mark.parametrize("name", [name for name in NAMES if name != "review"])
def test_every_promise_holds_for_bent_inputs(name: str, tmp_path: Path) -> None:
    tried(load(name), tmp_path)


def test_nobody_without_the_cookie_has_anything_done_on_the_review_page(read_stage: Stage, tmp_path: Path) -> None:  # noqa: F811
    shutil.copytree(read_stage.folder / "state", tmp_path / "state")
    tried(load("review"), tmp_path)


def test_what_a_reader_writes_elsewhere_is_seen_even_if_it_is_caught(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    place = tmp_path / "place"
    place.mkdir()

    def writes(data: bytes) -> None:
        (place / "here").write_bytes(data)
        with suppress(BaseException):
            elsewhere.write_bytes(data)

    with pytest.raises(Forbidden), watched(place):
        writes(b"x")
    assert (place / "here").exists()
    assert not elsewhere.exists()


def test_another_result_of_the_same_input_is_seen(tmp_path: Path) -> None:
    results = iter(range(1000))
    target = Target("unsteady", list, lambda _: next(results))
    twice = next(data for data in (str(number).encode() for number in range(1000)) if crc32(data) % TWICE == 0)
    with Trial(target, tmp_path).ready() as trial, pytest.raises(NotTheSame):
        trial.once(twice)


def test_an_input_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.trial.SECONDS", 0.05)

    def hangs(_: bytes) -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:  # noqa: BLE001 - as careless as can be
                continue

    with Trial(Target("slow", list, hangs), tmp_path).ready() as trial, pytest.raises(TooSlow):
        trial.once(b"")
