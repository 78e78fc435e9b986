"""Whether the network came back, told by the kernel (rtnetlink(7)) without being asked again and again."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import logging
import os
import socket
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

log = logging.getLogger(__name__)

PAUSE = 2.0
"""Seconds after which it is told: addresses, routes and name servers come one after the other."""
MOST = 65_536
"""Bytes of one datagram; the kernel's answers are of 32 KiB at most."""

# linux/netlink.h, linux/rtnetlink.h
GROUPS = 0x1 | 0x10 | 0x100  # RTMGRP_LINK, RTMGRP_IPV4_IFADDR, RTMGRP_IPV6_IFADDR
ERROR, DONE = 2, 3
NEW_LINK, GONE_LINK, GET_LINK = 16, 17, 18
NEW_ADDRESS, GONE_ADDRESS, GET_ADDRESS = 20, 21, 22
REQUEST_ALL = 0x1 | 0x300  # NLM_F_REQUEST, NLM_F_DUMP
HEADER = struct.Struct("=IHHII")  # length, type, flags, number, sender
LINK = struct.Struct("=BxHiII")  # family, type, index, flags, changed flags
ADDRESS = struct.Struct("=BBBBI")  # family, prefix, flags, scope, index
ATTRIBUTE = struct.Struct("=HH")  # length, type
LINK_INFO, LINK_KIND = 18, 1
PEER, LOCAL = 1, 2
NESTED = 0x3FFF  # without NLA_F_NESTED and NLA_F_NET_BYTEORDER
LOOPBACK, RUNNING = 0x8, 0x40


@dataclass(frozen=True, slots=True)
class Link:
    """A network device. `running`: it could carry something; `kind`: of virtual ones, if told ("bridge", "wireguard")."""

    index: int
    running: bool
    kind: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """An address by which others can be reached, and whose it is."""

    index: int
    address: bytes
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """The answer to the request of that number is complete, or was refused."""

    number: int


def parse(data: bytes) -> Iterator[Link | Address | Done]:
    """What a datagram of the kernel tells. What is cut short or unknown is left out."""
    for kind, number, body in _messages(data):
        if kind in (ERROR, DONE):
            yield Done(number)
        elif kind in (NEW_LINK, GONE_LINK) and len(body) >= LINK.size:
            family, _, index, flags, _ = LINK.unpack_from(body)
            # A device that leaves a bridge is told of as a link of the bridge that is gone.
            if family == socket.AF_UNSPEC:
                running = bool(flags & RUNNING) and not flags & LOOPBACK
                yield Link(index, running, _kind(body[LINK.size :]), gone=kind == GONE_LINK)
        elif kind in (NEW_ADDRESS, GONE_ADDRESS) and len(body) >= ADDRESS.size:
            family, _, _, _, index = ADDRESS.unpack_from(body)
            held = _attributes(body[ADDRESS.size :])
            address = held.get(LOCAL) or held.get(PEER, b"")
            if _reaches(family, address):
                yield Address(index, address, gone=kind == GONE_ADDRESS)


def _messages(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Type, number and body of each."""
    while len(data) >= HEADER.size:
        length, kind, _, number, _ = HEADER.unpack_from(data)
        if not HEADER.size <= length <= len(data):
            return
        yield kind, number, data[HEADER.size : length]
        data = data[(length + 3) & ~3 :]


def _attributes(data: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    while len(data) >= ATTRIBUTE.size:
        length, kind = ATTRIBUTE.unpack_from(data)
        if not ATTRIBUTE.size <= length <= len(data):
            break
        found[kind & NESTED] = data[ATTRIBUTE.size : length]
        data = data[(length + 3) & ~3 :]
    return found


def _kind(attributes: bytes) -> str:
    info = _attributes(attributes).get(LINK_INFO, b"")
    return _attributes(info).get(LINK_KIND, b"").rstrip(b"\0").decode("ascii", "replace")


def _reaches(family: int, address: bytes) -> bool:
    """It is no address that every device gives itself."""
    if (family, len(address)) not in ((socket.AF_INET, 4), (socket.AF_INET6, 16)):
        return False
    known = ipaddress.ip_address(address)
    return not (known.is_loopback or known.is_link_local or known.is_unspecified)


class Links:
    """What is known of the links. Nothing is told of those that were on when it was first asked."""

    def __init__(self) -> None:
        self._running: dict[int, bool] = {}
        self._bridges: set[int] = set()
        self._addresses: dict[int, frozenset[bytes]] = {}

    def learn(self, news: Link | Address) -> None:
        """Take in one piece of news."""
        if isinstance(news, Address):
            held = self._addresses.pop(news.index, frozenset())
            held = held - {news.address} if news.gone else held | {news.address}
            if held:
                self._addresses[news.index] = held
        elif news.gone:
            self._running.pop(news.index, None)
            self._addresses.pop(news.index, None)
            self._bridges -= {news.index}
        else:
            self._running[news.index] = news.running
            # Wireless events tell no kind; one does not change while the link lives.
            if news.kind == "bridge":
                self._bridges.add(news.index)

    def on(self) -> frozenset[int]:
        """Those that run and have an address.

        Bridges do not count: containers and virtual machines come and go behind them without leading anywhere new.
        """
        return frozenset(
            index for index in self._addresses if self._running.get(index, False) and index not in self._bridges
        )


class Network:
    """Tells when a link is on that was not. A VPN or a container's network that stays all the time hides none."""

    def __init__(self, back: Callable[[], None], *, pause: float = PAUSE) -> None:
        """`back` is called in the loop, `pause` seconds after the first of some changes."""
        self._back = back
        self._pause = pause
        self._links = Links()
        self._on: frozenset[int] | None = None
        self._number = 0
        self._asked: list[int] = []
        self._socket: socket.socket | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def known(self) -> bool:
        """It is known how things stand, so that a change will be noticed."""
        return self._on is not None and not self._asked

    def open(self) -> bool:
        """Listen, in the running loop; False where that is not permitted."""
        try:
            self._socket = socket.socket(
                socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE
            )
            self._socket.bind((0, GROUPS))
            self._ask_all()
        except OSError as error:
            self.close()
            log.info("the kernel does not tell of the network: %s", error.strerror)
            return False
        asyncio.get_running_loop().add_reader(self._socket.fileno(), self._read)
        return True

    def close(self) -> None:
        """Listen no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._socket is not None:
            if self._socket.fileno() >= 0:
                asyncio.get_running_loop().remove_reader(self._socket.fileno())
            self._socket.close()
            self._socket = None

    def _ask_all(self) -> None:
        """Begin anew: links, then addresses. The kernel answers one such request at a time."""
        self._links = Links()
        self._asked = [GET_LINK, GET_ADDRESS]
        self._ask()

    def _ask(self) -> None:
        assert self._socket is not None
        self._number += 1
        body = LINK.pack(socket.AF_UNSPEC, 0, 0, 0, 0)
        self._socket.send(HEADER.pack(HEADER.size + len(body), self._asked[0], REQUEST_ALL, self._number, 0) + body)

    def _read(self) -> None:
        assert self._socket is not None
        try:
            data, (sender, *_) = self._socket.recvfrom(MOST)
            if sender == 0:  # the kernel; another process could be root's at most, but has no business here
                self.heard(data)
        except BlockingIOError:
            return
        except OSError as error:
            if error.errno == errno.ENOBUFS:  # more happened than was kept for us
                self._again()
            else:
                log.info("the kernel tells no more of the network: %s", os.strerror(error.errno or 0))
                self.close()

    def _again(self) -> None:
        try:
            self._ask_all()
        except OSError:
            self.close()

    def heard(self, data: bytes) -> None:
        """Take in a datagram of the kernel."""
        for news in parse(data):
            if not isinstance(news, Done):
                self._links.learn(news)
            elif self._asked and news.number == self._number:
                self._asked.pop(0)
                if self._asked:
                    self._ask()
        if not self._asked:
            self._compare()

    def _compare(self) -> None:
        before, self._on = self._on, self._links.on()
        if before is not None and self._on - before and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._pause, self._tell)

    def _tell(self) -> None:
        self._timer = None
        if self._on:
            self._back()
