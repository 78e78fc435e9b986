"""Attacks on the page: other names, other pages, other users, old links, old letters, hostile words."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from agent.review.gate import POLICY
from tests.cli.conftest import Home
from tests.e2e.stories import FIRM, LINDEN_AT
from tests.e2e.world import World, them
from tests.review.desk import Review, reviewing, wait


@pytest.fixture
def inside(review: Review) -> Review:
    """A page that was opened with its link."""
    assert review.enter().status == 303
    return review


# ---------------------------------------------------------------- the link and the cookie


def test_the_link_opens_the_page_once(review: Review) -> None:
    entered = review.enter()
    assert (entered.status, entered.headers["location"]) == (303, "/")
    assert re.fullmatch(
        rf"bowout-{review.port}=[\w-]{{43}}; HttpOnly; SameSite=Strict; Path=/", entered.headers["set-cookie"]
    )
    assert review.ask("/").status == 200
    cookie = review.cookie
    again = review.enter()
    assert again.status == 403
    assert "set-cookie" not in again.headers
    review.cookie = cookie
    assert review.ask("/").status == 200


@pytest.mark.parametrize("key", ["", "?key=", "?key=wrong", "?key=%F0%9F%92%A9", "?other=1"])
def test_a_wrong_key_opens_nothing_and_does_not_use_the_link_up(review: Review, key: str) -> None:
    assert review.ask(f"/enter{key}", Sec_Fetch_Site="none").status == 403
    assert review.enter().status == 303


def test_a_look_ahead_does_not_use_the_link_up(review: Review) -> None:
    path = review.link.removeprefix(review.origin)
    assert review.ask(path, "HEAD", Sec_Fetch_Site="none").status == 403
    assert review.enter().status == 303


def test_a_link_on_another_page_still_leads_in(review: Review) -> None:
    """The browser gives no Strict cookie to a redirect of another page, so a page of ours goes on by itself."""
    entered = review.ask(review.link.removeprefix(review.origin), Sec_Fetch_Site="cross-site")
    assert entered.status == 200
    assert "url=/" in entered.text
    assert "SameSite=Strict" in entered.headers["set-cookie"]


@pytest.mark.parametrize("path", ["/", "/letters", "/history", "/assets/page.css", "/assets/page.js", "/nothing", "/message/draft/a/0"])  # fmt: skip
def test_without_the_cookie_there_is_nothing(inside: Review, path: str) -> None:
    for cookie in (
        "",
        "bowout=x",
        f"bowout-{inside.port}=wrong",
        f"{inside.cookie}x",
        f"{inside.cookie}; {inside.cookie}",
    ):
        refused = inside.ask(path, Cookie=cookie)
        assert refused.status == 403, cookie
        assert "Nora" not in refused.text
    assert inside.ask(path).status in (200, 404)


def test_without_the_cookie_nothing_is_done(inside: Review, home: Home) -> None:
    draft = home.draft("Tidewell")
    refused = inside.post(f"/letter/{draft['id']}/approve", {"digest": draft["digest"]}, Cookie="")
    assert refused.status == 403
    assert home.draft("Tidewell")["status"] == "waiting"


# ---------------------------------------------------------------- other names, other pages


@pytest.mark.parametrize("host", ["evil.example:{}", "localhost:{}", "127.0.0.1", "127.0.0.1:1", "127.0.0.2:{}", "127.0.0.1:{}.evil.example", ""])  # fmt: skip
def test_under_another_name_it_does_not_answer(review: Review, host: str) -> None:
    """A name that was bound to 127.0.0.1 anew brings its own Host."""
    for path in ("/", review.link.removeprefix(review.origin)):
        answer = review.ask(path, Host=host.format(review.port), without=() if host else ("Host",))
        assert answer.status in ((421,) if host else (400, 421)), answer.text
    assert review.enter().status == 303


def test_two_hosts_are_one_too_many(review: Review) -> None:
    with socket.create_connection(("127.0.0.1", review.port), timeout=10) as link:
        link.sendall(f"GET / HTTP/1.1\r\nHost: {review.host}\r\nHost: evil.example\r\n\r\n".encode())
        assert link.recv(100).split()[1] in (b"400", b"421")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{}"},
        {"Origin": "http://localhost:{}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_form_of_another_page_does_nothing(inside: Review, home: Home, headers: dict[str, str]) -> None:
    draft = home.draft("Tidewell")
    sent = {name: value.format(inside.port) for name, value in headers.items()}
    refused = inside.post(f"/letter/{draft['id']}/approve", {"digest": draft["digest"]}, **sent)
    assert refused.status == 403
    assert home.draft("Tidewell")["status"] == "waiting"


def test_another_port_of_this_machine_is_another_page(inside: Review) -> None:
    """To a browser all ports of 127.0.0.1 are one site, and its cookies go to all of them."""
    assert inside.ask("/", Sec_Fetch_Site="same-site").status == 403
    assert inside.ask("/assets/page.js", Sec_Fetch_Site="cross-site").status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused(inside: Review, method: str) -> None:
    assert inside.ask("/", method).status == 405


def test_looking_changes_nothing(inside: Review, home: Home) -> None:
    id_ = home.draft("Tidewell")["id"]
    for verb in ("approve", "undo", "keep", "later", "rewrite", "retry"):
        assert inside.ask(f"/letter/{id_}/{verb}").status in (404, 405)
    assert home.draft("Tidewell")["status"] == "waiting"


@pytest.mark.parametrize("path", ["/", "/nothing", "/assets/page.css"])
@pytest.mark.parametrize("entered", [True, False])
def test_every_answer_is_sealed(review: Review, path: str, entered: bool) -> None:
    if entered:
        review.enter()
    headers = review.ask(path).headers
    assert headers["content-security-policy"] == POLICY
    assert POLICY == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_a_web_socket_is_refused(inside: Review) -> None:
    answer = inside.ask(
        "/", Upgrade="websocket", Connection="Upgrade", Sec_WebSocket_Version="13", Sec_WebSocket_Key="x" * 22 + "=="
    )
    assert answer.status == 403


# ---------------------------------------------------------------- other users


def as_somebody_else(script: str) -> str:
    """What a shell script of another user of this machine prints."""
    if os.geteuid() != 0:
        pytest.skip("only root can act as somebody else")
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        user=65534,
        group=65534,
        extra_groups=[],
        capture_output=True,
        text=True,
        cwd="/",
        timeout=30,
    )
    return done.stdout


def test_another_user_gets_nothing_even_with_the_link(review: Review) -> None:
    """The link may be read from the arguments of a browser that is being started: it is worth nothing to others."""
    path = review.link.removeprefix(review.origin)
    script = f"""
        exec python3 -I -c '
import http.client
c = http.client.HTTPConnection("127.0.0.1", {review.port}, timeout=10)
c.request("GET", "{path}")
a = c.getresponse()
print(a.status, a.getheader("set-cookie"))'"""
    assert as_somebody_else(script) == "403 None\n"
    assert review.enter().status == 303


def test_another_user_gets_nothing_with_a_stolen_cookie(inside: Review) -> None:
    script = f"""
        exec python3 -I -c '
import http.client
c = http.client.HTTPConnection("127.0.0.1", {inside.port}, timeout=10)
c.request("GET", "/", headers={{"Cookie": "{inside.cookie}"}})
print(c.getresponse().status)'"""
    assert as_somebody_else(script) == "403\n"
    assert inside.ask("/").status == 200


def test_the_process_names_no_link_and_listens_on_loopback_only(review: Review) -> None:
    arguments = Path(f"/proc/{review.process.pid}/cmdline").read_bytes()
    assert review.link.partition("key=")[2].encode() not in arguments
    table = Path("/proc/net/tcp").read_text()
    listening = [line.split()[1] for line in table.splitlines() if f":{review.port:04X} 00000000:0000 0A" in line]
    assert listening == [f"0100007F:{review.port:04X}"]


# ---------------------------------------------------------------- forms


def test_an_approval_carries_the_digest_that_was_shown(inside: Review, home: Home) -> None:
    id_ = home.draft("Tidewell")["id"]
    for fields in ({}, {"digest": ""}, {"digest": "0" * 64}):
        assert inside.post(f"/letter/{id_}/approve", fields).status in (400, 409)
    digest = home.draft("Tidewell")["digest"]
    assert inside.post(f"/letter/{id_}/approve", [("digest", digest), ("digest", digest)]).status == 400
    assert home.draft("Tidewell")["status"] == "waiting"
    assert inside.post(f"/letter/{id_}/approve", {"digest": digest}).status == 303
    assert home.draft("Tidewell")["status"] == "approved"


def test_a_stale_digest_gets_the_new_text_beside_the_old(inside: Review, home: Home) -> None:
    inside.ask("/")
    draft = home.draft("Tidewell")
    home.agent("edit", draft["id"], "--subject", "Entirely new")
    answer = inside.post(f"/letter/{draft['id']}/approve", {"digest": draft["digest"]})
    assert answer.status == 409
    assert "Entirely new" in answer.text
    assert "Interview: Nora Kessler / Analytics Engineer @ Wednesday" in answer.text
    assert home.draft("Tidewell")["digest"] in answer.text
    assert home.draft("Tidewell")["status"] == "waiting"


def test_an_edit_of_a_letter_that_changed_meanwhile_changes_nothing(inside: Review, home: Home) -> None:
    draft = home.draft("Tidewell")
    home.agent("edit", draft["id"], "--subject", "Entirely new")
    fields = {"digest": draft["digest"], "to": "x@y.example", "cc": "", "subject": "Mine", "body": "My words\n"}
    answer = inside.post(f"/letter/{draft['id']}/edit", fields)
    assert answer.status == 409
    assert "My words" in answer.text
    assert "Entirely new" in answer.text
    assert home.draft("Tidewell")["subject"] == "Entirely new"


def test_what_is_too_long_is_refused(inside: Review, home: Home) -> None:
    id_ = home.draft("Tidewell")["id"]
    assert inside.post(f"/letter/{id_}/edit", {"body": "x" * 300_000}).status == 413
    assert inside.post(f"/letter/{id_}/edit", [("a", "b")] * 1000).status == 400
    assert inside.ask("/" + "x" * 40_000).status in (400, 404, 414, 431)
    assert inside.ask("/").status == 200


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""])
def test_only_forms_are_forms(inside: Review, home: Home, kind: str) -> None:
    id_ = home.draft("Tidewell")["id"]
    refused = inside.post(f"/letter/{id_}/keep", {}, Content_Type=kind, without=() if kind else ("Content-Type",))
    assert refused.status == 415
    assert home.draft("Tidewell")["status"] == "waiting"


@pytest.mark.parametrize("body", [b"digest=%FF%FE", b"digest", b"\xff\xfe=1", b"=&=&;"])
def test_a_form_that_cannot_be_read_is_refused(inside: Review, home: Home, body: bytes) -> None:
    id_ = home.draft("Tidewell")["id"]
    assert inside.ask(f"/letter/{id_}/approve", "POST", body=body).status == 400


@pytest.mark.parametrize(
    "path",
    [
        "/letter/nothing-like-that/approve", "/letter/..%2f..%2fetc/keep", "/letter/<script>/keep", "/offer/nothing/accept",
        "/offer/nothing/explode", "/question/nothing", "/interview/nothing/keep", "/letter/x/explode", "/message/draft/x/0",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(inside: Review, path: str) -> None:
    answer = inside.post(path, {"digest": "x", "answer": "yes"})
    assert answer.status in (404, 405, 409)
    assert "<script>" not in answer.text


def test_no_path_leads_to_other_files(inside: Review, home: Home) -> None:
    id_ = home.draft("Tidewell")["id"]
    for path in (
        "/assets/../site.py", "/assets/..%2fsite.py", "/assets/%2e%2e/gate.py", "/assets/page.css%00", "/message/draft/..%2f/0",
        f"/message/draft/{id_}/99999", f"/message/draft/{id_}/-1", f"/message/meta/{id_}/0", "/message/draft/x%27%20OR%201=1--/3",
    ):  # fmt: skip
        assert inside.ask(path).status == 404, path


# ---------------------------------------------------------------- hostile words

SCRIPT = "<script>document.title='gone'</script><img src=x onerror=alert(1)>\u202e"


@pytest.fixture
def hostile(tmp_path: Path) -> World:
    """A world in which everything that can be named is markup."""
    world = World(tmp_path)
    world.tell(*FIRM)
    world.mail(
        f'"{SCRIPT}" <mallory@lindenhydro.example>', f"Interview for {SCRIPT} at Linden Hydro", "Hi Ines,\n\nYour interview for the"
        f" {SCRIPT} role at Linden Hydro is on Tuesday, November 24, at 2:00 pm Eastern. {SCRIPT}\n\nMallory {SCRIPT}\nLinden Hydro",
        "2026-11-10T09:05", html=f"<b>Hi</b>{SCRIPT}",
    )  # fmt: skip
    world.tell(them("Aisha <aisha@lindenhydro.example>", "Re: Interview", "2026-11-11T09:05", f"All set.\n\n{SCRIPT}"))
    world.event("linden", f"Interview {SCRIPT}", LINDEN_AT, organizer="Mallory <mallory@lindenhydro.example>")
    world.sync()
    return world


def test_the_words_of_mail_never_become_markup(hostile: World, window: Callable[..., Page]) -> None:
    options = ["--config", str(hostile.config), "--state", str(hostile.state), "--now", hostile.now.isoformat()]
    with reviewing(options) as review:
        page = window()
        page.goto(review.link)
        expect(page.locator("main")).to_contain_text("<script>")
        scripts = page.evaluate("[...document.querySelectorAll('script, img, iframe')].map((e) => e.outerHTML)")
        assert scripts == ['<script src="/assets/page.js" defer=""></script>']
        assert "\u202e" not in page.content()
        addresses = page.evaluate("[...document.querySelectorAll('a[href^=\"/message\"]')].map((a) => a.href)")
        assert addresses
        for address in addresses:
            page.goto(address)
            assert page.evaluate("document.querySelectorAll('main script, main img, main b').length") == 0
        assert page.title() == "Message"


def test_a_page_of_somebody_else_can_neither_frame_it_nor_send_its_forms(
    inside: Review, home: Home, window: Callable[..., Page], tmp_path: Path
) -> None:
    """A page on another port of this machine, in the very browser that holds the cookie."""
    draft = home.draft("Tidewell")
    (tmp_path / "evil.html").write_text(
        f"<iframe src='{inside.origin}/'></iframe>"
        f"<form method=post action='{inside.origin}/letter/{draft['id']}/approve'><input name=digest value='{draft['digest']}'></form>"
        "<button onclick='document.forms[0].submit()'>Win</button>"
    )
    with subprocess.Popen(
        ["python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(tmp_path)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as other:  # fmt: skip
        try:
            assert other.stdout is not None
            port = re.search(r"port (\d+)", other.stdout.readline())
            assert port is not None
            page = window()
            name, _, value = inside.cookie.partition("=")
            page.context.add_cookies(
                [{"name": name, "value": value, "domain": "127.0.0.1", "path": "/", "sameSite": "Strict"}]
            )
            quiet = page.context.new_page()
            quiet.goto(f"http://127.0.0.1:{port[1]}/evil.html")
            quiet.wait_for_load_state()
            assert "Tidewell" not in "".join(frame.content() for frame in quiet.frames)
            with quiet.expect_response(lambda answer: answer.request.method == "POST") as answer:
                quiet.get_by_text("Win").click()
            assert answer.value.status == 403
        finally:
            other.terminate()
    assert home.draft("Tidewell")["status"] == "waiting"


def test_it_ends_with_ctrl_c_and_keeps_what_was_approved(inside: Review, home: Home) -> None:
    draft = home.draft("Tidewell")
    assert inside.post(f"/letter/{draft['id']}/approve", {"digest": draft["digest"]}).status == 303
    status, said = inside.end(signal.SIGINT)
    assert (status, "1 approved letter is still held" in said) == (0, True)
    assert home.draft("Tidewell")["status"] == "approved"
    wait(lambda: inside.process.poll() is not None, "the end")
