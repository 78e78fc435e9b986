"""The page that maps each rule to its tests names tests that exist, and every test of the policy modules is named there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "policy-tests.md"
RULE = re.compile(r"^\| (?!rule|---)(?P<rule>.+?) \| (?P<tests>.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def rules() -> dict[str, list[tuple[str, str]]]:
    """Rule → (file, test) pairs."""
    return {found["rule"]: NAMED.findall(found["tests"]) for found in RULE.finditer(PAGE.read_text(encoding="utf-8"))}


def functions_of(file: str) -> set[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_rule_has_a_test_and_every_test_that_is_named_exists() -> None:
    found = rules()
    assert len(found) > 80
    assert [rule for rule, tests in found.items() if not tests] == []
    there = {file: functions_of(file) for tests in found.values() for file, _ in tests if (TESTS / file).is_file()}
    assert [pair for tests in found.values() for pair in tests if pair[1] not in there.get(pair[0], ())] == []


def test_every_test_of_a_policy_module_is_laid_to_a_rule() -> None:
    named = {pair for tests in rules().values() for pair in tests}
    modules = sorted(path.name for path in (TESTS / "e2e").glob("test_policy_*.py") if path.name != Path(__file__).name)
    assert [
        f"{file}::{test}"
        for file in modules
        for test in sorted(functions_of(f"e2e/{file}"))
        if (f"e2e/{file}", test) not in named
    ] == []
