"""What the machine tells: sleep by a system bus of the test's own, network by a kernel's messages, power by a tree of files."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from dbus_fast import Message, MessageType, NameFlag
from dbus_fast.aio import MessageBus

from agent.daemon import battery
from agent.daemon.logind import INTERFACE, NAME, PATH, Logind
from agent.daemon.network import Address, Done, Link, Network, parse
from agent.daemon.watch import Watch

ENOUGH = 20.0
"""Seconds that nothing here needs."""

# ------------------------------------------------------------ power


def tree(root: Path, **supplies: dict[str, str]) -> Path:
    for name, values in supplies.items():
        (root / name).mkdir()
        for value, text in values.items():
            (root / name / value).write_text(text + "\n")
    return root


DRAINS = {"type": "Battery", "scope": "System", "status": "Discharging"}
FILLS = {"type": "Battery", "status": "Charging"}
MOUSE = {"type": "Battery", "scope": "Device", "status": "Discharging"}
UPS = {"type": "UPS", "status": "Discharging"}
PLUGGED, UNPLUGGED = {"type": "Mains", "online": "1"}, {"type": "Mains", "online": "0"}
CHARGER = {"type": "USB", "online": "1"}


@pytest.mark.parametrize(
    ("supplies", "short"),
    [
        ({"AC": UNPLUGGED, "BAT0": DRAINS}, True),
        ({"AC": PLUGGED, "BAT0": FILLS}, False),
        ({"AC": PLUGGED, "BAT0": DRAINS}, False),  # the cable brings too little, but it brings
        ({"AC": UNPLUGGED, "BAT0": FILLS}, False),
        ({"AC": UNPLUGGED, "BAT0": {"type": "Battery", "status": "Full"}, "BAT1": DRAINS}, True),
        ({"AC": UNPLUGGED, "BAT0": DRAINS, "usb": CHARGER}, False),
        ({"BAT0": DRAINS}, True),  # a tablet lists no adapter
        ({"mouse": MOUSE}, False),
        ({"mouse": MOUSE, "AC": UNPLUGGED}, False),
        ({"ups": UPS}, True),
        ({}, False),
    ],
)
def test_it_runs_on_its_battery_only_if_that_drains_and_nothing_comes_in(
    tmp_path: Path, supplies: dict[str, dict[str, str]], short: bool
) -> None:
    assert battery.on_battery(tree(tmp_path, **supplies)) is short


def test_a_battery_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    tree(tmp_path, BAT0={"type": "Battery"}, AC={})
    (tmp_path / "BAT0" / "status").mkdir()
    (tmp_path / "BAT1").mkdir()
    (tmp_path / "BAT1" / "type").write_bytes(b"\xff" * 10_000)
    assert not battery.on_battery(tmp_path)


def test_a_machine_without_such_a_list_runs_on_no_battery(tmp_path: Path) -> None:
    assert not battery.on_battery(tmp_path / "absent")


def test_power_is_asked_for_when_it_is_asked_for(tmp_path: Path) -> None:
    tree(tmp_path, BAT0=DRAINS)
    watch = Watch(lambda reason: None, tmp_path)
    assert watch.on_battery
    (tmp_path / "BAT0" / "status").write_text("Charging\n")
    assert not watch.on_battery


# ------------------------------------------------------------ network: messages


def message(kind: int, body: bytes, number: int = 0) -> bytes:
    text = struct.pack("=IHHII", 16 + len(body), kind, 0, number, 0) + body
    return text + b"\0" * (-len(text) % 4)


def attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("=HH", 4 + len(value), kind) + value + b"\0" * (-len(value) % 4)


UP, DOWN = 0x1 | 0x40, 0x1


def link(index: int, flags: int = UP, *, kind: str = "", gone: bool = False, family: int = 0) -> bytes:
    body = struct.pack("=BxHiII", family, 1, index, flags, 0) + attribute(3, f"if{index}\0".encode())
    if kind:
        body += attribute(18 | 0x8000, attribute(1, kind.encode() + b"\0"))
    return message(17 if gone else 16, body)


def address(index: int, text: str, *, gone: bool = False) -> bytes:
    family = socket.AF_INET6 if ":" in text else socket.AF_INET
    packed = socket.inet_pton(family, text)
    body = struct.pack("=BBBBI", family, 24, 0, 0, index) + attribute(1, packed)
    if family == socket.AF_INET:
        body += attribute(2, packed)
    return message(21 if gone else 20, body)


def done(number: int) -> bytes:
    return message(3, struct.pack("=i", 0), number)


def test_the_kernels_messages_are_understood() -> None:
    told = link(2) + link(3, kind="bridge", gone=True) + address(2, "192.0.2.1") + address(2, "2001:db8::1") + done(7)
    assert list(parse(told)) == [
        Link(2, running=True),
        Link(3, running=True, kind="bridge", gone=True),
        Address(2, bytes([192, 0, 2, 1])),
        Address(2, socket.inet_pton(socket.AF_INET6, "2001:db8::1")),
        Done(7),
    ]


@pytest.mark.parametrize("text", ["127.0.0.1", "169.254.7.7", "fe80::1", "::1", "0.0.0.0"])
def test_addresses_that_every_device_gives_itself_are_none(text: str) -> None:
    assert list(parse(address(2, text))) == []


def test_the_far_end_of_a_tunnel_is_not_taken_for_its_own_address() -> None:
    own, far = bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2])
    body = struct.pack("=BBBBI", socket.AF_INET, 32, 0, 0, 5) + attribute(1, far) + attribute(2, own)
    assert list(parse(message(20, body))) == [Address(5, own)]


def test_leaving_a_bridge_is_not_being_gone() -> None:
    assert list(parse(link(2, gone=True, family=socket.AF_BRIDGE))) == []


def test_nothing_raises_on_bytes_that_are_cut_short_or_wrong() -> None:
    told = link(2, kind="bridge") + address(2, "192.0.2.1") + done(1)
    for end in range(len(told)):
        list(parse(told[:end]))
    for at in range(len(told)):
        for value in (0, 1, 3, 0x7F, 0xFF):
            list(parse(told[:at] + bytes([value]) + told[at + 1 :]))
    assert list(parse(b"\0" * 64)) == []


# ------------------------------------------------------------ network: what follows from them


class Told:
    """What was told, and waiting for it."""

    def __init__(self) -> None:
        self.reasons: list[str] = []
        self._news = asyncio.Event()

    def __call__(self, reason: str = "told") -> None:
        self.reasons.append(reason)
        self._news.set()

    async def next(self) -> str:
        async with asyncio.timeout(ENOUGH):
            await self._news.wait()
        self._news.clear()
        return self.reasons[-1]


async def network_of(told: Callable[[], None], *first: bytes, pause: float = 0.0) -> Network:
    """A network of which so much is known from the beginning."""
    net = Network(told, pause=pause)
    net.heard(b"".join(first))
    return net


async def settled() -> None:
    """All that was to be called at once has been called."""
    for _ in range(3):
        await asyncio.sleep(0)


def told_after(first: list[bytes], *later: bytes) -> int:
    """How often it is told that the network is back, when the second follows upon the first."""

    async def run() -> int:
        told = Told()
        net = await network_of(told, *first)
        for data in later:
            net.heard(data)
            await settled()
        net.close()
        return len(told.reasons)

    return asyncio.run(run())


CABLE, LOOP = link(2), link(1, UP | 0x8)


def test_an_address_after_none_is_the_network_coming_back() -> None:
    assert told_after([LOOP, CABLE], address(2, "192.0.2.1")) == 1


def test_what_was_there_at_the_start_is_no_news() -> None:
    assert told_after([LOOP, CABLE, address(2, "192.0.2.1")]) == 0


def test_one_more_address_on_the_same_link_is_no_news() -> None:
    more = (address(2, "2001:db8::1"), address(2, "192.0.2.1"), address(2, "192.0.2.1", gone=True))
    assert told_after([CABLE, address(2, "192.0.2.1")], *more) == 0


def test_a_cable_that_is_plugged_in_again_brings_the_network_back() -> None:
    assert told_after([CABLE, address(2, "192.0.2.1")], link(2, DOWN), CABLE) == 1


def test_another_link_is_news_even_while_a_tunnel_is_always_there() -> None:
    tunnel = [link(9, kind="wireguard"), address(9, "10.0.0.1")]
    assert told_after([*tunnel, CABLE], address(2, "192.0.2.1")) == 1


def test_a_bridge_of_containers_is_no_network() -> None:
    # Later messages about a link need not tell its kind again.
    assert told_after([link(4, DOWN, kind="bridge"), address(4, "172.17.0.1")], link(4), link(4, DOWN), link(4)) == 0


def test_a_device_that_is_taken_out_and_put_in_again_is_news() -> None:
    again = (link(2, gone=True), link(7), address(7, "192.0.2.1"))
    assert told_after([CABLE, address(2, "192.0.2.1")], *again) == 1


def test_an_address_of_the_loopback_device_is_none() -> None:
    assert told_after([LOOP], address(1, "192.0.2.1")) == 0


def test_many_changes_at_once_are_told_once() -> None:
    async def run() -> None:
        told = Told()
        net = await network_of(told, CABLE, link(3), pause=0.05)
        for _ in range(5):
            net.heard(address(2, "192.0.2.1"))
            net.heard(address(2, "192.0.2.1", gone=True))
        net.heard(address(3, "192.0.2.3"))
        await told.next()
        assert told.reasons == ["told"]
        net.close()

    asyncio.run(run())


def test_a_network_that_is_gone_again_is_not_told() -> None:
    async def run() -> None:
        told = Told()
        net = await network_of(told, CABLE, pause=0.01)
        net.heard(address(2, "192.0.2.1"))
        net.heard(address(2, "192.0.2.1", gone=True))
        await asyncio.sleep(0.03)  # longer than the pause
        assert told.reasons == []
        net.close()

    asyncio.run(run())


def test_without_permission_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: int) -> socket.socket:
        raise PermissionError(1, "Operation not permitted")

    async def run() -> None:
        net = Network(lambda: None)
        with monkeypatch.context() as here:
            here.setattr(socket, "socket", refused)
            assert not net.open()
        assert not net.known
        net.close()

    asyncio.run(run())


def test_the_kernel_tells_how_things_stand() -> None:
    async def run() -> None:
        net = Network(lambda: None)
        if not net.open():
            pytest.skip("no netlink here")
        await until(lambda: net.known)
        net.close()

    asyncio.run(run())


REAL = """
import asyncio, subprocess
from agent.daemon.network import Network

def ip(words): subprocess.run(["ip", *words.split()], check=True)

async def main():
    told = asyncio.Queue()
    net = Network(lambda: told.put_nowait(1), pause=0.05)
    assert net.open()
    while not net.known: await asyncio.sleep(0.01)
    ip("link add one type veth peer name two"); ip("link set two up"); ip("link set one up")
    for address in ("192.0.2.1/24", "2001:db8::1/64"):
        ip(f"addr add {address} dev one")
        await asyncio.wait_for(told.get(), 10)
        ip(f"addr del {address} dev one")
    ip("link add wide type bridge"); ip("link set wide up"); ip("addr add 192.0.2.9/24 dev wide")
    ip("link set two master wide")
    await asyncio.sleep(0.3)
    assert told.empty()
    net.close()

asyncio.run(main())
print("all told")
"""


def test_a_real_address_on_a_real_device_is_told() -> None:
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    tried = "ip link add one type veth peer name two && ip link add wide type bridge"
    if (
        not shutil.which("ip")
        or not shutil.which("unshare")
        or subprocess.run([*alone, "sh", "-c", tried], capture_output=True).returncode
    ):
        pytest.skip("needs `ip` and the right to make a network of one's own")
    done = subprocess.run([*alone, sys.executable, "-c", REAL], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "all told", done.stderr


# ------------------------------------------------------------ sleep

BUS = """<busconfig><type>system</type><listen>unix:path={home}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>
<allow send_type="signal"/><allow receive_sender="*"/></policy></busconfig>"""


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(ENOUGH):
        while not true():
            await asyncio.sleep(0.005)


class SystemBus:
    """A system bus of the test's own, which can be ended and started anew."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.address = f"unix:path={home}/bus"
        (home / "bus.conf").write_text(BUS.format(home=home))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        (self.home / "bus").unlink(missing_ok=True)
        options = (f"--config-file={self.home}/bus.conf", "--nofork", "--nopidfile", "--print-address")
        self._process = subprocess.Popen(["dbus-daemon", *options], stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self._process.stdout.readline()  # it listens now
        self._process.stdout.close()

    def end(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(ENOUGH)
            self._process = None

    @contextlib.asynccontextmanager
    async def member(self, name: str = "") -> AsyncIterator[MessageBus]:
        """A program on the bus, which owns that name."""
        bus = await MessageBus(bus_address=self.address).connect()
        try:
            if name:
                await bus.request_name(name, NameFlag.NONE)
            yield bus
        finally:
            with contextlib.suppress(Exception):
                bus.disconnect()
                await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # its annotation is missing


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[SystemBus]:
    if shutil.which("dbus-daemon") is None:
        pytest.fail("the tests of sleep need: apt install dbus", pytrace=False)
    home = Path(tempfile.mkdtemp(prefix="bowout-system-"))  # short: it becomes the name of a socket
    bus = SystemBus(home)
    bus.start()
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
    yield bus
    bus.end()
    shutil.rmtree(home)


async def signal(sender: MessageBus, member: str = "PrepareForSleep", signature: str = "b", *body: object,
                 to: str | None = None, path: str = PATH, interface: str = INTERFACE) -> None:  # fmt: skip
    message = Message.new_signal(path, interface, member, signature, list(body))
    message.destination = to
    await sender.send(message)


def next_after(member: MessageBus) -> str:
    """Who came upon the bus after that one: the bus counts its members."""
    return f":1.{int(str(member.unique_name).removeprefix(':1.')) + 1}"


async def heard(sender: MessageBus, by: str) -> None:
    """All that was sent so far has arrived: the bus keeps the order of each sender, and this comes last."""
    ping = Message(destination=by, path="/", interface="org.freedesktop.DBus.Peer", member="Ping")
    answer = await sender.call(ping)
    assert answer is not None
    assert answer.message_type is MessageType.METHOD_RETURN


@contextlib.asynccontextmanager
async def listening(told: Told, retry: float = 0.02) -> AsyncIterator[Logind]:
    logind = Logind(told, retry=retry)
    task = asyncio.create_task(logind.run())
    try:
        yield logind
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def test_the_end_of_sleep_is_told_and_its_beginning_is_not(bus: SystemBus) -> None:
    async def run() -> None:
        told = Told()
        async with bus.member(NAME) as login1, listening(told) as logind:
            await until(lambda: bool(logind.owner))
            await signal(login1, "PrepareForSleep", "b", True)
            await heard(login1, next_after(login1))
            assert told.reasons == []
            await signal(login1, "PrepareForSleep", "b", False)
            await told.next()
            assert len(told.reasons) == 1

    asyncio.run(run())


def test_logind_may_come_later_and_go_and_come_again(bus: SystemBus) -> None:
    async def run() -> None:
        told = Told()
        async with listening(told) as logind:
            await until(lambda: logind.owner == "")
            for _ in range(2):
                async with bus.member(NAME) as login1:
                    await until(lambda: bool(logind.owner))
                    await signal(login1, "PrepareForSleep", "b", False)
                    await told.next()
                await until(lambda: logind.owner == "")
        assert len(told.reasons) == 2

    asyncio.run(run())


def test_what_others_say_in_its_name_is_not_believed(bus: SystemBus) -> None:
    """Sent to all, and sent to us alone, which no match rule holds back; and logind replaced in words only."""

    async def run() -> None:
        told = Told()
        async with bus.member(NAME) as login1, bus.member() as liar, listening(told) as logind:
            await until(lambda: bool(logind.owner))
            us = next_after(liar)
            for to in (None, us):
                await signal(liar, "PrepareForSleep", "b", False, to=to)
                await signal(liar, "NameOwnerChanged", "sss", NAME, str(logind.owner), str(liar.unique_name),
                             to=to, path="/org/freedesktop/DBus", interface="org.freedesktop.DBus")  # fmt: skip
                await signal(liar, "PrepareForSleep", "b", False, to=to)
            await heard(liar, us)
            assert logind.owner == login1.unique_name
            # Logind's own, but of another shape.
            await signal(login1, "PrepareForSleep", "s", "false", to=us)
            await signal(login1, "PrepareForSleep", "", to=us)
            await signal(login1, "PrepareForShutdown", "b", False, to=us)
            await signal(login1, "PrepareForSleep", "b", False, to=us, path="/elsewhere")
            await heard(login1, us)
            assert told.reasons == []
            await signal(login1, "PrepareForSleep", "b", False, to=us)
            await told.next()
            assert len(told.reasons) == 1

    asyncio.run(run())


def test_a_bus_that_is_lost_is_found_again(bus: SystemBus, caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        told = Told()
        async with listening(told) as logind:
            await until(lambda: logind.owner == "")
            bus.end()
            await until(lambda: logind.owner is None)
            bus.start()
            async with bus.member(NAME) as login1:
                await until(lambda: bool(logind.owner))
                await signal(login1, "PrepareForSleep", "b", False)
                await told.next()

    asyncio.run(run())
    assert [record for record in caplog.records if record.levelname != "DEBUG"] == []


def test_without_a_bus_it_waits_quietly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        async with listening(Told(), retry=0.001) as logind:
            await asyncio.sleep(0.05)  # many tries
            assert logind.owner is None

    for address in (f"unix:path={tmp_path}/absent", "nonsense", "unix:nothing=1", "tcp:host=127.0.0.1,port=x"):
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        asyncio.run(run())
    assert [record for record in caplog.records if record.levelname != "DEBUG"] == []


def test_a_bus_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path(tempfile.mkdtemp(prefix="bowout-mute-"))

    async def run() -> None:
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as mute:
            mute.setblocking(False)
            mute.bind(str(home / "bus"))
            mute.listen()
            async with listening(Told(), retry=0.01), asyncio.timeout(ENOUGH):
                for _ in range(2):
                    called, _address = await asyncio.get_running_loop().sock_accept(mute)
                    with called:
                        await asyncio.sleep(0.1)  # longer than its patience

    monkeypatch.setattr("agent.dbus.PATIENCE", 0.05)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={home}/bus")
    asyncio.run(run())
    shutil.rmtree(home)


# ------------------------------------------------------------ all of it


def test_a_watch_tells_the_reason_and_ends_when_it_is_cancelled(bus: SystemBus) -> None:
    async def run() -> None:
        told = Told()
        watch = Watch(told)
        task = asyncio.create_task(watch.run())
        async with bus.member(NAME) as login1:
            await until(lambda: bool(watch.logind.owner))
            await signal(login1, "PrepareForSleep", "b", False)
            assert await told.next() == "resume"
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())


def test_a_watch_of_a_machine_that_tells_nothing_runs_until_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        watch = Watch(lambda reason: None)
        monkeypatch.setattr(watch.network, "open", lambda: False)
        task = asyncio.create_task(watch.run())
        await asyncio.wait({task}, timeout=0.05)
        assert not task.done()
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()

    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/absent")
    asyncio.run(run())
