"""What looks and passes change about when the next ones come; time, state and passes are the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from agent.config import Config, LocalAccount, Rules, User
from agent.daemon import rounds as rounds_module
from agent.daemon.accounts import Watched, watched
from agent.daemon.passes import Job, Passes
from agent.daemon.rounds import Rounds
from agent.daemon.state import State
from agent.daemon.timetable import Timetable
from agent.daemon.worker import Ended
from agent.store.agenda import Standing
from connectors.base import Connector, MailRole, NeedsLogin, Temporary

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
READ = Standing("cursor", None, None, False, True, 0, NOW)
POLL = 60


class Times:
    """A timetable that only notes."""

    def __init__(self) -> None:
        self.time = NOW
        self.entries: dict[str, datetime] = {}
        self.woken = 0

    def now(self) -> datetime:
        return self.time

    def at(self, name: str, when: datetime, what: Callable[..., object], *arguments: object) -> None:
        self.entries[name] = when

    def within(self, name: str, seconds: float, what: Callable[..., object], *arguments: object) -> None:
        self.at(name, self.time + timedelta(seconds=seconds), what)

    def drop(self, name: str) -> None:
        self.entries.pop(name, None)

    def look_again(self) -> None:
        self.woken += 1


class Wanted:
    """Passes that are only noted."""

    def __init__(self) -> None:
        self.pending = False
        self.wanted: list[tuple[str, ...] | None] = []

    def want(self, accounts: Iterable[str] | None) -> None:
        self.wanted.append(None if accounts is None else tuple(accounts))

    def wants(self, name: str) -> bool:
        return False


class Known:
    """A state that says what the test says."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.rows: dict[str, Standing] = {}
        self.times: list[datetime] = []
        self.fresh: list[str] = []
        self.over = False

    def archived(self) -> bool:
        return self.over

    def standings(self) -> dict[str, Standing]:
        return self.rows

    def due(self, now: datetime) -> list[datetime]:
        return self.times

    def unchanged(self, name: str, standing: Standing | None, now: datetime) -> None:
        self.fresh.append(name)


class Mail:
    """Mail that has something new, has not, or fails."""

    def __init__(self) -> None:
        self.says: bool | Exception = False
        self.asked = 0

    def sight(self) -> str | None:
        return None

    def changed(self, cursor: str) -> bool:
        self.asked += 1
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


class Round:
    """Rounds over one account, `mail`."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times, self.passes, self.state, self.mail = Times(), Wanted(), Known(path), Mail()
        self.battery = False
        self.rounds = Rounds(
            cast("State", self.state), cast("Timetable", self.times), cast("Passes", self.passes),
            chance=lambda: 0.5, battery=lambda: self.battery, limit=5, changed=lambda: None,
        )  # fmt: skip
        connector = Connector("mail", "local", cast("MailRole", self.mail), None)

        def faked(config: Config, state: Path) -> dict[str, Watched]:
            return {name: replace(one, connect=lambda: connector) for name, one in watched(config, state).items()}

        monkeypatch.setattr(rounds_module, "watched", faked)
        self.begin()
        self.state.rows["mail"] = READ
        self.passes.wanted.clear()

    def begin(self, after_signing: Any = "hourly") -> None:
        self.rounds.begin(
            Config(
                User("Ines", ("i@x.example",), timezone="UTC"),
                (LocalAccount("mail", poll_seconds=POLL),),
                Rules(after_signing=after_signing),
            )
        )

    @property
    def account(self) -> Watched:
        return self.rounds.accounts["mail"]

    def look(self) -> None:
        asyncio.run(self.rounds.look("mail"))

    def passed(self, last: dict[str, Any] | None, accounts: tuple[str, ...] | None = (), **standing: Any) -> None:
        self.rounds.pass_begins()
        self.times.time += timedelta(seconds=2)
        self.state.rows["mail"] = replace(READ, **standing)
        job = Job(accounts)
        job.ended = Ended(0 if last else -9, last)
        self.rounds.pass_ended(job)

    def next_look(self) -> float:
        return (self.times.entries["look mail"] - self.times.time).total_seconds()


@pytest.fixture
def round_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Round:
    return Round(tmp_path, monkeypatch)


WELL = {"news": {}, "exit": 0}


def test_nothing_new_starts_no_worker(round_: Round) -> None:
    round_.look()
    assert (round_.mail.asked, round_.passes.wanted, round_.state.fresh) == (1, [], ["mail"])
    assert round_.next_look() == POLL


def test_something_new_starts_one(round_: Round) -> None:
    round_.mail.says = True
    round_.look()
    assert round_.passes.wanted == [("mail",)]


def test_an_account_never_read_whole_is_read_without_a_look(round_: Round) -> None:
    for standing in (None, replace(READ, complete=False), replace(READ, todo=7)):
        round_.state.rows = {} if standing is None else {"mail": standing}
        round_.look()
    assert (round_.mail.asked, round_.passes.wanted) == (0, [("mail",)] * 3)


def test_a_failing_look_is_shown_backs_off_and_is_written_down_once(round_: Round) -> None:
    round_.mail.says = Temporary("the server does not answer")
    round_.look()
    assert round_.passes.wanted == [("mail",)]
    assert round_.account.trouble == "the server does not answer"
    round_.passed(WELL, error="the server does not answer")
    pauses = []
    for _ in range(6):
        round_.look()
        pauses.append(round_.next_look())
    assert round_.passes.wanted == [("mail",)]
    assert pauses == [480, 960, 1800, 1800, 1800, 1800]


def test_what_stopped_an_account_is_cleared_by_a_pass_when_a_look_succeeds(round_: Round) -> None:
    round_.state.rows["mail"] = replace(READ, error="the server does not answer")
    round_.look()
    assert round_.passes.wanted == [("mail",)]
    round_.passed(WELL)
    assert (round_.account.failures, round_.account.trouble, round_.next_look()) == (0, "", POLL)


def test_the_time_that_a_provider_asks_for_is_kept_to(round_: Round) -> None:
    round_.mail.says = Temporary("too many requests", retry_after=900)
    round_.look()
    assert (round_.passes.wanted, round_.next_look()) == ([], 900)


def test_a_locked_keyring_is_looked_at_again_soon_however_often_it_was_locked(round_: Round) -> None:
    round_.mail.says = Temporary("the keyring is locked")
    for _ in range(20):
        round_.look()
    assert round_.next_look() == 30


def test_an_account_that_waits_for_a_sign_in_is_not_asked_until_the_token_file_changes(round_: Round) -> None:
    round_.mail.says = NeedsLogin("sign in")
    round_.look()
    assert round_.passes.wanted == [("mail",)]
    round_.passed(WELL, needs_login=True, error="sign in")
    for _ in range(5):
        round_.look()
    assert (round_.mail.asked, round_.passes.wanted) == (1, [("mail",)])
    assert round_.next_look() == POLL
    tokens = Path(round_.state.path) / "tokens"
    tokens.mkdir()
    (tokens / "mail.bin").write_bytes(b"x")
    round_.look()
    assert round_.passes.wanted == [("mail",)] * 2


def test_a_sign_in_by_command_is_taken_up_at_once(round_: Round) -> None:
    round_.passed(WELL, needs_login=True, error="sign in")
    round_.rounds.poked()
    assert round_.passes.wanted == []
    round_.state.rows["mail"] = READ
    round_.rounds.poked()
    assert round_.passes.wanted == [("mail",)]


def test_everything_leaves_out_who_waits_for_a_sign_in_unless_somebody_asks(round_: Round) -> None:
    round_.rounds.everything()
    round_.state.rows["mail"] = replace(READ, needs_login=True)
    round_.rounds.everything()
    round_.rounds.everything(asked=True)
    assert round_.passes.wanted == [(), None, ()]


def test_on_battery_it_looks_less_often(round_: Round) -> None:
    round_.battery = True
    round_.look()
    assert round_.next_look() == 3 * POLL


def test_the_rest_of_a_first_reading_goes_on_a_minute_later(round_: Round) -> None:
    round_.passed(WELL, todo=5000)
    assert round_.next_look() == 60


def test_a_pass_is_planned_for_when_the_next_thing_is_due(round_: Round) -> None:
    round_.state.times = [NOW + timedelta(seconds=50), NOW + timedelta(days=1)]
    round_.rounds.poked()
    assert round_.passes.wanted == []
    assert timedelta(0) < round_.times.entries["due"] - (NOW + timedelta(seconds=50)) < timedelta(seconds=1)
    round_.times.time += timedelta(seconds=51)
    round_.rounds.arrange()
    assert round_.passes.wanted == [None]


def test_what_is_taken_back_is_not_planned_any_more(round_: Round) -> None:
    round_.state.times = [NOW + timedelta(seconds=50)]
    round_.rounds.poked()
    round_.state.times = []
    round_.rounds.poked()
    assert "due" not in round_.times.entries


def test_a_letter_that_a_pass_could_not_deliver_waits_five_minutes(round_: Round) -> None:
    round_.state.times = [NOW]
    round_.passed(WELL, None)
    assert round_.passes.wanted == []
    assert timedelta(minutes=4) < round_.times.entries["due"] - round_.times.time < timedelta(minutes=6)


def test_a_pass_that_was_cut_off_is_tried_again_soon_and_ever_more_slowly(round_: Round) -> None:
    round_.state.times = [NOW]
    pauses = []
    for _ in range(4):
        round_.passed(None, None)
        pauses.append(round((round_.times.entries["due"] - round_.times.time).total_seconds() + 1.7))
    assert pauses == [10, 20, 40, 80]
    assert round_.rounds.trouble == "a pass was cut off"
    round_.passed(WELL, None)
    assert round_.rounds.trouble == ""


def test_what_a_person_asked_wrongly_is_no_fault_of_the_daemon(round_: Round) -> None:
    job = Job(("nix",), relay=lambda line: None)
    job.ended = Ended(2, {"error": "There is no account “nix”.", "exit": 2})
    round_.rounds.pass_ended(job)
    assert round_.rounds.trouble == ""


def test_deadlines_pass_though_nothing_arrives(round_: Round) -> None:
    assert round_.times.entries["day"] == datetime(2026, 11, 19, 0, 5, tzinfo=UTC)


def test_after_a_jump_of_the_clock_all_is_planned_anew(round_: Round) -> None:
    round_.times.time -= timedelta(days=3)
    round_.rounds.anew()
    assert round_.next_look() == POLL
    assert round_.times.entries["day"] == datetime(2026, 11, 16, 0, 5, tzinfo=UTC)
    assert round_.times.woken == 1


def test_a_fault_in_a_look_does_not_end_the_looking(round_: Round) -> None:
    round_.mail.says = ZeroDivisionError("inside")
    round_.look()
    assert round_.account.trouble == "Bowout itself failed on it (ZeroDivisionError)"
    assert round_.next_look() == 2 * POLL


def test_a_configuration_without_the_account_ends_its_looks(round_: Round) -> None:
    round_.look()
    round_.rounds.begin(Config(User("Ines", ("i@x.example",), timezone="UTC")))
    assert "look mail" not in round_.times.entries
    round_.look()
    assert round_.mail.asked == 1


def test_what_a_pass_was_asked_to_wait_is_waited(round_: Round) -> None:
    answer = {"news": {"retry_after": {"mail": 900}}, "exit": 1}
    round_.passed(answer, error="too many requests")
    assert round_.next_look() == 900
    round_.times.time += timedelta(seconds=300)
    round_.rounds.anew()
    assert round_.next_look() == 600


def test_an_account_that_was_asked_to_wait_is_read_before_that_only_where_a_person_asks(round_: Round) -> None:
    round_.passed({"news": {"retry_after": {"mail": 900}}, "exit": 1}, error="too many requests")
    round_.rounds.everything()
    round_.rounds.everything(asked=True)
    round_.times.time += timedelta(seconds=900)
    round_.rounds.everything()
    assert round_.passes.wanted == [None, (), ()]


def test_a_configuration_that_is_read_again_forgets_no_such_wait(round_: Round) -> None:
    round_.passed({"news": {"retry_after": {"mail": 900}}, "exit": 1}, error="too many requests")
    config = round_.rounds._config
    assert config is not None
    round_.rounds.begin(config)
    assert round_.passes.wanted == [None]
    other = replace(config.accounts[0], permissions="read")
    round_.rounds.begin(replace(config, accounts=(other,)))
    assert round_.passes.wanted == [None, ()]


def test_a_pass_in_vain_is_not_made_again_at_every_look(round_: Round) -> None:
    round_.mail.says = True
    for _ in range(3):
        round_.look()
        if round_.passes.wanted:
            round_.passed(WELL)
    assert round_.passes.wanted == [("mail",)]
    assert round_.next_look() == POLL
    round_.rounds.anew()
    round_.look()
    assert len(round_.passes.wanted) == 2


# ---------------------------------------------------------------- once the search is over


def test_when_a_pass_finds_that_the_search_is_over_the_next_look_is_an_hour_away(round_: Round) -> None:
    round_.state.over = True
    round_.passed(WELL)
    assert (round_.rounds.resting, round_.next_look()) == ("hourly", 3600)
    round_.battery = True
    round_.look()
    assert round_.next_look() == 3600


def test_then_a_network_that_comes_and_goes_reads_nothing_again_within_the_hour(round_: Round) -> None:
    round_.state.over = True
    round_.passed(WELL, last_success=NOW)
    round_.times.time = NOW + timedelta(minutes=59)
    round_.rounds.everything()
    round_.times.time = NOW + timedelta(minutes=61)
    round_.rounds.everything()
    round_.rounds.everything(asked=True)
    assert round_.passes.wanted == [None, (), ()]


def test_news_of_a_search_brings_the_old_rhythm_back(round_: Round) -> None:
    round_.state.over = True
    round_.passed(WELL)
    round_.mail.says = True
    round_.look()
    assert round_.passes.wanted == [("mail",)]
    round_.state.over = False
    round_.passed(WELL, mail_cursor="later")
    assert (round_.rounds.resting, round_.next_look()) == (None, POLL)


def test_so_does_a_word_of_the_user(round_: Round) -> None:
    round_.state.over = True
    round_.rounds.poked()
    assert round_.next_look() == 3600
    round_.state.over = False
    round_.rounds.poked()
    assert round_.next_look() == POLL


def test_who_wants_it_to_stop_is_looked_at_only_when_somebody_asks(round_: Round) -> None:
    round_.begin("stop")
    assert round_.next_look() == POLL
    round_.passes.wanted.clear()
    round_.state.over = True
    round_.passed(WELL)
    assert (round_.rounds.resting, "look mail" in round_.times.entries) == ("stop", False)
    round_.rounds.everything()
    round_.rounds.anew()
    assert (round_.passes.wanted, "look mail" in round_.times.entries) == ([None], False)
    round_.rounds.everything(asked=True)
    assert round_.passes.wanted == [None, ()]
    round_.state.over = False
    round_.passed(WELL)
    assert round_.next_look() == POLL


def test_a_daemon_that_starts_after_the_end_rests_from_the_start(round_: Round) -> None:
    round_.state.over = True
    for wish, wanted in (("stop", None), ("hourly", ()), ("as_before", ())):
        round_.state.rows["mail"] = replace(READ, last_success=NOW - timedelta(days=2))
        round_.passes.wanted.clear()
        round_.begin(wish)
        assert round_.passes.wanted == [wanted], wish
    assert (round_.rounds.resting, round_.next_look()) == (None, POLL)


def test_what_is_due_is_delivered_all_the_same(round_: Round) -> None:
    round_.begin("stop")
    round_.state.over = True
    round_.passed(WELL)
    round_.passes.wanted.clear()
    round_.state.times = [round_.times.time]
    round_.times.time += timedelta(minutes=10)
    round_.rounds.poked()
    assert round_.passes.wanted == [None]


def test_an_account_that_is_not_read_at_the_start_is_looked_at_in_its_time(round_: Round) -> None:
    round_.state.rows["mail"] = replace(READ, needs_login=True)
    round_.times.entries.clear()
    round_.begin()
    assert (round_.passes.wanted, round_.next_look()) == ([None], POLL)
