"""Every other letter, from mail on a disk to the printed answer: deciding, telling, taking back, answering, trying again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.stories import (
    BRACKWATER,
    LETTER_OF_BRACKWATER,
    LINDEN,
    LINDEN_AT,
    YES_TO_BRACKWATER,
    firm,
    linden,
    orchard,
)
from tests.e2e.test_delivery import bounce
from tests.e2e.world import Status, World, me, them, words_of

AISHA = "aisha.rahman@lindenhydro.example"


def of_kind(found: Status, kind: str) -> list[dict[str, Any]]:
    """The letters of that kind that are not void, in the order of lists."""
    return [d for d in found.drafts if d["kind"] == kind]


def one(found: Status, kind: str) -> dict[str, Any]:
    letters = of_kind(found, kind)
    assert len(letters) == 1, f"{len(letters)} of kind {kind}: {found.summary()}"
    return letters[0]


@pytest.fixture
def ready(world: World) -> World:
    """A firm offer, an interview elsewhere, and the letter that withdraws from it."""
    firm(world)
    linden(world)
    world.sync()
    return world


# ---------------------------------------------------------------- deciding


@pytest.fixture
def undecided(world: World) -> World:
    """An offer to be answered by the 20th, an interview elsewhere on the 24th; the user is deciding."""
    world.tell(LETTER_OF_BRACKWATER)
    linden(world)
    question = world.sync().question("accepted")
    world.do(f"answer {question['id']} deciding")
    return world


def test_deciding_asks_one_for_time_and_the_other_to_move_forward(undecided: World) -> None:
    found = undecided.status()
    asked, urged = one(found, "more_time"), one(found, "expedite")
    assert (asked["employer"], asked["to"]) == ("Brackwater Instruments", ["t.wilk@brackwater-instruments.example"])
    assert (urged["employer"], urged["to"]) == ("Linden Hydro", [AISHA])
    assert "20" in asked["body"]
    assert "26" in asked["body"]
    assert "Linden" not in asked["body"] + asked["subject"]
    assert "November 20" in urged["body"]
    assert "Brackwater" not in urged["body"] + urged["subject"]
    assert asked["calendar"] == urged["calendar"] == []
    assert found.employers == ["Linden Hydro"]
    assert found.questions == []


def test_they_are_sent_like_any_letter_and_answer_no_calendar(undecided: World) -> None:
    before = (undecided.calendar() / "linden.ics").read_bytes()
    ids = [d["id"] for d in undecided.status().drafts]
    undecided.do(f"approve {' '.join(ids)} --yes --immediately")
    assert sorted(m["To"] for m in undecided.sent()) == ["Aisha Rahman <aisha.rahman@lindenhydro.example>", "Tomasz Wilk <t.wilk@brackwater-instruments.example>"]  # fmt: skip
    found = undecided.later(hours=1)
    assert [d["status"] for d in found.drafts] == ["sent", "sent"]
    assert found.employers == ["Linden Hydro"]
    assert found.offer("Brackwater")["standing"] == "written"
    assert len(found["offers"]) == 1
    assert (undecided.calendar() / "linden.ics").read_bytes() == before


@pytest.mark.parametrize("verb", ["accept", "decline", "doubt"])
def test_what_the_user_decides_voids_them(undecided: World, verb: str) -> None:
    offer = undecided.status().offer("Brackwater")
    undecided.do(f"offer {verb} {offer['id']}")
    found = undecided.status()
    assert of_kind(found, "more_time") == of_kind(found, "expedite") == []


def test_so_does_the_deadline(undecided: World) -> None:
    assert len(undecided.later(days=2).drafts) == 2
    found = undecided.later(days=3)
    assert found.drafts == []
    assert found.offer("Brackwater")["standing"] == "expired"


def test_an_accepted_offer_after_that_withdraws_from_the_interview(undecided: World) -> None:
    undecided.do(f"approve {one(undecided.status(), 'expedite')['id']} --yes --immediately")
    undecided.do(f"offer accept {undecided.status().offer('Brackwater')['id']}")
    found = undecided.later(hours=1)
    assert one(found, "withdrawal")["employer"] == "Linden Hydro"
    assert found.interview("Linden")["draft"] == one(found, "withdrawal")["id"]


def test_to_keep_the_interview_is_no_word_about_the_letter_that_asks_to_move_forward(undecided: World) -> None:
    undecided.do(f"keep {undecided.status().interview('Linden')['id']}")
    assert one(undecided.later(hours=1), "expedite")["status"] == "waiting"
    undecided.do(f"offer accept {undecided.status().offer('Brackwater')['id']}")
    found = undecided.later(hours=1)
    assert found.drafts == []
    assert found.employers == ["Linden Hydro"]


def test_a_letter_that_is_not_wanted_is_left(undecided: World) -> None:
    letter = one(undecided.status(), "expedite")
    undecided.do(f"keep {letter['id']}")
    found = undecided.later(hours=1)
    assert one(found, "expedite")["status"] == "kept"
    undecided.do(f"offer accept {undecided.status().offer('Brackwater')['id']}")
    assert one(undecided.later(hours=1), "withdrawal")["status"] == "waiting"


def reminded(world: World) -> bool:
    """A sync says that the answer is due."""
    return "waits for your answer until Friday, 20 November" in " ".join(world.do("sync").out.split())


def test_an_offer_is_reminded_of_twice_and_not_after_a_decision(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    assert not reminded(world)
    world.now = world.now.replace(day=19)
    assert reminded(world)
    assert not reminded(world)
    world.now = world.now.replace(day=20, hour=13)
    assert reminded(world)
    assert not reminded(world)


def test_no_reminder_after_a_decision(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    world.do(f"answer {world.sync().question('accepted')['id']} turned_down")
    world.now = world.now.replace(day=19)
    assert not reminded(world)


def test_status_names_the_deadline(undecided: World) -> None:
    assert "20 Nov" in undecided.do("status").out


# ---------------------------------------------------------------- another kind


def test_the_offer_is_told_and_the_interview_kept(ready: World) -> None:
    draft = ready.status().draft("Linden")
    ready.do(f"redraft {draft['id']} --kind disclose")
    told = ready.status().draft("Linden")
    assert (told["id"], told["kind"], told["status"], told["calendar"]) == (draft["id"], "disclose", "waiting", [])
    assert "Brackwater" not in told["body"]
    ready.approve("Linden", immediately=True)
    found = ready.later(hours=2)
    assert found.draft("Linden")["status"] == "sent"
    assert found.employers == ["Linden Hydro"]
    assert b"DECLINED" not in (ready.calendar() / "linden.ics").read_bytes()


def test_who_was_told_of_the_offer_can_be_withdrawn_from_without_waiting_for_an_answer(ready: World) -> None:
    told = ready.status().draft("Linden")["id"]
    ready.do(f"redraft {told} --kind disclose")
    ready.approve("Linden", immediately=True)
    assert len(ready.later(hours=1).drafts) == 1
    ready.do(f"redraft {told} --kind withdrawal")
    letter = one(ready.later(hours=1), "withdrawal")
    assert (letter["status"], letter["to"]) == ("waiting", [AISHA])
    ready.do(f"approve {letter['id']} --yes --immediately")
    assert ready.later(hours=1).employers == []
    assert b"DECLINED" in (ready.calendar() / "linden.ics").read_bytes()


def test_and_back_again(ready: World) -> None:
    draft = ready.status().draft("Linden")
    ready.do(f"redraft {draft['id']} --kind disclose")
    assert ready.later(hours=1).draft("Linden")["kind"] == "disclose"
    ready.do(f"redraft {draft['id']} --kind withdrawal")
    again = ready.later(hours=1).draft("Linden")
    assert (again["kind"], again["body"]) == ("withdrawal", draft["body"])


def test_a_call_sheet_in_place_of_the_letter(ready: World) -> None:
    draft = ready.status().draft("Linden")
    ready.do(f"redraft {draft['id']} --kind call_sheet")
    call = ready.status().draft("Linden")
    assert (call["kind"], call["to"]) == ("call_sheet", [])
    ready.do(f"done {draft['id']}")
    assert b"DECLINED" in (ready.calendar() / "linden.ics").read_bytes()
    assert ready.later(hours=1).employers == []


@pytest.mark.parametrize("kind", ["more_time", "reopen", "nudge", "expedite", "offer_decline"])
def test_a_kind_that_does_not_fit_is_refused_in_two_lines_that_name_those_that_do(ready: World, kind: str) -> None:
    draft = ready.status().draft("Linden")
    result = ready.agent("redraft", draft["id"], "--kind", kind)
    assert result.status == 2
    assert len(result.err.strip().splitlines()) == 2
    assert all(fits in result.err for fits in ("withdrawal", "disclose", "call_sheet"))
    assert ready.status().draft("Linden") == draft


def test_an_open_offer_beside_a_firm_one_is_not_asked_for_time_to_think_it_over(ready: World) -> None:
    ready.tell(
        them(
            "Grace Adeyemi <grace.adeyemi@hallefoundry.example>", "Offer of employment - Metrology Lead", "2026-11-17T10:00",
            "Dear Ines,\n\nOn behalf of Halle Foundry I am pleased to offer you employment as Metrology Lead on the"
            " following terms:\n\n- Base salary: $98,500 per year\n- Full time, Monday to Friday\n- Start date: January 4,"
            " 2027\n- Twenty days of paid leave\n\nPlease reply to this message by November 24, 2026 to accept.\n\n"
            "Sincerely,\nGrace Adeyemi\nHalle Foundry",
        )
    )  # fmt: skip
    decline = ready.later(hours=1).draft("Halle")
    assert decline["kind"] == "offer_decline"
    result = ready.agent("redraft", decline["id"], "--kind", "more_time")
    assert result.status == 2
    assert "you have accepted another offer" in result.err
    assert ready.status().draft("Halle") == decline


# ---------------------------------------------------------------- taking back

TAKEN_BACK = them(
    BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-19T09:00",
    "Dear Ines,\n\nI am very sorry to have to tell you that we must rescind our offer of employment: the position has been"
    " eliminated in a restructuring.\n\nTomasz Wilk\nHead of People, Brackwater Instruments",
)  # fmt: skip


def rescinded(world: World, first: str) -> Status:
    world.mail(TAKEN_BACK.sender, TAKEN_BACK.subject, TAKEN_BACK.text, TAKEN_BACK.when, answers=first)
    world.now = world.now.replace(day=19, hour=10)
    return world.sync()


def test_an_offer_taken_back_asks_again_for_what_was_given_up_the_newest_first(world: World) -> None:
    (first, *_) = firm(world)
    linden(world)
    orchard(world)
    world.sync()
    world.approve("Linden", immediately=True)
    world.now = world.now.replace(hour=11)
    world.approve("Orchard", immediately=True)
    found = rescinded(world, first)
    assert [d["employer"] for d in of_kind(found, "reopen")] == ["Orchard Robotics", "Linden Hydro"]
    letter = of_kind(found, "reopen")[1]
    assert (letter["to"], letter["status"], letter["calendar"]) == ([AISHA], "waiting", [])
    assert "Brackwater" not in letter["body"]
    assert [d["employer"] for d in world.status().drafts if d["status"] == "waiting"] == [
        "Orchard Robotics",
        "Linden Hydro",
    ]


def test_it_is_asked_for_once(world: World) -> None:
    (first, *_) = firm(world)
    linden(world)
    world.sync()
    world.approve("Linden", immediately=True)
    letter = one(rescinded(world, first), "reopen")
    world.do(f"approve {letter['id']} --yes --immediately")
    found = world.later(hours=2)
    assert [d["status"] for d in of_kind(found, "reopen")] == ["sent"]
    assert len(world.sent()) == 2
    assert len(found.drafts) == 2


def test_who_was_told_of_an_offer_that_is_taken_back_hears_it_and_expects_the_user_all_the_same(world: World) -> None:
    (first, *_) = firm(world)
    linden(world)
    world.sync()
    world.do(f"redraft {world.status().draft('Linden')['id']} --kind disclose")
    world.approve("Linden", immediately=True)
    found = rescinded(world, first)
    letter = one(found, "reopen")
    assert (letter["to"], letter["status"], letter["calendar"]) == ([AISHA], "waiting", [])
    assert "note that you are free again" in world.do("status").out
    assert "reopen" not in world.do(f"show {letter['id']}").out
    assert "I am free again" in letter["body"]
    assert "November 24" in letter["body"]
    assert "Brackwater" not in letter["body"]
    assert "withdr" not in letter["body"]
    assert found.employers == ["Linden Hydro"]
    assert found["questions"] == []
    world.do(f"approve {letter['id']} --yes --immediately")
    found = world.later(hours=2)
    assert [d["status"] for d in of_kind(found, "reopen")] == ["sent"]
    assert "told that you are free again" in world.do("status").out
    assert '"application kept up"' in world.do("journal --work-search").out
    assert (found.employers, len(world.sent())) == (["Linden Hydro"], 2)
    assert b"DECLINED" not in (world.calendar() / "linden.ics").read_bytes()


def test_who_was_asked_to_move_forward_is_named_when_that_offer_is_taken_back(undecided: World) -> None:
    asked = one(undecided.status(), "expedite")
    undecided.do(f"approve {asked['id']} --yes --immediately")
    undecided.tell(TAKEN_BACK)
    undecided.now = undecided.now.replace(day=19, hour=10)
    question = undecided.sync().question("reply")
    assert "Linden Hydro" in question["text"]
    assert "taken back" in question["text"]
    undecided.do(f"answer {question['id']} done")
    assert undecided.later(hours=1)["questions"] == []


def test_a_yes_that_is_taken_back_is_an_honest_letter_and_nothing_by_itself(world: World) -> None:
    firm(world)
    linden(world)
    orchard(world)
    world.sync()
    world.approve("Linden", immediately=True)
    world.do(f"offer decline {world.status().offer('Brackwater')['id']}")
    found = world.later(hours=1)
    assert one(found, "offer_decline")["employer"] == "Brackwater Instruments"
    assert one(found, "reopen")["employer"] == "Linden Hydro"
    assert [d["status"] for d in found["drafts"] if d["employer"] == "Orchard Robotics"] == ["void"]
    assert found.employers == ["Orchard Robotics"]
    assert len(world.sent()) == 1


# ---------------------------------------------------------------- afterwards


def answered(world: World, text: str, when: str = "2026-11-18T11:00", **options: Any) -> Status:
    """Linden Hydro answers the letter that was sent."""
    world.mail(LINDEN, "Re: Interview for Test Engineer at Linden Hydro", text, when, answers=world.sent()[0]["Message-ID"], **options)  # fmt: skip
    return world.later(hours=3)


def test_who_urges_gets_a_short_answer(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    found = answered(ready, "Hi Ines,\n\nWhat a pity! Could you tell me what made you decide, and would you consider coming on the 24th anyway?\n\nAisha")  # fmt: skip
    assert one(found, "withdrawal")["status"] == "answered"
    nudge = one(found, "nudge")
    assert (nudge["to"], nudge["status"], nudge["calendar"]) == ([AISHA], "waiting", [])
    assert "Brackwater" not in nudge["body"]
    ready.do(f"approve {nudge['id']} --yes --immediately")
    assert [d["status"] for d in of_kind(ready.later(hours=2), "nudge")] == ["sent"]


def test_a_thank_you_needs_no_answer(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    found = answered(
        ready, "Hi Ines,\n\nThank you for letting me know so early. All the best in your new job!\n\nAisha"
    )
    assert [(d["kind"], d["status"]) for d in found.drafts] == [("withdrawal", "answered")]


def test_a_letter_that_came_back_goes_to_the_next_who_may_get_it(world: World) -> None:
    firm(world)
    ids = linden(world)
    world.mail("Rolf Enders <rolf.enders@lindenhydro.example>", "Re: Interview for Test Engineer at Linden Hydro",
               "Hi Ines,\n\nI look forward to showing you the lab on Tuesday.\n\nRolf", "2026-11-10T08:00", answers=ids[0])  # fmt: skip
    world.sync()
    world.approve("Linden", immediately=True)
    bounce(world, world.sent()[0]["Message-ID"], AISHA)
    found = world.later(minutes=10)
    failed, again = sorted(of_kind(found, "withdrawal"), key=lambda d: d["status"])
    assert (failed["status"], failed["to"]) == ("failed", [AISHA])
    assert (again["status"], again["to"]) == ("waiting", ["rolf.enders@lindenhydro.example"])
    world.do(f"approve {again['id']} --yes --immediately")
    found = world.later(minutes=10)
    assert sorted(d["status"] for d in of_kind(found, "withdrawal")) == ["sent"]
    assert len(world.sent()) == 2
    assert "came back" not in world.do("status").out


def test_the_successor_of_who_left_gets_the_letter(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    found = answered(
        ready,
        "I no longer work at Linden Hydro. Please write to my colleague Jonas Weber, jonas.weber@lindenhydro.example.",
        headers={"Auto-Submitted": "auto-replied"},
    )
    again = next(d for d in of_kind(found, "withdrawal") if d["status"] == "waiting")
    assert again["to"] == ["jonas.weber@lindenhydro.example"]
    assert "November 24" in again["body"]


def test_a_successor_whom_we_may_not_write_to_leaves_the_letter_to_the_user(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    found = answered(
        ready,
        "I no longer work at Linden Hydro. Please write to Petra Klein, petra.klein@kleinconsult.example.",
        headers={"Auto-Submitted": "auto-replied"},
    )
    letter = one(found, "withdrawal")
    assert (letter["status"], "works there no longer" in letter["outcome"]) == ("failed", True)
    assert "phone" in one(found, "call_sheet")["body"].lower()
    assert "at another organisation: petra.klein@kleinconsult.example" in letter["outcome"]
    assert found.employers == ["Linden Hydro"]
    ready.do(f"edit {letter['id']} --to petra.klein@kleinconsult.example")
    ready.do(f"approve {letter['id']} --yes --immediately")
    found = ready.later(hours=1)
    assert [(d["kind"], d["status"]) for d in found.drafts] == [("withdrawal", "sent")]
    assert [m["To"] for m in ready.sent()][1:] == ["petra.klein@kleinconsult.example"]
    assert found.employers == []


def test_who_is_away_the_day_before_is_not_the_only_one_to_know(world: World) -> None:
    firm(world)
    ids = linden(world)
    world.mail("Rolf Enders <rolf.enders@lindenhydro.example>", "Re: Interview for Test Engineer at Linden Hydro",
               "Hi Ines,\n\nI look forward to showing you the lab on Tuesday.\n\nRolf", "2026-11-10T08:00", answers=ids[0])  # fmt: skip
    world.sync()
    world.approve("Linden", immediately=True)
    away = "I am out of the office until 30 November and will answer after that."
    found = answered(world, away, headers={"Auto-Submitted": "auto-replied"})
    assert [d["status"] for d in of_kind(found, "withdrawal")] == ["sent"]
    world.now = world.now.replace(day=23, hour=9)
    found = world.sync()
    again = next(d for d in of_kind(found, "withdrawal") if d["status"] == "waiting")
    assert again["to"] == ["rolf.enders@lindenhydro.example"]
    assert "at 2:00 pm Eastern" in again["body"]
    world.do(f"approve {again['id']} --yes --immediately")
    assert [d["status"] for d in of_kind(world.later(hours=1), "withdrawal")] == ["sent", "sent"]


def test_close_to_the_interview_a_call_stands_beside_the_letter(world: World) -> None:
    firm(world)
    ids = linden(world)
    world.mail(LINDEN, "Re: Interview for Test Engineer at Linden Hydro", "Hi Ines,\n\nSee you on Tuesday. If anything comes up, call me.\n\nAisha Rahman\nTalent Acquisition, Linden Hydro\nPhone: +1 (617) 555-0142",
               "2026-11-12T09:05", answers=ids[-1])  # fmt: skip
    assert one(world.sync(), "withdrawal")["employer"] == "Linden Hydro"
    world.now = world.now.replace(day=24, hour=11, minute=30)
    found = world.sync()
    call = one(found, "call_sheet")
    assert "555-0142" in call["body"]
    assert one(found, "withdrawal")["status"] == "waiting"
    assert found.interview("Linden")["draft"] == one(found, "withdrawal")["id"]
    world.do(f"done {call['id']}")
    found = world.later(minutes=1)
    assert [d["status"] for d in found["drafts"] if d["kind"] == "withdrawal"] == ["void"]
    assert b"DECLINED" in (world.calendar() / "linden.ics").read_bytes()
    assert world.sent() == []


def test_an_acceptance_by_mail_beside_the_users_deciding_counts(undecided: World) -> None:
    undecided.tell(YES_TO_BRACKWATER)
    found = undecided.later(hours=1)
    assert found.offer("Brackwater")["standing"] == "firm"
    assert [d["kind"] for d in found.drafts] == ["withdrawal"]


def test_the_users_own_thank_you_reopens_nothing(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    ready.tell(
        me(
            LINDEN,
            "Re: Interview for Test Engineer at Linden Hydro",
            "2026-11-18T10:00",
            "Thank you again, Aisha!\n\nInes",
        )
    )
    found = ready.later(hours=2)
    assert [(d["kind"], d["status"]) for d in found.drafts] == [("withdrawal", "sent")]
    assert LINDEN_AT.startswith("2026-11-24")
    assert words_of(ready.sent()[0])


# ---------------------------------------------------------------- more time was asked for


def asked_for_time(world: World, answer: str, when: str = "2026-11-18T14:00") -> Status:
    """Brackwater was asked for more time, and answers."""
    world.do(f"approve {one(world.status(), 'more_time')['id']} --yes --immediately")
    world.mail(BRACKWATER, "Re: Your offer from Brackwater Instruments", answer, when, answers=world.sent()[-1]["Message-ID"])  # fmt: skip
    return world.day(when.replace("T14", "T15"))


def test_the_time_that_is_given_moves_the_deadline(undecided: World) -> None:
    found = asked_for_time(undecided, "Hi Ines,\n\nNo problem, take until Friday, November 27.\n\nTomasz")
    offer = found.offer("Brackwater")
    assert (offer["standing"], offer["deadline"], offer["start_date"]) == ("written", "2026-11-27", "2027-01-11")
    assert "November 27" in one(found, "expedite")["body"]
    assert undecided.day("2026-11-22T10:00").offer("Brackwater")["standing"] == "written"


def test_an_answer_about_time_that_names_no_day_is_asked_about_when_the_old_day_is_over(undecided: World) -> None:
    found = asked_for_time(undecided, "Hi Ines,\n\nThat works for us, take the time you need.\n\nTomasz")
    assert found.offer("Brackwater")["deadline"] == "2026-11-20"
    found = undecided.day("2026-11-21T10:00")
    assert (found.offer("Brackwater")["standing"], found.offer("Brackwater")["deadline"]) == ("written", None)
    assert "answered your request for more time" in found.question("accepted")["text"]
    assert of_kind(found, "expedite") == []
    undecided.do(f"answer {found.question('accepted')['id']} deciding")
    found = undecided.later(days=1)
    assert found.questions == []
    assert found.offer("Brackwater")["standing"] == "written"


def test_who_was_told_of_the_offer_and_answers_can_be_withdrawn_from(ready: World) -> None:
    ready.do(f"redraft {ready.status().draft('Linden')['id']} --kind disclose")
    ready.approve("Linden", immediately=True)
    found = answered(ready, "Hi Ines,\n\nThank you for telling us. Then it is better that we use the time for somebody else, is it not?\n\nAisha")  # fmt: skip
    assert one(found, "disclose")["status"] == "answered"
    letter = one(found, "withdrawal")
    assert (letter["status"], letter["to"]) == ("waiting", [AISHA])
    ready.do(f"approve {letter['id']} --yes --immediately")
    found = ready.later(hours=2)
    assert sorted(d["status"] for d in found.drafts) == ["answered", "sent"]
    assert found.employers == []


def test_what_is_answered_to_a_letter_that_asks_is_told(undecided: World) -> None:
    undecided.do(f"approve {one(undecided.status(), 'expedite')['id']} --yes --immediately")
    undecided.mail(LINDEN, "Re: Interview for Test Engineer at Linden Hydro", "Hi Ines,\n\nWe can move it to Thursday, November 19, 2 pm. Would that work?\n\nAisha",
                   "2026-11-18T11:00", answers=undecided.sent()[-1]["Message-ID"])  # fmt: skip
    undecided.now = undecided.now.replace(hour=12)
    told = " ".join(undecided.do("sync").out.split())
    assert "Linden Hydro answered when you asked to move forward" in told
    assert "Would that work?" in told or "November 19" in told
