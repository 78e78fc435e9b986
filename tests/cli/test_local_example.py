"""The files of docs/local.md with the real mbsync, vdirsyncer and msmtp: only the servers are others, on this machine."""

from __future__ import annotations

import os
import re
import shutil
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agent.demo import mailbox
from tests.test_docs import blocks

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
PROGRAMS = ("mbsync", "vdirsyncer", "msmtp")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(shutil.which(name) is None for name in PROGRAMS), reason=f"optional: needs {', '.join(PROGRAMS)}"
    ),
]


class Smtp(socketserver.StreamRequestHandler):
    """A mail server that takes every letter (RFC 5321)."""

    server: Any

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 go on")
                letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.letters.append(letter)
                self._say("250 taken")
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 well")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def smtp() -> Iterator[Any]:
    server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp)
    server.letters = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class Person:
    """Somebody who typed what the page says, in a home of their own."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.far = home / "servers"
        today = mailbox.story_day(NOW)
        mailbox.build(self.far, today)
        mailbox.build_later(self.far, today)
        shutil.copytree(self.far / "calendars/personal", self.far / "dav/home")
        mbsync, vdirsyncer, msmtp = (self._block(title) for title in ("Mail in", "Calendars in", "Mail out"))
        far = f"MaildirStore personal-remote\nPath {self.far}/mail/personal/\nInbox {self.far}/mail/personal/INBOX\nSubFolders Verbatim\n"
        self._write(".mbsyncrc", re.sub(r"IMAPStore personal-remote\n(.+\n)+", far, mbsync))
        dav = f'type = "filesystem"\npath = "{self.far}/dav/"\nfileext = ".ics"\n'
        self._write(".config/vdirsyncer/config", re.sub(r'type = "caldav"\n(.+\n)+', dav, vdirsyncer))
        server = msmtp.replace("auth on\ntls on", "auth off\ntls off").replace("smtp.example.org", "127.0.0.1")
        self._write(".msmtprc", server.replace("port 587", f"port {port}"))
        (home / ".msmtprc").chmod(0o600)
        own = blocks("docs/local.md", "toml")[0].replace("nora@example.org", "nora.kessler@postbox.example")
        self._write(".config/bowout/config.toml", own)

    def _block(self, title: str) -> str:
        page = Path(__file__).resolve().parents[2] / "docs/local.md"
        section = page.read_text(encoding="utf-8").partition(f"\n## {title}")[2]
        found = re.search(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
        assert found is not None
        return found[1]

    def _write(self, name: str, text: str) -> None:
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def types(self, *words: str, answer: str = "") -> str:
        """Run a command as that person; what it printed."""
        environ = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "America/New_York"}
        if words[0] == "agent":
            words = (sys.executable, "-m", "agent", "--now", NOW.isoformat(), *words[1:])
        done = subprocess.run(words, input=answer, capture_output=True, text=True, check=False, env=environ)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout


def test_fetched_read_approved_sent_and_answered(tmp_path: Path, smtp: Any) -> None:
    nora = Person(tmp_path, smtp.server_address[1])
    (tmp_path / "Mail/personal").mkdir(parents=True)
    nora.types("mbsync", "personal")
    nora.types("vdirsyncer", "discover", "personal", answer="y\n" * 5)
    nora.types("vdirsyncer", "sync")
    assert "msmtp" in nora.types("agent", "doctor")
    assert "Tidewell" in nora.types("agent", "sync")
    assert nora.types("agent", "--quiet", "sync") == ""
    (letter,) = (line.split()[-1] for line in nora.types("agent", "drafts").splitlines() if "Tidewell" in line)
    nora.types("agent", "approve", letter, "--yes", "--immediately")
    assert [b"marcus.oyelaran@tidewell.example" in sent for sent in smtp.letters] == [True]
    assert len(list((tmp_path / "Mail/personal/Sent").rglob("*.bowout*"))) == 1
    nora.types("vdirsyncer", "sync")
    answered = (nora.far / "dav/home/tidewell-interview.ics").read_text().replace("\n ", "").replace("\r\n ", "")
    mine = [line for line in answered.splitlines() if "nora.kessler@postbox.example" in line]
    assert any("PARTSTAT=DECLINED" in line for line in mine), mine
    nora.types("mbsync", "personal")
    assert nora.types("agent", "--quiet", "sync") == ""
    assert len(smtp.letters) == 1
