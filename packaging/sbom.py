"""The last strokes on a bill of materials: packaging/sbom.py MADE WANTED VERSION

What an environment cannot tell is added: Bowout's version, the data in it that has an origin and a licence of its own, with
its checksum, and the licences of packages that say nothing clear of it (licences.toml). What says nothing
of the materials goes: where else in the web a package has pages.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def finished(bill: dict[str, Any], version: str) -> dict[str, Any]:
    """The bill with what is said above."""
    main = bill["metadata"]["component"]
    main |= {"version": version, "purl": f"pkg:pypi/{main['name']}@{version}"}
    rules = tomllib.loads((ROOT / "packaging" / "licences.toml").read_text(encoding="utf-8"))
    main["components"] = [data(path, about) for path, about in rules["files"].items()]
    for package in bill["components"]:
        if said := rules["packages"].get(package["name"].lower()):
            package["licenses"] = [{"expression": said}]
    return without_pages(bill)  # type: ignore[no-any-return]


def data(path: str, about: dict[str, str]) -> dict[str, Any]:
    """A component for data that comes with the program."""
    files = sorted(file for file in (ROOT / path).rglob("*") if file.is_file()) or [ROOT / path]
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.read_bytes())
    return {
        "type": "machine-learning-model" if path.endswith(".onnx") else "data",
        "bom-ref": path,
        "name": path,
        "description": about["what"] + ("; the checksum is of all its files in order" if len(files) > 1 else ""),
        "hashes": [{"alg": "SHA-256", "content": whole.hexdigest()}],
        "licenses": [{"license": {"id": about["licence"]}}],
    }


def without_pages(part: Any) -> Any:
    """Without `externalReferences`, at any depth."""
    if isinstance(part, dict):
        return {name: without_pages(value) for name, value in part.items() if name != "externalReferences"}
    return [without_pages(one) for one in part] if isinstance(part, list) else part


if __name__ == "__main__":
    made = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_text(json.dumps(finished(made, sys.argv[3]), indent=2) + "\n", encoding="utf-8")
