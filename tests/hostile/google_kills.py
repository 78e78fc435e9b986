"""A person whose `agent` is killed again and again while a letter is on its way to Gmail, and what the recipients got."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.e2e import stories
from tests.e2e.google_world import GoogleWorld
from tests.e2e.world import words_of
from tests.simulators.google.wire import Asked, Reply

AISHA, ROLF = "aisha.rahman@lindenhydro.example", "rolf.enders@lindenhydro.example"


class Zygote:
    """Starts commands and has them killed. A context manager."""

    def __enter__(self) -> Zygote:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.google_zygote"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
            env={k: v for k, v in os.environ.items() if not k.startswith(("BOWOUT_", "XDG_", "DBUS_"))} | {"LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert self._line() == "ready"
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def start(self, words: list[str], statement: int | None = None, seconds: float | None = None) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([words, statement, seconds]) + "\n")
        return int(self._line())

    def end(self) -> str:
        return self._line()


class Hunted(GoogleWorld):
    """One letter to Linden Hydro, and a killer."""

    def __init__(self, root: Path, zygote: Zygote, dice: random.Random) -> None:
        super().__init__(root)
        self.zygote = zygote
        self.dice = dice
        self.kills = 0
        self.where: Counter[str] = Counter()
        self.armed: tuple[int, bool] | None = None
        """The number of the request at which the process dies, and whether what it asked for is done first."""
        self.victim = 0
        self._answer = self.sim.reply
        self.sim.reply = self._reply  # type: ignore[method-assign]
        stories.firm(self)
        stories.linden(self, event=False)
        self.linden = self.meeting("Interview: Ines Calloway, Test Engineer (Linden Hydro)", stories.LINDEN_AT,
                                   organizer=AISHA, others=(AISHA, ROLF))  # fmt: skip

    def _reply(self, asked: Asked) -> Reply:
        if self.armed is None:
            return self._answer(asked)
        left, done_first = self.armed
        self.armed = (left - 1, done_first)
        if left > 1:
            return self._answer(asked)
        reply = self._answer(asked) if done_first else None
        with suppress(ProcessLookupError):
            os.kill(self.victim, signal.SIGKILL)
        self.where[
            f"{'after' if done_first else 'before'} {asked.verb} {asked.path.partition('users/me/')[2][:14]}"
        ] += 1
        return reply or Reply(0, end="closed")

    def hunted(self, *words: str) -> str:
        """Run it and kill it somewhere."""
        line = self._words(words)
        how = self.dice.choice(["request", "request", "statement", "time"])
        if how == "request":
            self.armed = (self.dice.randint(1, 16), self.dice.random() < 0.6)
            self.victim = self.zygote.start(line)
        elif how == "statement":
            self.victim = self.zygote.start(line, statement=self.dice.randint(1, 120))
        else:
            self.victim = self.zygote.start(line, seconds=self.dice.uniform(0.05, 1.0))
        ended = self.zygote.end()
        self.armed = None
        if ended == "killed":
            self.kills += 1
            self.where[how] += 1
        return ended

    def spared(self, *words: str) -> str:
        self.zygote.start(self._words(words))
        return self.zygote.end()

    def pass_by(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)
        for pace in (self.state / "pace").glob("*.json"):  # real time has not passed, and nobody here waits for it
            pace.unlink()


def play(root: Path, zygote: Zygote, seed: int) -> dict[str, Any]:
    """One letter under a hail of kills. What came of it; raises AssertionError if it is anything but right."""
    dice = random.Random(seed)
    world = Hunted(root, zygote, dice)
    world.sim.mailbox.keep_custom_headers = dice.random() < 0.5
    with world.sim:
        while (world.hunted if dice.random() < 0.4 else world.spared)("sync") != "0":
            assert world.kills < 40
            world.pass_by(1)
        draft = world.status().draft("Linden")
        asked = failed = 0
        for _ in range(40):
            draft = world.status().draft("Linden")
            status = draft["status"]
            if status == "sent" and draft["calendar"][0]["result"] == "done":
                break
            if status in ("waiting", "failed"):
                failed += status == "failed"
                words = ["approve", draft["id"], "--yes", *(["--immediately"] if dice.random() < 0.7 else [])]
                world.hunted(*words)
            elif status == "unsure":
                asked += 1
                question = world.status().question("unsure_sent")
                world.spared("answer", question["id"], "sent" if world.left else "not_sent")
            elif dice.random() < 0.1 and status == "approved":
                world.hunted("undo", draft["id"])
            else:
                world.hunted("sync")
            assert len(world.left) <= 1, "sent twice"
            world.pass_by(dice.choice([0.1, 1.1, 2, 6, 20]))
        for _ in range(4):
            world.pass_by(6)
            assert world.spared("sync") == "0"
        end = world.status().draft("Linden")
        assert len(world.left) == 1, f"{len(world.left)} left, {end['status']}: {end['outcome']}"
        assert words_of(world.left[0]).split() == draft["body"].split()
        assert end["status"] == "sent", end
        assert end["calendar"][0]["result"] == "done", end["calendar"]
        assert world.answer_to(world.linden) == "declined"
        assert len(world.sim.calendars.notifications) == 1
        assert world.sim.mailbox.drafts == {}, "a draft was left behind"
    return {"kills": world.kills, "asked": asked, "failed": failed, "where": world.where}
