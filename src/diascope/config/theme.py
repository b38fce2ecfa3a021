"""The built-in theme: where its templates and its static files are on this machine.

A wheel carries them in `_theme` beside this module; in a checkout they lie at its root, where
whoever restyles the theme looks for them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from diascope.reading.disk import Disk

PACKAGE = Path(__file__).parent.parent
CHECKOUT = PACKAGE.parent.parent


def builtin_templates() -> Path:
    """Return the folder of the built-in theme's Jinja templates."""
    return _theme() / "templates"


def builtin_static() -> Path:
    """Return the folder of the built-in theme's CSS, JavaScript and vendored browser libraries."""
    return _theme() / "static"


@cache
def _theme() -> Path:
    packed = PACKAGE / "_theme"
    return packed if Disk().is_dir(packed) else CHECKOUT
