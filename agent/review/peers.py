"""Whose process is at the other end of a connection on loopback.

A port on loopback is open to every user of the machine, and browsers give a cookie to any port of a host, so another
user's server could collect ours. The kernel knows whose socket a connection comes from: it is asked by sock_diag(7),
and where that is not there, /proc/net/tcp (proc(5)) is looked through, which takes some milliseconds.
"""

from __future__ import annotations

import socket
import struct
from pathlib import Path

TABLES = ("/proc/net/tcp", "/proc/net/tcp6")
LOOPBACK = ("0100007F", "0000000000000000FFFF00000100007F")
"""127.0.0.1 as the kernel writes it on a little-endian machine: as it is, and mapped into IPv6."""

NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, ANY_STATE = 4, 20, 1, 0xFFFFFFFF
HEADER = struct.Struct("=IHHII")
"""nlmsghdr: length, type, flags, sequence, port."""
REQUEST = struct.Struct("=BBBBI")
"""inet_diag_req_v2 up to its socket: family, protocol, extensions, padding, states."""
PLACE = struct.Struct("=2s2s4s12x4s12xIII")
"""inet_diag_sockid: both ports and addresses in network order, interface, cookie (all ones: any)."""
UID = HEADER.size + 4 + PLACE.size + 12
"""Where inet_diag_msg has the user id."""


def owner(port: int, ours: int, tables: tuple[str, ...] = TABLES) -> int | None:
    """User id of whoever connected from `port` to our port; -1 if nobody did, None where the kernel does not tell."""
    asked = _asked(port, ours)
    return asked if asked is not None else _looked_up(port, ours, tables)


def _asked(port: int, ours: int) -> int | None:
    """The kernel's answer; None where it has none, which need not mean that there is no such socket."""
    here = socket.inet_aton("127.0.0.1")
    place = PLACE.pack(port.to_bytes(2, "big"), ours.to_bytes(2, "big"), here, here, 0, 0xFFFFFFFF, 0xFFFFFFFF)
    request = REQUEST.pack(socket.AF_INET, socket.IPPROTO_TCP, 0, 0, ANY_STATE) + place
    header = HEADER.pack(HEADER.size + len(request), SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, 1, 0)
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, NETLINK_SOCK_DIAG) as link:
            link.settimeout(0.5)
            link.sendto(header + request, (0, 0))
            answer = link.recv(4096)
    except (OSError, AttributeError):  # no Linux, or a kernel without it
        return None
    if len(answer) < UID + 4 or HEADER.unpack_from(answer)[1] != SOCK_DIAG_BY_FAMILY:
        return None
    return int(struct.unpack_from("=I", answer, UID)[0])


def _looked_up(port: int, ours: int, tables: tuple[str, ...]) -> int | None:
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
