"""Facts known without reading sentences: the sender's system, calendar parts, signature events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agent.reading import vendors
from agent.reading.mime import parse
from agent.reading.structured import Facts, facts
from tests.reading.eml import ME, eml


def read(raw: bytes, zone: str = "Europe/London") -> Facts:
    return facts(parse(raw), me=ME, zone=zone)


@pytest.mark.parametrize(
    ("address", "name", "kind", "hint"),
    [
        ("Harrow & Pike Hiring Team <no-reply@us.greenhouse-mail.io>", "greenhouse", "ats", "Harrow & Pike"),
        ("Workday <harrowpike@myworkday.com>", "workday", "ats", "harrowpike"),
        ("Harrow & Pike <harrowpike+email+1x@talent.icims.com>", "icims", "ats", "Harrow & Pike"),
        ("no-reply@harrowpike.teamtailor-mail.com", "teamtailor", "ats", "harrowpike"),
        ("Harrow & Pike via Ashby <notifications@app.ashbyhq.com>", "ashby", "ats", "Harrow & Pike"),
        ("BambooHR for Harrow & Pike <notifications@app.bamboohr.com>", "bamboohr", "ats", "Harrow & Pike"),
        ("Checkr <no-reply@checkr.com>", "checkr", "check", None),
        ("Petra Voss via DocuSign <dse_na4@docusign.net>", "docusign", "esign", None),
    ],
)
def test_a_vendor_is_known_and_names_the_employer(address: str, name: str, kind: str, hint: str | None) -> None:
    found = read(eml(from_=address))
    assert (found.vendor, found.vendor_kind, found.employer_hint) == (name, kind, hint)


@pytest.mark.parametrize("address", ["a@notcheckr.com", "a@checkr.com.evil.top", "a@harrowpike.com", "a@"])
def test_a_vendor_is_no_part_of_a_longer_name(address: str) -> None:
    assert vendors.lookup(address) is None


def test_a_board_can_never_make_an_offer() -> None:
    allowed = read(
        eml(from_="LinkedIn <jobs-noreply@linkedin.com>", X_LinkedIn_Template="jobs_applicant_applied")
    ).allowed
    assert allowed is not None
    assert not any(label.startswith("offer") for label in allowed)


@pytest.mark.parametrize(
    ("address", "domain", "label"),
    [
        ("x@jobs.harrowpike.co.uk", "harrowpike.co.uk", "harrowpike"),
        ("x@mail.harrowpike.com", "harrowpike.com", "harrowpike"),
        ("x@merrow.surrey.sch.uk", "merrow.surrey.sch.uk", "merrow"),
        ("x@a.b.nsw.gov.au", "b.nsw.gov.au", "b"),
    ],
)
def test_the_registrable_domain(address: str, domain: str, label: str) -> None:
    assert (vendors.registrable(address), vendors.domain_label(address)) == (domain, label)


@pytest.mark.parametrize(
    ("subject", "text", "event", "title"),
    [
        (
            "Please DocuSign: Offer Letter - Quint.pdf",
            "Petra sent you a document to review and sign.",
            "requested",
            "Offer Letter - Quint",
        ),
        (
            "Completed: Offer Letter - Quint.pdf",
            "Your document has been completed",
            "completed",
            "Offer Letter - Quint",
        ),
        ("Completed: Complete with DocuSign: Lease.pdf", "All parties have completed it.", "completed", "Lease"),
        ("Harrow: offer.pdf", "1 of 2 signers done, 1 to go.\nDocument: Offer", "requested", "Offer"),
        ("Harrow: offer.pdf", "2 of 2 signers done, 0 to go.\nDocument: Offer", "completed", "Offer"),
        ("Voided: Offer Letter", "Petra voided Offer Letter", "voided", "Offer Letter"),
        ("Declined: Offer Letter", "You have declined to sign. The envelope was voided.", "declined", "Offer Letter"),
    ],
)
def test_what_a_signature_service_reports(subject: str, text: str, event: str, title: str) -> None:
    found = read(eml(text, subject=subject, from_="Petra via DocuSign <dse_na4@docusign.net>"))
    assert (found.esign, found.document_title) == (event, title)


def test_words_of_signing_mean_nothing_from_others() -> None:
    assert read(eml("All parties have completed it.", subject="Completed: Offer")).esign is None


def calendar(*lines: str, method: str = "REQUEST", zones: str = "") -> str:
    body = "\r\n".join(("UID:u1@harrowpike.com", "SUMMARY:Interview with Harrow\\, Pike", *lines))
    return f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\n{zones}BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def test_an_invitation_is_read_whole() -> None:
    text = calendar(
        "DTSTART;TZID=Europe/Dublin:20261120T100000", "DTEND;TZID=Europe/Dublin:20261120T110000", "SEQUENCE:2",
        'ORGANIZER;CN="Voss: Petra":mailto:Petra.Voss@harrowpike.com',
        "ATTENDEE;PARTSTAT=TENTATIVE;CN=Mara:mailto:mara.quint@exam\r\n ple.net",
        "LOCATION:Room 4",
    )  # fmt: skip
    invite = read(eml("See attached", calendar=text)).invite
    assert invite is not None
    assert (invite.method, invite.uid, invite.sequence, invite.tzid) == (
        "REQUEST",
        "u1@harrowpike.com",
        2,
        "Europe/Dublin",
    )
    assert invite.summary == "Interview with Harrow, Pike"
    assert invite.start is not None
    assert invite.start.isoformat() == "2026-11-20T10:00:00+00:00"
    assert invite.organizer is not None
    assert (invite.organizer.address, invite.organizer.name) == ("petra.voss@harrowpike.com", "Voss: Petra")
    assert invite.user_partstat == "tentative"


def start(line: str, zones: str = "", zone: str = "Europe/London") -> tuple[datetime | None, bool]:
    invite = read(eml("See attached", calendar=calendar(line, zones=zones)), zone).invite
    assert invite is not None
    return invite.start, invite.floating


def test_windows_names_are_zones() -> None:
    at, floating = start("DTSTART;TZID=W. Europe Standard Time:20260706T090000")
    assert at is not None
    assert (at.utcoffset(), floating) == (timedelta(hours=2), False)


def test_a_zone_nobody_knows_is_floating_in_the_users_zone() -> None:
    at, floating = start("DTSTART;TZID=Mars/Olympus:20260706T090000", zone="Europe/London")
    assert at is not None
    assert (at.utcoffset(), floating) == (timedelta(hours=1), True)


def test_a_zone_of_its_own_is_followed() -> None:
    zones = (
        "BEGIN:VTIMEZONE\r\nTZID:Custom\r\n"
        "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0300\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n"
        "END:VTIMEZONE\r\n"
    )
    summer, _ = start("DTSTART;TZID=Custom:20260706T090000", zones)
    winter, floating = start("DTSTART;TZID=Custom:20261206T090000", zones)
    assert summer is not None
    assert winter is not None
    assert (summer.utcoffset(), winter.utcoffset(), floating) == (timedelta(hours=3), timedelta(hours=2), False)


def test_all_day_and_duration() -> None:
    at, _ = start("DTSTART;VALUE=DATE:20261120")
    assert at is not None
    assert (at.hour, at.utcoffset()) == (0, timedelta(0))
    invite = read(eml("x y", calendar=calendar("DTSTART:20261120T100000Z", "DURATION:PT45M"))).invite
    assert invite is not None
    assert invite.end == datetime(2026, 11, 20, 10, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "BEGIN:VEVENT\r\n" * 5_000,
        "DTSTART:99999999T999999\r\n",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261399\r\nEND:VEVENT",
        ":;:;\r\n" * 9_000,
        "\0",
    ],
)
def test_a_broken_calendar_part_gives_no_error(body: str) -> None:
    found = read(eml("x y", calendar=body))
    assert found.invite is None or found.invite.start is None


def test_markup_is_named() -> None:
    page = '<script type="application/ld+json">{"@type":"EventReservation","potentialAction":{"@type":"ViewAction","name":"View offer"}}</script><p>x</p>'
    assert set(read(eml(html=page)).jsonld) == {"EventReservation", "ViewAction: View offer"}


def test_the_portal_is_the_link_that_answers() -> None:
    page = '<a href="https://harrowpike.com/unsubscribe">Unsubscribe</a> <a href="https://jobs.harrowpike.com/offers/7">Accept or decline</a>'
    assert read(eml(html=page)).portal == "https://jobs.harrowpike.com/offers/7"
