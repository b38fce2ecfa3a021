"""Findings that are not to be told: by the site's configuration, by a deck, on a slide.

`ignore` in `diascope.toml` and in a deck's metadata holds codes; the comment
`<!-- diascope: ignore CODE… -->` counts for the slide that it stands on. Errors are always told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from diascope.config import Config, key_diagnostic
from diascope.deck.model import Deck, Slide
from diascope.deck.walk import walk_slide
from diascope.diagnostics import CODES, Diagnostic, Diagnostics, Place, Severity
from diascope.diagnostics.nearest import nearest
from diascope.patterns import lazy_pattern

MARK = "diascope:"
"""What every comment begins with that this reads; few files hold it."""
_COMMENT = lazy_pattern(r"<!--\s*diascope:\s*ignore\b([^>]*?)\s*-->")
_CODE = lazy_pattern(r"[\w-]+")
_COMMENTS = {"html_block", "html_inline"}


@dataclass(frozen=True, slots=True)
class Ignored:
    """Codes that are not told where something stands."""

    codes: frozenset[str]
    """The codes."""
    ranges: tuple[tuple[Path, int, int], ...]
    """The files and, from 0, the lines from the first to before the last; -1 for the file's end."""

    def covers(self, one: Diagnostic) -> bool:
        """Whether a finding is not to be told."""
        return one.code in self.codes and any(
            one.path == path and begin <= one.place.begin and (end < 0 or one.place.begin < end)
            for path, begin, end in self.ranges
        )


def told(diagnostics: Iterable[Diagnostic], config: Config, decks: Sequence[Deck]) -> Diagnostics:
    """The findings that are to be told."""
    everywhere = frozenset(config.ignore)
    found = [one for deck in decks for one in _ignored(deck)]
    if not everywhere and not found:
        return tuple(diagnostics)
    return tuple(
        one for one in diagnostics if one.is_error or not _is_ignored(one, everywhere, found)
    )


def unknown_codes(config: Config, decks: Sequence[Deck]) -> Iterator[Diagnostic]:
    """A warning for each code to ignore that does not exist, or is that of an error."""
    yield from _unknown_in_config(config)
    for deck in decks:
        yield from _unknown_in_deck(deck)


def _is_ignored(one: Diagnostic, everywhere: Collection[str], found: Iterable[Ignored]) -> bool:
    return one.code in everywhere or any(each.covers(one) for each in found)


def _ignored(deck: Deck) -> Iterator[Ignored]:
    """What a deck says is not to be told of it, and of single slides."""
    if deck.meta.ignore:
        codes = frozenset(code for text in deck.meta.ignore for code in _CODE.findall(text.text))
        yield Ignored(codes, tuple((source.path, 0, -1) for source in deck.sources))
    if any(MARK in source.text for source in deck.sources):
        slides = list(deck.slides())
        for slide, following in pairwise([*slides, None]):
            assert slide is not None
            codes = frozenset(code for code, _ in _comments(slide))
            if codes:
                yield Ignored(codes, tuple(_ranges(deck, slide, following)))


def _comments(slide: Slide) -> Iterator[tuple[str, Place]]:
    """The codes in comments on a slide, and where the comments stand."""
    for token, *_ in walk_slide(slide):
        if token.type in _COMMENTS and MARK in token.content:
            for comment in _COMMENT.finditer(token.content):
                yield from ((code, token.place) for code in _CODE.findall(comment[1]))


def _ranges(deck: Deck, slide: Slide, following: Slide | None) -> Iterator[tuple[Path, int, int]]:
    """The lines of a slide: in the deck's file up to the next slide, elsewhere those of blocks."""
    own = deck.source.path
    first = deck.sources.locate(slide.place)
    if first.origin == own:
        after = deck.sources.locate(following.place) if following else None
        end = after.begin if after and after.origin == own and after.begin > first.begin else -1
        yield own, first.begin, end
    for block in slide.blocks:
        place = deck.sources.locate(block.place)
        if isinstance(place.origin, Path) and place.origin != own:
            yield place.origin, place.begin, place.end


def _unknown_in_config(config: Config) -> Iterator[Diagnostic]:
    for code in config.ignore:
        if words := _mistake(code):
            yield key_diagnostic(config, "ignore", "ignore-unknown", words)


def _unknown_in_deck(deck: Deck) -> Iterator[Diagnostic]:
    codes = [(code, text.place) for text in deck.meta.ignore for code in _CODE.findall(text.text)]
    if any(MARK in source.text for source in deck.sources):
        codes += [one for slide in deck.slides() for one in _comments(slide)]
    for code, place in codes:
        if words := _mistake(code):
            yield deck.sources.located(Diagnostic("ignore-unknown", place, *words))


def _mistake(code: str) -> tuple[str, str] | None:
    """What is wrong with a code to ignore, and a hint."""
    known = CODES.get(code)
    if known is None:
        close = nearest(code, CODES)
        hint = f"did you mean `{close}`?" if close else "the reference lists all codes"
        return f"there is no finding `{code}`", hint
    if known.severity is Severity.ERROR:
        return f"`{code}` is an error, which cannot be ignored", ""
    return None
