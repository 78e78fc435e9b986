"""The parts of the page by themselves: the picture, the words, messages as text, who is at the other end, the end."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent.errors import UserError
from agent.review import message, peers, scene, timeline, words
from agent.review.case import Answered
from agent.review.case import interview as spoken_interview
from agent.review.desk import Desk
from agent.review.gate import Gate
from agent.review.holds import Holds

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=ZONE)


def alone(story: Coroutine[Any, Any, object]) -> None:
    """Run it in a loop of its own, in a thread of its own: a browser of other tests may have left its loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, story).result()


def offer(**more: Any) -> dict[str, Any]:
    return {
        "id": "ivory-usher-canoe", "employer": "Harrow & Pike", "role": "Analyst", "standing": "firm", "written": True,
        "accepted": True, "firm": True, "exclusive": True, "contingencies": [], "deadline": None, "start_date": None,
        "suspicious": False, "doubted": False, "letter_read": True, "evidence": [], **more,
    }  # fmt: skip


def evidence(*steps: tuple[str, str]) -> list[dict[str, Any]]:
    return [
        {"message_id": None, "date": f"2026-11-{day}T10:00:00-05:00", "label": label, "quote": ""}
        for day, label in steps
    ]


def interview(**more: Any) -> dict[str, Any]:
    return {
        "id": "onion-hub-clock", "employer": "Tidewell", "role": None, "start": "2026-11-25T14:00:00-05:00", "end": None,
        "zone": None, "contacts": [], "events": [], "confidence": 1.0, "draft": None, **more,
    }  # fmt: skip


def draft(**more: Any) -> dict[str, Any]:
    return {
        "id": "zinc-garlic-actor", "digest": "d", "kind": "withdrawal", "status": "waiting", "account": "home",
        "employer": "Tidewell", "role": None, "offer": None, "interview": None, "interviews": [], "from": "a@b.example",
        "to": ["x@tidewell.example"], "cc": [], "subject": "S", "body": "B", "recipients": [], "calendar": [],
        "urgent": False, "reasons": [], "send_at": None, "sent_at": None, "snoozed_until": None, "edited": False,
        "outcome": None, **more,
    }  # fmt: skip


def document(**more: Any) -> dict[str, Any]:
    return {"accounts": [], "offers": [], "interviews": [], "drafts": [], "questions": [], **more}


# ---------------------------------------------------------------- the picture


def test_an_empty_state_has_no_picture() -> None:
    assert timeline.pictures(document(), NOW) == ()


def test_an_offer_is_never_drawn_firmer_than_it_was() -> None:
    steps = evidence(("09", "offer_verbal"), ("11", "offer_written"), ("12", "offer_accepted"), ("18", "offer_cleared"))
    shown = offer(evidence=steps, contingencies=[{"kind": "background_check", "open": False}])
    wide, _ = timeline.pictures(document(offers=[shown]), NOW)
    assert [(band.says, band.firmness) for band in wide.lanes[0].bands] == [
        ("by word of mouth", 1), ("in writing", 2), ("accepted, not firm yet", 3), ("firm", 4),
    ]  # fmt: skip
    thick = [band.thick for band in wide.lanes[0].bands]
    assert thick == sorted(set(thick))
    places = [band.x for band in wide.lanes[0].bands]
    assert places == sorted(places)


def test_the_last_band_is_how_the_offer_is_judged_now() -> None:
    shown = offer(
        standing="conditional", firm=False, evidence=evidence(("09", "offer_written"), ("12", "offer_accepted"))
    )
    wide, _ = timeline.pictures(document(offers=[shown]), NOW)
    assert wide.lanes[0].bands[-1].firmness == 3


def test_forged_and_ended_offers_are_not_drawn() -> None:
    offers = [offer(suspicious=True), offer(standing="declined"), offer(standing="expired")]
    assert timeline.pictures(document(offers=offers), NOW) == ()


@pytest.mark.parametrize(
    "start", ["2026-11-20T10:00:00-05:00", "2026-12-24T10:00:00-05:00", "2031-01-01T00:00:00+00:00"]
)
def test_everything_drawn_lies_within_the_picture(start: str) -> None:
    shown = offer(
        evidence=evidence(("01", "offer_written")), deadline="2026-11-21", accepted=False, start_date="9999-12-31"
    )
    for picture in timeline.pictures(document(offers=[shown], interviews=[interview(start=start)]), NOW):
        for lane in picture.lanes:
            assert all(0 <= mark.x <= picture.width for mark in lane.marks)
            assert all(0 <= band.x <= band.x + band.width <= picture.width for band in lane.bands)
            assert lane.y < picture.height
        assert 0 < picture.today < picture.width


def test_many_interviews_leave_a_picture_and_stand_in_the_table() -> None:
    many = [interview(id=f"i{n}", employer=f"Employer {n}") for n in range(40)]
    wide, _ = timeline.pictures(document(interviews=many), NOW)
    assert (len(wide.lanes), wide.left_out) == (12, 28)
    assert len(timeline.table(document(interviews=many), NOW)) == 41


def test_a_sent_letter_stands_where_it_was_sent() -> None:
    sent = draft(status="sent", sent_at="2026-11-18T10:00:00-05:00", interviews=["onion-hub-clock"])
    wide, _ = timeline.pictures(document(interviews=[interview(draft=sent["id"])], drafts=[sent]), NOW)
    (meeting, letter) = wide.lanes[0].marks
    assert (meeting.sign, letter.sign) == ("interview", "sent")
    assert letter.x < wide.today < meeting.x


# ---------------------------------------------------------------- the scene


def built(**more: Any) -> scene.Scene:
    return scene.build(document(**more), NOW, lambda *_: [], lambda _: None)


@pytest.mark.parametrize(
    ("drafts", "questions", "says"),
    [
        ([], [], "Nothing waits for you."),
        ([draft()], [], "1 letter waits for you."),
        ([draft(), draft(kind="call_sheet")], [], "1 letter and 1 phone call wait for you."),
        ([draft(), draft()], ["q"], "2 letters and 1 question wait for you."),
    ],
)
def test_the_headline_counts_what_waits(drafts: list[dict[str, Any]], questions: list[str], says: str) -> None:
    asked = [
        {"id": q, "kind": "accepted", "offer": None, "draft": None, "text": "?", "answers": ["yes"]} for q in questions
    ]
    assert built(drafts=drafts, questions=asked).headline == says


@pytest.mark.parametrize(
    "status", ["waiting", "failed", "snoozed", "kept", "approved", "sending", "sent", "answered", "unsure"]
)
def test_choices_are_those_that_the_program_takes(status: str) -> None:
    shown = built(drafts=[draft(status=status, interviews=["i"], edited=True)])
    (case,) = (*shown.cases, *shown.resting, *shown.done)
    assert ("approve" in case.choices) == (status in ("waiting", "failed", "snoozed", "kept"))
    assert ("undo" in case.choices) == (status == "approved")


def test_a_letter_that_reached_nobody_is_not_sent_there_again() -> None:
    (case,) = built(drafts=[draft(status="failed", sent_at="2026-11-18T10:00:00-05:00", interviews=["i"])]).cases
    assert (case.choices, case.state) == (("edit", "keep", "why"), "reached nobody")
    (case,) = built(drafts=[draft(status="failed", interviews=["i"])]).cases
    assert "approve" in case.choices
    assert case.state == "was not sent"


@pytest.mark.parametrize(
    "said",
    [
        "Your own words are set aside.",
        pytest.param(
            "Your own words are set aside: agent redraft zinc-garlic-actor --kind withdrawal brings them back.",
            id="as older versions stored it",
        ),
    ],
)
def test_own_words_that_were_set_aside_have_a_button_and_no_command(said: str) -> None:
    (case,) = built(drafts=[draft(reasons=["an interview is booked", said], aside=["withdrawal"])]).cases
    assert case.aside == (("withdrawal", "Your own words again"),)
    assert case.reasons == ("an interview is booked", "Your own words are set aside.")
    assert case.look_first
    (late,) = built(drafts=[draft(reasons=[said], aside=["withdrawal"], status="approved")]).cases
    assert late.aside == ()


def test_a_letter_after_one_that_only_told_of_the_offer_reopens_nothing() -> None:
    kinds = [built(drafts=[draft(kind="reopen", after=after)]).cases[0].kind for after in ("withdrawal", "disclose")]
    assert kinds == ["Request to reopen", "Note that you are free again"]


def test_a_letter_without_an_interview_has_none_to_keep() -> None:
    (case,) = built(drafts=[draft()]).cases
    assert "keep" not in case.choices


def test_a_letter_that_asks_for_another_look_is_not_among_what_one_yes_sends_unless_it_is_ticked() -> None:
    to = {"address": "x@tidewell.example", "because": "", "name": "", "warning": "answers go elsewhere"}
    drafts = [
        draft(id="plain", reasons=["an interview is booked"]),
        draft(id="warned", recipients=[to]),
        draft(id="remarked", reasons=["The interview was moved since you changed the letter."]),
    ]
    shown = {case.id: case for case in built(drafts=drafts).ready}
    assert {id_: case.look_first for id_, case in shown.items()} == {"plain": False, "warned": True, "remarked": True}
    assert shown["remarked"].remarks == ("The interview was moved since you changed the letter.",)


def test_a_void_letter_is_not_shown() -> None:
    shown = built(drafts=[draft(status="void")])
    assert (shown.cases, shown.resting, shown.done) == ((), (), ())


def test_a_calendar_that_was_not_answered_can_be_tried_again() -> None:
    step = {"account": "home", "calendar": "/c", "uid": "u", "recurrence_id": None, "action": "decline", "result": "busy",
            "summary": "Interview", "start": None, "comment": None}  # fmt: skip
    (case,) = built(drafts=[draft(status="sent", sent_at="2026-11-18T10:00:00-05:00", calendar=[step])]).done
    assert case.choices[0] == "retry"
    assert case.troubles == ("The calendar was not answered: busy",)


def test_own_entries_say_why_they_go_and_bookings_whose_they_are_to_cancel() -> None:
    step = {"account": "home", "calendar": "/c", "recurrence_id": None, "result": None, "start": None, "comment": None}
    train = {**step, "uid": "t", "action": "delete", "summary": "Train"}
    asked = {**step, "uid": "u", "action": "decline", "summary": "Interview"}
    hold = {"kind": "travel", "text": "Train, 24 November", "because": "it leads to Leeds", "link": None, "phone": None,
            "uid": "t", "recurrence_id": None}  # fmt: skip
    room = {**hold, "kind": "booking", "text": "Hotel, 24 November", "uid": "h", "link": "https://h.example/x"}
    called = {**room, "link": None, "phone": "555-0100"}
    (case,) = built(drafts=[draft(calendar=[asked, train], holds=[hold, room, called])]).cases
    assert case.calendar == (
        Answered("Declines “Interview” in the calendar of home"),
        Answered("Deletes “Train” in the calendar of home", "it leads to Leeds", "t"),
    )
    (gone,) = built(drafts=[draft(status="sent", sent_at=None, calendar=[train], holds=[hold])]).done
    assert gone.calendar[0].uid is None
    assert [(b.says, b.href) for b in case.bookings] == [
        ("Hotel, 24 November: cancel it yourself", "https://h.example/x"),
        ("Hotel, 24 November: cancel it yourself by phone: 555-0100", None),
    ]
    assert built(drafts=[draft()]).cases[0].bookings == ()  # stored by a version that knew none


def test_only_links_of_providers_lead_away() -> None:
    def chain(noun: str, _: str) -> Sequence[dict[str, Any]]:
        links = ["https://mail.example/1", "/home/me/mail/1", "http://plain.example", "javascript:alert(1)", None]
        return [
            {"says": "x", "quote": f"q{n}", "message_id": None, "date": None, "rule": "offer_written", "file": link}
            for n, link in enumerate(links)
            if noun == "offer"
        ]

    (shown,) = scene.build(document(offers=[offer()]), NOW, chain, lambda _: None).offers
    assert [(step.href, step.web) for step in shown.steps] == [
        ("https://mail.example/1", True), ("/message/offer/ivory-usher-canoe/1", False), (None, False), (None, False), (None, False),
    ]  # fmt: skip


def test_an_interview_is_told_in_both_zones_where_they_differ() -> None:
    when = words.When(NOW)
    there = interview(start="2026-11-25T19:00:00+01:00", zone="Europe/Berlin")
    assert spoken_interview(there, when) == "Wed 25 Nov, 13:00 (19:00 in Europe/Berlin), in 5 days"
    assert spoken_interview(interview(), when) == "Wed 25 Nov, 14:00, in 5 days"


def test_an_account_says_what_helps() -> None:
    view = {"name": "gmail", "kind": "google", "ok": False, "error": "expired", "needs_login": True, "last_success": None,
            "messages": {"checked": 0, "new": 0, "kept": 0}, "events": {}, "coverage": {"since": None, "complete": False}}  # fmt: skip
    assert scene.account(view, words.When(NOW)).help == "agent login gmail"
    assert scene.account({**view, "needs_login": False}, words.When(NOW)).help == "agent doctor"
    unread = scene.account({**view, "needs_login": False, "error": None}, words.When(NOW))
    assert (unread.says, unread.help) == ("Not read yet.", "agent sync")
    read = {**view, "needs_login": False, "error": None, "last_success": "2026-11-20T09:30:00-05:00",
            "messages": {"checked": 0, "new": 0, "kept": 1}, "coverage": {"since": None, "complete": True}}  # fmt: skip
    assert scene.account(read, words.When(NOW)).says == "Last read just now; 1 message about the job search."


def test_the_history_calls_letters_what_the_page_calls_them() -> None:
    assert words.told("call_sheet for Corvane Health") == "phone call for Corvane Health"
    assert words.told("offer_decline for Big_Data Ltd: sent") == "decline of the offer for Big_Data Ltd: sent"
    assert words.told("Harrow & Pike") == "Harrow & Pike"


# ---------------------------------------------------------------- messages


def test_a_message_is_shown_as_its_text() -> None:
    raw = b"From: A <a@b.example>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello\r\nthere\r\n"
    shown = message.text(raw)
    assert dict(shown.heads) == {"From": "A <a@b.example>", "Subject": "Grüße"}
    assert shown.body == "Hello\nthere"


def test_of_a_page_only_the_words_are_shown() -> None:
    raw = b"Content-Type: text/html\n\n<style>p{}</style><p>One &amp; two</p><script>evil()</script><p>Three</p>"
    assert message.text(raw).body == "One & two\nThree"


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"Content-Type: text/plain; charset=nonsense\n\nx", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 50, b"Subject: =?x?b?!!!?=\n\n"])  # fmt: skip
def test_bad_bytes_are_shown_somehow(raw: bytes) -> None:
    assert isinstance(message.text(raw).body, str)


def test_a_long_message_is_cut() -> None:
    shown = message.text(b"Subject: x\n\n" + b"word " * 50_000)
    assert shown.cut
    assert len(shown.body) <= message.MAX_TEXT


def test_a_message_is_found_where_a_mail_program_has_put_it(tmp_path: Path) -> None:
    for folder in ("cur", "new"):
        (tmp_path / folder).mkdir()
    (tmp_path / "cur" / "1.host:2,RS").write_bytes(b"Subject: x\n\nfound")
    found = message.read(str(tmp_path / "new" / "1.host"))
    assert found is not None
    assert found.body == "found"
    assert message.read(str(tmp_path / "new" / "2.host")) is None


def test_a_pipe_in_place_of_a_message_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert message.read(str(tmp_path / "pipe")) is None


# ---------------------------------------------------------------- the other end, the link, the end


@pytest.mark.parametrize("asking", [True, False])
def test_the_owner_of_a_connection_is_known(asking: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """By asking the kernel, and on one that cannot be asked by looking through its table."""
    if not asking:
        monkeypatch.setattr(peers, "_asked", lambda *_: None)
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as link:
        theirs, ours = link.getsockname()[1], server.getsockname()[1]
        assert peers.owner(theirs, ours) == os.geteuid()
        assert peers.owner(ours, theirs) in (-1, os.geteuid())
        assert peers.owner(theirs, 1) == -1
    assert peers.owner(1, 1, ("/nowhere",)) is None


def test_a_connection_through_ipv6_is_known_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_INET6) as link:
        link.connect(("::ffff:127.0.0.1", server.getsockname()[1]))
        assert peers.owner(link.getsockname()[1], server.getsockname()[1]) == os.geteuid()


def asked(gate: Gate, path: str, **headers: str) -> int:
    """The status of one request to a gate without a server."""
    sent: list[Any] = []

    async def send(sending: Any) -> None:
        sent.append(sending)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    where, _, query = path.partition("?")
    named = [(name.lower().encode(), value.encode()) for name, value in {"Host": "127.0.0.1:80", **headers}.items()]
    scope = {"type": "http", "method": "GET", "path": where, "query_string": query.encode(), "headers": named,
             "client": ("127.0.0.1", 1)}  # fmt: skip
    alone(gate(scope, receive, send))
    return int(sent[0]["status"])


async def nothing(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def test_a_link_that_was_not_used_in_time_opens_nothing() -> None:
    times = [0.0]
    gate = Gate(nothing, 80, "key", link_seconds=120, owner=lambda *_: os.geteuid(), clock=lambda: times[0])
    times[0] = 121.0
    assert asked(gate, gate.link.removeprefix("http://127.0.0.1:80")) == 403
    times[0] = 119.0
    assert asked(gate, gate.link.removeprefix("http://127.0.0.1:80")) == 303


@pytest.mark.parametrize(("owner", "status"), [(None, 303), (-1, 403), (os.geteuid() + 1, 403), (os.geteuid(), 303)])
def test_only_a_connection_of_ones_own_is_let_in(owner: int | None, status: int) -> None:
    gate = Gate(nothing, 80, "key", link_seconds=120, owner=lambda *_: owner)
    assert asked(gate, gate.link.removeprefix("http://127.0.0.1:80")) == status


class Recorder:
    """A program that notes what it is asked."""

    def __init__(self) -> None:
        self.delivered: list[str] = []
        self.threads: set[str] = set()
        self.stopping = lambda: False

    def deliver(self, only: Sequence[str]) -> list[Any]:
        self.threads.add(threading.current_thread().name)
        self.delivered += only
        return []

    def fail(self) -> None:
        raise UserError("no")


def held(**more: Any) -> dict[str, Any]:
    return draft(status="approved", send_at=(NOW + timedelta(milliseconds=20)).isoformat(), **more)


def test_a_held_letter_is_delivered_once_unless_it_was_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.review.holds.GRACE", 0.0)
    program = Recorder()
    stored = {"one": held(id="one"), "two": held(id="two"), "three": held(id="three")}

    async def story() -> None:
        desk = Desk(lambda: program, lambda: None)  # type: ignore[arg-type, return-value]  # as much as is used
        holds = Holds(desk, stored.__getitem__, lambda: NOW, lambda *_: None)
        for one in stored.values():
            holds.watch(one)
        holds.forget("two")
        stored["three"] = draft(id="three", status="waiting")  # taken back by another command
        while len(holds):
            await asyncio.sleep(0.005)
        desk.close()

    alone(story())
    assert program.delivered == ["one"]
    assert len(program.threads) == 1


def test_what_the_program_refuses_reaches_the_page() -> None:
    changed: list[bool] = []

    async def story() -> None:
        desk = Desk(Recorder, lambda: changed.append(True))  # type: ignore[arg-type]  # as much as is used
        with pytest.raises(UserError, match="no"):
            await desk.do(lambda program: program.fail())  # type: ignore[attr-defined]
        desk.close()

    alone(story())
    assert changed == [True]
