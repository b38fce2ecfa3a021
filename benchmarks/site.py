"""A site that is built in different states by ours and by others."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks import decks
from benchmarks.timing import OURS, Took, in_turn, took

Runs = Mapping[str, Sequence[Took]]
"""What each tool needed, by its name."""
STATES = ("first", "new", "changed", "unchanged")
"""Nothing was ever built; no output of this deck; one slide has changed; nothing has."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What is measured beside ours, where it is installed."""

    pandoc: str | None
    """The path of pandoc."""
    marp: str | None
    """The path of marp."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Decks that are built."""

    words: str
    """What they are."""
    texts: Callable[[], Mapping[str, str]]
    """Makes the texts, by name."""
    states: Sequence[str] = ("new", "changed", "unchanged")
    """The states in which they are built."""
    pandoc: Sequence[str] = ()
    """Further arguments of pandoc."""
    marp: bool = False
    """Whether marp builds them as well."""


class Bench:
    """A site in a folder, and what builds it."""

    def __init__(self, folder: Path, subject: Subject, tools: Tools) -> None:
        self.folder, self.subject, self.tools = folder, subject, tools
        self.site, self.kept = folder / "site", folder / "kept"
        self.texts = subject.texts()
        self.edits = count()
        (self.site / "slides").mkdir(parents=True)
        (self.site / "diascope.toml").write_text("", encoding="utf-8")
        for name, text in self.texts.items():
            self.path(name).write_text(text, encoding="utf-8")
        if subject.marp and tools.marp:
            slides = decks.ruled("\n" + decks.without_metadata(self.texts["talk"]))
            (self.site / "marp.md").write_text(slides, encoding="utf-8")

    def path(self, name: str) -> Path:
        """The file of a deck."""
        return self.site / "slides" / f"{name}.md"

    def run(self, state: str, pairs: int) -> Runs:
        """What each tool needs in a state."""
        self.empty()
        if state != "first":
            self.warm()
        if state in {"changed", "unchanged"}:
            for _ in range(2):  # the second compares the bytes of what is only just written
                self.ours()
        before = {"new": self.empty_site, "first": self.empty, "changed": self.edit}.get(state)
        return in_turn({"diascope": self.prepared(before), **self.peers(state)}, pairs)

    def prepared(self, before: Callable[[], None] | None) -> Callable[[], Took]:
        """A build of ours, of a site that is made ready for it each time."""

        def build() -> Took:
            if before:
                before()
            return self.ours()

        return build

    def ours(self) -> Took:
        """What a build of ours needs."""
        return took([*OURS, "build", "--quiet"], self.site, self.environment)

    @property
    def environment(self) -> Mapping[str, str]:
        """Caches of the user in the folder, and no browser that draws previews."""
        return {"XDG_CACHE_HOME": str(self.folder / "cache"), "DIASCOPE_PREVIEWS": "no"}

    def peers(self, state: str) -> Mapping[str, Callable[[], Took]]:
        """What the others do; they have no states, but of many decks only one has changed."""
        found = dict[str, Callable[[], Took]]()
        if self.tools.pandoc and not (len(self.texts) > 1 and state == "unchanged"):
            names = list(self.texts) if state in {"new", "first"} else list(self.texts)[:1]
            found["pandoc"] = lambda: took(self.pandoc(names), self.site)
        if self.tools.marp and self.subject.marp:
            marp = [self.tools.marp, "--no-stdin", "marp.md", "-o", "marp.html"]
            found["marp"] = lambda: took(marp, self.site)
        return found

    def pandoc(self, names: Sequence[str]) -> Sequence[str]:
        """The command that has pandoc make pages of decks, one after the other."""
        assert self.tools.pandoc
        one = [self.tools.pandoc, "-t", "revealjs", "-s", *self.subject.pandoc]
        if len(names) == 1:
            return [*one, f"slides/{names[0]}.md", "-o", "pandoc.html"]
        loop = 'for name in slides/*.md; do "$@" "$name" -o "$name.html"; done'
        return ["sh", "-c", loop, "sh", *one]

    def warm(self) -> None:
        """Leave in the user's caches what a build of another deck does, and nothing of this one."""
        other = self.folder / "other"
        other.mkdir(exist_ok=True)
        (other / "other.md").write_text("# Another deck\n\n- a point\n", encoding="utf-8")
        took([*OURS, "build", "other.md", "-o", "out", "--quiet"], other, self.environment)
        shutil.rmtree(self.kept, ignore_errors=True)
        if (self.folder / "cache").exists():
            shutil.copytree(self.folder / "cache", self.kept)

    def empty_site(self) -> None:
        """Remove all that builds of this site have left, in the user's caches as well."""
        self.empty()
        if self.kept.exists():
            shutil.copytree(self.kept, self.folder / "cache")

    def empty(self) -> None:
        """Remove all that builds have left."""
        for left in (self.site / "_site", self.site / ".diascope", self.folder / "cache"):
            shutil.rmtree(left, ignore_errors=True)

    def edit(self) -> None:
        """Change the heading of one slide, each time in another way."""
        name = next(iter(self.texts))
        text = decks.changed(self.texts[name], f"edit {next(self.edits)}")
        self.path(name).write_text(text, encoding="utf-8")


@contextmanager
def bench(subject: Subject, tools: Tools) -> Iterator[Bench]:
    """A site of its own for each case."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Bench(Path(folder), subject, tools)
