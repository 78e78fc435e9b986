"""One trial: a command is killed, everything is started again and runs to its end, and what came of it is counted."""

from __future__ import annotations

import json
import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from select import select
from typing import Protocol, TypeVar

from tests.chaos.people import Person
from tests.chaos.scenes import Scene
from tests.chaos.tracer import Plan

LONGEST = 90.0
"""Real seconds after which a trial is broken off, and counted as wrong."""
PAUSES = (1, 6, 12, 60, 60 * 23, 12, 60)
"""Minutes from one sync to the next until everything has settled."""
SETTLED = ("sent", "answered", "failed", "waiting", "unsure", "kept", "snoozed", "void")
ENDS_IT = ("undone", "approval_void", "not_sent", "edited", "redrafted", "kept", "snoozed", "failed", "waiting", "void")
"""Entries of the journal that say why an approval no longer stands."""


@dataclass
class Result:
    """What came of one trial."""

    points: list[str] = field(default_factory=list)
    """Of the command in question."""
    kills: int = 0
    full: int = 0
    """Commands that met a full disk."""
    held: int = 0
    """Commands that found the state held by another process."""
    jumps: int = 0
    """Of the clock."""
    asked: int = 0
    end: str = ""
    wrong: list[str] = field(default_factory=list)
    """What must not be. Empty where all is well."""
    met: list[str] = field(default_factory=list)
    """Faults that something met."""
    log: list[str] = field(default_factory=list)


class Wrong(AssertionError):
    """Something that must not be."""


P = TypeVar("P", bound="Staged")


class Staged(Protocol):
    """A person, or two machines of one."""

    def restore(self) -> None:
        """The disk as it was kept."""

    def start(self) -> None:
        """Ready for commands."""

    def stop(self) -> None:
        """No process is left."""

    @property
    def errors(self) -> str:
        """The end of what the commands said on standard error."""


def aside(person: P, work: Callable[[P, Result], None]) -> Result:
    """Do `work` on a copy of the person, in a process of its own."""
    theirs, ours = os.pipe()
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        os.close(theirs)
        result = Result()
        try:
            person.restore()
            person.start()
            work(person, result)
        except Wrong as error:
            result.wrong.append(str(error))
        except BaseException:  # noqa: BLE001 - a fault of the harness is told like any other
            result.wrong.append(traceback.format_exc())
        if result.wrong:
            with suppress(Exception):
                result.log.append(person.errors)
        with os.fdopen(ours, "w") as pipe:
            json.dump(asdict(result), pipe)
        with suppress(BaseException):
            person.stop()
        os._exit(0)
    os.close(ours)
    return _heard(theirs, child)


def _heard(pipe: int, child: int) -> Result:
    said = b""
    while select([pipe], [], [], LONGEST)[0]:
        part = os.read(pipe, 1 << 20)
        if not part:
            break
        said += part
    os.close(pipe)
    if not said:
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return Result(**json.loads(said)) if said else Result(wrong=["it hung, or died"])


def killed(scene: Scene, plan: Plan) -> Callable[[Person, Result], None]:
    """A scene whose command is killed as planned."""

    def work(person: Person, result: Result) -> None:
        words = scene.words(person)
        if words[0] == "approve":
            person.agreed.add(_plain(person.draft["body"]))
        scene.trouble(person)
        end = person.run(*words, plan=plan)
        result.points, result.kills = end.points, int(end.killed)
        person.peace()
        to_the_end(person, result, gone=scene.wish == "gone")

    return work


def to_the_end(person: Person, result: Result, *, gone: bool) -> None:
    """No more kills and faults: let it settle, look at it, let the person see to the rest, and look again."""
    _settle(person)
    _look(person)
    for _ in range(6):
        status = person.draft["status"]
        if status == "unsure":
            result.asked += 1
            person.answer_truly()
        elif status in ("waiting", "failed", "kept") and gone and not person.left:
            person.approve("--immediately")
        elif status in ("approved", "sending"):
            person.pass_by(minutes=6)
            person.run("sync")
        else:
            break
        at_most_once(person)
    _settle(person)
    _look(person)
    _end(person, gone=gone)
    result.end, result.met = str(person.draft["status"]), person.met


def _settle(person: Person) -> None:
    for minutes in PAUSES:
        person.pass_by(minutes=minutes)
        end = person.run("sync")
        at_most_once(person)
        if end.status != 0:
            continue
        draft = person.draft
        if draft["status"] in SETTLED and not person.owed and not _open_steps(draft) and not _litter(person, draft):
            return


def _open_steps(draft: dict[str, object]) -> list[object]:
    """Calendar answers that are still to be given."""
    steps = draft["calendar"]
    assert isinstance(steps, list)
    return [s for s in steps if draft["status"] in ("sent", "answered") and s["result"] in (None, "pending")]


def _litter(person: Person, draft: dict[str, object]) -> int:
    return 0 if draft["status"] in ("approved", "sending", "unsure") else person.litter - person.own_drafts


def at_most_once(person: Person) -> None:
    """Raises Wrong if more than one letter left, or one that nobody said yes to."""
    left = person.left
    if len(left) > 1:
        raise Wrong(f"sent {len(left)} times")
    for words in left:
        if _plain(words) not in person.agreed:
            raise Wrong("sent without an approval of these words")


def _look(person: Person) -> None:
    """What holds as soon as everything has settled, whatever the person does next."""
    draft, left = person.draft, len(person.left)
    status = draft["status"]
    if status not in SETTLED:
        raise Wrong(f"it is {status} for ever: {draft['outcome']}")
    if status in ("sent", "answered") and not left:
        raise Wrong("it says sent, and nothing left")
    # Who sends it by hand and then takes it back is believed.
    believed = person.by_hand and _explained(person, draft, ("undone", "edited", "kept"))
    if status not in ("sent", "answered", "unsure") and left and not believed:
        raise Wrong(f"it left, and it says {status}: {draft['outcome']}")
    if status == "unsure" and "unsure_sent" not in person.status().questions:
        raise Wrong("it is unsure, and nobody is asked")
    if status == "failed" and not draft["outcome"]:
        raise Wrong("it failed, and nobody says why")
    if status in ("waiting", "kept", "snoozed", "void") and not _explained(person, draft):
        raise Wrong(f"an approval was lost: it is {status}, and nothing says why")
    if person.declined and not left:
        raise Wrong("the calendar was answered, and no letter left")
    if left and status in ("sent", "answered") and not person.declined and not _why(draft):
        raise Wrong("the letter left, the calendar was not answered, and nothing says why")
    if _litter(person, draft) > 0:
        raise Wrong(f"{person.litter} drafts were left at the provider ({status})")


def _why(draft: dict[str, object]) -> bool:
    steps = draft["calendar"]
    assert isinstance(steps, list)
    return bool(draft["outcome"]) or any(s["result"] not in (None, "pending", "done") for s in steps)


def _explained(person: Person, draft: dict[str, object], ends: tuple[str, ...] = ENDS_IT) -> bool:
    """Since the last approval on record, an entry on record says what ended it."""
    told = [e["what"].removeprefix("draft.") for e in person.journal() if e["about"] == draft["id"]]
    return "approved" not in told or any(what in ends for what in told[_last(told, "approved") :])


def _last(told: list[str], what: str) -> int:
    return len(told) - 1 - told[::-1].index(what)


def _end(person: Person, *, gone: bool) -> None:
    draft = person.draft
    status = draft["status"]
    if gone and (len(person.left) != 1 or (status not in ("sent", "answered") and not person.by_hand)):
        raise Wrong(f"in the end it is {status}, and {len(person.left)} left: {draft['outcome']}")
    if not gone and person.left and not person.by_hand and status not in ("sent", "answered"):
        raise Wrong(f"in the end it is {status}, and it left")
    if person.left and not person.by_hand and person.told not in (None, 1) and not _why(draft):
        raise Wrong(f"the organizer was told {person.told} times")
    if person.faults():
        raise Wrong("\n".join(person.faults()))


def _plain(text: str) -> str:
    return " ".join(text.split())
