"""Google gone wrong, and a person who changes their mind: what must never happen to their letters all the same."""

from __future__ import annotations

import itertools
import json
import logging
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.google import connect
from connectors.google.account import mailbox_key
from connectors.http import Http
from connectors.timer import Timer
from connectors.tokens import Tokens
from tests.e2e import stories
from tests.e2e.google_world import SEND, GoogleWorld, scopes
from tests.e2e.world import ADDRESS, OTHER_ADDRESS
from tests.simulators.google import GoogleSim
from tests.simulators.google import content as bytes_of
from tests.simulators.google.faults import answer
from tests.simulators.google.wire import Asked, Reply

AISHA, ROLF = "aisha.rahman@lindenhydro.example", "rolf.enders@lindenhydro.example"


@pytest.fixture
def google(tmp_path: Path) -> Iterator[GoogleWorld]:
    world = GoogleWorld(tmp_path)
    with world.sim:
        stories.firm(world)
        stories.linden(world, event=False)
        world.linden = world.meeting(  # type: ignore[attr-defined]  # a name for the tests
            "Interview: Ines Calloway, Test Engineer (Linden Hydro)",
            stories.LINDEN_AT,
            organizer=AISHA,
            others=(AISHA, ROLF),
        )
        yield world


# ---------------------------------------------------------------- another mailbox under the same name


def test_an_address_that_was_changed_without_a_new_sign_in_is_not_served_from_the_old_mailbox(
    google: GoogleWorld,
) -> None:
    tokens = Tokens(google.state, "gmail", "file")
    tokens.save({**(tokens.load() or {}), "mailbox": mailbox_key(ADDRESS)})  # as `agent login` keeps it
    google.sync()
    google.approve("Linden")
    text = google.config.read_text().replace(f'address = "{ADDRESS}"', f'address = "{OTHER_ADDRESS}"')
    google.config.write_text(text)
    google.now = google.now.replace(minute=30)
    result = google.agent("sync", "--json")
    assert google.left == []
    assert result.json["accounts"][0]["needs_login"]


def test_another_mailbox_under_the_same_name_is_read_from_its_beginning(google: GoogleWorld) -> None:
    google.sync()
    google.approve("Linden")
    google.now = google.now.replace(minute=30)
    with GoogleSim(timer=google.sim.timer, address=OTHER_ADDRESS) as other:
        text = google.config.read_text().replace(f'address = "{ADDRESS}"', f'address = "{OTHER_ADDRESS}"')
        google.config.write_text(text.replace(google.sim.base, other.base))
        Tokens(google.state, "gmail", "file").save(other.grant(scopes(SEND)))
        for _ in range(40):  # ids of its own
            other.mailbox.delete(other.mailbox.deliver(b"Subject: x\r\n\r\n", at=google.now))
        other.mailbox.deliver(b"From: x@y.example\r\nSubject: old\r\n\r\nold\r\n", at=google.now)
        first = google.agent("sync", "--json").json
        assert first["accounts"][0]["messages"]["checked"] == 1, first["accounts"][0]
        google.later(minutes=10)
        assert (other.mailbox.sent, google.left) == ([], [])


# ---------------------------------------------------------------- a sender that Gmail does not know


@pytest.fixture
def alumna(tmp_path: Path) -> Iterator[GoogleWorld]:
    """She was invited, and answered, under her other address; her mail is all in one mailbox."""
    world = GoogleWorld(tmp_path)
    with world.sim:
        stories.firm(world)
        ids = world.tell(
            replace(stories.LINDEN_INVITES, to=f"Ines Calloway <{OTHER_ADDRESS}>"),
            replace(stories.TIMES_FOR_LINDEN, sender=f"Ines Calloway <{OTHER_ADDRESS}>"),
            replace(stories.LINDEN_CONFIRMS, to=f"Ines Calloway <{OTHER_ADDRESS}>"),
        )
        assert len(ids) == 3
        yield world


def test_a_letter_from_another_address_of_hers_leaves_under_that_one(alumna: GoogleWorld) -> None:
    alumna.sync()
    alumna.approve("Linden")
    alumna.later(minutes=2)
    (letter,) = alumna.left
    assert OTHER_ADDRESS in str(letter["From"])


def test_a_letter_from_an_address_that_gmail_would_replace_is_refused_when_it_is_approved(alumna: GoogleWorld) -> None:
    alumna.sim.mailbox.add_sender(OTHER_ADDRESS, "pending")
    draft = alumna.sync().draft("Linden")
    refused = alumna.agent("approve", draft["id"], "--yes")
    assert "Send mail as" in refused.out + refused.err, refused
    found = alumna.later(minutes=5).draft("Linden")
    assert found["status"] == "failed"
    assert (alumna.left, alumna.sim.mailbox.drafts) == ([], {})


# ---------------------------------------------------------------- permissions taken back


def test_permissions_that_became_read_leave_the_draft_where_it_is_and_say_so_once(
    google: GoogleWorld, caplog: pytest.LogCaptureFixture
) -> None:
    google.sync()
    id_ = google.approve("Linden")["id"]
    google.config.write_text(google.config.read_text().replace('permissions = "send"', 'permissions = "read"'))
    google.do(f"undo {id_}")
    assert len(google.sim.mailbox.drafts) == 1
    google.later(minutes=5)
    assert "stays there" not in caplog.text  # within the hour it may have been a fault, and is tried again
    google.later(minutes=60)
    google.later(minutes=5)
    assert google.left == []
    assert caplog.text.count("stays there") == 1


def test_a_letter_on_its_way_is_looked_for_when_permissions_became_read(
    google: GoogleWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.delivery.outbox.QUICK_LOOKS", 0)
    google.sync()
    google.sim.faults.add("drafts.send$", "close-after-effect")
    google.approve("Linden")
    assert google.later(minutes=2).draft("Linden")["status"] == "sending"
    google.config.write_text(google.config.read_text().replace('permissions = "send"', 'permissions = "read"'))
    google.later(minutes=10)
    assert google.later(minutes=10).draft("Linden")["status"] == "sent"
    assert len(google.left) == 1


# ---------------------------------------------------------------- limits


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the connector waited in all: nobody waits really."""
    slept: list[float] = []
    start = time.time()
    timer = Timer(lambda: start + sum(slept), slept.append)
    monkeypatch.setitem(connect.__kwdefaults__, "timer", timer)  # type: ignore[arg-type]  # it has defaults
    return slept


def test_a_limit_that_lasts_an_hour_is_said_and_not_waited_for(google: GoogleWorld, waits: list[float]) -> None:
    google.sim.faults.add("gmail[.]", answer(429, "rateLimitExceeded", retry_after=3500))
    google.agent("sync", "--json")
    again = google.agent("sync", "--json")
    assert sum(waits) < 300
    assert "no more just now" in again.json["accounts"][0]["error"]


@pytest.mark.parametrize("fresh", [False, True], ids=["the same token", "another token each time"])
@pytest.mark.parametrize("where", ["/messages", "/history"])
def test_a_list_without_an_end_ends_the_sync(
    google: GoogleWorld, waits: list[float], where: str, fresh: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.google.reader.MAX_PAGES", 40)
    if where == "/history":
        google.sync()
    plain, asked = google.sim.reply, itertools.count()

    def endless(request: Asked) -> Reply:
        if not request.path.endswith(where):
            return plain(request)
        number = next(asked)
        assert number < 5000
        query = "&".join(part for part in request.query.split("&") if not part.startswith("pageToken="))
        reply = plain(replace(request, query=query))
        token = f"t{number}" if fresh else "again"
        return replace(reply, content=json.dumps({**json.loads(reply.content), "nextPageToken": token}).encode())

    monkeypatch.setattr(google.sim, "reply", endless)
    google.now = google.now.replace(minute=10)
    result = google.agent("sync", "--json")
    assert "does not come to an end" in result.json["accounts"][0]["error"]


def test_some_messages_that_are_too_large_do_not_stop_the_mailbox(
    google: GoogleWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.sync()
    for number in range(7):
        raw = f"From: a@b.example\r\nSubject: {number}\r\n\r\n".encode() + b"x" * 400_000
        google.sim.mailbox.deliver(raw, at=google.now)
    google.mail(stories.LINDEN, "Re: Interview", "Hello Ines, see you.", "2026-11-18T09:01")
    monkeypatch.setitem(Http.__init__.__kwdefaults__, "limit", 200_000)  # type: ignore[arg-type]  # it has defaults
    account = google.later(minutes=2)["accounts"][0]
    assert (account["error"], account["messages"]["new"]) == (None, 1)


# ---------------------------------------------------------------- half of the account


@pytest.mark.parametrize("reason", ["403 accessNotConfigured", "400 failedPrecondition"])
def test_where_gmail_is_switched_off_the_calendar_is_read_all_the_same(google: GoogleWorld, reason: str) -> None:
    google.sim.faults.add("gmail[.]", reason, times=1000)
    result = google.agent("sync", "--json")
    assert result.json["accounts"][0]["error"]
    assert [i["employer"] for i in result.json["interviews"]] != []


def test_where_the_calendar_is_switched_off_the_mail_is_read_all_the_same(google: GoogleWorld) -> None:
    google.sim.faults.add("calendar[.]", "403 accessNotConfigured", times=1000)
    result = google.agent("sync", "--json")
    assert result.json["accounts"][0]["error"]
    assert [o["employer"] for o in result.json["offers"]] != []


# ---------------------------------------------------------------- nothing leaks


def test_nothing_in_the_state_is_for_others_to_read_whatever_the_umask_is(google: GoogleWorld) -> None:
    before = os.umask(0)
    try:
        google.sync()
        google.approve("Linden")
        google.later(minutes=2)
    finally:
        os.umask(before)
    open_ = [
        p for p in google.state.rglob("*") if p.stat().st_mode & 0o077 and (p.is_file() or p.parent != google.state)
    ]
    assert not [p for p in open_ if p.is_file()]


@pytest.mark.parametrize("verbose", ["-v", "-vv"])
def test_no_log_has_an_address_a_token_or_a_word_of_mail(
    google: GoogleWorld, verbose: str, capfd: pytest.CaptureFixture[str]
) -> None:
    google.sync()
    google.approve("Linden")
    google.sim.faults.add("history.list", "500")
    google.sim.faults.add("drafts.send", "close-after-effect")
    google.now = google.now.replace(minute=20)
    result = google.process(verbose, "sync")
    root = logging.getLogger()
    assert root
    google.now = google.now.replace(minute=40)
    said = result.err + google.process(verbose, "sync").err
    assert "account gmail" in said
    for secret in (AISHA, ADDRESS, "lindenhydro", "withdraw", "ya29", "1//", "Calloway"):
        assert secret not in said, said


# ---------------------------------------------------------------- drafts of a person's own


@pytest.mark.parametrize(
    "addition",
    [
        "Bcc: boss@elsewhere.example",
        "Bcc: <a@b.example> <c@d.example>",
        "Sender: x@y.example",
        "Resent-Bcc: x@y.example",
        'Bcc: "a" b@c.example',
        "To: x y z <a@b.example> <c@d.example>",
    ],
)
def test_whoever_is_added_to_the_draft_by_hand_voids_the_approval(google: GoogleWorld, addition: str) -> None:
    google.sync()
    google.approve("Linden")
    (draft,) = google.sim.mailbox.drafts
    raw = google.sim.mailbox.messages[google.sim.mailbox.drafts[draft]].raw
    google.sim.mailbox.user_edits_draft(draft, addition.encode() + b"\r\n" + raw)
    google.later(minutes=2)
    assert google.left == []


@pytest.mark.parametrize("kept", [True, False])
def test_a_blind_copy_added_by_hand_does_not_keep_the_letter_back_for_ever(google: GoogleWorld, kept: bool) -> None:
    google.sync()
    google.approve("Linden")
    (draft,) = google.sim.mailbox.drafts
    raw = google.sim.mailbox.messages[google.sim.mailbox.drafts[draft]].raw
    edited = b"Bcc: friend@elsewhere.example\r\n" + raw
    (google.sim.mailbox.replace_draft if kept else google.sim.mailbox.user_edits_draft)(draft, edited)
    google.later(minutes=2)
    assert google.left == []
    google.approve("Linden")
    found = google.later(minutes=2).draft("Linden")
    assert len(google.left) == 1, (found["status"], found["reasons"], found["outcome"])
    assert b"friend" not in google.left[0].as_bytes()
    assert draft in google.sim.mailbox.drafts


# ---------------------------------------------------------------- other hands on the same mailbox


def test_a_strangers_mail_with_our_marker_subject_and_words_is_no_sent_copy(google: GoogleWorld) -> None:
    google.sync()
    google.approve("Linden")
    (draft,) = google.sim.mailbox.drafts
    raw = google.sim.mailbox.messages[google.sim.mailbox.drafts[draft]].raw
    thread = google.sim.mailbox.messages[google.sim.mailbox.drafts[draft]].thread_id
    google.sim.mailbox.deliver(raw, labels=("INBOX",), at=google.now, thread=thread)
    google.sim.mailbox.deliver(bytes_of.without(raw, "X-Ref"), labels=("SPAM",), at=google.now)
    found = google.later(minutes=2).draft("Linden")
    assert (found["status"], len(google.left)) == ("sent", 1)


FORGED = (
    "Received: from relay.attacker.example (relay.attacker.example [203.0.113.9]) by mx.google.com with ESMTPS id 1\r\n"
    "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=attacker.example\r\n"
)


def test_a_strangers_mail_under_the_persons_name_is_not_their_word(google: GoogleWorld) -> None:
    """Without the provider's Sent mark it is not theirs, however well the stranger's own server is known (SPF)."""
    google.sync()
    google.approve("Linden")
    (draft,) = google.sim.mailbox.drafts
    stored = google.sim.mailbox.messages[google.sim.mailbox.drafts[draft]]
    raw = FORGED.encode() + bytes_of.with_header(
        bytes_of.without(stored.raw, "X-Ref"), "Message-ID", "<f@attacker.example>"
    )
    google.sim.mailbox.deliver(raw, labels=("INBOX", "UNREAD"), at=google.now, thread=stored.thread_id)
    assert google.later(minutes=0.5).draft("Linden")["status"] == "approved"
    found = google.later(minutes=2).draft("Linden")
    assert (found["status"], len(google.left)) == ("sent", 1)


def test_an_acceptance_that_a_stranger_wrote_in_the_persons_name_makes_no_offer_firm(tmp_path: Path) -> None:
    world = GoogleWorld(tmp_path)
    with world.sim:
        world.tell(stories.LETTER_OF_BRACKWATER)
        stories.linden(world, event=False)
        yes = stories.YES_TO_BRACKWATER
        world.tell(yes)
        (mine,) = [m for m in world.sim.mailbox.messages.values() if b"delighted to accept" in m.raw]
        world.sim.mailbox.delete(mine.id)
        world.sim.mailbox.deliver(FORGED.encode() + mine.raw, labels=("INBOX", "UNREAD"), at=world.now)
        offer = world.sync().offer("Brackwater")
        assert not offer["accepted"]


def test_what_the_person_sent_from_another_account_is_theirs_although_it_also_lies_in_gmail(tmp_path: Path) -> None:
    world = GoogleWorld(tmp_path, local=("home",))
    with world.sim:
        world.tell(*stories.FIRM)
        (mine,) = [m for m in world.sim.mailbox.messages.values() if b"delighted to accept" in m.raw]
        world.sim.mailbox.delete(mine.id)
        world.sim.mailbox.deliver(mine.raw, labels=("INBOX", "UNREAD"), at=world.now)
        world.deliver(mine.raw, "2026-11-16T19:45", "home", sent=True)
        assert world.sync().offer("Brackwater")["accepted"]
