"""Drafts that the provider keeps: made at approval, read back before they go, deleted with the approval, never orphaned."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from agent.casebook import renew
from agent.delivery import approval
from agent.delivery.outbox import GIVE_UP, Outbox
from agent.delivery.outbox.provider import LATE
from agent.model import Draft
from agent.store.store import Store
from connectors.base import (
    FIRST_LOOK,
    Changed,
    Connector,
    Cursor,
    Look,
    MailPage,
    MailRole,
    Message,
    NeedsLogin,
    OutcomeUnknown,
    Receipt,
    Refused,
    Submission,
    Temporary,
)
from tests.delivery.build import NOW, interview, written

HOLD = timedelta(seconds=60)


class Killed(BaseException):
    """The process is gone at this point."""


@dataclass
class Provider:
    """Drafts by reference, and what left; survives every kill."""

    drafts: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Reference → (marker, bytes)."""
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    count: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)
    """(verb, what happens): each happens once."""
    late: bool = False
    """A sent message cannot be found yet."""

    def fault(self, verb: str) -> str:
        for index, (at, what) in enumerate(self.faults):
            if at == verb:
                del self.faults[index]
                return what
        return "none"


class DraftMail(MailRole):
    """A provider such as Gmail, as small as can be: sending a draft consumes it."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def changes(
        self, cursor: Cursor | None, known: Callable[[], Collection[str]], since: date | None
    ) -> Iterator[MailPage]:
        yield MailPage(cursor="1")

    def fetch(self, provider_id: str) -> Message | None:
        return None

    def _before(self, verb: str) -> str:
        what = self._provider.fault(verb)
        errors = {
            "temporary": Temporary("the network is away"),
            "login": NeedsLogin("sign in again"),
            "no": Refused("no"),
            "unknown before": OutcomeUnknown("the connection broke"),
        }
        if what in errors:
            raise errors[what]
        if what == "killed before":
            raise Killed
        return what

    def _after(self, what: str) -> None:
        if what == "killed after":
            raise Killed
        if what == "unknown after":
            raise OutcomeUnknown("the connection broke")

    def prepare(self, submission: Submission) -> str | None:
        what = self._before("prepare")
        for ref, (marker, raw) in self._provider.drafts.items():
            if marker == submission.marker:
                if raw != submission.raw:
                    raise Changed("another text", raw)
                return ref
        self._provider.count += 1
        ref = f"d{self._provider.count}"
        self._provider.drafts[ref] = (submission.marker, submission.raw)
        self._after(what)
        return ref

    def discard(self, submission: Submission) -> None:
        what = self._before("discard")
        ours = [r for r, held in self._provider.drafts.items() if held == (submission.marker, submission.raw)]
        for ref in ours:
            del self._provider.drafts[ref]
        self._after(what)

    def sweep(self, submission: Submission) -> None:
        self.discard(submission)

    def submit(self, submission: Submission) -> Receipt:
        what = self._before("submit")
        assert submission.draft_ref is not None
        if submission.marker in dict(self._provider.sent):
            return Receipt("s", "it was sent already")
        held = self._provider.drafts.get(submission.draft_ref)
        if held is None:
            raise Changed("the draft is gone")
        if held[1] != submission.raw:
            raise Changed("it was changed", held[1])
        del self._provider.drafts[submission.draft_ref]
        self._provider.sent.append(held)
        self._after(what)
        return Receipt("s1", message_id="<given@provider.example>")

    def reconcile(self, submission: Submission, look: Look = FIRST_LOOK) -> Receipt | None:
        self._before("look")
        if submission.marker in dict(self._provider.sent) and not self._provider.late:
            return Receipt("found", message_id="<given@provider.example>")
        if submission.draft_ref in self._provider.drafts:
            if look.age >= 300 and look.before >= 1:
                return None
            raise OutcomeUnknown("still there", look_again=60)
        raise OutcomeUnknown("gone", look_again=2 if look.age < 120 else None)


class World:
    """A state folder, a provider, and the steps that a person or the clock can take."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.provider = Provider()
        self.now = NOW
        self.waited = 0.0
        self.approved: list[bytes] = []
        with self.opened() as (store, _):
            store.accounts.configure([("home", "google")])
            (draft,) = renew([], [written(interview())], NOW)
            store.drafts.save(draft, [])
        self.id = draft.id

    def pause(self, seconds: float) -> None:
        self.waited += seconds
        self.now += timedelta(seconds=seconds)

    @contextmanager
    def opened(self) -> Iterator[tuple[Store, Outbox]]:
        with Store.opened(self.directory) as store:
            mail = DraftMail(self.provider)
            outbox = Outbox(store, lambda name: Connector(name, "fake", mail, None), (), self.pause)
            outbox.recover(self.now)
            yield store, outbox
            outbox.tidy(self.now)

    @property
    def draft(self) -> Draft:
        with Store.opened(self.directory) as store:
            found = store.drafts.get(self.id)
        assert found is not None
        return found

    def approve(self) -> None:
        try:
            with self.opened() as (store, outbox):
                draft = store.drafts.get(self.id)
                assert draft is not None
                raw = f"To: lena@pike.example\r\nSubject: {draft.letter.subject}\r\n\r\n{draft.letter.body}".encode()
                accepted = approval.approve(draft, draft.digest, self.now, HOLD)
                outbox.accept(accepted, raw, "<ours@example.net>")
                self.approved.append(raw)
                outbox.prepare(self.id, lambda: self.now)
        except Killed:
            pass

    def undo(self) -> None:
        try:
            with self.opened() as (store, outbox):
                draft = store.drafts.get(self.id)
                assert draft is not None
                new = approval.undo(draft, self.now)
                assert outbox.withdraw(draft, self.now)
                store.drafts.save(new)
        except Killed:
            pass

    def deliver(self, *faults: tuple[str, str]) -> None:
        self.provider.faults += faults
        try:
            with self.opened() as (store, outbox):
                due = tuple(o.draft for o in store.outbox.in_state("held") if o.due <= self.now)
                outbox.deliver(lambda: self.now, due)
        except Killed:
            pass

    def edited(self, text: bytes) -> None:
        """The person changes the draft in the mail program, which drops our marker."""
        ((ref, (_, _)),) = self.provider.drafts.items()
        self.provider.drafts[ref] = ("", b"To: lena@pike.example\r\nSubject: Mine\r\n\r\n" + text)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_a_draft_is_made_at_approval_and_deleted_by_undo(world: World) -> None:
    world.approve()
    assert [raw for _, raw in world.provider.drafts.values()] == world.approved
    world.undo()
    assert world.provider.drafts == {}


def test_a_draft_that_could_not_be_deleted_is_deleted_another_time(world: World) -> None:
    world.approve()
    world.provider.faults.append(("discard", "temporary"))
    world.undo()
    assert world.provider.drafts
    with world.opened():
        pass
    assert world.provider.drafts == {}


def test_a_draft_that_may_not_be_deleted_stays_and_nobody_tries_for_ever(world: World) -> None:
    world.approve()
    world.provider.faults += [("discard", "no")] * 2
    world.undo()
    world.now += LATE
    with world.opened():
        pass
    with world.opened() as (store, _):
        assert store.outbox.litter() == []
    assert len(world.provider.drafts) == 1


def test_a_draft_that_may_not_be_deleted_at_first_is_deleted_later(world: World) -> None:
    world.approve()
    world.provider.faults.append(("discard", "no"))
    world.undo()
    with world.opened():
        pass
    assert world.provider.drafts == {}


def test_a_draft_of_ours_is_deleted_when_the_person_sent_another_one_of_the_case(world: World) -> None:
    world.approve()
    (ours,) = world.provider.drafts.values()
    world.provider.sent.append(ours)
    with world.opened() as (_, outbox):
        outbox.notice("home", lambda: world.now)
    assert world.draft.status == "sent"
    assert world.provider.drafts == {}


def test_a_draft_that_comes_after_its_letter_left_is_deleted(world: World) -> None:
    world.provider.faults.append(("prepare", "unknown before"))
    world.approve()
    world.now += HOLD
    world.deliver()
    assert world.draft.status == "sent"
    world.provider.drafts["late"] = world.provider.sent[0]
    world.now += LATE
    with world.opened():
        pass
    assert world.provider.drafts == {}
    with world.opened() as (store, _):
        assert store.outbox.strays() == []


def test_a_draft_that_comes_after_its_approval_was_taken_back_is_deleted(world: World) -> None:
    world.provider.faults.append(("prepare", "unknown before"))
    world.approve()
    world.undo()
    with world.opened() as (store, _):
        (row,) = store.outbox.litter()
    world.provider.drafts["late"] = (row.submission.marker, row.submission.raw)
    with world.opened():
        pass
    assert world.provider.drafts == {}
    world.now += LATE
    with world.opened():
        pass
    with world.opened() as (store, _):
        assert store.outbox.litter() == []


def test_what_lies_at_the_provider_after_a_letter_left_without_doubt_is_not_looked_for(world: World) -> None:
    world.approve()
    world.now += HOLD
    world.deliver()
    world.now += LATE
    world.provider.faults.append(("discard", "killed before"))
    with world.opened() as (store, _):
        assert store.outbox.strays() == []


def test_the_sent_letter_has_the_message_id_that_the_provider_gave(world: World) -> None:
    world.approve()
    world.now += HOLD
    world.deliver()
    assert (world.draft.status, world.draft.message_id) == ("sent", "<given@provider.example>")
    assert world.waited == 0


def test_a_young_draft_waits_until_another_machine_has_seen_it(world: World) -> None:
    world.approve()
    with world.opened() as (_, outbox):
        outbox.deliver(lambda: world.now, (world.id,))
    assert world.waited == 10
    assert len(world.provider.sent) == 1


def test_an_approval_without_a_network_makes_its_draft_before_sending(world: World) -> None:
    world.provider.faults.append(("prepare", "temporary"))
    world.approve()
    assert (world.draft.status, world.draft.outcome) == ("approved", "not sent yet: the network is away")
    world.now += HOLD
    world.deliver()
    assert len(world.provider.sent) == 1


def test_a_lost_answer_at_making_the_draft_makes_no_second_one(world: World) -> None:
    world.provider.faults.append(("prepare", "unknown after"))
    world.approve()
    world.now += HOLD
    world.deliver()
    assert (world.provider.count, len(world.provider.sent)) == (1, 1)


def test_killed_after_making_the_draft_an_undo_still_deletes_it(world: World) -> None:
    world.provider.faults.append(("prepare", "killed after"))
    world.approve()
    assert world.provider.drafts
    world.undo()
    assert world.provider.drafts == {}


def test_a_draft_edited_elsewhere_voids_the_approval_and_its_text_is_asked_about(world: World) -> None:
    world.approve()
    world.edited(b"My own words.\r\n")
    world.now += HOLD
    world.deliver()
    draft = world.draft
    assert (draft.status, draft.edited, draft.letter.body) == ("waiting", True, "My own words.\n")
    assert draft.letter.subject == "Mine"
    assert approval.EDITED_ELSEWHERE in draft.reasons
    assert draft.digest == approval.digest(draft.letter, draft.kind)
    assert world.provider.sent == []
    assert len(world.provider.drafts) == 1  # it is the person's own now


def test_a_draft_deleted_elsewhere_takes_the_approval_back(world: World) -> None:
    world.approve()
    world.provider.drafts.clear()
    world.now += HOLD
    world.deliver()
    assert (world.draft.status, world.provider.sent) == ("waiting", [])
    assert approval.DELETED_ELSEWHERE in world.draft.reasons


def test_a_lost_answer_is_found_by_looking(world: World) -> None:
    world.approve()
    world.now += HOLD
    world.deliver(("submit", "unknown after"))
    assert (world.draft.status, world.draft.message_id) == ("sent", "<given@provider.example>")


def test_a_sent_message_that_shows_up_late_is_waited_for(world: World) -> None:
    world.approve()
    world.now += HOLD
    world.provider.late = True
    world.deliver(("submit", "killed after"))
    with world.opened():
        pass
    assert world.draft.status == "sending"
    world.provider.late = False
    world.now += timedelta(minutes=1)
    with world.opened():
        pass
    assert (world.draft.status, len(world.provider.sent)) == ("sent", 1)


def test_what_certainly_did_not_leave_goes_once_more_after_two_agreeing_looks(world: World) -> None:
    world.approve()
    world.now += HOLD
    world.deliver(("submit", "killed before"))
    for _ in range(8):
        world.now += timedelta(minutes=2)
        world.deliver()
    assert (world.draft.status, len(world.provider.sent)) == ("sent", 1)


def test_a_second_certain_no_has_failed(world: World) -> None:
    world.approve()
    world.now += HOLD
    world.deliver(("submit", "killed before"))
    for _ in range(30):
        world.now += timedelta(minutes=2)
        world.deliver(("submit", "killed before"))
    assert (world.draft.status, world.provider.sent) == ("failed", [])
    assert world.provider.drafts == {}


def test_what_cannot_be_looked_into_for_a_day_is_asked_about(world: World) -> None:
    world.approve()
    world.now += HOLD
    world.deliver(("submit", "killed after"))
    for _ in range(3):
        world.provider.faults = [("look", "temporary")]
        with world.opened():
            pass
        assert world.draft.status == "sending"
        world.now += timedelta(minutes=10)
    world.now += GIVE_UP
    world.provider.faults = [("look", "temporary")]
    with world.opened():
        pass
    assert world.draft.status == "unsure"


def test_a_letter_approved_anew_after_an_edit_uses_no_draft_of_the_old_text(world: World) -> None:
    world.approve()
    world.provider.faults.append(("discard", "temporary"))
    world.undo()
    with world.opened() as (store, _):
        store.drafts.save(approval.edit(world_draft(store, world.id), world.now, body="Other words."))
    world.approve()
    world.now += HOLD
    world.deliver()
    assert [raw for _, raw in world.provider.sent] == [world.approved[-1]]
    assert world.provider.drafts == {}


def test_one_that_came_back_and_goes_again_is_not_taken_for_the_first(world: World) -> None:
    world.approve()
    world.now += HOLD
    world.deliver()
    with world.opened() as (store, _):
        store.drafts.save(replace(world_draft(store, world.id), status="failed"))
    world.approve()
    world.now += HOLD
    world.deliver()
    assert len(world.provider.sent) == 2


def world_draft(store: Store, id_: str) -> Draft:
    draft = store.drafts.get(id_)
    assert draft is not None
    return draft


FAULTS = [
    (verb, what)
    for verb in ("prepare", "submit", "discard", "look")
    for what in ("none", "temporary", "login", "killed before", "killed after", "unknown after")
]


class Hands(RuleBasedStateMachine):
    """Any order of approvals, undos, deliveries, faults, kills, and what the person does in the mail program."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()

    def teardown(self) -> None:
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        self.world = World(Path(self.folder.name))

    @precondition(lambda self: self.world.draft.status in ("waiting", "failed"))
    @rule(fault=st.sampled_from(FAULTS))
    def approve(self, fault: tuple[str, str]) -> None:
        self.world.provider.faults = [fault]
        self.world.approve()

    @precondition(lambda self: self.world.draft.status == "approved")
    @rule(fault=st.sampled_from(FAULTS))
    def undo(self, fault: tuple[str, str]) -> None:
        self.world.provider.faults = [fault]
        self.world.undo()

    @rule(minutes=st.sampled_from([1, 6, 60]))
    def wait(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    @rule(faults=st.lists(st.sampled_from(FAULTS), max_size=2), late=st.booleans())
    def deliver(self, faults: list[tuple[str, str]], late: bool) -> None:
        self.world.provider.late = late
        self.world.deliver(*faults)

    @precondition(lambda self: len(self.world.provider.drafts) == 1)
    @rule(delete=st.booleans())
    def hand(self, delete: bool) -> None:
        if delete:
            self.world.provider.drafts.clear()
        else:
            self.world.edited(b"My own words.\r\n")

    @invariant()
    def at_most_one_letter_left(self) -> None:
        assert len(self.world.provider.sent) <= 1

    @invariant()
    def nothing_left_that_was_not_approved_word_for_word(self) -> None:
        assert all(raw in self.world.approved for _, raw in self.world.provider.sent)

    @invariant()
    def a_letter_said_to_be_sent_left(self) -> None:
        assert self.world.draft.status != "sent" or self.world.provider.sent

    @invariant()
    def in_the_end_no_draft_of_ours_is_left_behind(self) -> None:
        if self.world.draft.status in ("waiting", "failed", "sent"):
            self.world.provider.faults = []
            with self.world.opened():
                pass
            if self.world.draft.status in ("waiting", "failed", "sent"):
                assert not [m for m, _ in self.world.provider.drafts.values() if m]


Hands.TestCase.settings = settings(
    max_examples=40, stateful_step_count=14, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestHands = Hands.TestCase
