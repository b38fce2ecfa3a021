"""After any edits of any files the live site says what a build of them says."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from serving import POLICY, Following

from diascope.cache.memory import Memory
from diascope.diagnostics import has_errors
from diascope.pipeline import assemble, find_site
from diascope.reading.disk import Disk

HEADS = (
    "",
    "---\ntitle: A [link]\n---\n\n",
    "---\nnumber-sections: true\nwho: me\ntoc: true\n---\n\n",
)
SLIDES = (
    "# A\n\ntext\n",
    "# A\n\ntext [link]\n",
    "## Below {#below}\n\n- one\n- two\n",
    "---\n\nno heading [A]\n",
    "[link]: https://example.org\n",
    "[link]: there.html\n",
    "# Note\n\nsaid[^n] and {{ meta.who }}\n",
    "[^n]: the note\n",
    "(@good) first\n",
    "# See (@good)\n\n(@) one more, like (@good)\n",
    "![](dot.svg)\n",
    "![](none.svg)\n",
    "# Formula\n\n$\\half x$\n",
    "\\newcommand{\\half}{\\frac12}\n",
    "::: notes\n# Within\n:::\n",
    ":::::: {.tall}\n# Around\n\n# And on\n::::::\n",
    '::: {include="_part.md"}\n:::\n',
    "---\n",
    "```\n# code\n```\n",
    "<!-- a\n\n# hidden\n\n-->\n",
    "# {{ meta.who }}\n",
)
OTHERS = {
    "slides/talk.extras.md": ("# {#a}\n\nmore\n", "# {#below}\n\n## New\n"),
    "slides/_part.md": SLIDES,
    "slides/dot.svg": ("<svg/>", "<svg width='9'/>"),
    "slides/none.svg": ("<svg/>",),
    "templates/slide.html": ("<section>{{ slide.number }}{{ slide.body }}</section>",),
    "static/mine.txt": ("text",),
}
"""What other files may say, when they are there."""
FILES = st.one_of(
    [st.tuples(st.just(name), st.sampled_from(("", *texts))) for name, texts in OTHERS.items()]
)
DECKS = st.builds(
    lambda head, slides: ("slides/talk.md", head + "\n".join(slides)),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(SLIDES), min_size=1, max_size=7),
)
EDITS = st.lists(DECKS | FILES, min_size=2, max_size=6)


@contextmanager
def folder() -> Iterator[Path]:
    """A site's folder of its own, which is entered."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        try:
            yield Path(name)
        finally:
            os.chdir(before)


def write(root: Path, name: str, text: str) -> None:
    """Write a file; one without text is removed."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if text:
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


@given(EDITS)
@settings(max_examples=11, deadline=None)
def test_a_live_site_says_what_a_build_says(edits: list[tuple[str, str]]) -> None:
    with folder() as root:
        write(root, "diascope.toml", 'title = "Talks"\n')
        write(root, "slides/talk.md", "# A\n\ntext\n")
        live = Following()
        live.renew()
        for name, text in edits:
            write(root, name, text)
            live.renew()
            state, disk = live.state, Disk()
            site, unfit = find_site((), disk)
            built = assemble(site, Memory(), disk)
            assert set(state.diagnostics) == {*unfit, *built.diagnostics}
            assert len(state.diagnostics) == len(unfit) + len(built.diagnostics)
            if has_errors(state.diagnostics):
                continue
            for path in ("talk/index.html", "index.html"):
                page = state.page(path)
                assert page
                # a difference of whole pages, which pytest would look for, takes minutes
                is_same = POLICY.sub("", page[0]).encode() == built.files[path]
                assert is_same, path
            theirs = {name for name in built.files if not name.endswith(".html")}
            assert {name: state.files.get(name) for name in theirs} == {
                name: built.files[name] for name in theirs
            }
