"""The HTML of code blocks.

A block is a division around a ``pre`` whose text is the code and nothing else: titles and line
numbers are attributes that style sheets draw, and the copy button is added in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from diascope.cache.kept import CODE
from diascope.dialect.attributes import html_name, render_attributes
from diascope.patterns import lazy_pattern
from diascope.snippets.highlight import highlight
from diascope.snippets.languages import SHELLS, TRANSCRIPTS, language_of
from diascope.snippets.lines import html_of, split_lines, with_tab_stops, wrap_lines

if TYPE_CHECKING:
    from diascope.snippets.prompts import Interpreter

_PROMPT = lazy_pattern(r"\s*[^\n]{0,200}?[$#%>❯➜:]")
"""A first line that may begin with a prompt."""
_NUMBERED = frozenset({"numberLines", "number-lines", "lineNumbers"})
_TITLES = ("title", "filename", "file")
_STEPS = (
    "code-line-numbers",
    "data-line-numbers",
    "data-code-line-numbers",
    "highlight-lines",
    "line-numbers",
)
_NOT_SHOWN = frozenset("prompt session exit retry timeout requires".split())
"""Attributes that say how a block is read or run, and are nothing to the page."""


class _Wish(NamedTuple):
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

    terminal: bool
    """Whether the block is a console transcript."""
    stepwise: bool
    """Whether its commands and outputs appear one after the other."""


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
    text = code.removesuffix("\n")
    interpreters = _interpreters(text, classes, attributes)
    wish = _wish(classes, attributes, interpreters != ())
    first = wish.first if wish.numbered or wish.steps else None
    if wish.terminal:
        html = _terminal(text, first, interpreters, wish.stepwise)
    else:
        html = _listing(text, wish.language, first)
    body = with_tab_stops(html)
    outer = render_attributes(_outer(wish, attributes, id))
    pre = render_attributes(_pre(wish))
    return f"<div{outer}><pre{pre}><code{render_attributes(_code(wish))}>{body}</code></pre></div>"


def _wish(classes: Sequence[str], attributes: Mapping[str, str], terminal: bool) -> _Wish:
    language = language_of(classes)
    others = list(classes)
    if language:
        others.remove(language)
    steps = next((attributes[key] for key in _STEPS if key in attributes), "false")
    numbered = not _NUMBERED.isdisjoint(classes) or steps.lower() in {"", "true"}
    steps = "" if steps.lower() in {"", "true", "false"} else steps
    stepwise = terminal and "steps" in others
    return _Wish(
        language, tuple(others), numbered, _first_line(attributes), steps, terminal, stepwise
    )


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
    taken = {title, "id", "class", "data-title", *_STEPS, *_NOT_SHOWN}
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


def _terminal(
    text: str, first: int | None, interpreters: tuple[Interpreter, ...] | None, stepwise: bool
) -> str:
    """The HTML of a transcript."""
    from diascope.snippets.terminal import terminal_html

    return terminal_html(text, first, interpreters, stepwise)


def _interpreters(
    code: str, classes: Sequence[str], attributes: Mapping[str, str]
) -> tuple[Interpreter, ...] | None:
    """Whose prompts count, as `interpreters_of` says; most code has no sign of a prompt."""
    language = language_of(classes).lower()
    is_shell = language in SHELLS and _PROMPT.match(code)
    if not is_shell and language not in TRANSCRIPTS and "prompt" not in attributes:
        return ()
    from diascope.snippets.transcripts import interpreters_of

    return interpreters_of(code, classes, attributes)


@lru_cache(maxsize=512)
@CODE.keeps
def _listing(text: str, language: str, first: int | None) -> str:
    """The HTML of code, its lines wrapped where they are counted from `first`."""
    found = highlight(text, language)
    if first is None:
        return html_of(found)
    return wrap_lines([html_of(line) for line in split_lines(found)], first)
