"""Mail for the second reader."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from agent.reading import mime
from agent.reading.document import Document

ME = "ines.calloway@postbox.example"
GRACE = "Grace Adeyemi <grace.adeyemi@hallefoundry.example>"


def mail(
    text: str, *, subject: str = "The Metrology Lead role", sender: str = GRACE, to: str = ME, message_id: str = "one"
) -> bytes:
    """A message of Wednesday, 18 November 2026, from a sender whom the receiving server vouches for."""
    domain = sender.rstrip(">").rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["Authentication-Results"] = (
        f"mx.postbox.example; spf=pass smtp.mailfrom={domain}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"
    )
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"], message["Message-ID"] = "Wed, 18 Nov 2026 09:00:00 -0500", f"<{message_id}@{domain}>"
    message.set_content(text)
    return message.as_bytes()


def document(raw: bytes) -> Document:
    return mime.document(mime.open_(raw))
