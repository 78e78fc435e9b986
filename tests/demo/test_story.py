"""The demo tells the whole job, shows only what happened, and leaves nothing behind."""

from __future__ import annotations

import io
import json
import re
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agent.demo import mailbox, story

PAGE = Path(__file__).resolve().parents[2] / "docs/getting-started.md"
WEDNESDAY = datetime(2026, 11, 18, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made: empty before, and looked at afterwards."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    out = io.StringIO()
    assert story.run(out, as_json=True, interactive=False, keep=False, now=WEDNESDAY) == 0, out.getvalue()[-2000:]
    document: dict[str, Any] = json.loads(out.getvalue())
    return document


def texts(document: dict[str, Any]) -> str:
    return json.dumps(document["chapters"], ensure_ascii=False)


def last_sync(document: dict[str, Any], number: int) -> dict[str, Any]:
    syncs = [command for command in document["commands"] if command["command"] == "agent sync"]
    output: dict[str, Any] = syncs[number]["output"]
    return output


def test_every_command_of_it_succeeds(told: dict[str, Any]) -> None:
    assert told["ok"]
    assert {command["exit_status"] for command in told["commands"]} == {0}


def test_in_the_evening_nothing_is_drafted(told: dict[str, Any]) -> None:
    evening = last_sync(told, 0)
    assert evening["drafts"] == []
    standings = {offer["employer"]: offer["standing"] for offer in evening["offers"] if not offer["suspicious"]}
    assert standings == {"Harrowpike Instruments": "conditional", "Brookmere Logistics": "written"}


def test_three_interviews_elsewhere_are_found_and_nothing_else(told: dict[str, Any]) -> None:
    employers = sorted(interview["employer"] for interview in last_sync(told, 0)["interviews"])
    assert employers == ["Corvane Health", "Lanternvale Publishing", "Tidewell Analytics"]


def test_in_the_morning_everybody_else_gets_a_letter_of_the_right_kind(told: dict[str, Any]) -> None:
    drafts = {draft["employer"]: draft for draft in last_sync(told, 1)["drafts"]}
    assert {employer: draft["kind"] for employer, draft in drafts.items()} == {
        "Tidewell Analytics": "withdrawal",
        "Lanternvale Publishing": "withdrawal",
        "Corvane Health": "call_sheet",
        "Brookmere Logistics": "offer_decline",
    }
    assert drafts["Tidewell Analytics"]["to"] == ["marcus.oyelaran@tidewell.example"]
    assert drafts["Lanternvale Publishing"]["to"] == ["priya.raman@lanternvale.example"]
    assert drafts["Lanternvale Publishing"]["cc"] == ["recruiting@lanternvale.example"]
    assert drafts["Brookmere Logistics"]["to"] == ["t.calloway@brookmere.example"]
    assert drafts["Corvane Health"]["to"] == []


def test_no_letter_names_the_new_employer(told: dict[str, Any]) -> None:
    for draft in last_sync(told, 1)["drafts"]:
        assert "harrowpike" not in (draft["subject"] + draft["body"]).lower()


def test_one_letter_leaves_as_it_was_shown(told: dict[str, Any]) -> None:
    (letter,) = told["sent"]
    shown = next(draft for draft in last_sync(told, 1)["drafts"] if draft["employer"] == "Tidewell Analytics")
    assert f"To: {'Marcus Oyelaran'}" in letter
    assert shown["body"].split("\n")[0] in letter


def test_the_calendar_is_answered_on_both_calendars(told: dict[str, Any]) -> None:
    sent = next(draft for draft in last_sync(told, 2)["drafts"] if draft["status"] == "sent")
    assert [(step["action"], step["result"]) for step in sent["calendar"]] == [("decline", "done")] * 2
    assert "DECLINED" in texts(told)


def test_the_scam_is_shown_and_counts_for_nothing(told: dict[str, Any]) -> None:
    suspicious = [offer for offer in last_sync(told, 1)["offers"] if offer["suspicious"]]
    assert len(suspicious) == 1
    assert not suspicious[0]["firm"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 6, 12, tzinfo=UTC),  # a Friday; the clocks change on Sunday
        datetime(2026, 11, 2, 3, tzinfo=UTC),  # still Sunday there, the day they change back
        datetime(2026, 12, 28, 12, tzinfo=UTC),  # over the end of the year
        datetime(2028, 2, 28, 12, tzinfo=UTC),  # and a leap day
    ],
)
def test_the_story_is_the_same_on_any_day(now: datetime, told: dict[str, Any]) -> None:
    out = io.StringIO()
    assert story.run(out, as_json=True, interactive=False, keep=False, now=now) == 0, out.getvalue()[-2000:]
    document = json.loads(out.getvalue())
    assert [chapter["title"].split()[-1] for chapter in document["chapters"]] == [
        chapter["title"].split()[-1] for chapter in told["chapters"]
    ]
    assert len(last_sync(document, 1)["drafts"]) == len(last_sync(told, 1)["drafts"])


def test_without_a_terminal_it_tells_everything_in_plain_text(temporary: Path) -> None:
    out = io.StringIO()
    started = time.monotonic()
    assert story.run(out, as_json=False, interactive=False, keep=False, now=WEDNESDAY) == 0
    assert time.monotonic() - started < 20
    text = out.getvalue()
    assert "\x1b" not in text
    for words in ("Harrowpike Instruments", "conditional", "now firm", "DECLINED", "agent config init"):
        assert words in text
    assert list(temporary.iterdir()) == []


def test_the_part_on_the_page_is_what_the_demo_prints() -> None:
    out = io.StringIO()
    story.run(out, as_json=False, interactive=False, keep=False, now=WEDNESDAY)
    printed = [" ".join(line.strip("╭╮╰╯─ ").split()) for line in out.getvalue().splitlines()]
    (picture,) = re.findall(r"^```text\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for line in picture.splitlines():
        assert " ".join(line.strip("╭╮╰╯─ ").split()) in printed, line


@pytest.mark.parametrize(("typed", "letters"), [("y\n", 1), ("n\n", 0), ("", 0), ("\n", 0)])
def test_only_a_clear_yes_sends_the_letter(
    typed: str, letters: int, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert story.run(io.StringIO(), as_json=False, interactive=True, keep=True, now=WEDNESDAY) == 0
    (folder,) = temporary.iterdir()
    assert len(list((folder / "sent").glob("*.eml"))) == letters


def test_kept_it_says_where_everything_is(temporary: Path) -> None:
    out = io.StringIO()
    assert story.run(out, as_json=False, interactive=False, keep=True, now=WEDNESDAY) == 0
    (folder,) = temporary.iterdir()
    assert folder.name in out.getvalue()
    assert (folder / "config.toml").exists()


def test_a_story_that_is_not_true_is_not_told_to_its_end(monkeypatch: pytest.MonkeyPatch, temporary: Path) -> None:
    monkeypatch.setattr(mailbox, "build_later", lambda root, today: [])  # the check never clears
    out = io.StringIO()
    assert story.run(out, as_json=False, interactive=False, keep=False, now=WEDNESDAY) == 1
    assert "The demo does not go on" in out.getvalue()
    assert list(temporary.iterdir()) == []
