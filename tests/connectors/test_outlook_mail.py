"""Reading Outlook: every folder by its changes, the first reading newest first, and everything that happens in between."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.base import CursorExpired, MailPage, Message, NeedsLogin, Refused, Temporary, Unreadable
from connectors.faults import Gone
from connectors.http import Http
from connectors.outlook.account import READ_MAIL, Account
from connectors.outlook.ahead import Ahead
from connectors.outlook.api import AT_ONCE, Graph
from connectors.outlook.drafts import Drafts
from connectors.outlook.folders import Folder
from connectors.outlook.mail import OutlookMail
from connectors.outlook.progress import Progress
from connectors.outlook.reader import Answer
from connectors.outlook.walk import FILTERED, MANY_REMOVED
from connectors.timer import Timer
from tests.contracts import NOW, USER, Shelf, letter, subject, submission
from tests.simulators.google.clock import simulated_timer
from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.delta import SPELLINGS


class Signed:
    """Stands in for the sign-in: tokens straight from the simulator."""

    scopes = frozenset({READ_MAIL})

    def __init__(self, sim: OutlookSim) -> None:
        self._token = str(sim.grant(tuple(self.scopes))["access_token"])

    def token(self) -> str:
        return self._token

    def refresh(self, refused: str) -> str:
        raise NeedsLogin(f"Sign in again ({len(refused)}).")

    def forget(self) -> None:
        return


@dataclass
class Box:
    """A simulated mailbox with the connector on it, and a store beside them."""

    sim: OutlookSim
    timer: Timer
    http: Http
    shelf: Shelf = field(default_factory=Shelf)

    @property
    def role(self) -> OutlookMail:
        """As a process that has just started has it."""
        account = Account("mine", self.sim.address, "client", may_send=False, graph=self.sim.base)
        credentials: Any = Signed(self.sim)
        graph = Graph(account, credentials, self.http, self.timer)
        return OutlookMail("mine", graph, Drafts(graph, self.timer))

    def put(self, number: int, hours: float = 0.0, text: str = "Hello", folder: str = "inbox", **more: Any) -> str:
        return self.sim.mailbox.deliver(letter(number, text), folder, NOW - timedelta(hours=hours), **more)

    def sync(self, since: date | None = None, pages: int | None = None) -> list[MailPage]:
        return self.shelf.sync(self.role, since, pages)

    def asked(self, name: str = "") -> list[str]:
        """Routes asked for since the last time that this was called."""
        found = [record.id for record in self.sim.requests]
        self.sim.requests.clear()
        return [route for route in found if name in route]

    @property
    def lags_behind(self) -> set[str]:
        """What the store and the mailbox differ in."""
        store = self.sim.mailbox.store
        closed = {"deleteditems", "drafts", "outbox", "conversationhistory", "recoverableitemsdeletions"}
        there = {item.immutable_id for item in store.items.values() if item.folder not in closed}
        return there ^ self.shelf.messages.keys()


@contextmanager
def a_box() -> Iterator[Box]:
    timer = simulated_timer(NOW)
    with OutlookSim(timer=timer, address=USER) as sim:
        http = Http(timer)
        try:
            yield Box(sim, timer, http)
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


def nothing(pages: list[MailPage]) -> bool:
    return not created(pages) and not destroyed(pages)


def problems(pages: list[MailPage]) -> list[str]:
    return [problem for page in pages for problem in page.problems]


# ---------------------------------------------------------------- one message


def test_a_message_says_where_it_lies_and_how_it_is_opened(box: Box) -> None:
    id_ = box.put(1, 3)
    (message,) = created(box.sync())
    item = box.sim.mailbox.store.item(id_)
    assert (message.provider_id, message.folder, message.thread_id) == (id_, "Inbox", item.conversation)
    assert message.received_at == NOW - timedelta(hours=3)
    assert message.link == f"https://outlook.live.com/owa/?ItemID={item.key}"


@pytest.mark.parametrize(
    ("folder", "name", "sent", "spam"),
    [
        ("inbox", "Inbox", False, False),
        ("sentitems", "Sent Items", True, False),
        ("junkemail", "Junk Email", False, True),
        ("archive", "Archive", False, False),
    ],
)
def test_the_folder_decides(box: Box, folder: str, name: str, sent: bool, spam: bool) -> None:
    box.put(1, folder=folder)
    (message,) = created(box.sync())
    assert (message.folder, message.sent, message.spam) == (name, sent, spam)


def test_folders_below_others_and_hidden_ones_are_read_too(box: Box) -> None:
    below = box.sim.mailbox.add_folder("Robotics", box.sim.mailbox.add_folder("Jobs", "inbox"))
    hidden = box.sim.mailbox.add_folder("Clutter", hidden=True)
    box.put(1, folder=below)
    box.put(2, folder=hidden)
    assert {message.folder for message in created(box.sync())} == {"Robotics", "Clutter"}


@pytest.mark.parametrize(
    "folder", ["deleteditems", "drafts", "outbox", "conversationhistory", "recoverableitemsdeletions"]
)
def test_what_is_no_mail_of_the_user_is_not_read(box: Box, folder: str) -> None:
    box.put(1, folder=folder)
    below = box.sim.mailbox.add_folder("Below", folder)
    id_ = box.put(2, folder=below)
    assert created(box.sync()) == []
    assert box.role.fetch(id_) is None


@pytest.mark.parametrize("id_", ["", "x", "no such\0message/at all", "../me", "a b", "AAMk…", "x" * 2000])
def test_an_id_that_can_be_none_is_not_asked_for(box: Box, id_: str) -> None:
    assert box.role.fetch(id_) is None
    assert box.asked() == []


def test_ids_that_differ_by_the_case_of_a_letter_are_two_messages(box: Box) -> None:
    ids = [box.put(number) for number in range(4)]
    assert len({id_.lower() for id_ in ids}) < 4
    box.sync()
    assert sorted(box.shelf.messages) == sorted(ids)


def test_no_message_is_asked_for_by_itself(box: Box) -> None:
    for number in range(60):
        box.put(number)
    box.sync()
    assert set(box.asked()) == {"folder", "folders", "messages.delta"}


def test_large_messages_make_small_pages(box: Box) -> None:
    box.http = Http(box.timer, limit=600_000)
    for number in range(12):
        box.put(number, text="word " * 20_000)
    pages = box.sync()
    box.http.close()
    assert box.lags_behind == set()
    assert max(len(page.created) for page in pages) <= 5


def test_where_extended_properties_are_refused_mail_is_read_without_them(box: Box) -> None:
    box.put(1)
    box.sim.faults.add("messages.delta", "400", times=3)
    assert subjects(box.sync()) == ["Letter 1"]


# ---------------------------------------------------------------- the first reading


def test_the_whole_mailbox_is_read_from_the_newest_backwards(box: Box) -> None:
    for number in range(400):
        box.put(number, hours=number * 6, folder=("inbox", "archive", "sentitems", "inbox")[number % 4])
    pages = box.sync()
    assert box.lags_behind == set()
    reached = [page.coverage for page in pages if page.coverage is not None]
    assert reached == sorted(reached, reverse=True)
    assert pages[-1].coverage is None


def test_no_page_is_asked_for_twice_though_they_are_asked_for_ahead(box: Box) -> None:
    for number in range(400):
        box.put(number, hours=number * 6, folder=("inbox", "archive", "sentitems", "inbox")[number % 4])
    box.sync()
    asked = [(record.path, record.query) for record in box.sim.requests if "delta" in record.id]
    assert len(asked) == len(set(asked))
    assert box.sim.most_at_once <= AT_ONCE


def test_the_next_page_comes_while_one_is_read() -> None:
    inbox, came = Folder("inbox", "Inbox"), threading.Event()

    def job() -> Answer:
        came.set()
        return Answer((), "after", last=True)

    ahead = Ahead()
    ahead.ask(inbox, "link", job)
    assert came.wait(30)
    assert ahead.take(inbox, "link", pytest.fail).link == "after"


def test_a_page_that_is_not_wanted_any_more_is_forgotten() -> None:
    inbox = Folder("inbox", "Inbox")
    ahead = Ahead()
    ahead.ask(inbox, "old", lambda: Answer((), "wrong", last=True))
    assert ahead.take(inbox, "new", lambda: Answer((), "right", last=True)).link == "right"
    assert ahead.take(inbox, "old", lambda: Answer((), "anew", last=True)).link == "anew"


def test_what_goes_wrong_ahead_goes_wrong_where_the_page_is_taken() -> None:
    inbox = Folder("inbox", "Inbox")

    def job() -> Answer:
        raise Gone("The link ended.")

    ahead = Ahead()
    ahead.ask(inbox, "link", job)
    with pytest.raises(Gone):
        ahead.take(inbox, "link", pytest.fail)


def test_a_reading_that_is_left_waits_for_what_is_under_way() -> None:
    done = threading.Event()

    def job() -> Answer:
        done.set()
        return Answer((), "", last=True)

    ahead = Ahead()
    ahead.ask(Folder("inbox", "Inbox"), "link", job)
    ahead.end()
    assert done.is_set()


def test_people_wait_for_the_last_thirty_days_only(box: Box) -> None:
    for number in range(300):
        box.put(number, hours=number * 8)
        box.put(1000 + number, hours=number * 8, folder="archive")
    shelf, role = box.shelf, box.role
    for page in role.changes(None, shelf.known, None):
        shelf.take(page)
        if page.todo is not None:
            break
    assert page.coverage is not None
    assert page.todo is not None
    assert page.coverage <= NOW - timedelta(days=30)
    newer = {m.provider_id for m in shelf.messages.values() if m.received_at and m.received_at > page.coverage}
    store = box.sim.mailbox.store
    assert newer == {item.immutable_id for item in store.items.values() if item.received > page.coverage.timestamp()}
    assert 0 <= page.todo - (600 - len(shelf.messages)) <= 2
    assert box.sync()[-1].todo is None
    assert box.lags_behind == set()


def test_where_nobody_says_how_many_are_left_some_are(box: Box) -> None:
    for number in range(200):
        box.put(number, hours=number * 12)
    box.sim.faults.add("folder.messages", "400", times=99)
    todo = [page.todo for page in box.sync() if page.todo is not None]
    assert todo[0] >= 1
    assert todo[-1] == 0
    assert box.lags_behind == set()


def test_the_end_of_a_first_reading_is_said(box: Box) -> None:
    box.put(1)
    since = NOW.date() - timedelta(days=120)
    pages = box.sync(since)
    assert [page.todo for page in pages][-1] == 0
    assert pages[-1].coverage == datetime.combine(since, datetime.min.time(), NOW.tzinfo)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 6, 9])
def test_a_kill_after_any_page_loses_nothing_and_reads_nothing_twice(count: int) -> None:
    with a_box() as box:
        for number in range(230):
            box.put(
                number, hours=number * 9, folder=("inbox", "inbox", "sentitems", "archive", "junkemail")[number % 5]
            )
        pages = box.sync(pages=count) if count else []
        pages += box.sync()
        assert box.lags_behind == set()
        ids = [message.provider_id for message in created(pages)]
        assert len(ids) == len(set(ids))


def test_a_process_that_only_ever_takes_one_page_gets_to_the_end(box: Box) -> None:
    for number in range(130):
        box.put(number, hours=number, folder=("inbox", "archive")[number % 2])
    for _ in range(12):
        box.sync(pages=1)
    assert box.lags_behind == set()


def test_mail_that_comes_between_pages_is_read_once(box: Box) -> None:
    for number in range(120):
        box.put(number, hours=number)
    shelf = box.shelf
    for at, page in enumerate(box.role.changes(None, shelf.known, None)):
        shelf.take(page)
        box.put(500 + at)
        box.put(600 + at, folder="archive")
    box.sync()
    assert box.lags_behind == set()


def test_what_is_moved_or_deleted_during_a_first_reading_ends_up_right(box: Box) -> None:
    ids = [box.put(number, hours=number, folder=("inbox", "archive")[number % 2]) for number in range(160)]
    shelf, mailbox = box.shelf, box.sim.mailbox
    for at, page in enumerate(box.role.changes(None, shelf.known, None)):
        shelf.take(page)
        mailbox.move(ids[at * 2], "archive")
        mailbox.move(ids[159 - at * 2], "inbox")
        mailbox.trash(ids[20 + at])
        mailbox.delete(ids[130 - at])
        mailbox.junk(ids[60 + at])
    box.sync()
    assert box.lags_behind == set()
    assert {m.provider_id for m in shelf.messages.values() if m.spam} == set(mailbox.messages("junkemail"))


def test_pages_that_repeat_themselves_and_empty_ones_do_no_harm(box: Box) -> None:
    box.sim.mailbox.quirks.replays, box.sim.mailbox.quirks.empty_pages = 2, True
    for number in range(130):
        box.put(number, hours=number)
    pages = box.sync()
    assert len(created(pages)) == 130
    box.put(200)
    assert subjects(box.sync()) == ["Letter 200"]


def test_pages_smaller_than_wished_for_do_no_harm(box: Box) -> None:
    box.sim.mailbox.quirks.largest_page = 7
    for number in range(30):
        box.put(number, hours=number)
    box.sync()
    assert box.lags_behind == set()


def test_more_mail_than_a_filter_gives_is_read_to_its_end(box: Box) -> None:
    many(box, FILTERED + 120)
    box.sync(pages=60)
    box.sync(NOW.date() - timedelta(days=100))
    assert box.lags_behind == set()


def test_a_kill_beyond_what_a_filter_gives_loses_nothing(box: Box) -> None:
    many(box, FILTERED + 230)
    since = NOW.date() - timedelta(days=100)
    pages = box.sync(since, pages=103)
    pages += box.sync(since, pages=1)
    pages += box.sync(since)
    assert box.lags_behind == set()
    assert len(created(pages)) == FILTERED + 230


def many(box: Box, count: int) -> None:
    """So many small messages within ninety days."""
    body = {"contentType": "html", "content": "<p>Hello</p>"}
    at = NOW.timestamp()
    box.sim.mailbox.generate(count, lambda n: ({"subject": f"{n}", "body": body}, at - n * 1000), lambda n: b"")


def test_mail_from_before_the_first_day_is_left_out_and_asked_for_later(box: Box) -> None:
    box.put(1, hours=24 * 100)
    box.put(2, hours=24 * 20)
    box.put(3)
    shorter, longer = NOW.date() - timedelta(days=30), NOW.date() - timedelta(days=120)
    assert sorted(subjects(box.sync(shorter))) == ["Letter 2", "Letter 3"]
    assert subjects(box.sync(longer)) == ["Letter 1"]
    assert created(box.sync(shorter)) == []
    assert box.lags_behind == set()


def test_old_mail_that_is_brought_in_later_is_left_out(box: Box) -> None:
    since = NOW.date() - timedelta(days=30)
    box.sync(since)
    box.put(1, hours=24 * 100)
    box.put(2, hours=24 * 10)
    assert subjects(box.sync(since)) == ["Letter 2"]


# ---------------------------------------------------------------- polls


def test_a_poll_with_nothing_new_is_four_requests_and_grows_nothing(box: Box) -> None:
    for number in range(12):
        box.put(number, folder=box.sim.mailbox.add_folder(f"Folder {number}"))
    box.sync()
    box.sync()  # once, every folder is asked for what happened during the first reading
    size = len(box.shelf.cursor or "")
    for _ in range(30):
        box.asked()
        assert created(box.sync()) == []
        assert len(box.asked()) == 4 or "folders" in box.asked()
        assert len(box.shelf.cursor or "") == size


def test_a_cursor_of_ten_folders_is_short(box: Box) -> None:
    for number in range(10 - len(("inbox", "sentitems", "archive", "junkemail"))):
        box.put(number, folder=box.sim.mailbox.add_folder(f"Folder {number}"))
    box.sync()
    cursor = box.shelf.cursor or ""
    links = sum(len(place.link) for place in Progress.parse(cursor).places)
    assert len(cursor) < links + 10 * 40 + 250


def test_mail_filed_by_a_rule_is_found_by_the_next_poll_in_any_folder(box: Box) -> None:
    mailbox = box.sim.mailbox
    places = [mailbox.add_folder(f"Folder {number}", "inbox") for number in range(6)] + [
        "sentitems",
        "archive",
        "junkemail",
    ]
    box.sync()
    box.sync()
    for number, folder in enumerate(places):
        box.timer.sleep(60)
        mailbox.deliver(letter(number), folder)
        assert subjects(box.sync()) == [f"Letter {number}"]


def test_two_messages_of_one_second_filed_by_a_rule_are_both_found(box: Box) -> None:
    place = box.sim.mailbox.add_folder("Rule")
    box.sync()
    box.sync()
    for number in range(3):
        box.put(number, folder=place)
        assert subjects(box.sync()) == [f"Letter {number}"]


def test_a_new_folder_is_read_as_soon_as_it_has_new_mail(box: Box) -> None:
    box.sync()
    box.sync()
    place = box.sim.mailbox.add_folder("New", "inbox")
    box.put(1, folder=place)
    (message,) = created(box.sync())
    assert message.folder == "New"


def test_what_changes_nothing_that_we_read_is_no_news(box: Box) -> None:
    id_ = box.put(1)
    box.sync()
    box.sync()
    for thin in (True, False):
        box.sim.mailbox.quirks.thin = thin
        box.sim.mailbox.read(id_)
        box.asked()
        assert created(box.sync()) == []
        assert box.asked() == ["messages", *["messages.delta"] * 3]


def test_what_is_said_once_more_is_no_news(box: Box) -> None:
    id_ = box.put(1)
    box.sync()
    box.sim.mailbox.repeat(id_)
    pages = box.sync()
    assert nothing(pages)


@pytest.mark.parametrize("reason", ["changed", "deleted"])
def test_what_is_said_to_be_gone_is_not_believed_without_a_look(box: Box, reason: Any) -> None:
    id_ = box.put(1)
    box.sync()
    box.sim.mailbox.falsely_remove(id_, reason)
    pages = box.sync()
    assert nothing(pages)
    assert box.lags_behind == set()


def test_what_is_said_to_be_gone_before_it_was_told_is_found_all_the_same(box: Box) -> None:
    box.sync()
    box.sim.mailbox.falsely_remove(box.put(1))
    assert subjects(box.sync()) == ["Letter 1"]


def test_a_message_moved_to_another_folder_is_still_the_same(box: Box) -> None:
    id_ = box.put(1)
    box.sync()
    box.sim.mailbox.move(id_, box.sim.mailbox.add_folder("Jobs"))
    for _ in range(10):
        pages = box.sync()
        assert nothing(pages)
    found = box.role.fetch(id_)
    assert found is not None
    assert found.folder == "Jobs"


def test_the_bin_takes_and_gives_back(box: Box) -> None:
    id_ = box.put(1)
    box.sync()
    box.sim.mailbox.trash(id_)
    assert destroyed(box.sync()) == [id_]
    box.sim.mailbox.move(id_, "inbox")
    assert subjects(box.sync()) == ["Letter 1"]
    box.sim.mailbox.delete(id_)
    assert destroyed(box.sync()) == [id_]


def test_moving_to_junk_and_back_delivers_the_message_anew(box: Box) -> None:
    id_ = box.put(1)
    box.sync()
    box.sim.mailbox.junk(id_)
    assert [(m.provider_id, m.spam) for m in created(box.sync())] == [(id_, True)]
    box.sim.mailbox.move(id_, "inbox")
    assert [(m.provider_id, m.spam) for m in created(box.sync())] == [(id_, False)]
    assert box.lags_behind == set()


def test_a_draft_that_is_sent_is_read_as_sent(box: Box) -> None:
    id_ = box.put(1, folder="drafts")
    box.sync()
    box.sim.mailbox.user_sends_draft(id_)
    box.timer.sleep(600)
    assert [(m.provider_id, m.sent) for m in created(box.sync())] == [(id_, True)]


def test_much_that_is_gone_is_compared_with_the_mailbox_and_not_asked_for_one_by_one(box: Box) -> None:
    ids = [box.put(number) for number in range(MANY_REMOVED + 60)]
    kept = box.put(999)
    box.sync()
    for id_ in ids:
        box.sim.mailbox.trash(id_)
    box.asked()
    gone = destroyed(box.sync())
    gone += destroyed(box.sync())
    assert sorted(gone) == sorted(ids)
    assert box.lags_behind == set()
    assert list(box.shelf.messages) == [kept]


def test_many_changes_come_in_pages_and_a_kill_loses_none(box: Box) -> None:
    box.sync()
    box.sync()
    for number in range(180):
        box.put(number)
    pages = box.sync(pages=2)
    assert len(created(pages)) == 100
    pages += box.sync()
    ids = [message.provider_id for message in created(pages)]
    assert len(ids) == len(set(ids)) == 180


# ---------------------------------------------------------------- folders come and go


def test_a_folder_that_is_deleted_takes_its_mail_with_it(box: Box) -> None:
    store = box.sim.mailbox.store
    place = box.sim.mailbox.add_folder("Old jobs")
    id_ = box.put(1, folder=place)
    box.put(2)
    box.sync()
    key = store.folder(place).key
    store.folders[key].parent = "deleteditems"
    gone = [id_ for _ in range(8) for id_ in destroyed(box.sync())]
    assert gone == [id_]


def test_a_folder_that_is_gone_for_good_stops_nothing(box: Box) -> None:
    store = box.sim.mailbox.store
    place = box.sim.mailbox.add_folder("Old jobs")
    id_ = box.put(1, folder=place)
    box.sync()
    key = store.folder(place).key
    box.sim.mailbox.delete(id_)
    del store.folders[key]
    assert [id_ for _ in range(8) for id_ in destroyed(box.sync())] == [id_]
    box.put(2)
    assert subjects(box.sync()) == ["Letter 2"]


def test_a_folder_by_another_name_is_called_by_it_in_time(box: Box) -> None:
    place = box.sim.mailbox.add_folder("Jobs")
    box.sync()
    box.sim.mailbox.store.folder(place).name = "Old jobs"
    for _ in range(6):
        box.sync()
    box.put(1, folder=place)
    assert [message.folder for message in created(box.sync())] == ["Old jobs"]


# ---------------------------------------------------------------- cursors that end


@pytest.mark.parametrize("spelling", sorted(SPELLINGS))
def test_a_cursor_that_microsoft_lost_is_said_and_reading_anew_delivers_only_what_is_new(
    box: Box, spelling: str
) -> None:
    ids = [box.put(number, hours=number) for number in range(70)]
    box.sync()
    box.sync()
    box.sim.mailbox.trash(ids[0])
    box.sim.mailbox.delete(ids[1])
    box.put(100)
    box.sim.delta.expire_tokens(spelling)
    pages = box.sync()
    assert subjects(pages) == ["Letter 100"]
    assert sorted(destroyed(pages)) == sorted(ids[:2])
    assert any("Inbox" in problem and "once again" in problem for problem in problems(pages))
    for _ in range(8):
        box.sync()
    assert problems(box.sync()) == []
    assert box.lags_behind == set()


def test_a_kill_while_a_folder_is_read_again_forgets_no_loss(box: Box) -> None:
    ids = [box.put(number, hours=number) for number in range(160)]
    box.sync()
    box.sync()
    box.sim.mailbox.delete(ids[70])
    box.sim.delta.expire_tokens()
    box.sync(pages=2)
    assert ids[70] in box.shelf.messages
    box.sync()
    assert box.lags_behind == set()


@pytest.mark.parametrize("spelling", sorted(SPELLINGS))
def test_a_walk_whose_link_ended_begins_again_and_delivers_nothing_twice(box: Box, spelling: str) -> None:
    for number in range(160):
        box.put(number, hours=number)
    pages = box.sync(pages=2)
    box.sim.delta.expire_next_links(spelling)
    pages += box.sync()
    ids = [message.provider_id for message in created(pages)]
    assert len(ids) == len(set(ids)) == 160


def test_a_link_that_ends_each_time_is_left_for_another_time(box: Box) -> None:
    for number in range(60):
        box.put(number)
    box.sim.faults.add("skiptoken|messages.delta", "410", times=50, skip=1)
    with pytest.raises(Temporary):
        box.sync()
    box.sim.faults.clear()
    box.sync()
    assert box.lags_behind == set()


@pytest.mark.parametrize(
    "cursor",
    [
        "no cursor of ours",
        "{}",
        "[]",
        "null",
        '{"v":2}',
        '{"v":1,"s":null,"t":0,"r":0,"a":0,"c":0,"x":"","y":"","f":[[]]}',
        "[" * 5000,
    ],
)
def test_a_cursor_of_nobody_is_expired_before_anything_is_asked(box: Box, cursor: str) -> None:
    with pytest.raises(CursorExpired):
        list(box.role.changes(cursor, set, None))
    assert box.asked() == []


def test_a_cursor_keeps_all_that_it_was_given(box: Box) -> None:
    box.put(1)
    for number in range(70):
        box.put(number, hours=number * 24, folder="archive")
    for _ in range(6):
        box.sync(NOW.date() - timedelta(days=400), pages=1)
        cursor = box.shelf.cursor or ""
        assert Progress.parse(cursor).text() == cursor
        assert json.loads(cursor)["v"] == 1


def test_everything_is_read_again_without_a_cursor_and_only_what_is_new_comes(box: Box) -> None:
    ids = [box.put(number, hours=number) for number in range(20)]
    box.sync()
    box.sim.mailbox.delete(ids[3])
    box.put(50)
    box.shelf.cursor = None
    pages = box.sync()
    assert subjects(pages) == ["Letter 50"]
    assert destroyed(pages) == [ids[3]]


def test_a_list_that_breaks_off_makes_nothing_gone(box: Box) -> None:
    box.put(1)
    box.sync()
    box.shelf.cursor = None
    box.sim.faults.add("/me/messages messages$", "503", times=1000)
    with pytest.raises(Temporary):
        box.sync()
    assert len(box.shelf.messages) == 1


# ---------------------------------------------------------------- faults


def test_a_fault_in_the_middle_keeps_what_was_read(box: Box) -> None:
    for number in range(160):
        box.put(number, hours=number)
    box.sim.faults.add("messages.delta", "503", times=1000, skip=5)
    with pytest.raises(Temporary):
        box.sync()
    assert 50 <= len(box.shelf.messages) < 160
    box.sim.faults.clear()
    box.sync()
    assert box.lags_behind == set()


def test_what_microsoft_refuses_for_good_is_said_in_two_lines(box: Box) -> None:
    box.sim.faults.add("/me/", "400", times=1000)
    with pytest.raises(Unreadable) as caught:
        box.sync()
    assert len(str(caught.value).splitlines()) == 2
    assert "mine" in str(caught.value)


def test_a_sign_in_that_ended_is_said(box: Box) -> None:
    box.sync()
    box.sim.faults.add("/me/", "401", times=1000)
    with pytest.raises(NeedsLogin):
        box.sync()


def test_an_account_for_reading_writes_nothing(box: Box) -> None:
    role = box.role
    for write in (role.submit, role.prepare, role.discard):
        with pytest.raises(Refused):
            write(submission())
    assert box.asked() == []


def test_reading_takes_at_most_two_requests_at_a_time_and_writes_nothing(box: Box) -> None:
    box.put(1)
    before = box.sim.mailbox.snapshot()
    box.sync()
    box.sync()
    assert {record.method for record in box.sim.requests} == {"GET"}
    assert box.sim.most_at_once == 1
    assert box.sim.mailbox.snapshot() == before


# ---------------------------------------------------------------- anything at all


ACTIONS = (
    "deliver",
    "file",
    "junk",
    "trash",
    "restore",
    "delete",
    "move",
    "read",
    "false",
    "repeat",
    "sync",
    "kill",
    "expire",
    "next",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 30)), max_size=25))
def test_whatever_happens_the_store_ends_as_the_mailbox_is(actions: list[tuple[str, int]]) -> None:
    with a_box() as box:
        mailbox = box.sim.mailbox
        mailbox.quirks.largest_page = 3
        own = [mailbox.add_folder("One"), mailbox.add_folder("Two", "inbox")]
        for number in range(9):
            box.put(number, hours=number, folder=("inbox", "archive", own[0])[number % 3])
        box.sync()
        for number, (action, which) in enumerate(actions):
            box.timer.sleep(60)
            ids = mailbox.messages()
            id_ = ids[which % len(ids)] if ids else mailbox.deliver(letter(1000 + number))
            match action:
                case "deliver":
                    mailbox.deliver(letter(100 + number))
                case "file":
                    mailbox.deliver(letter(100 + number), (*own, "archive", "sentitems", "junkemail")[which % 5])
                case "junk":
                    mailbox.junk(id_)
                case "trash":
                    mailbox.trash(id_)
                case "restore" | "move":
                    mailbox.move(id_, (*own, "inbox", "archive")[which % 4])
                case "delete":
                    mailbox.delete(id_)
                case "read":
                    mailbox.read(id_)
                case "false":
                    mailbox.falsely_remove(id_)
                case "repeat":
                    mailbox.repeat(id_)
                case "sync":
                    box.sync()
                case "kill":
                    box.sync(pages=1 + which % 3)
                case "expire":
                    box.sim.delta.expire_tokens(sorted(SPELLINGS)[which % len(SPELLINGS)])
                case "next":
                    box.sim.delta.expire_next_links()
        for _ in range(8):  # every folder has its turn
            box.sync()
        assert box.lags_behind == set()
        if not {"expire", "next"} & {action for action, _ in actions}:  # else nobody can tell what moved meanwhile
            spam = {m.provider_id for m in box.shelf.messages.values() if m.spam}
            assert spam == set(mailbox.messages("junkemail"))
