"""What a person decides about a letter, as the desk has it done, and what the page says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from agent.errors import WrongUsage
from agent.review import words
from agent.review.case import STATES
from agent.review.desk import Desk, Program
from agent.review.forms import Form

if TYPE_CHECKING:
    from agent.model import Tone

View = Mapping[str, Any]
SHORT = ("undo", "keep", "keep-entry", "later", "rewrite", "retry")
"""Verbs that need no more than a click."""
LATER = {"1d": timedelta(days=1), "2d": timedelta(days=2), "1w": timedelta(days=7)}


async def decide(desk: Desk, draft: View, verb: str, form: Form, now: datetime) -> str:
    """Have one of `SHORT` done; what to say of it. Raises UserError."""
    id_, name = str(draft["id"]), words.clean(draft["employer"])
    if verb == "undo":
        await desk.do(lambda program: program.undo(id_))
        return f"Taken back: nothing was sent to {name}."
    if verb == "keep":
        await desk.do(lambda program: program.keep(id_))
        if draft["kind"] in words.BESIDE:
            return f"No such letter is sent to {name}."
        return f"Kept: the interview with {name} stays, and no letter is sent for it."
    if verb == "keep-entry":
        uid = form.one("uid")
        await desk.do(lambda program: program.keep_entry(id_, uid=uid))
        return f"That entry stays in your calendar. Look at the letter to {name} once more before you approve it."
    if verb == "later":
        until = _until(form, now)
        await desk.do(lambda program: program.snooze(id_, until))
        return f"Bowout asks again {words.When(now).at(until.isoformat())} about {name}, or a day before the interview."
    if verb == "rewrite":
        tone, kind = form.get("tone") or None, form.get("kind") or None
        if tone not in (None, *words.TONES):
            raise WrongUsage("A letter is warm, plain or brief.")
        anew = await desk.do(lambda program: program.redraft(id_, kind, cast("Tone | None", tone)))
        if anew["digest"] == draft["digest"]:
            return f"The letter to {name} reads like that already."
        if anew["edited"]:
            return f"Your own words to {name} are back."
        return f"The letter to {name} is written anew."
    await desk.do(lambda program: program.retry(id_))
    return f"Tried again: the calendar for {name}."


def approval(id_: str, digest: str) -> Callable[[Program], list[dict[str, object]]]:
    """A yes to exactly that letter, for the desk."""
    return lambda program: program.approve([id_], digest=digest)


def approved(draft: View) -> str:
    """What to say of a letter after the yes."""
    name = words.clean(draft["employer"])
    if draft["kind"] == "call_sheet":
        return f"Noted: you called {name}."
    if draft["status"] == "approved":
        return f"Approved: the letter to {name} is held for a moment, in which you can take it back."
    return f"The letter to {name}: {STATES.get(draft['status'], draft['status'])}."


def _until(form: Form, now: datetime) -> datetime:
    """When to ask again. Raises WrongUsage."""
    if (span := form.get("for")) in LATER:
        return now + LATER[str(span)]
    typed = form.get("until") or ""
    try:
        until = datetime.fromisoformat(typed)
    except ValueError:
        raise WrongUsage("Say when to ask again: choose a day and a time.") from None
    return until if until.tzinfo else until.replace(tzinfo=now.tzinfo)
