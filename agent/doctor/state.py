"""Is the state folder the user's own, on a disk with room that can hold a database, and is that database whole?"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from agent.doctor.finding import Finding, Patient, ok, problem, warning
from agent.store import views

AREA = "state"
NEEDED, PLENTY = 50 * 1024**2, 500 * 1024**2
"""Free bytes: without the first nothing can be stored, below the second it is time to say so."""
HEADING, NEWLINE = "*** in database main ***", "\n"
"""The first line of what SQLite says of a damaged database names nothing."""
REMOTE = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "afs", "ceph", "davfs")
"""File systems on which SQLite's locks or its shared memory are not to be relied upon (sqlite.org/wal.html)."""


def check(patient: Patient) -> Iterator[Finding]:
    """Folder, disk, database."""
    folder = patient.state
    place = next(path for path in (folder, *folder.parents) if path.exists())
    yield from _disk(place)
    if not folder.exists():
        if not os.access(place, os.W_OK):
            yield problem(AREA, f"{folder} cannot be made: {place} is not yours to write", "name another with --state")
        else:
            yield ok(AREA, f"{folder} is not there yet: the first sync makes it")
        return
    yield from _folder(folder)
    yield from _database(folder)


def _disk(place: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(place).free
    if free < PLENTY:
        what = f"only {free // 1024**2} MB are free on the disk of {place}"
        yield problem(AREA, what, "free some room") if free < NEEDED else warning(AREA, what, "free some room")
    kind = _file_system(place)
    if kind in REMOTE:
        yield warning(
            AREA,
            f"{place} is on a network file system ({kind}), where a database can be damaged",
            "name a local folder with --state",
        )


def _folder(folder: Path) -> Iterator[Finding]:
    found = folder.stat()
    if found.st_uid != os.geteuid():
        yield problem(AREA, f"{folder} belongs to somebody else", f"sudo chown -R $USER '{folder}'")
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield problem(AREA, f"{folder} may not be written", f"chmod u+rwx '{folder}'")
    if stat.S_IMODE(found.st_mode) & 0o077:
        yield warning(AREA, f"others may look into {folder}", f"chmod 700 '{folder}'")


def _database(folder: Path) -> Iterator[Finding]:
    path = folder / views.DATABASE
    if not path.exists():
        yield ok(AREA, f"{folder}: nothing was read yet")
        return
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield warning(AREA, f"others may read {path}", f"chmod 600 '{path}'")
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            said = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            db.close()
    except sqlite3.Error as error:
        version, said = 0, str(error)
    if version > views.SCHEMA_VERSION:
        yield problem(AREA, f"{path} was written by a newer Bowout", "update Bowout: pipx upgrade bowout")
    elif said != "ok":
        yield problem(
            AREA,
            f"{path} is damaged ({said.replace(HEADING, '').strip().partition(NEWLINE)[0][:80]})",
            "move it away and run: agent sync (it is built anew from your mail)",
        )
    else:
        size = path.stat().st_size / 1024**2
        yield ok(AREA, f"{path}: {size:.1f} MB, whole")


def _file_system(place: Path) -> str:
    """The kind of file system on which that lies (proc(5), /proc/self/mounts)."""
    best, kind = "", ""
    real = str(place.resolve())
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in lines:
        _, mount, what, *_ = line.split(" ")
        mount = mount.replace("\\040", " ")
        if (real == mount or real.startswith(mount.rstrip("/") + "/")) and len(mount) >= len(best):
            best, kind = mount, what
    return kind
