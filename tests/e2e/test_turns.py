"""When things turn out otherwise: second offers, offers taken back, new conditions, and the user's own word."""

from __future__ import annotations

import pytest

from tests.e2e.stories import BRACKWATER, LETTER_OF_BRACKWATER, YES_TO_BRACKWATER, firm, linden, orchard
from tests.e2e.world import Said, World, at, me, them

KESTREL = "Marguerite Oduya <m.oduya@kestrelavionics.example>"
KESTREL_OFFERS = them(
    KESTREL, "Kestrel Avionics: offer letter", "2026-11-13T11:00",
    "Dear Ines,\n\nFollowing your interviews, Kestrel Avionics is pleased to offer you the position of Verification Engineer."
    " Please find the offer letter with salary and start date attached. We would appreciate your decision by Friday,"
    " November 27.\n\nBest regards,\nMarguerite Oduya\nKestrel Avionics",
    attachment="kestrel_offer.pdf",
)  # fmt: skip
YES_TO_KESTREL = me(
    KESTREL, "Re: Kestrel Avionics: offer letter", "2026-11-17T18:00",
    "Dear Marguerite,\n\nI am happy to accept your offer. The signed letter is attached.\n\nInes Calloway",
    attachment="kestrel_signed.pdf",
)  # fmt: skip

# ---------------------------------------------------------------- several offers

OTHER_OFFERS = {
    "in writing": KESTREL_OFFERS,
    "by word of mouth": them(
        KESTREL, "Good news from Kestrel", "2026-11-16T16:20",
        "Hi Ines,\n\nThe whole panel said yes, and we would like to offer you the Verification Engineer role at Kestrel"
        " Avionics! The written offer will follow by the end of the week.\n\nMarguerite Oduya\nKestrel Avionics",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mail", OTHER_OFFERS.values(), ids=OTHER_OFFERS)
def test_a_second_offer_is_declined_kindly(world: World, mail: Said) -> None:
    ids = world.tell(mail)
    firm(world)
    found = world.sync()
    draft = found.draft("Kestrel")
    assert (draft["kind"], draft["to"]) == ("offer_decline", ["m.oduya@kestrelavionics.example"])
    assert draft["in_reply_to"] == ids[0]
    assert "Brackwater" not in draft["subject"] + draft["body"]
    world.approve("Kestrel", immediately=True)
    found = world.later(minutes=5)
    assert (found.offer("Kestrel")["standing"], found.questions) == ("declined", [])
    assert found.offer("Brackwater")["standing"] == "firm"
    assert len(world.sent()) == 1


def test_one_letter_declines_an_offer_and_the_interview_booked_there(world: World) -> None:
    world.tell(KESTREL_OFFERS)
    world.event(
        "kestrel", "Interview follow-up Ines Calloway / Kestrel Avionics", "2026-11-24T09:00", organizer=KESTREL
    )
    firm(world)
    found = world.sync()
    draft = found.draft("Kestrel")
    assert (draft["kind"], len(draft["interviews"])) == ("offer_decline", 1)
    assert [c["action"] for c in draft["calendar"]] == ["decline"]
    world.approve("Kestrel", immediately=True)
    assert world.later(minutes=5).employers == []
    assert len(world.sent()) == 1


def test_of_several_firm_offers_the_user_chooses_and_the_others_are_declined(world: World) -> None:
    firm(world)
    world.tell(KESTREL_OFFERS, YES_TO_KESTREL)
    linden(world)
    found = world.sync()
    assert sorted(o["standing"] for o in found["offers"]) == ["firm", "firm"]
    assert found["drafts"] == []
    question = found.question("which_offer")
    ids = {o["employer"]: o["id"] for o in found["offers"]}
    assert sorted(question["answers"]) == sorted(ids.values())
    world.do(f"answer {question['id']} {ids['Kestrel Avionics']}")
    found = world.later(hours=1)
    assert found.questions == []
    assert {d["employer"]: d["kind"] for d in found.drafts} == {
        "Brackwater Instruments": "offer_decline",
        "Linden Hydro": "withdrawal",
    }


# ---------------------------------------------------------------- taken back

TAKEN_BACK = {
    "a hiring freeze": (
        "Your offer from Brackwater Instruments: an important update",
        "Dear Ines,\n\nI am very sorry to have to write this. Our board decided on a hiring freeze this morning, and we must"
        " rescind our offer for the position of Field Calibration Engineer. I know what this means for you, and I am at your"
        " disposal for any question.\n\nTomasz Wilk\nBrackwater Instruments",
    ),
    "withdrawn": (
        "Re: Your offer from Brackwater Instruments",
        "Dear Ines,\n\nUnfortunately Brackwater Instruments has to withdraw the offer of employment that we made to you on"
        " November 11. The position has been eliminated in our reorganisation.\n\nWith regret,\nTomasz Wilk",
    ),
    "after the check": (
        "Your background check",
        "Dear Ines,\n\nI am sorry to tell you that because of the results of your background check we can no longer offer you"
        " the position of Field Calibration Engineer at Brackwater Instruments.\n\nTomasz Wilk",
    ),
    "by name": (
        "Your offer",
        "Dear Ines,\n\nI am very sorry: Brackwater Instruments has to rescind the offer of employment for the position of"
        " Field Calibration Engineer with immediate effect.\n\nTomasz Wilk",
    ),
}  # fmt: skip


def take_back(world: World, how: str = "a hiring freeze", when: str = "2026-11-18T09:30", **options: object) -> None:
    subject, text = TAKEN_BACK[how]
    world.mail(str(options.pop("sender", BRACKWATER)), subject, text, when, **options)  # type: ignore[arg-type]  # as named


@pytest.mark.parametrize("how", TAKEN_BACK)
def test_an_offer_taken_back_before_the_user_answered_asks_and_drafts_nothing(world: World, how: str) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    linden(world)
    assert world.sync().questions == ["accepted"]
    take_back(world, how)
    found = world.later(hours=1)
    assert found.offer("Brackwater")["standing"] == "rescinded"
    assert (found.drafts, found.questions) == ([], [])
    assert found.employers == ["Linden Hydro"]


@pytest.mark.parametrize("how", TAKEN_BACK)
def test_an_offer_taken_back_after_it_was_firm_voids_what_waits_snoozes_and_is_held(world: World, how: str) -> None:
    firm(world)
    linden(world)
    orchard(world)
    world.tell(KESTREL_OFFERS)
    found = world.sync()
    world.approve("Linden")
    world.do(f"snooze {found.draft('Orchard')['id']} --for 3d")
    take_back(world, how, "2026-11-18T09:00")
    found = world.later(minutes=2)
    assert found.offer("Brackwater")["standing"] == "rescinded"
    assert found.drafts == []
    assert sorted(d["status"] for d in found["drafts"]) == ["void", "void", "void"]
    assert found.employers == ["Linden Hydro", "Orchard Robotics"]
    world.later(hours=3)
    assert world.sent() == []


def test_an_offer_taken_back_after_letters_were_sent_leaves_them_sent_and_the_rest_void(world: World) -> None:
    firm(world)
    linden(world)
    orchard(world)
    world.sync()
    world.approve("Linden", immediately=True)
    take_back(world, when="2026-11-18T09:30")
    world.now = at("2026-11-18T10:00")
    assert "taken back" in world.do("sync").out
    found = world.status()
    linden_s = {d["kind"]: d["status"] for d in found["drafts"] if d["employer"] == "Linden Hydro"}
    assert linden_s == {"withdrawal": "sent", "reopen": "waiting"}
    assert [d["status"] for d in found["drafts"] if d["employer"] == "Orchard Robotics"] == ["void"]
    assert len(world.sent()) == 1


def test_a_new_offer_after_one_was_taken_back_starts_again_and_the_letters_come_back(world: World) -> None:
    firm(world)
    linden(world)
    draft = world.sync().draft("Linden")
    world.do(f"edit {draft['id']} --subject 'My words'")
    take_back(world, when="2026-11-18T10:00")
    assert world.later(hours=2).drafts == []
    world.mail(
        BRACKWATER, "Good news: a new offer",
        "Dear Ines,\n\nThe freeze is lifted! Brackwater Instruments is delighted to offer you the position of Field"
        " Calibration Engineer again; the new offer letter is attached. Please answer by November 27.\n\nTomasz Wilk",
        "2026-11-20T10:00", attachment="offer2.pdf",
    )  # fmt: skip
    found = world.day("2026-11-20T11:00")
    assert found.offer("Brackwater")["standing"] == "written"
    world.do(f"answer {found.question('accepted')['id']} yes")
    found = world.later(hours=1)
    assert found.offer("Brackwater")["standing"] == "firm"
    assert (found.draft("Linden")["status"], found.draft("Linden")["subject"]) == ("waiting", "My words")


def test_a_new_condition_voids_what_rests_on_the_offer(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden")
    world.mail(
        BRACKWATER, "Re: Your offer from Brackwater Instruments",
        "Dear Ines,\n\nOne more thing that I had forgotten: our client requires a background check before you can start, so"
        " your offer is contingent on a satisfactory background check. You will hear from the agency tomorrow.\n\nTomasz",
        "2026-11-18T09:00:30",
    )  # fmt: skip
    found = world.later(minutes=2)
    assert found.offer("Brackwater")["standing"] == "conditional"
    assert found.drafts == []
    assert world.sent() == []


def test_a_forged_rescission_changes_no_standing_but_holds_what_is_approved_and_asks(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden")
    take_back(
        world, when="2026-11-18T09:00:20", authentic=False, reply_to="Tomasz <tomasz.wilk77@quick-hire.top>"
    )  # fmt: skip
    found = world.later(minutes=2)
    assert found.offer("Brackwater")["standing"] == "firm"
    assert found.draft("Linden")["status"] == "approved"
    assert world.sent() == []
    question = found.question("unsure_reading")
    assert question["answers"] == ["yes", "no"]
    world.do(f"answer {question['id']} no")
    found = world.later(minutes=10)
    assert found.questions == []
    assert found.draft("Linden")["status"] == "sent"
    assert len(world.sent()) == 1


def test_a_rescission_that_looked_forged_and_is_genuine_counts(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden")
    take_back(
        world, when="2026-11-18T09:00:20", authentic=False, reply_to="Tomasz <tomasz.wilk77@quick-hire.top>"
    )  # fmt: skip
    question = world.later(minutes=2).question("unsure_reading")
    world.do(f"answer {question['id']} yes")
    found = world.later(minutes=10)
    assert found.offer("Brackwater")["standing"] == "rescinded"
    assert found.drafts == []
    assert world.sent() == []


# ---------------------------------------------------------------- the user's word


def test_offer_firm_beats_an_open_condition_until_reset(world: World) -> None:
    world.tell(
        LETTER_OF_BRACKWATER,
        YES_TO_BRACKWATER,
        them(
            BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-17T08:55",
            "Dear Ines,\n\nThank you for accepting! Your employment is contingent on a satisfactory background check, which"
            " will take about two weeks.\n\nTomasz",
        ),
    )  # fmt: skip
    linden(world)
    id_ = world.sync().offer("Brackwater")["id"]
    assert world.status().drafts == []
    world.do(f"offer firm {id_}")
    assert world.status().offer("Brackwater")["standing"] == "firm"
    assert world.later(hours=1).draft("Linden")["status"] == "waiting"
    world.do(f"offer reset {id_}")
    found = world.later(hours=1)
    assert found.offer("Brackwater")["standing"] == "conditional"
    assert found.drafts == []


def test_a_doubted_offer_keeps_everything_and_asks_nothing(world: World) -> None:
    firm(world)
    linden(world)
    id_ = world.sync().offer("Brackwater")["id"]
    world.approve("Linden")
    world.do(f"offer doubt {id_}")
    found = world.later(minutes=5)
    offer = found.offer("Brackwater")
    assert (offer["standing"], offer["doubted"]) == ("firm", True)
    assert (found.drafts, found.questions) == ([], [])
    assert world.sent() == []
    world.do(f"offer reset {id_}")
    found = world.later(minutes=5)
    assert found.offer("Brackwater")["doubted"] is False
    assert found.draft("Linden")["status"] == "waiting"


def test_accept_and_decline_are_the_users_word(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    linden(world)
    id_ = world.sync().offer("Brackwater")["id"]
    world.do(f"offer accept {id_}")
    found = world.status()
    assert (found.offer("Brackwater")["standing"], found.questions) == ("firm", [])
    assert found.draft("Linden")["kind"] == "withdrawal"
    world.do(f"offer decline {id_}")
    found = world.status()
    assert found.offer("Brackwater")["standing"] == "declined"
    assert {d["employer"]: d["kind"] for d in found.drafts} == {"Brackwater Instruments": "offer_decline"}


def test_of_words_said_at_one_moment_the_last_one_counts(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    id_ = world.sync().offer("Brackwater")["id"]
    world.do(f"offer doubt {id_}")
    world.do(f"offer decline {id_}")
    world.do(f"offer accept {id_}")
    assert world.status().offer("Brackwater")["standing"] == "firm"


def test_dismiss_says_that_it_was_no_offer(world: World) -> None:
    firm(world)
    linden(world)
    id_ = world.sync().offer("Brackwater")["id"]
    world.do(f"offer dismiss {id_}")
    found = world.later(hours=1)
    assert found.offer("Brackwater")["standing"] == "dismissed"
    assert found.drafts == []


def test_a_genuine_rescission_beats_the_users_word_at_once(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    linden(world)
    world.do(f"offer firm {world.sync().offer('Brackwater')['id']}")
    assert world.status().draft("Linden")["status"] == "waiting"
    take_back(world)
    found = world.later(hours=1)
    assert found.offer("Brackwater")["standing"] == "rescinded"
    assert found.drafts == []


# ---------------------------------------------------------------- open candidacies

LANTERN = "Wes Okoro <wes@paperlanternlabs.example>"
IN_TOUCH = {
    "an invitation": them(
        LANTERN, "Next steps at Paper Lantern Labs", "2026-11-10T12:00",
        "Hi Ines,\n\nThank you for your application. We would like to invite you to an interview for the Reliability Engineer"
        " role at Paper Lantern Labs. Which days in December suit you?\n\nWes Okoro\nPaper Lantern Labs",
    ),
    "by phone": them(
        LANTERN, "Next steps at Paper Lantern Labs", "2026-11-10T12:00",
        "Hi Ines,\n\nGood talking to you on the phone today about the Reliability Engineer role at Paper Lantern Labs. I will"
        " speak with the team and come back to you about an interview next week. Could you let me know your availability in"
        " December?\n\nWes Okoro\nPaper Lantern Labs",
    ),
}  # fmt: skip
APPLIED = them(
    "Stonegate Careers <no-reply@stonegate-energy.example>", "We received your application", "2026-11-08T07:00",
    "Dear Ines,\n\nThank you for applying to Stonegate Energy. We have received your application for Metering Engineer and"
    " will review it. This mailbox is not monitored.\n\nStonegate Energy Careers",
    headers={"Auto-Submitted": "auto-generated"},
)  # fmt: skip


@pytest.mark.parametrize("mail", IN_TOUCH.values(), ids=IN_TOUCH)
def test_people_in_touch_get_a_withdrawal_and_plain_applications_none(world: World, mail: Said) -> None:
    firm(world)
    world.tell(mail)
    world.tell(APPLIED)
    found = world.sync()
    assert {d["employer"]: (d["kind"], d["interview"]) for d in found.drafts} == {
        "Paper Lantern Labs": ("withdrawal", None)
    }
    assert found.draft("Paper Lantern")["to"] == ["wes@paperlanternlabs.example"]


def test_with_withdraw_none_open_candidacies_are_left_alone(world: World) -> None:
    world.configure(policy='[policy]\nwithdraw = "none"')
    firm(world)
    world.tell(IN_TOUCH["an invitation"])
    linden(world)
    assert [d["employer"] for d in world.sync().drafts] == ["Linden Hydro"]


def test_nothing_is_drafted_before_every_account_was_read_once(two: World) -> None:
    firm(two, "home")
    linden(two, "home")
    (two.maildir("uni") / "cur").rename(two.root / "aside")
    (two.maildir("uni")).rename(two.root / "elsewhere")
    found = two.sync(status=1)
    assert found.offer("Brackwater")["standing"] == "firm"
    assert found["drafts"] == []
    (two.root / "elsewhere").rename(two.maildir("uni"))
    (two.root / "aside").rename(two.maildir("uni") / "cur")
    assert two.later(minutes=5).draft("Linden")["status"] == "waiting"
