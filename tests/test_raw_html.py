"""Addresses in raw HTML: found wherever they stand, and all else stays byte for byte."""

from __future__ import annotations

import pytest
from casefile import Case, cases
from harness import Site, render
from hypothesis import given
from hypothesis import strategies as st

from diascope.links.attributes import Role
from diascope.links.raw_html import with_urls

NAMES = ("a.png", "b.png", "c.svg", "v.mp4", "w.webm", "p.pdf", "100%.png", "x#y?z.png")
FILES = {f"slides/{name}": "x" for name in (*NAMES, "q'r(1).png", "a b.png", "own.css")}


@pytest.mark.parametrize("case", cases("addresses.md"), ids=lambda case: case.title)
def test_every_address_is_a_url_of_the_page(case: Case) -> None:
    deck = render(f"# One\n\n```{{=html}}\n{case.given}\n```\n", FILES)
    assert deck.outcome.stderr == ""
    assert case.expected in deck.html


TAG = '<img alt="x > y" src="{}" srcset="{} 2x">'
NOTE = "::: notes\nwords\n\n{}\n:::"


@pytest.mark.parametrize(
    "text",
    [
        "# One\n\n{}",
        "# One\n\n<figure>\n{}\n</figure>",
        "# One\n\ntext {} text",
        "# One\n\n- item {}",
        "# One\n\n| a |\n|---|\n| {} |",
        "# One {}",
        "# One\n\ntext[^1]\n\n[^1]: note {}",
        "# One\n\n![an image {}](b.png)",
        f"# One\n\n{NOTE}",
        "# One\n\n```{{=html}}\n<p>\n{}\n```",
        "# One\n\ntext `{}`{{=html}} text",
        "# One\n\ntext `{}`{{=revealjs}} text",
        "---\nheader-includes: '{}'\n---\n\n# One",
        "---\nheader-includes:\n- |\n  ```\n  {}\n---\n\n# One",
        "---\ninclude-before: '{}'\n---\n\n# One",
        "---\ninclude-after: '{}'\n---\n\n# One",
        "---\nfooter: '{}'\n---\n\n# One",
    ],
)
def test_in_every_place(text: str, site: Site) -> None:
    site.write({"slides/img/a.png": "x", "slides/img/c.png": "x", "slides/b.png": "x"})
    tag = TAG.format("img/a.png", "img/c.png")
    assert site.deck(text.replace("{}", tag).replace("{{", "{").replace("}}", "}")).stderr == ""
    assert TAG.format("../media/img/a.png", "../media/img/c.png") in site.text()
    assert {"media/img/a.png", "media/img/c.png"} <= site.files().keys()


@pytest.mark.parametrize("element", ["div", "span"])
def test_native_elements_keep_their_quotes(element: str) -> None:
    style = "background: url(&quot;{}&quot;)"
    deck = render(f'# One\n\n<{element} style="{style.format("a.png")}">x</{element}>\n', FILES)
    assert deck.outcome.stderr == ""
    assert f'<{element} style="{style.format("../media/a.png")}">' in deck.html


def test_other_formats_are_left_out() -> None:
    deck = render('# One\n\n`<img src="no.png">`{=latex} text')
    assert deck.outcome.stderr == ""


def test_what_is_missing_is_told_with_its_line() -> None:
    deck = render(
        "---\ninclude-before: |\n  <p>\n  <img src=one.png>\n---\n\n"
        '# One\n\n<figure>\n<img\n src="two.png">\n</figure>\n\n'
        "```{=html}\n<p>\n<p style='background: url(three.png)'>\n```\n"
    )
    lines = [line for code, _, line in deck.places if code == "image-missing"]
    assert sorted(lines) == [4, 11, 16]


@given(st.text("<>/='\"!- \nabcsrchef&;#", max_size=60))
def test_what_holds_no_file_stays_byte_for_byte(text: str) -> None:
    assert with_urls(text, lambda address, role, pos: address) == text


@given(
    st.sampled_from(["img", "IMG", "video", "a", "object", "use"]),
    st.lists(st.sampled_from(["alt='>'", 'title="<img src=n>"', "x=<", "hidden", "/"]), max_size=3),
    st.sampled_from(['"{}"', "'{}'", "{}", ' "{}"', "\n'{}'"]),
)
def test_an_address_is_found_between_any_attributes(
    element: str, others: list[str], quotes: str
) -> None:
    name = {"a": "href", "object": "DATA", "use": "xlink:href"}.get(element, "Src")
    found = list[str]()

    def find(address: str, role: Role, pos: int) -> str:
        found.append(address)
        return "new.png"

    tag = f"<{element} {' '.join([*others, f'{name}={quotes}'])} >".format
    assert with_urls(tag("old.png"), find) == tag("new.png")
    assert found == ["old.png"]
