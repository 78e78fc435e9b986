"""How firm an offer is: the rules that no other story tells, each with what must not follow from nearly the same mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.google_world import GoogleWorld
from tests.e2e.stories import BRACKWATER, FIRM, LETTER_OF_BRACKWATER, YES_TO_BRACKWATER, firm, linden
from tests.e2e.world import ADDRESS, ME, Said, Status, World, me, them

MARISOL = "Marisol Duarte <m.duarte@saltmarsh-pumps.example>"
LETTER_OF_SALTMARSH = them(
    MARISOL, "Offer of employment: Pump Test Technician", "2026-11-10T14:05",
    "Dear Ines,\n\nSaltmarsh Pumps is pleased to offer you the position of Pump Test Technician at $71,000 a year, starting"
    " January 18, 2027. The offer is conditional on two things: a satisfactory background check and satisfactory references"
    " from two former supervisors.\n\nPlease reply by November 19.\n\nSincerely,\nMarisol Duarte\nHR, Saltmarsh Pumps",
)  # fmt: skip
YES_TO_SALTMARSH = me(
    MARISOL, "Re: Offer of employment: Pump Test Technician", "2026-11-11T08:20",
    "Dear Marisol,\n\nThank you, I accept the offer. My referees know that you will call.\n\nKind regards,\nInes Calloway",
)  # fmt: skip


def standing(found: Status, employer: str) -> tuple[str, list[str]]:
    """How firm the offer is, and what is open."""
    offer = found.offer(employer)
    return offer["standing"], sorted(c["kind"] for c in offer["contingencies"] if c["open"])


# ---------------------------------------------------------------- written


def saltmarsh_writes(world: World, text: str, when: str = "2026-11-17T09:00") -> None:
    world.tell(them(MARISOL, "Your offer from Saltmarsh Pumps", when, f"Dear Ines,\n\n{text}\n\nMarisol Duarte\nSaltmarsh Pumps"))  # fmt: skip


def test_an_unconditional_offer_is_itself_the_letter(world: World) -> None:
    world.tell(LETTER_OF_SALTMARSH, YES_TO_SALTMARSH)
    linden(world)
    assert standing(world.sync(), "Saltmarsh") == ("conditional", ["background_check", "references"])
    saltmarsh_writes(world, "All checks are complete. I am delighted to confirm that your offer as Pump Test Technician is now"
                     " unconditional. We look forward to January 18.", "2026-11-18T09:30")  # fmt: skip
    found = world.later(hours=1)
    assert standing(found, "Saltmarsh") == ("firm", [])
    assert found.draft("Linden")["status"] == "waiting"


UNCONDITIONAL = (
    "Dear Ines,\n\nI am pleased to confirm our unconditional offer of the post of Pump Test Technician with Saltmarsh Pumps. Your"
    " references and pre-employment checks are complete. Salary $71,000 a year, 40 hours a week, starting on January 18, 2027.\n\n"
    "Please confirm your acceptance in writing by November 27.\n\nMarisol Duarte\nHR, Saltmarsh Pumps"
)


def test_an_unconditional_letter_that_is_to_be_answered_is_written_and_firm_once_it_is(world: World) -> None:
    world.tell(them(MARISOL, "Offer of employment", "2026-11-16T09:00", UNCONDITIONAL))
    linden(world)
    found = world.sync()
    assert standing(found, "Saltmarsh") == ("written", [])
    assert (found.offer("Saltmarsh")["deadline"], found.questions) == ("2026-11-27", ["accepted"])
    world.tell(
        me(
            MARISOL,
            "Re: Offer of employment",
            "2026-11-18T10:00",
            "Dear Marisol,\n\nThank you, I accept the offer.\n\nInes",
        )
    )
    assert standing(world.later(hours=2), "Saltmarsh") == ("firm", [])


def test_such_a_letter_after_a_conditional_one_closes_what_was_open(world: World) -> None:
    world.tell(
        LETTER_OF_SALTMARSH, YES_TO_SALTMARSH, them(MARISOL, "Offer of employment", "2026-11-17T09:00", UNCONDITIONAL)
    )
    assert standing(world.sync(), "Saltmarsh") == ("firm", [])


SIGNED = "All parties have completed Please DocuSign: Offer Letter Ines Calloway - Nordlicht Optics."
NOT_SIGNED_BY_ALL = {
    "seen": ("DocuSign: Offer Letter Ines Calloway was viewed", "Per Sundqvist viewed Offer Letter Ines Calloway - Nordlicht Optics."),
    "another paper": (
        "Completed: Please DocuSign: Mutual NDA Ines Calloway - Nordlicht Optics",
        "Your document has been completed\n\nAll parties have completed Please DocuSign: Mutual NDA Ines Calloway - Nordlicht"
        " Optics.",
    ),
}  # fmt: skip


def docusign(world: World, subject: str, text: str) -> None:
    world.tell(them("DocuSign NA3 System <dse@docusign.net>", subject, "2026-11-16T21:30", text))


def test_a_completed_signature_is_written_and_accepted_at_once(world: World) -> None:
    docusign(world, "Completed: Please DocuSign: Offer Letter Ines Calloway - Nordlicht Optics",
             f"Your document has been completed\n\nVIEW COMPLETED DOCUMENT\n\nPer Sundqvist\nper@nordlicht-optics.example\n\n{SIGNED}")  # fmt: skip
    linden(world)
    found = world.sync()
    offer = found.offer("Nordlicht")
    assert (offer["standing"], offer["written"], offer["accepted"]) == ("firm", True, True)
    assert found.draft("Linden")["kind"] == "withdrawal"


@pytest.mark.parametrize(("subject", "text"), NOT_SIGNED_BY_ALL.values(), ids=NOT_SIGNED_BY_ALL)
def test_a_look_at_it_and_a_signature_under_something_else_accept_no_offer(
    world: World, subject: str, text: str
) -> None:
    docusign(world, subject, text)
    linden(world)
    found = world.sync()
    assert not any(o["accepted"] or o["firm"] for o in found["offers"])
    assert found["drafts"] == []


IN_A_PORTAL = them(
    MARISOL, "Your offer letter is ready", "2026-11-10T14:05",
    "Dear Ines,\n\nCongratulations! Your offer letter for the position of Pump Test Technician at Saltmarsh Pumps is ready. Sign"
    " in to the candidate portal to read it.\n\nMarisol Duarte\nSaltmarsh Pumps",
)  # fmt: skip
A_SCAN = them(
    MARISOL, "Offer letter", "2026-11-10T14:05",
    "Dear Ines,\n\nWe are delighted to offer you the position of Pump Test Technician at Saltmarsh Pumps. Your offer letter is"
    " attached as a PDF.\n\nMarisol Duarte\nSaltmarsh Pumps",
    attachment="offer.pdf",
)  # fmt: skip


@pytest.mark.parametrize("letter", [IN_A_PORTAL, A_SCAN], ids=["in a portal", "a scan"])
def test_of_a_letter_that_could_not_be_read_everybody_is_told_that_its_conditions_are_unseen(
    world: World, letter: Said
) -> None:
    world.tell(
        letter, me(MARISOL, f"Re: {letter.subject}", "2026-11-12T08:00", "Dear Marisol,\n\nI accept the offer.\n\nInes")
    )
    linden(world)
    found = world.sync()
    assert (found.offer("Saltmarsh")["written"], found.offer("Saltmarsh")["letter_read"]) == (True, False)
    assert any("unseen" in reason for reason in found.draft("Linden")["reasons"])
    assert "could not be read" in world.do("offers").out


def test_a_letter_within_the_mail_was_read(world: World) -> None:
    world.tell(LETTER_OF_SALTMARSH, YES_TO_SALTMARSH)
    saltmarsh_writes(
        world, "Your background check and your references are fine, so your offer is final: no conditions remain."
    )
    linden(world)
    found = world.sync()
    assert (found.offer("Saltmarsh")["standing"], found.offer("Saltmarsh")["letter_read"]) == ("firm", True)
    assert not any("unseen" in reason for reason in found.draft("Linden")["reasons"])


# ---------------------------------------------------------------- whose yes


def test_the_users_own_yes_counts_before_anybody_thanks_for_it(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER, YES_TO_BRACKWATER)
    linden(world)
    assert world.sync().offer("Brackwater")["standing"] == "firm"


@pytest.fixture
def gmail(tmp_path: Path) -> Iterator[GoogleWorld]:
    world = GoogleWorld(tmp_path)
    with world.sim:
        yield world


@pytest.mark.parametrize("sent", [True, False], ids=["with the mark", "without"])
def test_at_a_provider_only_mail_with_its_sent_mark_is_the_users_own(gmail: GoogleWorld, sent: bool) -> None:
    (letter,) = gmail.tell(LETTER_OF_BRACKWATER)
    raw = (
        f"From: {ME}\r\nTo: {BRACKWATER}\r\nSubject: {YES_TO_BRACKWATER.subject}\r\nDate: Mon, 16 Nov 2026 19:45:00 -0500\r\n"
        f"Message-ID: <yes@postbox.example>\r\nIn-Reply-To: {letter}\r\nReferences: {letter}\r\n\r\n{YES_TO_BRACKWATER.text}\r\n"
    )
    gmail.deliver(raw.encode(), "2026-11-16T19:45", sent=sent)
    assert gmail.sync().offer("Brackwater")["accepted"] is sent


def test_mail_in_the_users_name_that_came_from_a_strangers_machine_is_no_yes(world: World) -> None:
    (letter,) = world.tell(LETTER_OF_BRACKWATER)
    world.deliver(
        "Received: from box7.cheap-relay.example (box7.cheap-relay.example [203.0.113.9]) by mx.postbox.example with ESMTP;"
        f" Mon, 16 Nov 2026 19:45:02 -0500\r\nFrom: {ME}\r\nTo: {BRACKWATER}, {ADDRESS}\r\n"
        f"Subject: {YES_TO_BRACKWATER.subject}\r\nDate: Mon, 16 Nov 2026 19:45:00 -0500\r\nMessage-ID: <x1@postbox.example>\r\n"
        f"In-Reply-To: {letter}\r\n\r\n{YES_TO_BRACKWATER.text}\r\n".encode(),
        "2026-11-16T19:45",
    )
    linden(world)
    found = world.sync()
    assert not found.offer("Brackwater")["accepted"]
    assert found["drafts"] == []


# ---------------------------------------------------------------- what is open


ONE_OF_TWO = {
    "told as such": "Your background check passed, we are all set on that front. We will be in touch about your references.",
    "the other not named": "Your background check came back clear.",
    "the other still to come": "A short update: your background check came back clear. We are still waiting for your references.",
}


@pytest.mark.parametrize("text", ONE_OF_TWO.values(), ids=ONE_OF_TWO)
def test_a_clearance_of_one_thing_leaves_the_other_open(world: World, text: str) -> None:
    world.tell(LETTER_OF_SALTMARSH, YES_TO_SALTMARSH)
    linden(world)
    saltmarsh_writes(world, text)
    for question in world.sync()["questions"]:  # where it is not sure that this was the clearance
        world.do(f"answer {question['id']} yes")
    found = world.later(minutes=5)
    assert standing(found, "Saltmarsh") == ("conditional", ["references"])
    assert found["drafts"] == []


def test_a_clearance_of_everything_closes_both(world: World) -> None:
    world.tell(LETTER_OF_SALTMARSH, YES_TO_SALTMARSH)
    saltmarsh_writes(world, "All conditions of your offer are now met, and nothing is outstanding. See you in January!")
    assert standing(world.sync(), "Saltmarsh") == ("firm", [])


def test_a_contract_to_hire_role_stays_conditional_after_its_checks(world: World) -> None:
    world.tell(
        them(
            MARISOL, "Contract-to-hire offer: Pump Test Technician", "2026-11-10T14:05",
            "Dear Ines,\n\nSaltmarsh Pumps is pleased to offer you the position of Pump Test Technician as contract-to-hire: six"
            " months on contract, then we decide about a permanent position. The offer is contingent on a background check; the"
            " letter is attached.\n\nMarisol Duarte\nSaltmarsh Pumps",
            attachment="offer.pdf",
        ),
        me(MARISOL, "Re: Contract-to-hire offer: Pump Test Technician", "2026-11-11T08:00", "Dear Marisol,\n\nI accept the offer.\n\nInes"),
    )  # fmt: skip
    linden(world)
    saltmarsh_writes(world, "Your background check came back clear, so all conditions of your offer are met.")
    found = world.sync()
    assert standing(found, "Saltmarsh") == ("conditional", ["contract"])
    assert found["drafts"] == []


# ---------------------------------------------------------------- ended, or not


def test_the_day_of_the_deadline_counts_to_its_end(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    world.sync()
    assert world.day("2026-11-20T23:30").offer("Brackwater")["standing"] == "written"
    assert world.day("2026-11-21T00:30").offer("Brackwater")["standing"] == "expired"


def test_an_accepted_offer_does_not_expire(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    found = world.day("2026-11-23T09:00")
    assert found.offer("Brackwater")["standing"] == "firm"
    assert found.draft("Linden")["status"] == "waiting"


def test_a_new_offer_after_the_deadline_starts_again(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    assert world.day("2026-11-23T09:00").offer("Brackwater")["standing"] == "expired"
    world.tell(
        them(
            BRACKWATER, "A second try", "2026-11-24T09:00",
            "Dear Ines,\n\nWe did not hear from you, and we have not given up: Brackwater Instruments would like to offer you the"
            " position of Field Calibration Engineer once more, at $106,000. The new offer letter is attached; please answer by"
            " December 4.\n\nTomasz Wilk",
            attachment="letter.pdf",
        )
    )  # fmt: skip
    found = world.day("2026-11-24T10:00")
    assert (found.offer("Brackwater")["standing"], found.offer("Brackwater")["deadline"]) == ("written", "2026-12-04")


# ---------------------------------------------------------------- the user's word and newer mail


def test_a_new_condition_in_mail_beats_the_users_firm_at_once(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    linden(world)
    world.do(f"offer firm {world.sync().offer('Brackwater')['id']}")
    assert world.status().draft("Linden")["status"] == "waiting"
    world.tell(
        them(
            BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-18T10:00",
            "Dear Ines,\n\nOur insurer asks one thing more of us: your offer is now contingent on a pre-employment drug test. The"
            " laboratory will write to you.\n\nTomasz Wilk",
        )
    )  # fmt: skip
    found = world.later(hours=2)
    assert standing(found, "Brackwater") == ("conditional", ["drug_test"])
    assert found.drafts == []


def test_mail_that_would_give_interviews_up_against_the_users_word_is_asked_about(world: World) -> None:
    world.tell(*FIRM[:2])
    linden(world)
    world.do(f"offer doubt {world.sync().offer('Brackwater')['id']}")
    world.tell(FIRM[2].__class__(**{**vars(FIRM[2]), "when": "2026-11-18T10:00"}))
    found = world.later(hours=2)
    assert found.offer("Brackwater")["doubted"]
    assert found.drafts == []


def test_a_clearance_against_the_users_word_is_asked_about_and_counts_after_a_yes(world: World) -> None:
    world.tell(LETTER_OF_BRACKWATER)
    linden(world)
    world.do(f"offer decline {world.sync().offer('Brackwater')['id']}")
    declined = world.status().draft("Brackwater")
    world.do(f"keep {declined['id']}")
    world.tell(
        them(
            BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-18T10:00",
            "Dear Ines,\n\nThank you for accepting our offer, we have your countersigned letter. Welcome to Brackwater.\n\nTomasz",
        )
    )  # fmt: skip
    found = world.later(hours=2)
    assert found.offer("Brackwater")["standing"] == "declined"
    assert [d for d in found.drafts if d["kind"] == "withdrawal"] == []
    question = found["questions"][0]
    assert question["offer"] == found.offer("Brackwater")["id"]
    world.do(f"answer {question['id']} yes")
    assert world.later(minutes=5).offer("Brackwater")["standing"] == "firm"
