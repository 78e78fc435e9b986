"""Small messages as bytes, for the tests of the reading room."""

from __future__ import annotations

from email.message import EmailMessage

ME = frozenset({"mara.quint@example.net"})


def eml(
    text: str = "Hello",
    *,
    from_: str = "Petra Voss <petra.voss@harrowpike.com>",
    to: str = "Mara Quint <mara.quint@example.net>",
    subject: str = "News",
    date: str = "Thu, 12 Nov 2026 13:37:00 +0000",
    html: str | None = None,
    calendar: str | None = None,
    method: str = "REQUEST",
    attach: tuple[str, str, bytes] | None = None,
    **fields: str,
) -> bytes:
    """One message. `fields`: further header fields, underscores for hyphens."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = from_, to, subject, date
    message["Message-ID"] = fields.pop("Message_ID", "<one@harrowpike.com>")
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html is not None:
        if text == "Hello":
            message.set_content(html, subtype="html")
        else:
            message.add_alternative(html, subtype="html")
    if calendar is not None:
        message.add_attachment(calendar.encode(), maintype="text", subtype="calendar", filename="invite.ics")
        part = message.get_payload()[-1]  # type: ignore[index]  # it is multipart now
        part.set_param("method", method)  # type: ignore[union-attr]
    if attach is not None:
        name, kind, content = attach
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()
