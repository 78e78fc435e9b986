"""Persons whose `agent` is killed: one letter to Linden Hydro, at Gmail, at Outlook, or by a send command of their own."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.chaos.tracer import End, Plan
from tests.chaos.zygote import PATIENCE, Order, Zygote
from tests.e2e import stories
from tests.e2e.google_world import GoogleWorld
from tests.e2e.outlook_world import OutlookWorld
from tests.e2e.world import World, parsed, words_of
from tests.simulators.google import GoogleSim
from tests.simulators.google.discovery import route as google_route
from tests.simulators.google.faults import fault_of
from tests.simulators.google.wire import Asked, Reply
from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.routes import route as outlook_route

AISHA, ROLF = "aisha.rahman@lindenhydro.example", "rolf.enders@lindenhydro.example"
CLOSED = Reply(0, end="closed")
NOTHING = Plan()

SEND = """#!/bin/sh
# Keeps its standard input as a letter. $1: the folder; its file `how` says how it ends.
read -r how < "$1/how"
case $how in
  refuse) echo '550 5.7.1 relaying denied' >&2; exit 1;;
  later) echo 'the server does not answer' >&2; exit 75;;
  lost) exit 74;;
  break) kill -9 $$;;
esac
cat > "$1/.$$.part" && mv "$1/.$$.part" "$1/$$.eml"
case $how in
  lost-after) exit 74;;
  break-after) kill -9 $$;;
esac
"""


class Person:
    """What all of them have: a world on a disk, a clock that stands, and a process that runs their commands."""

    kind: str
    world: World
    SENDING = ANSWERING = MAKING = ""
    """Requests that send, that answer the calendar, and that make a draft."""
    TROUBLED: tuple[str, ...] = ()
    """Requests that may meet a fault."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.zygote: Zygote | None = None
        self.patience = PATIENCE
        """Real seconds after which a silent provider is given up."""
        self.agreed: set[str] = set()
        """The words that the person said yes to, blanks evened out."""
        self.by_hand = False
        """They sent it themselves, from the provider's own drafts."""
        self.own_drafts = 0
        """Drafts at the provider that the person made, or wrote in."""

    # ------------------------------------------------------------ the state as it was

    def keep(self) -> None:
        """Remember everything on the disk as it is now. Nothing may be running."""
        self.stop()
        shutil.rmtree(self._kept, ignore_errors=True)
        shutil.copytree(self.root, self._kept, symlinks=True)

    def restore(self) -> None:
        """The disk as it was; what is in memory is restored by forking before it changes."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self._kept, self.root, symlinks=True)

    @property
    def _kept(self) -> Path:
        return self.root.with_name(self.root.name + ".kept")

    def start(self) -> None:
        """Ready for commands."""
        self.zygote = Zygote(self.root / "stderr", self.patience)

    @property
    def errors(self) -> str:
        """The end of what the commands said on standard error."""
        return (self.root / "stderr").read_text()[-3000:]

    def stop(self) -> None:
        """No process of it is left."""
        if self.zygote is not None:
            self.zygote.close()
            self.zygote = None

    # ------------------------------------------------------------ commands and time

    def run(self, *words: str, plan: Plan = NOTHING) -> End:
        """Run a command of `agent`; returns when nothing of it is under way any more."""
        assert self.zygote is not None
        end = self.zygote.run(Order(tuple(self.world._words(words)), plan))
        self.settle()
        return end

    def settle(self) -> None:
        """Until what the command had begun is done."""

    def pass_by(self, **ahead: float) -> None:
        self.world.now += timedelta(**ahead)
        for path in self.world.state.glob("asked-back-*"):  # marks age by the clock of the disk
            at = path.stat().st_mtime - timedelta(**ahead).total_seconds()
            os.utime(path, (at, at))
        self.settle()

    def status(self) -> Any:
        return self.world.status()

    @property
    def draft(self) -> dict[str, Any]:
        """The letter to Linden Hydro, even if it is void."""
        drafts = [d for d in self.world.status()["drafts"] if "Linden" in d["employer"]]
        drafts.sort(key=lambda draft: draft["status"] == "void")
        found: dict[str, Any] = drafts[0]
        return found

    def journal(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.world.do("journal --json").json
        return found

    # ------------------------------------------------------------ the person

    def approve(self, *flags: str) -> None:
        """Say yes to the letter as it is."""
        draft = self.draft
        self.agreed.add(" ".join(draft["body"].split()))
        self.run("approve", draft["id"], "--yes", *flags)

    def answer_truly(self) -> None:
        """Was it sent? The person waits until nothing is on its way any more, and then knows."""
        while self.owed:
            self.pass_by(minutes=5)
        question = self.status().question("unsure_sent")
        self.run("answer", question["id"], "sent" if self.left else "not_sent")

    def surprise(self, dice: random.Random) -> None:
        """The provider is what it happens to be."""

    def hands(self, dice: random.Random) -> str:
        """The person does something to a draft in the provider's own pages: what, "" if there is none."""
        return ""

    # ------------------------------------------------------------ what came of it

    @property
    def met(self) -> list[str]:
        """Faults that something met."""
        return []

    @property
    def owed(self) -> bool:
        """Something that was asked for is still to take effect."""
        return False

    @property
    def left(self) -> list[str]:
        """The words of the letters that their recipients got."""
        raise NotImplementedError

    @property
    def declined(self) -> bool:
        """Their calendar says that they do not come."""
        raise NotImplementedError

    @property
    def litter(self) -> int:
        """Drafts at the provider."""
        return 0

    @property
    def told(self) -> int | None:
        """How often the organizer was told by the calendar; None where nobody counts."""
        return None

    def faults(self) -> list[str]:
        """What the simulator complains about."""
        return []

    def trouble(self, match: str, what: str, times: int = 1, skip: int = 0) -> None:
        """Requests that match meet a fault."""

    def peace(self) -> None:
        """No more faults from now on."""

    def lose_one_answer(self, *, after: bool) -> None:
        """The next sending is answered by nothing, after it took effect or without."""
        self.trouble(self.SENDING, "reset-after" if after else "reset-before")

    def lose_the_answer(self, *, after: bool) -> None:
        """The same, and nothing can be looked up until there is peace."""
        self.lose_one_answer(after=after)

    def break_the_calendar(self) -> None:
        """It says no for good."""
        self.trouble(self.ANSWERING, "403", times=9)

    def mend_the_calendar(self) -> None:
        self.peace()


class LocalPerson(Person):
    """A Maildir, a folder of calendar files, a send command."""

    kind = "local"

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        root.mkdir(parents=True)
        self.world = World(root)
        (root / "send").write_text(SEND)
        stories.firm(self.world)
        stories.linden(self.world)

    def trouble(self, match: str, what: str, times: int = 1, skip: int = 0) -> None:
        self.world.sending(what)

    def peace(self) -> None:
        self.world.sending("accept")

    def lose_one_answer(self, *, after: bool) -> None:
        self.world.sending("break-after" if after else "break")

    @property
    def left(self) -> list[str]:
        return [words_of(letter) for letter in self.world.sent()]

    @property
    def declined(self) -> bool:
        raw = (self.world.calendar() / "linden.ics").read_bytes().replace(b"\r\n ", b"")
        return b"PARTSTAT=DECLINED" in raw


@dataclass(slots=True)
class Trouble:
    """Requests that meet a fault, and which one."""

    match: re.Pattern[str]
    what: str
    times: int
    skip: int = 0
    once_met: bool = False
    """Only after another one was met."""


LATE_AFTER = 150.0
"""Seconds after which a request of the kind "late" takes effect, long after its connection broke."""


class Wire:
    """Between the program and a simulator: faults that no simulator has by itself."""

    def __init__(
        self, answer: Callable[[Asked], Reply], name: Callable[[Asked], str], now: Callable[[], float]
    ) -> None:
        self._answer = answer
        self._name = name
        self._now = now
        self._late: list[tuple[float, Asked]] = []
        self._lock = threading.RLock()
        self.troubles: list[Trouble] = []
        self.met: list[str] = []
        """Faults that something met."""

    def reply(self, asked: Asked) -> Reply:
        """Instead of the simulator's own."""
        if asked.path == "/still-there":
            return Reply(204)
        if len(asked.content) < int(asked.headers.get("content-length") or 0):
            return CLOSED  # whoever asked died over it
        with self._lock:
            self.catch_up()
            trouble = self._trouble(asked)
        if trouble is None:
            return self._answer(asked)
        self.met.append(f"{trouble} {self._name(asked)}")
        return self._troubled(asked, trouble)

    def catch_up(self) -> None:
        """What was late takes effect when its time has come."""
        with self._lock:
            due = [asked for at, asked in self._late if at <= self._now()]
            self._late = [(at, asked) for at, asked in self._late if at > self._now()]
        for asked in due:
            self._answer(asked)

    @property
    def owes(self) -> bool:
        """Something is still to take effect."""
        return bool(self._late)

    def _trouble(self, asked: Asked) -> str | None:
        name = self._name(asked)
        for trouble in self.troubles:
            if not trouble.match.search(name) or (trouble.once_met and not self.met):
                continue
            if trouble.skip:
                trouble.skip -= 1
                return None
            trouble.times -= 1
            if trouble.times <= 0:
                self.troubles.remove(trouble)
            return trouble.what
        return None

    def _troubled(self, asked: Asked, what: str) -> Reply:
        if what == "late":
            self._late.append((self._now() + LATE_AFTER, asked))
            return CLOSED
        if what == "twice":
            self._answer(asked)
            return self._answer(asked)
        if what == "reset-before":
            return CLOSED
        if what == "reset-after":
            self._answer(asked)
            return CLOSED
        if what == "silent":
            done = self._answer(asked)
            return Reply(done.status, done.content, done.headers, hang=0.5)
        if what == "cut":
            done = self._answer(asked)
            return Reply(done.status, done.content, done.headers, end="truncated")
        fault = fault_of(what)
        if fault.after_effect:
            self._answer(asked)
        error = {"error": {"code": str(fault.status), "message": fault.message, "errors": [{"reason": fault.reason}]}}
        return Reply(fault.status, json.dumps(error).encode(), {"Content-Type": "application/json", **fault.headers})


class Networked(Person):
    """An account whose provider is a simulator behind a server on loopback."""

    LOOKING = ""
    """Requests that look whether something was sent."""
    sim: GoogleSim | OutlookSim

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        root.mkdir(parents=True)
        self._build(root)
        stories.firm(self.world)
        stories.linden(self.world, event=False)
        self.event = self._meeting()
        self.wire = Wire(self.sim.reply, self._name, self.sim.now)
        self.sim.reply = self.wire.reply  # type: ignore[method-assign]  # between the program and it
        self._serving: threading.Thread | None = None

    def _build(self, root: Path) -> None:
        """Set `world` and `sim`."""
        raise NotImplementedError

    def _meeting(self) -> str:
        """The interview in the calendar; its id."""
        raise NotImplementedError

    def _name(self, asked: Asked) -> str:
        """What the provider calls such a request."""
        raise NotImplementedError

    def start(self) -> None:
        super().start()  # before the threads
        self._serving = threading.Thread(target=self.sim._server.serve_forever, args=(0.005,), daemon=True)
        self._serving.start()

    def stop(self) -> None:
        super().stop()
        if self._serving is not None:
            self.sim._server.shutdown()
            self._serving.join()
            self._serving = None

    def settle(self) -> None:
        """Connections are taken in turn: when one of ours was answered and no other one is open, all before it ended."""
        if self._serving is None:
            return
        server = self.sim._server
        with socket.create_connection(("127.0.0.1", server.server_address[1])) as mine:
            mine.sendall(b"GET /still-there HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            while mine.recv(4096):
                pass
        end = time.monotonic() + 20
        while server._open:
            assert time.monotonic() < end, "a connection stays open"
            time.sleep(0.001)
        self.wire.catch_up()

    def trouble(self, match: str, what: str, times: int = 1, skip: int = 0) -> None:
        self.wire.troubles.append(Trouble(re.compile(match), what, times, skip))

    def peace(self) -> None:
        self.wire.troubles.clear()

    def lose_the_answer(self, *, after: bool) -> None:
        super().lose_the_answer(after=after)
        self.wire.troubles.append(Trouble(re.compile(self.LOOKING), "503", 400, once_met=True))

    @property
    def owed(self) -> bool:
        return self.wire.owes

    @property
    def met(self) -> list[str]:
        return self.wire.met

    def faults(self) -> list[str]:
        return self.sim.violations


class GooglePerson(Networked):
    """Gmail and Google Calendar."""

    kind = "google"
    SENDING = r"drafts\.send"
    ANSWERING = r"events\.patch"
    MAKING = r"drafts\.create"
    LOOKING = r"drafts\.(list|get)|messages\.(list|get)|threads\.get|history\.list"
    TROUBLED = (
        "drafts.send", "drafts.create", "drafts.delete", "drafts.list", "drafts.get", "drafts.update", "messages.list",
        "messages.get", "threads.get", "history.list", "events.patch", "events.get", "events.list", "token", "",
    )  # fmt: skip

    world: GoogleWorld
    sim: GoogleSim

    def _build(self, root: Path) -> None:
        self.world = GoogleWorld(root)
        self.sim = self.world.sim

    def _meeting(self) -> str:
        title = "Interview: Ines Calloway, Test Engineer (Linden Hydro)"
        return self.world.meeting(title, stories.LINDEN_AT, organizer=AISHA, others=(AISHA, ROLF))

    def _name(self, asked: Asked) -> str:
        found = google_route(asked.verb, asked.path)
        return found[0].id if found else f"{asked.verb} {asked.path}"

    def run(self, *words: str, plan: Plan = NOTHING) -> End:
        for pace in (self.world.state / "pace").glob(
            "*.json"
        ):  # real time has not passed, and nobody here waits for it
            pace.unlink()
        return super().run(*words, plan=plan)

    def surprise(self, dice: random.Random) -> None:
        self.sim.mailbox.keep_custom_headers = dice.random() < 0.7
        self.sim.mailbox.keep_message_id = dice.random() < 0.3

    def hands(self, dice: random.Random) -> str:
        mailbox = self.sim.mailbox
        if not mailbox.drafts:
            return ""
        id_ = dice.choice(list(mailbox.drafts))
        what = dice.choice(["edits", "sends", "deletes"])
        if what == "edits":
            message = parsed(mailbox.messages[mailbox.drafts[id_]].raw)
            message.set_content("Dear Aisha,\n\nI have to withdraw, with many thanks.\n\nInes\n")
            mailbox.user_edits_draft(id_, message.as_bytes())
            self.own_drafts = 1
        elif what == "sends":
            self.by_hand = True
            self.agreed.add(" ".join(words_of(parsed(mailbox.messages[mailbox.drafts[id_]].raw)).split()))
            mailbox.user_sends_draft(id_)
        else:
            mailbox.user_deletes_draft(id_)
        return what

    @property
    def left(self) -> list[str]:
        return [words_of(letter) for letter in self.world.left]

    @property
    def declined(self) -> bool:
        return self.world.answer_to(self.event) == "declined"

    @property
    def litter(self) -> int:
        return len(self.sim.mailbox.drafts)

    @property
    def told(self) -> int | None:
        return len(self.sim.calendars.notifications)


class OutlookPerson(Networked):
    """Outlook's mail and calendar."""

    kind = "outlook"
    SENDING = r"message\.send"
    ANSWERING = r"event\.decline"
    MAKING = r"message\.(reply|create)"
    LOOKING = r"^(folder\.)?messages?$|message\.value"
    TROUBLED = (
        "message.send", "message.create", "message.reply", "message.patch", "message.delete", "messages.delta",
        "^messages$", "folder.messages", "^message$", "message.value", "event.decline", "^view", "^event$", "login", "",
    )  # fmt: skip

    world: OutlookWorld
    sim: OutlookSim

    def _build(self, root: Path) -> None:
        self.world = OutlookWorld(root)
        self.sim = self.world.outlook.sim

    def _meeting(self) -> str:
        title = "Interview: Ines Calloway, Test Engineer (Linden Hydro)"
        return self.world.outlook.meeting(title, stories.LINDEN_AT, organizer=AISHA, others=(ROLF,))

    def _name(self, asked: Asked) -> str:
        found = outlook_route(asked.verb, asked.path.removeprefix("/v1.0"))
        return found[0].name if found else f"{asked.verb} {asked.path}"

    def surprise(self, dice: random.Random) -> None:
        quirks = self.sim.mailbox.quirks
        quirks.sent_lag = dice.choice([0.0, 3.0, 30.0, 240.0])
        quirks.in_transit = dice.choice(["flips", "draft", "gone"])
        quirks.sent_id = dice.choice(["kept", "kept", "changed"])
        quirks.second_send = dice.choice(["404", "400", "202"])
        quirks.keeps_message_id = dice.random() < 0.7
        quirks.keeps_marker = dice.random() < 0.8
        quirks.thin = dice.random() < 0.5
        quirks.replays = dice.choice([0, 0, 2])
        quirks.empty_pages = dice.random() < 0.3

    def hands(self, dice: random.Random) -> str:
        mailbox = self.sim.mailbox
        drafts = [id_ for id_ in mailbox.drafts if not mailbox.store.item(id_).sending]
        if not drafts:
            return ""
        id_ = dice.choice(drafts)
        what = dice.choice(["edits", "sends"])
        if what == "edits":
            message = parsed(mailbox.raw(id_))
            message.set_content("Dear Aisha,\n\nI have to withdraw, with many thanks.\n\nInes\n")
            mailbox.user_edits_draft(id_, message.as_bytes())
            self.own_drafts = 1
        else:
            self.by_hand = True
            self.agreed.add(" ".join(words_of(parsed(mailbox.raw(id_))).split()))
            mailbox.user_sends_draft(id_)
        return what

    @property
    def left(self) -> list[str]:
        return [words_of(parsed(raw)) for raw in self.sim.sent]

    @property
    def declined(self) -> bool:
        return any(notice.kind == "declined" for notice in self.sim.calendars.notifications)

    @property
    def litter(self) -> int:
        self.sim.mailbox.store.settle()
        return len(self.sim.mailbox.drafts)

    @property
    def told(self) -> int | None:
        return len(self.sim.calendars.notifications)


KINDS: dict[str, Callable[[Path], Person]] = {"local": LocalPerson, "google": GooglePerson, "outlook": OutlookPerson}
