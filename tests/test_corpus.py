"""Decks as people write them, and texts as nobody would: all are built, or refused with a place."""

import pytest
from generated_decks import CORPUS, generated_decks
from harness import Site
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diascope.cache.memory import Memory

PUBLIC = [path for folder in ("pandoc", "near") for path in sorted((CORPUS / folder).glob("*.md"))]


def test_every_deck_is_built_in_one_run(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()  # the second build takes from it what has not changed, as live editing does
    monkeypatch.setattr("diascope.pipeline.Memory", lambda: memory)
    decks = {f"generated/{name}.md": content for name, content in generated_decks().items()}
    decks |= {f"{path.parent.name}/{path.name}": path.read_bytes() for path in PUBLIC}
    assert len(decks) == 30 + (118 if CORPUS.is_dir() else 0)
    site.write({f"slides/{name}": content for name, content in decks.items()})
    outcome = site.build()
    assert outcome.code in {0, 1}
    refused = {finding.path for finding in outcome.findings if finding.severity == "error"}
    assert all(finding.line for finding in outcome.findings if finding.severity == "error")
    # Two that were written for other tools begin a YAML block by accident, as pandoc says too.
    assert len(refused) <= 2, sorted(refused)
    assert all(path.startswith("slides/near/") for path in refused)
    assert (outcome.code == 1) == bool(refused)
    for path in refused:
        (site.root / path).unlink()
    assert site.build().code == 0
    pages = list(site.output.rglob("*.html"))
    assert len(pages) == len(decks) - len(refused) + 2


MARKS = [
    *"#-*+>|:`~\\$^_[](){}<!%.=\"'@& \t",
    "\n",
    "\n\n",
    "\n---\n",
    "\n...\n",
    "---\n",
    "\n::: notes\n",
    "\n:::\n",
    "```\n",
    "```{.python #a b=c}\n",
    "# ",
    "\n## ",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n    ",
    "\n. . .\n",
    "[a]: b\n",
    "[^1]",
    "[^1]: x\n",
    "![a](b.png)",
    "{.fragment}",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "| a | b |\n|---|---|\n",
    "+---+\n| a |\n+---+\n",
    "% T\n",
    "title: x\n",
    "a: [\n",
    "text",
    "ø",
    "\0",
    "\ufeff",
    "\u2028",
    "😀",
    "\r\n",
    "$$",
    "\\begin{a}",
    "&amp;",
]
"""What decks are made of."""


@settings(
    max_examples=48,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_any_text_is_built_or_refused(site: Site, text: str) -> None:
    _settles(site, text.encode())


@settings(
    max_examples=24,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.binary(max_size=200))
def test_any_bytes_are_built_or_refused(site: Site, content: bytes) -> None:
    _settles(site, content)


def _settles(site: Site, content: bytes) -> None:
    """Build a deck of these bytes; it must be built, or refused with a diagnostic."""
    site.write({"slides/talk.md": content})
    outcome = site.build()
    errors = [finding for finding in outcome.findings if finding.severity == "error"]
    assert outcome.code == (1 if errors else 0)
