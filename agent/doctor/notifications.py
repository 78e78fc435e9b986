"""Is there somebody who shows notifications, and can they have buttons?"""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from agent.doctor.bus import Bus, NoBus
from agent.doctor.finding import Finding, Patient, ok, warning

AREA = "notifications"
NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
INSTEAD = "without them: agent status shows what waits for you"
SCREEN = ("WAYLAND_DISPLAY", "DISPLAY")
IN_A_MENU = ("dunst",)
"""Servers that draw no buttons but have them in a menu."""


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
        yield from _server(bus, patient)
    finally:
        bus.close()
    yield from _quiet(patient)


def _quiet(patient: Patient) -> Iterator[Finding]:
    """Who looks for a card at night should not look for a fault."""
    quiet = patient.config.approval.quiet() if patient.config is not None else None
    if patient.config is None or quiet is None:
        return
    start, end = quiet
    clock = patient.now.astimezone(ZoneInfo(patient.config.user.timezone)).time()
    if start <= clock < end if start < end else clock >= start or clock < end:
        yield ok(AREA, f"quiet hours until {end:%H:%M}: only urgent ones come (approval.quiet_hours)")


def _server(bus: Bus, patient: Patient) -> Iterator[Finding]:
    if not bus.owned(NAME):
        if bus.startable(NAME) and _screen_unknown(patient):
            known = " ".join(name for name in SCREEN if patient.environ.get(name))
            yield warning(
                AREA,
                "nobody shows any, and the daemon can start nobody: your systemd does not know your screen",
                f"systemctl --user import-environment {known} (best where your desktop starts its programs)",
            )
        elif bus.startable(NAME):
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
        where = " in a menu (dunstctl context)" if name in IN_A_MENU else ""
        yield ok(AREA, f"{name} {version}, with buttons{where}")
    else:
        yield warning(
            AREA, f"{name} {version} has no buttons: it only tells you", "agent status shows what waits for you"
        )


def _screen_unknown(patient: Patient) -> bool:
    """There is one here, but what systemd starts is not told of it. Desktops tell it; a window manager's owner may not have."""
    if patient.service is None or not any(patient.environ.get(name) for name in SCREEN):
        return False
    known = patient.service.environment()
    return not any(known.get(name) for name in SCREEN)
