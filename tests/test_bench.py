"""`make bench` works, and docs/performance.md says what docs/performance.json holds."""

import json
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from xml.etree import ElementTree

from harness import ROOT

from benchmarks import decks
from benchmarks.plots import plots
from benchmarks.report import filled, growth_table, run_table, target_table
from benchmarks.site import Bench, Subject, Tools
from benchmarks.stages import PLACES

RESULTS = json.loads((ROOT / "docs" / "performance.json").read_text("utf-8"))
STALE = "run `python -m benchmarks.bench --draw`"


def test_the_page_and_its_plots_are_those_of_the_numbers() -> None:
    page = (ROOT / "docs" / "performance.md").read_text("utf-8")
    assert filled(page, RESULTS) == page, STALE
    for name, text in plots(RESULTS).items():
        assert (ROOT / "docs" / "images" / name).read_text("utf-8") == text, STALE
        assert f"(images/{name})" in page


def test_numbers_without_pandoc_are_told_as_well() -> None:
    alone = json.loads(json.dumps(RESULTS), object_hook=_without_pandoc)
    assert "| the real deck | from nothing |" in run_table(alone)
    assert "pandoc" not in run_table(alone) + growth_table(alone)
    assert target_table(alone).count("not measured") == 7
    drawn = plots(alone)
    assert "performance-time.svg" in drawn
    for text in drawn.values():
        ElementTree.fromstring(text)


def _without_pandoc(value: dict[str, object]) -> dict[str, object]:
    return {key: one for key, one in value.items() if key != "pandoc"}


def test_one_build_is_measured(tmp_path: Path) -> None:
    subject = Subject("one slide", lambda: {"talk": decks.large(1)})
    (run,) = Bench(tmp_path, subject, Tools(None, None)).run("first", 1)["diascope"]
    assert (tmp_path / "site" / "_site" / "talk" / "index.html").is_file()
    assert run.wall > 0 < run.cpu
    assert 10 < run.memory < 1000


def test_a_change_changes_one_heading() -> None:
    text = decks.large(3)
    lines = zip(text.split("\n"), decks.changed(text, "edit 1").split("\n"), strict=True)
    assert [b for a, b in lines if a != b] == ["# Slide number 1 edit 1"]


def test_the_functions_of_every_stage_are_there() -> None:
    for place in [place for places in PLACES.values() for place in places]:
        module, _, name = place.partition(":")
        assert callable(attrgetter(name)(import_module(module))), place
