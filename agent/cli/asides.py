"""What else can be done with a letter than yes or no, where letters are asked about in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agent.cli import render, render_item, times
from agent.errors import UserError
from agent.review.words import own_words

if TYPE_CHECKING:
    from agent.app import App
    from agent.cli.call import Call
    from agent.model import Tone

    View = dict[str, Any]

STOP = "q"
"""Typed, or meant by the end of the input: no more of this."""
TONES: tuple[Tone, ...] = ("warm", "plain", "brief")


def aside(call: Call, app: App, view: View, word: str) -> bool:
    """What else can be done with a letter: k(eep), l(ater), w(hy), o(ffer is none). True if the letter is dealt with.

    Raises UserError.
    """
    if word == "w":
        from agent.store import views

        name = f"draft: {render.title(view, call.look())}"
        call.say("\n" + render_item.why(dict(views.why(call.state_db(), "draft", view["id"])), name, call.look()))
        return False
    if word == "k":
        app.keep(view["id"])
        call.say("Kept: no letter is sent for it.")
        return True
    if word == "l":
        return _later(call, app, view)
    if not view["offer"]:
        raise UserError("No offer is behind this letter.")
    app.offer("dismiss", view["offer"])
    call.say(f"Set aside. {call.look().command('offer', 'reset', view['offer'])} takes that back.")
    return True


def otherwise(call: Call, app: App, view: View) -> View | None:
    """The same letter in another tone, or another kind that fits; None where none was named. Raises UserError."""
    own = own_words(view)
    others = [kind for kind in view["kinds"] if kind != view["kind"] or kind in own]
    named = ", ".join(f"{kind} (your own words)" if kind in own else kind for kind in others)
    instead = f", or in its place: {named}" if others else ""
    typed = asked(call, f"In which tone? [w(arm)/p(lain)/b(rief){instead}; nothing: as it is] ")
    tone = next((tone for tone in TONES if typed and tone.startswith(typed)), None)
    kind = next((kind for kind in others if typed and kind.startswith(typed)), None)
    if tone is None and kind is None:
        return None
    return dict(app.redraft(view["id"], None if tone else kind, tone))


def _later(call: Call, app: App, view: View) -> bool:
    typed = asked(call, "When shall Bowout ask again? [2d, 3h, tomorrow 9:00, 2026-11-18T09:00; nothing: not at all] ")
    if not typed:
        return False
    until = times.moment(typed, call.clock().now())
    app.snooze(view["id"], until)
    call.say(f"Bowout asks again {call.look().at(until.isoformat())}, or a day before the interview.")
    return True


def asked(call: Call, prompt: str) -> str:
    """What is typed at the prompt, in lower case; STOP where the input has ended."""
    call.out.write(call.look().paint(prompt, "title"))
    call.out.flush()
    try:
        return input().strip().lower()
    except EOFError:
        call.say("")
        return STOP
