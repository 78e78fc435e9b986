"""What a person decides about one thing: undo, keep, snooze, redraft, answer, offer, done, retry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agent.cli import render
from agent.cli.asides import TONES
from agent.cli.command import Command
from agent.cli.look import clean
from agent.errors import WrongUsage
from agent.review.words import own_words

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.cli.call import Call

VERBS = {
    "accept": "you accepted it",
    "decline": "you declined it; a letter is drafted unless one was sent",
    "doubt": "you are not sure; every interview is kept",
    "dismiss": "it is no offer",
    "firm": "treat it as firm",
    "reset": "back to what the mail says",
}


def _undo(call: Call, args: Namespace) -> int:
    view = call.app().undo(call.resolve(args.id, "draft")[1])
    call.answer(view, f"Taken back: {_named(view, call)} waits for you again.")
    return 0


def _keep(call: Call, args: Namespace) -> int:
    if args.entry:
        view = call.app().keep_entry(call.resolve(args.id, "draft")[1], args.entry)
        call.answer(view, f"The entry stays: {_named(view, call)} no longer takes it along.")
        return 0
    view = call.app().keep(call.resolve(args.id, "draft", "interview")[1])
    call.answer(view, f"Kept: {_named(view, call)}. No letter will be sent for it.")
    return 0


def _snooze(call: Call, args: Namespace) -> int:
    from agent.cli import times

    id_ = call.resolve(args.id, "draft")[1]
    now = call.clock().now()
    until = times.moment(args.until, now) if args.until else now + times.span(args.duration)
    view = call.app().snooze(id_, until)
    asks = view.get("snoozed_until") or until.isoformat()
    latest = ", at the latest a day before the interview" if view["interviews"] else ""
    call.answer(view, f"Bowout asks again {call.look().at(str(asks))}{latest}: {_named(view, call)}.")
    return 0


def _redraft(call: Call, args: Namespace) -> int:
    if args.kind is None and args.tone is None:
        raise WrongUsage("Say what it shall be: --kind KIND, --tone TONE, or both.")
    view: dict[str, Any] = call.app().redraft(call.resolve(args.id, "draft")[1], args.kind, args.tone)
    done = "Your own words are back" if view["edited"] else "Written anew"
    look, id_ = call.look(), str(view["id"])
    again = (look.command("redraft", id_, "--kind", kind) for kind in own_words(view))
    lines = [
        f"{done}: {_named(view, call)}.",
        *(f"Your own words are set aside: {one} brings them back." for one in again),
    ]
    call.answer(view, "\n".join([*lines, f"Look at it: {look.command('show', id_)}"]))
    return 0


def _answer(call: Call, args: Namespace) -> int:
    from agent.store import views

    app = call.app()
    id_ = args.id.lower()
    if not views.said_of_a_reading(call.state_db(), id_):  # what was said of a message can be said otherwise
        id_ = call.resolve(args.id, "question")[1]
    view = app.answer(id_, args.answer)
    lines = ["Noted.", *_news(app.news.lines), *_wants(view, call)]
    if views.said_of_a_reading(call.state_db(), id_):
        other = "no" if args.answer == "yes" else "yes"
        lines.append(f"Not so? {call.look().command('answer', id_, other)} changes it.")
    call.answer(view, "\n".join(lines))
    return 0


def _offer(call: Call, args: Namespace) -> int:
    app = call.app()
    view = app.offer(args.verb, call.resolve(args.id, "offer")[1])
    look = call.look()
    note = render.offer_note(view, look)
    standing = f"{render.firmness(view, look)} {view['standing']}"
    lines = [look.joined(f"Noted: {render.title(view, look)}", standing, note), *_news(app.news.lines)]
    call.answer(view, "\n".join([*lines, *_wants(call.document(), call)]))
    return 0


def _done(call: Call, args: Namespace) -> int:
    return _finished(call, call.app().done(call.resolve(args.id, "draft")[1]), "Done")


def _retry(call: Call, args: Namespace) -> int:
    return _finished(call, call.app().retry(call.resolve(args.id, "draft")[1]), "Tried again")


def _finished(call: Call, view: dict[str, Any], what: str) -> int:
    """Say what became of the calendar actions; status 1 if one failed."""
    left = [step for step in view["calendar"] if step["action"] != "none" and step["result"] != "done"]
    text = f"{what}: {_named(view, call)}"
    for step in left:
        text += f"\n  not done: {step['action']} {clean(step.get('summary') or '')}: {clean(step['result'] or 'not tried yet')}"
    if left:
        text += f"\n  {call.look().command('retry', view['id'])} tries again"
    call.answer(view, text if left else f"{text}. {_calendar(view)}".rstrip())
    return 1 if left else 0


def _calendar(view: dict[str, Any]) -> str:
    return "The calendar is answered." if any(step["action"] != "none" for step in view["calendar"]) else ""


def _named(view: dict[str, Any], call: Call) -> str:
    kind = render.kind_of(view) if "kind" in view else "interview"
    return f"{kind}, {render.title(view, call.look())}"


def _news(lines: list[str]) -> list[str]:
    return [f"  {clean(line)}" for line in lines]


def _wants(document: dict[str, Any], call: Call) -> list[str]:
    """How much waits now."""
    count = sum(view["status"] in render.WANTS for view in document["drafts"]) + len(document["questions"])
    if not count:
        return []
    return [f"{count} {'thing waits' if count == 1 else 'things wait'} for you: {call.look().command('status')}"]


def _id(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="of the letter; its beginning is enough")


def _keep_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="of the letter or of the interview")
    says = "keep only that entry of your own calendar, which would go with the letter; words of its title"
    parser.add_argument("--entry", metavar="WORDS", help=says)


def _snooze_arguments(parser: ArgumentParser) -> None:
    _id(parser)
    when = parser.add_mutually_exclusive_group(required=True)
    when.add_argument("--until", metavar="TIME", help="2026-11-18T09:00, 2026-11-18, “tomorrow 9:00”")
    when.add_argument("--for", dest="duration", metavar="SPAN", help="2d, 3h, 45m, 1w")


def _redraft_arguments(parser: ArgumentParser) -> None:
    _id(parser)
    parser.add_argument("--kind", choices=tuple(render.KINDS), metavar="KIND", help=", ".join(render.KINDS))
    parser.add_argument("--tone", choices=TONES, metavar="TONE", help=f"{', '.join(TONES)}; this letter keeps it")


def _answer_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="of the question; its beginning is enough")
    parser.add_argument("answer", metavar="ANSWER", help="one of those that the question names")


def _offer_arguments(parser: ArgumentParser) -> None:
    says = "; ".join(f"{verb}: {meaning}" for verb, meaning in VERBS.items())
    parser.add_argument("verb", choices=tuple(VERBS), metavar="VERB", help=says)
    parser.add_argument("id", metavar="ID", help="of the offer; its beginning is enough")


COMMANDS = {
    "undo": Command(_undo, _id, about="Take an approved letter back while it is held.", examples="  agent undo amber"),
    "keep": Command(
        _keep,
        _keep_arguments,
        about="Keep this interview: no letter is sent for it, also when it is moved.",
        examples="  agent keep amber\n  agent keep amber --entry hotel",
    ),
    "snooze": Command(
        _snooze,
        _snooze_arguments,
        about="Ask again later, at the latest a day before the interview.",
        examples="  agent snooze amber --for 2d\n  agent snooze amber --until 2026-11-18T09:00",
    ),
    "redraft": Command(
        _redraft,
        _redraft_arguments,
        about="Write the letter anew, as this kind or in this tone; your own words are set aside, and come back with their kind.",
        examples="  agent redraft amber --tone brief\n  agent redraft amber --kind disclose",
    ),
    "answer": Command(
        _answer, _answer_arguments, about="Answer a question.", examples="  agent answer amber yes\n  agent questions"
    ),
    "offer": Command(
        _offer,
        _offer_arguments,
        about="Tell what you decided about an offer. Your word beats the mail.",
        examples="  agent offer accept amber\n  agent offer firm amber\n  agent offer reset amber",
    ),
    "done": Command(
        _done,
        _id,
        about="“I called”: carry out the calendar actions of a call sheet.",
        examples="  agent done amber",
    ),
    "retry": Command(_retry, _id, about="Try the failed half of a delivery again.", examples="  agent retry amber"),
}
