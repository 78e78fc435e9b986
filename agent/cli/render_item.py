"""One item whole, the chain that led to it, and the journal, for people. Pure."""

from __future__ import annotations

from datetime import date

from agent.cli.look import Look, clean, clean_lines
from agent.cli.render import came_back, draft_state, firmness, kind_of, offer_note, standing_style, title, words
from agent.review.words import BESIDE, bookings, own_entries, own_words, reasons, to_cancel, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from agent.cli.look import Cell

    View = dict[str, Any]

LABEL = 11
"""Columns for the words in front of a letter's headers."""


def item(noun: str, view: View, look: Look) -> str:
    """An offer, interview, draft or question, whole."""
    shown = {"offer": offer, "interview": interview, "draft": draft, "question": question}[noun](view, look)
    return "\n".join(shown).rstrip()


# ---------------------------------------------------------------- drafts


def draft(view: View, look: Look) -> list[str]:
    """The letter as it would leave, why each address, what happens to the calendar, and what to type."""
    return [*sheet(view, look), "", *_next(view, look)]


def sheet(view: View, look: Look) -> list[str]:
    """Likewise, without what to type."""
    kind = kind_of(view)
    lines = [look.heading(look.joined(kind.capitalize(), title(view, look)), draft_state(view, look))]
    if view["urgent"]:
        lines.append(look.paint("urgent", "urgent"))
    lines += [look.rule(), *letter(view, look), look.rule()]
    own = own_entries(view)
    for step in view["calendar"]:
        lines += _step(step, look)
        lines += look.wrapped(own.get((step["uid"], step["recurrence_id"]), ""), LABEL + 2, "dim")
    for one in bookings(view):
        lines += _field("booking", to_cancel(one), look)
        lines += look.wrapped(clean(one["because"]), LABEL + 2, "dim")
    for reason in reasons(view):
        lines += _field("because", reason, look)
    if view["outcome"]:
        lines += _field("outcome", clean(view["outcome"]), look)
    return lines


def letter(view: View, look: Look) -> list[str]:
    """Headers with where each address comes from, and the body, as one reads a letter."""
    because = {one["address"]: one for one in view["recipients"]}
    lines = []
    if view["kind"] != "call_sheet":
        sender = clean(view.get("from") or "")
        lines += _field("From", look.joined(sender, f"account {clean(view['account'])}"), look)
        for name, key in (("To", "to"), ("Cc", "cc")):
            for address in view[key]:
                one = because.get(address, {})
                lines += _field(name, clean(address), look)
                lines += look.wrapped(clean(one.get("because") or ""), LABEL + 2, "dim")
                if one.get("warning"):
                    lines += look.wrapped(f"{look.sign('warn')} {clean(one['warning'])}", LABEL + 2, "warn")
        lines += _field("Subject", clean(view["subject"]), look)
        lines.append("")
    for line in clean_lines(view["body"] or ""):
        lines += look.wrapped(line, 2) or [""]
    return lines


def _field(name: str, text: str, look: Look) -> list[str]:
    first, *more = look.wrapped(text, LABEL) or [""]
    return [f"{look.paint(f'{name:<{LABEL}}', 'dim')}{first.lstrip()}", *more]


def _step(step: View, look: Look) -> list[str]:
    if step["action"] == "none":
        return []
    what = look.quoted(step.get("summary") or step["uid"])
    when = look.at(step["start"]) if step.get("start") else None
    result = step["result"] and ("done" if step["result"] == "done" else f"not done: {clean(step['result'])}")
    comment = step.get("comment") and look.quoted(step["comment"])
    said = look.joined(
        f"{step['action']} {what}", when, clean(step["account"]), comment and f"saying {comment}", result
    )
    return _field("calendar", said, look)


def _otherwise(view: View) -> list[tuple[str, str]]:
    """What a letter may be changed to, and how it is left."""
    others = [kind for kind in view.get("kinds", ()) if kind != view["kind"]]
    found = [("redraft", f"in its place: {', '.join(others)}")] if others else []
    if view["kind"] in BESIDE:
        return [*found, ("keep", "send no such letter")]
    return [*found, ("keep", "keep the interview")] if view["interviews"] else found


def _next(view: View, look: Look) -> list[str]:
    """What can be typed next."""
    id_, status = view["id"], view["status"]
    failed_half = any(step["result"] not in (None, "done") and step["action"] != "none" for step in view["calendar"])
    if status in ("waiting", "snoozed", "kept", "failed"):
        first = "done" if view["kind"] == "call_sheet" else "approve"
        says = "you called: answers the calendar" if first == "done" else "send it; asks once more"
        choices = [(first, says), ("edit", "change it"), *_otherwise(view), ("snooze", "ask again later")]
        if came_back(view):
            choices = [("edit", "write to somebody else there"), *(c for c in _otherwise(view) if c[0] == "keep")]
    elif status == "approved":
        choices = [("undo", "take it back")]
    elif failed_half and status in ("sent", "answered"):
        choices = [("retry", "answer the calendar again")]
    else:
        choices = []
    own = status in ("waiting", "snoozed", "kept", "failed") and own_entries(view)
    kept: list[list[Cell]] = [[(f"agent keep {id_} --entry WORDS", "command"), "leave that entry of yours alone"]]
    rest = {"snooze": " --for 2d", "redraft": " --kind KIND"} | ({"edit": " --to ADDRESS"} if came_back(view) else {})
    rows: list[list[Cell]] = [[(f"agent {verb} {id_}{rest.get(verb, '')}", "command"), says] for verb, says in choices]
    rows += kept if own else []
    rows += [[(command, "command"), says] for command, says in words_again(view)]
    return look.rows([*rows, [(f"agent why {id_}", "command"), "what led to it"]], indent=0, keep=(0,))


def words_again(view: View) -> list[tuple[str, str]]:
    """What to type for the user's own words that are set aside, and what it does."""
    if view["status"] not in ("waiting", "snoozed", "kept", "failed") or came_back(view):
        return []
    return [(f"agent redraft {view['id']} --kind {kind}", "your own words again") for kind in own_words(view)]


# ---------------------------------------------------------------- offers, interviews, questions


def offer(view: View, look: Look) -> list[str]:
    """How firm an offer is, and the words that say so."""
    lines = [look.heading(title(view, look), view["id"]), look.rule()]
    standing = f"{firmness(view, look)} {view['standing']}"
    lines.append(look.joined(look.paint(standing, standing_style(view)), offer_note(view, look)))
    for name, key in (("answer by", "deadline"), ("first day", "start_date")):
        if view[key]:
            lines += _field(name, f"{look.day(date.fromisoformat(view[key]))}", look)
    for one in view["contingencies"]:
        lines += _field("condition", f"{words(one['kind'])}: {'still open' if one['open'] else 'met'}", look)
    lines += _contacts(view, look)
    lines.append("")
    for one in view["evidence"]:
        lines.append(look.joined(look.day(look.moment(one["date"])), words(one["label"])))
        lines += look.wrapped(look.quoted(one["quote"]), 2, "quote")
        lines += look.wrapped(_beside(one), 2, "dim")
    rows: list[list[Cell]] = [
        [(f"agent offer VERB {view['id']}", "command"), "what you decided: accept, decline,"],
        ["", "doubt, dismiss, firm or reset"],
        [(f"agent why {view['id']}", "command"), "what led to it"],
    ]
    return [*lines, "", *look.rows(rows, indent=0, keep=(0,))]


def _beside(evidence: View) -> str:
    """Why words that speak of an offer do not count, or what the user said of a message like it; "" for all others."""
    says = clean(evidence.get("says") or "")
    if not evidence.get("counts", True):
        return f"does not count: {says}" if says.startswith("you said") else "does not count"
    return says if says.startswith("you said") else ""


def interview(view: View, look: Look) -> list[str]:
    """When and with whom, where it stands in calendars, and what becomes of it."""
    lines = [look.heading(title(view, look), view["id"]), look.rule()]
    end = f"{look.sign('dash')}{look.moment(view['end']):%H:%M}" if view["end"] else ""
    there = view["start"][11:16]
    zone = f"{there} in {clean(view['zone'])}" if view.get("zone") else None
    other = zone if there != f"{look.moment(view['start']):%H:%M}" else None
    lines += _field("when", look.joined(f"{look.at(view['start'])}{end}", other), look)
    lines += _contacts(view, look)
    for event in view["events"]:
        place = look.joined(clean(event["account"]), clean(event["calendar"]))
        says = f"you: {event['response']}" if event["response"] else None
        floating = "the entry names no time zone; taken in yours" if event.get("floating") else None
        lines += _field("calendar", look.joined(place, says, floating), look)
    if view["draft"]:
        lines += _field("letter", look.command("show", view["draft"]), look)
    lines.append("")
    return [*lines, f"{look.command('why', view['id'])}  what led to it"]


def _contacts(view: View, look: Look) -> list[str]:
    lines: list[str] = []
    for one in view.get("contacts") or ():
        part = words(one["part"]) if one.get("part") else None
        parts = [clean(one.get(key) or "") or None for key in ("name", "address", "phone")]
        lines += _field("contact", look.joined(*parts, part), look)
    return lines


def question(view: View, look: Look) -> list[str]:
    """The question, and what to type for each answer."""
    rows: list[list[Cell]] = [
        [(f"agent answer {view['id']} {answer}", "command"), words(answer)] for answer in view["answers"]
    ]
    return [*look.wrapped(clean(view["text"])), "", *look.rows(rows, keep=(0,))]


# ---------------------------------------------------------------- why, journal


def why(chain: View, name: str, look: Look) -> str:
    """The steps that led to an item: what each says, the words, the message and where to open it."""
    lines = [look.heading(f"Why {name}", chain["id"]), look.rule()]
    for step in chain["chain"]:
        when = look.day(look.moment(step["date"])) if step["date"] else ""
        rule = "" if step["rule"] in (None, "policy") else words(step["rule"])
        first, *more = look.wrapped(clean(step["says"]), 2) or [""]
        lines += [f"{look.paint(look.sign('stop'), 'soft')} {first.lstrip()}", *more]
        if step["quote"]:
            lines += look.wrapped(look.quoted(step["quote"]), 4, "quote")
        if source := look.joined(when, rule, clean(step["message_id"] or "")):
            lines += look.wrapped(source, 4, "dim")
        if step["file"]:
            lines.append("    " + look.paint(clean(step["file"]), "dim"))
    if not chain["chain"]:
        lines.append(look.paint("Nothing is recorded about it.", "dim"))
    return "\n".join(lines)


def journal(entries: Sequence[View], look: Look) -> str:
    """Every decision and delivery, by day."""
    lines: list[str] = []
    day = None
    for entry in entries:
        when = look.moment(entry["at"])
        if when.date() != day:
            day = when.date()
            lines += ["", look.paint(look.day(day), "title")]
        what = f"{words(entry['what'].replace('.', ' '))}"
        detail = told(entry["detail"])
        lines.append(
            f"  {when:%H:%M}  {look.joined(what, detail)}  {look.paint(clean(entry['about']), 'dim')}".rstrip()
        )
    return "\n".join(lines).strip("\n") or "Nothing was decided or delivered yet."
