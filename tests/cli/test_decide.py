"""What a person decides: each command on the sample mailbox, its answer and its refusals."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Home, Ran, run


def refused(told: Ran, status: int, *words: str) -> None:
    assert told.status == status, told
    assert told.out == ""
    for word in words:
        assert word in told.err


# ---------------------------------------------------------------- approve


def test_without_a_terminal_yes_is_required(home: Home) -> None:
    refused(home.agent("approve", home.draft("Tidewell")["id"]), 2, "no terminal", "--yes")


def test_yes_takes_full_ids_only(home: Home) -> None:
    id_ = home.draft("Tidewell")["id"]
    refused(home.agent("approve", id_[:-1], "--yes"), 2, "full ids", id_)
    refused(home.agent("approve", "--yes"), 2, "full ids")
    assert home.draft("Tidewell")["status"] == "waiting"


def test_a_digest_goes_with_one_letter_and_must_be_that_of_the_letter(home: Home) -> None:
    one, other = home.draft("Tidewell"), home.draft("Lanternvale")
    refused(home.agent("approve", one["id"], other["id"], "--yes", "--digest", one["digest"]), 2, "exactly one")
    refused(home.agent("approve", one["id"], "--yes", "--digest", "0" * 64), 1)
    assert home.draft("Tidewell")["status"] == "waiting"
    assert home.agent("approve", one["id"], "--yes", "--digest", one["digest"]).status == 0
    assert home.draft("Tidewell")["status"] == "approved"


def test_an_approved_letter_says_until_when_it_is_held_and_what_delivers_it(home: Home) -> None:
    told = home.agent("approve", home.draft("Tidewell")["id"], "--yes")
    assert told.status == 0
    assert "held until" in told.out
    assert "agent sync" in told.out


def test_several_letters_are_approved_at_once_and_taken_back_one_by_one(home: Home) -> None:
    ids = [home.draft(name)["id"] for name in ("Tidewell", "Lanternvale")]
    approved = home.agent("approve", *ids, ids[0], "--yes", "--json").data
    assert [(one["id"], one["status"]) for one in approved] == [(id_, "approved") for id_ in ids]
    assert "Under way" in home.agent("status").out
    assert home.agent("undo", ids[0][:-1], "--json").data["status"] == "waiting"
    refused(home.agent("undo", ids[0]), 1)


def test_an_approved_letter_leaves_at_once_where_that_is_asked_for(own_home: Home) -> None:
    told = own_home.agent("approve", own_home.draft("Tidewell")["id"], "--yes", "--immediately")
    assert told.status == 0
    assert "Sent: withdrawal" in told.out
    sent = list((own_home.config.parent / "sent").glob("*.eml"))
    assert len(sent) == 1
    journal = own_home.agent("journal", "--json").data
    assert {"at", "what", "about", "detail"} == set(journal[0])
    assert "draft.sent" in [entry["what"] for entry in journal]


def test_a_letter_that_could_not_be_sent_ends_with_status_1(own_home: Home) -> None:
    (own_home.config.parent / "send.sh").write_text("exit 77\n")
    told = own_home.agent("approve", own_home.draft("Tidewell")["id"], "--yes", "--immediately")
    assert told.status == 1
    assert "Sent:" not in told.out
    assert "agent approve" in own_home.agent("status").out


# ---------------------------------------------------------------- edit


def test_options_change_a_letter_and_void_its_approval(home: Home, tmp_path: Path) -> None:
    id_ = home.draft("Tidewell")["id"]
    home.agent("approve", id_, "--yes")
    body = tmp_path / "body.txt"
    body.write_text("Dear Marcus,\r\n\r\nthank you, but no.\r\n\r\nNora")
    edited = home.agent(
        "edit", id_, "--subject", "Friday", "--body-file", str(body), "--to", "a@tidewell.example", "--to",
        "b@tidewell.example", "--cc", "", "--json",
    ).data  # fmt: skip
    assert (edited["subject"], edited["to"], edited["cc"]) == (
        "Friday",
        ["a@tidewell.example", "b@tidewell.example"],
        [],
    )
    assert edited["body"].splitlines()[-1] == "Nora"
    assert (edited["status"], edited["send_at"]) == ("waiting", None)


def test_without_options_the_letter_is_opened_in_the_editor(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        f'#!/bin/sh\nset -e\nls -l "$2" > {tmp_path}/mode\nsed -i "s/^Subject: .*/Subject: Changed/; s/Dear/Hello/; s/Hi /Hello /" "$2"\n'
    )
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", f"{editor} --wait")
    before = home.draft("Tidewell")
    assert home.agent("edit", before["id"]).status == 0
    after = home.draft("Tidewell")
    assert after["subject"] == "Changed"
    assert after["body"].startswith("Hello")
    assert (after["to"], after["cc"]) == (before["to"], before["cc"])
    assert (tmp_path / "mode").read_text().startswith("-rw-------")


@pytest.mark.parametrize(
    ("script", "status", "says"),
    [
        ("true", 0, "Nothing was changed."),
        ("exit 1", 1, "status 1"),
        (': > "$1"', 0, "Nothing was changed."),
        ("printf '\\377' > \"$1\"", 1, "UTF-8"),
        ("printf 'Bcc: x@y.org\\n\\nHello\\n' > \"$1\"", 2, "no To, Cc or Subject line"),
        ("printf 'To: nobody\\n\\nHello\\n' > \"$1\"", 2, "not a mail address"),
        ("printf 'To: \\nCc:\\n\\nHello\\n' > \"$1\"", 2, "no recipient"),
    ],
)
def test_what_an_editor_leaves_is_checked(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, status: int, says: str
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    before = home.draft("Tidewell")
    told = home.agent("edit", before["id"])
    assert told.status == status
    assert says in told.out + told.err
    assert home.draft("Tidewell") == before


def test_without_editor_and_terminal_options_are_asked_for(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(home.agent("edit", home.draft("Tidewell")["id"]), 2, "--subject")
    monkeypatch.setenv("EDITOR", "/nowhere/editor")
    refused(home.agent("edit", home.draft("Tidewell")["id"]), 1, "cannot be started")
    refused(home.agent("edit", home.draft("Tidewell")["id"], "--body-file", "/nowhere"), 2, "cannot be read")


# ---------------------------------------------------------------- the others


def test_an_interview_is_kept_by_the_id_of_its_letter_or_its_own(home: Home) -> None:
    draft = home.draft("Tidewell")
    told = home.agent("keep", draft["interview"])
    assert told.status == 0
    assert "Kept" in told.out
    assert home.draft("Tidewell")["status"] == "kept"
    assert home.agent("keep", home.draft("Corvane")["id"], "--json").data["status"] == "kept"


def test_a_letter_is_put_off_until_a_time_or_for_a_while(home: Home) -> None:
    id_ = home.draft("Tidewell")["id"]
    snoozed = home.agent("snooze", id_, "--for", "2d", "--json").data
    assert snoozed["status"] == "snoozed"
    assert snoozed["snoozed_until"] == "2026-11-22T09:30:00-05:00"
    assert "asks again Sat 21 Nov 09:00" in home.agent("snooze", id_, "--until", "2026-11-21").out
    refused(home.agent("snooze", id_, "--until", "2020-01-01"), 2, "passed")
    refused(home.agent("snooze", id_, "--for", "soon"), 2, "2d, 3h")
    refused(home.agent("snooze", id_, "--for", "2d", "--until", "2026-11-21"), 2, "not allowed")


def test_a_question_is_answered_with_one_of_its_answers(home: Home) -> None:
    question = home.agent("questions", "--json").data[0]
    refused(home.agent("answer", question["id"], "perhaps"), 2, "no answer to that")
    told = home.agent("answer", question["id"], "no")
    assert told.status == 0
    assert "Noted." in told.out
    assert question["id"] not in [one["id"] for one in home.agent("questions", "--json").data]


def test_what_was_decided_about_an_offer_is_noted(home: Home) -> None:
    offer = next(one for one in home.agent("offers", "--json").data if one["firm"])
    told = home.agent("offer", "doubt", offer["id"])
    assert told.status == 0
    assert "you are not sure" in told.out
    assert {one["status"] for one in home.agent("drafts", "--json").data} == {"void"}
    assert home.agent("offer", "reset", offer["id"], "--json").data["doubted"] is False


def test_a_letter_is_written_anew(home: Home) -> None:
    draft = home.draft("Tidewell")
    home.agent("edit", draft["id"], "--subject", "Something else")
    assert home.agent("redraft", draft["id"], "--kind", "withdrawal", "--json").data["subject"] == draft["subject"]
    refused(home.agent("redraft", draft["id"], "--kind", "poem"), 2, "invalid choice")


def test_a_call_is_noted_and_its_calendar_answered(own_home: Home) -> None:
    draft = own_home.draft("Corvane")
    assert draft["kind"] == "call_sheet"
    done = own_home.agent("done", draft["id"])
    assert done.status == 0
    assert own_home.draft("Corvane")["status"] == "sent"
    refused(own_home.agent("retry", draft["id"]), 1, "nothing to try again")
    refused(own_home.agent("done", own_home.draft("Tidewell")["id"]), 2, "agent approve")


def test_the_journal_can_be_cut_and_printed_as_a_work_search_record(home: Home) -> None:
    everything = home.agent("journal", "--json").data
    recent = home.agent("journal", "--since", "2h", "--json").data
    assert 0 < len(recent) < len(everything)
    record = home.agent("journal", "--work-search")
    assert record.status == 0
    assert record.out.splitlines()[0] == "date,employer,role,what,kind of contact,person,address,result"
    assert "Harrowpike" in record.out
    refused(home.agent("journal", "--since", "long ago"), 2, "no time")


# ---------------------------------------------------------------- set-up


def test_a_starting_file_is_written_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    assert run("--config", str(path), "config", "init", "--json").data == {"path": str(path)}
    assert path.stat().st_mode & 0o777 == 0o600
    assert run("--config", str(path), "config").status == 0
    text = path.read_text()
    again = run("--config", str(path), "config", "init")
    refused(again, 1, "already")
    assert path.read_text() == text


def test_the_effective_configuration_has_every_default(home: Home) -> None:
    shown = home.agent("config", "--json").data
    assert shown["approval"]["hold_seconds"] == 60
    assert shown["account"][0]["permissions"] == "send"
    assert "hold_seconds = 60" in home.agent("config").out


def test_the_accounts_say_what_they_may_do(home: Home) -> None:
    accounts = home.agent("accounts", "--json").data
    assert [one["name"] for one in accounts] == ["personal", "old-uni"]
    assert all(one["sends"] and one["answers"] and one["last_success"] for one in accounts)
    assert "sends what you approve" in home.agent("accounts").out


def test_purging_asks_first_and_then_forgets(home: Home) -> None:
    refused(home.agent("purge"), 2, "no terminal", "--yes")
    refused(home.agent("purge", "--account", "nobody", "--yes"), 2, "no account")
    purged = home.agent("purge", "--yes", "--tokens")
    assert purged.status == 0
    assert re.search(r" 4 drafts, \d+ journal entries\.$", purged.out.splitlines()[0]), purged.out
    document = home.agent("status", "--json").data
    assert (document["offers"], document["drafts"], document["questions"]) == ([], [], [])


# ---------------------------------------------------------------- sync


def test_a_second_sync_says_that_nothing_is_new(home: Home) -> None:
    told = home.agent("sync")
    assert told.status == 0
    assert "Nothing new." in told.out
    assert "things wait already: agent status" in told.out


def test_the_first_sync_tells_what_waits_now(home: Home, tmp_path: Path) -> None:
    options = ["--config", str(home.config), "--state", str(tmp_path / "fresh"), "--now", home.now.isoformat()]
    told = run(*options, "sync")
    assert told.status == 0
    assert "Now waiting for you" in told.out
    assert "wait already" not in told.out


def test_an_unknown_account_is_refused(home: Home) -> None:
    refused(home.agent("sync", "--account", "nobody"), 2, "personal")


def test_one_failing_account_is_named_and_the_status_is_1(own_home: Home) -> None:
    folder = own_home.config.parent / "mail" / "old-uni"
    folder.rename(folder.with_name("gone"))
    told = own_home.agent("sync", "--json")
    assert told.status == 1
    assert {one["name"]: one["ok"] for one in json.loads(told.out)["accounts"]} == {"personal": True, "old-uni": False}
    assert "agent: old-uni: " in told.err
    assert "old-uni" in own_home.agent("status").out


def test_every_value_of_the_configuration_says_where_it_comes_from(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    config = tmp_path / "c.toml"
    config.write_text(
        'approval.notify = false\n[user]\nname = "Sam"\naddresses = ["sam@example.org"]\n\n'
        '[[account]]\nname = "a"\nkind = "local"\nmaildir = "m"\n'
        '[[account]]\nname = "o"\nkind = "outlook"\naddress = "o@example.org"\n[account.endpoints]\ngraph = "http://127.0.0.1:1"\n'
    )
    monkeypatch.setenv("BOWOUT_STATE", str(home.state))
    shown = run("--config", str(config), "config", "--json").data
    origins = shown["origins"]
    assert shown["places"]["configuration"] == {"path": str(config), "from": "--config"}
    assert shown["places"]["state"] == {"path": str(home.state), "from": "environment: BOWOUT_STATE"}
    assert (origins["user"]["name"], origins["user"]["timezone"]) == ("line 3", "the system's")
    assert origins["approval"] == {
        "hold_seconds": "default", "quiet_hours": "default", "notify": "the file", "card_send": "default"
    }  # fmt: skip
    assert [one["name"] for one in origins["account"]] == ["line 7", "line 11"]
    assert origins["account"][1]["endpoints"] == {"graph": "line 15", "login": "default"}
    told = run("--config", str(config), "config").out
    assert 'name = "Sam"' in told
    assert "# line 3" in told
    assert tomllib.loads(told)["account"][1]["endpoints"] == {"graph": "http://127.0.0.1:1"}
    monkeypatch.delenv("BOWOUT_STATE")


@pytest.mark.parametrize("kind", ["google", "outlook", "local"])
def test_a_starting_file_for_a_kind_of_mail_has_that_account_and_no_other(kind: str, tmp_path: Path) -> None:
    (tmp_path / "google.json").write_text("{}")
    path = tmp_path / "c.toml"
    told = run("--config", str(path), "config", "init", "--kind", kind)
    assert told.status == 0
    assert f"docs/{kind}.md" in told.out
    (account,) = run("--config", str(path), "config", "--json").data["account"]
    assert account["kind"] == kind
    refused(run("--config", str(path), "config", "--kind", kind), 2, "config init")
