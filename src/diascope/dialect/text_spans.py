"""What in a text hides pipes and tags: code, math, HTML tags, TeX commands, escapes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from diascope.dialect.attributes import read_attributes
from diascope.dialect.html_tags import Tag, tag_at
from diascope.patterns import lazy_pattern

_MATH = lazy_pattern(
    r"\$\$(?:(?!\$\$).)++\$\$"
    r"|\$(?!\s)(?:\\.|[^\s\\])(?:\\.|[^\s\\$]|\s++(?!\$))*+\$(?!\d)",
    re.S,
)
_COMMAND = lazy_pattern(r"\\(?!begin\b|end\b)[A-Za-z]++\*?")
_STOPS = lazy_pattern(r"[`$<\\]")
_BRACE = lazy_pattern(r"\\.|[{}]", re.S)


def before_block(text: str) -> str:
    """The text up to the tag of an HTML block; tags in code or math do not count."""
    if "<" not in text:
        return text
    spans, pos = Spans(text), 0
    while match := _STOPS.search(text, pos):
        tag = spans.tag(match.start()) if match[0] == "<" else None
        if tag and not tag.is_inline:
            return text[: tag.start]
        pos = spans.end(match.start())
    return text


def trimmed(text: str) -> str:
    """The text without white space around it, but with a space at its end that is escaped."""
    text = text.lstrip(" \t\n")
    bare = text.rstrip(" \t\n")
    return bare + " " if ends_in_escape(bare) and text[len(bare) :][:1] == " " else bare


def ends_in_escape(text: str) -> bool:
    """Whether the text ends in a backslash that escapes what follows."""
    return text.endswith("\\") and (len(text) - len(text.rstrip("\\"))) % 2 == 1


class Spans:
    """Finds the ends of the spans of one text, each in a moment, however many there are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spare = 20_000 + len(text)
        """Characters that may be looked at in vain."""

    def end(self, at: int) -> int:
        """The position after the span that begins with this character, or after the character."""
        return max(self._span_end(at), at + 1)

    def tag(self, at: int) -> Tag | None:
        """The HTML tag or comment that begins here, or None."""
        end = ">"
        if self.text.startswith(("<!--", "<?"), at):
            end = "-->" if self.text[at + 1] == "!" else "?>"
        return tag_at(self.text, at) if at < self._last_ends[end] else None

    def _span_end(self, at: int) -> int:
        char = self.text[at]
        if char == "`":
            return self._code_end(at)
        if char == "$":
            match = _MATH.match(self.text, at)
            return match.end() if match else 0
        if char == "<":
            return self._tag_end(at)
        return self._escape_end(at) if char == "\\" else 0

    def _code_end(self, at: int) -> int:
        starts, ends, closers = self._backticks
        end = ends[bisect_right(starts, at) - 1]
        closers_of_size = closers.get(end - at, [])
        index = bisect_left(closers_of_size, end)
        if index == len(closers_of_size):
            return 0
        end = closers_of_size[index] + end - at
        if self._spare <= 0:
            return end
        attributes, after = read_attributes(self.text, end, len(self.text))
        self._spare -= 0 if attributes is not None else after - end
        return after if attributes is not None else end

    def _tag_end(self, at: int) -> int:
        tag = self.tag(at)
        return tag.end if tag and tag.is_inline else 0

    def _escape_end(self, at: int) -> int:
        following = self.text[at + 1 : at + 2]
        if not following.isalnum():
            return at + 2 if following != "\n" else 0
        command = _COMMAND.match(self.text, at)
        end = command.end() if command else 0
        while end:
            if end in self._braces:
                end = self._braces[end]
            elif self.text.startswith("[", end) and (close := self.text.find("]", end)) > 0:
                end = close + 1
            else:
                break
        return end

    @cached_property
    def _last_ends(self) -> dict[str, int]:
        """Where the last end of a tag is, of a comment and of a declaration."""
        return {end: self.text.rfind(end) for end in (">", "-->", "?>")}

    @cached_property
    def _backticks(self) -> tuple[list[int], list[int], dict[int, list[int]]]:
        """Where runs of backticks begin and end, and where those of each length begin."""
        runs = [match.span() for match in re.finditer("`+", self.text)]
        by_size: dict[int, list[int]] = {}
        for start, end in runs:
            by_size.setdefault(end - start, []).append(start)
        return [start for start, _ in runs], [end for _, end in runs], by_size

    @cached_property
    def _braces(self) -> dict[int, int]:
        """The position after the brace that closes each opening one."""
        pairs, opened = dict[int, int](), list[int]()
        for match in _BRACE.finditer(self.text):
            if match[0] == "{":
                opened.append(match.start())
            elif match[0] == "}" and opened:
                pairs[opened.pop()] = match.end()
        return pairs
