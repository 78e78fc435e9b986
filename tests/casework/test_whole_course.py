"""A search as it may go: offers, decisions, letters and what comes of them in any order, and what always holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from agent.casebook import Written, answered, renew
from agent.casework import judge
from agent.delivery import approval
from agent.model import Answer, Draft, Letter, Reading, Recipient, Verdict, Wanted
from connectors.base import Mailbox

from .build import NOW, POLICY, USER, booked, deadline, offer_said, reading, source, written

RESTING_ON_FIRM = ("withdrawal", "disclose")
LIVE = ("waiting", "snoozed", "approved")
OFFERING, ELSEWHERE = "Tidewater", ("Corvid", "Dunlin")
KEY = "tidewater|engineer"


def people(employer: str) -> list[str]:
    return [f"{name}@{employer.casefold()}.com" for name in ("anna", "ben")]


class Search(RuleBasedStateMachine):
    """One offer, two interviews elsewhere, and a person who decides."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.count = 0
        self.mail: list[Reading] = []
        self.answers: list[Answer] = []
        self.drafts: list[Draft] = []
        self.sent: dict[str, Letter] = {}
        self.found = Verdict()

    @initialize()
    def begins(self) -> None:
        self.mail = [written(8, role="Engineer", deadline=deadline(22))]
        for day, employer in enumerate(ELSEWHERE, 24):
            ben = Mailbox(people(employer)[1], "Ben Ode")
            self.mail += [
                reading("interview_invited", employer, 9, from_=ben, role="Tester"),
                booked(employer, day, role="Tester"),
            ]
        self.goes_on()

    # ------------------------------------------------------------ what happens

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.goes_on()

    @rule(verb=st.sampled_from(["accept", "decline", "doubt", "dismiss", "firm", "reset"]))
    def says(self, verb: str) -> None:
        self.tick()
        self.answers.append(offer_said(verb, KEY, self.now))
        self.goes_on()

    @rule(employer=st.sampled_from(ELSEWHERE), verb=st.sampled_from(["accept", "decline", "doubt"]))
    def says_of_another(self, employer: str, verb: str) -> None:
        self.tick()
        self.answers.append(offer_said(verb, f"{employer.casefold()}|tester", self.now))
        self.goes_on()

    @rule(answer=st.sampled_from(["deciding", "yes", "no", "turned_down"]))
    def answers_the_question(self, answer: str) -> None:
        self.tick()
        self.answers.append(Answer(self.now, "q", "answer", f"accepted={answer}", KEY))
        self.goes_on()

    @rule(label=st.sampled_from(["offer_rescinded", "offer_written", "offer_contingency", "offer_cleared", "rejected"]))
    def they_write(self, label: str) -> None:
        self.hear(label, OFFERING, role="Engineer", contingencies=("references",) if label.endswith("tingency") else ())

    @rule(
        employer=st.sampled_from(ELSEWHERE),
        label=st.sampled_from(["rejected", "interview_invited", "offer_verbal", "offer_written"]),
    )
    def others_write(self, employer: str, label: str) -> None:
        self.hear(label, employer, role="Tester")

    @precondition(lambda self: any(d.status == "waiting" for d in self.drafts))
    @rule(data=st.data())
    def sends(self, data: st.DataObject) -> None:
        draft = data.draw(st.sampled_from([d for d in self.drafts if d.status == "waiting"]))
        self.tick()
        sent = replace(draft, status="sent", sent_at=self.now, message_id=f"<{self.count}@example.net>")
        self.drafts = [sent if d.id == draft.id else d for d in self.drafts]
        self.sent[f"{draft.id} {self.now}"] = draft.letter
        self.goes_on()

    @precondition(lambda self: any(d.status == "sent" and d.letter.to for d in self.drafts))
    @rule(data=st.data(), how=st.sampled_from(["bounce", "urges", "thanks", "away", "left"]))
    def an_answer_comes(self, data: st.DataObject, how: str) -> None:
        draft = data.draw(st.sampled_from([d for d in self.drafts if d.status == "sent" and d.letter.to]))
        whom = draft.letter.to[0].address
        more: dict[str, Any] = {"from_": Mailbox(whom, ""), "in_reply_to": draft.message_id, "urges": how == "urges"}
        if how == "bounce":
            more = {"bounce_of": draft.message_id, "human": False, "contacts": ()}
        elif how in ("away", "left"):
            more |= {"absence": how, "human": False, "contacts": ()}
        self.hear("other", draft.employer, **more)

    @precondition(lambda self: any(d.status == "waiting" for d in self.drafts))
    @rule(data=st.data())
    def wishes_for_another_kind(self, data: st.DataObject) -> None:
        draft = data.draw(st.sampled_from([d for d in self.drafts if d.status == "waiting"]))
        kind = data.draw(st.sampled_from(draft.choices))
        anew = approval.redraft(draft, draft.choices, kind, None, self.now)
        self.drafts = [anew if d.id == draft.id else d for d in self.drafts]
        self.goes_on()
        assert next(d for d in self.drafts if d.id == draft.id).kind == kind

    @precondition(lambda self: any(d.status == "waiting" for d in self.drafts))
    @rule(data=st.data())
    def keeps(self, data: st.DataObject) -> None:
        draft = data.draw(st.sampled_from([d for d in self.drafts if d.status == "waiting"]))
        self.tick()
        self.answers.append(Answer(self.now, draft.id, "keep", "", draft.key))
        self.drafts = [approval.keep(d, self.now) if d.id == draft.id else d for d in self.drafts]
        self.goes_on()

    # ------------------------------------------------------------ how

    def tick(self) -> None:
        self.count += 1
        self.now += timedelta(minutes=1)

    def hear(self, label: str, employer: str, **more: Any) -> None:
        self.tick()
        self.mail.append(reading(label, employer, sent_at=self.now, key=f"{label}/{employer}/{self.count}", **more))
        self.goes_on()

    def judged(self, now: datetime) -> Verdict:
        return judge([source(m) for m in self.mail], [], self.answers, self.drafts, POLICY, now)

    def goes_on(self) -> None:
        """One pass."""
        back = {d.id: d for d in answered(self.drafts, [source(m) for m in self.mail], self.now)}
        self.drafts = [back.get(d.id, d) for d in self.drafts]
        self.found = self.judged(self.now)
        changed = {d.id: d for d in renew(self.drafts, map(letter, self.found.wanted), self.now)}
        self.drafts = [*(changed.pop(d.id, d) for d in self.drafts), *changed.values()]

    # ------------------------------------------------------------ what always holds

    @invariant()
    def a_second_pass_changes_nothing(self) -> None:
        found = self.judged(self.now)
        assert renew(self.drafts, map(letter, found.wanted), self.now) == []

    @invariant()
    def it_does_not_matter_in_which_order_anything_is_known(self) -> None:
        sources = [source(m) for m in reversed(self.mail)]
        again = judge(sources, [], self.answers[::-1], self.drafts[::-1], POLICY, self.now)
        assert (again.wanted, again.notices) == (self.judged(self.now).wanted, self.judged(self.now).notices)

    @invariant()
    def every_letter_has_a_key_of_its_own(self) -> None:
        keys = [d.key for d in self.drafts]
        assert len(keys) == len(set(keys))

    @invariant()
    def what_gives_up_rests_on_a_firm_offer_and_what_asks_on_none(self) -> None:
        live = {d.kind for d in self.drafts if d.status in LIVE}
        firm = any(o.firm and not o.doubted for o in self.found.offers)
        assert firm or live.isdisjoint(RESTING_ON_FIRM)
        assert not firm or live.isdisjoint({"reopen", "expedite"})

    @invariant()
    def one_letter_at_a_time_leaves_a_candidacy(self) -> None:
        leaving = [d.candidacy for d in self.drafts if d.key.startswith("leave:") and d.status in LIVE]
        assert len(leaving) == len(set(leaving))

    @invariant()
    def nobody_is_written_to_again_in_vain(self) -> None:
        back = {r.address for d in self.drafts if d.status == "failed" for r in d.letter.to}
        assert all(back.isdisjoint(r.address for r in d.letter.to) for d in self.drafts if d.status in LIVE)

    @invariant()
    def what_was_sent_stays_as_it_was(self) -> None:
        gone = [d for d in self.drafts if d.sent_at]
        assert all(self.sent[f"{d.id} {d.sent_at}"].to == d.letter.to for d in gone)


def letter(wanted: Wanted) -> Written:
    """What a template would make of it: to the first who may get it."""
    may = [a for a in people(wanted.candidacy.employer) if a not in wanted.barred]
    to = () if wanted.kind == "call_sheet" else tuple(Recipient(a, "wrote the mail") for a in may[:1])
    body = f"{wanted.kind}: {[i.start.isoformat() for i in wanted.interviews]}\n"
    made = Letter("home", USER, to, (), "Re: interview", body, None, (), None, ())
    return Written(wanted, wanted.kind, made)


Search.TestCase.settings = settings(max_examples=40, stateful_step_count=14, deadline=None)
TestSearch = Search.TestCase
