"""Which cards are to stand: computed from the stored views alone, so that nothing has to be remembered to say it. Pure."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime

from agent.desktop import letters, news, outcomes, questions, summary
from agent.desktop.card import Card
from agent.desktop.sight import CLOSE, URGENT, NoticeView, Settings, Sight, View

DRAFTS, QUESTIONS, ITEMS = 2, 2, 3
"""So many wait on cards of their own: GNOME keeps three notifications of a program and drops the older ones."""


def cards(
    document: View,
    notices: Sequence[NoticeView],
    now: datetime,
    settings: Settings,
    capabilities: frozenset[str],
    displayed: Container[tuple[str, str]],
) -> tuple[Card, ...]:
    """The cards that are to stand now; each key once, at most one of them a summary.

    The most pressing come last: where a server keeps only a few of a program's notifications, it drops the oldest.

    `document` is that of `agent status --json`, `notices` are those of `views.notices`, `now` is in the user's zone,
    `displayed` holds (draft id, digest) of the letters that the user had before their eyes.
    """
    sight = Sight(document, now, settings, capabilities, displayed)
    waiting, asked = sight.drafts("waiting"), questions.open_ones(sight)
    urgent = [draft for draft in waiting if sight.urgent(draft)]
    found: list[Card] = []
    told = news.of(sight, notices)
    if len(waiting) <= DRAFTS and len(asked) <= QUESTIONS and len(waiting) + len(asked) <= ITEMS:
        found += [letters.card(sight, draft) for draft in waiting]
        found += [_asking(sight, question, told) for question in asked]
        crowded = False
    else:
        alone = urgent if len(urgent) <= DRAFTS else []
        rest = [draft for draft in waiting if draft not in alone]
        found += [letters.card(sight, draft) for draft in alone]
        found += [_asking(sight, question, told) for question in asked if len(asked) == 1]
        asides = asked if len(asked) > 1 else []
        # A summary of one thing would say less than its own card.
        alone_after_all = len(rest) == 1 and not asides
        found.append(letters.card(sight, rest[0]) if alone_after_all else summary.card(sight, rest, asides))
        crowded = True
    found += outcomes.cards(sight)
    found += news.sign_ins(sight)
    found += news.cards(sight, told, crowded=crowded)
    found.reverse()
    found.sort(key=lambda card: card.urgency == "critical")
    return tuple(_usable(card, capabilities) for card in {card.key: card for card in found}.values())


def _asking(sight: Sight, question: View, told: list[NoticeView]) -> Card:
    """A question's card; where its offer is due it tells that as well, and nothing else does."""
    reminder = news.reminder(told, question["offer"]) if question["kind"] == "accepted" else None
    if reminder is None:
        return questions.card(sight, question)
    told.remove(reminder)
    return news.reminding(sight, questions.card(sight, question, due=True), reminder)


def changes_at(document: View, now: datetime) -> datetime | None:
    """When the cards will be others though nothing is read or decided: an interview comes near, a countdown goes on."""
    sight = Sight(document, now, Settings(), frozenset(), ())
    found = outcomes.changes(sight)
    for draft in sight.drafts("waiting"):
        starts = [sight.when.moment(view["start"]) for view in sight.booked(draft)]
        found += [when for start in starts for when in (start - URGENT, start - CLOSE, start) if when > now]
    return min(found, default=None)


def _usable(card: Card, capabilities: frozenset[str]) -> Card:
    """Where the server has no buttons, the card says how to get on without."""
    if "actions" in capabilities or not card.buttons:
        return card
    return replace(card, buttons=(), reply="", body=f"{card.body}\nTo decide: agent review".strip())
