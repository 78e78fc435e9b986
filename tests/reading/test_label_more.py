"""Everyday wordings of the news that matters most, with mail that only looks like it."""

from __future__ import annotations

import pytest

from connectors.base import Mailbox
from tests.reading.words import reading

OFFER_QUOTED = "Attached is our offer letter for the position of Brand Manager. Please sign and return it by Friday."


@pytest.mark.parametrize(
    "text",
    [
        "Your interview on Wednesday has been cancelled.",
        "Unfortunately we have to cancel your interview on Wednesday, November 25.",
        "I am sorry, but we must cancel your interview next Wednesday.",
        "I'm afraid we need to call off Tuesday's interview. I'll be in touch.",
        "Your interview scheduled for Tuesday has been cancelled by the hiring team.",
        "We are cancelling your interview because two of the panel are ill.",
    ],
)
def test_an_interview_is_called_off(text: str) -> None:
    assert reading(text, "Interview").label == "interview_cancelled"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Your MRI appointment on Monday has been cancelled. Please call to rebook.", "Appointment"),
        (
            "Your check-up with Dr. Feld is confirmed for Tuesday, November 24 at 8:30 am.",
            "Your appointment is confirmed",
        ),
        ("Your appointment with Mr Lal is confirmed for Thursday 4 March at 5.40 pm in the hall.", "Parents' evening"),
        ("Your viewing of Flat 3 is confirmed for Monday 10 May at 17:30. Offers considered.", "Viewing confirmed"),
        ("Your haircut with Mina is booked for Friday 9 October at 4 pm.", "See you soon"),
        ("Your table for four is confirmed for Saturday at 7 pm.", "Booking"),
        ("We regret to inform you that your booking for table 4 is cancelled.", "Booking"),
        (
            "The boiler engineer will call on Monday 5 October between 8 am and noon. Reschedule online.",
            "Your service visit",
        ),
        ("You playing Saturday or what? Bus at 10.", "Saturday"),
    ],
)
def test_an_appointment_of_daily_life_is_no_interview(text: str, subject: str) -> None:
    sender = Mailbox("office@beechwood.example", "Beechwood")
    for human in (True, False):
        assert reading(text, subject, human=human, sender=sender).label == "other"


@pytest.mark.parametrize(
    "text",
    [
        "Congratulations to our member Dana Ortiz, who has accepted an offer from the state highway department!",
        "Your cousin got an offer from the bank. Call your aunt.",
        "This week: 83(b) elections, cliffs, and when to rescind an acceptance. Plus an interview with a founder.",
    ],
)
@pytest.mark.parametrize("bulk", [True, False])
def test_news_of_others_is_no_offer(text: str, bulk: bool) -> None:
    assert reading(text, "News", bulk=bulk).label == "other"


@pytest.mark.parametrize(
    "text",
    [
        "We're on for Monday the 26th, 9 AM Central, dock office at Corvane. It's the Warehouse Lead interview.",
        "Putting you down for Tuesday, June 8, 9:00 am at the admin building for the Instructional Coach interview.",
        "We are confirmed for Tuesday 6 October from 11:00 to 12:30. You will meet the panel for the Analyst role.",
        "Half nine on Wednesday the 7th it is then. Ask for Una; it is about the Architectural Assistant post.",
        "I've got you down for Friday 9 October at 2 pm, for the Store Manager interview.",
        "Chef would like you to come and bake with us: Tuesday, October 13, 6:00 am to 10:00 am. It is a working interview.",
    ],
)
def test_a_time_said_in_passing_is_fixed(text: str) -> None:
    got = reading(text, "Next week")
    assert got.label == "interview_scheduled"
    assert got.interview_start is not None


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for applying for our Test Engineer opening. We liked your CV and would like to invite you to an interview. "
        "Would one afternoon in the week of the 23rd suit you?",
        "Thank you for your application. We'd love to meet you for an interview. Could you send me some times next week?",
        "Good talking to you on the phone today about the Reliability Engineer role. I will come back to you about an "
        "interview next week. Could you let me know your availability in December?",
    ],
)
def test_an_invitation_is_stronger_than_the_thanks_before_it(text: str) -> None:
    assert reading(text, "Your application").label == "interview_invited"


@pytest.mark.parametrize(
    "text",
    [
        "I am very sorry: Brackwater Instruments has to rescind the offer of employment for the position of Test Engineer.",
        "Unfortunately Brackwater Instruments must rescind its offer.",
        "Globex is withdrawing its offer of employment.",
        "Corporate froze every open seat in the region. May 10 is not going to happen; as of today the position doesn't exist. "
        "I am sorry about your start with us.",
        "The Council voted to strike the Engineer position from the budget. The City is therefore not in a position to go "
        "forward with your appointment, and the letter of May 13 should be regarded as void.",
        "Brackwater has decided not to go ahead with the position that we offered you.",
        "Because of the results of your background check we can no longer offer you the position.",
    ],
)
def test_an_offer_is_taken_back_in_many_words(text: str) -> None:
    assert reading(text, "Your start").label == "offer_rescinded"


@pytest.mark.parametrize(
    "text",
    [
        "We do not intend to rescind the offer, whatever you read in the news.",
        "Nobody is going to withdraw your offer, and we are not cancelling the programme.",
    ],
)
def test_an_offer_that_stands_is_not_taken_back(text: str) -> None:
    assert reading(text, "Your offer").label != "offer_rescinded"


@pytest.mark.parametrize(
    "text",
    [
        "The background check has cleared, so we are all set for your start at Brackwater Instruments.",
        "Your references all came back, and very good ones. That was the last open point.",
        "All pre-employment checks have been completed successfully.",
        "Your DBS came back this morning with nothing on it, so that's every box ticked and you can hand your notice in.",
    ],
)
def test_a_check_that_came_back_clears_the_offer(text: str) -> None:
    got = reading(text, "Your offer from Brackwater")
    assert got.label == "offer_cleared"
    assert not got.contingencies


@pytest.mark.parametrize(
    "text",
    [
        "As soon as the background check is complete we will confirm your start date.",
        "We expect the background check to clear next week.",
        "Your background check is still in progress and we cannot confirm your start until it has cleared.",
    ],
)
def test_a_check_that_is_to_come_back_clears_nothing(text: str) -> None:
    assert reading(text, "Your offer from Brackwater").label == "offer_contingency"


def test_what_is_met_is_told_from_the_one_thing_left() -> None:
    got = reading(
        "Both referees answered by return and said lovely things, and Occ Health have passed you fit. So the only thing "
        "between you and us now is the DBS, which is sat with the police stage.",
        "RE: Conditional offer: Senior Sister",
    )
    assert got.contingencies == ("background_check",)
    assert set(got.cleared) == {"references", "medical"}


def test_conditions_in_a_numbered_line_are_all_open() -> None:
    got = reading(
        "The City is pleased to tender you this offer of employment as Engineer at a salary of $70,000, starting June 28, "
        "2027. This offer depends on (1) confirmation of the position by the City Council at its regular session, and (2) a "
        "pre-placement physical at the City's expense.",
        "Tentative Offer",
    )
    assert got.label == "offer_written"
    assert set(got.contingencies) == {"approval", "medical"}


@pytest.mark.parametrize(
    "text",
    [
        "The panel didn't need long. We'd love you to have the Band 6. Nothing from me counts as paper, HR have to raise it.",
        "It was unanimous over here at Ridgeview Elementary. Central office will send you the official letter tomorrow.",
        "We want you to take the job. Head office will write the letter this week.",
    ],
)
def test_an_offer_by_word_of_mouth(text: str) -> None:
    assert reading(text, "AMU").label == "offer_verbal"


def test_terms_in_a_persons_own_words_are_an_offer_in_writing() -> None:
    got = reading(
        "You asked for it in writing:\n\nHead Pastry Chef, Copper Sieve Bakery\n58,000 a year, two weeks off\nhealth insurance "
        "after 60 days\nfirst shift would be Tuesday November 3\n\nI can keep it open til Friday the 9th.",
        "ok here it is on paper",
    )
    assert got.label == "offer_written"
    assert str(got.deadline) == "2026-10-09"


@pytest.mark.parametrize(
    "text",
    [
        "We are pleased to offer you the position of Calibration Engineer. The offer is contingent on a satisfactory background "
        "check, which our provider starts as soon as you have accepted. Please answer by October 20.",
        "We are delighted to offer you the role of Engineer. Once you accept we will send the forms. Your salary is $90,000.",
        "We are happy to offer you the job of Analyst at £30,000 a year. When you have signed, we will order your laptop.",
    ],
)
def test_an_acceptance_to_come_is_none(text: str) -> None:
    assert reading(text, "Offer letter").label == "offer_written"


@pytest.mark.parametrize(
    "text",
    [
        "Signed, sealed, see you August 2nd. Let's build this thing.",
        "Good evening,\n\nSigned and attached! Ridgeview has itself a teacher.",
        "I've put my name in the space. Count me in for the 7th of June.",
        "Go on so, tell Lismara I'm theirs. Signed the lot last night, scan attached.",
    ],
)
def test_a_short_yes_to_an_offer(text: str) -> None:
    got = reading(text, "Re: offer: Brand Manager", direction="out", quoted=OFFER_QUOTED)
    assert got.label == "offer_accepted"


@pytest.mark.parametrize(
    "text",
    [
        "I would gladly accept if the start date could be moved to February. Could you check?",
        "I'd be delighted to accept, provided that the role can be fully remote.",
        "I hope to accept by Friday, once I have talked to my family.",
        "I plan to accept, but I want to read the contract first.",
        "I am inclined to accept your offer and will let you know tomorrow.",
    ],
)
def test_a_yes_with_an_if_is_none(text: str) -> None:
    got = reading(text, "Re: offer: Brand Manager", direction="out", quoted=OFFER_QUOTED)
    assert got.label == "other"


@pytest.mark.parametrize(
    "text",
    [
        "Hurrah. Signed terms received, all done on our side. Bottle in the post.",
        "YESSS. countersigned copy coming via the lawyers. best friday.",
        "Got your signed agreement, thank you!",
    ],
)
def test_the_employer_has_the_signed_terms(text: str) -> None:
    assert reading(text, "Re: Brand Manager - offer terms").label == "offer_accepted"


@pytest.mark.parametrize(
    "title", ["Director of Finance", "Budget Analyst", "Background Screening Specialist", "Board Secretary"]
)
def test_a_title_that_sounds_like_a_check_is_none(title: str) -> None:
    got = reading(
        f"Your interview for {title} at Highwater Inns is confirmed for Friday 9 October 2026 at 2 pm.", "Interview"
    )
    assert got.label == "interview_scheduled"
    assert not got.contingencies
