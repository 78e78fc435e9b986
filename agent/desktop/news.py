"""Cards that tell something once: what became of an offer, an interview that still stands, a sign-in that is missing. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from agent.desktop.card import Card
from agent.desktop.letters import REVIEW
from agent.desktop.sight import NoticeView, Sight, View, body, counted, listed, name, short, stamp
from agent.review import words

LASTS = timedelta(days=3)
"""For so long a notice is news; what it tells stands on the page for longer."""
FRESH = timedelta(days=3)
"""What happened longer before it was noticed is history: the first reading of a mailbox finds much of it."""
TOGETHER = timedelta(minutes=10)
"""Notices that arise within so long of one another come from one reading of the mail."""
SINGLY = 2

HOLDS: Mapping[str, tuple[str, ...]] = {
    "verbal": ("verbal",),
    "conditional": ("conditional",),
    "rescinded": ("rescinded",),
    "bounced": ("verbal", "written", "conditional"),
    "condition": ("verbal", "written", "conditional"),
    "rejected": ("conditional", "firm"),
    "beside": ("firm",),
    "unnamed": ("firm",),
    "unread": ("firm",),
    "archived": ("firm",),
    "deadline": ("written",),
    "call_again": ("verbal", "written", "declined", "rescinded", "expired"),
}
"""Kinds of notices about an offer, and the standings in which they are still true."""
# Short before the name: some servers cut a summary after less than thirty columns.
SUMMARIES = {
    "rescinded": "Offer taken back: {}",
    "bounced": "Acceptance came back: {}",
    "condition": "Not firm any more: {}",
    "rejected": "A rejection after the offer: {}",
    "verbal": "Offer by word of mouth: {}",
    "conditional": "Accepted, not firm yet: {}",
    "suspicious": "Looks forged: {}",
    "beside": "Leaves room for another job: {}",
    "unnamed": "The employer of your firm offer is not known",
    "unread": "Letter could not be read: {}",
    "soon": "Interview still stands: {}",
    "deadline": "Answer due: {}",
    "call_again": "A call to make: your offer fell through",
    "archived": "Your search is over: {}",
}


def of(sight: Sight, notices: Sequence[NoticeView]) -> list[NoticeView]:
    """Those that are news, in order of time."""
    return _nearest([one for one in sorted(notices, key=lambda one: (one["at"], one["key"])) if _is_news(sight, one)])


def reminder(news: Sequence[NoticeView], offer: str) -> NoticeView | None:
    """What reminds of the day by which that offer is to be answered."""
    return next((one for one in news if _kind(one) == "deadline" and one["about"] == offer), None)


def reminding(sight: Sight, asked: Card, due: NoticeView) -> Card:
    """The card that asks whether the offer was accepted, when its day comes near: one card for one matter."""
    about = sight.offers[due["about"]]
    return replace(
        asked,
        stamp=stamp(asked.stamp, due["key"]),
        summary=_summary(due, about),
        urgency="critical" if _is_urgent(sight, due) else asked.urgency,
        parts=(*asked.parts, _part(due)),
    )


def cards(sight: Sight, news: Sequence[NoticeView], *, crowded: bool) -> list[Card]:
    """Of notices that are news; `crowded`: much else waits, so that a heap of them waits too."""
    found: list[Card] = []
    for _, heap in groupby(_batched(sight, news), lambda pair: pair[0]):
        batch = [one for _, one in heap]
        alone = [one for one in batch if _is_urgent(sight, one)]
        rest = [one for one in batch if one not in alone]
        found += [_card(sight, one) for one in alone]
        if len(rest) <= SINGLY:
            found += [_card(sight, one) for one in rest]
        elif not crowded:
            found.append(_heap(sight, rest))
            crowded = True  # one after the other
    return found


def sign_ins(sight: Sight) -> list[Card]:
    """One card for all accounts that wait for the user."""
    waiting = [short(view["name"], 40) for view in sight.document["accounts"] if view["needs_login"]]
    if not waiting:
        return []
    commands = listed([f"agent login {name_}" for name_ in waiting])
    return [
        Card(
            key="login",
            stamp=stamp("login", *waiting),
            summary=f"Bowout waits for you to sign in to {listed(waiting)}",
            body=body(["Nothing of it is read or sent until then. In a terminal:", commands]),
            buttons=(REVIEW,),
            parts=tuple(stamp("login", one) for one in waiting),
        )
    ]


# ---------------------------------------------------------------- which ones


def _kind(notice: NoticeView) -> str:
    return str(notice["key"]).partition(":")[0]


def _is_news(sight: Sight, notice: NoticeView) -> bool:
    """It arose not long ago, and is still so."""
    if not timedelta(-1) <= sight.now - sight.when.moment(notice["at"]) <= LASTS:
        return False
    kind = _kind(notice)
    if kind == "login":  # told as long as it is so
        return False
    if kind == "soon":
        return notice["about"] in sight.interviews
    offer = sight.offers.get(notice["about"])
    if offer is None:
        return notice["about"] is None
    if kind == "suspicious":
        return bool(offer["suspicious"])
    if kind == "deadline" and _day(notice) != offer["deadline"]:
        return False  # they gave more time
    return not offer["suspicious"] and offer["standing"] in HOLDS.get(kind, (offer["standing"],))


def _is_urgent(sight: Sight, notice: NoticeView) -> bool:
    """It cannot wait: what is urgent, unless it happened long before it was noticed."""
    return bool(notice["urgent"]) and not _is_history(sight, notice)


def _is_history(sight: Sight, notice: NoticeView) -> bool:
    if _kind(notice) == "deadline":  # it tells what comes, however old the offer is
        return False
    offer = sight.offers.get(notice["about"])
    dates = [sight.when.moment(link["date"]) for link in offer["evidence"]] if offer else []
    return bool(dates) and sight.when.moment(notice["at"]) - max(dates) > FRESH


def _day(notice: NoticeView) -> str:
    """The day by which an answer is due, as a reminder's key has it before the hours."""
    return str(notice["key"]).rsplit(":", 2)[1]


def _nearest(notices: Sequence[NoticeView]) -> list[NoticeView]:
    """Of the reminders about one offer only the last."""
    last = {one["about"]: one["key"] for one in notices if _kind(one) == "deadline"}
    return [one for one in notices if _kind(one) != "deadline" or last[one["about"]] == one["key"]]


def _batched(sight: Sight, notices: Sequence[NoticeView]) -> list[tuple[datetime, NoticeView]]:
    """Each with the time of the first one that it arose together with."""
    found: list[tuple[datetime, NoticeView]] = []
    for one in notices:
        at = sight.when.moment(one["at"])
        first = found[-1][0] if found and at - found[-1][0] <= TOGETHER else at
        found.append((first, one))
    return found


# ---------------------------------------------------------------- what they say


def _part(notice: NoticeView) -> str:
    return stamp("notice", notice["key"])


def _card(sight: Sight, notice: NoticeView) -> Card:
    about: View | None = sight.offers.get(notice["about"]) or sight.interviews.get(notice["about"])
    return Card(
        key=f"notice:{_part(notice)}",
        stamp=stamp("notice", notice["key"], notice["text"]),
        summary=_summary(notice, about),
        body=body(_told(notice, about)),
        buttons=(REVIEW,),
        urgency="critical" if _is_urgent(sight, notice) else "normal",
        about=notice["about"],
        parts=(_part(notice),),
        again=False,
    )


def _summary(notice: NoticeView, about: View | None) -> str:
    said = SUMMARIES.get(_kind(notice))
    return said.format(name(about)) if said and about else "News about your job search"


def _told(notice: NoticeView, about: View | None) -> list[str]:
    """The notice; what it means for the interviews; of many reasons for a suspicion as many as have room."""
    kind = _kind(notice)
    if kind == "suspicious" and about and about["reasons"]:
        why = "; ".join(words.clean(reason) for reason in about["reasons"][:2])
        return [f"It comes from mail that cannot be trusted: {why}.", "It counts for nothing."]
    kept = ["Your interviews are best kept until then."] if kind == "conditional" else []
    return [words.clean(notice["text"]), *kept]


def _heap(sight: Sight, notices: Sequence[NoticeView]) -> Card:
    """Much at once: what it is about, and the page for the rest."""
    kinds = [(_kind(one), sight.offers.get(one["about"])) for one in notices]
    lines = [f"{SUMMARIES[kind].format(name(offer))}." for kind, offer in kinds if kind in SUMMARIES and offer]
    more = len(notices) - len(lines[:4])
    parts = tuple(_part(one) for one in notices)
    return Card(
        key="news",
        stamp=stamp("news", *sorted(parts)),
        summary=f"{counted(len(notices), 'thing')} to know about your offers",
        body=body([*lines[:4], f"And {more} more." if more > 0 else ""]),
        buttons=(REVIEW,),
        parts=parts,
        again=False,
    )
