"""Folders of a Maildir tree: which there are, what people call them, and which of them are read.

Three layouts, which may be mixed: one Maildir; a folder of Maildirs, nested as they like (mbsync, offlineimap, Dovecot's
`fs`); and Maildir++, where `.Work.Interviews` beside `cur` means the folder Work/Interviews.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from connectors.local.files import reason, shown, text_of

MAX_DEPTH = 16
MAX_FOLDERS = 5000
MAILDIR_PARTS = frozenset({"cur", "new", "tmp"})

# The usual names in the interfaces of mail programs and providers: English, German, French, Spanish, Italian,
# Portuguese, Dutch. Compared without case.
_SKIPPED = """
trash|bin|deleted|deleted items|deleted messages|deleted mail|wastebasket
papierkorb|gelöscht|gelöschte elemente|gelöschte objekte|gelöschte nachrichten
corbeille|éléments supprimés|messages supprimés|papelera|papelera de reciclaje|elementos eliminados|eliminados
cestino|posta eliminata|elementi eliminati|messaggi eliminati|lixo|lixeira|itens eliminados|itens excluídos
prullenbak|prullenmand|verwijderd|verwijderde items|verwijderde berichten
spam|junk|junk e-mail|junk email|junk mail|junk-e-mail|bulk|bulk mail|spamverdacht|unerwünscht|unerwünschte werbung
indésirables|courrier indésirable|courriel indésirable|pourriel|correo no deseado|correo basura|no deseado
posta indesiderata|indesiderata|lixo eletrônico|lixo electrónico|lixo eletrónico|ongewenst|ongewenste e-mail|ongewenste mail
drafts|draft|entwürfe|entwurf|brouillons|brouillon|borradores|borrador|bozze|rascunhos|rascunho|concepten|klad
"""
_SENT = """
sent|sent items|sent mail|sent messages|sent-mail|sent e-mail|gesendet|gesendete|gesendete elemente|gesendete objekte|gesendete nachrichten
envoyés|éléments envoyés|messages envoyés|courrier envoyé|objets envoyés|mails envoyés
enviados|elementos enviados|mensajes enviados|correo enviado|enviado|inviata|inviati|posta inviata|elementi inviati|messaggi inviati
enviadas|itens enviados|mensagens enviadas|correio enviado|e-mails enviados|verzonden|verzonden items|verzonden berichten
"""
SKIPPED_NAMES = frozenset(name.strip() for name in re.split(r"[|\n]", _SKIPPED) if name.strip())
SENT_NAMES = frozenset(name.strip() for name in re.split(r"[|\n]", _SENT) if name.strip())


@dataclass(frozen=True, slots=True)
class Folder:
    """One Maildir of the tree."""

    relative: str
    """Its path below the root as the file system has it; empty for the root itself."""
    path: Path
    title: str
    """What people call it: `Work/Interviews`, `INBOX` for the root."""
    sent: bool

    @property
    def key(self) -> str:
        """The folder's part of a provider id: its relative path as proper text."""
        return text_of(self.relative)


@dataclass(frozen=True, slots=True)
class Tree:
    """All Maildirs that are read, and one line for each place that could not be looked into."""

    folders: tuple[Folder, ...]
    problems: tuple[str, ...]
    blind: tuple[str, ...]
    """Relative paths that could not be looked into: what lies below is unknown, not gone."""


def find(root: Path) -> Tree:
    """Walk the tree below `root`, which is read first. Raises OSError if the root itself cannot be listed."""
    folders: list[Folder] = []
    problems: list[str] = []
    blind: list[str] = []
    seen: set[tuple[int, int]] = set()
    for relative, path, names, error in _walk(root, "", 0, seen):
        if error is not None:
            if not relative:
                raise error
            problems.append(f"folder {shown(relative)}: cannot be read ({reason(error)})")
            blind.append(relative)
        elif _is_maildir(names):
            if len(folders) == MAX_FOLDERS:
                problems.append(f"more than {MAX_FOLDERS} folders: the rest is not read")
                blind.append("")
                break
            parts = components(relative)
            folders.append(Folder(relative, path, "/".join(parts) or "INBOX", _named(parts, SENT_NAMES)))
    return Tree(tuple(folders), tuple(problems), tuple(blind))


_Found = tuple[str, Path, frozenset[str], OSError | None]


def _walk(path: Path, relative: str, depth: int, seen: set[tuple[int, int]], link: bool = False) -> Iterator[_Found]:
    """Yield each directory once, by inode, with the names of its sub-directories.

    A symbolic link is followed to a Maildir, but nothing is looked for below it, so that loops and links to the whole
    disk end there.
    """
    try:
        status = path.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(path) as entries:
            inside = {entry.name: entry.is_symlink() for entry in entries if _may_be_folder(entry)}
    except OSError as error:
        if not isinstance(error, FileNotFoundError) or not relative:  # gone while we look: no fault
            yield relative, path, frozenset(), error
        return
    names = frozenset(inside)
    yield relative, path, names, None
    if depth == MAX_DEPTH or link or (Path(relative).name.startswith(".") and not _is_maildir(names)):
        return
    for name in sorted(names - MAILDIR_PARTS):
        below = f"{relative}/{name}" if relative else name
        if not _named(components(below), SKIPPED_NAMES):
            yield from _walk(path / name, below, depth + 1, seen, inside[name])


def _may_be_folder(entry: os.DirEntry[str]) -> bool:
    # A `cur` that is a plain file is a broken Maildir: it is kept, so that reading it says so.
    try:
        return entry.is_dir() or entry.name in ("cur", "new")
    except OSError:
        return False


def _is_maildir(names: frozenset[str]) -> bool:
    return "cur" in names or {"new", "tmp"} <= names


def components(relative: str) -> tuple[str, ...]:
    """A relative path as the folder names that people see, Maildir++ dots and modified UTF-7 (RFC 3501) undone."""
    parts: list[str] = []
    for name in relative.split("/") if relative else ():
        parts += [part for part in name.split(".") if part] if name.startswith(".") else [name]
    return tuple(_decoded(text_of(part)) for part in parts)


def _decoded(name: str) -> str:
    return re.sub(r"&([A-Za-z0-9+,]*)-", _utf7, name) if "&" in name else name


def _utf7(match: re.Match[str]) -> str:
    coded = match[1].replace(",", "/")
    if not coded:
        return "&"
    try:
        return base64.b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return match[0]


def _named(parts: tuple[str, ...], names: frozenset[str]) -> bool:
    return any(unicodedata.normalize("NFC", part).strip().casefold() in names for part in parts)
