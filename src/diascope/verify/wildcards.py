"""Lines as a slide shows them: with wildcards and names in angle brackets, or without.

`[..]` stands for any characters, ` ...` for any up to what follows it, and `<pod>` for a token,
the same wherever the name stands. A name of a mask of the user's stands for any token that the
mask matches. Where the output has the name itself, in its brackets, it is text.
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from diascope.patterns import lazy_pattern
from diascope.verify.masks import LAST, LONGEST, SPECIAL, Masked, are_alike
from diascope.verify.rules import Rules

ANY_LINES = {"...", "[...]"}
"""What stands for any lines, alone on a line."""
RESERVED = frozenset(
    """
    default dictcomp empty error genexpr invalid lambda listcomp locals missing module nil none
    null pending setcomp stdin string unknown unset
    """.split()
)
"""Names in angle brackets that programs print: kubectl, Docker, Python's tracebacks."""
MOST = 50
"""The most wildcards in a line; one with more is text."""
MOST_STEPS = 5_000
"""The most steps of a search in a line with names; one that needs more does not fit."""
LONGEST_VALUE = 253
"""The longest value of a name, in characters: what Kubernetes allows for one."""

_ANY, _NAMED = chr(LAST), chr(LAST - 1)
_WILDCARDS = lazy_pattern(r"(?<![ \t])[ \t]++\.\.\.(?!\.)|\[\.\.\]|<([A-Za-z][\w-]*)>")
_VALUE = lazy_pattern(f"[^\\s<>]{{1,{LONGEST_VALUE}}}")
_BLANKS = lazy_pattern(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a line with wildcards: text, or what stands for something else."""

    text: str
    """Text, its tokens masked; empty for a wildcard and for a name."""
    tokens: tuple[str, ...] = ()
    """The tokens in the text."""
    name: str = ""
    """The name in angle brackets."""

    @property
    def is_any(self) -> bool:
        """Whether it stands for any characters."""
        return not self.text and not self.name


@dataclass(frozen=True, slots=True)
class Binding:
    """What the names in a line may stand for."""

    values: Mapping[str, str]
    """The values of names that have one."""
    rules: Rules
    """The user's masks among others."""


def marked(line: str, text_names: Set[str]) -> Masked:
    """The line with its wildcards and names as tokens, but for names that are text."""
    parts, tokens = list[str](), list[str]()
    at = 0
    for match in _WILDCARDS.finditer(line):
        if match[1] in text_names:
            continue
        parts += line[at : match.start()], _NAMED if match[1] else _ANY
        tokens.append(match[0])
        at = match.end()
    is_usual = 0 < len(tokens) <= MOST and not SPECIAL.search(line)
    return Masked("".join([*parts, line[at:]]), tuple(tokens)) if is_usual else Masked(line)


def closed_names(text: str) -> frozenset[str]:
    """The names of elements that a text of HTML or XML closes: none of them is a value's."""
    return frozenset(re.findall(r"</([A-Za-z][\w-]*)>", text)) if "</" in text else frozenset()


def elements(line: Masked) -> tuple[Element, ...]:
    """The parts of a line that is marked and masked; without blanks where a wildcard begins it."""
    held, found = iter(line.tokens), list[Element]()
    text = single_blanks(line).text
    text = text.lstrip() if text.lstrip()[:1] in {_ANY, _NAMED} else text
    for part in re.split(f"([{_NAMED}{_ANY}])", text):
        if part in {_ANY, _NAMED}:
            token = next(held)
            found.append(Element("", name=token[1:-1] if part == _NAMED else ""))
        elif part:
            found.append(Element(part, tuple(next(held) for _ in SPECIAL.findall(part))))
    return tuple(found)


def single_blanks(line: Masked) -> Masked:
    """The line with one blank for any number, but two for more at its beginning."""
    text = line.text.rstrip(" \t\r")
    indent = " " if text[:1] in {" ", "\t"} and text[1:2] in {" ", "\t"} else ""
    return Masked(indent + _BLANKS.sub(" ", text), line.tokens)


def fit(parts: tuple[Element, ...], line: Masked, binding: Binding) -> Mapping[str, str] | None:
    """The values that names get when the parts make up the line; None where they do not.

    A depth-first search that remembers where it has failed: what fails after a wildcard fails
    from every later place as well, so a line is not searched over and over.
    """
    line = line if parts[0].text else Masked(line.text.lstrip(" \t"), line.tokens)
    if not line.text.startswith(parts[0].text):
        return None
    nearest_only = _nearest_only(parts)
    failed = dict[tuple[int, int, tuple[str, ...]], int]()

    def search(part: int, at: int, found: Mapping[str, str]) -> Mapping[str, str] | None:
        if part == len(parts):
            return found if at == len(line.text) else None
        state = (part, 0 if parts[part].is_any else at, tuple(found.values()))
        if at >= failed.get(state, at + 1) or len(failed) > MOST_STEPS:
            return None
        for end, value in _ends(parts, part, line, at, binding.rules.folder):
            more = _bound(parts[part].name, value, found, binding)
            result = None if more is None else search(part + 1, end, more)
            if result is not None or nearest_only[part]:
                return result
        failed[state] = at
        return None

    return search(0, 0, {})


def _nearest_only(parts: tuple[Element, ...]) -> list[bool]:
    """For each part whether the nearest place after it is as good as all further ones.

    So it is for a wildcard with nothing but text up to the next wildcard.
    """
    result, is_text = list[bool](), False
    for part in reversed(parts):
        result.append(part.is_any and is_text)
        is_text = part.is_any or (is_text and not part.name)
    return result[::-1]


def _ends(
    parts: tuple[Element, ...], part: int, line: Masked, at: int, folder: str
) -> Iterator[tuple[int, str | None]]:
    """Where a part that begins at a place may end, and its value if it is a name's."""
    one = parts[part]
    if one.text:
        if _stands(one, line, at, folder):
            yield at + len(one.text), None
    elif one.is_any:
        after = parts[part + 1] if part + 1 < len(parts) else None
        is_last = part + 2 >= len(parts)
        for end in _starts(after, line.text, at, is_last):
            if after is None or not after.tokens or _stands(after, line, end, folder):
                yield end, None
    else:
        if line.text.startswith(f"<{one.name}>", at):
            yield at + len(one.name) + 2, None
        run = _VALUE.match(line.text, at)
        for end in range(run.end(), at, -1) if run else ():
            yield end, line.original(at, end)


def _stands(one: Element, line: Masked, at: int, folder: str) -> bool:
    """Whether a part that is text stands at a place of the line."""
    if not line.text.startswith(one.text, at):
        return False
    others = line.tokens[line.tokens_before(at) :] if one.tokens else ()
    return are_alike(one.text, one.tokens, others, folder)


def _starts(after: Element | None, text: str, at: int, is_last: bool) -> Iterator[int]:
    """Where the part after a wildcard may begin, the nearest place first."""
    if after is None or after.is_any:
        yield len(text) if after is None else at
    elif after.text and is_last:
        start = len(text) - len(after.text)
        yield from [start] if start >= at else []
    elif after.text:
        start = text.find(after.text, at)
        while start >= 0:
            yield start
            start = text.find(after.text, start + 1)
    else:
        yield from (m.start() for m in re.compile(r"(?<![^\s<>])[^\s]").finditer(text, at))


def _bound(
    name: str, value: str | None, found: Mapping[str, str], binding: Binding
) -> Mapping[str, str] | None:
    """What is found with one more name and value; None where the name means another value."""
    if value is None:
        return found
    mask = binding.rules.masks.get(name)
    if mask:
        return found if len(value) <= LONGEST and mask.fullmatch(value) else None
    known = found.get(name, binding.values.get(name))
    if known is not None:
        return found if known == value else None
    return {**found, name: value}
