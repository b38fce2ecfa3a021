"""The pipeline: the only place that knows the order of the stages.

1. find the decks: those named, or the site's, and the configuration that applies to each;
2. read and parse each with its extras;
3. give each a page, and render it;
4. add the index, the page for lost addresses, and the files that are carried over;
5. write, if nothing is wrong that must not be published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from diascope.config import Config, find_config, load_config
from diascope.deck import Deck, read_deck
from diascope.diagnostics import Diagnostic, Severity, has_errors
from diascope.extras import SUFFIX
from diascope.memory import Memory
from diascope.read import read_source
from diascope.render.assets import Assets
from diascope.render.files import Missing, Place
from diascope.render.pages import DeckPage, deck_page, index_page, missing_page
from diascope.render.templates import TemplateMistakeError, Templates
from diascope.source import Source
from diascope.theme import builtin_static
from diascope.write import Content, Written, write_site

Progress = Callable[[int, int, str], None]
"""Told after each deck: how many are done, how many there are, and the deck's name."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to."""

    decks: int
    """The decks that became pages."""
    slides: int
    """The slides of all of them."""
    written: Written
    """What was written."""
    output: Path
    """The folder that it was written to."""
    diagnostics: tuple[Diagnostic, ...]
    """What was found."""


@dataclass(slots=True)
class _Site:
    """A site on its way to be written."""

    config: Config
    decks: list[Path]
    named: bool
    files: dict[str, Content] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)


def build(
    named: Sequence[Path] = (),
    output: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    memory: Memory | None = None,
) -> Built:
    """Build the site around the current folder, or only the decks named.

    Nothing is written when there is an error, or, with `strict`, a warning.
    """
    site = _find(named)
    out = output or site.config.output
    decks = _read_all(site, memory or Memory())
    pages = _render(site, decks, progress)
    if has_errors(site.found) or (strict and site.found) or not site.decks:
        return Built(0, 0, Written(), out, tuple(site.found))
    forbidden = [site.config.slides, *site.decks]
    written, found = write_site(site.files, out, forbidden, partial=site.named)
    site.found += found
    count = sum(len(page.slides) for page in pages) + sum(d.title is not None for d in decks)
    return Built(len(pages), count, written, out, tuple(site.found))


def _find(named: Sequence[Path]) -> _Site:
    """The configuration that applies and the decks to build."""
    start = named[0] if named else Path.cwd()
    path = find_config(start)
    if path is None:
        root = Path.cwd() if not named else start.absolute().parent
        config, found = Config(root), tuple[Diagnostic, ...]()
    else:
        config, found = load_config(path, _shown(path))
    site = _Site(config, list(named), bool(named), found=list(found))
    if not named:
        site.decks = _site_decks(site)
    elif clash := _named_twice(named):
        site.found.append(clash)
    return site


def _site_decks(site: _Site) -> list[Path]:
    folder = site.config.slides
    present = {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for path in sorted(folder.rglob("*.md"))
        if not path.name.endswith(SUFFIX) and not path.name.startswith((".", "_"))
    }
    if not present:
        hint = "write a deck such as slides/talk.md, or begin with `diascope new DIR`"
        message = "there is no deck to build"
        shown = _shown(folder)
        site.found.append(
            Diagnostic(shown, None, None, Severity.ERROR, "no-decks", message, hint)
        )
    wanted = [name.removeprefix("slides/").removesuffix(".md") for name in site.config.decks]
    for name in wanted:
        if name not in present:
            message = f"`decks` names `{name}`, which is not in slides/"
            shown = _shown(site.config.root / "diascope.toml")
            site.found.append(
                Diagnostic(shown, None, None, Severity.ERROR, "file-missing", message)
            )
    return [present[name] for name in wanted if name in present] if wanted else list(present.values())


def _named_twice(named: Sequence[Path]) -> Diagnostic | None:
    seen = set[Path]()
    for path in named:
        if path.resolve() in seen:
            message = "this deck is named twice"
            return Diagnostic(
                _shown(path), None, None, Severity.ERROR, "deck-duplicate", message
            )
        seen.add(path.resolve())
    return None


def _read_all(site: _Site, memory: Memory) -> list[Deck]:
    decks = list[Deck]()
    for path in site.decks:
        source, found = read_source(path, _shown(path))
        site.found += found
        if source is None:
            continue
        deck, wrong = read_deck(source, _extras(site, path), memory)
        site.found += wrong
        decks.append(deck)
    return decks


def _extras(site: _Site, deck: Path) -> Source | None:
    path = deck.with_name(deck.stem + SUFFIX)
    if not path.exists():
        return None
    source, found = read_source(path, _shown(path))
    site.found += found
    return source


def _render(site: _Site, decks: Sequence[Deck], progress: Progress | None) -> list[DeckPage]:
    config = site.config
    assets = Assets([config.static, builtin_static()])
    templates = Templates(config.templates, assets)
    paths = _page_paths(site, decks)
    by_file = {deck.source.path.resolve(): paths[i] for i, deck in enumerate(decks)}
    pages = list[DeckPage]()
    try:
        for at, deck in enumerate(decks):
            place = _place(site, deck, paths[at], by_file)
            page = deck_page(deck, place, config, templates)
            pages.append(page)
            _take(site, deck, page)
            if progress:
                progress(at + 1, len(decks), deck.source.name)
        if not site.named:
            listings = [_with_pdf(site, deck, page) for deck, page in zip(decks, pages, strict=True)]
            site.files["index.html"] = index_page(config, listings, templates).encode()
            site.files["404.html"] = missing_page(config, templates).encode()
    except TemplateMistakeError as error:
        site.found.append(error.diagnostic)
        return pages
    site.files.update(assets.files)
    site.files[".nojekyll"] = b""
    if not site.named:
        _carry_over(site)
    return pages


def _page_paths(site: _Site, decks: Sequence[Deck]) -> list[str]:
    """Where each deck's page goes: its permalink, or a folder of its name."""
    paths, owners = list[str](), dict[str, Deck]()
    for deck in decks:
        path = _page_path(site, deck)
        other = owners.setdefault(path.lower(), deck)
        if other is not deck:
            site.found.append(_same_place(deck, other, path))
        paths.append(path)
    return paths


def _page_path(site: _Site, deck: Deck) -> str:
    permalink = deck.meta.permalink
    if permalink is None:
        return f"{_name(site, deck)}/index.html"
    path = PurePosixPath(permalink.text.strip().strip("/"))
    if ".." in path.parts or not path.parts or ":" in permalink.text:
        excerpt = deck.source.lines[permalink.line - 1] if permalink.line else ""
        message = f"the permalink `{permalink.text}` does not name a place inside the site"
        hint = "write a path such as /talks/docker"
        line = permalink.line
        site.found.append(
            Diagnostic(
                deck.source.name, line, None, Severity.ERROR, "permalink-invalid", message, hint, excerpt
            )
        )
        return f"{_name(site, deck)}/index.html"
    return str(path) if path.suffix == ".html" else f"{path}/index.html"


def _name(site: _Site, deck: Deck) -> str:
    path = deck.source.path.absolute()
    slides = site.config.slides.absolute()
    bare = path.with_suffix("")
    return (bare.relative_to(slides) if bare.is_relative_to(slides) else Path(bare.name)).as_posix()


def _same_place(deck: Deck, other: Deck, path: str) -> Diagnostic:
    permalink = deck.meta.permalink
    line = permalink.line if permalink else None
    excerpt = deck.source.lines[line - 1] if line else ""
    message = f"{deck.source.name} and {other.source.name} both become `{path}`"
    hint = "give one of them another `permalink:`"
    return Diagnostic(
        deck.source.name, line, None, Severity.ERROR, "permalink-duplicate", message, hint, excerpt
    )


def _place(site: _Site, deck: Deck, page: str, pages: Mapping[Path, str]) -> Place:
    folder = deck.source.path.absolute().parent
    slides = site.config.slides.absolute()
    root = slides if folder.is_relative_to(slides) else folder
    return Place(folder, root, page, pages)


def _take(site: _Site, deck: Deck, page: DeckPage) -> None:
    """Put a deck's page and the files it shows into the site; say what it misses."""
    site.files[page.path] = page.html.encode()
    site.files.update(page.copies)
    missing = list[Missing]()
    for slide in page.slides:
        site.files.update(slide.copies)
        missing += slide.missing
    site.found += [_missing(one, deck) for one in missing]


def _missing(one: Missing, deck: Deck) -> Diagnostic:
    lines = deck.source.lines if one.source == deck.source.name else []
    excerpt = lines[one.line - 1] if 0 < one.line <= len(lines) else ""
    at = excerpt.find(one.address)
    what = "image" if one.is_image else "file"
    return Diagnostic(
        one.source or deck.source.name,
        one.line,
        at + 1 if at >= 0 else None,
        Severity.WARNING,
        "image-missing" if one.is_image else "file-link-missing",
        f"there is no {what} `{one.address}`",
        "the address is relative to the deck's folder",
        excerpt,
        len(one.address),
    )


def _with_pdf(site: _Site, deck: Deck, page: DeckPage) -> Mapping[str, object]:
    """The listing of a deck, with its PDF if one lies beside the deck."""
    pdf = deck.source.path.with_suffix(".pdf")
    if not pdf.is_file():
        return page.listing
    target = str(PurePosixPath(page.path).parent / pdf.name)
    site.files[target] = pdf
    return {**page.listing, "pdf": target}


def _carry_over(site: _Site) -> None:
    """Take along the site's static files that are not there to override the theme's."""
    folder, theme = site.config.static, builtin_static()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not (theme / name).exists():
            site.files.setdefault(name, path)


def _shown(path: Path) -> str:
    """A path as the user would type it: relative to the current folder where it lies below."""
    absolute, here = path.absolute(), Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else path)


_ = (replace, Iterable)
