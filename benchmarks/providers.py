"""First sync and idle poll of Gmail and Outlook on simulated clocks, against what quota and latency allow at best."""

from __future__ import annotations

from benchmarks import first_sync_google as google
from benchmarks import first_sync_outlook as outlook
from benchmarks.progress import say
from benchmarks.table import Figure, Row, Section

AT_MOST = 1.1
QUOTA, LATENCY = "quota's floor", "latency's floor"


def _one(value: float) -> Figure:
    return Figure((value,))


def gmail(messages: int, recent: int) -> list[Row]:
    """The quota rules: 20 units a message, 6,000 units a minute."""
    say(f"Gmail with {messages:,} messages")
    told, _ = google.run(messages, recent, read_all=False)
    return [
        Row("Gmail: everything of 120 days read", "s", _one(told.full.waited), QUOTA, _one(told.full.floor), AT_MOST),
        Row("Gmail: first offer read", "s", _one(told.offer.waited), LATENCY, _one(told.offer.floor)),
        Row("Gmail: idle poll", "s", _one(told.idle.waited), LATENCY, _one(google.LATENCY), AT_MOST),
        Row("Gmail: idle poll", "units", _one(told.idle.units), "history.list", _one(2), 1.0),
    ]


def graph(messages: int, recent: int) -> list[Row]:
    """Latency rules: a request for fifty messages."""
    say(f"Outlook with {messages:,} messages")
    told = outlook.run(messages, recent)
    return [
        Row("Outlook: everything of 120 days read", "s", _one(told.full.waited), LATENCY, _one(told.full.floor)),
        Row("Outlook: first offer read", "s", _one(told.offer.waited), LATENCY, _one(told.offer.floor)),
        Row(
            f"Outlook: idle poll of {told.folders} folders", "s", _one(told.idle.waited), LATENCY, _one(google.LATENCY)
        ),
    ]


def measure(messages: int, recent: int) -> Section:
    """Both."""
    return Section(
        "First sync and idle poll of the providers",
        [*gmail(messages, recent), *graph(messages, recent)],
        [
            f"simulated mailboxes of {messages:,} messages, {recent:,} of them of the last 120 days, {google.LATENCY * 1000:.0f} ms a request",
            f"floors: {google.GET} units a message at {google.QUOTA:,} units a minute; three requests for Gmail's first offer, two for "
            f"Outlook's; one request for {outlook.PAGE} messages; one request for an idle poll",
        ],
    )
