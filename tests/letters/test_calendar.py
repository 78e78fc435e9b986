"""Which answer each event gets."""

from __future__ import annotations

from dataclasses import replace

from agent.letters import compose
from agent.letters.calendar import action, steps, unanswerable
from agent.model import Hold
from connectors.base import Attendee
from tests.letters.build import NOW, SAM, event, interview, mailbox, reading, wanted

ME = Attendee("sam.lee@example.net", "Sam Lee", "accepted", is_user=True)
ANN = Attendee("ann@abernethyglass.com", "Ann Coe")
MYSELF = mailbox("Sam Lee <sam.lee@example.net>")


def test_an_invitation_is_declined() -> None:
    assert action(event(), SAM) == "decline"


def test_the_user_is_known_by_address_where_the_provider_does_not_say() -> None:
    assert action(event(attendees=(Attendee("Sam.Lee@example.net"),)), SAM) == "decline"


def test_what_is_declined_already_is_left_alone() -> None:
    assert action(event(attendees=(replace(ME, partstat="declined"),)), SAM) == "none"


def test_a_meeting_that_the_user_organises_with_others_is_cancelled() -> None:
    assert action(event(organizer=MYSELF, attendees=(ME, ANN)), SAM) == "cancel"
    assert action(event(organizer=MYSELF, attendees=(ANN,)), SAM) == "cancel"


def test_an_own_entry_is_deleted() -> None:
    assert action(event(organizer=None, attendees=()), SAM) == "delete"
    assert action(event(organizer=MYSELF, attendees=()), SAM) == "delete"
    assert action(event(organizer=MYSELF, attendees=(ME,)), SAM) == "delete"
    assert action(event(organizer=None, attendees=(ANN,)), SAM) == "delete"


def test_an_imported_invitation_without_attendees_is_our_own_copy() -> None:
    assert action(event(attendees=()), SAM) == "delete"


def test_an_event_that_invites_others_but_not_the_user_cannot_be_answered_and_says_so() -> None:
    stray = event(attendees=(ANN,))
    assert action(stray, SAM) == "none"
    letter = compose(wanted(reading(), interviews=(interview(reading(), events=(stray,)),)), SAM, NOW)
    assert any("not among the people invited" in r for r in letter.reasons)


def test_a_read_only_account_is_never_answered_and_the_user_is_told() -> None:
    policy = replace(SAM, read_only_accounts=("personal",))
    letter = compose(wanted(reading(), interviews=(interview(reading(), events=(event(),)),)), policy, NOW)
    assert [s.action for s in letter.calendar] == ["none"]
    assert any("may only be read" in r for r in letter.reasons)


def test_a_cancelled_event_needs_no_answer() -> None:
    assert action(event(status="cancelled"), SAM) == "none"


def test_every_event_of_every_interview_gets_a_step_the_same_item_one() -> None:
    copy = event(account="work", provider_id="7")
    occurrence = event(recurrence_id="2026-11-25T09:15:00+00:00")
    first, second = interview(events=(event(), copy, event())), interview(events=(occurrence, copy))
    found = steps(wanted(interviews=(first, second)), SAM, "I am afraid I cannot come.")
    assert [(s.account, s.recurrence_id) for s in found] == [
        ("personal", None),
        ("work", None),
        ("personal", "2026-11-25T09:15:00+00:00"),
    ]
    assert found[0].etag == "1"
    assert found[0].summary == "Abernethy Glass interview: Sam Lee"


def test_own_entries_around_the_interview_are_deleted_with_it_and_a_booking_is_not() -> None:
    train = event(uid="train", provider_id="train.ics", organizer=None, attendees=())
    room = event(uid="room", provider_id="room.ics", organizer=None, attendees=())
    holds = (
        Hold("travel", "Train to Leeds, 24 November", "it names Abernethy Glass", train),
        Hold("booking", "Hotel, 24 November", "it is in Leeds", room, "https://hotel.example/cancel"),
        Hold("booking", "Flight", "known from mail"),
    )
    letter = wanted(interviews=(interview(events=(event(),)),), holds=holds)
    assert [(s.uid, s.action) for s in steps(letter, SAM, "")] == [("abernethy@ashby", "decline"), ("train", "delete")]
    assert steps(replace(letter, kind="disclose"), SAM, "") == ()


def test_an_own_entry_in_a_calendar_that_may_only_be_read_is_left_to_the_user() -> None:
    train = event(uid="train", provider_id="train.ics", account="work", summary="Train", organizer=None, attendees=())
    letter = wanted(
        interviews=(interview(events=(event(),)),), holds=(Hold("travel", "Train", "it names Abernethy Glass", train),)
    )
    policy = replace(SAM, read_only_accounts=("work",))
    assert [s.uid for s in steps(letter, policy, "")] == ["abernethy@ashby"]
    assert unanswerable(letter, policy) == ("The calendar of work may only be read: take “Train” out of it yourself.",)


def test_an_own_entry_that_others_joined_meanwhile_is_not_deleted() -> None:
    train = event(uid="train", provider_id="train.ics", organizer=MYSELF, attendees=(ME, ANN))
    letter = wanted(holds=(Hold("travel", "Train", "it names Abernethy Glass", train),))
    assert steps(letter, SAM, "") == ()
