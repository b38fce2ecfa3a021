"""Links to slides and headings, of the deck itself or of another, that are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from diascope.cache.memory import Memory
from diascope.config import Config
from diascope.deck.model import Deck
from diascope.deck.walk import gather
from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.diagnostics.nearest import nearest
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.links.raw_html import identifiers
from diascope.links.resolve import Resolved
from diascope.links.uses import Use
from diascope.patterns import lazy_pattern

_RAW = {"html_block", "html_inline", "raw_block", "raw_inline"}
_STEP = lazy_pattern(r"/-?\d+$")
"""The step of a slide's fragments behind its name: `#/name/2` (reveal.js, "Linking")."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What a link to a deck's page may name on it."""

    names: frozenset[str]
    """The identifiers of slides, headings and everything else."""
    stacks: tuple[int, ...]
    """How many slides each stack has."""
    first: int
    """The number of the first slide in addresses, 0 or 1 (reveal.js's `hashOneBasedIndex`)."""

    def has(self, fragment: str) -> bool:
        """Whether what stands behind `#` leads to something on the page."""
        name = unquote(fragment.removeprefix("/"))
        if not name or fragment.startswith(":~:") or name in self.names:
            return True
        across, *rest = name.split("/")
        if not across.isdecimal():
            return _STEP.sub("", name) in self.names
        at, down = int(across) - self.first, rest[0] if rest else ""
        if not 0 <= at < len(self.stacks):
            return False
        return not down.isdecimal() or 0 <= int(down) - self.first < self.stacks[at]


def targets_of(deck: Deck, config: Config, memory: Memory) -> Targets:
    """What links to this deck may name."""
    names = {slide.attributes.id for slide in deck.slides()}
    names.update(*gather("identifiers", deck, memory, _of_tokens))
    meta = deck.meta
    for text in (*meta.header_includes, *meta.include_before, *meta.include_after):
        names.update(identifiers(text.text))
    is_one_based = {**config.reveal, **meta.reveal}.get("hashOneBasedIndex") is True
    return Targets(frozenset(names) - {""}, tuple(map(len, deck.stacks)), int(is_one_based))


def check_targets(resolved: Resolved, targets: Callable[[str], Targets | None]) -> Diagnostics:
    """A warning for every link to a slide or heading that is not there."""
    diagnostics = dict[Diagnostic, None]()
    for use in resolved.uses:
        known = targets(use.page) if use.fragment else None
        if known and not known.has(use.fragment):
            diagnostics[_unknown(use, known.names)] = None
    return resolved.deck.sources.all_located(tuple(diagnostics))


def _of_tokens(tokens: Iterable[Token]) -> frozenset[str]:
    """The identifiers among tokens."""
    return frozenset(name for token in tokens for name in _of_token(token))


def _of_token(token: Token) -> Iterator[str]:
    """The identifiers that a token gives to what it becomes."""
    given = token.meta.get("attributes") if token.meta else None
    if isinstance(given, Attributes):
        yield given.id
    if "id" in token.attrs:
        yield str(token.attrs["id"])
    if token.type in _RAW:
        yield from identifiers(token.content)


@lru_cache(8)
def _in_order(names: frozenset[str]) -> list[str]:
    return sorted(names)


def _unknown(use: Use, names: frozenset[str]) -> Diagnostic:
    name = unquote(use.fragment.removeprefix("/"))
    if name.partition("/")[0].isdecimal():
        message, hint = f"the deck has no slide `#/{name}`", "name the slide by its identifier"
        return Diagnostic("slide-unknown", use.place, message, hint)
    close = nearest(name, _in_order(names))
    hint = f"did you mean `#{close}`?" if close else f"name a heading so: `# Heading {{#{name}}}`"
    other = use.address.removesuffix(f"#{use.fragment}")
    deck = f"`{other}`" if other else "the deck"
    message = f"{deck} has no slide or heading `#{name}`"
    return Diagnostic("slide-unknown", use.place, message, hint)
