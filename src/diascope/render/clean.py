"""HTML of a deck that is not trusted: what is harmless of it.

It is cleaned where it is finished, and not where it is read, so it does not matter by which way
something came into it: raw HTML, attributes in braces, addresses, metadata, formulas. A library
parses it as a browser does; `render.harmless` says what stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from diascope.config.html import ESCAPE, TRUST
from diascope.dialect.html_escape import escape_html
from diascope.render.harmless import ATTRIBUTES, EMPTIED, PREFIXES, SCHEMES, TAGS, kept

if TYPE_CHECKING:
    from nh3 import Cleaner


def cleaned(html: str, policy: str) -> str:
    """HTML of a deck as the policy allows it to stand in a page."""
    return html if policy == TRUST else _cleaner().clean(html)


def cleaned_raw(html: str, policy: str) -> str:
    """Raw HTML that stands beside slides; with `escape` it is shown as text."""
    return escape_html(html) if policy == ESCAPE else cleaned(html, policy)


def cleaned_attributes(element: str, attributes: Mapping[str, str], policy: str) -> dict[str, str]:
    """The attributes of an element that a template writes."""
    if policy == TRUST:
        return dict(attributes)
    known = {name: kept(element, name, value) for name, value in attributes.items() if _is(name)}
    return {name: value for name, value in known.items() if value is not None}


def _is(name: str) -> bool:
    """Whether an attribute is one of those that may stay."""
    return name in ATTRIBUTES or name.startswith(tuple(PREFIXES))


@cache
def _cleaner() -> Cleaner:
    """The library, which is loaded with the first deck that needs it."""
    from nh3 import Cleaner

    return Cleaner(
        tags=TAGS,
        clean_content_tags=EMPTIED,
        attributes={"*": ATTRIBUTES},
        generic_attribute_prefixes=PREFIXES,
        attribute_filter=kept,
        set_tag_attribute_values={"input": {"type": "checkbox"}, "button": {"type": "button"}},
        url_schemes=SCHEMES,
        link_rel=None,
    )
