"""The HTML of code blocks.

A block is a division around a ``pre`` whose text is the code and nothing else: titles and line
numbers are attributes that style sheets draw, and the copy button is added in the browser.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from diascope.dialect.attributes import html_name, render_attributes
from diascope.snippets.languages import TRANSCRIPTS, language_of, lexer_of
from diascope.snippets.lines import Token, html_of, span, split_lines, wrap_lines
from diascope.snippets.transcript import Step, parse_transcript

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

LONGEST_BLOCK = 50_000
"""Characters of the longest text that is highlighted: lexers may take quadratic time."""

_NUMBERED = frozenset({"numberLines", "number-lines", "lineNumbers"})
_TITLES = ("title", "filename", "file")
_STEPS = (
    "code-line-numbers",
    "data-line-numbers",
    "data-code-line-numbers",
    "highlight-lines",
    "line-numbers",
)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the classes and attributes of a block ask for."""

    language: str
    """The language as it was written; empty where none is known."""
    classes: tuple[str, ...]
    """The classes other than the language."""
    numbered: bool
    """Whether lines are shown with their numbers."""
    first: int
    """The number of the first line."""
    steps: str
    """Lines to point at, one step after the other, as in `1|3-5`."""

    @property
    def terminal(self) -> bool:
        """Whether the block is a console transcript."""
        return self.language.lower() in TRANSCRIPTS


def render_code(
    code: str,
    classes: Sequence[str],
    attributes: Mapping[str, str],
    id: str = "",  # noqa: A002
) -> str:
    """The HTML of a code block. A line end at the end of the code is dropped.

    Classes and attributes mean what they mean in Pandoc (manual, "Extension:
    fenced_code_attributes"): the first class that names a language is the language,
    `numberLines` with `startFrom` numbers the lines. Of the attributes `title`, `filename` and
    `file` the first becomes `data-title`.
    """
    wish = _wish(classes, attributes)
    text = code.removesuffix("\n")
    first = wish.first if wish.numbered or wish.steps else None
    body = _terminal(text, first) if wish.terminal else _listing(text, wish.language, first)
    outer = render_attributes(_outer(wish, attributes, id))
    pre = render_attributes(_pre(wish))
    return f"<div{outer}><pre{pre}><code{render_attributes(_code(wish))}>{body}</code></pre></div>"


def _wish(classes: Sequence[str], attributes: Mapping[str, str]) -> _Wish:
    language = language_of(classes)
    others = list(classes)
    if language:
        others.remove(language)
    steps = next((attributes[key] for key in _STEPS if key in attributes), "false")
    numbered = not _NUMBERED.isdisjoint(classes) or steps.lower() in {"", "true"}
    steps = "" if steps.lower() in {"", "true", "false"} else steps
    return _Wish(language, tuple(others), numbered, _first_line(attributes), steps)


def _first_line(attributes: Mapping[str, str]) -> int:
    start = attributes.get("startFrom", attributes.get("start-from", "1"))
    return int(start) if re.fullmatch(r"-?[0-9]{1,9}", start) else 1


def _outer(wish: _Wish, attributes: Mapping[str, str], name: str) -> Iterator[tuple[str, str]]:
    """The attributes of the division: all that have no place of their own."""
    title = next((key for key in _TITLES if attributes.get(key)), "title")
    yield "class", "sourceCode terminal" if wish.terminal else "sourceCode"
    if name:
        yield "id", name
    if attributes.get(title):
        yield "data-title", attributes[title]
    taken = {title, "id", "class", "data-title", *_STEPS}
    yield from ((html_name(key), value) for key, value in attributes.items() if key not in taken)


def _pre(wish: _Wish) -> Iterator[tuple[str, str]]:
    numbered = ("numberSource",) if wish.numbered else ()
    names = (*_language_classes(wish), *numbered, *wish.classes)
    if names:
        yield "class", " ".join(dict.fromkeys(names))


def _code(wish: _Wish) -> Iterator[tuple[str, str]]:
    if wish.language:
        yield "class", " ".join(_language_classes(wish))
    if wish.steps:
        yield "data-line-numbers", wish.steps
    if wish.numbered and wish.first != 1:
        yield "style", f"counter-reset: line {wish.first - 1}"


def _language_classes(wish: _Wish) -> tuple[str, ...]:
    if not wish.language:
        return ()
    console = ("console",) if wish.terminal else ()
    return tuple(dict.fromkeys(("sourceCode", *console, wish.language)))


@lru_cache(maxsize=512)
def _listing(text: str, language: str, first: int | None) -> str:
    """The HTML of code, its lines wrapped where they are counted from `first`."""
    found = highlight(text, language)
    if first is None:
        return html_of(found)
    return wrap_lines([html_of(line) for line in split_lines(found)], first)


@lru_cache(maxsize=512)
def _terminal(text: str, first: int | None) -> str:
    """The HTML of a transcript; lines are wrapped inside its steps."""
    return "".join(
        span("step", _step(step, None if first is None else first + step.line - 1))
        for step in parse_transcript(text)
    )


def _step(step: Step, first: int | None) -> str:
    """The HTML of a step: its prompts, commands and output side by side."""
    if first is None:
        return _parts_html(_parts(step))
    lines = _part_lines(_parts(step))
    end = "" if lines[-1] else "\n"
    return wrap_lines([_parts_html(line) for line in lines if line or not end], first) + end


_Part = tuple[str, list[Token]]
"""A CSS class of a transcript, such as `prompt`, and what wears it."""


def _parts(step: Step) -> Iterator[_Part]:
    """The parts of a step. A command is one part, or several where a prompt stands between."""
    prompts, script = step.prompts, step.script
    ended = step.command.endswith("\n")
    if len(prompts) == 1:
        commands = [list(highlight(script, step.language))]
    else:
        commands = split_lines(highlight(script, step.language))
    for number, (prompt, command) in enumerate(zip(prompts, commands, strict=True), 1):
        yield "prompt", [Token("", prompt)]
        yield "command", command
        if ended or number < len(prompts):
            yield "", [Token("", "\n")]
    yield "output", [Token("", step.output)]


def _part_lines(parts: Iterable[_Part]) -> list[list[_Part]]:
    """The parts of each line."""
    lines: list[list[_Part]] = [[]]
    for css, tokens in parts:
        for number, line in enumerate(split_lines(tokens)):
            if number:
                lines.append([])
            if line:
                lines[-1].append((css, line))
    return lines


def _parts_html(parts: Iterable[_Part]) -> str:
    return "".join(span(css, html_of(tokens)) for css, tokens in parts)


def highlight(text: str, language: str) -> tuple[Token, ...]:
    """The tokens of the text, which add up to it; one plain token where nothing can read it."""
    plain = (Token("", text),)
    lexer = lexer_of(language) if text and len(text) <= LONGEST_BLOCK else None
    if lexer is None:
        return plain
    try:
        found = tuple(_tokens(text, lexer))
    except Exception:  # a lexer that fails costs the colours, not the build
        return plain
    return found if "".join(token.text for token in found) == text else plain


def _tokens(text: str, lexer: "Lexer") -> Iterator[Token]:
    """What the lexer finds; it reads one line end more, for many need one to finish a line."""
    left = len(text)
    for _, kind, piece in lexer.get_tokens_unprocessed(text + "\n"):
        if piece[:left]:
            yield Token(_css(kind), piece[:left])
        left = max(0, left - len(piece))


@cache
def _css(kind: "_TokenType | None") -> str:
    """The class that Pygments' style sheets have for a token type or its nearest parent."""
    from pygments.token import STANDARD_TYPES, Whitespace

    while kind is not None and kind not in STANDARD_TYPES:
        kind = kind.parent
    return "" if kind is None or kind is Whitespace else STANDARD_TYPES[kind]
