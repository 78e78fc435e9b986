"""The stage: a temporary folder with the sample mailbox, a configuration, and a send command that keeps the letters."""

from __future__ import annotations

import contextlib
import email
import io
import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from agent.demo import mailbox

SEND = """\
#!/bin/sh
# Stands where msmtp would stand: keeps the letter that it is given, so that nothing leaves this machine.
set -eu
cd "$(dirname "$0")/sent"
cat >"$$.part"
mv "$$.part" "$$.eml"
"""

CONFIG = """\
[user]
name = "Nora Kessler"
addresses = ["nora.kessler@postbox.example", "nkessler@alum.fenwick.example"]
timezone = "America/New_York"

[[account]]
name = "personal"
kind = "local"
maildir = {personal}
calendars = [{personal_calendar}]
send = ["/bin/sh", {send}]

[[account]]
name = "old-uni"
kind = "local"
maildir = {uni}
calendars = [{uni_calendar}]
send = ["/bin/sh", {send}]
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One command that was run: what was typed, how it ended, what it printed."""

    typed: str
    status: int
    output: str
    errors: str

    @property
    def data(self) -> Any:
        return json.loads(self.output)


class Stage:
    """The folder, and the real commands run on it at a given time."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder = folder
        self.today: date = mailbox.story_day(now)
        self.evening = mailbox.moment(self.today, "-1", "18:00")
        self.morning = mailbox.moment(self.today, "+0", "09:30")
        self.now = self.evening
        self.runs: list[Run] = []

    def build(self) -> None:
        """Mail, calendars, configuration and send command, as on the evening before."""
        mailbox.build(self.folder, self.today)
        (self.folder / "sent").mkdir()
        (self.folder / "send.sh").write_text(SEND, encoding="utf-8")
        places = {
            "personal": "mail/personal",
            "uni": "mail/old-uni",
            "personal_calendar": "calendars/personal",
            "uni_calendar": "calendars/old-uni",
            "send": "send.sh",
        }
        quoted = {name: json.dumps(str(self.folder / place)) for name, place in places.items()}
        (self.folder / "config.toml").write_text(CONFIG.format(**quoted), encoding="utf-8")

    def next_morning(self) -> None:
        """The night has passed, and new mail has come."""
        mailbox.build_later(self.folder, self.today)
        self.now = self.morning

    def agent(self, *arguments: str) -> Run:
        """Run `agent ARGUMENTS` as it is, in this process, with what it prints kept."""
        from agent.cli.main import main

        place = ["--config", str(self.folder / "config.toml"), "--state", str(self.folder / "state")]
        output, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            try:
                status = main([*place, "--now", self.now.isoformat(), *arguments])
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else 1
        shown = " ".join(argument for argument in arguments if argument != "--json").replace(f"{self.folder}/", "")
        run = Run(f"agent {shown}", status, output.getvalue(), errors.getvalue())
        self.runs.append(run)
        return run

    def message(self, name: str) -> Path:
        """The file that came of the template `name`, told by its Message-ID."""
        template = next(mailbox.DATA.rglob(f"{name}.eml"))
        wanted = email.message_from_bytes(template.read_bytes())["Message-ID"]
        for path in sorted(self.folder.glob("mail/**/cur/*")):
            if email.message_from_bytes(path.read_bytes())["Message-ID"] == wanted:
                return path
        raise FileNotFoundError(name)

    def letters(self) -> list[Path]:
        """What the send command was given, in order."""
        return sorted((self.folder / "sent").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)

    def attendee(self, name: str, address: str) -> str | None:
        """The ATTENDEE line of `address` in a calendar file, unfolded (RFC 5545 section 3.1); None if there is none."""
        path = self.folder / "calendars" / name
        if not path.exists():
            return None
        lines = path.read_bytes().decode().replace("\r\n ", "").splitlines()
        return next((line for line in lines if line.startswith("ATTENDEE") and line.endswith(address)), None)
