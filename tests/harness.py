"""A site to try things on: write its files, build it, look at what came of it."""

import contextlib
import gc
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser, LexborNode

from diascope.cli import main

ROOT = Path(__file__).parent.parent
"""The checkout, which is a site itself."""

REAL_DECK = ROOT / "slides" / "docker-kubernetes.md"
REAL_PAGE = "diary/terminal/index.html"

_PLACE = r"^(?P<path>[^\s:][^:\n]*?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?: "
_FINDING = re.compile(
    _PLACE + r"(?P<severity>error|warning|advice)\[(?P<code>[^\]]+)\]: (?P<message>.*)$"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic as the user reads it."""

    path: str
    """The file, as shown."""
    line: int
    """The line, or 0 for the whole file."""
    column: int
    """The column, or 0 where only the line is known."""
    severity: str
    """`error`, `warning` or `advice`."""
    code: str
    """The stable code."""
    message: str
    """The words."""

    @property
    def place(self) -> tuple[str, str, int]:
        """What a test usually compares: code, file and line."""
        return self.code, self.path, self.line


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to."""

    code: int
    """The exit code."""
    stdout: str
    """What it printed."""
    stderr: str
    """What it complained of."""

    @property
    def findings(self) -> list[Finding]:
        """The diagnostics, in order."""
        found = (_FINDING.match(line) for line in self.stderr.splitlines())
        return [
            Finding(
                one["path"],
                int(one["line"] or 0),
                int(one["column"] or 0),
                one["severity"],
                one["code"],
                one["message"],
            )
            for one in found
            if one
        ]

    @property
    def places(self) -> list[tuple[str, str, int]]:
        """Code, file and line of every diagnostic."""
        return [finding.place for finding in self.findings]

    def hint(self, code: str) -> str:
        """The hint of the first diagnostic with this code."""
        found = re.search(rf"\[{re.escape(code)}\].*(?:\n .*|\n\d.*)*?\n +hint: (.*)", self.stderr)
        return found[1] if found else ""


def diascope(*arguments: str | Path, folder: Path, fails: bool = False) -> Outcome:
    """What the command line answers in a folder; only where it `fails` has it a mistake of ours."""
    with contextlib.chdir(folder):
        result = CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)
    gc.enable()  # a program that ends soon does without; here its garbage would make forks slow
    assert "Traceback" not in result.stderr, result.stderr
    assert fails == ("error[internal-error]" in result.stderr), result.stderr
    return Outcome(result.exit_code, result.stdout, result.stderr)


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with `slides/`."""

    root: Path
    """Where it lies."""

    @property
    def output(self) -> Path:
        """Where it is built."""
        return self.root / "_site"

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files, by their path in the site."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def build(self, *arguments: str | Path) -> Outcome:
        """Build the site from its own folder."""
        return diascope("build", *arguments, folder=self.root)

    def check(self, *arguments: str | Path) -> Outcome:
        """Check the site from its own folder."""
        return diascope("check", *arguments, folder=self.root)

    def built(self, *arguments: str | Path) -> Outcome:
        """Build the site, which must succeed."""
        outcome = self.build(*arguments)
        assert outcome.code == 0, outcome.stderr
        return outcome

    def deck(self, text: str) -> Outcome:
        """Build a site that has this one deck, `slides/talk.md`."""
        self.write({"slides/talk.md": text})
        return self.build()

    def text(self, name: str = "talk/index.html") -> str:
        """A file of the built site."""
        return (self.output / name).read_text(encoding="utf-8")

    def page(self, name: str = "talk/index.html") -> LexborHTMLParser:
        """A page of the built site."""
        return LexborHTMLParser(self.text(name))

    def files(self) -> dict[str, bytes]:
        """Every file of the built site."""
        return files_of(self.output)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of one deck."""

    outcome: Outcome
    """What the build said."""
    html: str
    """Its page, or nothing where it was refused."""

    @property
    def page(self) -> LexborHTMLParser:
        """Its page, to look for elements."""
        return LexborHTMLParser(self.html)

    @property
    def slides(self) -> list[str]:
        """The ids of its slides, in order; stacks are left out."""
        return slide_ids(self.page)

    @property
    def places(self) -> list[tuple[str, str, int]]:
        """Code, file and line of every diagnostic."""
        return self.outcome.places

    def element(self, selector: str) -> LexborNode:
        """The first element that matches; the deck must have given no diagnostic."""
        assert self.outcome.stderr == ""
        return self.page.css(selector)[0]


def render(text: str, files: Mapping[str, str | bytes] = MappingProxyType({})) -> Rendered:
    """Build one deck, `slides/talk.md`, in a site of its own, beside other files of that site."""
    with TemporaryDirectory() as folder:
        site = Site(Path(folder))
        site.write(files)
        outcome = site.deck(text)
        return Rendered(outcome, site.text() if outcome.code == 0 else "")


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def slide_ids(page: LexborHTMLParser) -> list[str]:
    """The ids of a page's slides, in order; stacks are left out."""
    slides = page.css(".slides section:not(:has(> section))")
    return [slide.attributes.get("id") or "" for slide in slides]


def with_tabs(html: str) -> str:
    """HTML whose tabs are tabs again, as scripts copy them, and not elements that hold spaces."""
    return re.sub(r'<span class="tab"> +</span>', "\t", html)
