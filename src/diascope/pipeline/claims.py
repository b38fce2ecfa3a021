"""Who claims which place in the site: two claims to one place are an error that names both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostic, Diagnostics, Place, display_name, of_file
from diascope.pipeline.site import Site
from diascope.render.pages import DeckPage
from diascope.write import Content
from diascope.write.names import clashes, fold, is_safe

INDEX = "index.html"
"""The page that lists the decks; a deck or a static file may take its place."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that is to stand at a place in the site."""

    target: str
    """The path in the site."""
    who: str
    """What claims it, in words."""
    place: Place
    """Where the user's files say so."""
    source: Path | None = None
    """The file that is copied there, if one is; links are not followed."""
    is_ours: bool = False
    """Whether Diascope claims it of itself, and no file of the user's."""


def of_copy(target: str, path: Path) -> Claim:
    """The claim of a file that is copied into the site."""
    return Claim(target, f"`{display_name(path.absolute())}`", of_file(path), path)


def pages_claimed(
    site: Site, made: Sequence[tuple[Deck, DeckPage]], files: Mapping[str, Content]
) -> Iterator[Claim]:
    """The claims of pages; two decks with one page have been told of."""
    seen = set[str]()
    for deck, page in made:
        if page.path.lower() not in seen:
            seen.add(page.path.lower())
            permalink, path = deck.meta.permalink, deck.source.path
            place = permalink.place if permalink else of_file(path)
            yield Claim(page.path, f"`{display_name(path)}`", deck.sources.locate(place))
    if site.is_whole:
        yield Claim(
            "404.html", "the page for lost addresses", of_file(site.config.root), is_ours=True
        )
        if files.get(".nojekyll") == b"":
            yield Claim(".nojekyll", "the file for GitHub", of_file(site.config.root), is_ours=True)
        if not seen & {INDEX} and INDEX not in files:
            yield Claim(INDEX, "the list of decks", of_file(site.config.root), is_ours=True)


def of_theme(files: Mapping[str, Content], root: Path) -> Iterator[Claim]:
    """The claims of the static files that the templates ask for."""
    for target, content in files.items():
        source = content if isinstance(content, Path) else None
        yield Claim(target, f"the theme's `{target}`", of_file(root), source, is_ours=True)


def refused(claims: Iterable[Claim]) -> Diagnostics:
    """An error for every claim to a place that another holds, or that no file can have."""
    diagnostics, held = list[Diagnostic](), dict[str, Claim]()
    for claim in claims:
        if not is_safe(claim.target):
            diagnostics.append(_unsafe(claim))
            continue
        other = held.setdefault(claim.target, claim)
        if other is not claim and (claim.source is None or claim.source != other.source):
            diagnostics.append(_both(other, claim))
    for first, second in clashes(held):
        one, other = held.get(first) or _folded(held, first), held[second]
        diagnostics.append(_both(one, other))
    return tuple(dict.fromkeys(diagnostics))


def _folded(held: Mapping[str, Claim], path: str) -> Claim:
    return next(claim for target, claim in held.items() if fold(target) == path)


def _both(one: Claim, other: Claim) -> Diagnostic:
    """The error that two claims cannot both be met, at the one that the user can rather change."""
    first, second = sorted(
        (other, one), key=lambda claim: (claim.is_ours, claim.source is not None)
    )
    if first.target == second.target:
        clash = f"both become `{first.target}`"
        hint = "rename one of them, or give a deck another `permalink:`"
    else:
        clash = f"become `{first.target}` and `{second.target}`, which cannot both be written"
        hint = "their paths differ in letter case only, or one is a folder of the other"
    message = f"{first.who} and {second.who} {clash}"
    return Diagnostic("place-claimed", first.place, message, hint)


def _unsafe(claim: Claim) -> Diagnostic:
    message = f"{claim.who} cannot be a file of the site: its name holds what addresses may not"
    hint = "rename it: no backslash, no control character, UTF-8, no `.diascope-` at its beginning"
    return Diagnostic("name-invalid", claim.place, message, hint)
