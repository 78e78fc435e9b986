"""Interviews, letters, the calendar, time and what is kept: the rules that no other story tells, each with its other side."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.e2e.stories import LINDEN, LINDEN_AT, LINDEN_CONFIRMS, firm, linden
from tests.e2e.test_accounts import unplug
from tests.e2e.world import ME, World, at, me, them

TALLGRASS = "Selma Idris <selma.idris@tallgrass-devices.example>"
INVITED = (
    "Dear Ines,\n\nYour interview for Firmware Test Engineer at Tallgrass Devices is on Monday, November 23, at 11:00 am"
    " Eastern, on Zoom.\n\nSelma Idris\nTallgrass Devices"
)


def invited(world: World, subject: str = "Interview at Tallgrass Devices", **options: str) -> str:
    return world.mail(TALLGRASS, subject, INVITED, "2026-11-12T12:00", **options)  # type: ignore[arg-type]  # as named


def said(world: World) -> str:
    return " ".join(world.do("sync").out.split())


# ---------------------------------------------------------------- 3: upcoming interviews


def test_an_admission_interview_at_a_university_is_none(world: World) -> None:
    firm(world)
    world.tell(
        them(
            "Graduate Admissions <admissions@northmoor-university.example>", "Your admission interview", "2026-11-12T10:00",
            "Dear Ines,\n\nThank you for applying to the MSc in Hydrology. Your admission interview with the faculty is on Monday,"
            " November 23, at 10:00 am Eastern.\n\nGraduate Admissions, Northmoor University",
        )
    )  # fmt: skip
    world.event("admission", "Admission interview, MSc Hydrology", "2026-11-23T10:00")
    found = world.sync()
    assert (found.employers, found["drafts"]) == ([], [])


def test_the_same_hour_at_two_employers_is_two_interviews(world: World) -> None:
    firm(world)
    linden(world)
    world.mail(TALLGRASS, "Interview at Tallgrass Devices", INVITED.replace("Monday, November 23, at 11:00 am", "Tuesday, November 24, at 2:00 pm"),
               "2026-11-12T12:00")  # fmt: skip
    found = world.sync()
    assert sorted(found.employers) == ["Linden Hydro", "Tallgrass Devices"]
    assert len(found.drafts) == 2


def test_a_sync_names_an_interview_that_it_found_and_only_then(world: World) -> None:
    linden(world)
    assert "Interview: Linden Hydro · Test Engineer, Tue 24 Nov 14:00." in said(world)
    assert "Nothing new." in said(world)


def test_of_a_floating_time_the_letter_names_no_zone(world: World) -> None:
    firm(world)
    path = world.event("mill", "Interview: Process Engineer (Millrace Paper)", "2026-11-23T14:00",
                       organizer="Oskar Lund <oskar.lund@millracepaper.example>")  # fmt: skip
    path.write_bytes(path.read_bytes().replace(b"DTSTART;TZID=America/New_York:", b"DTSTART:"))
    body = world.sync().draft("Millrace")["body"]
    assert "2:00 pm" in body
    assert "Eastern" not in body


# ---------------------------------------------------------------- 4: the letter


@pytest.mark.parametrize("part", ["took part", "did not"])
def test_the_recruiting_address_gets_a_copy_where_it_took_part(world: World, part: str) -> None:
    firm(world)
    if part == "took part":
        invited(world, cc="Recruiting <recruiting@tallgrass-devices.example>")
    else:
        invited(world)
        world.tell(them("recruiting@tallgrass-devices.example", "Our open positions in December", "2026-11-13T10:00",
                        "Have a look at what is open at Tallgrass Devices this month.", headers={"Precedence": "bulk"}))  # fmt: skip
    copies = ["recruiting@tallgrass-devices.example"] if part == "took part" else []
    assert world.sync().draft("Tallgrass")["cc"] == copies


IN_THEIR_LANGUAGE = {
    "de": (
        "Jutta Reimers <j.reimers@wellenwerk.example>", "Einladung zum Vorstellungsgespräch",
        "Sehr geehrte Frau Calloway,\n\nvielen Dank für Ihre Bewerbung als Prüfingenieurin bei der Wellenwerk GmbH. Gern laden wir"
        " Sie zum Vorstellungsgespräch am Montag, 23. November 2026, um 10:00 Uhr in unser Haus in Kiel ein.\n\n"
        "Mit freundlichen Grüßen\nJutta Reimers\nWellenwerk GmbH",
        ("Jutta Reimers,", "23. November", "Mit freundlichen Grüßen"),
    ),
    "fr": (
        "Claire Fontanel <c.fontanel@ateliers-brume.example>", "Entretien d'embauche",
        "Madame,\n\nSuite à votre candidature au poste d'ingénieure d'essais aux Ateliers Brume, nous avons le plaisir de vous"
        " convier à un entretien le lundi 23 novembre 2026 à 10 h dans nos locaux de Nantes.\n\nCordialement,\nClaire Fontanel\n"
        "Ateliers Brume",
        ("Claire Fontanel,", "23 novembre", "salutations"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sender", "subject", "text", "words"), IN_THEIR_LANGUAGE.values(), ids=IN_THEIR_LANGUAGE)
def test_the_letter_is_in_the_language_of_the_exchange(
    world: World, sender: str, subject: str, text: str, words: tuple[str, ...]
) -> None:
    firm(world)
    ids = world.tell(them(sender, subject, "2026-11-12T10:00", text))
    (draft,) = world.sync().drafts
    assert all(word in draft["body"] for word in words)
    assert "Dear" not in draft["body"]
    assert draft["in_reply_to"] == ids[0]


def test_nothing_from_mail_becomes_a_header(world: World) -> None:
    firm(world)
    raw = (
        f"From: {TALLGRASS}\r\nTo: {ME}\r\nDate: Thu, 12 Nov 2026 12:00:00 -0500\r\nMessage-ID: <odd@tallgrass-devices.example>\r\n"
        "Subject: =?utf-8?Q?Interview_at_Tallgrass_Devices=0D=0ABcc:_eve@elsewhere.example?=\r\n"
        "Reply-To: =?utf-8?Q?Selma=0D=0ACc:_eve@elsewhere.example?= <selma.idris@tallgrass-devices.example>\r\n"
        f"\r\n{INVITED}\r\n"
    )
    world.deliver(raw.encode(), "2026-11-12T12:00")
    world.sync()
    world.approve("Tallgrass", immediately=True)
    (letter,) = world.sent()
    assert (letter["Bcc"], letter["Cc"]) == (None, None)
    assert letter["To"].endswith("<selma.idris@tallgrass-devices.example>")
    assert b"\nBcc:" not in world.raw_sent()[0]


def test_where_there_is_only_a_portal_it_is_named_and_nobody_is_written_to(world: World) -> None:
    firm(world)
    world.mail(
        "Harwell Shipping Careers <no-reply@harwellshipping.example>", "Interview confirmation: Electronics Technician",
        "Dear Ines Calloway,\n\nThis confirms your interview for Electronics Technician at Harwell Shipping on Monday, November 23,"
        " 2026 at 1:00 PM Eastern. To reschedule or withdraw, use https://careers.harwellshipping.example/candidate/8812 only."
        " This mailbox is not monitored.",
        "2026-11-12T08:00", headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    sheet = world.sync().draft("Harwell")
    assert (sheet["kind"], sheet["to"]) == ("call_sheet", [])
    assert "https://careers.harwellshipping.example/candidate/8812" in sheet["body"]


# ---------------------------------------------------------------- 6: time


def test_without_a_number_no_call_stands_beside_the_letter(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    found = world.day("2026-11-24T11:30")
    assert [d["kind"] for d in found.drafts] == ["withdrawal"]


def test_earlier_than_three_hours_before_no_call_stands_beside_the_letter_either(world: World) -> None:
    firm(world)
    ids = linden(world)
    world.mail(LINDEN, LINDEN_CONFIRMS.subject, "Hi Ines,\n\nSee you on Tuesday. If anything comes up, call me.\n\nAisha Rahman\n"
               "Talent Acquisition, Linden Hydro\nPhone: +1 (617) 555-0142", "2026-11-12T09:05", answers=ids[-1])  # fmt: skip
    world.sync()
    assert [d["kind"] for d in world.day("2026-11-24T10:55").drafts] == ["withdrawal"]
    assert sorted(d["kind"] for d in world.day("2026-11-24T11:05").drafts) == ["call_sheet", "withdrawal"]


def test_the_mail_that_leaves_ends_the_call_beside_it(world: World) -> None:
    firm(world)
    ids = linden(world)
    world.mail(LINDEN, LINDEN_CONFIRMS.subject, "Hi Ines,\n\nCall me if anything comes up.\n\nAisha Rahman\nLinden Hydro\n"
               "Phone: +1 (617) 555-0142", "2026-11-12T09:05", answers=ids[-1])  # fmt: skip
    world.sync()
    letter = next(d for d in world.day("2026-11-24T11:30").drafts if d["kind"] == "withdrawal")
    world.do(f"approve {letter['id']} --yes --immediately")
    found = world.later(minutes=1)
    assert [(d["kind"], d["status"]) for d in found.drafts] == [("withdrawal", "sent")]
    assert b"DECLINED" in (world.calendar() / "linden.ics").read_bytes()


DECIDED = {
    "withdrawn from": ("approve {} --yes --immediately",),
    "kept": ("keep {}",),
    "told of the offer": ("redraft {} --kind disclose", "approve {} --yes --immediately"),
}


@pytest.mark.parametrize("words", DECIDED.values(), ids=DECIDED)
def test_two_hours_before_nothing_is_said_of_an_interview_about_which_the_user_decided(
    world: World, words: tuple[str, ...]
) -> None:
    firm(world)
    linden(world)
    draft = world.sync().draft("Linden")
    for command in words:
        world.do(command.format(draft["id"]))
    world.now = at("2026-11-24T12:05")
    assert "still stands" not in said(world)


def test_two_hours_before_a_snoozed_letter_is_no_decision(world: World) -> None:
    firm(world)
    linden(world)
    draft = world.sync().draft("Linden")
    world.do(f"snooze {draft['id']} --until 2026-11-24T15:00")
    world.now = at("2026-11-24T12:05")
    assert "Linden Hydro at 14:00 still stands" in said(world)


def test_once_the_interview_is_over_the_process_may_want_a_letter_without_it(world: World) -> None:
    firm(world)
    linden(world)
    first = world.sync().draft("Linden")
    found = world.day("2026-11-24T18:00")
    letter = found.draft("Linden")
    assert (letter["kind"], letter["interview"], letter["calendar"]) == ("withdrawal", None, [])
    assert letter["digest"] != first["digest"]
    assert "November 24" not in letter["body"]


def test_a_call_off_by_them_leaves_no_letter_about_that_day(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    world.event(
        "linden",
        "Interview: Ines Calloway, Test Engineer (Linden Hydro)",
        LINDEN_AT,
        organizer=LINDEN,
        sequence=1,
        status="CANCELLED",
    )
    world.tell(them(LINDEN, "Tuesday's interview is cancelled", "2026-11-18T10:00",
                    "Hi Ines,\n\nI have to cancel your interview for Test Engineer at Linden Hydro on Tuesday, November 24. I will come"
                    " back to you with a new date.\n\nAisha Rahman\nLinden Hydro"))  # fmt: skip
    found = world.later(hours=2)
    assert found.employers == []
    assert all(d["interview"] is None and "November 24" not in d["body"] for d in found.drafts)


# ---------------------------------------------------------------- 7: what is kept, and read again


@pytest.mark.parametrize(("minutes", "status"), [(9, "sent"), (11, "approved")])
def test_before_a_delivery_a_success_within_ten_minutes_counts(two: World, minutes: int, status: str) -> None:
    firm(two, "home")
    linden(two, "uni")
    two.sync()
    two.approve("Linden")
    unplug(two, "home")
    two.now += timedelta(minutes=minutes)
    two.agent("sync", "--account", "uni")
    assert two.status().draft("Linden")["status"] == status
    assert len(two.sent()) == (status == "sent")


def test_every_decision_and_delivery_stands_in_the_journal_that_is_exported_and_purged(world: World) -> None:
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden", immediately=True)
    world.now += timedelta(minutes=5)
    lines = world.do("journal --json").json
    assert "sent" in str(lines)
    assert "approve" in str(lines)
    world.do("purge --yes")
    assert "Linden" not in str(world.do("journal --json").json)


def test_the_users_thanks_in_a_thread_of_theirs_is_kept_and_a_newsletter_is_not(world: World) -> None:
    firm(world)
    world.tell(
        me(
            LINDEN,
            "A word of thanks",
            "2026-11-13T10:00",
            "Hi Aisha,\n\nThank you for yesterday's call about the interview.\n\nInes",
        )
    )
    world.tell(them("Tea Letters <news@tealetters.example>", "Darjeeling, second flush", "2026-11-14T10:00",
                    "The second flush from Puttabong has arrived, muscatel and long.", headers={"List-Unsubscribe": "<https://x.example>"}))  # fmt: skip
    world.sync()
    assert b"muscatel" not in world.stored()
