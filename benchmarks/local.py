"""Local mail: the first sync, and one that finds nothing new, beside notmuch and mu and a mere listing of the folders."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from agent.config_load import load
from agent.daemon.accounts import watched
from agent.daemon.state import State
from benchmarks import peers
from benchmarks.maildirs import Home, build, listed
from benchmarks.progress import say
from benchmarks.table import Row, Section
from benchmarks.turns import Command, Measure, Taken, Used, by_turns, here

FOLDERS = 10
NOTMUCH, MU, SCAN = "notmuch new", "mu index", "os.scandir of all folders"
OURS, LOOK = "agent sync", "look"


def sync(home: Home, state: str = "state") -> Command:
    """`agent sync` on that state."""
    return Command([*peers.agent(), *home.options(state), "--quiet", "sync"])


def notmuch(home: Home, name: str) -> Command:
    """`notmuch new` with a database of that name, kept beside the mail."""
    config, database = home.root / f"{name}.config", home.root / name
    database.mkdir(exist_ok=True)
    config.write_text(
        f"[database]\npath={database}\nmail_root={home.mail}\n[user]\nname=Sam Lee\nprimary_email=sam.lee@example.net\n[new]\ntags=new\n"
    )
    return Command([peers.find("notmuch") or "notmuch", "new"], {"NOTMUCH_CONFIG": str(config)})


def mu(home: Home, name: str) -> Command:
    """`mu index` with a database of that name, made empty."""
    path, database = peers.find("mu") or "mu", str(home.root / name)
    Command([path, "init", "--muhome", database, "--maildir", str(home.mail), "--my-address", "sam.lee@example.net"])()
    return Command([path, "index", "--muhome", database])


OTHERS = {NOTMUCH: ("notmuch", notmuch), MU: ("mu", mu)}


def look(home: Home) -> Measure:
    """What the daemon does each minute: is there anything to make a pass for? The very code of it."""
    config = load(home.root / "config.toml")
    (account,) = watched(config, home.root / "state").values()
    state = State(str(home.root / "state"))

    async def looked() -> Used:
        clock, processor = time.perf_counter(), time.process_time()
        standing = state.standings()[account.name]
        news = await account.look(standing, datetime.now(UTC), config.user.timezone)
        if news:
            raise RuntimeError("something is new where nothing should be")
        return Used(time.perf_counter() - clock, time.process_time() - processor)

    return lambda: asyncio.run(looked())


def first(messages: int, rounds: int) -> list[Row]:
    """Everything read for the first time: each round anew, by turns."""
    with tempfile.TemporaryDirectory() as place:
        home = build(Path(place), messages, FOLDERS)
        used: dict[str, list[Used]] = {}
        for number in range(rounds):
            turns = {OURS: sync(home, f"first{number}")}
            turns |= {title: make(home, f"{name}{number}") for title, (name, make) in _installed().items()}
            order = list(turns)
            for title in order[number % len(order) :] + order[: number % len(order)]:
                say(f"first sync of {messages:,} messages, round {number + 1} of {rounds}: {title}")
                used.setdefault(title, []).append(turns[title]().by(1e3 / messages))
            for leftover in (*home.root.glob("first*"), *home.root.glob("notmuch?"), *home.root.glob("mu?")):
                shutil.rmtree(leftover)
    taken = {title: Taken.of(each) for title, each in used.items()}
    return _rows(f"first sync of {messages:,} messages", " a message", taken, OURS, 1.0)


def idle(messages: int, rounds: int) -> list[Row]:
    """Nothing new in a large mailbox that everybody knows already."""
    with tempfile.TemporaryDirectory() as place:
        home = build(Path(place), messages, FOLDERS, bulk=True)
        ours = sync(home)
        say(f"{OURS} reads all of them")
        ours()
        turns: dict[str, Measure] = {LOOK: look(home), OURS: ours, SCAN: here(lambda: listed(home))}
        for title, (name, make) in _installed().items():
            turns[title] = make(home, name)
            say(f"{title} reads all of them")
            turns[title]()
        taken = by_turns(turns, rounds, factor=1e3, warm=2)
    what = f"idle sync of {messages:,} messages"
    return [
        *_rows(f"{what}, running", "", taken, LOOK, 1.0),
        Row(f"{what}, running", "ms of CPU", taken[LOOK].processor, SCAN, taken[SCAN].processor, 1.0),
        *_rows(f"{what}, `agent sync`", "", taken, OURS, None),
        Row(f"{what}, `agent sync`", "ms of CPU", taken[OURS].processor, SCAN, taken[SCAN].processor),
    ]


def _installed() -> Mapping[str, tuple[str, Callable[[Home, str], Command]]]:
    return {title: (name, make) for title, (name, make) in OTHERS.items() if peers.find(name)}


def _rows(what: str, each: str, taken: Mapping[str, Taken], ours: str, wanted: float | None) -> list[Row]:
    """Beside every other program, by the clock and by the processor."""
    rows = []
    for title, (name, _) in OTHERS.items():
        theirs = taken.get(title)
        rows += [
            Row(what, f"ms{each}", taken[ours].clock, title, theirs.clock if theirs else None, wanted, peers.how(name)),
            Row(
                what,
                f"ms of CPU{each}",
                taken[ours].processor,
                title,
                theirs.processor if theirs else None,
                wanted,
                peers.how(name),
            ),
        ]
    return rows


def measure(messages: int, read: int, rounds: int, firsts: int) -> Section:
    """Both. read: messages of the first sync."""
    return Section(
        "Local mail",
        [*first(read, firsts), *idle(messages, rounds)],
        [
            f"a Maildir of {FOLDERS} folders; the first sync reads ordinary mail of ordinary size, of {firsts} rounds; idle: {rounds} rounds by turns",
            "running: what the daemon does each minute, from opening its state on; `agent sync`: the command from its start to its end",
        ],
    )
