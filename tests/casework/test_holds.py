"""What the user set up around an interview that is given up: told with its letter, each entry with its reason."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.casework import holdwords
from agent.casework.holds import MOST
from agent.casework.holds.places import named_in, places
from agent.model import Answer, CalendarStep, Contact, Hold, Reading, Reservation
from connectors.base import Attendee, Event, Mailbox

from .build import ME, NOW, at, booked, draft, event, firm, reading, verdict

THEM = "dana@corvid.com"
LEEDS = "Corvid Ltd, 14 Park Row, Leeds LS1 5HD, UK"


def interview(employer: str = "Corvid", day: int = 24, hour: int = 14, location: str = LEEDS, **more: Any) -> Event:
    """The invitation on the calendar."""
    domain = "".join(c for c in employer.casefold() if c.isalnum())
    return event(f"Interview {employer}", at(day, hour), f"dana@{domain}.com", location=location, **more)


def days(summary: str, first: int, until: int, **more: Any) -> Event:
    """An entry of whole days; `until` is the first day that is not in it any more."""
    return event(summary, at(first, 0), end=at(until, 0), all_day=True, **more)


def holds(
    *own: Event, of: Sequence[Event] | None = None, mail: Sequence[Reading] | None = None, **more: Any
) -> list[Hold]:
    """What goes with the letter to Corvid."""
    found = verdict(
        [*firm(), booked()] if mail is None else mail, [*([interview()] if of is None else of), *own], **more
    )
    return [h for letter in found.wanted if letter.candidacy.employer == "Corvid" for h in letter.holds]


def kept(*own: Event, **more: Any) -> list[tuple[str, str]]:
    """As (kind, title)."""
    return [(h.kind, h.text.rpartition(",")[0]) for h in holds(*own, **more)]


# ---------------------------------------------------------------- what words prove


def test_entries_that_name_the_employer_go_with_its_interview() -> None:
    found = holds(
        event("Train to Corvid", at(24, 11)),
        event("Prep for Corvid interview", at(23, 19)),
        event("Train to Mum", at(24, 18)),
        event("Bike repair", at(24, 12)),
    )
    assert [(h.kind, h.text, h.because) for h in found] == [
        ("preparation", "Prep for Corvid interview, 23 November", "it names Corvid"),
        ("travel", "Train to Corvid, 24 November", "it names Corvid"),
    ]


def test_an_employer_spelled_as_its_domain_spells_it_is_named() -> None:
    mail = [*firm(), booked("Kestrel Lane Studio", employer_domains=("kestrellane.co.uk",))]
    (letter,) = verdict(mail, [event("Train to Bristol (Kestrel Lane interview)", at(24, 12))]).wanted
    assert [h.kind for h in letter.holds] == ["travel"]


def test_an_interviewer_or_the_interview_s_own_link_is_proof_enough() -> None:
    mail = [*firm(), booked(contacts=(Contact("d@corvid.com", "Dana Whitfield", None, "interviewer", "wrote"),))]
    link = "https://meet.example/room/8812-sam-lee"
    call = interview(location="", url=link)
    found = holds(
        event("Read up on Dana Whitfield", at(22, 10)),
        event("Mock run, prep", at(23, 10), description=f"try the room: {link}"),
        mail=mail,
        of=[call],
    )
    assert [h.because for h in found] == [
        "it names Dana Whitfield, who is part of the interview",
        "it holds the interview's own link",
    ]


def test_preparation_counts_for_three_days_and_travel_for_one() -> None:
    own = [event("Corvid prep", at(day, 9)) for day in (19, 20, 21, 22, 23, 24, 25)]
    own += [event("Travel to Corvid", at(day, 10)) for day in (22, 23, 24, 25, 26)]
    assert [(h.kind, h.event.start.day) for h in holds(*own) if h.event] == [
        ("preparation", 21), ("preparation", 22), ("preparation", 23), ("travel", 23), ("preparation", 24), ("travel", 24),
        ("travel", 25),
    ]  # fmt: skip


def test_what_has_begun_is_over_and_stays() -> None:
    assert kept(event("Corvid prep", at(23, 9)), now=at(23, 10)) == []


def test_what_an_approval_covers_goes_although_it_has_begun_since() -> None:
    mail, entries = [*firm(), booked()], [interview(), event("Corvid prep", at(23, 9))]
    before = verdict(mail, entries)
    step = CalendarStep("personal", "main", entries[1].uid, None, "delete")
    for status, left in (("approved", 1), ("waiting", 0)):
        letter = draft(before, "Corvid", status)
        letter = replace(letter, letter=replace(letter.letter, calendar=(*letter.letter.calendar, step)))
        (found,) = verdict(mail, entries, drafts=[letter], now=at(23, 9, 1)).wanted
        assert len(found.holds) == left


def test_an_entry_that_names_two_employers_is_nobody_s() -> None:
    mail = [*firm(), booked(), booked("Harrow & Pike", 25)]
    assert kept(event("Prep: Corvid and Harrow & Pike", at(23, 9)), mail=mail, of=[interview()]) == []


def test_the_entry_of_another_employer_stays() -> None:
    own = [event("Prep for Tidewater first day", at(23, 9)), event("Train to Tidewater", at(24, 9))]
    assert kept(*own) == []


def test_an_own_entry_around_an_interview_is_no_second_one() -> None:
    own = [
        days("Hotel Leeds (Corvid interview)", 23, 25),
        event("Corvid interview: flight", at(23, 9)),
        event("Slides for the interview at Corvid", at(23, 12)),
    ]
    found = verdict([*firm(), booked()], [interview(), *own])
    assert len(found.interviews) == 1
    assert [h.kind for letter in found.wanted for h in letter.holds] == ["stay", "travel", "preparation"]
    hotel = [*firm(), booked("Hotel Astoria")]
    second = event("Interview Hotel Astoria, second round", at(25, 9))
    assert len(verdict(hotel, [second]).interviews) == 2


def test_an_employer_that_is_called_like_a_way_or_a_house_is_no_journey() -> None:
    mail = [*firm(), booked("Grand Hotel Astoria", role="Train Driver")]
    own = [event("Grand Hotel Astoria: papers", at(23, 9)), event("Train driver handbook", at(23, 10))]
    found = verdict(mail, own)
    assert [h for letter in found.wanted for h in letter.holds] == []


# ---------------------------------------------------------------- what fits


def test_the_way_to_a_stay_at_and_the_way_back_from_the_place_go_with_the_interview() -> None:
    found = holds(
        event("Train to Leeds 18:03", at(23, 18)),
        days("Hotel Ibis Leeds", 23, 25),
        event("Train home", at(24, 17)),
    )
    assert [(h.kind, h.because) for h in found] == [
        ("stay", "it is in Leeds, where the interview is, in the same days"),
        ("travel", "it leads to Leeds, where the interview is"),
        ("travel", "it is the way back from the interview"),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Zug nach Leeds", "travel"), ("Anreise nach Leeds", "travel"), ("Flug nach Leeds", "travel"),
        ("Hotelzimmer: Hotel in Leeds", "stay"), ("Übernachtung Leeds", "stay"),
        ("Train pour Leeds", "travel"), ("Vol à Leeds", "travel"), ("Hôtel à Leeds", "stay"),
        ("Tren a Leeds", "travel"), ("Viaje a Leeds", "travel"), ("Alojamiento en Leeds", "stay"),
        ("Comboio para Leeds", "travel"), ("Voo para Leeds", "travel"), ("Alojamento em Leeds", "stay"),
        ("Treno per Leeds", "travel"), ("Volo a Leeds", "travel"), ("Albergo a Leeds", "stay"),
        ("Trein naar Leeds", "travel"), ("Vlucht naar Leeds", "travel"), ("Overnachting Leeds", "stay"),
        ("Pociąg do Leeds", "travel"), ("Lot do Leeds", "travel"), ("Nocleg Leeds", "stay"),
        ("Tåg till Leeds", "travel"), ("Flyg till Leeds", "travel"), ("Hotell i Leeds", "stay"),
        ("Flight → Leeds", "travel"), ("Drive to Leeds", "travel"), ("Airbnb Leeds", "stay"),
    ],
)  # fmt: skip
def test_ways_and_stays_are_known_in_nine_languages(title: str, kind: str) -> None:
    assert kept(event(title, at(23, 18))) == [(kind, title)]


@pytest.mark.parametrize(
    "title",
    [
        "Interview prep", "Prep for interview", "Vorbereitung Vorstellungsgespräch", "Préparer l'entretien",
        "Préparation entretien", "Preparar la entrevista", "Preparação para a entrevista", "Preparazione colloquio",
        "Voorbereiding sollicitatiegesprek", "Przygotowanie do rozmowy kwalifikacyjnej", "Förbereda intervju", "Prep",
    ],
)  # fmt: skip
def test_preparation_for_the_only_interview_is_known_in_nine_languages(title: str) -> None:
    assert kept(event(title, at(23, 18))) == [("preparation", title)]


def test_preparation_that_may_be_for_another_interview_stays() -> None:
    prep = event("Interview prep", at(23, 18))
    second = [*firm(), booked(), booked("Harrow & Pike", 25)]
    assert kept(prep, mail=second) == []
    assert kept(prep, event("Interview candidates for the analyst post", at(25, 10))) == []
    assert kept(prep, mail=[*firm(), booked(), booked("Harrow & Pike", 28)]) == [("preparation", "Interview prep")]


def test_preparation_for_another_role_stays() -> None:
    mail = [*firm(), booked(role="Data Engineer")]
    assert kept(event("Data Engineer interview prep", at(23, 18)), mail=mail) == [
        ("preparation", "Data Engineer interview prep")
    ]
    assert kept(event("Podcast interview prep", at(23, 18)), mail=mail) == []
    assert kept(event("Dinner prep", at(23, 18)), mail=mail) == []


def test_a_way_without_a_name_that_ends_when_the_interview_begins_goes_with_it() -> None:
    way = event("Travel time", at(24, 13))
    assert kept(way) == [("travel", "Travel time")]
    assert kept(event("Anreise", at(24, 12, 30))) == [("travel", "Anreise")]
    assert kept(event("Travel time", at(24, 9))) == []
    assert kept(way, event("Dentist", at(24, 14, 30))) == []
    assert kept(event("Drive kids to school", at(24, 13))) == []


def test_nobody_travels_to_a_call() -> None:
    call = [interview(location="https://zoom.us/j/99")]
    assert kept(event("Train to Leeds", at(24, 11)), event("Travel time", at(24, 13)), of=call) == []


def test_a_trip_of_whole_days_around_the_interview_goes_with_it() -> None:
    assert kept(days("Trip to Leeds", 23, 26)) == [("travel", "Trip to Leeds")]
    assert kept(days("Leeds trip", 24, 25)) == [("travel", "Leeds trip")]
    assert kept(days("Trip to Leeds", 23, 29)) == []
    assert kept(days("Trip to Leeds", 25, 26)) == []


def test_a_stay_or_a_way_may_have_the_place_as_its_location() -> None:
    room = event("Overnight", at(23, 20), location="Premier Inn, Whitehall Road, Leeds LS12 1HR")
    assert kept(room) == [("stay", "Overnight")]
    assert kept(event("Travel time", at(24, 13), location="Leeds")) == [("travel", "Travel time")]
    assert kept(event("Travel time", at(24, 13), location="York")) == []


def test_a_place_that_only_mail_names_is_known() -> None:
    mail = [*firm(), booked(subject="Your interview at our Leeds office")]
    assert kept(event("Train to Leeds", at(24, 10)), mail=mail, of=[]) == [("travel", "Train to Leeds")]
    assert kept(event("Train to Mum", at(24, 10)), mail=mail, of=[]) == []


def test_what_leads_somewhere_else_stays() -> None:
    own = [
        event("Train to London", at(23, 18)),
        event("Train Leeds – London", at(23, 19)),
        event("Hotel Ibis London, UK", at(23, 20)),
        event("Flight home", at(24, 18)),
    ]
    assert kept(*own) == []


# ---------------------------------------------------------------- what may serve something else


@pytest.mark.parametrize(
    "other",
    [
        event("Dinner with Anna", at(24, 19), location="The Owl, Leeds"),
        event("Leeds United match", at(25, 15)),
        event("Team day", at(23, 10), "boss@example.org", location="Leeds"),
        days("Holiday", 23, 28),
        days("Urlaub", 22, 25),
        event("Leeds fair", at(18, 8), end=at(27, 8)),
    ],
)
def test_a_journey_that_something_else_there_may_need_stays(other: Event) -> None:
    journey = [event("Train to Leeds", at(24, 10)), days("Hotel Leeds", 23, 25)]
    assert kept(*journey, other) == []
    assert kept(*journey, other, event("Train to Leeds for Corvid", at(24, 9))) == [
        ("travel", "Train to Leeds for Corvid")
    ]


def test_a_journey_that_another_interview_needs_stays_until_that_one_is_given_up() -> None:
    second = interview("Harrow & Pike", 25, 10)
    mail = [*firm(), booked(), booked("Harrow & Pike", 25, 10)]
    train = event("Train to Leeds", at(24, 10))
    assert kept(train, of=[interview(), second], mail=mail) == []
    away = replace(second, location="Pike House, Rome")
    assert kept(train, of=[interview(), away], mail=mail) == [("travel", "Train to Leeds")]


def test_a_journey_with_somebody_stays() -> None:
    assert kept(event("Train to Leeds with Anna", at(24, 9))) == []
    assert kept(event("Lunch at the Queens Hotel Leeds", at(24, 12)), event("Train to Leeds", at(24, 9))) == []


def test_what_recurs_stays_unless_it_names_the_employer() -> None:
    weekly = {"recurrence_id": "2026-11-23T18:00:00"}
    assert kept(event("Interview prep", at(23, 18), **weekly), event("Train to Leeds", at(24, 9), **weekly)) == []
    assert kept(event("Corvid prep", at(23, 18), **weekly)) == [("preparation", "Corvid prep")]


def test_a_stay_that_is_longer_than_the_interview_stays_unless_it_names_the_employer() -> None:
    assert kept(days("Hotel Leeds", 23, 29)) == []
    assert kept(days("Hotel Leeds (Corvid)", 23, 29)) == [("stay", "Hotel Leeds (Corvid)")]


# ---------------------------------------------------------------- whose entries


def test_an_entry_with_somebody_else_in_it_stays() -> None:
    anna = Attendee("anna@example.org", "Anna")
    me = Attendee(ME, "Sam Lee", "accepted", is_user=True)
    prep = event("Corvid prep", at(23, 9))
    assert kept(replace(prep, attendees=(me, anna))) == []
    assert kept(replace(prep, organizer=Mailbox("anna@example.org"), attendees=(me,))) == []
    assert kept(replace(prep, shared=True)) == []
    assert kept(replace(prep, status="cancelled")) == []
    for attendees in ((), (me,)):
        assert kept(replace(prep, organizer=Mailbox(ME), attendees=attendees)) == [("preparation", "Corvid prep")]


def test_only_letters_that_give_the_interview_up_take_anything_along() -> None:
    found = verdict(
        [*firm(), booked(), reading("interview_invited", "Harrow & Pike", 15)], [event("Corvid prep", at(23, 9))]
    )
    assert {w.candidacy.employer: len(w.holds) for w in found.wanted} == {"Corvid": 1, "Harrow & Pike": 0}


def test_a_letter_takes_no_more_along_than_can_be_shown() -> None:
    assert len(holds(*(event(f"Corvid prep {n}", at(23, 9, n)) for n in range(30)))) == MOST


# ---------------------------------------------------------------- bookings

TICKET = """Thank you for your booking.
Booking reference: X7K2PQ
Manage or cancel your booking: https://tickets.northrail.example/manage/X7K2PQ
Phone: +44 113 555 0100"""


def test_a_booking_is_told_with_the_way_to_cancel_it() -> None:
    (hold,) = holds(event("Train to Leeds", at(24, 9), description=TICKET))
    assert (hold.kind, hold.link, hold.phone) == (
        "booking", "https://tickets.northrail.example/manage/X7K2PQ", "+44 113 555 0100",
    )  # fmt: skip


def test_what_a_mail_made_or_a_seller_published_is_a_booking() -> None:
    seen = "To see it: https://www.google.com/calendar\nhttps://mail.google.com/mail?extsrc=cal&plid=1"
    made = days("Stay at Ibis Hotel Leeds", 23, 25, from_mail=True, description=seen)
    sold = event("Flight to Leeds", at(23, 9), None)
    found = holds(made, replace(sold, organizer=Mailbox("noreply@airline.example")))
    assert [(h.kind, h.link) for h in found] == [
        ("booking", "https://mail.google.com/mail?extsrc=cal&plid=1"), ("booking", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "booking"),
    [
        ("Booking reference: ABC123", True), ("Confirmation number 83920117", True), ("PNR: QWERTY", True),
        ("Buchungsnummer: 4471902", True), ("Auftragsnummer 8XK2LP", True), ("Numéro de dossier : XKTPWQ", True),
        ("Localizador: 6HJ2KL", True), ("Código de reserva: AB12CD", True), ("Codice prenotazione: Z9Y8X7", True),
        ("Boekingsnummer: 5512345", True), ("Numer rezerwacji: 998877", True), ("Bokningsnummer: KLM789", True),
        ("Bring the booking confirmation for the room", False), ("Ask about the booking", False), ("", False),
    ],
)  # fmt: skip
def test_a_booking_is_known_by_its_number(words: str, booking: bool) -> None:
    assert holdwords.is_booking(words) is booking


def test_only_a_safe_link_is_told() -> None:
    assert holdwords.cancellation("Cancel: http://x.example/a\nCancel: javascript:alert(1)") is None
    assert holdwords.cancellation("Cancel: https://user@evil.example/a") is None
    assert holdwords.cancellation("Stornieren:\nhttps://x.example/s?a=1.") == "https://x.example/s?a=1"


# ---------------------------------------------------------------- places


def test_places_are_the_street_and_the_town_of_a_location() -> None:
    assert named_in(places([LEEDS]), "Taxi to 14 Park Row") == "14 park row"
    assert named_in(places(["200 Main St, Boston, MA 02110, USA"]), "hotel boston") == "boston"
    assert named_in(places(["Hauptstr. 5, 10115 Berlin, Germany"]), "Berlin Hbf") == "berlin"
    assert named_in(places(["New York, NY"]), "New Orleans") is None
    assert named_in(places([LEEDS]), "London, UK") is None
    assert named_in(places(["Rynek 1, 31-042 Kraków"]), "do Krakowa", declined=True) == "krakow"


# ---------------------------------------------------------------- always

TITLES = (
    "Prep for Corvid interview", "Interview prep", "Train to Leeds", "Hotel Leeds", "Travel time", "Train home", "Corvid",
    "Dinner in Leeds", "Gym", "Interview Corvid", "Zug nach Leeds", "Prep: Corvid, Harrow & Pike", "Holiday",
)  # fmt: skip
ME_TOO = Attendee(ME, "Sam Lee", "accepted", is_user=True)
ANNA = Attendee("anna@example.org", "Anna")


@st.composite
def entries(draw: st.DrawFn) -> Event:
    start = at(draw(st.integers(20, 26)), draw(st.integers(8, 20)))
    organizer = draw(st.sampled_from((None, None, Mailbox(ME), Mailbox("anna@example.org"))))
    return (
        event(
            draw(st.sampled_from(TITLES)),
            start,
            uid=f"{draw(st.integers(0, 10**9))}@x",
            end=start + timedelta(hours=draw(st.sampled_from((1, 2, 30)))),
            recurrence_id=draw(st.sampled_from((None, None, "2026-11-23"))),
            location=draw(st.sampled_from(("", LEEDS, "Rome"))),
            description=draw(st.sampled_from(("", "", TICKET))),
            shared=draw(st.sampled_from((False, False, True))),
        )
        if organizer is None
        else replace(
            event(draw(st.sampled_from(TITLES)), start, uid=f"{draw(st.integers(0, 10**9))}@x"),
            organizer=organizer,
            attendees=draw(st.sampled_from(((), (ME_TOO,), (ME_TOO, ANNA), (ANNA,)))),
        )
    )


@settings(max_examples=120, deadline=None)
@given(st.lists(entries(), max_size=12, unique_by=lambda e: e.uid), st.randoms(use_true_random=False))
def test_only_what_is_the_user_s_alone_is_ever_taken_along(own: list[Event], chance: random.Random) -> None:
    mail = [*firm(), booked(), booked("Harrow & Pike", 25, 10)]
    invitations = [interview(), interview("Harrow & Pike", 25, 10)]
    found = verdict(mail, [*invitations, *own])
    taken = [h for letter in found.wanted for h in letter.holds]
    of_interviews = {e.uid for i in found.interviews for e in i.events}
    for hold in taken:
        entry = hold.event
        assert entry is not None
        assert hold.because
        assert entry.uid not in of_interviews
        assert not entry.shared
        assert all(a.is_user for a in entry.attendees)
        assert entry.organizer in (None, Mailbox(ME)) or (hold.kind == "booking" and not entry.attendees)
        assert entry.start > NOW
    assert len({h.event.uid for h in taken if h.event}) == len(taken)
    shuffled = [*invitations, *own]
    chance.shuffle(shuffled)
    assert verdict(mail, shuffled) == found


def test_thousands_of_entries_take_a_moment() -> None:
    many = [event(f"Train to Leeds {n}", at(24, 9), description="Booking reference: " * 200) for n in range(3000)]
    before = time.monotonic()
    holds(*many)
    assert time.monotonic() - before < 10


# ---------------------------------------------------------------- what mail alone knows to be booked


def room(first: int = 23, last: int = 25, **more: Any) -> Reservation:
    told: dict[str, Any] = {
        "kind": "stay", "name": "Superior Inn", "start": at(first, 0), "end": at(last, 0), "where": "Superior Inn, Boar Lane, Leeds",
        "reference": "SI-20931", "link": "https://stays.example/b/20931", "phone": "+44 113 555 01",
    }  # fmt: skip
    return Reservation(**(told | more))


def journey(day: int = 24, **more: Any) -> Reservation:
    told: dict[str, Any] = {
        "kind": "train", "name": "Northern Rail", "start": at(day, 0), "end": at(day, 0), "origin": "London", "goal": "Leeds",
        "reference": "QX7K2P", "link": "https://rail.example/cancel",
    }  # fmt: skip
    return Reservation(**(told | more))


def booked_by_mail(*told: Reservation, own: Sequence[Event] = (), **more: Any) -> list[Hold]:
    return holds(*own, reservations=told, **more)


def test_what_mail_alone_knows_to_be_booked_at_the_place_is_told_and_nothing_is_done() -> None:
    found = booked_by_mail(room(), journey())
    assert [(h.kind, h.text, h.because, h.event, h.link) for h in found] == [
        ("booking", "Superior Inn, 23 November (booking SI-20931)", "it is in Leeds, where the interview is, in the same days", None,
         "https://stays.example/b/20931"),
        ("booking", "Train London → Leeds, 24 November (booking QX7K2P)", "it leads to Leeds, where the interview is", None,
         "https://rail.example/cancel"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        room(where="Seaview, Brighton"), room(first=20, last=23), room(first=23, last=29), journey(day=21), journey(goal="Bristol"),
        room(cancelled=True),
    ],
)  # fmt: skip
def test_what_is_booked_elsewhere_or_for_other_days_or_was_cancelled_is_not_told(other: Reservation) -> None:
    assert booked_by_mail(other) == []


def test_a_cancellation_takes_back_the_confirmation_under_its_number() -> None:
    assert booked_by_mail(room(), room(cancelled=True, name="", where="")) == []


def test_the_same_booking_in_two_mailboxes_is_told_once() -> None:
    assert len(booked_by_mail(room(), room())) == 1


def test_the_way_back_booked_by_itself_is_told_too() -> None:
    back = journey(origin="Leeds", goal="London", reference="BB7K2P")
    assert [h.because for h in booked_by_mail(back)] == ["it is the way back from the interview"]


def test_where_the_place_of_the_interview_is_not_known_the_days_tell() -> None:
    (hold,) = booked_by_mail(room(), of=[interview(location="")])
    assert hold.because == "it is for the days of the interview, whose place is not known"
    assert booked_by_mail(room(first=24, last=24), of=[interview(location="Microsoft Teams")]) == []
    two = [*firm(), booked(), booked("Harrow & Pike", 25)]
    assert (
        booked_by_mail(room(), mail=two, of=[interview(location=""), interview("Harrow & Pike", 25, location="")]) == []
    )


def test_an_own_entry_and_the_mail_of_its_booking_are_told_as_one() -> None:
    hotel = days("Hotel Superior Inn, Leeds", 23, 25)
    (hold,) = booked_by_mail(room(), own=[hotel])
    assert (hold.kind, hold.stands, hold.link, hold.phone) == (
        "stay",
        True,
        "https://stays.example/b/20931",
        "+44 113 555 01",
    )
    (kept_one,) = booked_by_mail(room(), own=[replace(hotel, from_mail=True)])
    assert (kept_one.kind, kept_one.stands, kept_one.link) == ("booking", False, "https://stays.example/b/20931")


def test_a_stay_or_a_train_that_is_deleted_may_be_booked_and_time_for_the_way_is_not() -> None:
    found = holds(
        days("Hotel Leeds", 23, 25),
        event("Train to Leeds", at(24, 9)),
        event("Drive to Corvid", at(24, 10)),
        event("Corvid prep", at(23, 9)),
    )
    assert {h.text.rpartition(",")[0]: h.stands for h in found} == {
        "Hotel Leeds": True, "Train to Leeds": True, "Drive to Corvid": False, "Corvid prep": False,
    }  # fmt: skip


def test_a_train_in_the_calendar_is_no_coach_in_the_mail() -> None:
    coach = journey(kind="bus", origin="Leeds", goal="London")
    found = booked_by_mail(coach, own=[event("Train to Leeds", at(24, 9))])
    assert [(h.text.partition(",")[0], h.stands, h.link) for h in found] == [
        ("Coach Leeds → London", False, "https://rail.example/cancel"), ("Train to Leeds", True, None),
    ]  # fmt: skip


def test_the_booking_of_an_entry_that_the_user_keeps_is_kept_with_it() -> None:
    hotel = days("Hotel Superior Inn, Leeds", 23, 25)
    assert booked_by_mail(room(), own=[hotel], answers=[Answer(NOW, "id", "keep_entry", hotel.uid)]) == []
