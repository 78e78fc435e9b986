"""The benchmarks run, say what they compare with, and count right; how fast anything is says no test."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import benchmarks.__main__ as command
from benchmarks.table import Figure, Row, Section, text
from benchmarks.turns import Command, Used, by_turns

ROOT = Path(__file__).resolve().parents[2]


def test_a_ratio_is_the_median_over_the_turns() -> None:
    # In the second turn the machine was busy with something else, for both.
    row = Row("a", "ms", Figure((1.0, 10.0, 1.0)), "b", Figure((2.0, 20.0, 2.0)), at_most=0.6)
    assert row.ratio == 0.5
    assert row.verdict == "ok"


def test_what_is_slower_than_wanted_is_called_missed() -> None:
    assert Row("a", "ms", Figure((3.0,)), "b", Figure((2.0,)), at_most=1.1).verdict == "MISSED"


def test_a_ratio_missed_on_a_busy_machine_says_so() -> None:
    row = Row("a", "ms", Figure((3.0, 9.0, 30.0)), "b", Figure((2.0, 2.0, 2.0)), at_most=1.1)
    assert row.verdict == "MISSED, noisy"


def test_a_peer_that_is_not_installed_is_named_with_the_way_to_install_it() -> None:
    table = text(Section("Starting", [Row("a", "ms", Figure((1.0,)), "khal --version", None, 1.0, "make peers")]))
    assert "| missing |" in table
    assert "- khal --version is not installed here: make peers" in table


def test_a_row_without_a_peer_has_no_ratio() -> None:
    row = Row("a", "ms", Figure((1.0,)))
    assert row.ratio is None
    assert "missing" not in text(Section("Alone", [row]))


def test_few_values_have_no_spread_and_equal_ones_none_to_speak_of() -> None:
    assert Figure((1.0, 5.0)).spread is None
    assert Figure((2.0, 2.0, 2.0, 2.0)).spread == 0


def test_things_take_turns_and_the_first_rounds_do_not_count() -> None:
    said: list[str] = []

    def thing(name: str) -> Used:
        said.append(name)
        return Used(len(said), 0.0)

    taken = by_turns({"a": lambda: thing("a"), "b": lambda: thing("b")}, rounds=2, warm=1)
    assert said == ["b", "a", "a", "b", "b", "a"]
    assert taken["a"].clock.values == (3, 6)
    assert taken["b"].clock.values == (4, 5)


def test_a_program_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="failed"):
        Command([sys.executable, "-c", "raise SystemExit(3)"])()


def test_a_table_that_cannot_be_had_does_not_take_the_others_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(size: object) -> Section:
        raise RuntimeError("there is no bus")

    row = Row("a", "ms", Figure((1.0,)), "b", Figure((2.0,)))
    monkeypatch.setattr(command, "PARTS", {"broken": broken, "whole": lambda size: Section("Whole", [row])})
    assert command.main(["--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["whole"][0]["ratio"] == 0.5
    assert "broken could not be measured: there is no bus" in told.err


@pytest.mark.slow
def test_the_command_runs_and_compares() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--tiny", "--only", "reading,local", "--json"],
        cwd=ROOT, capture_output=True, text=True, timeout=900, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert {row["peer"] for row in told["reading"]} >= {"email.parser.BytesParser", "mail-parser"}
    assert all(row["ratio"] is not None or row["missing"] for part in ("reading", "local") for row in told[part])
