"""Whether one line of a slide fits one that was printed, and which values its names get."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from diascope.verify.masks import SPECIAL, Masked, is_equal, masked, padded
from diascope.verify.rules import Rules
from diascope.verify.wildcards import (
    RESERVED,
    Binding,
    Element,
    closed_names,
    elements,
    fit,
    marked,
    single_blanks,
)


@dataclass(frozen=True, slots=True)
class Fitter:
    """What compares lines with those of one output on a slide; it masks every line once."""

    fits: Callable[[str, str, Mapping[str, str]], Mapping[str, str] | None]
    """From a line of the slide, a printed line and known values to new values; None: no fit."""
    key: Callable[[str], str]
    """A line with its tokens masked; lines that fit each other without wildcards have one key."""


def fitter(shown: str, rules: Rules) -> Fitter:
    """The functions for an output on a slide.

    A line without wildcards is masked for all kinds. One with wildcards is cut where they stand,
    and the printed line is masked only for those kinds that its parts have.
    """
    text_names = RESERVED | closed_names(shown)

    @cache
    def whole(line: str) -> Masked:
        found = Masked(line) if SPECIAL.search(line) else masked(Masked(line), rules)
        return Masked(padded(found.text), found.tokens)

    @cache
    def parts(line: str) -> tuple[tuple[Element, ...], frozenset[str]]:
        found = marked(line, text_names)
        wanted = elements(masked(found, rules)) if found.tokens else ()
        return wanted, frozenset(SPECIAL.findall("".join(part.text for part in wanted)))

    @cache
    def partly(line: str, signs: frozenset[str]) -> Masked:
        is_usual = signs and not SPECIAL.search(line)
        return single_blanks(masked(Masked(line), rules, signs) if is_usual else Masked(line))

    def fits(shown: str, actual: str, values: Mapping[str, str]) -> Mapping[str, str] | None:
        if shown == actual:
            return {}
        wanted, signs = parts(shown)
        if not wanted:
            return {} if is_equal(whole(shown), whole(actual), rules.folder) else None
        return fit(wanted, partly(actual, signs), Binding(values, rules))

    return Fitter(fits, lambda line: whole(line).text)
