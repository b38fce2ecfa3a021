"""Which links lead to documentation: those with the class `doc`, and those that look like it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from diascope.patterns import lazy_pattern

CLASS = "doc"
"""The class of links to documentation, in decks and on pages."""
NOT = "nodoc"
"""The class that keeps a link from being one."""
_HOSTS = lazy_pattern(
    r"""(?:^|\.)(?:docs?|documentation|devdocs|developer|developers|manpages?)\.
      | (?:^|\.)(?:readthedocs\.(?:io|org)|rfc-editor\.org|datatracker\.ietf\.org|man7\.org
        |docs\.rs|pkg\.go\.dev|cppreference\.com|learn\.microsoft\.com|ss64\.com)$""",
    re.X | re.I,
)
_PATH = lazy_pattern(r"/(?:docs?|documentation|manual|reference)(?:/|$)", re.I)
_WORDS = lazy_pattern(r"\b(?:docs|documentation)\b", re.I)


def is_documentation(url: str, words: str, classes: str) -> bool:
    """Whether a link is one, by its URL, its words and its classes (names with spaces between)."""
    given = classes.split()
    if CLASS in given or NOT in given:
        return CLASS in given
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme not in ("http", "https"):
        return False
    return bool(_HOSTS.search(host) or _PATH.match(parts.path) or _WORDS.search(words))
