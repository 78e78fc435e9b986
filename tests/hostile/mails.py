"""Hostile messages, each a few lines that make as many bytes as it takes. All of them pose as mail about a job.

`MAILS` maps a name to a function that makes the message; nothing is made before it is asked for.
"""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Callable, Iterable

MIB = 1024 * 1024
WORDS = "On behalf of Quillhurst I am delighted to offer you the position of Analyst. Interview on November 25, 2026."

Make = Callable[[], bytes]
MAILS: dict[str, Make] = {}


def head(**fields: str | bytes) -> bytes:
    """A header like that of any mail, with `fields` in place of, or beside, its own (underscores for hyphens)."""
    own: dict[str, str | bytes] = {
        "From": "Eve Mallory <eve@quillhurst.com>",
        "To": "Mara Quint <mara.quint@example.net>",
        "Subject": "Your interview and offer",
        "Date": "Mon, 16 Nov 2026 10:00:00 +0000",
        "Message-ID": "<hostile@quillhurst.com>",
    }
    own |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [name.encode() + b": " + (v if isinstance(v, bytes) else v.encode()) for name, v in own.items()]
    return b"\n".join(lines) + b"\n"


def text(body: str | bytes, **fields: str | bytes) -> bytes:
    """A plain message."""
    return head(**fields) + b"\n" + (body if isinstance(body, bytes) else body.encode())


def page(body: str | bytes) -> bytes:
    """A message of one HTML page."""
    return text(body, Content_Type="text/html; charset=utf-8")


def mixed(parts: Iterable[bytes], boundary: str = "b") -> bytes:
    """A multipart message; each part begins with its own header, or with the blank line behind none."""
    mark = f"--{boundary}\n".encode()
    body = mark + (b"\n" + mark).join(parts) + f"\n--{boundary}--\n".encode()
    return text(body, Content_Type=f'multipart/mixed; boundary="{boundary}"')


def calendar(body: str, *, method: str = "REQUEST") -> bytes:
    """A message with a calendar part."""
    return mixed([b"\n" + WORDS.encode(), f"Content-Type: text/calendar; method={method}\n\n{body}".encode()])


def event(*lines: str) -> str:
    """A calendar of one event."""
    fixed = ["UID:hostile@quillhurst.com", "DTSTART:20261125T150000Z", "SUMMARY:Interview with Quillhurst"]
    named = {line.partition(":")[0].partition(";")[0] for line in lines}
    kept = [line for line in fixed if line.partition(":")[0] not in named]
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *kept, *lines, "END:VEVENT", "END:VCALENDAR"])


def mail(name: str) -> Callable[[Make], Make]:
    def add(make: Make) -> Make:
        MAILS[name] = make
        return make

    return add


def mails(**made: Make) -> None:
    MAILS.update({name.replace("_", " "): make for name, make in made.items()})


# ---------------------------------------------------------------- bytes that are no message

mails(
    nothing=lambda: b"",
    one_byte=lambda: b"\n",
    only_a_header=lambda: head()[:-1],
    no_header=lambda: b"\n" + WORDS.encode() * 100,
    nul_bytes=lambda: b"\0" * MIB,
    nul_bytes_in_everything=lambda: text(
        WORDS.replace(" ", "\0 \0"), Subject=b"Your \0 offer\0", From=b"Eve\0 <eve\0@quillhurst.com>",
        Message_ID=b"<a\0b@quillhurst.com>",
    ),
    random_bytes=lambda: bytes((i * 7919 + (i >> 3)) & 255 for i in range(200_000)),
    a_compressed_file=lambda: gzip.compress(b"\0" * 50 * MIB),
    lone_carriage_returns=lambda: text(WORDS).replace(b"\n", b"\r"),
    endless_line_ends=lambda: text(b"\r\n" * MIB),
    an_mbox=lambda: b"From eve@quillhurst.com Mon Nov 16 10:00:00 2026\n" + text(WORDS) * 500,
)  # fmt: skip

# ---------------------------------------------------------------- headers

mails(
    a_field_of_a_megabyte=lambda: text(WORDS, Subject="Your offer " * 100_000),
    a_field_name_of_a_megabyte=lambda: b"X" * MIB + b": y\n" + text(WORDS),
    a_hundred_thousand_fields=lambda: b"X-Offer: interview\n" * 100_000 + text(WORDS),
    a_hundred_thousand_received=lambda: b"Received: from a by b; Mon, 16 Nov 2026 10:00:00 +0000\n" * 50_000 + text(WORDS),
    a_field_folded_a_hundred_thousand_times=lambda: text(WORDS, Subject="Your" + "\n offer" * 100_000),
    a_hundred_thousand_recipients=lambda: text(WORDS, To=", ".join(f"a{i} <a{i}@example.org>" for i in range(100_000))),
    a_hundred_thousand_groups=lambda: text(WORDS, To="a: b: c: " * 100_000),
    nested_comments=lambda: text(WORDS, From="(" * 100_000 + "eve@quillhurst.com" + ")" * 100_000),
    open_comments=lambda: text(WORDS, From="(" * 100_000, To="<" * 100_000, Date="(" * 100_000),
    open_quotes=lambda: text(WORDS, From='"' * 100_001 + "<eve@quillhurst.com>", To='"\\' * 50_000),
    angle_brackets=lambda: text(WORDS, From="<" * 50_000 + "eve@quillhurst.com" + ">" * 50_000),
    at_signs=lambda: text(WORDS, From="@" * 100_000, To="a@b" * 50_000),
    encoded_words=lambda: text(WORDS, Subject="=?utf-8?q?offer?= " * 50_000),
    broken_encoded_words=lambda: text(WORDS, Subject="=?" * 100_000, From="=?utf-8?b?====?=" * 20_000),
    encoded_words_of_strange_charsets=lambda: text(
        WORDS, Subject="=?idna?q?a=2Eb?= =?unicode_escape?q?=5Cud800?= =?x-none?b?!!?= =?utf-7?q?+2AA-?= =?rot13?q?bssre?=",
    ),
    bytes_beyond_ascii=lambda: text(WORDS, Subject=b"Angebot \xff\xfe\x80 f\xfcr dich", From=b"\xc3 <\xff@\xff.com>"),
    surrogates_by_utf_7=lambda: text(
        b"+2ADYAA-" * 1000, Content_Type="text/plain; charset=utf-7", Subject="=?utf-7?q?+2D0?= offer"
    ),
    thousands_of_references=lambda: text(WORDS, References=" ".join(f"<{i}@quillhurst.com>" for i in range(20_000))),
    a_reference_of_a_megabyte=lambda: text(WORDS, References=f"<{'a' * MIB}@b>", In_Reply_To=f"<{'a' * MIB}@b>"),
    references_without_ends=lambda: text(WORDS, References="<a" * 100_000),
    a_message_id_of_a_megabyte=lambda: text(WORDS, Message_ID=f"<{'a' * MIB}@quillhurst.com>"),
    a_message_id_that_injects=lambda: text(
        WORDS, Message_ID="<a@b>\r Bcc: mallory@example.org\n\tX", In_Reply_To="<a@b>\r\n Bcc: mallory@example.org"
    ),
    an_encoded_line_break=lambda: text(
        WORDS, Subject="=?utf-8?q?Interview=0D=0ABcc:_mallory@example.org=0D=0A=0D=0AHello?=",
        From="=?utf-8?q?Eve=0D=0ABcc:_mallory@example.org?= <eve@quillhurst.com>",
    ),
    an_encoded_address=lambda: text(WORDS, From="=?utf-8?q?boss=40harrowpike=2Ecom=3E?= <eve@quillhurst.com>"),
    a_parameter_of_a_megabyte=lambda: text(WORDS, Content_Type=f'text/plain; charset="{"u" * MIB}"'),
    a_hundred_thousand_parameters=lambda: text(WORDS, Content_Type="text/plain" + "; a=b" * 100_000),
    continued_parameters=lambda: text(
        WORDS, Content_Type="multipart/mixed" + "".join(f"; boundary*{i}*=utf-8''%0A" for i in range(20_000))
    ),
    a_parameter_counted_to_infinity=lambda: text(
        WORDS, Content_Type="multipart/mixed; boundary*99999999999999999999*=a; boundary*0=b; boundary*-1=c"
    ),
    a_received_chain_with_no_dates=lambda: text(WORDS, Received="; " * 50_000, Date=";" * 10_000),
    authentication_results_of_a_megabyte=lambda: text(
        WORDS, Authentication_Results="mx.example.net; " + "dkim=pass header.d=quillhurst.com; " * 30_000
    ),
)  # fmt: skip

DATES = {
    "of year 1": "Mon, 1 Jan 0001 00:00:00 +0000",
    "of year 1 before its beginning": "Mon, 1 Jan 0001 00:00:00 +2359",
    "of year 9999": "Fri, 31 Dec 9999 23:59:59 -2359",
    "of year 99999": "Fri, 31 Dec 99999 23:59:59 +0000",
    "that is none": "Foo, 99 Bar 2026 77:88:99 +9999",
    "without a zone": "Mon, 16 Nov 2026 10:00:00",
    "with an endless zone": "Mon, 16 Nov 2026 10:00:00 +" + "9" * 1000,
    "of fifty years ahead": "Mon, 16 Nov 2076 10:00:00 +0000",
    "of endless digits": "9" * 100_000,
    "of endless spaces": "Mon," + " " * 100_000 + "16 Nov 2026 10:00:00 +0000",
    "of other digits": "Mon, ¹⁶ Nov ２０２６ 10:00:00 +0000",
    "with seconds beyond a minute": "Mon, 16 Nov 2026 10:00:60 +0000",
    "that is empty": "",
}
for _name, _date in DATES.items():
    MAILS[f"a date {_name}"] = lambda date=_date: text(WORDS, Date=date)  # type: ignore[misc]


# ---------------------------------------------------------------- parts


@mail("ten thousand parts")
def _parts() -> bytes:
    return mixed([b"\n" + WORDS.encode()] * 10_000)


@mail("a hundred thousand empty parts")
def _empty_parts() -> bytes:
    return mixed([b""] * 100_000)


@mail("parts nested a thousand deep")
def _nested_parts() -> bytes:
    body = b"\n" + WORDS.encode()
    for level in range(1000):
        body = f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'.encode() + body
    return head() + body


@mail("messages in messages, a thousand deep")
def _nested_messages() -> bytes:
    return head() + b"Content-Type: message/rfc822\n\n" * 1000 + text(WORDS)


@mail("a thousand messages in one")
def _forwards() -> bytes:
    return mixed([b"Content-Type: message/rfc822\n\n" + text(WORDS)] * 1000)


@mail("messages in messages, ten in each")
def _forwards_of_forwards() -> bytes:
    body = text(WORDS)
    for level in range(5):
        inner = b"".join(b"--b%d\nContent-Type: message/rfc822\n\n%s\n" % (level, body) for _ in range(6))
        body = text(inner, Content_Type=f"multipart/mixed; boundary=b{level}")
    return body


@mail("one boundary for all levels")
def _same_boundary() -> bytes:
    return head() + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 5000 + b"\n" + WORDS.encode()


def _part(kind: str, body: bytes, **fields: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items())
    return f"Content-Type: {kind}\n{more}\n".encode() + body


mails(
    a_boundary_of_a_megabyte=lambda: mixed([b"\n" + WORDS.encode()], "b" * MIB),
    a_boundary_of_dashes=lambda: mixed([b"\n" + b"-" * MIB], "-"),
    an_empty_boundary=lambda: text(b"--\n\n--\n" * 50_000, Content_Type='multipart/mixed; boundary=""'),
    no_boundary=lambda: text(WORDS, Content_Type="multipart/alternative"),
    an_unknown_charset=lambda: text(WORDS.encode() + b"\xff", Content_Type="text/plain; charset=x-klingon"),
    a_charset_that_is_none=lambda: text(WORDS, Content_Type="text/plain; charset=zlib"),
    a_charset_of_codecs=lambda: mixed(
        [_part(f"text/plain; charset={name}", b"\xff\xfe+2AA- \\ud800 " * 5000)
         for name in ("utf-16", "utf-32", "utf-7", "idna", "punycode", "hz", "iso-2022-jp", "unicode_escape", "hex",
                      "bz2", "\0", "../../etc/passwd", "mbcs", "cp65001", "undefined")],
    ),
    base64_of_nothing=lambda: text(b"=" * MIB, Content_Transfer_Encoding="base64"),
    base64_of_ten_megabytes=lambda: text(base64.b64encode(b"offer " * 2 * MIB), Content_Transfer_Encoding="base64"),
    quoted_printable_of_equal_signs=lambda: text(b"=" * MIB, Content_Transfer_Encoding="quoted-printable"),
    quoted_printable_of_soft_breaks=lambda: text(b"=\n" * 500_000, Content_Transfer_Encoding="quoted-printable"),
    uuencoded=lambda: text(
        b"begin 644 ../../../etc/passwd\n" + b"M" + b" " * 60 + b"\n" * 10_000, Content_Transfer_Encoding="x-uuencode"
    ),
    an_unknown_encoding=lambda: text(WORDS, Content_Transfer_Encoding="x-nonsense\0"),
    a_compressed_part=lambda: mixed([_part("application/zip", zlib.compress(b"\0" * 20 * MIB))]),
    a_file_name_that_climbs=lambda: mixed(
        [_part("application/pdf", b"%PDF", Content_Disposition='attachment; filename="../../../../etc/passwd\0.pdf"')]
    ),
    a_file_name_of_a_megabyte=lambda: mixed(
        [_part("application/pdf", b"%PDF", Content_Disposition=f'attachment; filename="offer {"a" * MIB}.pdf"')]
    ),
    delivery_status_of_a_megabyte=lambda: mixed(
        [_part("message/delivery-status", b"Final-Recipient: rfc822; a@b\nAction: failed\n\n" * 30_000)]
    ),
)  # fmt: skip

# ---------------------------------------------------------------- words that take long to look through

LONG = {
    "spaces": " " * MIB,
    "dots": "." * MIB,
    "digits": "1" * MIB,
    "letters": "a" * MIB,
    "capitals": "A" * MIB,
    "words without ends": "offer " * 200_000,
    "commas": "a," * 500_000,
    "dashes": "-" * MIB,
    "underscores": "_" * MIB,
    "quote marks": ">" * 100_000 + " " + WORDS,
    "quote marks on every line": (">" * 1000 + " I accept\n") * 1000,
    "deeper and deeper quotes": "\n".join(">" * (i % 500) + " offer" for i in range(20_000)),
    "a hundred thousand short lines": "I offer\n" * 100_000,
    "a hundred thousand empty lines": "\n \n" * 50_000 + WORDS,
    "attributions": ("On Mon, 16 Nov 2026 at 10:00, Eve Mallory <eve@quillhurst.com> wrote:\n> offer\n") * 10_000,
    "attributions without ends": "On Mon, 16 Nov 2026 at 10:00, " * 30_000,
    "forwarded marks": "---------- Forwarded message ---------\nFrom: eve\nDate: now\nSubject: offer\n\n" * 10_000,
    "original message marks": "-----Original Message-----\nFrom: eve\nSent: now\nTo: me\nSubject: offer\n\n" * 10_000,
    "signatures": "-- \nEve\n" * 50_000,
    "dates": "November 25, 2026 " * 50_000,
    "times": "10:00 am " * 100_000,
    "dates and times": "on Tuesday, November 24, 2026 at 10:00 am EST " * 20_000,
    "money": "$100,000 per year, " * 50_000,
    "names": "Dear Mara Quint, " * 50_000,
    "many names": " ".join(f"Anna Maria{i % 26 * 'x'} Mueller" for i in range(40_000)),
    "addresses": "eve@quillhurst.com " * 50_000,
    "an address without an end": "a@" * 300_000,
    "an address of dots": "a." * 300_000 + "@b.com",
    "addresses of dashes": "a-b." * 200_000,
    "links": "https://quillhurst.com/offer " * 30_000,
    "a link without an end": "https://" + "a/" * 500_000,
    "phone numbers": "+1 (617) 555-0118 " * 50_000,
    "a phone number without an end": "+1 617 " * 150_000,
    "brackets": "(" * 300_000 + ")" * 300_000,
    "angle brackets": "<" * MIB,
    "braces": "{{" * 100_000 + "{% for a in b %}" * 10_000,
    "offers": (WORDS + " ") * 5_000,
    "acceptances": "I am very happy to accept the offer of Quillhurst. " * 10_000,
    "conditions": "This offer is contingent upon the successful completion of a background check. " * 8_000,
    "conditions without an end": "This offer is contingent upon the successful " * 10_000,
    "ifs": "if you " * 100_000,
    "nots": "not " * 200_000,
    "interviews": "Your interview is confirmed for November 24, 2026 at 10:00. " * 10_000,
    "employers": " ".join(f"the position of Analyst at Quill{i}hurst Inc." for i in range(20_000)),
    "an employer without an end": "at " + "Quillhurst " * 60_000,
    "roles": "the position of Senior " * 30_000,
    "greetings": "Dear Mara,\n\n" * 50_000,
    "sentences of one letter": "a. " * 300_000,
    "exclamation marks": "!" * MIB,
    "combining marks": "e" + "\u0301" * 300_000,
    "bidirectional marks": "\u202e\u2066" * 200_000,
    "zero-width spaces": "o\u200bf\u200bf\u200be\u200br " * 60_000,
    "emoji": "\U0001f600" * 200_000,
    "wide digits": "２０２６" * 100_000,
    "ligatures": "\ufdfa" * 100_000,
    "capitals that grow when lowered": "\u0130" * 300_000,
    "tabs": "\t" * MIB,
    "form feeds": "\f\v\x1c\x1d\x85\u2028" * 100_000,
    "tables": ("| " * 200 + "\n") * 2_000,
    "soft hyphens": "\u00ad" * 500_000,
}  # fmt: skip
for _name, _body in LONG.items():
    MAILS[f"a text of {_name}"] = lambda body=_body[: MIB // 2]: text(body, Content_Type="text/plain; charset=utf-8")  # type: ignore[misc]
for _name in ("words without ends", "spaces", "digits", "dots", "letters", "brackets", "quote marks", "dates"):
    MAILS[f"a subject of {_name}"] = lambda body=LONG[_name]: text(WORDS, Subject=body)  # type: ignore[misc]
    MAILS[f"a name of {_name}"] = lambda body=LONG[_name]: text(  # type: ignore[misc]
        WORDS, From=f'"{body}" <eve@quillhurst.com>'
    )

# ---------------------------------------------------------------- pages

mails(
    a_page_nested_a_hundred_thousand_deep=lambda: page("<div>" * 100_000 + WORDS),
    a_page_of_nested_quotes=lambda: page("<blockquote>" * 50_000 + WORDS),
    a_page_of_nested_tables=lambda: page("<table><tr><td>" * 30_000 + WORDS),
    a_page_of_nested_forms=lambda: page("<b><i><a href=x><font>" * 30_000 + WORDS),
    a_page_of_unclosed_comments=lambda: page("<!--" * 200_000),
    a_page_of_unclosed_tags=lambda: page("<a " * 300_000),
    a_page_of_attributes=lambda: page("<a" + " x=y" * 250_000 + ">" + WORDS),
    a_page_of_one_attribute=lambda: page(f'<a href="{"a" * MIB}">{WORDS}</a>'),
    a_page_of_entities=lambda: page("&amp;" * 200_000 + "&#x110000;&#0;&#xD800;&" + "a" * 100_000),
    a_page_of_scripts=lambda: page("<script>" + "offer " * 100_000),
    a_page_of_styles=lambda: page("<style>" + "a{b:c}" * 100_000 + "</style>" + "<p style='display:none'>offer" * 20_000),
    a_page_of_links=lambda: page('<a href="https://quillhurst.com/offer">offer</a>' * 20_000),
    a_page_of_images=lambda: page('<img src="http://quillhurst.com/pixel.gif" alt="offer">' * 20_000),
    a_page_of_line_breaks=lambda: page("<br>" * 250_000 + WORDS),
    a_page_of_cells=lambda: page("<table><tr>" + "<td>offer" * 100_000),
    a_page_of_lists=lambda: page("<ul><li>" * 30_000 + WORDS),
    a_page_of_json_ld=lambda: page('<script type="application/ld+json">' + "[" * 200_000 + "</script>" + WORDS),
    a_page_of_json_ld_numbers=lambda: page(
        '<script type="application/ld+json">{"@type":"Event","startDate":' + "9" * 200_000 + "}</script>" + WORDS
    ),
    a_page_of_json_ld_surrogates=lambda: page(
        '<script type="application/ld+json">{"@type":"Event","name":"Interview \\ud800","startDate":"2026-11-25T10:00"'
        ',"organizer":{"name":"\\udfff"}}</script>' + WORDS
    ),
    a_page_of_json_ld_events=lambda: page(
        '<script type="application/ld+json">[' + ",".join(['{"@type":"Event","startDate":"2026-11-25"}'] * 20_000)
        + "]</script>" + WORDS
    ),
    a_page_of_svg=lambda: page("<svg><foreignObject>" * 20_000 + "<math><mi>" * 20_000),
    a_page_of_templates=lambda: page("<template>" * 30_000 + WORDS),
    a_page_of_selects=lambda: page("<select><option>" * 50_000),
    a_page_of_nul_bytes=lambda: page(b"<p>off\0er</p>" * 50_000),
)  # fmt: skip

# ---------------------------------------------------------------- calendar parts

mails(
    an_invitation_of_an_endless_series=lambda: calendar(event("RRULE:FREQ=SECONDLY")),
    an_invitation_of_a_hundred_thousand_attendees=lambda: calendar(
        event(*(f"ATTENDEE;CN=A{i}:mailto:a{i}@example.org" for i in range(40_000)))
    ),
    an_invitation_of_ten_thousand_events=lambda: calendar(
        "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nDTSTART:20261125T150000Z\nSUMMARY:Interview\nEND:VEVENT\n" * 10_000
    ),
    an_invitation_nested_deep=lambda: calendar("BEGIN:VEVENT\n" * 100_000),
    an_invitation_with_a_broken_zone=lambda: calendar(event("DTSTART;TZID=../../etc/localtime:20261125T150000")),
    an_invitation_with_a_zone_of_a_megabyte=lambda: calendar(event(f"DTSTART;TZID={'a/' * 500_000}:20261125T150000")),
    an_invitation_with_a_zone_of_its_own=lambda: calendar(
        "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:00010101T000000\nTZOFFSETTO:+9999\n"
        "RRULE:FREQ=YEARLY;BYMONTH=99;BYDAY=99MO\nEND:STANDARD\nEND:VTIMEZONE\n"
        "BEGIN:VEVENT\nUID:x\nDTSTART;TZID=X:20261125T150000\nSUMMARY:Interview\nEND:VEVENT\nEND:VCALENDAR"
    ),
    an_invitation_in_year_1=lambda: calendar(event("DTSTART:00010101T000000Z", "DTEND:00010101T000000Z")),
    an_invitation_in_year_9999=lambda: calendar(event("DTSTART:99991231T235959Z", "DURATION:P9999W")),
    an_invitation_of_an_endless_length=lambda: calendar(event("DURATION:P" + "9" * 100_000 + "W")),
    an_invitation_with_an_endless_sequence=lambda: calendar(event("SEQUENCE:" + "9" * 100_000)),
    an_invitation_with_other_digits=lambda: calendar(event("SEQUENCE:²", "DTSTART:２０２６1125T150000Z")),
    an_invitation_with_a_uid_that_climbs=lambda: calendar(event("UID:../../../../etc/passwd\\n\\nX")),
    an_invitation_with_a_uid_of_a_megabyte=lambda: calendar(event("UID:" + "u" * MIB)),
    an_invitation_folded_a_hundred_thousand_times=lambda: calendar(event("DESCRIPTION:a" + "\n b" * 100_000)),
    an_invitation_of_parameters=lambda: calendar(event("ATTENDEE" + ";A=B" * 100_000 + ":mailto:a@b.com")),
    an_invitation_of_open_quotes=lambda: calendar(event('ATTENDEE;CN="' * 20_000)),
    an_invitation_of_backslashes=lambda: calendar(event("SUMMARY:Interview " + "\\" * 200_000)),
)  # fmt: skip

# ---------------------------------------------------------------- other people's words

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\u202eevil\u2066\u200b\r\x08"
TEMPLATE = "{{ 7*7 }}{% for a in (1).__class__.__mro__ %}x{% endfor %}${7*7}%(x)s{0.__class__}"

mails(
    escapes_everywhere=lambda: text(
        f"Dear Mara,\n\nOn behalf of {ESCAPES}Quillhurst I am delighted to offer you the position of {ESCAPES}Analyst."
        f" The terms are these:\n\n Base salary: $1{ESCAPES}00,000\n\nEve {ESCAPES}Mallory\nQuillhurst{ESCAPES}",
        Subject=f"Your offer {ESCAPES} from Quillhurst".replace("\r", ""),
        From=f'"Eve {ESCAPES} Mallory" <eve@quillhurst.com>'.replace("\r", ""),
        Content_Type="text/plain; charset=utf-8",
    ),
    templates_everywhere=lambda: text(
        f"Dear Mara,\n\nOn behalf of {TEMPLATE} I am delighted to offer you the position of {TEMPLATE}.\n\n{TEMPLATE}",
        Subject=f"Your offer {TEMPLATE}", From=f'"{TEMPLATE}" <eve@quillhurst.com>',
    ),
    the_name_of_the_good_message=lambda: text("Nothing to see here.", Message_ID="<offer@harrowpike.com>"),
    the_good_offer_rescinded_by_a_stranger=lambda: text(
        "Dear Mara,\n\nUnfortunately we have to rescind our offer for the position of Data Engineer.\n\nPetra Voss",
        From="Petra Voss <petra.voss@mallory.example>", In_Reply_To="<offer@harrowpike.com>",
        References="<offer@harrowpike.com>", Subject="Re: Your offer from Harrow & Pike",
    ),
    an_acceptance_forged_in_the_users_name=lambda: text(
        "Dear Eve,\n\nI am very happy to accept the offer and to join Quillhurst as Analyst.\n\nBest\nMara",
        From="Mara Quint <mara.quint@example.net>", To="eve@quillhurst.com",
        Received="from mail.mallory.example (mail.mallory.example [192.0.2.66]) by mx.example.net; Mon, 16 Nov 2026 10:00:00 +0000",
        Authentication_Results="mx.example.net; spf=fail smtp.mailfrom=mallory.example; dkim=none; dmarc=fail header.from=example.net",
        Subject="Re: Your offer",
    ),
    a_message_to_itself=lambda: text(
        WORDS, Message_ID="<loop@b.com>", In_Reply_To="<loop@b.com>", References="<loop@b.com> <loop@b.com>"
    ),
)  # fmt: skip

# ---------------------------------------------------------------- fifty megabytes

HUGE: dict[str, Make] = {
    "a text": lambda: text(f"{WORDS}\n" * 500_000),
    "a page": lambda: page(f"<p>{WORDS}</p>\n" * 500_000),
    "a file": lambda: mixed([b"\n" + WORDS.encode(), _part("application/pdf", b"JVBERi0x\n" * 6_000_000)]),
    "parts": lambda: mixed([b"\n" + WORDS.encode() * 100] * 5_000),
    "a header": lambda: b"X-Offer: interview\n" * 2_700_000 + text(WORDS),
    "one line": lambda: text(b"a" * 50 * MIB),
    "nul bytes": lambda: b"\0" * 50 * MIB,
}
