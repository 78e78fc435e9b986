"""`agent journal --work-search` as a person types it: between two days, as CSV or JSON, whatever the terminal."""

from __future__ import annotations

import csv
import io
import os
import subprocess

import pytest

from tests.e2e.stories import firm, linden, orchard
from tests.e2e.world import World


@pytest.fixture
def told(world: World) -> World:
    """A firm offer, an interview that a letter gave up, one that takes place on 30 November."""
    firm(world)
    linden(world)
    orchard(world)
    world.sync()
    world.approve("Linden", immediately=True)
    world.day("2026-12-02T09:00")
    return world


def contacts(world: World, *words: str) -> list[tuple[str, str, str]]:
    text = world.agent("journal", "--work-search", *words).out
    return [(row["date"], row["employer"], row["what"]) for row in csv.DictReader(io.StringIO(text))]


def test_each_contact_has_a_line(told: World) -> None:
    assert contacts(told) == [
        ("2026-11-09", "Linden Hydro", "invitation to an interview"),
        ("2026-11-11", "Brackwater Instruments", "offer in writing"),
        ("2026-11-13", "Orchard Robotics", "invitation to an interview"),
        ("2026-11-16", "Brackwater Instruments", "offer accepted"),
        ("2026-11-18", "Linden Hydro", "withdrawal"),
        ("2026-11-30", "Orchard Robotics", "interview"),
    ]


def test_both_days_count_whole(told: World) -> None:
    found = contacts(told, "--since", "2026-11-16", "--until", "2026-11-18")
    assert [date for date, _, _ in found] == ["2026-11-16", "2026-11-18"]
    assert contacts(told, "--until", "2026-11-01") == []


def test_json_tells_the_same(told: World) -> None:
    rows = told.do("journal --work-search --json").json
    assert [(row["date"], row["employer"], row["what"]) for row in rows] == contacts(told)
    last = rows[-1]
    assert (last["kind_of_contact"], last["person"], last["address"]) == (
        "in person", "Ben Sayer", "ben@orchardrobotics.example",
    )  # fmt: skip


def test_asking_changes_nothing(told: World) -> None:
    before = told.status()
    contacts(told)
    assert told.status() == before


@pytest.mark.parametrize("words", [["--since", "long ago"], ["--until", "some day"]])
def test_a_time_that_is_none_is_refused(told: World, words: list[str]) -> None:
    result = told.agent("journal", "--work-search", *words)
    assert (result.status, result.out) == (2, "")


@pytest.mark.parametrize("record", [[], ["--work-search"]])
def test_an_end_before_the_beginning_is_refused(told: World, record: list[str]) -> None:
    result = told.agent("journal", *record, "--since", "2026-11-30", "--until", "2026-11-01")
    assert result.status == 2
    assert "--since 2026-11-30 is after --until 2026-11-01" in result.err
    assert result.out == ""


def test_before_the_first_sync_there_is_nothing(world: World) -> None:
    result = world.agent("journal", "--work-search")
    assert (result.status, result.out) == (0, "")
    assert "agent sync" in result.err
    assert world.do("journal --work-search --json").json == []
    assert not world.state.exists()


def test_the_journal_too_ends_where_it_is_told_to(told: World) -> None:
    entries = told.do("journal --json --until 2026-11-18").json
    assert 0 < len(entries) < len(told.do("journal --json").json)


@pytest.mark.slow
def test_it_is_utf_8_with_crlf_whatever_the_terminal_is(told: World) -> None:
    told.mail(
        "Zoë Çelik <zoe@wärmepumpen.example>".replace("wärmepumpen", "waermepumpen"), "Ihr Interview",
        "Hallo Ines,\n\nvielen Dank für Ihre Bewerbung als Prüfingenieurin bei Wärmepumpen Süd. Wir laden Sie herzlich zu einem"
        " Vorstellungsgespräch am Montag, 14. Dezember 2026, um 10:00 Uhr ein.\n\nZoë Çelik\nWärmepumpen Süd",
        "2026-12-01T09:00",
    )  # fmt: skip
    told.sync()
    command = told.command_line("--quiet", "journal", "--work-search")
    environ = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, check=True, env=environ)
    assert "Zoë Çelik" in done.stdout.decode("utf-8")
    assert done.stdout.count(b"\r\n") == done.stdout.count(b"\n") == 8
    assert done.stderr == b""
