"""One case, two machines, a person with Outlook open, a bad line and kills: never more than one letter leaves.

The machines do what the outbox does: they keep what a kill leaves, prepare before they send, look after a lost answer.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

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
from connectors.outlook.drafts import Drafts
from tests.connectors.outlook_mail_world import Killed, Wired, kill, machines
from tests.connectors.test_google_drafts import EMPLOYER, INVITED, TEXT, approved, letter
from tests.simulators.outlook import OutlookSim

OTHER = TEXT.replace("Zoë", "Joanne")
BY_HAND = "My own words"
STEPS = [
    "message.create$", "message.reply$", "message.patch$", "message.patch$", "message.send$", "message.send$",
    "message.delete$", " message$", " messages$", "message.value$", "folder.messages$",
]  # fmt: skip
FAULTS = ["close-before-effect", "close-after-effect", "truncated", "503", "503 after-effect", "404", "429", "400"]
TROUBLE = st.one_of(
    st.none(),
    st.none(),
    st.none(),
    st.tuples(st.sampled_from(STEPS), st.sampled_from(FAULTS), st.integers(1, 3)),
    st.tuples(st.integers(0, 20), st.booleans()),
)
"""Nothing; a fault of the line or the provider (which request, what, how often); a kill (which request, before or after)."""
Trouble = tuple[str, str, int] | tuple[int, bool] | None
QUIRKS: dict[str, Any] = {
    "sent_lag": st.sampled_from([0.5, 3.0, 30.0, 300.0]),
    "in_transit": st.sampled_from(["flips", "draft", "gone"]),
    "sent_id": st.sampled_from(["kept", "changed"]),
    "second_send": st.sampled_from(["404", "400", "202"]),
    "keeps_message_id": st.booleans(),
    "keeps_marker": st.booleans(),
    "sent_copy": st.sampled_from([True, True, True, False]),
    "stuck": st.sampled_from([False, False, False, True]),
}


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
        self.sim = self.stack.enter_context(OutlookSim())
        self.mailbox = self.sim.mailbox
        self.machines = [Machine(*pair) for pair in self.stack.enter_context(machines(self.sim, 2))]
        self.thread: str | None = None
        self.closed = False
        """The person has seen a letter leave, or takes the rest into their own hands."""

    @initialize(
        quirks=st.fixed_dictionaries(QUIRKS),
        threaded=st.booleans(),
        ignored=st.sampled_from([(), ("body",), ("singleValueExtendedProperties",)]),
    )
    def provider(self, quirks: dict[str, Any], threaded: bool, ignored: tuple[str, ...]) -> None:
        invitation = self.mailbox.deliver(INVITED)
        for name, value in quirks.items():
            setattr(self.mailbox.quirks, name, value)
        if quirks["in_transit"] == "gone":
            # A letter that is nowhere to be seen for longer than a draft settles cannot be known to a second machine.
            self.mailbox.quirks.sent_lag = min(quirks["sent_lag"], 3.0)
        for machine in self.machines:
            machine.wires.ignored = ignored
        self.thread = self.mailbox.store.item(invitation).conversation if threaded else None

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
        if another and machine.text in (TEXT, OTHER):
            machine.text = OTHER if machine.text == TEXT else TEXT
        machine.count += 1
        key = f"machine{which}no{machine.count}"
        made = approved(letter(machine.text, key=key), self.thread)
        machine.submission = replace(made, id=key, in_reply_to=made.in_reply_to if self.thread else None)
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
    @rule(
        which=st.integers(0, 1),
        trouble=TROUBLE,
        early=st.booleans(),
        meanwhile=st.one_of(st.none(), st.integers(0, 20)),
    )
    def deliver(self, which: int, trouble: Trouble, early: bool, meanwhile: int | None) -> None:
        """`early`: the trouble begins before the draft is made sure of. `meanwhile`: before which request the other
        machine delivers too."""
        machine = self.one(which, "held")
        if early:
            self.troubled(machine, trouble)
        if not self.prepared(machine):
            return
        self.sim.timer.sleep(10)
        self.troubled(machine, trouble)
        if meanwhile is not None:
            machine.wires.before.setdefault(meanwhile, self.deliver_the_other)
        machine.state, machine.attempted, machine.looks = "sending", self.sim.now(), 0
        self.carefully(machine, lambda: self.submit(machine))

    def deliver_the_other(self) -> None:
        for machine in self.machines:
            if machine.state == "held" and machine.row().draft_ref is not None:
                machine.state, machine.attempted, machine.looks = "sending", self.sim.now(), 0
                self.carefully(machine, partial(self.submit, machine))

    def submit(self, machine: Machine) -> None:
        assert machine.drafts.submit(machine.row()).ref
        machine.state = "sent"

    def carefully(self, machine: Machine, act: Callable[[], None], *, looking: bool = False) -> str:
        """Do it; what goes wrong moves the row as the outbox would."""
        left = len(self.sim.sent)
        sending = machine.state == "sending"
        try:
            act()
        except Changed as error:
            machine.state = "none"
            found = content(error.found) if error.found is not None else None
            if found is not None:
                machine.text = found.text
        except Temporary:
            machine.state = "held" if sending else machine.state
            self.sim.timer.sleep(300)
        except Refused:
            machine.state = "failed" if machine.state != "none" else "none"
        except OutcomeUnknown as error:
            if looking and error.look_again is None:
                machine.state = "unsure"
            elif looking:
                machine.looks += 1
            self.sim.timer.sleep(error.look_again or 1.0)
        except Killed:
            self.sim.timer.sleep(60)
        else:
            self.check(left)
            return "done"
        finally:
            machine.wires.wire()
        self.check(left)
        return "not done"

    @precondition(lambda self: self.any("sending"))
    @rule(which=st.integers(0, 1), trouble=TROUBLE)
    def look(self, which: int, trouble: Trouble) -> None:
        machine = self.one(which, "sending")
        self.troubled(machine, trouble)
        seen = len(self.sim.requests)
        self.carefully(machine, lambda: self.reconcile(machine), looking=True)
        assert all(record.method == "GET" for record in self.sim.requests[seen:])

    def reconcile(self, machine: Machine) -> None:
        receipt = machine.drafts.reconcile(machine.row(), Look(self.sim.now() - machine.attempted, machine.looks))
        assert isinstance(receipt, Receipt)  # where there was a draft there is no certain no
        machine.state = "sent"

    # ------------------------------------------------------------ what goes wrong, and the person's own hands

    @precondition(lambda self: self.mailbox.drafts)
    @rule(number=st.integers(0, 3), hand=st.sampled_from(["edit", "delete", "trash", "send", "none", "none", "none"]))
    def by_hand(self, number: int, hand: str) -> None:
        """In Outlook. Sent only while nothing has left: what people send twice themselves is their own affair."""
        self.sim.timer.sleep(10)
        self.mailbox.messages()
        if not self.mailbox.drafts:
            return
        draft = self.mailbox.drafts[number % len(self.mailbox.drafts)]
        if self.mailbox.store.item(draft).sending:
            return
        if hand == "edit":
            self.mailbox.user_edits_draft(draft, letter(BY_HAND))
        elif hand in ("delete", "trash"):
            self.mailbox.user_deletes_draft(draft, forever=hand == "delete")
        elif not self.sim.sent and not self.mailbox.quirks.stuck:
            self.mailbox.user_sends_draft(draft)
            self.seen()

    @rule(seconds=st.sampled_from([1.0, 20.0, 3600.0]))
    def wait(self, seconds: float) -> None:
        self.sim.timer.sleep(seconds)

    # ------------------------------------------------------------ what holds

    def check(self, left: int) -> None:
        """What a machine let leave is what was approved on it."""
        for raw in self.sim.sent[left:]:
            assert any(same_letter(raw, one.submission.raw) for one in self.machines if one.submission)
            assert EMPLOYER.encode() in raw
            self.seen()

    def seen(self) -> None:
        """The next reading of the mailbox shows the letter: whoever approved other words is asked anew, and says no.

        Where no copy is kept nothing is shown, and the person who pressed Send knows.
        """
        for machine in self.machines:
            copy = self.mailbox.quirks.sent_copy
            if not same_letter(self.sim.sent[0], letter(machine.text)) or not copy:
                machine.state = "none" if machine.state == "held" else machine.state
                self.closed = True

    @invariant()
    def at_most_one_letter(self) -> None:
        assert len(self.sim.sent) <= 1
        assert self.mailbox.send_mail == []

    @invariant()
    def sent_means_sent(self) -> None:
        if not self.mailbox.quirks.stuck:
            assert self.sim.sent or all(machine.state != "sent" for machine in self.machines)

    def teardown(self) -> None:
        self.sim.faults.clear()
        for _ in range(20):
            for which in (0, 1):
                if self.any("sending"):
                    self.look(which, None)
                if self.any("held"):
                    self.deliver(which, None, False, None)
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
