"""SVG files that become a part of the page, so that `currentColor` follows the scheme."""

from __future__ import annotations

import re

import pytest
from harness import Site
from hypothesis import given
from hypothesis import strategies as st

from diascope.reading.drawing import read_drawing
from diascope.reading.picture import is_opaque

ROOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6" {}>{}</svg>'
LINE = '<path id="a" stroke="currentColor" d="M0 0h8"/>'

STAYS = {
    "no colour of the page": '<path stroke="#000" d="M0 0h8"/>',
    "a script": LINE + "<script>alert(1)</script>",
    "a script in capitals": LINE + "<SCRIPT>alert(1)</SCRIPT>",
    "an element of HTML": LINE + '<embed src="x.html"/>',
    "a handler": LINE + '<rect onclick="alert(1)"/>',
    "HTML within": LINE + "<foreignObject><p>x</p></foreignObject>",
    "a link": LINE + '<a href="https://example.org/"><rect/></a>',
    "another file": LINE + '<image href="photo.png"/>',
    "a use of another file": LINE + '<use href="sprites.svg#a"/>',
    "another file in a style": LINE + '<rect style="fill: url(paint.svg#a)"/>',
    "an import": LINE + "<style>@import url(x.css);</style>",
    "an identifier in a style sheet": LINE + "<style>#a { fill: red }</style>",
    "an end of the style sheet": LINE + "<style>a { } &lt;/style&gt;</style>",
    "broken XML": LINE + "<g>",
}


@pytest.mark.parametrize("what", STAYS)
def test_a_drawing_that_would_do_more_stays_an_image(what: str) -> None:
    assert read_drawing(ROOT.format("", STAYS[what]).encode()) is None


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert read_drawing((bomb + ROOT.format("", LINE + "<text>&b;</text>")).encode()) is None


def test_identifiers_are_the_drawings_own() -> None:
    text = ROOT.format(
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="urn:i" i:x="1" width="9"',
        '<defs><linearGradient id="g"/></defs><style>.s { fill: url }</style>'
        f'{LINE}<use xlink:href="#a"/><rect fill="url(#g)" class="s"/><i:layer/>',
    )
    drawing = read_drawing(text.encode())
    assert drawing is not None
    assert dict(drawing.attributes) == {"viewBox": "0 0 8 6"}
    made = drawing.within("p-")
    assert set(re.findall(r'(?:id="|#)([\w-]+)', made)) == {"p-a", "p-g"}
    assert "[data-drawing='p-'] { .s { fill: url } }" in made
    assert "layer" not in made


def test_a_style_on_the_root_stays_and_effects_are_drawn() -> None:
    effect = '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>'
    drawing = read_drawing(ROOT.format('style="fill: currentColor"', effect).encode())
    assert drawing is not None
    assert drawing.attributes["style"] == "fill: currentColor"
    assert "<feGaussianBlur" in drawing.content


def test_the_same_drawing_twice_shares_no_identifier(site: Site) -> None:
    picture = "![Words](a.svg){.wide}\n\n"
    site.write({"slides/a.svg": ROOT.format("", LINE), "slides/talk.md": f"# A\n\n{picture * 2}"})
    assert site.built().stderr == ""
    page = (site.output / "talk/index.html").read_text("utf-8")
    found = re.findall(r'<path [^>]*id="([^"]+)"', page)
    assert len(set(found)) == 2
    assert page.count('role="img" aria-label="Words"') == 2
    assert page.count('class="wide drawing"') == 2


@given(st.binary() | st.text().map(lambda text: ROOT.format("", LINE + text).encode()))
def test_any_bytes_are_a_drawing_or_none(data: bytes) -> None:
    drawing = read_drawing(data)
    assert drawing is None or "\0" not in drawing.within("p")


@pytest.mark.parametrize(
    ("head", "opaque"),
    [
        (b"\xff\xd8\xff\xe0", True),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x02\0\0\0", True),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x02\0\0\0\0\0\0\0\0\0\0\6tRNS", False),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x06\0\0\0", False),
        (b"RIFF1234WEBPVP8 ", True),
        (b"RIFF1234WEBPVP8X", False),
        (b"GIF89a", False),
        (b"", False),
    ],
)
def test_what_is_surely_opaque_needs_no_paper_behind_it(head: bytes, opaque: bool) -> None:
    assert is_opaque(head) is opaque
