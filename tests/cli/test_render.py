"""What people see: views written by hand, and the lines that come of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent.cli import render, render_item
from agent.cli.look import Look, clean, cut, wide

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LOOK = Look(NOW, ZoneInfo("UTC"), width=100)

View = dict[str, Any]


def offer(**changes: Any) -> View:
    return {
        "id": "amber-fox-lane",
        "employer": "Harrowpike Instruments",
        "role": "Senior Analyst",
        "standing": "firm",
        "written": True,
        "accepted": True,
        "firm": True,
        "exclusive": True,
        "contingencies": [],
        "deadline": None,
        "start_date": "2026-12-14",
        "suspicious": False,
        "doubted": False,
        "letter_read": True,
        "evidence": [
            {"message_id": "<a@b>", "date": "2026-11-11T10:00:00+00:00", "label": "offer_written", "quote": "We are pleased"}
        ],
    } | changes  # fmt: skip


def interview(**changes: Any) -> View:
    return {
        "id": "bold-crow-mint",
        "employer": "Tidewell",
        "role": None,
        "start": "2026-11-25T14:00:00-05:00",
        "end": "2026-11-25T15:00:00-05:00",
        "zone": "America/New_York",
        "contacts": [{"name": "Marcus", "address": "m@tidewell.example", "phone": None, "part": "scheduler"}],
        "events": [
            {"account": "personal", "calendar": "Jobs", "uid": "u1", "recurrence_id": None, "response": "accepted", "organizer": None}
        ],
        "confidence": 0.9,
        "draft": "calm-deer-oak",
    } | changes  # fmt: skip


def draft(**changes: Any) -> View:
    return {
        "id": "calm-deer-oak",
        "digest": "d",
        "kind": "withdrawal",
        "status": "waiting",
        "account": "personal",
        "employer": "Tidewell",
        "role": "Engineer",
        "offer": "amber-fox-lane",
        "interview": "bold-crow-mint",
        "interviews": ["bold-crow-mint"],
        "to": ["m@tidewell.example"],
        "cc": ["hr@tidewell.example"],
        "subject": "Re: Interview",
        "body": "Dear Marcus,\n\nthank you.\n\nSam",
        "in_reply_to": None,
        "recipients": [
            {"address": "m@tidewell.example", "because": "wrote the invitation"},
            {"address": "hr@tidewell.example", "because": "took part", "warning": "Reply-To leads to another domain"},
        ],
        "calendar": [
            {"account": "personal", "calendar": "Jobs", "uid": "u1", "recurrence_id": None, "action": "decline", "result": None}
        ],
        "urgent": False,
        "reasons": ["Harrowpike is firm"],
        "send_at": None,
        "sent_at": None,
        "outcome": None,
    } | changes  # fmt: skip


def question(**changes: Any) -> View:
    return {
        "id": "dry-elk-pine",
        "kind": "accepted",
        "offer": "x",
        "draft": None,
        "text": "Did you accept the offer of Brookmere?",
        "answers": ["deciding", "yes", "no"],
    } | changes


def account(**changes: Any) -> View:
    return {
        "name": "personal",
        "kind": "local",
        "ok": True,
        "error": None,
        "needs_login": False,
        "last_success": "2026-11-20T08:57:00+00:00",
        "messages": {"checked": 1214, "new": 2, "kept": 1},
        "events": {"checked": 31, "changed": 0},
        "coverage": {"since": "2026-07-23T00:00:00+00:00", "complete": True},
    } | changes


def document(**changes: Any) -> View:
    return {
        "now": "2026-11-20T09:00:00+00:00",
        "accounts": [account()],
        "offers": [offer()],
        "interviews": [interview()],
        "drafts": [draft()],
        "questions": [question()],
    } | changes


STATUS = """\
Bowout                                                                             Fri 20 Nov, 09:00

Offers
  ●●●●  firm  Harrowpike Instruments · Senior Analyst  amber-fox-lane
        starts Mon 14 Dec

Ahead
  ●  Wed 25 Nov  19:00–20:00  Tidewell                          letter waits for you  bold-crow-mint
  ★  Mon 14 Dec               Harrowpike Instruments · Senior…  first day             amber-fox-lane

Waiting for you
  ✉ withdrawal · Tidewell · Engineer
    to m@tidewell.example, cc hr@tidewell.example · declines 1 calendar entry
    agent approve calm-deer-oak
  ? Did you accept the offer of Brookmere?
    agent answer dry-elk-pine ANSWER  deciding, yes or no

Accounts
  ✓ personal · read 3 minutes ago · 1,214 messages checked, 1 about jobs · 31 calendar entries ·
    mail since Thu 23 Jul"""

LETTER = """\
Withdrawal · Tidewell · Engineer                                                       waits for you
────────────────────────────────────────────────────────────────────────────────────────────────────
From       account personal
To         m@tidewell.example
             wrote the invitation
Cc         hr@tidewell.example
             took part
             ⚠ Reply-To leads to another domain
Subject    Re: Interview

  Dear Marcus,

  thank you.

  Sam
────────────────────────────────────────────────────────────────────────────────────────────────────
calendar   decline “u1” · personal
because    Harrowpike is firm

agent approve calm-deer-oak          send it; asks once more
agent edit calm-deer-oak             change it
agent keep calm-deer-oak             keep the interview
agent snooze calm-deer-oak --for 2d  ask again later
agent why calm-deer-oak              what led to it"""


def test_the_status_is_a_timeline_with_what_waits() -> None:
    assert render.status(document(), LOOK) == STATUS


def test_a_letter_is_shown_as_it_would_be_read() -> None:
    assert render_item.item("draft", draft(), LOOK) == LETTER


def test_without_unicode_everything_of_ours_is_ascii() -> None:
    look = Look(NOW, UTC, unicode=False)
    assert render.status(document(), look).isascii()
    for noun, view in [("draft", draft()), ("offer", offer()), ("interview", interview()), ("question", question())]:
        assert render_item.item(noun, view, look).isascii()


def test_colours_change_nothing_but_colours() -> None:
    coloured = render.status(document(), Look(NOW, ZoneInfo("UTC"), width=100, colour=True))
    assert coloured != STATUS
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == STATUS


@pytest.mark.parametrize("width", [60, 80, 110])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_table_is_wider_than_the_terminal(width: int, unicode: bool) -> None:
    look = Look(NOW, UTC, width=width, unicode=unicode)
    long = "株式会社 Zentralinstitut für angewandte Wirtschaftsinformatik und Logistik"
    whole = document(offers=[offer(employer=long)], interviews=[interview(employer=long, role=long)])
    whole["drafts"] = [draft(employer=long)]
    for lines in (
        render.offers(whole["offers"], look), render.ahead(whole, look), render.drafts(whole["drafts"], look),
        render.accounts(whole["accounts"], look),
    ):  # fmt: skip
        assert max(map(wide, lines)) <= width


@pytest.mark.parametrize(
    ("standing", "signs"), [("firm", "●●●●"), ("conditional", "●●●○"), ("written", "●●○○"), ("verbal", "●○○○"), ("rescinded", "○○○○")]
)  # fmt: skip
def test_the_bar_shows_how_firm_an_offer_is(standing: str, signs: str) -> None:
    assert render.offers([offer(standing=standing, firm=standing == "firm")], LOOK)[0].startswith(
        f"  {signs}  {standing}"
    )


def test_a_suspicious_offer_has_an_empty_bar_and_says_so() -> None:
    text = "\n".join(render.offers([offer(standing="written", firm=False, suspicious=True)], LOOK))
    assert "○○○○  suspicious" in text
    assert "counts for nothing" in text
    assert "first day" not in "\n".join(render.ahead(document(offers=[offer(suspicious=True)]), LOOK))


def test_an_offer_says_what_is_open_and_due() -> None:
    note = render.offer_note(
        offer(
            standing="written", accepted=False, firm=False, deadline="2026-11-27", letter_read=False, doubted=True,
            contingencies=[{"kind": "background_check", "open": True}, {"kind": "references", "open": False}],
        ),
        LOOK,
    )  # fmt: skip
    assert note == (
        "you are not sure · open: background check · its letter could not be read · answer by Fri 27 Nov (in 7 days)"
    )


def test_what_is_over_is_counted_and_shown_on_request() -> None:
    views = [offer(), offer(standing="declined", firm=False), offer(standing="expired", firm=False)]
    assert "and 2 that are over" in render.offers(views, LOOK)[-1]
    assert len([line for line in render.offers(views, LOOK, every=True) if "amber-fox-lane" in line]) == 3
    assert "and 1 that is over" in render.drafts([draft(), draft(status="void")], LOOK)[-1]


def test_the_timeline_is_in_order_and_knows_today() -> None:
    whole = document(
        offers=[offer(accepted=False, standing="written", deadline="2026-11-21")],
        interviews=[interview(start="2026-11-20T15:00:00+00:00", end=None), interview(draft=None)],
    )
    lines = render.ahead(whole, LOOK)
    assert [line.split()[2:4] for line in lines] == [["20", "Nov"], ["21", "Nov"], ["25", "Nov"]]
    assert "today" in lines[0]
    assert "tomorrow" in lines[1]
    assert "answer is due" in lines[1]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"status": "approved", "send_at": "2026-11-20T09:01:00+00:00"}, "leaves 09:01"),
        ({"status": "snoozed", "snoozed_until": "2026-11-22T09:00:00+00:00"}, "asks again Sun 22 Nov"),
        ({"status": "kept"}, "kept"),
        ({"status": "unsure"}, "was the letter sent?"),
        ({"status": "failed"}, "not sent"),
        ({"status": "sent", "sent_at": "2026-11-20T08:00:00+00:00"}, "calendar not answered"),
        ({"status": "sent", "kind": "disclose", "sent_at": "2026-11-20T08:00:00+00:00"}, "told of your offer"),
        ({"status": "answered", "kind": "expedite", "sent_at": "2026-11-20T08:00:00+00:00"}, "asked to move forward"),
        ({"status": "void"}, ""),
    ],
)
def test_an_interview_says_what_becomes_of_it(changes: View, says: str) -> None:
    assert says in render.ahead(document(drafts=[draft(**changes)]), LOOK)[0]


@pytest.mark.parametrize(
    ("changes", "typed"),
    [
        ({"status": "failed", "outcome": "the server said no"}, "agent approve calm-deer-oak"),
        ({"status": "unsure"}, "agent show calm-deer-oak"),
        ({"kind": "call_sheet", "to": [], "cc": []}, "agent show calm-deer-oak"),
    ],
)
def test_what_waits_says_what_to_type(changes: View, typed: str) -> None:
    lines = render.waiting(document(drafts=[draft(**changes)], questions=[]), LOOK)
    assert typed in lines[-1]
    if changes.get("outcome"):
        assert changes["outcome"] in "\n".join(lines)


@pytest.mark.parametrize(
    ("changes", "verbs"),
    [
        ({}, {"approve", "edit", "keep", "snooze", "why"}),
        ({"interviews": []}, {"approve", "edit", "snooze", "why"}),
        ({"kind": "call_sheet"}, {"done", "edit", "keep", "snooze", "why"}),
        ({"status": "approved", "send_at": "2026-11-20T09:01:00+00:00"}, {"undo", "why"}),
        ({"status": "void"}, {"why"}),
        ({"status": "sent", "calendar": [{**draft()["calendar"][0], "result": "it was moved"}]}, {"retry", "why"}),
    ],
)
def test_a_letter_names_what_can_be_done_with_it(changes: View, verbs: set[str]) -> None:
    text = render_item.item("draft", draft(**changes), LOOK)
    assert set(re.findall(r"^agent (\w+) calm-deer-oak", text, flags=re.MULTILINE)) == verbs


def test_an_account_that_stopped_says_why_and_what_to_do() -> None:
    lines = render.accounts([account(error="The folder is gone.", ok=False), account(needs_login=True)], LOOK)
    assert "  ✗ personal" in lines[0]
    assert "    The folder is gone." in lines
    assert "    agent login personal" in lines
    assert "not read yet" in render.accounts([account(last_success=None)], LOOK)[0]


def test_a_look_at_what_is_new_alone_does_not_pass_for_all_that_was_checked() -> None:
    later = account(messages={"checked": 0, "new": 0, "kept": 25}, events={"checked": 1, "changed": 0})
    assert " · 25 messages about jobs · 1 calendar entry · " in render.accounts([later], LOOK)[0]


def test_an_interview_elsewhere_shows_both_times() -> None:
    text = render_item.item("interview", interview(), LOOK)
    assert "Wed 25 Nov 19:00–20:00 · 14:00 in America/New_York" in text
    assert "in America" not in render_item.item("interview", interview(), Look(NOW, ZoneInfo("America/New_York")))


def test_the_chain_shows_words_message_and_file() -> None:
    step = {"says": "it is written", "quote": "We are pleased", "message_id": "<a@b>", "date": NOW.isoformat(), "rule": "offer_written", "file": "/mail/1"}  # fmt: skip
    rule = {"says": "all is met", "quote": None, "message_id": None, "date": None, "rule": "policy", "file": None}
    text = render_item.why({"id": "amber", "noun": "offer", "chain": [step, rule]}, "offer: X", LOOK)
    for words in (
        "● it is written",
        "“We are pleased”",
        "Fri 20 Nov · offer written · <a@b>",
        "/mail/1",
        "● all is met",
    ):
        assert words in text
    assert "Nothing is recorded" in render_item.why({"id": "a", "noun": "offer", "chain": []}, "offer: X", LOOK)


def test_mail_cannot_steer_the_terminal() -> None:
    evil = "Evil\x1b[2J\x07\u202e\u2066 \x9b1m Corp\r\nSecond"
    shown = render.status(
        document(offers=[offer(employer=evil)], drafts=[draft(employer=evil, outcome=evil, status="failed")]), LOOK
    )
    shown += render_item.item("draft", draft(subject=evil, body=evil, to=[evil], reasons=[evil]), LOOK)
    shown += render_item.item("offer", offer(employer=evil, evidence=[{**offer()["evidence"][0], "quote": evil}]), LOOK)
    assert all(char.isprintable() or char == "\n" for char in shown)


def test_words_are_cut_by_the_columns_they_take() -> None:
    assert wide("日本 ö") == 6
    assert wide("o\u0308") == 1
    assert cut("日本株式会社", 5, "…") == "日本…"
    assert cut("short", 5, "…") == "short"
    assert clean(" a\n\tb\u00a0c\u200b ") == "a b c"


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ("2026-11-20T08:59:30+00:00", "just now"),
        ("2026-11-20T10:00:00+00:00", "just now"),
        ("2026-11-20T07:59:00+00:00", "1 hour ago"),
        ("2026-11-17T07:59:00+00:00", "3 days ago"),
    ],
)
def test_how_long_ago_something_was(then: str, says: str) -> None:
    assert LOOK.ago(then) == says


def test_another_year_is_named() -> None:
    assert LOOK.day(datetime(2027, 1, 4, tzinfo=UTC)) == "Mon 4 Jan 2027"


def test_a_letter_says_why_own_entries_go_and_how_bookings_are_cancelled() -> None:
    own = {**draft()["calendar"][0], "uid": "t", "action": "delete", "summary": "Train to Leeds"}
    hold = {"kind": "travel", "text": "Train to Leeds, 24 November", "because": "it leads to Leeds", "link": None,
            "phone": None, "uid": "t", "recurrence_id": None}  # fmt: skip
    room = {**hold, "kind": "booking", "text": "Hotel, 24 November", "uid": None, "link": "https://h.example/x",
            "phone": "555-0100", "because": "it is in Leeds"}  # fmt: skip
    text = " ".join(render_item.item("draft", draft(calendar=[own], holds=[hold, room]), LOOK).split())
    assert "delete “Train to Leeds” · personal it leads to Leeds" in text
    assert (
        "Hotel, 24 November: cancel it yourself here: https://h.example/x or by phone: 555-0100 it is in Leeds" in text
    )
    assert "agent keep calm-deer-oak --entry WORDS leave that entry of yours alone" in text
    listed = render.status(document(drafts=[draft(calendar=[own], holds=[hold, room])]), LOOK)
    assert "deletes 1 calendar entry · 1 booking to cancel yourself" in " ".join(listed.split())


@pytest.mark.parametrize(
    ("detail", "shown"),
    [
        ("offer_decline for Brookmere", "decline of the offer for Brookmere"),
        ("turned_down: Did you accept?", "turned down: Did you accept?"),
        ("Brookmere", "Brookmere"),
    ],
)
def test_the_journal_speaks_as_the_lists_do(detail: str, shown: str) -> None:
    entry = {"at": "2026-11-20T10:00:00+00:00", "what": "draft.waiting", "about": "amber-fox-lane", "detail": detail}
    assert f"draft waiting · {shown}  amber" in render_item.journal([entry], LOOK)
