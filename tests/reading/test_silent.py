"""The reader keeps to itself: the library that runs the encoder would count its users and report them to its makers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

OFFER = b"""From: Dana Reyes <dana@acme.example>
To: nora@kessler.example
Subject: Your offer from Acme
Message-ID: <1@acme.example>
Date: Fri, 20 Nov 2026 09:00:00 +0000

We are pleased to offer you the position of Analyst at Acme Ltd.
"""
LOOK = """
import sys
from agent.cli.main import main
status = main(sys.argv[1:])
assert "onnxruntime" in sys.modules, "the encoder was not asked"
sys.exit(status)
"""


def test_reading_leaves_nothing_in_a_home_and_reports_to_nobody(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "offer.eml").write_bytes(OFFER)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))}
    ran = subprocess.run(
        [sys.executable, "-c", LOOK, "explain", str(tmp_path / "offer.eml")],
        env=environment | {"HOME": str(home)}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list(home.rglob("*")) == [], "no identifier, no store of events"
