"""What the build makes of slides by their content and their classes: layouts, divs, agendas."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from casefile import Case, cases
from deck_outline import outline
from harness import Site
from our_slides import our_slides
from selectolax.lexbor import LexborHTMLParser

from diascope.cache.memory import Memory
from diascope.deck.model import Slide
from diascope.deck.read import read_deck
from diascope.reading.disk import Disk


@dataclass(frozen=True, slots=True)
class Reading:
    """A deck that is read again and again."""

    path: Path
    """Its file."""
    memory: Memory = field(default_factory=Memory)
    disk: Disk = field(default_factory=Disk)

    def slides(self, text: str) -> list[Slide]:
        """The slides of the deck with this text."""
        self.path.write_text(text, "utf-8")
        self.disk.forget([self.path])
        deck, _ = read_deck(self.path, self.memory, self.disk)
        self.memory.forget_unused()
        assert deck
        return list(deck.slides())


@pytest.mark.parametrize("case", cases("layouts.md"), ids=lambda case: case.title)
def test_the_layout_of_the_first_slide(tmp_path: Path, case: Case) -> None:
    slide = Reading(tmp_path / "talk.md").slides(case.given)[0]
    prefixes = ("layout-", "timeline-")
    found = [name for name in slide.attributes.classes if name.startswith(prefixes)]
    assert " ".join(found) == case.expected


@pytest.mark.parametrize("case", cases("divs.md"), ids=lambda case: case.title)
def test_divs_take_their_shape(case: Case) -> None:
    assert outline(our_slides(case.given)) == case.expected


PARTS = "# One\n\n## A\n\n- a\n- b\n\n# Two\n\n## B\n\n- a\n- b\n"


def listed(site: Site, slide: str) -> list[str]:
    """The entries of the agenda on a slide, the current one with a star."""
    page = LexborHTMLParser((site.output / "talk/index.html").read_text("utf-8"))
    items = page.css(f"#{slide} .agenda li")
    marks = ("*" if "current" in (item.attributes.get("class") or "") else "" for item in items)
    return [f"{item.text().strip()}{mark}" for item, mark in zip(items, marks, strict=True)]


def test_the_agenda_is_repeated_with_the_current_section_marked(site: Site) -> None:
    site.deck(f"---\ntitle: T\nagenda: true\nlang: fr\n---\n\n{PARTS}")
    assert listed(site, "agenda-one") == ["One*", "Two"]
    assert listed(site, "agenda-two") == ["One", "Two*"]
    page = LexborHTMLParser((site.output / "talk/index.html").read_text("utf-8"))
    order = [one.attributes.get("id") for one in page.css(".slides section[id]")]
    assert order == ["title-slide", "one", "agenda-one", "a", "two", "agenda-two", "b"]
    heading = page.css_first("#agenda-one h2")
    assert heading
    assert heading.text() == "Plan"


COLUMNS = "## Now\n\n:::: columns\n::: column\nx\n:::\n::: {.column .agenda}\n:::\n::::\n"


@pytest.mark.parametrize("place", ["## Now {.agenda}\n", "## Now\n\n::: agenda\n:::\n", COLUMNS])
def test_an_agenda_stands_where_it_is_wanted(site: Site, place: str) -> None:
    site.deck(f"{PARTS}\n{place}")
    assert listed(site, "now") == ["One", "Two"]


def test_an_agenda_of_a_deck_without_sections_lists_its_slides(site: Site) -> None:
    site.deck("# Now {.agenda}\n\n# A\n\n- a\n\n# B {visibility=hidden}\n\n- b\n")
    assert listed(site, "now") == ["A"]


def test_one_section_needs_no_agenda(site: Site) -> None:
    site.deck("---\nagenda: true\n---\n\n# One\n\n## A\n\n- a\n")
    assert "agenda-one" not in (site.output / "talk/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "word", "said"), [("de-AT", "Warnung", None), ("fi", "Warning", "en")]
)
def test_labels_are_in_the_language_of_the_deck(
    site: Site, language: str, word: str, said: str | None
) -> None:
    site.deck(f"---\nlang: {language}\n---\n\n# A\n\n> [!WARNING]\n> x\n")
    page = LexborHTMLParser((site.output / "talk/index.html").read_text("utf-8"))
    label = page.css_first(".callout-label")
    assert label
    assert (label.text(), label.attributes.get("lang")) == (word, said)


def test_an_edit_leaves_other_slides_the_same(tmp_path: Path) -> None:
    reading = Reading(tmp_path / "talk.md")
    text = f"---\nagenda: true\n---\n\n{PARTS}\n## C\n\nA statement.\n\n## D\n\n::: tip\nx\n:::\n"
    before, after = (reading.slides(one) for one in (text, text.replace("statement", "thought")))
    changed = [one.attributes.id for one, two in zip(before, after, strict=True) if one is not two]
    assert changed == ["c"]


@pytest.mark.parametrize(
    ("layout", "hint"),
    [
        ("statment", "did you mean `statement`?"),
        ("timeline", "the usual layout is taken"),
        ("columns", ""),
        ("statement", ""),
    ],
)
def test_a_layout_that_cannot_be_had_is_reported(site: Site, layout: str, hint: str) -> None:
    assert site.deck(f"# A {{layout={layout}}}\n\nText\n").hint("layout-unknown") == hint
