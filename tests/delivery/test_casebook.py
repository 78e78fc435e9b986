"""What becomes of a draft when the case behind it changes, and what a person may do with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from agent.casebook import CHANGED, LAPSED, MOVED, answered, doubts, linked, renew
from agent.delivery import approval
from agent.errors import Stale, UserError, WrongUsage
from agent.model import CalendarStep, Contact, Draft, Letter, Reading, Recipient, Source
from connectors.base import Mailbox
from tests.delivery.build import NOW, START, interview, letter, moved, written

HOUR = timedelta(hours=1)


def waiting() -> Draft:
    (draft,) = renew([], [written(interview())], NOW)
    return draft


def approved() -> Draft:
    return approval.approve(waiting(), None, NOW, timedelta(seconds=60))


def reply(**more: object) -> Source:
    plain: dict[str, object] = {
        "key": "r", "message_id": "<r@pike.example>", "in_reply_to": "<ours@example.net>", "references": (),
        "sent_at": NOW + HOUR, "direction": "in", "from_": Mailbox("lena@pike.example"), "reply_to": (), "to": (),
        "cc": (), "subject": "Re: Interview", "label": "withdrawn", "confidence": 0.9, "human": True,
    }  # fmt: skip
    return Source(Reading(**{**plain, **more}), "home", "cur/9")  # type: ignore[arg-type]  # a builder for tests


def sent() -> Draft:
    return replace(waiting(), status="sent", sent_at=NOW, message_id="<ours@example.net>")


def test_a_wanted_letter_becomes_a_waiting_draft_with_words_as_id() -> None:
    draft = waiting()
    assert draft.status == "waiting"
    assert draft.id.count("-") == 2
    assert draft.interviews == ("id-uid:1",)
    assert renew([draft], [written(interview())], NOW + HOUR) == []


def test_a_letter_no_longer_wanted_is_void_and_comes_back_with_its_edits() -> None:
    edited = approval.edit(waiting(), NOW, body="My own words.")
    (void,) = renew([edited], [], NOW)
    assert void.status == "void"
    (back,) = renew([void], [written(interview())], NOW)
    assert (back.status, back.letter.body) == ("waiting", "My own words.\n")
    assert back.id == edited.id


def test_what_was_sent_is_never_made_void() -> None:
    for status in ("sent", "answered", "sending", "unsure"):
        assert renew([replace(waiting(), status=status)], [], NOW) == []


def test_a_moved_interview_is_redrafted() -> None:
    later = START + timedelta(days=1)
    (new,) = renew([waiting()], [moved(written(interview()), later, "Dear Lena, a new day.\n")], NOW)
    assert new.letter.body == "Dear Lena, a new day.\n"
    assert new.starts == (later,)


def test_a_moved_interview_flags_an_edited_letter_and_leaves_its_words() -> None:
    edited = approval.edit(waiting(), NOW, body="My own words.")
    (new,) = renew([edited], [moved(written(interview()), START + HOUR, "other")], NOW)
    assert new.letter.body == "My own words.\n"
    assert MOVED in new.reasons


def test_a_moved_interview_voids_an_approval() -> None:
    (new,) = renew([approved()], [moved(written(interview()), START + HOUR, "other")], NOW)
    assert (new.status, new.send_at) == ("waiting", None)
    assert CHANGED in new.reasons


def test_an_approval_whose_letter_stays_the_same_stays() -> None:
    assert renew([approved()], [written(interview())], NOW) == []


def test_an_approval_older_than_a_day_asks_again() -> None:
    (new,) = renew([approved()], [written(interview())], NOW + timedelta(hours=25))
    assert new.status == "waiting"
    assert LAPSED in new.reasons


def test_a_kept_one_stays_kept_when_the_interview_moves_and_ends_with_it() -> None:
    kept = approval.keep(waiting(), NOW)
    (new,) = renew([kept], [moved(written(interview()), START + HOUR, "other")], NOW)
    assert new.status == "kept"
    assert renew([kept], [], NOW) == []
    (over,) = renew([kept], [], START + HOUR)
    assert over.status == "void"


def test_a_draft_without_its_interview_is_void_and_one_without_an_interview_is_another() -> None:
    first = waiting()
    changed = {d.id: d for d in renew([first], [written()], NOW)}
    assert changed[first.id].status == "void"
    assert len(changed) == 2


def test_a_snoozed_one_wakes_at_its_time() -> None:
    snoozed = approval.snooze(waiting(), NOW + 2 * HOUR, NOW)
    assert renew([snoozed], [written(interview())], NOW + HOUR) == []
    (new,) = renew([snoozed], [written(interview())], NOW + 2 * HOUR)
    assert new.status == "waiting"


def test_a_snoozed_one_wakes_at_the_latest_a_day_before_the_interview() -> None:
    snoozed = approval.snooze(waiting(), START - HOUR, NOW)
    (new,) = renew([snoozed], [written(interview())], START - timedelta(hours=24))
    assert new.status == "waiting"


def test_any_edit_voids_an_approval_and_changes_the_digest() -> None:
    draft = approved()
    changes: list[dict[str, Any]] = [
        {"subject": "Other"},
        {"body": "Other"},
        {"to": ["else@pike.example"]},
        {"cc": ["hr@pike.example"]},
    ]
    for change in changes:
        edited = approval.edit(draft, NOW, **change)
        assert edited.status == "waiting"
        assert edited.digest != draft.digest


@pytest.mark.parametrize("field", ["account", "subject", "body", "in_reply_to", "thread_id"])
def test_the_digest_covers(field: str) -> None:
    plain = letter()
    other: Letter = replace(plain, **{field: "other"})  # type: ignore[arg-type]  # all of these are text
    assert approval.digest(other, "withdrawal") != approval.digest(plain, "withdrawal")


def test_the_digest_covers_people_and_calendar_actions() -> None:
    plain = letter()
    others = [
        replace(plain, to=()),
        replace(plain, cc=plain.to),
        replace(plain, from_=Mailbox("sam.lee@example.net", "Other")),
        replace(plain, references=()),
        replace(plain, calendar=()),
        replace(plain, calendar=(replace(plain.calendar[0], action="delete"),)),
    ]
    assert len({approval.digest(v, "withdrawal") for v in [plain, *others]}) == len(others) + 1


def test_the_result_of_a_calendar_answer_is_no_part_of_the_digest() -> None:
    plain = letter()
    done = replace(plain, calendar=(replace(plain.calendar[0], result="done", etag="other"),))
    assert approval.digest(done, "withdrawal") == approval.digest(plain, "withdrawal")


def test_an_approval_of_what_was_shown_is_refused_once_it_is_another_letter() -> None:
    with pytest.raises(Stale):
        approval.approve(waiting(), "0" * 64, NOW, HOUR)


@pytest.mark.parametrize("status", ["approved", "sending", "sent", "answered", "unsure", "void"])
def test_nothing_is_approved_twice(status: str) -> None:
    with pytest.raises(UserError):
        approval.approve(replace(waiting(), status=status), None, NOW, HOUR)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["waiting", "sent", "sending", "unsure", "void"])
def test_undo_does_not_lie(status: str) -> None:
    with pytest.raises(UserError):
        approval.undo(replace(waiting(), status=status), NOW)  # type: ignore[arg-type]


def test_an_edit_must_leave_a_letter() -> None:
    wrongs: list[dict[str, Any]] = [
        {"body": " \n"},
        {"to": []},
        {"to": ["no address"]},
        {"to": ["a@b\nBcc: x@y.example"]},
        {"cc": ["<a@b>"]},
    ]
    for wrong in wrongs:
        with pytest.raises(WrongUsage):
            approval.edit(waiting(), NOW, **wrong)


def test_a_subject_stays_one_line() -> None:
    assert approval.edit(waiting(), NOW, subject="One\r\nBcc: two").letter.subject == "One Bcc: two"


def test_a_snooze_into_the_past_is_refused() -> None:
    with pytest.raises(WrongUsage):
        approval.snooze(waiting(), NOW - HOUR, NOW)


def test_a_reply_of_a_person_marks_the_letter_answered() -> None:
    (new,) = answered([sent()], [reply()], NOW + HOUR)
    assert new.status == "answered"


def test_a_reply_in_the_thread_by_the_same_people_does_too() -> None:
    (new,) = answered([sent()], [reply(in_reply_to="<m1@pike.example>")], NOW + HOUR)
    assert new.status == "answered"


def test_so_does_one_to_the_users_older_mail_in_that_thread_and_not_one_in_another_thread() -> None:
    older = reply(
        key="o", message_id="<o@example.net>", in_reply_to="<m1@pike.example>", direction="out", sent_at=NOW - HOUR
    )
    elsewhere = replace(older, reading=replace(older.reading, in_reply_to="<other@pike.example>"))
    back = reply(in_reply_to="<o@example.net>")
    assert [d.status for d in answered([sent()], [older, back], NOW + HOUR)] == ["answered"]
    assert answered([sent()], [elsewhere, back], NOW + HOUR) == []


@pytest.mark.parametrize(
    "change",
    [
        {"human": False},
        {"direction": "out"},
        {"sent_at": NOW - HOUR},
        {"in_reply_to": "<m1@pike.example>", "from_": Mailbox("x@elsewhere.example")},
        {"in_reply_to": None},
    ],
)
def test_a_machine_an_earlier_mail_or_a_stranger_does_not(change: dict[str, object]) -> None:
    assert answered([sent()], [reply(**change)], NOW + HOUR) == []


def test_a_letter_that_came_back_has_failed() -> None:
    (new,) = answered([sent()], [reply(bounce_of="<ours@example.net>", human=False)], NOW + HOUR)
    assert new.status == "failed"


def test_a_copy_that_came_back_is_no_failed_letter() -> None:
    plain = sent()
    (reader, *_) = plain.letter.to
    copied = replace(plain, letter=replace(plain.letter, cc=(Recipient("hr@pike.example", "copied"),)))
    for whom, failed in (("hr@pike.example", False), (reader.address, True), ("else@pike.example", True)):
        gone = (Contact(whom, usable=False),)
        report = reply(bounce_of="<ours@example.net>", human=False, contacts=gone)
        assert bool(answered([copied], [report], NOW + HOUR)) == failed


def test_a_letter_that_came_back_stays_and_gets_no_second_one_beside_it() -> None:
    (back,) = answered([sent()], [reply(bounce_of="<ours@example.net>", human=False)], NOW + HOUR)
    assert renew([back], [written()], NOW + HOUR) == []
    assert renew([back], [], NOW + HOUR) == []


def test_a_letter_that_came_back_and_is_taken_up_again_keeps_what_the_calendar_was_told() -> None:
    step = CalendarStep("home", "work", "uid:1", None, "decline", result="done")
    draft = replace(sent(), letter=replace(letter(), calendar=(step,)))
    (back,) = answered([draft], [reply(bounce_of="<ours@example.net>", human=False)], NOW + HOUR)
    again = approval.edit(back, NOW + HOUR, to=["else@pike.example"])
    due = written(interview())
    assert renew([again], [replace(due, letter=replace(due.letter, calendar=()))], NOW + HOUR) == []


def test_doubt_about_a_delivery_is_asked() -> None:
    (question,) = doubts([replace(sent(), status="unsure"), waiting()])
    assert question.kind == "unsure_sent"
    assert question.answers == ("sent", "not_sent")


def test_an_interview_names_its_letter() -> None:
    draft = waiting()
    (item,) = linked([interview()], [draft])
    assert item.draft == draft.id
    (item,) = linked([interview()], [replace(draft, status="void")])
    assert item.draft is None


def test_an_interview_names_the_letter_that_would_give_it_up() -> None:
    leaving = replace(waiting(), key="leave:pike|")
    asking = replace(leaving, id="asking", key="expedite:pike|", kind="expedite")
    for drafts in ([leaving, asking], [asking, leaving]):
        (item,) = linked([interview()], drafts)
        assert item.draft == leaving.id
    (item,) = linked([interview()], [asking])
    assert item.draft == "asking"


@pytest.mark.parametrize("kind", ["more_time", "poem"])
def test_a_draft_is_written_anew_only_as_a_kind_that_fits(kind: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        approval.redraft(waiting(), ("withdrawal", "disclose"), kind, None, NOW)
    assert "withdrawal or disclose" in str(refused.value)
    assert len(str(refused.value).splitlines()) == 2


def test_a_wish_for_a_kind_stays_where_only_another_tone_is_asked_for() -> None:
    anew = approval.redraft(approved(), ("withdrawal", "disclose"), "disclose", None, NOW)
    assert (anew.wish, anew.status, anew.approved_at) == ("disclose", "waiting", None)
    again = approval.redraft(anew, ("withdrawal", "disclose"), None, "brief", NOW)
    assert (again.wish, again.tone) == ("disclose", "brief")


@pytest.mark.parametrize("status", ["sending", "sent", "answered", "unsure", "void"])
def test_what_is_gone_is_not_written_anew(status: str) -> None:
    with pytest.raises(UserError):
        approval.redraft(replace(waiting(), status=status), ("withdrawal",), "withdrawal", None, NOW)  # type: ignore[arg-type]


def test_times_are_kept_as_they_are() -> None:
    assert all(isinstance(s, datetime) and s.tzinfo for s in waiting().starts)
