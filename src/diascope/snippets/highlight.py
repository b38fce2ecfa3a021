"""Text in colours: what Pygments' lexers find in it, as tokens that add up to the text."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from diascope.snippets.languages import lexer_of
from diascope.snippets.lines import Styled

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

LONGEST_BLOCK = 12_000
LONGEST_LINE = 500
MOST_LINES = 1_000
"""Characters and lines of what is highlighted, more than any slide can show.

Some lexers need a time that grows with the square of a line's or a text's length.
"""


def highlight(text: str, language: str) -> tuple[Styled, ...]:
    """The tokens of the text, which add up to it, each in another colour than the one before.

    Where nothing can read the text it is one plain token.
    """
    plain = (Styled("", text),)
    lexer = lexer_of(language) if language and _is_short(text) else None
    if lexer is None:
        return plain
    try:
        found = tuple(_tokens(text, lexer))
    except Exception:  # a lexer that fails costs the colours, not the build
        return plain
    return found if "".join(token.text for token in found) == text else plain


def _is_short(text: str) -> bool:
    lines = text.split("\n")
    short = len(text) <= LONGEST_BLOCK and len(lines) <= MOST_LINES
    return short and max(map(len, lines)) <= LONGEST_LINE


def _tokens(text: str, lexer: "Lexer") -> Iterator[Styled]:
    """What the lexer finds; it reads one line end more, for many need one to finish a line."""
    left = len(text)
    found = lexer.get_tokens_unprocessed(text + "\n")
    pieces = [(_css(kind), piece) for _, kind, piece in found if piece]
    for css, same in groupby(pieces, key=itemgetter(0)):
        merged = "".join([piece for _, piece in same])[:left]
        if merged:
            yield Styled(css, merged)
        left -= len(merged)


@cache
def _css(kind: "_TokenType | None") -> str:
    """The class that Pygments' style sheets have for a token type or its nearest parent."""
    from pygments.token import STANDARD_TYPES, Whitespace

    while kind is not None and kind not in STANDARD_TYPES:
        kind = kind.parent
    return "" if kind is None or kind is Whitespace else STANDARD_TYPES[kind]
