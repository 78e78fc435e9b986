"""The sample mailbox is a real one: well-formed, of this week, and the same everywhere."""

from __future__ import annotations

import email
import email.policy
import os
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import icalendar
import pytest

from agent.demo import mailbox

MONDAY, WEDNESDAY, FRIDAY = date(2026, 3, 9), date(2026, 11, 18), date(2026, 12, 4)


def messages(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(root.glob("mail/**/cur/*"))]


def test_working_days_step_over_the_weekend() -> None:
    assert mailbox.day(MONDAY, "-1") == MONDAY - timedelta(days=3)
    assert mailbox.day(FRIDAY, "+1") == FRIDAY + timedelta(days=3)
    assert mailbox.day(WEDNESDAY, "+0") == WEDNESDAY


def test_a_weekday_of_next_week_is_in_next_week() -> None:
    assert [mailbox.day(today, "1.wed") - today for today in (MONDAY, FRIDAY)] == [timedelta(9), timedelta(5)]


def test_on_a_weekend_the_story_is_told_on_friday() -> None:
    sunday = datetime(2026, 12, 6, 15, tzinfo=UTC)
    assert mailbox.story_day(sunday) == FRIDAY


def test_a_day_is_one_of_the_stories_zone() -> None:
    after_midnight_in_london = datetime(2026, 12, 4, 2, tzinfo=UTC)
    assert mailbox.story_day(after_midnight_in_london) == FRIDAY - timedelta(days=1)


def test_placeholders_become_dates() -> None:
    text = "{{mail +0 09:30}} / {{day 1.tue}} / {{utc -1 18:00}} / {{long +1}}"
    assert (
        mailbox.fill(text, WEDNESDAY)
        == "Wed, 18 Nov 2026 09:30:00 -0500 / Tuesday, November 24 / 20261117T230000Z / November 19, 2026"
    )


@pytest.mark.parametrize("text", ["{{moon +0}}", "{{day}}", "{{day tomorrow}}"])
def test_an_unknown_placeholder_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="unknown placeholder"):
        mailbox.fill(text, WEDNESDAY)


@pytest.mark.parametrize("today", [MONDAY, WEDNESDAY, FRIDAY])
def test_every_message_is_well_formed_and_past(tmp_path: Path, today: date) -> None:
    mailbox.build(tmp_path, today)
    evening = mailbox.moment(today, "-1", "18:00")
    found = messages(tmp_path)
    assert len(found) >= 30
    for raw in found:
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
        assert not [part.defects for part in parsed.walk() if part.defects], parsed["Subject"]
        assert parsedate_to_datetime(parsed["Date"]) < evening, parsed["Subject"]
        body = parsed.get_body(("plain", "html"))
        assert body is not None
        assert "{{" not in body.get_content()


def test_accents_and_transfer_encodings_survive(tmp_path: Path) -> None:
    mailbox.build(tmp_path, WEDNESDAY)
    texts = {}
    for raw in messages(tmp_path):
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
        body = parsed.get_body(("plain", "html"))
        assert body is not None
        texts[parsed["Message-ID"]] = (raw, body.get_content())
    raw, text = texts["<brk-2f10.09@brookmere.example>"]
    assert "Viele Grüße" in text
    assert b"Viele" not in raw
    raw, text = texts["<BN8PR07MB6611.lanternvale.example>"]
    assert "Hélène" in text
    assert b"H=E9l=E8ne" in raw


def test_no_address_could_belong_to_anybody(tmp_path: Path) -> None:
    mailbox.build(tmp_path, WEDNESDAY)
    mailbox.build_later(tmp_path, WEDNESDAY)
    for raw in messages(tmp_path):
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
        for name in ("From", "To", "Cc", "Reply-To"):
            for one in getattr(parsed[name], "addresses", ()):
                assert not one.domain or one.domain.endswith(".example"), one


@pytest.mark.parametrize("today", [MONDAY, WEDNESDAY, FRIDAY])
def test_every_event_is_well_formed(tmp_path: Path, today: date) -> None:
    mailbox.build(tmp_path, today)
    files = sorted(tmp_path.glob("calendars/*/*.ics"))
    assert len(files) >= 10
    for path in files:
        (event,) = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        assert not event.errors
        assert event["UID"]
    interview = icalendar.Calendar.from_ical((tmp_path / "calendars/personal/tidewell-interview.ics").read_bytes())
    start = interview.walk("VEVENT")[0].decoded("DTSTART").astimezone(mailbox.ZONE)
    assert (start.hour, start.weekday()) == (14, 2)
    assert start.date() > today


def test_what_comes_later_is_of_the_morning(tmp_path: Path) -> None:
    mailbox.build(tmp_path, WEDNESDAY)
    before = len(messages(tmp_path))
    written = mailbox.build_later(tmp_path, WEDNESDAY)
    assert len(messages(tmp_path)) == before + len(written)
    for path in written:
        received = datetime.fromtimestamp(os.stat(path).st_mtime, UTC)
        assert mailbox.moment(WEDNESDAY, "+0") < received < mailbox.moment(WEDNESDAY, "+0", "09:00")
