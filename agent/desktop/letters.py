"""Cards about letters that wait for a yes: one each, with Send where the person sees, or saw, all of it. Pure."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import takewhile
from math import ceil

from agent.desktop.card import Button, Card
from agent.desktop.sight import CLOSE, LINE, Sight, View, body, called, listed, name, short, stamp, wide
from agent.review import words

REVIEW = Button("review", "Review")
SEND = Button("send", "Send")
KEEP = Button("keep", "Keep interview")
LATER = Button("later", "Later")
CALLED = Button("called", "I called")

ROWS, COLUMNS = 6, 55
"""The room for a whole letter. GNOME opens a notification to six lines of about sixty columns and ends the rest with an
ellipsis, and says nothing of that in its capabilities; what fits there fits everywhere. Five columns less, as lines break
between words."""
NAMED = 3
"""Addresses that the card of a longer letter names."""

ASKS = {
    "withdrawal": "Withdraw from {}?",
    "offer_decline": "Decline the offer of {}?",
    "more_time": "Ask {} for more time?",
    "expedite": "Ask {} to move forward?",
    "disclose": "Tell {} about your offer?",
    "reopen": "Go on with {} after all?",
    "nudge": "Answer {}?",
    "call_sheet": "Call {}",
}
LEAVING = ("withdrawal", "offer_decline", "call_sheet", "disclose")
"""Letters that are written because another offer is firm."""
REPLY = "Make it shorter, or warmer"


def card(sight: Sight, draft: View) -> Card:
    """One letter that waits."""
    urgent, call = sight.urgent(draft), draft["kind"] == "call_sheet"
    whole = None if call else _whole(sight, draft)
    text = _call(sight, draft) if call else whole or body([*_head(sight, draft), *_tail(sight, draft)])
    buttons = _buttons(sight, draft, whole is not None)
    asks = ASKS.get(draft["kind"], "A letter waits: {}").format(name(draft))
    return Card(
        key=f"draft:{draft['id']}",
        stamp=stamp("draft", draft["id"], draft["digest"], text, urgent, *(button.key for button in buttons)),
        summary=f"Urgent: {asks}" if urgent else asks,
        body=text,
        buttons=buttons,
        urgency="critical" if urgent else "normal",
        about=draft["id"],
        digest=draft["digest"] if SEND in buttons or CALLED in buttons else None,
        reply=REPLY if "inline-reply" in sight.capabilities and not call and draft["status"] == "waiting" else "",
        parts=(part(sight, draft),),
    )


def part(sight: Sight, draft: View) -> str:
    """What is told of it: the person's own words are no news to them, however often they change them."""
    words_ = "own" if draft.get("edited") else draft["digest"]
    return stamp("letter", draft["id"], words_, sight.urgent(draft), *words.remarks(draft))


def warned(draft: View) -> list[str]:
    """What a careful person looks at first, address by address."""
    return [
        f"{short(one['address'], 60)}: {words.clean(one['warning'])}" for one in draft["recipients"] if one["warning"]
    ]


def may_send(sight: Sight, draft: View, *, whole: bool) -> bool:
    """A yes can be given on the card itself: only to what the person sees there, or saw before."""
    plain = draft["status"] == "waiting" and draft["kind"] != "call_sheet" and bool(draft["to"])
    if not plain or warned(draft) or words.remarks(draft):
        return False
    if (draft["id"], draft["digest"]) in sight.displayed:
        return True
    # Whoever sends without reading still sees every address: some of them may come from a mail.
    named = whole or (sight.settings.card_send == "always" and _addressed(draft) is not None)
    return named and not unseen(sight)


def _buttons(sight: Sight, draft: View, whole: bool) -> tuple[Button, ...]:
    if draft["kind"] == "call_sheet":
        return (REVIEW, CALLED, LATER)
    keep = (KEEP,) if draft["interviews"] and draft["kind"] not in words.BESIDE else ()
    if may_send(sight, draft, whole=whole):
        return (REVIEW, SEND, *(keep or (LATER,)))
    return (REVIEW, LATER, *keep)


# ---------------------------------------------------------------- what it says


def _whole(sight: Sight, draft: View) -> str | None:
    """Everything that a yes would send, if there is room for all of it: addresses, subject, words, calendar."""
    if "body" not in sight.capabilities or sight.urgent(draft) or warned(draft) or words.remarks(draft):
        return None
    lines = [f"To {listed(_people(draft, 'to'))}"]
    lines += [f"Cc {listed(_people(draft, 'cc'))}"] if draft["cc"] else []
    lines += [f"“{words.clean(draft['subject'])}”", words.clean(draft["body"]), *_answers(sight, draft)]
    lines += [f"{words.to_cancel(one)}." for one in words.bookings(draft)]
    rows = sum(ceil(wide(line) / COLUMNS) for line in lines)
    return "\n".join(lines) if rows <= ROWS else None


def _head(sight: Sight, draft: View) -> list[str]:
    """When the interview is, and what to do where it is close."""
    booked = sight.booked(draft)
    lines = [f"{'Interviews' if len(booked) > 1 else 'Interview'}: {listed(_starts(sight, booked))}."] if booked else []
    phones = _phones(booked)
    nearest = sight.nearest(draft)
    if phones and nearest is not None and nearest <= CLOSE:
        lines.append(f"It is so close that a call is surer: {listed(phones)}.")
    elif phones and sight.urgent(draft):
        lines.append(f"Phone: {listed(phones)}.")
    return lines


def _tail(sight: Sight, draft: View) -> list[str]:
    """To whom the letter goes, why, and what to look at."""
    lines = [*(f"Look first: {line.rstrip('.')}." for line in warned(draft)), *words.remarks(draft)]
    first, rest = _people(draft, "to")[:1], len(draft["to"]) + len(draft["cc"]) - 1
    lines.append(_addressed(draft) or f"A letter to {listed(first)} and {rest} more waits for your yes.")
    lines += [*_answers(sight, draft, apart=words.own_entries(draft))[:2], *_goes_too(draft)]
    firm = sight.firm
    if firm is not None and draft["kind"] in LEAVING:
        lines.append(f"Your offer from {name(firm)} is firm.")
    if unseen(sight):
        lines.append("Its letter could not be read, so its conditions are unseen.")
    return lines


def _addressed(draft: View) -> str | None:
    """A sentence with everybody who gets it, if there is room for all."""
    text = f"A letter to {listed([*_people(draft, 'to'), *_people(draft, 'cc')])} waits for your yes."
    return text if len(draft["to"]) + len(draft["cc"]) <= NAMED and len(text) <= LINE else None


def unseen(sight: Sight) -> bool:
    """The letter of the firm offer could not be read: somebody has to look at its conditions first."""
    return sight.firm is not None and not sight.firm["letter_read"]


def _call(sight: Sight, draft: View) -> str:
    """Whom to ring and when the interview is; what to say is on the page."""
    booked = sight.booked(draft)
    told = _told(draft)
    lines = told or [f"Phone: {listed(phones)}." for phones in [_phones(booked)] if phones]
    lines += [f"Interview: {listed(_starts(sight, booked))}."] if booked else []
    return body([*lines, *_goes_too(draft), *words.remarks(draft), "What to say stands on the review page."])


def _told(draft: View) -> list[str]:
    """The lines of a call sheet that name a number, a person or a page: those before the role, in any language."""
    facts = draft["body"].partition("\n\n")[2].partition("\n\n")[0].splitlines()[:4]
    return [short(line, LINE) for line in takewhile(lambda line: not draft["role"] or draft["role"] not in line, facts)]


def _people(draft: View, line: str) -> list[str]:
    known = {one["address"]: called(one.get("name") or "", 60) for one in draft["recipients"]}
    return [
        f"{known[address]} <{words.clean(address)}>" if known.get(address) else words.clean(address)
        for address in draft[line]
    ]


def _goes_too(draft: View) -> list[str]:
    """What becomes of the user's own entries around the interview, and what the user has to do about bookings."""
    own, booked = words.own_entries(draft), words.bookings(draft)
    gone = {(s["uid"], s["recurrence_id"]): s for s in draft["calendar"] if s["action"] == "delete"}
    names = [short(step.get("summary") or uid, 60) for (uid, at), step in gone.items() if (uid, at) in own]
    lines = [f"Deletes your own calendar entry “{names[0]}”."] if len(names) == 1 else []
    lines += [f"Deletes {len(names)} of your own calendar entries: “{names[0]}” …"] if len(names) > 1 else []
    lines += [f"{words.to_cancel(booked[0], with_link=False)}."] if len(booked) == 1 else []
    return [*lines, f"{len(booked)} bookings are yours to cancel."] if len(booked) > 1 else lines


def _answers(sight: Sight, draft: View, apart: Container[tuple[str, str | None]] = ()) -> list[str]:
    """What happens in the calendars, an entry that stands in several of them once; not those that are told `apart`."""
    found: dict[tuple[str, str], str] = {}
    for step in draft["calendar"]:
        if step["action"] != "none" and (step["uid"], step["recurrence_id"]) not in apart:
            at = f" ({sight.when.at(step['start'])})" if step.get("start") else ""
            said = f", saying “{words.clean(step['comment'])}”" if step.get("comment") else ""
            does = words.ACTIONS.get(step["action"], words.spoken(step["action"]))
            text = f"Calendar: {does.lower()} “{words.clean(step.get('summary') or step['uid'])}”{at}{said}"
            stop = "" if text.endswith((".”", "!”", "?”")) else "."
            found.setdefault((step["action"], f"{step['uid']} {step['recurrence_id']}"), text + stop)
    return list(found.values())


def _starts(sight: Sight, booked: Sequence[View]) -> list[str]:
    return [sight.when.at(view["start"]) for view in booked[:3]]


def _phones(booked: Sequence[View]) -> list[str]:
    """Numbers of the people of an interview, with whose they are."""
    found: dict[str, str] = {}
    for contact in (contact for view in booked for contact in view["contacts"] if contact.get("phone")):
        number, whose = short(contact["phone"], 40), called(contact.get("name") or "", 40)
        found.setdefault(number, f"{number} ({whose})" if whose else number)
    return list(found.values())[:2]
