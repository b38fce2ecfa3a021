"""The text being read: where reading stands, what it has given so far, and the deck around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from markdown_it.rules_inline.state_inline import StateInline

from diascope.diagnostics import Diagnostic, Place
from diascope.dialect.attributes import Attributes, read_attributes
from diascope.dialect.brackets import match_brackets, match_spans
from diascope.dialect.definitions import Note, Target
from diascope.dialect.extensions import Extensions
from diascope.dialect.html_tags import Tag, tag_at
from diascope.dialect.tex_formulas import BEGIN, macro_end
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_BACKTICKS = lazy_pattern(r"`+")
_ADDRESS_END = lazy_pattern(r"[\s>]")
_TAG_ENDS = {"<!-": re.compile("(?=-->)"), "<?": re.compile(r"(?=\?>)")}


class Context(Protocol):
    """What the text of a piece may ask of the whole deck."""

    @property
    def extensions(self) -> Extensions:
        """The extensions that are on."""

    def link(self, label: str) -> Target | None:
        """What a reference label stands for, headings included."""

    def near(self, label: str) -> str | None:
        """The reference label that is defined and most like this one, if any is like it."""

    def note(self, label: str) -> Note | None:
        """The footnote of this label."""

    def example(self, label: str) -> int | None:
        """The number of the example list item of this label."""

    def variable(self, name: str) -> str | None:
        """The Markdown text of a metadata value."""

    def macro(self, name: str) -> str | None:
        """The TeX that a command stands for which begins or ends a formula."""


Part = Token | tuple[str, int]
"""A token, or words and the position in the text that they were read at."""

Mark = tuple[int, int, int]
"""A place that reading can go back to."""


class InlineState(StateInline):
    """A text, where reading stands in it, and the words and tokens so far."""

    def __init__(self, src: str, md: MarkdownIt, context: Context, rows: Sequence[Place]) -> None:
        super().__init__(src, md, {}, [])
        self.context = context
        self.extensions = context.extensions
        self.rows = rows
        """The place of each line of the text; the last one also stands for those that lack one."""
        self.out: list[Part] = []
        """Words and tokens in order; `joined` makes tokens of them all."""
        self.word_end = -1
        self.allows_links = True
        self.quote = ""
        self.nesting = 0
        self.boundless = 0
        """The nesting of the innermost reading that only the end of the text ends."""
        self.diagnostics: list[Diagnostic] = []
        self._row = (0, 0)
        """The last line that was looked at: its number and the position that it begins at."""
        self._address = (0, -1)
        """Some position, and where an address ends that goes on there."""
        self._spare = 20_000 + len(src)
        self._failed: set[tuple[str, int, int]] = set()
        self._brackets: dict[int, int] | None = None
        self._spans: dict[int, int] | None = None
        self._runs: dict[int, list[int]] | None = None
        self._places: dict[re.Pattern[str], list[int]] = {}

    def write(self, text: str) -> None:
        """Text, as it is to be shown."""
        self.out.append((text, self.pos))

    def put(self, type_: str, tag: str, nesting: int) -> Token:
        """A new token after what there is so far, read from here on."""
        token = Token(type_, tag, nesting)  # type: ignore[arg-type]
        token.place = self.place_at(self.pos)
        self.out.append(token)
        return token

    def opener(self, text: str) -> Token:
        """Read text that stays text unless its closer comes and it is made an opening tag."""
        token = self.put("text", "", 0)
        token.content = text
        self.pos += len(text)
        return token

    def after_word(self) -> bool:
        """Whether a word ends right here."""
        return self.word_end == self.pos

    def startswith(self, text: str | tuple[str, ...], pos: int) -> bool:
        """Whether the text to be read goes on like this."""
        return self.src.startswith(text, pos, self.posMax)

    def mark(self) -> Mark:
        """The place where reading stands."""
        return len(self.out), self.pos, self.word_end

    def reset(self, mark: Mark) -> None:
        """Forget what was read since."""
        size, self.pos, self.word_end = mark
        del self.out[size:]

    def may_try(self, rule: str) -> bool:
        """Whether a rule that may have to give up should try here."""
        return self._spare > 0 and (rule, self.pos, self.posMax) not in self._failed

    def is_spent(self) -> bool:
        """Whether rules have given up so often that those still trying should do so too."""
        return self._spare <= 0

    def give_up(self, rule: str, mark: Mark) -> bool:
        """Go back to where the rule began, and remember that it failed there.

        A text that makes rules give up again and again uses up what there is to spare, and the
        rest of it is read without trying: reading stays linear.
        """
        self._spare -= self.pos - mark[1]
        self.reset(mark)
        self._failed.add((rule, self.pos, self.posMax))
        return False

    def attributes(self, pos: int) -> tuple[Attributes, int] | None:
        """The attributes whose `{` stands here and the position after their `}`."""
        if self.is_spent():
            return None
        found, end = read_attributes(self.src, pos, self.posMax)
        if found is not None:
            return found, end
        self.spend(end - pos)
        return None

    def address_end(self, pos: int) -> int:
        """Where the first white space or `>` from here on stands; the text's end without any."""
        if not self._address[0] <= pos <= self._address[1]:
            found = _ADDRESS_END.search(self.src, pos)
            self._address = pos, found.start() if found else len(self.src)
        return self._address[1]

    def closer(self, pos: int) -> int | None:
        """Where the bracket opened at `pos` closes, code, tags and escapes not counted."""
        if self._brackets is None:
            self._brackets = match_brackets(self)
        found = self._brackets.get(pos)
        return found if found is not None and found < self.posMax else None

    def span_closer(self, pos: int) -> int | None:
        """Where the closing tag of the `<span>` at `pos` begins."""
        if self._spans is None:
            self._spans = match_spans(self)
        found = self._spans.get(pos)
        return found if found is not None and found < self.posMax else None

    def tag(self, pos: int) -> Tag | None:
        """The HTML tag or comment that begins here."""
        for start, end in _TAG_ENDS.items():
            if self.src.startswith(start, pos) and not self.comes(end, pos):
                return None
        found = tag_at(self.src, pos)
        return found if found is not None and found.end <= self.posMax else None

    def environment_end(self, pos: int) -> int | None:
        """Where the TeX environment ends that begins here."""
        if self.is_spent():
            return None
        begin = BEGIN.match(self.src, pos, self.posMax)
        if begin is None:
            found = macro_end(self.src[: self.posMax], pos, self.context.macro)
            return found if found is None or self.spend(found - pos) else None
        closing = f"\\end{{{begin[1]}{begin[2]}}}"
        end = self.src.find(closing, begin.end(), self.posMax)
        self.spend((end if end >= 0 else self.posMax) - pos)
        return end + len(closing) if end >= 0 else None

    def run(self, pos: int) -> int:
        """Where the run of the character at `pos` ends, at the latest where reading ends."""
        end, char, stop = pos + 1, self.src[pos], self.posMax
        while end < stop and self.src[end] == char:
            end += 1
        return end

    def closing_backticks(self, pos: int, size: int) -> int | None:
        """Where the next run of exactly `size` backticks begins, from `pos` on."""
        if self._runs is None:
            self._runs = {}
            for match in _BACKTICKS.finditer(self.src):
                self._runs.setdefault(len(match[0]), []).append(match.start())
        starts = self._runs.get(size, [])
        at = bisect_left(starts, pos)
        return starts[at] if at < len(starts) and starts[at] + size <= self.posMax else None

    def run_sizes(self, limit: int) -> list[int]:
        """The lengths below `limit` that runs of backticks have in this text, the longest first."""
        self.closing_backticks(0, 0)
        return sorted((size for size in self._runs or () if size < limit), reverse=True)

    def spend(self, size: int) -> bool:
        """Whether looking at so much more of the text, perhaps in vain, is still affordable."""
        self._spare -= size
        return self._spare > 0

    def comes(self, pattern: re.Pattern[str], pos: int) -> bool:
        """Whether the pattern, which looks ahead only, matches anywhere from `pos` on."""
        places = self._places.get(pattern)
        if places is None:
            places = [match.start() for match in pattern.finditer(self.src)]
            self._places[pattern] = places
        return bisect_left(places, pos) < bisect_right(places, self.posMax - 1)

    def place_at(self, pos: int, length: int = 0) -> Place:
        """The place of what begins at a position of the text and has so many characters."""
        if len(self.rows) == 1:
            row, start = self.rows[0], 0
        else:
            line, start = self._row if self._row[1] <= pos else (0, 0)
            while (end := self.src.find("\n", start, pos)) >= 0:
                line, start = line + 1, end + 1
            self._row = line, start
            row = self.rows[min(line, len(self.rows) - 1)]
        column = None if row.column is None else row.column + pos - start
        return Place(row.origin, row.begin, row.begin + 1, column, length)

    def report(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note a mistake in this text."""
        self.diagnostics.append(Diagnostic(code, place, message, hint))
