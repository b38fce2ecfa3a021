"""The documentation tells the truth: what exists is in it, what is in it exists."""

import re
import tomllib
from pathlib import Path

import pytest
from harness import ROOT, Site

from diascope.config import Config
from diascope.config.reveal import OPTIONS
from diascope.config.table import keys_of
from diascope.diagnostics import CODES
from diascope.metadata import DeckMeta
from diascope.parse.identifiers import unique_identifiers
from docs.tables import OVERVIEW, filled, overview

REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
SOURCE = ROOT / "src" / "diascope"
TEMPLATES = ROOT / "templates"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def section(text: str, heading: str) -> str:
    """What stands below a heading of the second level."""
    return text.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]


def names(table: str) -> set[str]:
    """The words in code in the first column of a table."""
    rows = re.findall(r"^\|(.*?)\|", table, re.M)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_tables_are_those_of_the_program() -> None:
    message = "docs/reference.md is out of date: run `python docs/tables.py`"
    assert filled(REFERENCE) == REFERENCE, message
    assert overview() == OVERVIEW.read_text(encoding="utf-8"), message


@pytest.mark.parametrize(
    ("table", "heading", "others"),
    [(Config, "Configuration", {"root", "text"}), (DeckMeta, "Metadata", {"variables"})],
)
def test_every_field_is_a_key_and_every_key_is_told(
    table: type[Config | DeckMeta], heading: str, others: set[str]
) -> None:
    keys = keys_of(table)
    assert set(table.__dataclass_fields__) - others == set(keys)
    told = names(section(REFERENCE, heading).split("\n### ")[0])
    assert told == {name for row in keys.values() for name in row.names}


def test_every_diagnostic_is_told_once() -> None:
    told = re.findall(r"^\| `([a-z0-9-]+)` \|", section(REFERENCE, "Diagnostics"), re.M)
    assert told == list(CODES)


def test_every_diagnostic_is_made_somewhere() -> None:
    modules = [path for path in SOURCE.rglob("*.py") if path.name != "codes.py"]
    code = "".join(path.read_text("utf-8") for path in modules)
    assert {name for name in CODES if f'"{name}"' not in code} == set()


def test_all_that_templates_see_is_told() -> None:
    themes = section(REFERENCE, "Themes")
    told = set(re.findall(r"`(\w+)", themes))
    assert {path.name for path in TEMPLATES.glob("*.html")} <= names(themes)
    for path in TEMPLATES.glob("*.html"):
        seen = re.findall(r"(?<![/'])\b(?:deck|site|slide)\.(\w+)", path.read_text("utf-8"))
        assert set(seen) - told == set(), path.name


def test_the_examples_of_the_readme_build_without_a_finding(site: Site) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    first, second = re.findall(r"^```` markdown\n(.*?)^````$", readme, re.M | re.S)
    assert second.count("\n") == 15
    site.write({"slides/containers.md": first, "slides/nodes.md": second})
    site.write({"slides/cluster.svg": (ROOT / "docs/compare/picture.svg").read_bytes()})
    assert site.built().stderr == ""
    assert (site.root / "_site/containers/index.html").is_file()
    page = site.page("nodes/index.html")
    for part in (".column img.fragment, .column .fragment img", ".column .diagram", ".katex"):
        assert page.css(part), part
    assert len(page.css("li.fragment")) == 2
    assert "Or more." in site.text("nodes/index.html")


@pytest.mark.parametrize("name", ["diascope.md", "marp.md", "slidev.md", "reveal.html"])
def test_the_decks_that_are_compared_say_the_same(site: Site, name: str) -> None:
    """Titles, table cells, list items and code are in each of them; ours has no finding."""
    folder = ROOT / "docs" / "compare"
    ours, theirs = ((folder / each).read_text("utf-8") for each in ("diascope.md", name))
    lines = [line for line in ours.split("---\n", 2)[2].split("\n") if re.match(r"[-|#\w@]", line)]
    told = [line.lstrip("# ") for line in lines]
    assert len(told) > 25
    assert [line for line in told if line not in theirs] == []
    if name == "diascope.md":
        site.write({"slides/compared.md": ours})
        site.write({"slides/picture.svg": (folder / "picture.svg").read_bytes()})
        assert site.built().stderr == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^(`{3,}).*?^\1$|^    .*?$", "", page.read_text("utf-8"), flags=re.M | re.S)
    text = re.sub(r"`+[^`\n]+`+", "", text)
    lost = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not leads(link, page)]
    assert lost == []


def leads(link: str, page: Path) -> bool:
    """Whether a link from a page leads to a file, and to a heading of it."""
    if re.match(r"[a-z]+:", link):
        return True
    name, _, anchor = link.partition("#")
    target = (page.parent / name) if name else page
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(page: Path) -> list[str]:
    """The identifiers of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.M)
    plain = ("".join(c for c in title.lower() if c.isalnum() or c in " -_") for title in headings)
    return unique_identifiers([("", words.replace(" ", "-")) for words in plain])


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = section(ARCHITECTURE, "Dependencies").lower()
    named = (re.split(r"[<>=~!\[ ]", each)[0] for each in project["dependencies"])
    assert [name for name in named if name.lower() not in told] == []


def test_every_option_of_reveal_is_told() -> None:
    assert names(section(REFERENCE, "Metadata").split("\n### ")[1]) >= set(OPTIONS)
