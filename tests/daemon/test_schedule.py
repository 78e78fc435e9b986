"""When to look again: pure arithmetic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.daemon.schedule import (
    AGAIN,
    KEYRING,
    LONGEST,
    POLITE,
    VAIN,
    Drift,
    next_day,
    next_due,
    pause,
    retry,
    vain,
)

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
MIDDLE = 0.5


def test_pauses_are_the_configured_ones_with_a_little_chance() -> None:
    assert pause(60, MIDDLE) == 60
    assert pause(60, 0.0) == pytest.approx(54)
    assert pause(60, 1.0) == 60  # never longer: news is noticed within them
    assert pause(60, 1.0, battery=True) == pytest.approx(198)


def test_failures_make_them_longer_up_to_half_an_hour() -> None:
    pauses = [pause(60, MIDDLE, failures=n) for n in range(1, 9)]
    assert pauses[:4] == [120, 240, 480, 960]
    assert set(pauses[4:]) == {LONGEST}


def test_a_rare_poll_is_never_made_more_frequent_by_failing() -> None:
    assert pause(7200, MIDDLE, failures=3) == 7200


def test_on_battery_they_are_three_times_as_long() -> None:
    assert pause(60, MIDDLE, battery=True) == 180


def test_what_the_provider_asks_for_is_kept_to() -> None:
    assert pause(60, MIDDLE, failures=1, at_least=3600) == 3600


def test_a_locked_keyring_is_looked_at_often_however_long_it_is_locked() -> None:
    assert pause(60, MIDDLE, failures=40, keyring=True) == KEYRING


def test_a_first_reading_goes_on_politely_and_without_dawdling() -> None:
    assert pause(5, MIDDLE, more=True) == POLITE
    assert pause(600, MIDDLE, more=True) == POLITE


@given(
    st.floats(1, 86_400), st.floats(0, 1), st.integers(0, 10_000), st.booleans(),
    st.one_of(st.none(), st.floats(0, 1e6)), st.booleans(), st.booleans(),
)  # fmt: skip
def test_no_pause_is_ever_too_short_or_endless(
    poll: float, chance: float, failures: int, battery: bool, at_least: float | None, keyring: bool, more: bool
) -> None:
    found = pause(poll, chance, failures=failures, battery=battery, at_least=at_least, keyring=keyring, more=more)
    assert 0.9 <= found <= max(1.1 * max(poll, LONGEST), at_least or 0)


def test_nothing_due_is_nothing_to_come_back_for() -> None:
    assert next_due([], NOW, None) is None


def test_the_next_thing_is_the_earliest() -> None:
    assert next_due([NOW + timedelta(hours=2), NOW + timedelta(hours=1)], NOW, None) == NOW + timedelta(hours=1)


def test_what_is_overdue_is_due_now() -> None:
    assert next_due([NOW - timedelta(hours=1)], NOW, None) == NOW
    assert next_due([NOW - timedelta(seconds=5)], NOW, NOW - timedelta(seconds=9)) == NOW


def test_what_a_pass_left_due_is_not_tried_without_a_pause() -> None:
    tried = NOW - timedelta(seconds=3)
    assert next_due([NOW - timedelta(hours=1)], NOW, tried) == tried + AGAIN
    assert next_due([NOW - timedelta(hours=1)], NOW, tried, timedelta(seconds=10)) == tried + timedelta(seconds=10)


def test_a_clock_that_was_set_back_holds_nothing_up_for_long() -> None:
    tried = NOW + timedelta(hours=5)
    assert next_due([NOW - timedelta(minutes=1)], NOW, tried) == NOW


def test_passes_that_are_cut_off_are_tried_again_ever_more_slowly() -> None:
    assert [retry(n) for n in (1, 2, 3)] == [10, 20, 40]
    assert retry(1000) == LONGEST


def test_what_reads_nothing_new_is_tried_ever_more_rarely_and_never_given_up() -> None:
    assert [vain(60, n) for n in range(6)] == [0, 120, 240, 480, VAIN, VAIN]
    assert vain(60, 10**6) == VAIN
    assert vain(7200, 3) == 7200


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Pacific/Apia", "UTC"])
def test_a_day_ends_at_the_users_midnight(zone: str) -> None:
    now = NOW.astimezone(ZoneInfo(zone))
    day = next_day(now)
    assert timedelta() < day - now <= timedelta(hours=25)
    assert (day.hour, day.minute) == (0, 5)
    assert next_day(day) > day


def test_clocks_that_part_are_noticed_either_way() -> None:
    drift = Drift()
    assert not drift.jumped(1000.0, 50.0)
    assert not drift.jumped(1060.0, 110.0)
    assert drift.jumped(1180.0, 170.0)  # slept for a minute
    assert not drift.jumped(1240.0, 230.0)
    assert drift.jumped(-2300.0, 290.0)  # set back by an hour


def test_a_clock_that_is_kept_right_in_small_steps_is_no_jump() -> None:
    drift = Drift()
    assert not any(drift.jumped(60 * n + 0.5 * n, 60 * n) for n in range(1000))
