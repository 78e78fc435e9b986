"""The client of the notification server, against a server that does what it is told, on a bus of its own."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from agent.desktop.card import Button
from agent.desktop.notifications import EXCESS, NAME, PATH
from agent.desktop.wire import BODY
from tests.desktop.client import KEEP, REVIEW, SEND, Client, card, client, until
from tests.desktop.server import GNOME, PLAIN, PLASMA, Bus, Posted, Server, desktop


@pytest.fixture
def bus() -> Iterator[Bus]:
    with Bus() as bus:
        yield bus


async def stranger(bus: Bus) -> MessageBus:
    """Another program of the same user."""
    return await MessageBus(bus_address=bus.address).connect()


async def part(member: MessageBus) -> None:
    member.disconnect()
    await member.wait_for_disconnect()  # type: ignore[no-untyped-call] # its annotation is missing


async def settled(own: Client, server: Server) -> None:
    """Everything that either has said has arrived: the bus keeps the order of each sender."""
    assert own._link is not None
    await own._link.ask("GetId")
    await asyncio.to_thread(server._do, _ping(server))
    await own._link.ask("GetId")


async def _ping(server: Server) -> None:
    await server._bus.call(Message("org.freedesktop.DBus", "/", "org.freedesktop.DBus.Peer", "Ping"))


def posted(server: Server) -> Posted:
    (standing,) = server.standing
    return standing


# ------------------------------------------------------------ how a card looks to the server


def test_a_card_says_who_it_is_from_and_that_it_is_private(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                assert await own.show(card(urgency="critical"))
                shown = posted(server)
                assert (shown.app, shown.summary, shown.timeout) == ("Bowout", "A letter to Lumenstack waits", 0)
                assert shown.hints == {
                    "urgency": 2,
                    "category": "email",
                    "desktop-entry": "bowout",
                    "x-gnome-privacy-scope": "user",
                }
                assert shown.actions == {"review": "Review", "send": "Send", "keep": "Keep interview", "default": ""}
                assert shown.icon.endswith("/bowout.png")

    asyncio.run(run())


def test_one_that_only_brings_another_up_to_date_makes_no_sound_and_may_go_by_itself(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card(sounds=False, lasting=False, urgency="low"))
                shown = posted(server)
                assert (shown.hints["suppress-sound"], shown.hints["urgency"], shown.timeout) == (True, 0, -1)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("capabilities", "body"),
    [(GNOME, "Tom &amp; &lt;img src=x&gt; &lt;b&gt;Co\nsecond"), (PLAIN, "Tom & <img src=x> <b>Co\nsecond")],
)
def test_markup_is_escaped_where_there_is_markup_and_nowhere_else(
    bus: Bus, capabilities: tuple[str, ...], body: str
) -> None:
    async def run() -> None:
        with Server(bus.address, capabilities) as server:
            async with client(bus.environ) as own:
                await own.show(card(summary="Tom & <b>Co", body="Tom & <img src=x> <b>Co\nsecond"))
                shown = posted(server)
                assert (shown.summary, shown.body) == ("Tom & <b>Co", body)

    asyncio.run(run())


def test_a_hostile_text_is_shown_without_what_cannot_be_seen_and_not_without_end(bus: Bus) -> None:
    hostile = "a\0b\x1b[31mc\u202egnp.exe\ud800\ufffe\u2028d\te\r\nf" + "&" * 100_000

    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                assert await own.show(card(summary=hostile, body=hostile, buttons=(Button("review", hostile),)))
                shown = posted(server)
                assert shown.summary.startswith("ab[31mcgnp.exe d e  f&&")
                assert shown.body.startswith("ab[31mcgnp.exe d e \nf&amp;")
                assert len(shown.summary) <= 200
                assert len(shown.body.replace("&amp;", "&")) <= BODY
                assert len(shown.actions["review"]) <= 60
                assert shown.body.endswith("&amp;…")

    asyncio.run(run())


def test_a_letter_that_had_to_be_cut_cannot_be_sent_from_the_card(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card(body="x" * (BODY + 1)))
                assert list(posted(server).actions) == ["review", "keep", "default"]

    asyncio.run(run())


def test_a_server_without_buttons_is_given_none(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address, ("body",)) as server:
            async with client(bus.environ) as own:
                await own.show(card(reply="make it shorter"))
                assert posted(server).actions == {}

    asyncio.run(run())


def test_more_than_three_buttons_are_none(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card(buttons=(REVIEW, SEND, KEEP, Button("later", "Later"))))
                assert posted(server).buttons == ["Review", "Send", "Keep interview"]

    asyncio.run(run())


@pytest.mark.parametrize(("capabilities", "offered"), [(PLASMA, True), (GNOME, False)])
def test_a_reply_is_asked_for_only_where_one_can_be_typed(
    bus: Bus, capabilities: tuple[str, ...], offered: bool
) -> None:
    async def run() -> None:
        with Server(bus.address, capabilities) as server:
            async with client(bus.environ) as own:
                await own.show(card(reply="shorter, warmer …"))
                shown = posted(server)
                assert ("inline-reply" in shown.actions) is offered
                assert ("x-kde-reply-placeholder-text" in shown.hints) is offered

    asyncio.run(run())


# ------------------------------------------------------------ what a person does


@pytest.mark.parametrize("broadcast", [True, False])
def test_a_button_is_told_once_with_the_card_as_it_stood_and_the_card_is_taken_down(bus: Bus, broadcast: bool) -> None:
    async def run() -> None:
        with Server(bus.address, broadcast=broadcast) as server:
            async with client(bus.environ) as own:
                mine = card(digest="d1")
                await own.show(mine)
                shown = posted(server)
                to = shown.sender
                server.say("ActivationToken", "us", shown.number, "token-1", to=to)
                for key in ("send", "keep", "send"):  # such a server leaves the card standing
                    server.say("ActionInvoked", "us", shown.number, key, to=to)
                await until(lambda: own.gestures)
                await settled(own, server)
                (gesture,) = own.gestures
                assert (gesture.card, gesture.button, gesture.token, gesture.text) == (mine, "send", "token-1", "")
                assert server.closed == [shown.number]
                assert server.standing == ()
                assert own.lost == []

    asyncio.run(run())


def test_a_click_on_the_card_itself_is_told_as_such(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card())
                server.press(posted(server))
                await until(lambda: own.gestures)
                assert own.gestures[0].button == "default"

    asyncio.run(run())


def test_what_is_typed_comes_back_as_plain_text(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address, PLASMA) as server:
            async with client(bus.environ) as own:
                await own.show(card(reply="shorter, warmer …"))
                server.say("ActionInvoked", "us", 1, "inline-reply")  # says nothing yet
                server.reply(posted(server), "make it\x07 shorter" + "!" * 5000)
                await until(lambda: own.gestures)
                (gesture,) = own.gestures
                assert gesture.button == "reply"
                assert gesture.text.startswith("make it shorter!!")
                assert len(gesture.text) < 2001

    asyncio.run(run())


def test_what_the_card_does_not_offer_cannot_be_pressed(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card(buttons=(REVIEW,)))
                number = posted(server).number
                for key in ("send", "", "reply", "inline-reply"):
                    server.say("ActionInvoked", "us", number, key)
                server.say("NotificationReplied", "us", number, "send it")
                server.say("ActionInvoked", "us", number + 1, "review")
                server.say("ActionInvoked", "uu", number, 1)
                server.say("ActionInvoked", "ss", "1", "review")
                server.say("ActionInvoked", "")
                server.say("NotificationClosed", "us", number, "review")
                server.say("ActionInvoked", "us", number, "review", path="/elsewhere")
                server.say("ActionInvoked", "us", number, "review", interface="org.else.where")
                await settled(own, server)
                assert (own.gestures, own.lost) == ([], [])
                server.press(posted(server), "review", token="a\nb")
                await until(lambda: own.gestures)
                assert own.gestures[0].token == ""

    asyncio.run(run())


def test_a_close_of_any_reason_decides_nothing_and_is_told(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                for reason in (1, 2, 3, 4, 99):
                    await own.show(card(stamp=str(reason)))
                    server._down(posted(server).number, reason)
                    await until(lambda: own.lost)
                    assert own.lost.pop().stamp == str(reason)
                assert own.gestures == []
                assert server.closed == []

    asyncio.run(run())


def test_a_card_of_the_same_key_takes_the_place_of_the_one_that_stands(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card(stamp="1"))
                await own.show(card("draft:b"))
                await own.show(card(stamp="2", summary="changed"))
                assert [(shown.number, shown.summary[:7]) for shown in server.standing] == [
                    (1, "changed"),
                    (2, "A lette"),
                ]
                server.press(server.card("changed"), "review")
                await until(lambda: own.gestures)
                assert own.gestures[0].card.stamp == "2"

    asyncio.run(run())


def test_a_card_that_is_taken_down_is_gone_and_tells_nothing_more(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card())
                shown = posted(server)
                await own.take_down("draft:a")
                await own.take_down("draft:a")
                await own.take_down("never")
                server.say("ActionInvoked", "us", shown.number, "send")
                await settled(own, server)
                assert (server.closed, own.gestures, own.lost) == ([shown.number], [], [])

    asyncio.run(run())


def test_an_answer_and_a_press_that_arrive_together_are_both_understood(bus: Bus) -> None:
    """The server says the number and the press in one breath: the second must find the first."""

    class Quick(Server):
        def _notified(self, message: Message) -> Any:
            answer = super()._notified(message)
            self._bus.send(answer)
            self._bus.send(Message.new_signal(PATH, NAME, "ActionInvoked", "us", [self.number, "review"]))
            return True

    async def run() -> None:
        with Quick(bus.address):
            async with client(bus.environ) as own:
                for _ in range(20):
                    assert await own.show(card())
                await until(lambda: len(own.gestures) == 20)

    asyncio.run(run())


def test_a_press_on_a_card_that_is_being_replaced_means_the_old_one_and_leaves_the_new_one(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card(stamp="old", digest="old"))
                server.mute = True
                new = asyncio.create_task(own.show(card(stamp="new", digest="new")))
                await until(lambda: server._held)
                server.say("ActionInvoked", "us", 1, "send")
                await until(lambda: own.gestures)
                server.mute = False
                server.answer_late()
                assert await new
                assert [gesture.card.digest for gesture in own.gestures] == ["old"]
                assert server.closed == []
                server.press(posted(server), "review")
                await until(lambda: len(own.gestures) == 2)
                assert own.gestures[1].card.digest == "new"

    asyncio.run(run())


# ------------------------------------------------------------ a server that comes, goes, refuses or is silent


def test_it_waits_for_a_server_and_starts_none(bus: Bus) -> None:
    async def run() -> None:
        async with client(bus.environ, server=False) as own:
            assert not await own.show(card())
            assert (own.present, own.capabilities, own.times_ready) == (False, frozenset(), 0)
            with Server(bus.address) as server:
                await until(lambda: own.present)
                assert own.capabilities == set(GNOME)
                assert await own.show(card())
                assert server.calls == ["GetCapabilities", "Notify"]
            await until(lambda: not own.present)
            assert own.capabilities == frozenset()
            assert not await own.show(card())
            await own.take_down("draft:a")

    asyncio.run(run())


def test_a_new_server_knows_nothing_of_the_old_ones_cards(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card())
                server.restart()
                await until(lambda: own.times_ready == 2)
                server.say("ActionInvoked", "us", 1, "send")  # a number of the old life
                await settled(own, server)
                assert own.gestures == []
                assert await own.show(card())
                assert posted(server).replaces == 0
                server.press(posted(server), "send")
                await until(lambda: own.gestures)

    asyncio.run(run())


def test_another_server_may_take_over_from_a_running_one(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address, PLAIN) as old:
            async with client(bus.environ) as own:
                await own.show(card())
                with Server(bus.address, PLASMA) as new:
                    await until(lambda: own.times_ready == 2)
                    assert "inline-reply" in own.capabilities
                    old.say("ActionInvoked", "us", 1, "send")
                    await settled(own, old)
                    assert own.gestures == []
                    assert await own.show(card())
                    assert len(new.standing) == 1

    asyncio.run(run())


def test_a_bus_that_is_lost_is_found_again(bus: Bus, caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        async with client(bus.environ, server=False) as own:
            for _ in range(2):
                with Server(bus.address) as server:
                    await until(lambda: own.present)
                    assert await own.show(card())
                    assert posted(server)
                    showing = asyncio.create_task(own.show(card("another")))
                    bus.end()
                    await showing
                    await until(lambda: not own.present)
                    assert not await own.show(card())
                bus.start()

    asyncio.run(run())
    assert [
        record for record in caplog.records if record.name.startswith("agent") and record.levelname != "DEBUG"
    ] == []


def test_plasmas_refusal_of_what_is_too_much_at_once_is_tried_again(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                server.refuse = [EXCESS]
                assert await own.show(card())
                server.refuse = [EXCESS] * 3
                assert not await own.show(card("draft:b"))
                server.refuse = ["org.freedesktop.DBus.Error.Failed"]
                assert not await own.show(card("draft:b"))
                assert len(server.standing) == 1
                assert await own.show(card("draft:b"))

    monkeypatch.setattr("agent.desktop.notifications.BREATH", 0.01)
    asyncio.run(run())


def test_a_card_that_is_taken_too_late_is_taken_down_again(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                server.mute = True
                monkeypatch.setattr("agent.dbus.PATIENCE", 0.05)
                assert not await own.show(card())
                assert not own.present
                monkeypatch.undo()
                server.mute = False
                server.answer_late()
                await until(lambda: server.closed)
                await settled(own, server)
                assert server.standing == ()
                server.say("ActionInvoked", "us", 1, "send")
                await settled(own, server)
                assert own.gestures == []
                await until(lambda: own.times_ready == 2)
                assert await own.show(card())

    asyncio.run(run())


def test_a_server_that_calls_every_card_nought_still_shows_them(bus: Bus) -> None:
    class Nought(Server):
        def _notified(self, message: Message) -> Message:
            super()._notified(message)
            return Message.new_method_return(message, "u", [0])

    async def run() -> None:
        with Nought(bus.address) as server:
            async with client(bus.environ) as own:
                assert await own.show(card())
                assert await own.show(card())
                server.say("ActionInvoked", "us", 0, "send")
                await settled(own, server)
                assert own.gestures == []

    asyncio.run(run())


def test_a_server_that_answers_nonsense_is_survived(bus: Bus) -> None:
    class Odd(Server):
        def _notified(self, message: Message) -> Message:
            return Message.new_method_return(message, "s", ["seven"])

    async def run() -> None:
        with Odd(bus.address):
            async with client(bus.environ) as own:
                await own.show(card())
                await own.take_down("draft:a")
                assert own.present

    asyncio.run(run())


def test_at_the_end_every_card_is_taken_down(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card())
                await own.show(card("draft:b"))
            await until(lambda: sorted(server.closed) == [1, 2])

    asyncio.run(run())


def test_at_the_end_a_card_that_the_server_is_just_taking_is_taken_down_too(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            server.mute = True
            async with client(bus.environ) as own:
                showing = asyncio.create_task(own.show(card()))
                await until(lambda: "Notify" in server.calls)
                showing.cancel()
                late = asyncio.get_running_loop().call_later(0.02, server.answer_late)
            late.cancel()
            await until(lambda: server.closed == [1])
            assert server.standing == ()

    asyncio.run(run())


def test_without_a_bus_it_waits_quietly(caplog: pytest.LogCaptureFixture) -> None:
    async def run(environ: dict[str, str]) -> None:
        async with client(environ, server=False) as own:
            for _ in range(5):
                assert not await own.show(card())
                await asyncio.sleep(0.005)

    gc.collect()
    caplog.clear()  # what the connections of other tests had to say when they were swept up
    for address in ("unix:path=/nonexistent/bus", "nonsense", "unix:nothing=1", "tcp:host=127.0.0.1,port=x"):
        asyncio.run(run({"DBUS_SESSION_BUS_ADDRESS": address}))
    asyncio.run(run({"XDG_RUNTIME_DIR": "/nonexistent 1;2"}))
    assert [record for record in caplog.records if record.levelname not in ("DEBUG", "INFO")] == []
    asyncio.run(run({}))


def test_the_bus_is_found_where_systemd_puts_it(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address):
            async with client({"XDG_RUNTIME_DIR": str(bus.home)}) as own:
                assert own.present

    asyncio.run(run())


# ------------------------------------------------------------ others on the same bus


def test_what_a_stranger_says_is_never_taken_for_the_servers_word(bus: Bus) -> None:
    """Broadcast, and sent to us alone, which no match rule holds back; and the server replaced in words only."""

    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card())
                number, us = posted(server).number, posted(server).sender
                liar = await stranger(bus)
                for to in (None, us):
                    for member, body in (
                        ("ActionInvoked", "send"),
                        ("ActivationToken", "t"),
                        ("NotificationReplied", "x"),
                    ):
                        await _say(liar, to, PATH, NAME, member, "us", number, body)
                    await _say(liar, to, PATH, NAME, "NotificationClosed", "uu", number, 2)
                    about = ("/org/freedesktop/DBus", "org.freedesktop.DBus", "NameOwnerChanged", "sss")
                    await _say(liar, to, *about, NAME, server._bus.unique_name, liar.unique_name)
                    await _say(liar, to, PATH, NAME, "ActionInvoked", "us", number, "send")
                await settled(own, server)
                assert (own.gestures, own.lost, own.present) == ([], [], True)
                server.press(posted(server), "review")
                await until(lambda: own.gestures)
                assert (own.gestures[0].button, own.gestures[0].token) == ("review", "")
                await part(liar)

    asyncio.run(run())


async def _say(who: MessageBus, to: str | None, path: str, interface: str, member: str, sign: str, *body: Any) -> None:
    signal = Message.new_signal(path, interface, member, sign, list(body))
    signal.destination = to
    await who.send(signal)


def test_a_forged_answer_names_neither_server_nor_card(bus: Bus) -> None:
    """Answers are told apart by small numbers. Whoever floods us with all of them is not listened to."""

    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                server.mute = True
                showing = asyncio.create_task(own.show(card()))
                await until(lambda: server._held)
                us = str(server._held[0].sender)
                liar = await stranger(bus)
                for serial in range(1, 50):
                    for sign, body in (("u", 7), ("s", str(liar.unique_name))):
                        message_type = MessageType.METHOD_RETURN
                        forged = Message(message_type=message_type, destination=us, reply_serial=serial, signature=sign, body=[body])  # fmt: skip
                        await liar.send(forged)
                await settled(own, server)
                await asyncio.sleep(0.05)
                assert not showing.done()
                server.mute = False
                server.answer_late()
                assert await showing
                await _say(liar, us, PATH, NAME, "ActionInvoked", "us", 7, "send")
                await settled(own, server)
                assert own.gestures == []
                await part(liar)

    asyncio.run(run())


def test_a_stranger_who_calls_us_is_told_nothing_and_changes_nothing(bus: Bus) -> None:
    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                await own.show(card())
                us = posted(server).sender
                other = await stranger(bus)
                answer = await other.call(Message(us, PATH, NAME, "ActionInvoked", signature="us", body=[1, "send"]))
                assert answer.message_type is MessageType.ERROR
                assert own.gestures == []
                await part(other)

    asyncio.run(run())


# ------------------------------------------------------------ started by the bus


def test_nothing_is_started_while_no_screen_is_known(bus: Bus) -> None:
    async def run() -> None:
        async with client(bus.environ, server=False) as own:
            for _ in range(3):
                assert not await own.show(card())
                await asyncio.sleep(0.02)
            assert not (bus.home / "started").exists()

    bus.startable(f"/usr/bin/touch {bus.home}/started")
    asyncio.run(run())


def test_with_a_screen_the_bus_starts_a_server_once_there_is_a_card_to_show(bus: Bus) -> None:
    async def run() -> None:
        async with client({**bus.environ, "WAYLAND_DISPLAY": "wayland-0"}, server=False) as own:
            await asyncio.sleep(0.05)
            assert not (bus.home / "started").exists()
            assert not await own.show(card())
            await until(lambda: (bus.home / "started").exists())

    bus.startable(f"/usr/bin/touch {bus.home}/started")
    asyncio.run(run())


def test_a_server_that_dies_when_it_is_started_is_not_started_again_and_again(bus: Bus) -> None:
    async def run() -> None:
        own = Client({**bus.environ, "DISPLAY": ":7"}, first=30)
        task = asyncio.create_task(own.run())
        for _ in range(20):
            await own.show(card())
            await asyncio.sleep(0.01)
        await until(lambda: (bus.home / "started").exists())
        assert (bus.home / "started").read_text() == "x\n"
        task.cancel()
        await asyncio.wait({task})

    (bus.home / "start").write_text(f"#!/bin/sh\necho x >> {bus.home}/started\n")
    (bus.home / "start").chmod(0o755)
    bus.startable(f"{bus.home}/start")
    asyncio.run(run())


def test_the_screen_may_be_known_to_the_users_systemd_only(bus: Bus) -> None:
    """The daemon was started before anybody logged in to the desktop."""

    async def run() -> None:
        systemd = await stranger(bus)
        lines = ["LANG=C"]

        def answer(message: Message) -> Message | None:
            if message.message_type is MessageType.METHOD_CALL and message.member == "Get":
                return Message.new_method_return(message, "v", [Variant("as", lines)])
            return None

        systemd.add_message_handler(answer)
        await systemd.request_name("org.freedesktop.systemd1")
        async with client(bus.environ, server=False) as own:
            assert not await own.show(card())
            await asyncio.sleep(0.1)
            assert not (bus.home / "started").exists()
            lines.append("DISPLAY=:0")
            await until(lambda: (bus.home / "started").exists())
        await part(systemd)

    bus.startable(f"/usr/bin/touch {bus.home}/started")
    asyncio.run(run())


# ------------------------------------------------------------ what it costs


def test_signals_are_asked_for_only_while_a_card_stands(bus: Bus) -> None:
    """What other programs show and close does not wake us."""

    async def run() -> None:
        with Server(bus.address) as server:
            async with client(bus.environ) as own:
                assert not own._listens
                await own.show(card())
                await own.show(card("draft:b"))
                await own.take_down("draft:a")
                assert own._listens
                server.press(server.card(), "review")
                await until(lambda: own.gestures)
                assert not own._listens
                await own.show(card())
                server.press(posted(server), "review")  # asked for again
                await until(lambda: len(own.gestures) == 2)
                await own.show(card())
                server.restart()
                await until(lambda: own.times_ready == 2)
                assert not own._listens

    asyncio.run(run())


def test_a_desktop_can_be_had_in_one_line() -> None:
    with desktop() as (server, environ):
        assert environ["DBUS_SESSION_BUS_ADDRESS"] == server.address
