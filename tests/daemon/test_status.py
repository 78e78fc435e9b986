"""What the status says."""

from __future__ import annotations

from datetime import UTC, datetime

from agent.daemon.status import Watched, waiting_for_configuration, working

LATER = datetime(2026, 11, 18, 14, 3, 20, tzinfo=UTC)


def test_at_rest_it_says_when_it_looks_next() -> None:
    said = working([Watched("a", next_look=LATER), Watched("b")], pending=False, healthy=True)
    assert said == f"2 accounts, next look at {LATER.astimezone():%H:%M:%S}"


def test_it_says_what_it_waits_for() -> None:
    locked = Watched("gmail", trouble="the keyring is locked; unlock it, then this goes on")
    out = Watched("work", signed_out=True, trouble="“work” waits for you to sign in")
    off = Watched("home", trouble="the server does not answer.")
    assert working([locked, out, off], pending=True, healthy=True) == (
        "3 accounts, at work; waiting for the keyring to be unlocked;"
        " work waits for you to sign in: agent login work; home: the server does not answer"
    )


def test_a_fault_of_the_configuration_or_of_a_whole_pass_is_said() -> None:
    said = working([], pending=False, healthy=False, trouble="the disk is full", kept_old=True)
    assert said.startswith(
        "0 accounts, a pass or a look is stuck; the disk is full; the changed configuration has faults"
    )
    assert "agent config init" in waiting_for_configuration("/c.toml", faults=False)


def test_no_address_is_told() -> None:
    said = working([Watched("a", trouble="ines@postbox.example was refused")], pending=False, healthy=True)
    assert "@" not in said


def test_it_says_that_the_search_is_over_and_how_it_looks_since() -> None:
    said = [working([Watched("home")], pending=False, healthy=True, resting=how) for how in ("hourly", "stop", None)]
    assert said == [
        "1 account; the search is over, so it looks once an hour",
        "1 account; the search is over, so it looks only when asked: agent sync",
        "1 account",
    ]
