"""Whether a program printed what a slide shows.

1. The texts are equal as they are;
2. or their lines are: as they are; with blanks made equal; with tokens of one kind made equal
   (`masks`); or by the wildcards and names on the slide (`wildcards`);
3. `align` finds which lines belong together;
4. names in angle brackets get their values in order, the first line that fits deciding. Where a
   later line has another value for one, lines are aligned anew with the value known.

Nothing is ever nearly equal: no score decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diascope.verify.align import Lines, Link, in_any_order, in_order
from diascope.verify.fits import Fitter, fitter
from diascope.verify.rules import Rules
from diascope.verify.wildcards import ANY_LINES

ROUNDS = 8
"""How often lines are aligned because of names; a line whose name has another value differs."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the slide and the printed lines that it stands for, or one of these alone."""

    shown: str | None
    """The line as the slide has it; None where it has none."""
    actual: tuple[str, ...]
    """The printed lines: one, or none; any number for `...`, and where the slide has none."""
    is_equal: bool
    """Whether both are equal; also for an empty line at the end that one of them lacks."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing."""

    pairs: tuple[Pair, ...]
    """All lines of both texts, each once; those of the slide in its order."""
    values: Mapping[str, str]
    """The values of names, those known before and those of this output."""
    rules: Rules
    """What held."""
    given: Mapping[str, str]
    """The values known before."""

    @property
    def is_equal(self) -> bool:
        """Whether the program printed what the slide shows."""
        return all(pair.is_equal for pair in self.pairs)


def compare(shown: str, actual: str, rules: Rules, values: Mapping[str, str]) -> Comparison:
    """The comparison of an output on a slide with what was printed; lines end in `\\n`.

    `values` are those that earlier steps gave to names.
    """
    ours, theirs = shown.split("\n") if shown else [], actual.split("\n") if actual else []
    if ours == theirs:
        pairs = tuple(Pair(line, (line,), True) for line in ours)
        return Comparison(pairs, values, rules, values)
    shown_end, actual_end = _end(ours), _end(theirs)
    texts = _Texts(ours[:shown_end], theirs[:actual_end], fitter(shown, rules))
    links, known = _settled(texts, rules, values)
    pairs = (
        *(_pair(link, texts, rules.unordered) for link in links),
        *(Pair(line, (), True) for line in ours[shown_end:]),
        *(Pair(None, (line,), True) for line in theirs[actual_end:]),
    )
    return Comparison(pairs, known, rules, values)


@dataclass(frozen=True, slots=True)
class _Texts:
    shown: Sequence[str]
    actual: Sequence[str]
    fitter: Fitter


def _settled(
    texts: _Texts, rules: Rules, values: Mapping[str, str]
) -> tuple[Sequence[Link], Mapping[str, str]]:
    """The links, and the values of names, of which no link needs another."""
    for _ in range(ROUNDS):
        links = _aligned(texts, rules, values)
        bound, found = _bound(texts, links, values)
        if len(bound) == len(links) or found == values:
            break
        values = found
    return bound, found


def _aligned(texts: _Texts, rules: Rules, values: Mapping[str, str]) -> tuple[Link, ...]:
    """The links when names without a value stand for any."""

    def fits(shown: int, actual: int) -> bool:
        return texts.fitter.fits(texts.shown[shown], texts.actual[actual], values) is not None

    gaps = {at for at, line in enumerate(texts.shown) if _is_gap(line)}
    lines = Lines(len(texts.shown), len(texts.actual), gaps, fits)
    return in_any_order(lines, _likely(texts)) if rules.unordered else in_order(lines)


def _likely(texts: _Texts) -> dict[int, int]:
    """The printed lines that are masked like one of the slide, each with another one."""
    places = dict[str, list[int]]()
    for at, line in enumerate(texts.shown):
        places.setdefault(texts.fitter.key(line), []).append(at)
    found = dict[int, int]()
    for at, line in enumerate(texts.actual):
        same = places.get(texts.fitter.key(line))
        if same:
            found[at] = same.pop(0)
    return found


def _bound(
    texts: _Texts, links: Sequence[Link], values: Mapping[str, str]
) -> tuple[list[Link], Mapping[str, str]]:
    """The links, those cut that give a name another value than those before; and all values."""
    bound, known = list[Link](), dict(values)
    for link in links:
        if link.shown is None or len(link.actual) != 1 or _is_gap(texts.shown[link.shown]):
            bound.append(link)
            continue
        found = texts.fitter.fits(texts.shown[link.shown], texts.actual[link.actual[0]], known)
        if found is None:
            bound += Link(link.shown, (), False), Link(None, link.actual, False)
        else:
            bound.append(link)
            known |= found
    return bound, known


def _is_gap(line: str) -> bool:
    """Whether a line of the slide stands for any lines."""
    return line.strip() in ANY_LINES


def _end(lines: list[str]) -> int:
    """The line after the last that is not empty."""
    return next((at for at in range(len(lines), 0, -1) if lines[at - 1].strip()), 0)


def _pair(link: Link, texts: _Texts, is_unordered: bool) -> Pair:
    """The pair of a link; in any order an empty line is no difference."""
    line = None if link.shown is None else texts.shown[link.shown]
    actual = tuple(texts.actual[at] for at in link.actual)
    is_empty = is_unordered and not (line or "".join(actual)).strip()
    return Pair(line, actual, link.is_equal or is_empty)
