"""The server over a real socket: well, slow, huge, broken, and elsewhere."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from agent.second.prompt import messages
from agent.second.server import LARGEST, NoAnswer, Server
from connectors.http import Http
from tests.second.chat import MODEL, Chat, answer
from tests.second.mails import document, mail

QUESTION = messages(document(mail("Dear Ines,\n\nwe regret to say no.\n\nGrace")), "in")
NO = answer("rejected", "we regret to say no")


@contextmanager
def server(chat: Chat, model: str = "", http: Http | None = None, base: str | None = None) -> Iterator[Server]:
    made = Server(base or chat.base, model, http)
    try:
        yield made
    finally:
        made.close()


def fails(chat: Chat, limit: float = 20.0, **more: Any) -> NoAnswer:
    with server(chat, **more) as asked, pytest.raises(NoAnswer) as fault:
        asked.ask(QUESTION, limit)
    return fault.value


def test_one_question_and_its_answer(chat: Chat) -> None:
    chat.say = lambda _mail: NO
    with server(chat) as asked:
        assert asked.ask(QUESTION) == NO
        assert asked.ask(QUESTION) == NO
    assert [path for _, path, _ in chat.requests] == ["/v1/models", *["/v1/chat/completions"] * 2]
    question = chat.questions[0]
    assert question["model"] == MODEL
    assert (question["temperature"], question["stream"]) == (0, False)
    assert question["max_tokens"] <= 1000
    assert question["response_format"]["json_schema"]["schema"]["required"]
    assert "we regret to say no." in chat.mails[0]


def test_the_model_that_the_user_names_is_asked(chat: Chat) -> None:
    chat.say = lambda _mail: NO
    with server(chat, "another") as asked:
        assert asked.ask(QUESTION) == NO
    assert [q["model"] for q in chat.questions] == ["another"]
    assert [method for method, _, _ in chat.requests] == ["POST"]
    fault = fails(chat, model="nowhere")
    assert not fault.reached
    assert "404" in str(fault)


@pytest.mark.parametrize("forms", [("json_schema",), ("json_object",), ()])
def test_a_server_that_knows_no_forms_is_asked_without(chat: Chat, forms: tuple[str, ...]) -> None:
    chat.forms = forms
    chat.say = lambda _mail: NO
    with server(chat) as asked:
        assert asked.ask(QUESTION) == NO
        before = len(chat.questions)
        assert asked.ask(QUESTION) == NO
        assert len(chat.questions) == before + 1


def test_user_and_password_go_into_a_header_and_nowhere_else(chat: Chat) -> None:
    with server(chat, base=chat.base.replace("//", "//sam:ge%40heim@")) as asked:
        asked.ask(QUESTION)
    for _, path, headers in chat.requests:
        assert headers["authorization"] == "Basic " + base64.b64encode(b"sam:ge@heim").decode()
        assert "heim" not in path
    chat.status = 401
    assert "heim" not in str(fails(chat, base=chat.base.replace("//", "//sam:geheim@")))


@pytest.mark.parametrize(
    ("status", "reached"),
    [(301, False), (307, False), (401, False), (404, False), (429, False), (500, True), (503, False)],
)
def test_a_refusal_is_no_answer(chat: Chat, status: int, reached: bool) -> None:
    chat.status = status
    fault = fails(chat, model=MODEL)
    assert str(status) in str(fault)
    assert fault.reached is reached
    assert len(chat.requests) == 1
    assert not any("elsewhere" in path for _, path, _ in chat.requests)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
BODIES = {
    "no JSON": b"<html>it works</html>",
    "cut short": b'{"choices": [{"message": {"content": "',
    "no object": b"[]",
    "null": b"null",
    "no choices": b'{"choices": []}',
    "wrong choices": b'{"choices": {"0": 1}}',
    "no text": b'{"choices": [{"message": {"content": null}}]}',
    "a list": b'{"choices": [{"message": {"content": [{"type": "text"}]}}]}',
    "nested": b"[" * 100_000,
    "bytes": bytes(range(256)) * 10,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_an_answer_that_is_none_of_a_chat_is_no_answer(chat: Chat, body: bytes) -> None:
    chat.raw = lambda file: file.write(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    assert fails(chat, model=MODEL).reached


def test_an_answer_without_end_is_cut_off(chat: Chat) -> None:
    written = 0

    def flood(file: Any) -> None:
        nonlocal written
        file.write(HEAD + b"\r\n" + b'{"choices": "')
        try:
            while written < 50 * LARGEST:
                file.write(b"x" * 65_536)
                written += 65_536
        except OSError:  # nobody listens any more
            return

    chat.raw = flood
    assert "more than" in str(fails(chat, model=MODEL))
    assert written < 50 * LARGEST


@pytest.mark.parametrize("where", ["before it", "in the headers", "in the body"])
def test_a_trickle_of_bytes_holds_nobody_up(chat: Chat, where: str) -> None:
    def drip(file: Any) -> None:
        chat.gate.clear()
        file.write({"before it": b"", "in the headers": HEAD, "in the body": HEAD + b"\r\n"}[where])
        try:
            while not chat.gate.wait(0.05):
                if where != "before it":
                    file.write(b"x")
        except OSError:
            return

    begin = time.monotonic()
    http = Http(timeout=5.0, limit=LARGEST, longest=5.0)
    chat.raw = drip
    fault = fails(chat, 0.4, model=MODEL, http=http)
    chat.gate.set()
    assert time.monotonic() - begin < 3
    assert fault.reached
    assert "longer than" in str(fault)


def test_nobody_there_is_said_in_plain_words(chat: Chat) -> None:
    with Chat() as gone:
        base = gone.base
    fault = fails(chat, model=MODEL, base=base)
    assert not fault.reached
    assert "refused" in str(fault)


def test_a_server_without_models_needs_a_name(chat: Chat) -> None:
    chat.models = []
    assert "set `model`" in str(fails(chat))


def test_plain_http_goes_to_no_other_machine(chat: Chat) -> None:
    fault = fails(chat, model=MODEL, base="http://models.example/v1")
    assert "https" in str(fault)
    assert chat.requests == []


def test_text_that_no_charset_holds_can_be_asked_about(chat: Chat) -> None:
    with server(chat, MODEL) as asked:
        asked.ask([{"role": "user", "content": "half a pair: \ud83d, and none: é 漢"}])
    assert len(chat.questions) == 1
