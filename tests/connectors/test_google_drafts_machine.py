"""One case, two machines, a person with Gmail's pages open, a bad line and kills: never more than one letter leaves.

The machines do what the outbox does: they keep what a kill leaves, prepare before they send, look after a lost answer.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from connectors.base import Changed, Look, OutcomeUnknown, Receipt, Refused, Submission, Temporary
from connectors.content import content, same_letter
from connectors.google.drafts import Drafts
from tests.connectors.google_mail_world import Killed, Wired, kill, machines
from tests.connectors.test_google_drafts import EMPLOYER, INVITED, TEXT, approved, letter
from tests.simulators.google import GoogleSim

OTHER = TEXT.replace("Zoë", "Joanne")
BY_HAND = "My own words"
STEPS = [
    "create$",
    "drafts.get$",
    "drafts.list$",
    "drafts.send$",
    "drafts.send$",
    "drafts.delete$",
    "threads.get$",
    "history",
]
FAULTS = ["close-before-effect", "close-after-effect", "truncated", "503", "503 after-effect", "404", "429", "400"]
TROUBLE = st.one_of(
    st.none(),
    st.tuples(st.sampled_from(STEPS), st.sampled_from(FAULTS), st.integers(1, 3)),
    st.tuples(st.integers(0, 7), st.booleans()),
)
"""Nothing; a fault of the line or the provider (which request, what, how often); a kill (which request, before or after)."""
Trouble = tuple[str, str, int] | tuple[int, bool] | None


@dataclass
class Machine:
    """One machine's outbox row, and its hands."""

    drafts: Drafts
    wires: Wired
    state: str = "none"
    text: str = TEXT
    submission: Submission | None = None
    earlier: str | None = None
    """What the row before remembered of its draft."""
    litter: list[Submission] = field(default_factory=list)
    attempted: float = 0.0
    looks: int = 0
    count: int = 0

    def row(self) -> Submission:
        assert self.submission is not None
        return self.submission


class OneCase(RuleBasedStateMachine):
    """Rules are what people, machines and the line do."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.sim = self.stack.enter_context(GoogleSim())
        self.mailbox = self.sim.mailbox
        self.machines = [Machine(*pair) for pair in self.stack.enter_context(machines(self.sim, 2))]
        self.thread: str | None = None
        self.closed = False
        """The person has seen a letter leave, or takes the rest into their own hands."""

    @initialize(keeps_id=st.booleans(), keeps_marker=st.booleans(), threaded=st.booleans())
    def provider(self, keeps_id: bool, keeps_marker: bool, threaded: bool) -> None:
        invitation = self.mailbox.deliver(INVITED)
        self.mailbox.keep_message_id, self.mailbox.keep_custom_headers = keeps_id, keeps_marker
        self.thread = self.mailbox.messages[invitation].thread_id if threaded else None

    def one(self, which: int, *states: str) -> Machine:
        """One of the machines in such a state."""
        fit = [machine for machine in self.machines if machine.state in states]
        return fit[which % len(fit)]

    def any(self, *states: str) -> bool:
        return any(machine.state in states for machine in self.machines)

    def troubled(self, machine: Machine, trouble: Trouble) -> None:
        """From now on, until the next thing is done."""
        self.sim.faults.clear()
        if trouble is None:
            machine.wires.wire()
        elif len(trouble) == 3:
            self.sim.faults.add(*trouble)
        else:
            at, late = trouble
            machine.wires.wire({} if late else {at: kill}, {at: kill} if late else {})

    # ------------------------------------------------------------ what the outbox does

    @precondition(lambda self: not self.closed and self.any("none"))
    @rule(which=st.integers(0, 1), another=st.booleans(), trouble=TROUBLE)
    def approve(self, which: int, another: bool, trouble: Trouble) -> None:
        machine = self.one(which, "none")
        self.troubled(machine, trouble)
        if another and self.mailbox.keep_custom_headers and machine.text in (TEXT, OTHER):
            # Two texts and a provider that drops the marker could not be told from two letters.
            machine.text = OTHER if machine.text == TEXT else TEXT
        machine.count += 1
        raw = letter(machine.text, key=f"machine{which}no{machine.count}")
        machine.submission = approved(raw, self.thread)
        machine.state = "held"
        self.prepared(machine)

    def prepared(self, machine: Machine) -> bool:
        """Whether there is a draft to send."""
        if machine.row().draft_ref is not None:
            return True
        done = self.carefully(machine, lambda: self.prepare(machine))
        return done == "done"

    def prepare(self, machine: Machine) -> None:
        for old in list(machine.litter):
            machine.drafts.discard(old)
            machine.litter.remove(old)
        ref = machine.drafts.prepare(replace(machine.row(), draft_ref=machine.earlier))
        machine.submission = replace(machine.row(), draft_ref=ref)
        machine.earlier = ref

    @precondition(lambda self: self.any("held"))
    @rule(which=st.integers(0, 1), trouble=TROUBLE)
    def undo(self, which: int, trouble: Trouble) -> None:
        machine = self.one(which, "held")
        self.troubled(machine, trouble)
        machine.state = "none"
        machine.litter.append(machine.row())
        self.carefully(machine, lambda: machine.drafts.discard(machine.row()))

    @precondition(lambda self: self.any("held"))
    @rule(which=st.integers(0, 1), trouble=TROUBLE, early=st.booleans())
    def deliver(self, which: int, trouble: Trouble, early: bool) -> None:
        """`early`: the trouble begins before the draft is made sure of."""
        machine = self.one(which, "held")
        if early:
            self.troubled(machine, trouble)
        if not self.prepared(machine):
            return
        self.sim.timer.sleep(10)
        self.troubled(machine, trouble)
        machine.state, machine.attempted, machine.looks = "sending", self.sim.now(), 0
        self.carefully(machine, lambda: self.submit(machine))

    def submit(self, machine: Machine) -> None:
        receipt = machine.drafts.submit(machine.row())
        assert any(receipt.ref == departure.message_id for departure in self.mailbox.departures)
        machine.state = "sent"

    def carefully(self, machine: Machine, act: Callable[[], None], *, looking: bool = False) -> str:
        """Do it; what goes wrong moves the row as the outbox would."""
        left = len(self.mailbox.departures)
        sending = machine.state == "sending"
        try:
            act()
        except Changed as error:
            machine.state = "none"
            found = content(error.found) if error.found is not None else None
            if found is not None and self.mailbox.keep_custom_headers:
                machine.text = found.text
            elif found is not None:
                self.closed = True
        except Temporary:
            machine.state = "held" if sending else machine.state
        except Refused:
            machine.state = "failed" if machine.state != "none" else "none"
        except OutcomeUnknown as error:
            if looking and error.look_again is None:
                machine.state = "unsure"
            elif looking:
                machine.looks += 1
            self.sim.timer.sleep(error.look_again or 1.0)
        except Killed:
            pass
        else:
            self.check(machine, left)
            return "done"
        finally:
            machine.wires.wire()
        self.check(machine, left)
        return "not done"

    @precondition(lambda self: self.any("sending"))
    @rule(which=st.integers(0, 1), trouble=TROUBLE)
    def look(self, which: int, trouble: Trouble) -> None:
        machine = self.one(which, "sending")
        self.troubled(machine, trouble)
        self.carefully(machine, lambda: self.reconcile(machine), looking=True)

    def reconcile(self, machine: Machine) -> None:
        receipt = machine.drafts.reconcile(machine.row(), Look(self.sim.now() - machine.attempted, machine.looks))
        machine.state = "held" if receipt is None else "sent"
        assert receipt is None or isinstance(receipt, Receipt)

    # ------------------------------------------------------------ what goes wrong, and the person's own hands

    @precondition(lambda self: self.mailbox.drafts)
    @rule(number=st.integers(0, 3), hand=st.sampled_from(["edit", "delete", "send"]))
    def by_hand(self, number: int, hand: str) -> None:
        """In Gmail's pages. Sent only while nothing has left: what people send twice themselves is their own affair."""
        draft = list(self.mailbox.drafts)[number % len(self.mailbox.drafts)]
        if hand == "edit":
            self.mailbox.user_edits_draft(draft, letter(BY_HAND))
        elif hand == "delete":
            self.mailbox.user_deletes_draft(draft)
        elif not self.mailbox.departures:
            self.mailbox.user_sends_draft(draft)
            self.seen()

    @rule()
    def expire(self) -> None:
        self.mailbox.expire_history()

    # ------------------------------------------------------------ what holds

    def check(self, machine: Machine, left: int) -> None:
        """What this machine let leave is what was approved on it."""
        for departure in self.mailbox.departures[left:]:
            assert same_letter(departure.raw, machine.row().raw)
            assert departure.recipients == (EMPLOYER,)
            self.seen()

    def seen(self) -> None:
        """The next reading of the mailbox shows the letter: whoever approved other words is asked anew, and says no."""
        for machine in self.machines:
            if not same_letter(self.mailbox.sent[0], letter(machine.text)):
                machine.state = "none" if machine.state == "held" else machine.state
                self.closed = True

    @invariant()
    def at_most_one_letter(self) -> None:
        assert len(self.mailbox.departures) <= 1
        assert all(record.id != "gmail.users.messages.send" for record in self.sim.requests)

    @invariant()
    def sent_means_sent(self) -> None:
        assert self.mailbox.departures or all(machine.state != "sent" for machine in self.machines)

    def teardown(self) -> None:
        self.sim.faults.clear()
        for _ in range(12):
            for which in (0, 1):
                if self.any("sending"):
                    self.look(which, None)
                if self.any("held"):
                    self.deliver(which, None, False)
        self.at_most_one_letter()
        self.sent_means_sent()
        assert all(machine.state not in ("sending", "held") for machine in self.machines)
        self.stack.close()


def check(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        OneCase,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_never_more_than_one_letter() -> None:
    check(8, 12)


@pytest.mark.long
def test_never_more_than_one_letter_for_longer() -> None:
    check(150, 40)
