"""Imports run one way: a room knows only the rooms that it is made of, and only the outbox lets anything leave.

The same rooms, and what each knows, are told to people in docs/architecture.md.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

VALUES = ("agent.model", "agent.errors", "agent.ids", "agent.domains", "connectors.base")
"""What every room may speak of: the nouns, the errors, the short words that name things, mail domains, the contract's values."""

TOOLS = ("connectors.answering", "connectors.base", "connectors.browser", "connectors.calendars", "connectors.content", "connectors.drafting", "connectors.faults", "connectors.http", "connectors.lookback", "connectors.loopback", "connectors.redirect", "connectors.renewal", "connectors.resources", "connectors.timer", "connectors.tokens", "connectors.zones")  # fmt: skip
"""What a connector to a provider on the network is made with."""

# Which rooms a room may import, besides itself. A room is a module or package with all that lies in it; the longest
# name that fits counts. What is in no room may import nothing of ours.
ROOMS: dict[str, tuple[str, ...]] = {
    # The contract stands alone, so that any connector can be read against it.
    "connectors": (),
    "connectors.base": (),
    # What is refused and why, what a message says, the page at the end of a sign-in.
    "connectors.faults": ("connectors.base",),
    "connectors.content": (),
    "connectors.drafting": ("connectors.base", "connectors.faults", "connectors.timer"),
    # How far back mail is read, time zones by name, decoded JSON, calendars and how far they are read.
    "connectors.lookback": (),
    "connectors.zones": (),
    "connectors.resources": (),
    "connectors.calendars": ("connectors.base", "connectors.resources"),
    "connectors.answering": ("connectors.base", "connectors.calendars", "connectors.faults"),
    "connectors.redirect": (),
    "connectors.browser": ("connectors.base", "connectors.redirect"),
    # The one checked request, and the token file: for connectors on the network.
    "connectors.timer": (),
    "connectors.loopback": (),
    "connectors.http": ("connectors.base", "connectors.loopback", "connectors.timer"),
    "connectors.tokens": ("connectors.base", "connectors.timer"),
    # A connector knows the contract and its tools, no other connector, and nothing of the program.
    "connectors.local": ("connectors.base", "connectors.lookback", "connectors.zones"),
    "connectors.google": TOOLS,
    "connectors.outlook": TOOLS,
    # A stored sign-in renewed by one thread of one process.
    "connectors.renewal": ("connectors.base", "connectors.timer", "connectors.tokens"),
    # From a kind to its connector, by the connector's name.
    "connectors.registry": ("connectors.base",),
    # The package itself is its version.
    "agent": (),
    "agent.__main__": ("agent.cli",),
    # The nouns; events and mailboxes are the contract's.
    "agent.model": ("connectors.base",),
    "agent.errors": (),
    "agent.ids": (),
    "agent.domains": (),
    # Pure: values in, values out.
    "agent.reading": VALUES,
    "agent.casework": VALUES,
    "agent.letters": VALUES,
    # The only one that knows SQL.
    "agent.store": VALUES,
    # One account: its connector, and which events are read; pages of changes into the store, read on the way.
    "agent.account": (*VALUES, "agent.config", "connectors.registry"),
    "agent.sync": (*VALUES, "agent.account", "agent.store", "agent.reading"),
    # A language model on the user's machine, asked about what `sync` says is in doubt.
    "agent.second": (*VALUES, "agent.reading", "agent.store", "agent.sync", "connectors.http"),
    # Approval and outbox; the finished message is handed in.
    "agent.delivery": (*VALUES, "agent.store"),
    # What exists against what should: drafts renewed, woken, voided. Pure.
    "agent.casebook": (*VALUES, "agent.casework", "agent.delivery"),
    # The contacts with employers as an office wants them. Pure.
    "agent.work_search": (*VALUES, "agent.casework"),
    # One pass: judge, compare, deliver.
    "agent.passes": (
        "agent.casebook",
        *VALUES,
        "agent.store",
        "agent.casework",
        "agent.letters",
        "agent.delivery",
    ),
    # What the user set (and the policy that it makes), what time it is, what may be logged.
    "agent.config": (*VALUES, "connectors.loopback"),
    "agent.config_files": VALUES,
    "agent.config_load": (*VALUES, "agent.config", "agent.config_files", "connectors.loopback"),
    "agent.config_show": (*VALUES, "agent.config"),
    "agent.clock": ("agent.errors",),
    "agent.log": (),
    # A message bus, for whoever listens on it.
    "agent.dbus": (),
    # Open offers side by side, for every face. Pure.
    "agent.beside": (),
    # Faces: the same questions as notifications, and as a local page.
    "agent.desktop": (*VALUES, "agent.review", "agent.dbus"),
    "agent.review": (*VALUES, "agent.store", "agent.shown", "agent.beside"),
    # Which letters were before the user's eyes.
    "agent.shown": (),
    # The daemon decides when; the work is done by workers, processes of their own. Looks are the accounts'.
    "agent.control": ("agent.errors",),
    "agent.daemon": (
        *VALUES,
        "agent.account",
        "agent.config",
        "agent.config_files",
        "agent.config_load",
        "agent.control",
        "agent.store",
        "agent.desktop",
        "agent.dbus",
        "agent.shown",
        "agent.log",
    ),
    "agent.service": ("agent.errors",),
    "agent.doctor": (
        *VALUES,
        "agent.account",
        "agent.config",
        "agent.store",
        "agent.service",
        "agent.control",
        "agent.second",
        "connectors.tokens",
    ),
    # Builds it all from the configuration, and carries out what a person asks for.
    "agent.work": ("agent", "connectors"),
    "agent.app": ("agent", "connectors"),
    # A sync that would change nothing, known without what a sync is made of.
    "agent.quiet": ("agent.account", "agent.config", "agent.store"),
    # Signing in and out: the connector does it, the state is told.
    "agent.sign_in": (*VALUES, "agent.account", "agent.config", "agent.store", "connectors.tokens"),
    # Thin commands over the application; showing needs the stored views only.
    "agent.cli": ("agent", "connectors.base"),
    # The story is told by running the commands.
    "agent.demo": ("agent.cli",),
}

CARDS = tuple(
    f"agent.desktop.{name}"
    for name in ("board", "card", "cards", "letters", "news", "outcomes", "questions", "sight", "summary")
)
PURE = (
    "agent.model",
    "agent.reading",
    "agent.casework",
    "agent.letters",
    "agent.casebook",
    "agent.work_search",
    "agent.domains",
    "connectors.base",
    *CARDS,
)
IMPURE = ("asyncio", "http", "random", "shutil", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "tempfile",
          "threading", "time", "urllib.request", "uuid")  # fmt: skip
"""What a pure room does not import: whoever has no clock, disk or network at hand cannot use them by mistake."""
FILES = ("io", "os", "pathlib")
"""Reading and deciding open no files; letters do, for templates."""
CLAIM = re.compile(r"\bPure\b")
"""Whoever says so in the first words of a module, outside the pure rooms too, is held to it."""

WRITES = ("submit", "answer", "prepare", "discard")
"""The verbs of a connector by which something leaves the machine."""
OUTBOX = "agent.delivery.outbox"
OTHERS = ("app", "App", "self", "call", "outbox", "program", "words")
"""Names in front of such a verb that are no connector: the application, a command, the outbox and words have verbs of that name too."""


def modules(root: Path) -> Iterator[tuple[str, bool, ast.Module]]:
    """Every module of ours: dotted name, whether it is a package, syntax tree."""
    for top in ("agent", "connectors"):
        for path in sorted((root / top).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            package = parts[-1] == "__init__"
            yield ".".join(parts[:-1] if package else parts), package, ast.parse(path.read_bytes())


def imported(module: str, package: bool, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """What a module imports, wherever in it, as dotted names with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = module.split(".")
                up = len(here) - node.level + package
                base = ".".join([*here[:up], *([base] if base else [])])
            # `from agent import model` and `from agent.model import Offer` look alike: take the longer name.
            for name in node.names:
                yield f"{base}.{name.name}", node.lineno


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def room_of(module: str) -> str | None:
    return max((room for room in ROOMS if within(module, room)), key=len, default=None)


def allowed(module: str, target: str) -> bool:
    room, other = room_of(module), room_of(target)
    if room is None or other is None:
        return False
    if room == other or other == "agent":  # the version is nobody's secret
        return True
    return any(within(other, permitted) or within(target, permitted) for permitted in ROOMS[room])


def wrong_arrows(root: Path) -> list[str]:
    return [
        f"{module}:{line} imports {target}"
        for module, package, tree in modules(root)
        for target, line in imported(module, package, tree)
        if target.split(".")[0] in ("agent", "connectors") and not allowed(module, target)
    ]


def impurities(root: Path) -> list[str]:
    """Clocks, disks and networks within reach of a pure room, or of a module that says of itself that it is pure."""
    found = []
    for module, package, tree in modules(root):
        in_pure_room = any(within(module, room) for room in PURE)
        if not in_pure_room and not CLAIM.search(ast.get_docstring(tree) or ""):
            continue
        forbidden = IMPURE + FILES if in_pure_room and not within(module, "agent.letters") else IMPURE
        found += [
            f"{module}:{line} imports {target}"
            for target, line in imported(module, package, tree)
            if any(within(target, name) for name in forbidden)
        ]
        found += [
            f"{module}:{node.lineno} asks the clock"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK
        ]
    return found


CLOCK = ("now", "utcnow", "today")


def stray_writes(root: Path) -> list[str]:
    """Calls of a writing verb from anywhere but the outbox.

    A connector may use its own; a pure room has no connector at hand, but sets, which have a `discard`.
    """
    return [
        f"{module}:{node.lineno} calls {ast.unparse(node.func)}"
        for module, _, tree in modules(root)
        if not within(module, OUTBOX) and not any(within(module, room) for room in ("connectors", *PURE))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and ast.unparse(node.func.value).split(".")[-1] not in OTHERS
    ]


def idle_permissions(root: Path) -> list[str]:
    """Arrows that are allowed and that nobody draws."""
    drawn: dict[str, set[str]] = {room: set() for room in ROOMS}
    for module, package, tree in modules(root):
        drawn[room_of(module) or "agent"] |= {target for target, _ in imported(module, package, tree)}
    return [
        f"{room} imports nothing of {permitted}"
        for room, all_permitted in ROOMS.items()
        for permitted in set(all_permitted) - set(VALUES)
        if not any(within(target, permitted) for target in drawn[room])
    ]


def told(table: str) -> Iterator[tuple[list[Path], str]]:
    """The rows of a table "| `folder/name`, `name` | … | knows |": the paths, a later name in that folder; the last cell."""
    for row, knows in re.findall(r"^\| (`[^|]+`) \|[^|]*\| ([^|]*) \|$", table, re.MULTILINE):
        paths: list[Path] = []
        for name in re.findall(r"`([^`]+)`", row):
            paths.append((paths[-1].parent if paths else Path()) / name)
        yield paths, knows


def room_at(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


def known(cell: str) -> set[str]:
    """The rooms that a last cell names; what stands in brackets, or behind a semicolon, is for people."""
    words = {"nothing": (), "everything": ("agent", "connectors"), "the tools above": TOOLS}
    names = re.split(r", | and ", re.sub(r" \([^)]*\)", "", cell.partition(";")[0]).strip())
    found: set[str] = set()
    for name in names:
        room = next((room for room in (f"agent.{name}", f"connectors.{name}", name) if room in ROOMS), name)
        found.update(words.get(name, (room,)))
    return found


def needs(module: str, package: bool, tree: ast.Module, known: Mapping[str, object]) -> set[str]:
    """The modules of ours that a module imports when it is loaded or later on, those for type checkers only apart."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found = set()
    for target, _ in imported(module, package, tree):
        while target and target not in known:
            target = target.rpartition(".")[0]
        found.add(target)
    return found - {module, ""}


def circles(root: Path) -> list[str]:
    """Modules that are reached again from what they import, and those on the way from one such to another."""
    known = {module: (package, tree) for module, package, tree in modules(root)}
    left = {module: needs(module, package, tree, known) for module, (package, tree) in known.items()}
    while free := left.keys() - set().union(*left.values()) | {m for m, targets in left.items() if not targets}:
        left = {module: targets - free for module, targets in left.items() if module not in free}
    return sorted(left)


def test_the_architecture_tells_the_rooms_that_there_are() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = list(told(text.partition("## The rooms")[2].partition("\n## ")[0]))
    paths = [path for row, _ in rows for path in row]
    assert [str(path) for path in paths if not (ROOT / path).exists()] == []
    assert sorted(map(room_at, paths)) == sorted(ROOMS.keys() - {"connectors", "agent", "agent.__main__"})


def test_the_architecture_tells_what_each_room_knows() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for paths, cell in told(text.partition("## The rooms")[2].partition("\n## ")[0]):
        rooms = {room_at(path) for path in paths}
        knows = {permitted for room in rooms for permitted in ROOMS[room]}
        assert known(cell) - {*VALUES} == knows - rooms - {*VALUES}, f"the row of {paths[0]}"


def test_no_two_modules_need_each_other() -> None:
    assert circles(ROOT) == []


def test_every_arrow_points_the_right_way() -> None:
    assert wrong_arrows(ROOT) == []


def test_no_arrow_is_allowed_that_nobody_draws() -> None:
    assert idle_permissions(ROOT) == []


def test_pure_rooms_have_no_clock_disk_or_network() -> None:
    assert impurities(ROOT) == []


def test_only_the_outbox_lets_anything_leave() -> None:
    assert stray_writes(ROOT) == []


def test_what_a_cell_says_for_people_only_is_passed_over() -> None:
    assert known("store (views only), http and tokens; the app is handed in") == {
        "agent.store", "connectors.http", "connectors.tokens"
    }  # fmt: skip
    assert known("nothing") == set()
    assert known("something else") == {"something else"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A tree of nothing but what a test plants: what is planted is found by where it stands."""
    return tmp_path


def plant(root: Path, path: str, line: str) -> None:
    """Add one line to a module, which need not be there yet."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + f"\n{line}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("connectors/base.py", "from agent import model"),
        ("connectors/local/planted.py", "import connectors.google"),
        ("agent/reading/planted.py", "from agent.store import views"),
        ("agent/casework/planted.py", "def late() -> None:\n    from ..reading import read"),
        ("agent/store/planted.py", "import agent.delivery.outbox"),
        ("agent/nowhere.py", "from agent.model import Offer"),
    ],
)
def test_a_planted_arrow_is_found(copy: Path, path: str, line: str) -> None:
    before = len(wrong_arrows(copy))
    plant(copy, path, line)
    assert len(wrong_arrows(copy)) == before + 1


def test_a_planted_circle_is_found(copy: Path) -> None:
    plant(copy, "agent/casework/one.py", "from agent.casework.two import x")
    plant(copy, "agent/casework/two.py", "def late() -> None:\n    from agent.casework import three")
    plant(copy, "agent/casework/three.py", "if TYPE_CHECKING:\n    from agent.casework import one")
    assert circles(copy) == []
    plant(copy, "agent/casework/three.py", "from . import one")
    assert circles(copy) == ["agent.casework.one", "agent.casework.three", "agent.casework.two"]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("agent/casework/planted.py", "import sqlite3"),
        ("agent/reading/planted.py", "from pathlib import Path"),
        ("agent/letters/planted.py", "written = datetime.now(UTC)"),
    ],
)
def test_a_planted_impurity_is_found(copy: Path, path: str, line: str) -> None:
    before = len(impurities(copy))
    plant(copy, path, line)
    assert len(impurities(copy)) == before + 1


def test_a_module_that_calls_itself_pure_is_held_to_it(copy: Path) -> None:
    plant(copy, "agent/daemon/planted.py", "import time")
    assert impurities(copy) == []
    plant(copy, "agent/daemon/claiming.py", '"""When to look again. Pure."""\nimport time')
    assert impurities(copy) == ["agent.daemon.claiming:3 imports time"]


@pytest.mark.parametrize(
    "line",
    ["connector.mail.submit(letter)", "self.connectors['a'].calendar.answer(decline)", "role.discard(draft)"],
)
def test_a_planted_write_is_found(copy: Path, line: str) -> None:
    before = len(stray_writes(copy))
    plant(copy, "agent/passes.py", line)
    assert len(stray_writes(copy)) == before + 1
