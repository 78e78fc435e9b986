"""What a message says, whatever its encoding."""

from __future__ import annotations

import base64
import quopri

import pytest

from connectors.content import content, nothing_added, plain, same, same_letter

TEXT = "Liebe Zoë,\n\nvielen Dank für die Einladung – ich ziehe zurück.\n\nViele Grüße\nSam"


def mail(
    text: str = TEXT, *, encoding: str = "quoted-printable", to: str = "Zoë Müller <zoe@firm.example>", more: str = ""
) -> bytes:
    """A letter of ours in one of its possible encodings."""
    data = text.encode()
    if encoding == "quoted-printable":
        data = quopri.encodestring(data)
    if encoding == "base64":
        data = base64.encodebytes(data)
    head = (
        f"From: Sam Lee <sam@mail.example>\nTo: {to}\nSubject: =?utf-8?q?Re=3A_Gespr=C3=A4ch?=\n"
        "Message-ID: <ours@mail.example>\nIn-Reply-To: <two@firm.example>\n"
        f"References: <one@firm.example> <two@firm.example>\n{more}MIME-Version: 1.0\n"
        f'Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: {encoding}\n\n'
    )
    return head.encode() + data


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_another_transfer_encoding_changes_nothing(encoding: str) -> None:
    assert same(mail(encoding=encoding), mail())


@pytest.mark.parametrize(
    "found",
    [
        mail().replace(b"\n", b"\r\n"),
        mail().replace(b" <two@firm.example>\n", b"\n <two@firm.example>\n"),
        mail(to="=?utf-8?b?Wm/DqyBNw7xsbGVy?= <ZOE@firm.example>"),
        mail(to="zoe@firm.example"),
        mail().replace(b"<ours@mail.example>", b"<CAHx@mail.gmail.com>"),
        mail().replace(b"Subject: =?utf-8?q?Re=3A_Gespr=C3=A4ch?=", "Subject: Re: Gespräch".encode()),
        mail().replace(b"Subject: ", b"subject:\n "),
        mail(TEXT + "\n\n"),
        mail(TEXT.replace(",\n", ",  \n")),
        b"X-Ref: 1\nReceived: from elsewhere\n" + mail(),
        mail().replace(b"<one@firm.example> ", b""),
    ],
    ids=["CRLF", "folded", "name encoded", "no name", "Message-ID", "8bit subject", "field name", "last lines",
         "blanks", "more fields", "References cut"],
)  # fmt: skip
def test_what_a_provider_does_changes_nothing(found: bytes) -> None:
    assert same(found, mail())
    assert same(mail(), mail())


@pytest.mark.parametrize(
    "found",
    [
        mail(TEXT.replace("zurück", "nicht zurück")),
        mail(TEXT.replace("Dank für", "Dank  für")),
        mail(to="Zoë Müller <zoe@other.example>"),
        mail(to="zoe@firm.example, boss@firm.example"),
        mail(more="Cc: boss@firm.example\n"),
        mail(more="Bcc: boss@firm.example\n"),
        mail(more="To: boss@firm.example\n"),
        mail(more="Reply-To: other@mail.example\n"),
        mail().replace(b"sam@mail", b"tom@mail"),
        mail().replace(b"Gespr=C3=A4ch", b"Gespr=C3=A4che"),
        mail().replace(b"In-Reply-To: <two@firm.example>\n", b""),
        mail().replace(b"References: <one@firm.example> <two@firm.example>\n", b""),
        mail().replace(b"<two@firm.example>\nMIME", b"<three@firm.example>\nMIME"),
        mail().replace(b"text/plain", b"text/html"),
        b"",
    ],
    ids=["a word", "a blank", "another person", "one more", "Cc", "Bcc", "second To", "Reply-To", "From", "subject",
         "no In-Reply-To", "no References", "other References", "HTML", "nothing"],
)  # fmt: skip
def test_what_a_person_does_is_seen(found: bytes) -> None:
    assert not same(found, mail())


def parts(*bodies: tuple[str, str], kind: str = "alternative", more: str = "") -> bytes:
    """The letter in several parts, as Gmail's pages save it."""
    head = mail().partition(b"MIME-Version")[0].decode() + more
    inside = "".join(f"--b\nContent-Type: {what}\n\n{text}\n" for what, text in bodies)
    return f'{head}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n\n{inside}--b--\n'.encode()


PLAIN, HTML = ('text/plain; charset="utf-8"', TEXT), ('text/html; charset="utf-8"', f"<div>{TEXT}</div>")


def test_an_added_form_or_attachment_is_seen() -> None:
    file = ('application/pdf; name="offer.pdf"', "xx")
    assert not same(parts(PLAIN, HTML), mail())
    assert not same(parts(PLAIN, file, kind="mixed"), mail())
    assert nothing_added(parts(PLAIN, HTML))
    assert not nothing_added(parts(PLAIN, file, kind="mixed"))
    assert not nothing_added(parts(PLAIN, HTML, more="Bcc: boss@firm.example\n"))


def test_a_letter_sent_from_the_pages_is_known_again() -> None:
    wrapped = PLAIN[0], TEXT.replace(" die ", "\ndie ")
    assert same_letter(parts(wrapped, HTML), mail())
    assert not same_letter(parts((PLAIN[0], "No."), HTML), mail())
    assert not same_letter(mail(to="boss@firm.example"), mail())
    assert not same_letter(mail(""), mail(""))  # without words there is nothing to know it by


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xfe", b"From: \x00\n\n", b"Subject: =?x?q?=ff?=\n\n", b"Subject: =?utf-8?b?a?=\n\n",
     b"Content-Type: text/plain; charset=nonsense\n\n\xff", b'Content-Type: multipart/mixed; boundary=""\n\n--\n',
     b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!a",
     b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(2000))],
)  # fmt: skip
def test_hostile_bytes_are_no_letter(raw: bytes) -> None:
    assert not same(raw, mail())
    assert not same_letter(raw, mail())
    content(raw)


def test_encoded_words_next_to_each_other_are_one() -> None:
    assert plain("=?utf-8?q?Gespr?=\n =?utf-8?q?=C3=A4ch?= am\tMontag") == "Gespräch am Montag"
