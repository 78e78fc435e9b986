"""Mail that only the user can read: what stands until they have, what their word changes, and what they are asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.model import Answer, Evidence, Label, Question, Reading

from .build import accepted, asked, booked, firm, letters, offer_of, open_kinds, reading, said_to, verdict, written
from .test_always import LABELS, mailboxes, messages

FIRM_MAKING: tuple[Label, ...] = ("offer_written", "offer_accepted", "offer_cleared")
WORDS = "Consider it settled, and let us get going in spring."


def doubtful(label: Label, day: int = 10, **more: Any) -> Reading:
    """The reader is sure of the label, but has no ground to show."""
    quote = (Evidence(WORDS, "reads like it"),)
    return reading(label, day=day, **{"needs_confirmation": label, "evidence": quote, "confidence": 0.97} | more)


def question_about(mail: list[Reading]) -> Question:
    (question,) = [q for q in verdict(mail).questions if q.kind == "unsure_reading"]
    return question


def answer(mail: list[Reading], value: str) -> Answer:
    return said_to(question_about(mail), value)


# ---------------------------------------------------------------- until the user has said anything


def test_an_acceptance_without_a_ground_makes_nothing_firm_unasked() -> None:
    mail = [written(), doubtful("offer_accepted"), booked()]
    found = verdict(mail)
    assert offer_of(found).standing == "written"
    assert letters(found) == []
    assert "unsure_reading" in asked(found)


def test_a_letter_without_a_ground_is_an_offer_by_word_of_mouth() -> None:
    found = verdict([doubtful("offer_written", 8), accepted(9), booked()])
    assert offer_of(found).standing == "conditional"
    assert not offer_of(found).written
    assert letters(found) == []


def test_a_cleared_condition_without_a_ground_stays_open() -> None:
    mail = [written(8, contingencies=("exam",)), accepted(9), doubtful("offer_cleared", cleared=("exam",)), booked()]
    found = verdict(mail)
    assert offer_of(found).standing == "conditional"
    assert open_kinds(offer_of(found)) == ["exam"]


@pytest.mark.parametrize("label", ["offer_verbal", "offer_contingency", "offer_written", "offer_rescinded"])
def test_no_doubtful_message_closes_a_condition(label: Label) -> None:
    doubt = doubtful(label, cleared=("exam",), needs_confirmation="offer_cleared")
    found = verdict([written(8, contingencies=("exam",)), accepted(9), doubt])
    assert not offer_of(found).firm


def test_a_condition_that_a_doubtful_message_names_is_heard() -> None:
    found = verdict([*firm(), doubtful("offer_cleared", contingencies=("references",))])
    assert offer_of(found).standing == "conditional"
    assert open_kinds(offer_of(found)) == ["references"]


def test_a_condition_is_heard_too_where_all_else_is_in_doubt() -> None:
    thanks = doubtful("other", 12, needs_confirmation="offer_accepted", contingencies=("drug_test",))
    found = verdict([*firm(), thanks, booked()])
    assert (offer_of(found).standing, open_kinds(offer_of(found))) == ("conditional", ["drug_test"])
    assert letters(found) == []


def test_no_condition_comes_of_doubt_alone() -> None:
    vague = doubtful("offer_contingency", 12, needs_confirmation="offer_accepted", confidence=0.8)
    assert offer_of(verdict([*firm(), vague])).firm


def test_a_doubtful_end_keeps_interviews() -> None:
    assert not offer_of(verdict([*firm(), doubtful("offer_rescinded", 12)])).firm


def test_a_completed_signature_in_doubt_is_neither_letter_nor_acceptance() -> None:
    found = verdict([doubtful("offer_accepted", signed=True, is_letter=True)])
    assert not any(o.firm or o.accepted or o.written for o in found.offers)
    assert asked(found) == ["unsure_reading"]


# ---------------------------------------------------------------- what the user says


def test_a_yes_counts_fully() -> None:
    mail = [written(), doubtful("offer_accepted"), booked()]
    found = verdict(mail, answers=[answer(mail, "yes")])
    assert offer_of(found).firm
    assert letters(found) == [("withdrawal", "Corvid")]


def test_a_yes_to_a_letter_makes_it_one_with_all_it_says() -> None:
    mail = [doubtful("offer_written", 8, contingencies=("exam",), is_letter=True, letter_read=False), accepted(9)]
    offer = offer_of(verdict(mail, answers=[answer(mail, "yes")]))
    assert (offer.standing, offer.written, offer.letter_read) == ("conditional", True, False)
    assert open_kinds(offer) == ["exam"]


def test_a_yes_closes_the_condition_that_the_cautious_reading_called_open() -> None:
    doubt = doubtful("offer_contingency", contingencies=("exam",), needs_confirmation="offer_cleared", confidence=0.6)
    mail = [written(8, contingencies=("exam",)), accepted(9), doubt]
    assert open_kinds(offer_of(verdict(mail))) == ["exam"]
    assert offer_of(verdict(mail, answers=[answer(mail, "yes")])).firm


def test_a_yes_closes_only_what_the_message_calls_met() -> None:
    kinds: dict[str, Any] = {"contingencies": ("exam", "references"), "cleared": ("references",)}
    doubt = doubtful("offer_contingency", needs_confirmation="offer_cleared", confidence=0.6, **kinds)
    mail = [written(8, contingencies=("exam", "references")), accepted(9), doubt]
    assert open_kinds(offer_of(verdict(mail, answers=[answer(mail, "yes")]))) == ["exam"]


@pytest.mark.parametrize(
    ("label", "standing"), [("offer_written", "verbal"), ("offer_accepted", None), ("offer_cleared", None)]
)
def test_a_no_leaves_the_cautious_label(label: Label, standing: str | None) -> None:
    mail = [doubtful(label, 8)]
    found = verdict(mail, answers=[answer(mail, "no")])
    assert [o.standing for o in found.offers] == ([standing] if standing else [])
    assert asked(found) == []


def test_a_no_to_a_rescission_means_that_the_offer_stands() -> None:
    mail = [*firm(), doubtful("offer_rescinded", 12, confidence=0.4)]
    assert offer_of(verdict(mail, answers=[answer(mail, "no")])).firm


def test_a_no_to_another_label_leaves_the_one_that_was_read() -> None:
    mail = [doubtful("offer_written", 8, needs_confirmation="offer_accepted")]
    assert offer_of(verdict(mail)).standing == "verbal"
    assert offer_of(verdict(mail, answers=[answer(mail, "no")])).standing == "written"


# ---------------------------------------------------------------- what is asked


def test_the_question_names_the_sentence_in_plain_words() -> None:
    (question,) = [q for q in verdict([written(), doubtful("offer_accepted", 12)]).questions if q.kind != "accepted"]
    assert f"“{WORDS}”" in question.text
    assert "accept" in question.text
    assert "Tidewater" in question.text
    assert "offer_" not in question.text
    assert question.answers == ("yes", "no")


@pytest.mark.parametrize("label", FIRM_MAKING)
def test_what_may_be_the_first_word_of_an_offer_is_asked_about(label: Label) -> None:
    unread = doubtful("other", needs_confirmation=label, confidence=0.6)
    found = verdict([unread])
    assert asked(found) == ["unsure_reading"]
    assert (found.offers, found.wanted) == ((), ())


def test_a_person_who_may_have_made_an_offer_gets_no_letter() -> None:
    unread = doubtful("other", needs_confirmation="offer_written", confidence=0.6, employer="Corvid")
    assert letters(verdict([*firm(), replace(unread, employer="Corvid", employer_domains=("corvid.com",))])) == []


def test_a_new_offer_after_one_was_taken_back_is_asked_about() -> None:
    again = doubtful("other", 14, needs_confirmation="offer_written", confidence=0.6)
    found = verdict([*firm(), reading("offer_rescinded", day=12), again])
    assert (offer_of(found).standing, asked(found)) == ("rescinded", ["unsure_reading"])


def test_nothing_suspicious_is_asked_about() -> None:
    assert verdict([doubtful("other", needs_confirmation="offer_written", suspicious=True)]).questions == ()


# ---------------------------------------------------------------- always


@st.composite
def doubts(draw: st.DrawFn) -> Reading:
    message = draw(messages())
    needs = draw(st.sampled_from((message.label, *FIRM_MAKING, *LABELS)))
    more: dict[str, Any] = {
        "needs_confirmation": needs,
        "confidence": draw(st.sampled_from((0.3, 0.6, 0.97))),
        "cleared": draw(st.sampled_from(((), ("exam",), ("all",)))),
        "signed": draw(st.booleans()),
        "is_letter": draw(st.booleans()),
    }
    return replace(message, **more)


@settings(max_examples=150, deadline=None)
@given(mailboxes(), st.lists(doubts(), min_size=1, max_size=4, unique_by=lambda r: r.key))
def test_no_unanswered_doubt_makes_an_offer_firm(mail: list[Reading], doubt: list[Reading]) -> None:
    sure = [r for r in mail if r.key not in {d.key for d in doubt}]
    before = {link.key for o in verdict(sure).offers if o.firm for link in o.evidence if link.counts}
    for offer in verdict([*sure, *doubt]).offers:
        if offer.firm:
            made = {link.key for link in offer.evidence if link.counts}
            assert not made.isdisjoint(before)


@settings(max_examples=100, deadline=None)
@given(st.lists(doubts(), min_size=1, max_size=6, unique_by=lambda r: r.key), st.sampled_from(FIRM_MAKING))
def test_doubt_in_one_step_of_three_is_enough(mail: list[Reading], missing: Label) -> None:
    sure = [written(8, "Egret", contingencies=("exam",)), accepted(9, "Egret")]
    sure += [reading("offer_cleared", "Egret", 10, cleared=("exam",))]
    unsure = [replace(r, needs_confirmation=missing) if r.label == missing else r for r in sure]
    assert offer_of(verdict(sure), "Egret").firm
    assert not any(o.firm for o in verdict([*unsure, *mail]).offers)


@pytest.mark.parametrize("label", ["outreach", "interview_invited", "interview_scheduled"])
def test_a_yes_to_an_interview_is_not_asked_about_as_a_yes_to_an_offer(label: str) -> None:
    theirs = reading(label, day=9)
    mine = reading("other", day=10, direction="out", needs_confirmation="offer_accepted", in_reply_to=theirs.message_id)
    assert asked(verdict([theirs, mine])) == []
    assert asked(verdict([theirs, replace(mine, in_reply_to=None)])) == ["unsure_reading"]


def test_where_there_is_no_offer_nobody_is_asked_whether_it_was_declined() -> None:
    kind = reading("other", day=10, needs_confirmation="offer_declined")
    assert asked(verdict([reading("interview_scheduled", day=9), kind])) == []
