"""The addresses of Microsoft Graph v1.0 that are simulated, with what each of them allows.

Scopes and query options are those of the reference pages; what is not here is not used by the product, and a request to
it is a violation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

MAIL = ("Mail.Read", "Mail.ReadWrite")
MAIL_WRITE = ("Mail.ReadWrite",)
SEND = ("Mail.Send",)
CALENDARS = ("Calendars.Read", "Calendars.ReadWrite")
CALENDARS_WRITE = ("Calendars.ReadWrite",)

ONE = ("$select", "$expand")
LIST = ("$select", "$expand", "$filter", "$orderby", "$top", "$skip", "$count")
DELTA = ("$select", "$expand", "$filter", "$orderby", "$top", "changeType", "$skiptoken", "$deltatoken")
FOLDERS = ("$select", "$filter", "$top", "$skip", "$count", "includeHiddenFolders")
VIEW = ("startDateTime", "endDateTime", *LIST)


@dataclass(frozen=True, slots=True)
class Route:
    """One method at one address."""

    name: str
    verb: str
    pattern: re.Pattern[str]
    scopes: tuple[str, ...]
    """Any of them will do."""
    options: tuple[str, ...] = ()
    answer: str = ""
    """Type of the answer: "message", "message*" for a collection, "" for none, "bytes"."""
    body: str = ""
    """Type of the request's body: a type, "message.createReply" for an action, "" for none."""


def _route(name: str, line: str, scopes: tuple[str, ...], options: tuple[str, ...] = (), answer: str = "", body: str = "") -> Route:  # fmt: skip
    verb, address = line.split()
    pattern = re.escape(address).replace(r"\{", "{").replace(r"\}", "}")
    pattern = re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", pattern)
    return Route(name, verb, re.compile(pattern), scopes, options, answer, body)


ROUTES = (
    _route("me", "GET /me", ("User.Read",), ("$select",), "user"),
    _route("folders", "GET /me/mailFolders", MAIL, FOLDERS, "mailFolder*"),
    _route("folder", "GET /me/mailFolders/{folder}", MAIL, ("$select",), "mailFolder"),
    _route("folder.children", "GET /me/mailFolders/{folder}/childFolders", MAIL, FOLDERS, "mailFolder*"),
    _route("messages.delta", "GET /me/mailFolders/{folder}/messages/delta", MAIL, DELTA, "message*"),
    _route("folder.messages", "GET /me/mailFolders/{folder}/messages", MAIL, LIST, "message*"),
    _route("messages", "GET /me/messages", MAIL, LIST, "message*"),
    _route("message.create", "POST /me/messages", MAIL_WRITE, (), "message", "message"),
    _route("message", "GET /me/messages/{id}", MAIL, ONE, "message"),
    _route("message.patch", "PATCH /me/messages/{id}", MAIL_WRITE, (), "message", "message"),
    _route("message.delete", "DELETE /me/messages/{id}", MAIL_WRITE),
    _route("message.value", "GET /me/messages/{id}/$value", MAIL, (), "bytes"),
    _route("message.attachments", "GET /me/messages/{id}/attachments", MAIL, ("$select",), "attachment*"),
    _route("message.reply", "POST /me/messages/{id}/createReply", MAIL_WRITE, (), "message", "message.createReply"),
    _route("message.replyAll", "POST /me/messages/{id}/createReplyAll", MAIL_WRITE, (), "message", "message.createReplyAll"),
    _route("message.send", "POST /me/messages/{id}/send", SEND, (), "", "message.send"),
    _route("message.move", "POST /me/messages/{id}/move", MAIL_WRITE, (), "message", "message.move"),
    _route("sendMail", "POST /me/sendMail", SEND, (), "", "user.sendMail"),
    _route("calendars", "GET /me/calendars", CALENDARS, ("$select", "$filter", "$top", "$skip", "$count"), "calendar*"),
    _route("calendar.default", "GET /me/calendar", CALENDARS, ("$select",), "calendar"),
    _route("calendar", "GET /me/calendars/{calendar}", CALENDARS, ("$select",), "calendar"),
    _route("view", "GET /me/calendars/{calendar}/calendarView", CALENDARS, VIEW, "event*"),
    _route("view.default", "GET /me/calendarView", CALENDARS, VIEW, "event*"),
    _route("view.default", "GET /me/calendar/calendarView", CALENDARS, VIEW, "event*"),
    _route("events", "GET /me/events", CALENDARS, LIST, "event*"),
    _route("event", "GET /me/events/{id}", CALENDARS, ONE, "event"),
    _route("event.patch", "PATCH /me/events/{id}", CALENDARS_WRITE, (), "event", "event"),
    _route("event.delete", "DELETE /me/events/{id}", CALENDARS_WRITE),
    _route("event.instances", "GET /me/events/{id}/instances", CALENDARS, VIEW, "event*"),
    _route("event.accept", "POST /me/events/{id}/accept", CALENDARS_WRITE, (), "", "event.accept"),
    _route("event.tentative", "POST /me/events/{id}/tentativelyAccept", CALENDARS_WRITE, (), "", "event.tentativelyAccept"),
    _route("event.decline", "POST /me/events/{id}/decline", CALENDARS_WRITE, (), "", "event.decline"),
    _route("event.cancel", "POST /me/events/{id}/cancel", CALENDARS_WRITE, (), "", "event.cancel"),
)  # fmt: skip


def route(verb: str, address: str) -> tuple[Route, dict[str, str]] | None:
    """The route of an address (path without host and version), and the parts of the path."""
    for found in ROUTES:
        if found.verb == verb and (parts := found.pattern.fullmatch(address)):
            return found, {name: unquote(part) for name, part in parts.groupdict().items()}
    return None
