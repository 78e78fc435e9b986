"""What follows from an offer: the rules that no other story tells, each with what must not happen in nearly the same case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.e2e.stories import BRACKWATER, FIRM, LETTER_OF_BRACKWATER, LINDEN, firm, linden, orchard
from tests.e2e.test_turns import IN_TOUCH, KESTREL, KESTREL_OFFERS, take_back
from tests.e2e.world import Said, Status, World, me, them


def kinds(found: Status) -> dict[str, str]:
    """Employer → kind of its letter that is not void."""
    assert len({d["employer"] for d in found.drafts}) == len(found.drafts), found.summary()
    return {d["employer"]: d["kind"] for d in found.drafts}


def told(world: World) -> str:
    """What a sync says to a person, on one line."""
    return " ".join(world.do("sync").out.split())


# ---------------------------------------------------------------- verbal


def test_of_an_offer_by_word_of_mouth_it_is_said_that_interviews_are_best_kept(world: World) -> None:
    world.tell(
        them(
            KESTREL, "Good news from Kestrel", "2026-11-16T16:20",
            "Hi Ines,\n\nThe whole panel said yes, and we would like to offer you the Verification Engineer role at Kestrel"
            " Avionics! The written offer will follow by the end of the week.\n\nMarguerite Oduya\nKestrel Avionics",
        )
    )  # fmt: skip
    linden(world)
    said = told(world)
    assert "Kestrel Avionics" in said
    assert "your interviews are best kept" in said
    assert world.status()["drafts"] == []


# ---------------------------------------------------------------- deciding


def deciding(world: World) -> Status:
    world.do(f"answer {world.sync().question('accepted')['id']} deciding")
    return world.status()


def test_where_the_last_interview_comes_before_the_deadline_no_time_is_asked_for(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    world.mail(LINDEN, "Interview at Linden Hydro on Thursday",
               "Hi Ines,\n\nYour interview for Test Engineer at Linden Hydro is on Thursday, November 19, at 2:00 pm Eastern.\n\n"
               "Aisha Rahman\nLinden Hydro", "2026-11-12T10:00")  # fmt: skip
    assert kinds(deciding(world)) == {"Linden Hydro": "expedite"}


WES = "Wes Okoro <wes@paperlanternlabs.example>"


@pytest.mark.parametrize(("when", "follows"), [("2026-10-05T12:00", True), ("2026-09-10T12:00", False)])
def test_whoever_was_in_touch_within_sixty_days_is_asked_to_move_forward(
    world: World, when: str, follows: bool
) -> None:
    world.tell(
        LETTER_OF_BRACKWATER,
        Said(WES, IN_TOUCH["by phone"].to, IN_TOUCH["by phone"].subject, IN_TOUCH["by phone"].text, when),
    )
    assert kinds(deciding(world)) == ({"Paper Lantern Labs": "expedite"} if follows else {})


APPLIED = them(
    "Stonegate Careers <no-reply@stonegate-energy.example>", "We received your application", "2026-11-08T07:00",
    "Dear Ines,\n\nThank you for applying to Stonegate Energy. We have received your application for Metering Engineer and"
    " will review it. This mailbox is not monitored.\n\nStonegate Energy Careers",
    headers={"Auto-Submitted": "auto-generated"},
)  # fmt: skip


def test_no_machine_is_asked_to_move_forward_and_nobody_before_the_user_says_deciding(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER, APPLIED)
    linden(world)
    assert world.sync()["drafts"] == []
    assert "Stonegate Energy" not in kinds(deciding(world))


# ---------------------------------------------------------------- conditional


def test_of_a_conditional_offer_it_is_said_what_is_open(world: World) -> None:
    world.tell(
        *FIRM[:2],
        them(BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-17T08:55",
             "Dear Ines,\n\nThank you for accepting! Your offer depends on a drug test; the laboratory will call you.\n\nTomasz"),
    )  # fmt: skip
    linden(world)
    assert "drug test" in told(world)
    assert world.status()["drafts"] == []


def test_an_accepted_offer_without_a_letter_says_that_the_letter_is_missing(world: World) -> None:
    world.tell(
        them(
            KESTREL, "Good news from Kestrel", "2026-11-16T16:20",
            "Hi Ines,\n\nThe whole panel said yes, and we would like to offer you the Verification Engineer role at Kestrel"
            " Avionics! The written offer will follow by the end of the week.\n\nMarguerite Oduya\nKestrel Avionics",
        ),
        me(KESTREL, "Re: Good news from Kestrel", "2026-11-16T19:00", "Hi Marguerite,\n\nWonderful! I accept the offer.\n\nInes"),
    )  # fmt: skip
    linden(world)
    assert "still open: the offer in writing" in told(world)
    found = world.status()
    offer = found.offer("Kestrel")
    assert (offer["standing"], offer["accepted"], offer["written"]) == ("conditional", True, False)
    assert found["drafts"] == []
    said = " ".join(world.do("offers").out.split()).lower()
    assert "open: the offer in writing" in said


# ---------------------------------------------------------------- firm: who else gets a letter


@pytest.mark.parametrize(("when", "follows"), [("2026-10-05T12:00", True), ("2026-09-10T12:00", False)])
def test_a_process_without_an_interview_is_withdrawn_from_where_a_person_wrote_within_sixty_days(
    world: World, when: str, follows: bool
) -> None:
    firm(world)
    world.tell(Said(WES, IN_TOUCH["by phone"].to, IN_TOUCH["by phone"].subject, IN_TOUCH["by phone"].text, when))
    assert kinds(world.sync()) == ({"Paper Lantern Labs": "withdrawal"} if follows else {})


SHARED = "Pinecrest Careers <careers@pinecrest-turbines.example>"
BY_A_PERSON = (
    "Hello Ines,\n\nDaniel and I read your application for Rotor Test Engineer with pleasure, and your thesis on blade flutter"
    " caught our eye. Would you tell us when you could come to Pinecrest Turbines for a talk?\n\nBest wishes,\nRuth\n"
    "Pinecrest Turbines"
)
BY_A_MACHINE = (
    "Dear applicant,\n\nYour application for Rotor Test Engineer at Pinecrest Turbines has been received. This is an automatic"
    " message.\n\nPinecrest Turbines"
)


def test_a_shared_mailbox_in_which_a_person_writes_is_a_person_in_touch(world: World) -> None:
    firm(world)
    world.tell(them(SHARED, "Your application at Pinecrest Turbines", "2026-11-10T10:00", BY_A_PERSON))
    found = world.sync()
    assert kinds(found) == {"Pinecrest Turbines": "withdrawal"}
    assert found.draft("Pinecrest")["to"] == ["careers@pinecrest-turbines.example"]


def acknowledged(world: World) -> None:
    firm(world)
    world.tell(them(SHARED, "Your application at Pinecrest Turbines", "2026-11-10T10:00", BY_A_MACHINE))


def test_a_shared_mailbox_that_only_acknowledges_is_left_alone(world: World) -> None:
    acknowledged(world)
    assert world.sync()["drafts"] == []


def test_with_withdraw_all_a_plain_application_is_withdrawn_where_there_is_an_address(world: World) -> None:
    world.configure(policy='[policy]\nwithdraw = "all"')
    acknowledged(world)
    world.tell(APPLIED)
    found = world.sync()
    assert kinds(found) == {"Pinecrest Turbines": "withdrawal"}
    assert found.draft("Pinecrest")["to"] == ["careers@pinecrest-turbines.example"]


# ---------------------------------------------------------------- taken back


def test_an_offer_declined_for_the_one_taken_back_is_asked_for_again(world: World) -> None:
    firm(world)
    world.tell(KESTREL_OFFERS)
    world.sync()
    world.approve("Kestrel", immediately=True)
    take_back(world, when="2026-11-18T09:30")
    found = world.later(hours=1)
    again = next(d for d in found.drafts if d["kind"] == "reopen")
    assert (again["employer"], again["to"]) == ("Kestrel Avionics", ["m.oduya@kestrelavionics.example"])
    assert "Brackwater" not in again["subject"] + again["body"]


def test_who_was_never_told_is_asked_for_nothing(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    take_back(world, when="2026-11-18T09:30")
    assert world.later(hours=1).drafts == []


def after_the_first_day(world: World, days: int) -> Status:
    """A firm offer since November, an interview elsewhere withdrawn from; so many days after January 11 it is taken back."""
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden", immediately=True)
    world.day("2027-01-10T09:00")
    moment = world.now + timedelta(days=1 + days)
    world.now = moment
    world.sync()
    take_back(world, when=moment.isoformat())
    return world.later(hours=1)


def test_it_is_watched_until_two_weeks_past_the_first_day(world: World) -> None:
    found = after_the_first_day(world, 10)
    assert found.offer("Brackwater")["standing"] == "rescinded"
    assert "Linden Hydro" in [d["employer"] for d in found.drafts if d["kind"] == "reopen"]


def test_after_that_the_search_is_over_and_before_it_is_not(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden", immediately=True)
    assert world.day("2027-01-25T09:00")["archive"] is None
    assert world.day("2027-01-26T09:00")["archive"] is not None
    assert "Your search is over" in world.do("status").out


# ---------------------------------------------------------------- which employers are elsewhere


IN_THE_FAMILY = {
    "in a sentence": (", a subsidiary of Brackwater Instruments,", "Deltaflow Metering"),
    "below the name": ("", "Deltaflow Metering\nA Brackwater Instruments company"),
}


@pytest.mark.parametrize(("tie", "signature"), IN_THE_FAMILY.values(), ids=IN_THE_FAMILY)
def test_a_subsidiary_that_the_mail_names_is_the_same_house_and_asked_about_by_its_own_name(
    world: World, tie: str, signature: str
) -> None:
    firm(world)
    world.tell(
        them(
            "Irene Kowal <i.kowal@deltaflow-metering.example>", "Interview at Deltaflow Metering", "2026-11-12T10:00",
            f"Dear Ines,\n\nYour interview for Metering Analyst at Deltaflow Metering{tie} is on Monday, November 23, at 10:00 am"
            f" Eastern.\n\nIrene Kowal\n{signature}",
        )
    )  # fmt: skip
    found = world.sync()
    assert found["drafts"] == []
    assert found.employers == ["Deltaflow Metering"]
    question = found.question("same_employer")
    assert "Deltaflow Metering" in question["text"]
    world.do(f"answer {question['id']} withdraw")
    assert kinds(world.later(minutes=5)) == {"Deltaflow Metering": "withdrawal"}


def test_a_supplier_of_the_new_employer_is_somebody_else(world: World) -> None:
    firm(world)
    world.tell(
        them(
            "Irene Kowal <i.kowal@deltaflow-metering.example>", "Interview at Deltaflow Metering", "2026-11-12T10:00",
            "Dear Ines,\n\nYour interview for Metering Analyst at Deltaflow Metering is on Monday, November 23, at 10:00 am Eastern."
            " You will hear how we supply Brackwater Instruments and others.\n\nIrene Kowal\nDeltaflow Metering",
        )
    )  # fmt: skip
    found = world.sync()
    assert kinds(found) == {"Deltaflow Metering": "withdrawal"}
    assert found.questions == []


def first_day(world: World, day: str) -> Status:
    """An offer that was accepted in October and whose first day is that one; an interview elsewhere on the 24th of November."""
    grace = "Grace Adeyemi <grace.adeyemi@hallefoundry.example>"
    world.tell(
        them(grace, "Offer of employment - Metrology Lead", "2026-10-05T10:00",
             "Dear Ines,\n\nI am pleased to offer you employment as Metrology Lead at Halle Foundry, starting"
             f" {day}, at $98,500 a year.\n\nGrace Adeyemi\nHalle Foundry"),
        me(grace, "Re: Offer of employment - Metrology Lead", "2026-10-06T10:00", "Dear Grace,\n\nI accept the offer.\n\nInes"),
    )  # fmt: skip
    linden(world)
    return world.sync()


@pytest.mark.parametrize(("day", "follows"), [("November 4, 2026", True), ("November 3, 2026", False)])
def test_a_first_day_up_to_fourteen_days_ago_still_puts_interviews_in_question(
    world: World, day: str, follows: bool
) -> None:
    found = first_day(world, day)
    assert [d["employer"] for d in found.drafts] == (["Linden Hydro"] if follows else [])


# ---------------------------------------------------------------- one letter a candidacy


def test_two_employers_get_two_letters_that_do_not_name_each_other(world: World) -> None:
    firm(world)
    linden(world)
    orchard(world)
    found = world.sync()
    assert kinds(found) == {"Linden Hydro": "withdrawal", "Orchard Robotics": "withdrawal"}
    assert "Orchard" not in found.draft("Linden")["body"]
    assert "Linden" not in found.draft("Orchard")["body"]


def test_an_interview_that_is_over_and_an_offer_that_was_declined_get_no_letter(world: World) -> None:
    world.tell(
        KESTREL_OFFERS,
        me(KESTREL, "Re: Kestrel Avionics: offer letter", "2026-11-16T18:00",
           "Dear Marguerite,\n\nThank you, but I have decided to decline your offer. All the best!\n\nInes"),
    )  # fmt: skip
    firm(world)
    assert world.sync()["drafts"] == []
