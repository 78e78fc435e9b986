"""The people of the other side, and whether a letter may go to them."""

from __future__ import annotations

import pytest

from agent.model import Contact, Direction
from agent.reading import employer, people, structured
from agent.reading.mime import parse
from tests.reading.eml import ME, eml


def contacts(raw: bytes, direction: Direction = "in") -> dict[str, Contact]:
    document = parse(raw)
    facts = structured.facts(document, me=ME, zone="UTC")
    hires = employer.resolve(document, facts, direction=direction, me=ME)
    found = people.contacts(document, facts, hires, direction=direction, me=ME, label="interview_scheduled")
    return {contact.address or "": contact for contact in found}


def human(raw: bytes) -> bool:
    document = parse(raw)
    return people.human(document, structured.facts(document, me=ME, zone="UTC"), direction="in")


def test_the_writer_comes_with_name_part_phone_and_reason() -> None:
    found = contacts(eml("See you on Monday.\n\n-- \nPetra Voss\nTalent Acquisition Partner\nM: 07700 900 461"))
    contact = found["petra.voss@harrowpike.com"]
    assert (contact.name, contact.part, contact.phone, contact.usable) == (
        "Petra Voss",
        "recruiter",
        "07700 900 461",
        True,
    )
    assert contact.because == "wrote the interview mail of 12 November 2026"


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("Call me on (555) 019-7740 any time.", "(555) 019-7740"),
        ("My number is +44 20 7946 0101.", "+44 20 7946 0101"),
        ("Ref 2026 114 2208 is yours.", None),
        ("We pay 40 000 to 45 000 a year.", None),
        ("On 12-11-2026 at 10.", None),
    ],
)
def test_telephone_numbers_are_told_from_other_numbers(line: str, phone: str | None) -> None:
    assert contacts(eml(line))["petra.voss@harrowpike.com"].phone == phone


@pytest.mark.parametrize(
    "address",
    [
        "no-reply@harrowpike.com",
        "do.not.reply@harrowpike.com",
        "notifications@app.ashbyhq.com",
        "harrowpike@myworkday.com",
        "dse_na4@docusign.net",
        "mailer-daemon@x.org",
    ],
)
def test_no_letter_goes_to_a_machine(address: str) -> None:
    assert not people.usable(address)


@pytest.mark.parametrize(
    "address",
    [
        "hr@harrowpike.com",
        "careers@harrowpike.com",
        "petra@harrowpike.com",
        "petra.voss@harrowpike.teamtailor-mail.com",
    ],
)
def test_letters_may_go_to_people_and_shared_mailboxes(address: str) -> None:
    assert people.usable(address)


def test_a_mailbox_that_says_nobody_reads_it_is_not_usable() -> None:
    found = contacts(
        eml("Your interview is on Monday. This mailbox is not monitored.", from_="Harrow HR <hr@harrowpike.com>")
    )
    assert not found["hr@harrowpike.com"].usable


def test_shared_mailboxes_named_in_the_text_are_found_and_strangers_are_not() -> None:
    found = contacts(eml("Write to careers@harrowpike.com, or to my old friend dana@ottermill.org."))
    assert found["careers@harrowpike.com"].part == "recruiter"
    assert "dana@ottermill.org" not in found


def test_the_user_is_no_contact() -> None:
    assert not ME & set(contacts(eml("Hi", Cc="Mara <mara.quint@example.net>")))


def test_organizer_and_panel_come_from_the_invitation() -> None:
    text = (
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261120T100000Z\r\nSUMMARY:Interview\r\n"
        "ORGANIZER;CN=Jo Ray:mailto:jo@harrowpike.com\r\nATTENDEE:mailto:dana@harrowpike.com\r\n"
        "ATTENDEE:mailto:mara.quint@example.net\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    found = contacts(eml("See the invitation", calendar=text))
    assert (found["jo@harrowpike.com"].part, found["dana@harrowpike.com"].part) == ("scheduler", "interviewer")


def test_in_own_mail_the_recipients_are_the_contacts() -> None:
    raw = eml("Yes", from_="mara.quint@example.net", to="Petra Voss <petra.voss@harrowpike.com>")
    assert list(contacts(raw, "out")) == ["petra.voss@harrowpike.com"]


def test_who_is_a_person() -> None:
    assert human(eml("Hi Mara, see you."))
    assert human(eml("Hi Mara,\n\nyour interview", from_="Harrow HR <hr@harrowpike.com>"))
    assert not human(eml("Dear applicant,\n\nyour interview", from_="Harrow HR <hr@harrowpike.com>"))
    assert not human(eml("Hi Mara", from_="Harrow <no-reply@harrowpike.com>"))
    assert not human(eml("Hi Mara", Auto_Submitted="auto-replied"))
    assert not human(eml("Hi Mara", from_="Harrow & Pike <harrowpike@myworkday.com>"))


def test_an_applicant_system_passes_on_what_a_person_signed() -> None:
    raw = eml(
        "Hi Mara,\n\nthe offer is behind the link.\n\nPetra Voss\nHarrow & Pike",
        from_="Harrow & Pike <no-reply@hire.lever.co>",
        Reply_To="Petra Voss <petra@harrowpike.com>",
    )
    assert human(raw)
