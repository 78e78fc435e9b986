"""A call sheet: what to ring, whom to ask for and what to say, where nobody can be written to."""

from __future__ import annotations

from dataclasses import replace

from agent.letters import compose, faults
from agent.model import Contact, Letter, Wanted
from tests.letters.build import NOW, SAM, event, interview, mailbox, offer, quote, reading, wanted

FERRIES = "no-reply@kittiwakeferries.teamtailor-mail.com"


def ferries(**more: object) -> Wanted:
    message = reading(
        f"Kittiwake Ferries <{FERRIES}>",
        10,
        human=False,
        subject="Your interview with Kittiwake Ferries (candidate no. KF-20931)",
        evidence=quote("Please quote application ID 88412 when you ring."),
        contacts=(Contact(FERRIES, "Kittiwake Ferries", usable=False), Contact(None, "", phone="01632 960114")),
        portal="https://kittiwakeferries.teamtailor.com/c/8812",
    )
    machine = event(organizer=mailbox(f"Kittiwake Ferries <{FERRIES}>"))
    return wanted(
        message,
        employer="Kittiwake Ferries",
        names=("Kittiwake Ferries",),
        domains=(),
        role="Port Operations Supervisor",
        interviews=(interview(message, events=(machine,)),),
        **more,  # type: ignore[arg-type]  # fields of Wanted
    )


def sheet(of: Wanted) -> Letter:
    return compose(of, SAM, NOW)


def test_it_has_no_recipients_and_is_in_no_thread() -> None:
    letter = sheet(ferries())
    assert (letter.to, letter.cc, letter.in_reply_to, letter.references, letter.thread_id) == ((), (), None, (), None)
    assert letter.subject == "Call Kittiwake Ferries"
    assert faults(letter, ferries(), SAM) == []


def test_it_tells_what_one_needs_on_the_phone() -> None:
    body = sheet(ferries()).body
    for words in (
        "Phone: 01632 960114 (in the message of Tuesday 10 November)",
        "candidate no KF-20931",
        "application ID 88412",
        "Online: https://kittiwakeferries.teamtailor.com/c/8812 (it can be withdrawn there as well)",
        "Interview: on Tuesday 24 November at 9:15 am UK time",
        "Hello, this is Sam Lee. I have an interview with you for the Port Operations Supervisor role",
        "I have accepted another position, so I would like to withdraw my application.",
        "Ask for: the recruitment team",
    ):
        assert words in body, words
    assert [line[0] for line in body.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")] == ["1", "2", "3", "4"]


def test_calling_carries_out_the_calendar_actions() -> None:
    assert [s.action for s in sheet(ferries()).calendar] == ["decline"]


def test_it_asks_for_the_person_whose_number_it_is_and_never_names_the_other_employer() -> None:
    message = reading(contacts=(Contact(None, "Fraser Boyd", phone="+44 1632 960115"),))
    body = sheet(wanted(message, kind="call_sheet")).body
    assert "Phone: +44 1632 960115 (Fraser Boyd, in the message of" in body
    assert "Ask for: Fraser Boyd" in body
    assert "Strathlow" not in body


def test_beside_a_mail_it_is_written_on_demand() -> None:
    assert sheet(wanted(reading(), kind="call_sheet")).to == ()


def test_numbers_are_bounded_clean_and_not_the_users_or_the_other_employers() -> None:
    numbers = [Contact(None, f"n{n}", phone=f"01632 96011{n}") for n in range(9)]
    odd = [
        Contact(None, "x", phone="call me\r\nmaybe"),
        Contact(None, "x", phone="07700 900123"),
        Contact("alison.craig@strathlowwater.co.uk", "Alison Craig", phone="01632 960999"),
        *numbers,
    ]
    message = reading(FERRIES, human=False, contacts=tuple(odd))
    body = compose(wanted(message), replace(SAM, phone="+44 7700 900123"), NOW).body
    assert body.count("Phone: ") == 3
    assert "960999" not in body
    assert "maybe" not in body


def test_an_offer_is_declined_on_the_phone_in_other_words() -> None:
    made = offer("Kittiwake Ferries", key="c", accepted=False, firm=False)
    for kind in ("offer_decline", "call_sheet"):
        body = sheet(replace(ferries(), kind=kind, offer=made)).body
        assert "You have kindly offered me" in body
        assert "I would like to withdraw" not in body


def test_a_german_thread_gets_german_words() -> None:
    of = ferries()
    german = replace(of.candidacy.sources[0], reading=replace(of.candidacy.sources[0].reading, language="de"))
    body = sheet(replace(of, candidacy=replace(of.candidacy, sources=(german,)))).body
    assert "Guten Tag, hier ist Sam Lee." in body
    assert "Phone" not in body


def test_a_link_that_is_none_is_left_out() -> None:
    for link in ("javascript:alert(1)", "https://x.y/\r\nBcc: z@x.y", "http://x.y/plain", "https://x.y/" + "a" * 900):
        message = reading(FERRIES, human=False, portal=link)
        assert "Online" not in sheet(wanted(message)).body
