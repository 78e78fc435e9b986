"""What an upcoming interview is: of all the entries and mails of a week, those that count, each once."""

from __future__ import annotations

import pytest

from tests.e2e.stories import BRACKWATER, LINDEN, LINDEN_AT, LINDEN_CONFIRMS, firm, linden, orchard
from tests.e2e.world import NAME, OTHER_ADDRESS, Said, World, calendar_file, them, vevent

CURLEW = "Hannah Voss <hannah.voss@curlewlabs.example>"
CURLEW_WRITES = them(
    CURLEW, "Curlew Labs: your interview", "2026-11-12T09:30",
    "Dear Ines,\n\nWe are pleased to confirm your interview for Sensor Validation Engineer at Curlew Labs on Wednesday,"
    " November 25, at 11:00 am Eastern. You will meet our two lab leads in Building 4.\n\nHannah Voss\nCurlew Labs",
)  # fmt: skip
CURLEW_AT = "2026-11-25T11:00"


# ---------------------------------------------------------------- those that do not count


def test_a_declined_interview_is_not_listed(world: World) -> None:
    firm(world)
    linden(world, event=False)
    world.event("linden", "Interview: Ines Calloway, Test Engineer", LINDEN_AT, organizer=LINDEN, answer="DECLINED")
    orchard(world)
    found = world.sync()
    assert found.employers == ["Orchard Robotics"]
    assert all(not d["interviews"] for d in found.drafts if d["employer"] == "Linden Hydro")


def test_an_interview_declined_later_takes_its_draft_along(world: World) -> None:
    firm(world)
    linden(world)
    assert world.sync().draft("Linden")["interviews"]
    world.event(
        "linden", "Interview: Ines Calloway, Test Engineer", LINDEN_AT, organizer=LINDEN, answer="DECLINED", sequence=1
    )
    found = world.later(hours=1)
    assert found.employers == []
    assert all(d["status"] == "void" or not d["interviews"] for d in found["drafts"])


CALLED_OFF = {
    "on the calendar": None,
    "by mail": them(
        CURLEW, "Re: Curlew Labs: your interview", "2026-11-17T13:00",
        "Dear Ines,\n\nUnfortunately we have to cancel your interview on Wednesday, November 25: both lab leads are needed at"
        " a customer's. I will come back to you with a new proposal.\n\nHannah Voss\nCurlew Labs",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mail", CALLED_OFF.values(), ids=CALLED_OFF)
def test_an_interview_that_was_called_off_is_not_listed(world: World, mail: Said | None) -> None:
    firm(world)
    told = world.tell(CURLEW_WRITES)
    status = "CANCELLED" if mail is None else "CONFIRMED"
    world.event("curlew", "Interview Ines Calloway / Curlew Labs", CURLEW_AT, organizer=CURLEW, status=status)
    if mail is not None:
        world.mail(mail.sender, mail.subject, mail.text, mail.when, answers=told[0])
    found = world.sync()
    assert found.employers == []
    assert all(not d["interviews"] for d in found.drafts)


def test_an_interview_that_is_over_is_not_listed(world: World) -> None:
    firm(world)
    world.event("old", "Interview with Curlew Labs", "2026-11-17T11:00", organizer=CURLEW)
    linden(world)
    found = world.sync()
    assert found.employers == ["Linden Hydro"]
    assert world.day("2026-11-24T13:00").employers == ["Linden Hydro"]
    found = world.day("2026-11-24T15:30")
    assert found.employers == []
    assert all(d["status"] == "void" or not d["interviews"] for d in found["drafts"])


def test_an_interview_that_took_place_in_mail_alone_is_not_listed(world: World) -> None:
    firm(world)
    world.tell(CURLEW_WRITES)
    assert world.sync().employers == ["Curlew Labs"]
    assert world.day("2026-11-25T12:30").employers == []


THE_OTHER_SIDE = {
    "the user interviews": (
        "Interview panel: candidate Marta Nowak (Lab Technician)",
        "You are interviewing Marta Nowak for Lab Technician. Please fill in the scorecard within 24 hours.",
        "Recruiting <recruiting@fairmont-sensors.example>",
    ),
    "the press": (
        "Interview with the Valley Herald about the river project",
        "Background talk for the article; photographer comes along.",
        "Rosa Field <rosa.field@valleyherald.example>",
    ),
    "research": (
        "Research interview: how engineers use calibration tools",
        "Thank you for taking part in our user research study. A $60 gift card is sent after the session.",
        "Lena Brandt <lena@usability-circle.example>",
    ),
    "a visa": (
        "Visa interview at the consulate",
        "Bring passport and form DS-160 confirmation page.",
        "Appointments <appointments@consulate.example>",
    ),
    "a dentist": ("Dentist", "Check-up", "Dr Munro <praxis@munro-dental.example>"),
}


@pytest.mark.parametrize(("summary", "text", "organizer"), THE_OTHER_SIDE.values(), ids=THE_OTHER_SIDE)
def test_interviews_in_which_the_user_is_no_candidate_do_not_count(
    world: World, summary: str, text: str, organizer: str
) -> None:
    firm(world)
    world.event("other", summary, "2026-11-24T10:00", organizer=organizer, description=text)
    found = world.sync()
    assert (found.employers, found["drafts"]) == ([], [])


# ---------------------------------------------------------------- the new employer's own


ONBOARDING = {
    "a first day": ("Onboarding day 1 - Brackwater Instruments", "Laptop, badge and lunch with the team."),
    "a lunch": ("Welcome lunch with your new team", "Looking forward to meeting you before you start!"),
    "a check": ("Background check call - Brackwater Instruments", "Short call to verify your employment dates."),
    "one more talk": (
        "Interview follow-up: Ines Calloway / Brackwater Instruments",
        "Last questions before you start.",
    ),
}


@pytest.mark.parametrize(("summary", "text"), ONBOARDING.values(), ids=ONBOARDING)
def test_what_the_new_employer_arranges_is_kept(world: World, summary: str, text: str) -> None:
    firm(world)
    linden(world)
    path = world.event("brackwater", summary, "2026-11-25T12:00", organizer=BRACKWATER, description=text)
    before = path.read_bytes()
    found = world.sync()
    assert [d["employer"] for d in found.drafts] == ["Linden Hydro"]
    world.approve("Linden", immediately=True)
    assert path.read_bytes() == before


SAME_HOUSE = {
    "a short name": ("Brackwater <no-reply@us.greenhouse-mail.io>", "Your conversation with Brackwater"),
    "in capitals with its form": (
        '"BRACKWATER INSTRUMENTS, INC." <no-reply@us.greenhouse-mail.io>',
        "Upcoming interview with BRACKWATER INSTRUMENTS, INC.",
    ),
    "its careers domain": (
        "Brackwater Talent <talent@careers.brackwater-instruments.example>",
        "Your interview at Brackwater Instruments",
    ),
}


@pytest.mark.parametrize(("sender", "subject"), SAME_HOUSE.values(), ids=SAME_HOUSE)
def test_the_same_employer_under_another_name_gets_no_letter(world: World, sender: str, subject: str) -> None:
    firm(world)
    world.mail(
        sender, subject,
        "Hi Ines,\n\nYour values interview for the Field Calibration Engineer position is confirmed.\n\n"
        "Tuesday, November 24, 2026\n3:00 PM - 3:30 PM (Eastern)\n\nThe Recruiting Team",
        "2026-11-06T10:30",
    )  # fmt: skip
    world.event(
        "values", "Interview with Brackwater", "2026-11-24T15:00",
        organizer="Brackwater Recruiting <recruiting@brackwater-instruments.example>",
    )  # fmt: skip
    found = world.sync()
    assert found["drafts"] == []
    assert len(found.employers) == 1


def test_an_employer_that_only_shares_a_word_is_somebody_else(world: World) -> None:
    firm(world)
    world.tell(
        them(
            "Luca Ferri <luca@brackwaterbrewing.example>", "Interview at Brackwater Brewing", "2026-11-12T10:00",
            "Hi Ines,\n\nYour interview for Quality Technician at Brackwater Brewing is confirmed for Monday, November 23,"
            " at 9:00 am Eastern. See you in the tap room!\n\nLuca Ferri\nBrackwater Brewing",
        )
    )  # fmt: skip
    draft = world.sync().draft("Brewing")
    assert (draft["kind"], draft["to"]) == ("withdrawal", ["luca@brackwaterbrewing.example"])


def test_another_role_at_the_same_employer_is_asked_about(world: World) -> None:
    firm(world)
    world.tell(
        them(
            "Sofia Brandt <s.brandt@brackwater-instruments.example>", "Interview: Product Owner Telemetry",
            "2026-11-05T14:00",
            "Dear Ines,\n\nThank you for your application for Product Owner Telemetry at Brackwater Instruments. Your"
            " interview with our product group is on Monday, November 23, at 3:00 pm Eastern.\n\nSofia Brandt\n"
            "Brackwater Instruments",
        )
    )  # fmt: skip
    found = world.sync()
    assert found["drafts"] == []
    question = found.question("same_employer")
    assert question["offer"] == found.offer("Brackwater")["id"]
    assert question["answers"] == ["withdraw", "keep"]
    world.do(f"answer {question['id']} keep")
    found = world.later(hours=1)
    assert (found["drafts"], found.questions) == ([], [])


def test_another_role_there_is_withdrawn_from_if_the_user_says_so(world: World) -> None:
    firm(world)
    world.tell(
        them(
            "Sofia Brandt <s.brandt@brackwater-instruments.example>", "Interview: Product Owner Telemetry",
            "2026-11-05T14:00",
            "Dear Ines,\n\nThank you for your application for Product Owner Telemetry at Brackwater Instruments. Your"
            " interview with our product group is on Monday, November 23, at 3:00 pm Eastern.\n\nSofia Brandt\n"
            "Brackwater Instruments",
        )
    )  # fmt: skip
    question = world.sync().question("same_employer")
    world.do(f"answer {question['id']} withdraw")
    draft = world.later(hours=1).draft("Brackwater")
    assert (draft["kind"], draft["to"]) == ("withdrawal", ["s.brandt@brackwater-instruments.example"])


# ---------------------------------------------------------------- one interview, several entries


def test_an_interview_on_two_accounts_is_one_with_two_events_and_one_letter(two: World) -> None:
    firm(two)
    linden(two)
    two.event(
        "copy", "Interview: Ines Calloway, Test Engineer (Linden Hydro)", LINDEN_AT, organizer=LINDEN,
        address=OTHER_ADDRESS, uid="linden@calendar.example", account="uni",
    )  # fmt: skip
    found = two.sync()
    assert found.employers == ["Linden Hydro"]
    assert sorted(e["account"] for e in found.interview("Linden")["events"]) == ["home", "uni"]
    assert sorted((c["account"], c["action"]) for c in found.draft("Linden")["calendar"]) == [
        ("home", "decline"),
        ("uni", "decline"),
    ]
    two.approve("Linden", immediately=True)
    assert len(two.sent()) == 1
    for account, name in (("home", "linden"), ("uni", "copy")):
        assert b"PARTSTAT=DECLINED" in (two.calendar(account) / f"{name}.ics").read_bytes().replace(b"\r\n ", b"")


def test_the_same_hour_at_the_same_employer_is_one_interview_whatever_the_uid(two: World) -> None:
    firm(two)
    linden(two)
    two.event("typed", "Interview Linden Hydro!", LINDEN_AT, account="uni")
    found = two.sync()
    assert found.employers == ["Linden Hydro"]
    assert sorted(c["action"] for c in found.draft("Linden")["calendar"]) == ["decline", "delete"]


def test_the_same_mail_on_two_accounts_counts_once(two: World) -> None:
    firm(two)
    for account in ("home", "uni"):
        said = LINDEN_CONFIRMS
        two.mail(
            said.sender, said.subject[4:], said.text, said.when, account=account, message_id="<one@lindenhydro.example>"
        )
    found = two.sync()
    assert found.employers == ["Linden Hydro"]
    assert len(found.drafts) == 1


def test_an_interview_known_from_mail_alone_is_withdrawn_from_without_a_calendar_action(world: World) -> None:
    firm(world)
    world.tell(CURLEW_WRITES)
    found = world.sync()
    assert found.interview("Curlew")["start"] == "2026-11-25T11:00:00-05:00"
    assert found.interview("Curlew")["events"] == []
    draft = found.draft("Curlew")
    assert [c for c in draft["calendar"] if c["action"] != "none"] == []
    assert "Wednesday, November 25" in draft["body"]


def test_several_interviews_at_one_employer_need_one_letter(world: World) -> None:
    firm(world)
    linden(world)
    world.event(
        "second", "Interview: Ines Calloway, Test Engineer (Linden Hydro), part 2", "2026-11-27T09:00", organizer=LINDEN
    )
    found = world.sync()
    assert found.employers == ["Linden Hydro", "Linden Hydro"]
    draft = found.draft("Linden")
    assert len(draft["interviews"]) == 2
    assert "Tuesday, November 24" in draft["body"]
    assert "Friday, November 27" in draft["body"]
    world.approve("Linden", immediately=True)
    assert len(world.sent()) == 1
    assert world.later(hours=1).employers == []


# ---------------------------------------------------------------- series


def test_of_a_series_each_occurrence_counts_for_itself(world: World) -> None:
    firm(world)
    world.tell(CURLEW_WRITES)
    world.event(
        "series", "Interview Ines Calloway / Curlew Labs", "2026-11-18T11:00", organizer=CURLEW,
        more=["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=America/New_York:20261202T110000"],
    )  # fmt: skip
    found = world.day("2026-11-18T12:30")
    assert [i["start"] for i in found["interviews"]] == ["2026-11-25T11:00:00-05:00"]
    (event,) = found.interview("Curlew")["events"]
    assert event["recurrence_id"] is not None


def test_a_declined_occurrence_leaves_the_rest_of_the_series(world: World) -> None:
    firm(world)
    world.tell(CURLEW_WRITES)
    path = world.event(
        "series", "Interview Ines Calloway / Curlew Labs", "2026-11-25T11:00", organizer=CURLEW,
        more=["RRULE:FREQ=WEEKLY;COUNT=2"],
    )  # fmt: skip
    override = vevent(
        "series", "Interview Ines Calloway / Curlew Labs", "2026-11-25T11:00", organizer=CURLEW, answer="DECLINED",
        more=["RECURRENCE-ID;TZID=America/New_York:20261125T110000"],
    )  # fmt: skip
    master = vevent(
        "series", "Interview Ines Calloway / Curlew Labs", "2026-11-25T11:00", organizer=CURLEW,
        more=["RRULE:FREQ=WEEKLY;COUNT=2"],
    )  # fmt: skip
    path.write_bytes(calendar_file(master, override))
    found = world.sync()
    assert [i["start"] for i in found["interviews"]] == ["2026-12-02T11:00:00-05:00"]


# ---------------------------------------------------------------- moved


def test_a_moved_interview_is_drafted_anew(world: World) -> None:
    firm(world)
    linden(world)
    first = world.sync().draft("Linden")
    world.event(
        "linden",
        "Interview: Ines Calloway, Test Engineer (Linden Hydro)",
        "2026-11-27T16:00",
        organizer=LINDEN,
        sequence=1,
    )
    world.tell(
        them(
            LINDEN, "Your interview at Linden Hydro: new time", "2026-11-18T11:00",
            "Hi Ines,\n\nWe had to move your interview for Test Engineer from Tuesday to Friday, November 27, at 4:00 pm"
            " Eastern. The invitation is updated. Sorry about that!\n\nAisha Rahman\nLinden Hydro",
        )
    )  # fmt: skip
    found = world.later(hours=3)
    assert [i["start"] for i in found["interviews"]] == ["2026-11-27T16:00:00-05:00"]
    draft = found.draft("Linden")
    assert draft["digest"] != first["digest"]
    assert "Friday, November 27" in draft["body"]
    assert "November 24" not in draft["body"]


def test_a_moved_interview_flags_a_letter_that_the_user_edited(world: World) -> None:
    firm(world)
    linden(world)
    draft = world.sync().draft("Linden")
    text = world.root / "words.txt"
    text.write_text(
        f"Hi Aisha,\n\nI took another job, so please free Tuesday, November 24, 2 pm. Thank you!\n\n{NAME}\n"
    )
    world.do(f"edit {draft['id']} --body-file {text}")
    world.event(
        "linden",
        "Interview: Ines Calloway, Test Engineer (Linden Hydro)",
        "2026-11-27T16:00",
        organizer=LINDEN,
        sequence=1,
    )
    draft = world.later(hours=1).draft("Linden")
    assert "I took another job" in draft["body"]
    assert any("changed" in reason for reason in draft["reasons"])


def test_an_interview_within_a_day_is_urgent(world: World) -> None:
    firm(world)
    linden(world)
    orchard(world)
    assert [d["urgent"] for d in world.sync().drafts] == [False, False]
    found = world.day("2026-11-23T18:00")
    assert (found.draft("Linden")["urgent"], found.draft("Orchard")["urgent"]) == (True, False)


def test_the_users_own_refusal_by_mail_needs_no_second_letter(world: World) -> None:
    firm(world)
    ids = linden(world)
    world.sync()
    world.mail(
        f"{NAME} <ines.calloway@postbox.example>", "Re: Interview for Test Engineer at Linden Hydro",
        "Hi Aisha,\n\nI have accepted a position elsewhere and would like to withdraw my application. Please cancel Tuesday's"
        " interview. Thank you for everything!\n\nInes",
        "2026-11-18T09:30", to=LINDEN, answers=ids[-1],
    )  # fmt: skip
    found = world.later(hours=1)
    assert found.drafts == []


def test_a_rejection_ends_the_candidacy_and_its_draft(world: World) -> None:
    firm(world)
    ids = linden(world, event=False)
    assert world.sync().draft("Linden")["status"] == "waiting"
    world.mail(
        LINDEN, "Re: Interview for Test Engineer at Linden Hydro",
        "Hi Ines,\n\nI am sorry to tell you that we have decided not to move forward with your application, as the position"
        " has been filled internally. The interview on Tuesday is therefore cancelled. We wish you all the best.\n\n"
        "Aisha Rahman\nLinden Hydro",
        "2026-11-18T09:30", answers=ids[-1],
    )  # fmt: skip
    found = world.later(hours=1)
    assert (found.employers, found.drafts) == ([], [])
