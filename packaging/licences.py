"""The licences of all that comes along with Bowout, as a table: docs/licences.md.

    python packaging/licences.py            write the table anew
    python packaging/licences.py --check    fail where it is not as it would be written

A package's licence is what its own metadata say (License-Expression, else the plain words that many use instead), or
what `licences.toml` says where they are silent or vague. One that is not allowed there is an error, and so is a package of
the lock whose licence nobody knows. Packages that are not installed here as they are locked keep the line that they have.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "licences.md"
RULES: dict[str, Any] = tomllib.loads((ROOT / "packaging" / "licences.toml").read_text(encoding="utf-8"))
WORDS = {
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache software": "Apache-2.0",
    "mit": "MIT",
    "isc": "ISC",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}
"""How packages call their licence, in lower case and without the word itself, where that is as clear as the identifier."""
LINE = re.compile(r"^\| ([a-z0-9-]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
USES = {True: "the program", False: "development"}


class Unclear(Exception):
    """A package without a licence that is known and allowed; the text says which."""


def locked(lock: str) -> dict[str, set[str]]:
    """The packages of a lock file in order, each with the versions that it names (it depends on the Python)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return dict(sorted(found.items()))


def installed(name: str, versions: set[str]) -> Any:
    """What a package says of itself; None where it is not here in one of these versions."""
    try:
        return metadata.metadata(name) if metadata.version(name) in versions else None
    except metadata.PackageNotFoundError:
        return None


def of_metadata(about: Any) -> str | None:
    """The SPDX expression that a package's metadata come to; None where they name none, or only a family."""
    expression = about.get("License-Expression")
    if expression:
        return str(expression)
    classifiers = [one.split(" :: ")[-1] for one in about.get_all("Classifier") or [] if one.startswith("License")]
    for words in (about.get("License") or "", *(classifiers if len(classifiers) == 1 else ())):
        plain = words.strip().lower().removesuffix(" license")
        found = WORDS.get(plain) or next((one for one in RULES["allowed"] if one.lower() == plain), None)
        if found:
            return str(found)
    return None


def licence(name: str, versions: set[str], before: dict[str, str]) -> str:
    """The licence of a package. before: the lines that the table has already. Raises Unclear."""
    about = installed(name, versions)
    found = RULES["packages"].get(name) or (of_metadata(about) if about else before.get(name))
    if not found:
        raise Unclear(f"{name}: its licence is not known; packaging/licences.toml can say it")
    if not allowed(found):
        raise Unclear(f"{name}: {found} is not among the licences that are allowed")
    return str(found)


def allowed(expression: str) -> bool:
    """Whether an SPDX expression can be kept to: all of what is joined by AND, one of what is joined by OR."""
    inner = expression.replace("(", " ").replace(")", " ")
    if " AND " in inner and " OR " in inner:  # told apart by parentheses: then each has to be allowed
        return all(one in RULES["allowed"] for one in re.split(r"\s+(?:AND|OR)\s+", inner.strip()))
    if " OR " in inner:
        return any(one.strip() in RULES["allowed"] for one in inner.split(" OR "))
    return all(one.strip() in RULES["allowed"] for one in inner.split(" AND "))


def lines(text: str) -> dict[str, str]:
    """The table's packages and their licences."""
    return {name: found.strip() for name, found, _ in LINE.findall(text)}


def written(before: dict[str, str]) -> str:
    """The whole document. Raises Unclear."""
    program = locked("requirements.txt")
    everything = locked("requirements-dev.txt")
    rows, faults = [], []
    for name in sorted(everything, key=lambda name: (name not in program, name)):
        try:
            rows.append(f"| {name} | {licence(name, everything[name], before)} | {USES[name in program]} |")
        except Unclear as fault:
            faults.append(str(fault))
    if faults:
        raise Unclear("\n".join(faults))
    files = [
        f"| {' and '.join(f'`{file}`' for file in (path, about.get('also')) if file)} | {about['licence']} "
        f"| {about['what']} | [LICENSE](../{about['text']}) |"
        for path, about in RULES["files"].items()
    ]
    return "\n".join(
        [
            "# Licences",
            "",
            "Bowout itself is under the [MIT licence](../LICENSE). Some of the data that it reads with are under others as well:",
            "",
            "| files | licence | what they are | text |",
            "| --- | --- | --- | --- |",
            *files,
            "",
            "Everything else in the package, the review page with its script and icon too, is of Bowout's authors.",
            "",
            "These packages are installed with it, or used to build and test it. Their licences are those that they declare, as",
            "[SPDX](https://spdx.org/licenses/) writes them; the texts come with the packages. `make licences` writes this page",
            "anew, and a test fails where a package of the lock is missing or has a licence that is not allowed.",
            "",
            "| package | licence | used by |",
            "| --- | --- | --- |",
            *rows,
            "",
        ]
    )


def main(arguments: list[str]) -> int:
    """0 when the table is, or now is, as it should be."""
    now = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    try:
        text = written(lines(now))
    except Unclear as fault:
        print(fault, file=sys.stderr)
        return 1
    if "--check" not in arguments:
        TABLE.write_text(text, encoding="utf-8")
    elif text != now:
        print("docs/licences.md is not as it would be written: make licences", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
