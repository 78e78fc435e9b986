"""What an upcoming interview is, and when two are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from agent.model import Answer, Contact, Evidence, Meeting, Question, Reading, Verdict
from connectors.base import Attendee, Event, Mailbox

from .build import (
    ME,
    NOW,
    POLICY,
    at,
    booked,
    draft,
    event,
    firm,
    interviews_of,
    letters,
    reading,
    verdict,
    written,
)

THEM = "anna@corvid.com"
KNOWN = reading("interview_invited", "Corvid", 9, role="GIS Engineer")


def starts(found: Verdict) -> list[datetime]:
    return [i.start for i in found.interviews]


def test_a_time_confirmed_by_mail_only_is_an_interview() -> None:
    (interview,) = verdict([booked()]).interviews
    assert interview.start == at(24, 14)
    assert interview.zone == "America/New_York"
    assert interview.events == ()


def test_mail_and_calendar_are_one_interview() -> None:
    (interview,) = verdict([booked()], [event("Interview Corvid", at(24, 14), THEM)]).interviews
    assert len(interview.events) == 1


def test_two_calendars_are_one_interview() -> None:
    copies = [
        event("Corvid - interview (Engineer)", at(24, 14), THEM),
        event("Corvid interview (keep free)", at(24, 14, 3), account="work"),
    ]
    (interview,) = verdict([KNOWN], copies).interviews
    assert {e.account for e in interview.events} == {"personal", "work"}


def test_one_invitation_stored_twice_is_one_interview() -> None:
    copies = [
        event("Interview", at(24, 14), THEM, uid="u1"),
        event("Interview", at(24, 14), THEM, uid="u1", provider_id="copy.ics", partstat="needs-action"),
    ]
    (interview,) = verdict([KNOWN], copies).interviews
    assert len(interview.events) == 2


def test_the_uid_that_mail_carried_joins_whatever_the_title_says() -> None:
    mail = booked(event_uid="u1")
    (interview,) = verdict([mail], [event("Breakfast", at(24, 16), uid="u1")]).interviews
    assert interview.start == at(24, 16)


def test_breakfast_with_the_employer_at_the_mailed_time_is_the_interview() -> None:
    (interview,) = verdict([booked()], [event("Breakfast", at(24, 14), THEM)]).interviews
    assert len(interview.events) == 1


def test_another_entry_at_the_same_hour_is_left_alone() -> None:
    (interview,) = verdict([booked()], [event("Dentist", at(24, 14))]).interviews
    assert interview.events == ()


def test_a_time_without_zone_is_the_calendars() -> None:
    vague = reading(
        "interview_scheduled", "Corvid", interview_start=datetime(2026, 11, 24, 11, 30, tzinfo=UTC), interview_zone=None
    )
    (interview,) = verdict([vague], [event("Interview Sam Lee", at(24, 11, 30), THEM)]).interviews
    assert interview.start == at(24, 11, 30)


IN_UTC = {"tzid": "UTC"}


def test_a_calendar_in_utc_leaves_the_time_on_the_clock_that_the_mail_used() -> None:
    theirs = datetime(2026, 11, 24, 14, 30, tzinfo=timezone(timedelta(hours=1)))
    told = reading("interview_scheduled", "Corvid", interview_start=theirs, interview_zone=None)
    (interview,) = verdict([told], [event("Interview Sam Lee", theirs.astimezone(UTC), THEM, **IN_UTC)]).interviews
    assert (interview.start, interview.start.utcoffset(), interview.zone) == (theirs, timedelta(hours=1), None)


@pytest.mark.parametrize("zone", ["America/New_York", None])
def test_the_other_rounds_of_that_day_are_on_the_same_clock(zone: str | None) -> None:
    first = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=-5)))
    agenda = reading("interview_scheduled", "Corvid", interview_start=first, interview_zone=zone)
    rounds = [
        event(f"Corvid interview: {name}", first.astimezone(UTC) + timedelta(hours=later), THEM, **IN_UTC)
        for later, name in enumerate(["design", "pairing", "values"])
    ]
    assert [i.start.hour for i in verdict([agenda], rounds).interviews] == [10, 11, 12]


def test_an_offset_of_one_day_says_nothing_of_another() -> None:
    first = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=-5)))
    agenda = reading("interview_scheduled", "Corvid", interview_start=first, interview_zone=None)
    later = event("Corvid interview", datetime(2026, 11, 26, 15, tzinfo=UTC), THEM, **IN_UTC)
    assert [i.start.hour for i in verdict([agenda], [later]).interviews] == [10, 15]


def test_an_all_day_entry_is_the_interview_of_that_day() -> None:
    whole = event("Interview Corvid", at(24, 0), all_day=True)
    (interview,) = verdict([booked()], [whole]).interviews
    assert interview.start == at(24, 14)
    assert len(interview.events) == 1


def test_an_all_day_one_starts_at_midnight() -> None:
    (interview,) = verdict([KNOWN], [event("Interview Corvid", at(24, 0), all_day=True)]).interviews
    assert interview.start == at(24, 0)


def test_two_times_are_two_interviews_and_one_letter() -> None:
    found = verdict([*firm(), booked(day=24), booked(day=26, sent=11)])
    assert len(interviews_of(found, "Corvid")) == 2
    assert letters(found) == [("withdrawal", "Corvid")]
    assert len(found.wanted[0].interviews) == 2


def test_a_series_counts_by_occurrence() -> None:
    series = [
        event("Interview Corvid", at(day, 14), THEM, uid="u1", recurrence_id=at(day, 14).isoformat())
        for day in (24, 25)
    ]
    assert len(verdict([KNOWN], series).interviews) == 2


@pytest.mark.parametrize(
    "entry",
    [
        event("Interview Corvid", at(24, 14), THEM, partstat="declined"),
        event("Interview Corvid", at(24, 14), THEM, status="cancelled"),
        event("Interview Corvid", at(17, 14), THEM),
        event("Onboarding Corvid", at(24, 14), THEM),
        event("Welcome lunch", at(24, 14), THEM),
        event("Mock interview", at(24, 14), THEM),
        event("Exit interview", at(24, 14), THEM),
        event("Podcast interview", at(24, 14), THEM),
        event("Visa interview", at(24, 14), THEM),
        event("Benefits enrollment", at(24, 14), THEM),
        event("User research interview", at(24, 14), THEM),
        event("Interview debrief", at(24, 14), THEM),
        event("Interview", at(24, 14), THEM, description="Scorecard: https://example.com"),
        event("Interview, candidate: Priya Raman", at(24, 14), THEM),
    ],
    ids=lambda e: e.summary + e.status + str(e.start.day),
)
def test_what_is_no_interview_of_the_users(entry: Event) -> None:
    assert verdict([KNOWN], [entry]).interviews == ()


@pytest.mark.parametrize("how", [{"partstat": "declined"}, {"status": "cancelled"}], ids=["declined", "cancelled"])
def test_a_declined_or_cancelled_entry_ends_the_interview_that_mail_confirmed(how: dict[str, str]) -> None:
    entry = event("Interview Corvid", at(24, 14), THEM, created_at=at(9), **how)
    assert verdict([booked()], [entry]).interviews == ()
    by_uid = event("Talk", at(26, 16), THEM, uid="u1", **how)
    assert verdict([booked(event_uid="u1")], [by_uid]).interviews == ()


def test_an_entry_declined_with_a_letter_that_came_back_ends_nothing() -> None:
    mail = [*firm(), booked()]
    entry = event("Interview Corvid", at(24, 14), THEM, uid="u1")
    failed = draft(verdict(mail, [entry]), "Corvid", "failed", result="done")
    declined = replace(entry, attendees=tuple(replace(a, partstat="declined") for a in entry.attendees))
    found = verdict(mail, [declined], drafts=[failed])
    assert starts(found) == [at(24, 14)]
    assert letters(found) == [("withdrawal", "Corvid")]


def test_a_declined_entry_ends_no_other_interview_there() -> None:
    entry = event("Interview Corvid", at(24, 14), THEM, partstat="declined")
    assert starts(verdict([booked(), booked(day=26, sent=11)], [entry])) == [at(26, 14)]


def test_an_entry_made_anew_stands_beside_a_cancelled_one() -> None:
    entries = [
        event("Interview Corvid", at(24, 14), THEM, uid="u1", status="cancelled"),
        event("Interview Corvid", at(24, 14), THEM, uid="u2"),
    ]
    (interview,) = verdict([booked()], entries).interviews
    assert [e.uid for e in interview.events] == ["u2"]


def test_an_entry_cancelled_before_mail_moved_the_interview_there_says_nothing() -> None:
    first = booked(day=23, event_uid="u1")
    moved = reading(
        "interview_rescheduled", "Corvid", 14, interview_start=at(24, 14), interview_zone="America/New_York"
    )
    old = event("Interview Corvid", at(24, 14), THEM, uid="u0", status="cancelled", created_at=at(11))
    assert starts(verdict([first, moved], [old])) == [at(24, 14)]


def test_declining_to_interview_somebody_else_ends_no_interview_of_the_users() -> None:
    policy = replace(POLICY, addresses=(*POLICY.addresses, "slee@kingsferry.example"))
    panel = event("Interview: Priya Raman", at(24, 14), "kit@kingsferry.example", partstat="declined", account="work")
    (interview,) = verdict([booked()], [panel], policy=policy).interviews
    assert interview.start == at(24, 14)
    assert interview.events == ()


def test_the_user_as_interviewer_does_not_count() -> None:
    policy = replace(POLICY, addresses=(*POLICY.addresses, "slee@kingsferry.example"))
    panel = event(
        "Interview: Priya Raman", at(24, 14), "kit@kingsferry.example", guests=("priya@example.com",), account="work"
    )
    assert verdict([KNOWN], [panel], policy=policy).interviews == ()


@pytest.mark.parametrize(
    "title",
    [
        "Interview candidates (I am on the panel)",
        "Interviewing two candidates",
        "Candidate interviews, Backend Engineer",
        "Interview: you are on the hiring panel",
        "Interview as an interviewer",
        "Vorstellungsgespräche: Bewerber kennenlernen",
        "Entretiens avec les candidats",
        "Entrevistas a candidatos",
        "Colloqui con i candidati",
        "Sollicitatiegesprekken: gesprekken met twee kandidaten",
    ],
)
def test_the_user_among_those_who_interview_is_no_candidate_of_their_own_employer(title: str) -> None:
    """The letter would go to the user's own manager."""
    found = verdict(firm(), [event(title, at(24, 14), "boss@kingsferry.example", guests=("priya@example.com",))])
    assert (found.interviews, found.wanted) == ((), ())


def test_an_invitation_that_names_another_guest_from_outside_is_theirs() -> None:
    people = (Attendee(ME, "Sam Lee", "accepted", is_user=True), Attendee("max@example.com", "Max Meyer"))
    panel = event("Interview: Max Meyer (Backend Engineer)", at(24, 14), "boss@kingsferry.example", attendees=people)
    assert verdict(firm(), [panel]).interviews == ()
    mine = replace(panel, summary="Interview: Sam Lee and Max Meyer")
    assert len(verdict(firm(), [mine]).interviews) == 1
    inside = replace(panel, attendees=(people[0], Attendee("max@kingsferry.example", "Max Meyer")))
    assert len(verdict(firm(), [inside]).interviews) == 1


@pytest.mark.parametrize("title", ["Interview with Radio 4", "Interview for the local newspaper", "Interview on TV"])
def test_an_interview_for_the_press_founds_nothing(title: str) -> None:
    assert verdict(firm(), [event(title, at(24, 14), "jo@fourwaves.example")]).interviews == ()


def test_an_entry_to_which_the_user_is_not_invited_founds_nothing() -> None:
    theirs = event("Interview", at(24, 14), "boss@kingsferry.example", attendees=(Attendee("slee@kingsferry.example"),))
    assert verdict(firm(), [theirs]).interviews == ()


def test_an_interview_that_names_the_user_is_theirs_whatever_it_is_called() -> None:
    found = verdict(firm(), [event("Candidate interviews: Sam Lee", at(24, 14), "kit@kingsferry.example")])
    assert len(found.interviews) == 1


@pytest.mark.parametrize("role", ["Onboarding Manager", "Train Driver", "User Research Lead", "Practice Nurse"])
def test_a_role_that_sounds_like_something_else_is_still_an_interview(role: str) -> None:
    mail = reading("interview_invited", "Corvid", 9, role=role)
    assert verdict([mail], [event(f"Interview {role}", at(24, 14), THEM)]).interviews
    assert verdict([mail], [event(f"Interview {role}, Corvid", at(24, 14))]).interviews


def test_a_link_to_the_candidate_portal_makes_nobody_else_the_candidate() -> None:
    entry = event(
        "Interview", at(24, 14), THEM, description="Candidate portal: https://example.com\nCandidate: Sam Lee"
    )
    assert verdict([KNOWN], [entry]).interviews


def test_a_self_made_entry_counts_with_a_known_candidacy() -> None:
    assert verdict([KNOWN], [event("Interview with Corvid", at(24, 14))]).interviews
    assert verdict([], [event("Interview with Corvid", at(24, 14))]).interviews == ()


@pytest.mark.parametrize(
    ("title", "employer"),
    [
        ("Vorstellungsgespräch Stadtbibliothek Wiesenau", "Stadtbibliothek Wiesenau"),
        ("Vorstellungsgespräch bei Nordlicht GmbH, 3. Stock", "Nordlicht GmbH"),
        ("Nordlicht: Vorstellungsgespräch (14:00)", "Nordlicht"),
        ("Job interview at Marlowe & Finch", "Marlowe & Finch"),
        ("Marlowe & Finch - job interview", "Marlowe & Finch"),
        ("Job interview - Marlowe & Finch - bring CV", "Marlowe & Finch"),
        ("Entretien d’embauche chez Éditions Passerose", "Éditions Passerose"),
        ("Entrevista de trabajo con Almazara Sur", "Almazara Sur"),
        ("Entrevista de emprego na Casa do Douro", "Casa do Douro"),
        ("Colloquio di lavoro presso Officine Tirso", "Officine Tirso"),
        ("Sollicitatiegesprek bij Houtwaard", "Houtwaard"),
    ],
)
def test_what_the_user_wrote_down_of_a_job_interview_counts_without_mail(title: str, employer: str) -> None:
    """Agreed by telephone, it stands in no mail; nobody is told of it but by a call."""
    found = verdict(firm(), [event(title, at(24, 14))])
    assert [interview.employer for interview in found.interviews] == [employer]
    assert letters(found) == [("call_sheet", employer)]


def test_the_number_that_the_user_wrote_down_is_the_one_to_call() -> None:
    entry = event("Vorstellungsgespräch bei Nordlicht", at(24, 14), description="Frau Lürmann, Tel. 0361 5550 184")
    (interview,) = verdict(firm(), [entry]).interviews
    assert [(contact.address, contact.phone) for contact in interview.contacts] == [(None, "0361 5550 184")]


@pytest.mark.parametrize(
    "title",
    [
        "Vorstellungsgespräch",
        "Vorstellungsgespräch Frau Lürmann",
        "Vorstellungsgespräche Werkstudenten",
        "Vorstellungsgespräch vorbereiten",
        "Zug zum Vorstellungsgespräch in Erfurt",
        "prepare job interview at Marlowe",
        "mock job interview with Kim",
        "Job Interview Tips",
        "Workshop: Job Interview, Agentur für Arbeit",
        "Interview with Corvid",
        "job interview, ask mum for the car",
    ],
)
def test_what_the_user_wrote_down_of_something_else_founds_nothing(title: str) -> None:
    assert verdict(firm(), [event(title, at(24, 14))]).interviews == ()


def test_an_invitation_without_mail_counts() -> None:
    entry = event("Sam Lee - GIS Engineer interview (Cinder Maps)", at(24, 14), "theo@cindermaps.com")
    found = verdict(firm(), [entry])
    (interview,) = found.interviews
    assert interview.employer == "Cinder Maps"
    assert letters(found) == [("withdrawal", "Cinder Maps")]


STRANGERS = {
    "the press": (
        "Interview with the Valley Herald about the river project",
        "Background talk; photographer comes along.",
    ),
    "a study": ("Interview: how people plan trips", "You get a $60 gift card after the session."),
    "a thesis": ("Interview Sam Lee", "Thank you for helping with my thesis on river ports."),
    "an office": ("Interview appointment", "Bring your passport and the confirmation page."),
    "a school": ("Interview with the head teacher", "About admission to year 7."),
}


@pytest.mark.parametrize(("summary", "text"), STRANGERS.values(), ids=STRANGERS)
def test_an_interview_that_is_not_for_a_job_founds_nothing(summary: str, text: str) -> None:
    entry = event(summary, at(24, 14), "rosa@valleyherald.com", description=text)
    assert verdict(firm(), [entry]).interviews == ()


def test_a_newspaper_may_interview_for_a_job() -> None:
    text = "Interview for the Reporter position. You will meet the newspaper's editor."
    entry = event("Interview Sam Lee / Valley Herald", at(24, 14), "rosa@valleyherald.com", description=text)
    assert verdict(firm(), [entry]).interviews


def test_a_meeting_of_strangers_is_no_interview() -> None:
    assert verdict([KNOWN], [event("Panel discussion", at(24, 14), "kim@elsewhere.org")]).interviews == ()


def test_a_meeting_with_the_new_employer_needs_the_word() -> None:
    entry = event("Meet the team", at(24, 14), "anna@tidewater.com")
    assert verdict(firm(), [entry]).interviews == ()


def test_an_agencys_interview_goes_to_the_client_that_it_names() -> None:
    consultant = Mailbox("dana@harlowtalent.com", "Dana")
    mail = [
        reading("interview_invited", c, 9, agency="Harlow Talent", employer_domains=(), from_=consultant)
        for c in ("Alpha Mills", "Beta Works")
    ]
    entry = event("Interview Beta Works", at(24, 14), consultant.address)
    (interview,) = verdict(mail, [entry]).interviews
    assert interview.employer == "Beta Works"


def test_a_move_by_mail_replaces_the_time() -> None:
    moved = reading("interview_rescheduled", "Corvid", 12, interview_start=at(26, 10), previous_start=at(24, 14))
    assert starts(verdict([booked(), moved])) == [at(26, 10)]


def test_a_calendar_that_lags_behind_is_still_that_interview() -> None:
    moved = reading("interview_rescheduled", "Corvid", 12, interview_start=at(26, 10), previous_start=at(24, 14))
    (interview,) = verdict([booked(), moved], [event("Interview Corvid", at(24, 14), THEM)]).interviews
    assert interview.start == at(26, 10)
    assert len(interview.events) == 1


def test_a_time_being_moved_no_longer_stands_unless_a_calendar_has_it() -> None:
    asked_to_move = reading("interview_rescheduled", "Corvid", 12)
    assert verdict([booked(), asked_to_move]).interviews == ()
    assert verdict([booked(), asked_to_move], [event("Interview Corvid", at(24, 14), THEM)]).interviews


def test_a_cancellation_ends_it_on_the_calendar_too() -> None:
    off = reading("interview_cancelled", "Corvid", 12)
    assert verdict([booked(), off], [event("Interview Corvid", at(24, 14), THEM)]).interviews == ()


def test_a_cancellation_of_one_leaves_the_other() -> None:
    off = reading("interview_cancelled", "Corvid", 12, previous_start=at(24, 14))
    assert starts(verdict([booked(day=24), booked(day=26, sent=11), off])) == [at(26, 14)]


def test_the_cancelled_old_time_of_a_moved_interview_ends_nothing() -> None:
    moved = reading(
        "interview_rescheduled", "Corvid", 12, interview_start=at(26, 10), previous_start=at(24, 14), event_uid="u2"
    )
    off = reading("interview_cancelled", "Corvid", 12, 10, previous_start=at(24, 14), event_uid="u1")
    assert starts(verdict([booked(event_uid="u1"), moved, off])) == [at(26, 10)]


def test_a_time_set_again_after_a_cancellation_stands() -> None:
    off = reading("interview_cancelled", "Corvid", 12)
    again = event("Interview Corvid", at(24, 14), THEM, created_at=at(13))
    assert verdict([booked(), off], [again]).interviews


@pytest.mark.parametrize("label", ["rejected", "withdrawn"])
def test_an_interview_of_an_ended_candidacy_is_not_listed(label: str) -> None:
    over = reading(label, "Corvid", 12)
    assert verdict([booked(), over], [event("Interview Corvid", at(24, 14), THEM)]).interviews == ()


def test_an_invitation_after_a_rejection_opens_it_again() -> None:
    mail = [booked(), reading("rejected", "Corvid", 12), booked(day=26, sent=13)]
    assert starts(verdict(mail)) == [at(26, 14)]


def test_a_reminder_of_the_old_time_does_not_open_it_again() -> None:
    found = verdict([*firm(), booked(), reading("rejected", "Corvid", 12), booked(sent=13)])
    assert not next(c for c in found.candidacies if c.employer == "Corvid").open


def test_suspicious_mail_books_nothing() -> None:
    assert verdict([booked(suspicious=True)]).interviews == ()


def test_a_moved_entry_keeps_its_identity() -> None:
    before = verdict([KNOWN], [event("Interview Corvid", at(24, 14), THEM, uid="u1")])
    after = verdict([KNOWN], [event("Interview Corvid", at(25, 14), THEM, uid="u1", sequence=1)])
    assert before.interviews[0].id == after.interviews[0].id


def test_a_moved_mail_time_keeps_its_identity() -> None:
    moved = reading("interview_rescheduled", "Corvid", 12, interview_start=at(26, 10))
    assert verdict([booked()]).interviews[0].id == verdict([booked(), moved]).interviews[0].id


def test_contacts_are_the_arranger_and_the_others_never_the_user() -> None:
    mail = booked(
        contacts=(Contact("ben@corvid.com", "Ben", "555-0100", "scheduler", "wrote"), Contact("sam.lee@example.net"))
    )
    (interview,) = verdict([mail], [event("Interview", at(24, 14), THEM, guests=("cleo@corvid.com",))]).interviews
    assert [(c.address, c.part) for c in interview.contacts] == [
        ("ben@corvid.com", "scheduler"), (THEM, "scheduler"), ("cleo@corvid.com", "interviewer"),
    ]  # fmt: skip
    assert all(c.because for c in interview.contacts)


def test_own_travel_and_preparation_are_no_interviews() -> None:
    entries = [
        event("Interview Corvid", at(24, 14), THEM),
        event("Train to Corvid", at(24, 11)),
        event("Prep for Corvid interview", at(23, 19)),
        event("Train to Mum", at(24, 18)),
    ]
    (interview,) = verdict([booked()], entries).interviews
    assert [e.summary for e in interview.events] == ["Interview Corvid"]


def test_once_letter_and_calendar_are_done_it_is_no_longer_listed() -> None:
    mail, entries = [*firm(), booked()], [event("Interview Corvid", at(24, 14), THEM)]
    wanted = verdict(mail, entries)
    for status, result, listed in [
        ("waiting", None, 1), ("sent", None, 1), ("sent", "refused", 1), ("sent", "done", 0), ("answered", "done", 0),
        ("unsure", None, 1), ("approved", None, 1), ("void", None, 1),
    ]:  # fmt: skip
        found = verdict(mail, entries, drafts=[draft(wanted, "Corvid", status, result=result)])
        assert len(found.interviews) == listed, (status, result)


def test_a_failed_calendar_half_stays_listed_and_wants_no_second_letter() -> None:
    mail, entries = [*firm(), booked()], [event("Interview Corvid", at(24, 14), THEM)]
    half = draft(verdict(mail, entries), "Corvid", "sent", result="changed meanwhile")
    copy = reading("withdrawn", "Corvid", 18, 9, direction="out")
    found = verdict([*mail, copy], entries, drafts=[half], now=NOW + timedelta(hours=1))
    assert len(found.interviews) == 1
    assert found.interviews[0].draft == half.id
    assert found.wanted == ()


def test_an_interview_keeps_its_letter_when_its_entry_appears_later() -> None:
    mail = [*firm(), booked()]
    sent = draft(verdict(mail), "Corvid", "sent")
    found = verdict(mail, [event("Interview Corvid", at(24, 14), THEM)], drafts=[sent])
    assert found.interviews == ()


def test_keeping_an_interview_wants_no_letter() -> None:
    mail = [*firm(), booked()]
    (interview,) = verdict(mail).interviews
    keep = Answer(NOW, interview.id, "keep", subject_key=interview.key)
    assert verdict(mail, answers=[keep]).wanted == ()
    entry = event("Interview Corvid", at(24, 14), THEM)
    assert verdict(mail, [entry], answers=[keep]).wanted == ()


def test_a_kept_draft_stays_wanted_so_that_it_stays_kept() -> None:
    mail = [*firm(), booked()]
    kept = draft(verdict(mail), "Corvid", "kept")
    keep = Answer(NOW, kept.id, "keep", subject_key=kept.interview_keys[0])
    assert letters(verdict(mail, answers=[keep], drafts=[kept])) == [("withdrawal", "Corvid")]


def test_a_declined_copy_beside_a_standing_one_is_left_out() -> None:
    entry = event("Interview Corvid", at(24, 14), THEM)
    gone = replace(entry, account="work", attendees=(Attendee("sam.lee@example.net", "", "declined", is_user=True),))
    (interview,) = verdict([written(), KNOWN], [entry, gone]).interviews
    assert [e.account for e in interview.events] == ["personal"]


def test_a_talk_about_the_role_booked_with_an_employer_whose_offer_is_open_goes_with_the_decline() -> None:
    mail = [*firm(), reading("offer_verbal", "Corvid", 10, role="Marketing Manager")]
    talk = event("Corvid: Sam meets Nige (Marketing Manager)", at(24, 10), THEM)
    (letter,) = verdict(mail, [talk]).wanted
    assert (letter.kind, len(letter.interviews)) == ("offer_decline", 1)
    taken = [*mail, reading("offer_accepted", "Corvid", 11, direction="out", role="Marketing Manager")]
    assert verdict(taken, [talk]).interviews == ()


def test_an_agencys_invitation_goes_to_the_client_though_the_agency_wrote_for_itself() -> None:
    dana = Mailbox("dana@harlowtalent.com", "Dana")
    mail = [
        *firm(),
        booked("Alpha Mills", agency="Harlow Talent", employer_domains=(), from_=dana, role="Analyst"),
        reading("interview_invited", "Harlow Talent", 12, from_=dana, employer_domains=("harlowtalent.com",)),
    ]
    entry = event("Interview: Sam Lee / Alpha Mills (Analyst)", at(24, 14), dana.address)
    found = verdict(mail, [entry])
    assert [(i.employer, len(i.events)) for i in found.interviews] == [("Alpha Mills", 1)]


def test_interviews_that_the_user_holds_by_the_calendars_words_are_none_whatever_mail_seems_to_say() -> None:
    entry = event("Mock interviews: you interview two seniors", at(24, 14), THEM)
    assert verdict([booked()], [entry]).interviews == ()
    assert letters(verdict([*firm(), booked(subject="Mock interviews")])) == []


def test_a_short_form_of_the_users_name_makes_nobody_else_the_candidate() -> None:
    policy = replace(POLICY, name="Samantha Lee")
    entry = event("Interview, candidate: Sam Lee", at(24, 14), THEM)
    assert verdict([booked()], [entry], policy=policy).interviews


# ---------------------------------------------------------------- a single message that may mean something else

HEATING: dict[str, Any] = {
    "subject": "Reading the meters",
    "confidence": 0.74,
    "evidence": (Evidence("between 8 and 12", "…"),),
}


def test_a_caretakers_appointment_is_no_interview() -> None:
    assert verdict([booked("HV Brandt", **HEATING)]).interviews == ()


@pytest.mark.parametrize(
    "more", [{"confidence": 0.95}, {"role": "Caretaker"}, {"subject": "Your interview"}, {"agency": "Talent Gate"}]
)
def test_anything_that_speaks_of_a_job_makes_it_one(more: dict[str, Any]) -> None:
    assert len(verdict([booked("HV Brandt", **(HEATING | more))]).interviews) == 1


def test_another_step_there_makes_it_one() -> None:
    applied = reading("applied", "HV Brandt", 5)
    assert len(verdict([applied, booked("HV Brandt", **HEATING)]).interviews) == 1


def test_an_entry_of_the_calendar_makes_it_one() -> None:
    entry = event("HV Brandt", at(24, 14), "anna@hvbrandt.com")
    assert len(verdict([booked("HV Brandt", **HEATING)], [entry]).interviews) == 1


def test_the_hour_is_the_one_that_the_employer_wrote_though_the_users_entry_has_their_own() -> None:
    berlin = timezone(timedelta(hours=1))
    told = replace(booked(), interview_start=datetime(2026, 11, 24, 9, 30, tzinfo=berlin), interview_zone=None)
    own = event("Interview Corvid", at(24, 3, 30))
    (interview,) = verdict([told], [own]).interviews
    assert (interview.start.hour, interview.start.utcoffset()) == (9, timedelta(hours=1))
    theirs = event("Interview Corvid", at(24, 3, 30), THEM)
    assert verdict([told], [theirs]).interviews[0].start.hour == 3


# ---------------------------------------------------------------- several in one mail


def two(**more: Any) -> Reading:
    """One mail that fixes Tuesday the 24th at 14:00 and Thursday the 26th at 10:00."""
    further = (Meeting(at(26, 10), at(26, 11), "America/New_York"),)
    return booked(interview_end=at(24, 15), further=further, **more)


def test_one_mail_books_several_interviews_each_with_its_end() -> None:
    found = verdict([two()]).interviews
    assert [(i.start, i.end) for i in found] == [(at(24, 14), at(24, 15)), (at(26, 10), at(26, 11))]
    assert len({i.key for i in found}) == 2


def test_told_again_they_are_the_same() -> None:
    assert starts(verdict([two(), two(sent=12)])) == [at(24, 14), at(26, 10)]
    assert starts(verdict([two(), booked(day=26, hour=10, sent=12)])) == [at(24, 14), at(26, 10)]


def test_entries_of_both_join_the_mail() -> None:
    entries = [event("Interview Corvid", at(24, 14), THEM), event("Interview Corvid", at(26, 10), THEM, uid="second")]
    assert [len(i.events) for i in verdict([two()], entries).interviews] == [1, 1]


def test_one_withdrawal_covers_them_all() -> None:
    found = verdict([*firm(), two()])
    (wanted,) = [w for w in found.wanted if w.kind == "withdrawal"]
    assert [i.start for i in wanted.interviews] == [at(24, 14), at(26, 10)]


@pytest.mark.parametrize("days", [(date(2026, 11, 26),), (date(2026, 11, 19),)], ids=["by its date", "by its weekday"])
def test_a_move_by_day_moves_that_one(days: tuple[date, ...]) -> None:
    moved = reading(
        "interview_rescheduled", "Corvid", 12, interview_start=at(27, 10), interview_zone="America/New_York",
        previous_days=days,
    )  # fmt: skip
    assert starts(verdict([two(), moved])) == [at(24, 14), at(27, 10)]


def test_a_weekday_alone_is_in_the_week_of_what_is_moved() -> None:
    moved = reading(
        "interview_rescheduled", "Corvid", 12, interview_start=at(13, 10), interview_zone="America/New_York",
        previous_days=(date(2026, 11, 19),), on_weekday=True,
    )  # fmt: skip
    assert starts(verdict([two(), moved])) == [at(24, 14), at(27, 10)]


def test_a_cancellation_by_day_ends_that_one() -> None:
    off = reading("interview_cancelled", "Corvid", 12, previous_days=(date(2026, 11, 24),))
    assert starts(verdict([two(), off])) == [at(26, 10)]


def asked(found: Verdict) -> list[Question]:
    return [question for question in found.questions if question.kind == "called_off"]


VAGUE = reading("interview_cancelled", "Corvid", 12)
"""It calls an interview off, and neither day nor round is told."""


@pytest.mark.parametrize("days", [(), (date(2026, 11, 20),)], ids=["no day", "another day"])
def test_where_a_cancellation_does_not_tell_which_all_stand_and_the_user_is_asked(days: tuple[date, ...]) -> None:
    found = verdict([two(), replace(VAGUE, previous_days=days)])
    assert starts(found) == [at(24, 14), at(26, 10)]
    assert ["Tuesday, 24 November, 14:00" in q.text for q in asked(found)].count(True) == 1
    assert [q.answers for q in asked(found)] == [("yes", "no"), ("yes", "no")]


def test_what_the_user_says_of_them_ends_that_one_and_is_asked_once() -> None:
    (thursday,) = (q for q in asked(verdict([two(), VAGUE])) if "26 November" in q.text)
    said = Answer(NOW, thursday.id, "answer", "called_off=yes", thursday.subject_key)
    found = verdict([two(), VAGUE], answers=[said])
    assert (starts(found), asked(found)) == ([at(24, 14)], [])
    found = verdict([two(), VAGUE], answers=[replace(said, value="called_off=no")])
    assert (starts(found), len(asked(found))) == ([at(24, 14), at(26, 10)], 1)


def test_news_of_one_of_them_is_an_answer_too() -> None:
    anew = booked(day=24, hour=14, sent=13)
    (question,) = asked(verdict([two(), VAGUE, anew]))
    assert "26 November" in question.text


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ({"nth": 2}, [24]),
        ({"nth": 1}, [26]),
        ({"nth": -1}, [24]),
        ({"calls_all_off": True}, []),
        ({"nth": 3}, [24, 26]),
    ],
    ids=["the second", "the first", "the last", "both", "one that was never fixed"],
)
def test_a_cancellation_by_place_ends_that_one(words: dict[str, Any], left: list[int]) -> None:
    found = verdict([two(), replace(VAGUE, **words)])
    assert ([start.day for start in starts(found)], asked(found)) == (left, [])


def test_the_place_may_be_told_when_it_is_fixed() -> None:
    first, second = booked(day=24, nth=1), booked(day=26, sent=11, nth=2)
    assert starts(verdict([first, second, replace(VAGUE, nth=2)])) == [at(24, 14)]
    assert starts(verdict([first, replace(VAGUE, nth=2)])) == [at(24, 14)]


def test_the_place_of_one_in_a_thread_of_many_is_not_guessed() -> None:
    found = verdict([booked(day=24), booked(day=26, sent=11), replace(VAGUE, nth=2)])
    assert (len(starts(found)), len(asked(found))) == (2, 2)
    found = verdict([booked(day=24), replace(VAGUE, nth=2)])
    assert (len(starts(found)), len(asked(found))) == (1, 1)


def test_the_only_one_ahead_is_meant() -> None:
    assert starts(verdict([booked(), VAGUE])) == []
    past = booked(day=11, sent=10)
    assert starts(verdict([past, booked(sent=11), replace(VAGUE, nth=2)])) == []


def test_a_move_by_place_moves_that_one() -> None:
    moved = reading(
        "interview_rescheduled", "Corvid", 12, interview_start=at(27, 10), interview_zone="America/New_York", nth=1
    )
    assert starts(verdict([two(), moved])) == [at(26, 10), at(27, 10)]


def test_the_end_of_the_candidacy_ends_them_all() -> None:
    assert starts(verdict([two(), reading("rejected", "Corvid", 12)])) == []
