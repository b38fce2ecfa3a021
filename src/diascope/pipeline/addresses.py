"""Where in the site the page of each deck goes: its permalink, or its name."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from diascope.config import Config
from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostic, Diagnostics, display_name, of_file
from diascope.write.names import is_safe


def page_paths(config: Config, decks: Sequence[Deck]) -> tuple[list[str], Diagnostics]:
    """Where each deck's page goes: its permalink, or a folder of its name."""
    paths, diagnostics, owners = list[str](), list[Diagnostic](), dict[str, Deck]()
    for deck in decks:
        path = _page_path(config, deck)
        if path is None:
            diagnostics.append(_bad_permalink(deck) if deck.meta.permalink else _bad_name(deck))
            words = re.findall(r"\w+", deck.source.path.stem)
            path = f"{'-'.join(words) or 'deck'}/index.html"
        other = owners.setdefault(path.lower(), deck)
        if other is not deck:
            diagnostics.append(_same_place(deck, other, path))
        paths.append(path)
    return paths, tuple(diagnostics)


def _page_path(config: Config, deck: Deck) -> str | None:
    """The page's path, or None for a permalink or name that does not name a place in the site."""
    permalink = deck.meta.permalink
    path = page_at(permalink.text.strip()) if permalink else own_path(config, deck.source.path)
    return path if path and is_safe(path) else None


def page_at(text: str) -> str | None:
    """The path of the page with this permalink, or None where it names no place."""
    path = PurePosixPath(text.strip("/"))
    if ".." in path.parts or any(char in text for char in ':\\?#"<>|*'):
        return None
    if not path.parts:
        return "index.html" if text == "/" else None
    return str(path) if path.suffix == ".html" else f"{path}/index.html"


def own_path(config: Config, path: Path) -> str:
    """The path of the page of a deck without a permalink: its name, below `slides/` its folders."""
    path, slides = (Path(os.path.normpath(one.absolute())) for one in (path, config.slides))
    name = path.relative_to(slides) if slides in path.parents else Path(path.name)
    return f"{name.with_suffix('').as_posix()}/index.html"


def _bad_name(deck: Deck) -> Diagnostic:
    message = "a deck of this name has no place in the site"
    hint = "rename it: no backslash, colon or control character, UTF-8; or give it a `permalink:`"
    return Diagnostic("name-invalid", of_file(deck.source.path), message, hint)


def _bad_permalink(deck: Deck) -> Diagnostic:
    text = deck.meta.permalink.text.strip() if deck.meta.permalink else ""
    message = f"the permalink `{text}` does not name a place inside the site"
    return _at_permalink(deck, "permalink-invalid", message, "write a path such as /talks/docker")


def _same_place(deck: Deck, other: Deck, path: str) -> Diagnostic:
    names = (display_name(one.source.path) for one in (deck, other))
    message = f"{' and '.join(names)} both become `{path}`"
    return _at_permalink(
        deck, "permalink-duplicate", message, "give one of them another `permalink:`"
    )


def _at_permalink(deck: Deck, code: str, message: str, hint: str) -> Diagnostic:
    permalink = deck.meta.permalink
    place = permalink.place if permalink else of_file(deck.source.path)
    return deck.sources.located(Diagnostic(code, place, message, hint))
