"""What Google's client library sends its requests over: one request each, with the bearer token, repeated by nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from connectors.http import Http, Params, Response

if TYPE_CHECKING:
    import httplib2

OWN = ("host", "content-length", "accept-encoding", "connection", "authorization")
"""Headers that are the transport's own business."""


class Answered(Exception):
    """The service answered with an error; `response` is the whole answer. Never shown to anybody."""

    def __init__(self, response: Response, token: str) -> None:
        super().__init__(str(response.status))
        self.response = response
        self.token = token


class Transport:
    """Stands in for `httplib2.Http`, which would silently repeat a POST when the connection closes."""

    def __init__(self, http: Http, token: Callable[[], str]) -> None:
        self._http = http
        self._token = token

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 0,  # noqa: ARG002 - redirects are not followed
        connection_type: Any = None,  # noqa: ARG002 - part of the signature that the library calls
    ) -> tuple[httplib2.Response, bytes]:
        """Raises Answered for anything but a success, so that the library neither logs its body nor repeats anything."""
        import httplib2

        kept = {name: value for name, value in (headers or {}).items() if name.lower() not in OWN}
        answer = self._asked(method, uri, kept, body.encode() if isinstance(body, str) else body)
        return httplib2.Response({**answer.headers, "status": str(answer.status)}), answer.body

    def get(self, uri: str, params: Params) -> Response:
        """The answer to a GET, without Google's library. Raises Answered for anything but a success."""
        return self._asked("GET", uri, {"accept": "application/json"}, params=params)

    def _asked(
        self, method: str, uri: str, headers: Mapping[str, str], body: bytes | None = None, params: Params | None = None
    ) -> Response:
        token = self._token()
        sent = {**headers, "authorization": f"Bearer {token}"}
        answer = self._http.request(method, uri, headers=sent, content=body, params=params)
        if not 200 <= answer.status < 300:
            raise Answered(answer, token)
        return answer

    def close(self) -> None:
        """The connections belong to the account and are closed with it."""
