"""The server: any that speaks the chat protocol of OpenAI, such as Ollama's or llama.cpp's."""

from __future__ import annotations

import base64
import json
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from agent.second.prompt import SCHEMA
from connectors.base import ConnectorError, Temporary
from connectors.http import Http, Response

T = TypeVar("T")

TIME_LIMIT = 90.0
"""Seconds for one answer: a small model on a processor alone, loaded first, takes most of that."""
LARGEST = 256 * 1024
"""Bytes of one answer."""
MOST_TOKENS = 500
"""What an answer may be long; the longest right one has about 400."""
FORMS: tuple[Mapping[str, Any], ...] = (
    {"response_format": {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA}}},
    {"response_format": {"type": "json_object", "schema": SCHEMA}},
    {},
)
"""How the answer's form is asked for, the best first: as OpenAI's protocol has it, as llama.cpp's Python server does, not."""
UNKNOWN_FORM = (400, 415, 422, 501)
"""What servers say that do not know a form."""


ITS_OWN = (400, 413, 422, 500)
"""What may be the fault of one question: it is too long, or breaks the model. All else is the server's trouble."""


class NoAnswer(Exception):
    """The server gave none; the text says why, in plain words."""

    def __init__(self, why: str, *, reached: bool) -> None:
        """`reached`: it was there, and failed at this very question."""
        super().__init__(why)
        self.reached = reached


class Server:
    """One server with one model. Asks once, follows no redirect, and never asks the same thing again by itself."""

    def __init__(self, base: str, model: str = "", http: Http | None = None) -> None:
        """`base`: address up to `/chat/completions`, perhaps with user and password. `model`: "" for the server's first."""
        self._base, self._login = _without_login(base)
        self._model = model
        self._http = http or Http(timeout=TIME_LIMIT, limit=LARGEST, longest=TIME_LIMIT)
        self._forms = list(FORMS)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def ask(self, messages: Sequence[Mapping[str, str]], limit: float = TIME_LIMIT) -> str:
        """The text that the model answers with, within so many seconds. Raises NoAnswer."""
        return _within(limit, lambda: self._asked(messages))

    def models(self, limit: float) -> list[str]:
        """The models that it names, within so many seconds. Raises NoAnswer."""
        return _within(limit, self._models)

    def _asked(self, messages: Sequence[Mapping[str, str]]) -> str:
        question = {
            "model": self._model or self._first(),
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        forms = list(self._forms)
        answer = self._request("POST", "/chat/completions", {**question, **forms[0]})
        while answer.status in UNKNOWN_FORM and len(forms) > 1:
            del forms[0]
            answer = self._request("POST", "/chat/completions", {**question, **forms[0]})
        if answer.status == 200:  # else it was the question, not its form
            self._forms = forms
        found = _body(answer)
        try:
            text = found["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError):
            text = None
        if not isinstance(text, str):
            raise NoAnswer("its answer is none of a chat", reached=True)
        return text

    def _first(self) -> str:
        """The first model that the server names; asked once."""
        names = self._models()
        if not names:
            raise NoAnswer("it names no model: set `model`", reached=False)
        self._model = names[0]
        return self._model

    def _models(self) -> list[str]:
        try:
            found = _body(self._request("GET", "/models"))
        except NoAnswer as fault:
            raise NoAnswer(str(fault), reached=False) from None
        listed = found.get("data") if isinstance(found, dict) else None
        names = [one.get("id") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        return [name for name in names if isinstance(name, str) and 0 < len(name) <= 200]

    def _request(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Response:
        headers = {"accept": "application/json", **self._login}
        if content is not None:
            headers["content-type"] = "application/json"
        body = None if content is None else json.dumps(content).encode()  # ASCII, whatever the mail was made of
        try:
            return self._http.request(method, self._base + path, headers=headers, content=body)
        except ConnectorError as error:
            raise NoAnswer(str(error), reached=not isinstance(error, Temporary)) from None


def _within(limit: float, work: Callable[[], T]) -> T:
    """In a thread of its own, which is left behind when its time is over: no trickle of bytes holds anybody up."""
    done: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as fault:  # noqa: BLE001 - it is raised where it is waited for
            done.put((None, fault))

    threading.Thread(target=run, name="second reader", daemon=True).start()
    try:
        found, fault = done.get(timeout=limit)
    except queue.Empty:
        raise NoAnswer(f"it took longer than {limit:.0f} seconds", reached=True) from None
    if fault is not None:
        raise fault
    return found  # type: ignore[no-any-return]  # what `work` returned


def _without_login(base: str) -> tuple[str, dict[str, str]]:
    """The address without user and password, and the header that has them (RFC 7617)."""
    parts = urlsplit(base)
    login, at, host = parts.netloc.rpartition("@")
    if not at:
        return base.rstrip("/"), {}
    token = base64.b64encode(unquote(login).encode()).decode()
    return parts._replace(netloc=host).geturl().rstrip("/"), {"authorization": f"Basic {token}"}


def _body(answer: Response) -> Any:
    if 300 <= answer.status < 400:
        raise NoAnswer(f"it answered with {answer.status}, and redirects are not followed", reached=False)
    if answer.status != 200:
        raise NoAnswer(f"it answered with {answer.status}", reached=answer.status in ITS_OWN)
    try:
        return answer.json()
    except ConnectorError:
        raise NoAnswer("its answer is no JSON", reached=True) from None
