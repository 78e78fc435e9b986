"""`agent sync`, `agent explain`, `agent demo`: the commands that read mail."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from agent.cli import render
from agent.cli.command import Command
from agent.cli.look import clean

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator

    from agent.cli.call import Call
    from agent.cli.look import Look

    Progress = Callable[[str, int, int | None], None]


MOST = 5
"""Interviews that a sync names."""
SECOND = 60.0
"""Seconds that a sync by hand asks a second reader; the daemon asks on when all else is done."""


# ---------------------------------------------------------------- sync


def _sync(call: Call, args: Namespace) -> int:
    from agent.cli import work

    call.config()
    last = call.document() if not call.as_json else {"drafts": [], "questions": [], "interviews": []}
    before, booked = _waiting_ids(last), {view["id"] for view in last["interviews"]}
    document, news = (call.document(), work.NO_NEWS) if _is_quiet(call, args) else _synced(call, args)
    call.answer(document, "" if call.as_json else "\n".join(_news(call, news, document, before, booked)))
    if call.as_json or call.quiet:
        for line in _faults(document):
            call.err.write(f"agent: {line}\n")
    return work.exit_status(document)


def _is_quiet(call: Call, args: Namespace) -> bool:
    """A sync would change nothing. With `--now` it is another time, and with `-v` somebody wants to see what happens."""
    db = call.views()
    if db is None or args.account or args.accept_empty or call.fixed is not None or call.verbose:
        return False
    from agent import quiet
    from agent.cli import by_daemon

    return not by_daemon.runs(call) and quiet.still(db, call.state, call.config(), call.now())


def _synced(call: Call, args: Namespace) -> tuple[dict[str, Any], dict[str, Any]]:
    """The status document after a sync, and what is new."""
    from agent.cli import by_daemon, work

    with _bars(call) as progress:
        done = by_daemon.sync(call, args.account, args.accept_empty, progress)
        if done is not None:
            return done
        app = call.app()
        document: dict[str, Any] = app.sync(args.account, args.accept_empty, progress)
        if app.second(SECOND, progress):
            document = call.document()
        return document, work.news(app)


def _waiting_ids(document: dict[str, Any]) -> set[str]:
    """What waits for the person."""
    drafts = {view["id"] for view in document["drafts"] if view["status"] in render.WANTS}
    return drafts | {view["id"] for view in document["questions"]}


def _news(call: Call, news: dict[str, Any], document: dict[str, Any], before: set[str], booked: set[str]) -> list[str]:
    """What this sync brought, in a few lines; `before` waited, and the interviews `booked` were known, already."""
    look = call.look()
    lines = render.accounts(document["accounts"], look)
    lines += [f"  {look.paint(look.sign('warn'), 'warn')} {clean(line)}" for line in news["problems"]]
    new = _waiting_ids(document) - before
    # What waits is shown below with what to type; it need not be told twice.
    told = [line for line in news["lines"] if not any(f"({id_})" in line for id_ in new)]
    fresh = [f"  {look.sign('stop')} {clean(line)}" for line in told]
    found = [view for view in document["interviews"] if view["id"] not in booked and view["draft"] not in new]
    fresh += _interviews(found, look)
    for notice in news["notices"]:
        fresh += look.wrapped(clean(notice["text"]), 2, "urgent" if notice["urgent"] else "")
    if fresh or not new:
        lines += ["", *(fresh or [look.paint("  Nothing new.", "dim")])]
    if new:
        drafts = [view for view in document["drafts"] if view["id"] in new]
        questions = [view for view in document["questions"] if view["id"] in new]
        waiting = render.waiting({"drafts": drafts, "questions": questions}, look)
        lines += ["", look.paint("Now waiting for you", "title"), *waiting]
    if any(one["coverage"].get("todo") for one in document["accounts"]):
        lines += ["", f"Older mail is still to come: {look.command('sync')} goes on; the service does so by itself."]
    if left := len(_waiting_ids(document) & before):
        lines += ["", f"{left} {'thing waits' if left == 1 else 'things wait'} already: {look.command('status')}"]
    return lines


def _interviews(views: list[dict[str, Any]], look: Look) -> list[str]:
    """Those that were found, the next ones first."""
    lines = [
        f"  {look.sign('stop')} Interview: {render.title(view, look)}, {look.day(look.moment(view['start']))}"
        f" {look.moment(view['start']):%H:%M}."
        for view in sorted(views, key=lambda view: view["start"])[:MOST]
    ]
    more = len(views) - MOST
    return [*lines, f"  {look.sign('stop')} And {more} more: {look.command('interviews')}"] if more > 0 else lines


def _faults(document: dict[str, Any]) -> list[str]:
    return [f"{one['name']}: {clean(one['error'])}" for one in document["accounts"] if one["error"]]


@contextmanager
def _bars(call: Call) -> Iterator[Progress | None]:
    """What is being done, and a bar for each account, on standard error where that is a terminal."""
    if call.quiet or not call.err.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"))
    with Progress(*columns, console=Console(file=call.err), transient=True) as bar:
        tasks: dict[str, Any] = {"": bar.add_task("Looking for changes", total=None, count="")}

        def progress(account: str, checked: int, total: int | None) -> None:
            bar.update(tasks[""], visible=False)
            if account not in tasks:
                doing = "Asking the" if account == "second reader" else "Reading the mail of"
                tasks[account] = bar.add_task(f"{doing} {escape(account)}", total=total, count="")
            count = f"{checked:,} of {total:,}" if total else f"{checked:,}"
            bar.update(tasks[account], completed=checked, total=total, count=count)

        yield progress


def _sync_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--account", action="append", default=[], metavar="NAME", help="only this account (repeatable)")
    parser.add_argument(
        "--accept-empty",
        action="append",
        default=[],
        metavar="NAME",
        help="believe this account where it suddenly shows nothing",
    )


# ---------------------------------------------------------------- explain, demo


def _explain(call: Call, args: Namespace) -> int:
    from agent.cli.explain import explain
    from agent.config import system_zone

    me, zone = list(args.me), system_zone()
    if call.config_named:
        user = call.config().user
        me, zone = [*me, *user.addresses], user.timezone
    progress = not call.quiet and call.err.isatty() and not (call.out.isatty() or args.paths == ["-"])
    return explain(args.paths, me, as_json=call.as_json, zone=zone, out=call.out, err=call.err, progress=progress)


def _explain_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="an .eml, an mbox, a Maildir, a folder of .eml, or - for standard input",
    )
    parser.add_argument("--me", action="append", default=[], metavar="ADDRESS", help="an address of yours (repeatable)")


def _demo(call: Call, args: Namespace) -> int:
    from agent.demo.story import run

    return run(call.out, as_json=call.as_json, interactive=call.terminal(), keep=args.keep, now=_demo_day(call))


def _demo_day(call: Call) -> Any:
    return None if call.fixed is None else call.now()


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--keep", action="store_true", help="leave the folder with mail, calendars and state")


COMMANDS = {
    "sync": Command(
        _sync,
        _sync_arguments,
        defaults={"account": (), "accept_empty": ()},
        about=(
            "Fetch changes, read them, update offers, interviews and drafts, deliver what is approved and due.\n"
            "Nothing leaves that you have not approved. A failing account is named; the others go on."
        ),
        examples="  agent sync\n  agent --quiet sync            from cron\n  agent sync --account work",
    ),
    "explain": Command(
        _explain,
        _explain_arguments,
        about="Label messages, each for itself. Nothing is stored; no configuration is needed.",
        examples="  agent explain ~/Mail/INBOX --json\n  agent explain letter.eml --me sam@example.org\n  cat letter.eml | agent explain -",
    ),
    "demo": Command(
        _demo,
        _demo_arguments,
        about="The whole job on a sample mailbox, in a temporary folder. No account, nothing leaves the machine.",
        examples="  agent demo\n  agent demo --keep",
    ),
}
