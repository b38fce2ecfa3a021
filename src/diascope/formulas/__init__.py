"""Formulas as text: what readers see before, or without, the script that typesets them."""

from __future__ import annotations

from diascope.formulas.plain import NotPlainError, plain
from diascope.html_escape import escape_html


def formula_html(tex: str, is_display: bool) -> str:
    """A formula as HTML text with italics, superscripts and subscripts.

    A formula that cannot be written in one line (fractions, roots, matrices) stays TeX, between
    its dollar signs, as Pandoc leaves it.
    """
    try:
        return plain(tex)
    except NotPlainError:
        signs = "$$" if is_display else "$"
        return signs + escape_html(tex, quotes=False) + signs
