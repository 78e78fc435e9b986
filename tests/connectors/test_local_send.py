"""The send command and the filed copy: what a yes, a no and a silence mean, and that nothing of ours cuts a letter short."""

from __future__ import annotations

import errno
import json
import os
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.base import OutcomeUnknown, Receipt, Refused, Temporary
from connectors.local.send import Sender, unique_name
from tests.connectors.worlds import LocalMailWorld, make_maildir
from tests.contracts import Shelf, submission


@pytest.fixture
def world(tmp_path: Path) -> LocalMailWorld:
    return LocalMailWorld(tmp_path)


def sender(world: LocalMailWorld, *command: str, timeout: float = 20.0, sent: Path | None = None) -> Sender:
    return Sender(command, world.maildir, sent, world.state, timeout=timeout)


# ---------------------------------------------------------------- what the command gets


def test_the_command_gets_the_systems_line_ends(world: LocalMailWorld) -> None:
    world.role.submit(submission())
    (received,) = world.received()
    assert b"\r" not in received
    assert received == submission().raw.replace(b"\r\n", b"\n")


def test_no_shell_reads_the_arguments(world: LocalMailWorld) -> None:
    marker = world.root / "marker"
    receipt = sender(world, "true", f"; touch {marker}", "$(id)", "`id`").submit(submission())
    assert receipt.ref
    assert not marker.exists()


def test_the_state_folder_is_private_and_nothing_stays_in_it(world: LocalMailWorld) -> None:
    world.role.submit(submission())
    assert stat.S_IMODE((world.state / "outgoing").stat().st_mode) == 0o700
    assert list((world.state / "outgoing").iterdir()) == []


def test_a_large_letter_arrives_whole(world: LocalMailWorld) -> None:
    world.role.submit(submission(body="Thank you.\n" * 300_000))
    (received,) = world.received()
    assert received.count(b"Thank you.\n") == 300_000


# ---------------------------------------------------------------- what its end means


def ended(world: LocalMailWorld, script: str) -> Exception | Receipt:
    try:
        return sender(world, "sh", "-c", script).submit(submission())
    except (Refused, Temporary, OutcomeUnknown) as error:
        return error


@pytest.mark.parametrize(
    ("script", "meaning"),
    [
        ("exit 0", Receipt),
        ("exit 1", Refused),
        ("exit 67", Refused),
        ("exit 74", OutcomeUnknown),
        ("exit 75", Temporary),
        ("exit 76", OutcomeUnknown),
        ("exit 124", OutcomeUnknown),
        ("exit 127", Refused),
        ("exit 255", Refused),
        ("kill -9 $$", OutcomeUnknown),
        ("kill -15 $$", OutcomeUnknown),
        ("exit 143", OutcomeUnknown),
    ],
)
def test_an_exit_status_is_a_yes_a_no_later_or_unknown(world: LocalMailWorld, script: str, meaning: type) -> None:
    assert type(ended(world, script)) is meaning


def test_what_the_command_says_is_shown_without_addresses(world: LocalMailWorld) -> None:
    world.next_submission("no")
    with pytest.raises(Refused) as caught:
        world.role.submit(submission())
    assert str(caught.value).endswith("(exit status 67): 550 <<address>>: no such user / really not")


def test_endless_words_of_a_command_are_bounded(world: LocalMailWorld) -> None:
    error = ended(world, "yes '\033[31mno' | head -c 3000000 >&2; exit 1")
    assert isinstance(error, Refused)
    assert len(str(error)) < 600
    assert "\033" not in str(error)


@pytest.mark.parametrize("command", ["no-such-command-anywhere", "/dev/null", "/etc", "nul\0byte"])
def test_a_command_that_cannot_be_run_names_the_key_to_mend(world: LocalMailWorld, command: str) -> None:
    with pytest.raises(Refused, match="correct `send` of the account"):
        sender(world, command).submit(submission())


def test_a_full_disk_before_the_command_is_a_clear_later(world: LocalMailWorld) -> None:
    world.state.write_text("a file where the state folder was")
    with pytest.raises(Temporary, match="not sent"):
        world.role.submit(submission())
    assert world.received() == []


def test_exit_statuses_that_nobody_can_see_are_no_yes(world: LocalMailWorld) -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with pytest.raises(Refused, match="SIGCHLD"):
            world.role.submit(submission())
    finally:
        signal.signal(signal.SIGCHLD, before)
    assert world.received() == []


# ---------------------------------------------------------------- nothing of ours cuts it short


WAITS = 'read line < "$1"; cat > "$2/letter.part"; mv "$2/letter.part" "$2/0.eml"; echo done > "$1"'
"""A command that waits for a word through a named pipe, then takes the letter, then gives a word back."""


def released(pipe: Path) -> None:
    pipe.write_text("go\n")
    assert pipe.read_text() == "done\n"


def test_a_command_that_takes_too_long_goes_on_and_is_unknown(world: LocalMailWorld) -> None:
    pipe = world.root / "pipe"
    os.mkfifo(pipe)
    slow = sender(world, "sh", "-c", WAITS, "sh", str(pipe), str(world.outside), timeout=0.05)
    with pytest.raises(OutcomeUnknown, match="goes on"):
        slow.submit(submission())
    released(pipe)
    assert world.received() == [submission().raw.replace(b"\r\n", b"\n")]
    with pytest.raises(OutcomeUnknown):
        slow.reconcile(submission())


def test_killing_us_does_not_cut_the_letter_short(world: LocalMailWorld) -> None:
    pipe = world.root / "pipe"
    os.mkfifo(pipe)
    program = (
        "import json, sys; from pathlib import Path; from connectors.local.send import Sender;"
        "from tests.contracts import submission; a = json.loads(sys.argv[1]);"
        "print('ready', flush=True);"
        "Sender(a['command'], Path(a['maildir']), None, Path(a['state'])).submit(submission(body='Thanks. ' * 99999))"
    )
    given = {
        "command": ["sh", "-c", 'echo started > "$1"; ' + WAITS, "sh", str(pipe), str(world.outside)],
        "maildir": str(world.maildir), "state": str(world.state),
    }  # fmt: skip
    ours = subprocess.Popen(
        [sys.executable, "-c", program, json.dumps(given)], start_new_session=True, stdout=subprocess.PIPE
    )
    assert pipe.read_text() == "started\n"
    os.killpg(ours.pid, signal.SIGKILL)
    ours.communicate()
    released(pipe)
    assert world.received() == [submission(body="Thanks. " * 99999).raw.replace(b"\r\n", b"\n")]
    with pytest.raises(OutcomeUnknown):
        world.role.reconcile(submission())


# ---------------------------------------------------------------- the copy


def test_the_copy_lies_in_the_sent_folder_of_a_maildir(world: LocalMailWorld) -> None:
    receipt = world.role.submit(submission())
    (copy,) = (world.maildir / ".Sent" / "cur").iterdir()
    assert receipt == Receipt(str(copy))
    assert copy.name == unique_name(submission()) + ":2,S"
    assert copy.name.startswith("1795010400.")
    assert copy.read_bytes() == submission().raw.replace(b"\r\n", b"\n")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert list((world.maildir / ".Sent" / "tmp").iterdir()) == []


def test_the_copy_lies_in_the_sent_folder_that_is_there(world: LocalMailWorld) -> None:
    make_maildir(world.maildir / ".Gesendet")
    make_maildir(world.maildir / ".Gesendet.2024")
    world.role.submit(submission())
    assert len(list((world.maildir / ".Gesendet" / "cur").iterdir())) == 1
    assert not (world.maildir / ".Sent").exists()


def test_a_folder_of_maildirs_gets_a_sent_folder_beside_the_others(world: LocalMailWorld) -> None:
    make_maildir(world.root / "many" / "INBOX")
    world.mail(maildir=str(world.root / "many")).submit(submission())
    assert len(list((world.root / "many" / "Sent" / "cur").iterdir())) == 1


def test_the_copy_lies_where_the_user_wants_it(world: LocalMailWorld) -> None:
    world.mail(sent=str(world.root / "elsewhere" / "mine")).submit(submission())
    assert len(list((world.root / "elsewhere" / "mine" / "cur").iterdir())) == 1


def test_a_copy_that_cannot_be_filed_is_told_and_no_failure(world: LocalMailWorld) -> None:
    (world.root / "file").write_text("")
    receipt = world.mail(sent=str(world.root / "file" / "below")).submit(submission())
    assert receipt.detail == "It was sent, but the copy could not be filed: not a directory."
    assert len(world.received()) == 1


def test_a_disk_that_is_full_for_the_copy_is_told_and_no_failure(
    world: LocalMailWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, []

    def full_at_the_second(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", full_at_the_second)
    receipt = world.role.submit(submission())
    assert receipt.detail == "It was sent, but the copy could not be filed: no space left on device."
    assert len(world.received()) == 1
    assert list((world.maildir / ".Sent" / "cur").iterdir()) == []


def test_an_account_without_mail_folders_still_sends(world: LocalMailWorld) -> None:
    role = world.mail(maildir=None)
    receipt = role.submit(submission())
    assert "copy could not be filed" in receipt.detail
    assert len(world.received()) == 1
    assert len(Shelf().sync(role)) == 1
    assert role.fetch("any") is None


def test_a_copy_cut_short_by_a_crash_is_written_anew(world: LocalMailWorld) -> None:
    sent = make_maildir(world.maildir / ".Sent")
    (sent / "tmp" / unique_name(submission())).write_bytes(b"From: half a let")
    world.role.submit(submission())
    (copy,) = (sent / "cur").iterdir()
    assert copy.read_bytes().endswith(b"all the best.\n")


def test_the_copys_name_needs_no_clock() -> None:
    assert unique_name(submission()) == unique_name(submission())
    assert unique_name(submission("other")) != unique_name(submission())
    undated = replace(submission(), raw=b"Date: soon\r\n\r\n")
    assert unique_name(undated).endswith(".bowout")


def test_a_copy_that_the_command_filed_itself_is_found_by_its_message_id(world: LocalMailWorld) -> None:
    world.deliver(b"Message-ID: <other@example.net>\n\nno", world.maildir / ".Sent", part="cur", flags="S")
    with pytest.raises(OutcomeUnknown):
        world.role.reconcile(submission())
    copy = world.deliver(submission().raw, world.maildir / ".Sent", part="cur", flags="S")
    assert world.role.reconcile(submission()) == Receipt(str(copy), "The sent copy was found.")


def test_reconciling_changes_nothing(world: LocalMailWorld) -> None:
    before = world.everything()
    with pytest.raises(OutcomeUnknown):
        world.role.reconcile(submission())
    assert world.everything() == before
    assert world.received() == []


def test_what_an_account_may_do_is_said_up_front(world: LocalMailWorld) -> None:
    assert (world.connector().can_send, world.connector().can_answer) == (True, True)
    assert (world.connector(send=None).can_send, world.connector(send=None).can_answer) == (False, True)
    reading = world.connector(permissions="read")
    assert (reading.can_send, reading.can_answer) == (False, False)
    with pytest.raises(Refused, match="set `send`"):
        world.mail(send=None).submit(submission())
    with pytest.raises(Refused, match="may only be read"):
        world.mail(permissions="read").submit(submission())
