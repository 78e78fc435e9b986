"""When a card is shown: rules one by one, and all of them together under any course of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from agent.desktop.board import Board, Plan, after_quiet, next_morning
from agent.desktop.card import Card
from agent.desktop.memory import Memory
from agent.desktop.sight import Settings
from tests.desktop.scene import NOW, ZONE

NIGHT = Settings(quiet=(time(22), time(7, 30)))
FREE = Settings()


def card(key: str = "draft:a", stamp: str = "1", **more: object) -> Card:
    return Card(key=key, stamp=stamp, summary="Withdraw?", body="", **more)  # type: ignore[arg-type]


def put_up(board: Board, wanted: list[Card], now: datetime, settings: Settings = FREE) -> Plan:
    """Plan, and have a server show what is to be shown."""
    plan = board.plan(wanted, now, settings)
    for one in plan.show:
        board.shown(one, now)
    return plan


def keys(plan: Plan) -> list[str]:
    return [one.key for one in plan.show]


# ---------------------------------------------------------------- what stands is what is wanted


def test_what_is_wanted_is_shown_once_and_stands() -> None:
    board = Board(Memory())
    assert keys(put_up(board, [card()], NOW)) == ["draft:a"]
    assert put_up(board, [card()], NOW) == Plan()


def test_what_is_wanted_no_more_is_taken_down() -> None:
    board = Board(Memory())
    put_up(board, [card()], NOW)
    assert put_up(board, [], NOW) == Plan(take_down=("draft:a",))
    assert put_up(board, [], NOW) == Plan()


def test_a_card_that_nobody_could_show_is_planned_again() -> None:
    board = Board(Memory())
    assert keys(board.plan([card()], NOW, FREE)) == keys(board.plan([card()], NOW, FREE)) == ["draft:a"]


def test_a_changed_card_takes_the_place_of_the_standing_one() -> None:
    board = Board(Memory())
    put_up(board, [card()], NOW)
    plan = put_up(board, [card(stamp="2")], NOW)
    assert (keys(plan), plan.take_down) == (["draft:a"], ())


def test_switched_off_nothing_stands() -> None:
    board = Board(Memory())
    put_up(board, [card()], NOW)
    assert board.plan([card()], NOW, replace(FREE, enabled=False)) == Plan(take_down=("draft:a",))


# ---------------------------------------------------------------- not twice a day


def test_a_closed_card_comes_back_the_next_morning() -> None:
    board = Board(Memory())
    put_up(board, [card()], NOW, NIGHT)
    board.closed(card(), NOW)
    morning = datetime(2026, 11, 21, 7, 30, tzinfo=ZONE)
    assert board.plan([card()], NOW, NIGHT) == Plan(look_again=morning)
    assert keys(board.plan([card()], morning, NIGHT)) == ["draft:a"]


def test_a_card_that_stood_overnight_and_is_closed_today_is_done_for_today() -> None:
    board = Board(Memory())
    put_up(board, [card()], NOW)
    board.closed(card(), NOW + timedelta(days=1))
    assert keys(board.plan([card()], NOW + timedelta(days=1, hours=1), FREE)) == []
    assert keys(board.plan([card()], NOW + timedelta(days=2), FREE)) == ["draft:a"]


def test_a_close_that_comes_late_does_not_take_the_new_card_away() -> None:
    board = Board(Memory())
    put_up(board, [card()], NOW)
    put_up(board, [card(stamp="2")], NOW)
    board.closed(card(), NOW)
    assert put_up(board, [card(stamp="2")], NOW) == Plan()


def test_later_lets_a_card_rest_until_the_next_morning_whatever_it_then_says() -> None:
    board = Board(Memory())
    put_up(board, [card("summary", parts=("a", "b", "c"))], NOW)
    board.acted(card("summary", parts=("a", "b", "c")), NOW, "later")
    more = card("summary", "2", parts=("a", "b", "c", "d"))
    plan = board.plan([more], NOW + timedelta(hours=5), FREE)
    assert (plan.show, plan.look_again) == ((), datetime(2026, 11, 21, 8, tzinfo=ZONE))
    assert keys(board.plan([more], NOW + timedelta(hours=23), FREE)) == ["summary"]


def test_what_becomes_urgent_does_not_wait_until_later() -> None:
    board = Board(Memory())
    put_up(board, [card("summary", parts=("a",))], NOW)
    board.acted(card("summary", parts=("a",)), NOW, "later")
    urgent = card("summary", "2", parts=("a!",), urgency="critical")
    assert keys(board.plan([urgent], NOW + timedelta(hours=1), FREE)) == ["summary"]


def test_whoever_looks_at_the_page_is_left_alone_for_an_hour() -> None:
    board = Board(Memory())
    put_up(board, [card()], NOW)
    board.acted(card(), NOW, "review")
    assert board.plan([card(stamp="2")], NOW, FREE).look_again == NOW + timedelta(hours=1)
    assert keys(board.plan([card(stamp="2")], NOW + timedelta(hours=1), FREE)) == ["draft:a"]


def test_what_a_closed_summary_told_is_not_told_again_by_cards_of_their_own() -> None:
    board = Board(Memory())
    whole = card("summary", parts=("a", "b", "c"))
    put_up(board, [whole], NOW)
    board.closed(whole, NOW)
    rest = [card("draft:a", parts=("a",)), card("draft:b", parts=("b",))]
    assert board.plan(rest, NOW, FREE).show == ()
    assert len(board.plan(rest, NOW + timedelta(days=1), FREE).show) == 2


def test_what_a_standing_summary_told_goes_on_standing_without_a_sound() -> None:
    board = Board(Memory())
    put_up(board, [card("summary", parts=("a", "b", "c"))], NOW)
    plan = board.plan([card("draft:a", parts=("a",)), card("draft:b", parts=("b",))], NOW, FREE)
    assert (keys(plan), [one.sounds for one in plan.show]) == (["draft:a", "draft:b"], [False, False])
    assert plan.take_down == ("summary",)


def test_a_summary_with_something_new_sounds() -> None:
    board = Board(Memory())
    put_up(board, [card("draft:a", parts=("a",)), card("draft:b", parts=("b",))], NOW)
    plan = board.plan([card("summary", parts=("a", "b", "c"))], NOW, FREE)
    assert [one.sounds for one in plan.show] == [True]
    assert sorted(plan.take_down) == ["draft:a", "draft:b"]


def test_what_is_told_once_is_told_once() -> None:
    board, told = Board(Memory()), card("notice:a", again=False)
    put_up(board, [told], NOW)
    board.closed(told, NOW)
    for days in range(1, 20):
        assert board.plan([told], NOW + timedelta(days=days), FREE) == Plan()


# ---------------------------------------------------------------- quiet hours


def test_at_night_only_what_is_critical_or_was_just_decided_is_shown() -> None:
    night = NOW.replace(hour=23)
    wanted = [card("draft:a"), card("notice:b", urgency="critical"), card("hold:c", at_once=True)]
    plan = put_up(Board(Memory()), wanted, night, NIGHT)
    assert keys(plan) == ["notice:b", "hold:c"]
    assert plan.look_again == datetime(2026, 11, 21, 7, 30, tzinfo=ZONE)


def test_a_card_that_is_true_no_more_goes_at_night_too_and_comes_back_in_the_morning() -> None:
    board = Board(Memory())
    put_up(board, [card()], NOW.replace(hour=21), NIGHT)
    plan = board.plan([card(stamp="2")], NOW.replace(hour=23), NIGHT)
    assert (plan.show, plan.take_down) == ((), ("draft:a",))
    assert keys(board.plan([card(stamp="2")], NOW + timedelta(days=1), NIGHT)) == ["draft:a"]


def test_quiet_hours_in_the_daytime_end_the_same_day() -> None:
    nap = Settings(quiet=(time(13), time(14)))
    board = Board(Memory())
    put_up(board, [card("summary", parts=("a", "b", "c"))], NOW, nap)
    left = [card("draft:a", parts=("a",))]
    assert board.plan(left, NOW.replace(hour=13), nap) == Plan(take_down=("summary",), look_again=NOW.replace(hour=14, minute=0))  # fmt: skip
    assert keys(board.plan(left, NOW.replace(hour=14, minute=0), nap)) == ["draft:a"]


@pytest.mark.parametrize(
    ("clock", "hours"),
    [
        ("2026-10-25T00:30Z", 7.0),
        ("2026-10-25T01:30Z", 6.0),
        ("2027-03-28T00:30Z", 6.0),
        ("2027-03-27T23:30Z", 7.0),
        ("2026-11-20T22:00Z", 9.5),
        ("2026-11-20T21:59:59Z", 0.0),
        ("2026-11-21T07:30Z", 0.0),
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall(clock: str, hours: float) -> None:
    now = datetime.fromisoformat(clock).astimezone(ZONE)
    assert (after_quiet(now, NIGHT).timestamp() - now.timestamp()) / 3600 == hours


@pytest.mark.parametrize("clock", ["2026-10-25T00:20Z", "2026-10-25T01:20Z"])
def test_quiet_hours_within_the_hour_that_comes_twice_end_after_they_began(clock: str) -> None:
    now = datetime.fromisoformat(clock).astimezone(ZONE)
    end = after_quiet(now, Settings(quiet=(time(1, 15), time(1, 45))))
    assert end.timestamp() - now.timestamp() == 25 * 60


def test_a_new_day_begins_when_the_quiet_hours_end() -> None:
    assert next_morning(NOW, NIGHT) == datetime(2026, 11, 21, 7, 30, tzinfo=ZONE)
    assert next_morning(NOW.replace(hour=1), NIGHT) == datetime(2026, 11, 21, 7, 30, tzinfo=ZONE)
    assert next_morning(NOW, FREE) == datetime(2026, 11, 21, 8, tzinfo=ZONE)
    assert next_morning(NOW, Settings(quiet=(time(20), time(2)))) == datetime(2026, 11, 21, 8, tzinfo=ZONE)
    assert next_morning(NOW, Settings(quiet=(time(6), time(18)))) == datetime(2026, 11, 21, 18, tzinfo=ZONE)
    assert next_morning(NOW, Settings(quiet=(time(0), time(0)))) == datetime(2026, 11, 21, 8, tzinfo=ZONE)
    assert after_quiet(NOW.replace(hour=22, minute=0), NIGHT) == datetime(2026, 11, 21, 7, 30, tzinfo=ZONE)
    assert after_quiet(NOW.replace(hour=7, minute=30), NIGHT) == NOW.replace(hour=7, minute=30)


# ---------------------------------------------------------------- another server, another daemon


def test_when_the_server_is_gone_what_stood_is_shown_again() -> None:
    board = Board(Memory())
    told = card("notice:x", again=False)
    brief = card("result:x", again=False, lasting=False)
    put_up(board, [card("draft:a"), card("draft:b"), told, brief], NOW)
    board.closed(card("draft:b"), NOW)
    board.server_gone()
    assert keys(board.plan([card("draft:a"), card("draft:b"), told, brief], NOW, FREE)) == ["draft:a", "notice:x"]


def test_another_daemon_shows_what_stood_for_the_one_before() -> None:
    memory = Memory()
    put_up(Board(memory), [card()], NOW)
    assert keys(put_up(Board(memory), [card()], NOW)) == ["draft:a"]


# ---------------------------------------------------------------- all together


class Course(RuleBasedStateMachine):
    """Things begin and cease to wait, the person and the server do what they like, and time goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.memory = Memory()
        self.board = Board(self.memory)
        self.now = NOW
        self.settings = NIGHT
        self.waiting: dict[str, int] = {}
        """Item → its version; more than two stand in a summary."""
        self.critical = False
        self.standing: dict[str, Card] = {}
        """What the server shows."""
        self.days: dict[tuple[str, str], date] = {}
        """(key, stamp) → when it was last shown in this server's life."""
        self.sounded: dict[str, date] = {}
        self.owed: dict[str, datetime] = {}
        """Part → since when it waits and has not been shown."""

    def wanted(self) -> list[Card]:
        items = [(f"draft:{item}", f"{item}.{version}") for item, version in sorted(self.waiting.items())]
        found = [Card(key, part, "", "", parts=(part,)) for key, part in items]
        if len(items) > 2:
            parts = tuple(part for _, part in items)
            found = [Card("summary", " ".join(parts), "", "", parts=parts)]
        if self.critical:
            found.append(Card("notice:x", "x", "", "", urgency="critical", again=False))
        return found

    def look(self) -> Plan:
        plan = self.board.plan(self.wanted(), self.now, self.settings)
        for key in plan.take_down:
            self.standing.pop(key, None)
        for one in plan.show:
            self.put(one)
        return plan

    def put(self, one: Card) -> None:
        again = (one.key, one.stamp)
        assert self.days.get(again) != self.now.date(), "the same thing twice a day"
        assert one.urgency == "critical" or after_quiet(self.now, self.settings) == self.now, "in quiet hours"
        told = [self.sounded.get(part) == self.now.date() for part in one.parts or (one.stamp,)]
        assert not (one.sounds and all(told)), "a sound for nothing new"
        self.days[again] = self.now.date()
        if one.sounds:
            self.sounded |= dict.fromkeys(one.parts or (one.stamp,), self.now.date())
        self.standing[one.key] = one
        self.board.shown(one, self.now)

    @rule(item=st.sampled_from("abcd"))
    def something_waits_or_changes(self, item: str) -> None:
        self.waiting[item] = self.waiting.get(item, 0) + 1
        self.look()

    @rule(item=st.sampled_from("abcd"))
    def something_is_settled(self, item: str) -> None:
        self.waiting.pop(item, None)
        self.look()

    @rule()
    def something_critical(self) -> None:
        self.critical = not self.critical
        self.look()
        assert not self.critical or "notice:x x" in self.memory.told, "whatever the hour, it was told"

    @precondition(lambda self: self.standing)
    @rule(data=st.data(), button=st.sampled_from(["", "review", "later"]))
    def the_person_acts_or_closes(self, data: st.DataObject, button: str) -> None:
        one = self.standing.pop(data.draw(st.sampled_from(sorted(self.standing))))
        if button:
            self.board.acted(one, self.now, button, self.settings)
        else:
            self.board.closed(one, self.now)
        self.days[one.key, one.stamp] = self.now.date()
        self.look()

    @rule()
    def the_server_is_lost(self) -> None:
        before = set(self.standing)
        self.lose()
        self.board.server_gone()
        self.look()
        assert before <= self.standing.keys() or after_quiet(self.now, self.settings) > self.now

    @rule()
    def the_daemon_starts_anew(self) -> None:
        self.lose()
        self.board = Board(self.memory)
        self.look()

    def lose(self) -> None:
        """What stood may be shown once more today; what was closed may not."""
        for one in self.standing.values():
            self.days.pop((one.key, one.stamp), None)
            for part in one.parts or (one.stamp,):
                self.sounded.pop(part, None)
        self.standing.clear()

    @rule(minutes=st.integers(1, 900))
    def time_goes_on(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.look()

    @rule()
    def all_that_waits_is_shown_in_the_end(self) -> None:
        """Nobody closes anything any more: look when it is said to look, and within two days everything stands."""
        for _ in range(8):
            plan = self.look()
            if plan.look_again is None:
                break
            assert plan.look_again > self.now
            self.now = plan.look_again
        assert plan.look_again is None
        shown = {part for one in self.standing.values() for part in one.parts}
        assert {f"{item}.{version}" for item, version in self.waiting.items()} <= shown

    @invariant()
    def what_stands_is_true(self) -> None:
        wanted = {one.key: one.stamp for one in self.wanted()}
        assert all(wanted.get(key) == one.stamp for key, one in self.standing.items())
        assert list(self.standing).count("summary") <= 1
        assert self.standing.keys() == self.memory.standing.keys()


TestCourse = Course.TestCase
TestCourse.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
