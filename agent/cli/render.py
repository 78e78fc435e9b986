"""The status and the lists for people: views in the interface's JSON form to lines of text. Pure."""

from __future__ import annotations

from datetime import date

from agent.cli.look import Look, clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from agent.cli.look import Cell

    View = dict[str, Any]

FIRMNESS = {"firm": 4, "conditional": 3, "written": 2, "verbal": 1}
"""How many of four signs are full."""
OVER = ("declined", "expired", "dismissed")
"""Standings of offers that are not listed for people unless asked for."""
OPEN = ("waiting", "failed", "unsure", "approved", "sending", "snoozed")
"""Statuses of drafts that are listed for people unless all are asked for."""
WANTS = ("waiting", "failed", "unsure")
"""Statuses of drafts that wait for the person."""

NARROW = 84
"""Below this width the timeline takes two lines an entry."""

KINDS = {
    "withdrawal": "withdrawal",
    "offer_decline": "decline of the offer",
    "more_time": "request for more time",
    "expedite": "request to move forward",
    "disclose": "note about your other offer",
    "reopen": "request to reopen",
    "nudge": "answer to their reply",
    "call_sheet": "phone call",
}
"""What a letter is, by its kind."""


def kind_of(view: View) -> str:
    """What a letter is; one after a note about another offer asks for nothing to be reopened."""
    if view["kind"] == "reopen" and view.get("after") == "disclose":
        return "note that you are free again"
    return KINDS.get(view["kind"], words(view["kind"]))


def status(document: View, look: Look) -> str:
    """The whole status: today, offers, what lies ahead, what waits for an answer, the accounts."""
    now = look.now
    lines = [look.heading("Bowout", f"{look.day(now)}, {now:%H:%M}"), ""]
    if document.get("archive"):
        from agent.cli import over

        lines += _section(look, "Your search is over", over.lines(document["archive"], look))
    lines += _section(look, "Offers", offers(document["offers"], look))
    lines += _section(look, "Ahead", ahead(document, look))
    lines += _section(look, "Waiting for you", waiting(document, look))
    lines += _section(look, "Under way", under_way(document["drafts"], look))
    lines += _section(look, "Accounts", accounts(document["accounts"], look))
    return "\n".join(lines).rstrip()


def _section(look: Look, title: str, lines: Sequence[str]) -> list[str]:
    return [look.paint(title, "title"), *lines, ""] if lines else []


def title(view: View, look: Look) -> str:
    """Employer and role."""
    return look.joined(clean(view.get("employer") or "unknown employer"), clean(view.get("role") or ""))


# ---------------------------------------------------------------- offers


def offers(views: Sequence[View], look: Look, *, every: bool = False) -> list[str]:
    """The firmest first: how firm, of whom, its id; below what is open or due."""
    shown = sorted((view for view in views if every or view["standing"] not in OVER), key=_rank)
    heads = look.rows([_offer(view, look) for view in shown], keep=(0, 1, 3))
    lines: list[str] = []
    for view, head in zip(shown, heads, strict=True):
        style = "warn" if view["suspicious"] or view["doubted"] else "dim"
        lines += [head, *look.wrapped(offer_note(view, look), 8, style)]
    return [*lines, *_left_out(len(views) - len(shown), "offers", look)] or [look.paint("  None so far.", "dim")]


def _rank(view: View) -> int:
    return 1 if view["suspicious"] else -FIRMNESS.get(view["standing"], 0)


def _offer(view: View, look: Look) -> list[Cell]:
    style = standing_style(view)
    standing = "suspicious" if view["suspicious"] else view["standing"]
    name = (title(view, look), "title" if view["firm"] else "")
    return [(firmness(view, look), style), (standing, style), name, (view["id"], "dim")]


def _left_out(count: int, command: str, look: Look) -> list[str]:
    if not count:
        return []
    return [look.paint(f"  and {count} that {'is' if count == 1 else 'are'} over: agent {command} --all", "dim")]


def firmness(view: View, look: Look) -> str:
    """How firm an offer is, in four signs."""
    full = 0 if view["suspicious"] else FIRMNESS.get(view["standing"], 0)
    return look.sign("full") * full + look.sign("empty") * (4 - full)


def standing_style(view: View) -> str:
    """The colour of an offer's standing."""
    if view["suspicious"]:
        return "bad"
    return {"firm": "good", "conditional": "warn", "written": "soft", "rescinded": "bad"}.get(view["standing"], "dim")


def offer_note(view: View, look: Look) -> str:
    """What one has to know of an offer beside its standing, the most important first."""
    if view["suspicious"]:
        return "looks forged: counts for nothing"
    if view["standing"] in (*OVER, "rescinded"):
        return ""
    open_ = [words(one["kind"]) for one in view["contingencies"] if one["open"]]
    open_ += ["the offer in writing"] if view["standing"] == "conditional" and not view["written"] else []
    deadline = date.fromisoformat(view["deadline"]) if view["deadline"] and not view["accepted"] else None
    start = date.fromisoformat(view["start_date"]) if view["start_date"] and view["accepted"] else None
    return look.joined(
        "you are not sure" if view["doubted"] else None,
        f"open: {', '.join(open_)}" if open_ else None,
        "its letter could not be read" if not view["letter_read"] else None,
        f"answer by {look.day(deadline)} ({look.within(deadline)})" if deadline else None,
        f"{'began' if start < look.now.date() else 'starts'} {look.day(start)}" if start else None,
        "beside another job" if not view["exclusive"] else None,
    )


def words(name: str) -> str:
    """A settled name as words: "background_check" is a background check."""
    return name.replace("_", " ")


# ---------------------------------------------------------------- what lies ahead


def ahead(document: View, look: Look) -> list[str]:
    """The timeline: interviews, days by which an offer is to be answered, first days."""
    drafts = {view["id"]: view for view in document["drafts"]}
    entries: list[tuple[str, list[Cell]]] = []
    for view in document["interviews"]:
        when = look.moment(view["start"])
        row = [*_stop(look, "stop", when.date()), _hours(view, look), (title(view, look), "title")]
        entries.append((when.isoformat(), [*row, _fate(drafts.get(view["draft"]), look), (view["id"], "dim")]))
    for view in document["offers"]:
        if view["suspicious"] or view["standing"] in (*OVER, "rescinded"):
            continue
        for key, sign, text in (("deadline", "due", "answer is due"), ("start_date", "first", "first day")):
            wanted = view[key] and view["accepted"] == (key == "start_date")
            if wanted and (day := date.fromisoformat(view[key])) >= look.now.date():
                row = [*_stop(look, sign, day), "", (title(view, look), ""), (text, "soft"), (view["id"], "dim")]
                entries.append((day.isoformat(), row))
    rows = [row for _, row in sorted(entries, key=lambda entry: entry[0])]
    if look.width >= NARROW:
        return look.rows(rows, keep=(0, 1, 2, 5), give=3)
    # On a narrow terminal what becomes of it, and the id, have a line of their own.
    lines: list[str] = []
    below = look.rows([row[4:] for row in rows], indent=5, keep=(1,))
    for above, line in zip(look.rows([row[:4] for row in rows], keep=(0, 1, 2)), below, strict=True):
        lines += [above, line]
    return lines


def _stop(look: Look, sign: str, day: date) -> list[Cell]:
    """A sign on the timeline and its day."""
    style = "urgent" if (day - look.now.date()).days <= 0 else "soft"
    near = look.within(day) if 0 <= (day - look.now.date()).days <= 1 else ""
    return [(look.sign(sign), style), (look.joined(look.day(day), near), "")]


def _hours(view: View, look: Look) -> str:
    """From when until when, in the user's zone."""
    start = look.moment(view["start"])
    if not view["end"]:
        return f"{start:%H:%M}"
    end = look.moment(view["end"])
    return f"{start:%H:%M}{look.sign('dash')}{end:%H:%M}"


_KEEPS = {
    "disclose": "told of your offer",
    "expedite": "asked to move forward",
    "reopen": "asked for again",
    "nudge": "answered",
}
"""What a letter that was sent has to do with an interview which it does not give up."""


def _fate(draft: View | None, look: Look) -> Cell:
    """What becomes of an interview."""
    if draft is None:
        return ""
    if draft["status"] in ("sent", "answered") and draft["kind"] in _KEEPS:
        told = draft["kind"] == "reopen" and draft.get("after") == "disclose"
        return ("told that you are free again" if told else _KEEPS[draft["kind"]], "soft")
    fates: dict[str, Cell] = {
        "waiting": ("letter waits for you", "warn"),
        "kept": ("kept", "good"),
        "sending": ("letter leaves now", "soft"),
        "sent": ("withdrawn, calendar not answered yet", "warn"),
        "failed": ("letter was not sent", "bad"),
        "unsure": ("was the letter sent?", "bad"),
    }
    if draft["status"] == "snoozed":
        until = draft.get("snoozed_until")
        return (f"asks again {look.day(look.moment(until))}" if until else "asks again later", "dim")
    if draft["status"] == "approved":
        return (f"letter leaves {look.moment(draft['send_at']):%H:%M}" if draft["send_at"] else "letter leaves", "soft")
    return fates.get(draft["status"], "")


# ---------------------------------------------------------------- what waits


def waiting(document: View, look: Look) -> list[str]:
    """What only the person can go on with, each with what to type."""
    lines: list[str] = []
    for view in document["drafts"]:
        if view["status"] in WANTS:
            lines += [*_wanting(view, look)]
    for view in document["questions"]:
        lines += _question(view, look)
    ready = [view for view in document["drafts"] if view["status"] == "waiting" and view["kind"] != "call_sheet"]
    if len(ready) > 1:
        lines.append(f"  {look.command('approve')}  goes through all {len(ready)} letters, one look each")
    return lines


def _wanting(view: View, look: Look) -> list[str]:
    """A draft that waits: what it is, to whom, and what to type."""
    sign = look.sign("phone" if view["kind"] == "call_sheet" else "letter")
    head = f"  {sign} {look.joined(kind_of(view), title(view, look))}"
    if view["urgent"]:
        head += "  " + look.paint("urgent", "urgent")
    lines = [head]
    # What an unsure one is waiting for is asked by its question; one that came back needs another address first.
    to_type = {"waiting": "approve", "failed": "edit" if came_back(view) else "approve", "unsure": "show"}[
        view["status"]
    ]
    if view["kind"] == "call_sheet":
        to_type = "show"
    if view["status"] != "waiting":
        reason = clean(view["outcome"] or "it is not known whether it was sent")
        lines += look.wrapped(reason, 4, "bad")
    detail = look.joined(addressed(view), steps(view), to_cancel(view))
    lines += look.wrapped(detail, 4, "dim") if detail else []
    return [*lines, f"    {look.command(to_type, view['id'])}"]


def came_back(view: View) -> bool:
    """It left, and was returned as undeliverable."""
    return view["status"] == "failed" and view["sent_at"] is not None


def addressed(view: View) -> str:
    """To whom a letter goes."""
    to = ", ".join(clean(one) for one in view["to"])
    cc = ", ".join(clean(one) for one in view["cc"])
    return (f"to {to}" if to else "") + (f", cc {cc}" if cc else "")


def steps(view: View) -> str:
    """What a letter does to the calendar."""
    verbs = {"decline": "declines", "cancel": "cancels", "delete": "deletes"}
    counts: dict[str, int] = {}
    for step in view["calendar"]:
        if step["action"] in verbs:
            counts[step["action"]] = counts.get(step["action"], 0) + 1
    entry = {1: "calendar entry"}
    return ", ".join(f"{verbs[verb]} {count} {entry.get(count, 'calendar entries')}" for verb, count in counts.items())


def to_cancel(view: View) -> str:
    """What the user has booked for the interviews and cancels himself."""
    count = sum(hold["kind"] == "booking" or bool(hold.get("stands")) for hold in view.get("holds") or ())
    return f"{count} booking{'s' if count > 1 else ''} to cancel yourself" if count else ""


def _question(view: View, look: Look) -> list[str]:
    first, *more = look.wrapped(clean(view["text"]), 4)
    mark = look.paint(look.sign("ask"), "warn")
    command = look.command("answer", view["id"], "ANSWER")
    return [f"  {mark} {first.lstrip()}", *more, f"    {command}  {either(view['answers'])}"]


def either(words: Sequence[str]) -> str:
    """One of these; not as a shell would take for commands in a row."""
    *all_but, last = words
    return f"{', '.join(all_but)} or {last}" if all_but else last


def under_way(views: Sequence[View], look: Look) -> list[str]:
    """Letters that were approved and have not left yet."""
    lines = []
    for view in views:
        if view["status"] in ("approved", "sending"):
            leaves = (
                f"leaves {look.at(view['send_at'])}"
                if view["status"] == "approved" and view["send_at"]
                else "leaves now"
            )
            head = look.joined(kind_of(view), title(view, look), leaves)
            lines.append(f"  {look.sign('later')} {head}")
            if view["outcome"]:
                lines += look.wrapped(clean(view["outcome"]), 4, "warn")
            if view["status"] == "approved":
                lines.append(f"    {look.command('undo', view['id'])} takes it back")
    return lines


# ---------------------------------------------------------------- lists


def interviews(document: View, look: Look) -> list[str]:
    """One line an upcoming interview."""
    lines = ahead({**document, "offers": []}, look)
    return lines or [look.paint("  None are ahead.", "dim")]


def drafts(views: Sequence[View], look: Look, *, every: bool = False) -> list[str]:
    """One line a letter."""
    shown = [view for view in views if every or view["status"] in OPEN or view["status"] == "kept"]
    rows: list[list[Cell]] = [
        [
            (draft_state(view, look), "warn" if view["status"] in WANTS else "dim"),
            kind_of(view),
            (title(view, look), "title"),
            ("urgent" if view["urgent"] and view["status"] in WANTS else "", "urgent"),
            (view["id"], "dim"),
        ]
        for view in shown
    ]
    lines = [*look.rows(rows, keep=(0, 3, 4), give=2), *_left_out(len(views) - len(shown), "drafts", look)]
    return lines or [look.paint("  None so far.", "dim")]


def draft_state(view: View, look: Look) -> str:
    """What a letter's status means, in words."""
    if view["status"] == "approved" and view["send_at"]:
        return f"leaves {look.at(view['send_at'])}"
    if view["status"] == "snoozed" and view.get("snoozed_until"):
        return f"asks again {look.at(view['snoozed_until'])}"
    if view["status"] in ("sent", "answered") and view["sent_at"]:
        return f"{view['status']} {look.at(view['sent_at'])}"
    failed = "came back" if came_back(view) else "not sent"
    names = {"waiting": "waits for you", "failed": failed, "unsure": "was it sent?"}
    return names.get(view["status"], str(view["status"]))


def questions(views: Sequence[View], look: Look) -> list[str]:
    """Each question with what to type."""
    lines = [line for view in views for line in _question(view, look)]
    return lines or [look.paint("  None: Bowout knows what it needs to know.", "dim")]


def accounts(views: Sequence[View], look: Look) -> list[str]:
    """One line an account: how fresh, how complete, and what is wrong with it."""
    lines: list[str] = []
    for view in views:
        bad = view["error"] or view["needs_login"]
        style = "bad" if bad else "good" if view["last_success"] else "dim"
        sign = look.sign("bad" if bad else "good" if view["last_success"] else "later")
        head, *more = look.wrapped(look.joined(clean(view["name"]), _freshness(view, look)), 4)
        lines += [f"  {look.paint(sign, style)} {head.lstrip()}", *more]
        if view["error"]:
            lines += look.wrapped(clean(view["error"]), 4, "bad")
        if view["needs_login"] and "agent login" not in (view["error"] or ""):
            lines.append(f"    {look.command('login', clean(view['name']))}")
    return lines


def _checked(messages: View) -> str:
    """How much mail was looked at; of a provider that told only what was new, what is kept of all."""
    checked, kept = messages["checked"], messages["kept"]
    if checked < kept:
        return f"{kept:,} message{'' if kept == 1 else 's'} about jobs"
    return f"{checked:,} message{'' if checked == 1 else 's'} checked, {kept:,} about jobs"


def _freshness(view: View, look: Look) -> str:
    if not view["last_success"]:
        return "not read yet" if view["error"] is None else "stopped before it was read"
    messages, events, since = view["messages"], view["events"], view["coverage"]["since"]
    return look.joined(
        f"read {look.ago(view['last_success'])}",
        _checked(messages),
        f"{events['checked']:,} calendar {'entry' if events['checked'] == 1 else 'entries'}",
        f"mail since {look.day(look.moment(since))}" if since and view["coverage"]["complete"] else None,
        _to_come(view["coverage"]),
    )


def _to_come(coverage: View) -> str | None:
    if todo := coverage.get("todo"):
        return f"{todo:,} older {'message' if todo == 1 else 'messages'} still to come"
    return None if coverage["complete"] else "not complete yet"
