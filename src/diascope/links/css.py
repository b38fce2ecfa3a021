"""The addresses in CSS: `url(…)` and `@import "…"`; those in comments and strings do not count."""

from __future__ import annotations

import re
from collections.abc import Callable

from diascope.patterns import lazy_pattern

_QUOTE = r"[\"']|&quot;|&apos;|&\#(?:34|39|x27|x22);"
"""What begins and ends a string, in a `style` attribute also as a character reference."""
_ADDRESS = lazy_pattern(
    rf"""/\*[\s\S]*?(?:\*/|\Z)
      | (?<![\w-])url\(\s*(?:(?P<quote>{_QUOTE})(?P<quoted>(?:(?!(?P=quote))[^\n])*)(?P=quote)?
                            | (?P<bare>[^\s"'()&][^\s"'()]*))
      | @import\s+(?P<mark>{_QUOTE})(?P<imported>(?:(?!(?P=mark))[^\n])*)(?P=mark)?
      | "(?:[^"\\\n]|\\[\s\S])*+"? | '(?:[^'\\\n]|\\[\s\S])*+'?""",
    re.X | re.I,
)
_FORMS = ("quoted", "bare", "imported")


def with_css_urls(css: str, url_of: Callable[[str], str]) -> str:
    """CSS with its addresses replaced by URLs; all else stays as it is."""

    def replaced(match: re.Match[str]) -> str:
        form = next((form for form in _FORMS if match[form]), None)
        if form is None:
            return match[0]
        return (
            css[match.start() : match.start(form)]
            + url_of(match[form])
            + css[match.end(form) : match.end()]
        )

    return _ADDRESS.sub(replaced, css)
