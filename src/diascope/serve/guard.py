"""Who may ask: the host by name, no other site, and on a network only who knows the token."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from diascope.serve.messages import Sender
from diascope.serve.token import token_for

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SPEAKER = "diascope.speaker"
"""The key in a scope that says who asks knows the speaker's token."""
_HEADERS = (
    (b"cache-control", b"no-cache"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"frame-ancestors 'self'"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
)


@dataclass(frozen=True, slots=True)
class Access:
    """Under which names the server answers, and what else it asks for."""

    host: str
    """The address it is bound to."""
    port: int
    """The port it is bound to; cookies do not tell ports apart, so their names do."""
    token: str = ""
    """What whoever asks has to know; empty on loopback."""
    speaker: str = ""
    """What the speaker knows beside it, and may steer by; empty on loopback."""

    def names(self, host: str) -> bool:
        """Whether this `Host` header names the server.

        A name that is not its own comes from a site that had its address changed to ours.
        """
        name = _name(host)
        if name in LOOPBACK or name == self.host.lower():
            return True
        return bool(self.token) and (_is_address(name) or name in _own_names())

    def knows(self, given: str) -> bool:
        """Whether this is the token that all share."""
        return not self.token or _is_same(given, self.token)

    def knows_speaker(self, given: str) -> bool:
        """Whether this is the speaker's token."""
        return bool(self.speaker) and _is_same(given, self.speaker)


def access_for(host: str, port: int, site: str) -> Access:
    """The access for a bind address: with the site's tokens unless it is this machine's own."""
    if host in LOOPBACK:
        return Access(host, port)
    return Access(host, port, token_for(site), token_for(f"{site} speaker"))


def standing(scope: Scope) -> Sender:
    """What who is at the other end of a connection may do."""
    if is_this_machine(scope):
        return Sender.PRESENTER
    return Sender.SPEAKER if scope.get(_SPEAKER) else Sender.VIEWER


def is_this_machine(scope: Scope) -> bool:
    """Whether a connection comes from the machine of the server.

    That is so for a loopback peer, and for one with the very address that it reached the server at.
    """
    peer, own = (_ip(scope.get(end)) for end in ("client", "server"))
    return peer is not None and (peer.is_loopback or peer == own)


class Guard:
    """Lets those requests through that may be answered."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access
        self.cookie = f"diascope-{access.port}"
        self.speaker_cookie = f"{self.cookie}-speaker"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or hand on one request."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        refusal = self._refusal(scope)
        if refusal is None:
            return await self.app(scope, receive, _with_headers(send))
        if scope["type"] == "websocket":
            return await WebSocketClose(code=1008)(scope, receive, send)
        return await refusal(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.access.names(host):
            return PlainTextResponse("This host is not served here.\n", 421)
        if _is_foreign(headers, host):
            return PlainTextResponse("Other sites may not use this server.\n", 403)
        query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = (query.pop("token", None) or [""])[0]
        kept = _cookies(headers)
        own = kept.get(self.speaker_cookie, "")
        scope[_SPEAKER] = any(map(self.access.knows_speaker, (given, own)))
        is_token = self.access.knows(given) or self.access.knows_speaker(given)
        if self.access.token and given and is_token:
            return self._welcome(scope, query, given) if scope["type"] == "http" else None
        if not scope[_SPEAKER] and not self.access.knows(kept.get(self.cookie, "")):
            return PlainTextResponse("Open the address that the terminal shows.\n", 403)
        return None

    def _welcome(self, scope: Scope, query: Mapping[str, list[str]], token: str) -> Response:
        """Keep the token in a cookie, and take it out of the address."""
        name = self.speaker_cookie if self.access.knows_speaker(token) else self.cookie
        rest = urlencode(query, doseq=True)
        target = "/" + scope["path"].lstrip("/") + (f"?{rest}" if rest else "")
        response = RedirectResponse(target, 303)
        response.set_cookie(name, token, httponly=True, samesite="lax")
        return response


def _is_same(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode(), token.encode())


def _is_foreign(headers: Headers, host: str) -> bool:
    """Whether a page of another site asks; it may link here, and no more."""
    origin = headers.get("origin")
    if origin is not None:
        return origin not in (f"http://{host}", f"https://{host}")
    kind = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
    site = headers.get("sec-fetch-site", "none")
    return site not in ("none", "same-origin") and kind != ("navigate", "document")


def _name(host: str) -> str:
    """The name in a `Host` header, without port and brackets."""
    name, colon, port = host.lower().rpartition(":")
    bare = name if colon and port.isdigit() and (":" not in name or name[-1:] == "]") else host
    return bare.lower().strip("[]").rstrip(".")


def _is_address(name: str) -> bool:
    return _ip((name, None)) is not None


def _ip(end: Sequence[object] | None) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address of one end of a connection, `(host, port)`, if it has one."""
    try:
        found = ipaddress.ip_address(str(end[0]) if end else "")
    except ValueError:
        return None
    return (found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None) or found


def _own_names() -> set[str]:
    name = socket.gethostname().lower()
    return {name, f"{name}.local"}


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        return {name: one.value for name, one in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _with_headers(send: Send) -> Send:
    async def sending(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *_HEADERS]}  # type: ignore[misc]
        await send(message)

    return sending  # type: ignore[return-value]
