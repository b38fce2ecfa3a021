"""Decks in the ways of other people and other tools, made of text of our own: always the same ones.

Every deck has the habits of one tool, five of the shapes that slides have, and a form of its bytes.
They stand in for a corpus of public decks, which is no part of this repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
"""Public decks; they may lie beside the checkout."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How decks for one tool are begun, and parted."""

    front: str
    """What stands at the top."""
    between: str
    """What stands before the heading of each slide."""
    heading: str = "# {}\n\n"
    """A heading."""
    extra: str = ""
    """What stands at the end of some slides."""


HABITS = {
    "beamer-title": Habit("% Of Boats\n  and Bridges\n% A. Smith; B. Jones\n% May 2024\n\n", ""),
    "beamer-yaml": Habit(
        "---\ntitle: Of Boats\nauthor:\n- A. Smith\n- B. Jones^[Harbour]\ntheme: Madrid\n"
        "aspectratio: 169\nfontsize: 10pt\nheader-includes:\n- |\n  \\usepackage{tikz}\n"
        "section-titles: false\ntoc: true\n---\n\n",
        "",
        "## {}\n\n",
        "\\pause\n\nand more\n\n",
    ),
    "reveal": Habit(
        "---\ntitle: Of Boats\nauthor: A. Smith\ndate: 2024-05-01\nslideNumber: c/t\n"
        "history: true\ncss: boats.css\n...\n\n",
        "",
        '# {} {{data-transition="zoom" .center}}\n\n',
        "::: notes\nRead this aloud, with **stress**.\n:::\n\n",
    ),
    "reveal-rtl": Habit(
        "---\ntitle: סירות\nlang: he\ndir: rtl\nto: revealjs\nnumber-sections: true\n---\n\n",
        "",
        "## סירה: {} {{.left}}\n\n",
        '<aside class="notes">\nקול\n</aside>\n\n',
    ),
    "marp": Habit(
        "---\nmarp: true\npaginate: true\ntheme: gaia\nheader: 'Boats | 2024'\n"
        "style: |\n  section {\n    color: red;\n  }\n---\n\n",
        "---\n\n",
        extra="<!-- _class: lead -->\n\n![bg right:40% 80%](boat.jpg)\n\n",
    ),
    "remark": Habit(
        "class: center, middle\nname: boats\n\n",
        "---\n\nclass: inverse\n\n",
        "## {}\n\n",
        "--\n\nand then\n\n.left-column[a *part*]\n\n???\n\nSay it slowly.\n\n",
    ),
    "quarto": Habit(
        '---\ntitle: "Boats"\nformat:\n  revealjs:\n    incremental: true\n    logo: a.png\n'
        "execute:\n  echo: false\n---\n\n",
        "",
        "## {} {{auto-animate=true}}\n\n",
        "```{python}\n#| fig-cap: \"Waves\"\nprint(1)\n```\n\n{{< video a.mp4 >}}\n\n",
    ),
    "reveal-md": Habit(
        "---\ntitle: Boats\nrevealOptions:\n    transition: 'fade'\n---\n\n",
        "---\n\n",
        "### {}\n\n",
        'Note: only for me\n\n<!-- .element: class="fragment" data-fragment-index="2" -->\n\n',
    ),
    "gitpitch": Habit("", "---?image=assets/sea.jpg&size=cover\n\n", "### @color[blue]({})\n\n",
                      "+++\n\n@ul\n- one\n- two\n@ulend\n\n@snap[north]\nup\n@snapend\n\n"),
    "jekyll": Habit("---\nlayout: slides\ntitle: Boats\ntags: [a, b]\n---\n\n", "\n{{% sep %}}\n\n",
                    "## {}\n\n", "{% include x.html %}\n\n{{ site.url }}\n\n"),
}  # fmt: skip
"""The habits, by tool."""

SHAPES = (Path(__file__).parent / "cases" / "shapes.md").read_text("utf-8").split("\n.\n")
"""The shapes of slides, parted by full stops."""


def _cramped(text: str) -> str:
    """No blank lines before lists and headings."""
    return re.sub(r"\n\n(?=[-*] |\d\. |#+ )", "\n", text)


def _trailing(text: str) -> str:
    return text.replace("e\n", "e   \n").rstrip("\n")


FORMS: tuple[Callable[[str], bytes], ...] = (
    lambda text: text.encode(),
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: text.encode("utf-8-sig"),
    lambda text: _cramped(text).encode(),
    lambda text: text.encode("cp1252", "replace"),
    lambda text: re.sub(r"(?m)^ {4}", "\t", text).encode(),
    lambda text: _trailing(text).encode(),
)
"""The forms of a deck's bytes."""


def generated_decks() -> Mapping[str, bytes]:
    """Three decks for each tool, by name: all shapes meet each of several tools and forms."""
    return {
        f"{name}-{turn}": FORMS[(3 * at + turn) % len(FORMS)](_deck(habit, 3 * at + turn))
        for at, (name, habit) in enumerate(HABITS.items())
        for turn in range(3)
    }


def _deck(habit: Habit, number: int) -> str:
    return habit.front + "".join(_slides(habit, number))


def _slides(habit: Habit, number: int) -> Iterator[str]:
    for slide in range(5):
        if slide:
            yield habit.between
        yield habit.heading.format(f"Slide {slide} of {number}")
        yield SHAPES[(5 * number + slide) % len(SHAPES)].rstrip("\n") + "\n\n"
        if slide % 2:
            yield habit.extra


def write_decks(folder: Path) -> list[Path]:
    """The generated decks as files in a folder, and those of the corpus, if that is here."""
    for name, content in generated_decks().items():
        (folder / f"{name}.md").write_bytes(content)
    return [*sorted(folder.glob("*.md")), *sorted(CORPUS.glob("*/*.md"))]
