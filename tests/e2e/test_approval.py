"""What a person can say to a draft: keep, snooze, approve, undo, edit; and what stands until then."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.stories import firm, linden, orchard
from tests.e2e.world import Status, World


@pytest.fixture
def ready(world: World) -> World:
    """A firm offer, and letters to Linden Hydro and Orchard Robotics that wait."""
    firm(world)
    linden(world)
    orchard(world)
    assert [d["status"] for d in world.sync().drafts] == ["waiting", "waiting"]
    return world


def settled(found: Status) -> dict[str, Any]:
    """The document without what only says when it was made, and what the last sync had to do."""
    rest = json.loads(json.dumps(found))
    del rest["now"]
    for account in rest["accounts"]:
        for key in ("last_success", "messages", "events"):
            del account[key]
    return dict(rest)


# ---------------------------------------------------------------- nothing by itself


def test_nothing_leaves_without_an_approval(ready: World) -> None:
    for _ in range(3):
        ready.later(hours=6)
    assert ready.sent() == []
    assert len(ready.filed()) == 2  # the user's own two letters


def test_a_second_sync_changes_nothing(ready: World) -> None:
    first = ready.status()
    second = ready.later(minutes=15)
    assert settled(second) == settled(first)
    assert [a["messages"]["new"] for a in second["accounts"]] == [0]
    assert [a["events"]["changed"] for a in second["accounts"]] == [0]
    third = ready.later(minutes=15)
    for account in (*second["accounts"], *third["accounts"]):
        del account["last_success"]
    assert {**third, "now": None} == {**second, "now": None}


def test_status_says_what_sync_said(ready: World) -> None:
    found = ready.later(minutes=15)
    assert ready.status() == found


# ---------------------------------------------------------------- hold


def test_an_approved_letter_is_held_and_leaves_with_the_next_sync_after_that_once(ready: World) -> None:
    draft = ready.approve("Linden")
    assert (draft["status"], draft["sent_at"]) == ("approved", None)
    assert draft["send_at"] == "2026-11-18T09:01:00-05:00"
    assert ready.sent() == []
    assert ready.later(seconds=59).draft("Linden")["status"] == "approved"
    assert ready.sent() == []
    draft = ready.later(seconds=1).draft("Linden")
    assert draft["status"] == "sent"
    assert draft["sent_at"] == "2026-11-18T09:01:00-05:00"
    assert len(ready.sent()) == 1
    before = settled(ready.later(minutes=1))
    for _ in range(3):
        assert settled(ready.later(minutes=20)) == before
    assert len(ready.sent()) == 1
    assert before["interviews"][0]["employer"] == "Orchard Robotics"
    assert len(before["interviews"]) == 1


def test_the_hold_is_as_long_as_configured(ready: World) -> None:
    ready.configure(policy="[approval]\nhold_seconds = 600")
    assert ready.approve("Linden")["send_at"] == "2026-11-18T09:10:00-05:00"
    assert ready.later(minutes=9).draft("Linden")["status"] == "approved"
    assert ready.later(minutes=1).draft("Linden")["status"] == "sent"


def test_immediately_does_not_wait(ready: World) -> None:
    draft = ready.approve("Linden", immediately=True)
    assert draft["status"] == "sent"
    assert len(ready.sent()) == 1


def test_one_command_approves_several(ready: World) -> None:
    ids = [d["id"] for d in ready.status().drafts]
    ready.do(f"approve {' '.join(ids)} --yes")
    found = ready.later(minutes=2)
    assert [d["status"] for d in found.drafts] == ["sent", "sent"]
    assert sorted(str(m["To"]) for m in ready.sent()) == [
        "Aisha Rahman <aisha.rahman@lindenhydro.example>",
        "Ben Sayer <ben@orchardrobotics.example>",
    ]


def test_without_a_terminal_only_yes_and_full_ids_approve(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    for words in ([id_], [id_[:5], "--yes"], ["--yes"]):
        result = ready.agent("approve", *words)
        assert result.status == 2, words
        assert "--yes" in result.err
    assert ready.later(minutes=5).draft("Linden")["status"] == "waiting"


def test_with_a_digest_only_the_letter_that_was_shown_is_approved(ready: World) -> None:
    draft = ready.status().draft("Linden")
    result = ready.agent("approve", draft["id"], "--yes", "--digest", "0" * 64)
    assert result.status == 1
    assert "changed" in result.err
    assert ready.status().draft("Linden")["status"] == "waiting"
    ready.do(f"approve {draft['id']} --yes --digest {draft['digest']}")
    assert ready.status().draft("Linden")["status"] == "approved"


def test_a_letter_is_not_approved_twice(ready: World) -> None:
    id_ = ready.approve("Linden")["id"]
    assert ready.agent("approve", id_, "--yes").status == 1
    ready.later(minutes=2)
    assert ready.agent("approve", id_, "--yes").status == 1
    assert len(ready.sent()) == 1


def test_an_approval_that_was_not_delivered_within_a_day_asks_again(ready: World) -> None:
    ready.approve("Linden")
    draft = ready.later(hours=25).draft("Linden")
    assert draft["status"] == "waiting"
    assert any("24 hours" in reason for reason in draft["reasons"])
    assert ready.sent() == []


# ---------------------------------------------------------------- undo


def test_undo_takes_a_held_letter_back(ready: World) -> None:
    id_ = ready.approve("Linden")["id"]
    ready.do(f"undo {id_}")
    draft = ready.later(minutes=5).draft("Linden")
    assert (draft["status"], draft["send_at"]) == ("waiting", None)
    assert ready.sent() == []
    ready.do(f"approve {id_} --yes")
    ready.later(minutes=2)
    assert len(ready.sent()) == 1


def test_undo_is_too_late_once_it_was_sent(ready: World) -> None:
    id_ = ready.approve("Linden", immediately=True)["id"]
    result = ready.agent("undo", id_)
    assert result.status == 1
    assert "sent" in result.err


def test_there_is_nothing_to_undo_for_a_letter_that_waits(ready: World) -> None:
    assert ready.agent("undo", ready.status().draft("Linden")["id"]).status == 1


# ---------------------------------------------------------------- keep


@pytest.mark.parametrize("noun", ["draft", "interview"])
def test_keep_takes_the_id_of_the_draft_or_of_the_interview(ready: World, noun: str) -> None:
    found = ready.status()
    id_ = found.draft("Linden")["id"] if noun == "draft" else found.interview("Linden")["id"]
    ready.do(f"keep {id_}")
    found = ready.later(days=1)
    assert found.draft("Linden")["status"] == "kept"
    assert found.draft("Orchard")["status"] == "waiting"
    assert "Linden Hydro" in found.employers


def test_a_held_letter_that_is_kept_is_not_sent(ready: World) -> None:
    id_ = ready.approve("Linden")["id"]
    ready.do(f"keep {id_}")
    ready.later(minutes=10)
    assert ready.sent() == []


def test_a_kept_interview_stays_kept_when_it_moves(ready: World) -> None:
    ready.do(f"keep {ready.status().draft('Orchard')['id']}")
    ready.event("orchard", "Interview at Orchard Robotics", "2026-12-01T10:30", minutes=90, sequence=1)
    assert ready.later(hours=1).draft("Orchard")["status"] == "kept"


def test_a_kept_letter_can_still_be_approved(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    ready.do(f"keep {id_}")
    ready.do(f"approve {id_} --yes")
    ready.later(minutes=2)
    assert len(ready.sent()) == 1


def test_what_was_kept_before_any_letter_was_drafted_gets_none(world: World) -> None:
    linden(world)
    orchard(world)
    world.do(f"keep {world.sync().interview('Linden')['id']}")
    firm(world)
    found = world.later(hours=1)
    assert found.employers == ["Linden Hydro", "Orchard Robotics"]
    assert [(d["employer"], d["status"]) for d in found.drafts if d["status"] != "kept"] == [
        ("Orchard Robotics", "waiting")
    ]


# ---------------------------------------------------------------- snooze


def test_a_snoozed_letter_wakes_at_its_time(ready: World) -> None:
    ready.do(f"snooze {ready.status().draft('Orchard')['id']} --for 2d")
    assert ready.later(days=1).draft("Orchard")["status"] == "snoozed"
    assert ready.later(hours=23).draft("Orchard")["status"] == "snoozed"
    assert ready.later(hours=1).draft("Orchard")["status"] == "waiting"


def test_a_snoozed_letter_wakes_a_day_before_the_interview_at_the_latest(ready: World) -> None:
    told = ready.do(f"snooze {ready.status().draft('Linden')['id']} --until 2026-12-24T09:00").out
    assert "at the latest a day before the interview" in " ".join(told.split())
    assert ready.day("2026-11-23T13:59").draft("Linden")["status"] == "snoozed"
    assert ready.day("2026-11-23T14:00").draft("Linden")["status"] == "waiting"


def test_snoozing_into_the_past_is_wrong_usage(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    assert ready.agent("snooze", id_, "--until", "2026-11-17T09:00").status == 2
    assert ready.status().draft("Linden")["status"] == "waiting"


def test_a_held_letter_that_is_snoozed_is_not_sent(ready: World) -> None:
    ready.do(f"snooze {ready.approve('Linden')['id']} --for 1d")
    ready.later(minutes=10)
    assert ready.sent() == []


# ---------------------------------------------------------------- edit


def test_an_edit_voids_the_approval_and_the_new_words_leave_after_a_new_one(ready: World) -> None:
    draft = ready.approve("Linden")
    words = ready.root / "words.txt"
    words.write_text("Dear Aisha,\n\nI have to withdraw from Tuesday's interview. Thank you for everything.\n\nInes\n")
    ready.do(
        f"edit {draft['id']} --body-file {words} --subject 'Tuesday, 24 November' --cc rolf.enders@lindenhydro.example"
    )
    edited = ready.later(minutes=5).draft("Linden")
    assert edited["status"] == "waiting"
    assert edited["digest"] != draft["digest"]
    assert ready.sent() == []
    ready.do(f"approve {draft['id']} --yes")
    ready.later(minutes=2)
    (message,) = ready.sent()
    assert "I have to withdraw from Tuesday's interview." in message.get_content()
    assert message["Subject"] == "Tuesday, 24 November"
    assert message["Cc"] == "rolf.enders@lindenhydro.example"


def test_each_part_of_a_letter_is_covered_by_the_digest(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    words = ready.root / "words.txt"
    words.write_text("Other words.\n")
    digests = [ready.status().draft("Linden")["digest"]]
    for change in (
        "--subject Hello",
        f"--body-file {words}",
        "--to rolf.enders@lindenhydro.example",
        "--cc aisha.rahman@lindenhydro.example",
    ):
        ready.do(f"edit {id_} {change}")
        digests.append(ready.status().draft("Linden")["digest"])
    assert len(set(digests)) == 5


def test_an_edit_survives_the_next_syncs(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    ready.do(f"edit {id_} --subject 'My own subject'")
    assert ready.later(hours=2).draft("Linden")["subject"] == "My own subject"


@pytest.mark.parametrize(
    "change",
    ["--to 'not an address'", "--to ines.calloway@postbox.example", "--to 'a@b.example, c@d.example'"],
)  # fmt: skip
def test_a_bad_address_is_refused_and_nothing_is_changed(ready: World, change: str) -> None:
    import shlex

    before = ready.status().draft("Linden")
    assert ready.agent("edit", before["id"], *shlex.split(change)).status == 2
    assert ready.status().draft("Linden") == before


def test_an_empty_letter_is_refused(ready: World) -> None:
    words = ready.root / "words.txt"
    words.write_text(" \n\n")
    before = ready.status().draft("Linden")
    assert ready.agent("edit", before["id"], "--body-file", str(words)).status == 2
    assert ready.status().draft("Linden") == before


def test_a_line_break_in_a_subject_makes_no_header(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    ready.agent("edit", id_, "--subject", "Hello\r\nBcc: somebody@elsewhere.example")
    ready.do(f"approve {id_} --yes --immediately")
    (message,) = ready.sent()
    assert message["Bcc"] is None


def test_redraft_writes_the_letter_anew(ready: World) -> None:
    before = ready.status().draft("Linden")
    ready.do(f"edit {before['id']} --subject Hello")
    ready.do(f"redraft {before['id']} --kind withdrawal")
    assert ready.status().draft("Linden")["digest"] == before["digest"]


# ---------------------------------------------------------------- ids


def test_any_unique_beginning_of_an_id_will_do(ready: World) -> None:
    id_ = ready.status().draft("Linden")["id"]
    ready.do(f"keep {id_[:-3]}")
    assert ready.status().draft("Linden")["status"] == "kept"


def test_ids_are_the_same_on_a_second_machine(ready: World) -> None:
    first = ready.status()
    ready.state = ready.root / "another"
    second = ready.sync()
    for what in ("offers", "interviews", "drafts"):
        assert [x["id"] for x in first[what]] == [x["id"] for x in second[what]]
    assert [d["digest"] for d in first.drafts] == [d["digest"] for d in second.drafts]


def test_an_unknown_id_is_an_error_in_one_or_two_lines(ready: World) -> None:
    for words in (
        ["show", "nobody"],
        ["why", "nobody"],
        ["keep", "nobody"],
        ["undo", "nobody"],
        ["answer", "nobody", "yes"],
    ):
        result = ready.agent(*words)
        assert result.status == 1, words
        assert result.out == ""
        assert 1 <= len(result.err.splitlines()) <= 2
