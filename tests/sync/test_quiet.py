"""A sync that would change nothing is known for that; the answer is that of a whole sync at the same moment."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent import quiet
from agent.app import App
from agent.clock import FixedClock
from agent.config_load import load
from agent.demo.stage import Stage
from agent.passes import News
from agent.store import agenda, views
from agent.store.db import Database

ZONE = ZoneInfo("America/New_York")
FIRST = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
EPSILON = timedelta(microseconds=1)


class Home:
    """Somebody's mail and calendars, a state, and a time that only passes when it is told to."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.now = now

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def set(self, old: str, new: str) -> None:
        """Edit the configuration."""
        text = self.config.read_text()
        assert old in text
        self.config.write_text(text.replace(old, new, 1))

    def settle_files(self) -> None:
        """Nothing was touched for an hour: what was is looked at once more."""
        at = time.time() - 3600
        for path in (*self.folder.glob("mail/**/*"), *self.folder.glob("calendars/**/*")):
            os.utime(path, (at, at))

    @contextmanager
    def app(self, state: Path | None = None) -> Iterator[App]:
        config = load(str(self.config))
        app = App(config, state or self.state, FixedClock(self.now, config.user.timezone))
        with closing(app):
            yield app

    def sync(self, state: Path | None = None) -> tuple[dict[str, Any], News]:
        """A whole sync: the status document and what is new."""
        with self.app(state) as app:
            return app.sync(), app.news

    def left(self) -> agenda.Settled | None:
        """What the last sync left behind."""
        db = views.open(self.state)
        assert db is not None
        with closing(db):
            return agenda.settled(db)

    def settled(self) -> agenda.Settled:
        """Sync until nothing is new any more, which is the second time at the latest."""
        for _ in range(2):
            self.sync()
            if (left := self.left()) is not None:
                return left
        raise AssertionError("there is always something new")

    def quiet(self) -> dict[str, Any] | None:
        """The status document where a sync would change nothing; None where one is needed."""
        db = views.open(self.state)
        assert db is not None
        with closing(db):
            if not quiet.still(db, str(self.state), load(str(self.config)), self.now):
                return None
            return views.status(db, self.now)

    def agrees(self, place: Path) -> bool:
        """Whether a sync is not needed now; then a whole one in a copy answers the same, and has nothing to tell."""
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.state, place)
        if (document := self.quiet()) is None:
            return False
        assert self.sync(place) == (document, News())
        return True


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The sample mailbox, read on two days."""
    made = Stage(tmp_path_factory.mktemp("stage"), FIRST)
    made.build()
    assert made.agent("sync").status == 0
    made.next_morning()
    assert made.agent("sync").status == 0
    return made


@pytest.fixture
def home(stage: Stage, tmp_path: Path) -> Home:
    """A copy of it, in which nothing is new."""
    folder = tmp_path / "home"
    shutil.copytree(stage.folder, folder)
    config = folder / "config.toml"
    config.write_text(config.read_text().replace(str(stage.folder), str(folder)))
    made = Home(folder, stage.now)
    made.settle_files()
    made.settled()
    return made


def waiting(home: Home) -> str:
    """Id of a letter that waits for the person."""
    db = views.open(home.state)
    assert db is not None
    with closing(db):
        drafts: list[Any] = views.listing(db, "draft", home.now)
    return str(next(one["id"] for one in drafts if one["status"] == "waiting" and one["to"]))


# ---------------------------------------------------------------- where it is quiet


def test_where_nothing_happened_a_sync_is_not_needed(home: Home, tmp_path: Path) -> None:
    home.now += timedelta(minutes=5)
    assert home.agrees(tmp_path / "copy")
    assert home.agrees(tmp_path / "copy"), "and once more"


def test_the_accounts_count_as_read(home: Home) -> None:
    home.now += timedelta(minutes=5)
    document = home.quiet()
    assert document is not None
    assert {one["last_success"] for one in document["accounts"]} == {home.now.isoformat(timespec="seconds")}


def test_between_each_two_of_ten_moments_no_sync_is_needed(home: Home, tmp_path: Path) -> None:
    """Deadlines, reminders, interviews that come near and that begin: a whole sync right before each changes nothing yet."""
    until: list[datetime] = []
    while len(until) < 10:
        left = home.settled()
        home.now = (left.until - EPSILON).astimezone(ZONE)
        assert home.agrees(tmp_path / "copy"), left
        home.now = left.until.astimezone(ZONE)
        assert home.quiet() is None
        until.append(left.until)
        home.now += timedelta(seconds=2)
    assert len(set(until)) == len(until)


def test_after_a_letter_has_left_as_well(home: Home, tmp_path: Path) -> None:
    with home.app() as app:
        app.approve([waiting(home)], immediately=True)
    home.settle_files()
    home.settled()
    home.now += timedelta(minutes=10)
    assert home.agrees(tmp_path / "copy")


# ---------------------------------------------------------------- where it is not


def new_mail(home: Home) -> None:
    folder = next(home.folder.glob("mail/**/new"))
    (folder / "1795000000.M1P1.host").write_bytes(b"From: a@b.example\r\nSubject: hello\r\n\r\nhello\r\n")


def gone_mail(home: Home) -> None:
    next(path for path in sorted(home.folder.glob("mail/**/cur/*"))).unlink()


def changed_entry(home: Home) -> None:
    path = next(iter(sorted(home.folder.glob("calendars/**/*.ics"))))
    path.write_bytes(path.read_bytes().replace(b"SUMMARY:", b"SUMMARY:Not "))


def other_configuration(home: Home) -> None:
    home.set("[user]", "[policy]\nact_on = 'accepted'\n\n[user]")


def touched_configuration(home: Home) -> None:
    os.utime(home.config, (1, 1))


def one_account_less(home: Home) -> None:
    text = home.config.read_text()
    home.config.write_text(text[: text.rindex("[[account]]")])


def failing_account(home: Home) -> None:
    next(home.folder.glob("mail/personal")).rename(home.folder / "elsewhere")


def signed_out(home: Home) -> None:
    database = Database.open(home.state)
    with database.transaction() as sql:
        sql.execute("UPDATE account SET needs_login = 1, error = 'Nobody is signed in.'")
    database.close()


def decision(home: Home) -> None:
    with home.app() as app:
        app.keep(waiting(home))


def held_letter(home: Home) -> None:
    with home.app() as app:
        app.approve([waiting(home)])


def snoozed_letter(home: Home) -> None:
    with home.app() as app:
        app.snooze(waiting(home), home.now + timedelta(days=1))


def one_account_read(home: Home) -> None:
    with home.app() as app:
        app.sync(["personal"])


def earlier(home: Home) -> None:
    home.now -= timedelta(minutes=1)


def tomorrow(home: Home) -> None:
    home.now = home.now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


@pytest.mark.parametrize(
    "what",
    [
        new_mail, gone_mail, changed_entry, other_configuration, touched_configuration, one_account_less, failing_account,
        signed_out, decision, held_letter, snoozed_letter, one_account_read, earlier, tomorrow,
    ],
)  # fmt: skip
def test_in_any_doubt_it_is_needed(home: Home, what: Callable[[Home], None]) -> None:
    what(home)
    assert home.quiet() is None


@pytest.mark.parametrize("what", [held_letter, failing_account])
def test_a_sync_that_leaves_something_to_do_is_followed_by_another(home: Home, what: Callable[[Home], None]) -> None:
    what(home)
    for _ in range(2):
        home.sync()
        assert home.left() is None


def test_a_snoozed_letter_wakes_in_a_whole_sync(home: Home, tmp_path: Path) -> None:
    with home.app() as app:
        app.snooze(waiting(home), home.now + AN_HOUR)
    left = home.settled()
    assert left.until == home.now + AN_HOUR - timedelta(seconds=1)
    home.now = left.until - EPSILON
    assert home.agrees(tmp_path / "copy")


def test_a_sync_that_found_something_is_followed_by_another(home: Home) -> None:
    new_mail(home)
    home.settle_files()
    home.sync()
    assert home.left() is None
    home.sync()
    assert home.left() is not None


def test_templates_of_ones_own_are_read_each_time(home: Home) -> None:
    (home.folder / "templates").mkdir()
    home.set("[user]", f'[drafts]\ntemplates = "{home.folder}/templates"\n\n[user]')
    home.sync()
    home.sync()
    assert home.left() is None


def test_a_fault_that_was_told_is_not_told_again(home: Home, tmp_path: Path) -> None:
    (home.folder / "calendars" / "personal" / "broken.ics").write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:never\n")
    home.settle_files()
    assert home.sync()[1].problems
    assert home.left() is None
    home.settled()
    assert home.agrees(tmp_path / "copy")


def test_another_version_of_the_program_does_it_anew(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.__version__", "99")
    assert home.quiet() is None


def test_whoever_is_at_work_on_the_state_is_not_passed_over(home: Home) -> None:
    database = Database.open(home.state)
    try:
        assert home.quiet() is None
    finally:
        database.close()
