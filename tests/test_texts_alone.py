"""Texts that are read by themselves: every inline in every place where one stands, nothing lost."""

from collections.abc import Mapping

import pytest
from harness import Site

WORD = "Zebra"
INLINES = {
    "words": "Zebra",
    "emphasis": "*Zebra* **Zebra** ~~Zebra~~",
    "raised": "x^Zebra^ and y~Zebra~",
    "code": "`Zebra`",
    "code with attributes": "`Zebra`{.python}",
    "formula": "$Zebra$",
    "display formula": "$$Zebra$$",
    "link": "[Zebra](https://example.org)",
    "reference": "[Zebra][ref]",
    "address": "<https://example.org/Zebra>",
    "image": "![Zebra](data:,)",
    "nested image": "![a ![Zebra](data:,)](data:,)",
    "image with a note": "![Zebra^[note]](data:,)",
    "span": "[Zebra]{.x}",
    "small caps": "[Zebra]{.smallcaps}",
    "key": "[Zebra]{.kbd}",
    "inline note": "Zebra^[Note]",
    "note": "Zebra[^1]",
    "note in a note": "Zebra^[a ^[b] [^1]]",
    "note in emphasis": "*Zebra^[Note]*",
    "undefined note": "Zebra[^9]",
    "HTML": "<b>Zebra</b>",
    "HTML span": '<span class="x">Zebra</span>',
    "comment": "Zebra<!-- comment -->",
    "raw": "`<b>Zebra</b>`{=html}",
    "TeX": "\\emph{x} Zebra",
    "quotes": "\"Zebra\" and 'Zebra'",
    "dashes": "Zebra -- a...",
    "entity": "&amp; Zebra",
    "escape": "\\*Zebra\\*",
    "citation": "[@Zebra]",
    "variable": "{{ meta.animal }}",
    "unknown variable": "Zebra {{ meta.none }}",
    "hard break": "Zebra\\\nline",
    "attributes": "Zebra {.x}",
}

META = ("title", "subtitle", "author", "institute", "date", "footer", "toc-title")
HEAD = ("description", "keywords")


def metadata(key: str, text: str) -> str:
    """A deck with this text under a key of its metadata."""
    indented = text.replace("\n", "\n  ")
    rest = "" if key == "title" else "title: T\n"
    return (
        f"---\nanimal: Zebra\ntoc: true\n{rest}{key}: |\n  {indented}\n---\n\n# One\n\nText\n{END}"
    )


END = "\n[ref]: https://example.org\n\n[^1]: Defined\n\n[^2]: NOTED\n"
BODY: Mapping[str, str] = {
    "author's name": "---\nanimal: Zebra\ntitle: T\nauthor:\n- name: |\n    {}\n---\n\n# One\n",
    "affiliation": "---\nanimal: Zebra\ntitle: T\nauthor:\n- name: N\n  affiliation: |\n    {}\n"
    "---\n\n# One\n",
    "title block": "% {}\n\n---\nanimal: Zebra\n---\n\n# One\n",
    "heading": "---\nanimal: Zebra\ntoc: true\n---\n\n# {}\n\nText\n",
    "underlined heading": "---\nanimal: Zebra\ntoc: true\n---\n\n{}\n===\n\nText\n",
    "figure": "---\nanimal: Zebra\n---\n\n# One\n\n![{}](data:,)\n",
    "alternative text": "---\nanimal: Zebra\n---\n\n# One\n\nText ![{}](data:,)\n",
    "table's caption": "---\nanimal: Zebra\n---\n\n# One\n\n| a |\n|---|\n| 1 |\n\n: {}\n",
    "table cell": "---\nanimal: Zebra\n---\n\n# One\n\n| a |\n|---|\n| {} |\n",
    "table head": "---\nanimal: Zebra\n---\n\n# One\n\n| {} |\n|---|\n| 1 |\n",
    "term": "---\nanimal: Zebra\n---\n\n# One\n\n{}\n\n:   what\n",
    "line block": "---\nanimal: Zebra\n---\n\n# One\n\n| {}\n",
    "note": "---\nanimal: Zebra\n---\n\n# One\n\nText[^3]\n\n[^3]: {}\n",
    "inline note": "---\nanimal: Zebra\n---\n\n# One\n\nText^[{}]\n",
    "speaker notes": "---\nanimal: Zebra\n---\n\n# One\n\n::: notes\n{}\n:::\n",
    "link": "---\nanimal: Zebra\n---\n\n# One\n\n[{}](https://example.org)\n",
}


def text_of(place: str, text: str) -> str:
    """A deck that has this text in a place."""
    if place in META + HEAD:
        return metadata(place, text)
    if "break" in text or "\n" in text:
        text = text.replace(
            "\n",
            {"author's name": "\n    ", "affiliation": "\n    ", "line block": "\n  "}.get(
                place, "\n"
            ),
        )
    return BODY[place].replace("{}", text) + END


NOTES = {
    "an inline note": "Zebra^[NOTED]",
    "a note in emphasis": "*Zebra*[^2]",
    "a note in a note": "Zebra^[a^[NOTED]]",
    "a note in an image": "![Zebra^[NOTED]](data:,) and",
    "a defined note in an image": "![Zebra[^2]](data:,) and",
}
PLAIN = {*HEAD, "alternative text"}
"""Places whose texts are shown as plain words: what is HTML alone is not in them."""


@pytest.mark.parametrize("place", [*META, *HEAD, *BODY])
def test_nothing_is_lost_in(place: str, site: Site) -> None:
    """The word is on every page; a note's text as well, or a warning tells that it is not."""
    texts = INLINES | NOTES
    names = {f"deck{at}": name for at, name in enumerate(texts)}
    site.write({f"slides/{deck}.md": text_of(place, texts[name]) for deck, name in names.items()})
    outcome = site.built()
    pages = {name: site.text(f"{deck}/index.html") for deck, name in names.items()}
    lost = {name for name, page in pages.items() if WORD not in page}
    assert lost == ({"raw"} if place in PLAIN else set())
    told = {
        one.path for one in outcome.findings if one.code in ("footnote-lost", "footnote-nested")
    }
    unsaid = {
        name
        for deck, name in names.items()
        if name in NOTES and "NOTED" not in pages[name] and f"slides/{deck}.md" not in told
    }
    assert unsaid == set()
