"""How the page says things: names in plain words, days and times in the user's zone, text from outside made harmless."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

KINDS = {
    "withdrawal": "Withdrawal",
    "offer_decline": "Decline of the offer",
    "more_time": "Request for more time",
    "expedite": "Request to move forward",
    "disclose": "Note about your other offer",
    "reopen": "Request to reopen",
    "nudge": "Answer to their reply",
    "call_sheet": "Phone call",
}
FREE_AGAIN = "Note that you are free again"
"""A `reopen` after a letter that only told them of the other offer: nothing was closed."""
_WITH_COMMAND = re.compile(r": agent redraft \S+ --kind \w+ brings them back\.$")
"""How older versions ended the sentence about words that are set aside: states that they stored have it."""
_WAKES = "An application, an interview or an offer elsewhere wakes everything up again."
AGAIN = {
    "hourly": f"Mail and calendars are looked at once an hour. {_WAKES}",
    "stop": f"Mail and calendars are read only when you run agent sync. {_WAKES}",
    "as_before": _WAKES,
}
"""How a search that is over goes on, by how accounts are looked at from then on."""
STANDINGS = {
    "verbal": "by word of mouth",
    "written": "in writing",
    "conditional": "accepted, not firm yet",
    "firm": "firm",
    "declined": "declined",
    "rescinded": "taken back",
    "expired": "expired",
    "dismissed": "set aside",
}
LABELS = {
    "offer_verbal": "An offer by word of mouth",
    "offer_written": "An offer in writing",
    "offer_contingency": "A condition is open",
    "offer_cleared": "The conditions are met",
    "offer_accepted": "Accepted",
    "offer_declined": "Declined",
    "offer_rescinded": "The offer is taken back",
    "interview_invited": "Invited to an interview",
    "interview_scheduled": "The interview is fixed",
    "interview_rescheduled": "The interview is moved",
    "interview_cancelled": "The interview is called off",
    "calendar": "In the calendar",
}
ANSWERS = {
    "accepted": {
        "deciding": "Still deciding",
        "yes": "Yes, I accepted",
        "no": "No, leave it for now",
        "turned_down": "I turned it down",
        "not_an_offer": "It is no offer",
    },
    "unsure_sent": {"sent": "Yes, it was sent", "not_sent": "No, it was not sent"},
    "same_employer": {"withdraw": "Withdraw there too", "keep": "Keep it"},
    "unsure_reading": {"yes": "Yes", "no": "No"},
    "granted": {"yes": "Yes, until then", "no": "No"},
    "still_on": {"yes": "Yes, it is on", "no": "No"},
    "called_off": {"yes": "Yes, this one", "no": "No"},
    "reply": {"done": "Dealt with"},
}
TONES = {"warm": "Warmer", "plain": "Plainer", "brief": "Shorter"}
"""Other words for the same letter, as buttons."""
ABOUT = {
    "offer_decline": "declines",
    "more_time": "asks for time to think over",
    "expedite": "is written because of",
    "reopen": "takes back what was written for",
}
"""What a letter has to do with its offer; any other one rests on it."""
BESIDE = ("more_time", "expedite", "reopen", "nudge")
"""Letters that give nothing up: without one, everything stays as it is."""
INSTEAD = {
    "withdrawal": "Withdraw instead",
    "offer_decline": "Decline the offer instead",
    "more_time": "Ask for more time instead",
    "disclose": "Tell of your offer, and keep the interview",
    "call_sheet": "Call them instead",
}
"""Other kinds of letters for the same case, as buttons."""
ACTIONS = {"decline": "Declines", "cancel": "Calls off", "delete": "Deletes"}


def clean(text: object) -> str:
    """A text from outside on one line, without characters that nobody sees or that turn the direction of writing."""
    return " ".join(_printable(str(text)).split())


def lines(text: object) -> str:
    """Likewise with its lines kept."""
    return "\n".join(_printable(line).rstrip() for line in str(text).replace("\r\n", "\n").split("\n"))


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char.isspace() else "" for char in text)


def reasons(draft: Mapping[str, Any]) -> list[str]:
    """Why it is written, and what there is to know of it."""
    return list(dict.fromkeys(_WITH_COMMAND.sub(".", clean(reason)) for reason in draft["reasons"]))


def remarks(draft: Mapping[str, Any]) -> list[str]:
    """What has to be known before a yes: among the reasons these are the ones that are whole sentences."""
    return [reason for reason in reasons(draft) if reason.endswith(".")]


def own_words(draft: Mapping[str, Any]) -> tuple[str, ...]:
    """Kinds of letters for which the user's own words are set aside, and can be had again."""
    return tuple(draft.get("aside") or ())


def own_entries(draft: Mapping[str, Any]) -> dict[tuple[str, str | None], str]:
    """The user's own entries that go with the interviews, as (uid, recurrence id), each with why it belongs to them."""
    found = {}
    for hold in draft.get("holds") or ():
        if hold["kind"] != "booking" and hold["uid"] is not None:
            found[hold["uid"], hold["recurrence_id"]] = clean(hold["because"])
    return found


def bookings(draft: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What the user has, or may have, booked for the interviews: only the user cancels it."""
    return [hold for hold in draft.get("holds") or () if hold["kind"] == "booking" or hold.get("stands")]


def to_cancel(booking: Mapping[str, Any], *, with_link: bool = True) -> str:
    """What to do about a booking, in one line; the link may be shown apart."""
    ways = [f"here: {clean(booking['link'])}"] if booking["link"] and with_link else []
    ways += [f"by phone: {clean(booking['phone'])}"] if booking["phone"] else []
    where = "" if booking["link"] and not with_link else " where you booked it"
    do = "cancel it yourself" + (f" {' or '.join(ways)}" if ways else where)
    if not booking.get("stands"):
        return f"{clean(booking['text'])}: {do}"
    known = booking["link"] or booking["phone"]
    stands = "its booking still stands" if known else "if it is booked, the booking still stands"
    return f"{clean(booking['text'])}: only the calendar entry goes; {stands}, {do}"


def spoken(name: object) -> str:
    """A settled name as words: background_check is a background check."""
    return clean(name).replace("_", " ").replace(".", " ")


def told(detail: object) -> str:
    """A journal entry's detail, in plain words where it begins with a settled name."""
    text = clean(detail)
    name = text.partition(" for ")[0].partition(":")[0]
    if name in KINDS:
        return text.replace(name, KINDS[name].lower(), 1)
    return text.replace(name, spoken(name), 1) if name.replace("_", "").isalpha() and "_" in name else text


def title(view: Mapping[str, Any]) -> str:
    """Employer and role."""
    parts = [clean(view.get("employer") or "unknown employer"), clean(view.get("role") or "")]
    return " · ".join(part for part in parts if part)


def label(rule: str, says: str) -> str:
    """What a step of a chain says, in short; and what the user said of a message like it."""
    bare = rule.removesuffix(" (shown only)")
    text = LABELS.get(bare) or clean(says).capitalize()
    recalled = clean(says) if says.startswith("you said") and bare in LABELS else ""
    if bare == rule:
        return f"{text}: {recalled}" if recalled else text
    return f"{text}? Does not count: {recalled}" if recalled else f"{text} (shown only, counts for nothing)"


def kind(view: Mapping[str, Any]) -> str:
    """What a letter is."""
    if view["kind"] == "reopen" and view.get("after") == "disclose":
        return FREE_AGAIN
    return KINDS.get(view["kind"], spoken(view["kind"]).capitalize())


def answer(kind: str, given: str, names: Mapping[str, str]) -> str:
    """An answer as it stands on its button. `names` are offers by id, which some answers are."""
    return ANSWERS.get(kind, {}).get(given) or names.get(given) or spoken(given).capitalize()


class When:
    """Days and times as seen from one moment, in the zone of that moment."""

    def __init__(self, now: datetime) -> None:
        """`now` is aware."""
        self.now = now

    def moment(self, iso: str) -> datetime:
        """A view's time in the user's zone; as its offset there, so that spans are right where the clocks change."""
        there = datetime.fromisoformat(iso).astimezone(self.now.tzinfo)
        return there.replace(tzinfo=timezone(there.utcoffset() or timedelta()), fold=0)

    def day(self, when: date) -> str:
        """ "Mon 24 Nov", with the year where it is another one."""
        text = f"{DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"
        return text if when.year == self.now.year else f"{text} {when.year}"

    def dated(self, iso: str | None) -> str:
        """The day of a view's date or time."""
        if not iso:
            return ""
        return self.day(self.moment(iso) if "T" in iso else date.fromisoformat(iso))

    def at(self, iso: str | None) -> str:
        """The day and the time."""
        return f"{self.dated(iso)}, {self.moment(iso):%H:%M}" if iso else ""

    def clock(self, iso: str) -> str:
        """The time of day."""
        return f"{self.moment(iso):%H:%M}"

    def within(self, when: date) -> str:
        """How far a day lies ahead, or behind."""
        days = (when - self.now.date()).days
        near = {0: "today", 1: "tomorrow", -1: "yesterday"}
        return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")

    def ago(self, iso: str) -> str:
        """How long ago a time was."""
        gone = self.now - self.moment(iso)
        for size, unit in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute")):
            if (count := gone // size) > 0:
                return f"{count} {unit}{'s' if count > 1 else ''} ago"
        return "just now"
