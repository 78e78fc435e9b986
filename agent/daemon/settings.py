"""The configuration that the daemon goes by: read at start, read again when asked, kept where the new one has faults."""

from __future__ import annotations

from dataclasses import dataclass

from agent import config_files
from agent.config import Config
from agent.config_load import parsed, source
from agent.errors import WrongUsage


@dataclass(frozen=True, slots=True)
class Settings:
    """A configuration without faults, with the very text that it was read from."""

    config: Config
    text: str
    stamp: str

    @classmethod
    def read(cls, path: str) -> Settings:
        """The file as it is now. Raises WrongUsage with all of its faults."""
        text, stamp = source(path)
        return cls(parsed(text, stamp, path), text, stamp)


class Current:
    """What the daemon goes by now."""

    def __init__(self, path: str, settings: Settings | None) -> None:
        """`settings` is None where there is no file yet."""
        self.path = path
        self.settings = settings
        self.fault = ""
        """Why the file as it is now is not gone by; "" where it is."""
        self._seen = settings.stamp if settings is not None else ""

    def changed(self) -> bool:
        """There is a file, and it is another one than was last read, without faults or with."""
        return self.stamp() not in ("", self._seen)

    def stamp(self) -> str:
        """Of the file as it is now, "" if there is none."""
        try:
            return config_files.stamp(self.path)
        except OSError:
            return ""

    def read(self) -> bool:
        """Read it again; False where it has faults: then everything stays as it was. Raises nothing."""
        self._seen = self.stamp()
        try:
            self.settings = Settings.read(self.path)
        except WrongUsage as error:
            self.fault = str(error)
            return False
        self.fault = ""
        return True
