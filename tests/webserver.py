"""A web server that has each site under a path of its own, as a host with many sites does."""

import hashlib
import sys
import threading
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import urlsplit
from urllib.request import url2pathname


def base_of(path: str, sites: Iterable[str]) -> str:
    """The longest base path above a path, or nothing."""
    return max((base for base in sites if path.startswith(base)), key=len, default="")


class _Handler(SimpleHTTPRequestHandler):
    """Serves the folders of the server's sites."""

    protocol_version = "HTTP/1.1"  # Chromium heeds no entity tags below
    tag = ""

    def __init__(self, sites: dict[str, Path], *arguments: object) -> None:
        self.sites = sites
        super().__init__(*arguments)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """The file of an address: in the site with the longest base path above it."""
        base = base_of(path, self.sites)
        self.directory = str(self.sites[base]) if base else "/nonexistent"
        return super().translate_path("/" + path.removeprefix(base))

    def send_head(self) -> IO[bytes] | None:  # type: ignore[override]
        """The file, unless the browser has it already.

        An entity tag, and not a date: another site may stand at this address a moment later.
        """
        if self.path == "/favicon.ico":  # asked for where a page names no icon
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
            return None
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if self.path.endswith("/") else path
        self.tag = f'"{hashlib.sha256(path.read_bytes()).hexdigest()}"' if path.is_file() else ""
        if self.tag and self.headers.get("If-None-Match") == self.tag:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.end_headers()
            return None
        return super().send_head()

    def end_headers(self) -> None:
        """Have the browser keep files, with their compiled scripts, and ask each time."""
        self.send_header("Cache-Control", "no-cache")
        if self.tag:
            self.send_header("ETag", self.tag)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """Takes no notice of a browser that goes before it has heard all."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what is not just a connection that was closed."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class WebServer:
    """Serves on a free port of this machine while it is entered."""

    def __init__(self) -> None:
        self._sites = dict[str, Path]()
        self._server = _Server(("127.0.0.1", 0), partial(_Handler, self._sites))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def put(self, folder: Path, base: str = "") -> str:
        """The address at which a folder is served from now on; it ends with a slash."""
        base = base or f"/talks/{abs(hash(folder))}/"
        self._sites[base] = folder
        return self.origin + base

    def file(self, address: str) -> Path:
        """The file behind an address, of this server or of a file; it may not exist."""
        path = url2pathname(urlsplit(address).path)
        if address.startswith(self.origin):
            base = base_of(path, self._sites)
            path = str(self._sites[base] / path.removeprefix(base))
        return Path(path, "index.html") if Path(path).is_dir() else Path(path)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=10)
