"""A person with mailboxes, calendars and a send command, on whose files the real command runs.

Nothing is mocked: accounts are Maildirs and folders of `.ics`, letters leave through a script, and every question is put
to `agent` itself, in this process or in one of its own. The time is `world.now`; it only passes when a test says so.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP, default
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from agent.cli.main import main

ZONE = ZoneInfo("America/New_York")
NAME = "Ines Calloway"
ADDRESS = "ines.calloway@postbox.example"
OTHER_ADDRESS = "icalloway@alumni.example"
ME = f"{NAME} <{ADDRESS}>"
NOW = "2026-11-18T09:00"
"""A Wednesday."""

PATIENCE = 20.0
"""Seconds after which something that should happen at once is not going to happen."""

SEND = """#!/bin/sh
# Keeps its standard input as a letter. $1: the folder; its file `how` says how it ends.
read -r how < "$1/how"
case $how in
  refuse) echo '550 5.7.1 relaying denied' >&2; exit 1;;
  later) echo 'the server does not answer' >&2; exit 75;;
  block) : > "$1/started"; read -r go < "$1/gate";;
  break) : > "$1/started"; kill -9 $$;;
esac
cat > "$1/.$$.part" && mv "$1/.$$.part" "$1/$(date +%s%N).eml"
"""


def at(text: str) -> datetime:
    """A time in the user's zone, or in the one it names."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


@dataclass(frozen=True)
class Result:
    """What one run of the command left."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which has to be exactly one JSON document."""
        return json.loads(self.out)


class Status(dict[str, Any]):
    """The document of `agent status --json`, asked by employer."""

    def offer(self, employer: str) -> dict[str, Any]:
        return self._one("offers", employer)

    def interview(self, employer: str) -> dict[str, Any]:
        return self._one("interviews", employer)

    def draft(self, employer: str) -> dict[str, Any]:
        """The one draft of that employer that is not void."""
        found = [d for d in self.drafts if employer.lower() in d["employer"].lower()]
        assert len(found) == 1, f"{len(found)} drafts for {employer}: {self.summary()}"
        return found[0]

    def question(self, kind: str) -> dict[str, Any]:
        found = [q for q in self["questions"] if q["kind"] == kind]
        assert found, f"no question {kind}: {self.summary()}"
        return found[0]  # type: ignore[no-any-return]  # JSON

    @property
    def drafts(self) -> list[dict[str, Any]]:
        """Those that are not void."""
        return [d for d in self["drafts"] if d["status"] != "void"]

    @property
    def questions(self) -> list[str]:
        return sorted(q["kind"] for q in self["questions"])

    @property
    def employers(self) -> list[str]:
        """With whom there are interviews, in order of time."""
        return [i["employer"] for i in self["interviews"]]

    def _one(self, what: str, employer: str) -> dict[str, Any]:
        found = [x for x in self[what] if employer.lower() in x["employer"].lower()]
        assert len(found) == 1, f"{len(found)} {what} of {employer}: {self.summary()}"
        return found[0]  # type: ignore[no-any-return]  # JSON

    def summary(self) -> str:
        """All of it in a few lines, for what a failing test says."""
        lines = [f"account {a['name']}: {a['error']}" for a in self["accounts"] if a["error"]]
        lines += [f"offer {o['employer']} ({o['role']}): {o['standing']} {o['contingencies']}" for o in self["offers"]]
        lines += [f"interview {i['employer']} {i['start']}" for i in self["interviews"]]
        lines += [f"draft {d['kind']} {d['employer']}: {d['status']} {d['outcome']}" for d in self["drafts"]]
        lines += [f"question {q['kind']}: {q['text']}" for q in self["questions"]]
        return "\n".join(["", *lines])


@dataclass(frozen=True)
class Said:
    """One message of a correspondence; `answers` is the Message-ID of the one before it if it is a reply."""

    sender: str
    to: str
    subject: str
    text: str
    when: str
    options: dict[str, Any] = field(default_factory=dict)


def them(sender: str, subject: str, when: str, text: str, **options: Any) -> Said:
    """They write to the user."""
    return Said(sender, ME, subject, text, when, options)


def me(to: str, subject: str, when: str, text: str, **options: Any) -> Said:
    """The user writes to them."""
    return Said(ME, to, subject, text, when, options)


class World:
    """Accounts on a disk, and the command that works on them."""

    def __init__(self, root: Path, accounts: Sequence[str] = ("home",), config: str = "") -> None:
        self.root = root
        self.state = root / "state"
        self.config = root / "config.toml"
        self.now = at(NOW)
        self.accounts = tuple(accounts)
        self._more = config
        self._references: dict[str, list[str]] = {}
        self._count = 0
        self._options: dict[str, str] = {}
        (root / "send").write_text(SEND)
        for name in self.accounts:
            for folder in ("mail", "mail/.Sent"):
                for part in ("cur", "new", "tmp"):
                    (root / name / folder / part).mkdir(parents=True)
            (root / name / "calendar").mkdir()
            (root / name / "out").mkdir()
            self.sending("accept", name)
        self.configure()

    # ------------------------------------------------------------ configuration

    def configure(self, policy: str | None = None, **options: str) -> None:
        """Write the configuration; `options` are lines for the accounts of those names."""
        if policy is not None:
            self._more = policy
        self._options |= options
        parts = [
            f'[user]\nname = "{NAME}"\naddresses = ["{ADDRESS}", "{OTHER_ADDRESS}"]\ntimezone = "America/New_York"',
            self._more,
        ]
        for name in self.accounts:
            own = self._options.get(name, "")
            send = "" if "send =" in own else f"send = {json.dumps(self.command(name))}"
            parts.append(
                f'[[account]]\nname = "{name}"\nkind = "local"\nmaildir = {json.dumps(str(self.root / name / "mail"))}\n'
                f"calendars = [{json.dumps(str(self.calendar(name)))}]\n{send}\n{own}"
            )
        self.config.write_text("\n\n".join(parts) + "\n")

    def command(self, account: str | None = None) -> list[str]:
        """The send command of an account."""
        return ["sh", str(self.root / "send"), str(self.root / (account or self.accounts[0]) / "out")]

    def calendar(self, account: str | None = None) -> Path:
        return self.root / (account or self.accounts[0]) / "calendar"

    def maildir(self, account: str | None = None) -> Path:
        return self.root / (account or self.accounts[0]) / "mail"

    # ------------------------------------------------------------ mail

    def tell(self, *said: Said) -> list[str]:
        """Put a correspondence; a “Re:” answers the message before it. The Message-IDs."""
        ids: list[str] = []
        for one in said:
            options = dict(one.options)
            if one.subject.lower().startswith("re:") and ids:
                options.setdefault("answers", ids[-1])
            ids.append(self.mail(one.sender, one.subject, one.text, one.when, to=one.to, **options))
        return ids

    def mail(
        self, sender: str, subject: str, text: str, when: str, *, to: str = ME, cc: str | None = None,
        account: str | None = None, answers: str | None = None, reply_to: str | None = None,
        message_id: str | None = None, headers: dict[str, str] | None = None, attachment: str | None = None,
        html: str | None = None, authentic: bool | None = True,
    ) -> str:  # fmt: skip
        """One message, filed where it belongs: what the user wrote in Sent. `authentic`: what the receiving server found,
        None where it says nothing. Its Message-ID."""
        self._count += 1
        address = parseaddr(sender)[1]
        domain = address.rpartition("@")[2]
        own = address in (ADDRESS, OTHER_ADDRESS)
        message_id = message_id or f"<{self._count}.{int(at(when).timestamp())}@{domain}>"
        message = EmailMessage(policy=SMTP)
        if not own and authentic is not None:
            message["Authentication-Results"] = _authentication(domain, "pass" if authentic else "fail")
        message["From"], message["To"], message["Subject"] = sender, to, subject
        message["Date"], message["Message-ID"] = format_datetime(at(when)), message_id
        for name, value in {"Cc": cc, "Reply-To": reply_to, **(headers or {})}.items():
            if value is not None:
                message[name] = value
        if answers is not None:
            references = [*self._references.get(answers, []), answers]
            self._references[message_id] = references
            message["In-Reply-To"], message["References"] = answers, " ".join(references)
        message.set_content(text)
        if html is not None:
            message.add_alternative(html, subtype="html")
        if attachment is not None:
            message.add_attachment(b"%PDF-1.4 a scan", maintype="application", subtype="pdf", filename=attachment)
        self.deliver(message.as_bytes(), when, account, sent=own)
        return message_id

    def deliver(self, raw: bytes, when: str, account: str | None = None, *, sent: bool = False) -> Path:
        """A file, the Maildir way."""
        self._count += 1
        folder = self.maildir(account) / (".Sent" if sent else "")
        name = f"{int(at(when).timestamp())}.M{self._count}.host"
        temporary = folder / "tmp" / name
        temporary.write_bytes(raw)
        return temporary.rename(folder / ("cur" if sent else "new") / (name + (":2,S" if sent else "")))

    # ------------------------------------------------------------ calendars

    def event(self, name: str, summary: str, start: str, *, account: str | None = None, **options: Any) -> Path:
        """One event in a file of its own; see `vevent` for the options."""
        path = self.calendar(account) / f"{name}.ics"
        path.write_bytes(calendar_file(vevent(name, summary, start, **options)))
        return path

    # ------------------------------------------------------------ the command

    def agent(self, *words: str) -> Result:
        """Run a command in this process."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in "oe")
        with _environment(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(self._words(words))
        return Result(status, *(s.buffer.getvalue().decode() for s in (out, err)))

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command in a process of its own."""
        return subprocess.Popen(
            self.command_line(*words),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_plain(),
        )  # fmt: skip

    def command_line(self, *words: str) -> list[str]:
        """What a shell would run."""
        return [sys.executable, "-m", "agent", *self._words(words)]

    def process(self, *words: str) -> Result:
        """Run a command in a process of its own."""
        process = self.start(*words)
        out, err = process.communicate(timeout=60)
        return Result(process.returncode, out, err)

    def _words(self, words: Iterable[str]) -> list[str]:
        return ["--config", str(self.config), "--state", str(self.state), "--now", self.now.isoformat(), *words]

    def do(self, line: str) -> Result:
        """A command that has to succeed."""
        result = self.agent(*shlex.split(line))
        assert result.status == 0, f"agent {line}: exit {result.status}\n{result.err}{result.out}"
        return result

    def sync(self, *words: str, status: int = 0) -> Status:
        """`agent sync --json`; nothing else on standard output, and that exit status."""
        result = self.agent("sync", "--json", *words)
        assert result.status == status, f"exit {result.status}\n{result.err}{result.out}"
        return Status(result.json)

    def status(self) -> Status:
        return Status(self.do("status --json").json)

    def later(self, status: int = 0, **ahead: float) -> Status:
        """Some time passes (minutes=…, days=…), then a sync."""
        self.now += timedelta(**ahead)
        return self.sync(status=status)

    def day(self, when: str) -> Status:
        """It is then; a sync."""
        self.now = at(when)
        return self.sync()

    def approve(self, employer: str, *, immediately: bool = False) -> dict[str, Any]:
        """Approve the letter to that employer as it is; the draft afterwards."""
        id_ = self.status().draft(employer)["id"]
        self.do(f"approve {id_} --yes" + (" --immediately" if immediately else ""))
        found: dict[str, Any] = self.do(f"show {id_} --json").json
        return found

    # ------------------------------------------------------------ what left

    def sending(self, how: str, account: str | None = None) -> None:
        """How the send command ends from now on: accept, refuse, later, block (until `let_go`), break (by SIGKILL)."""
        out = self.root / (account or self.accounts[0]) / "out"
        (out / "how").write_text(how + "\n")
        if how == "block" and not (out / "gate").exists():
            os.mkfifo(out / "gate")

    def sent(self, account: str | None = None) -> list[EmailMessage]:
        """What the send commands were given, in order; of all accounts unless one is named."""
        names = [account] if account else self.accounts
        files = [f for name in names for f in (self.root / name / "out").glob("*.eml")]
        return [parsed(f.read_bytes()) for f in sorted(files, key=lambda f: f.name)]

    def raw_sent(self, account: str | None = None) -> list[bytes]:
        out = self.root / (account or self.accounts[0]) / "out"
        return [f.read_bytes() for f in sorted(out.glob("*.eml"))]

    def wait_for_start(self, account: str | None = None) -> None:
        """Until the blocking send command runs."""
        wait((self.root / (account or self.accounts[0]) / "out" / "started").exists, "the send command to start")

    def let_go(self, account: str | None = None) -> None:
        """Let the blocking send command go on and wait until its letter lies there."""
        out = self.root / (account or self.accounts[0]) / "out"
        with open(out / "gate", "w") as gate:
            gate.write("go\n")
        wait(lambda: any(out.glob("*.eml")), "the letter to be written")

    def filed(self, account: str | None = None) -> list[Path]:
        """Files in the Sent folder."""
        return sorted(f for part in ("cur", "new") for f in (self.maildir(account) / ".Sent" / part).iterdir())

    def stored(self) -> bytes:
        """Every byte in the state folder."""
        return b"\0".join(f.read_bytes() for f in sorted(self.state.rglob("*")) if f.is_file())


def wait(until: Callable[[], bool], what: str) -> None:
    """Look again and again until it is so, for a bounded time."""
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)


def parsed(raw: bytes) -> EmailMessage:
    message = BytesParser(policy=default).parsebytes(raw)
    assert isinstance(message, EmailMessage)
    return message


def words_of(message: EmailMessage) -> str:
    """The text of a message."""
    return str(message.get_content())


def vevent(
    name: str, summary: str, start: str, *, minutes: int = 60, organizer: str | None = None, answer: str = "ACCEPTED",
    others: Sequence[str] = (), address: str = ADDRESS, uid: str | None = None, more: Sequence[str] = (), sequence: int = 0,
    status: str = "CONFIRMED", description: str | None = None,
) -> str:  # fmt: skip
    """A VEVENT. With `organizer` ("Name <address>") the user is an attendee who answered `answer`; without, it is the user's own entry."""
    begin = at(start)
    end = begin + timedelta(minutes=minutes)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid or name + '@calendar.example'}",
        "DTSTAMP:20261110T120000Z",
        f"DTSTART;TZID=America/New_York:{begin.astimezone(ZONE):%Y%m%dT%H%M%S}",
        f"DTEND;TZID=America/New_York:{end.astimezone(ZONE):%Y%m%dT%H%M%S}",
        f"SUMMARY:{_escaped(summary)}",
        f"SEQUENCE:{sequence}",
        f"STATUS:{status}",
        "X-COLOUR:a property nobody knows\\, kept as it is",
    ]
    if description is not None:
        lines.append(f"DESCRIPTION:{_escaped(description)}")
    if organizer is not None:
        who, mailbox = parseaddr(organizer)
        lines.append(f"ORGANIZER;CN={who}:mailto:{mailbox}")
        lines.append(f"ATTENDEE;CN={NAME};ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP=TRUE:mailto:{address}")
    for other in others:
        who, mailbox = parseaddr(other)
        lines.append(f"ATTENDEE;CN={who};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:{mailbox}")
    lines += [*more, "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Reminder", "TRIGGER:-PT30M", "END:VALARM"]
    return "\n".join([*lines, "END:VEVENT"])


VTIMEZONE = """BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:STANDARD
DTSTART:20071104T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
END:VTIMEZONE"""


def calendar_file(*events: str) -> bytes:
    """A calendar file as vdirsyncer writes it: folded lines, CRLF."""
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN", VTIMEZONE, *events, "END:VCALENDAR"])
    return b"".join(_folded(line) for line in text.split("\n"))


def _folded(line: str) -> bytes:
    parts = [line[:75], *(line[i : i + 74] for i in range(75, len(line), 74))]
    return "\r\n ".join(parts).encode() + b"\r\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _authentication(domain: str, how: str) -> str:
    return (
        f"mx.postbox.example; spf={how} smtp.mailfrom={domain}; dkim={how} header.d={domain};"
        f" dmarc={how} header.from={domain}"
    )


def _plain() -> dict[str, str]:
    """The environment without what would change the answers."""
    gone = ("BOWOUT_", "XDG_", "COLUMNS", "DBUS_", "LC_", "LANG")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(gone)}
    return {**kept, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


@contextlib.contextmanager
def _environment() -> Any:
    """As `_plain`, with nobody at the keyboard."""
    before, stdin = dict(os.environ), sys.stdin
    os.environ.clear()
    os.environ.update(_plain())
    with open(os.devnull) as nobody:
        sys.stdin = nobody
        try:
            yield
        finally:
            sys.stdin = stdin
            os.environ.clear()
            os.environ.update(before)
