"""A web server that has each site under a path of its own, as a host with many sites does."""

import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class _Handler(SimpleHTTPRequestHandler):
    """Serves the folders of the server's sites."""

    def __init__(self, sites: dict[str, Path], *arguments: object) -> None:
        self.sites = sites
        super().__init__(*arguments)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """The file of an address: in the site with the longest base path above it."""
        for base in sorted(self.sites, key=len, reverse=True):
            if path.startswith(base):
                self.directory = str(self.sites[base])
                return super().translate_path("/" + path.removeprefix(base))
        self.directory = "/nonexistent"
        return super().translate_path(path)

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
