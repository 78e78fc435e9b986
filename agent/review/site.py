"""The pages and the forms: what is asked goes to the desk, what is shown comes from the stored views."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, Router

from agent.errors import Busy, Stale, UserError, WrongUsage
from agent.review import choice, edits, scene, timeline, verbs, words
from agent.review.case import Case, case
from agent.review.desk import Desk
from agent.review.forms import Form, Unreadable, decoded
from agent.review.frame import HERE, Frame
from agent.review.holds import Holds
from agent.shown import record
from agent.store import views

log = logging.getLogger(__name__)

View = Mapping[str, Any]
ASSETS = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
REMEMBERED = 200
"""Letters of which the page remembers what it showed, to set it beside a changed one."""
JOURNAL = 500
"""Entries of the history that are shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says after something was done, once."""

    text: str
    about: str | None = None
    """Id of the letter, offer or question it is about."""
    bad: bool = False


class Site:
    """Everything behind the gate."""

    def __init__(
        self,
        state: str,
        desk: Desk,
        now: Callable[[], datetime],
        empty: Callable[[], Mapping[str, Any]],
        idle_seconds: float,
    ) -> None:
        """`now` is in the user's zone; `empty` gives the status document where nothing was read yet."""
        self._state = state
        self._desk = desk
        self._now = now
        self._empty = empty
        self.frame = Frame(state, now, idle_seconds)
        self.holds = Holds(desk, self._draft, now, lambda id_, why: self._said.append(Said(why, id_, bad=True)))
        self._said: list[Said] = []
        self._shown: dict[str, View] = {}
        """Digest → the letter as it was shown with it."""
        self.router = Router(
            [
                Route("/", self._guarded(self.page)),
                Route("/assets/{name}", self._guarded(self.asset)),
                Route("/history", self._guarded(self.history)),
                Route("/message/{noun}/{id}/{step:int}", self._guarded(self.message)),
                Route("/letters", self._guarded(self.letters)),
                Route("/letters", self._guarded(self.approve_all), methods=["POST"]),
                Route("/letter/{id}/edit", self._guarded(self.editor)),
                Route("/letter/{id}/{verb}", self._guarded(self.letter), methods=["POST"]),
                Route("/offer/{id}/{verb}", self._guarded(self.offer), methods=["POST"]),
                Route("/question/{id}", self._guarded(self.answer), methods=["POST"]),
            ]
        )

    # ------------------------------------------------------------ pages

    async def page(self, request: Request) -> Response:
        """The page itself. What comes by itself after a countdown is before nobody's eyes for certain."""
        return self._page(seen=request.method == "GET" and "after" not in request.query_params)

    def _page(self, status: int = 200, said: Said | None = None, *, seen: bool = False) -> Response:
        """`seen`: it comes before somebody's eyes."""
        with self._views() as db:
            now = self._now()
            document: Mapping[str, Any] = views.status(db, now) if db else self._empty()
            shown = scene.build(document, now, lambda noun, id_: _chain(db, noun, id_), self.holds.left)
        for one in (*shown.cases, *shown.resting):
            self._remember(one.view)
        remarks, self._said = [*self._said, *([said] if said else [])], []
        about = {case.id for case in (*shown.cases, *shown.resting, *shown.done)}
        rendered = self.frame.render(
            "page.html",
            status,
            scene=shown,
            pictures=timeline.pictures(document, now),
            table=timeline.table(document, now),
            choice=choice.choice(document, now),
            over=choice.over(document, now),
            loose=[one for one in remarks if one.about not in about],
            remarks={id_: [one for one in remarks if one.about == id_] for id_ in about},
        )
        if seen:
            self._seen(shown.cases)  # the resting ones are folded away
        return rendered

    async def letters(self, request: Request) -> Response:
        """The list of exactly what one yes to all would send."""
        return self._letters(seen=request.method == "GET")

    def _letters(self, status: int = 200, said: Said | None = None, *, seen: bool = False) -> Response:
        with self._views() as db:
            now = self._now()
            document: Mapping[str, Any] = views.status(db, now) if db else self._empty()
            shown = scene.build(document, now, lambda noun, id_: _chain(db, noun, id_), self.holds.left)
        for one in shown.ready:
            self._remember(one.view)
        rendered = self.frame.render("letters.html", status, cases=shown.ready, said=said)
        if seen:
            self._seen(shown.ready)
        return rendered

    async def history(self, _: Request) -> Response:
        """Every decision and delivery, the newest first."""
        with self._views() as db:
            entries = views.journal(db) if db else []
        latest = entries[: -JOURNAL - 1 : -1]
        return self.frame.render("history.html", entries=latest, left_out=len(entries) - len(latest))

    async def message(self, request: Request) -> Response:
        """The text of a message that lies in a file. Which file is looked up: no path is taken from the address."""
        noun, id_, number = request.path_params["noun"], request.path_params["id"], request.path_params["step"]
        with self._views() as db:
            chain = _chain(db, noun, id_) if noun in views.NOUNS else []
        step = chain[number] if number < len(chain) else None
        if step is None or not str(step["file"] or "").startswith("/"):
            return self.frame.note(404, "There is no such message.")
        from agent.review import message  # reads mail, which the page itself need not

        try:
            found = message.read(str(step["file"]))
        except OSError as error:
            return self.frame.note(404, f"The message cannot be read: {error.strerror}.")
        if found is None:
            return self.frame.note(404, "The message is not where it was: it was moved or deleted since it was read.")
        return self.frame.render("message.html", text=found, quote=step["quote"])

    async def asset(self, request: Request) -> Response:
        """Style, script and sign."""
        name = request.path_params["name"]
        if name not in ASSETS:
            return self.frame.note(404, "There is nothing here.")
        return Response((HERE / "assets" / name).read_bytes(), media_type=ASSETS[name])

    async def editor(self, request: Request) -> Response:
        """A letter in fields."""
        draft = self._draft(request.path_params["id"])
        self._remember(draft)
        return self._editor(draft, edits.typed(draft))

    def _editor(self, draft: View, typed: Mapping[str, str], status: int = 200, problem: str = "") -> Response:
        shown = case(draft, words.When(self._now()), {}, {}, _no_chain)
        return self.frame.render("edit.html", status, case=shown, typed=typed, problem=problem)

    # ------------------------------------------------------------ what a person decides

    async def letter(self, request: Request) -> Response:
        """Approve, undo, edit, keep (the interview, or one entry), later, rewrite, retry."""
        id_, verb = request.path_params["id"], request.path_params["verb"]
        form = await _form(request)
        if verb not in ("approve", "edit", *verbs.SHORT):
            return self.frame.note(404, "There is nothing here.")
        draft = self._draft(id_)
        if verb in ("approve", "edit") and form.one("digest") != draft["digest"]:
            return self._changed(draft, form)
        if verb == "edit":
            return await self._edit(draft, form)
        if verb == "approve":
            return await self._approve(draft, form.one("digest"))
        text = await verbs.decide(self._desk, draft, verb, form, self._now())
        self.holds.forget(id_)
        return self._back(Said(text, id_))

    async def _approve(self, draft: View, digest: str) -> Response:
        id_ = str(draft["id"])
        try:
            (approved,) = await self._desk.do(verbs.approval(id_, digest))
        except Stale:
            return self._changed(self._draft(id_), None, digest)
        self.holds.watch(approved)
        return self._back(Said(verbs.approved(approved), id_))

    async def _edit(self, draft: View, form: Form) -> Response:
        typed = {name: form.get(name) or "" for name in edits.FIELDS}
        wanted = edits.changes(draft, typed)
        if not wanted:
            return self._back(Said("Nothing was changed.", str(draft["id"])))
        try:
            await self._desk.do(lambda program: program.edit(str(draft["id"]), **wanted))
        except UserError as error:
            return self._editor(draft, typed, 422, str(error))
        self.holds.forget(str(draft["id"]))
        return self._back(Said("Changed. Look at it once more before you approve it.", str(draft["id"])))

    async def approve_all(self, request: Request) -> Response:
        """Approve what the list showed, each with the digest it had there; if one has changed, none."""
        form = await _form(request)
        wanted = [pair.partition(":")[::2] for pair in form.all("letter")]
        if not wanted:
            return self._letters(422, Said("No letter was chosen. Nothing was approved.", bad=True))
        if any(self._draft(id_)["digest"] != digest for id_, digest in wanted):
            return self._letters(409, Said("A letter has changed since this list was shown. Nothing was approved: look at the list again.", bad=True))  # fmt: skip
        count = 0
        for id_, digest in dict(wanted).items():
            try:
                (approved,) = await self._desk.do(verbs.approval(id_, digest))
            except UserError as error:
                self._said.append(Said(str(error), id_, bad=True))
                continue
            count += 1
            self.holds.watch(approved)
        return self._back(Said(f"{count} {'letter is' if count == 1 else 'letters are'} approved; each can be taken back until it leaves."))  # fmt: skip

    async def offer(self, request: Request) -> Response:
        """What was decided about an offer."""
        await _form(request)
        id_, verb = request.path_params["id"], request.path_params["verb"]
        if verb not in scene.VERBS:
            return self.frame.note(404, "There is nothing here.")
        view = await self._desk.do(lambda program: program.offer(verb, id_))
        standing = words.STANDINGS.get(str(view["standing"]), "")
        self._said.append(Said(f"Noted: {words.title(view)} is now {standing}."))
        return RedirectResponse(f"/#offer-{id_}", 303)

    async def answer(self, request: Request) -> Response:
        """An answer to a question."""
        form = await _form(request)
        id_, given = request.path_params["id"], form.one("answer")
        await self._desk.do(lambda program: program.answer(id_, given))
        return self._back(Said("Noted, thank you."))

    # ------------------------------------------------------------ inside

    def _changed(self, draft: View, form: Form | None, digest: str = "") -> Response:
        """409: the letter as it is now beside what was shown (or typed) before."""
        old = self._shown.get(digest or (form.one("digest") if form else ""))
        typed = {name: form.get(name) or "" for name in edits.FIELDS} if form and form.get("body") else None  # fmt: skip
        self._remember(draft)
        shown = case(draft, words.When(self._now()), {}, {}, _no_chain, self.holds.left(draft))
        return self.frame.render("changed.html", 409, case=shown, old=typed or (edits.typed(old) if old else None), mine=typed is not None)  # fmt: skip

    def _back(self, said: Said) -> Response:
        self._said.append(said)
        return RedirectResponse(f"/#letter-{said.about}" if said.about else "/", 303)

    def _seen(self, cases: Sequence[Case]) -> None:
        """These letters stand whole on a page: from now on a notification may offer to send exactly them."""
        record(self._state, [(case.id, str(case.view["digest"])) for case in cases], self._now())

    def _remember(self, view: View) -> None:
        self._shown.pop(view["digest"], None)
        self._shown[view["digest"]] = view
        while len(self._shown) > REMEMBERED:
            del self._shown[next(iter(self._shown))]

    def _draft(self, id_: str) -> View:
        with self._views() as db:
            if db is None:
                raise views.Unknown("Nothing was read yet.")
            return views.item(db, "draft", id_)

    def _views(self) -> closing[sqlite3.Connection] | _Nothing:
        db = views.open(self._state)
        return closing(db) if db is not None else _Nothing()

    def _guarded(self, page: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        """Whatever goes wrong is told on the page, in the words of the one who refused."""

        async def guarded(request: Request) -> Response:
            try:
                return await page(request)
            except Unreadable as error:
                return self.frame.note(error.status, str(error))
            except views.Unknown as error:
                return self.frame.note(404, f"{error} It may have been settled meanwhile.")
            except Busy as error:
                return self._page(503, Said(str(error), bad=True))
            except WrongUsage as error:
                return self._page(422, Said(str(error), request.path_params.get("id"), bad=True))
            except UserError as error:
                return self._page(409, Said(str(error), request.path_params.get("id"), bad=True))
            except (OSError, sqlite3.Error) as error:
                log.warning("review page: %s", type(error).__name__)
                return self.frame.note(500, "The state cannot be read or written just now. Nothing more was done.")

        return guarded


class _Nothing:
    """Stands for the state where there is none yet."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _chain(db: sqlite3.Connection | None, noun: str, id_: str) -> list[View]:
    """The steps behind an item; none where it is gone."""
    if db is None:
        return []
    try:
        found = views.why(db, noun, id_)["chain"]
    except views.Unknown:
        return []
    return found if isinstance(found, list) else []


def _no_chain(*_: str) -> list[View]:
    """Where the words behind a letter are not shown."""
    return []


async def _form(request: Request) -> Form:
    """The form of a request; every form is read, an empty one too, so that its bounds hold."""
    return decoded(await request.body(), request.headers.get("content-type", ""))
