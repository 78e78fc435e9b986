"""The files of the service: what is written, where, and whether somebody has changed one since.

Each begins with a line (in the icon a comment as well) that holds the hash of the rest, so that a file which the user
made their own is told from one that may be replaced or removed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

UNIT = "bowout.service"
DESKTOP = "bowout.desktop"
ICON = "bowout.svg"
DROP_INS = ("hardening.conf", "setgid.conf")
"""Either tightens the sandbox or takes it away; never both."""

Standing = Literal["absent", "ours", "edited", "theirs"]
"""Not there · as it was written · written by us and changed since · never written by us."""

_MARK = re.compile(r"(?:#|<!--) Written by `agent service install` \(([0-9a-f]{16})\)[^\n]*\n")


@dataclass(frozen=True, slots=True)
class Places:
    """Where the files of one user go."""

    units: Path
    """The folder of the user's own units, which systemd reads."""
    applications: Path
    """The folder of the user's own desktop entries."""
    icons: Path
    """The folder of icons of any size, of the theme that all others fall back to."""

    @classmethod
    def of(cls, environ: Mapping[str, str], home: Path, unit_path: Sequence[str] = ()) -> Places:
        """By the XDG Base Directory Specification; `unit_path`: where the user's systemd looks, if that is known.

        A systemd that was started without XDG_CONFIG_HOME does not look where this environment points.
        """
        config = _base(environ, "XDG_CONFIG_HOME", home / ".config") / "systemd" / "user"
        if unit_path and str(config) not in unit_path:
            config = home / ".config" / "systemd" / "user"
        data = _base(environ, "XDG_DATA_HOME", home / ".local" / "share")
        return cls(config, data / "applications", data / "icons" / "hicolor" / "scalable" / "apps")

    @property
    def unit(self) -> Path:
        """The service itself."""
        return self.units / UNIT

    @property
    def desktop(self) -> Path:
        """The entry that notifications name, for title, icon and the desktop's own settings."""
        return self.applications / DESKTOP

    @property
    def icon(self) -> Path:
        """The icon that the desktop entry names."""
        return self.icons / ICON

    @property
    def folder(self) -> Path:
        """The folder of the drop-ins, the user's own among them."""
        return self.units / f"{UNIT}.d"

    def drop_in(self, name: str) -> Path:
        """One of `DROP_INS`."""
        return self.folder / name


def unit(command: Sequence[str]) -> str:
    """The unit that starts this command (absolute path, options) with `run` behind it."""
    program, *options = command
    # The path of the program is not searched for variables; every other word is.
    line = " ".join([exec_word(program), *(exec_word(word.replace("$", "$$")) for word in options), "run"])
    text, count = re.subn(r"^ExecStart=.*$", lambda _: f"ExecStart={line}", shipped(UNIT), flags=re.MULTILINE)
    assert count == 1
    return text


def desktop(command: Sequence[str]) -> str:
    """The desktop entry that opens the review page by this command."""
    line = " ".join(desktop_word(word) for word in (*command, "review"))
    return re.sub(r"^Exec=.*$", lambda _: f"Exec={line}", shipped(DESKTOP), flags=re.MULTILINE)


def shipped(name: str) -> str:
    """The text of a file as it comes with the program."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def exec_word(word: str) -> str:
    """A word of a command line as a unit has it (systemd.service(5), systemd.syntax(7))."""
    text = word.replace("%", "%%")
    if re.fullmatch(r"[\w@%+=:,./-]+", text, re.ASCII):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def desktop_word(word: str) -> str:
    """A word of the key Exec (Desktop Entry Specification, "The Exec key"); a backslash is escaped once more as in any text."""
    text = word.replace("%", "%%")
    if re.fullmatch(r"[\w@%+=:,./-]+", text, re.ASCII):
        return text
    return '"' + re.sub(r'(["`$\\])', r"\\\1", text).replace("\\", "\\\\") + '"'


# ---------------------------------------------------------------- written, found, removed


def sealed(text: str) -> str:
    """The text with the line in front that tells later whether it was changed."""
    mark = f"Written by `agent service install` ({_hash(text)})"
    if text.startswith("<"):
        return f"<!-- {mark} -->\n{text}"
    return f"# {mark}; changes of your own: systemctl --user edit bowout\n{text}"


def standing(path: Path) -> Standing:
    """Whose file that is. A link (a masked unit, say) is never ours. Raises OSError."""
    if path.is_symlink():
        return "theirs"
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return "absent"
    mark = _MARK.match(text)
    if mark is not None:
        return "ours" if mark[1] == _hash(text[mark.end() :]) else "edited"
    return "ours" if text == shipped(path.name) else "theirs"


def write(path: Path, text: str) -> bool:
    """Put it there, whole or not at all; whether that changed anything. Raises OSError."""
    text = sealed(text)
    if not path.is_symlink() and path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
    return True


def set_aside(path: Path) -> Path:
    """Move a file of the user's out of the way; where it is now."""
    return path.replace(path.with_name(f"{path.name}.saved"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _base(environ: Mapping[str, str], variable: str, fallback: Path) -> Path:
    value = environ.get(variable, "")
    return Path(value) if value.startswith("/") else fallback
