"""Metadata: what stands in a `%` block, or between the fences of a YAML block."""

from __future__ import annotations

from pathlib import Path

from diascope.diagnostics import Place
from diascope.metadata import check_title_block, deck_meta, merge, split_title_block
from diascope.metadata.keys import KNOWN
from diascope.metadata.yaml_block import parse_yaml_block
from diascope.reading.source import Source, Sources
from fuzz.target import Target, check_diagnostics, nested, within
from fuzz.texts import texts

FRAGMENTS = [
    *":-?,[]{}#&*!|>'\"%@`~= \t\n",
    *(
        "\n  ",
        "\n- ",
        "\n    - ",
        "- - ",
        "? ",
        ": ",
        "key: ",
        "\nkey: value",
        "a: &a b\n",
        "*a",
        "<<: ",
    ),
    *(
        "|\n  ",
        ">-\n  ",
        "|+2\n",
        "!!str ",
        "!!python/object:os.system ",
        "!<a> ",
        "%YAML 1.2\n",
        "---\n",
    ),
    *(
        "...\n",
        "null",
        "~",
        "true",
        "No",
        "0x1f",
        "1e999",
        ".nan",
        "-.inf",
        "2024-01-01",
        "12:30:45",
    ),
    *('"\\u0041"', '"\\x4', "'it''s'", "[a, b]", "{a: b}", "[a", "{a: ", "# c\n", "title: a\n"),
    *(
        "\ntitle: ",
        "\nauthor:\n- ",
        "\nreveal:\n  ",
        "\nduration: ",
        "\ndate: ",
        "\ntoc: ",
        "\ntime: ",
    ),
    *("% Title\n", "% A; B\n", "%\n", "  more\n", "% D\n", "^[a]", "\\;", "9" * 400, "*a*", "<b>"),
    *(f"\n{key}: " for key in sorted(KNOWN)),
]
_PATH = Path("talk.md").absolute()


def check(text: str) -> None:
    """Read a text as either block."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = raw.split("\n")
    sources = Sources({_PATH: Source(_PATH, raw)}, {})
    values, found = parse_yaml_block(raw, Place(_PATH, 0, 1), lines)
    meta, wrong = deck_meta(values or {})
    check_diagnostics(sources.all_located((*found, *wrong)), len(lines))
    assert meta == deck_meta(values or {})[0]
    if block := split_title_block(lines, _PATH):
        assert 1 <= block.line_count <= len(lines)
        told = check_title_block(block, lines, _PATH)
        _, wrong = deck_meta(merge(block.values(), values or {}))
        check_diagnostics(sources.all_located((*told, *wrong)), len(lines))


TARGET = Target(
    "metadata",
    texts(FRAGMENTS, "yaml*.md", "metadata-errors.md", "title-block.md", "authors.md", "merge.md"),
    check,
    {
        "keys": "aN: b\n",
        "keys unlike any": "titelN: b\n",
        "keys alike": "a: b\n",
        "items": "- a\n",
        "authors": within("author:\n", "- A\n", ""),
        "flow": within("a: [", "b, ", "]"),
        "flow without an end": within("a: ", "[", ""),
        "mappings in a line": within("a: ", "{b: ", ""),
        "mappings within": nested("{a: ", "b", "}"),
        "items within": within("", "- ", "a"),
        "anchors": "aN: &aN b\n",
        "aliases": within("a: &a b\n", "cN: *a\n", ""),
        "text": within("a: |\n", "  b\n", ""),
        "words": within("a: ", "b ", ""),
        "quotes": within("a: ", "'", ""),
        "escapes": within('a: "', "\\n", '"'),
        "comments": "# a\n",
        "reveal": within("reveal:\n", "  aN: 1\n", ""),
        "digits": within("a: ", "9", ""),
        "tags": "!a ",
        "bad keys": "a\n",
        "colons": "a: ",
        "% lines": "% a\n",
        "% authors": within("% T\n% ", "A; ", "\n"),
        "% lines that go on": within("% T\n", "  a\n", ""),
        "% notes": within("% ", "^[", "\n"),
    },
    "tests/cases/yaml-errors.md or tests/cases/title-block.md",
)
