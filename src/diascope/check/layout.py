"""Every slide, looked at in a browser with the network cut: `check --layout`.

1. pages are answered from memory; nothing is written, and no request leaves the machine;
2. each slide is shown at each size, with all its steps taken, and measured (`layout.js`);
3. what was measured becomes diagnostics at the slides' places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from diascope.browser import open_browser
from diascope.browser.site import ORIGIN, Answers
from diascope.config.theme import builtin_static
from diascope.config.types import LIMITS_KNOWN
from diascope.deck.diagrams import UNDRAWN, undrawn
from diascope.deck.model import Slide
from diascope.diagnostics import Diagnostic, Place, of_file
from diascope.pipeline import Assembled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from diascope.check.subject import Subject

Progress = Callable[[int, int, str], None]
"""Told after each slide: how many are done, how many there are, and the deck's name."""


class Size(NamedTuple):
    """A window that slides are looked at in."""

    name: str
    width: int
    height: int
    smallest: int
    """Pixels below which letters are too small; 0 stands for the configuration's limit."""
    scrolls: bool
    """Whether boxes are scrolled, which nobody does in front of an audience."""


SIZES = (Size("1280×720", 1280, 720, 0, False), Size("a phone", 390, 844, 10, True))
_PATIENCE = 30_000
"""Milliseconds that a page may take to be ready, or a slide to be looked at."""
_SCRIPT = Path(__file__).with_name("layout.js")


@dataclass(slots=True)
class _Findings:
    """What was found on the slides of one deck, with the sizes at which it was."""

    deck: Subject
    at: dict[tuple[str, Place, str, str], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )
    mistakes: dict[str, str] = field(default_factory=dict)

    def add(self, code: str, place: Place, message: str, size: str = "", hint: str = "") -> None:
        sizes = self.at[code, place, message, hint]
        if size not in sizes:
            sizes.append(size)

    def diagnostics(self) -> Iterator[Diagnostic]:
        """A diagnostic for each finding, whatever the sizes at which it was made."""
        yield from undrawn(self.deck.deck, self.mistakes)
        for (code, place, message, hint), sizes in self.at.items():
            where = f" at {' and on '.join(sizes)}" if any(sizes) else ""
            where = where.replace(" at a phone", " on a phone")
            found = Diagnostic(code, place, f"{message}{where}", hint)
            yield self.deck.deck.sources.located(found)


def layout(
    made: Assembled, subjects: Sequence[Subject], progress: Progress | None = None
) -> tuple[Diagnostic, ...]:
    """What is wrong with how the slides look; raises `BrowserMissingError`."""
    axe = made.disk.read(builtin_static() / "vendor" / "check" / "axe.js").decode()
    total = sum(len(page.slides) for page in made.pages) * len(SIZES)
    found, done = list[Diagnostic](), 0
    with open_browser() as browser:
        for page, deck in zip(made.pages, subjects, strict=True):
            findings = _Findings(deck)
            for size in SIZES:
                look = _Look(browser, made, findings, size)
                for name in look.slides(page.path, axe if size is SIZES[0] else ""):
                    done += 1
                    if progress:
                        progress(done, total, name)
            found += findings.diagnostics()
    return tuple(found)


class _Look:
    """One deck's page in a window of one size."""

    def __init__(self, browser: Browser, made: Assembled, found: _Findings, size: Size) -> None:
        self._browser, self._answers = browser, Answers(made.files)
        self._found, self._size = found, size
        self._script = made.disk.read(_SCRIPT).decode()
        limit = {**LIMITS_KNOWN, **found.deck.config.limits}["size"]
        self._smallest = size.smallest or limit
        self._slides: Mapping[str, Slide] = {
            slide.attributes.id: slide for slide in found.deck.deck.slides()
        }
        self._place = of_file(found.deck.deck.source.path)
        self._uses = {use.url: use.place for use in found.deck.uses if use.is_shown}

    def slides(self, path: str, axe: str) -> Iterator[str]:
        """Look at every slide; the name of each that was looked at."""
        from playwright.sync_api import Error

        size = {"width": self._size.width, "height": self._size.height}
        context = self._browser.new_context(viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
        context.set_default_timeout(_PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self._threw(error.message))
        page.route("**/*", self._answers.fulfil)
        try:
            page.goto(ORIGIN + path)
            page.wait_for_function("window.Reveal?.isReady()")
            for script in filter(None, (axe, self._script)):
                page.evaluate(script)
            for number, name in enumerate(page.evaluate("Layout.slides()")):
                self._look(page, number, name, bool(axe))
                yield name
            self._found.mistakes |= dict(page.evaluate(UNDRAWN))
        except Error as error:
            why = error.message.strip().splitlines()[0]
            self._found.add("layout-script-failed", self._place, f"the page cannot be shown: {why}")
        finally:
            context.close()
        self._requests()

    def _look(self, page: Page, number: int, name: str, with_axe: bool) -> None:
        """Measure one slide."""
        slides = list(self._slides.values())
        slide = self._slides.get(name) or slides[min(number, len(slides) - 1)]
        self._place = slide.place
        seen = page.evaluate(
            "given => Layout.look(...given)", [number, with_axe, self._size.scrolls]
        )
        for code, message, hint in _findings(seen, self._smallest):
            self._found.add(code, slide.place, message, self._size.name, hint)

    def _threw(self, message: str) -> None:
        line = message.strip().splitlines()[0] if message.strip() else "an error"
        self._found.add("layout-script-failed", self._place, f"a script fails: {line}")

    def _requests(self) -> None:
        """What the page asked for and did not get."""
        whole = self._found.deck.deck.source.path
        for url in self._answers.remote:
            place = self._uses.get(url, of_file(whole))
            hint = "put the file beside the deck, and name it by its path"
            self._found.add("layout-remote", place, f"`{url}` needs the network", hint=hint)
        for path in self._answers.missing:
            message = f"the page asks for `{path}`, which the site does not have"
            self._found.add("layout-request-failed", of_file(whole), message)


def _findings(seen: Mapping[str, Any], smallest: int) -> Iterator[tuple[str, str, str]]:
    """Codes, messages and hints of what was measured on a slide."""
    cut, small = seen["cut"], seen["small"]
    if cut:
        message = f"`{cut['text']}` is cut off by {cut['beyond']} pixels"
        yield "layout-overflow", message, "part the slide in two, or say some of it instead"
    elif seen["overflows"]:
        yield "layout-overflow", "the slide holds more than it can show", "part it in two"
    if small and small["pixels"] < smallest - 0.5:
        message = f"`{small['text']}` is {small['pixels']:.0f} pixels high; the limit is {smallest}"
        yield "layout-text-small", message, ""
    for fault in seen["faults"]:
        more = f", and {fault['count'] - 1} more" if fault["count"] > 1 else ""
        if fault["id"] == "color-contrast":
            ratio, needed = fault["ratio"], fault["needed"]
            message = f"`{fault['html']}` has a contrast of {ratio}, where {needed} is needed{more}"
            yield "layout-contrast", message, ""
        else:
            message = f"{fault['help']} (axe, {fault['id']}): `{fault['html']}`{more}"
            yield "layout-accessibility", message, ""
