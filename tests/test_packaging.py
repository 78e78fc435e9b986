"""What is installed is whole: the built wheel has the files that the program reads, the locks say what and not where."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.txt", "requirements-dev.txt")
EPOCH = "1767225600"
CACHES = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution, built as an installer would."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(target)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(built.glob("bowout-*.whl")))


def shipped(top: str) -> set[str]:
    """Every file of a package in the source tree."""
    files = (path for path in (ROOT / top).rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(ROOT).as_posix() for path in files if not CACHES & set(path.parts)}


def named_pages() -> set[str]:
    """Pages of docs/ that the program's messages name."""
    files = [path for top in ("agent", "connectors") for path in (ROOT / top).rglob("*.py")]
    files.append(ROOT / "agent/config.example.toml")
    found = (re.findall(r"docs/([a-z-]+)\.md", path.read_text(encoding="utf-8")) for path in files)
    return {name for names in found for name in names}


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
    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == {"agent", "connectors"}


@pytest.mark.slow
def test_the_wheel_brings_the_manual_page_and_the_completions(wheel: zipfile.ZipFile) -> None:
    data = {name.partition(".data/data/")[2] for name in wheel.namelist() if ".data/" in name}
    pages = {name for name in data if name.startswith("share/doc/bowout/")}
    assert data - pages == shipped("share")
    told_to_developers = {"architecture", "letters"}
    assert named_pages() - told_to_developers <= {Path(name).stem for name in pages}
    assert {"share/man/man1/agent.1", "share/bash-completion/completions/agent"} <= data


@pytest.mark.slow
def test_the_wheel_names_the_command_and_the_python_that_it_needs(wheel: zipfile.ZipFile) -> None:
    (info,) = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    assert "agent = agent.cli.main:run" in wheel.read(f"{info}/entry_points.txt").decode()
    metadata = wheel.read(f"{info}/METADATA").decode()
    assert "Requires-Python: " in metadata
    assert "Name: bowout" in metadata


@pytest.mark.slow
def test_the_source_distribution_can_be_built_and_tested(built: Path) -> None:
    with tarfile.open(next(built.glob("bowout-*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "Makefile", *LOCKS, "config.example.toml"} <= names
    # What the pages and the tests read besides.
    assert {"tests/test_packaging.py", "CONTRIBUTING.md", "benchmarks/__main__.py", "training/README.md"} <= names
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


def licences(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "packaging" / "licences.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def test_every_locked_package_has_its_line_with_a_licence_that_is_allowed() -> None:
    done = licences("--check")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def rules() -> ModuleType:
    return script("licences")


def script(name: str) -> ModuleType:
    """A script of packaging/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-2.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("(MIT OR Apache-2.0) AND BSD-3-Clause", True),
        ("(MIT OR Apache-2.0) AND AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_licence_is_allowed_where_it_can_be_kept_to(rules: ModuleType, expression: str, is_allowed: bool) -> None:
    assert rules.allowed(expression) is is_allowed


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ([("License-Expression", "BSD-2-Clause")], "BSD-2-Clause"),
        (
            [("License", "Apache 2.0"), ("Classifier", "License :: OSI Approved :: Apache Software License")],
            "Apache-2.0",
        ),
        ([("License", ""), ("Classifier", "License :: OSI Approved :: MIT License")], "MIT"),
        ([("License", "BSD"), ("Classifier", "License :: OSI Approved :: BSD License")], None),
        ([], None),
    ],
)
def test_metadata_name_a_licence_or_are_held_to_name_none(
    rules: ModuleType, headers: list[tuple[str, str]], found: str | None
) -> None:
    about = Message()
    for name, value in headers:
        about[name] = value
    assert rules.of_metadata(about) == found


def test_a_package_that_nobody_knows_stops_the_table(rules: ModuleType) -> None:
    with pytest.raises(rules.Unclear, match="its licence is not known"):
        rules.licence("no-such-package", {"1"}, {})
    with pytest.raises(rules.Unclear, match="not among the licences that are allowed"):
        rules.licence("no-such-package", {"1"}, {"no-such-package": "AGPL-3.0-only"})


def test_the_bill_of_materials_names_the_licence_where_a_package_says_nothing_of_it() -> None:
    packages = [{"name": "protobuf"}, {"name": "uritemplate"}, {"name": "rich", "licenses": ["its own word"]}]
    bill = script("sbom").finished({"metadata": {"component": {"name": "bowout"}}, "components": packages}, "1")
    assert [package["licenses"] for package in bill["components"]] == [
        [{"expression": "BSD-3-Clause"}],
        [{"expression": "BSD-3-Clause OR Apache-2.0"}],
        ["its own word"],
    ]


@pytest.mark.slow
def test_the_wheel_brings_the_licences_of_all_that_is_in_it(wheel: zipfile.ZipFile) -> None:
    (info,) = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    texts = {name.removeprefix(f"{info}/licenses/") for name in wheel.namelist() if "/licenses/" in name}
    assert texts == {"LICENSE", *(path.relative_to(ROOT).as_posix() for path in (ROOT / "agent").rglob("LICENSE"))}
    assert "License-Expression: MIT AND CC-BY-SA-4.0" in wheel.read(f"{info}/METADATA").decode()


@pytest.mark.slow
def test_built_from_another_place_at_another_time_it_is_the_same(built: Path, tmp_path: Path) -> None:
    """A copy elsewhere, with other times and rights of its files; the whole of it is `make reproducible`."""
    with tarfile.open(next(built.glob("bowout-*.tar.gz"))) as archive:
        archive.extractall(tmp_path / "elsewhere", filter="data")
    (copy,) = (tmp_path / "elsewhere").iterdir()
    for path in copy.rglob("*"):
        os.utime(path, (1, 1))
    environment = {**os.environ, "TZ": "Pacific/Chatham", "SOURCE_DATE_EPOCH": EPOCH}
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path)]
    subprocess.run(command, cwd=copy, env=environment, umask=0o077, check=True, capture_output=True)
    assert {path.name for path in built.iterdir()} == {path.name for path in tmp_path.glob("bowout-*")}
    for path in built.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_only_pythons_that_are_tried_are_claimed() -> None:
    claimed = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    tried = (ROOT / "packaging" / "environments.sh").read_text(encoding="utf-8")
    assert claimed == re.search(r"^pythons=\((.*)\)", tried, re.MULTILINE)[1].split()  # type: ignore[index]
    first, last = claimed[0], int(claimed[-1].split(".")[1])
    assert PROJECT["requires-python"] == f">={first},<3.{last + 1}"
    for page in ("README.md", "CONTRIBUTING.md", "Makefile", "docs/getting-started.md"):
        assert f"{first} to 3.{last}" in (ROOT / page).read_text(encoding="utf-8"), page


@pytest.mark.parametrize("script", sorted((ROOT / "packaging").glob("*.sh")), ids=lambda path: path.name)
def test_every_script_can_be_read(script: Path) -> None:
    read = subprocess.run(["bash", "-n", script], capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
