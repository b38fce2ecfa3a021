"""Lines with their tokens masked: durations, dates, addresses and the like, of which every run
of a command prints others.

Each token is replaced by one character that stands for its kind, out of the private use area at
the end of Unicode, and kept beside the line. Two lines are equal when what remains is, blanks
aside. A line that holds such characters itself is compared as it is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from diascope.patterns import lazy_pattern
from diascope.verify.kinds import KINDS, folder_row, is_alike
from diascope.verify.rules import Rules

FIRST, LAST = 0x10F000, 0x10FFFD
"""The characters that stand for tokens."""
SPECIAL = lazy_pattern(f"[{chr(FIRST)}-{chr(LAST)}]")
LONGEST = 128
"""The longest token, in characters, that the user's masks are tried on."""

_GROUPS = [*re.findall(r"\?P<(\w+)>", "".join(KINDS)), "folder"]
_NAMES = sorted({group.partition("__")[0] for group in _GROUPS})
_SIGN_OF = {group: chr(FIRST + _NAMES.index(group.partition("__")[0])) for group in _GROUPS}
_KINDS = {chr(FIRST + at): name for at, name in enumerate(_NAMES)}
_OWN = FIRST + 0x100
"""The first of the characters for the user's masks, in the order of their names."""
_WIDE = lazy_pattern(r"[ \t]{2,}|\t")
_BESIDE = lazy_pattern(f"(?<={SPECIAL.pattern})  |  (?={SPECIAL.pattern})")
_OPENING, _CLOSING = "([{\"'<", ")]}\"'>,;:."
"""What may enclose a token in a text, or follow it."""

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Masked:
    """A line with its tokens replaced."""

    text: str
    """The line with one character for each token."""
    tokens: tuple[str, ...] = ()
    """The tokens in order."""

    def tokens_before(self, at: int) -> int:
        """How many tokens stand in front of a place in the text."""
        return len(SPECIAL.findall(self.text, 0, at)) if self.tokens else 0

    def original(self, start: int, end: int) -> str:
        """A part of the text with its tokens as they were."""
        part = self.text[start:end]
        if not self.tokens:
            return part
        tokens = iter(self.tokens[self.tokens_before(start) :])
        return SPECIAL.sub(lambda _: next(tokens), part)


def masked(line: Masked, rules: Rules, signs: frozenset[str] | None = None) -> Masked:
    """The line with its tokens masked: of all kinds, or of those with the signs given alone."""
    line = _replaced(line, _users_spans(line.text, rules, signs)) if rules.masks else line
    return _replaced(line, _spans(line.text, rules.folder, signs))


def padded(text: str) -> str:
    """A masked line with its blanks made equal where only the width of a column changes them.

    Trailing blanks go, two or more are two, and beside a token any number is one; in front of a
    token that begins the line they go.
    """
    text = _WIDE.sub("  ", text.rstrip(" \t\r"))
    text = _BESIDE.sub(" ", text)
    return text[1:] if text[:1] == " " and SPECIAL.match(text, 1) else text


def is_equal(one: Masked, other: Masked, folder: str) -> bool:
    """Whether two lines, masked and padded, are equal, and their tokens may be."""
    return one.text == other.text and are_alike(one.text, one.tokens, other.tokens, folder)


def are_alike(text: str, ones: Iterable[str], others: Iterable[str], folder: str) -> bool:
    """Whether the tokens of one text, in order, are equal to those of another."""
    signs = SPECIAL.findall(text)
    rows = zip(signs, ones, others, strict=False)
    return all(is_alike(_KINDS.get(sign, ""), one, other, folder) for sign, one, other in rows)


def _replaced(line: Masked, spans: Iterator[Span]) -> Masked:
    """The line with further tokens replaced; those it has keep their places."""
    parts, tokens, held = list[str](), list[str](), iter(line.tokens)
    at = 0
    for start, end, sign in spans:
        parts += line.text[at:start], sign
        if line.tokens:
            tokens += (next(held) for _ in SPECIAL.findall(line.text, at, start))
        tokens.append(line.text[start:end])
        at = end
    return Masked("".join([*parts, line.text[at:]]), (*tokens, *held)) if at else line


def _spans(text: str, folder: str, signs: frozenset[str] | None) -> Iterator[Span]:
    """Where tokens of the built-in kinds stand, and their signs."""
    for match in _matches(text, folder):
        group = match.lastgroup
        if group and (signs is None or _SIGN_OF[group] in signs):
            yield *match.span(group), _SIGN_OF[group]


def _matches(text: str, folder: str) -> Iterator[re.Match[str]]:
    """Every token, from left to right; where two begin at once, the one with the folder.

    The folder has a pattern of its own: that of all kinds is large, and compiled only once.
    """
    finders = ([_finder(folder_row(folder))] if folder else []) + [_finder("|".join(KINDS))]
    found = [finder.search(text) for finder in finders]
    while ahead := [match for match in found if match]:
        first = min(ahead, key=re.Match.start)
        yield first
        at = first.end()
        found = [
            one if one is None or one.start() >= at else finder.search(text, at)
            for finder, one in zip(finders, found, strict=True)
        ]


@lru_cache(maxsize=8)
def _finder(rows: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?=[\w<:\[~/])(?:{rows})")


def _users_spans(text: str, rules: Rules, signs: frozenset[str] | None) -> Iterator[Span]:
    """Where tokens stand that one of the user's masks matches, and its sign."""
    patterns = [(chr(_OWN + at), rules.masks[name]) for at, name in enumerate(sorted(rules.masks))]
    patterns = [row for row in patterns if signs is None or row[0] in signs]
    for word in re.finditer(r"\S+", text):
        for token in _candidates(word[0]):
            if not 0 < len(token) <= LONGEST or SPECIAL.search(token):
                continue
            sign = next((sign for sign, pattern in patterns if pattern.fullmatch(token)), None)
            if sign:
                start = word.start() + word[0].rindex(token)
                yield start, start + len(token), sign
                break


@lru_cache(maxsize=4096)
def _candidates(word: str) -> tuple[str, ...]:
    """What of a word without blanks may be a token: it, it without punctuation, its value."""
    bare = word.lstrip(_OPENING).rstrip(_CLOSING)
    return tuple(dict.fromkeys((word, bare, bare.partition("=")[2] or bare)))
