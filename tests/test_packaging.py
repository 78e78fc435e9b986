"""What is installed is whole: the built wheel has the files that the program reads, the locks say what and not where."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.txt", "requirements-dev.txt")
CACHES = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution, built as an installer would."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(built.glob("bowout-*.whl")))


def shipped(top: str) -> set[str]:
    """Every file of a package in the source tree."""
    files = (path for path in (ROOT / top).rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(ROOT).as_posix() for path in files if not CACHES & set(path.parts)}


@pytest.mark.slow
@pytest.mark.parametrize("top", ["agent", "connectors"])
def test_the_wheel_has_every_file_of_the_packages(wheel: zipfile.ZipFile, top: str) -> None:
    assert {name for name in wheel.namelist() if name.startswith(f"{top}/")} == shipped(top)


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    [
        r"agent/letters/templates/en/withdrawal\.warm\.txt",
        r"agent/store/schema\.sql",
        r"agent/(.+/)?words\.txt",
        r"agent/demo/data/.+\.eml",
        r"agent/demo/data/.+\.ics",
    ],
)
def test_the_wheel_has_the_data_that_the_program_reads(wheel: zipfile.ZipFile, pattern: str) -> None:
    assert any(re.fullmatch(pattern, name) for name in wheel.namelist())


@pytest.mark.slow
def test_the_wheel_brings_nothing_but_the_two_packages(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"agent", "connectors"}


@pytest.mark.slow
def test_the_wheel_names_the_command_and_the_python_that_it_needs(wheel: zipfile.ZipFile) -> None:
    (info,) = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    assert "agent = agent.cli.main:run" in wheel.read(f"{info}/entry_points.txt").decode()
    metadata = wheel.read(f"{info}/METADATA").decode()
    assert "Requires-Python: >=3.11" in metadata
    assert "Name: bowout" in metadata


@pytest.mark.slow
def test_the_source_distribution_can_be_built_and_tested(built: Path) -> None:
    with tarfile.open(next(built.glob("bowout-*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "Makefile", *LOCKS, "config.example.toml"} <= names
    assert "tests/test_packaging.py" in names
    assert shipped("agent") <= names


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_file_has_its_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", "")
    entries = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+.*--hash=sha256:[0-9a-f]{64}", entry), entry[:60]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_does_not_say_where_its_files_come_from(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*(--|-[a-z] )(?!hash)|index-url|find-links", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_that_the_program_needs_is_locked(lock: str) -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    assert {re.split(r"[>=<]", needed)[0] for needed in PROJECT["dependencies"]} <= locked


def test_both_locks_name_the_same_versions() -> None:
    program, tools = (
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in LOCKS
    )
    assert {name: tools.get(name) for name in program} == program
