"""Approving on a terminal: the letter, the question, the countdown, and taking it back."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Home

PATIENCE = 20.0
"""Seconds to wait for what must come (a deadlock guard; it comes at once)."""


class Terminal:
    """The command on a pseudo-terminal, read until something stands there."""

    def __init__(self, home: Home, *argv: str, options: bool = True) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 90, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "agent", *(home.options if options else []), *argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            env={**os.environ, "TERM": "xterm"},
        )
        os.close(slave)
        self.seen = ""
        self._read = 0

    def until(self, text: str) -> str:
        """Read on until `text` stands there; all that came since the last time, that text included.

        What came after it in the same breath is for the next time.
        """
        start, end = self._read, time.monotonic() + PATIENCE
        while (found := self.seen.find(text, start)) < 0:
            if not self._more(end):
                raise AssertionError(f"{text!r} never came; there was: {self.seen[start:]}")
        self._read = found + len(text)
        return self.seen[start : self._read]

    def _more(self, end: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(end - time.monotonic(), 0))
        try:
            data = os.read(self._master, 65536) if ready else b""
        except OSError:  # Linux says so once the other side is closed
            data = b""
        self.seen += data.decode("utf-8", "replace")
        return bool(data)

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._master)
        self._master = -1
        self._process.wait(PATIENCE)

    def end(self) -> int:
        """Read all there is; the exit status."""
        while self._more(time.monotonic() + PATIENCE):
            pass
        return self._process.wait(PATIENCE)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._master >= 0:
            os.close(self._master)


@contextmanager
def terminal(home: Home, *argv: str, options: bool = True) -> Iterator[Terminal]:
    opened = Terminal(home, *argv, options=options)
    try:
        yield opened
    finally:
        opened.close()


def hold(home: Home, seconds: int) -> None:
    """Change the configuration's hold."""
    home.config.write_text(f"[approval]\nhold_seconds = {seconds}\n" + home.config.read_text())


def sent(home: Home) -> list[Path]:
    return list((home.config.parent / "sent").glob("*.eml"))


def test_a_yes_counts_down_and_sends(own_home: Home) -> None:
    hold(own_home, 1)
    with terminal(own_home, "approve", own_home.draft("Tidewell")["id"][:-2]) as screen:
        letter = screen.until("[y/N/e(dit)]")
        assert "marcus.oyelaran@tidewell.example" in letter
        assert "Send this letter?" in letter
        assert sent(own_home) == []
        screen.type("y\n")
        screen.until("Ctrl-C takes it back")
        screen.until("Sent: withdrawal")
        assert screen.end() == 0
    assert len(sent(own_home)) == 1


def test_ctrl_c_in_the_countdown_takes_it_back(own_home: Home) -> None:
    with terminal(own_home, "approve", own_home.draft("Tidewell")["id"]) as screen:
        screen.until("[y/N/e(dit)]")
        screen.type("y\n")
        screen.until("Ctrl-C takes it back")
        screen.type("\x03")
        screen.until("Taken back. Nothing was sent.")
        assert screen.end() == 0
    assert own_home.draft("Tidewell")["status"] == "waiting"
    assert sent(own_home) == []


def test_breaking_off_at_a_later_letter_takes_back_the_earlier_ones(home: Home) -> None:
    with terminal(home, "approve", home.draft("Tidewell")["id"], home.draft("Lanternvale")["id"]) as screen:
        screen.until("(1 of 2)")
        screen.type("y\n")
        screen.until("(2 of 2) [y/N/e(dit)/s(kip)]")
        assert home.draft("Tidewell")["status"] == "approved"
        screen.type("\x03")
        screen.until("Taken back. Nothing was sent.")
        assert screen.end() == 0
    assert home.draft("Tidewell")["status"] == "waiting"


def test_closing_the_window_keeps_the_approval(own_home: Home) -> None:
    with terminal(own_home, "approve", own_home.draft("Tidewell")["id"]) as screen:
        screen.until("[y/N/e(dit)]")
        screen.type("y\n")
        screen.until("Ctrl-C takes it back")
        screen.hang_up()
    assert own_home.draft("Tidewell")["status"] == "approved"
    assert sent(own_home) == []


@pytest.mark.parametrize("answer", ["\n", "n\n", "what\n", "\x04"])
def test_anything_but_a_yes_sends_nothing(home: Home, answer: str) -> None:
    with terminal(home, "approve", home.draft("Tidewell")["id"]) as screen:
        screen.until("[y/N/e(dit)]")
        screen.type(answer)
        screen.until("it waits")
        assert screen.end() == 0
    assert home.draft("Tidewell")["status"] == "waiting"


def test_without_ids_every_waiting_letter_is_shown_one_after_the_other(home: Home) -> None:
    with terminal(home, "approve") as screen:
        screen.until("s(kip)]")
        screen.type("s\n")
        screen.until("(2 of ")
        screen.type("n\n")
        assert screen.end() == 0
    assert {one["status"] for one in home.agent("drafts", "--json").data} == {"waiting"}


def test_a_letter_that_changed_while_it_was_shown_is_not_sent(own_home: Home) -> None:
    id_ = own_home.draft("Tidewell")["id"]
    with terminal(own_home, "approve", id_, "--immediately") as screen:
        screen.until("[y/N/e(dit)]")
        own_home.agent("edit", id_, "--subject", "Changed meanwhile")
        screen.type("y\n")
        assert screen.end() == 1
    assert sent(own_home) == []


def test_a_letter_edited_from_the_question_is_shown_again(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/^Subject: .*/Subject: Changed here/" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    with terminal(home, "approve", home.draft("Tidewell")["id"]) as screen:
        screen.until("[y/N/e(dit)]")
        screen.type("e\n")
        assert "Changed here" in screen.until("[y/N/e(dit)]")
        screen.type("n\n")
        screen.end()
    assert home.draft("Tidewell")["status"] == "waiting"


def test_colours_are_for_terminals_and_not_with_no_color(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(home, "status") as screen:
        assert screen.end() == 0
        assert "\x1b[" in screen.seen
    monkeypatch.setenv("NO_COLOR", "1")
    with terminal(home, "status") as screen:
        assert screen.end() == 0
        assert "\x1b[" not in screen.seen


def test_the_starting_file_gets_the_name_and_addresses_that_were_typed(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    with terminal(home, "--config", str(path), "config", "init", options=False) as screen:
        screen.until("Your name")
        screen.type('Åsa "Os" Öberg\n')
        screen.until("addresses")
        screen.type("asa\n")
        screen.until("no mail address")
        screen.type("asa@example.org, ao@example.net\n")
        screen.until("Where your mail is")
        screen.type("yahoo\n")
        screen.until("Please type google")
        screen.type("Hotmail\n")
        screen.until("agent login outlook")
        assert screen.end() == 0
    from agent.config_load import load

    user, (account,) = load(path).user, load(path).accounts
    assert (user.name, user.addresses) == ('Åsa "Os" Öberg', ("asa@example.org", "ao@example.net"))
    assert (account.kind, account.name, getattr(account, "address", None)) == ("outlook", "outlook", "asa@example.org")


def test_a_long_look_says_what_it_is_doing_and_how_far_it_is(home: Home, tmp_path: Path) -> None:
    new = Home(home.config, tmp_path / "new-state", home.now)
    with terminal(new, "sync") as screen:
        screen.until("Looking for changes")
        screen.until("Reading the mail of")
        screen.until("Now waiting for you")
        assert screen.end() == 0


def test_purging_takes_a_yes(home: Home) -> None:
    with terminal(home, "purge") as screen:
        screen.until("[y/N]")
        screen.type("\n")
        screen.until("Nothing was deleted.")
    assert home.agent("offers", "--json").data
    with terminal(home, "purge") as screen:
        screen.until("[y/N]")
        screen.type("y\n")
        screen.until("Deleted")
        assert screen.end() == 0
    assert home.agent("offers", "--json").data == []
