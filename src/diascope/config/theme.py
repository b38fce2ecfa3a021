"""The built-in theme: where its templates and its static files are on this machine.

A wheel carries them in `_theme` beside this module; in a checkout they lie at its root, where
whoever restyles the theme looks for them.
"""

from __future__ import annotations

from pathlib import Path

from diascope.reading.surroundings import theme_folder

PACKAGE = Path(__file__).parent.parent


def builtin_templates() -> Path:
    """Return the folder of the built-in theme's Jinja templates."""
    return Path(theme_folder(), "templates")


def builtin_static() -> Path:
    """Return the folder of the built-in theme's CSS, JavaScript and vendored browser libraries."""
    return Path(theme_folder(), "static")
