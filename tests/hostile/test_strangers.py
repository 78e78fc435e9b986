"""What a stranger tries: a copied UID or Message-ID, a forged acceptance, words that pose as syntax."""

from __future__ import annotations

import email
import json
from pathlib import Path

import pytest

from agent import ids
from tests.hostile import calendars
from tests.hostile.mails import ESCAPES, MAILS, TEMPLATE, calendar, event, text
from tests.hostile.world import Ran, World, letters, whole

FIELDS = (
    "From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding",
)  # fmt: skip
QUILLHURST = text(
    "Dear Mara,\n\nWe would like to invite you to an interview for the Analyst position at Quillhurst on November 26, 2026"
    " at 10:00 UTC.\n\nEve Mallory\nQuillhurst",
    Subject="Interview for the Analyst position at Quillhurst",
)


def strings(value: object) -> list[str]:
    """Every text in a document."""
    if isinstance(value, dict):
        return [found for inner in value.values() for found in strings(inner)]
    if isinstance(value, list):
        return [found for inner in value for found in strings(inner)]
    return [value] if isinstance(value, str) else []


def standing(ran: Ran, employer: str) -> list[tuple[str, bool]]:
    return [(o["standing"], o["suspicious"]) for o in ran.view["offers"] if o["employer"] == employer]


def test_a_uid_copied_from_another_interview_makes_a_second_one(tmp_path: Path) -> None:
    world = World(tmp_path).good()
    world.mail(QUILLHURST)
    world.event(
        calendars.event(
            "UID:interview@tidewell.com", "DTSTART:20261126T100000Z", "DTEND:20261126T110000Z",
            "SUMMARY:Interview with Quillhurst: Analyst", "ORGANIZER:mailto:eve@quillhurst.com",
        ),
        "copied.ics",
    )  # fmt: skip
    ran = world.sync()
    found = [(i["employer"], i["id"]) for i in ran.view["interviews"]]
    assert {employer for employer, _ in found} == {"Tidewell", "Quillhurst"}
    assert len({id_ for _, id_ in found}) == 2
    assert whole(ran)


def test_a_uid_copied_into_mail_hides_no_interview(tmp_path: Path) -> None:
    world = World(tmp_path).good()
    world.mail(calendar(event("UID:interview@tidewell.com", "DTSTART:20261126T100000Z")))
    ran = world.sync()
    assert whole(ran)
    assert "Tidewell" in [i["employer"] for i in ran.view["interviews"]]


def test_two_cases_whose_words_are_the_same_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = ids.words
    monkeypatch.setattr(ids, "words", lambda key: plain(key) if "#" in key else "same-old-words")
    world = World(tmp_path).good()
    world.mail(QUILLHURST)
    world.mail(MAILS["templates everywhere"]())
    ran = world.sync()
    for noun in ("offers", "interviews", "drafts", "questions"):
        found = [item["id"] for item in ran.view[noun]]
        assert len(found) == len(set(found))
    assert ("withdrawal", "Tidewell") in letters(ran.view)
    assert world.sync().view["drafts"] == ran.view["drafts"]


@pytest.mark.parametrize("name", ["the name of the good message", "the good offer rescinded by a stranger"])
def test_a_stranger_in_the_thread_changes_no_offer(tmp_path: Path, name: str) -> None:
    world = World(tmp_path).good()
    world.mail(MAILS[name]())
    ran = world.sync()
    assert standing(ran, "Harrow & Pike") == [("firm", False)]


@pytest.mark.parametrize("checked", [True, False])
def test_a_forged_acceptance_accepts_nothing(tmp_path: Path, checked: bool) -> None:
    world = World(tmp_path)
    world.mail(text(
        "Dear Mara,\n\nOn behalf of Quillhurst I am delighted to offer you the position of Analyst. The terms are these:\n\n"
        "  Base salary: $120,000 a year\n  Start date: January 11, 2027\n\nThere are no conditions. Please reply to this"
        " message with your acceptance by November 20, 2026.\n\nEve Mallory\nQuillhurst",
        Subject="Your offer from Quillhurst", Date="Fri, 13 Nov 2026 10:00:00 +0000", Message_ID="<o@quillhurst.com>",
    ))  # fmt: skip
    forged = MAILS["an acceptance forged in the users name"]()
    if not checked:
        forged = b"".join(line for line in forged.splitlines(True) if not line.startswith(b"Authentication-Results"))
    world.mail(forged)
    ran = world.sync()
    assert standing(ran, "Quillhurst") == [("written", False)]
    assert not any(offer["accepted"] for offer in ran.view["offers"])


@pytest.mark.parametrize("kind", ["escapes everywhere", "templates everywhere"])
def test_what_comes_from_mail_stays_plain_words(tmp_path: Path, kind: str) -> None:
    world = World(tmp_path).good()
    world.mail(MAILS[kind]())
    world.event(calendars.CALENDARS[kind](), "hostile.ics")
    ran = world.sync()
    assert whole(ran)
    shown = strings({noun: ran.view[noun] for noun in ("offers", "interviews", "drafts", "questions")})
    for found in shown:
        assert not [c for c in found if c in ESCAPES and not c.isprintable()], found
    for draft in ran.view["drafts"]:
        assert "49" not in json.dumps([draft["subject"], draft["body"]])
        assert TEMPLATE not in draft["body"]


@pytest.mark.parametrize("name", ["an encoded line break", "a message id that injects", "thousands of references"])
def test_no_header_of_a_letter_can_be_written_by_a_stranger(tmp_path: Path, name: str) -> None:
    world = World(tmp_path, settings=f'send = ["/bin/sh", "-c", "cat > {tmp_path}/sent.eml"]\n').good()
    world.mail(MAILS[name]())
    ran = world.sync()
    for draft in ran.view["drafts"]:
        if draft["employer"] == "Quillhurst" and draft["to"]:
            world.app().approve([draft["id"]], immediately=True)
            sent = email.message_from_bytes((tmp_path / "sent.eml").read_bytes())
            assert sent.keys() == [name for name in FIELDS if name in sent]
            assert not set(str(sent["To"])) & set("\r\n,")
            assert len(sent.as_bytes().partition(b"\n\n")[0]) < 4000
            return
    pytest.fail("there was no letter to Quillhurst")
