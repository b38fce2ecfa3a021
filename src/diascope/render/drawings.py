"""SVG files as a part of the page, so that `currentColor` in them is the colour of the text."""

from __future__ import annotations

from diascope.dialect.attributes import BLEED, Attributes, render_attributes
from diascope.reading.picture import Picture
from diascope.render.media import sized

CLASS = "drawing"
"""The class of such a drawing."""


def drawn(picture: Picture, given: Attributes, words: str, prefix: str) -> str:
    """The element of a drawing with an image's attributes and description.

    `prefix` stands before every identifier in it, and is its own in the page.
    """
    assert picture.drawing
    attrs = {**picture.drawing.attributes, **sized(given, picture.size)}
    attrs["class"] = f"{attrs.get('class', '')} {CLASS}".strip()
    attrs["data-drawing"] = prefix
    if BLEED in given.classes:
        attrs["preserveAspectRatio"] = "xMidYMid slice"
    said = {"role": "img", "aria-label": words} if words else {"aria-hidden": "true"}
    content = picture.drawing.within(prefix)
    return f"<svg{render_attributes({**attrs, **said})}>{content}</svg>"
