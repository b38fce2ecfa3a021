"""Places: what is said of a deck is said where it stands, and blocks are found in their file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from generated_decks import write_decks
from harness import Site
from hypothesis import given, settings
from hypothesis import strategies as st

from diascope.cache.memory import Memory
from diascope.deck.model import Deck
from diascope.deck.read import read_deck
from diascope.deck.walk import walk
from diascope.diagnostics import CODES, Place
from diascope.dialect.tokens import Token
from diascope.reading.disk import Disk
from diascope.reading.source import column_in_file

FENCES = ("```", "~~~")


def deck_of(text: str | bytes, folder: Path = Path("/nowhere")) -> Deck:
    """The deck that a text makes."""
    path = folder / "talk.md"
    content = text if isinstance(text, bytes) else text.encode()
    deck, _ = read_deck(path, Memory(), Disk({path: content}))
    assert deck
    return deck


def placed(deck: Deck, kind: str) -> Iterator[tuple[Token, Place]]:
    """The tokens of a kind with their places in the file."""
    for node in walk(deck):
        if node.token.type == kind:
            yield node.token, deck.sources.locate(node.token.place)


@pytest.mark.parametrize("key", ["theme: nigth", "permalink: ../up", "logo: no.svg", "toc: maybe"])
def test_metadata_in_extras_is_reported_there(site: Site, key: str) -> None:
    site.write(
        {
            "slides/t.md": "# A\n\ntext\n",
            "slides/t.extras.md": f"---\ndate: today\n{key}\n---\n\n# {{#a}}\n\nmore\n",
        }
    )
    (found,) = site.build().findings
    assert (found.path, found.line) == ("slides/t.extras.md", 3)


@pytest.mark.parametrize("text", ["[Docs]", "![](no.png)", "[x](no.pdf)", "$x_$", "{{ meta.no }}"])
def test_a_mistake_in_a_footnote_is_reported_at_the_note(site: Site, text: str) -> None:
    deck = f"# A\n\nSee[^n].\n\n# B\n\nwords\n\n[^n]: First\n    line.\n\n    And {text} here.\n"
    (found,) = site.deck(deck).findings
    assert (found.path, found.line) == ("slides/talk.md", 12)


def test_a_mistake_in_an_included_file_is_reported_there(site: Site) -> None:
    site.write({"slides/_part.md": "words\n\n- > [x](no.pdf)\n"})
    (found,) = site.deck('# A\n\n- one\n\n  ::: {include="_part.md"}\n  :::\n').findings
    assert (found.path, found.line, found.column) == ("slides/_part.md", 3, 5)


def test_extras_of_another_deck_can_be_included(site: Site) -> None:
    site.write({"slides/o.md": "# O\n", "slides/o.extras.md": "# {#o}\n\nshared words\n"})
    outcome = site.deck('# A\n\n::: {include="o.extras.md"}\n:::\n')
    assert outcome.code == 0
    assert "shared words" in site.text()


def test_the_reference_tells_the_severity_that_is_reported(site: Site) -> None:
    found = site.deck("# A\n\n::: notes\nb\n").findings[0]
    assert (found.code, found.severity) == ("div-unclosed", CODES["div-unclosed"].severity)


DEEP = """% T

# One

- a

\t```sh
\tls\t-l
\t```

> - b
>
>   ~~~
>   cat
>   ~~~

::: box
1. c

    | d | e |
    |---|---|
    | 1 | $x$ |
:::

[^1]: Note

    ```
    in a note
    ```

See[^1].
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_code_is_found_in_its_bytes(end: str) -> None:
    content = DEEP.replace("\n", end).encode()
    deck = deck_of(content)
    found = []
    for _, place in placed(deck, "code_block"):
        start, stop = deck.source.byte_range(place)
        first = deck.source.line(place.begin)
        found.append((content[start:stop].decode(), first[place.column or 0 :]))
    assert found == [
        (f"\t```sh{end}\tls\t-l{end}\t```{end}", "```sh"),
        (f">   ~~~{end}>   cat{end}>   ~~~{end}", "~~~"),
        (f"    ```{end}    in a note{end}    ```{end}", "```"),
    ]


def test_inline_tokens_know_line_and_column() -> None:
    deck = deck_of(DEEP + "\n- > a [link](x)\n  > b **c** ![d](e)\n")
    places = {t.type: p for t, p in [*placed(deck, "link_open"), *placed(deck, "image")]}
    lines = deck.source.lines
    for kind, start in (("link_open", "[link]"), ("image", "![d]")):
        place = places[kind]
        assert lines[place.begin][place.column or 0 :].startswith(start)
    (_, math), *_ = placed(deck, "math_inline")
    assert lines[math.begin][math.column or 0 :].startswith("$x$")


def _check(deck: Deck) -> None:
    """Every block with marks of its own begins and ends where its place says."""
    for node in walk(deck):
        token, place = node.token, deck.sources.locate(node.token.place)
        if node.depth or token.type not in ("code_block", "heading_open") or not place.end:
            continue
        assert isinstance(place.origin, Path)
        source = deck.sources.files[place.origin]
        assert 0 <= place.begin < place.end <= len(source.lines)
        first, last = source.line(place.begin), source.line(place.end - 1)
        start = first[place.column or 0 :]
        if start.startswith(FENCES):
            assert last.lstrip(" \t>").startswith(start[:3])


BLOCKS = st.sampled_from(
    """# A|text|- item|  - inner|1. one|> quote|```sh|```|~~~|::: box|:::|\tcode|
|  ```|    ls|a | b|[^1]: note|    more""".split("|")
)


@settings(max_examples=200, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=16).map("\n".join).filter(str.strip))
def test_blocks_lie_where_their_places_say(text: str) -> None:
    _check(deck_of(text))


def test_so_do_those_of_whole_decks(tmp_path: Path) -> None:
    for path in write_decks(tmp_path):
        deck, _ = read_deck(path, Memory(), Disk())
        if deck:
            _check(deck)


@given(st.text("ab\t", max_size=12), st.integers(0, 12))
def test_columns_survive_tabs(line: str, at: int) -> None:
    at = min(at, len(line))
    assert column_in_file(line, len(line[:at].expandtabs(4))) == at
