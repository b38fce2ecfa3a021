"""Much code is highlighted by another process while a deck is read: the page is the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from harness import Site

from diascope.pipeline import decks
from diascope.reading.disk import Disk

PROGRAM = """
import json, os, sys
from diascope.__main__ import main
from diascope.pipeline import decks
from diascope.snippets import block, highlight, terminal

count, is_deadly, folder = int(sys.argv[1]), sys.argv[2] == "deadly", sys.argv[3]
made, first, one = [], os.getpid(), highlight.highlight

def highlighted(text, language):
    if is_deadly and os.getpid() != first:
        os._exit(0)
    made.append(text)
    return one(text, language)

decks.processors = lambda: count
block.highlight = terminal.highlight = highlighted
try:
    main(["build", "--strict", "-o", folder])
finally:
    print(json.dumps(made))
"""
SLIDE = """# Slide {0}

``` {{.python .numberLines startFrom={0}}}
print({0})
```

```bash
$ echo {0}
{0}
```

- within

  ```yaml
  n: {0}
  ```

```mermaid
graph TD; A-->B{0}
```

~~~
plain
~~~
"""
SLIDES = 60


@pytest.fixture
def deck(site: Site) -> Site:
    """A site of one deck with much code."""
    site.write({"slides/talk.md": "".join(SLIDE.format(number) for number in range(1, SLIDES))})
    return site


def built(site: Site, processes: int, how: str = "alive", cache: str = "") -> tuple[str, list[str]]:
    """The page that so many processes make, and what the first of them highlighted."""
    folder = f"out-{processes}-{how}"
    environment = {**os.environ, "XDG_CACHE_HOME": str(site.root / (cache or f".cache-{folder}"))}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"{processes}", how, folder],
        capture_output=True,
        text=True,
        check=False,
        cwd=site.root,
        env=environment,
    )
    assert ran.returncode == 0, ran.stderr
    page = site.root / folder / "talk" / "index.html"
    return page.read_text(encoding="utf-8"), json.loads(ran.stdout.splitlines()[-1])


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_another_process_highlights_and_the_page_is_the_same(deck: Site) -> None:
    alone, made = built(deck, 1)
    assert len(made) > 2 * SLIDES
    page, made = built(deck, 2, cache=".cache")
    assert page == alone
    assert "print(7)" not in made
    assert built(deck, 2, cache=".cache") == (alone, [])


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_a_process_that_dies_costs_nothing_but_time(deck: Site) -> None:
    alone, made = built(deck, 1)
    assert built(deck, 2, "deadly") == (alone, made)


def test_what_cannot_be_read_is_told_as_ever(deck: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(decks, "processors", lambda: 2)
    monkeypatch.setattr(Disk, "read", refused)
    assert [one.code for one in deck.build("slides/talk.md").findings] == ["file-unreadable"]


def test_where_there_can_be_no_process_one_does_all(
    deck: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(decks, "processors", lambda: 2)
    monkeypatch.setattr("os.fork", refused)
    deck.built("--strict")
