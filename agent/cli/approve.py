"""`agent approve`: a look at each letter, a yes or no, and the time in which the yes can be taken back."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from agent.cli import render, render_item
from agent.cli.asides import aside, asked, otherwise
from agent.cli.command import Command
from agent.cli.look import clean
from agent.errors import UserError, WrongUsage
from agent.review.case import choices, reached_nobody

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from agent.app import App
    from agent.cli.call import Call

    View = dict[str, Any]

ARRIVED = ("sent", "answered")
INTERRUPTED = 130


def _approve(call: Call, args: Namespace) -> int:
    if args.digest and len(args.ids) != 1:
        raise WrongUsage("--digest goes with exactly one letter: it says which words you approve.")
    if args.yes:
        ids = _full(call, args.ids)
        approved = call.app().approve(ids, digest=args.digest, immediately=args.immediately)
        return _told(call, approved, immediately=args.immediately)
    if not call.terminal():
        raise WrongUsage("There is no terminal to ask on.\nWith --yes and full ids the letters are approved unasked.")
    if not args.ids:
        return one_by_one(call, _letters(call), immediately=args.immediately, asides=True)
    ids = list(dict.fromkeys(call.resolve(typed, "draft")[1] for typed in args.ids))
    return one_by_one(call, ids, digest=args.digest, immediately=args.immediately)


def _letters(call: Call) -> list[str]:
    """Ids of the letters that wait, call sheets apart, the urgent ones first. Raises UserError where there is none."""
    ids = waiting(call.document(), calls=False)
    if not ids:
        raise UserError("No letter waits for you.\n`agent status` shows how things stand.")
    return ids


def waiting(document: View, *, calls: bool) -> list[str]:
    """Ids of the letters that wait, the urgent ones first; with `calls` also call sheets, and what could not be sent."""
    wanted = ("waiting", "failed") if calls else ("waiting",)
    drafts = [d for d in document["drafts"] if d["status"] in wanted and (calls or d["kind"] != "call_sheet")]
    return [view["id"] for view in sorted(drafts, key=lambda view: not view["urgent"])]


def one_by_one(
    call: Call, ids: Sequence[str], *, digest: str | None = None, immediately: bool = False, asides: bool = False
) -> int:
    """Ask about each letter (with `asides` all that else can be done with it is offered too), then count the hold down as long as somebody is there to take it back, and deliver.

    Closing the terminal keeps the approval; Ctrl-C takes all of them back, wherever it comes: whoever breaks off at the
    second letter does not mean the first one to leave unseen a minute later.
    """
    app = call.app()
    earlier = {id_ for id_ in ids if _is_held(call, id_)}
    try:
        approved, status = _ask(call, app, ids, digest, immediately, asides)
        held = [view for view in approved if view["status"] == "approved"]
        if held and not immediately:
            _wait(call, held)
    except KeyboardInterrupt:
        call.out.write("\r\x1b[K\n")
        # Asked anew: an approval may have been stored just when the key was pressed.
        return _taken_back(call, app, [id_ for id_ in ids if _is_held(call, id_) and id_ not in earlier])
    if held and not immediately:
        call.out.write("\r\x1b[K")
        settled = [view for view in approved if view not in held]
        approved = [*settled, *app.deliver(only=[view["id"] for view in held])]
    return max(status, _told(call, approved, immediately=True) if approved else 0)


def _is_held(call: Call, id_: str) -> bool:
    return bool(_view(call, id_)["status"] == "approved")


def _full(call: Call, typed: Sequence[str]) -> list[str]:
    """The ids as they were typed, if each is one in full. Raises WrongUsage: a slip must not send another letter."""
    if not typed:
        raise WrongUsage("--yes takes the full ids of the letters.\n`agent drafts` shows them.")
    for one in typed:
        _, id_ = call.resolve(one, "draft")
        if id_ != one:
            raise WrongUsage(f"--yes takes full ids, so that no other letter is meant: “{one}” could be {id_}.")
    return list(dict.fromkeys(typed))


def _ask(
    call: Call, app: App, ids: Sequence[str], digest: str | None, immediately: bool, asides: bool
) -> tuple[list[View], int]:
    """Show each letter and ask; the letters that were approved, and 1 if one could not be (the reason is told)."""
    approved: list[View] = []
    status = 0
    for number, id_ in enumerate(ids, 1):
        word, view = _shown_and_asked(call, app, id_, f" ({number} of {len(ids)})" if len(ids) > 1 else "", asides)
        if word == "n":
            call.say("The rest waits." if approved else "Nothing was approved; it waits.")
            break
        try:
            if word == "y":
                # The digest of what stands on the screen: whatever changed it meanwhile, it is not sent.
                approved += app.approve([id_], digest=digest or view["digest"], immediately=immediately)
        except UserError as error:
            call.err.write(f"agent: {error}\n")
            status = error.exit_status
    return approved, status


def _shown_and_asked(call: Call, app: App, id_: str, place: str, asides: bool) -> tuple[str, View]:
    """y, n or s, and the letter as it was shown when that was said: changed, it is shown again."""
    view = _view(call, id_)
    while True:
        call.say("\n" + "\n".join(render_item.sheet(view, call.look())) + "\n")
        call.seen(view)
        word = _question(call, view, place, asides)
        if word in ("y", "n", "s"):
            return word, view
        try:
            if word == "e":
                from agent.cli.edit import in_editor

                view = in_editor(call, app, view) or view
            elif word == "t":
                view = otherwise(call, app, view) or view
            elif aside(call, app, view, word):
                return "s", view
        except UserError as error:
            call.err.write(f"agent: {error}\n")


def _view(call: Call, id_: str) -> View:
    from agent.store import views

    return dict(views.item(call.state_db(), "draft", id_))


def _question(call: Call, view: View, place: str, asides: bool) -> str:
    """y, n, e, s, or one of the asides (t, k, l, w, o); anything unclear is a no."""
    if reached_nobody(view):
        return _somebody_else(call, view, place)
    ask = "Did you call, and shall the calendar be answered?" if view["kind"] == "call_sheet" else "Send this letter?"
    tone = "" if view["kind"] == "call_sheet" else "/t(one)"
    more = f"{tone}/k(eep)/l(ater)/w(hy)/o(ffer is none)" if asides else ""
    skip = "/s(kip)" if place or asides else ""
    word = asked(call, f"{ask}{place} [y/N/e(dit){more}{skip}] ")
    known = {"y": "y", "yes": "y", "e": "e", "edit": "e", "s": "s", "skip": "s"}
    if asides:
        known |= {"t": "t", "tone": "t"} if tone else {}
        known |= {"k": "k", "keep": "k", "l": "l", "later": "l", "w": "w", "why": "w", "o": "o"}
    return known.get(word, "n")


def _somebody_else(call: Call, view: View, place: str) -> str:
    """Likewise of a letter that left and has no reader: sent there again it would have none either, so a yes changes it."""
    keep = "/k(eep)" if "keep" in choices(view) else ""
    word = asked(call, f"Write to somebody else there?{place} [y/N{keep}/w(hy)/s(kip)] ")
    known = {"y": "e", "yes": "e", "e": "e", "edit": "e", "w": "w", "why": "w", "s": "s", "skip": "s"}
    known |= {"k": "k", "keep": "k"} if keep else {}
    return known.get(word, "n")


# ---------------------------------------------------------------- what became of it


def _taken_back(call: Call, app: App, ids: Sequence[str]) -> int:
    """Undo each approval; one that has left meanwhile is named, and the status is 1."""
    if not ids:
        return INTERRUPTED
    late = []
    for id_ in ids:
        try:
            app.undo(id_)
        except UserError as error:
            late.append(str(error))
    for line in late:
        call.err.write(f"agent: {line}\n")
    if len(late) < len(ids):
        call.say("Taken back. Nothing was sent." if not late else "The others were taken back.")
    return 1 if late else 0


def _wait(call: Call, held: Sequence[View]) -> None:
    """Show how long the letters can still be taken back. A clock that stands still (`--now`) counts as well."""
    look = call.look()
    last = max(look.moment(view["send_at"]) for view in held)
    seconds = max((last - call.now()).total_seconds(), 0)
    what = "1 letter" if len(held) == 1 else f"{len(held)} letters"
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        text = f"{what} on the way in {timedelta(seconds=int(left) + 1)}; Ctrl-C takes it back, closing the window does not"
        call.out.write("\r" + look.paint(text[: look.width], "soft") + "\x1b[K")
        call.out.flush()
        time.sleep(min(left, 0.2))


def _told(call: Call, drafts: Sequence[View], *, immediately: bool) -> int:
    """Say what became of each letter; status 1 if one that should have left has not, or its calendar answer failed."""
    lines = [line for view in drafts for line in outcome(view, call)]
    waiting = [view for view in drafts if view["status"] == "approved"]
    if waiting and not immediately:
        lines.append(f"They leave {_by_whom(call)} after that. Until then `agent undo ID` takes one back.")
    call.answer(list(drafts), "\n".join(lines))
    failed = [view for view in drafts if view["status"] not in (*ARRIVED, "approved") or _undone(view)]
    return 1 if failed or (waiting and immediately) else 0


def _by_whom(call: Call) -> str:
    """Who delivers what is held when nobody counts it down."""
    from agent import control

    runs = call.fixed is None and control.status(call.state, os.environ) is not None
    return "by themselves" if runs else "with the next `agent sync`"


def outcome(view: View, call: Call) -> list[str]:
    """What became of one letter, in a line or a few."""
    look = call.look()
    name = look.joined(render.kind_of(view), render.title(view, look))
    reason = clean(view["outcome"] or "")
    status = view["status"]
    if status in ARRIVED:
        how = "Noted" if view["kind"] == "call_sheet" else "Sent"
        lines = [f"{look.paint(look.sign('good'), 'good')} {how}: {name}"]
        lines += look.wrapped(render.addressed(view), 2, "dim")
        lines += [f"  the calendar was not answered: {clean(step['result'])}" for step in _undone(view)]
        return [*lines, f"  {look.command('retry', view['id'])} tries again"] if _undone(view) else lines
    if status == "approved":
        line = f"{look.sign('later')} Approved, held until {look.moment(view['send_at']):%H:%M:%S}: {name}"
        return [line, f"  {reason}"] if reason else [line]
    sign = look.paint(look.sign("bad"), "bad")
    if status == "unsure":
        return [f"{sign} It is not known whether this was sent: {name}", f"  {reason}", "  `agent questions` asks you."]
    says = f"{sign} Not sent ({status}): {name}"
    return [says, f"  {reason}"] if reason else [says]


def _undone(view: View) -> list[View]:
    """Calendar actions that were tried and failed."""
    return [step for step in view["calendar"] if step["action"] != "none" and step["result"] not in (None, "done")]


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="of the letters; on a terminal none means all that wait")
    parser.add_argument("--yes", action="store_true", help="do not ask (full ids only)")
    parser.add_argument("--digest", metavar="D", help="only if the letter still has this digest")
    parser.add_argument("--immediately", action="store_true", help="deliver at once instead of holding it")


COMMANDS = {
    "approve": Command(
        _approve,
        _arguments,
        about=(
            "Approve exactly the letter that is shown. It is held for approval.hold_seconds, in which it can be taken\n"
            "back, and then leaves: with the countdown on the terminal, the daemon, or the next `agent sync`."
        ),
        examples=(
            "  agent approve                      each letter that waits, one look each\n"
            "  agent approve amber                this one\n"
            "  agent approve amber-fox-lane --yes --immediately"
        ),
    ),
}
