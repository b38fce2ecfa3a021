"""Reading a deck piece by piece gives what reading it whole gives, and any text can be read."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from diascope.cache.memory import Memory
from diascope.parse.block import Block
from diascope.parse.context import share
from diascope.parse.cut import cut
from diascope.parse.piece import Piece
from diascope.parse.resolve import resolve
from diascope.parse.survey import FileText, Survey, read_piece, survey

LINES = """
# a|## b {.c}|d|===|---|***|- e|  - f|1. g|> h|```|~~~|    i|::: j|:::|<div>|</div>|<p>|</p>|<!--
-->|- a <!--|<section>|  </section>|: k|x: y|...|\\begin{l}|\\end{l}|[^1]|[^1]: m
[n]|[n]: o|-- --|p  q|| r
| s | t ||---|---||*u|`v|$w|<hr>|<script>|</script>|(@) x|(@y) z|# a|[a]||||
""".replace("\n", "|").split("|")
"""Lines that begin, go on or end something."""
TEXTS = st.lists(st.sampled_from(LINES), max_size=24).map("\n".join)


def outcome(read: Survey) -> list[object]:
    """Everything that comes of the blocks of a text."""
    shared, numberings = share([read], {})
    told = list[object]()
    resolved = resolve(read.reads, numberings[0], shared, Memory())
    for piece, found in zip(read.pieces, resolved, strict=True):
        told += [(b.kind, *_lines(b, piece.line), _told(b.tokens)) for b in found.blocks]
        assert all(sum(token.nesting for token in b.tokens) == 0 for b in found.blocks)
    return told


def _lines(block: Block, first: int) -> tuple[int, int]:
    return first + block.place.begin, first + block.place.end


def _told(tokens: object) -> str:
    """Tokens without their lines, which count from the beginning of the piece."""
    if isinstance(tokens, tuple | list):
        return " ".join(map(_told, tokens))
    kept = ("type", "tag", "nesting", "attrs", "content", "info", "hidden", "children", "meta")
    told = [getattr(tokens, name, None) for name in kept]
    inner = [_told(part) for part in told if isinstance(part, tuple | list)]
    return str([part for part in told if not isinstance(part, tuple | list | dict)] + inner)


@given(TEXTS)
@settings(max_examples=270, deadline=None)
def test_pieces_read_as_the_whole_does(text: str) -> None:
    lines = text.split("\n")
    whole = Survey((Piece(text, 0),), (read_piece(text),))
    assert outcome(survey(FileText(lines), Memory())) == outcome(whole)


@given(st.text(max_size=200) | TEXTS)
@settings(max_examples=270, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    outcome(survey(FileText(text.split("\n")), Memory()))


@given(TEXTS)
def test_pieces_hold_every_line_once(text: str) -> None:
    lines = text.split("\n")
    pieces = cut(lines)
    assert "\n".join(piece.text for piece in pieces) == text
    assert all(b.line == a.line + a.text.count("\n") + 1 for a, b in pairwise(pieces))
