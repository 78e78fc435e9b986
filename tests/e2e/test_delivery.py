"""What leaves, and what is changed on the calendar: one message in its thread, one answer, and nothing beside them."""

from __future__ import annotations

import re
import stat
from email.utils import format_datetime, getaddresses
from pathlib import Path

import pytest

from tests.e2e.stories import (
    LETTER_OF_BRACKWATER,
    LINDEN,
    LINDEN_AT,
    ORCHARD_AT,
    YES_TO_BRACKWATER,
    firm,
    linden,
    orchard,
)
from tests.e2e.world import World, at, calendar_file, parsed, vevent, words_of


@pytest.fixture
def ready(world: World) -> World:
    """A firm offer, and letters to Linden Hydro and Orchard Robotics that wait."""
    firm(world)
    linden(world)
    orchard(world)
    world.sync()
    return world


# ---------------------------------------------------------------- the message


def test_the_letter_leaves_in_the_thread_to_exactly_its_recipients(world: World) -> None:
    firm(world)
    ids = linden(world)
    draft = world.sync().draft("Linden")
    world.approve("Linden")
    world.later(minutes=2)
    (message,) = world.sent()
    assert message["From"] == "Ines Calloway <ines.calloway@postbox.example>"
    assert [a for _, a in getaddresses([message["To"]])] == draft["to"] == ["aisha.rahman@lindenhydro.example"]
    assert (message["Cc"], message["Bcc"]) == (None, None)
    assert message["Subject"] == "Re: Interview for Test Engineer at Linden Hydro"
    assert message["In-Reply-To"] == ids[-1] == draft["in_reply_to"]
    assert message["References"].split() == ids
    assert words_of(message).strip() == draft["body"].strip()
    assert message.get_content_type() == "text/plain"
    assert "\n>" not in words_of(message)
    assert re.fullmatch(r"<\S+@postbox\.example>", message["Message-ID"])
    assert message["Date"] == "Wed, 18 Nov 2026 09:00:00 -0500"
    assert not [name for name in message if "bowout" in (name + message[name]).lower()]


def test_the_copy_lies_in_the_sent_folder_the_maildir_way(ready: World) -> None:
    before = ready.filed()
    ready.approve("Linden", immediately=True)
    (copy,) = set(ready.filed()) - set(before)
    assert copy.parent.name == "cur"
    assert copy.name.endswith(":2,S")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert copy.read_bytes() == ready.raw_sent()[0]
    assert not list((ready.maildir() / ".Sent" / "tmp").iterdir())


def test_the_copy_is_read_as_the_users_own_and_changes_nothing(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    found = ready.later(minutes=5)
    assert [a["messages"]["new"] for a in found["accounts"]] == [1]
    assert found.draft("Linden")["status"] == "sent"
    assert found.employers == ["Orchard Robotics"]
    assert len(found.drafts) == 2


def test_names_beyond_ascii_and_long_lines_survive_the_way(world: World) -> None:
    firm(world)
    world.mail(
        "Zoë Müller-Łukasiewicz <zoe@atelier-voss.example>", "Vorstellung – interview for “Prüfingenieur” at Atelier Voß",
        "Hi Ines,\n\nYour interview for Test Engineer at Atelier Voss is on Monday, November 23, at 10:00 am Eastern.\n\n"
        "Zoë Müller-Łukasiewicz\nAtelier Voss",
        "2026-11-12T10:00",
    )  # fmt: skip
    draft = world.sync().draft("Atelier")
    world.approve("Atelier", immediately=True)
    (message,) = world.sent()
    ((name, address),) = getaddresses([str(message["To"])])
    assert (name, address) == ("Zoë Müller-Łukasiewicz", "zoe@atelier-voss.example")
    assert message["Subject"] == "Re: Vorstellung – interview for “Prüfingenieur” at Atelier Voß"
    assert words_of(message).strip() == draft["body"].strip()
    assert max(map(len, world.raw_sent()[0].splitlines())) <= 998
    assert b"\r" not in world.raw_sent()[0]


def test_two_letters_do_not_know_of_each_other(ready: World) -> None:
    ready.do("approve {} {} --yes --immediately".format(*(d["id"] for d in ready.status().drafts)))
    assert len(ready.sent()) == 2
    for message in ready.sent():
        other = "Orchard" if "lindenhydro" in message["To"] else "Linden"
        assert other not in message.as_string()
        assert "Brackwater" not in message.as_string()


def test_the_letter_leaves_from_the_account_that_the_thread_is_in(two: World) -> None:
    firm(two, "home")
    linden(two, "uni")
    assert two.sync().draft("Linden")["account"] == "uni"
    two.approve("Linden", immediately=True)
    assert (len(two.sent("home")), len(two.sent("uni"))) == (0, 1)


# ---------------------------------------------------------------- the calendar


def test_an_invitation_is_declined_and_every_other_byte_stays(ready: World) -> None:
    path = ready.calendar() / "linden.ics"
    before = path.read_bytes()
    ready.approve("Linden", immediately=True)
    after = path.read_bytes()
    unfolded = after.replace(b"\r\n ", b"")
    mine = next(line for line in unfolded.split(b"\r\n") if b"ines.calloway" in line)
    assert b"PARTSTAT=DECLINED" in mine
    assert b"ROLE=REQ-PARTICIPANT" in mine
    assert b"RSVP=TRUE" in mine

    def rest(data: bytes) -> list[bytes]:
        lines = data.replace(b"\r\n ", b"").split(b"\r\n")
        return [x for x in lines if b"ines.calloway" not in x and not x.startswith(b"DTSTAMP")]

    assert rest(after) == rest(before)
    assert b"PARTSTAT=ACCEPTED:mailto:rolf.enders" in unfolded
    draft = ready.status().draft("Linden")
    assert [(c["action"], c["result"]) for c in draft["calendar"]] == [("decline", "done")]


def test_only_the_answer_and_the_stamp_change_to_the_byte(ready: World) -> None:
    path = ready.calendar() / "linden.ics"
    before = path.read_bytes()
    ready.approve("Linden", immediately=True)
    after = path.read_bytes()
    undone = re.sub(rb"DTSTAMP:\d{8}T\d{6}Z", b"DTSTAMP:20261110T120000Z", after)
    undone = undone.replace(b"PARTSTAT=DECLINED", b"PARTSTAT=ACCEPTED")
    if undone != before:  # the line may be folded at another place
        undone, before = undone.replace(b"\r\n ", b""), before.replace(b"\r\n ", b"")
    assert undone == before


def test_the_users_own_entry_is_deleted_and_a_copy_kept(ready: World) -> None:
    path = ready.calendar() / "orchard.ics"
    before = path.read_bytes()
    ready.approve("Orchard", immediately=True)
    assert not path.exists()
    copies = [f for f in ready.state.rglob("*") if f.is_file() and f.read_bytes() == before]
    assert len(copies) == 1
    assert stat.S_IMODE(copies[0].stat().st_mode) == 0o600


def test_a_file_with_several_events_loses_only_the_one(world: World) -> None:
    firm(world)
    orchard(world, event=False)
    path = world.calendar() / "all.ics"
    choir = vevent("choir", "Choir rehearsal", "2026-11-25T19:30", minutes=120)
    path.write_bytes(calendar_file(choir, vevent("orchard", "Interview at Orchard Robotics", ORCHARD_AT, minutes=90)))
    world.sync()
    world.approve("Orchard", immediately=True)
    left = path.read_bytes()
    assert left == calendar_file(choir)


def test_of_a_series_only_the_one_occurrence_is_answered(world: World) -> None:
    firm(world)
    linden(world, event=False)
    master = vevent(
        "linden", "Interview: Ines Calloway, Test Engineer (Linden Hydro)", LINDEN_AT, organizer=LINDEN,
        more=["RRULE:FREQ=WEEKLY;COUNT=2"],
    )  # fmt: skip
    path = world.calendar() / "linden.ics"
    path.write_bytes(calendar_file(master))
    found = world.sync()
    assert found.employers == ["Linden Hydro", "Linden Hydro"]
    world.approve("Linden", immediately=True)
    found = world.later(minutes=5)
    assert found.employers == []
    text = path.read_bytes().replace(b"\r\n ", b"")
    assert text.count(b"PARTSTAT=DECLINED") == 2
    assert [c["result"] for c in found.draft("Linden")["calendar"]] == ["done", "done"]


def test_a_meeting_that_the_user_organises_is_cancelled(world: World) -> None:
    firm(world)
    linden(world, event=False)
    world.event(
        "linden", "Interview Ines Calloway / Linden Hydro", LINDEN_AT,
        organizer="Ines Calloway <ines.calloway@postbox.example>", others=[LINDEN],
    )  # fmt: skip
    draft = world.sync().draft("Linden")
    assert [c["action"] for c in draft["calendar"]] == ["cancel"]
    world.approve("Linden", immediately=True)
    text = (world.calendar() / "linden.ics").read_bytes()
    assert b"STATUS:CANCELLED" in text
    assert b"SEQUENCE:1" in text


def test_preparation_goes_with_its_interview(world: World) -> None:
    firm(world)
    linden(world)
    world.event("prep", "Prep: Linden Hydro interview", "2026-11-23T18:00")
    world.event("bike", "Bike repair", "2026-11-24T12:00")
    draft = world.sync().draft("Linden")
    assert sorted((c["uid"].split("@")[0], c["action"]) for c in draft["calendar"]) == [
        ("linden", "decline"),
        ("prep", "delete"),
    ]
    world.approve("Linden", immediately=True)
    assert sorted(f.name for f in world.calendar().glob("*.ics")) == ["bike.ics", "linden.ics"]


def test_an_undone_or_waiting_letter_touches_no_calendar(ready: World) -> None:
    before = {f.name: f.read_bytes() for f in ready.calendar().iterdir()}
    ready.do(f"undo {ready.approve('Linden')['id']}")
    ready.do(f"keep {ready.status().draft('Orchard')['id']}")
    ready.later(hours=3)
    assert {f.name: f.read_bytes() for f in ready.calendar().iterdir()} == before


def change_on_the_way(world: World, new: bytes) -> Path:
    """Linden's entry changes while the letter is on its way: after the sync has read the calendar, before the answer."""
    path = world.calendar() / "linden.ics"
    (world.root / "changed.ics").write_bytes(new)
    shell = f"cp {world.root}/changed.ics {path}; exec {' '.join(world.command())}"
    world.configure(home=f'send = ["sh", "-c", "{shell}"]')
    return path


def test_an_event_that_changed_meanwhile_is_left_and_can_be_retried(ready: World) -> None:
    ready.approve("Linden")
    other_room = vevent(
        "linden", "Interview: Ines Calloway, Test Engineer (Linden Hydro)", LINDEN_AT, organizer=LINDEN, sequence=1,
        more=["LOCATION:Room 4.12"],
    )  # fmt: skip
    path = change_on_the_way(ready, calendar_file(other_room))
    draft = ready.later(minutes=2).draft("Linden")
    assert draft["status"] == "sent"
    (step,) = draft["calendar"]
    assert "changed" in step["result"]
    assert path.read_bytes() == calendar_file(other_room)
    assert "Linden Hydro" in ready.later(minutes=5).employers
    result = ready.agent("retry", draft["id"], "--json")
    assert result.status == 0, result.err
    assert [c["result"] for c in result.json["calendar"]] == ["done"]
    assert b"PARTSTAT=DECLINED" in path.read_bytes().replace(b"\r\n ", b"")
    assert len(ready.sent()) == 1
    assert "Linden Hydro" not in ready.later(minutes=5).employers


def test_an_event_that_moved_meanwhile_is_left_and_stays_listed(ready: World) -> None:
    ready.approve("Linden")
    moved = vevent(
        "linden",
        "Interview: Ines Calloway, Test Engineer (Linden Hydro)",
        "2026-11-25T16:00",
        organizer=LINDEN,
        sequence=1,
    )
    path = change_on_the_way(ready, calendar_file(moved))
    draft = ready.later(minutes=2).draft("Linden")
    assert draft["status"] == "sent"
    assert "changed" in draft["calendar"][0]["result"]
    assert path.read_bytes() == calendar_file(moved)
    found = ready.later(minutes=5)
    assert found.interview("Linden")["start"] == "2026-11-25T16:00:00-05:00"
    assert len(ready.sent()) == 1


def test_an_event_that_is_gone_meanwhile_is_no_trouble_for_the_letter(ready: World) -> None:
    ready.approve("Orchard")
    (ready.calendar() / "orchard.ics").unlink()
    found = ready.later(minutes=2)
    assert all(d["status"] in ("sent", "void", "waiting") for d in found["drafts"])
    assert len(ready.sent()) <= 1


def test_there_is_nothing_to_retry_where_all_was_done(ready: World) -> None:
    id_ = ready.approve("Linden", immediately=True)["id"]
    assert ready.agent("retry", id_).status == 1


# ---------------------------------------------------------------- the send command


def test_a_refusal_fails_with_the_reason_and_can_be_approved_again(ready: World) -> None:
    ready.sending("refuse")
    draft = ready.status().draft("Linden")
    result = ready.agent("approve", draft["id"], "--yes", "--immediately")
    assert result.status == 1
    draft = ready.later(minutes=2).draft("Linden")
    assert draft["status"] == "failed"
    assert "relaying denied" in draft["outcome"]
    assert [c["result"] for c in draft["calendar"]] == [None]
    ready.sending("accept")
    ready.later(hours=1)
    assert ready.sent() == []
    assert ready.approve("Linden", immediately=True)["status"] == "sent"
    assert len(ready.sent()) == 1


def test_a_temporary_fault_waits_and_is_tried_again(ready: World) -> None:
    ready.sending("later")
    ready.approve("Linden")
    draft = ready.later(minutes=2).draft("Linden")
    assert draft["status"] == "approved"
    assert "not sent yet" in draft["outcome"]
    ready.sending("accept")
    assert ready.later(minutes=4).draft("Linden")["status"] == "approved"
    assert ready.later(minutes=1).draft("Linden")["status"] == "sent"
    assert len(ready.sent()) == 1


def test_a_temporary_fault_that_lasts_asks_again_after_a_day(ready: World) -> None:
    ready.sending("later")
    ready.approve("Linden")
    for _ in range(5):
        ready.later(hours=6)
    assert ready.status().draft("Linden")["status"] == "waiting"
    ready.sending("accept")
    ready.later(minutes=10)
    assert ready.sent() == []


def test_a_missing_command_fails_and_says_how_to_mend_it(ready: World) -> None:
    ready.configure(home='send = ["/nowhere/msmtp", "-t"]')
    ready.approve("Linden")
    draft = ready.later(minutes=2).draft("Linden")
    assert draft["status"] == "failed"
    assert "msmtp" in draft["outcome"]
    assert "send" in draft["outcome"]


def test_a_command_killed_on_its_way_leaves_a_question_and_is_not_repeated(ready: World) -> None:
    ready.sending("break")
    ready.approve("Linden")
    found = ready.later(minutes=2)
    draft = found.draft("Linden")
    assert draft["status"] == "unsure"
    question = found.question("unsure_sent")
    assert (question["draft"], question["answers"]) == (draft["id"], ["sent", "not_sent"])
    assert [c["result"] for c in draft["calendar"]] == [None]
    ready.sending("accept")
    for _ in range(3):
        assert ready.later(minutes=30).draft("Linden")["status"] == "unsure"
    assert ready.sent() == []
    for words in ("approve {} --yes --immediately", "undo {}", "edit {} --subject x", "keep {}", "retry {}"):
        assert ready.agent(*words.format(draft["id"]).split()).status == 1, words
    assert ready.sent() == []


def test_the_answer_sent_carries_out_the_calendar_half(ready: World) -> None:
    ready.sending("break")
    ready.approve("Linden")
    question = ready.later(minutes=2).question("unsure_sent")
    ready.sending("accept")
    ready.do(f"answer {question['id']} sent")
    found = ready.later(minutes=5)
    draft = found.draft("Linden")
    assert (draft["status"], [c["result"] for c in draft["calendar"]]) == ("sent", ["done"])
    assert found.questions == []
    assert ready.sent() == []
    assert "Linden Hydro" not in found.employers


def test_the_answer_not_sent_needs_a_new_approval(ready: World) -> None:
    ready.sending("break")
    ready.approve("Linden")
    question = ready.later(minutes=2).question("unsure_sent")
    ready.sending("accept")
    ready.do(f"answer {question['id']} not_sent")
    found = ready.later(minutes=30)
    assert (found.draft("Linden")["status"], found.questions) == ("waiting", [])
    assert ready.sent() == []
    ready.approve("Linden")
    assert ready.later(minutes=2).draft("Linden")["status"] == "sent"
    assert len(ready.sent()) == 1


# ---------------------------------------------------------------- what comes back


def test_a_reply_marks_the_letter_answered(ready: World) -> None:
    id_ = ready.approve("Linden", immediately=True)["id"]
    (message,) = ready.sent()
    ready.mail(
        LINDEN, "Re: Interview for Test Engineer at Linden Hydro",
        "Hi Ines,\n\nThank you for telling us, and congratulations! I have cancelled Tuesday. All the best.\n\nAisha",
        "2026-11-18T10:30", answers=message["Message-ID"],
    )  # fmt: skip
    found = ready.later(hours=2)
    assert (found.draft("Linden")["id"], found.draft("Linden")["status"]) == (id_, "answered")
    assert len([d for d in found.drafts if d["employer"] == "Linden Hydro"]) == 1


def test_a_reply_about_something_else_altogether_is_a_reply(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    (message,) = ready.sent()
    text = (
        "Fair enough! The rain has not stopped here for a week, and the cat will not go out. Enjoy the holidays, and say"
        " hello to the children.\n\nAisha"
    )
    ready.mail(LINDEN, "Re: Tuesday", text, "2026-11-18T10:30", answers=message["Message-ID"])
    assert ready.later(hours=2).draft("Linden")["status"] == "answered"


def test_an_out_of_office_answer_is_no_reply(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    (message,) = ready.sent()
    ready.mail(
        LINDEN, "Automatic reply: Interview for Test Engineer at Linden Hydro",
        "I am out of the office until Monday, November 30.\n\nAisha", "2026-11-18T09:01",
        answers=message["Message-ID"], headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
    )  # fmt: skip
    assert ready.later(hours=2).draft("Linden")["status"] == "sent"


def bounce(world: World, message_id: str, address: str, when: str = "2026-11-18T09:05") -> None:
    """The delivery report of a mail server (RFC 3464)."""
    raw = (
        f"From: Mail Delivery System <MAILER-DAEMON@mx.postbox.example>\r\n"
        f"To: ines.calloway@postbox.example\r\nDate: {format_datetime(at(when))}\r\n"
        f"Message-ID: <report.1@mx.postbox.example>\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="edge"\r\n\r\n'
        "--edge\r\nContent-Type: text/plain\r\n\r\n"
        f"Your message could not be delivered.\r\n\r\n<{address}>: 550 5.1.1 user unknown\r\n"
        "--edge\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.postbox.example\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "--edge\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"From: Ines Calloway <ines.calloway@postbox.example>\r\nTo: {address}\r\nSubject: Re: yours\r\n"
        f"Message-ID: {message_id}\r\n\r\n--edge--\r\n"
    )
    assert parsed(raw.encode()).get_content_type() == "multipart/report"
    world.deliver(raw.encode(), when)


def test_a_letter_that_comes_back_is_shown_as_failed(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    (message,) = ready.sent()
    bounce(ready, message["Message-ID"], "aisha.rahman@lindenhydro.example")
    about = [d for d in ready.later(minutes=10).drafts if d["employer"] == "Linden Hydro"]
    (draft,) = (d for d in about if d["kind"] == "withdrawal")
    assert draft["status"] == "failed"
    assert "came back as undeliverable" in draft["outcome"]
    assert [d["kind"] for d in about if d != draft] == ["call_sheet"]


def test_an_acceptance_that_comes_back_is_none_and_voids_what_rests_on_it(world: World) -> None:
    _, acceptance = world.tell(LETTER_OF_BRACKWATER, YES_TO_BRACKWATER)
    linden(world)
    assert world.sync().draft("Linden")["status"] == "waiting"
    bounce(world, acceptance, "t.wilk@brackwater-instruments.example")
    found = world.later(minutes=10)
    assert found.offer("Brackwater")["accepted"] is False
    assert found.offer("Brackwater")["standing"] == "written"
    assert found.drafts == []
    assert [d["status"] for d in found["drafts"]] == ["void"]


def test_a_held_letter_is_not_sent_once_the_acceptance_came_back(world: World) -> None:
    _, acceptance = world.tell(LETTER_OF_BRACKWATER, YES_TO_BRACKWATER)
    linden(world)
    world.sync()
    world.approve("Linden")
    bounce(world, acceptance, "t.wilk@brackwater-instruments.example")
    world.later(minutes=10)
    assert world.sent() == []
