"""Drafts at Outlook: begun, written, claimed, sent once, looked for afterwards; under every fault, by several hands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import Any
from urllib.parse import quote

import pytest

from connectors.base import Changed, Look, NeedsLogin, OutcomeUnknown, Receipt, Refused, Submission, Temporary
from connectors.outlook.drafts import Drafts
from connectors.outlook.finder import MARK, STEP
from tests.connectors.outlook_mail_world import Killed, Wired, kill, machines
from tests.connectors.test_google_drafts import EMPLOYER, INVITED, MARKER, TEXT, USER, approved, letter
from tests.simulators.outlook import OutlookSim

CREATE, BEGIN, WRITE, SEND = "message.create$", "message.reply$", "message.patch$", "message.send$"
READ, LIST, MIME, FOLDER = " message$", " messages$", "message.value$", " folder$"
FAULTS = ["close-before-effect", "close-after-effect", "truncated", "503", "503 after-effect", "500", "429"]
LATER = Look(age=700.0, before=1)
WHERE = "/v1.0/me/messages/"


class Desk:
    """A mailbox with an invitation, a machine, and one approved letter."""

    def __init__(self, sim: OutlookSim, machine: tuple[Drafts, Wired], invitation: str = "") -> None:
        self.sim = sim
        self.drafts, self.graph = machine
        self.mailbox = sim.mailbox
        self.invitation = invitation or self.mailbox.deliver(INVITED)
        self.thread = self.mailbox.store.item(self.invitation).conversation
        self.letter = approved(thread=self.thread)

    def prepared(self, letter: Submission | None = None) -> Submission:
        letter = letter or self.letter
        return replace(letter, draft_ref=self.drafts.prepare(letter))

    @property
    def sent(self) -> list[bytes]:
        return list(self.mailbox.sent)

    def calls(self, name: str) -> int:
        return sum(record.id == name for record in self.sim.requests)

    def deleted(self) -> list[str]:
        return self.mailbox.messages("deleteditems")

    def says(self, letter: bytes) -> None:
        """What left is this letter, and there was one."""
        (sent,) = self.sent
        assert text_of(sent) == text_of(letter)


def text_of(raw: bytes) -> str:
    message: Any = message_from_bytes(raw, policy=default)
    assert message.get_content_type() == "text/plain"
    return str(message.get_content()).replace("\r\n", "\n").strip()


@pytest.fixture
def sim() -> Iterator[OutlookSim]:
    with OutlookSim() as made:
        yield made
        assert made.mailbox.send_mail == []


@pytest.fixture
def desk(sim: OutlookSim) -> Iterator[Desk]:
    with machines(sim) as (machine,):
        yield Desk(sim, machine)


def draft_of(letter: Submission) -> str:
    return str(json.loads(letter.draft_ref or "")["draft"])


def fresh(letter_: bytes | None = None, marker: str = MARKER) -> Submission:
    """A letter that answers nothing."""
    return replace(approved(letter_, marker=marker), in_reply_to=None)


# ---------------------------------------------------------------- making a draft


def test_the_draft_is_the_letter_in_its_conversation_with_the_marker(desk: Desk) -> None:
    desk.prepared()
    (draft,) = desk.mailbox.drafts
    item = desk.mailbox.store.item(draft)
    assert item.conversation == desk.thread
    assert item.extended == {MARK: MARKER, STEP: "ready"}
    message = message_from_bytes(desk.mailbox.raw(draft), policy=default)
    assert (message["X-Ref"], message["In-Reply-To"]) == (MARKER, "<two@meridian.example>")
    assert message["Message-ID"] == desk.letter.message_id
    assert text_of(desk.mailbox.raw(draft)) == TEXT
    assert desk.sent == []


def test_nothing_in_the_draft_tells_who_wrote_it(desk: Desk) -> None:
    desk.prepared()
    told = b" ".join(record.body for record in desk.sim.requests)
    assert b"bowout" not in told.lower()


def test_a_letter_without_a_marker_gets_no_header(desk: Desk) -> None:
    desk.prepared(approved(thread=desk.thread, marker=""))
    desk.prepared(approved(thread=desk.thread, marker=""))
    (draft,) = desk.mailbox.drafts
    assert b"X-Ref" not in desk.mailbox.raw(draft)


def test_preparing_again_finds_the_draft(desk: Desk) -> None:
    first, second = desk.prepared(), desk.prepared()
    assert draft_of(first) == draft_of(second)
    assert len(desk.mailbox.drafts) == 1


def test_a_letter_that_answers_nothing_is_made_at_once(desk: Desk) -> None:
    desk.prepared(fresh())
    assert [record.id for record in desk.sim.requests if record.method != "GET"] == ["message.create"]


@pytest.mark.parametrize("marker", [MARKER, ""])
@pytest.mark.parametrize("step", [CREATE, BEGIN, WRITE])
def test_a_lost_answer_makes_no_second_draft(desk: Desk, step: str, marker: str) -> None:
    letter = fresh(marker=marker) if step == CREATE else approved(thread=desk.thread, marker=marker)
    desk.sim.faults.add(step, "close-after-effect")
    desk.prepared(letter)
    assert len(desk.mailbox.drafts) == 1
    assert desk.deleted() == []


@pytest.mark.parametrize("step", [CREATE, BEGIN])
def test_a_lost_request_is_made_again_by_the_next_call(desk: Desk, step: str) -> None:
    letter = fresh() if step == CREATE else desk.letter
    desk.sim.faults.add(step, "close-before-effect")
    with pytest.raises(OutcomeUnknown):
        desk.prepared(letter)
    assert not desk.mailbox.drafts
    desk.prepared(letter)
    assert len(desk.mailbox.drafts) == 1


@pytest.mark.parametrize("fault", [*FAULTS, "400", "404"])
@pytest.mark.parametrize("step", [BEGIN, WRITE, READ, LIST, MIME, FOLDER])
def test_whatever_fails_while_preparing_there_is_one_draft_in_the_end(desk: Desk, step: str, fault: str) -> None:
    desk.sim.faults.add(step, fault, times=4)
    for _ in range(8):
        try:
            letter = desk.prepared()
        except (OutcomeUnknown, Temporary, Refused):
            continue
        break
    desk.sim.faults.clear()
    assert len(desk.mailbox.drafts) == 1
    assert desk.sent == []
    desk.drafts.submit(letter)
    desk.says(desk.letter.raw)
    assert desk.mailbox.drafts == []


IGNORED: list[tuple[str, ...]] = [
    (),
    ("body",),
    ("singleValueExtendedProperties",),
    ("singleValueExtendedProperties", "internetMessageHeaders"),
    ("singleValueExtendedProperties", "internetMessageHeaders", "body", "toRecipients", "ccRecipients", "subject"),
]


@pytest.mark.parametrize("ignored", [IGNORED[0], IGNORED[2], IGNORED[4]])
@pytest.mark.parametrize("at", range(15))
def test_a_kill_while_preparing_leaves_no_half_draft_for_good(desk: Desk, at: int, ignored: tuple[str, ...]) -> None:
    desk.graph.ignored = ignored
    desk.graph.wire({}, {at: kill})
    try:
        letter = desk.prepared()
    except Killed:
        desk.graph.wire()
        desk.sim.timer.sleep(300)
        letter = desk.prepared()
    bare = len(IGNORED[-1]) == len(ignored) and len(desk.mailbox.drafts) == 2  # nobody could tell it from the user's
    assert len(desk.mailbox.drafts) == 1 or bare
    desk.drafts.submit(letter)
    desk.says(desk.letter.raw)


@pytest.mark.parametrize("ignored", IGNORED)
@pytest.mark.parametrize("step", [BEGIN, WRITE])
def test_a_lost_answer_is_found_whatever_outlook_takes_for_a_reply(
    desk: Desk, step: str, ignored: tuple[str, ...]
) -> None:
    desk.graph.ignored = ignored
    desk.sim.faults.add(step, "close-after-effect")
    letter = desk.prepared()
    assert len(desk.mailbox.drafts) == 1
    desk.drafts.submit(letter)
    desk.says(desk.letter.raw)


def test_a_reply_that_outlook_refuses_to_begin_with_words_is_begun_without(desk: Desk) -> None:
    desk.sim.faults.add(BEGIN, "400")
    desk.drafts.submit(desk.prepared())
    desk.says(desk.letter.raw)
    assert b"In-Reply-To: <two@" in desk.sent[0]


@pytest.mark.parametrize("step", [CREATE, WRITE])
def test_a_message_id_that_outlook_refuses_is_left_out(desk: Desk, step: str) -> None:
    desk.sim.faults.add(step, "400")
    receipt = desk.drafts.submit(desk.prepared(fresh() if step == CREATE else None))
    assert receipt.message_id not in ("", desk.letter.message_id)
    assert receipt.message_id.encode() in desk.sent[0]


def test_undoing_a_half_made_draft_deletes_it(desk: Desk) -> None:
    desk.sim.faults.add(WRITE, "close-before-effect", times=9)
    with pytest.raises(OutcomeUnknown):
        desk.prepared()
    desk.sim.faults.clear()
    assert len(desk.mailbox.drafts) == 1
    desk.drafts.discard(desk.letter)
    assert desk.mailbox.drafts == []


def test_a_half_made_draft_is_never_sent(desk: Desk) -> None:
    desk.graph.ignored = ("body",)
    desk.sim.faults.add(WRITE, "close-before-effect", times=20)
    with pytest.raises(Temporary):
        desk.drafts.submit(desk.letter)
    assert desk.calls("message.send") == 0


def test_what_the_user_wrote_in_a_half_made_draft_is_asked_about(desk: Desk) -> None:
    desk.sim.faults.add(WRITE, "close-before-effect", times=9)
    with pytest.raises(OutcomeUnknown):
        desk.prepared()
    desk.sim.faults.clear()
    desk.sim.timer.sleep(60)
    desk.mailbox.user_edits_draft(desk.mailbox.drafts[0], letter("My own words"))
    with pytest.raises(Changed) as caught:
        desk.prepared()
    assert text_of(caught.value.found or b"") == "My own words"


def test_a_reply_that_was_begun_late_is_swept_away_after_another_one_was_sent(desk: Desk) -> None:
    ours = desk.prepared()
    desk.drafts.submit(ours)
    desk.sim.timer.sleep(600)
    late = desk.prepared(replace(desk.letter, id="late"))
    desk.mailbox.store.item(draft_of(late)).extended[STEP] = "new"
    desk.drafts.sweep(ours)
    assert desk.mailbox.drafts == []
    desk.says(desk.letter.raw)


@pytest.mark.parametrize("quirk", [{"stuck": True}, {"sent_lag": 9000.0, "in_transit": "draft"}])
def test_what_is_on_its_way_for_long_is_not_swept_away(desk: Desk, quirk: dict[str, Any]) -> None:
    for name, value in quirk.items():
        setattr(desk.mailbox.quirks, name, value)
    ours = desk.prepared()
    desk.drafts.submit(ours)
    desk.sim.timer.sleep(3600)
    desk.drafts.sweep(ours)
    desk.drafts.sweep(replace(ours, draft_ref=None))
    assert desk.mailbox.drafts == [draft_of(ours)]


def test_what_the_user_writes_in_a_late_draft_stays(desk: Desk) -> None:
    ours = desk.prepared()
    desk.drafts.submit(ours)
    desk.sim.timer.sleep(600)
    late = draft_of(desk.prepared(replace(desk.letter, id="late")))
    desk.sim.timer.sleep(60)
    desk.mailbox.user_edits_draft(late, letter("My own words"))
    desk.drafts.sweep(ours)
    assert desk.mailbox.drafts == [late]


def test_other_drafts_of_the_user_are_left_alone(desk: Desk) -> None:
    own = [desk.mailbox.deliver(letter("Something of mine"), "drafts"), desk.mailbox.deliver(INVITED, "drafts")]
    ours = desk.prepared()
    desk.drafts.discard(ours)
    assert desk.mailbox.drafts == own


def test_a_draft_of_the_same_marker_that_says_something_else_is_asked_about(desk: Desk) -> None:
    desk.prepared()
    with pytest.raises(Changed) as caught:
        desk.prepared(approved(letter("Something else", key="other"), desk.thread))
    assert text_of(caught.value.found or b"") == TEXT
    assert len(desk.mailbox.drafts) == 1


def test_a_marker_that_no_header_can_hold_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.prepared(approved(thread=desk.thread, marker="a\r\nBcc: all@example.com"))
    assert not desk.mailbox.drafts


def test_an_account_that_sends_under_another_address_is_refused(desk: Desk) -> None:
    other = letter().replace(USER.encode(), b"alias@example.com")
    with pytest.raises(Refused, match="address"):
        desk.prepared(approved(other, desk.thread))
    assert desk.mailbox.drafts == []


# ---------------------------------------------------------------- what it answers


def test_of_several_copies_the_newest_that_is_not_deleted_is_answered(desk: Desk) -> None:
    desk.sim.timer.sleep(60)
    newest = desk.mailbox.deliver(INVITED)
    desk.sim.timer.sleep(60)
    desk.mailbox.trash(desk.mailbox.deliver(INVITED))
    desk.prepared()
    assert [r.path for r in desk.sim.requests if r.id == "message.reply"] == [f"{WHERE}{quote(newest)}/createReply"]


def test_a_deleted_message_is_answered_if_there_is_no_other(desk: Desk) -> None:
    desk.mailbox.trash(desk.invitation)
    assert desk.drafts.submit(desk.prepared()).detail == ""
    assert b"In-Reply-To: <two@" in desk.sent[0]


def test_what_cannot_be_answered_any_more_goes_as_a_letter_of_its_own_and_says_so(desk: Desk) -> None:
    desk.mailbox.delete(desk.invitation)
    ours = desk.prepared()
    assert desk.prepared().draft_ref == ours.draft_ref
    receipt = desk.drafts.submit(ours)
    assert "letter of its own" in receipt.detail
    desk.says(desk.letter.raw)


def test_a_message_that_goes_while_it_is_answered_is_no_obstacle(desk: Desk) -> None:
    desk.sim.faults.add(BEGIN, "404")
    assert desk.drafts.submit(desk.prepared()).detail
    assert len(desk.sent) == 1


# ---------------------------------------------------------------- taking it back


def test_undo_deletes_the_draft_and_once_is_enough(desk: Desk) -> None:
    before = desk.mailbox.snapshot()
    ours = desk.prepared()
    desk.drafts.discard(ours)
    desk.drafts.discard(ours)
    assert desk.mailbox.snapshot() == before


def test_undo_finds_a_draft_whose_answer_was_lost(desk: Desk) -> None:
    desk.prepared()
    desk.drafts.discard(desk.letter)
    assert not desk.mailbox.drafts


def test_undo_leaves_what_the_user_wrote(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), letter("My own words"))
    desk.drafts.discard(ours)
    assert len(desk.mailbox.drafts) == 1


@pytest.mark.parametrize("fault", ["close-before-effect", "close-after-effect", "503", "429"])
def test_undo_can_be_made_again(desk: Desk, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add("message.delete$", fault)
    with pytest.raises((OutcomeUnknown, Temporary)):
        desk.drafts.discard(ours)
    desk.drafts.discard(ours)
    assert not desk.mailbox.drafts


def test_what_changes_while_it_is_deleted_stays(desk: Desk) -> None:
    ours = desk.prepared()
    desk.graph.wire({}, {3: lambda: desk.mailbox.user_edits_draft(draft_of(ours), letter("My own words"))})
    with pytest.raises(Temporary):
        desk.drafts.discard(ours)
    assert [text_of(desk.mailbox.raw(id)) for id in desk.mailbox.drafts] == ["My own words"]


def test_undo_does_not_delete_what_is_on_its_way_by_the_users_hand(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_sends_draft(draft_of(ours))
    with pytest.raises(Temporary):
        desk.drafts.discard(ours)
    desk.sim.timer.sleep(300)
    desk.drafts.discard(ours)
    assert desk.mailbox.messages("sentitems") == [draft_of(ours)]


# ---------------------------------------------------------------- sending


@pytest.mark.parametrize("keeps", [True, False])
def test_the_letter_arrives_once_and_in_its_thread(desk: Desk, keeps: bool) -> None:
    desk.mailbox.quirks.keeps_message_id = keeps
    receipt = desk.drafts.submit(desk.prepared())
    (sent,) = desk.sent
    message = message_from_bytes(sent, policy=default)
    assert (message["To"], message["Cc"], message["Bcc"]) == (f"Joanne <{EMPLOYER}>", None, None)
    assert message["In-Reply-To"] == "<two@meridian.example>"
    assert message["Subject"] == "Re: Gespräch am Montag"
    desk.says(desk.letter.raw)
    assert (receipt.ref, receipt.detail) == (desk.mailbox.messages("sentitems")[0], "")
    assert receipt.message_id == message["Message-ID"]
    assert (receipt.message_id == desk.letter.message_id) == keeps
    assert not desk.mailbox.drafts
    assert desk.calls("message.send") == 1


def test_names_beyond_ascii_and_copies_arrive(desk: Desk) -> None:
    people = f"=?utf-8?b?Wm/DqyBNw7xsbGVyLCBMdGQu?= <zoe@meridian.example>,\n Joanne <{EMPLOYER}>"
    raw = letter(to=people).replace(b"Subject:", b"Cc: Chris <chris@meridian.example>\r\nSubject:")
    desk.drafts.submit(desk.prepared(approved(raw, desk.thread)))
    message: Any = message_from_bytes(desk.sent[0], policy=default)
    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == [
        ("Zoë Müller, Ltd.", "zoe@meridian.example"),
        ("Joanne", EMPLOYER),
    ]
    assert message["Cc"] == "Chris <chris@meridian.example>"


def test_the_reply_goes_to_those_that_were_approved_whoever_else_was_named(desk: Desk) -> None:
    desk.mailbox.delete(desk.invitation)
    with_reply_to = INVITED.replace(b"Subject:", b"Reply-To: jobs@meridian.example\r\nCc: x@example.net\r\nSubject:")
    desk.mailbox.deliver(with_reply_to)
    desk.drafts.submit(desk.prepared())
    assert b"jobs@" not in desk.sent[0]
    assert b"x@example.net" not in desk.sent[0]


def test_a_letter_that_starts_a_thread_arrives(desk: Desk) -> None:
    desk.drafts.submit(desk.prepared(fresh()))
    desk.says(desk.letter.raw)


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


def test_a_sent_copy_that_is_late_changes_nothing(desk: Desk) -> None:
    desk.mailbox.quirks.sent_lag, desk.mailbox.quirks.in_transit = 60.0, "gone"
    ours = desk.prepared()
    receipt = desk.drafts.submit(ours)
    assert (receipt.ref, receipt.message_id) == (draft_of(ours), desk.letter.message_id)


@pytest.mark.parametrize("fault", ["close-before-effect", "503", "429", "404"])
@pytest.mark.parametrize("step", [READ, LIST, MIME])
def test_looking_for_the_copy_cannot_turn_a_yes_into_anything_else(desk: Desk, step: str, fault: str) -> None:
    ours = desk.prepared()
    desk.graph.wire({}, {SENDING: lambda: desk.sim.faults.add(step, fault, times=40)})
    receipt = desk.drafts.submit(ours)
    assert receipt.ref == draft_of(ours)
    assert receipt.message_id == desk.letter.message_id
    assert len(desk.sent) == 1


@pytest.mark.parametrize("fault", ["400", "403", "400 after-effect"])
def test_a_no_is_verified(desk: Desk, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, fault)
    if "after" in fault:
        assert desk.drafts.submit(ours).detail
        assert len(desk.sent) == 1
        return
    with pytest.raises(Refused):
        desk.drafts.submit(ours)
    assert desk.sent == []
    assert desk.calls("message.send") == 1


def test_too_much_is_for_later(desk: Desk) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "429")
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
    desk.sim.faults.add("v1.0", "401", times=99)
    with pytest.raises(NeedsLogin):
        desk.drafts.submit(ours)
    assert desk.sent == []


@pytest.mark.parametrize("fault", ["close-before-effect", "close-after-effect", "503", "429"])
@pytest.mark.parametrize("step", [READ, LIST, MIME, FOLDER, WRITE])
def test_a_fault_before_the_send_sends_nothing_and_can_be_made_again(desk: Desk, step: str, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(step, fault, times=8)
    try:
        desk.drafts.submit(ours)
    except Temporary:
        assert desk.sent == []
        desk.sim.faults.clear()
        desk.drafts.submit(ours)
    assert len(desk.sent) == 1


QUIRKS: list[dict[str, Any]] = [
    {},
    {"keeps_marker": False},
    {"keeps_message_id": False},
    {"sent_id": "changed"},
    {"sent_id": "changed", "keeps_marker": False, "keeps_message_id": False},
    {"in_transit": "gone"},
    {"in_transit": "draft", "sent_lag": 100.0},
    {"in_transit": "gone", "sent_lag": 300.0, "sent_id": "changed"},
    {"in_transit": "flips", "sent_lag": 1000.0, "second_send": "202"},
]


def quirky(desk: Desk, quirks: dict[str, Any]) -> None:
    for name, value in quirks.items():
        setattr(desk.mailbox.quirks, name, value)


def looked(desk: Desk, letter: Submission) -> tuple[Receipt | None, list[float]]:
    """Looks until looking tells, as the outbox does; the receipt (or None), and the pauses between."""
    look, waits = Look(), list[float]()
    for _ in range(60):
        try:
            return desk.drafts.reconcile(letter, look), waits
        except OutcomeUnknown as error:
            if error.look_again is None:
                return None, [*waits, -1.0]
            waits.append(error.look_again)
            desk.sim.timer.sleep(error.look_again)
            look = Look(look.age + error.look_again, look.before + 1)
    raise AssertionError("looking never told")


@pytest.mark.parametrize("threaded", [True, False])
@pytest.mark.parametrize("quirks", QUIRKS)
@pytest.mark.parametrize("fault", ["close-after-effect", "504 after-effect", "404 after-effect"])
def test_a_lost_yes_is_found_by_looking(desk: Desk, fault: str, quirks: dict[str, Any], threaded: bool) -> None:
    quirky(desk, quirks)
    ours = desk.prepared(None if threaded else fresh())
    desk.sim.faults.add(SEND, fault)
    try:
        receipt: Receipt | None = desk.drafts.submit(ours)
    except OutcomeUnknown:
        receipt = settled(desk, ours)
    assert receipt is not None
    desk.sim.timer.sleep(2000)
    assert receipt.ref in desk.mailbox.messages("sentitems") or quirks.get("sent_id") == "changed"
    assert receipt.message_id.encode() in desk.sent[0]
    assert desk.calls("message.send") == 1
    assert len(desk.sent) == 1


@pytest.mark.parametrize("second", ["404", "400", "202"])
@pytest.mark.parametrize("quirks", QUIRKS)
def test_whatever_happens_on_the_way_submitting_again_sends_nothing_more(
    desk: Desk, quirks: dict[str, Any], second: str
) -> None:
    quirky(desk, {**quirks, "second_send": second})
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "close-after-effect")
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)
    for _ in range(4):
        try:
            desk.drafts.submit(ours)
        except (Changed, OutcomeUnknown, Temporary):
            desk.sim.timer.sleep(1)
    assert len(desk.sent) == 1


@pytest.mark.parametrize("fault", ["close-before-effect", "503", "500", "504"])
def test_a_request_that_never_arrived_is_asked_about_in_the_end(desk: Desk, fault: str) -> None:
    """Outlook never sends again by itself."""
    ours = desk.prepared()
    desk.sim.faults.add(SEND, fault)
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)
    receipt, waits = looked(desk, ours)
    assert receipt is None
    assert waits[-1] == -1.0
    assert waits[0] == 2.0
    assert 1800 <= sum(waits[:-1]) < 3000
    assert desk.calls("message.send") == 1
    assert desk.sent == []


@pytest.mark.parametrize("quirks", [{"stuck": True}, {"sent_copy": False}, {"sent_copy": False, "in_transit": "gone"}])
def test_what_never_comes_to_an_end_is_asked_about(desk: Desk, quirks: dict[str, Any]) -> None:
    quirky(desk, quirks)
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "close-after-effect")
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)
    desk.sim.timer.sleep(5)
    receipt, waits = looked(desk, ours)
    assert receipt is None
    assert waits[-1] == -1.0
    assert desk.calls("message.send") == 1


def test_one_late_look_is_not_enough(desk: Desk) -> None:
    ours = desk.prepared()
    with pytest.raises(OutcomeUnknown) as caught:
        desk.drafts.reconcile(ours, Look(age=9000.0, before=0))
    assert caught.value.look_again == 2.0


@pytest.mark.parametrize("fault", ["close-before-effect", "truncated", "503", "429", "401", "403", "400"])
@pytest.mark.parametrize("step", [READ, LIST, MIME, FOLDER, "folder.messages"])
def test_looking_changes_nothing_and_says_what_it_may(desk: Desk, step: str, fault: str) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "close-after-effect")
    with pytest.raises(OutcomeUnknown):
        desk.drafts.submit(ours)
    seen = len(desk.sim.requests)
    desk.sim.faults.add(step, fault, times=8)
    receipt = None
    try:
        receipt = desk.drafts.reconcile(ours, LATER)
    except (OutcomeUnknown, Temporary, NeedsLogin):
        desk.sim.faults.clear()
        desk.sim.timer.sleep(10)
        receipt = desk.drafts.reconcile(ours, LATER)
    assert receipt is not None
    assert {record.method for record in desk.sim.requests[seen:]} == {"GET"}


def test_without_a_draft_and_a_trace_it_was_certainly_not_sent(desk: Desk) -> None:
    with pytest.raises(OutcomeUnknown) as caught:
        desk.drafts.reconcile(desk.letter)
    assert caught.value.look_again == 2.0
    assert desk.drafts.reconcile(desk.letter, LATER) is None


def test_with_a_draft_it_is_never_certain(desk: Desk) -> None:
    desk.prepared()
    with pytest.raises(OutcomeUnknown):
        desk.drafts.reconcile(desk.letter, LATER)


@pytest.mark.parametrize("text", ["{'draft'", '{"draft": "x"}', "[]", "null", '"x"'])
def test_a_reference_that_nobody_can_read_is_none(desk: Desk, text: str) -> None:
    desk.drafts.submit(replace(desk.letter, draft_ref=text))
    assert len(desk.sent) == 1


def test_a_letter_of_another_case_with_the_same_words_is_not_this_one(desk: Desk) -> None:
    desk.drafts.submit(desk.prepared())
    again = approved(letter(key="again"), desk.thread, marker="0123456789ab")
    assert desk.drafts.submit(desk.prepared(replace(again, id="two"))).detail == ""
    assert len(desk.sent) == 2


# ---------------------------------------------------------------- the user's own hands


EDITS = {
    "text": letter(TEXT + "\n\nPS: see you."),
    "recipient": letter(to="Boss <boss@meridian.example>"),
    "copy": letter().replace(b"Subject:", b"Cc: boss@meridian.example\r\nSubject:"),
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
    found: Any = message_from_bytes(caught.value.found or b"", policy=default)
    wanted: Any = message_from_bytes(EDITS[edit], policy=default)
    for name in ("To", "Cc", "Bcc", "Subject"):
        assert str(found[name]) == str(wanted[name])
    assert text_of(caught.value.found or b"").split() == wanted.get_content().split()
    assert desk.calls("message.send") == 0
    assert len(desk.mailbox.drafts) == 1


def in_html(text: str, more: str = "") -> bytes:
    """As Outlook's pages save a draft."""
    head = letter().partition(b"MIME-Version")[0].decode() + more
    body = text.replace("\n", "<br>\r\n")
    return f"{head}MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div>{body}</div>\r\n".encode()


@pytest.mark.parametrize("form", [letter("My own\n\nwords"), in_html("My own\n\nwords")])
@pytest.mark.parametrize("threaded", [True, False])
def test_what_the_user_wrote_there_is_sent_when_it_was_approved(desk: Desk, threaded: bool, form: bytes) -> None:
    ours = desk.prepared() if threaded else desk.prepared(fresh())
    desk.mailbox.user_edits_draft(draft_of(ours), form)
    with pytest.raises(Changed) as caught:
        desk.drafts.submit(ours)
    assert text_of(caught.value.found or b"").split() == ["My", "own", "words"]
    mine = letter("My own\n\nwords", key="again")
    again = approved(mine, desk.thread) if threaded else fresh(mine)
    again = desk.prepared(replace(again, id="two", draft_ref=ours.draft_ref))
    assert desk.mailbox.drafts == [draft_of(ours)]
    desk.drafts.submit(again)
    desk.says(mine)
    assert b"text/html" not in desk.sent[0]
    assert not desk.mailbox.drafts


def test_what_else_the_user_put_there_stays_the_users_own(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), in_html("My own words", "Bcc: boss@meridian.example\r\n"))
    again = replace(approved(letter("My own words", key="again"), desk.thread), draft_ref=ours.draft_ref)
    again = desk.prepared(again)
    desk.drafts.submit(again)
    assert b"boss" not in desk.sent[0]
    assert desk.mailbox.drafts == [draft_of(ours)]


def test_what_stays_the_users_own_and_is_sent_by_them_is_the_letter(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), in_html("My own words", "Bcc: boss@meridian.example\r\n"))
    again = replace(approved(letter("My own words", key="again"), desk.thread), draft_ref=ours.draft_ref)
    again = desk.prepared(again)
    desk.mailbox.user_sends_draft(draft_of(ours))
    desk.sim.timer.sleep(10)
    assert desk.drafts.submit(again).ref == draft_of(ours)
    assert len(desk.sent) == 1


def test_other_words_than_those_in_the_draft_are_asked_about(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), letter("Other words still"))
    again = replace(approved(letter("My own words", key="again"), desk.thread), draft_ref=ours.draft_ref)
    with pytest.raises(Changed):
        desk.prepared(again)
    assert desk.sent == []


def test_an_edit_while_it_is_taken_over_is_kept(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), in_html("My own words"))
    again = replace(approved(letter("My own words", key="again"), desk.thread), draft_ref=ours.draft_ref)
    number = len(desk.sim.requests)

    def edit() -> None:
        desk.mailbox.user_edits_draft(draft_of(ours), in_html("Better words"))

    desk.graph.wire({4: edit})
    with pytest.raises(Temporary):
        desk.prepared(again)
    assert desk.sim.requests[-1].id == "message.patch"
    assert len(desk.sim.requests) > number
    with pytest.raises(Changed) as caught:
        desk.prepared(again)
    assert text_of(caught.value.found or b"") == "Better words"


@pytest.mark.parametrize("forever", [True, False])
def test_a_deleted_draft_is_not_sent_but_asked_about(desk: Desk, forever: bool) -> None:
    ours = desk.prepared()
    desk.mailbox.user_deletes_draft(draft_of(ours), forever=forever)
    with pytest.raises(Changed) as caught:
        desk.drafts.submit(ours)
    assert caught.value.found is None
    assert desk.sent == []


@pytest.mark.parametrize("forever", [True, False])
def test_a_deleted_draft_is_made_anew_by_a_new_approval(desk: Desk, forever: bool) -> None:
    ours = desk.prepared()
    desk.mailbox.user_deletes_draft(draft_of(ours), forever=forever)
    desk.drafts.submit(desk.prepared(replace(desk.letter, id="two", draft_ref=ours.draft_ref)))
    assert len(desk.sent) == 1


@pytest.mark.parametrize("quirks", QUIRKS[:6])
@pytest.mark.parametrize("threaded", [True, False])
@pytest.mark.parametrize("after", [0.0, 10.0])
def test_a_draft_that_the_user_sent_is_a_yes(desk: Desk, threaded: bool, quirks: dict[str, Any], after: float) -> None:
    quirky(desk, quirks)
    ours = desk.prepared(None if threaded else fresh())
    desk.mailbox.user_sends_draft(draft_of(ours))
    desk.sim.timer.sleep(after)
    receipt = None
    for _ in range(3):
        try:
            receipt = desk.drafts.submit(ours)
            break
        except Temporary:  # on its way just now
            desk.sim.timer.sleep(300)
    assert receipt is not None
    assert receipt.detail
    assert len(desk.sent) == 1


def test_a_draft_saved_and_sent_from_the_pages_is_a_yes(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_edits_draft(draft_of(ours), in_html(TEXT))
    desk.mailbox.user_sends_draft(draft_of(ours))
    desk.sim.timer.sleep(10)
    assert desk.drafts.submit(ours).ref == draft_of(ours)
    assert len(desk.sent) == 1


def test_another_letter_of_the_user_in_the_conversation_is_not_ours(desk: Desk) -> None:
    ours = desk.prepared()
    own = desk.mailbox.deliver(letter("On my way!", key="own"), "drafts")
    desk.mailbox.user_sends_draft(own)
    desk.sim.timer.sleep(10)
    desk.drafts.submit(ours)
    assert len(desk.sent) == 2


def test_a_draft_that_vanished_while_it_was_sent_is_unsure_in_the_end(desk: Desk) -> None:
    ours = desk.prepared()
    desk.mailbox.user_deletes_draft(draft_of(ours))
    with pytest.raises(OutcomeUnknown) as caught:
        desk.drafts.reconcile(ours, Look(age=1.0, before=0))
    assert caught.value.look_again == 2.0
    with pytest.raises(OutcomeUnknown) as caught:
        desk.drafts.reconcile(ours, LATER)
    assert caught.value.look_again is None


def test_an_edit_between_reading_and_sending_is_seen(desk: Desk) -> None:
    ours = desk.prepared()
    desk.graph.wire({SENDING - 1: lambda: desk.mailbox.user_edits_draft(draft_of(ours), letter("My own words"))})
    with pytest.raises(Changed):
        desk.drafts.submit(ours)
    assert desk.sent == []


# ---------------------------------------------------------------- two machines


@pytest.fixture
def pair(sim: OutlookSim) -> Iterator[tuple[Desk, Desk]]:
    with machines(sim, 2) as (one, two):
        first = Desk(sim, one)
        second = Desk(sim, two, first.invitation)
        second.letter = replace(approved(letter(key="second"), first.thread), id="two")
        yield first, second


def racing(first: Desk, second: Desk) -> tuple[Submission, Submission]:
    """Two drafts made at the same moment, so that neither machine saw the other's."""
    one = first.prepared()
    first.mailbox.move(draft_of(one), "deleteditems")
    first.sim.timer.sleep(1)
    two = second.prepared()
    first.mailbox.move(draft_of(one), "drafts")
    return one, two


def test_the_second_machine_uses_the_draft_of_the_first(pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    one, two = first.prepared(), second.prepared()
    assert draft_of(one) == draft_of(two)
    a, b = first.drafts.submit(one), second.drafts.submit(two)
    assert a.ref == b.ref
    assert len(first.sent) == 1


@pytest.mark.parametrize("quirks", QUIRKS[:5])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_drafts_the_oldest_goes_and_the_other_is_deleted(
    pair: tuple[Desk, Desk], order: tuple[int, int], quirks: dict[str, Any]
) -> None:
    first, second = pair
    quirky(first, quirks)
    letters = racing(first, second)
    first.sim.timer.sleep(10)
    receipts = [pair[which].drafts.submit(letters[which]) for which in order]
    assert receipts[0].ref == receipts[1].ref
    assert len(first.sent) == 1
    assert not first.mailbox.drafts
    posts = [record.path for record in first.sim.requests if record.id == "message.send"]
    assert posts == [f"{WHERE}{quote(draft_of(letters[0]))}/send"]


@pytest.mark.parametrize("quirks", QUIRKS[:6])
@pytest.mark.parametrize("threaded", [True, False])
def test_a_machine_that_comes_after_the_letter_went_sends_none(
    pair: tuple[Desk, Desk], threaded: bool, quirks: dict[str, Any]
) -> None:
    first, second = pair
    quirky(first, quirks)
    first.drafts.submit(first.prepared(None if threaded else fresh()))
    late = second.prepared(None if threaded else replace(fresh(letter(key="second")), id="two"))
    assert second.drafts.submit(late).detail
    assert len(first.sent) == 1
    assert not first.mailbox.drafts


def test_two_machines_with_two_texts_ask(pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    second.letter = approved(letter("Other words"), first.thread)
    one, _ = racing(first, second)
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
    one, two = racing(first, second)
    first.sim.faults.add("message.delete$", "close-before-effect")
    first.drafts.submit(one)
    assert len(first.mailbox.drafts) == 1
    assert second.drafts.submit(two).detail
    assert len(first.sent) == 1
    assert not first.mailbox.drafts


@pytest.mark.parametrize("fault", ["close-before-effect", "504"])
def test_what_one_machine_may_have_sent_no_other_sends(pair: tuple[Desk, Desk], fault: str) -> None:
    """Only the other machine knows of its attempt; the claim in the draft tells."""
    first, second = pair
    one, two = first.prepared(), second.prepared()
    first.sim.faults.add(SEND, fault)
    with pytest.raises(OutcomeUnknown):
        first.drafts.submit(one)
    with pytest.raises(OutcomeUnknown) as caught:
        second.drafts.submit(two)
    assert caught.value.look_again == 2.0
    assert first.calls("message.send") == 1


def test_a_new_approval_takes_back_an_old_claim(desk: Desk) -> None:
    ours = desk.prepared()
    desk.sim.faults.add(SEND, "429")
    with pytest.raises(Temporary):
        desk.drafts.submit(ours)
    desk.drafts.submit(desk.prepared(replace(ours, id="two")))
    assert len(desk.sent) == 1


# ---------------------------------------------------------------- between any two requests


LAST = 22
"""No submission of these tests takes more requests."""
SENDING = 14
"""Which request of an undisturbed one is the send. Between it and the one before nobody can look any more."""


def test_the_send_is_where_these_tests_take_it_to_be(desk: Desk) -> None:
    ours = desk.prepared()
    before = len(desk.sim.requests)
    desk.drafts.submit(ours)
    assert [record.id for record in desk.sim.requests].index("message.send") - before == SENDING
    assert len(desk.sim.requests) - before <= LAST


def settled(desk: Desk, letter: Submission) -> Receipt | None:
    """What the outbox makes of an attempt: looks until looking tells."""
    return looked(desk, letter)[0]


@pytest.mark.parametrize("second_send", ["404", "202"])
@pytest.mark.parametrize("at", range(LAST))
def test_two_machines_sending_at_once_send_one(pair: tuple[Desk, Desk], at: int, second_send: Any) -> None:
    first, second = pair
    first.mailbox.quirks.second_send = second_send
    one, two = racing(first, second)
    second_says: list[Receipt | None] = []

    def attempt(desk: Desk, letter: Submission) -> Receipt | None:
        try:
            return desk.drafts.submit(letter)
        except OutcomeUnknown:
            return settled(desk, letter)
        except Temporary:
            desk.sim.timer.sleep(300)
            return desk.drafts.submit(letter)

    first.graph.wire({at: lambda: second_says.append(attempt(second, two))})
    first_says = attempt(first, one)
    if not second_says:
        second_says.append(attempt(second, two))
    assert len(first.sent) <= 1
    assert [first_says, *second_says].count(None) <= 1
    assert len(first.sent) == 1


@pytest.mark.parametrize("at", range(18))
def test_two_machines_preparing_at_once_send_one(pair: tuple[Desk, Desk], at: int) -> None:
    first, second = pair
    twos: list[Submission] = []

    def prepared() -> Submission | None:
        try:
            return second.prepared()
        except (Temporary, OutcomeUnknown):
            return None

    first.graph.wire({at: lambda: twos.extend(filter(None, [prepared()]))})
    one = first.prepared()
    two = twos[0] if twos else second.prepared()
    first.sim.timer.sleep(10)
    assert first.drafts.submit(one).ref == second.drafts.submit(two).ref
    assert len(first.sent) == 1
    assert not first.mailbox.drafts


@pytest.mark.parametrize("at", range(LAST))
@pytest.mark.parametrize(
    ("hand", "second_send"), [("send", "404"), ("send", "202"), ("delete", "404"), ("edit", "404"), ("forever", "404")]
)
def test_the_users_hand_between_any_two_requests(desk: Desk, hand: str, at: int, second_send: Any) -> None:
    desk.mailbox.quirks.second_send = second_send
    ours = desk.prepared()
    draft = draft_of(ours)

    def act() -> None:
        if draft not in desk.mailbox.drafts or desk.sent:
            return
        if hand == "send":
            desk.mailbox.user_sends_draft(draft)
        elif hand == "edit":
            desk.mailbox.user_edits_draft(draft, letter("My own words"))
        else:
            desk.mailbox.user_deletes_draft(draft, forever=hand == "forever")

    desk.graph.wire({at: act})
    outcome: Receipt | None = None
    try:
        outcome = desk.drafts.submit(ours)
    except (Changed, OutcomeUnknown, Temporary):
        desk.graph.wire()
        if desk.sent:
            outcome = settled(desk, ours)
    most = 2 if (hand, at, second_send) == ("send", SENDING, "202") else 1
    assert len(desk.sent) <= most
    assert (outcome is not None) == (len(desk.sent) >= 1)
    if hand == "edit" and desk.sent and at != SENDING:
        desk.says(desk.letter.raw)


@pytest.mark.parametrize("late", [True, False])
@pytest.mark.parametrize("at", range(LAST))
def test_a_kill_at_any_request_loses_no_letter_and_sends_none_twice(desk: Desk, at: int, late: bool) -> None:
    ours = desk.prepared()
    desk.graph.wire({} if late else {at: kill}, {at: kill} if late else {})
    try:
        desk.drafts.submit(ours)
    except Killed:
        desk.graph.wire()
        outcome = settled(desk, ours)
        assert (outcome is not None) == (len(desk.sent) == 1)
    assert len(desk.sent) <= 1
    assert desk.calls("message.send") <= 1
