"""Formulas, typeset by KaTeX when the site is built.

1. `macros` tells what of a deck's TeX defines commands;
2. `labels` numbers the equations that have one;
3. `typeset` gives the HTML of a formula, made once for the same text and the same commands, and
   kept for later builds;
4. `engine` runs KaTeX, and is loaded with the first formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from diascope.cache.kept import FORMULAS
from diascope.formulas.labels import as_definitions, labels, references
from diascope.formulas.macros import LONGEST, defines, definitions

__all__ = [
    "Formula",
    "as_definitions",
    "defines",
    "definitions",
    "labels",
    "references",
    "typeset",
]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as a page shows it."""

    html: str = ""
    """KaTeX's HTML, MathML included; empty where there is none."""
    alttext: str = ""
    """The formula in plain characters."""
    mistake: str = ""
    """Why KaTeX refuses it, in one line, with the position that KaTeX tells."""
    engine_missing: str = ""
    """Why KaTeX could not be run."""


_KEPT = ("html", "alttext", "mistake")
_BETWEEN = "\0"
"""What stands between the fields that are kept; no formula has it."""


@lru_cache(maxsize=8192)
def typeset(tex: str, is_display: bool, macros: tuple[str, ...] = ()) -> Formula:
    """The formula as KaTeX sets it where these definitions count; no formula raises an error."""
    if len(tex) > LONGEST:
        return Formula(mistake=f"it has more than {LONGEST} characters")
    digest, found = FORMULAS.find((tex, is_display, _mark(macros)))
    parts = (found or "").split(_BETWEEN)
    if len(parts) == len(_KEPT):
        return Formula(*parts)
    made = _typeset(tex, is_display, macros)
    if not made.engine_missing:
        FORMULAS.add(digest, _BETWEEN.join(getattr(made, name) for name in _KEPT))
    return made


@lru_cache(maxsize=64)
def _mark(macros: tuple[str, ...]) -> str:
    """The digest of definitions: many of them are looked at once, and not by each formula."""
    return sha256(repr(macros).encode("utf-8", "surrogatepass")).hexdigest()


def _typeset(tex: str, is_display: bool, macros: tuple[str, ...]) -> Formula:
    from diascope.formulas.alttext import alttext, parted
    from diascope.formulas.engine import EngineMissingError, RefusedError, engine

    try:
        html, mathml = parted(engine().typeset(tex, is_display, macros))
        return Formula(html, alttext(mathml, tex, is_display))
    except EngineMissingError as error:
        return Formula(engine_missing=str(error))
    except RefusedError as error:
        return Formula(mistake=str(error))
