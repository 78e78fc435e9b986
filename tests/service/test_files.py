"""The files of the service: what they say, whose they are, and that a change by hand is noticed."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path
from xml.etree import ElementTree

import pytest

from agent.service import Places, command_line, files

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.of({}, tmp_path)


def exec_start(*command: str) -> str:
    (line,) = (line for line in files.unit(command).splitlines() if line.startswith("ExecStart="))
    return line.removeprefix("ExecStart=")


# ---------------------------------------------------------------- shipped


@pytest.mark.parametrize("name", [files.UNIT, *files.DROP_INS])
def test_the_repository_shows_the_very_files_that_are_installed(name: str) -> None:
    assert (ROOT / "systemd" / name).read_text(encoding="utf-8") == files.shipped(name)


def test_every_line_of_the_unit_is_a_directive_with_a_section_or_a_comment() -> None:
    for name in (files.UNIT, *files.DROP_INS):
        parser = configparser.ConfigParser(strict=False, delimiters=("=",), interpolation=None)
        parser.read_string(files.shipped(name))
        assert "Service" in parser


def test_both_drop_ins_are_never_meant_together() -> None:
    loose, tight = (files.shipped(name) for name in ("setgid.conf", "hardening.conf"))
    assert "NoNewPrivileges=no" in loose
    assert "PrivateUsers=yes" in tight


# ---------------------------------------------------------------- written


def test_the_unit_starts_the_program_by_its_absolute_path() -> None:
    assert exec_start("/home/sam/.local/bin/agent") == "/home/sam/.local/bin/agent run"


def test_a_path_with_blanks_percent_signs_and_quotes_stays_one_word() -> None:
    odd = '/home/sam/my 100% "best"/agent'
    assert exec_start(odd) == '"/home/sam/my 100%% \\"best\\"/agent" run'


def test_a_dollar_sign_is_doubled_in_options_and_left_alone_in_the_programs_path() -> None:
    assert exec_start("/opt/$x/agent", "--state", "/srv/$y") == '"/opt/$x/agent" --state "/srv/$$y" run'


def test_the_desktop_entry_opens_the_review_page_and_is_not_shown_in_menus() -> None:
    entry = files.desktop(("/opt/my $agent", "--config", "/etc/x.toml"))
    assert 'Exec="/opt/my \\\\$agent" --config /etc/x.toml review' in entry
    assert "NoDisplay=true" in entry
    assert "\nIcon=bowout\n" in entry
    assert "\nName=Bowout\n" in entry


@pytest.mark.parametrize("word", ["/usr/bin/agent", "/a b/c", '/a"b', "/tab\tand'quote"])
def test_a_quoted_word_reads_back_as_itself(word: str) -> None:
    assert shlex.split(files.exec_word(word)) == [word]


# ---------------------------------------------------------------- whose


def test_what_was_written_is_ours_until_somebody_changes_it(places: Places) -> None:
    assert files.standing(places.unit) == "absent"
    assert files.write(places.unit, files.unit(("/usr/bin/agent",)))
    assert files.standing(places.unit) == "ours"
    places.unit.write_text(places.unit.read_text() + "Nice=19\n")
    assert files.standing(places.unit) == "edited"


def test_an_older_version_of_ours_is_ours(places: Places) -> None:
    files.write(places.unit, "[Service]\nExecStart=/bin/true\n")
    assert files.standing(places.unit) == "ours"


def test_a_unit_copied_by_hand_from_the_repository_is_ours(places: Places) -> None:
    places.units.mkdir(parents=True)
    places.unit.write_text(files.shipped(files.UNIT))
    assert files.standing(places.unit) == "ours"


def test_somebody_elses_unit_is_theirs_and_a_masked_one_too(places: Places) -> None:
    places.units.mkdir(parents=True)
    places.unit.write_text("[Service]\nExecStart=/bin/true\n")
    assert files.standing(places.unit) == "theirs"
    places.unit.unlink()
    places.unit.symlink_to("/dev/null")
    assert files.standing(places.unit) == "theirs"


def test_writing_the_same_again_changes_nothing(places: Places) -> None:
    assert files.write(places.desktop, "text\n")
    assert not files.write(places.desktop, "text\n")
    assert files.write(places.desktop, "another\n")
    assert [path.name for path in places.applications.iterdir()] == ["bowout.desktop"]


def test_a_file_of_the_users_is_moved_aside_whole(places: Places) -> None:
    places.units.mkdir(parents=True)
    places.unit.write_text("mine\n")
    assert files.set_aside(places.unit).read_text() == "mine\n"
    assert not places.unit.exists()


def test_the_icon_is_a_picture_with_its_mark_and_ours_until_somebody_changes_it(places: Places) -> None:
    assert files.write(places.icon, files.shipped(files.ICON))
    assert not files.write(places.icon, files.shipped(files.ICON))
    assert ElementTree.parse(places.icon).getroot().tag.endswith("svg")
    assert files.standing(places.icon) == "ours"
    places.icon.write_text(places.icon.read_text().replace("#0b5c74", "#000000"))
    assert files.standing(places.icon) == "edited"


# ---------------------------------------------------------------- where


def test_places_follow_the_xdg_folders(tmp_path: Path) -> None:
    places = Places.of({"XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "relative"}, tmp_path)
    assert places.unit == Path("/c/systemd/user/bowout.service")
    assert places.desktop == tmp_path / ".local/share/applications/bowout.desktop"
    assert places.icon == tmp_path / ".local/share/icons/hicolor/scalable/apps/bowout.svg"


def test_a_systemd_that_looks_elsewhere_is_given_its_own_place(tmp_path: Path) -> None:
    home = str(tmp_path / ".config/systemd/user")
    assert Places.of({"XDG_CONFIG_HOME": "/c"}, tmp_path, (home, "/etc/systemd/user")).units == Path(home)


def test_the_program_is_named_as_it_was_called_links_unresolved(tmp_path: Path) -> None:
    (tmp_path / "real").touch(0o755)
    (tmp_path / "agent").symlink_to("real")
    called = str(tmp_path / "agent")
    assert command_line(called, "/usr/bin/python3", None, None) == (called,)


def test_options_that_are_not_the_usual_ones_are_carried_over() -> None:
    command = command_line("/usr/bin/agent", "/usr/bin/python3", "/etc/b.toml", "/srv/state")
    assert command == ("/usr/bin/agent", "--config", "/etc/b.toml", "--state", "/srv/state")


def test_called_as_a_module_it_is_the_command_beside_the_interpreter_or_the_module(tmp_path: Path) -> None:
    module, python = "/lib/agent/__main__.py", str(tmp_path / "python3")
    assert command_line(module, python, None, None) == (python, "-P", "-m", "agent")
    (tmp_path / "agent").touch(0o755)
    assert command_line(module, python, None, None) == (str(tmp_path / "agent"),)
