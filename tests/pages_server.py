"""A web server that answers as GitHub Pages does.

Names count in their letter case; `/a` is `/a.html` where there is such a file, and leads to `/a/`
where there is such a folder; what is not there is the site's `404.html`, with status 404.
"""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript"}
_TYPES |= {".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2"}


class PagesHandler(BaseHTTPRequestHandler):
    """Serves `folder` under the path `base`, `/some-project/`."""

    folder: Path
    base: str

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == self.base.rstrip("/"):
            self._redirect(self.base)
        elif not path.startswith(self.base):
            self._send(404, b"no such project", ".txt")
        else:
            self._serve(path.removeprefix(self.base))

    def _serve(self, inner: str) -> None:
        names = (
            [f"{inner}index.html"] if not inner or inner.endswith("/") else [inner, f"{inner}.html"]
        )
        found = next((one for name in names if (one := self._file(name))), None)
        if found:
            self._send(200, found.read_bytes(), found.suffix)
        elif self._file(f"{inner}/index.html"):
            self._redirect(f"{self.base}{inner}/")
        else:
            lost = self._file("404.html")
            self._send(404, lost.read_bytes() if lost else b"", ".html")

    def _file(self, name: str) -> Path | None:
        """The file of exactly this name."""
        place = self.folder
        for part in name.split("/"):
            if (
                part in ("", "..")
                or not place.is_dir()
                or part not in {p.name for p in place.iterdir()}
            ):
                return None
            place /= part
        return place if place.is_file() else None

    def _redirect(self, target: str) -> None:
        self.send_response(301)
        self.send_header("Location", target)
        self.end_headers()

    def _send(self, status: int, content: bytes, ending: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", _TYPES.get(ending, "application/octet-stream"))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
