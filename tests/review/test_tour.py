"""`agent review --tty`, and `agent approve` without ids: the same cases one after the other, with the same choices."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Home
from tests.cli.test_terminal import terminal

ALL = "/k(eep)/l(ater)/w(hy)/o(ffer is none)/s(kip)]"


def status(home: Home, employer: str) -> str:
    return str(home.draft(employer)["status"])


def test_questions_come_first_then_each_letter_with_all_choices(home: Home) -> None:
    with terminal(home, "review", "--tty") as screen:
        asked = screen.until("Your answer? [1-5/S(kip)/q(uit)]")
        assert "Did you accept the offer of Brookmere Logistics" in asked
        assert "4  turned down" in asked
        screen.type("4\n")
        screen.until("Noted.")
        employers = []
        for number in (1, 2, 3, 4):
            shown = screen.until(f"({number} of 4) [y/N/e(dit)")
            employers += [name for name in ("Brookmere", "Tidewell", "Corvane", "Lanternvale") if f" {name}" in shown]
            screen.type("s\n")
        assert screen.end() == 0
        assert set(employers) == {"Brookmere", "Tidewell", "Corvane", "Lanternvale"}
    assert home.agent("questions", "--json").data == []


def test_an_interview_is_kept_and_another_one_put_off(home: Home) -> None:
    with terminal(home, "review", "--tty") as screen:
        screen.until("q(uit)]")
        screen.type("s\n")
        for _ in range(4):
            shown = screen.until(ALL)
            if "Tidewell Analytics" in shown:
                screen.type("k\n")
                screen.until("Kept")
            elif "Lanternvale" in shown:
                screen.type("l\n")
                screen.until("ask again?")
                screen.type("2d\n")
                screen.until("Bowout asks again Sun 22 Nov 09:30")
            else:
                screen.type("s\n")
        assert screen.end() == 0
    assert [status(home, name) for name in ("Tidewell", "Lanternvale", "Brookmere")] == ["kept", "snoozed", "waiting"]


def test_why_shows_the_chain_and_asks_again(home: Home) -> None:
    with terminal(home, "approve") as screen:
        screen.until(f"(1 of 3) [y/N/e(dit)/t(one){ALL}")
        screen.type("w\n")
        assert "“" in screen.until(f"(1 of 3) [y/N/e(dit)/t(one){ALL}")
        screen.type("n\n")
        screen.until("it waits")
        assert screen.end() == 0


def test_a_letter_is_had_in_another_tone_and_shown_again(home: Home) -> None:
    before = {name: home.draft(name)["body"] for name in ("Brookmere", "Tidewell", "Lanternvale")}
    with terminal(home, "approve") as screen:
        screen.until(f"[y/N/e(dit)/t(one){ALL}")
        screen.type("t\n")
        screen.until("as it is]")
        screen.type("brief\n")
        screen.until(f"(1 of 3) [y/N/e(dit)/t(one){ALL}")
        screen.type("t\n")
        screen.until("as it is]")
        screen.type("\n")
        screen.until(f"(1 of 3) [y/N/e(dit)/t(one){ALL}")
        screen.type("n\n")
        assert screen.end() == 0
    changed = [name for name, body in before.items() if home.draft(name)["body"] != body]
    assert len(changed) == 1
    assert len(home.draft(changed[0])["body"]) < len(before[changed[0]])


def test_another_kind_that_fits_takes_the_place_of_the_letter(home: Home) -> None:
    with terminal(home, "approve") as screen:
        for _ in range(3):
            if "Withdrawal · Tidewell" in screen.until(ALL):
                screen.type("t\n")
                assert "disclose" in screen.until("as it is]")
                screen.type("disclose\n")
                screen.until(ALL)
            screen.type("s\n")
        assert screen.end() == 0
    assert home.draft("Tidewell")["kind"] == "disclose"


def test_a_time_that_is_none_is_told_and_asked_again(home: Home) -> None:
    with terminal(home, "approve") as screen:
        screen.until(ALL)
        screen.type("l\n")
        screen.until("ask again?")
        screen.type("some day\n")
        assert "is no time" in screen.until(ALL)
        screen.type("n\n")
        assert screen.end() == 0


def test_an_offer_that_is_none_goes_with_its_letters(home: Home) -> None:
    with terminal(home, "approve") as screen:
        for _ in range(3):
            if "Tidewell Analytics" in screen.until(ALL):
                break
            screen.type("s\n")
        screen.type("o\n")
        screen.until("Set aside.")
        screen.type("n\n")
        screen.end()
    assert status(home, "Tidewell") == "void"


def test_without_a_terminal_it_says_what_to_do(home: Home) -> None:
    told = home.agent("review", "--tty")
    assert (told.status, told.err) == (2, "agent: There is no terminal to ask on.\n`agent status` shows what waits.\n")


def test_own_words_that_were_set_aside_are_had_again(home: Home, tmp_path: Path) -> None:
    id_ = home.draft("Tidewell")["id"]
    (tmp_path / "words").write_text("My own words.\n")
    home.agent("edit", id_, "--body-file", str(tmp_path / "words"))
    home.agent("redraft", id_, "--tone", "brief")
    with terminal(home, "review", "--tty") as screen:
        screen.until("q(uit)]")
        screen.type("s\n")
        while "Withdrawal · Tidewell" not in screen.until(ALL):
            screen.type("s\n")
        screen.type("t\n")
        assert "withdrawal (your own words)" in screen.until("as it is]")
        screen.type("withdrawal\n")
        assert "My own words." in screen.until(ALL)
        screen.type("n\n")
        assert screen.end() == 0
    assert home.draft("Tidewell")["body"] == "My own words.\n"
