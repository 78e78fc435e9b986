"""Is there a configuration, is it right, and may nobody else write it?"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from agent.doctor.finding import Finding, Patient, ok, problem, warning

AREA = "configuration"


def check(patient: Patient) -> Iterator[Finding]:
    """Faults one by one."""
    path = patient.config_path
    try:
        found = path.stat()
    except FileNotFoundError:
        yield problem(AREA, f"there is none at {path}", "agent config init")
        return
    except OSError as error:
        yield problem(AREA, f"{path} cannot be read: {error.strerror}", f"make it yours: sudo chown $USER '{path}'")
        return
    if not os.access(path, os.R_OK):
        yield problem(AREA, f"{path} may not be read", f"chmod u+r '{path}'")
        return
    for fault in patient.faults:
        what, _, more = fault.partition("\n")
        mend = f"edit {path}" + ("; agent config says more" if more else "")
        yield problem(AREA, what.removesuffix(" To get one:"), mend)
    if patient.config is not None:
        count = len(patient.config.accounts)
        accounts = "1 account" if count == 1 else f"{count} accounts"
        yield (
            ok(AREA, f"{path}: {accounts}")
            if count
            else warning(AREA, f"{path} has no account", f"add an [[account]] to {path}")
        )
    if stat.S_IMODE(found.st_mode) & 0o022:  # it names commands that are run
        yield problem(AREA, f"others may write {path}, which names commands to run", f"chmod go-w '{path}'")
