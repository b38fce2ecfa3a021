"""Decks told in lines, slide by slide: from our pages, and from those that pandoc makes.

slide #here state=quiet
  h2 A heading
  ul
    li with <em>emphasis</em> and a note<note>Below.</note>
    li
      p A paragraph↵of two lines
  table .wide widths=0.25, 0.5
    caption What things cost
    head Thing | →Price
    body Tea | →2 (2 rows)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset(
    """aside blockquote caption center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr
    li ol p pre section summary table tbody td tfoot th thead tr ul video audio iframe""".split()
)
_HIDDEN = frozenset("colgroup button script style svg".split())
_VOID = frozenset("br embed wbr".split())
_OPENED = frozenset("thead tbody tfoot".split())
_ADDED = re.compile(
    r"slide|level\d|layout-[a-z-]+|on-picture|pictures|opaque|title-slide|sourceCode|header|odd|even"
    r"|body|heading"
)
"""Classes that those who write HTML add."""
_ELSEWHERE = frozenset(
    "id class href src data-src title alt role aria-hidden rowspan colspan loading".split()
)
"""Attributes that are told in another way, or that a text has no say in."""
_ARROWS = {"left;": "←", "right;": "→", "center;": "↔"}


@dataclass(frozen=True, slots=True)
class Told:
    """A text, or an element and what is in it."""

    words: str
    """The text, or the element's name and attributes."""
    inside: tuple[Told, ...] | None = None
    """What is in an element."""

    def lines(self, indent: str = "") -> Iterator[str]:
        """A line for each; a text by itself goes on the line of its element."""
        inside = self.inside or ()
        if len(inside) == 1 and inside[0].inside is None:
            yield f"{indent}{self.words} {inside[0].words}"
            return
        yield indent + self.words
        for told in inside:
            yield from told.lines(indent + "  ")


def outline(html: str) -> str:
    """The outline of slides."""
    page = LexborHTMLParser(html)
    slides = _slides(page.body) if page.body else ()
    return "\n".join(line for slide in slides for line in _told("slide", slide).lines())


def _slides(node: LexborNode) -> Iterator[LexborNode]:
    """The sections that are no stacks, outermost first."""
    for section in node.iter():
        if section.tag == "section" and "footnotes" not in _classes(section):
            is_stack = {child.tag for child in section.iter()} == {"section"}
            yield from _slides(section) if is_stack else [section]


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _told(name: str, node: LexborNode) -> Told:
    return Told(_named(name, node), tuple(_inside(node)))


def _named(name: str, node: LexborNode) -> str:
    """A name with an element's address, title and attributes."""
    found = node.attributes
    address = found.get("href") or found.get("src") or found.get("data-src")
    title = found.get("title")
    return " ".join(filter(None, [name, address, title and f'"{title}"', *_attributes(node)]))


def _attributes(node: LexborNode) -> list[str]:
    """What counts of an element's other attributes; its style stands last."""
    found = {key: value or "" for key, value in node.attributes.items()}
    words = [f"#{found['id']}"] if found.get("id") else []
    words += [f".{name}" for name in _classes(node) if not _ADDED.fullmatch(name)]
    for key, value in sorted(found.items(), key=lambda pair: pair[0] == "style"):
        is_usual = key in ("start", "type") and value == "1"
        if key not in _ELSEWHERE and not is_usual:
            given = f"{key.removeprefix('data-')}={value.replace('.0%', '%')}"
            words.append(given.removesuffix("="))
    return words


def _inside(node: LexborNode) -> Iterator[Told]:
    """What an element holds: its text, and its blocks."""
    text = ""
    for child in node.iter(include_text=True):
        if child.tag not in _BLOCKS:
            text += _inline(child)
            continue
        yield from _text(text)
        text = ""
        yield from _block(child)
    yield from _text(text)


def _text(text: str) -> list[Told]:
    """A text, if there is any."""
    words = text.replace("<br> ", "<br>").strip(" ")
    return [Told(words)] if words else []


def _block(node: LexborNode) -> Iterator[Told]:
    tag, classes = node.tag or "", _classes(node)
    if tag == "pre":
        yield _code(node)
    elif tag == "tr":
        yield _row(node)
    elif tag in _OPENED or (tag == "div" and not _attributes(node)) or "sourceCode" in classes:
        yield from _inside(node)
    elif _is_slides_heading(node):
        yield Told(tag, tuple(_inside(node)))
    elif "footnotes" not in classes:
        yield _told(tag, node)


def _is_slides_heading(node: LexborNode) -> bool:
    """Whether it begins a slide; pandoc gives it the attributes of the slide again."""
    section = node.parent if re.fullmatch(r"h\d", node.tag or "") else None
    return section is not None and section.tag == "section" and next(section.iter()) == node


def _code(node: LexborNode) -> Told:
    """Code; some of its attributes may be those of a div around it."""
    around = [node.parent] if node.parent and "sourceCode" in _classes(node.parent) else []
    words = {word for one in (node, *around) for word in _attributes(one)}
    lines = node.text().rstrip("\n").split("\n")
    return Told(" ".join(["pre", *sorted(words)]), tuple(Told(f"| {line}", ()) for line in lines))


def _row(node: LexborNode) -> Told:
    """A row of a table, on one line where no cell holds blocks."""
    part = (node.parent.tag if node.parent else "") or ""
    name = {"thead": "head", "tfoot": "foot"}.get(part, "body")
    cells = [(_arrow(cell), tuple(_inside(cell)), _spans(cell)) for cell in node.iter()]
    if any(told.inside is not None for _, inside, _ in cells for told in inside):
        return Told(name, tuple(Told(f"cell {a}{s}".rstrip(), inside) for a, inside, s in cells))
    texts = [arrow + "".join(told.words for told in inside) + s for arrow, inside, s in cells]
    return Told(f"{name} {' | '.join(texts)}".rstrip(), ())


def _arrow(cell: LexborNode) -> str:
    """To which side a cell is aligned."""
    style = cell.attributes.get("style") or ""
    return _ARROWS.get(style.removeprefix("text-align: "), "")


def _spans(cell: LexborNode) -> str:
    """How many rows and columns a cell spans."""
    spans = [(cell.attributes.get(f"{kind}span"), f"{kind}s") for kind in ("row", "col")]
    told = ", ".join(f"{number} {kind}" for number, kind in spans if number)
    return f" ({told})" if told else ""


def _inline(node: LexborNode) -> str:
    tag = node.tag or ""
    is_element = tag[:1].isalpha()
    classes = _classes(node) if is_element else []
    if tag == "-text":
        return (node.text_content or "").replace("\N{NO-BREAK SPACE}", "⎵").replace("\n", " ")
    if tag in _HIDDEN or "footnote-back" in classes:
        return ""
    if not is_element:
        return (node.html or "").replace("\n", "↵")
    if "footnote-ref" in classes:
        return f"<note>{_note(node)}</note>"
    if tag == "input":
        return "☒ " if "checked" in node.attributes else "☐ "
    if "math" in classes:
        tex = _tex(node)
        return f"<{'-'.join(classes)}>{tex}</{'-'.join(classes)}>"
    return _element(tag, node)


def _tex(node: LexborNode) -> str:
    """The TeX that KaTeX has set, or that stands between signs: pandoc's are of two characters."""
    text = node.text()
    between = text[2:-2] if text[:2] in ("$$", "\\(", "\\[") else text[1:-1]
    return node.attributes.get("data-formula") or between


def _note(node: LexborNode) -> str:
    """The text of the footnote that an element refers to."""
    name = (node.attributes.get("href") or "").removeprefix("#/")
    note = node.parser.css_first(f'li[id="{name}"]')
    inside = tuple(_inside(note)) if note else ()
    lines = [line.strip() for told in inside for line in told.lines()]
    return lines[0].removeprefix("p ") if len(lines) == 1 else " / ".join(lines)


def _element(tag: str, node: LexborNode) -> str:
    """An inline element; an image holds its description."""
    opening = f"<{_named(tag, node)}>"
    if tag in _VOID:
        return opening
    inside = node.attributes.get("alt") or "".join(map(_inline, node.iter(include_text=True)))
    return f"{opening}{inside}</{tag}>"
