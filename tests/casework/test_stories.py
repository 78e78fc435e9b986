"""Whole situations, as the mail and calendars of one user tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from agent.model import Answer, Contact, Verdict
from connectors.base import Mailbox

from .build import (
    NOW,
    accepted,
    asked,
    at,
    booked,
    draft,
    event,
    firm,
    letters,
    offer_of,
    offer_said,
    open_kinds,
    reading,
    verdict,
    written,
)


def listed(found: Verdict) -> list[tuple[str, datetime]]:
    return [(i.employer, i.start.astimezone(UTC)) for i in found.interviews]


def test_accepted_but_conditional_until_the_user_says_to_treat_it_as_firm() -> None:
    name, domain = "Meridian Harbor Credit Union", ("meridianharborcu.org",)
    letter = written(
        10, name, role="Member Operations Manager", contingencies=("background_check",), employer_domains=domain
    )
    check = reading(
        "offer_contingency", name, 12, employer_domains=(), contingencies=("background_check",), human=False
    )
    mail = [
        letter,
        accepted(11, name, employer_domains=domain, in_reply_to=letter.message_id),
        check,
        reading("offer_accepted", name, 12, 11, employer_domains=domain, contingencies=("background_check",)),
        booked("Tallis & Rowe", 24, 13, role="Client Services Manager", employer_domains=("tallisrowe.com",)),
    ]
    entry = event("Interview Sam Lee / Client Services Manager", at(24, 13), "mbell@tallisrowe.com")
    before = verdict(mail, [entry])
    assert offer_of(before, name).standing == "conditional"
    assert open_kinds(offer_of(before, name)) == ["background_check"]
    assert (before.wanted, listed(before)) == ((), [("Tallis & Rowe", datetime(2026, 11, 24, 18, tzinfo=UTC))])
    said = offer_said("firm", offer_of(before, name).key, at(19))
    after = verdict(mail, [entry], answers=[said], now=at(19))
    assert offer_of(after, name).standing == "firm"
    assert letters(after) == [("withdrawal", "Tallis & Rowe")]
    assert not after.wanted[0].urgent


def test_a_signature_request_is_writing_and_its_completion_the_acceptance() -> None:
    name = "Ferrous Robotics"
    sender = Mailbox("dse@docusign.net", "Ferrous Robotics People Team via DocuSign")
    request = written(
        11, name, role="Mapping Engineer", from_=sender, human=False, employer_domains=(), letter_read=False,
        subject="Please DocuSign: Ferrous Robotics Offer Letter - Sam Lee",
    )  # fmt: skip
    mail = [booked("Cinder Maps", 18, 14, role="GIS Engineer"), request, written(11, name, hour=17)]
    entry = event(
        "Sam Lee - GIS Engineer panel (Cinder Maps)", at(18, 14), "theo@cindermaps.com", guests=("bo@cindermaps.com",)
    )
    now = at(12)
    before = verdict(mail, [entry], now=now)
    assert offer_of(before, name).standing == "written"
    assert asked(before) == ["accepted"]
    done = reading(
        "offer_accepted", name, 12, 18, from_=sender, human=False, employer_domains=(), signed=True,
        subject="Completed: Please DocuSign: Ferrous Robotics Offer Letter - Sam Lee",
    )  # fmt: skip
    after = verdict([*mail, done], [entry], now=at(13))
    assert offer_of(after, name).standing == "firm"
    assert letters(after) == [("withdrawal", "Cinder Maps")]
    assert after.questions == ()


def test_a_scam_drafts_nothing() -> None:
    crook = Mailbox("hiring.manager@careers-globalcrest.top", "Global Crest Logistics HR")
    offer = written(17, "Global Crest Logistics", from_=crook, suspicious=True, suspicion=("asks to cash a check",))
    thanks = reading(
        "offer_accepted", "Global Crest Logistics", 18, from_=crook, suspicious=True, in_reply_to=offer.message_id
    )
    mail = [booked("Bluebonnet Dental Group", 20, 10), offer, thanks]
    entry = event(
        "Interview: Sam Lee, Office Coordinator - Bluebonnet Dental Group", at(20, 10), "rosa@bluebonnetdental.com"
    )
    found = verdict(mail, [entry])
    assert (found.wanted, len(found.interviews)) == ((), 1)
    assert [(o.suspicious, o.firm) for o in found.offers] == [(True, False)]


def test_one_employer_under_several_names_and_through_a_system() -> None:
    role, own = "Knowledge Manager", ("harrowpike.com",)
    system = Mailbox("no-reply@us.greenhouse-mail.io", "Harrow & Pike LLP")
    mail = [
        booked("Harrow & Pike LLP", 24, 14, sent=6, role=role, from_=system, employer_domains=(), human=False),
        written(12, "Harrow and Pike", role=role, employer_domains=own),
        written(12, "HARROW PIKE LLP", hour=17, employer_domains=own),
        reading("offer_accepted", "HARROW PIKE LLP", 17, employer_domains=own, signed=True, human=False),
        booked("Pike Robotics", 25, 11, sent=11, role="Documentation Lead"),
    ]
    entries = [
        event("Interview with Harrow & Pike", at(24, 14), "recruiting@harrowpike.com"),
        event("Pike Robotics interview: Sam Lee", at(25, 11), "lena@pikerobotics.com"),
    ]
    found = verdict(mail, entries)
    assert [(o.employer, o.standing) for o in found.offers] == [("Harrow & Pike LLP", "firm")]
    assert [i.employer for i in found.interviews] == ["Harrow & Pike LLP", "Pike Robotics"]
    assert letters(found) == [("withdrawal", "Pike Robotics")]
    assert found.questions == ()


def test_one_interview_on_two_accounts_and_one_invitation_stored_twice() -> None:
    policy_addresses = ("sam.lee@example.net", "slee@kingsferry.example")
    london = ZoneInfo("Europe/London")
    granby_start = datetime(2026, 11, 23, 16, tzinfo=london)
    orwell_start = datetime(2026, 11, 25, 8, 30, tzinfo=london)
    mail = [
        reading("interview_scheduled", "Granby Marine", 9, interview_start=granby_start, event_uid="granby"),
        reading("interview_scheduled", "Orwell Hopcraft", 12, interview_start=orwell_start, role="Commercial Manager"),
        *firm("Tideswell Group"),
    ]
    nadine, pascal = "nadine@granbymarine.com", "pascal@orwellhopcraft.com"
    invitation = event("Interview: Contracts Manager, Granby Marine", granby_start, nadine, uid="granby")
    entries = [
        invitation,
        replace(invitation, provider_id="granby-copy.ics"),
        event("Orwell Hopcraft - interview (Commercial Manager)", orwell_start, pascal),
        event("Orwell Hopcraft interview (keep free)", orwell_start, account="work"),
        event("Daily stand-up", datetime(2026, 11, 25, 9, 30, tzinfo=london), "kit@kingsferry.example", account="work"),
    ]
    from .build import POLICY

    found = verdict(mail, entries, policy=replace(POLICY, addresses=policy_addresses, zone="Europe/London"))
    assert [(i.employer, len(i.events)) for i in found.interviews] == [("Granby Marine", 2), ("Orwell Hopcraft", 2)]
    assert letters(found) == [("withdrawal", "Granby Marine"), ("withdrawal", "Orwell Hopcraft")]


def test_whom_to_write_to_decides_between_a_letter_and_a_call() -> None:
    system = Mailbox("no-reply@kittiwakeferries.teamtailor-mail.com", "Kittiwake Ferries")
    kittiwake = booked(
        "Kittiwake Ferries", 23, 13, from_=system, employer_domains=(), human=False,
        contacts=(Contact(system.address, "Kittiwake Ferries", "01632 960114", usable=False),),
    )  # fmt: skip
    ashby = Mailbox("no-reply@ashbyhq.com", "Fraser Boyd (Abernethy Glass)")
    fraser = Contact("fraser.boyd@abernethyglass.com", "Fraser Boyd", None, "recruiter", "Reply-To")
    abernethy = booked(
        "Abernethy Glass", 24, 9, from_=ashby, employer_domains=("abernethyglass.com",), contacts=(fraser,)
    )
    found = verdict(
        [*firm("Strathlow Water"), kittiwake, abernethy],
        [
            event("Interview Kittiwake Ferries: Port Operations Supervisor", at(23, 13), system.address),
            event(
                "Abernethy Glass interview: Sam Lee",
                at(24, 9),
                "no-reply@ashbyhq.com",
                guests=("cat@abernethyglass.com",),
            ),
        ],
    )
    assert letters(found) == [("call_sheet", "Kittiwake Ferries"), ("withdrawal", "Abernethy Glass")]


def test_a_german_thread_that_settles_a_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 11, 24, 10, tzinfo=berlin)
    first = reading(
        "interview_scheduled", "Stadtwerke Rehna", 9, interview_start=start, role="Netzplaner", language="de"
    )
    mine = reading(
        "interview_scheduled", None, 9, 20, direction="out", interview_start=start, in_reply_to=first.message_id,
        to=(first.from_,),
    )  # fmt: skip
    theirs = reading("interview_scheduled", "Stadtwerke Rehna", 10, in_reply_to=mine.message_id)
    entry = event("Vorstellungsgespräch Jonas Weber, Netzplaner", start, "s.hagemeister@stadtwerkerehna.com")
    found = verdict([first, mine, theirs, *firm("Elbwerk Maschinenbau GmbH")], [entry])
    (interview,) = found.interviews
    assert (interview.employer, interview.start) == ("Stadtwerke Rehna", start)
    assert letters(found) == [("withdrawal", "Stadtwerke Rehna")]


def test_keep_snooze_approve_send_and_an_answer() -> None:
    invited = reading("interview_invited", "Fennimore Academy", 9, role="Development Associate")
    hudson, larkin = booked("Hudson Ledger", 23, 10), booked("Larkin Botanical Garden", 24, 11)
    mail = [invited, hudson, larkin, *firm("Tidewater Aquarium")]
    entry = event("Interview Fennimore Academy", at(20, 13))
    first = verdict(mail, [entry])
    assert [i.employer for i in first.interviews] == ["Fennimore Academy", "Hudson Ledger", "Larkin Botanical Garden"]
    kept = draft(first, "Larkin Botanical Garden", "kept")
    keep = Answer(NOW, kept.id, "keep", subject_key=kept.interview_keys[0])
    snoozed = draft(first, "Hudson Ledger", "snoozed")
    drafts = [kept, snoozed, draft(first, "Fennimore Academy", "approved")]
    held = verdict(mail, [entry], [keep], drafts)
    assert letters(held) == letters(first)
    assert len(held.interviews) == 3
    sent = [kept, snoozed, draft(first, "Fennimore Academy", "sent", result="done")]
    later = verdict(mail, [], [keep], sent, now=NOW + timedelta(minutes=10))
    assert [i.employer for i in later.interviews] == ["Hudson Ledger", "Larkin Botanical Garden"]
    assert letters(later) == [("withdrawal", "Hudson Ledger"), ("withdrawal", "Larkin Botanical Garden")]
    answer = reading("withdrawn", "Fennimore Academy", 19, in_reply_to=invited.message_id)
    last = verdict([*mail, answer], [], [keep], sent, now=at(19, 12))
    assert letters(last) == letters(later)
