"""What a form of the page sends: bounded, decoded, nothing guessed."""

from __future__ import annotations

from urllib.parse import parse_qsl

MAX_BYTES = 256 * 1024
"""A long letter with its addresses, percent-encoded, has room."""
MAX_FIELDS = 200
KIND = "application/x-www-form-urlencoded"


class Unreadable(Exception):
    """No form of ours sends such a thing. `status` is the HTTP status that says so."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class Form:
    """Fields in the order in which they came."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self._fields = fields

    def one(self, name: str) -> str:
        """The field's only value. Raises Unreadable where it is missing or there are two."""
        found = self.all(name)
        if len(found) != 1:
            raise Unreadable(400, f"The form needs one field “{name}”.")
        return found[0]

    def get(self, name: str) -> str | None:
        """Likewise, or None where it is missing."""
        return self.one(name) if self.all(name) else None

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value for key, value in self._fields if key == name]


def decoded(body: bytes, kind: str) -> Form:
    """A form's fields. `kind` is its Content-Type. Raises Unreadable."""
    if kind.partition(";")[0].strip().lower() != KIND:
        raise Unreadable(415, "Forms come as the page itself sends them.")
    try:
        fields = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), errors="strict",
            max_num_fields=MAX_FIELDS,
        )  # fmt: skip
    except ValueError:  # also what is no UTF-8, and too many fields
        raise Unreadable(400, "This form cannot be read.") from None
    return Form(fields)
