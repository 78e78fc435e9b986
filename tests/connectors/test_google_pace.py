"""The pace: never more than the quota in any sliding minute, whatever the clock, the file and the other processes do."""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.google.pace import MINUTE, Pace
from connectors.timer import Timer


@dataclass
class Clock:
    """Time that passes only by sleeping."""

    time: float = 1_795_000_000.3
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(seconds)
        self.time += seconds

    @property
    def timer(self) -> Timer:
        return Timer(self.now, self.sleep)


def most(spent: Sequence[tuple[float, int]]) -> int:
    """The most units in any sliding minute."""
    return max(sum(units for at, units in spent if start <= at < start + MINUTE) for start, _ in spent)


def test_what_fits_into_the_minute_is_spent_at_once() -> None:
    clock = Clock()
    pace = Pace(None, clock.timer)
    for _ in range(300):
        pace.spend(20)
    assert clock.slept == []


def test_what_does_not_fit_waits_until_it_does() -> None:
    clock = Clock()
    pace = Pace(None, clock.timer)
    pace.spend(6000)
    expected = pace.would_wait(20)
    pace.spend(20)
    assert sum(clock.slept) == pytest.approx(expected)
    assert 60 < expected < 62


def test_a_spending_larger_than_the_quota_waits_for_an_empty_minute_and_no_longer() -> None:
    clock = Clock()
    pace = Pace(None, clock.timer, per_minute=60)
    pace.spend(1)
    pace.spend(100)
    assert 60 < sum(clock.slept) < 62


def test_nothing_costs_nothing() -> None:
    clock = Clock()
    pace = Pace(None, clock.timer)
    pace.spend(6000)
    pace.spend(0)
    assert clock.slept == []


def test_the_next_process_remembers_what_the_last_one_spent(tmp_path: Path) -> None:
    clock = Clock()
    Pace(tmp_path / "pace.json", clock.timer).spend(5990)
    after = Pace(tmp_path / "pace.json", clock.timer)
    assert after.would_wait(10) == 0
    assert after.would_wait(20) > 59


def test_processes_at_the_same_time_share_one_minute(tmp_path: Path) -> None:
    clock = Clock()
    one, two = (Pace(tmp_path / "pace.json", clock.timer) for _ in range(2))
    one.spend(3000)
    two.spend(3000)
    assert one.would_wait(1) > 59
    assert two.would_wait(1) > 59


def test_threads_lose_nothing(tmp_path: Path) -> None:
    clock = Clock()
    paces = [Pace(tmp_path / "pace.json", clock.timer) for _ in range(4)]
    threads = [threading.Thread(target=lambda p=pace: [p.spend(5) for _ in range(50)]) for pace in paces]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = json.loads((tmp_path / "pace.json").read_text())["spent"]
    assert sum(units for _, units in spent) == 4 * 50 * 5


def test_the_file_is_small_and_nobody_elses_business(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(tmp_path / "state" / "pace.json", clock.timer)
    for _ in range(600):
        clock.time += 0.1
        pace.spend(1)
    file = tmp_path / "state" / "pace.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.stat().st_size < 4096


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"{", b"\xff\x00" * 99, b"[]", b"null", b'{"v":2}', b'{"v":1,"spent":[[NaN,1]],"held":null}',
     b'{"v":1,"spent":[["x",1]],"held":null}', b'{"v":1,"spent":[],"held":[1]}', b"[" * 60_000,
     b'{"v":1,"spent":[[1,1e999]],"held":null}'],
)  # fmt: skip
def test_rubbish_in_the_file_is_overlooked(tmp_path: Path, rubbish: bytes) -> None:
    file = tmp_path / "pace.json"
    file.write_bytes(rubbish)
    clock = Clock()
    pace = Pace(file, clock.timer)
    pace.spend(20)
    assert clock.slept == []
    assert Pace(file, clock.timer).would_wait(6000) > 0


def test_rubbish_in_the_middle_of_a_run_loses_nothing_that_this_process_knows(tmp_path: Path) -> None:
    file = tmp_path / "pace.json"
    clock = Clock()
    pace = Pace(file, clock.timer)
    pace.spend(6000)
    file.write_bytes(b"rubbish")
    assert pace.would_wait(20) > 59


def test_the_rest_of_a_longer_text_is_overlooked(tmp_path: Path) -> None:
    file = tmp_path / "pace.json"
    clock = Clock()
    Pace(file, clock.timer).spend(6000)
    file.write_bytes(file.read_bytes() + b'3.5, 20]], "held": null}')
    assert Pace(file, clock.timer).would_wait(20) > 59


def test_without_a_file_that_can_be_had_it_keeps_to_the_pace_by_itself(tmp_path: Path) -> None:
    (tmp_path / "pace.json").mkdir()
    clock = Clock()
    pace = Pace(tmp_path / "pace.json", clock.timer)
    pace.spend(6000)
    assert pace.would_wait(20) > 59


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("mine")
    (tmp_path / "pace.json").symlink_to(tmp_path / "other")
    Pace(tmp_path / "pace.json", Clock().timer).spend(20)
    assert (tmp_path / "other").read_text() == "mine"


def test_a_clock_set_back_never_makes_anybody_wait_longer_than_a_minute(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(tmp_path / "pace.json", clock.timer)
    pace.spend(6000)
    pace.hold(30)
    clock.time -= 1_000_000
    assert 59 < pace.would_wait(20) < 62
    pace.spend(20)
    assert sum(clock.slept) < 70


def test_a_clock_set_ahead_forgets_and_goes_on(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(tmp_path / "pace.json", clock.timer)
    pace.spend(6000)
    clock.time += 1_000_000
    pace.spend(6000)
    assert clock.slept == []


def test_what_the_provider_asks_for_is_waited(tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(tmp_path / "pace.json", clock.timer)
    pace.hold(17)
    assert Pace(tmp_path / "pace.json", clock.timer).would_wait(1) == pytest.approx(17)
    pace.spend(1)
    assert sum(clock.slept) == pytest.approx(17)


def test_a_shorter_wish_does_not_shorten_a_longer_one() -> None:
    clock = Clock()
    pace = Pace(None, clock.timer)
    pace.hold(40)
    pace.hold(5)
    assert pace.would_wait(1) == pytest.approx(40)


@pytest.mark.parametrize("seconds", [-5.0, 0.0, 1e12])
def test_a_wish_out_of_reason_is_bounded(seconds: float) -> None:
    pace = Pace(None, Clock().timer)
    pace.hold(seconds)
    assert 0 <= pace.would_wait(1) <= 3600


def test_after_a_not_now_less_is_spent_for_a_while() -> None:
    clock = Clock()
    pace = Pace(None, clock.timer)
    pace.hold(1)
    clock.time += 2
    assert pace.would_wait(4000) == 0
    pace.spend(4000)
    assert pace.would_wait(1000) > 50
    clock.time += 400
    assert pace.would_wait(6000) == 0


def test_it_never_stops_altogether_however_often_the_provider_says_not_now() -> None:
    clock = Clock()
    pace = Pace(None, clock.timer)
    for _ in range(50):
        pace.hold(1)
        clock.time += 1
    assert pace.would_wait(1200) == 0


events = st.lists(
    st.tuples(
        st.sampled_from(["spend", "spend", "spend", "pass", "restart", "hold"]),
        st.integers(1, 700),
        st.floats(0, 25, allow_nan=False),
    ),
    max_size=120,
)


@settings(max_examples=60, deadline=None)
@given(events)
def test_no_sliding_minute_holds_more_than_the_quota(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[str, int, float]]
) -> None:
    file = tmp_path_factory.mktemp("pace") / "pace.json"
    clock = Clock()
    paces = [Pace(file, clock.timer, 1000), Pace(file, clock.timer, 1000)]
    spent: list[tuple[float, int]] = []
    for number, (what, units, seconds) in enumerate(events):
        match what:
            case "spend":
                paces[number % 2].spend(units)
                clock.time += seconds % 0.7  # the request's way to the provider takes unequally long
                spent.append((clock.time, units))
            case "pass":
                clock.time += seconds
            case "restart":
                paces[number % 2] = Pace(file, clock.timer, 1000)
            case "hold":
                paces[number % 2].hold(seconds)
    assert not spent or most(spent) <= 1000
