"""What a person is about to do when the process dies: the command, and all that came before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.chaos.people import Person

Wish = Literal["gone", "back"]
"""What the person wants of the letter in the end: that it is gone, or that it stays here."""


def _nothing(person: Person) -> None:
    """No trouble."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One command, and the state that it begins with."""

    name: str
    words: Callable[[Person], tuple[str, ...]]
    before: Callable[[Person], None] = _nothing
    """Brings a person with a letter that waits to where the command begins."""
    trouble: Callable[[Person], None] = _nothing
    """Faults that the command itself meets."""
    wish: Wish = "gone"
    kinds: tuple[str, ...] = ("local", "google", "outlook")


def _id(person: Person) -> str:
    return str(person.draft["id"])


def _approved(person: Person) -> None:
    person.approve()


def _due(person: Person) -> None:
    person.approve()
    person.pass_by(minutes=2)


def _late(person: Person) -> None:
    """The request for its draft takes effect long after the connection broke."""
    person.trouble(person.MAKING, "late")
    person.approve()
    person.peace()


def _late_and_due(person: Person) -> None:
    _late(person)
    person.pass_by(minutes=1.1)


def _unknown(person: Person) -> None:
    """It left, and the answer was lost; so was every look afterwards."""
    _due(person)
    person.lose_the_answer(after=True)
    person.run("sync")
    person.peace()
    person.pass_by(minutes=6)


def _lost(person: Person) -> None:
    """It did not leave, and nobody knows that yet; looking has begun."""
    _due(person)
    person.lose_one_answer(after=False)
    person.run("sync")
    person.peace()
    person.pass_by(minutes=6)


def _doubted(after: bool) -> Callable[[Person], None]:
    def before(person: Person) -> None:
        (_unknown if after else _lost)(person)
        person.run("sync")
        assert person.draft["status"] == "unsure", person.draft["status"]

    return before


def _edited(person: Person) -> None:
    """Its subject is the person's, and so it is approved."""
    person.run("edit", _id(person), "--subject", "Interview")
    person.approve()


def _edited_again(person: Person) -> None:
    """It was approved, and then its words were changed."""
    person.approve()
    person.run("edit", _id(person), "--body-file", str(_words(person)))


def _half(person: Person) -> None:
    """The letter left, and the calendar said no."""
    _due(person)
    person.break_the_calendar()
    person.run("sync")
    person.mend_the_calendar()
    person.pass_by(minutes=2)


def _question(answer: str) -> Callable[[Person], tuple[str, ...]]:
    return lambda person: ("answer", str(person.status().question("unsure_sent")["id"]), answer)


def _words(person: Person) -> Path:
    path = person.root / "words"
    path.write_text("Dear Aisha,\n\nI withdraw my application, with many thanks.\n\nInes\n")
    return path


SCENES = (
    Scene("approve", lambda p: ("approve", _id(p), "--yes")),
    Scene("approve at once", lambda p: ("approve", _id(p), "--yes", "--immediately")),
    Scene("deliver", lambda p: ("sync",), _due),
    Scene("deliver, the answer is lost", lambda p: ("sync",), _due, lambda p: p.lose_one_answer(after=True)),
    Scene("deliver, the request is lost", lambda p: ("sync",), _due, lambda p: p.lose_one_answer(after=False)),
    Scene("deliver, 503 after it left", lambda p: ("sync",), _due, lambda p: p.trouble(p.SENDING, "503 after-effect"),
          kinds=("google", "outlook")),
    Scene("deliver, the calendar is slow", lambda p: ("sync",), _due, lambda p: p.trouble(p.ANSWERING, "503"),
          kinds=("google", "outlook")),
    Scene("deliver, its draft comes late", lambda p: ("sync",), _late_and_due, kinds=("google", "outlook")),
    Scene("settle what left", lambda p: ("sync",), _unknown, kinds=("google", "outlook")),
    Scene("settle what did not leave", lambda p: ("sync",), _lost, kinds=("google", "outlook")),
    Scene("answer: it was sent", _question("sent"), _doubted(after=True), kinds=("local",)),
    Scene("answer: it was not sent", _question("not_sent"), _doubted(after=False), kinds=("local",)),
    Scene("the calendar once more", lambda p: ("retry", _id(p)), _half, kinds=("google", "outlook")),
    Scene("undo", lambda p: ("undo", _id(p)), _approved, wish="back"),
    Scene("edit", lambda p: ("edit", _id(p), "--body-file", str(_words(p))), _approved),
    Scene("undo, its draft comes late", lambda p: ("undo", _id(p)), _late, wish="back", kinds=("google", "outlook")),
    Scene("edit the subject", lambda p: ("edit", _id(p), "--subject", "Interview"), _approved),
    Scene("write it anew", lambda p: ("redraft", _id(p), "--kind", "withdrawal"), _edited),
    Scene("keep", lambda p: ("keep", _id(p)), _approved, wish="back"),
    Scene("keep what is due", lambda p: ("keep", _id(p)), _due, wish="back"),
    Scene("snooze", lambda p: ("snooze", _id(p), "--for", "1d"), _approved, wish="back"),
    Scene("approve what was edited", lambda p: ("approve", _id(p), "--yes"), _edited_again),
)  # fmt: skip
