"""Is there somebody who shows notifications, and can they have buttons?"""

from __future__ import annotations

from collections.abc import Iterator

from agent.doctor.bus import Bus, NoBus
from agent.doctor.finding import Finding, Patient, ok, warning

AREA = "notifications"
NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
INSTEAD = "without them: agent status shows what waits for you"


def check(patient: Patient) -> Iterator[Finding]:
    """Name and capabilities of the server (Desktop Notifications Specification)."""
    if patient.config is not None and not patient.config.approval.notify:
        yield ok(AREA, "switched off by approval.notify = false")
        return
    try:
        bus = Bus(patient.environ)
    except NoBus:
        yield warning(AREA, "there is no session bus here, so none can be shown", INSTEAD)
        return
    try:
        yield from _server(bus)
    finally:
        bus.close()


def _server(bus: Bus) -> Iterator[Finding]:
    if not bus.owned(NAME):
        if bus.startable(NAME):
            yield ok(AREA, "nobody shows any just now; the desktop starts somebody when there is one to show")
        else:
            yield warning(
                AREA, "nobody shows any in this session", f"install a notification server (dunst, mako); {INSTEAD}"
            )
        return
    try:
        name, _vendor, version, _spec = bus.call(NAME, PATH, NAME, "GetServerInformation")
        can = bus.call(NAME, PATH, NAME, "GetCapabilities")[0]
    except OSError:
        yield warning(AREA, f"{bus.process(NAME) or 'whoever shows them'} does not answer", INSTEAD)
        return
    if "actions" in can:
        yield ok(AREA, f"{name} {version}, with buttons")
    else:
        yield warning(
            AREA, f"{name} {version} has no buttons: it only tells you", "agent status shows what waits for you"
        )
