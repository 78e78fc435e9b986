"""From the mail to the card, and from the card to what the people get: a real daemon, and a notification server to press."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from agent.store import asked_back
from tests.daemon.life import BRACKWATER, Life, ahead, ended, iso, spoken, wait
from tests.desktop.server import GNOME, PLASMA, Bus, Posted, Server
from tests.e2e.world import me, them

pytestmark = pytest.mark.slow

POLL = 10
"""Seconds between looks, the shortest that can be set."""
MUCH = 200
"""Messages of a hiring system, which are read whole, that take a pass long enough."""
LEEWAY = 3.0
"""One second is what a machine with nothing else to do takes; tests share theirs."""


class Desk(Life):
    """A life with a desktop: a session bus, and a server that shows notifications."""

    def __init__(
        self, root: Path, capabilities: tuple[str, ...] | None = GNOME, *, hold: int = 3, poll: int = 600
    ) -> None:
        super().__init__(root, hold=hold, poll=poll)
        text = self.config.read_text()
        self.config.write_text(text.replace("[approval]", '[approval]\nquiet_hours = ""\ncard_send = "always"'))
        self._stack = ExitStack()
        self.bus = self._stack.enter_context(Bus())
        if capabilities is not None:
            self.server = self._stack.enter_context(Server(self.bus.address, capabilities))
        self.environ = {"DBUS_SESSION_BUS_ADDRESS": self.bus.address}

    def close(self) -> None:
        super().close()
        self._stack.close()
        told = subprocess.run(["pgrep", "-f", f"{self.state} review"], capture_output=True, text=True).stdout
        for pid in told.split():  # pages outlive the daemon that opened them
            os.kill(int(pid), signal.SIGTERM)

    def card(self, text: str = "", button: str = "") -> Posted:
        try:
            return self.server.card(text, button)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.log()}\n{self.agent_view().summary()}") from None

    def offer(self) -> None:
        """Brackwater Instruments offer a place, with everything said in the mail itself."""
        self.tell(
            them(
                BRACKWATER, "Your offer from Brackwater Instruments", iso(ahead(-7, 15)),
                "Dear Ines,\n\n"
                "It was a pleasure to have you here last week. I am very happy to offer you the position of Field Calibration"
                " Engineer at Brackwater Instruments, full time, with a salary of 74,000 dollars a year and 25 days of"
                f" holidays. Your first day would be {spoken(ahead(50))}.\n\n"
                f"Please let me have your answer by {spoken(ahead(3))}.\n\n"
                "Kind regards,\nTomasz Wilk\nHead of People, Brackwater Instruments",
            ),
        )  # fmt: skip

    def firm(self) -> None:
        """And the user accepts it."""
        self.offer()
        self.tell(
            me(
                BRACKWATER, "Re: Your offer from Brackwater Instruments", iso(ahead(-3, 19)),
                "Dear Tomasz,\n\n"
                "Thank you very much. I am delighted to accept the position of Field Calibration Engineer. I look forward to"
                " it.\n\nBest regards,\nInes Calloway",
            ),
            them(
                BRACKWATER, "Re: Your offer from Brackwater Instruments", iso(ahead(-2, 9)),
                "Dear Ines,\n\n"
                "Wonderful, thank you for accepting! Everything is in order on our side. Welcome to Brackwater.\n\nTomasz",
            ),
        )  # fmt: skip

    def to(self) -> list[str]:
        return [str(message["To"]) for message in self.sent()]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Nothing has happened yet."""
    desk = Desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """A letter to Linden Hydro waits, and its card stands."""
    desk.firm()
    desk.linden()
    desk.run()
    desk.card("Linden", "send")
    return desk


def test_a_mail_that_arrives_is_a_card_within_the_poll_interval_and_a_second(tmp_path: Path) -> None:
    desk = Desk(tmp_path, poll=POLL)
    try:
        desk.linden()
        desk.run()
        desk.more_passes(0)
        desk.rested()
        assert desk.server.standing == ()
        arrived = time.monotonic()
        desk.firm()
        desk.card("Linden", "send")
        took = time.monotonic() - arrived
        print(f"from the mail to the card: {took:.2f} s, poll {POLL} s")
        assert took < POLL * 1.1 + LEEWAY
    finally:
        desk.close()


def test_send_is_held_and_then_leaves_once(asked: Desk) -> None:
    asked.server.press(asked.card("Linden", "send"), "send")
    held = asked.card("Approved: Linden", "undo")
    assert asked.sent() == []
    asked.until("Linden", "sent")
    asked.card("Sent to Linden")
    asked.server.gone(held)
    assert len(asked.sent()) == 1
    assert "lindenhydro.example" in asked.to()[0]


def test_undo_on_the_card_takes_it_back(asked: Desk) -> None:
    asked.server.press(asked.card("Linden", "send"), "send")
    asked.server.press(asked.card("Approved", "undo"), "undo")
    asked.until("Linden", "waiting")
    time.sleep(4)  # past its hold
    assert asked.sent() == []
    assert asked.agent_view().draft("Linden")["status"] == "waiting"


def test_a_card_that_is_closed_or_expires_decides_nothing(asked: Desk) -> None:
    asked.server.expire(asked.card("Linden", "send"))
    before = asked.passes()
    asked.do("sync")
    asked.asked("sync")
    asked.more_passes(before)
    assert asked.agent_view().draft("Linden")["status"] == "waiting"
    assert asked.sent() == []
    assert asked.server.standing == ()  # and it is not shown again today


def test_keep_interview(asked: Desk) -> None:
    asked.server.press(asked.card("Linden", "keep"), "keep")
    asked.until("Linden", "kept")
    assert asked.server.standing == ()


def test_yesterdays_letter_is_not_sent_by_a_card_that_still_stands_for_it(asked: Desk) -> None:
    """The letter is changed by a command that the daemon does not hear of; the card is as it was."""
    card = asked.card("Linden", "send")
    asked.environ["XDG_RUNTIME_DIR"] = str(asked.root / "elsewhere")
    id_ = asked.agent_view().draft("Linden")["id"]
    assert asked.asked("edit", id_, "--subject", "Something else").status == 0
    assert card in asked.server.standing
    asked.server.press(card, "send")
    told = asked.card("Nothing was sent", "review")
    assert "has changed since it was shown" in told.body
    assert asked.agent_view().draft("Linden")["status"] == "waiting"
    time.sleep(4)
    assert asked.sent() == []


def test_too_late_to_take_back_is_said(asked: Desk) -> None:
    asked.server.press(asked.card("Linden", "send"), "send")
    card = asked.card("Approved", "undo")
    asked.until("Linden", "sent")
    # The server was slow to take it down, so the person presses what is not there any more.
    asked.server.say("ActionInvoked", "us", card.number, "undo", to=card.sender)
    time.sleep(0.5)
    assert len(asked.sent()) == 1


def test_a_question_is_answered_on_its_card(desk: Desk) -> None:
    desk.linden()
    desk.offer()
    desk.run()
    card = desk.card("Did you accept? Brackwater", "yes")
    assert list(card.actions)[1:] == ["deciding", "yes", "no"] or list(card.actions)[:3] == ["deciding", "yes", "no"]
    desk.server.press(card, "yes")
    desk.server.gone(card)
    wait(lambda: not desk.agent_view().questions, "the answer")


def test_a_reply_asks_for_another_tone_or_kind(tmp_path: Path) -> None:
    desk = Desk(tmp_path, PLASMA)
    try:
        desk.firm()
        desk.linden()
        desk.run()
        card = desk.card("Linden", "inline-reply")
        before = desk.agent_view().draft("Linden")
        desk.server.reply(card, "Make it shorter, please")
        wait(lambda: desk.agent_view().draft("Linden")["digest"] != before["digest"], "another letter")
        assert len(desk.agent_view().draft("Linden")["body"]) < len(before["body"])
        again = desk.card("Linden", "inline-reply")
        assert again.number != card.number
        desk.server.reply(again, "disclose")
        desk.card("Tell Linden Hydro about your offer?", "review")
        assert desk.agent_view().draft("Linden")["kind"] == "disclose"
    finally:
        desk.close()


def test_review_opens_the_page(asked: Desk) -> None:
    opened = asked.root / "opened"
    browser = asked.root / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" > {opened}.part\nmv {opened}.part {opened}\n')
    browser.chmod(0o755)
    # The daemon hands its environment on, so it is started anew with a browser.
    card = asked.card("Linden", "review")
    assert ended(asked.processes[-1])[0] == 0
    asked.server.gone(card)
    asked.environ["BROWSER"] = f"{browser} %s"
    asked.run()
    asked.server.press(asked.card("Linden", "review"), "review")
    wait(opened.exists, "the browser")
    assert opened.read_text().startswith("http://127.0.0.1:")


def test_a_daemon_that_starts_anew_shows_what_still_matters(asked: Desk) -> None:
    card = asked.card("Linden", "send")
    wait((asked.state / "cards.json").exists, "the daemon to know that it stands")
    assert ended(asked.processes[-1])[0] == 0
    asked.server.gone(card)
    assert asked.server.standing == ()  # nobody is left to hear its buttons
    asked.run()
    asked.server.press(asked.card("Linden", "send"), "send")
    asked.until("Linden", "sent")


def test_a_server_that_starts_anew_is_shown_what_matters(asked: Desk) -> None:
    asked.server.restart()
    asked.server.press(asked.card("Linden", "send"), "keep")
    asked.until("Linden", "kept")


def test_without_a_server_the_status_says_so_and_nothing_is_lost(tmp_path: Path) -> None:
    desk = Desk(tmp_path, None)
    try:
        desk.firm()
        desk.linden()
        desk.run()
        desk.more_passes(0)
        assert desk.rested().endswith("no notification server")
        with Server(desk.bus.address) as late:
            late.card("Linden", "send")
            wait(lambda: "no notification server" not in desk.manager.status(), "another status")
    finally:
        desk.close()


def test_switched_off_nothing_is_connected(desk: Desk) -> None:
    desk.config.write_text(desk.config.read_text().replace("[approval]", "[approval]\nnotify = false"))
    desk.firm()
    desk.linden()
    desk.run()
    desk.more_passes(0)
    assert "notification" not in desk.rested()
    assert desk.server.calls == []
    desk.config.write_text(desk.config.read_text().replace("notify = false", "notify = true"))
    desk.processes[-1].send_signal(1)
    desk.card("Linden", "send")
    desk.config.write_text(desk.config.read_text().replace("notify = true", "notify = false"))
    desk.processes[-1].send_signal(1)
    wait(lambda: not desk.server.standing, "the card to go")


# ---------------------------------------------------------------- while a pass is under way


def lumber(desk: Desk, count: int) -> None:
    """So much mail that a pass takes its time over it."""
    folder = desk.root / "home" / "mail" / "cur"
    words = " ".join(f"Invoice line {number}: seats for your account, billed monthly." for number in range(60))
    for number in range(count):
        text = (
            f"From: Accounts <accounts@greenhouse.io>\r\nTo: {me('', '', '', '').sender}\r\n"
            f"Subject: Invoice number {number}\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\n"
            f"Message-ID: <invoice-{number}@greenhouse.io>\r\n\r\n{words}\r\n"
        )
        (folder / f"{number}.lumber:2,S").write_text(text)


def test_a_decision_does_not_wait_for_a_mailbox_to_be_read(tmp_path: Path) -> None:
    desk = Desk(tmp_path, hold=600)
    try:
        desk.firm()
        desk.linden()
        desk.run()
        desk.server.press(desk.card("Linden", "send"), "send")
        held = desk.card("Approved", "undo")
        lumber(desk, MUCH)
        before = desk.passes()
        desk.processes[-1].send_signal(signal.SIGUSR1)
        desk.manager.wait("at work", after=len(desk.manager.listen()) - 1)
        time.sleep(2)  # it reads by now
        begin = time.monotonic()
        desk.server.press(held, "undo")
        desk.until("Linden", "waiting")
        took = time.monotonic() - begin
        assert desk.passes() == before, "the pass was over too soon to try anything"
        print(f"taken back within {took:.2f} s while mail was read")
        desk.more_passes(before, patience=120)
        assert desk.agent_view().draft("Linden")["status"] == "waiting"
        assert desk.sent() == []
    finally:
        desk.close()


def test_what_is_taken_back_while_another_letter_is_on_its_way_does_not_leave_after_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, hold=6)
    try:
        desk.firm()
        desk.linden()
        desk.orchard()
        desk.run()
        desk.sending("block")
        desk.server.press(desk.card("Withdraw from Linden", "send"), "send")
        desk.card("Approved: Linden", "undo")
        time.sleep(3)
        desk.server.press(desk.card("Withdraw from Orchard", "send"), "send")
        wait((desk.root / "home" / "out" / "started").exists, "the first letter to be on its way")
        desk.server.press(desk.card("Approved: Orchard", "undo"), "undo")
        time.sleep(4)  # past the hold of the second
        desk.let_go()
        desk.until("Orchard", "waiting")
        desk.until("Linden", "sent")
        time.sleep(2)
        assert len(desk.sent()) == 1
        assert desk.agent_view().draft("Orchard")["status"] == "waiting"
    finally:
        desk.close()


def test_what_is_taken_back_as_the_machine_shuts_down_stays_taken_back(asked: Desk) -> None:
    asked.server.press(asked.card("Linden", "send"), "send")
    asked.server.press(asked.card("Approved", "undo"), "undo")
    assert ended(asked.processes[-1])[0] == 0
    asked.run()
    asked.until("Linden", "waiting")
    time.sleep(4)  # past its hold
    assert asked.sent() == []


def test_what_was_asked_back_when_the_power_failed_is_taken_back_at_the_next_start(asked: Desk) -> None:
    asked.processes[-1].kill()
    asked.processes[-1].wait(20)
    id_ = asked.agent_view().draft("Linden")["id"]
    assert asked.agent("approve", id_, "--yes").status == 0
    asked_back.mark(asked.state, id_)
    before = time.time() - 3600
    os.utime(asked.state / f"asked-back-{id_}", (before, before))
    asked.run()
    asked.until("Linden", "waiting")
    time.sleep(4)
    assert asked.sent() == []
    assert not list(asked.state.glob("asked-back*"))
