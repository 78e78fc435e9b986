"""The calendar answers that go with a letter: one step an event of the interviews, and one an entry that goes with them."""

from __future__ import annotations

from agent.letters.addresses import key
from agent.letters.text import one_line
from agent.model import GIVES_UP, CalendarStep, Policy, Wanted
from connectors.base import CalendarAction, Event


def steps(wanted: Wanted, policy: Policy, note: str) -> tuple[CalendarStep, ...]:
    """One step for each event of each interview, the next interview first; then the user's own entries around them.

    The same item is answered once. note: a line for the organizer, for accounts whose answers carry one. A letter that
    gives no interview up (it asks for time, say) answers no calendar.
    """
    if wanted.kind not in GIVES_UP:
        return ()
    once: dict[tuple[str | None, ...], CalendarStep] = {}
    for event in (event for interview in wanted.interviews for event in interview.events):
        once.setdefault(_item(event), _step(event, policy, note))
    for event in _own(wanted):
        step = _step(event, policy, note)
        if step.action == "delete":
            once.setdefault(_item(event), step)
    return tuple(once.values())


def _own(wanted: Wanted) -> list[Event]:
    """Entries that go with the interviews; a booking's own stays, as only the user cancels a booking."""
    return [hold.event for hold in wanted.holds if hold.event is not None and hold.kind != "booking"]


def _item(event: Event) -> tuple[str | None, ...]:
    return event.account, event.calendar, event.provider_id, event.uid, event.recurrence_id


def unanswerable(wanted: Wanted, policy: Policy) -> tuple[str, ...]:
    """What the user has to do alone, in words: events that nothing can be done to from here."""
    if wanted.kind not in GIVES_UP:
        return ()
    found = [*(e for i in wanted.interviews for e in i.events), *_own(wanted)]
    events = {(e.account, e.provider_id): e for e in found}.values()
    return tuple(dict.fromkeys(r for e in events if (r := _left_to_the_user(e, policy))))


def _left_to_the_user(event: Event, policy: Policy) -> str | None:
    name = one_line(event.summary, 60) or "the interview"
    if action(event, policy) != "none" or event.status == "cancelled":
        return None
    if event.account in policy.read_only_accounts:
        return f"The calendar of {event.account} may only be read: take “{name}” out of it yourself."
    if not any(a.is_user or key(a.address) in map(key, policy.addresses) for a in event.attendees):
        return f"You are not among the people invited to “{name}”: take it out of your calendar yourself."
    return None


def _step(event: Event, policy: Policy, note: str) -> CalendarStep:
    what = action(event, policy)
    told = what in ("decline", "cancel") and event.account in policy.commenting_accounts
    return CalendarStep(
        account=event.account,
        calendar=event.calendar,
        uid=event.uid,
        recurrence_id=event.recurrence_id,
        action=what,
        provider_id=event.provider_id,
        etag=event.etag,
        summary=event.summary,
        start=event.start,
        comment=note if told else None,
    )


def action(event: Event, policy: Policy) -> CalendarAction:
    """What an event calls for (RFC 5546 section 3.2: only the organizer cancels, an attendee declines).

    An event that somebody else organises, with others invited and the user not among them (an alias, a mailing list),
    cannot be answered by us: nothing is done to it.
    """
    mine = {a.lower() for a in policy.addresses} | {key(a.address) for a in event.attendees if a.is_user}
    me = next((a for a in event.attendees if key(a.address) in mine), None)
    others = [a for a in event.attendees if key(a.address) not in mine]
    foreign = event.organizer is not None and key(event.organizer) not in mine
    if event.account in policy.read_only_accounts or event.status == "cancelled":
        return "none"
    if me is not None and (foreign or (event.organizer is None and others)):
        return "none" if me.partstat == "declined" else "decline"
    if foreign:
        return "none" if others else "delete"
    return "cancel" if others and event.organizer is not None else "delete"
