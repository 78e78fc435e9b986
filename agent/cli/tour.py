"""Everything that waits, one after the other in the terminal: the questions, then each letter with all choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agent.cli import render, render_item, times
from agent.cli.look import clean
from agent.errors import UserError, WrongUsage

if TYPE_CHECKING:
    from agent.app import App
    from agent.cli.call import Call
    from agent.model import Tone

    View = dict[str, Any]

STOP = "q"
TONES: tuple[Tone, ...] = ("warm", "plain", "brief")


def tour(call: Call) -> int:
    """`agent review --tty`: what the review page shows, for those who have no browser at hand."""
    if not call.terminal():
        raise WrongUsage("There is no terminal to ask on.\n`agent status` shows what waits.")
    status = 0
    document = call.document()
    for view in document["questions"]:
        word = _answered(call, view)
        if word == STOP:
            call.say("The rest waits.")
            return status
        status = max(status, int(word == "failed"))
    # An answer may have changed which letters there are.
    waiting = _waiting(call.document(), calls=True)
    if waiting:
        from agent.cli.approve import one_by_one

        return max(status, one_by_one(call, waiting, asides=True))
    call.say(render.status(call.document(), call.look()))
    return status


def letters(call: Call) -> list[str]:
    """Ids of the letters that wait, call sheets apart, the urgent ones first. Raises UserError where there is none."""
    waiting = _waiting(call.document(), calls=False)
    if not waiting:
        raise UserError("No letter waits for you.\n`agent status` shows how things stand.")
    return waiting


def _waiting(document: View, *, calls: bool) -> list[str]:
    wanted = ("waiting", "failed") if calls else ("waiting",)
    drafts = [d for d in document["drafts"] if d["status"] in wanted and (calls or d["kind"] != "call_sheet")]
    return [view["id"] for view in sorted(drafts, key=lambda view: not view["urgent"])]


def _answered(call: Call, view: View) -> str:
    """Ask one question: "done", "skipped", "failed", or STOP."""
    look = call.look()
    lines = ["", *look.wrapped(clean(view["text"]), 0, "title")]
    lines += [f"  {number}  {_label(call, answer)}" for number, answer in enumerate(view["answers"], 1)]
    call.say("\n".join(lines))
    word = _word(call, f"Your answer? [1-{len(view['answers'])}/S(kip)/q(uit)] ")
    if word in (STOP, "quit"):
        return STOP
    if not word.isdecimal() or not 1 <= int(word) <= len(view["answers"]):
        return "skipped"
    app = call.app()
    try:
        app.answer(view["id"], view["answers"][int(word) - 1])
    except UserError as error:
        call.err.write(f"agent: {error}\n")
        return "failed"
    call.say("\n".join(["Noted.", *(f"  {clean(line)}" for line in app.news.lines)]))
    return "done"


def _label(call: Call, answer: str) -> str:
    """An answer in words; some are ids of offers."""
    named = next((one for one in call.document()["offers"] if one["id"] == answer), None)
    return render.title(named, call.look()) if named else render.words(answer)


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
    others = [kind for kind in view["kinds"] if kind != view["kind"]]
    instead = f", or in its place: {', '.join(others)}" if others else ""
    typed = _word(call, f"In which tone? [w(arm)/p(lain)/b(rief){instead}; nothing: as it is] ")
    tone = next((tone for tone in TONES if typed and tone.startswith(typed)), None)
    kind = next((kind for kind in others if typed and kind.startswith(typed)), None)
    if tone is None and kind is None:
        return None
    return dict(app.redraft(view["id"], None if tone else kind, tone))


def _later(call: Call, app: App, view: View) -> bool:
    typed = _word(call, "When shall Bowout ask again? [2d, 3h, tomorrow 9:00, 2026-11-18T09:00; nothing: not at all] ")
    if not typed:
        return False
    until = times.moment(typed, call.clock().now())
    app.snooze(view["id"], until)
    call.say(f"Bowout asks again {call.look().at(until.isoformat())}, or a day before the interview.")
    return True


def _word(call: Call, prompt: str) -> str:
    call.out.write(call.look().paint(prompt, "title"))
    call.out.flush()
    try:
        return input().strip().lower()
    except EOFError:
        call.say("")
        return STOP
