"""One sync in a process of its own: `python -m tests.hostile.once CONFIG STATE NOW` prints what it came to as JSON."""

from __future__ import annotations

import json
import resource
import signal
import sys
from datetime import datetime
from pathlib import Path

from agent.app import App
from agent.clock import FixedClock
from agent.config_load import load


def main() -> None:
    # A file that would grow over its limit is an error like a full disk then, and not a signal.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    config = load(Path(sys.argv[1]))
    app = App(config, Path(sys.argv[2]), FixedClock(datetime.fromisoformat(sys.argv[3]), config.user.timezone))
    view = app.sync()
    used = resource.getrusage(resource.RUSAGE_SELF)
    said = {
        "view": view,
        "problems": app.news.problems,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss // 1024,
    }
    json.dump(said, sys.stdout)


main()
