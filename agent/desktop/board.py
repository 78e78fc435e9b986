"""Which card is shown when: never in quiet hours, never the same thing twice a day, always what is true now. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from agent.desktop.card import Card
from agent.desktop.memory import Memory, Standing
from agent.desktop.sight import Settings

MORNING = time(8)
"""When a new day of cards begins, where quiet hours do not say it."""
EARLIEST, LATEST = time(4), time(12)
"""Quiet hours that end between these end in the morning."""
RESPITE = timedelta(hours=1)
"""Whoever has just acted on a card is at it: what changes meanwhile is seen on the page."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done now."""

    show: tuple[Card, ...] = ()
    take_down: tuple[str, ...] = ()
    """Keys of cards that are true no more."""
    look_again: datetime | None = None
    """When something that is wanted now may be shown that may not be shown yet."""


class Board:
    """The cards as the person sees them. It is told what became of each plan, and remembers it."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        # A notification belongs to the connection that sent it: whatever stood for the process before us is gone.
        self.server_gone()

    def plan(self, wanted: Sequence[Card], now: datetime, settings: Settings) -> Plan:
        """How to come from what stands to what is wanted. `now` is in the user's zone.

        What is to be taken down counts as gone from here on; what is to be shown stands when `shown` says so.
        """
        memory = self._memory
        memory.trim(now)
        cards = {card.key: card for card in wanted} if settings.enabled else {}
        changed = {key: one for key, one in memory.standing.items() if _stamp(cards.get(key)) != one.stamp}
        carried = {part for one in changed.values() for part in one.parts}
        show: list[Card] = []
        later: list[datetime] = []
        for card in cards.values():
            if card.key in memory.standing and card.key not in changed:
                continue
            at = self._earliest(card, now, settings, carried)
            if at is not None and at <= now:
                show.append(card if self._is_news(card, now) else replace(card, sounds=False))
            elif at is not None:
                later.append(at)
                if at.date() == now.date():
                    # It stood, and is to stand again today: what it told is still owed.
                    for part in carried.intersection(_parts(card)):
                        memory.told.pop(part, None)
        replaced = {card.key for card in show}
        take_down = tuple(key for key in changed if key not in replaced)
        for key in take_down:
            del memory.standing[key]
        if take_down:
            memory.save()
        return Plan(tuple(show), take_down, min(later, default=None))

    def shown(self, card: Card, now: datetime) -> None:
        """It stands."""
        memory = self._memory
        memory.standing[card.key] = Standing(card.stamp, _parts(card), card.lasting)
        memory.shown[card.key, card.stamp] = now
        for part in _parts(card):
            memory.told[part] = now
        memory.save()

    def closed(self, card: Card, now: datetime) -> None:
        """It went, by the person's hand or by itself: that decides nothing, and is not undone today."""
        if card.stamp == self._stands(card.key):
            self._gone(card, now)
            self._memory.save()

    def acted(self, card: Card, now: datetime, button: str = "", settings: Settings | None = None) -> None:
        """The person did something with it. "later" lets it rest until the next morning, whatever it then says."""
        self._gone(card, now)
        rest = next_morning(now, settings or Settings()) if button == "later" else now + RESPITE
        self._memory.rests[card.key] = rest
        self._memory.save()

    def server_gone(self) -> None:
        """Nothing stands any more; what stood until now and still matters is to be shown again."""
        memory = self._memory
        for key, one in memory.standing.items():
            if one.lasting:
                memory.shown.pop((key, one.stamp), None)
                for part in one.parts:
                    memory.told.pop(part, None)
        if memory.standing:
            memory.standing.clear()
            memory.save()

    # ------------------------------------------------------------ inside

    def _gone(self, card: Card, now: datetime) -> None:
        """The person was done with it just now, however long it had stood."""
        self._memory.standing.pop(card.key, None)
        self._memory.shown[card.key, card.stamp] = now
        for part in _parts(card):
            self._memory.told[part] = now

    def _earliest(self, card: Card, now: datetime, settings: Settings, carried: Iterable[str]) -> datetime | None:
        """When it may be shown at the earliest; None: not any more."""
        memory, morning, at = self._memory, next_morning(now, settings), now
        news = self._is_news(card, now)
        if not news and not card.again and not self._is_carried(card, carried):
            return None
        if _today(memory.shown.get((card.key, card.stamp)), now) or not (news or self._is_carried(card, carried)):
            at = morning
        rests = memory.rests.get(card.key)
        if rests is not None and not (card.urgency == "critical" and news):
            at = max(at, rests)
        if card.urgency == "critical" or card.at_once:
            return at
        return after_quiet(at, settings)

    def _is_news(self, card: Card, now: datetime) -> bool:
        """Some of it was not told today, or not at all where it is told once."""
        told = [self._memory.told.get(part) for part in _parts(card)]
        return any(not _today(at, now) if card.again else at is None for at in told)

    def _is_carried(self, card: Card, carried: Iterable[str]) -> bool:
        """Some of it stands just now on a card that goes."""
        return not set(_parts(card)).isdisjoint(carried)

    def _stands(self, key: str) -> str | None:
        one = self._memory.standing.get(key)
        return None if one is None else one.stamp


def next_morning(now: datetime, settings: Settings) -> datetime:
    """When the next day of cards begins: the day after `now`, as soon as it is not quiet."""
    quiet_until = settings.quiet[1] if settings.quiet else MORNING
    at = quiet_until if EARLIEST <= quiet_until <= LATEST else MORNING
    return after_quiet(datetime.combine(now.date() + timedelta(days=1), at, now.tzinfo), settings)


def after_quiet(at: datetime, settings: Settings) -> datetime:
    """`at`, or the end of the quiet hours that it lies in."""
    if settings.quiet is None:
        return at
    start, end = settings.quiet
    clock = at.time()
    if start <= end:
        day = at.date() if start <= clock < end else None
    elif clock >= start:
        day = at.date() + timedelta(days=1)
    else:
        day = at.date() if clock < end else None
    if day is None:
        return at
    until = datetime.combine(day, end, at.tzinfo)
    return until.replace(fold=at.fold) if day == at.date() else until  # the hour that comes twice


def _parts(card: Card) -> tuple[str, ...]:
    return card.parts or (f"{card.key} {card.stamp}",)


def _stamp(card: Card | None) -> str | None:
    return None if card is None else card.stamp


def _today(at: datetime | None, now: datetime) -> bool:
    return at is not None and at.astimezone(now.tzinfo).date() == now.date()
