"""The site to build: its configuration, its decks, and where the page of each goes."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diascope.config import FILE_NAME, Config, find_config, key_diagnostic, load_config
from diascope.deck.extras import SUFFIX
from diascope.deck.site_wide import SiteWide
from diascope.diagnostics import Diagnostic, Diagnostics, of_file
from diascope.diagnostics.nearest import nearest
from diascope.dialect.extensions import Switches
from diascope.reading.boundary import Boundary, boundary_of, boundary_without_site
from diascope.reading.disk import Disk, Kind

LINKS = "links.md"
"""The file in `slides/` with definitions of links for all decks."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is to be built."""

    config: Config
    """The configuration that applies."""
    decks: tuple[Path, ...]
    """The decks' files, in order."""
    is_whole: bool
    """Whether these are all of the site's decks, and not some that the user named."""
    boundary: Boundary
    """What its decks may take files from."""
    is_public: bool = False
    """Whether drafts and speaker notes stay out of it."""
    has_previews: bool = False
    """Whether a picture of its first slide lies beside each page."""
    has_pdfs: bool = False
    """Whether a PDF lies beside each page, also where none lies beside its deck."""

    @property
    def wide(self) -> SiteWide:
        """What says how its decks are read."""
        config = self.config
        folder = config.root / config.snippets
        links = config.slides / LINKS
        wide = (config.language, config.extensions, config.html)
        return SiteWide(*wide, self.boundary, folder, links)


def find_site(named: Sequence[Path], disk: Disk) -> tuple[Site, Diagnostics]:
    """The site around the current folder, or around the first deck named."""
    named = [path.absolute() for path in named]
    start = named[0] if named else Path.cwd()
    path = find_config(start, disk)
    if path is not None:
        config, diagnostics = load_config(path, disk)
        diagnostics += _extension_mistakes(config)
        asked = (os.fspath(_root(one)) for one in named)
        boundary = boundary_of(config.root, (*config.allow_outside, *asked), disk)
    else:
        config, diagnostics = Config(_root(start) if named else start), ()
        boundary = boundary_without_site(map(_root, named) if named else [start], disk)
    diagnostics = (*diagnostics, *_no_folders(config, disk))
    if named:
        folders = [path for path in named if disk.is_dir(path)]
        diagnostics = (*diagnostics, *map(_folder_named, folders), *_named_twice(named, disk))
        by_file = {disk.real(path): path for path in reversed(named) if path not in folders}
        return Site(config, tuple(reversed(by_file.values())), False, boundary), diagnostics
    decks, wrong = decks_of(config, disk)
    return Site(config, decks, True, boundary), (*diagnostics, *wrong)


def _extension_mistakes(config: Config) -> Diagnostics:
    """What is wrong with the extensions that the configuration switches."""
    switches = Switches()
    switches.switch(config.extensions)
    return tuple(
        key_diagnostic(config, "extensions", "config-invalid", mistake)
        for mistake in switches.mistakes
    )


def _folder_named(path: Path) -> Diagnostic:
    message = "is a folder, not a file"
    hint = "name a Markdown file, or go to the folder of a site and name none"
    return Diagnostic("file-is-folder", of_file(path), message, hint)


def _no_folders(config: Config, disk: Disk) -> Iterator[Diagnostic]:
    """An error where something else than a folder holds the place of one: it is not empty."""
    for path in (config.templates, config.static):
        if disk.kind(path) not in (Kind.FOLDER, Kind.NOTHING):
            yield Diagnostic("file-unreadable", of_file(path), "cannot be read as a folder")


def _root(deck: Path) -> Path:
    """The site's folder where no configuration tells it."""
    folder = deck.absolute().parent
    return folder.parent if folder.name == "slides" else folder


def output_of(site: Site, disk: Disk) -> Path:
    """Where the site is built: its own `_site`, or, for decks of no site, that of this folder."""
    has_config = disk.is_file(site.config.root / FILE_NAME)
    return site.config.output if site.is_whole or has_config else Path("_site")


def decks_of(config: Config, disk: Disk) -> tuple[tuple[Path, ...], Diagnostics]:
    """The decks in `slides/`: those that the configuration names, or all of them by name."""
    folder = config.slides
    try:
        paths = [path for path in disk.below(folder, "*.md") if not _is_hidden(path, folder)]
        lost = disk.lost_folders(folder)
    except OSError as error:
        return (), (unreadable(error),)
    present = {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for path in paths
        if not path.name.endswith(SUFFIX) and not path.name.startswith("_")
        if path != folder / LINKS
    }
    extras = [path for path in paths if path.name.endswith(SUFFIX)]
    lonely = (*map(_lost, lost), *_without_deck(folder, extras, present))
    if not present:
        return (), (*lonely, _no_decks(folder))
    if not config.decks:
        return tuple(present.values()), lonely
    named = (name.removeprefix("slides/").removesuffix(".md") for name in config.decks)
    wanted = list(dict.fromkeys(named))
    diagnostics = tuple(_unknown(config, name, present) for name in wanted if name not in present)
    return tuple(present[name] for name in wanted if name in present), (*lonely, *diagnostics)


def _is_hidden(path: Path, folder: Path) -> bool:
    """Whether a file below a folder, or a folder that it lies in, has a name with a dot first."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _without_deck(
    folder: Path, extras: Sequence[Path], present: Collection[str]
) -> Iterator[Diagnostic]:
    """A warning for every extras file that no deck lies beside."""
    for path in extras:
        name = path.relative_to(folder).as_posix().removesuffix(SUFFIX)
        if name not in present:
            close = nearest(name, present)
            hint = f"did you mean `{close}{SUFFIX}`?" if close else f"write the deck `{name}.md`"
            message = "these extras have no deck beside them"
            yield Diagnostic("extras-without-deck", of_file(path), message, hint)


def unreadable(error: OSError) -> Diagnostic:
    """The diagnostic that a file or folder cannot be read; what is in it counts as not known."""
    message = f"cannot be read: {error.strerror}"
    return Diagnostic("file-unreadable", of_file(Path(str(error.filename))), message)


def _lost(path: Path) -> Diagnostic:
    message = "this link leads nowhere, so that the decks in it are not known"
    hint = "remove it, or bring back what it leads to"
    return Diagnostic("file-unreadable", of_file(path), message, hint)


def _no_decks(folder: Path) -> Diagnostic:
    hint = "write a deck such as slides/talk.md, or begin with `diascope new DIR`"
    message = "there is no deck to build"
    return Diagnostic("no-decks", of_file(folder), message, hint)


def _unknown(config: Config, name: str, present: Collection[str]) -> Diagnostic:
    close = nearest(name, present)
    message = f"`decks` names `{name}`, which is not in slides/"
    hint = f"did you mean `{close}`?" if close else ""
    return key_diagnostic(config, "decks", "file-missing", (message, hint))


def _named_twice(named: Sequence[Path], disk: Disk) -> Iterator[Diagnostic]:
    seen = set[Path]()
    for path in named:
        if disk.real(path) in seen:
            message = "this deck is named twice"
            yield Diagnostic("deck-duplicate", of_file(path), message)
        seen.add(disk.real(path))
