"""A first sync stops where what people wait for was read; the older rest comes with the next ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from agent.store import views
from agent.store.store import Store
from agent.sync import AccountSync, Terms
from connectors.base import (
    FIRST_LOOK,
    Connector,
    Cursor,
    CursorExpired,
    Look,
    MailPage,
    MailRole,
    Message,
    Receipt,
    Submission,
)
from tests.contracts import NOW, USER, letter

TERMS = Terms(frozenset({USER}), "UTC", timedelta(days=120))


class SlowMail(MailRole):
    """A mailbox of numbered letters: the first ten are what people wait for, then pages of ten, each after a pause."""

    def __init__(self, count: int, wait: float = 30.0) -> None:
        self.count, self.wait = count, wait
        self.expired = False

    def changes(
        self, cursor: Cursor | None, known: Callable[[], Collection[str]], since: date | None
    ) -> Iterator[MailPage]:
        if self.expired and cursor is not None:
            self.expired = False
            raise CursorExpired("too old")
        start = int(cursor or 0)
        while True:
            end = min(start + 10, self.count)
            created = tuple(Message(str(n), letter(n), received_at=NOW) for n in range(start, end))
            todo = self.count - end
            yield MailPage(created, cursor=str(end), checked=end - start, todo=todo, wait=self.wait if todo else 0.0)
            start = end
            if not todo:
                return

    def fetch(self, provider_id: str) -> Message | None:
        return None

    def submit(self, submission: Submission) -> Receipt:
        raise NotImplementedError

    def reconcile(self, submission: Submission, look: Look = FIRST_LOOK) -> Receipt | None:
        raise NotImplementedError


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.opened(tmp_path) as opened:
        opened.accounts.configure([("mail", "google")])
        yield opened


def sync(store: Store, mail: SlowMail) -> tuple[int, dict[str, object], list[str]]:
    """How many new messages a sync brought, the coverage it shows, and its problems."""
    one = AccountSync(store, Connector("mail", "google", mail, None), TERMS)
    counts = one.run(NOW)
    (shown,) = views.accounts(store.db.connection)
    coverage = shown["coverage"]
    assert isinstance(coverage, dict)
    return counts.new, coverage, one.problems


def test_the_first_sync_returns_after_what_people_wait_for_and_says_what_is_to_come(store: Store) -> None:
    new, coverage, _ = sync(store, SlowMail(35))
    assert new == 10
    assert (coverage["complete"], coverage["todo"]) == (False, 25)
    assert store.accounts.freshness()["mail"].complete  # letters may be drafted from now on


def test_the_next_syncs_go_on_as_far_as_the_provider_lets_them(store: Store) -> None:
    mail = SlowMail(35)
    found = [sync(store, mail)[0] for _ in range(5)]
    assert found == [10, 10, 10, 5, 0]
    _, coverage, _ = sync(store, mail)
    assert (coverage["complete"], coverage["todo"]) == (True, 0)


def test_where_nothing_has_to_wait_the_second_sync_reads_all_the_rest(store: Store) -> None:
    mail = SlowMail(35, wait=0.0)
    assert [sync(store, mail)[0] for _ in range(2)] == [10, 25]


def test_a_small_mailbox_is_read_at_once(store: Store) -> None:
    new, coverage, _ = sync(store, SlowMail(7))
    assert (new, coverage["complete"]) == (7, True)


def test_an_expired_cursor_is_said_and_everything_is_read_once_again(store: Store) -> None:
    mail = SlowMail(7)
    sync(store, mail)
    mail.expired = True
    new, _, problems = sync(store, mail)
    assert new == 7
    assert any("everything is read once again" in line for line in problems)
