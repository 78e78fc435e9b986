"""The server: any that speaks the chat protocol of OpenAI, such as Ollama's or llama.cpp's."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from agent.second.prompt import SCHEMA
from connectors.base import ConnectorError, Temporary
from connectors.http import Http, Response

TIME_LIMIT = 20.0
"""Seconds for one answer."""
LARGEST = 256 * 1024
"""Bytes of one answer."""
MOST_TOKENS = 500
"""What an answer may be long; the longest right one has about 400."""


class NoAnswer(Exception):
    """The server gave none; the text says why, in plain words."""

    def __init__(self, why: str, *, reached: bool) -> None:
        """`reached`: it was there, and failed at this question."""
        super().__init__(why)
        self.reached = reached


class Server:
    """One server with one model. Asks once, follows no redirect, and never asks the same thing again by itself."""

    def __init__(self, base: str, model: str = "", http: Http | None = None) -> None:
        """`base`: address up to `/chat/completions`, perhaps with user and password. `model`: "" for the server's first."""
        self._base, self._login = _without_login(base)
        self._model = model
        self._http = http or Http(timeout=TIME_LIMIT, limit=LARGEST, longest=TIME_LIMIT)
        self._form: Mapping[str, Any] = {"response_format": {"type": "json_object", "schema": SCHEMA}}

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def ask(self, messages: Sequence[Mapping[str, str]]) -> str:
        """The text that the model answers with. Raises NoAnswer."""
        question = {
            "model": self._model or self._first(),
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        answer = self._request("POST", "/chat/completions", {**question, **self._form})
        if answer.status in (400, 422) and self._form:  # it knows no forms: then the task alone has to do
            self._form = {}
            answer = self._request("POST", "/chat/completions", question)
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
        found = _body(self._request("GET", "/models"))
        try:
            name = found["data"][0]["id"]
        except (KeyError, IndexError, TypeError):
            name = None
        if not isinstance(name, str) or not 0 < len(name) <= 200:
            raise NoAnswer("it names no model: set `model`", reached=False)
        self._model = name
        return name

    def _request(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Response:
        headers = {"accept": "application/json", **self._login}
        if content is not None:
            headers["content-type"] = "application/json"
        body = None if content is None else json.dumps(content).encode("utf-8", "replace")
        try:
            return self._http.request(method, self._base + path, headers=headers, content=body)
        except ConnectorError as error:
            raise NoAnswer(str(error), reached=not isinstance(error, Temporary)) from None


def _without_login(base: str) -> tuple[str, dict[str, str]]:
    """The address without user and password, and the header that has them (RFC 7617)."""
    parts = urlsplit(base)
    login, at, host = parts.netloc.rpartition("@")
    if not at:
        return base.rstrip("/"), {}
    token = base64.b64encode(login.encode()).decode()
    return parts._replace(netloc=host).geturl().rstrip("/"), {"authorization": f"Basic {token}"}


def _body(answer: Response) -> Any:
    if 300 <= answer.status < 400:
        raise NoAnswer(f"it answered with {answer.status}, and redirects are not followed", reached=True)
    if answer.status != 200:
        raise NoAnswer(f"it answered with {answer.status}", reached=True)
    try:
        return answer.json()
    except ConnectorError:
        raise NoAnswer("its answer is no JSON", reached=True) from None
