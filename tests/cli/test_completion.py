"""Completion and the manual: up to date, whole, and finishing words in a real shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from agent.cli import manual
from agent.cli.command import HIDDEN, MODULES
from agent.cli.fitting import FITTING
from agent.cli.tree import BEFORE, Branch, branches
from tests.cli.conftest import Home, run
from tests.cli.share import made


@pytest.fixture(scope="module")
def tree() -> list[Branch]:
    return branches()


@pytest.mark.parametrize("path", made(), ids=lambda path: path.name)
def test_what_is_installed_for_shells_and_man_is_as_the_commands_are(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == made()[path], "write it anew: make share"


def test_the_manual_has_every_command_with_every_option(tree: list[Branch]) -> None:
    page = run("manual").out
    assert {branch.name for branch in tree} == set(MODULES) - set(HIDDEN)
    for branch in tree:
        assert f"\n.SS agent {branch.name}" in page
        assert branch.about, branch.name
        for word in branch.words:
            assert word.says, (branch.name, word)
            for flag in word.flags:
                assert flag.replace("-", "\\-") in page
    for flag, _, _ in BEFORE:
        assert flag in run("--help").out or flag == "--help"


@pytest.mark.skipif(shutil.which("man") is None, reason="optional: there is no man(1) here")
def test_man_shows_the_manual_without_a_complaint(tmp_path: Path, tree: list[Branch]) -> None:
    path = tmp_path / "agent.1"
    path.write_text(manual.page(tree), encoding="utf-8")
    command = ["man", "--warnings", "-l", str(path)]
    environ = {**os.environ, "MANPAGER": "cat", "MANWIDTH": "100", "LC_ALL": "C.UTF-8", "MAN_KEEP_FORMATTING": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    assert "agent explain [-h] [--json]" in done.stdout
    assert done.stderr == ""


def finished(home: Home, shell: str, line: str) -> set[str]:
    """The words that a shell offers after that line."""
    bin_ = home.state.parent / "bin"
    bin_.mkdir(exist_ok=True)
    program = bin_ / "agent"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m agent "$@"\n')
    program.chmod(0o755)
    environ = {
        **os.environ,
        "PATH": f"{bin_}:{os.environ['PATH']}",
        "BOWOUT_CONFIG": str(home.config),
        "BOWOUT_STATE": str(home.state),
        "HOME": str(home.state.parent),
    }
    script = home.state.parent / f"agent.{shell}"
    script.write_text(run("completion", shell).out)
    if shell == "fish":
        code = f"source {script}; complete -C '{line}'"
    else:
        words = " ".join(f"'{word}'" for word in line.split(" "))
        code = (
            f"source {script}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
            '_agent agent "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"; printf "%s\\n" "${COMPREPLY[@]}"'
        )
    done = subprocess.run([shell, "-c", code], capture_output=True, text=True, check=False, env=environ)
    assert done.stderr == ""
    return {text.partition("\t")[0] for text in done.stdout.splitlines() if text}


SHELLS = [
    pytest.param(shell, marks=pytest.mark.skipif(shutil.which(shell) is None, reason=f"optional: no {shell} here"))
    for shell in ("bash", "fish")
]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_finishes_commands_options_and_ids(home: Home, shell: str) -> None:
    letter = home.draft("Tidewell")["id"]
    assert finished(home, shell, "agent st") == {"status"}
    assert finished(home, shell, "agent approve --im") == {"--immediately"}
    assert letter in finished(home, shell, "agent approve ")
    assert finished(home, shell, f"agent show {letter[:-1]}") == {letter}
    assert "disclose" in finished(home, shell, f"agent redraft {letter} --kind ")
    assert finished(home, shell, "agent sync --account ") == {"personal", "old-uni"}
    offers = {one["id"] for one in home.agent("offers", "--json").data}
    assert finished(home, shell, "agent offer accept ") == offers
    assert not finished(home, shell, "agent --state /nowhere show ")


@pytest.mark.skipif(shutil.which("zsh") is None, reason="optional: no zsh here")
def test_zsh_finds_nothing_wrong_with_its_script(tmp_path: Path) -> None:
    path = tmp_path / "_agent"
    path.write_text(run("completion", "zsh").out)
    assert subprocess.run(["zsh", "-n", str(path)], capture_output=True, check=True).stderr == b""


def test_what_fits_a_command_is_what_it_takes(home: Home) -> None:
    def words(*argv: str) -> set[str]:
        return {line.partition("\t")[0] for line in home.agent("complete", *argv).out.splitlines() if line}

    document = home.agent("status", "--json").data
    assert words("show") == {one["id"] for noun in FITTING["show"] for one in document[noun]}
    question = document["questions"][0]
    assert question["id"] in words("answer")
    assert words("answer", question["id"]) == set(question["answers"])
    assert words("login") == {"personal", "old-uni"}
    assert words("undo") == set()


def test_while_somebody_types_nothing_is_ever_said_of_a_fault(tmp_path: Path) -> None:
    assert run("complete", "show") == (0, "", "")
    broken = tmp_path / "c.toml"
    broken.write_text("[")
    assert run("--config", str(broken), "complete", "show") == (0, "", "")
    assert not (tmp_path / "xdg-state").exists()
