"""Everything that waits, one after the other in the terminal: the questions, then each letter with all choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agent.cli import render
from agent.cli.approve import one_by_one, waiting
from agent.cli.asides import STOP, asked
from agent.cli.look import clean
from agent.errors import UserError, WrongUsage

if TYPE_CHECKING:
    from agent.cli.call import Call

    View = dict[str, Any]


def tour(call: Call) -> int:
    """`agent review --tty`: what the review page shows, for those who have no browser at hand."""
    if not call.terminal():
        raise WrongUsage("There is no terminal to ask on.\n`agent status` shows what waits.")
    status = 0
    document = call.document()
    for view in document["questions"]:
        became = _answered(call, view)
        if became == STOP:
            call.say("The rest waits.")
            return status
        status = max(status, int(became == "failed"))
    # An answer may have changed which letters there are.
    ids = waiting(call.document(), calls=True)
    if ids:
        return max(status, one_by_one(call, ids, asides=True))
    call.say(render.status(call.document(), call.look()))
    return status


def _answered(call: Call, view: View) -> str:
    """Ask one question: "done", "skipped", "failed", or STOP."""
    look = call.look()
    lines = ["", *look.wrapped(clean(view["text"]), 0, "title")]
    lines += [f"  {number}  {_label(call, answer)}" for number, answer in enumerate(view["answers"], 1)]
    call.say("\n".join(lines))
    typed = asked(call, f"Your answer? [1-{len(view['answers'])}/S(kip)/q(uit)] ")
    if typed in (STOP, "quit"):
        return STOP
    if not typed.isdecimal() or not 1 <= int(typed) <= len(view["answers"]):
        return "skipped"
    app = call.app()
    try:
        app.answer(view["id"], view["answers"][int(typed) - 1])
    except UserError as error:
        call.err.write(f"agent: {error}\n")
        return "failed"
    call.say("\n".join(["Noted.", *(f"  {clean(line)}" for line in app.news.lines)]))
    return "done"


def _label(call: Call, answer: str) -> str:
    """An answer in words; some are ids of offers."""
    named = next((one for one in call.document()["offers"] if one["id"] == answer), None)
    return render.title(named, call.look()) if named else render.words(answer)
