"""What the commands print, keep and forget: documents, chains of evidence, the journal, private files, the purge."""

from __future__ import annotations

import json
import re
import stat
import zlib
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.e2e.stories import firm, linden, orchard
from tests.e2e.world import World, parsed, words_of

KEYS = ("now", "last_success", "since", "date", "start", "end", "send_at", "sent_at")
"""Times in the documents."""
SECRET = "The oncologist says the results of Thursday look better than feared"


@pytest.fixture
def ready(world: World) -> World:
    """A firm offer, a question, and letters to Linden Hydro and Orchard Robotics that wait."""
    firm(world)
    linden(world)
    orchard(world)
    world.mail(
        "Marguerite Oduya <m.oduya@kestrelavionics.example>", "Kestrel Avionics: offer letter",
        "Dear Ines,\n\nKestrel Avionics is pleased to offer you the position of Verification Engineer. Please find the offer"
        " letter attached and answer by November 27.\n\nMarguerite Oduya\nKestrel Avionics",
        "2026-11-13T11:00", attachment="offer.pdf",
    )  # fmt: skip
    world.sync()
    return world


# ---------------------------------------------------------------- documents

LISTS = ("sync", "status", "offers", "interviews", "drafts", "questions", "journal", "accounts", "config")


@pytest.mark.parametrize("command", LISTS)
def test_with_json_standard_output_is_exactly_one_document(ready: World, command: str) -> None:
    result = ready.agent(command, "--json")
    assert result.status == 0, result.err
    json.loads(result.out)
    assert result.out.count("\n") == 1
    assert result.err == ""


@pytest.mark.parametrize("command", LISTS)
def test_without_json_there_is_text_for_people_without_colours(ready: World, command: str) -> None:
    result = ready.agent(command)
    assert result.status == 0, result.err
    assert result.out.strip()
    assert "\x1b" not in result.out
    with pytest.raises(json.JSONDecodeError):
        json.loads(result.out)


def test_the_lists_are_those_of_status(ready: World) -> None:
    found = ready.status()
    for what in ("offers", "interviews", "drafts", "questions"):
        assert ready.agent(what, "--json").json in (found[what], {what: found[what]})


def test_each_item_can_be_shown_and_says_why(ready: World) -> None:
    found = ready.status()
    for what in ("offers", "interviews", "drafts", "questions"):
        assert found[what], what
        for item in found[what]:
            shown = ready.do(f"show {item['id']} --json").json
            assert shown == item
            assert ready.do(f"show {item['id']}").out.strip()
            chain = ready.do(f"why {item['id']} --json").json["chain"]
            assert chain, what
            assert ready.do(f"why {item['id']}").out.strip()


def test_why_quotes_the_words_and_names_the_file(ready: World) -> None:
    chain = ready.do(f"why {ready.status().draft('Linden')['id']} --json").json["chain"]
    quoted = [step for step in chain if step["quote"]]
    assert quoted
    for step in (s for s in quoted if s["message_id"]):
        message = parsed(Path(step["file"]).read_bytes())
        assert message["Message-ID"] == step["message_id"]
        body = message.get_body(("plain",))
        assert isinstance(body, EmailMessage)
        text = f"{message['Subject']} {words_of(body)}".lower()
        assert " ".join(step["quote"].lower().split())[:60] in " ".join(text.split())
    said = json.dumps(chain)
    assert "I am delighted to accept the position" in said
    assert "your interview is on Tuesday, November 24, at 2:00 pm" in said


def test_an_offers_evidence_has_message_date_label_and_words(ready: World) -> None:
    evidence = ready.status().offer("Brackwater")["evidence"]
    assert [e["label"] for e in evidence] == ["offer_written", "offer_accepted", "offer_accepted"]
    for step in evidence:
        assert step["message_id"].startswith("<")
        assert datetime.fromisoformat(step["date"]).tzinfo is not None
        assert step["quote"]


def test_every_time_has_its_offset(ready: World) -> None:
    ready.approve("Linden")

    def times(value: object) -> list[str]:
        if isinstance(value, list):
            return [t for v in value for t in times(v)]
        if not isinstance(value, dict):
            return []
        own = [v for k, v in value.items() if k in KEYS and isinstance(v, str)]
        return own + [t for v in value.values() for t in times(v)]

    found = times(dict(ready.status()))
    assert len(found) > 10
    assert all(datetime.fromisoformat(t).tzinfo is not None for t in found)


def test_before_the_first_sync_status_is_empty_and_says_so(world: World) -> None:
    found = world.status()
    assert [found[what] for what in ("offers", "interviews", "drafts", "questions")] == [[], [], [], []]
    assert [(a["name"], a["last_success"]) for a in found["accounts"]] == [("home", None)]
    assert not world.state.exists()


def test_the_command_alone_and_help_and_version_need_nothing(world: World) -> None:
    assert world.agent("--help").status == 0
    assert world.agent("--version").out.startswith("bowout ")
    for words in (["no-such-command"], ["approve", "--no-such-option"], ["snooze"], ["offer", "burn", "x"]):
        result = world.agent(*words)
        assert result.status == 2
        assert 1 <= len(result.err.splitlines()) <= 2


@pytest.mark.slow
def test_the_real_command_prints_the_same_document(ready: World) -> None:
    result = ready.process("status", "--json")
    assert (result.status, result.err) == (0, "")
    assert result.json == ready.status()
    assert ready.process("status").out == ready.agent("status").out


def test_explain_labels_the_mailbox_one_object_a_line(ready: World) -> None:
    result = ready.agent("explain", "--json", str(ready.maildir()))
    assert result.status == 0
    found = [json.loads(line) for line in result.out.splitlines()]
    assert len(found) == 8
    assert {f["label"] for f in found} >= {"offer_written", "offer_accepted", "interview_scheduled"}


# ---------------------------------------------------------------- the journal


def test_the_journal_tells_every_decision_and_delivery_in_order(ready: World) -> None:
    found = ready.status()
    linden_, orchard_ = found.draft("Linden")["id"], found.draft("Orchard")["id"]
    ready.do(f"approve {linden_} --yes")
    ready.do(f"undo {linden_}")
    ready.do(f"approve {linden_} --yes")
    ready.do(f"keep {orchard_}")
    ready.later(minutes=2)
    entries = ready.do("journal --json").json
    assert [datetime.fromisoformat(e["at"]) for e in entries] == sorted(
        datetime.fromisoformat(e["at"]) for e in entries
    )
    of_linden = [e["what"] for e in entries if e["about"] == linden_]
    assert of_linden == [
        "draft.waiting", "draft.approved", "draft.undone", "draft.approved", "draft.sent", "calendar.answered",
    ]  # fmt: skip
    assert "draft.kept" in [e["what"] for e in entries if e["about"] == orchard_]
    assert any(e["what"] == "offer.firm" for e in entries)
    sent = next(e for e in entries if e["what"] == "draft.sent")
    assert "aisha.rahman@lindenhydro.example" in sent["detail"]


def test_a_second_sync_writes_nothing_into_the_journal(ready: World) -> None:
    before = ready.do("journal --json").json
    ready.later(hours=1)
    assert ready.do("journal --json").json == before


def test_the_journal_since_a_time(ready: World) -> None:
    ready.now = ready.now.replace(hour=12)
    ready.do(f"keep {ready.status().draft('Linden')['id']}")
    whats = [e["what"] for e in ready.do("journal --json --since 2026-11-18T12:00:00-05:00").json]
    assert whats == ["draft.kept"]


def test_the_work_search_record_is_csv(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    text = ready.do("journal --work-search").out
    assert "Linden Hydro" in text
    assert text.splitlines()[0].count(",") >= 2


# ---------------------------------------------------------------- privacy


def test_the_state_is_private(ready: World) -> None:
    ready.approve("Orchard", immediately=True)
    assert stat.S_IMODE(ready.state.stat().st_mode) == 0o700
    for path in ready.state.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_a_state_folder_that_was_open_to_all_is_closed(world: World) -> None:
    world.state.mkdir(mode=0o755)
    world.sync()
    assert stat.S_IMODE(world.state.stat().st_mode) == 0o700


def test_nothing_of_other_mail_is_kept(world: World) -> None:
    firm(world)
    linden(world)
    world.mail("Mum <dorothea@family.example>", "Thursday", f"Dear,\n\n{SECRET}. Call me.\n\nMum", "2026-11-15T10:00")
    world.mail(
        "Cardwell Bank <notice@cardwellbank.example>", "Your statement", "Balance of account 4417-0092-881: $1,204.55",
        "2026-11-15T11:00",
    )  # fmt: skip
    world.sync()
    world.approve("Linden", immediately=True)
    world.later(minutes=5)
    stored = world.stored()
    for text in (SECRET, "oncologist", "dorothea@family.example", "4417-0092-881", "cardwellbank"):
        assert text.encode() not in stored
    for match in re.finditer(rb"x[\x01\x5e\x9c\xda]", stored):  # raw messages are kept compressed
        try:
            text = zlib.decompressobj().decompress(stored[match.start() :], 1_000_000).decode("utf-8", "replace")
        except zlib.error:
            continue
        assert "oncologist" not in text


def test_attachments_are_not_kept(world: World) -> None:
    firm(world)
    world.sync()
    assert b"%PDF-1.4 a scan" not in world.stored()


def test_the_log_has_no_words_and_no_addresses(ready: World) -> None:
    ready.approve("Linden")
    ready.now = ready.now.replace(minute=5)
    result = ready.agent("-vv", "sync", "--json")
    assert result.status == 0
    for text in ("aisha.rahman", "@lindenhydro", "t.wilk", "delighted", "Test Engineer"):
        assert text not in result.err


def test_the_users_mail_is_never_touched(world: World) -> None:
    firm(world)
    linden(world)
    before = {f: (f.read_bytes(), f.stat().st_mtime_ns) for f in world.maildir().rglob("*") if f.is_file()}
    world.sync()
    world.approve("Linden", immediately=True)
    world.later(minutes=5)
    for file, (data, time) in before.items():
        assert (file.read_bytes(), file.stat().st_mtime_ns) == (data, time)


# ---------------------------------------------------------------- purge


def test_purge_forgets_and_the_next_sync_reads_anew(ready: World) -> None:
    ready.do("purge --yes")
    found = ready.status()
    assert [found[what] for what in ("offers", "interviews", "drafts", "questions")] == [[], [], [], []]
    assert b"aisha.rahman" not in ready.stored()
    found = ready.sync()
    assert found.offer("Brackwater")["standing"] == "firm"
    assert found.draft("Linden")["status"] == "waiting"


def test_purge_asks_first_unless_told_not_to(ready: World) -> None:
    result = ready.agent("purge")
    assert result.status == 2
    assert ready.status().drafts


def test_purge_of_one_account_leaves_the_other(two: World) -> None:
    firm(two, "home")
    linden(two, "uni")
    two.sync()
    two.do("purge --account uni --yes")
    assert b"aisha.rahman" not in two.stored()
    found = two.sync("--account", "home")
    assert found.offer("Brackwater")["standing"] == "firm"


def test_an_account_that_left_the_configuration_can_still_be_forgotten(two: World) -> None:
    firm(two, "home")
    linden(two, "uni")
    two.sync()
    two.config.write_text(two.config.read_text().replace('name = "uni"', 'name = "college"'))
    two.agent("sync")
    two.do("purge --account uni --yes")
    assert two.agent("purge", "--account", "uni", "--yes").status == 2  # nothing is left of it


def test_a_letter_that_was_sent_is_not_sent_again_after_a_purge(ready: World) -> None:
    ready.approve("Linden", immediately=True)
    ready.do("purge --yes")
    found = ready.later(minutes=5)
    assert [d for d in found.drafts if d["employer"] == "Linden Hydro"] == []
    assert len(ready.sent()) == 1
