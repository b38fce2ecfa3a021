"""Tables told in a few words, from our tokens and from Pandoc's reading of the same text.

table #prices .wide
columns left 0.25, right 0.5, -
caption What things cost
head Thing | Price | Since
body Tea | 2 (2 rows) | BulletList 1990 2000
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from diascope.dialect import reader
from diascope.dialect.blocks import BlockParser, BlockState, Reading
from diascope.dialect.definitions import Note, Target
from diascope.dialect.inlines import plain_text, read_inlines

PANDOC_FORMAT = (
    "markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote"
)
NAMES = {
    "paragraph_open": "Para",
    "bullet_list_open": "BulletList",
    "ordered_list_open": "OrderedList",
    "blockquote_open": "BlockQuote",
    "div_open": "Div",
    "heading_open": "Header",
    "code_block": "CodeBlock",
    "table_open": "Table",
    "dl_open": "DefinitionList",
    "hr": "HorizontalRule",
    "line_block_open": "LineBlock",
}
CONTAINERS = ("Div", "BlockQuote", "BulletList", "OrderedList", "DefinitionList")
PARTS = {"thead_open": "head", "tbody_open": "body", "tfoot_open": "foot"}


class Nothing:
    """A deck without definitions."""

    def link(self, label: str) -> Target | None:
        """None of this label."""

    def note(self, label: str) -> Note | None:
        """None of this label."""

    def example(self, label: str) -> int | None:
        """None of this label."""

    def variable(self, name: str) -> str | None:
        """None of this name."""


@dataclass(slots=True)
class Block:
    """A block with what is in it, whoever has read it."""

    name: str
    text: str = ""
    inside: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def read(text: str) -> tuple[list[Token], Reading]:
    """The tokens of a text, and what was noted about it."""
    reading = Reading()
    md = reader()
    assert isinstance(md.block, BlockParser)
    state = BlockState(text.split("\n"), md, reading)
    md.block.read(state)
    return state.tokens, reading


def ours(text: str) -> str:
    """The outline of what our rules read."""
    return outline(_blocks(iter(read(text)[0])))


def pandocs(text: str) -> str:
    """The outline of what Pandoc reads."""
    command = ["pandoc", "-f", PANDOC_FORMAT, "-t", "json"]
    made = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return outline(map(_pandoc_block, json.loads(made.stdout)["blocks"]))


def outline(blocks: Iterable[Block], indent: str = "") -> str:
    """A line for each block, its text after its name; what containers hold is indented."""
    lines = list[str]()
    for block in blocks:
        if block.name in CONTAINERS:
            lines += [indent + block.name, outline(block.inside, indent + "  ")]
        elif block.name == "Table":
            lines += [indent + line for line in block.lines]
        else:
            lines.append(f"{indent}{block.name} {block.text}".rstrip())
    return "\n".join(filter(None, lines))


def _spaced(text: str) -> str:
    """Text with all space alike."""
    return " ".join(text.split())


def _words(markdown: str) -> str:
    """The words of a text less its markup."""
    return _spaced(plain_text(read_inlines(markdown, reader(), Nothing(), 0)[0]))


def _cell(blocks: Sequence[Block], rows: int, columns: int) -> str:
    if len(blocks) == 1 and blocks[0].name == "Plain":
        told = blocks[0].text
    else:
        told = "; ".join(f"{block.name} {_all_text(block)}".rstrip() for block in blocks)
    spans = [f"{n} {unit}" for n, unit in ((rows, "rows"), (columns, "columns")) if n > 1]
    return f"{told} ({', '.join(spans)})" if spans else told


def _all_text(block: Block) -> str:
    return " ".join(filter(None, [block.text, *map(_all_text, block.inside)]))


def _table_lines(
    attributes: tuple[str, Sequence[str], Iterable[tuple[str, str]]],
    columns: Iterable[tuple[str, float]],
    caption: str,
    rows: Iterable[tuple[str, Sequence[str]]],
) -> list[str]:
    name, classes, pairs = attributes
    words = [f"#{name}"] if name else []
    words += [*(f".{c}" for c in classes), *(f"{key}={value}" for key, value in pairs)]
    told = (f"{align or '-'} {width:.5f}" if width else align or "-" for align, width in columns)
    lines = [" ".join(["table", *words]), f"columns {', '.join(told)}"]
    lines += [f"caption {caption}"] if caption else []
    return lines + [f"{part} {' | '.join(cells)}".rstrip() for part, cells in rows]


def _blocks(tokens: Iterator[Token]) -> list[Block]:
    """The blocks up to the closing token of what they are in."""
    found = list[Block]()
    for token in tokens:
        if token.nesting < 0:
            break
        if token.type == "inline":
            found.append(Block("Plain", _words(token.content)))
        elif token.type == "table_open":
            found.append(Block("Table", lines=_our_table(token, tokens)))
        elif token.nesting == 0 and token.type != "metadata":
            found.append(Block(NAMES[token.type], _spaced(token.content)))
        elif token.nesting == 1:
            found += _our_block(token, _blocks(tokens))
    return found


def _our_block(token: Token, inside: list[Block]) -> list[Block]:
    if token.type in ("paragraph_open", "heading_open", "line_block_open"):
        name = "Plain" if token.hidden else NAMES[token.type]
        return [Block(name, block.text) for block in inside]
    return [Block(NAMES[token.type], inside=inside)] if token.type in NAMES else inside


def _our_table(opening: Token, tokens: Iterator[Token]) -> list[str]:
    caption, part = "", ""
    rows, styles = list[tuple[str, list[str]]](), list[list[str]]()
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "caption_open":
            caption = _blocks(tokens)[0].text
        elif token.type == "tr_open":
            rows.append((part, []))
            styles.append([])
        elif token.type in ("th_open", "td_open"):
            spans = [int(token.attrs.get(name, 1)) for name in ("rowspan", "colspan")]
            styles[-1].append(str(token.attrs.get("style", "")))
            rows[-1][1].append(_cell(_blocks(tokens), *spans))
        part = PARTS.get(token.type, part)
    attributes, widths = opening.meta["attributes"], opening.meta["widths"]
    # a row that no span disturbs tells how columns are aligned
    whole = next((row for row in styles if len(row) == len(widths)), [""] * len(widths))
    aligned = [style.removeprefix("text-align: ").rstrip(";") for style in whole]
    named = (attributes.id, attributes.classes, attributes.pairs)
    return _table_lines(named, zip(aligned, widths, strict=True), caption, rows)


def _pandoc_block(node: dict[str, Any]) -> Block:
    name: str = node["t"]
    content: Any = node.get("c")
    if name == "Table":
        return Block(name, lines=_pandoc_table(*content))
    if name not in CONTAINERS:
        return Block(name, _spaced(_text(node)))
    items = content[1] if name in ("Div", "OrderedList") else content
    if name == "DefinitionList":
        items = [part for term, parts in items for part in ([_plain(term)], *parts)]
    if name in ("BulletList", "OrderedList", "DefinitionList"):
        items = [block for item in items for block in item]
    return Block(name, inside=list(map(_pandoc_block, items)))


def _plain(inlines: list[Any]) -> dict[str, Any]:
    return {"t": "Plain", "c": inlines}


def _text(node: Any) -> str:
    """All text of a node of Pandoc's, whatever it is."""
    if isinstance(node, list):
        return "".join(map(_text, node))
    if not isinstance(node, dict):
        return ""
    match node["t"]:
        case "Str":
            return str(node["c"])
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Code" | "Math" | "CodeBlock":
            return str(node["c"][1])
        case "RawInline" | "RawBlock":
            return ""
    return _text(node.get("c", ""))


def _pandoc_table(*parts: Any) -> list[str]:
    attributes, caption, columns, head, bodies, foot = parts
    sections = (("head", head[1]), ("body", bodies[0][3]), ("foot", foot[1]))
    rows = [
        (
            part,
            [_cell(list(map(_pandoc_block, c[4])), c[2], c[3]) for c in row[1]],
        )
        for part, section in sections
        for row in section
    ]
    aligned = [(a["t"][5:].lower().replace("default", ""), w.get("c", 0.0)) for a, w in columns]
    return _table_lines(attributes, aligned, _spaced(_text(caption[1])), rows)
