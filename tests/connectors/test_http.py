"""The one request, against a server that misbehaves in every way it can."""

from __future__ import annotations

import datetime
import ipaddress
import logging
import socket
import ssl
import subprocess
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.base import ConnectorError, OutcomeUnknown, Refused, Temporary
from connectors.http import Http, Response
from connectors.loopback import leads_here
from connectors.timer import Timer
from tests.connectors.misbehaving import ANSWERS, OTHERS, Server

WRITING = ("POST", "PUT", "PATCH", "DELETE")
CUT = (
    "close",
    "reset",
    "truncated",
    "truncated chunks",
    "half a status line",
    "half the headers",
    "no http",
    "bad gzip",
)
"""The request arrived, a whole answer did not come back."""
SECRETS = ("hush", "quiet-path", "whisper", "murmur", "secret-of-the-server")


class Waits:
    """A timer that does not wait, and remembers for how long it would have."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.timer = Timer(now=lambda: 1_000_000.0, sleep=self.pauses.append)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def http(waits: Waits) -> Iterator[Http]:
    http = Http(waits.timer, timeout=5)
    yield http
    http.close()


@pytest.fixture
def hasty(waits: Waits) -> Iterator[Http]:
    """Waits for a quarter of a second at most, and takes ten thousand bytes."""
    http = Http(waits.timer, timeout=0.25, limit=10_000)
    yield http
    http.close()


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


# ---------------------------------------------------------------- asking


def test_an_answer_comes_back_whole(server: Server, http: Http) -> None:
    answer = http.request(
        "get", f"{server.url}/mail?q=a%20b", headers={"X-Own": "1"}, params={"ids": ["x", "y"], "n": 3}
    )
    assert (answer.status, answer.json()) == (200, {"answer": 42})
    (arrived,) = server.arrived
    assert (arrived.method, arrived.headers["x-own"]) == ("GET", "1")
    assert parse_qs(urlsplit(arrived.target).query) == {"q": ["a b"], "ids": ["x", "y"], "n": ["3"]}


def test_what_is_sent_arrives_byte_for_byte(server: Server, http: Http) -> None:
    content = bytes(range(256)) * 300
    http.request("POST", f"{server.url}/send", content=content)
    assert server.arrived[0].body == content


def test_every_status_that_is_the_callers_comes_back(server: Server, http: Http, waits: Waits) -> None:
    for word in ("500", "429", "503 come again", "redirect"):
        server.plan.append(word)
        assert str(http.request("GET", server.url).status) in ANSWERS[word].decode()
    assert len(server.arrived) == 4
    assert waits.pauses == []


def test_redirects_are_not_followed(server: Server, http: Http) -> None:
    for method in ("GET", *WRITING):
        server.plan.append("redirect")
        answer = http.request(method, server.url, content=b"letter")
        assert (answer.status, answer.headers["location"]) == (307, "/elsewhere")
    assert len(server.arrived) == 5


def test_a_packed_body_is_unpacked_and_says_so(server: Server, http: Http) -> None:
    server.plan.append("gzip")
    answer = http.request("GET", server.url)
    assert answer.json() == {"answer": 42}
    assert "content-encoding" not in answer.headers


def test_cookies_are_not_kept(server: Server, http: Http) -> None:
    http.request("GET", server.url)
    http.request("GET", server.url)
    assert "cookie" not in server.arrived[1].headers


def test_reading_shares_a_connection_and_writing_has_its_own(server: Server, http: Http) -> None:
    for method in ("GET", "GET", "POST", "GET", "POST", "DELETE"):
        http.request(method, server.url, headers={"Connection": "keep-alive"})
    assert [request.connection for request in server.arrived] == [1, 1, 2, 1, 3, 4]


def test_after_closing_it_can_be_used_again(server: Server, http: Http) -> None:
    http.request("GET", server.url)
    http.close()
    assert http.request("GET", server.url).status == 200
    assert server.connections == 2


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize("word", CUT)
@pytest.mark.parametrize("method", WRITING)
def test_writing_that_was_cut_off_is_unknown_and_arrived_once(
    server: Server, http: Http, waits: Waits, method: str, word: str
) -> None:
    server.plan.append(word)
    with pytest.raises(OutcomeUnknown):
        http.request(method, server.url, content=b"letter")
    assert server.count(method) == 1
    assert waits.pauses == []


@pytest.mark.parametrize("word", [*CUT, "502", "503", "504", "door"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_is_tried_three_times(server: Server, http: Http, waits: Waits, method: str, word: str) -> None:
    if method == "HEAD" and word in ("truncated", "truncated chunks", "bad gzip"):
        return  # an answer to HEAD has no body that could break
    server.plan.extend([word, word])
    assert http.request(method, server.url).status == 200
    assert waits.pauses == sorted(waits.pauses)
    assert len(waits.pauses) == 2


@pytest.mark.parametrize("word", [*CUT, "door"])
def test_reading_that_stays_cut_off_ends(server: Server, http: Http, word: str) -> None:
    server.plan.extend([word] * 3)
    with pytest.raises(Temporary):
        http.request("GET", server.url)
    assert len(server.arrived) == (0 if word == "door" else 3)


def test_a_service_that_stays_away_is_the_callers_after_three_times(server: Server, http: Http) -> None:
    server.plan.extend(["503"] * 3)
    assert http.request("GET", server.url).status == 503
    assert len(server.arrived) == 3


@pytest.mark.parametrize("word", ["502", "503", "504", "503 come again", "429", "500"])
def test_writing_is_not_repeated_whatever_the_status(server: Server, http: Http, word: str) -> None:
    server.plan.append(word)
    assert http.request("POST", server.url, content=b"letter").status >= 429
    assert server.count("POST") == 1


def test_a_silent_server_is_left(server: Server, hasty: Http) -> None:
    server.plan.extend(["hang"] * 4)
    with pytest.raises(OutcomeUnknown, match="did not answer in time"):
        hasty.request("POST", server.url, content=b"letter")
    with pytest.raises(Temporary, match="did not answer in time"):
        hasty.request("GET", server.url)
    assert (server.count("POST"), server.count("GET")) == (1, 3)


def test_a_dripping_answer_ends(server: Server) -> None:
    http = Http(timeout=0.1)
    server.plan.append("drip")
    with pytest.raises(OutcomeUnknown, match="took too long"):
        http.request("POST", server.url)
    http.close()


@pytest.mark.parametrize("word", ["huge", "gzip bomb"])
def test_an_answer_without_bounds_is_refused(server: Server, waits: Waits, word: str) -> None:
    http = Http(waits.timer, limit=10_000)
    server.plan.extend([word, word])
    with pytest.raises(Refused, match="more than 10000 bytes"):
        http.request("GET", server.url)
    with pytest.raises(OutcomeUnknown):  # a refusal would say that it was not done
        http.request("POST", server.url)
    assert (server.count("GET"), server.count("POST")) == (1, 1)
    http.close()


def test_a_kept_connection_that_the_server_closed_hurts_nobody(server: Server, http: Http) -> None:
    for method in ("GET", *WRITING):
        server.plan.append("stale")
        http.request("GET", server.url)
        assert http.request(method, server.url, content=b"letter" if method != "GET" else None).status == 200
    assert all(server.count(method) == 1 for method in WRITING)


@pytest.mark.parametrize("method", ["GET", *WRITING])
def test_a_refused_connection_did_nothing(http: Http, waits: Waits, method: str) -> None:
    with pytest.raises(Temporary, match=r"127\.0\.0\.1: the connection was refused"):
        http.request(method, f"http://127.0.0.1:{unused_port()}/")
    assert len(waits.pauses) == (2 if method == "GET" else 0)


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_a_server_that_picks_up_and_says_nothing(hasty: Http, scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        fault = Temporary if scheme == "https" else OutcomeUnknown  # without a handshake nothing was sent
        with pytest.raises(fault):
            hasty.request("POST", f"{scheme}://127.0.0.1:{mute.getsockname()[1]}/", content=b"letter")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_name_did_nothing(http: Http, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Temporary, match=r"mail\.example: its name could not be looked up"):
        http.request(method, "https://mail.example/")


words = st.sampled_from([word for word in (*ANSWERS, *OTHERS) if word not in ("hang", "huge", "drip", "gzip bomb")])
asked = st.lists(st.sampled_from(["GET", "HEAD", *WRITING]), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(plan=st.lists(words, max_size=12), methods=asked)
def test_no_sequence_of_faults_makes_writing_arrive_twice(plan: list[str], methods: list[str]) -> None:
    with Server(plan=deque(plan)) as server:
        http = Http(Waits().timer, timeout=5)
        for method in methods:
            before = len(server.arrived)
            try:
                http.request(method, server.url, content=b"letter" if method in WRITING else None)
                least, most = 1, 1
            except Temporary:
                least, most = 0, 0
            except OutcomeUnknown:
                least, most = 0, 1
            if method in WRITING:
                assert least <= len(server.arrived) - before <= most
            else:
                assert len(server.arrived) - before <= 3
        http.close()


def test_many_threads_write_once_each(server: Server, http: Http) -> None:
    outcomes: list[object] = []

    def write(number: int) -> None:
        http.request("GET", server.url)
        try:
            outcomes.append(http.request("POST", f"{server.url}/{number}"))
        except OutcomeUnknown as unknown:
            outcomes.append(unknown)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    posts = [request for request in server.arrived if request.method == "POST"]
    assert len(outcomes) == len({post.target for post in posts}) == len(posts) == 16
    assert len({post.connection for post in posts}) == 16


# ---------------------------------------------------------------- where it may go


@pytest.mark.parametrize(
    "url",
    [
        "http://mail.example/",
        "http://127.0.0.1.mail.example/",
        "http://127.0.0.1@mail.example/",
        "http://mail.example\\@127.0.0.1/",
        "http://10.0.0.1/",
        "http://127.1/",
        "http://[::ffff:7f00:1]/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "127.0.0.1",
        "",
        "http://[::1",
        "https://user:hush@mail.example/",
    ],
)
def test_plain_http_goes_nowhere_but_to_this_machine(http: Http, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    def nowhere(*_: object, **__: object) -> object:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", nowhere)
    with pytest.raises(Refused) as refusal:
        http.request("GET", url)
    assert "hush" not in str(refusal.value)


def test_loopback_addresses_are_known() -> None:
    assert all(map(leads_here, ["http://127.0.0.1:8025/x", "http://localhost", "https://[::1]:9", "http://127.9.9.9/"]))
    others = ["http://mail.example", "http://127.0.0.1@mail.example", "http://127.1", "http://[", "", "localhost:80"]
    assert not any(map(leads_here, others))


def test_a_proxy_is_not_for_this_machine(server: Server, http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{unused_port()}")
    assert http.request("POST", server.url).status == 200


def test_a_proxy_that_refuses_did_nothing(server: Server, http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    server.plan.append("503")
    with pytest.raises(Temporary, match=r"mail\.example"):
        http.request("POST", "https://mail.example/send", content=b"letter")
    assert [request.method for request in server.arrived] == ["CONNECT"]


@pytest.mark.parametrize("variable", ["ALL_PROXY", "SSL_CERT_FILE"])
def test_an_environment_that_cannot_be_used_is_named(
    http: Http, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "socks://127.0.0.1:1")
    with pytest.raises(Temporary, match=variable):
        http.request("POST", "https://mail.example/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for this machine that nobody vouches for, in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "server")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    text = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(text + certificate.public_bytes(pem))
    return path


@pytest.fixture
def encrypted(certificate: Path) -> Iterator[Server]:
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate)
    with Server(trust=trust) as server:
        yield server


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_server_that_nobody_vouches_for_gets_nothing(encrypted: Server, http: Http, method: str) -> None:
    with pytest.raises(Temporary, match="certificate is not to be trusted"):
        http.request(method, encrypted.url, content=b"letter")
    assert encrypted.arrived == []


def test_a_certificate_that_the_user_trusts_is_trusted(
    encrypted: Server, http: Http, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert http.request("POST", encrypted.url, content=b"letter").json() == {"answer": 42}


def test_plain_http_in_place_of_encryption_did_nothing(server: Server, http: Http) -> None:
    with pytest.raises(Temporary, match="no encrypted connection"):
        http.request("POST", server.url.replace("http:", "https:"), content=b"letter")


# ---------------------------------------------------------------- what is told


@pytest.mark.parametrize("word", [*CUT, "door", "hang", "huge"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_of_a_request_is_told(
    server: Server, hasty: Http, caplog: pytest.LogCaptureFixture, method: str, word: str
) -> None:
    caplog.set_level(logging.DEBUG)
    server.plan.extend(["whole", *[word] * 3])
    url = f"{server.url}/quiet-path?token=hush"
    headers = {"Authorization": "Bearer whisper"}
    letter = b"murmur"
    told = [repr(hasty.request("GET", url, headers=headers))]
    with pytest.raises(ConnectorError) as caught:
        hasty.request(method, url, headers=headers, content=letter)
    told += [str(caught.value), repr(caught.value), *traceback.format_exception(caught.value), caplog.text]
    assert "127.0.0.1" in told[1]
    assert caught.value.__context__ is None
    assert not [secret for secret in SECRETS for text in told if secret in text]


def test_rubbish_in_place_of_json_is_an_answer_that_was_cut() -> None:
    for body in (b"", b"<html>", b'{"a": ', b"\xff\xfe\xfd", b"[" * 200_000):
        with pytest.raises(Temporary, match=r"the answer of mail\.example was cut short"):
            Response(200, {}, body, "mail.example").json()
        with pytest.raises(OutcomeUnknown):
            Response(200, {}, body, "mail.example", safe=False).json()


def test_rubbish_after_writing_is_unknown(server: Server, http: Http) -> None:
    server.plan.append("redirect")  # no body
    answer = http.request("POST", server.url)
    with pytest.raises(OutcomeUnknown):
        answer.json()


NOW = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 1.5 ", 1.5),
        ("9" * 5000, 3600),
        (format_datetime(NOW + datetime.timedelta(seconds=90), usegmt=True), 90),
        (format_datetime(NOW - datetime.timedelta(days=2), usegmt=True), 0),
        (format_datetime(NOW + datetime.timedelta(days=2), usegmt=True), 3600),
        ("Saturday, 21-Nov-26 12:01:00 GMT", 60),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("Sat, 99 Nov 2026 12:00:00 GMT", None),
        ("١٢", None),
    ],
)
def test_when_to_come_again_is_read_in_both_forms(text: str, seconds: float | None) -> None:
    assert Response(503, {"retry-after": text}, b"").retry_after(NOW.timestamp()) == seconds


def test_importing_it_loads_no_http_library() -> None:
    code = "import sys, connectors.http; connectors.http.Http(); sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
