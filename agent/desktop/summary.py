"""The one card for much that waits: a firm offer and what it puts in question, or so many letters. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from agent.desktop import letters, questions
from agent.desktop.card import Card
from agent.desktop.letters import LATER, REVIEW
from agent.desktop.sight import Sight, View, body, counted, listed, name, stamp

LINES = 3
"""Interviews that are named."""


def card(sight: Sight, drafts: Sequence[View], asked: Sequence[View]) -> Card:
    """All of these letters and questions. Its first line is ours with names; the body names the interviews."""
    urgent = any(sight.urgent(draft) for draft in drafts)
    said, text = _says(sight, drafts, asked), _body(sight, drafts, asked)
    parts = (*(letters.part(sight, draft) for draft in drafts), *(questions.part(question) for question in asked))
    return Card(
        key="summary",
        stamp=stamp("summary", said, text, urgent, *sorted(parts)),
        summary=f"Urgent: {said}" if urgent else said,
        body=text,
        buttons=(REVIEW, LATER),
        urgency="critical" if urgent else "normal",
        parts=parts,
    )


def _leaves(sight: Sight, drafts: Sequence[View]) -> bool:
    """They are written because an offer is firm."""
    return sight.firm is not None and any(draft["kind"] in letters.LEAVING for draft in drafts)


def _says(sight: Sight, drafts: Sequence[View], asked: Sequence[View]) -> str:
    if sight.firm is not None and _leaves(sight, drafts):
        return f"Firm offer: {name(sight.firm)}"
    return f"{_counted(drafts, asked)} for you"


def _counted(drafts: Sequence[View], asked: Sequence[View]) -> str:
    calls = sum(draft["kind"] == "call_sheet" for draft in drafts)
    kinds = ((len(drafts) - calls, "letter"), (calls, "phone call"), (len(asked), "question"))
    parts = [counted(count, what) for count, what in kinds if count]
    alone = len(drafts) + len(asked) == 1
    return f"{listed(parts)} {'waits' if alone else 'wait'}"


def _body(sight: Sight, drafts: Sequence[View], asked: Sequence[View]) -> str:
    once = {view["id"]: (view["start"], view) for draft in drafts for view in sight.booked(draft)}
    booked = sorted(once.values(), key=lambda pair: sight.when.moment(pair[0]))
    lines = []
    if booked:
        named = [f"{sight.when.at(start)} {name(view)}" for start, view in booked[:LINES]]
        more = f" and {len(booked) - LINES} more" if len(booked) > LINES else ""
        lines.append(f"{counted(len(booked), 'interview')} elsewhere: {'; '.join(named)}{more}.")
    elif drafts:
        named = list(dict.fromkeys(name(draft) for draft in drafts))
        more = f" and {len(named) - LINES} more" if len(named) > LINES else ""
        lines.append(f"{', '.join(named[:LINES])}{more}.")
    if _leaves(sight, drafts):
        if letters.unseen(sight):
            lines.append("Its letter could not be read, so its conditions are unseen.")
        lines.append(f"{_counted(drafts, asked)} for your yes; nothing is sent before.")
    return body(lines)
