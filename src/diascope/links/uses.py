"""What a deck uses: the links and files that its addresses name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from diascope.diagnostics import Diagnostic, Place
from diascope.diagnostics.nearest import nearest
from diascope.reading.boundary import refusal_hint

_IMAGES = {"", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".avif", ".ico"}
"""Endings of what is called an image; others are shown too, as videos, sound or frames."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with an address."""

    code: str
    """The code of the diagnostic."""
    message: str
    """What is wrong, in words."""
    hint: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Use:
    """One address in a deck, and what it names."""

    address: str
    """The address as the dialect has it, percent-encoded."""
    place: Place
    """Where it stands."""
    is_shown: bool
    """Whether it is shown on the page (an image, a background, a video), not only linked."""
    url: str
    """What the page has in its place."""
    file: Path | None = None
    """The absolute path of the local file that it names, links on disk not followed."""
    target: str = ""
    """The path in the site that the file is copied to; empty where it is not copied."""
    page: str = ""
    """The path in the site of the deck's page that it leads to, the own one included."""
    shortcut: str = ""
    """The shortcut that it begins with."""
    fragment: str = ""
    """What stands behind `#`, if it leads to a deck's page."""
    finding: Finding | None = None
    """What is wrong with it."""

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with it, if anything."""
        wrong = self.finding
        return (Diagnostic(wrong.code, self.place, wrong.message, wrong.hint),) if wrong else ()


def missing(address: str, is_shown: bool, near: str) -> Finding:
    """There is no such file; `near` is the address of one with a name like it, if there is one."""
    ending = posixpath.splitext(address)[1].lower()
    what = "image" if is_shown and ending in _IMAGES else "file"
    code = "image-missing" if is_shown else "file-link-missing"
    hint = "addresses are relative to the folder of the file that names them"
    hint = f"did you mean `{near}`?" if near else hint
    return Finding(code, f"there is no {what} `{address}`", hint)


def unknown_shortcut(name: str, address: str, known: Iterable[str]) -> Finding:
    """The address begins with a name that no shortcut has."""
    close = nearest(name, known)
    hint = f"did you mean `{close}:`?" if close else ""
    if re.fullmatch(r"[\w.-]+:\d+(?:/.*)?", address):
        hint = f"write `http://{address}`"
    hint = hint or f'add `{name} = "https://…/{{}}"` to `[links]` in diascope.toml'
    return Finding("shortcut-unknown", f"there is no shortcut `{name}:`", hint)


def unknown_version(shortcut: str, of: str) -> Finding:
    """The template of a shortcut asks for a version that nothing tells."""
    message = f"the shortcut `{shortcut}:` needs the version of `{of}`"
    hint = f"add `{of}` to `versions:` in the metadata, or to `[versions]` in diascope.toml"
    return Finding("version-unknown", message, hint)


def relative_qr(url: str) -> Finding:
    """A QR code needs a whole address."""
    message = f"a phone cannot follow `{url}`, which has no host"
    return Finding("qr-relative", message, "set `url` in diascope.toml to the site's address")


def outside(address: str, why: str) -> Finding:
    """The file may not become part of the site."""
    return Finding("file-outside", f"`{address}` {why}", refusal_hint(why))


def not_published(address: str) -> Finding:
    """The address names Markdown, which is no page of this site."""
    message = f"`{address}` is Markdown that is not built with this deck, so it is not published"
    hint = 'build that deck too; to publish the text itself, link to it with `{download=""}`'
    return Finding("source-linked", message, hint)


def from_root(address: str, better: str) -> Finding:
    """The address begins at the root of the server."""
    message = f"`{address}` begins at the server's root, where the site may not lie"
    if better:
        return Finding("address-from-root", message, f"write `{better}`")
    return Finding("address-from-root", f"{message}, and the site has no such file", "")
