"""The inline parser: a block's text in, markdown-it tokens out.

Unlike CommonMark's delimiter runs, Pandoc's inlines nest by descent: a rule that opens
something reads inlines until its closer comes, and where none comes its opener is text.
Rules are found by the character they begin with; what no rule takes is text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token

from diascope.dialect.definitions import Finding, Note, Target
from diascope.dialect.smart import protect_abbreviations

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_NESTING = 40
"""Inlines deeper than this are read as text, so that reading stays linear."""

_SPECIAL = "\\n\\t \\\\`*_^\\[!$~<@\"'‘’“”\x91\x92\x93\x94\\-.&{"
_WORDS = re.compile(
    rf"(?:[^{_SPECIAL}]++|\.(?!\.)|-(?!-)|!(?!\[)|&(?![\w#])|\{{(?!\{{)| (?=[^ \n\t]))++"
)
_BACKTICKS = re.compile(r"`+")


class Context(Protocol):
    """What the text of a piece may ask of the whole deck."""

    def link(self, label: str) -> Target | None:
        """What a reference label stands for, headings included."""

    def note(self, label: str) -> Note | None:
        """The footnote of this label."""

    def example(self, label: str) -> int | None:
        """The number of the example list item of this label."""

    def variable(self, name: str) -> str | None:
        """The Markdown text of a metadata value."""


class InlineState(StateInline):
    """The text being read, where reading stands, and the tokens so far."""

    def __init__(self, src: str, md: MarkdownIt, context: Context, tokens: list[Token]) -> None:
        super().__init__(src, md, {}, tokens)
        self.context = context
        self.word_end = -1
        self.allows_links = True
        self.quote = ""
        self.nesting = 0
        self.findings: list[Finding] = []
        self.line = 0
        self.failed: set[tuple[str, int, int]] = set()
        self._closers: dict[int, int] | None = None
        self._runs: dict[int, list[int]] | None = None

    def write(self, text: str) -> None:
        """Text, as it is to be shown."""
        self.pending += text

    def put(self, type_: str, tag: str, nesting: int) -> Token:
        """A new token after the text so far."""
        if self.pending:
            self.pushPending()
        token = Token(type_, tag, nesting)  # type: ignore[arg-type]
        self.tokens.append(token)
        return token

    def opener(self, text: str) -> Token:
        """A token that is this text unless its closer comes and `pair` makes it an opening tag."""
        token = self.put("text", "", 0)
        token.content = text
        return token

    def after_word(self) -> bool:
        """Whether a word ends right here (Pandoc's `notAfterString`, the other way round)."""
        return self.word_end == self.pos

    def mark(self) -> tuple[int, str, int, int]:
        """What `reset` needs to forget what was read since."""
        return len(self.tokens), self.pending, self.pos, self.word_end

    def reset(self, mark: tuple[int, str, int, int]) -> None:
        """Go back to where `mark` was taken."""
        size, self.pending, self.pos, self.word_end = mark
        del self.tokens[size:]

    def read(self, start: int, end: int, links: bool | None = None) -> None:
        """Read a stretch of the text, spaces at its ends left out; reading goes on after it."""
        kept = self.posMax, self.word_end, self.allows_links
        while start < end and self.src[start] in " \t\n":
            start += 1
        while start < end and self.src[end - 1] in " \t\n" and self.src[end - 2 : end - 1] != "\\":
            end -= 1
        self.pos, self.posMax, self.word_end = start, end, -1
        if links is not None:
            self.allows_links = links
        parser(self).until(self, lambda: False)
        self.posMax, self.word_end, self.allows_links = kept

    def closer(self, pos: int) -> int | None:
        """Where the bracket opened at `pos` closes, code and escapes not counted."""
        if self._closers is None:
            self._closers = _match_brackets(self)
        found = self._closers.get(pos)
        return found if found is not None and found < self.posMax else None

    def backtick_run(self, pos: int) -> int:
        """The length of the run of backticks that goes on from here."""
        end = pos
        while end < self.posMax and self.src[end] == "`":
            end += 1
        return end - pos

    def closing_backticks(self, pos: int, size: int) -> int | None:
        """Where the next run of exactly `size` backticks begins, from `pos` on."""
        if self._runs is None:
            self._runs = {}
            for found in _BACKTICKS.finditer(self.src):
                self._runs.setdefault(len(found[0]), []).append(found.start())
        starts = self._runs.get(size, [])
        at = bisect_left(starts, pos)
        return starts[at] if at < len(starts) and starts[at] + size <= self.posMax else None

    def report(self, code: str, message: str, hint: str = "") -> None:
        """Note a mistake in this text."""
        line = self.line + self.src.count("\n", 0, self.pos)
        self.findings.append(Finding(code, line, message, hint))


InlineRule = Callable[[InlineState], bool]
"""Read one inline at `state.pos`, put its tokens and go past it; or change nothing, say False."""


class InlineParser(ParserInline):
    """markdown-it's inline parser with Pandoc's rules."""

    def __init__(self, rules: Sequence[tuple[str, InlineRule, str]]) -> None:
        super().__init__()
        self.rules: dict[str, tuple[InlineRule, ...]] = {}
        for _, rule, chars in rules:
            for char in chars:
                self.rules[char] = (*self.rules.get(char, ()), rule)

    def until(self, state: InlineState, closed: Callable[[], bool]) -> bool:
        """Read inlines until `closed` says so; False when the text ends before that."""
        while state.pos < state.posMax:
            if closed():
                return True
            self.step(state)
        return False

    def step(self, state: InlineState) -> None:
        """Read one inline."""
        words = _WORDS.match(state.src, state.pos, state.posMax)
        if words:
            _write_words(state, words[0], words.end())
            return
        if state.nesting < MAX_NESTING:
            state.nesting += 1
            for rule in self.rules.get(state.src[state.pos], ()):
                if rule(state):
                    state.nesting -= 1
                    return
            state.nesting -= 1
        state.pending += state.src[state.pos]
        state.pos += 1


def parser(state: InlineState) -> InlineParser:
    """The parser that reads this state."""
    found = state.md.inline
    assert isinstance(found, InlineParser)
    return found


def read_inlines(
    text: str, md: MarkdownIt, context: Context, line: int = 0, links: bool = True
) -> tuple[list[Token], list[Finding]]:
    """The inline tokens of a block's text that begins on `line`, and what is wrong with it."""
    if not (words := _WORDS.fullmatch(text)) or not text:
        return _read_rich(text, md, context, line, links)
    return [Token("text", "", 0, content=protect_abbreviations(words[0]))], []


def _read_rich(
    text: str, md: MarkdownIt, context: Context, line: int, links: bool
) -> tuple[list[Token], list[Finding]]:
    state = InlineState(text, md, context, [])
    state.line, state.allows_links = line, links
    parser(state).until(state, lambda: False)
    if state.pending:
        state.pushPending()
    return state.tokens, state.findings


def plain_text(tokens: Iterable[Token]) -> str:
    """The words of inline tokens without markup, as in `alt` and in identifiers."""
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline", "math_inline", "math_display"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        if token.children:
            parts.append(plain_text(token.children))
    return "".join(parts)


def _write_words(state: InlineState, words: str, end: int) -> None:
    state.pending += protect_abbreviations(words) if "." in words else words
    state.pos = end
    last = words[-1]
    if last.isalnum() or last == ".":
        state.word_end = end


def _match_brackets(state: InlineState) -> dict[int, int]:
    """Where every bracket closes, with escapes, code and HTML tags passed over."""
    found, open_, pos, src = dict[int, int](), list[int](), 0, state.src
    for part in _BRACKETS.finditer(src):
        if part.start() < pos:
            continue
        char = src[part.start()]
        if char == "[":
            open_.append(part.start())
        elif char == "]" and open_:
            found[open_.pop()] = part.start()
        elif char == "`":
            size = part.end() - part.start()
            close = state.closing_backticks(part.end(), size)
            pos = close + size if close is not None else part.end()
        else:
            pos = part.end()
    return found


_BRACKETS = re.compile(r"\\[^\w]|[\[\]]|`+|<[A-Za-z/!][^<>]*>")
