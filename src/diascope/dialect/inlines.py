"""The inline parser: a block's text in, markdown-it tokens out.

Unlike CommonMark's delimiter runs, Pandoc's inlines nest by descent: a rule that opens
something reads inlines until its closer comes, and where none comes its opener is text.
Rules are found by the character they begin with; what no rule takes is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.parser_inline import ParserInline

from diascope.dialect.abbreviations import protect_abbreviations
from diascope.dialect.extensions import RULES, Extensions
from diascope.dialect.inline_state import Context, InlineState, Part
from diascope.dialect.line_breaks import with_line_breaks
from diascope.dialect.tex_formulas import BARE_TEX
from diascope.dialect.tokens import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from diascope.diagnostics import Diagnostic, Place

MAX_NESTING = 40
"""Inlines deeper than this are read as text, so that reading stays linear."""

_SPECIAL = "\\n\\t \\\\`*_^\\[!$~<@\"'‘’“”\x91\x92\x93\x94\\-.&{"


def _words(more: str) -> re.Pattern[str]:
    """What no rule begins, where rules begin with these characters too."""
    return re.compile(
        rf"(?:[^{_SPECIAL}{more}]++"
        r"|\.(?!\.)|-(?![-@])|!(?!\[)|&(?![\w#])|\{(?!\{|[^{}]*\})| (?=[^ \n\t]))++"
    )


_WORDS = _words("")
_WORDED = frozenset({"text", "code_inline", "math_inline", "math_display"})
_MERGED = frozenset({"em", "strong", "del", "sup", "sub", "u"})

InlineRule = Callable[[InlineState], bool]
"""Read one inline at `state.pos`, put its tokens and go past it; or change nothing, say False."""


class Chosen(NamedTuple):
    """The rules that are on."""

    by_char: Mapping[str, tuple[InlineRule, ...]]
    """Rules by the character that they begin with, in the order in which they are tried."""
    words: re.Pattern[str]
    """What none of them begins."""


class InlineParser(ParserInline):
    """markdown-it's inline parser with Pandoc's rules."""

    def __init__(self, rules: Sequence[tuple[str, InlineRule, str]]) -> None:
        super().__init__()
        self.table = tuple(rules)
        self._chosen: dict[Extensions, Chosen] = {}

    def chosen(self, extensions: Extensions) -> Chosen:
        """The rules where these extensions are on."""
        if extensions not in self._chosen:
            off = {name for one in RULES.keys() - extensions for name in RULES[one]}
            by_char = dict[str, tuple[InlineRule, ...]]()
            for name, rule, chars in self.table:
                for char in chars if name not in off else "":
                    by_char[char] = (*by_char.get(char, ()), rule)
            more = "".join(char for char in ":=" if char in by_char)
            self._chosen[extensions] = Chosen(by_char, _words(more) if more else _WORDS)
        return self._chosen[extensions]

    def until(self, state: InlineState, closed: Callable[[], bool]) -> bool:
        """Read inlines until `closed` says so; False when the text ends before that."""
        while state.pos < state.posMax:
            if closed():
                return True
            self.step(state)
        return False

    def to_end(self, state: InlineState) -> None:
        """Read all that is left."""
        kept, state.boundless = state.boundless, state.nesting
        while state.pos < state.posMax:
            self.step(state)
        state.boundless = kept

    def step(self, state: InlineState) -> None:
        """Read one inline, or the words up to the next."""
        rules = self.chosen(state.extensions)
        words = rules.words.match(state.src, state.pos, state.posMax)
        if words:
            _write_words(state, words[0], words.end())
            return
        if state.nesting < MAX_NESTING:
            state.nesting += 1
            for rule in rules.by_char.get(state.src[state.pos], ()):
                if rule(state):
                    state.nesting -= 1
                    return
            state.nesting -= 1
        state.write(state.src[state.pos])
        state.pos += 1


def parser(state: InlineState) -> InlineParser:
    """The parser that reads this state."""
    return _of(state.md)


def _of(md: MarkdownIt) -> InlineParser:
    assert isinstance(md.inline, InlineParser)
    return md.inline


def read_inlines(
    text: str, md: MarkdownIt, context: Context, rows: Sequence[Place], links: bool = True
) -> tuple[list[Token], list[Diagnostic]]:
    """The inline tokens of a text whose lines stand at these places, and what is wrong with it."""
    if text and (words := _of(md).chosen(context.extensions).words.fullmatch(text)):
        return [_text(protect_abbreviations(words[0]), rows[0])], []
    state = InlineState(text, md, context, rows)
    state.allows_links = links
    parser(state).to_end(state)
    return joined(state, state.out), state.diagnostics


def read_part(state: InlineState, start: int, end: int, links: bool | None = None) -> None:
    """Read a stretch of the text as it stands; reading goes on after it."""
    kept = state.posMax, state.word_end, state.allows_links
    state.pos, state.posMax, state.word_end = start, end, -1
    if links is not None:
        state.allows_links = links
    parser(state).to_end(state)
    state.posMax, state.word_end, state.allows_links = kept


def read_inside(state: InlineState, start: int, end: int, links: bool | None = None) -> None:
    """Read what brackets hold, spaces at its ends left out."""
    src = state.src
    while start < end and src[start] in " \t\n":
        start += 1
    while start < end and src[end - 1] in " \t\n" and src[end - 2] != "\\":
        end -= 1
    read_part(state, start, end, links)


def read_apart(state: InlineState, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of the text, kept out of the text around it."""
    mark = state.mark()
    read_inside(state, start, end)
    tokens = joined(state, state.out[mark[0] :])
    state.reset(mark)
    return tokens


def plain_text(tokens: Iterable[Token]) -> str:
    """The words of inline tokens without markup, as in `alt` and in identifiers."""
    parts = []
    for token in tokens:
        if token.type in _WORDED and token.markup != BARE_TEX:
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        if token.children:
            parts.append(plain_text(token.children))
    return "".join(parts)


def joined(state: InlineState, parts: Iterable[Part]) -> list[Token]:
    """Tokens only: words next to each other are one text, and emphasis right after emphasis of
    the same kind goes on."""
    tokens: list[Token] = []
    words: list[str] = []
    place = None
    for part in parts:
        if isinstance(part, tuple):
            place = place or state.place_at(part[1])
            words.append(part[0])
        elif part.type == "text":
            place = place or part.place
            words.append(part.content)
        else:
            if place and any(words):
                tokens.append(_text("".join(words), place))
            words.clear()
            place = None
            if not (tokens and _goes_on(tokens[-1], part)):
                tokens.append(part)
            else:
                tokens.pop()
    if place and any(words):
        tokens.append(_text("".join(words), place))
    return with_line_breaks(tokens, state.extensions)


def _text(content: str, place: Place) -> Token:
    return Token("text", "", 0, content=content, place=place)


def _goes_on(last: Token, part: Token) -> bool:
    return part.nesting > 0 > last.nesting and part.tag in _MERGED and part.tag == last.tag


def _write_words(state: InlineState, words: str, end: int) -> None:
    if "." in words:
        state.write(protect_abbreviations(words, state.src[end : end + 1]))
    else:
        state.write(words)
    state.pos = end
    last = words[-1]
    if last.isalnum() or last == ".":
        state.word_end = end
