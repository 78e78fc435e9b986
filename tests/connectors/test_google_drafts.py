"""Drafts at Gmail: made at approval, sent once, looked for afterwards; under every fault, by several hands."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from connectors.base import Changed, Look, NeedsLogin, OutcomeUnknown, Receipt, Refused, Submission, Temporary
from connectors.google.drafts import Drafts
from tests.connectors.google_mail_world import Killed, Wired, kill, machines
from tests.simulators.google import GoogleSim

MARKER = "5f0c2d9b7a1e"
USER, EMPLOYER = "alex@example.com", "joanne@meridian.example"
INVITED = (
    f"From: Joanne <{EMPLOYER}>\r\nTo: {USER}\r\nSubject: Gespräch am Montag\r\nMessage-ID: <two@meridian.example>\r\n"
    "References: <one@meridian.example>\r\n\r\nHallo Alex, passt es?\r\n"
).encode()
TEXT = "Dear Joanne,\n\nthank you, but I withdraw – Zoë knows why.\n\nAlex"

CREATE, READ, LIST, SEND = (f"gmail.users.drafts.{verb}$" for verb in ("create", "get", "list", "send"))
FAULTS = ["close-before-effect", "close-after-effect", "truncated", "503", "503 after-effect", "500", "429"]
LATER = Look(age=400.0, before=1)


def letter(text: str = TEXT, *, key: str = "ours", references: str = "", to: str = f"Joanne <{EMPLOYER}>") -> bytes:
    """A reply of ours, as the outbox hands it over."""
    names = references or "<one@meridian.example> <two@meridian.example>"
    body = base64.encodebytes(text.encode()).decode()
    head = (
        f"From: Alex <{USER}>\nTo: {to}\nSubject: =?utf-8?q?Re=3A_Gespr=C3=A4ch_am_Montag?=\n"
        f"Date: Fri, 20 Nov 2026 10:00:00 +0100\nMessage-ID: <{key}@example.com>\nIn-Reply-To: <two@meridian.example>\n"
        f"References: {names}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        f"Content-Transfer-Encoding: base64\n\n"
    )
    return (head + body).replace("\n", "\r\n").encode()


def approved(raw: bytes | None = None, thread: str | None = None, marker: str = MARKER) -> Submission:
    raw = raw or letter()
    message_id = raw.partition(b"Message-ID: ")[2].partition(b"\r\n")[0].decode()
    return Submission(
        id="one", raw=raw, message_id=message_id, mail_from=USER, rcpt_to=(EMPLOYER,), thread_id=thread,
        in_reply_to="<two@meridian.example>", marker=marker,
    )  # fmt: skip


class Desk:
    """A mailbox with an invitation, a machine, and one approved letter."""

    def __init__(self, sim: GoogleSim, machine: tuple[Drafts, Wired]) -> None:
        self.sim = sim
        self.drafts, self.api = machine
        self.mailbox = sim.mailbox
        invitation = self.mailbox.deliver(INVITED)
        self.thread = self.mailbox.messages[invitation].thread_id
        self.letter = approved(thread=self.thread)

    def prepared(self, letter: Submission | None = None) -> Submission:
        letter = letter or self.letter
        return replace(letter, draft_ref=self.drafts.prepare(letter))

    @property
    def sent(self) -> list[bytes]:
        return list(self.mailbox.sent)

    def calls(self, method: str) -> int:
        return sum(record.id == f"gmail.users.{method}" for record in self.sim.requests)


@pytest.fixture
def sim() -> Iterator[GoogleSim]:
    with GoogleSim() as made:
        yield made


@pytest.fixture
def desk(sim: GoogleSim) -> Iterator[Desk]:
    with machines(sim) as (machine,):
        yield Desk(sim, machine)


def draft_of(letter: Submission) -> str:
    return str(json.loads(letter.draft_ref or "")["draft"])


# ---------------------------------------------------------------- the sender

ALIAS = "alex@alumni.example"


def from_alias(desk: Desk) -> Submission:
    raw = desk.letter.raw.replace(USER.encode(), ALIAS.encode(), 1)
    return replace(desk.letter, raw=raw, mail_from=ALIAS)


def test_the_mailboxs_own_address_is_not_asked_about(desk: Desk) -> None:
    desk.drafts.submit(desk.prepared())
    assert desk.calls("settings.sendAs.list") == 0


@pytest.mark.parametrize("own", ["al.ex@googlemail.com", "Alex@Gmail.com"])
def test_an_address_of_gmail_is_one_mailbox_however_it_is_written(own: str) -> None:
    with GoogleSim(address="alex@gmail.com") as sim, machines(sim) as (machine,):
        desk = Desk(sim, machine)
        desk.prepared(replace(desk.letter, mail_from=own))
        assert desk.calls("settings.sendAs.list") == 0


def test_a_letter_leaves_under_an_address_that_the_user_set_up_to_send_from(desk: Desk) -> None:
    desk.mailbox.add_sender(ALIAS.upper(), "accepted")
    desk.drafts.submit(desk.prepared(from_alias(desk)))
    (sent,) = desk.sent
    assert f"From: Alex <{ALIAS}>".encode() in sent
    assert desk.calls("settings.sendAs.list") == 1


@pytest.mark.parametrize("status", ["pending", "verificationStatusUnspecified", None])
def test_under_an_address_that_gmail_would_replace_nothing_is_made(desk: Desk, status: str | None) -> None:
    if status is not None:
        desk.mailbox.add_sender(ALIAS, status)
    with pytest.raises(Refused) as refused:
        desk.prepared(from_alias(desk))
    assert len(str(refused.value).splitlines()) == 2
    assert "@" not in str(refused.value)
    with pytest.raises(Refused):
        desk.drafts.submit(from_alias(desk))
    assert (desk.mailbox.drafts, desk.sent) == ({}, [])


def test_an_address_that_was_set_up_meanwhile_is_asked_about_again(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.prepared(from_alias(desk))
    desk.mailbox.add_sender(ALIAS, "accepted")
    desk.prepared(from_alias(desk))
    assert len(desk.mailbox.drafts) == 1


def test_an_address_that_was_taken_away_before_sending_is_refused_by_the_process_that_sends(sim: GoogleSim) -> None:
    sim.mailbox.add_sender(ALIAS, "accepted")
    with machines(sim, 2) as (first, second):
        desk = Desk(sim, first)
        letter = desk.prepared(from_alias(desk))
        sim.mailbox.send_as.clear()
        with pytest.raises(Refused):
            second[0].submit(letter)
        assert desk.sent == []


def test_where_gmail_does_not_say_which_senders_there_are_nothing_is_made(desk: Desk) -> None:
    desk.sim.faults.add("sendAs.list$", "503", times=20)
    with pytest.raises(Temporary):
        desk.prepared(from_alias(desk))
    assert desk.mailbox.drafts == {}


# ---------------------------------------------------------------- making a draft


def test_the_draft_is_the_letter_in_its_thread_with_the_marker(desk: Desk) -> None:
    desk.prepared()
    (draft,) = desk.mailbox.drafts.values()
    stored = desk.mailbox.messages[draft]
    assert stored.thread_id == desk.thread
    assert f"X-Ref: {MARKER}\r\n".encode() + desk.letter.raw in stored.raw
    assert desk.sent == []


def test_a_letter_without_a_marker_gets_no_header(desk: Desk) -> None:
    desk.prepared(approved(thread=desk.thread, marker=""))
    (draft,) = desk.mailbox.drafts.values()
    assert b"X-Ref" not in desk.mailbox.messages[draft].raw


def test_preparing_again_finds_the_draft(desk: Desk) -> None:
    first, second = desk.prepared(), desk.prepared()
    assert draft_of(first) == draft_of(second)
    assert len(desk.mailbox.drafts) == 1


@pytest.mark.parametrize("marker", [MARKER, ""])
@pytest.mark.parametrize("threaded", [True, False])
def test_a_lost_answer_makes_no_second_draft(desk: Desk, threaded: bool, marker: str) -> None:
    letter = approved(thread=desk.thread if threaded else None, marker=marker)
    desk.sim.faults.add(CREATE, "close-after-effect")
    desk.prepared(letter)
    assert len(desk.mailbox.drafts) == 1


def test_a_lost_request_is_made_again_by_the_next_call(desk: Desk) -> None:
    desk.sim.faults.add(CREATE, "close-before-effect")
    with pytest.raises(OutcomeUnknown):
        desk.prepared()
    assert not desk.mailbox.drafts
    desk.prepared()
    assert len(desk.mailbox.drafts) == 1


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("step", [CREATE, READ, LIST, "getProfile$"])
def test_whatever_fails_while_preparing_there_is_one_draft_in_the_end(desk: Desk, step: str, fault: str) -> None:
    desk.sim.faults.add(step, fault, times=4)
    for _ in range(6):
        try:
            letter = desk.prepared()
        except (OutcomeUnknown, Temporary):
            continue
        break
    assert len(desk.mailbox.drafts) == 1
    assert desk.sent == []
    desk.drafts.submit(letter)
    assert len(desk.sent) == 1


def test_other_drafts_of_the_user_are_left_alone(desk: Desk) -> None:
    own = [desk.mailbox.create_draft(letter("Something of mine"), desk.thread), desk.mailbox.create_draft(INVITED)]
    ours = desk.prepared()
    desk.drafts.discard(ours)
    assert list(desk.mailbox.drafts) == own


def test_a_draft_of_the_same_marker_that_says_something_else_is_asked_about(desk: Desk) -> None:
    desk.prepared()
    other = approved(letter("Something else", key="other"), desk.thread)
    with pytest.raises(Changed) as caught:
        desk.prepared(other)
    assert caught.value.found is not None
    assert desk.letter.raw in caught.value.found
    assert len(desk.mailbox.drafts) == 1


def test_the_thread_is_asked_for_and_not_left_to_the_headers(desk: Desk) -> None:
    raw = letter().replace(b"In-Reply-To: <two@meridian.example>\r\n", b"")
    desk.prepared(approved(raw.replace(b"<one@meridian.example> <two@meridian.example>", b"<x@y>"), desk.thread))
    (draft,) = desk.mailbox.drafts.values()
    assert desk.mailbox.messages[draft].thread_id == desk.thread


def test_a_letter_of_another_case_is_not_ours_even_if_it_says_the_same(desk: Desk) -> None:
    other = desk.prepared(approved(letter(key="other"), desk.thread, marker="another"))
    ours = desk.prepared()
    assert draft_of(ours) != draft_of(other)
    desk.drafts.submit(other)
    assert list(desk.mailbox.drafts) == [draft_of(ours)]
    desk.drafts.submit(ours)
    assert len(desk.sent) == 2


def test_a_thread_that_was_deleted_does_not_stop_the_letter(desk: Desk) -> None:
    for message in list(desk.mailbox.threads[desk.thread]):
        desk.mailbox.delete(message)
    desk.drafts.submit(desk.prepared())
    assert len(desk.sent) == 1


def test_a_marker_that_no_header_can_hold_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.prepared(approved(thread=desk.thread, marker="a\r\nBcc: all@example.com"))
    assert not desk.mailbox.drafts


# ---------------------------------------------------------------- taking it back


def test_undo_deletes_the_draft_and_once_is_enough(desk: Desk) -> None:
    ours = desk.prepared()
    desk.drafts.discard(ours)
    desk.drafts.discard(ours)
    assert not desk.mailbox.drafts


def test_undo_finds_a_draft_whose_answer_was_lost(desk: Desk) -> None:
    desk.prepared()
    desk.drafts.discard(desk.letter)
    assert not desk.mailbox.drafts


def test_a_draft_that_was_made_late_is_swept_away_after_another_one_was_sent(desk: Desk) -> None:
    ours = desk.prepared()
    desk.drafts.submit(ours)
    desk.prepared()
    desk.drafts.sweep(ours)
    assert not desk.mailbox.drafts
    assert len(desk.mailbox.sent) == 1


def test_undo_leaves_what_the_user_wrote(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), letter("My own words"))
    desk.drafts.discard(ours)
    assert len(desk.mailbox.drafts) == 1


@pytest.mark.parametrize("fault", ["close-before-effect", "close-after-effect", "503", "429"])
def test_undo_can_be_made_again(desk: Desk, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add("drafts.delete$", fault)
    with pytest.raises((OutcomeUnknown, Temporary)):
        desk.drafts.discard(ours)
    desk.drafts.discard(ours)
    assert not desk.mailbox.drafts


# ---------------------------------------------------------------- sending


@pytest.mark.parametrize("keeps", [True, False])
def test_the_letter_arrives_once_and_in_its_thread(desk: Desk, keeps: bool) -> None:
    desk.mailbox.keep_message_id = keeps
    receipt = desk.drafts.submit(desk.prepared())
    (departure,) = desk.mailbox.departures
    assert departure.in_thread
    assert departure.recipients == (EMPLOYER,)
    assert departure.thread_id == desk.thread
    assert (receipt.ref, receipt.detail) == (departure.message_id, "")
    assert f"Message-ID: {receipt.message_id}".lower().encode() in departure.raw.lower()
    assert (receipt.message_id == desk.letter.message_id) == keeps
    assert not desk.mailbox.drafts
    assert desk.calls("messages.send") == 0
    assert desk.calls("drafts.send") == 1


def test_a_letter_that_starts_a_thread_arrives(desk: Desk) -> None:
    desk.drafts.submit(desk.prepared(approved(thread=None)))
    assert len(desk.sent) == 1


def test_a_long_list_of_references_arrives_whole(desk: Desk) -> None:
    names = [f"<{number}{'x' * 50}@meridian.example>" for number in range(40)] + ["<two@meridian.example>"]
    desk.drafts.submit(desk.prepared(approved(letter(references="\n ".join(names)), desk.thread)))
    (departure,) = desk.mailbox.departures
    assert departure.in_thread
    assert all(name.encode() in departure.raw for name in names)


def test_names_beyond_ascii_arrive(desk: Desk) -> None:
    people = f"=?utf-8?b?Wm/DqyBNw7xsbGVy?= <zoe@meridian.example>,\n Joanne <{EMPLOYER}>"
    desk.drafts.submit(desk.prepared(approved(letter(to=people), desk.thread)))
    assert set(desk.mailbox.departures[0].recipients) == {"zoe@meridian.example", EMPLOYER}


def test_a_letter_never_prepared_is_prepared_and_given_time_to_settle(desk: Desk) -> None:
    before = desk.sim.now()
    desk.drafts.submit(desk.letter)
    assert len(desk.sent) == 1
    assert desk.sim.now() - before >= 10


def test_sending_again_is_a_yes_that_sends_nothing(desk: Desk) -> None:
    ours = desk.prepared()
    first = desk.drafts.submit(ours)
    again = desk.drafts.submit(ours)
    assert (again.ref, again.message_id) == (first.ref, first.message_id)
    assert again.detail
    assert desk.drafts.submit(desk.letter).ref == first.ref
    assert len(desk.sent) == 1
    assert not desk.mailbox.drafts


@pytest.mark.parametrize("fault", [*FAULTS, "404"])
def test_reading_the_message_id_cannot_turn_a_yes_into_anything_else(desk: Desk, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add("messages.get$", fault, times=9)
    receipt = desk.drafts.submit(ours)
    assert receipt.ref == desk.mailbox.departures[0].message_id
    assert receipt.message_id == ""


@pytest.mark.parametrize("fault", ["400", "403 domainPolicy", "403 forbidden"])
def test_a_clear_no_is_a_no(desk: Desk, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, fault)
    with pytest.raises(Refused):
        desk.drafts.submit(ours)
    assert desk.sent == []
    assert desk.calls("drafts.send") == 1


@pytest.mark.parametrize("fault", ["429", "403 rateLimitExceeded", "429 quotaExceeded"])
def test_too_much_is_for_later(desk: Desk, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, fault)
    with pytest.raises(Temporary):
        desk.drafts.submit(ours)
    desk.drafts.submit(ours)
    assert len(desk.sent) == 1


def test_a_lapsed_token_is_renewed_before_the_send(desk: Desk) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "401")
    desk.drafts.submit(ours)
    assert len(desk.sent) == 1


def test_a_revoked_sign_in_sends_nothing(desk: Desk) -> None:
    ours = desk.prepared()
    desk.sim.faults.add("gmail", "401", times=99)
    with pytest.raises(NeedsLogin):
        desk.drafts.submit(ours)
    assert desk.sent == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("step", [READ, LIST, "threads.get$", "history.list$"])
def test_a_fault_before_the_send_sends_nothing_and_can_be_made_again(desk: Desk, step: str, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(step, fault, times=3)
    try:
        desk.drafts.submit(ours)
    except Temporary:
        assert desk.sent == []
        desk.sim.faults.clear()
        desk.drafts.submit(ours)
    assert len(desk.sent) == 1


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize("fault", ["close-after-effect", "truncated", "503 after-effect", "500 after-effect"])
def test_a_lost_yes_is_found_by_looking(desk: Desk, fault: str, keeps: bool) -> None:
    desk.mailbox.keep_message_id = desk.mailbox.keep_custom_headers = keeps
    ours = desk.prepared()
    desk.sim.faults.add(SEND, fault)
    with pytest.raises(OutcomeUnknown) as caught:
        desk.drafts.submit(ours)
    assert caught.value.look_again == 2.0
    receipt = desk.drafts.reconcile(ours)
    assert receipt is not None
    assert receipt.ref == desk.mailbox.departures[0].message_id
    assert receipt.message_id.encode() in desk.sent[0]
    assert desk.calls("drafts.send") == 1
    assert len(desk.sent) == 1


@pytest.mark.parametrize("fault", ["close-before-effect", "503", "500", "504"])
def test_a_request_that_never_arrived_goes_once_more_after_a_while(desk: Desk, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, fault)
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)
    age, before, waits = 0.0, 0, []
    while True:
        try:
            outcome = desk.drafts.reconcile(ours, Look(age, before))
        except OutcomeUnknown as error:
            waits.append(error.look_again or 0.0)
            age, before = age + waits[-1], before + 1
            continue
        break
    assert outcome is None
    assert age >= 300
    assert waits == sorted(waits) or waits[-1] < waits[-2]  # growing, but not past the moment that tells
    assert waits[0] == 2
    assert desk.calls("drafts.send") == 1
    desk.drafts.submit(ours)
    assert len(desk.sent) == 1


def test_one_late_look_is_not_enough(desk: Desk) -> None:
    ours = desk.prepared()
    with pytest.raises(OutcomeUnknown) as caught:
        desk.drafts.reconcile(ours, Look(age=9000.0, before=0))
    assert caught.value.look_again == 2.0
    assert desk.drafts.reconcile(ours, Look(age=9002.0, before=1)) is None


def test_not_found_after_the_request_is_looked_into(desk: Desk) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "404")
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)
    desk.sim.faults.add(SEND, "404 after-effect")
    assert desk.drafts.submit(ours).detail
    assert len(desk.sent) == 1


def test_a_no_to_what_was_sent_meanwhile_is_a_yes(desk: Desk) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "400 after-effect")
    assert desk.drafts.submit(ours).ref == desk.mailbox.departures[0].message_id


def test_a_no_to_what_is_gone_meanwhile_is_unknown(desk: Desk) -> None:
    ours = desk.prepared()
    desk.api.wire({SENDING: lambda: desk.mailbox.user_deletes_draft(draft_of(ours))})
    desk.sim.faults.add(SEND, "400")
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)


@pytest.mark.parametrize("fault", [*FAULTS, "401", "403 domainPolicy"])
@pytest.mark.parametrize("step", [READ, LIST, "threads.get$", "history.list$", "messages"])
def test_looking_changes_nothing_and_says_what_it_may(desk: Desk, step: str, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "close-after-effect")
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)
    seen = len(desk.sim.requests)
    desk.sim.faults.add(step, fault, times=3)
    try:
        receipt = desk.drafts.reconcile(ours, LATER)
    except (OutcomeUnknown, Temporary, NeedsLogin):
        desk.sim.faults.clear()
        receipt = desk.drafts.reconcile(ours, LATER)
    assert receipt is not None
    assert {record.method for record in desk.sim.requests[seen:]} == {"GET"}


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize("threaded", [True, False])
def test_an_expired_history_is_no_obstacle(desk: Desk, threaded: bool, keeps: bool) -> None:
    desk.mailbox.keep_message_id = desk.mailbox.keep_custom_headers = keeps
    ours = desk.prepared(approved(thread=desk.thread if threaded else None))
    desk.sim.faults.add(SEND, "close-after-effect")
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)
    desk.mailbox.expire_history()
    receipt = desk.drafts.reconcile(ours, LATER)
    assert isinstance(receipt, Receipt)


@pytest.mark.parametrize("expired", [True, False])
@pytest.mark.parametrize("keeps", [True, False])
def test_a_copy_in_another_thread_is_found(desk: Desk, keeps: bool, expired: bool) -> None:
    """Nobody promises that what is sent stays in the thread of its draft."""
    desk.mailbox.keep_message_id = desk.mailbox.keep_custom_headers = keeps
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "close-after-effect")
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)
    sent = desk.mailbox.messages[desk.mailbox.departures[0].message_id]
    desk.mailbox.threads[desk.thread].remove(sent.id)
    desk.mailbox.threads[sent.id], sent.thread_id = [sent.id], sent.id
    if expired:
        desk.mailbox.expire_history()
    assert desk.drafts.reconcile(ours, LATER) is not None


def test_without_a_draft_and_a_trace_it_was_certainly_not_sent(desk: Desk) -> None:
    with pytest.raises(OutcomeUnknown) as caught:
        desk.drafts.reconcile(desk.letter)
    assert caught.value.look_again == 2.0
    assert desk.drafts.reconcile(desk.letter, LATER) is None


def test_a_reference_that_nobody_can_read_is_none(desk: Desk) -> None:
    desk.drafts.submit(replace(desk.letter, draft_ref="{'draft'"))
    assert len(desk.sent) == 1


# ---------------------------------------------------------------- the user's own hands


EDITS = {
    "text": letter(TEXT + "\n\nPS: see you."),
    "recipient": letter(to="Boss <boss@meridian.example>"),
    "hidden recipient": letter().replace(b"Subject:", b"Bcc: boss@meridian.example\r\nSubject:"),
    "subject": letter().replace(b"Montag", b"Dienstag"),
    "form": letter().replace(b"text/plain", b"text/html"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_draft_is_not_sent_but_asked_about(desk: Desk, edit: str) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), EDITS[edit])
    with pytest.raises(Changed) as caught:
        desk.drafts.submit(ours)
    assert caught.value.found is not None
    assert EDITS[edit].rpartition(b"\r\n\r\n")[2] in caught.value.found
    assert desk.sent == []
    assert desk.calls("drafts.send") == 0
    assert len(desk.mailbox.drafts) == 1


@pytest.mark.parametrize("threaded", [True, False])
def test_what_the_user_wrote_there_is_sent_when_it_was_approved(desk: Desk, threaded: bool) -> None:
    thread = desk.thread if threaded else None
    ours = desk.prepared(approved(thread=thread))
    page = letter("My own words").replace(b"text/plain", b"text/plain; format=flowed")
    desk.mailbox.user_edits_draft(draft_of(ours), page)
    with pytest.raises(Changed):
        desk.drafts.submit(ours)
    again = approved(letter("My own words", key="again"), thread)
    again = desk.prepared(replace(again, draft_ref=ours.draft_ref))
    assert len(desk.mailbox.drafts) == 1
    desk.drafts.submit(again)
    (sent,) = desk.sent
    assert base64.b64encode(b"My own words") in sent
    assert not desk.mailbox.drafts


def in_two_forms(text: str, more: str = "") -> bytes:
    """As Gmail's pages save a draft: plain text and HTML."""
    head = letter().partition(b"MIME-Version")[0].decode() + more
    return (
        f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div>{text}</div>\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize("threaded", [True, False])
def test_its_form_in_the_pages_gives_way_to_what_was_approved(desk: Desk, threaded: bool) -> None:
    thread = desk.thread if threaded else None
    ours = desk.prepared(approved(thread=thread))
    desk.mailbox.user_edits_draft(draft_of(ours), in_two_forms("My own words"))
    with pytest.raises(Changed):
        desk.drafts.submit(ours)
    again = replace(approved(letter("My own words", key="again"), thread), draft_ref=ours.draft_ref)
    again = desk.prepared(again)
    assert len(desk.mailbox.drafts) == 1
    desk.drafts.submit(again)
    assert b"text/html" not in desk.sent[0]
    assert MARKER.encode() in desk.sent[0]


def test_what_else_the_user_put_there_stays_the_users_own(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), in_two_forms("My own words", "Bcc: boss@meridian.example\r\n"))
    again = replace(approved(letter("My own words", key="again"), desk.thread), draft_ref=ours.draft_ref)
    again = desk.prepared(again)
    desk.drafts.submit(again)
    assert desk.mailbox.departures[0].recipients == (EMPLOYER,)
    assert list(desk.mailbox.drafts) == [draft_of(ours)]


def test_what_the_user_wrote_there_is_left_alone_when_other_words_were_approved(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), letter("Other words still"))
    again = replace(approved(letter("My own words", key="again"), desk.thread), draft_ref=ours.draft_ref)
    desk.drafts.submit(desk.prepared(again))
    assert base64.b64encode(b"My own words") in desk.sent[0]
    assert list(desk.mailbox.drafts) == [draft_of(ours)]


def test_a_deleted_draft_is_not_sent_but_asked_about(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_deletes_draft(draft_of(ours))
    with pytest.raises(Changed) as caught:
        desk.drafts.submit(ours)
    assert caught.value.found is None
    assert desk.sent == []


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize("threaded", [True, False])
def test_a_draft_that_the_user_sent_is_a_yes(desk: Desk, threaded: bool, keeps: bool) -> None:
    desk.mailbox.keep_message_id = desk.mailbox.keep_custom_headers = keeps
    ours = desk.prepared(approved(thread=desk.thread if threaded else None))
    sent = desk.mailbox.user_sends_draft(draft_of(ours))
    receipt = desk.drafts.submit(ours)
    assert receipt.ref == sent
    assert receipt.detail
    assert len(desk.sent) == 1


def test_a_draft_saved_and_sent_from_the_pages_is_a_yes(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), in_two_forms(TEXT))
    sent = desk.mailbox.user_sends_draft(draft_of(ours))
    assert desk.drafts.submit(ours).ref == sent
    assert len(desk.sent) == 1


def test_another_letter_of_the_user_in_the_thread_is_not_ours(desk: Desk) -> None:
    ours = desk.prepared()
    own = desk.mailbox.create_draft(letter("On my way!", key="own"), desk.thread)
    desk.mailbox.user_sends_draft(own)
    desk.drafts.submit(ours)
    assert len(desk.sent) == 2


def test_a_draft_that_vanished_while_it_was_sent_is_unsure_in_the_end(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_deletes_draft(draft_of(ours))
    with pytest.raises(OutcomeUnknown) as caught:
        desk.drafts.reconcile(ours, Look(age=1.0, before=0))
    assert caught.value.look_again == 2.0
    with pytest.raises(OutcomeUnknown) as caught:
        desk.drafts.reconcile(ours, Look(age=121.0, before=3))
    assert caught.value.look_again is None


def test_a_draft_edited_after_a_lost_request_is_asked_about(desk: Desk) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "close-before-effect")
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)
    desk.mailbox.user_edits_draft(draft_of(ours), letter("My own words"))
    assert desk.drafts.reconcile(ours, LATER) is None
    with pytest.raises(Changed):
        desk.drafts.submit(ours)
    assert desk.sent == []


# ---------------------------------------------------------------- two machines


@pytest.fixture
def pair(sim: GoogleSim) -> Iterator[tuple[Desk, Desk]]:
    with machines(sim, 2) as (one, two):
        first = Desk(sim, one)
        second = Desk(sim, two)
        second.thread = first.thread
        second.letter = approved(letter(key="second"), first.thread)
        yield first, second


def racing(sim: GoogleSim, letter: Submission, thread: str) -> Submission:
    """The other machine's draft, made at the same moment, so that neither saw the other's."""
    draft = sim.mailbox.create_draft(f"X-Ref: {MARKER}\r\n".encode() + letter.raw, thread)
    message = sim.mailbox.drafts[draft]
    ref = {"draft": draft, "message": message, "thread": thread, "history": str(sim.mailbox.history_id)}
    return replace(letter, draft_ref=json.dumps(ref))


def test_the_second_machine_uses_the_draft_of_the_first(pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    one, two = first.prepared(), second.prepared()
    assert draft_of(one) == draft_of(two)
    a, b = first.drafts.submit(one), second.drafts.submit(two)
    assert a.ref == b.ref
    assert len(first.sent) == 1


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_drafts_the_oldest_goes_and_the_other_is_deleted(
    pair: tuple[Desk, Desk], order: tuple[int, int], keeps: bool
) -> None:
    first, second = pair
    first.mailbox.keep_message_id = first.mailbox.keep_custom_headers = keeps
    one = first.prepared()
    first.sim.timer.sleep(0.5)
    letters = [one, racing(first.sim, second.letter, first.thread)]
    oldest = first.mailbox.drafts[draft_of(one)]
    assert oldest in first.mailbox.messages
    first.sim.timer.sleep(10)
    receipts = [pair[which].drafts.submit(letters[which]) for which in order]
    assert receipts[0].ref == receipts[1].ref
    assert len(first.sent) == 1
    assert not first.mailbox.drafts
    posts = [record for record in first.sim.requests if record.id == "gmail.users.drafts.send"]
    assert [json.loads(record.body)["id"] for record in posts] == [draft_of(one)]


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize("threaded", [True, False])
def test_a_machine_that_comes_after_the_letter_went_sends_none(
    pair: tuple[Desk, Desk], threaded: bool, keeps: bool
) -> None:
    first, second = pair
    first.mailbox.keep_message_id = first.mailbox.keep_custom_headers = keeps
    thread = first.thread if threaded else None
    if not threaded:
        for message in list(first.mailbox.messages):
            first.mailbox.delete(message)
    first.drafts.submit(first.prepared(replace(first.letter, thread_id=thread)))
    late = second.prepared(replace(second.letter, thread_id=thread))
    assert second.drafts.submit(late).detail
    assert len(first.sent) == 1
    assert not first.mailbox.drafts


def test_two_machines_with_two_texts_ask(pair: tuple[Desk, Desk]) -> None:
    first = pair[0]
    one = first.prepared()
    racing(first.sim, approved(letter("Other words"), first.thread), first.thread)
    with pytest.raises(Changed):
        first.drafts.submit(one)
    assert first.sent == []


def test_an_undo_on_one_machine_is_an_undo(pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    one, two = first.prepared(), second.prepared()
    first.drafts.discard(one)
    with pytest.raises(Changed):
        second.drafts.submit(two)
    assert first.sent == []


def test_deleting_the_other_draft_may_fail(pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    one = first.prepared()
    first.sim.timer.sleep(0.5)
    two = racing(first.sim, second.letter, first.thread)
    first.sim.faults.add("drafts.delete$", "close-before-effect")
    first.drafts.submit(one)
    assert len(first.mailbox.drafts) == 1
    assert second.drafts.submit(two).detail
    assert len(first.sent) == 1
    assert not first.mailbox.drafts


# ---------------------------------------------------------------- between any two requests


LAST = 8
"""No submission of these tests takes more requests."""
SENDING = 5
"""Which request of an undisturbed one is the send. Between it and the one before nobody can look any more."""


def settled(desk: Desk, letter: Submission) -> Receipt | None:
    """What the outbox makes of an attempt: looks until looking tells, sends once more after a certain no."""
    look = Look()
    for _ in range(12):
        try:
            receipt = desk.drafts.reconcile(letter, look)
            return receipt or desk.drafts.submit(letter)
        except OutcomeUnknown as error:
            if error.look_again is None:
                return None
            look = Look(look.age + error.look_again, look.before + 1)
    raise AssertionError("looking never told")


@pytest.mark.parametrize("at", range(LAST))
def test_two_machines_sending_at_once_send_one(pair: tuple[Desk, Desk], at: int) -> None:
    first, second = pair
    one = first.prepared()
    first.sim.timer.sleep(0.5)
    two = racing(first.sim, second.letter, first.thread)
    second_says: list[Receipt] = []
    first.api.wire({at: lambda: second_says.append(second.drafts.submit(two))})
    try:
        first.drafts.submit(one)
    except OutcomeUnknown:
        assert settled(first, one) is not None
    if not second_says:
        second_says.append(second.drafts.submit(two))
    assert len(first.sent) == 1
    assert second_says[0].ref == first.mailbox.departures[0].message_id


@pytest.mark.parametrize("at", range(LAST))
def test_two_machines_preparing_at_once_send_one(pair: tuple[Desk, Desk], at: int) -> None:
    first, second = pair
    twos: list[Submission] = []
    first.api.wire({at: lambda: twos.append(second.prepared())})
    one = first.prepared()
    two = twos[0] if twos else second.prepared()
    first.sim.timer.sleep(10)
    assert first.drafts.submit(one).ref == second.drafts.submit(two).ref
    assert len(first.sent) == 1
    assert not first.mailbox.drafts


@pytest.mark.parametrize("at", range(LAST))
@pytest.mark.parametrize("hand", ["send", "delete", "edit", "undo"])
def test_the_users_hand_between_any_two_requests(desk: Desk, hand: str, at: int) -> None:
    ours = desk.prepared()
    draft = draft_of(ours)

    def act() -> None:
        if draft not in desk.mailbox.drafts:
            return
        if hand == "send":
            desk.mailbox.user_sends_draft(draft)
        elif hand == "edit":
            desk.mailbox.user_edits_draft(draft, letter("My own words"))
        else:
            desk.mailbox.user_deletes_draft(draft)

    desk.api.wire({at: act})
    outcome: Receipt | None = None
    try:
        outcome = desk.drafts.submit(ours)
    except (Changed, OutcomeUnknown):
        desk.api.wire()
    assert len(desk.sent) <= 1
    assert (outcome is not None) == (len(desk.sent) == 1)
    if hand == "edit" and desk.sent and at != SENDING:
        assert base64.encodebytes(TEXT.encode()).strip().replace(b"\n", b"\r\n") in desk.sent[0]


def test_what_a_submission_asks_for(desk: Desk) -> None:
    ours = desk.prepared()
    seen = len(desk.sim.requests)
    desk.drafts.submit(ours)
    asked = [record.id.removeprefix("gmail.users.") for record in desk.sim.requests[seen:]]
    assert asked[SENDING] == "drafts.send"
    assert asked == [
        "drafts.list", "drafts.get", "threads.get", "history.list", "drafts.get", "drafts.send", "messages.get",
    ]  # fmt: skip
    assert sum(record.units for record in desk.sim.requests[seen:]) < 200


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("at", range(LAST))
def test_a_kill_at_any_request_sends_one(desk: Desk, when: str, at: int, keeps: bool) -> None:
    desk.mailbox.keep_message_id = desk.mailbox.keep_custom_headers = keeps
    ours = desk.prepared()
    desk.api.wire({at: kill} if when == "before" else {}, {at: kill} if when == "after" else {})
    try:
        desk.drafts.submit(ours)
    except Killed:
        assert settled(desk, ours) is not None
    assert len(desk.sent) == 1


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("at", range(LAST))
def test_a_kill_while_preparing_leaves_one_draft(desk: Desk, when: str, at: int) -> None:
    desk.api.wire({at: kill} if when == "before" else {}, {at: kill} if when == "after" else {})
    try:
        ours = desk.prepared()
    except Killed:
        ours = desk.prepared()
    desk.api.wire()
    assert len(desk.mailbox.drafts) == 1
    desk.drafts.submit(ours)
    assert len(desk.sent) == 1
