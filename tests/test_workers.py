"""Many decks are made by several processes: the site is the same, and so is what is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from harness import Outcome, Site, files_of

PROGRAM = """
import os, sys
from diascope.pipeline import decks, workers
from diascope.deck.read import read_deck
from diascope.__main__ import main

count, spoilt, is_deadly = int(sys.argv[1]), sys.argv[2], sys.argv[3] == "deadly"
forked, first = [], os.getpid()

def processors():
    forked.append(count)
    return count

def spoiling(path, *rest):
    if path.stem == spoilt:
        if is_deadly and os.getpid() != first:
            os._exit(1)
        if not is_deadly:
            raise RuntimeError("a mistake of ours")
    return read_deck(path, *rest)

workers.processors, decks.read_deck = processors, spoiling
try:
    main(["build", "-o", sys.argv[4]])
finally:
    print(len(forked), file=sys.stderr)
"""
DECK = """# Deck {number} {{#top}}

[next](deck-{next:02}.md#top), [lost](deck-{next:02}.md#nowhere), <a href="../deck-01/">raw</a>

$x^{number}$

```python
print({number})
```

::: {{include="_part.md"}}
:::

![](dot.svg)
"""
DECKS = 40


@pytest.fixture
def many(site: Site) -> Site:
    """A site of decks that lead to one another."""
    numbers = range(DECKS)
    decks = {f"deck-{n:02}": DECK.format(number=n, next=(n + 1) % DECKS) for n in numbers}
    decks["deck-07"] = "---\npermalink: /seven/\n---\n\n" + decks["deck-07"]
    decks["deck-09"] += "\n<!-- diascope: ignore image-missing -->\n\n![](missing.png)\n"
    site.write({f"slides/{name}.md": text for name, text in decks.items()})
    site.write({"slides/_part.md": "Part\n", "slides/dot.svg": '<svg viewBox="0 0 9 9"/>'})
    return site


def built(site: Site, processes: int, spoilt: str = "none", how: str = "alive") -> Outcome:
    """A build by so many processes, nothing known from another one."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(site.root / f".cache-{processes}{how}")}
    environment["XDG_STATE_HOME"] = str(site.root / ".state")
    words = (str(processes), spoilt, how, f"out-{processes}")
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=site.root,
        env=environment,
    )
    assert ran.stderr.splitlines()[-1] == "1", ran.stderr
    return Outcome(ran.returncode, ran.stdout, ran.stderr)


def said(outcome: Outcome) -> list[str]:
    """What was told, but for the folder."""
    return outcome.stderr.replace("out-3", "out-1").splitlines()


def same(site: Site) -> None:
    """Assert that three processes made what one does."""
    assert files_of(Path(site.root, "out-3")) == files_of(Path(site.root, "out-1"))


def test_several_processes_make_the_same_site(many: Site) -> None:
    one, three = built(many, 1), built(many, 3)
    assert (three.code, said(three)) == (one.code, said(one))
    assert one.code == 0
    assert "slide-unknown" in one.stderr
    same(many)


def test_a_process_that_dies_costs_nothing_but_time(many: Site) -> None:
    one, three = built(many, 1), built(many, 3, "deck-05", "deadly")
    assert (three.code, said(three)) == (one.code, said(one))
    same(many)


def test_a_deck_that_fails_is_told_as_ever(many: Site) -> None:
    one, three = built(many, 1, "deck-05"), built(many, 3, "deck-05")
    assert "internal-error" in one.stderr
    assert (three.code, said(three)) == (one.code, said(one))
    same(many)


def test_a_broken_template_is_told_as_ever(many: Site) -> None:
    many.write({"templates/slide.html": "{{ nothing.at.all }}"})
    one, three = built(many, 1), built(many, 3)
    assert (three.code, said(three)) == (one.code, said(one))
    assert one.code == 1
