"""`agent status` and the single lists: what is known, without the network."""

from __future__ import annotations

from agent.cli import render
from agent.cli.command import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from agent.cli.call import Call
    from agent.cli.look import Look

    View = dict[str, Any]


def _status(call: Call, _args: Namespace) -> int:
    document = call.document()
    text = ""
    if not call.as_json:
        text = render.status(document, call.look())
        if not any(account["last_success"] for account in document["accounts"]):
            text += f"\n\nNothing was read yet. Next: {call.look().command('sync')}"
    call.answer(document, text)
    return 0


def _offers(call: Call, args: Namespace) -> int:
    document = call.document()
    call.answer(document["offers"], "" if call.as_json else "\n".join(_compared(document, call.look(), args.all)))
    return 0


def _compared(document: View, look: Look, every: bool) -> list[str]:
    """Two open offers and more are told beside each other, the others below."""
    from agent.beside import compared
    from agent.cli import compare

    shown = [view["id"] for view in compared(document["offers"], look.now.date())]
    rest = [view for view in document["offers"] if view["id"] not in shown]
    listed = render.offers(rest, look, every=every) if rest or not shown else []
    told = compare.lines(document, look)
    return [*told, *([""] if told and listed else []), *listed]


def _interviews(call: Call, _args: Namespace) -> int:
    document = call.document()
    call.answer(document["interviews"], "" if call.as_json else "\n".join(render.interviews(document, call.look())))
    return 0


def _drafts(call: Call, args: Namespace) -> int:
    views = call.document()["drafts"]
    call.answer(views, "" if call.as_json else "\n".join(render.drafts(views, call.look(), every=args.all)))
    return 0


def _questions(call: Call, _args: Namespace) -> int:
    views = call.document()["questions"]
    call.answer(views, "" if call.as_json else "\n".join(render.questions(views, call.look())))
    return 0


def _all(parser: ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also what is over (JSON always has all)")


COMMANDS = {
    "status": Command(
        _status,
        defaults={},
        about="Offers and how firm each is, what lies ahead, what waits for you, how fresh each account is.",
        examples="  agent status\n  agent status --json | jq '.drafts[] | select(.status == \"waiting\") | .id'",
    ),
    "offers": Command(
        _offers,
        _all,
        defaults={"all": False},
        about="The offers, and how firm each one is. Two open ones or more stand side by side, for deciding: how firm, answer"
        " due when, first day, conditions, and which interviews each would give up.",
        examples="  agent offers\n  agent offers --all",
    ),
    "interviews": Command(
        _interviews, defaults={}, about="The upcoming interviews.", examples="  agent interviews --json"
    ),
    "drafts": Command(
        _drafts,
        _all,
        defaults={"all": False},
        about="The letters, and what becomes of each.",
        examples="  agent drafts\n  agent drafts --all",
    ),
    "questions": Command(
        _questions, defaults={}, about="What only you can know, and how to say it.", examples="  agent questions"
    ),
}
