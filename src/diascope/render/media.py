"""What an image's address and attributes make of it (Pandoc's HTML writer)."""

from __future__ import annotations

import posixpath
from typing import Literal

from diascope.dialect.attributes import Attributes, html_name
from diascope.patterns import lazy_pattern

_VIDEO = {".mp4", ".m4v", ".webm", ".ogv", ".mov", ".mkv", ".avi", ".mpg", ".mpeg", ".3gp", ".flv"}
_AUDIO = {".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".aac", ".opus", ".mid", ".midi"}
_EMBEDDED = {
    ".pdf", ".html", ".htm", ".xhtml", ".xml", ".txt", ".md", ".csv", ".log", ".json", ".css",
    ".js", ".mjs", ".ts", ".wasm", ".py", ".c", ".h", ".java", ".hs", ".sh", ".pl", ".php", ".sql",
    ".tex", ".bib", ".ps", ".eps", ".rtf", ".doc", ".docx", ".dot", ".xls", ".xlsx", ".ppt", ".odt",
    ".epub", ".swf", ".zip", ".tgz", ".ttf", ".woff", ".exe",
}  # fmt: skip
"""Endings of files that are no pictures: a page embeds them, as Pandoc's does."""
_LENGTH = lazy_pattern(r"\d+(?:\.\d+)?")


def media_kind(url: str) -> Literal["image", "video", "audio", "embed"]:
    """The element that shows what is at a URL, by the end of its name."""
    end = posixpath.splitext(url.partition("?")[0].partition("#")[0])[1].lower()
    if end in _VIDEO:
        return "video"
    if end in _AUDIO:
        return "audio"
    return "embed" if end in _EMBEDDED else "image"


def with_column_width(attributes: Attributes) -> Attributes:
    """A column's `width` as a style (Pandoc's HTML writer)."""
    if "column" not in attributes.classes or not attributes.get("width"):
        return attributes
    pairs = [pair for pair in attributes.pairs if pair[0] != "width"]
    width = ("style", f"width:{attributes.get('width')};")
    return Attributes(attributes.id, attributes.classes, (*pairs, width))


def sized(given: Attributes, own: tuple[int, int] | None) -> dict[str, str]:
    """Attributes of an image: pixel sizes stay attributes, other lengths become a style."""
    found = Attributes(given.id, given.classes).html()
    styles = list[str]()
    for key, value in given.pairs:
        if key not in ("width", "height"):
            found[html_name(key)] = value
        elif _LENGTH.fullmatch(value.removesuffix("px")):
            found[key] = value.removesuffix("px")
        else:
            styles.append(f"{key}:{value}")
    if styles:
        found["style"] = ";".join([*styles, *([found["style"]] if "style" in found else [])])
    has_size = styles or "width" in found or "height" in found
    if own and not has_size:
        found["width"], found["height"] = str(own[0]), str(own[1])
    return found
