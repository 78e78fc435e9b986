"""Reading Gmail: the history, the first reading behind it, and everything that happens in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.base import MAX_RAW, CursorExpired, MailPage, Message, NeedsLogin, Refused, Temporary, Unreadable
from connectors.google import search
from connectors.google.account import READ_MAIL, Account
from connectors.google.api import Api
from connectors.google.drafts import Drafts
from connectors.google.history import fates
from connectors.google.mail import GoogleMail
from connectors.google.pace import Pace
from connectors.google.progress import Progress
from connectors.http import Http
from connectors.timer import Timer
from tests.connectors.google_mail_world import Signed
from tests.contracts import EMPLOYER, NOW, USER, Shelf, letter, subject, submission
from tests.simulators.google import GoogleSim
from tests.simulators.google.clock import simulated_timer

ALL = 10**6
"""A quota that is never reached."""


@dataclass
class Box:
    """A simulated mailbox with the connector on it, and a store beside them."""

    sim: GoogleSim
    timer: Timer
    http: Http
    pace: Pace
    shelf: Shelf = field(default_factory=Shelf)

    @property
    def role(self) -> GoogleMail:
        """As a process that has just started has it."""
        credentials: Any = Signed(self.sim, (READ_MAIL,))
        account = Account("mine", self.sim.address, Path("client.json"), may_send=False, gmail=self.sim.base)
        api = Api(account, credentials, self.http, self.pace, self.timer)
        return GoogleMail("mine", api, Drafts(api, self.timer), self.pace)

    def put(self, number: int, hours: float = 0.0, text: str = "Hello", **more: Any) -> str:
        return self.sim.mailbox.deliver(letter(number, text), at=NOW - timedelta(hours=hours), **more)

    def sync(self, since: date | None = None, pages: int | None = None) -> list[MailPage]:
        return self.shelf.sync(self.role, since, pages)

    def asked(self, method: str = "") -> list[str]:
        """Methods asked for since the last time that this was called."""
        found = [record.id.removeprefix("gmail.users.") for record in self.sim.requests]
        self.sim.requests.clear()
        return [id_ for id_ in found if method in id_]

    @property
    def lags_behind(self) -> set[str]:
        """What the store and the mailbox differ in."""
        there = {m.id for m in self.sim.mailbox.messages.values() if not m.labels & {"DRAFT", "CHAT", "TRASH"}}
        return there ^ self.shelf.messages.keys()


@contextmanager
def a_box(per_minute: int = ALL, quota: int = ALL, pace: Path | None = None) -> Iterator[Box]:
    timer = simulated_timer(NOW)
    with GoogleSim(timer=timer, address=USER, per_minute=quota) as sim:
        http = Http(timer)
        try:
            yield Box(sim, timer, http, Pace(pace, timer, per_minute))
        finally:
            http.close()


@pytest.fixture
def box() -> Iterator[Box]:
    with a_box() as found:
        yield found


def created(pages: list[MailPage]) -> list[Message]:
    return [message for page in pages for message in page.created]


def subjects(pages: list[MailPage]) -> list[str]:
    return [subject(message.raw) for message in created(pages)]


def destroyed(pages: list[MailPage]) -> list[str]:
    return [id_ for page in pages for id_ in page.destroyed]


# ---------------------------------------------------------------- one message


def test_a_message_says_where_it_lies_and_how_it_is_opened(box: Box) -> None:
    id_ = box.put(1, 3)
    (message,) = created(box.sync())
    assert message == Message(
        provider_id=id_, raw=letter(1), folder="Inbox", thread_id=id_, received_at=NOW - timedelta(hours=3),
        link=f"https://mail.google.com/mail/?authuser={USER}#all/{id_}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "folder", "sent", "spam"),
    [
        (("SENT",), "Sent", True, False),
        (("SENT", "INBOX"), "Sent", True, False),
        (("SPAM",), "Spam", False, True),
        (("INBOX", "STARRED", "CATEGORY_UPDATES"), "Inbox", False, False),
        (("IMPORTANT",), "Archive", False, False),
    ],
)
def test_labels_decide(box: Box, labels: tuple[str, ...], folder: str, sent: bool, spam: bool) -> None:
    box.put(1, labels=labels)
    (message,) = created(box.sync())
    assert (message.folder, message.sent, message.spam) == (folder, sent, spam)


def test_a_label_is_called_as_the_user_calls_it_and_asked_for_once(box: Box) -> None:
    label = box.sim.mailbox.add_label("Job search")
    box.put(1, labels=(label, "UNREAD"))
    box.put(2, labels=(label,))
    assert {message.folder for message in created(box.sync())} == {"Job search"}
    assert len(box.asked("labels")) == 1


@pytest.mark.parametrize("label", ["DRAFT", "CHAT", "TRASH"])
def test_drafts_chats_and_trash_are_not_read(box: Box, label: str) -> None:
    box.put(1, labels=(label,))
    id_ = box.put(2, labels=(label,))
    assert created(box.sync()) == []
    assert box.role.fetch(id_) is None
    box.put(3, labels=(label,))
    assert created(box.sync()) == []


def test_an_id_that_can_be_none_is_not_asked_for(box: Box) -> None:
    for rubbish in ("no such\0message/at all", "", "../1", "x" * 500, "1" * 40):
        assert box.role.fetch(rubbish) is None
    assert box.asked("messages") == []


def test_a_huge_message_is_cut_and_no_more_of_it_decoded(box: Box) -> None:
    box.sim.mailbox.deliver(letter(1) + b"y" * (MAX_RAW + 5))
    (message,) = created(box.sync())
    assert message.truncated
    assert len(message.raw) == MAX_RAW


# ---------------------------------------------------------------- the first reading


def test_the_historys_position_is_taken_before_anything_is_listed(box: Box) -> None:
    box.put(1)
    box.sync()
    assert box.asked()[:2] == ["getProfile", "messages.list"]


def test_offers_and_interviews_come_before_other_mail_strong_before_weak(box: Box) -> None:
    for number in range(200):
        box.put(number, number)
    box.put(900, 300, "We are pleased to offer you the role of engineer.")
    box.put(901, 400, "Einladung zum Vorstellungsgespräch am Montag.")
    box.put(902, 500, "Thank you for applying to us. We will be in touch.")
    box.put(903, 600, "BEGIN:VCALENDAR\nContent-Disposition: attachment; filename=invite.ics")
    pages = box.sync()
    resting = next(number for number, page in enumerate(pages) if page.todo is not None)
    first = subjects(pages[: resting + 1])
    assert set(first[:3]) == {"Letter 900", "Letter 901", "Letter 903"}
    assert first[3] == "Letter 0"
    assert first[-1] == "Letter 902"
    assert len(first) == 3 + 20 + 1


def test_answers_of_the_user_come_with_what_they_answer(box: Box) -> None:
    for number in range(100):
        box.put(number, number)
    asked = box.put(900, 300, "We invite you to an interview on Monday.")
    box.put(901, 299, "Sure.", labels=("SENT",), thread=asked)
    box.put(902, 298, "To somebody else.", labels=("SENT",))
    pages = box.sync()
    resting = next(number for number, page in enumerate(pages) if page.todo is not None)
    assert "Letter 901" in subjects(pages[: resting + 1])
    assert "Letter 902" not in subjects(pages[: resting + 1])


def test_advertising_does_not_come_first(box: Box) -> None:
    for number in range(100):
        box.put(number, number)
    box.put(900, 300, "A job offer for you, subscribe now", labels=("CATEGORY_PROMOTIONS",))
    pages = box.sync()
    resting = next(number for number, page in enumerate(pages) if page.todo is not None)
    assert "Letter 900" not in subjects(pages[: resting + 1])
    assert box.lags_behind == set()


def read_until_it_rests(box: Box) -> MailPage:
    for page in box.role.changes(None, box.shelf.known, None):
        box.shelf.take(page)
        if page.todo is not None:
            return page
    raise AssertionError("it never rests")


def test_what_comes_first_stays_within_one_minute_of_quota() -> None:
    with a_box(6000, 6000) as box:
        for number in range(240):
            box.put(number, number, "We are pleased to offer you the job; your application, interview with us.")
        for number in range(240, 600):
            box.put(number, number, "Dinner on Sunday?")
        page = read_until_it_rests(box)
        assert {f"Letter {number}" for number in range(240)} <= set(box.shelf.subjects())
        assert box.sim.quota.total < 6000
        assert box.timer.now() == NOW.timestamp()
        assert page.todo == 600 - len(box.shelf.messages)


def test_a_long_hunt_is_read_whole_before_people_may_stop_waiting() -> None:
    with a_box(6000, 6000) as box:
        for number in range(900):
            box.put(number, number, "We are pleased to offer you the job; your application, interview with us.")
        read_until_it_rests(box)
        assert 450 <= len(box.shelf.messages) <= 750


def test_the_rest_follows_newest_first_in_bounded_pages(box: Box) -> None:
    for number in range(350):
        box.put(number, number)
    pages = box.sync()
    assert subjects(pages) == [f"Letter {number}" for number in range(350)]
    assert all(len(page.created) <= 100 for page in pages)
    todo = [page.todo for page in pages if page.todo is not None]
    assert todo == sorted(todo, reverse=True)
    assert todo[-1] == 0
    assert {page.total for page in pages if page.todo is not None} == {350}
    assert sum(page.checked for page in pages) == 350


@pytest.mark.slow
def test_large_messages_make_small_pages(box: Box) -> None:
    for number in range(10):
        box.put(number, number, "x" * 900_000)
    assert all(sum(len(message.raw) for message in page.created) < 2 * 4 * 1024 * 1024 for page in box.sync())
    assert box.lags_behind == set()


def test_coverage_goes_back_as_the_reading_does(box: Box) -> None:
    for number in range(200):
        box.put(number, number)
    pages = box.sync(date(2026, 1, 1))
    covered = [page.coverage for page in pages]
    assert covered[0] == NOW
    assert covered[1] == NOW - timedelta(hours=119)
    assert covered[-1] == datetime(2026, 1, 1, tzinfo=NOW.tzinfo)
    assert box.sync()[-1].coverage == datetime(2026, 1, 1, tzinfo=NOW.tzinfo)
    assert Box(box.sim, box.timer, box.http, box.pace).sync()[-1].coverage is None


@pytest.mark.parametrize("count", [1, 20, 21, 130])
def test_a_kill_after_any_page_loses_nothing_and_reads_nothing_twice(count: int) -> None:
    with a_box() as box:
        for number in range(count):
            box.put(number, number, "an interview" if number % 3 else "Hello")
        for _ in range(12):
            box.sync(pages=1)
        assert box.lags_behind == set()
        assert len(box.asked("messages.get")) == count
        assert box.shelf.cursor is not None
        assert Progress.parse(box.shelf.cursor).phase == "done"


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_is_wrong_loses_nothing(box: Box, days: int) -> None:
    box.pace = Pace(None, Timer(lambda: box.timer.now() + days * 86_400, box.timer.sleep), ALL)
    for number in range(150):
        box.put(number, number)
    for _ in range(6):
        box.sync(pages=1)
    assert box.lags_behind == set()
    assert len(box.asked("messages.get")) == 150


def test_a_kill_before_the_first_page_is_a_new_start(box: Box) -> None:
    box.put(1)
    box.sim.faults.add("messages.get", 404)
    box.role.changes(None, box.shelf.known, None)
    assert subjects(box.sync()) == []
    box.shelf = Shelf()
    assert subjects(box.sync()) == ["Letter 1"]


def test_mail_that_comes_between_the_position_and_the_list_is_read_once(box: Box) -> None:
    box.put(1)
    pages = box.role.changes(None, box.shelf.known, None)
    with at_request(box, "messages.list", lambda: box.put(2)):
        taken = list(pages)
    for page in taken:
        box.shelf.take(page)
    assert sorted(subjects(taken)) == ["Letter 1", "Letter 2"]
    box.asked()
    assert created(box.sync()) == []
    assert box.asked("messages.get") == []


def test_mail_that_comes_between_pages_is_read_once(box: Box) -> None:
    for number in range(200):
        box.put(number, 1 + number)
    for number, page in enumerate(box.role.changes(None, box.shelf.known, None)):
        box.shelf.take(page)
        box.put(1000 + number)
        box.sim.mailbox.delete(list(box.shelf.messages)[-1])
    box.sync()
    assert box.lags_behind == set()


def test_what_vanishes_before_it_is_read_is_passed_over(box: Box) -> None:
    ids = [box.put(number, number) for number in range(60)]
    pages = box.role.changes(None, box.shelf.known, None)
    box.shelf.take(next(pages))
    box.sim.mailbox.delete(ids[40])
    for page in pages:
        box.shelf.take(page)
    assert box.lags_behind == set()


def test_many_messages_that_cannot_be_read_do_not_hold_up_those_behind_them() -> None:
    with a_box(600, 600) as box:
        old = [box.put(number, 500 + number) for number in range(20)]
        hidden = [box.put(number, number) for number in range(100, 200)]
        box.sync(pages=1)
        for id_ in (*old, *hidden):
            box.shelf.messages.pop(id_, None)
        for id_ in hidden:
            del box.sim.mailbox.messages[id_]  # listed, but not to be had
        for _ in range(4):
            for page in box.role.changes(box.shelf.cursor, box.shelf.known, None):
                box.shelf.take(page)
                if page.wait:
                    break
            box.timer.sleep(page.wait)
        assert set(old) <= box.shelf.messages.keys()


def test_an_earlier_first_day_makes_the_older_mail_be_read_too(box: Box) -> None:
    for number in range(40):
        box.put(number, 24 * number)
    box.sync(NOW.date() - timedelta(days=10))
    assert 10 <= len(box.shelf.messages) <= 12
    box.asked()
    box.sync(NOW.date() - timedelta(days=20))
    assert 20 <= len(box.shelf.messages) <= 22
    assert len(box.asked("messages.get")) == 10


def test_old_mail_that_is_brought_in_later_is_left_out(box: Box) -> None:
    box.sync(NOW.date() - timedelta(days=10))
    box.put(1, 24 * 100)
    box.put(2, 24)
    assert subjects(box.sync()) == ["Letter 2"]


# ---------------------------------------------------------------- the history


def test_a_poll_with_nothing_new_is_one_request_and_grows_nothing(box: Box) -> None:
    box.put(1)
    box.sync()
    before = box.shelf.cursor
    box.asked()
    (page,) = box.sync()
    assert box.asked() == ["history.list"]
    assert (page.created, page.destroyed, page.todo, page.wait) == ((), (), None, 0.0)
    assert page.cursor == before
    assert len(page.cursor) < 100


def test_what_changes_nothing_that_we_read_is_not_fetched(box: Box) -> None:
    id_ = box.put(1)
    box.sync()
    box.sim.mailbox.label(id_, add=("STARRED",), remove=("UNREAD", "INBOX"))
    box.put(2, labels=("DRAFT",))
    box.asked()
    assert created(box.sync()) == []
    assert box.asked() == ["history.list"]


def test_many_changes_come_in_pages_and_the_position_moves_with_the_last(box: Box) -> None:
    box.sync()
    start = box.shelf.cursor
    for number in range(250):
        box.put(number)
    make_noise(box, 900)
    pages = box.sync()
    assert len(box.asked("history.list")) == 3
    assert box.lags_behind == set()
    assert len(pages) == 3
    assert {page.cursor for page in pages[:-1]} == {start}
    assert pages[-1].cursor != start
    assert created(box.sync()) == []


def test_a_kill_in_the_middle_of_many_changes_fetches_nothing_twice(box: Box) -> None:
    box.sync()
    for number in range(250):
        box.put(number)
    box.asked()
    box.sync(pages=1)
    box.sync(pages=1)
    box.sync()
    assert box.lags_behind == set()
    assert len(box.asked("messages.get")) == 250


def test_mail_that_comes_between_pages_of_the_history_is_not_lost(box: Box) -> None:
    box.sync()
    make_noise(box, 600)
    with at_request(box, "history.list", lambda: box.put(9000)):
        box.sync()
    box.sync()
    assert box.lags_behind == set()


def test_a_message_that_appears_in_many_records_is_fetched_once(box: Box) -> None:
    box.sync()
    id_ = box.put(1)
    for _ in range(3):
        box.sim.mailbox.label(id_, add=("SPAM",), remove=("INBOX",))
        box.sim.mailbox.label(id_, add=("INBOX",), remove=("SPAM",))
    box.asked()
    assert subjects(box.sync()) == ["Letter 1"]
    assert len(box.asked("messages.get")) == 1


def test_a_message_that_came_and_went_is_not_fetched(box: Box) -> None:
    box.sync()
    box.sim.mailbox.delete(box.put(1))
    box.asked()
    pages = box.sync()
    assert (created(pages), destroyed(pages)) == ([], [])
    assert box.asked() == ["history.list"]


def test_a_message_that_is_gone_when_it_is_asked_for_is_passed_over(box: Box) -> None:
    box.sync()
    box.put(1)
    box.put(2)
    box.sim.faults.add("messages.get", 404)
    assert subjects(box.sync()) == ["Letter 1"]


def test_the_trash_takes_and_gives_back(box: Box) -> None:
    id_ = box.put(1)
    box.sync()
    box.sim.mailbox.trash(id_)
    assert destroyed(box.sync()) == [id_]
    assert box.lags_behind == set()
    box.sim.mailbox.label(id_, remove=("TRASH",), add=("INBOX",))
    assert subjects(box.sync()) == ["Letter 1"]
    box.sim.mailbox.delete(id_)
    assert destroyed(box.sync()) == [id_]


def test_moving_to_spam_and_back_delivers_the_message_anew(box: Box) -> None:
    id_ = box.put(1)
    box.sync()
    box.sim.mailbox.label(id_, add=("SPAM",), remove=("INBOX",))
    assert [message.spam for message in created(box.sync())] == [True]
    box.sim.mailbox.label(id_, add=("INBOX",), remove=("SPAM",))
    assert [message.spam for message in created(box.sync())] == [False]


def test_a_draft_that_is_sent_is_read_as_sent(box: Box) -> None:
    box.sync()
    draft = box.sim.mailbox.create_draft(b"To: " + EMPLOYER.encode() + b"\r\n" + letter(1))
    box.sync()
    box.sim.mailbox.user_sends_draft(draft)
    pages = box.sync()
    assert [message.sent for message in created(pages)] == [True]
    assert destroyed(pages) == []


def test_a_broken_history_moves_nothing(box: Box) -> None:
    box.sync()
    make_noise(box, 600)
    before = box.shelf.cursor
    box.sim.faults.add("history.list", 500, times=5, skip=1)
    with pytest.raises(Temporary):
        box.sync()
    assert box.shelf.cursor == before
    box.sim.faults.clear()
    box.sync()
    assert box.lags_behind == set()


def test_news_come_before_a_first_reading_goes_on(box: Box) -> None:
    for number in range(300):
        box.put(number, 1 + number)
    box.sync(pages=2)
    box.put(900)
    pages = box.sync()
    assert subjects(pages)[0] == "Letter 900"
    assert box.lags_behind == set()


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "put", "trash", "restore", "delete", "spam", "unspam", "draft", "sync", "killed"]),
            st.integers(0, 40),
        ),
        max_size=40,
    )
)
def test_whatever_happens_the_store_ends_as_the_mailbox_is(actions: list[tuple[str, int]]) -> None:
    with a_box() as box:
        mailbox = box.sim.mailbox
        for number in range(30):
            box.put(number, number)
        for what, number in actions:
            ids = [m.id for m in mailbox.messages.values() if "DRAFT" not in m.labels] or [box.put(0)]
            chosen = ids[number % len(ids)]
            match what:
                case "put":
                    box.put(100 + number)
                case "trash":
                    mailbox.trash(chosen)
                case "restore":
                    mailbox.label(chosen, add=("INBOX",), remove=("TRASH",))
                case "delete":
                    mailbox.delete(chosen)
                case "spam":
                    mailbox.label(chosen, add=("SPAM",), remove=("INBOX",))
                case "unspam":
                    mailbox.label(chosen, add=("INBOX",), remove=("SPAM",))
                case "draft":
                    mailbox.create_draft(letter(number))
                case "sync":
                    box.sync()
                case "killed":
                    box.sync(pages=1)
        box.sync()
        assert box.lags_behind == set()
        for id_, message in box.shelf.messages.items():
            assert message.spam == ("SPAM" in mailbox.messages[id_].labels)


# ---------------------------------------------------------------- a cursor that is none


@pytest.mark.parametrize(
    "cursor",
    ["no cursor of ours", "{}", "[]", "null", '{"v":1}', '{"v":2,"h":"1","p":"done","s":null}', '{"v":1,"h":"x","p":"done","s":null}',
     '{"v":1,"h":"1","p":"done","s":"yesterday"}', '{"v":1,"h":"1","p":"rest","s":null,"u":1e99}', "[" * 100_000],
)  # fmt: skip
def test_a_cursor_of_nobody_is_expired_before_anything_is_asked(box: Box, cursor: str) -> None:
    with pytest.raises(CursorExpired):
        list(box.role.changes(cursor, set, None))
    assert box.asked("messages") == []


def test_a_cursor_keeps_all_that_it_was_given() -> None:
    for progress in (
        Progress("18446744073709551615"),
        Progress("1", "rest", date(2026, 1, 2), 1_790_000_000, 8700, True),
        Progress("22", "done", date(2026, 1, 2)),
    ):
        assert Progress.parse(progress.text()) == progress


def test_an_expired_history_is_said_and_reading_anew_fetches_only_what_is_new(box: Box) -> None:
    ids = [box.put(number, number) for number in range(150)]
    box.sync()
    box.put(900)
    box.sim.mailbox.trash(ids[7])
    box.sim.mailbox.delete(ids[120])
    box.sim.mailbox.expire_history()
    with pytest.raises(CursorExpired):
        box.sync()
    box.shelf.cursor = None
    box.asked()
    pages = box.sync()
    assert subjects(pages) == ["Letter 900"]
    assert sorted(destroyed(pages)) == sorted([ids[7], ids[120]])
    assert len(box.asked("messages.get")) == 1
    assert box.lags_behind == set()


def test_what_lies_before_the_first_day_is_not_gone_because_it_is_not_listed(box: Box) -> None:
    for number in range(30):
        box.put(number, 24 * number)
    box.sync(NOW.date() - timedelta(days=29))
    box.shelf.cursor = None
    pages = box.sync(NOW.date() - timedelta(days=5))
    assert destroyed(pages) == []


@pytest.mark.slow
def test_a_list_that_breaks_off_makes_nothing_gone(box: Box) -> None:
    for number in range(700):
        id_ = box.put(number, number)
        box.shelf.messages[id_] = Message(id_, b"")
    gone = next(iter(box.shelf.messages))
    box.sim.mailbox.delete(gone)
    for skip in range(0, 40, 3):
        box.shelf.cursor = None
        box.sim.faults.add("messages.list", 500, times=5, skip=skip)
        taken: list[MailPage] = []
        try:
            taken.extend(box.role.changes(None, box.shelf.known, None))
            complete = True
        except Temporary:
            complete = False
        assert destroyed(taken) == ([gone] if complete else [])
        box.sim.faults.clear()
        if complete:
            return
    pytest.fail("it never came to an end")


def test_a_kill_while_everything_is_read_again_forgets_no_loss(box: Box) -> None:
    ids = [box.put(number, number) for number in range(60)]
    box.sync()
    for number in range(200, 350):
        box.put(number)
    box.sim.mailbox.delete(ids[3])
    box.shelf.cursor = None
    for _ in range(8):
        box.sync(pages=1)
    assert box.lags_behind == set()


# ---------------------------------------------------------------- quota and faults


@pytest.mark.slow
def test_the_quota_is_never_exceeded_and_a_page_says_how_long_the_next_one_waits() -> None:
    with a_box(6000, 6000) as box:
        box.sim.latency = 0.05
        for number in range(700):
            box.put(number, number)
        waits = [page.wait for page in box.sync()]
        assert box.sim.quota.refused == 0
        assert 0 < max(waits) < 62
        assert box.lags_behind == set()
        # 14,000 units and some lists, 6,000 a minute: two minutes have to pass.
        assert 120 <= box.timer.now() - NOW.timestamp() < 150


@pytest.mark.slow
def test_a_call_that_would_have_to_wait_says_so_at_once() -> None:
    with a_box(6000, 6000) as box:
        for number in range(500):
            box.put(number, number)
        for page in box.role.changes(None, box.shelf.known, None):
            box.shelf.take(page)
            if page.wait:
                break
        start = box.timer.now()
        (page,) = box.sync(pages=1)
        assert box.timer.now() == start
        assert page.wait > 0
        assert page.todo == 500 - len(box.shelf.messages)


@pytest.mark.slow
def test_runs_in_a_row_never_exceed_the_quota(tmp_path: Path) -> None:
    with a_box(600, 600, tmp_path / "pace.json") as box:
        for number in range(60):
            box.put(number, number)
        for _ in range(60):
            box.pace = Pace(tmp_path / "pace.json", box.timer, 600)
            pages = box.sync(pages=2)
            box.timer.sleep(pages[-1].wait)
        assert box.sim.quota.refused == 0
        assert box.lags_behind == set()


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 12), st.floats(0, 40)), min_size=1, max_size=6))
def test_no_traffic_and_no_restarts_exceed_the_quota(
    tmp_path_factory: pytest.TempPathFactory, runs: list[tuple[int, int, float]]
) -> None:
    file = tmp_path_factory.mktemp("pace") / "pace.json"
    with a_box(200, 200, file) as box:
        box.sim.latency = 0.05
        for pages, arriving, pause in runs:
            for number in range(arriving):
                box.put(number)
            box.pace = Pace(file, box.timer, 200)
            box.sync(pages=pages)
            box.timer.sleep(pause)
        assert box.sim.quota.refused == 0


@pytest.mark.slow
def test_a_quota_smaller_than_believed_is_found_out_and_kept() -> None:
    with a_box(6000, 2000) as box:
        box.sim.latency = 0.05
        for number in range(300):
            box.put(number, number)
        box.sync()
        assert box.lags_behind == set()
        assert 1 <= box.sim.quota.refused < 20


@pytest.mark.parametrize("status", [403, 429])
def test_the_time_in_the_text_is_waited_for(box: Box, status: int) -> None:
    from tests.simulators.google.clock import rfc3339
    from tests.simulators.google.faults import answer

    box.put(1)
    until = box.timer.now() + 31
    text = f"User-rate limit exceeded.  Retry after {rfc3339(until)}"
    box.sim.faults.add("messages.get", answer(status, "rateLimitExceeded", text))
    assert subjects(box.sync()) == ["Letter 1"]
    assert until - 1 <= box.timer.now() < until + 5


def test_what_google_refuses_for_good_is_said_in_two_lines(box: Box) -> None:
    box.put(1)
    box.sim.faults.add("gmail/v1", "403 domainPolicy", times=99)
    with pytest.raises(Unreadable) as caught:
        box.sync()
    assert len(str(caught.value).splitlines()) <= 2


def test_one_message_that_cannot_be_had_does_not_stop_the_others(box: Box) -> None:
    for number in range(3):
        box.put(number, number)
    box.sim.faults.add("messages.get", "400 invalidArgument", skip=1)
    (page,) = box.sync()
    assert subjects([page]) == ["Letter 0", "Letter 2"]
    assert len(page.problems) == 1


def test_when_every_message_is_refused_nothing_counts_as_read(box: Box) -> None:
    for number in range(10):
        box.put(number, number)
    box.sim.faults.add("messages.get", "403 forbidden", times=99)
    with pytest.raises(Unreadable):
        box.sync()
    assert box.shelf.cursor is None


def test_a_fault_in_the_middle_keeps_what_was_read(box: Box) -> None:
    for number in range(100):
        box.put(number, number)
    box.sim.faults.add("messages.get", 500, times=9, skip=50)
    with pytest.raises(Temporary):
        box.sync()
    assert len(box.shelf.messages) == 20
    box.sim.faults.clear()
    box.sync()
    assert box.lags_behind == set()


def test_a_sign_in_that_ended_is_said(box: Box) -> None:
    box.sim.faults.add("gmail/v1", "401 authError", times=99)
    with pytest.raises(NeedsLogin):
        box.sync()


# ---------------------------------------------------------------- writing


def test_an_account_for_reading_writes_nothing(box: Box) -> None:
    role = box.role
    for verb in (role.submit, role.prepare, role.discard):
        with pytest.raises(Refused):
            verb(submission())
    assert box.asked() == []


def test_letters_are_the_drafts_business(box: Box) -> None:
    said: list[str] = []

    class Recorder:
        def __getattr__(self, name: str) -> Any:
            return lambda *_: said.append(name)

    drafts: Any = Recorder()
    api = box.role._reader._api
    api.account = replace(api.account, may_send=True)
    role = GoogleMail("mine", api, drafts, box.pace)
    role.prepare(submission())
    role.submit(submission())
    role.reconcile(submission())
    role.discard(submission())
    assert said == ["prepare", "submit", "reconcile", "discard"]


# ---------------------------------------------------------------- the records by themselves


def test_the_last_word_counts() -> None:
    def message(id_: str, *labels: str) -> dict[str, Any]:
        return {"message": {"id": id_, "labelIds": list(labels)}}

    records: list[dict[str, Any]] = [
        {"messagesAdded": [message("a"), message("b"), message("draft", "DRAFT")]},
        {"labelsAdded": [message("a") | {"labelIds": ["TRASH"]}, message("c") | {"labelIds": ["STARRED"]}]},
        {"labelsRemoved": [message("a") | {"labelIds": ["TRASH"]}], "messagesDeleted": [message("b")]},
        {"messages": [{"id": "e"}]},
    ]
    assert fates(records) == {"b": "gone", "a": "again"}
    assert json.dumps(list(fates(records))) == '["b", "a"]'


def make_noise(box: Box, records: int) -> None:
    """So many records of the history that mean nothing to us."""
    id_ = box.put(8000)
    for _ in range(records // 2):
        box.sim.mailbox.label(id_, add=("STARRED",))
        box.sim.mailbox.label(id_, remove=("STARRED",))


@contextmanager
def at_request(box: Box, method: str, do: Any) -> Iterator[None]:
    """Something happens at the moment of the first request of that method, before it is answered."""
    server = box.sim
    answer = server._answer
    done: list[bool] = []

    def wrapped(asked: Any, found: Any, record: Any) -> Any:
        if method in record.id and not done:
            done.append(True)
            do()
        return answer(asked, found, record)

    server._answer = wrapped  # type: ignore[method-assign]
    try:
        yield
    finally:
        server._answer = answer  # type: ignore[method-assign]


def test_no_search_is_so_long_that_the_library_would_post_it() -> None:
    within = search.stretch(1_790_000_000.0, 1_795_000_000.0)
    queries = [*search.strong(within), *search.weak(within), search.words(within)]
    assert max(len(quote_plus(query)) for query in queries) < 1700
