"""Whose process is at the other end of a connection on loopback (proc(5), /proc/net/tcp).

A port on loopback is open to every user of the machine, and browsers give a cookie to any port of a host, so another
user's server could collect ours. The kernel knows whose socket a connection comes from.
"""

from __future__ import annotations

from pathlib import Path

TABLES = ("/proc/net/tcp", "/proc/net/tcp6")
LOOPBACK = ("0100007F", "0000000000000000FFFF00000100007F")
"""127.0.0.1 as the kernel writes it on a little-endian machine: as it is, and mapped into IPv6."""


def owner(port: int, ours: int, tables: tuple[str, ...] = TABLES) -> int | None:
    """User id of whoever connected from `port` to our port; -1 if nobody did, None where the kernel does not tell."""
    found = None
    for table in tables:
        try:
            lines = Path(table).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        found = -1
        for line in lines:
            fields = line.split()
            if len(fields) > 7 and _is(fields[1], port) and _is(fields[2], ours):
                return int(fields[7])
    return found


def _is(place: str, port: int) -> bool:
    address, _, number = place.rpartition(":")
    return address in LOOPBACK and int(number, 16) == port
