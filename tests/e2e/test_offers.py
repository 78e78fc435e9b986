"""How firm an offer is, and what follows from that, from mail on a disk to the printed answer."""

from __future__ import annotations

import pytest

from tests.e2e.stories import BRACKWATER, FIRM, LETTER_OF_BRACKWATER, YES_TO_BRACKWATER, firm, linden, orchard
from tests.e2e.world import Said, Status, World, me, them

# ---------------------------------------------------------------- verbal

HALLE = "Grace Adeyemi <grace.adeyemi@hallefoundry.example>"
NORDLICHT = "Per Sundqvist <per@nordlicht-optics.example>"
MARLOW = "Fiona Marlow <fmarlow@marlowstreetclinic.example>"

BY_WORD_OF_MOUTH = {
    "good news": them(
        HALLE, "Good news from Halle Foundry", "2026-11-16T11:20",
        "Hi Ines,\n\nThe team loved meeting you. We would like to offer you the role of Metrology Lead! Our HR department is"
        " preparing the paperwork and you should have the written offer early next week. I wanted you to hear it from me"
        " first.\n\nGrace Adeyemi\nHalle Foundry",
    ),
    "after a call": them(
        NORDLICHT, "Following up on our call", "2026-11-17T15:02",
        "Hello Ines,\n\nAs I said on the phone just now, we want to extend an offer to you for the Optical Test Engineer"
        " position at Nordlicht Optics. The formal letter will follow once finance has confirmed the band.\n\nPer",
    ),
    "by hand": them(
        MARLOW, "We'd love to have you", "2026-11-17T09:31",
        "Dear Ines,\n\nIt was lovely talking to you yesterday, and I can tell you now that the decision is made: we would"
        " like to offer you the Equipment Coordinator position at Marlow Street Clinic. I will put it all in writing and"
        " send you the letter by the end of the week.\n\nWarmly,\nFiona Marlow",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mail", BY_WORD_OF_MOUTH.values(), ids=BY_WORD_OF_MOUTH)
def test_an_offer_by_word_of_mouth_is_told_and_nothing_is_drafted(world: World, mail: Said) -> None:
    world.tell(mail)
    linden(world)
    found = world.sync()
    (offer,) = found["offers"]
    assert (offer["standing"], offer["written"], offer["accepted"], offer["firm"]) == ("verbal", False, False, False)
    assert found["drafts"] == []
    assert found.employers == ["Linden Hydro"]
    assert "accepted" not in found.questions


NO_OFFERS = {
    "a great fit": them(
        HALLE, "Thank you for coming in", "2026-11-16T11:20",
        "Hi Ines,\n\nThank you for yesterday, you seem a great fit for the team and everybody enjoyed the discussion. We"
        " still have two more candidates to see and will be in touch next week.\n\nGrace Adeyemi\nHalle Foundry",
    ),
    "an advertisement": them(
        "Cardwell Bank <offers@news.cardwellbank.example>", "Your exclusive offer is waiting", "2026-11-17T06:00",
        "Dear customer,\n\nCongratulations, we are pleased to offer you a credit line. Accept your offer by November 30 and"
        " enjoy 0% for 12 months.\n\nTo unsubscribe click below.",
        headers={"List-Unsubscribe": "<https://news.cardwellbank.example/u>", "Precedence": "bulk"},
    ),
    "a friend's": them(
        "Jo Hart <jo.hart@friends.example>", "I got it!!", "2026-11-17T20:00",
        "Ines! They offered me the job at the museum and I accepted this morning. Drinks on Friday?\n\nJo",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mail", NO_OFFERS.values(), ids=NO_OFFERS)
def test_praise_an_advertisement_and_a_friends_luck_are_no_offers(world: World, mail: Said) -> None:
    world.tell(mail)
    linden(world)
    found = world.sync()
    assert found["offers"] == []
    assert found["drafts"] == []


# ---------------------------------------------------------------- written, not accepted

IN_WRITING = {
    "a letter attached": (
        LETTER_OF_BRACKWATER,
        "2026-11-20",
    ),
    "terms in the body": (
        them(
            HALLE, "Offer of employment - Metrology Lead", "2026-11-12T10:00",
            "Dear Ines,\n\nOn behalf of Halle Foundry I am pleased to offer you employment as Metrology Lead on the"
            " following terms:\n\n- Base salary: $98,500 per year\n- Full time, Monday to Friday\n- Start date: January 4,"
            " 2027\n- Twenty days of paid leave\n\nPlease reply to this message by November 24, 2026 to accept.\n\n"
            "Sincerely,\nGrace Adeyemi\nHalle Foundry",
        ),
        "2026-11-24",
    ),
    "to be signed online": (
        them(
            "Nordlicht Optics via DocuSign <dse@docusign.net>",
            "Please DocuSign: Offer Letter Ines Calloway - Nordlicht Optics", "2026-11-13T14:12",
            "Nordlicht Optics sent you a document to review and sign.\n\nREVIEW DOCUMENT\n\nPer Sundqvist\n"
            "per@nordlicht-optics.example\n\nDear Ines, please review and sign your offer letter for Optical Test Engineer"
            " at Nordlicht Optics by November 27, 2026.\n\nDo Not Share This Email\nThis email contains a secure link to"
            " DocuSign.",
        ),
        "2026-11-27",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("mail", "deadline"), IN_WRITING.values(), ids=IN_WRITING)
def test_a_written_offer_asks_once_whether_it_was_accepted(world: World, mail: Said, deadline: str) -> None:
    world.tell(mail)
    linden(world)
    found = world.sync()
    (offer,) = found["offers"]
    assert (offer["standing"], offer["written"], offer["accepted"]) == ("written", True, False)
    assert offer["deadline"] == deadline
    assert found["drafts"] == []
    question = found.question("accepted")
    assert question["offer"] == offer["id"]
    assert question["answers"] == ["deciding", "yes", "no", "turned_down", "not_an_offer"]
    assert world.later(hours=1).questions == ["accepted"]


def written(world: World) -> Status:
    world.tell(LETTER_OF_BRACKWATER)
    linden(world)
    return world.sync()


def test_yes_makes_a_written_offer_firm_and_the_letters_are_drafted(world: World) -> None:
    question = written(world).question("accepted")
    world.do(f"answer {question['id']} yes")
    found = world.status()
    assert found.offer("Brackwater")["standing"] == "firm"
    assert found.draft("Linden")["kind"] == "withdrawal"
    assert found.questions == []
    assert world.later(hours=1).draft("Linden")["status"] == "waiting"


@pytest.mark.parametrize("answer", ["no", "deciding"])
def test_no_and_deciding_leave_the_offer_alone_and_are_not_asked_again(world: World, answer: str) -> None:
    question = written(world).question("accepted")
    world.do(f"answer {question['id']} {answer}")
    found = world.later(hours=1)
    assert found.offer("Brackwater")["standing"] == "written"
    assert [d for d in found.drafts if d["kind"] in ("withdrawal", "offer_decline")] == []
    assert found.questions == []


def test_turned_down_drafts_a_letter_that_declines_the_offer(world: World) -> None:
    question = written(world).question("accepted")
    world.do(f"answer {question['id']} turned_down")
    found = world.later(hours=1)
    assert found.offer("Brackwater")["standing"] == "declined"
    draft = found.draft("Brackwater")
    assert (draft["kind"], draft["to"]) == ("offer_decline", ["t.wilk@brackwater-instruments.example"])
    assert found.employers == ["Linden Hydro"]
    assert len(found.drafts) == 1


def test_not_an_offer_dismisses_it(world: World) -> None:
    question = written(world).question("accepted")
    world.do(f"answer {question['id']} not_an_offer")
    found = world.later(hours=1)
    assert found.offer("Brackwater")["standing"] == "dismissed"
    assert (found.drafts, found.questions) == ([], [])


def test_an_answer_that_the_question_does_not_know_is_wrong_usage(world: World) -> None:
    question = written(world).question("accepted")
    result = world.agent("answer", question["id"], "perhaps")
    assert result.status == 2
    assert "not_an_offer" in result.err
    assert world.status().questions == ["accepted"]


def test_the_users_later_acceptance_by_mail_answers_the_question(world: World) -> None:
    written(world)
    world.tell(YES_TO_BRACKWATER)
    found = world.later(minutes=30)
    assert found.questions == []
    assert found.offer("Brackwater")["standing"] == "firm"


# ---------------------------------------------------------------- conditional

CHECKS = {
    "named in the letter": (
        (
            them(
                BRACKWATER, "Your offer from Brackwater Instruments", "2026-11-11T15:20",
                "Dear Ines,\n\nI am very happy to offer you the position of Field Calibration Engineer at Brackwater"
                " Instruments; the offer letter is attached. The offer is contingent on a satisfactory background check,"
                " which our provider starts as soon as you have accepted.\n\nPlease answer by Friday, November 20.\n\n"
                "Kind regards,\nTomasz Wilk\nHead of People, Brackwater Instruments",
                attachment="offer.pdf",
            ),
            YES_TO_BRACKWATER,
        ),
        "background_check",
    ),
    "two referees to hear": (
        (
            them(
                HALLE, "Offer of employment - Metrology Lead", "2026-11-12T10:00",
                "Dear Ines,\n\nI am pleased to offer you employment as Metrology Lead at Halle Foundry, at a salary of"
                " $98,500, starting January 4, 2027. This offer is subject to satisfactory references from two former"
                " employers.\n\nPlease let us know by November 24.\n\nGrace Adeyemi\nHalle Foundry",
            ),
            me(
                HALLE, "Re: Offer of employment - Metrology Lead", "2026-11-13T08:15",
                "Dear Grace,\n\nThank you, I gladly accept the offer. You can reach my two referees at the numbers in my"
                " application.\n\nBest regards,\nInes Calloway",
            ),
        ),
        "references",
    ),
    "a drug screen afterwards": (
        (
            LETTER_OF_BRACKWATER,
            YES_TO_BRACKWATER,
            them(
                BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-17T08:55",
                "Dear Ines,\n\nThank you for accepting! One step is left: before we can confirm your start you need to pass"
                " a pre-employment drug test. The laboratory will contact you this week. Your offer depends on the"
                " result.\n\nTomasz",
            ),
        ),
        "drug_test",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("story", "kind"), CHECKS.values(), ids=CHECKS)
def test_an_accepted_offer_with_an_open_condition_drafts_nothing(
    world: World, story: tuple[Said, ...], kind: str
) -> None:
    world.tell(*story)
    linden(world)
    found = world.sync()
    (offer,) = found["offers"]
    assert (offer["standing"], offer["accepted"], offer["firm"]) == ("conditional", True, False)
    assert [c["kind"] for c in offer["contingencies"] if c["open"]] == [kind]
    assert found["drafts"] == []


def test_a_letter_that_speaks_of_the_time_after_acceptance_is_not_accepted(world: World) -> None:
    world.tell(CHECKS["named in the letter"][0][0])
    found = world.sync()
    offer = found.offer("Brackwater")
    assert (offer["standing"], offer["written"], offer["accepted"]) == ("written", True, False)
    assert found.questions == ["accepted"]


def conditional(world: World) -> Status:
    world.tell(*CHECKS["named in the letter"][0])
    linden(world)
    return world.sync()


CLEARED = {
    "by the employer": them(
        BRACKWATER, "Background check complete", "2026-11-19T10:15",
        "Dear Ines,\n\nGood news: your background check came back clear and there is nothing left to do. Your offer is no"
        " longer subject to any condition, and we will see you on January 11.\n\nTomasz Wilk\nBrackwater Instruments",
    ),
    "in passing": them(
        BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-19T16:40",
        "Hi Ines,\n\nA quick note before the weekend: the background check has cleared, so we are all set for your start at"
        " Brackwater Instruments. Enjoy the holidays!\n\nTomasz",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mail", CLEARED.values(), ids=CLEARED)
def test_a_condition_that_is_met_makes_the_offer_firm(world: World, mail: Said) -> None:
    conditional(world)
    world.tell(mail)
    found = world.day("2026-11-20T09:00")
    offer = found.offer("Brackwater")
    assert offer["standing"] == "firm"
    assert [c["open"] for c in offer["contingencies"]] == [False]
    assert found.draft("Linden")["status"] == "waiting"


def test_with_act_on_accepted_a_conditional_offer_is_enough(world: World) -> None:
    world.configure(policy='[policy]\nact_on = "accepted"')
    found = conditional(world)
    assert found.offer("Brackwater")["standing"] == "conditional"
    assert found.draft("Linden")["kind"] == "withdrawal"


def test_the_deadline_passing_without_an_answer_ends_the_offer(world: World) -> None:
    written(world)
    found = world.day("2026-11-21T09:00")
    assert found.offer("Brackwater")["standing"] == "expired"
    assert (found.drafts, found.questions) == ([], [])


# ---------------------------------------------------------------- firm

ESIGNED = (
    them(
        "Nordlicht Optics via DocuSign <dse@docusign.net>",
        "Please DocuSign: Offer Letter Ines Calloway - Nordlicht Optics", "2026-11-13T14:12",
        "Nordlicht Optics sent you a document to review and sign.\n\nREVIEW DOCUMENT\n\nPer Sundqvist\n"
        "per@nordlicht-optics.example\n\nDear Ines, please review and sign your offer letter for Optical Test Engineer.",
    ),
    them(
        "DocuSign NA3 System <dse@docusign.net>",
        "Completed: Please DocuSign: Offer Letter Ines Calloway - Nordlicht Optics", "2026-11-16T21:30",
        "Your document has been completed\n\nVIEW COMPLETED DOCUMENT\n\nPer Sundqvist\nper@nordlicht-optics.example\n\n"
        "All parties have completed Please DocuSign: Offer Letter Ines Calloway - Nordlicht Optics.",
    ),
)  # fmt: skip
THANKED = (
    them(
        HALLE, "Offer of employment - Metrology Lead", "2026-11-12T10:00",
        "Dear Ines,\n\nI am pleased to offer you employment as Metrology Lead at Halle Foundry, at a salary of $98,500 a"
        " year, starting January 4, 2027.\n\nPlease let us know by November 24.\n\nGrace Adeyemi\nHalle Foundry",
    ),
    them(
        HALLE, "Re: Offer of employment - Metrology Lead", "2026-11-17T08:15",
        "Dear Ines,\n\nThank you for accepting our offer yesterday, we are thrilled. Everything is signed and final, and"
        " your first day is January 4.\n\nGrace",
    ),
)  # fmt: skip
FIRM_OFFERS = {"by mail": FIRM, "by e-signature": ESIGNED, "by the employer's thanks": THANKED}


@pytest.mark.parametrize("story", FIRM_OFFERS.values(), ids=FIRM_OFFERS)
def test_a_firm_offer_drafts_one_letter_for_each_interview_elsewhere(world: World, story: tuple[Said, ...]) -> None:
    world.tell(*story)
    linden(world)
    orchard(world)
    found = world.sync()
    (offer,) = found["offers"]
    assert (offer["standing"], offer["written"], offer["accepted"], offer["firm"]) == ("firm", True, True, True)
    assert [(d["kind"], d["employer"], d["status"]) for d in found["drafts"]] == [
        ("withdrawal", "Linden Hydro", "waiting"),
        ("withdrawal", "Orchard Robotics", "waiting"),
    ]
    for draft in found["drafts"]:
        text = draft["subject"] + draft["body"]
        assert all(name not in text for name in ("Brackwater", "Nordlicht", "Halle", "{", "}"))
        assert 60 <= len(draft["body"].split()) <= 140
        assert draft["body"].rstrip().endswith("Ines Calloway")
    assert "Tuesday, November 24" in found.draft("Linden")["body"]
    assert "2:00 pm Eastern" in found.draft("Linden")["body"]
    assert "Orchard" not in found.draft("Linden")["body"]


def test_without_an_interview_nothing_follows_from_a_firm_offer(world: World) -> None:
    firm(world)
    found = world.sync()
    assert found.offer("Brackwater")["standing"] == "firm"
    assert (found["drafts"], found.questions) == ([], [])


def test_a_part_time_job_puts_nothing_in_question(world: World) -> None:
    world.tell(
        them(
            MARLOW, "Your part-time position", "2026-11-12T10:00",
            "Dear Ines,\n\nWe are pleased to offer you the part-time position of Weekend Equipment Coordinator at Marlow"
            " Street Clinic: eight hours on Saturdays, alongside whatever else you do, starting December 5, 2026. The offer"
            " letter is attached.\n\nFiona Marlow",
            attachment="offer.pdf",
        ),
        me(MARLOW, "Re: Your part-time position", "2026-11-13T09:00", "Dear Fiona,\n\nI accept, thank you!\n\nInes"),
    )  # fmt: skip
    linden(world)
    found = world.sync()
    assert found.offer("Marlow")["exclusive"] is False
    assert found["drafts"] == []


def test_the_offer_of_a_job_held_for_weeks_is_the_old_one(world: World) -> None:
    world.tell(
        them(
            HALLE, "Offer of employment - Metrology Lead", "2026-08-12T10:00",
            "Dear Ines,\n\nI am pleased to offer you employment as Metrology Lead at Halle Foundry, starting"
            " September 14, 2026, at $98,500 a year.\n\nGrace Adeyemi\nHalle Foundry",
        ),
        me(HALLE, "Re: Offer of employment - Metrology Lead", "2026-08-13T10:00", "Dear Grace,\n\nI accept the offer.\n\nInes"),
    )  # fmt: skip
    linden(world)
    found = world.sync()
    assert found.offer("Halle")["start_date"] == "2026-09-14"
    assert found["drafts"] == []


# ---------------------------------------------------------------- not to be trusted

SCAM = them(
    "Global Freight HR <recruiting@globalfreight-careers.top>", "CONGRATULATIONS you are hired", "2026-11-16T03:10",
    "Dear Applicant,\n\nCongratulations! You have been selected as Remote Payment Clerk, no interview is needed. We will"
    " mail you a check of $2,900; deposit it and send the rest in gift cards to our vendor by Telegram within 24 hours."
    " Reply YES to accept this offer.\n\nHiring Team",
    authentic=False,
)  # fmt: skip


def test_a_scam_makes_no_offer_that_counts(world: World) -> None:
    world.tell(SCAM)
    linden(world)
    found = world.sync()
    assert all(o["suspicious"] and not o["firm"] for o in found["offers"])
    assert (found["drafts"], found.questions) == ([], [])


def test_a_forged_clearance_moves_nothing(world: World) -> None:
    conditional(world)
    world.mail(
        BRACKWATER.replace("brackwater-instruments.example", "brackwater-instruments-hr.top"), "Final confirmation",
        "Dear Ines,\n\nYour background check is complete and the offer of Brackwater Instruments is final. Pay the $80 fee"
        " for the certificate by gift card within 24 hours and send the code on WhatsApp.\n\nTomasz Wilk",
        "2026-11-18T10:00", authentic=False,
    )  # fmt: skip
    found = world.later(hours=2)
    assert [o["standing"] for o in found["offers"] if not o["suspicious"]] == ["conditional"]
    assert found["drafts"] == []
