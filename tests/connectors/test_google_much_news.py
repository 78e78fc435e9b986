"""News that are too many to wait for: after a holiday, or a great deal moved out of spam."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.base import MailPage
from connectors.google import walk
from connectors.google.pace import Pace
from connectors.google.progress import Progress
from tests.connectors.test_google_mail import Box, a_box, subjects
from tests.contracts import NOW

MANY = 40


@pytest.fixture(autouse=True, scope="module")
def sizes() -> Iterator[None]:
    """The same in small."""
    with pytest.MonkeyPatch.context() as patch:
        for name, size in {
            "MANY": MANY,
            "PAGE_MESSAGES": 20,
            "FIRST_PAGES": 5,
            "RECENT": 5,
            "LEAST": 5,
            "SPARE": 40,
        }.items():
            patch.setattr(walk, name, size)
        yield


@pytest.fixture
def box() -> Iterator[Box]:
    with a_box() as found:
        yield found


def came_home(box: Box, count: int = 100) -> None:
    """So many messages since the last look, the latest one with the highest number."""
    box.sync()
    for number in range(count):
        box.put(number, (count - number) / 60)


def until_it_may_rest(box: Box) -> list[MailPage]:
    """As a command reads: until the next page would have to wait, as soon as people may stop waiting."""
    pages = []
    for page in box.role.changes(box.shelf.cursor, box.shelf.known, None):
        box.shelf.take(page)
        pages.append(page)
        if page.todo is not None and page.wait > 0:
            break
    return pages


def same_spam(box: Box) -> bool:
    there = box.sim.mailbox.messages
    return all(message.spam == ("SPAM" in there[id_].labels) for id_, message in box.shelf.messages.items())


def test_job_like_and_the_latest_news_come_before_the_rest(box: Box) -> None:
    box.sync()
    box.put(900, 3, "We are pleased to offer you the job.")
    for number in range(100):
        box.put(number, 2 - number / 60)
    pages = box.sync()
    first = subjects([page for page in pages if page.todo is None])
    assert first == ["Letter 900", *(f"Letter {number}" for number in (99, 98, 97, 96, 95))]
    rest = subjects(pages)[len(first) :]
    assert rest == [f"Letter {number}" for number in range(94, -1, -1)]
    assert pages[-1].todo == 0
    assert box.lags_behind == set()


def test_a_few_news_are_read_as_ever(box: Box) -> None:
    came_home(box, MANY)
    assert {page.todo for page in box.sync()} == {None}


def test_a_command_does_not_wait_for_all_of_them_and_the_quota_is_kept(tmp_path: Path) -> None:
    with a_box(600, 600, tmp_path / "pace.json") as box:
        came_home(box)
        start, rounds = box.timer.now(), 0
        while box.lags_behind or rounds == 0:
            before = box.timer.now()
            box.pace = Pace(tmp_path / "pace.json", box.timer, 600)
            page = until_it_may_rest(box)[-1]
            assert box.timer.now() - before < 62, "the first ones only"
            box.timer.sleep(page.wait)
            rounds += 1
            assert rounds < 40
        assert rounds > 2
        assert box.timer.now() - start < 360, "2,000 units and some lists, 600 a minute"
        assert box.sim.quota.refused == 0
        assert Progress.parse(box.shelf.cursor or "").top == 0


def test_while_they_are_read_nothing_older_counts_as_read(box: Box) -> None:
    came_home(box)
    pages = box.sync()
    found = {page.coverage for page in pages if page.todo}
    assert found == {datetime.fromtimestamp(NOW.timestamp(), UTC)}
    assert pages[-1].coverage is None


@pytest.mark.parametrize("count", range(1, 14, 2))
def test_a_kill_after_any_page_loses_nothing_and_fetches_nothing_new_twice(box: Box, count: int) -> None:
    came_home(box)
    box.asked()
    box.sync(pages=count)
    box.put(901)
    box.sync(pages=count)
    box.sync()
    assert box.lags_behind == set()
    assert len(box.asked("messages.get")) == 101
    box.sync()
    assert box.asked() == ["history.list"]


def test_what_was_moved_out_of_spam_is_not_fetched_over_and_over(box: Box) -> None:
    ids = [box.put(number, number / 60, labels=("SPAM",)) for number in range(100)]
    box.sync()
    for id_ in ids:
        box.sim.mailbox.label(id_, add=("INBOX",), remove=("SPAM",))
    box.asked()
    for _ in range(8):
        box.sync(pages=4)
    box.sync()
    assert same_spam(box)
    assert 100 <= len(box.asked("messages.get")) <= 100 + 2 * walk.FIRST_PAGES
    box.sync()
    assert box.asked() == ["history.list"]


def test_news_in_the_midst_of_a_first_reading_wait_until_its_first_part_is_read(box: Box) -> None:
    for number in range(100):
        box.put(1000 + number, 50 + number, "We are pleased to offer you the job.")
    box.sync(pages=1)
    for number in range(100):
        box.put(number, 1)
    box.sync(pages=3)
    box.sync()
    box.sync()
    assert box.lags_behind == set()


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "trash", "restore", "delete", "spam", "unspam", "killed"]), st.integers(0, 8)
        ),
        max_size=14,
    )
)
def test_whatever_happens_among_kills_the_store_ends_as_the_mailbox_is(actions: list[tuple[str, int]]) -> None:
    with a_box() as box:
        mailbox = box.sim.mailbox
        came_home(box, 70)
        for what, number in actions:
            chosen = [m.id for m in mailbox.messages.values()][number::9]
            match what:
                case "put":
                    for more in range(number * 8):
                        box.put(200 + more)
                case "trash":
                    for id_ in chosen:
                        mailbox.trash(id_)
                case "restore":
                    for id_ in chosen:
                        mailbox.label(id_, add=("INBOX",), remove=("TRASH",))
                case "delete":
                    for id_ in chosen:
                        mailbox.delete(id_)
                case "spam":
                    for id_ in chosen:
                        mailbox.label(id_, add=("SPAM",), remove=("INBOX",))
                case "unspam":
                    for id_ in chosen:
                        mailbox.label(id_, add=("INBOX",), remove=("SPAM",))
                case "killed":
                    box.sync(pages=number + 1)
        box.sync()
        assert box.lags_behind == set()
        assert same_spam(box)
