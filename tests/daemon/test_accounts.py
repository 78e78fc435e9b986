"""One look, in a thread of its own: its answer, its faults, and what a look that never ends does not do."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from agent.config import LocalAccount
from agent.daemon.accounts import Stuck, Watched
from agent.store.agenda import Standing
from connectors.base import CalendarRole, Connector, MailRole, Temporary, Window

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
READ = Standing("m", "c", None, False, True, 0, NOW)


class Role:
    """Mail or a calendar."""

    def __init__(self, says: bool = False) -> None:
        self.says = says
        self.gate: threading.Event | None = None
        self.asked: list[tuple[object, ...]] = []
        self.fault: Exception | None = None
        self.shown: str | None = None

    def sight(self, *arguments: object) -> str | None:
        return self.shown

    def changed(self, *arguments: object) -> bool:
        self.asked.append(arguments)
        if self.gate is not None:
            self.gate.wait(20)
        if self.fault is not None:
            raise self.fault
        return self.says


def watched(mail: Role | None, calendar: Role | None = None) -> Watched:
    connector = Connector("a", "local", cast("MailRole | None", mail), cast("CalendarRole | None", calendar))
    return Watched(LocalAccount("a"), lambda: connector)


def look(account: Watched, standing: Standing | None = READ, limit: float = 5) -> bool:
    return asyncio.run(account.look(standing, NOW, "UTC", limit))


def test_mail_and_calendars_are_both_looked_at() -> None:
    mail, calendar = Role(), Role()
    assert look(watched(mail, calendar)) is False
    assert mail.asked == [("m",)]
    ((window, cursor),) = calendar.asked
    assert isinstance(window, Window)
    assert (window.since < NOW < window.until, window.zone, cursor) == (True, "UTC", "c")


@pytest.mark.parametrize(("mail", "calendar"), [(True, False), (False, True), (True, True)])
def test_either_of_them_is_news(mail: bool, calendar: bool) -> None:
    assert look(watched(Role(mail), Role(calendar))) is True


def test_what_was_never_read_is_news() -> None:
    never = Standing(None, "c", None, False, True, 0, NOW)
    assert look(watched(Role(), Role()), never) is True
    assert look(watched(None, Role()), never) is False  # an account without mail


def test_the_fault_of_a_look_is_the_lookers() -> None:
    mail = Role()
    mail.fault = Temporary("later")
    with pytest.raises(Temporary):
        look(watched(mail))


def test_a_look_that_does_not_end_is_stuck_and_no_second_one_is_begun() -> None:
    mail = Role()
    mail.gate = threading.Event()
    account = watched(mail)

    async def story() -> None:
        with pytest.raises(Stuck):
            await account.look(READ, NOW, "UTC", 0.05)
        assert account.stuck(0.01)
        with pytest.raises(Stuck):
            await account.look(READ, NOW, "UTC", 0.05)
        assert len(mail.asked) == 1
        assert mail.gate is not None
        mail.gate.set()
        while account.looking_since is not None:
            await asyncio.sleep(0.01)
        assert not account.stuck(0.0)
        assert await account.look(READ, NOW, "UTC", 5) is False

    asyncio.run(story())


def test_a_stuck_look_does_not_keep_the_process_from_ending() -> None:
    mail = Role()
    mail.gate = threading.Event()
    begin = time.monotonic()
    with pytest.raises(Stuck):
        look(watched(mail), limit=0.05)
    assert time.monotonic() - begin < 5
    mail.gate.set()


LATER = Standing("m2", "c", None, False, True, 0, NOW)


def after_a_pass(account: Watched, standing: Standing = READ, now: datetime = NOW) -> None:
    account.concluded(standing, now)


def looked(account: Watched, now: datetime, standing: Standing = READ) -> bool:
    return asyncio.run(account.look(standing, now, "UTC", 5))


def test_what_says_yes_in_vain_is_tried_again_ever_more_rarely() -> None:
    account = watched(Role(True))
    began, passes = NOW, []
    for minute in range(120):
        now = began + timedelta(minutes=minute)
        if looked(account, now):
            passes.append(minute)
            after_a_pass(account, now=now)
    assert passes == [0, 2, 6, 14, 29, 44, 59, 74, 89, 104, 119]


def test_what_came_meanwhile_is_news_at_once_though_the_doubt_stays() -> None:
    mail = Role(True)
    mail.shown = "one file"
    account = watched(mail)
    for _ in range(5):
        assert looked(account, NOW) in (True, False)
        after_a_pass(account)
    assert not looked(account, NOW + timedelta(minutes=1))
    mail.shown = "two files"
    assert looked(account, NOW + timedelta(minutes=2))
    after_a_pass(account, now=NOW + timedelta(minutes=2))
    assert not looked(account, NOW + timedelta(minutes=3))
    assert looked(account, NOW + timedelta(minutes=4))


def test_calendars_in_doubt_hold_up_no_mail_and_the_other_way_round() -> None:
    mail, calendar = Role(), Role(True)
    account = watched(mail, calendar)
    assert looked(account, NOW)
    after_a_pass(account)
    assert not looked(account, NOW)
    mail.says = True
    assert looked(account, NOW)
    after_a_pass(account, LATER)
    calendar.says, mail.says = False, True
    assert looked(account, NOW, LATER)
    after_a_pass(account, LATER)
    assert not looked(account, NOW, LATER)
    calendar.says = True
    assert looked(account, NOW, LATER)


def test_a_pass_that_read_something_is_not_in_vain() -> None:
    account = watched(Role(True))
    assert looked(account, NOW)
    after_a_pass(account, LATER)
    assert looked(account, NOW, LATER)


def test_a_doubt_that_is_gone_is_forgotten() -> None:
    mail = Role(True)
    account = watched(mail)
    assert looked(account, NOW)
    after_a_pass(account)
    mail.says = False
    assert not looked(account, NOW)
    mail.says = True
    assert looked(account, NOW)


def test_the_time_asked_for_runs_down_and_a_clock_set_back_adds_nothing() -> None:
    account = watched(Role())
    account.failed("too many requests", NOW, 900)
    assert [account.waits(NOW + timedelta(seconds=s)) for s in (-3600, 0, 600, 900, 5000)] == [900, 900, 300, 0, 0]
    account.failed("too many requests", NOW, 1e9)
    assert account.waits(NOW) == 24 * 3600
    account.failed("it does not answer", NOW)
    assert account.waits(NOW) == 24 * 3600
    account.well()
    assert account.waits(NOW) == 0
