"""A server that speaks OpenAI's chat protocol over a real socket, well or badly, and keeps what it was asked.

It is as strict as the real ones: a wrong path, method, header or body is refused in the protocol's own words. What the
model would say is a function of the chat.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "small-one:1b"
Say = Callable[[str], str]
"""From the mail, as it was shown, to the text that the model answers with."""


def answer(label: str, words: str, **fields: tuple[str, str]) -> str:
    """The JSON that a good model gives; fields as name=(value, words)."""
    empty: dict[str, Any] = dict.fromkeys(("employer", "role", "deadline", "start_date", "interview_start"))
    claims = {name: {"value": value, "words": words} for name, (value, words) in fields.items()}
    return json.dumps({"label": label, "words": words, **empty, **claims})


def nothing(_mail: str) -> str:
    """It finds nothing in any mail."""
    return answer("other", "")


class Chat:
    """One server on loopback; a context manager."""

    def __init__(self, say: Say = nothing) -> None:
        self.say = say
        self.models = [MODEL, "another"]
        self.forms: tuple[str, ...] = ("json_schema", "json_object")
        """Kinds of `response_format` that it knows; others are refused, as real servers do."""
        self.status = 200
        """Another one: every question is answered with it."""
        self.raw: Callable[[Any], None] | None = None
        """Writes a whole answer by itself, onto the file of the connection."""
        self.questions: list[dict[str, Any]] = []
        """Bodies of what was asked of /chat/completions, refused ones included."""
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        """Method, path and headers (lower-case names) of everything."""
        self.busy = threading.Event()
        """Set when a question arrived."""
        self.gate = threading.Event()
        """Questions wait for it."""
        self.gate.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Chat:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.gate.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def base(self) -> str:
        """What goes under `model_server`."""
        return f"http://{self.host}/v1"

    @property
    def mails(self) -> list[str]:
        """The mails that it was shown, in order."""
        return [shown(question) for question in self.questions]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        chat = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                chat._note(self)
                if self.path != "/v1/models":
                    self._refuse(404, "no such path")
                    return
                data = [{"id": name, "object": "model", "created": 0, "owned_by": "me"} for name in chat.models]
                self._json(chat.status, {"object": "list", "data": data})

            def do_POST(self) -> None:
                chat._note(self)
                body = self.rfile.read(int(self.headers.get("content-length", "0")))
                fault = chat._fault(self.path, self.headers.get("content-type", ""), body)
                chat.busy.set()
                if fault is not None:
                    self._refuse(*fault)
                    return
                chat.gate.wait(30)
                if chat.raw is not None:
                    chat.raw(self.wfile)
                    self.close_connection = True
                elif chat.status != 200:
                    self._refuse(chat.status, "as it was told")
                else:
                    text = chat.say(shown(chat.questions[-1]))
                    message = {"role": "assistant", "content": text}
                    choice = {"index": 0, "message": message, "finish_reason": "stop"}
                    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
                    self._json(
                        200,
                        {
                            "id": "chatcmpl-1", "object": "chat.completion", "created": 0,
                            "model": chat.questions[-1]["model"], "choices": [choice], "usage": usage,
                        },
                    )  # fmt: skip

            def _refuse(self, status: int, why: str) -> None:
                self._json(status, {"error": {"message": why, "type": "invalid_request_error", "code": status}})

            def _json(self, status: int, content: object) -> None:
                body = json.dumps(content).encode()
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", f"{chat.base}/elsewhere")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:  # whoever asked has given up
                    self.close_connection = True

        return Handler

    def _note(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.requests.append((handler.command, handler.path, headers))

    def _fault(self, path: str, kind: str, body: bytes) -> tuple[int, str] | None:
        """What is wrong with a question; None: nothing. It is kept as soon as it can be read."""
        if path != "/v1/chat/completions":
            return 404, "no such path"
        if kind.partition(";")[0].strip() != "application/json":
            return 415, "JSON is spoken here"
        try:
            question = json.loads(body)
        except ValueError:
            return 400, "that is no JSON"
        self.questions.append(question)
        form = question.get("response_format", {"type": "text"})["type"]
        if form != "text" and form not in self.forms:
            return 400, f"response_format: unknown type {form}"
        if question.get("model") not in self.models:
            return 404, f"model {question.get('model')!r} not found"
        chat = question.get("messages")
        well = isinstance(chat, list) and chat and all(set(one) == {"role", "content"} for one in chat)
        return None if well else (400, "messages: a list of role and content")


def shown(question: dict[str, Any]) -> str:
    """The mail of a question, without what stands around it."""
    lines = str(question["messages"][-1]["content"]).split("\n")
    return "\n".join(lines[1:-2])
