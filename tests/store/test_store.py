"""The store: its schema, its lock, its faults, and that what goes in comes out."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

from agent.errors import Busy, NewerState, UserError
from agent.model import Answer, Meeting, Reading, Reservation
from agent.store import codec, views
from agent.store.attachments import without_attachments
from agent.store.db import Database, migration
from agent.store.store import Store
from connectors.base import Event, Mailbox, Message

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def reading(key: str = "k1", label: str = "applied", **more: object) -> Reading:
    plain: dict[str, object] = {
        "key": key, "message_id": f"<{key}@mail.example>", "in_reply_to": None, "references": (), "sent_at": NOW,
        "direction": "in", "from_": Mailbox("lena@pike.example", "Lena"), "reply_to": (), "to": (), "cc": (),
        "subject": "Hello", "label": label, "confidence": 0.9,
    }  # fmt: skip
    return Reading(**{**plain, **more})  # type: ignore[arg-type]  # a builder for tests


def described(connection: sqlite3.Connection) -> dict[str, str]:
    """Every table, index and trigger with its SQL, without comments and spaces."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    return {name: re.sub(r"\s+", "", re.sub(r"--[^\n]*", "", sql)) for name, sql in rows}


def test_the_commented_schema_is_the_one_that_the_migrations_make() -> None:
    with closing(sqlite3.connect(":memory:")) as commented, closing(sqlite3.connect(":memory:")) as migrated:
        commented.executescript((resources.files("agent.store") / "schema.sql").read_text("utf-8"))
        for number in range(1, views.SCHEMA_VERSION + 1):
            migrated.executescript(migration(number))
        assert described(commented) == described(migrated)


def test_a_state_of_the_first_version_is_brought_up_to_date_by_a_mere_look(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / views.DATABASE)
    old.executescript(f"BEGIN;{migration(1)};PRAGMA user_version = 1;COMMIT;")
    old.execute(
        "INSERT INTO account (name, kind, since, complete) VALUES ('home', 'local', '2026-07-01T00:00:00+00:00', 1)"
    )
    old.execute(
        "INSERT INTO submission (id, draft, account, digest, state, doc, approved_at, due)"
        """ VALUES ('s', 'd', 'home', 'x', 'held', '{"id":"s","raw":"","message_id":"<a@b>","mail_from":"a@b","rcpt_to":[]}',"""
        " '2026-11-18T09:00:00+00:00', '2026-11-18T09:01:00+00:00')"
    )
    old.commit()
    old.close()
    looked = views.open(tmp_path)
    assert looked is not None
    (account,) = views.accounts(looked)
    looked.close()
    assert account["coverage"] == {"since": "2026-07-01T00:00:00+00:00", "complete": True, "todo": 0}
    with Store.opened(tmp_path) as store:
        (outgoing,) = store.outbox.in_state("held")
    assert (outgoing.drafted, outgoing.prepared_at, outgoing.looks) == (False, None, 0)


def test_a_state_without_a_second_reader_is_brought_up_to_date_with_its_mail(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        store.messages.keep("home", Message("1", b"raw"), reading(confidence=0.4), "1", b"raw")
    old = sqlite3.connect(tmp_path / views.DATABASE)
    old.executescript(
        "BEGIN; DROP TABLE told; DROP TABLE doubt; DROP TABLE reservation; PRAGMA user_version = 3; COMMIT;"
    )
    old.close()
    with Store.opened(tmp_path) as store:
        (doubtful,) = store.messages.unsure("home", "1", 0.6, 10)
        assert (doubtful.message.provider_id, doubtful.message.raw) == ("1", b"raw")
        assert store.told.waiting("home", 10) == []
        store.told.answered("k1", "1", None)
        assert store.messages.unsure("home", "1", 0.6, 10) == []
        assert len(store.messages.unsure("home", "2", 0.6, 10)) == 1


def test_purging_an_account_forgets_what_was_told_of_its_mail_and_of_no_other(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        for account, key in (("home", "k1"), ("uni", "k2"), ("home", "both"), ("uni", "both")):
            store.messages.keep(account, Message(key, b"raw"), reading(key), "1", b"raw")
        for key in ("k1", "k2", "both", "nobody's"):
            store.told.answered(key, "1", f'"{key}"')
        for account in ("home", "uni"):
            store.told.wait(account, "9")
        store.purge("home")
        assert [store.told.said(key, "1") for key in ("k1", "nobody's")] == [None, None]
        assert [store.told.said(key, "1") for key in ("k2", "both")] == ['"k2"', '"both"']
        assert (store.told.waiting("home", 9), store.told.waiting("uni", 9)) == ([], ["9"])
        store.purge(None)
        assert store.told.said("k2", "1") is None
        assert store.told.waiting("uni", 9) == []


def test_of_a_reservation_its_days_stay_and_what_it_tells_only_while_it_is_wanted(tmp_path: Path) -> None:
    room = Reservation("stay", "Superior Inn", NOW, NOW, reference="SI-20931")
    with Store.opened(tmp_path) as store:
        store.reservations.see("home", [("1", room), ("2", room)])
        assert store.reservations.days("home") == [
            ("1", NOW.date(), NOW.date(), False),
            ("2", NOW.date(), NOW.date(), False),
        ]
        assert store.reservations.told() == []
        store.reservations.tell("home", "1", room)
        assert store.reservations.told() == [room]
        store.reservations.see("home", [("1", room)])
        assert store.reservations.told() == [room]
        store.reservations.tell("home", "1", None)
        assert store.reservations.told() == []
        store.messages.vanish("home", ["2"])
        assert [id_ for id_, *_ in store.reservations.days("home")] == ["1"]
        store.purge("home")
        assert store.reservations.days("home") == []


def test_every_column_of_the_schema_has_a_comment() -> None:
    text = (resources.files("agent.store") / "schema.sql").read_text("utf-8")
    for table in re.findall(r"CREATE TABLE \w+ \((.*?)\n\) STRICT", text, flags=re.DOTALL):
        for line in table.strip().splitlines():
            if re.match(r"\s*[a-z_]+ (TEXT|INTEGER|REAL|BLOB)", line):
                assert "-- " in line, line


def test_the_state_folder_and_file_are_the_users_alone(tmp_path: Path) -> None:
    with Store.opened(tmp_path / "state"):
        pass
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    for file in (tmp_path / "state").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_commit_is_on_the_disk_before_it_is_believed(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        pragma = store.db.connection.execute
        assert pragma("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert pragma("PRAGMA synchronous").fetchone()[0] == 2


def test_a_second_writer_waits_and_then_says_so_in_one_line(tmp_path: Path) -> None:
    told: list[bool] = []
    with Store.opened(tmp_path), pytest.raises(Busy) as error:
        Database.open(tmp_path, wait=0.0, waiting=lambda: told.append(True))
    assert "\n" not in str(error.value)
    with Store.opened(tmp_path, wait=0.0):
        assert told in ([], [True])


def test_the_lock_of_a_killed_process_is_gone(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, signal; from agent.store.store import Store\n"
        f"with Store.opened(pathlib.Path({str(tmp_path)!r})): os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    with Store.opened(tmp_path, wait=0.0):
        pass


def test_a_state_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with Store.opened(tmp_path):
        pass
    connection = sqlite3.connect(tmp_path / views.DATABASE)
    connection.execute(f"PRAGMA user_version = {views.SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(NewerState):
        Database.open(tmp_path)
    with pytest.raises(NewerState):
        views.open(tmp_path)


def test_an_old_state_in_the_middle_of_somebody_elses_pass_is_busy(tmp_path: Path) -> None:
    with Store.opened(tmp_path, whole=True) as passing:
        passing.db.connection.execute(f"PRAGMA user_version = {views.SCHEMA_VERSION - 1}")
        with passing.db.others_first(), pytest.raises(Busy):
            Database.open(tmp_path, wait=0.0)


def test_a_damaged_file_is_said_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / views.DATABASE).write_bytes(b"this is no database" * 100)
    with pytest.raises(UserError, match="damaged"):
        Database.open(tmp_path)


def test_a_full_disk_loses_only_the_step_and_says_so(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        store.set("before", "kept")
        pages = store.db.connection.execute("PRAGMA page_count").fetchone()[0]
        store.db.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(UserError, match="disk is full"):
            store.set("big", "x" * 10_000_000)
        assert store.setting("before") == "kept"
        assert store.setting("big") is None


def test_a_folder_that_cannot_be_used_is_said_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(UserError, match="--state"):
        Database.open(tmp_path / "state")


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def half(store: Store) -> None:
        with store.db.transaction():
            store.set("half", "done")
            raise KeyError

    with Store.opened(tmp_path) as store:
        with pytest.raises(KeyError):
            half(store)
        assert store.setting("half") is None


def test_a_reading_comes_out_as_it_went_in(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        original = reading(interview_start=NOW, references=("<a@b>",), language="de")
        message = Message("cur/1", b"Subject: x\r\n\r\nbody", sent=True)
        store.messages.see("home", [(Message("cur/1", b"raw"), reading())])
        store.messages.keep("home", message, original, "1", message.raw)
        (source,) = store.messages.sources()
        assert source.reading == original
        assert source.sent_mark
        assert store.messages.known("home") == {"cur/1"}


def test_evidence_outlives_a_deleted_message(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        store.messages.see("home", [(Message("cur/1", b"raw"), reading())])
        store.messages.keep("home", Message("cur/1", b"raw"), reading(), "1", b"raw")
        store.messages.vanish("home", ["cur/1"])
        assert store.messages.known("home") == set()
        assert [s.reading.key for s in store.messages.sources()] == ["k1"]


def test_of_other_mail_nothing_but_an_id_and_a_fingerprint_is_stored(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        store.messages.see("home", [(Message("cur/private", b"raw"), reading(in_reply_to="<other@mail.example>"))])
        ((account, provider_id, *prints, kept),) = store.db.connection.execute("SELECT * FROM seen").fetchall()
        assert (account, provider_id, kept) == ("home", "cur/private", 0)
        assert [len(p) for p in prints] == [16, 16, 16]
        assert store.messages.sources() == []


def test_attachments_are_not_kept_and_texts_are() -> None:
    raw = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nthe offer\r\n"
        b"--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nSECRETPDF\r\n--b--\r\n"
    )
    kept = without_attachments(raw)
    assert b"the offer" in kept
    assert b"SECRETPDF" not in kept


def test_the_journal_can_only_grow(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        store.journal.note(NOW, "draft.sent", "a-b-c", "to Pike")
        with pytest.raises(sqlite3.Error, match="append-only"):
            store.db.connection.execute("UPDATE journal SET what = 'nothing'")


def test_answers_come_out_in_the_order_in_which_they_were_said(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        for verb in ("accept", "reset", "firm"):
            store.answers.add(Answer(NOW, "a-b-c", verb, "", "case"))
        assert [a.verb for a in store.answers.all()] == ["accept", "reset", "firm"]


def test_replaced_events_are_counted_as_changes(tmp_path: Path) -> None:
    def event(uid: str, summary: str = "Talk") -> Event:
        return Event("home", "cal", f"{uid}.ics", "1", uid, None, NOW, None, summary=summary)

    with Store.opened(tmp_path) as store:
        store.accounts.configure([("home", "local")])
        assert store.accounts.replace_events("home", [event("a"), event("b")], "c1") == 2
        assert store.accounts.replace_events("home", [event("a"), event("b")], "c2") == 0
        assert store.accounts.replace_events("home", [event("a", "Moved")], "c3") == 2
        assert store.accounts.cursors("home") == (None, "c3")


def test_an_event_with_everything_survives_the_codec() -> None:
    event = Event(
        "home", "cal", "x.ics", "1", "u", "2026-11-18", NOW, NOW, organizer=Mailbox("a@b.example"), tzid="UTC"
    )
    assert codec.load(Event, codec.dump(event)) == event


def test_a_reading_of_before_a_field_was_added_is_read() -> None:
    old = {
        k: v
        for k, v in json.loads(codec.dump(reading("1"))).items()
        if k not in ("further", "previous_days", "on_weekday")
    }
    assert codec.load(Reading, json.dumps(old)).further == ()


def test_further_times_survive_the_codec() -> None:
    several = replace(reading("1"), further=(Meeting(NOW, None, "Europe/London"),), previous_days=(NOW.date(),))
    assert codec.load(Reading, codec.dump(several)) == several


def test_a_prefix_names_one_item_or_says_why_not(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        sql = store.db.connection.execute
        for id_ in ("maple-river-stone", "maple-sand-door"):
            sql("INSERT INTO offer (id, position, key, view, why) VALUES (?, 0, 'k', '{}', '[]')", (id_,))
        db = store.db.connection
        assert views.resolve(db, "maple-r") == ("offer", "maple-river-stone")
        with pytest.raises(views.Ambiguous, match="maple-sand-door"):
            views.resolve(db, "maple")
        for wrong in ("oak", "", "%", "maple_river"):
            with pytest.raises((views.Unknown, views.Ambiguous)):
                views.resolve(db, wrong)


def test_without_a_state_there_is_nothing_to_view(tmp_path: Path) -> None:
    assert views.open(tmp_path) is None


def test_purging_an_account_forgets_its_mail_and_events(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        store.accounts.configure([("home", "local"), ("work", "local")])
        for account in ("home", "work"):
            store.messages.see(account, [(Message("cur/1", b"raw"), reading())])
            store.messages.keep(account, Message("cur/1", b"raw"), reading(), "1", b"raw")
        assert store.purge("home")["message"] == 1
        assert [s.account for s in store.messages.sources()] == ["work"]


def test_after_a_purge_no_byte_of_the_mail_is_left(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        store.messages.see("home", [(Message("cur/1", b"raw"), reading())])
        store.messages.keep("home", Message("cur/1", b"x"), reading(subject="TELLTALE-SUBJECT"), "1", b"x")
        store.purge(None)
    left = b"".join(f.read_bytes() for f in tmp_path.iterdir() if f.is_file())
    assert b"TELLTALE-SUBJECT" not in left
    assert os.listdir(tmp_path)


def test_only_what_another_reader_read_of_the_account_is_read_anew(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        for account, reader in (("home", "old"), ("home2", "old")):
            store.messages.see(account, [(Message("cur/1", b"raw"), reading())])
            store.messages.keep(account, Message("cur/1", b"raw"), reading(), reader, b"the text")
        (old,) = store.messages.read_by_others("home", ("new", "new and more"))
        assert (old.account, old.raw) == ("home", b"the text")
        store.messages.reread(old.id, reading(key="other", label="rejected"), "new")
        assert store.messages.read_by_others("home", ("new", "new and more")) == []
        assert len(store.messages.read_by_others("home2", ("new", "new and more"))) == 1
        assert {(s.reading.key, s.reading.label) for s in store.messages.sources() if s.account == "home"} == {
            ("k1", "rejected")
        }
