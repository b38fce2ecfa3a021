"""Pieces of highlighted text in one colour each, the lines they make, and their HTML.

They lie side by side and never in one another, so one that runs over several lines, such as a
docstring, simply becomes one on each.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from diascope.dialect.html_escape import escape_html
from diascope.patterns import lazy_pattern
from diascope.reading.source import TAB

_PART = lazy_pattern(r"<[^>]*+>|&[^;]++;|[^<&\t\n]++|[\t\n]")


class Styled(NamedTuple):
    """A piece of text in one colour."""

    css: str
    """The CSS class; empty where the text is plain."""
    text: str
    """The text, which may hold line ends."""


def split_lines(tokens: Iterable[Styled]) -> list[list[Styled]]:
    """The tokens of each line, without the line ends; one line at least."""
    lines: list[list[Styled]] = [[]]
    for css, text in tokens:
        first, *others = text.split("\n")
        lines[-1] += [Styled(css, first)] if first else []
        lines += [[Styled(css, other)] if other else [] for other in others]
    return lines


def html_of(tokens: Iterable[Styled]) -> str:
    """The tokens as HTML, each an element; plain ones are text alone."""
    return "".join([span(css, escape_html(text, quotes=False)) for css, text in tokens])


def wrap_lines(lines: Sequence[str], first: int) -> str:
    """The HTML of each line in an element that has its number."""
    return "\n".join(
        f'<span class="line" data-line="{number}">{line}</span>'
        for number, line in enumerate(lines, first)
    )


def span(css: str, html: str) -> str:
    """The HTML in an element with the class; without one, as it is."""
    return f'<span class="{css}">{html}</span>' if css and html else html


def with_tab_stops(html: str) -> str:
    """The HTML of code with each tab as an element that holds spaces up to the next tab stop.

    Pandoc shows tabs so (manual, "--tab-stop"); scripts copy a tab for such an element.
    """
    if "\t" not in html:
        return html
    out, column = list[str](), 0
    for part in _PART.findall(html):
        if part == "\t":
            width = TAB - column % TAB
            out.append(f'<span class="tab">{" " * width}</span>')
            column += width
            continue
        out.append(part)
        if part == "\n":
            column = 0
        elif part[0] != "<":
            column += 1 if part[0] == "&" else len(part)
    return "".join(out)
