"""The configuration that the daemon goes by."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.daemon.settings import Current, Settings
from agent.errors import WrongUsage

GOOD = '[user]\nname = "Ines"\naddresses = ["ines@postbox.example"]\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(GOOD)
    return path


def test_a_file_with_faults_keeps_the_old_and_is_not_read_twice(file: Path) -> None:
    current = Current(str(file), Settings.read(str(file)))
    assert not current.changed()
    file.write_text("[user")
    assert current.changed()
    assert not current.read()
    assert not current.changed()
    assert "not valid TOML" in current.fault
    assert current.settings is not None
    assert current.settings.config.user.name == "Ines"
    file.write_text(GOOD.replace("Ines", "Ida"))
    assert current.changed()
    assert current.read()
    assert (current.fault, current.settings.config.user.name) == ("", "Ida")


def test_a_file_that_is_gone_changes_nothing_until_it_is_back(file: Path) -> None:
    current = Current(str(file), Settings.read(str(file)))
    file.rename(file.with_suffix(".kept"))
    assert not current.changed()
    assert not current.read()
    assert current.settings is not None
    file.with_suffix(".kept").rename(file)
    assert current.changed()
    assert current.read()
    assert current.fault == ""


def test_a_file_that_was_not_there_yet_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    current = Current(str(path), None)
    assert not current.changed()
    path.write_text(GOOD)
    assert current.changed()
    assert current.read()


def test_what_a_worker_is_given_is_the_very_text_that_was_checked(file: Path) -> None:
    settings = Settings.read(str(file))
    file.write_text("[user")
    assert settings.text == GOOD
    with pytest.raises(WrongUsage):
        Settings.read(str(file))
