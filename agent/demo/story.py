"""The demo: the whole job on the sample mailbox, told step by step while the real commands run on it."""

from __future__ import annotations

import email
import email.policy
import json
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from agent.cli.render import kind_of
from agent.demo.mailbox import ZONE
from agent.demo.stage import Run, Stage
from agent.demo.teller import Teller

INVITATION = "personal/tidewell-interview.ics"
ME = "nora.kessler@postbox.example"
# Part of a sender's name, and what there is of it in mail or calendar that only sounds like a job search.
ORDINARY = {
    "Smiles": "the dentist's confirmation",
    "Choir": "choir practice and its auditions",
    "Fenwick": "mock interviews that Nora holds, advice on “accepting a job offer”",
    "Saltmarsh": "a cousin's offer that was forwarded",
    "Cedar": "the lease “offer”",
    "Bramble": "25% off everything",
    "Merrow": "a pre-approved card",
    "Stonebridge": "a screening call declined long ago",
}
NEXT = """\
agent config init      writes a commented configuration; asks for your name and addresses
agent sync             reads your mail and calendars; nothing is sent
agent status           shows offers, interviews, and what waits for you
Gmail, Outlook, or files on this machine: docs/getting-started.md goes through each."""


class Broken(Exception):
    """A command did not do what the story tells of it. Says which one and what it printed."""


def run(out: TextIO, *, as_json: bool, interactive: bool, keep: bool, now: datetime | None = None) -> int:
    """Tell the story on `out`; the exit status.

    as_json: one JSON document in place of the telling. interactive: ask before the letter is sent, on standard
    input. keep: leave the folder with mail, calendars and state, and say where. now: on which day to tell it, aware;
    None: today. Nothing is written outside a temporary folder, and nothing leaves the machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="bowout-demo-"))
    try:
        teller = Teller(out, silent=as_json)
        stage = Stage(folder, now or datetime.now(UTC))
        status = _tell_all(teller, stage, interactive=interactive and not as_json)
        if keep:
            teller.say(f"Everything of this story is kept in {folder}")
        if as_json:
            json.dump(_document(teller, stage, status, folder if keep else None), out, ensure_ascii=False, indent=1)
            out.write("\n")
        return status
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _tell_all(teller: Teller, stage: Stage, *, interactive: bool) -> int:
    story = Story(teller, stage, interactive=interactive)
    try:
        story.tell()
    except Broken as broken:
        teller.say(f"The demo does not go on: {broken}")
        return 1
    return 0


def _document(teller: Teller, stage: Stage, status: int, kept: Path | None) -> dict[str, Any]:
    return {
        "ok": status == 0,
        "today": stage.today.isoformat(),
        "folder": None if kept is None else str(kept),
        "chapters": teller.chapters,
        "commands": [{"command": r.typed, "exit_status": r.status, "output": _parsed(r.output)} for r in stage.runs],
        "sent": [path.read_text(encoding="utf-8", errors="replace") for path in stage.letters()],
    }


def _parsed(output: str) -> object:
    try:
        return json.loads(output)
    except ValueError:
        return output


class Story:
    """One chapter a method, in the order in which they are told."""

    def __init__(self, teller: Teller, stage: Stage, *, interactive: bool) -> None:
        self.teller = teller
        self.stage = stage
        self.interactive = interactive
        self.state: dict[str, Any] = {}
        self.answered = ""

    def tell(self) -> None:
        self.what_lies_there()
        self.first_sync()
        self.why_nothing_is_drafted()
        self.the_check_clears()
        self.what_would_be_sent()
        self.what_is_left_alone()
        if self.approval():
            self.as_sent()
            self.as_answered()
        self.how_to_go_on()

    # ------------------------------------------------------------ chapters

    def what_lies_there(self) -> None:
        self.stage.build()
        mail = len(list(self.stage.folder.glob("mail/**/cur/*")))
        events = len(list(self.stage.folder.glob("calendars/*/*.ics")))
        self.teller.chapter("Nora's mailbox")
        self.teller.say(
            f"Nora Kessler is looking for a job. On her disk lie {mail} messages and {events} calendar entries of two "
            "accounts, “personal” and “old-uni”, as mbsync and vdirsyncer leave them. She has accepted an offer, "
            "under one condition; interviews elsewhere are still booked. All names are made up, and nothing leaves "
            "this machine: in place of msmtp a small script keeps the letters."
        )

    def first_sync(self) -> None:
        self.teller.chapter(f"{self.stage.evening:%A} evening: the first sync")
        self._sync()
        self.teller.table(
            ("account", "messages", "about the job search", "calendar occurrences"),
            [
                (
                    one["name"],
                    str(one["messages"]["checked"]),
                    str(one["messages"]["kept"]),
                    str(one["events"]["checked"]),
                )
                for one in self.state["accounts"]
            ],
        )
        self.teller.say("Of all other mail nothing is stored but an id and a digest.")
        self._offers()
        self._interviews()

    def why_nothing_is_drafted(self) -> None:
        offer = self._offer("Harrowpike")
        self.teller.chapter("What it understood, and from which words")
        self._explain("harrowpike-offer")
        self._why(offer["id"])
        if offer["standing"] != "conditional" or self.state["drafts"]:
            raise Broken(f"the offer is {offer['standing']}, with {len(self.state['drafts'])} drafts")
        waits = ", ".join(_plain(one["kind"]) for one in offer["contingencies"] if one["open"])
        self.teller.say(
            f"Accepted, but not firm: the {waits} is still open. Offers fall through, so nothing is drafted and every "
            "interview stays as it is."
        )
        for question in self.state["questions"]:
            self.teller.words(f"{question['text']}  ({' · '.join(question['answers'])})", None)
        if self.state["questions"]:
            self.teller.say("Nora need not answer that now; a question goes away when the mail answers it.")

    def the_check_clears(self) -> None:
        self.stage.next_morning()
        self.teller.chapter(f"{self.stage.morning:%A} morning: the check clears")
        self._sync()
        offer = self._offer("Harrowpike")
        if not offer["firm"]:
            raise Broken(f"the offer is {offer['standing']}, not firm")
        last = offer["evidence"][-1]
        self.teller.words(f"{offer['employer']}: now firm", last["quote"], _moment(last["date"]))
        self.teller.say("Written, accepted, nothing open. Now everybody else should hear, kindly and at once:")
        self.teller.table(
            ("draft", "to", "calendar"),
            [
                (f"{kind_of(draft)}: {draft['employer']}", _recipients(draft), _calendar(draft))
                for draft in self._waiting()
            ],
        )

    def what_would_be_sent(self) -> None:
        self.teller.chapter("What it would send, to whom")
        for employer in ("Tidewell", "Corvane"):
            draft = self._draft(employer)
            shown = self._agent("show", draft["id"])
            self.teller.command(shown.typed)
            self._letter(draft)
        self.teller.say(
            "Corvane Health only ever wrote from a no-reply address, so there is something to say on the phone, and no letter."
        )

    def what_is_left_alone(self) -> None:
        self.teller.chapter("What it leaves alone")
        for offer in self.state["offers"]:
            if offer["suspicious"]:
                self.teller.words(f"{offer['employer']}: looks like a scam; counts for nothing", _first_quote(offer))
        if any(one["employer"].startswith("Harrowpike") for one in self.state["interviews"]):
            raise Broken("a meeting with the new employer is listed as an interview elsewhere")
        self.teller.words("Harrowpike's onboarding session is with the new employer and is kept", None)
        listed = " ".join(str(one["employer"]) for noun in ("offers", "interviews") for one in self.state[noun])
        ordinary = [what for name, what in ORDINARY.items() if name not in listed]
        self.teller.words(f"Neither offer nor interview: {', '.join(ordinary)}", None)

    def approval(self) -> bool:
        """Hold and undo on one letter, then one that is sent; whether it was."""
        self.teller.chapter("A look and a yes")
        held = self._draft("Lanternvale")["id"]
        self._must("approve", held, "--yes")
        at = self._show(held)["send_at"]
        self._must("undo", held)
        self.teller.say(
            f"An approved letter is held for a minute (this one until {_moment(at, '%H:%M:%S')}) and can be taken back; "
            f"it is now “{self._show(held)['status']}” again. Editing a letter takes back its approval too."
        )
        draft = self._draft("Tidewell")
        self.answered = _partstat(self.stage.attendee(INVITATION, ME))
        if self.interactive and not self._yes(f"Send the letter shown above to {draft['to'][0]}?"):
            self.teller.say("Then nothing is sent, the interview stays, and the letter waits.")
            return False
        self._must("approve", draft["id"], "--yes", "--immediately")
        after = self._show(draft["id"])
        if after["status"] != "sent":
            raise Broken(f"the letter is {after['status']}: {after['outcome']}")
        self.teller.say("Sent. What leaves is exactly what was shown: any change would have needed a new yes.")
        return True

    def as_sent(self) -> None:
        letters = self.stage.letters()
        if len(letters) != 1:
            raise Broken(f"{len(letters)} letters left in place of one")
        parsed = email.message_from_bytes(letters[0].read_bytes(), policy=email.policy.default)
        self.teller.chapter("The message as it left")
        heads = ("From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To")
        lines = [f"{name}: {parsed[name]}" for name in heads if parsed[name]]
        self.teller.paper(
            f"{len(letters[0].read_bytes())} bytes", "\n".join([*lines, "", parsed.get_content().strip()])
        )

    def as_answered(self) -> None:
        self.teller.chapter("The calendar as changed")
        self.teller.table(
            (INVITATION, "Nora's answer"),
            [("before", self.answered), ("after", _partstat(self.stage.attendee(INVITATION, ME)))],
        )
        self._sync()
        left = ", ".join(interview["employer"] for interview in self.state["interviews"])
        self.teller.say(f"Interviews still standing: {left}. A second sync sends nothing again.")
        if len(self.stage.letters()) != 1:
            raise Broken("a second sync sent something")

    def how_to_go_on(self) -> None:
        self.teller.chapter("Now with your own mail")
        self.teller.say(NEXT)

    # ------------------------------------------------------------ pieces

    def _agent(self, *arguments: str) -> Run:
        run = self.stage.agent(*arguments, "--json")
        if run.status:
            raise Broken(f"`{run.typed}` ended with {run.status}: {run.errors.strip()[-300:]}")
        return run

    def _must(self, *arguments: str) -> None:
        self.teller.command(self._agent(*arguments).typed)

    def _show(self, id_: str) -> dict[str, Any]:
        shown: dict[str, Any] = self._agent("show", id_).data
        return shown

    def _sync(self) -> None:
        run = self._agent("sync")
        self.teller.command(run.typed)
        self.state = run.data

    def _offer(self, employer: str) -> dict[str, Any]:
        return _named(self.state["offers"], employer)

    def _draft(self, employer: str) -> dict[str, Any]:
        return _named(self._waiting(), employer)

    def _waiting(self) -> list[dict[str, Any]]:
        return [draft for draft in self.state["drafts"] if draft["status"] == "waiting"]

    def _offers(self) -> None:
        self.teller.table(
            ("offer", "role", "standing", "still open", "answer by"),
            [
                (
                    offer["employer"] or "?",
                    offer["role"] or "",
                    offer["standing"] + (" (suspicious)" if offer["suspicious"] else ""),
                    ", ".join(_plain(one["kind"]) for one in offer["contingencies"] if one["open"]),
                    offer["deadline"] or "",
                )
                for offer in sorted(self.state["offers"], key=lambda one: (one["suspicious"], not one["accepted"]))
            ],
        )

    def _interviews(self) -> None:
        self.teller.table(
            ("interview", "role", "when", "known from"),
            [
                (one["employer"] or "?", one["role"] or "", _moment(one["start"], "%a %b %d, %H:%M"), _origin(one))
                for one in self.state["interviews"]
            ],
        )

    def _why(self, id_: str) -> None:
        why = self._agent("why", id_)
        self.teller.command(why.typed)
        for step in why.data["chain"]:
            if step["quote"]:
                self.teller.words(step["says"], step["quote"], _moment(step["date"]) if step["date"] else "")

    def _explain(self, name: str) -> None:
        """What one message says, each thing with its words."""
        path = self.stage.message(name)
        explained = self._agent("explain", str(path))
        self.teller.command(explained.typed)
        said: dict[str, list[str]] = {}
        for one in explained.data["evidence"]:
            said.setdefault(one["quote"], []).append(one["says"])
        for quote, says in said.items():
            self.teller.words("; ".join(says), quote)

    def _letter(self, draft: dict[str, Any]) -> None:
        lines = [f"From: {draft['from']}", f"To: {', '.join(draft['to'])}"] if draft["to"] else []
        lines += [f"Cc: {', '.join(draft['cc'])}"] if draft["cc"] else []
        lines += [f"Subject: {draft['subject']}"] if draft["subject"] else []
        self.teller.paper(f"{kind_of(draft)}: {draft['employer']}", "\n".join([*lines, "", draft["body"].strip()]))
        for recipient in draft["recipients"]:
            self.teller.words(f"{recipient['address']}: {recipient['because']}", None)

    def _yes(self, question: str) -> bool:
        """Only a clear yes is one: the end of input is not."""
        self.teller.ask(question, ("y", "n"))
        return sys.stdin.readline().strip().lower() in ("y", "yes")


def _named(items: list[dict[str, Any]], employer: str) -> dict[str, Any]:
    found = [item for item in items if (item["employer"] or "").startswith(employer)]
    if len(found) != 1:
        raise Broken(f"{len(found)} items of {employer} in place of one")
    return found[0]


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _moment(iso: str, form: str = "%a %b %d") -> str:
    return datetime.fromisoformat(iso).astimezone(ZONE).strftime(form)


def _first_quote(offer: dict[str, Any]) -> str | None:
    return offer["evidence"][0]["quote"] if offer["evidence"] else None


def _origin(interview: dict[str, Any]) -> str:
    """Where an interview is known from, in a few words."""
    events = interview["events"]
    if not events:
        return "mail only"
    invited = any(event["organizer"] and event["response"] for event in events)
    kind = "invitation" if invited else "own calendar entry"
    calendars = len({(event["account"], event["calendar"]) for event in events})
    return kind if calendars == 1 else f"{kind}, on {calendars} calendars"


def _recipients(draft: dict[str, Any]) -> str:
    copies = f"\nCc {', '.join(draft['cc'])}" if draft["cc"] else ""
    return ", ".join(draft["to"]) + copies if draft["to"] else "to be told on the phone"


def _calendar(draft: dict[str, Any]) -> str:
    return ", ".join(step["action"] for step in draft["calendar"] if step["action"] != "none") or "–"


def _partstat(line: str | None) -> str:
    """PARTSTAT of an ATTENDEE line (RFC 5545 section 3.2.12)."""
    return (line or "").partition("PARTSTAT=")[2].partition(";")[0].partition(":")[0] or "gone"
