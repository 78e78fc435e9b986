"""At most once, and never silently: the outbox under kills, faults and a person's answers.

The provider here counts what it received. A kill is an exception that no code of ours may catch, raised at every point
between two writes; afterwards everything in memory is gone and the store is opened again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from agent.casebook import renew
from agent.delivery import approval
from agent.delivery.outbox import Outbox
from agent.errors import UserError
from agent.model import Draft
from agent.store.store import Store
from connectors.base import (
    FIRST_LOOK,
    CalendarPage,
    CalendarRole,
    Connector,
    Cursor,
    EventAnswer,
    Look,
    MailPage,
    MailRole,
    Message,
    OutcomeUnknown,
    Receipt,
    Refused,
    Submission,
    Temporary,
    Window,
)
from tests.delivery.build import NOW, interview, written

HOLD = timedelta(seconds=60)


class Killed(BaseException):
    """The process is gone at this point."""


@dataclass
class Provider:
    """What the other side has received; survives every kill."""

    received: list[str] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    fault: str = "none"
    """What happens to the next submission or calendar answer."""
    can_look: bool = False
    """Whether a lost outcome can be found out by looking."""


class FakeMail(MailRole):
    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def changes(
        self, cursor: Cursor | None, known: Callable[[], Collection[str]], since: date | None
    ) -> Iterator[MailPage]:
        yield MailPage(cursor="1")

    def fetch(self, provider_id: str) -> Message | None:
        return None

    def submit(self, submission: Submission) -> Receipt:
        fault, self._provider.fault = self._provider.fault, "none"
        if fault == "refused":
            raise Refused("the mailbox says no")
        if fault == "temporary":
            raise Temporary("the network is away")
        if fault == "killed before":
            raise Killed
        if fault == "crashed before":
            raise RuntimeError("a bug in the connector")
        self._provider.received.append(submission.message_id)
        if fault == "killed after":
            raise Killed
        if fault == "unknown after":
            raise OutcomeUnknown("the connection broke")
        return Receipt("r1")

    def reconcile(self, submission: Submission, look: Look = FIRST_LOOK) -> Receipt | None:
        if not self._provider.can_look:
            raise OutcomeUnknown("looking does not tell")
        return Receipt("found") if submission.message_id in self._provider.received else None


class FakeCalendar(CalendarRole):
    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def read(self, window: Window, cursor: Cursor | None) -> CalendarPage | None:
        return None

    def answer(self, answer: EventAnswer) -> Receipt:
        fault, self._provider.fault = self._provider.fault, "none"
        if fault == "calendar refused":
            raise Refused("the event changed meanwhile")
        if fault == "calendar killed":
            raise Killed
        if answer.uid not in self._provider.declined:
            self._provider.declined.append(answer.uid)
        return Receipt("done")


class World:
    """A state folder, a provider, and the steps that a person or the clock can take."""

    def __init__(self, directory: Path, *, can_send: bool = True, can_answer: bool = True) -> None:
        self.directory = directory
        self.provider = Provider()
        self.now = NOW
        self.can_send, self.can_answer = can_send, can_answer
        self.approvals = 0
        with self.opened() as (store, _):
            store.accounts.configure([("home", "local")])
            (draft,) = renew([], [written(interview())], NOW)
            store.drafts.save(draft, [])
        self.id = draft.id

    def connect(self, name: str) -> Connector:
        mail, calendar = FakeMail(self.provider), FakeCalendar(self.provider)
        return Connector(name, "fake", mail, calendar, self.can_send, self.can_answer)

    @contextmanager
    def opened(self) -> Iterator[tuple[Store, Outbox]]:
        """The store of a fresh process; what a killed one left is settled first, as every command does."""
        with Store.opened(self.directory) as store:
            outbox = Outbox(store, self.connect, ("sam.lee@example.net",))
            outbox.recover(self.now)
            yield store, outbox

    @property
    def draft(self) -> Draft:
        with Store.opened(self.directory) as store:
            draft = store.drafts.get(self.id)
        assert draft is not None
        return draft

    def draft_in(self, store: Store) -> Draft:
        draft = store.drafts.get(self.id)
        assert draft is not None
        return draft

    def clock(self) -> datetime:
        return self.now

    def approve(self) -> None:
        with self.opened() as (store, outbox):
            draft = self.draft_in(store)
            new = approval.approve(draft, draft.digest, self.now, HOLD)
            outbox.accept(new, b"Subject: x\r\n\r\nbye", f"<{self.approvals}@example.net>")
            self.approvals += 1

    def undo(self) -> None:
        with self.opened() as (store, outbox):
            draft = self.draft_in(store)
            new = approval.undo(draft, self.now)
            assert outbox.withdraw(draft, self.now)
            store.drafts.save(new)

    def deliver(self, fault: str = "none") -> None:
        self.provider.fault = fault
        try:
            with self.opened() as (store, outbox):
                due = tuple(o.draft for o in store.outbox.in_state("held") if o.due <= self.now)
                outbox.deliver(self.clock, due)
                outbox.finish_calendars(self.clock)
        except Killed:
            pass
        self.provider.fault = "none"

    def settle(self) -> None:
        """Whatever a killed process left in flight is looked into by the next one."""
        with self.opened():
            pass


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def approved(world: World) -> World:
    world.approve()
    world.now += HOLD
    return world


def test_an_approved_letter_leaves_after_the_hold_and_the_calendar_is_answered(world: World) -> None:
    world.approve()
    world.deliver()
    assert world.provider.received == []
    world.now += HOLD
    world.deliver()
    assert world.provider.received == ["<0@example.net>"]
    assert world.provider.declined == ["uid-1"]
    assert world.draft.status == "sent"
    assert world.draft.letter.calendar[0].result == "done"


def test_a_second_delivery_sends_nothing_more(world: World) -> None:
    approved(world).deliver()
    world.deliver()
    assert len(world.provider.received) == 1


def test_without_an_approval_nothing_leaves(world: World) -> None:
    world.now += timedelta(days=1)
    world.deliver()
    assert world.provider.received == []


def test_undo_takes_it_back(world: World) -> None:
    world.approve()
    world.undo()
    world.now += HOLD
    world.deliver()
    assert world.provider.received == []
    assert world.draft.status == "waiting"


def test_killed_during_the_call_is_unsure_and_never_repeated(world: World) -> None:
    for fault in ("killed before", "killed after"):
        approved(world).deliver(fault)
        world.settle()
        assert world.draft.status == "unsure"
        before = list(world.provider.received)
        world.now += timedelta(hours=1)
        world.deliver()
        assert world.provider.received == before
        with Store.opened(world.directory) as store:
            outgoing = store.outbox.open(world.id)
            assert outgoing is not None
            Outbox(store, world.connect, ()).unsent(world.draft_in(store), outgoing, world.now)


def test_what_can_be_looked_up_is_settled_without_a_question(world: World) -> None:
    world.provider.can_look = True
    approved(world).deliver("killed after")
    world.settle()
    assert world.draft.status == "sent"
    assert len(world.provider.received) == 1
    world.deliver()
    assert world.provider.declined == ["uid-1"]


def test_a_certain_no_found_by_looking_has_failed(world: World) -> None:
    world.provider.can_look = True
    approved(world).deliver("killed before")
    world.settle()
    assert world.draft.status == "failed"


def test_an_unknown_outcome_is_unsure_and_the_calendar_stays_unanswered(world: World) -> None:
    approved(world).deliver("unknown after")
    assert world.draft.status == "unsure"
    assert world.provider.declined == []


def test_a_bug_in_a_connector_is_unsure_not_repeated(world: World) -> None:
    approved(world).deliver("crashed before")
    assert world.draft.status == "unsure"


def test_a_refusal_fails_with_its_reason_and_needs_a_new_approval(world: World) -> None:
    approved(world).deliver("refused")
    assert (world.draft.status, world.draft.outcome) == ("failed", "the mailbox says no")
    world.deliver()
    assert world.provider.received == []
    approved(world).deliver()
    assert len(world.provider.received) == 1


def test_a_temporary_fault_waits_under_the_same_approval(world: World) -> None:
    approved(world).deliver("temporary")
    assert world.draft.status == "approved"
    world.now += timedelta(minutes=6)
    world.deliver()
    assert len(world.provider.received) == 1


def test_an_approval_of_yesterday_is_asked_for_again(world: World) -> None:
    world.approve()
    world.now += timedelta(hours=25)
    world.deliver()
    assert world.provider.received == []
    assert world.draft.status == "waiting"


def test_a_row_changed_behind_our_back_never_leaves_under_an_old_yes(world: World) -> None:
    approved(world)
    with Store.opened(world.directory) as store:
        draft = world.draft_in(store)
        store.drafts.save(replace(draft, letter=replace(draft.letter, body="Something else.")))
    world.deliver()
    assert world.provider.received == []


def test_a_refused_calendar_answer_leaves_the_letter_sent(tmp_path: Path) -> None:
    world = approved(World(tmp_path))
    with world.opened() as (store, outbox):
        draft = world.draft_in(store)
        world.provider.fault = "calendar refused"
        outbox.answer_calendar(replace(draft, status="sent"), world.now)
        assert world.draft_in(store).letter.calendar[0].result == "the event changed meanwhile"
        assert outbox.finish_calendars(world.clock) == []
        outbox.answer_calendar(world.draft_in(store), world.now, again=True)
        assert world.draft_in(store).letter.calendar[0].result == "done"


def test_an_account_that_may_only_read_refuses_the_approval(tmp_path: Path) -> None:
    world = World(tmp_path, can_send=False)
    with pytest.raises(UserError, match="only read"):
        world.approve()
    assert world.draft.status == "waiting"


def test_an_account_that_may_only_read_answers_no_calendar(tmp_path: Path) -> None:
    world = approved(World(tmp_path, can_answer=False))
    world.deliver()
    assert world.provider.declined == []
    assert "only read" in str(world.draft.letter.calendar[0].result)


class Deliveries(RuleBasedStateMachine):
    """Any order of approvals, undos, deliveries, faults, kills and answers."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()

    def teardown(self) -> None:
        self.folder.cleanup()

    @initialize(can_look=st.booleans())
    def begin(self, can_look: bool) -> None:
        self.world = World(Path(self.folder.name))
        self.world.provider.can_look = can_look

    @precondition(lambda self: self.world.draft.status in ("waiting", "failed"))
    @rule()
    def approve(self) -> None:
        self.world.approve()

    @precondition(lambda self: self.world.draft.status == "approved")
    @rule()
    def undo(self) -> None:
        self.world.undo()

    @rule(minutes=st.sampled_from([1, 6, 60]))
    def wait(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    @rule(
        fault=st.sampled_from(
            [
                "none",
                "refused",
                "temporary",
                "killed before",
                "killed after",
                "unknown after",
                "crashed before",
                "calendar killed",
                "calendar refused",
            ]
        )
    )
    def deliver(self, fault: str) -> None:
        self.world.deliver(fault)

    @precondition(lambda self: self.world.draft.status == "unsure")
    @rule()
    def answer_truly(self) -> None:
        with self.world.opened() as (store, outbox):
            draft = self.world.draft_in(store)
            outgoing = store.outbox.open(draft.id)
            assert outgoing is not None
            if outgoing.submission.message_id in self.world.provider.received:
                outbox.confirmed(draft, outgoing, self.world.now)
            else:
                outbox.unsent(draft, outgoing, self.world.now)

    @invariant()
    def each_approval_sends_at_most_once_and_never_without(self) -> None:
        received = self.world.provider.received
        assert len(received) == len(set(received))
        assert len(received) <= self.world.approvals

    @invariant()
    def no_more_than_one_letter_arrives(self) -> None:
        assert len(self.world.provider.received) <= 1

    @invariant()
    def the_calendar_is_answered_only_after_the_letter(self) -> None:
        assert not self.world.provider.declined or self.world.provider.received

    @invariant()
    def a_letter_said_to_be_sent_was_received(self) -> None:
        if self.world.draft.status == "sent":
            assert self.world.provider.received


Deliveries.TestCase.settings = settings(
    max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestDeliveries = Deliveries.TestCase
