"""One request and its answer, sent to the very address that was judged.

The name of a host is resolved here, all of its addresses are judged, and the connection goes to one
of these; so a name cannot lead elsewhere between the two (DNS rebinding).  The name itself goes
into the `Host` header and the TLS handshake.  No cookie, no password and no proxy of the
environment is used.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx2

from diascope import __version__
from diascope.remote.network import Network
from diascope.remote.options import Options

HEADERS = {
    "User-Agent": f"Mozilla/5.0 (compatible; Diascope/{__version__}; link check of a slide deck)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "en;q=0.9,*;q=0.5",
    "Accept-Encoding": "gzip",
}
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of a server."""

    status: int
    """Its status."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Its headers, names in lower case."""
    text: bytes = b""
    """The beginning of the text, as far as it was asked for."""
    is_whole: bool = True
    """Whether that is all of it."""


class RefusedError(Exception):
    """The address is of a private network, or no address of the web; nothing was sent."""


class DeadError(Exception):
    """There is nothing at the address, and will not be soon; the message says why."""


class FailedError(Exception):
    """The server does not answer as it should, now; the message says how."""


class Exchange:
    """Sends requests."""

    def __init__(self, options: Options, network: Network) -> None:
        self._options, self._network = options, network
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=0)
        self._transport = httpx2.AsyncHTTPTransport(trust_env=False, limits=limits)

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def ask(self, method: str, url: httpx2.URL, with_text: bool) -> Reply:
        """The answer to a request; raises `RefusedError`, `DeadError` or `FailedError`."""
        try:
            async with asyncio.timeout(self._options.timeout):
                address = await self._address(url)
                return await self._send(method, url, address, with_text)
        except TimeoutError:
            raise FailedError(f"gives no answer within {self._options.timeout:g} s") from None
        except ssl.SSLError as error:
            raise DeadError(f"has no valid certificate: {_reason(error)}") from error
        except httpx2.TransportError as error:
            raise _failure(error) from error
        except (OSError, httpx2.HTTPError, ValueError) as error:
            raise FailedError(f"cannot be reached: {_reason(error)}") from error

    async def _address(self, url: httpx2.URL) -> str:
        """An address of the host, if all that it has may be asked."""
        host = url.host
        if url.scheme not in _PORTS or not host:
            raise RefusedError(f"leads to `{url.scheme}:`, which is no address of the web")
        try:
            found = await self._network.addresses_of(host, url.port or _PORTS[url.scheme])
        except socket.gaierror as error:
            if error.errno == socket.EAI_NONAME:
                raise DeadError(f"has no host: there is no `{host}`") from error
            raise FailedError(f"has a host that is not found now: `{host}`") from error
        except UnicodeError as error:
            raise DeadError(f"has a host that no name can be: `{host}`") from error
        if not found:
            raise DeadError(f"has no host: there is no `{host}`")
        if not self._options.is_private_allowed and any(map(self._network.is_private, found)):
            raise RefusedError("is on this machine or in a private network")
        return found[0]

    async def _send(self, method: str, url: httpx2.URL, address: str, with_text: bool) -> Reply:
        port = f":{url.port}" if url.port else ""
        host = f"[{url.host}]" if ":" in url.host else url.raw_host.decode("ascii")
        request = httpx2.Request(
            method,
            url.copy_with(host=address, fragment=None),
            headers={**HEADERS, "Host": f"{host}{port}"},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        response = await self._transport.handle_async_request(request)
        try:
            headers = {name.lower(): value for name, value in response.headers.items()}
            if not with_text or response.status_code >= 300:
                return Reply(response.status_code, headers)
            text, is_whole = await self._text(response, headers.get("content-encoding", ""))
            return Reply(response.status_code, headers, text, is_whole)
        finally:
            await response.aclose()

    async def _text(self, response: httpx2.Response, encoding: str) -> tuple[bytes, bool]:
        """The text up to the limit, unpacked no further than that, and whether it is all."""
        most, text = self._options.most_bytes, bytearray()
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding in ("gzip", "x-gzip") else None
        async for chunk in response.aiter_raw():
            text += unpack.decompress(chunk, most - len(text) + 1) if unpack else chunk
            if len(text) > most:
                return bytes(text[:most]), False
        return bytes(text), True


def _failure(error: httpx2.TransportError) -> Exception:
    """What an error of a connection says of the address."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return DeadError(f"has no valid certificate: {cause.verify_message}")
        if isinstance(cause, ssl.SSLError):
            return DeadError(f"cannot be reached safely: {_reason(cause)}")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx2.UnsupportedProtocol):
        return RefusedError("is no address of the web")
    if isinstance(error, httpx2.RemoteProtocolError | httpx2.ReadError):
        return FailedError("breaks off its answer")
    return FailedError(f"cannot be reached: {_reason(error)}")


def _reason(error: BaseException) -> str:
    """The words of an error in one line."""
    words = str(error).strip().splitlines()
    return words[0] if words else type(error).__name__
