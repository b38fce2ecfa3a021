"""Where the server listens, and under which address it is found."""

from __future__ import annotations

import errno
import io
import socket

from diascope.serve.guard import Access
from diascope.serve.inject import SPEAKER

_ANY = {"0.0.0.0", "::", ""}
_TRIES = 100


def listen(host: str, port: int) -> socket.socket:
    """A socket at this port or, where it is in use, at the next free one; raises `OSError`."""
    for candidate in range(port, min(port + _TRIES, 65536)):
        try:
            return _bound(host, candidate)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    return _bound(host, 0)


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, where = socket.getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(where)
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    bound.set_inheritable(False)
    return bound


def url(access: Access) -> str:
    """The address to open, with the token if there is one."""
    host = outward() if access.host in _ANY else access.host
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{access.port}/" + (f"?token={access.token}" if access.token else "")


def speaker_url(access: Access) -> str:
    """The address for the speaker's phone or tablet; empty where only this machine may ask."""
    base = url(access).partition("?")[0]
    return f"{base}{SPEAKER.lstrip('/')}?token={access.speaker}" if access.speaker else ""


def outward() -> str:
    """The address of this machine in its network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def qr_code(text: str) -> str:
    """A QR code of half blocks, for a terminal."""
    import segno

    drawn = io.StringIO()
    segno.make(text, error="l").terminal(drawn, compact=True)
    return drawn.getvalue()
