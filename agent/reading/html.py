"""HTML mail to lines of text: what a reader would see, with quoted parts marked by their DOM, within bounds.

Quotes are known by the markers that the mail programs set (Gmail, Apple Mail, Thunderbird, Yahoo, Outlook); hidden
preheaders, styles and scripts are left out; nothing is ever loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from agent.reading.lines import Line, to_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_NODES = 60_000
MAX_HIDDEN = 4_000
MAX_LINKS = 200
_MAX_DEPTH = 600
_MAX_REOPENED = 500_000
"""Formatting tags times blocks: what a parser may have to build when every block reopens every tag."""

_SKIPPED = frozenset(("head", "style", "script", "title", "template", "noscript", "object", "iframe", "svg", "select"))
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "pre", "hr"])
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
)
_OUTLOOK_RULE = re.compile(r"border\s*:\s*none\s*;\s*border-top\s*:\s*solid")
_QUOTE_CLASSES = ("gmail_quote", "gmail_extra", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote", "gmail_attr")
_REST_IDS = (
    "divrplyfwdmsg",
    "appendonsend",
    "x_divrplyfwdmsg",
    "reply-intro",
    "mail-editor-reference-message-container",
)
_FORMATTING = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s>]", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<(?:p|div|td|th|tr|li|table|br|h[1-6]|blockquote)[\s>/]", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "dd",
        "dt",
        "option",
    ]
)
_JSONLD = re.compile(r"(?i)<script[^<>]{0,200}application/ld\+json[^<>]{0,200}>")
_DROP = re.compile(r"(?i)<(style|script|head|title)\b|<!--")
_BODY = re.compile(r"(?i)<body\b")
_BREAK = re.compile(r"(?i)<(?:br|/p|/div|/tr|/li|/h[1-6]|/table)\b[^<>]*>")
_WITHIN_WORDS = re.compile(r"(?i)</?(?:b|i|u|em|strong|wbr)\b[^<>]*>")
_ANY_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one HTML part."""

    lines: list[Line]
    links: tuple[tuple[str, str], ...] = ()
    jsonld: tuple[str, ...] = ()
    hidden: str = ""
    """What its styles hide from the eye, at most `MAX_HIDDEN` characters."""

    @property
    def text(self) -> str:
        return to_text(self.lines)


def read(source: str) -> Page:
    """Lines, links and markup of an HTML text. Costs time and memory linear in its length."""
    jsonld = tuple(_scripts(source)) if "ld+json" in source else ()
    if _explosive(source):
        return Page(_stripped(source), (), jsonld)
    from selectolax.lexbor import LexborHTMLParser  # heavy: only where there is HTML to read

    body = LexborHTMLParser(source).body
    if body is None:
        return Page(_stripped(source), (), jsonld)
    walk = _Walk()
    walk.run(body)
    return Page(walk.lines, tuple(walk.links), jsonld, " ".join(walk.hidden))


def glance(source: str, limit: int) -> str:
    """About the first `limit` characters of visible text, the quick way: without a tree."""
    found = _BODY.search(source)
    at = found.start() if found else 0
    shown = _WITHIN_WORDS.sub("", _dropped(source[at : at + limit * 8]))
    return unescape(_ANY_TAG.sub(" ", shown)[: limit * 2])


def _scripts(source: str) -> Iterator[str]:
    """Bodies of the first JSON-LD scripts, at most 20,000 characters each."""
    for found in islice(_JSONLD.finditer(source), 10):
        body = source[found.end() : found.end() + 20_000]
        yield body.partition("</script")[0].strip()


def _dropped(source: str) -> str:
    """Without styles, scripts, head and comments. One that is never closed takes the rest with it, as in a browser."""
    kept: list[str] = []
    at = 0
    low = source.lower() if source.isascii() else source  # other letters may change their length
    while found := _DROP.search(low, at):
        kept.append(source[at : found.start()])
        end = "-->" if found.group(1) is None else f"</{found.group(1)}"
        close = low.find(end, found.end())
        if close < 0:
            return " ".join(kept)
        close = low.find(">", close)
        if close < 0:
            return " ".join(kept)
        at = close + 1
    kept.append(source[at:])
    return " ".join(kept)


def _explosive(source: str) -> bool:
    """True for markup that a standard parser blows up (unclosed formatting tags reopened in each block, deep nests)."""
    if len(source) < 20_000 and source.count("<") < 600:
        return False
    formatting = sum(1 for _ in _FORMATTING.finditer(source))
    if formatting > 200 and formatting * sum(1 for _ in _BLOCK_TAG.finditer(source)) > _MAX_REOPENED:
        return True
    depth = deepest = 0
    for closing, name in _TAG.findall(source):
        if name.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest > _MAX_DEPTH


def _stripped(source: str) -> list[Line]:
    """The plain way: tags dropped, entities decoded."""
    text = _ANY_TAG.sub(" ", _BREAK.sub("\n", _dropped(source)))
    lines = (" ".join(line.split()) for line in unescape(text).split("\n"))
    return [Line(line) for line in lines]


class _Walk:
    """One pass over the tree in document order, without recursion."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.hidden: list[str] = []
        self.depth = 0
        self.rest_quoted = False

    def run(self, body: LexborNode) -> None:
        node: LexborNode | None = body
        closing: list[tuple[LexborNode, str, bool]] = []
        count = 0
        while node is not None and count < MAX_NODES:
            count += 1
            name = node.tag or ""
            child = None
            if name == "-text":
                self.words.append(node.text_content or "")
            elif not self._skips(node, name):
                quoted = self._open(node, name)
                child = node.child
                if child is not None:
                    closing.append((node, name, quoted))
                else:
                    self._close(name, quoted)
            if child is not None:
                node = child
                continue
            after = node.next
            while after is None and closing:
                node, name, quoted = closing.pop()
                self._close(name, quoted)
                after = node.next if closing else None
            node = after
        self._break(paragraph=False)

    def _skips(self, node: LexborNode, name: str) -> bool:
        if name in _SKIPPED or name.startswith(("-", "!", "_")):
            return True
        attributes = node.attributes
        if not attributes:
            return False
        style = (attributes.get("style") or "").lower()
        hidden = "hidden" in attributes or bool(style and _HIDDEN.search(style))
        if hidden and (room := MAX_HIDDEN - sum(map(len, self.hidden))) > 0:
            self.hidden.append(" ".join((node.text() or "")[: 4 * MAX_HIDDEN].split())[:room])
        return hidden

    def _open(self, node: LexborNode, name: str) -> bool:
        if name == "br":
            self._break(paragraph=False)
            return False
        if name in _BLOCKS:
            self._break(paragraph=name in _PARAGRAPHS)
            if name == "li":
                self.words.append("- ")
        elif name == "a" and len(self.links) < MAX_LINKS:
            self._link(node)
        attributes = node.attributes
        quoted = bool(attributes) and self._quotes(name, attributes)
        if quoted:
            self._break(paragraph=True)
            self.depth += 1
        return quoted

    def _close(self, name: str, quoted: bool) -> None:
        if name in ("td", "th"):
            self.words.append(" ")  # the cells of a row are one line
        elif name in _BLOCKS:
            self._break(paragraph=name in _PARAGRAPHS)
        if quoted:
            self._break(paragraph=True)
            self.depth -= 1

    def _quotes(self, name: str, attributes: dict[str, str | None]) -> bool:
        identity = (attributes.get("id") or "").lower()
        if identity in _REST_IDS or (name == "div" and _OUTLOOK_RULE.search((attributes.get("style") or "").lower())):
            # Everything after the mark belongs to the older message: the mark is not around it.
            self._break(paragraph=True)
            self.rest_quoted = True
            return False
        if name == "blockquote" and (attributes.get("type") or "").lower() == "cite":
            return True
        classes = (attributes.get("class") or "").lower()
        return bool(classes) and any(mark in classes for mark in _QUOTE_CLASSES)

    def _link(self, node: LexborNode) -> None:
        address = (node.attributes.get("href") or "").strip()
        if address[:8].lower().startswith(("http://", "https://")):
            text = " ".join((node.text() or "")[:400].split())
            self.links.append((text[:200], address[:2000]))

    def _break(self, *, paragraph: bool) -> None:
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if text:
            self.lines.append(Line(text, self.depth + self.rest_quoted))
        if paragraph and self.lines and self.lines[-1].text:
            self.lines.append(Line("", self.depth + self.rest_quoted))
