"""A letter lies in the thread that it answers, under its subject, from the account and address that the thread used."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from agent.letters import compose
from agent.letters.thread import answer_subject, place, references
from agent.model import Policy
from connectors.base import Attendee
from tests.letters.build import LONDON, NOW, SAM, event, interview, mailbox, out, reading, source, wanted

FRASER = "fraser.boyd@abernethyglass.com"


def test_the_latest_message_with_that_person_is_answered() -> None:
    invited = reading(message_id="<1@x.y>")
    reply = out(f"Fraser Boyd <{FRASER}>", 12, message_id="<2@x.y>", in_reply_to="<1@x.y>", references=("<1@x.y>",))
    letter = compose(wanted(invited, reply), SAM, NOW)
    assert letter.in_reply_to == "<2@x.y>"
    assert letter.references == ("<1@x.y>", "<2@x.y>")


def test_a_machines_message_in_the_thread_is_not_the_one_answered() -> None:
    invited = reading(message_id="<1@x.y>")
    robot = reading("Ashby <no-reply@ashbyhq.com>", 13, human=False, references=("<1@x.y>",), message_id="<2@x.y>")
    assert compose(wanted(invited, robot), SAM, NOW).in_reply_to == "<1@x.y>"


def test_a_suspicious_message_is_never_the_one_answered() -> None:
    invited = reading(message_id="<1@x.y>")
    forged = reading(day=13, references=("<1@x.y>",), message_id="<2@x.y>", suspicious=True)
    assert compose(wanted(invited, forged), SAM, NOW).in_reply_to == "<1@x.y>"


def test_without_references_the_answered_messages_in_reply_to_begins_the_chain() -> None:
    assert references(source(reading(message_id="<2@x.y>", in_reply_to="<1@x.y>"))) == ("<1@x.y>", "<2@x.y>")


def test_references_are_bounded_to_the_first_and_the_last_twenty() -> None:
    chain = tuple(f"<{n}@x.y>" for n in range(100))
    kept = references(source(reading(message_id="<m@x.y>", references=chain)))
    assert len(kept) == 21
    assert (kept[0], kept[1], kept[-1]) == ("<0@x.y>", "<81@x.y>", "<m@x.y>")


def test_ids_that_would_break_a_header_are_dropped() -> None:
    evil = ("<a@b>\r\nBcc: v@x.com", "no brackets", "<two words@x>", "<" + "x" * 2000 + "@x>", "<ü@x.y>", "<ok@x.y>")
    assert references(source(reading(message_id="<m@x.y>", references=evil))) == ("<ok@x.y>", "<m@x.y>")
    letter = compose(wanted(reading(message_id="<a@b>\r\nBcc: v@x.com")), SAM, NOW)
    assert (letter.in_reply_to, letter.references) == (None, ())


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Interview", "Re: Interview"),
        ("Re: Interview", "Re: Interview"),
        ("RE: AW: re: Interview", "Re: Interview"),
        ("Re[2]: Interview", "Re: Interview"),
        ("Regarding your interview", "Re: Regarding your interview"),
        ("Ref: 4711", "Re: 4711"),
        ("Fwd: Interview", "Re: Fwd: Interview"),
        ("Interview\r\nBcc: everybody@x.com", "Re: Interview Bcc: everybody@x.com"),
        ("  \t ", ""),
        ("Re:", ""),
        ("Vorstellungsgespräch", "Re: Vorstellungsgespräch"),
        ("Automatic reply: Interview on Tuesday", "Re: Interview on Tuesday"),
        ("Re: Automatische Antwort: Re: Gespräch", "Re: Gespräch"),
        ("Réponse automatique : Entretien", "Re: Entretien"),
        ("Automatic reply", "Re: Automatic reply"),
        ("Automation engineer: interview", "Re: Automation engineer: interview"),
    ],
)
def test_the_subject_says_re_once(subject: str, answer: str) -> None:
    assert answer_subject(subject) == answer


def test_a_subject_is_bounded() -> None:
    assert len(answer_subject("x" * 100_000)) < 300


def test_the_letter_has_the_threads_subject_not_one_from_a_template() -> None:
    """A close-out whose subject is filled from nothing says "Withdrawing from the role" to everybody."""
    letter = compose(wanted(reading(subject="Abernethy: Tuesday 24th?")), SAM, NOW)
    assert letter.subject == "Re: Abernethy: Tuesday 24th?"


def test_without_a_thread_the_subject_says_which_interview() -> None:
    of = wanted(interviews=(interview(events=(event(),)),))
    letter = compose(of, SAM, NOW)
    assert letter.subject == "Interview on Tuesday 24 November at 9:15 am UK time"
    assert (letter.in_reply_to, letter.references, letter.thread_id) == (None, (), None)


def test_an_empty_thread_subject_is_replaced_by_one_that_says_what_it_is_about() -> None:
    assert (
        compose(wanted(reading(subject=""), interviews=()), SAM, NOW).subject
        == "Application for Furnace Scheduling Lead"
    )


def test_the_account_of_the_thread_sends_and_the_providers_thread_is_kept() -> None:
    of = wanted(sources=(source(reading(), "work", "t-17"),), interviews=(interview(reading()),))
    letter = compose(of, SAM, NOW)
    assert (letter.account, letter.thread_id) == ("work", "t-17")


def test_of_two_accounts_with_the_thread_the_one_the_user_wrote_from_sends() -> None:
    invited, reply = reading(message_id="<1@x.y>"), out(f"Fraser Boyd <{FRASER}>", 12, in_reply_to="<1@x.y>")
    sources = (source(invited, "archive", "a"), source(invited, "main", "b"), source(reply, "main", "b"))
    letter = compose(wanted(sources=sources, interviews=(interview(invited),)), SAM, NOW)
    assert (letter.account, letter.thread_id) == ("main", "b")


def test_an_account_that_may_only_be_read_does_not_send_where_another_can() -> None:
    sources = (source(reading(), "archive"), source(reading(), "main"))
    policy = replace(SAM, read_only_accounts=("archive",))
    assert compose(wanted(sources=sources, interviews=(interview(reading()),)), policy, NOW).account == "main"
    alone = compose(wanted(sources=sources[:1], interviews=(interview(reading()),)), policy, NOW)
    assert alone.account == "archive"
    assert any("may only be read" in r for r in alone.reasons)


def test_the_letter_comes_from_the_address_that_the_thread_used() -> None:
    both = Policy(name="Sam Lee", addresses=("sam.lee@example.net", "slee@kingsferry.example"))
    written_to = reading(to="Sam Lee <SLee@kingsferry.example>")
    assert compose(wanted(written_to), both, NOW).from_ == mailbox("Sam Lee <slee@kingsferry.example>")
    to_an_alias = reading(to="hires@list.example.org")
    assert compose(wanted(to_an_alias), both, NOW).from_.address == "sam.lee@example.net"
    invited = event(attendees=(Attendee("slee@kingsferry.example"),))
    assert (
        compose(wanted(interviews=(interview(events=(invited,)),)), both, NOW).from_.address
        == "slee@kingsferry.example"
    )


def test_an_organizer_who_never_wrote_gets_a_thread_of_its_own() -> None:
    robot = reading("Calendly <notifications@calendly.com>", human=False)
    of = wanted(robot, interviews=(interview(robot, events=(event(),)),))
    letter = compose(of, SAM, NOW)
    assert letter.in_reply_to is None
    assert letter.account == "personal"


def test_an_interview_known_from_the_calendar_alone_is_answered_in_the_last_mail_with_the_employer() -> None:
    applied = reading("Miriam Okafor <miriam@abernethyglass.com>", 9, subject="Your application", label="applied")
    own = interview(events=(event(organizer=None, attendees=()),), start=datetime(2026, 11, 20, 13, tzinfo=LONDON))
    letter = compose(wanted(applied, interviews=(own,)), SAM, NOW)
    assert letter.subject == "Re: Your application"
    assert "Friday 20 November" in letter.body
    assert [s.action for s in letter.calendar] == ["delete"]


def test_place_of_a_call_answers_nothing() -> None:
    assert place(wanted(reading()), SAM, None).answered is None
