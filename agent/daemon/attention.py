"""What asks for the person's attention: the cards as the state wants them, and what the person does with them.

What a card says is computed from the state each time; what stands and what was shown is the board's memory. A gesture is
carried out once, by a worker; what it could not do comes back as a card that says why. Nothing here happens at intervals:
it looks after each pass and decision, when somebody changed the state, when a server appears, and when a card is due.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from agent import shown
from agent.config import Config
from agent.daemon import gestures
from agent.daemon.state import State
from agent.daemon.timetable import Timetable
from agent.desktop import memory
from agent.desktop.board import Board
from agent.desktop.card import Button, Card, Gesture
from agent.desktop.cards import cards, changes_at
from agent.desktop.notifications import Notifications
from agent.desktop.sight import Settings, body, stamp

log = logging.getLogger(__name__)

Decide = Callable[[gestures.Request], Awaitable[Mapping[str, Any]]]

RECENT = timedelta(days=7)
"""Notices older than this are no news to anybody."""
TOLD = timedelta(hours=12)
"""For so long it is told that a decision could not be carried out."""
REVIEW = Button("review", "Review")
REFUSED = {
    "approve": "Nothing was sent",
    "undo": "It could not be taken back",
    "keep": "The interview is not kept",
    "snooze": "It could not be put off",
    "answer": "The answer was not taken",
    "redraft": "The letter is as it was",
    "retry": "It failed again",
}


class Attention:
    """One person's cards."""

    def __init__(
        self, state: State, timetable: Timetable, environ: Mapping[str, str], *,
        decide: Decide, review: Callable[[str], None], changed: Callable[[], None],
    ) -> None:  # fmt: skip
        """`decide` carries a request out and gives the answer; `review` opens the page, with a token for the focus;
        `changed` is called when the status may be another."""
        self._state, self._times, self._environ = state, timetable, environ
        self._decide, self._review, self._changed = decide, review, changed
        self._settings: Settings | None = None
        self._zone: tzinfo = UTC
        self._server: Notifications | None = None
        self._running: asyncio.Task[None] | None = None
        self._board: Board | None = None
        self._news = asyncio.Event()
        self._decisions: set[asyncio.Task[None]] = set()
        self._under_way: dict[str, int] = {}
        """Id → how many decisions about it are being carried out: until they are, no card asks about it again."""
        self._refused: dict[str, tuple[Card, datetime]] = {}
        self._posting: str | None = None
        self._afterwards: list[Callable[[], None]] = []

    # ------------------------------------------------------------ life

    def configure(self, config: Config) -> None:
        """Go by this configuration. Without notifications nothing is connected."""
        approval = config.approval
        self._settings = Settings(approval.quiet(), approval.card_send, approval.notify)
        self._zone = ZoneInfo(config.user.timezone)
        if approval.notify and self._running is None:
            self._board = self._board or Board(memory.Memory.open(self._state.path))
            self._server = Notifications(self._acted, self._closed, self._ready, self._environ, known=self._changed)
            self._running = asyncio.create_task(self._server.run())
        elif not approval.notify and self._running is not None:
            self._running.cancel()
            self._running = self._server = None
            self._times.drop("cards")
            if self._board is not None:
                self._board.server_gone()
        self.look()

    async def run(self) -> None:
        """Until cancelled."""
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                try:
                    await self._look()
                except Exception:
                    log.exception("looking what asks for attention")
        finally:
            for task in (self._running, *self._decisions):
                if task is not None:
                    task.cancel()
            if self._running is not None:  # takes the cards down: nobody is left to hear their buttons
                await asyncio.gather(self._running, return_exceptions=True)

    def look(self) -> None:
        """Something happened: the cards may have to be others."""
        self._news.set()

    @property
    def unheard(self) -> str:
        """Why there are no notifications, where there should be some; "" if nothing is wrong."""
        if self._server is None or self._server.present:
            return ""
        return "looking for a notification server" if self._server.looking else "no notification server"

    # ------------------------------------------------------------ cards

    async def _look(self) -> None:
        server, board, settings = self._server, self._board, self._settings
        if server is None or board is None or settings is None or not server.present:
            return
        now = self._now()
        seen = self._state.seen(now, now - RECENT)
        if seen is None:
            return
        document, notices = seen
        displayed = shown.displayed(self._state.path)
        wanted = cards(document, notices, now, settings, server.capabilities, displayed)
        plan = board.plan([card for card in (*self._refusals(now), *wanted) if not self._rests(card)], now, settings)
        self._look_again(now, plan.look_again, changes_at(document, now), *self._ends())
        for key in plan.take_down:
            await server.take_down(key)
        if not document["accounts"]:  # everything was purged
            self._forget()
            return
        for card in plan.show:
            if not self._rests(card):
                await self._show(server, board, card)

    def _forget(self) -> None:
        """What was shown goes the way of what it was about."""
        try:
            memory.forget(self._state.path)
        except OSError as error:
            log.warning("what was shown cannot be deleted: %s", error.strerror)
        self._refused.clear()
        self._board = Board(memory.Memory.open(self._state.path))

    async def _show(self, server: Notifications, board: Board, card: Card) -> None:
        """What is told of it while it is on its way comes after its being there."""
        self._posting = card.key
        try:
            if await server.show(card):
                board.shown(card, self._now())
        finally:
            self._posting = None
            for note in self._afterwards:
                note()
            self._afterwards.clear()

    def _note(self, card: Card, note: Callable[[], None]) -> None:
        if self._posting == card.key:
            self._afterwards.append(note)
        else:
            note()

    def _rests(self, card: Card) -> bool:
        return card.about in self._under_way

    def _look_again(self, now: datetime, *times: datetime | None) -> None:
        when = min((time for time in times if time is not None), default=None)
        if when is None:
            self._times.drop("cards")
        else:
            # In UTC: by the wall clock of the hour that comes twice, the past could be what lies ahead.
            self._times.at("cards", max(when, now.astimezone(UTC) + timedelta(seconds=0.1)), self.look)

    def _ready(self) -> None:
        """There is a (new) server: what matters is shown there."""
        if self._board is not None:
            self._board.server_gone()
        self.look()
        self._changed()

    def _closed(self, card: Card) -> None:
        """Decides nothing."""
        board = self._board
        if board is not None:
            self._refused.pop(card.key, None)
            self._note(card, lambda: board.closed(card, self._now()))

    def _now(self) -> datetime:
        return self._times.now().astimezone(self._zone)

    # ------------------------------------------------------------ gestures

    def _acted(self, gesture: Gesture) -> None:
        board, card = self._board, gesture.card
        if board is None:
            return
        now = self._now()
        self._refused.pop(card.key, None)
        request = gestures.request(gesture, now)
        if request is not None and request["do"] in ("redraft", "undo", "retry"):
            # What comes of it is what the person waits for.
            self._note(card, lambda: board.closed(card, now))
        else:
            self._note(card, lambda: board.acted(card, now, gesture.button, self._settings))
        if request is not None:
            about = str(request["id"])
            self._under_way[about] = self._under_way.get(about, 0) + 1
            task = asyncio.create_task(self._carry_out(request, about))
            self._decisions.add(task)
            task.add_done_callback(self._decisions.discard)
        elif gestures.opens(gesture, now):
            self._review(gesture.token)
        self.look()

    async def _carry_out(self, request: gestures.Request, about: str) -> None:
        try:
            answer = await self._decide(request)
        finally:
            self._under_way[about] -= 1
            if not self._under_way[about]:
                del self._under_way[about]
        if "error" in answer:
            self._refuse(request, str(answer["error"]))
        else:
            self._refused.pop(f"refused:{about}", None)
        self.look()

    def _refuse(self, request: gestures.Request, error: str) -> None:
        """It could not be done: say so, and why."""
        now = self._now()
        card = Card(
            key=f"refused:{request['id']}",
            stamp=stamp("refused", request["do"], request["id"], now.isoformat()),
            summary=REFUSED.get(request["do"], "That was not done"),
            body=body(error.strip().splitlines()[:1]),
            buttons=(REVIEW,),
            about=str(request["id"]),
            again=False,
            at_once=True,
        )
        self._refused[card.key] = (card, now)

    def _refusals(self, now: datetime) -> list[Card]:
        self._refused = {key: one for key, one in self._refused.items() if timedelta() <= now - one[1] < TOLD}
        return [card for card, _ in self._refused.values()]

    def _ends(self) -> list[datetime]:
        return [at + TOLD for _, at in self._refused.values()]
