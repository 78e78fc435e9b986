"""Borders of the cases: whose acceptance counts, days without hours, zones, and what is said in time."""

from __future__ import annotations

import pytest

from tests.e2e.stories import (
    BRACKWATER,
    LETTER_OF_BRACKWATER,
    LINDEN,
    YES_TO_BRACKWATER,
    firm,
    linden,
    orchard,
)
from tests.e2e.world import ADDRESS, ME, OTHER_ADDRESS, World, at, calendar_file, me, them, vevent

# ---------------------------------------------------------------- whose acceptance


def test_an_unsent_draft_of_an_acceptance_is_none(world: World) -> None:
    (letter,) = world.tell(LETTER_OF_BRACKWATER)
    said = YES_TO_BRACKWATER
    drafts = world.maildir() / ".Drafts"
    for part in ("cur", "new", "tmp"):
        (drafts / part).mkdir(parents=True)
    (drafts / "cur" / "1.host:2,D").write_bytes(
        f"From: {ME}\r\nTo: {said.to}\r\nSubject: {said.subject}\r\nDate: Mon, 16 Nov 2026 19:45:00 -0500\r\n"
        f"Message-ID: <unsent@postbox.example>\r\nIn-Reply-To: {letter}\r\n\r\n{said.text}\r\n".encode()
    )
    found = world.sync()
    assert found.offer("Brackwater")["standing"] == "written"
    assert found.questions == ["accepted"]


def test_an_acceptance_in_the_users_name_that_failed_authentication_is_none(world: World) -> None:
    (letter,) = world.tell(LETTER_OF_BRACKWATER)
    said = YES_TO_BRACKWATER
    world.deliver(
        f"Authentication-Results: mx.postbox.example; spf=fail smtp.mailfrom=postbox.example; dkim=none;"
        f" dmarc=fail header.from=postbox.example\r\nFrom: {ME}\r\nTo: {said.to}\r\nCc: {ADDRESS}\r\n"
        f"Subject: {said.subject}\r\nDate: Mon, 16 Nov 2026 19:45:00 -0500\r\nMessage-ID: <forged@postbox.example>\r\n"
        f"In-Reply-To: {letter}\r\n\r\n{said.text}\r\n".encode(),
        said.when,
    )  # fmt: skip
    linden(world)
    found = world.sync()
    assert found.offer("Brackwater")["accepted"] is False
    assert found["drafts"] == []


def test_an_out_of_office_answer_of_the_user_is_no_acceptance(world: World) -> None:
    world.tell(
        LETTER_OF_BRACKWATER,
        me(
            BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-11T15:21",
            "Thank you for your message. I am travelling until November 16 and will answer as soon as I can.\n\nInes",
            headers={"Auto-Submitted": "auto-replied"},
        ),
    )  # fmt: skip
    assert world.sync().offer("Brackwater")["accepted"] is False


QUESTIONS = {
    "thanks": "Dear Tomasz,\n\nThank you so much for the offer, I am thrilled! Let me read everything in peace, and you will have"
    " my answer by Friday.\n\nInes",
    "a condition": "Dear Tomasz,\n\nThank you for the offer. I would be happy to accept if we could move the salary to $104,000."
    " Would that be possible?\n\nInes",
    "a proviso": "Dear Tomasz,\n\nThank you! I'd be delighted to accept, provided that two days a week can be from home. Can you"
    " confirm that?\n\nInes",
    "a plan": "Dear Tomasz,\n\nThank you. I plan to accept, but I want to read the contract with care first.\n\nInes",
    "a hope": "Dear Tomasz,\n\nThank you. I hope to accept by Friday, once I have talked to my family.\n\nInes",
    "more time": "Dear Tomasz,\n\nThank you for the offer. Could I have until Tuesday, November 24, to decide?\n\nInes",
}  # fmt: skip


@pytest.mark.parametrize("text", QUESTIONS.values(), ids=QUESTIONS)
def test_thanks_bargaining_and_a_wish_for_time_are_no_acceptance(world: World, text: str) -> None:
    world.tell(LETTER_OF_BRACKWATER, me(BRACKWATER, YES_TO_BRACKWATER.subject, "2026-11-12T10:00", text))
    linden(world)
    found = world.sync()
    assert (found.offer("Brackwater")["standing"], found["drafts"]) == ("written", [])


def test_an_acceptance_sent_from_another_account_counts(two: World) -> None:
    (letter,) = two.tell(LETTER_OF_BRACKWATER)
    two.mail(
        f"Ines Calloway <{OTHER_ADDRESS}>", YES_TO_BRACKWATER.subject, YES_TO_BRACKWATER.text, "2026-11-16T19:45",
        to=BRACKWATER, answers=letter, account="uni",
    )  # fmt: skip
    linden(two)
    found = two.sync()
    assert found.offer("Brackwater")["standing"] == "firm"
    assert found.draft("Linden")["status"] == "waiting"


def test_the_users_no_declines_the_offer_without_a_second_letter(world: World) -> None:
    firm(world)
    kestrel = "Marguerite Oduya <m.oduya@kestrelavionics.example>"
    world.tell(
        them(
            kestrel, "Kestrel Avionics: offer letter", "2026-11-13T11:00",
            "Dear Ines,\n\nKestrel Avionics is pleased to offer you the position of Verification Engineer. Please find the"
            " offer letter attached and answer by November 27.\n\nMarguerite Oduya", attachment="offer.pdf",
        ),
        me(
            kestrel, "Re: Kestrel Avionics: offer letter", "2026-11-17T12:00",
            "Dear Marguerite,\n\nThank you for your offer. After careful thought I have decided to decline it, as I have"
            " accepted another position. I wish you all the best.\n\nInes Calloway",
        ),
    )  # fmt: skip
    found = world.sync()
    assert found.offer("Kestrel")["standing"] == "declined"
    assert (found["drafts"], found.questions) == ([], [])


SORRY = {
    "en": "We are sorry to hear of your decision, but thank you for letting us know. All the best!",
    "de": "Wir bedauern Ihre Entscheidung sehr, danken Ihnen für die schnelle Nachricht und wünschen Ihnen alles Gute.",
    "fr": "Nous regrettons votre décision, mais nous vous remercions de nous avoir prévenus. Bonne continuation.",
    "es": "Lamentamos su decisión, pero le agradecemos que nos haya avisado. Le deseamos mucho éxito.",
    "pt": "Lamentamos a sua decisão, mas agradecemos o aviso. Desejamos-lhe muito sucesso.",
    "it": "Siamo dispiaciuti della Sua decisione, ma La ringraziamo per averci avvisato. Le auguriamo ogni successo.",
    "nl": "Wij betreuren uw beslissing, maar danken u voor het bericht. Veel succes gewenst!",
}


def test_regret_at_a_withdrawal_is_no_offer_that_was_declined_in_any_language(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden", immediately=True)
    (letter,) = world.sent()
    for minute, words in enumerate(SORRY.values(), 10):
        world.mail(LINDEN, str(letter["Subject"]), words, f"2026-11-18T10:{minute}", answers=letter["Message-ID"])
    found = world.later(hours=2)
    assert [offer["employer"] for offer in found["offers"]] == ["Brackwater Instruments"]
    assert (found.draft("Linden")["status"], found.questions) == ("answered", [])


def test_a_role_that_is_temporary_at_first_stays_conditional(world: World) -> None:
    world.tell(
        them(
            BRACKWATER, "Offer: Calibration Engineer, contract to hire", "2026-11-11T15:20",
            "Dear Ines,\n\nBrackwater Instruments is pleased to offer you the position of Calibration Engineer on a"
            " contract-to-hire basis: six months through our payroll partner, after which we decide together on a permanent"
            " position. The offer letter is attached.\n\nTomasz Wilk", attachment="offer.pdf",
        ),
        me(
            BRACKWATER, "Re: Offer: Calibration Engineer, contract to hire", "2026-11-12T10:00",
            "Dear Tomasz,\n\nI accept the offer, thank you.\n\nInes",
        ),
    )  # fmt: skip
    linden(world)
    found = world.sync()
    offer = found.offer("Brackwater")
    assert (offer["standing"], [c["kind"] for c in offer["contingencies"] if c["open"]]) == (
        "conditional",
        ["contract"],
    )
    assert found["drafts"] == []


# ---------------------------------------------------------------- days, zones


def test_an_interview_for_the_whole_day_starts_at_midnight_in_the_users_zone(world: World) -> None:
    firm(world)
    text = vevent("mill", "Interview day at Millrace Paper (Process Engineer)", "2026-11-23T09:00",
                  organizer="Oskar Lund <oskar.lund@millracepaper.example>")  # fmt: skip
    text = text.replace("DTSTART;TZID=America/New_York:20261123T090000", "DTSTART;VALUE=DATE:20261123")
    text = text.replace("DTEND;TZID=America/New_York:20261123T100000", "DTEND;VALUE=DATE:20261124")
    (world.calendar() / "mill.ics").write_bytes(calendar_file(text))
    found = world.sync()
    assert found.interview("Millrace")["start"] == "2026-11-23T00:00:00-05:00"
    assert "Monday, November 23" in found.draft("Millrace")["body"]
    assert " at 12:00" not in found.draft("Millrace")["body"]


@pytest.mark.parametrize(
    ("start", "begins"),
    [
        ("DTSTART:20261123T140000", "2026-11-23T14:00:00-05:00"),  # floating: the user's zone
        ("DTSTART;TZID=Pacific Standard Time:20261123T110000", "2026-11-23T11:00:00-08:00"),  # a Windows name
        ("DTSTART:20261123T190000Z", "2026-11-23T19:00:00+00:00"),
    ],
)
def test_floating_times_windows_zones_and_utc_are_the_same_hour(world: World, start: str, begins: str) -> None:
    firm(world)
    text = vevent("mill", "Interview: Process Engineer (Millrace Paper)", "2026-11-23T14:00",
                  organizer="Oskar Lund <oskar.lund@millracepaper.example>")  # fmt: skip
    lines = [line for line in text.split("\n") if not line.startswith("DTEND")]
    lines = [start if line.startswith("DTSTART") else line for line in lines]
    (world.calendar() / "mill.ics").write_bytes(calendar_file("\n".join(lines)))
    found = world.sync()
    assert at(found.interview("Millrace")["start"]) == at(begins) == at("2026-11-23T14:00")


def test_the_letter_names_the_time_in_the_zone_that_the_employer_used(world: World) -> None:
    firm(world)
    world.mail(
        "Ana Prieto <ana@goldengatesensors.example>", "Interview with Golden Gate Sensors",
        "Hi Ines,\n\nYour interview for Test Engineer at Golden Gate Sensors is on Monday, November 23, at 10:00 am Pacific"
        " (video call).\n\nAna Prieto\nGolden Gate Sensors", "2026-11-12T15:00",
    )  # fmt: skip
    found = world.sync()
    assert at(found.interview("Golden Gate")["start"]) == at("2026-11-23T13:00")
    assert "10:00 am Pacific" in found.draft("Golden Gate")["body"]


# ---------------------------------------------------------------- in time


def test_two_hours_before_its_start_a_standing_interview_is_told(world: World) -> None:
    firm(world)
    linden(world)
    orchard(world)
    world.sync()
    world.now = at("2026-11-24T11:00")
    assert "still stands" not in world.do("sync").out
    world.now = at("2026-11-24T12:05")
    text = world.do("sync").out
    assert "Linden Hydro at 14:00 still stands" in " ".join(text.split())
    world.now = at("2026-11-24T12:20")
    assert "still stands" not in world.do("sync").out  # said once


def test_an_interview_put_on_the_calendar_later_is_drafted_then(world: World) -> None:
    firm(world)
    assert world.sync()["drafts"] == []
    linden(world)
    assert world.later(hours=1).draft("Linden")["status"] == "waiting"


def test_an_employer_that_invites_again_after_the_letter_is_a_new_case(world: World) -> None:
    firm(world)
    ids = linden(world)
    world.sync()
    world.approve("Linden", immediately=True)
    world.mail(
        LINDEN, "Another role: Lab Manager at Linden Hydro",
        "Hi Ines,\n\nI was sorry to read your letter. We now have an opening for Lab Manager, too, and would like to invite"
        " you to an interview for it on Thursday, December 3, at 10:00 am Eastern.\n\nAisha Rahman\nLinden Hydro",
        "2026-11-20T10:00",
    )  # fmt: skip
    found = world.day("2026-11-20T11:00")
    assert ids
    assert [i["start"] for i in found["interviews"]] == ["2026-12-03T10:00:00-05:00"]
    assert sorted(d["status"] for d in found.drafts) == ["sent", "waiting"]
    assert len(world.sent()) == 1


# ---------------------------------------------------------------- one document for every command


def test_every_command_that_changes_something_answers_with_one_document_too(world: World) -> None:
    firm(world)
    linden(world)
    orchard(world)
    found = world.sync()
    draft, other = found.draft("Linden")["id"], found.draft("Orchard")["id"]
    offer = found.offer("Brackwater")["id"]
    for words in (
        f"approve {draft} --yes",
        f"undo {draft}",
        f"snooze {draft} --for 1d",
        f"edit {draft} --subject Hello",
        f"redraft {draft} --kind withdrawal",
        f"keep {other}",
        f"offer doubt {offer}",
        f"offer reset {offer}",
        f"approve {draft} --yes --immediately",
        "purge --yes",
    ):
        result = world.do(words + " --json")
        assert isinstance(result.json, dict | list), words
        assert result.out.count("\n") == 1, words
        assert result.err == "", words
