"""What a message means, from its words and structure to the label with its evidence."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from agent.reading.calendar_part import Invite
from agent.reading.structured import Facts
from connectors.base import Mailbox
from tests.reading.words import THEM, reading

LONDON = ZoneInfo("Europe/London")
OFFER = (
    "Dear Sam,\n\nWe are delighted to offer you the position of Claims Analyst at Globex on a salary of £41,000 a year, "
    "37 hours a week, with a start date of Monday 2 November 2026.\n\nPlease sign and return the attached letter by Friday 9 October."
)


def invite(method: str, summary: str = "Interview: Claims Analyst", sequence: int = 0, **more: object) -> Invite:
    return Invite(
        method=method,
        uid="u1",
        sequence=sequence,
        start=datetime(2026, 10, 8, 10, 0, tzinfo=LONDON),
        end=datetime(2026, 10, 8, 11, 0, tzinfo=LONDON),
        tzid="Europe/London",
        summary=summary,
        organizer=THEM,
        **more,  # type: ignore[arg-type]  # the fields of an invite
    )


# ---------------------------------------------------------------- offers


def test_an_offer_with_terms_is_written() -> None:
    got = reading(OFFER, "Your offer from Globex")
    assert got.label == "offer_written"
    assert got.role == "Claims Analyst"
    assert (got.deadline, got.start_date) == (date(2026, 10, 9), date(2026, 11, 2))
    assert got.is_letter
    assert got.letter_read
    assert got.exclusive
    assert any("the job is offered" in item.says for item in got.evidence)
    assert all(item.quote for item in got.evidence)


def test_a_letter_in_a_portal_is_written_but_unread() -> None:
    got = reading(
        "A task is waiting for you.\n\nTask: Review Employment Offer\n\nJob: Claims Analyst\n\nDue: 9 October 2026",
        "You have a task to complete: Claims Analyst",
        facts=Facts(vendor="workday", vendor_kind="ats"),
        human=False,
    )
    assert got.label == "offer_written"
    assert got.is_letter
    assert not got.letter_read


def test_a_promised_letter_is_verbal() -> None:
    got = reading(
        "The job is yours! Our HR team is drawing up the contract and you will have it by Friday.", "Good news"
    )
    assert got.label == "offer_verbal"
    assert not got.is_letter


def test_conditions_are_listed_one_by_one() -> None:
    got = reading(
        OFFER + "\n\nThe offer is subject to two satisfactory references, an enhanced DBS check and medical clearance."
    )
    assert got.label == "offer_written"
    assert set(got.contingencies) == {"references", "background_check", "medical"}


def test_boiler_plate_about_later_checks_is_no_condition() -> None:
    got = reading(
        "Your interview for the Claims Analyst role is on Thursday 8 October at 10:00.\n\n"
        "Any offer of appointment is conditional upon an enhanced DBS check and references.",
        "Interview confirmed",
    )
    assert got.label == "interview_scheduled"
    assert got.contingencies == ()


def test_one_condition_met_and_one_open() -> None:
    got = reading(
        "Dear Sam, we can tick that condition off your offer: both references are in. Your DBS is not back yet.",
        "Your checks",
    )
    assert got.label == "offer_cleared"
    assert got.contingencies == ("background_check",)
    assert got.cleared == ("references",)


def test_everything_met_says_so() -> None:
    got = reading(
        "All your pre-employment checks are complete and satisfactory. Your appointment is confirmed unconditionally.",
        "Your offer",
    )
    assert got.label == "offer_cleared"
    assert (got.contingencies, got.cleared) == ((), ("all",))


def test_a_condition_denied_is_not_open() -> None:
    got = reading(
        "Your appointment as Port Agent is no longer conditional. Both references came back with praise.", "Port Agent"
    )
    assert got.label == "offer_cleared"
    still = reading(
        "Your appointment as Port Agent is still conditional. Both references are outstanding.", "Port Agent"
    )
    assert still.label == "offer_contingency"
    assert still.contingencies == ("references",)


def test_a_weak_sign_of_clearance_is_asked_about() -> None:
    got = reading(
        "Sam - lab called, your drug test came back negative. The criminal record search is still with the state.",
        "results",
    )
    assert got.label == "offer_contingency"
    assert got.needs_confirmation == "offer_cleared"
    assert got.confidence < 0.75


def test_the_employers_thanks_put_an_acceptance_on_record() -> None:
    got = reading(
        "Thank you for accepting our offer! We look forward to your first day on Monday 2 November.", "Welcome"
    )
    assert got.label == "offer_accepted"
    assert got.start_date == date(2026, 11, 2)


def test_the_users_acceptance_counts_and_a_question_does_not() -> None:
    yes = reading(
        "Dear Jo, I am delighted to accept the offer. The signed letter is attached.", "Re: Offer", direction="out"
    )
    assert yes.label == "offer_accepted"
    no = reading(
        "Dear Jo, before I sign the letter, could you tell me about the pension?", "Re: Offer", direction="out"
    )
    assert no.label == "other"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Thank you for the offer, but I must decline: I have accepted a position closer to home.", "offer_declined"),
        ("I would like to withdraw my application for Claims Analyst.", "withdrawn"),
        ("I am afraid I can't make Thursday's interview. Could we move it to another day?", "interview_rescheduled"),
        (
            "I have to cancel Thursday's interview, I have flu. I am still very interested in the job.",
            "interview_cancelled",
        ),
        ("I would like to apply for the Claims Analyst position. My CV is attached.", "applied"),
        ("Your offer of the analyst job was generous, but it has to be a no from me.", "offer_declined"),
    ],
)
def test_the_users_own_mail(text: str, label: str) -> None:
    assert reading(text, "Claims Analyst", direction="out").label == label


def test_taking_back_an_offer_beats_everything() -> None:
    got = reading(
        "We regret that we have to withdraw the offer made to you on 5 September for Claims Analyst.", "Your offer"
    )
    assert got.label == "offer_rescinded"
    assert got.deadline is None
    assert got.contingencies == ()


def test_a_threat_is_no_rescission() -> None:
    got = reading(
        "With reference to your offer letter, your background verification is pending. Kindly upload the documents within 72 hrs, "
        "failing which we shall be constrained to withdraw the offer.",
        "Pending documents",
    )
    assert got.label == "offer_contingency"


# ---------------------------------------------------------------- interviews


def test_an_invitation_in_the_calendar_gives_the_time() -> None:
    got = reading("Looking forward to it.", "Invitation: Interview", facts=Facts(invite=invite("REQUEST")))
    assert got.label == "interview_scheduled"
    assert got.interview_start == datetime(2026, 10, 8, 10, 0, tzinfo=LONDON)
    assert got.interview_zone == "Europe/London"


def test_a_cancelled_calendar_entry_cancels() -> None:
    got = reading("Sorry about that.", "Canceled: Interview", facts=Facts(invite=invite("CANCEL")))
    assert got.label == "interview_cancelled"
    assert got.previous_start == datetime(2026, 10, 8, 10, 0, tzinfo=LONDON)


def test_a_counter_proposal_moves_without_a_time() -> None:
    got = reading("Any chance of two o'clock?", "New Time Proposed: Interview", facts=Facts(invite=invite("COUNTER")))
    assert got.label == "interview_rescheduled"
    assert got.interview_start is None


def test_a_team_meeting_is_no_interview() -> None:
    got = reading("Standing agenda.", "Vashti / Sam 1:1", facts=Facts(invite=invite("REQUEST", "Vashti / Sam 1:1")))
    assert got.label == "other"


def test_a_declined_interview_of_the_users_is_cancelled_or_withdrawn() -> None:
    mine = invite("REPLY", user_partstat="declined")
    kept = reading("Broke my wrist, still keen!", "Declined: Interview", facts=Facts(invite=mine), direction="out")
    assert kept.label == "interview_cancelled"
    gone = reading("Please withdraw my application.", "Declined: Interview", facts=Facts(invite=mine), direction="out")
    assert gone.label == "withdrawn"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "We would like to invite you to an interview for Claims Analyst. Which day next week suits you?",
            "interview_invited",
        ),
        ("Your interview for Claims Analyst is on Thursday 8 October at 10:00.", "interview_scheduled"),
        (
            "Your interview has been rescheduled to Friday 9 October at 11:00 instead of Thursday.",
            "interview_rescheduled",
        ),
        (
            "Your interview for Claims Analyst on Thursday has been cancelled. Your application stays active.",
            "interview_cancelled",
        ),
        ("Please complete the online coding challenge for Claims Analyst. You have 90 minutes.", "assessment"),
        ("Thank you for applying. We have received your application for Claims Analyst and will review it.", "applied"),
        ("We have decided not to move forward with your application for Claims Analyst.", "rejected"),
        (
            "I came across your profile and have an exciting opportunity. Would you be open to a confidential chat?",
            "outreach",
        ),
    ],
)
def test_the_other_steps_in_plain_words(text: str, label: str) -> None:
    got = reading(text, "Claims Analyst")
    assert got.label == label
    assert got.evidence


# ---------------------------------------------------------------- what is something else


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("You're interviewing Dagny Okafor on Thursday. Submit your scorecard within 24 hours.", "Interview: Dagny Okafor"),
        ("Mr Tobias Lund has accepted our conditional offer and has named you as his line manager. Please send a reference.", "Reference request"),
        ("Our clients have accepted your offer of £285,000 for the property. I need your solicitor's name. The vendors are chain-free.", "Your offer"),
        ("We are delighted to inform you of an unconditional offer of a place on the MSc. Tuition is £4,950. Admissions Tutor", "Your offer to study"),
        ("You're pre-approved for a loan of up to $18,500. Rate from 9.24% APR. Accept your offer online.", "Your offer expires Friday"),
        ("Thanks for taking part in our study! 45-min user interview on Thursday 8 October at 12:30. Incentive: a $75 gift card.", "Confirmed: interview"),
        ("They want him as Import Coordinator; their lawyers are drawing up his letter.", "Good news about Arjun"),
        ("I GOT IT! They rang, I got the job!!!! Written offer coming Monday", "I GOT IT"),
        ("I am out of the office until Monday.", "Automatic reply: Acceptance of offer"),
    ],
)  # fmt: skip
def test_other_peoples_and_other_business_is_other(text: str, subject: str) -> None:
    got = reading(text, subject)
    assert got.label == "other"


def test_a_newsletter_about_offers_is_other() -> None:
    got = reading(
        'In this issue: "We are delighted to offer you the position of..." Legally this is confetti. Please sign and return by Friday.',
        "Anatomy of an offer letter",
        bulk=True,
        human=False,
        sender=Mailbox("hello@papertrail.example", "The Paper Trail"),
    )
    assert got.label == "other"


@pytest.mark.parametrize(
    ("event", "title", "label"),
    [
        ("requested", "Offer Letter - Claims Analyst", "offer_written"),
        ("completed", "Offer Letter - Claims Analyst", "offer_accepted"),
        ("declined", "Offer Letter - Claims Analyst", "offer_declined"),
        ("voided", "Offer Letter - Claims Analyst", "offer_rescinded"),
        ("completed", "Mutual NDA - Claims Analyst candidates", "other"),
        ("completed", "Lease Agreement Unit 3C", "other"),
    ],
)
def test_an_e_signature_counts_for_offer_letters_only(event: str, title: str, label: str) -> None:
    facts = Facts(vendor="docusign", vendor_kind="esign", esign=event, document_title=title)  # type: ignore[arg-type]
    got = reading("Your document is here.", title, facts=facts, human=False)
    assert got.label == label
    assert got.signed is (label == "offer_accepted")


def test_a_sender_bears_only_what_it_can() -> None:
    allowed: frozenset[str] = frozenset({"applied", "rejected", "other"})
    got = reading(OFFER, "Your offer", facts=Facts(vendor="linkedin", vendor_kind="board", allowed=allowed))  # type: ignore[arg-type]
    assert not got.label.startswith("offer_")


def test_a_part_time_job_leaves_room() -> None:
    assert not reading(OFFER.replace("37 hours a week", "part-time, 16 hours a week"), "Your offer").exclusive
