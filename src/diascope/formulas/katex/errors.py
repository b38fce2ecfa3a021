"""How reading a formula ends early."""

from __future__ import annotations


class RefusedError(Exception):
    """KaTeX would not typeset the formula; says why, in a few words."""


class UnsureError(Exception):
    """What comes next cannot be told without KaTeX."""
