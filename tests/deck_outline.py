"""Decks told in lines, slide by slide: from our pages, and from those that Pandoc makes.

slide #here data-state=quiet
  h2 A heading
  ul
    li with *emphasis*
    li
      p A paragraph
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from diascope.config import Config
from diascope.memory import Memory
from diascope.pipeline.decks import read_deck
from diascope.render.assets import Assets
from diascope.render.files import Place
from diascope.render.pages import deck_page
from diascope.render.slides import Press
from diascope.render.templates import Templates
from diascope.theme import builtin_static

PANDOC_FORMAT = (
    "markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote"
)
_PANDOC = ["pandoc", "-f", PANDOC_FORMAT, "-t", "revealjs", "--wrap=none"]
_PANDOC += ["--syntax-highlighting=none"]
_BLOCKS = frozenset(
    """aside blockquote caption center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr
    li ol p pre section summary table tbody td tfoot th thead tr ul video audio iframe""".split()
)
_SHOWN = frozenset(["columns", "column", "notes", "fragment", "task-list", "example", "line-block"])
_HIDDEN = frozenset(["colgroup", "button", "script", "style", "svg", "input", "embed"])
_MARKS = {"em": "*", "strong": "**", "code": "`", "del": "~~", "sup": "^", "sub": "~"}


def our_outline(text: str, folder: Path) -> str:
    """The outline of the deck that we make of this text; `folder` is there to work in."""
    path = folder / "deck.md"
    path.write_text(text, "utf-8")
    memory = Memory()
    deck, _ = read_deck(path, "deck.md", memory)
    if deck is None:
        return ""
    config = Config(folder)
    templates = Templates(config.templates, Assets([builtin_static()]))
    place = Place(folder, folder, "deck/index.html", {}, {"deck.md": folder})
    page = deck_page(deck, config, Press(place, templates, memory, deck.meta.incremental))
    return outline("".join(slide.html for slide in page.slides))


def pandocs_outline(text: str) -> str:
    """The outline of the deck that Pandoc makes of this text; `pandoc` must be on the PATH."""
    made = subprocess.run(_PANDOC, input=text, capture_output=True, text=True, check=True)
    return outline(made.stdout)


def outline(html: str) -> str:
    """The outline of slides."""
    lines = list[str]()
    for slide in LexborHTMLParser(html).css("section"):
        is_stack = any(inner != slide for inner in slide.css("section"))
        if not is_stack and "footnotes" not in _classes(slide):
            lines += [_named("slide", slide), *("  " + line for line in _lines(slide))]
    return "\n".join(lines)


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _named(name: str, node: LexborNode) -> str:
    """A name with what counts of an element's attributes."""
    attributes = {key: value or "" for key, value in node.attributes.items()}
    words = [name, f"#{attributes['id']}" if attributes.get("id") else ""]
    words += [f".{name}" for name in _classes(node) if name in _SHOWN]
    for key, value in sorted(attributes.items()):
        is_number = key in ("start", "type") and value != "1"
        is_shown = key == "data-state" or key.startswith("data-background")
        if is_number or (is_shown and name == "slide"):
            words.append(f"{key}={value}")
    return " ".join(filter(None, words))


def _lines(node: LexborNode) -> Iterator[str]:
    """The lines of what an element holds: its text, and its blocks below it.

    Text right in a div is a paragraph for us, and not always for Pandoc.
    """
    text, name = "", "p " if node.tag in ("div", "section") else ""
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        is_note = "footnotes" in _classes(child) or child.attributes.get("role") == "doc-endnotes"
        if tag in _HIDDEN or (tag.startswith("-") and tag != "-text") or is_note:
            continue
        if tag not in _BLOCKS:
            text += _inline(child)
            continue
        if text.strip():
            yield name + " ".join(text.split())
        text = ""
        yield from _block(child)
    if text.strip():
        yield name + " ".join(text.split())


def _block(node: LexborNode) -> Iterator[str]:
    tag = node.tag or ""
    if tag == "pre":
        yield "pre"
        yield from ("  | " + line.rstrip() for line in node.text().rstrip("\n").split("\n"))
    elif tag in ("thead", "tbody") or (tag == "div" and not set(_classes(node)) & _SHOWN):
        yield from _lines(node)
    else:
        name, inside = _named(tag, node), list(_lines(node))
        is_short = len(inside) == 1 and inside[0].split(" ")[0].split("#")[0] not in _BLOCKS
        yield f"{name} {inside[0]}" if is_short else name
        yield from () if is_short else ("  " + line for line in inside)


def _inline(node: LexborNode) -> str:
    tag = node.tag or ""
    if tag == "-text":
        return node.text_content or ""
    if "math" in _classes(node):
        return "$" + node.text().strip("$\\()[] ") + "$"
    if "footnote-ref" in _classes(node):
        return "[^]"
    if tag == "br":
        return " \\ "
    if tag == "img":
        source = node.attributes.get("src") or node.attributes.get("data-src") or ""
        return f"![{node.attributes.get('alt') or ''}]({Path(source).name})"
    inside = "".join(_inline(child) for child in node.iter(include_text=True))
    if tag == "a":
        return f"[{inside}]({node.attributes.get('href') or ''})"
    if "fragment" in _classes(node):
        return f"+{inside}+"
    return _MARKS.get(tag, "") + inside + _MARKS.get(tag, "")
