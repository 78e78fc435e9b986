"""What the user set up around an interview: shown before the yes, deleted with it, and only that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.google_world import GoogleWorld
from tests.e2e.outlook_world import OutlookWorld
from tests.e2e.stories import ORCHARD_AT, firm, linden, orchard
from tests.e2e.world import World
from tests.review.desk import reviewing

PLACE = "LOCATION:14 Mill Lane\\, Carlow"
TICKET = "Booking reference: QX7K2P\nManage or cancel: https://rail.example/manage/QX7K2P"
EVE = "2026-11-29T18:00"


def set_up(world: World) -> None:
    """An interview in Carlow, and what the person did about it."""
    firm(world)
    orchard(world, event=False)
    world.event("orchard", "Interview at Orchard Robotics", ORCHARD_AT, minutes=90, more=[PLACE])
    world.event("prep", "Orchard Robotics: prep", "2026-11-28T10:00")
    world.event("hotel", "Hotel Seven Oaks", EVE, more=["LOCATION:Athy Road\\, Carlow"])
    world.event("ticket", "Train to Carlow", "2026-11-29T15:00", description=TICKET)
    world.event("home", "Train home", "2026-11-30T14:00")
    world.event("gym", "Gym", EVE, more=["RRULE:FREQ=WEEKLY"])
    world.event("shared", "Prep for Orchard Robotics", EVE, others=["Anna <anna@friends.example>"])
    world.event("dentist", "Dentist", "2026-11-30T16:00")


@pytest.fixture
def ready(world: World) -> World:
    set_up(world)
    return world


def held(draft: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(h["kind"], (h["uid"] or "").split("@")[0], h["because"]) for h in draft["holds"]]


def test_what_goes_with_the_interview_is_listed_with_its_letter(ready: World) -> None:
    draft = ready.sync().draft("Orchard")
    assert held(draft) == [
        ("preparation", "prep", "it names Orchard Robotics"),
        ("booking", "ticket", "it leads to Carlow, where the interview is"),
        ("stay", "hotel", "it is in Carlow, where the interview is, in the same days"),
        ("travel", "home", "it is the way back from the interview"),
    ]
    assert [(c["uid"].split("@")[0], c["action"]) for c in draft["calendar"]] == [
        ("orchard", "delete"), ("prep", "delete"), ("hotel", "delete"), ("home", "delete"),
    ]  # fmt: skip
    booking = draft["holds"][1]
    assert (booking["text"], booking["link"]) == ("Train to Carlow, 29 November", "https://rail.example/manage/QX7K2P")


def test_a_person_reads_it_before_the_yes(ready: World) -> None:
    ready.sync()
    shown = ready.do(f"show {ready.status().draft('Orchard')['id']}").out
    told = " ".join(shown.split())
    assert "delete “Orchard Robotics: prep”" in told
    assert "it names Orchard Robotics" in told
    assert "Train to Carlow, 29 November: cancel it yourself here: https://rail.example/manage/QX7K2P" in told


def test_the_page_shows_it_with_the_letter(ready: World) -> None:
    ready.sync()
    with reviewing(
        ["--config", str(ready.config), "--state", str(ready.state), "--now", ready.now.isoformat()]
    ) as review:
        review.enter()
        page = review.ask("/").text
        draft = ready.status().draft("Orchard")
        hotel = next(h["uid"] for h in draft["holds"] if h["kind"] == "stay")
        assert review.post(f"/letter/{draft['id']}/keep-entry", {"uid": hotel}).status == 303
        assert review.post(f"/letter/{draft['id']}/keep-entry", {"uid": hotel}).status == 409
    assert hotel not in {step["uid"] for step in ready.status().draft("Orchard")["calendar"]}
    assert '<span class="because">it names Orchard Robotics</span>' in page
    assert 'href="https://rail.example/manage/QX7K2P" target="_blank" rel="noopener noreferrer"' in page


def test_with_the_letter_only_those_entries_are_deleted(ready: World) -> None:
    ready.sync()
    before = {f.name: f.read_bytes() for f in ready.calendar().iterdir()}
    ready.approve("Orchard", immediately=True)
    left = {f.name: f.read_bytes() for f in ready.calendar().iterdir()}
    assert sorted(before.keys() - left.keys()) == ["home.ics", "hotel.ics", "orchard.ics", "prep.ics"]
    assert left == {name: before[name] for name in left}
    assert {c["result"] for c in ready.later(minutes=5).draft("Orchard")["calendar"]} == {"done"}


def test_an_entry_that_the_person_keeps_stays_and_an_approval_is_asked_for_anew(ready: World) -> None:
    ready.sync()
    id_ = ready.approve("Orchard")["id"]
    ready.do(f"keep {id_} --entry 'seven oaks'")
    draft = ready.later(minutes=5).draft("Orchard")
    assert (draft["status"], [kind for kind, _, _ in held(draft)]) == ("waiting", ["preparation", "booking", "travel"])
    ready.approve("Orchard", immediately=True)
    assert {"hotel.ics", "ticket.ics"} <= {f.name for f in ready.calendar().iterdir()}
    assert not (ready.calendar() / "prep.ics").exists()


def test_words_that_fit_no_entry_or_several_name_those_there_are(ready: World) -> None:
    id_ = ready.sync().draft("Orchard")["id"]
    for words in ("bicycle", "train to", "o"):
        refused = ready.agent("keep", id_, "--entry", words)
        assert refused.status == 2
        assert "Hotel Seven Oaks" in refused.err
    ready.approve("Orchard", immediately=True)
    assert ready.agent("keep", id_, "--entry", "hotel").status == 1


ROOM = (
    "Your reservation at Seven Oaks Hotel, 3 Athy Road, Carlow is confirmed.\n\nBooking number: SO-20931\n"
    "Check-in: Sunday, November 29, 2026\nCheck-out: Monday, November 30, 2026\nFree cancellation until November 27, 2026.\n\n"
    "Manage or cancel your booking: https://stays.example/b/20931\nPhone: +1 218 555 0142\n"
)
LINK = "https://stays.example/b/20931"


def book(world: World, **more: Any) -> None:
    world.mail("Seven Oaks Hotel <stay@sevenoaks.example>", "Booking confirmation", ROOM, "2026-11-14T10:00", **more)


def test_an_own_entry_that_goes_leaves_its_booking_and_the_person_is_told_how_to_cancel_it(ready: World) -> None:
    book(ready)
    draft = ready.sync().draft("Orchard")
    (hotel,) = [h for h in draft["holds"] if h["kind"] == "stay"]
    assert (hotel["stands"], hotel["link"], hotel["phone"]) == (True, LINK, "+1 218 555 0142")
    told = " ".join(ready.do(f"show {draft['id']}").out.split())
    assert (
        "Hotel Seven Oaks, 29 November: only the calendar entry goes; its booking still stands, cancel it yourself here:"
        in told
    )
    assert LINK in told
    assert (
        "Train home, 30 November: only the calendar entry goes; if it is booked, the booking still stands, cancel it yourself"
        " where you booked it" in told
    )


@pytest.mark.parametrize("first", ["the interview", "the reservation"])
def test_a_booking_that_only_mail_knows_is_told_whichever_came_first(world: World, first: str) -> None:
    firm(world)

    def interview() -> None:
        orchard(world, event=False)
        world.event("orchard", "Interview at Orchard Robotics", ORCHARD_AT, minutes=90, more=[PLACE])

    for step in (interview, lambda: book(world)) if first == "the interview" else (lambda: book(world), interview):
        step()
        world.sync()
    draft = world.status().draft("Orchard")
    assert [(h["kind"], h["text"], h["link"], h["uid"]) for h in draft["holds"]] == [
        ("booking", "Seven Oaks Hotel, 29 November (booking SO-20931)", LINK, None)
    ]
    assert "1 booking to cancel yourself" in world.do("status").out
    world.approve("Orchard", immediately=True)
    assert "SO-20931" in world.do(f"show {draft['id']}").out


def test_of_a_booking_that_serves_no_interview_nothing_is_kept_but_its_days(world: World) -> None:
    firm(world)
    book(world)
    world.sync()
    stored = world.stored()
    assert not [word for word in (b"Seven Oaks", b"SO-20931", b"stays.example", b"Carlow") if word in stored]
    assert b"2026-11-29" in stored


def test_an_interview_that_moves_away_takes_what_was_kept_with_it(world: World) -> None:
    firm(world)
    book(world)
    orchard(world, event=False)
    entry = world.event("orchard", "Interview at Orchard Robotics", ORCHARD_AT, minutes=90, more=[PLACE])
    assert world.sync().draft("Orchard")["holds"]
    entry.unlink()
    world.event("orchard", "Interview at Orchard Robotics", "2026-12-09T10:30", minutes=90, more=[PLACE])
    world.mail("Ben Sayer <ben@orchardrobotics.example>", "Orchard Robotics: another day", "Hi Ines,\n\nwe have to move your interview"
               " from Monday, November 30 to Wednesday, December 9, at 10:30 am Eastern.\n\nBen Sayer\nOrchard Robotics",
               "2026-11-17T10:00")  # fmt: skip
    assert world.sync().draft("Orchard")["holds"] == []


def test_another_letter_for_the_same_interview_leaves_them_alone(ready: World) -> None:
    id_ = ready.sync().draft("Orchard")["id"]
    ready.do(f"redraft {id_} --kind disclose")
    draft = ready.sync().draft("Orchard")
    assert (draft["kind"], draft["calendar"], draft["holds"]) == ("disclose", [], [])


def test_an_entry_that_came_since_the_yes_asks_for_another_look(ready: World) -> None:
    ready.sync()
    ready.approve("Orchard")
    ready.event("more", "Orchard Robotics: slides", EVE)
    draft = ready.later(minutes=5).draft("Orchard")
    assert draft["status"] == "waiting"
    assert (ready.calendar() / "more.ics").exists()
    assert ready.sent() == []


def test_at_google_own_entries_go_and_what_a_mail_made_stays(tmp_path: Path) -> None:
    world = GoogleWorld(tmp_path)
    with world.sim:
        firm(world)
        linden(world, event=False)
        world.meeting("Interview: Linden Hydro", "2026-11-24T14:00", organizer="aisha.rahman@lindenhydro.example")
        prep = world.meeting("Linden Hydro prep", "2026-11-23T18:00")
        flight = world.meeting("Flight for Linden Hydro", "2026-11-23T09:00", eventType="fromGmail")
        gym = world.meeting("Gym", "2026-11-24T07:00")
        draft = world.sync().draft("Linden")
        assert [(h["kind"], h["text"]) for h in draft["holds"]] == [
            ("booking", "Flight for Linden Hydro, 23 November"), ("preparation", "Linden Hydro prep, 23 November"),
        ]  # fmt: skip
        world.approve("Linden")
        world.later(minutes=2)
        there = {name: world.sim.calendars.event(name)["status"] for name in (prep, flight, gym)}
        assert there == {prep: "cancelled", flight: "confirmed", gym: "confirmed"}
        assert {c["result"] for c in world.later(minutes=5).draft("Linden")["calendar"]} == {"done"}


def test_at_outlook_own_entries_go_with_the_invitation(tmp_path: Path) -> None:
    world = OutlookWorld(tmp_path)
    with world.outlook.sim:
        firm(world)
        linden(world, event=False)
        world.outlook.meeting(
            "Interview: Linden Hydro", "2026-11-24T14:00", organizer="aisha.rahman@lindenhydro.example"
        )
        world.outlook.meeting("Linden Hydro prep", "2026-11-23T18:00")
        world.outlook.meeting("Gym", "2026-11-24T07:00")
        draft = world.sync().draft("Linden")
        assert [h["text"] for h in draft["holds"]] == ["Linden Hydro prep, 23 November"]
        world.approve("Linden")
        world.later(minutes=2)
        entries = world.outlook.sim.calendars.entries.values()
        assert {e.props["subject"] for e in entries if not e.deleted} == {"Gym"}
        assert {c["result"] for c in world.later(minutes=5).draft("Linden")["calendar"]} == {"done"}
