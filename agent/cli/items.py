"""`agent show`, `agent why`, `agent journal`: one thing whole, what led to it, and what was done."""

from __future__ import annotations

from agent.cli.command import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from agent.cli.call import Call


def _show(call: Call, args: Namespace) -> int:
    from agent.cli import render_item
    from agent.store import views

    noun, id_ = call.resolve(args.id)
    view = views.item(call.state_db(), noun, id_)
    call.answer(view, "" if call.as_json else render_item.item(noun, view, call.look()))
    if noun == "draft":
        call.seen(view)
    return 0


def _why(call: Call, args: Namespace) -> int:
    from agent.cli import render, render_item
    from agent.store import views

    db = call.state_db()
    noun, id_ = call.resolve(args.id)
    chain = views.why(db, noun, id_)
    text = ""
    if not call.as_json:
        view = views.item(db, noun, id_)
        name = "this question" if noun == "question" else f"{noun}: {render.title(view, call.look())}"
        text = render_item.why(chain, name, call.look())
    call.answer(chain, text)
    return 0


def _journal(call: Call, args: Namespace) -> int:
    from agent.store import views

    db = call.views()
    since, until = _between(call, args)
    if args.work_search:
        return _work_search(call, since, until) if db else _nothing_read(call)
    entries = list(views.journal(db, since, until)) if db else []
    text = ""
    if not call.as_json:
        from agent.cli import render_item

        text = render_item.journal(entries, call.look())
    call.answer(entries, text)
    return 0


def _between(call: Call, args: Namespace) -> tuple[datetime | None, datetime | None]:
    """The times that were asked for. Raises WrongUsage."""
    if not args.since and not args.until:
        return None, None
    from agent.cli.times import end, past
    from agent.errors import WrongUsage

    since = past(args.since, call.now()) if args.since else None
    until = end(args.until, call.now()) if args.until else None
    if since is not None and until is not None and since >= until:
        raise WrongUsage(f"--since {args.since} is after --until {args.until}: nothing can lie between.\nSwap the two.")
    return since, until


def _work_search(call: Call, since: datetime | None, until: datetime | None) -> int:
    from agent.cli.work_search import rows, table

    found = rows(call.app().work_search(since, until))
    if call.as_json:
        call.answer(found, "")
    else:
        call.write(table(found))
    return 0


def _nothing_read(call: Call) -> int:
    if call.as_json:
        call.answer([], "")
    call.note("Nothing was read yet. Run `agent sync` first.")
    return 0


def _id(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="of an offer, interview, draft or question; its beginning is enough")


def _journal_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--since", metavar="TIME", help="from then on: 2026-11-01, 7d (days ago), 12h")
    parser.add_argument("--until", metavar="TIME", help="to then: 2026-11-30 (that day included), 7d (days ago)")
    parser.add_argument(
        "--work-search", action="store_true", help="the contacts with employers as a work-search record (CSV)"
    )


COMMANDS = {
    "show": Command(
        _show,
        _id,
        about="One item whole: a letter with its recipients and where each address comes from, an offer with its evidence.",
        examples="  agent show amber\n  agent show amber-fox-lane --json",
    ),
    "why": Command(
        _why,
        _id,
        about="The chain that led to an item: the rule, the words, the message, and where to open it.",
        examples="  agent why amber-fox-lane",
    ),
    "journal": Command(
        _journal,
        _journal_arguments,
        about="Every decision and delivery, in order. Nothing is ever changed in it. With --work-search: one line for each"
        " contact with an employer (applications, interviews, refusals, offers …), as unemployment offices ask for it.",
        examples="  agent journal --since 7d\n  agent journal --work-search > contacts.csv\n"
        "  agent journal --work-search --since 2026-11-01 --until 2026-11-30 > november.csv\n"
        "  agent journal --work-search --json | jq -r '.[].employer'",
    ),
}
