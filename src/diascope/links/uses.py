"""What a deck uses: the links and files that its addresses name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diascope.diagnostics import Diagnostic, Place
from diascope.reading.boundary import refusal_hint


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
    fragment: str = ""
    """What stands behind `#`, if it leads to a deck's page."""
    finding: Finding | None = None
    """What is wrong with it."""

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with it, if anything."""
        wrong = self.finding
        return (Diagnostic(wrong.code, self.place, wrong.message, wrong.hint),) if wrong else ()


def missing(address: str, is_shown: bool) -> Finding:
    """There is no such file."""
    what = "image" if is_shown else "file"
    code = "image-missing" if is_shown else "file-link-missing"
    hint = "addresses are relative to the folder of the file that names them"
    return Finding(code, f"there is no {what} `{address}`", hint)


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
