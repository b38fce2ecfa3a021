"""A site with one deck that is served as live editing serves it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.applications import Starlette

from diascope.serve.app import make_app
from diascope.serve.guard import Access
from diascope.serve.live import Live
from diascope.serve.site import next_state

HOST = "127.0.0.1:8000"
SECRET = "not to be seen"
_FOLDER = TemporaryDirectory(prefix="diascope-fuzz-")


@cache
def app() -> Starlette:
    """The application of the site, its state read."""
    root = Path(_FOLDER.name).resolve()
    (root / "site" / "slides").mkdir(parents=True)
    (root / "secret.txt").write_text(SECRET)
    (root / "site" / "diascope.toml").write_text('title = "Talks"\n')
    deck = root / "site" / "slides" / "talk.md"
    deck.write_text("# One\n\n# Two\n")
    live = Live((deck,), lambda diagnostics: None)
    live.replace(next_state(live.state, (deck,), live.memory, live.disk))
    live.ready.set()
    return make_app(live, Access("127.0.0.1", 8000), follow=True)


def close() -> None:
    """Remove the site."""
    _FOLDER.cleanup()
