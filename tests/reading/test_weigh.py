"""Rules and encoder weighed: whose word stands, what counts unasked, what is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from agent.model import Label
from agent.reading.case import gather
from agent.reading.learned.input import Segment
from agent.reading.learned.opinion import Opinion
from agent.reading.rules.verdict import Verdict
from agent.reading.structured import Facts
from agent.reading.weigh import FIRM_MAKING, weigh
from connectors.base import Mailbox
from tests.reading.words import case_of, document

OFFER = "We would like you with us from March; the contract is attached."


def thinks(text: str = OFFER, **labels: float) -> Opinion:
    """An opinion with these chances; what is left is spread over the other labels."""
    rest = (1 - sum(labels.values())) / (len(get_args(Label)) - len(labels))
    return Opinion(
        {label: labels.get(label, rest) for label in get_args(Label)},
        0.0,
        {},
        [Segment("text", text)],
        {},
        {0: [(0, len(text), 1.0)]},
    )


def of(text: str, verdict: Verdict, opinion: Opinion | None, facts: Facts | None = None) -> Verdict:
    return weigh(case_of(text, facts), verdict, opinion)


NOTHING = Verdict("other", 0.9, (), "nothing")


def test_without_an_opinion_the_rules_decide() -> None:
    assert of(OFFER, NOTHING, None) is NOTHING


def test_a_machine_answer_stays_one_whatever_the_encoder_thinks() -> None:
    settled = Verdict("other", 0.98, (), "structure.machine_answer")
    assert of(OFFER, settled, thinks(offer_written=0.99)) is settled


def test_where_the_rules_find_nothing_the_encoder_is_believed() -> None:
    assert of("No luck this time, I'm afraid.", NOTHING, thinks(rejected=0.9)).label == "rejected"


def test_a_rule_tips_the_scale() -> None:
    ruled = Verdict("rejected", 0.9, (), "ends.rejected")
    assert of("…", ruled, thinks(applied=0.5, rejected=0.4)).label == "rejected"


def test_a_sure_offer_with_words_to_show_stands_unasked() -> None:
    found = of(OFFER, NOTHING, thinks(offer_written=0.97))
    assert (found.label, found.needs) == ("offer_written", None)
    assert found.evidence[0].quote == OFFER


def test_a_sure_offer_without_words_to_show_is_asked_about() -> None:
    text = "So that is that, and the cat purrs."
    found = of(text, NOTHING, thinks(text, offer_accepted=0.97))
    assert (found.label, found.needs) == ("offer_accepted", "offer_accepted")


def test_words_against_it_are_no_ground() -> None:
    text = "Unfortunately I am unable to sign the contract."
    assert of(text, NOTHING, thinks(text, offer_accepted=0.97)).needs == "offer_accepted"


@pytest.mark.parametrize("label", FIRM_MAKING)
def test_a_doubtful_firm_making_label_is_only_asked_about(label: Label) -> None:
    found = of(OFFER, NOTHING, thinks(OFFER, **{label: 0.4, "other": 0.5}))
    assert (found.label, found.needs) == ("other", label)
    surely_an_offer = of(OFFER, NOTHING, thinks(OFFER, **{label: 0.7, "offer_verbal": 0.1}))
    assert (surely_an_offer.label, surely_an_offer.needs) == ("offer_verbal", label)


def test_an_offer_that_may_be_there_is_asked_about() -> None:
    assert of(OFFER, NOTHING, thinks(offer_verbal=0.6, offer_written=0.35)).needs == "offer_written"


@pytest.mark.parametrize("label", ["applied", "rejected", "interview_scheduled", "other"])
def test_an_offer_that_the_rules_find_is_asked_about_whatever_else_the_encoder_reads(label: Label) -> None:
    ruled = Verdict("offer_contingency", 0.9, (), "offers.contingency")
    found = of(OFFER, ruled, thinks(OFFER, **{str(label): 0.9}))
    assert (found.label, found.needs) == (label, "offer_contingency")
    assert of("…", ruled, thinks(OFFER, **{str(label): 0.99})).needs is None


def test_a_far_chance_is_not_asked_about() -> None:
    assert of(OFFER, NOTHING, thinks(offer_verbal=0.85, offer_written=0.1)).needs is None


def test_a_sender_is_not_read_as_what_it_cannot_mean() -> None:
    facts = Facts(vendor="anyboard", vendor_kind="board", allowed=frozenset({"outreach", "applied"}))
    assert of(OFFER, NOTHING, thinks(offer_written=0.9, applied=0.05), facts).label == "applied"


def test_chances_stay_chances() -> None:
    assert 0 < of(OFFER, NOTHING, thinks(applied=0.5)).confidence <= 1


def test_beside_nothing_a_mere_chance_is_not_asked_about() -> None:
    found = of("Your order is on its way.", NOTHING, thinks(other=0.6, offer_written=0.3))
    assert (found.label, found.needs) == ("other", None)


def test_what_may_be_no_candidacys_business_makes_no_interview() -> None:
    ruled = Verdict("interview_scheduled", 0.9, (), "interviews.fixed")
    assert of("Podcast at nine.", ruled, thinks(interview_scheduled=0.2, other=0.75)).label == "other"
    assert of("Interview at nine.", ruled, thinks(interview_scheduled=0.6, other=0.3)).label == "interview_scheduled"


def test_where_the_gate_holds_it_unlikely_the_rules_alone_are_not_asked_about() -> None:
    ruled = Verdict("offer_written", 0.9, (), "offers.written")
    unlikely = replace(thinks(other=0.9), odds=-2.0)
    assert of("We are pleased to offer you a renewal.", ruled, unlikely).needs is None


CONFIRMED = "Your answer about the interview has arrived. Please do not reply to this message."


def written_by(address: str, opinion: Opinion, text: str = CONFIRMED, verdict: Verdict = NOTHING) -> Verdict:
    """What becomes of a message that no person wrote from there."""
    made = document(text, sender=Mailbox(address, "Linden Hydro"))
    return weigh(gather(made, Facts(), direction="in", zone="UTC", human=False), verdict, opinion)


@pytest.mark.parametrize("label", ["withdrawn", "offer_declined"])
def test_a_machine_s_confirmation_ends_nothing_that_only_the_encoder_sees(label: Label) -> None:
    found = written_by("no-reply@lindenhydro.example", thinks(CONFIRMED, **{label: 0.9}))
    assert found.label == "other"
    assert any(CONFIRMED[:40] in item.quote for item in found.evidence)


def test_a_machine_s_end_that_words_show_stands() -> None:
    ruled = Verdict("withdrawn", 0.9, (), "ends.user_said_no")
    said = "You have withdrawn your application."
    assert written_by("no-reply@lindenhydro.example", thinks(said, withdrawn=0.9), said, ruled).label == "withdrawn"


def test_a_rejection_by_a_machine_stands_where_the_encoder_is_sure() -> None:
    said = "This time others came closer to what the team is after."
    assert written_by("no-reply@lindenhydro.example", thinks(said, rejected=0.95), said).label == "rejected"
    assert written_by("no-reply@lindenhydro.example", thinks(said, rejected=0.6), said).label == "other"


def test_an_end_by_a_person_or_an_office_is_believed() -> None:
    assert written_by("recruiting@lindenhydro.example", thinks(withdrawn=0.9)).label == "withdrawn"


@pytest.mark.parametrize(
    ("text", "label", "chance"),
    [
        ("Thank you, that is noted. I will send a campus map nearer the time.", "withdrawn", 0.59),
        ("It was lovely to meet you. The committee sees two more people this week.", "rejected", 0.74),
        ("Danke, habe ich notiert. Den Lageplan schicke ich Ihnen noch.", "withdrawn", 0.7),
        ("Thanks for letting me know about Friday!", "offer_declined", 0.7),
    ],
)
def test_an_end_that_only_the_encoder_finds_likely_is_none(text: str, label: Label, chance: float) -> None:
    assert of(text, NOTHING, thinks(text, **{label: chance})).label == "other"
    assert of(text, NOTHING, thinks(text, **{label: 0.97})).label == label


def test_in_a_language_without_rules_a_machine_s_end_takes_a_sure_encoder() -> None:
    said = "Nous vous confirmons que votre candidature a été retirée et que vous ne serez pas rappelée pour le poste."
    assert written_by("no-reply@lindenhydro.example", thinks(said, withdrawn=0.97), said).label == "withdrawn"
    assert written_by("no-reply@lindenhydro.example", thinks(said, withdrawn=0.85), said).label == "other"


@pytest.mark.parametrize(
    "text",
    [
        "Good talking on Friday. You're one of three for the R&D Baker job.",
        "Vous êtes l'une des trois finalistes pour le poste de boulangère.",
        "Parabéns, você está entre os três finalistas da vaga de analista.",
    ],
)
def test_one_of_several_has_no_offer_yet(text: str) -> None:
    found = weigh(case_of(text), Verdict("other", 0.7, (), "nothing"), thinks(text, offer_verbal=0.9))
    assert (found.label, found.needs) == ("other", None)


def test_one_of_several_who_is_taken_further_is_invited() -> None:
    text = "Good talking on Friday. You're one of three we want to take further for the R&D Baker job."
    found = weigh(case_of(text), Verdict("other", 0.7, (), "nothing"), thinks(text, offer_verbal=0.9))
    assert (found.label, found.needs) == ("interview_invited", None)


def test_the_one_of_the_finalists_who_is_chosen_has_one() -> None:
    text = "Of the three finalists you are the one: we are pleased to offer you the position of analyst."
    found = weigh(case_of(text), Verdict("offer_verbal", 0.75, (), "offers.verbal"), thinks(text, offer_verbal=0.9))
    assert found.label == "offer_verbal"


NAMED = Verdict("interview_scheduled", 0.75, (), "interviews.named")


def test_a_list_of_interviews_stands_against_an_encoder_that_sees_no_job() -> None:
    text = "Your two interviews: Tuesday 6 October 10:00 with Ann, Thursday 8 October 14:00 with Bo."
    found = of(text, replace(NAMED, confidence=0.9), thinks(text, other=0.9))
    assert (found.label, found.confidence) == ("interview_scheduled", 0.75)


def test_a_time_that_is_confirmed_in_so_many_words_is_moved_by_none() -> None:
    confirmed = Verdict("interview_scheduled", 0.9, (), "interviews.fixed")
    text = "Your interview is confirmed for Thursday 8 October at 14:00."
    torn = thinks(text, interview_rescheduled=0.7, interview_scheduled=0.25)
    assert of(text, confirmed, torn).label == "interview_scheduled"
    assert of(text, confirmed, torn).confidence > 0.9
    text = "Your interview is confirmed for Thursday 8 October at 14:00 instead of Tuesday."
    assert of(text, confirmed, torn).confidence < 0.9


def test_times_to_choose_from_are_no_move() -> None:
    asked = Verdict("interview_invited", 0.75, (), "interviews.asked")
    text = "For the second interview we have Tuesday 6 October at 10:00 or Thursday 8 October at 14:00."
    assert of(text, asked, thinks(text, interview_rescheduled=0.9)).label == "interview_invited"
