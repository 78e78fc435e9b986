"""The review page: requests as text → the gate and the pages behind it, with a program that only counts what it is told.

An input is a text of requests, `%%` between them: method, path and query in the first line, headers, an empty line, a body.
`<cookie>`, `<host>`, `<origin>`, `<key>`, `<draft>`, `<digest>`, `<question>`, `<offer>` stand for what they are in this run.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from agent.demo.stage import Stage
from agent.errors import UserError
from agent.review.desk import Desk
from agent.review.door import ENTRY
from agent.review.gate import OWN_PAGES, Gate
from agent.review.site import Site
from agent.store import views
from tests.fuzz.target import Target

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PORT = 45_454
KEY = "the-key-of-the-link"
OURS = (b"Cookie: <cookie>", b"Host: <host>", b"Sec-Fetch-Site: same-origin")
FORM = (*OURS, b"Origin: <origin>", b"Content-Type: application/x-www-form-urlencoded")
TOKENS = (
    *FORM, b"Host: localhost\n", b"Host: 127.0.0.1:45454.evil.example\n", b"Origin: null\n", b"Origin: http://127.0.0.1:1\n", b"Sec-Fetch-Site: cross-site\n",
    b"Sec-Fetch-Site: none\n", b"Cookie: a=b; <cookie>\n", b"Cookie: <cookie>; <cookie>\n", b"Content-Type: text/plain\n", b"GET ", b"POST ", b"HEAD ",
    b"PUT ", b"OPTIONS ", b"/letter/<draft>/approve", b"/letter/<draft>/edit", b"/letter/<draft>/undo", b"/letter/<draft>/keep", b"/letter/<draft>/later",
    b"/letter/<draft>/rewrite", b"/letter/<draft>/retry", b"/letter/<draft>/keep-entry", b"/letters", b"/history", b"/question/<question>",
    b"/offer/<offer>/accept", b"/message/offers/<offer>/0", b"/message/drafts/<draft>/99999999999999999999", b"/assets/page.js", b"/assets/..%2f..%2fsite.py",
    b"/open?key=<key>", b"?key=<key>", b"?after=1", b"digest=<digest>", b"&digest=<digest>", b"letter=<draft>%3A<digest>", b"&to=a%40b.com", b"&subject=%0d%0ax",
    b"&body=%ff", b"&tone=warm", b"&kind=withdrawal", b"&uid=1", b"&until=9999-12-31T23%3A59", b"&until=0001-01-01", b"&until=2026-11-22T10:00%2B99:00",
    b"&for=1d", b"&answer=yes", b"answer=no", b"%00", b"%2e%2e/", b"//", b"\n%%\n", b"&", b"=", b";", b"<draft>", b"<digest>",
)  # fmt: skip


def _request(line: bytes, heads: Sequence[bytes] = OURS, body: bytes = b"") -> bytes:
    return b"\n".join([line, *heads, b"", body])


def seeds() -> list[bytes]:
    """Each page, each form, and the ways in."""
    forms = {
        b"/letter/<draft>/approve": b"digest=<digest>",
        b"/letter/<draft>/edit": b"digest=<digest>&subject=Re%3A+x&body=Dear+you%0A&to=a%40b.com&cc=",
        b"/letter/<draft>/undo": b"", b"/letter/<draft>/keep": b"", b"/letter/<draft>/retry": b"",
        b"/letter/<draft>/later": b"for=1d", b"/letter/<draft>/rewrite": b"tone=plain&kind=withdrawal", b"/letter/<draft>/keep-entry": b"uid=x",
        b"/letters": b"letter=<draft>%3A<digest>", b"/offer/<offer>/accept": b"", b"/question/<question>": b"answer=yes",
    }  # fmt: skip
    pages = [
        b"/",
        b"/?after=1",
        b"/letters",
        b"/history",
        b"/assets/page.css",
        b"/letter/<draft>/edit",
        b"/message/offers/<offer>/0",
        b"/message/drafts/<draft>/1",
        b"/x",
    ]
    single = [_request(b"GET " + page) for page in pages] + [
        _request(b"POST " + path, FORM, body) for path, body in forms.items()
    ]
    enter = _request(b"GET " + ENTRY.encode() + b"?key=<key>", (b"Host: <host>",))
    without = [
        _request(b"POST /letter/<draft>/approve", [h for h in FORM if h != left], b"digest=<digest>") for left in FORM
    ]
    return [*single, enter, enter + b"\n%%\n" + enter, *without, single[0] + b"\n%%\n" + single[9], b"", b"\n"]


def bend(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    """A header out, in or doubled; the path or the body another request's."""
    parts = data.split(b"\n%%\n")
    at = dice.randrange(len(parts))
    head, blank, body = parts[at].partition(b"\n\n")
    lines = head.split(b"\n")
    other_head, _, other_body = dice.choice(dice.choice(pool).split(b"\n%%\n")).partition(b"\n\n")
    way = dice.randrange(6)
    if way == 0 and len(lines) > 1:
        del lines[dice.randrange(1, len(lines))]
    elif way == 1:
        lines.insert(dice.randrange(1, len(lines) + 1), dice.choice(TOKENS[:14]).strip())
    elif way == 2:
        lines[0] = other_head.split(b"\n")[0]
    elif way == 3:
        body = dice.choice((other_body, body + b"&" + other_body))
    elif way == 4:
        parts.insert(at, dice.choice(pool))
        return b"\n%%\n".join(parts[:4])
    else:
        lines[0] = dice.choice((b"GET", b"POST", b"HEAD", b"post", b"")) + b" " + lines[0].partition(b" ")[2]
    parts[at] = b"\n".join(lines) + blank + body
    return b"\n%%\n".join(parts)


class _Program:
    """Stands in for the program: nothing changes, everything is counted. What it gives are the stored views."""

    def __init__(self, state: str) -> None:
        self.stopping: Callable[[], bool] = lambda: False
        self.told: list[tuple[str, Any]] = []
        self._state = state

    def approve(self, ids: Sequence[str], digest: str | None = None) -> list[Any]:
        self.told.append(("approve", (tuple(ids), digest)))
        return [self._view("draft", id_) for id_ in ids]

    def offer(self, verb: str, id: str) -> Any:
        self.told.append(("offer", (verb, id)))
        return self._view("offer", id)

    def answer(self, id: str, answer: str) -> Any:
        self.told.append(("answer", (id, answer)))
        return self._view("question", id)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in ("deliver", "undo", "edit", "keep", "keep_entry", "snooze", "redraft", "retry"):
            raise AttributeError(name)

        def told(*given: Any, **named: Any) -> Any:
            self.told.append((name, (given, tuple(named.items()))))
            return [] if name == "deliver" else self._view("draft", str(given[0]))

        return told

    def _view(self, noun: str, id_: str) -> Any:
        db = views.open(self._state)
        assert db is not None
        try:
            return views.item(db, noun, id_)
        except views.Unknown as error:
            raise UserError(str(error)) from None
        finally:
            db.close()


class _World:
    """One state, one event loop."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.loop = asyncio.new_event_loop()
        db = views.open(str(state))
        assert db is not None
        document: Any = views.status(db, NOW)
        db.close()
        draft = next(d for d in document["drafts"] if d["status"] == "waiting")
        self.digests = {str(d["id"]): str(d["digest"]) for d in document["drafts"]}
        self.secrets = [str(d["employer"]).encode() for d in document["drafts"] if len(str(d["employer"])) > 5]
        question = document["questions"][0]["id"] if document["questions"] else "none"
        self.words = {
            b"<draft>": str(draft["id"]).encode(), b"<digest>": str(draft["digest"]).encode(), b"<question>": str(question).encode(),
            b"<offer>": str(document["offers"][0]["id"]).encode(), b"<host>": f"127.0.0.1:{PORT}".encode(),
            b"<origin>": f"http://127.0.0.1:{PORT}".encode(), b"<key>": KEY.encode(),
        }  # fmt: skip
        self.program = _Program(str(state))
        self.desk = Desk(lambda: self.program, lambda: None)
        self.frame = self.site().frame
        self.frame.make_ready()

    def site(self) -> Site:
        """One that has shown nothing yet."""
        return Site(str(self.state), self.desk, lambda: NOW, dict, 900.0)

    def close(self) -> None:
        self.desk.close()
        self.loop.close()


_worlds: list[_World] = []


@contextmanager
def _ready(folder: Path) -> Iterator[None]:
    """The state of the sample mailbox, made once."""
    state = folder / "state"
    with ExitStack() as stack:
        if not state.exists():
            made = Path(stack.enter_context(TemporaryDirectory()))
            stage = Stage(made, datetime(2026, 11, 20, 14, 30, tzinfo=UTC))
            stage.build()
            stage.agent("sync", "--json")
            stage.next_morning()
            stage.agent("sync", "--json")
            shutil.copytree(made / "state", state)
        _worlds.append(_World(state))
        try:
            yield
        finally:
            _worlds.pop().close()


def run(data: bytes) -> object:
    """Each request in turn, through one gate."""
    world = _worlds[-1]
    site = world.site()
    site.frame = world.frame  # its templates are compiled
    gate = Gate(site.router, PORT, KEY, link_seconds=60.0, owner=lambda _a, _b: os.geteuid(), clock=lambda: 0.0)
    gate._cookie = "c" * 43  # the same in every run
    words = {**world.words, b"<cookie>": f"{gate._name}={gate._cookie}".encode()}
    answers = []
    for number, text in enumerate(data.split(b"\n%%\n")[:6]):
        text = re.sub(rb"<[a-z]+>", lambda match: words.get(match[0], match[0]), text)
        answers.append(_asked(world, gate, text, number))
    return answers


def _asked(world: _World, gate: Gate, text: bytes, number: int) -> tuple[int, str]:
    head, _, body = text.partition(b"\n\n")
    first, *lines = head.split(b"\n")
    method, _, target = first.strip().partition(b" ")
    path, _, query = target.partition(b"?")
    headers = [(n.strip().lower(), v.strip()) for n, colon, v in (line.partition(b":") for line in lines[:40]) if colon]
    scope = {
        "type": "http", "http_version": "1.1", "asgi": {"version": "3.0"}, "scheme": "http", "method": method.decode("latin-1"), "root_path": "",
        "path": unquote(path.decode("latin-1")), "raw_path": path, "query_string": query, "headers": headers, "client": ("127.0.0.1", 5), "server": ("127.0.0.1", PORT),
    }  # fmt: skip
    sent: list[Any] = []
    left = [body]

    async def receive() -> Any:
        return {"type": "http.request", "body": left.pop() if left else b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    open_before = gate._key is not None
    world.program.told.clear()
    world.loop.run_until_complete(asyncio.wait_for(gate(scope, receive, send), 60))
    start = sent[0]
    page = b"".join(message.get("body", b"") for message in sent[1:])
    status = int(start["status"])
    assert status < 500, (status, first)
    named = {name.lower() for name, _ in start["headers"]}
    assert {b"content-security-policy", b"x-frame-options", b"cache-control"} <= named, "the answer is not sealed"
    may = _may(world, gate, scope)
    if not may:
        assert not world.program.told, f"somebody without the cookie had {world.program.told} done"
        assert not any(name in page for name in world.secrets), "somebody without the cookie saw a letter"
        assert status in (200, 303, 403, 405, 421), status
        if status in (200, 303):
            assert open_before, "the link opened twice"
            assert f"key={KEY}".encode() in unquote(query.decode("latin-1")).encode(), (
                "somebody without the key came in"
            )
            assert scope["path"] == ENTRY
    for what, given in world.program.told:
        assert method == b"POST", f"{what} by {method!r}"
        if what == "approve":
            ids, digest = given
            assert all(world.digests.get(id_) == digest for id_ in ids), "approved what was not shown"
    assert b"<script>" not in page
    return status, hashlib.sha256(page).hexdigest()


def _may(world: _World, gate: Gate, scope: dict[str, Any]) -> bool:
    """Said once more, in another way than the gate does: this is the page's own browser."""

    def all_of(name: bytes) -> list[bytes]:
        return [value for key, value in scope["headers"] if key == name]

    cookies = [c.strip(b" \t") for line in all_of(b"cookie") for c in line.split(b";")]
    ours = [c for c in cookies if c.split(b"=")[0] == gate._name.encode()]
    return bool(
        ours == [f"{gate._name}={gate._cookie}".encode()]
        and all_of(b"host") == [world.words[b"<host>"]]
        and all(site.decode("latin-1") in OWN_PAGES for site in all_of(b"sec-fetch-site"))
        and (scope["method"] != "POST" or all_of(b"origin") == [world.words[b"<origin>"]])
        and scope["method"] in ("GET", "HEAD", "POST")
        and scope["path"] != ENTRY
    )


TARGET = Target("review", seeds, run, TOKENS, bend, ready=_ready, short=200, rooms=("agent.review",))
