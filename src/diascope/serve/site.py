"""The next state of the site as it is served, from the last one and the files on disk.

1. assemble the site anew, which costs what has changed;
2. where a deck holds an error keep what its page showed before; where the configuration or a
   template does, keep everything;
3. gather the files that the pages of that state ask for.

This runs in a worker thread; the event loop then replaces the last state with the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.config import FILE_NAME
from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostic, has_errors
from diascope.pipeline import Assembled, compose, failure, find_site, use_kept
from diascope.pipeline.failure import INTERNAL
from diascope.reading.disk import Disk, Kind
from diascope.render.pages import DeckPage, shell_context
from diascope.render.templates import TemplateMistakeError
from diascope.serve.state import Shown, State
from diascope.serve.views import View, deck_view
from diascope.write import Content


def next_state(last: State, named: Sequence[Path], memory: Memory, disk: Disk) -> State:
    """The state that follows from the files on disk, with as much of the last one as still holds.

    `named` are the decks that the user named, or none for all.  The disk has forgotten what
    changed since the last state.  An exception that nobody expected becomes a diagnostic of the
    last state, and what was cached is dropped, since it may be half done.
    """
    try:
        return _next_state(last, named, memory, disk)
    except Exception as error:
        memory.forget_all()
        disk.forget(None)
        found = failure(error, named[0] if named else Path())
        return replace(last, diagnostics=(found,))


def _next_state(last: State, named: Sequence[Path], memory: Memory, disk: Disk) -> State:
    site, unfit = find_site(named, disk)
    if last.made is None:
        use_kept(site.config.root)
    made = compose(site, memory, disk)
    diagnostics = (*unfit, *made.diagnostics)
    try:
        decks = dict(_decks(last, made, diagnostics, memory))
        index = _index(last, made)
    except TemplateMistakeError as error:
        return replace(last, diagnostics=(*diagnostics, error.diagnostic))
    diagnostics = (*diagnostics, *made.refused())
    if last.made is not None and has_errors(_of_site(diagnostics, made)):
        return replace(last, diagnostics=diagnostics)
    return State(made, decks, index, _files(made, decks), diagnostics)


def _decks(
    last: State, made: Assembled, diagnostics: Sequence[Diagnostic], memory: Memory
) -> Iterator[tuple[str, Shown]]:
    """Every deck's page: as it is now or, where something is wrong, as it was last."""
    broken = {one.path for one in diagnostics if one.is_error}
    broken -= _unharmed(diagnostics)
    before = {shown.deck.source.path: shown for shown in last.decks.values()}
    present = {deck.source.path for deck in made.decks}
    for path in made.site.decks:
        if path in before and path not in present and made.disk.kind(path) is not Kind.NOTHING:
            yield before[path].page.path, before[path]
    for deck, page in zip(made.decks, made.pages, strict=True):
        was = before.get(deck.source.path)
        if was and broken & deck.sources.files.keys():
            yield was.page.path, was
        else:
            yield page.path, _shown(made, deck, page, was, memory.part(deck.source.path))


def _shown(made: Assembled, deck: Deck, page: DeckPage, was: Shown | None, memory: Memory) -> Shown:
    """A deck's page; its shell and view are the very same as before where nothing changed."""
    is_kept = (
        was is not None
        and _is_printed_alike(was.made, made)
        and was.page.path == page.path
        and shell_context(was.page) == shell_context(page)
    )
    shell = was.shell if was and is_kept else made.shell_html(page)
    view = deck_view(page, shell, memory, made.disk)
    if was and was.page.path == page.path and was.view == view:
        view = was.view
    return Shown(made, deck, page, shell, view)


def _index(last: State, made: Assembled) -> View:
    """The page that lists the decks; the very same as before where nothing changed."""
    was = last.made
    if was and _is_printed_alike(was, made) and was.listings == made.listings:
        return last.index
    return View(page=made.index_html())


def _is_printed_alike(one: Assembled, other: Assembled) -> bool:
    """Whether both print the same page as the same text."""
    return one.templates is other.templates and one.site.config == other.site.config


def _files(made: Assembled, decks: Mapping[str, Shown]) -> Mapping[str, Content]:
    """The files of the site and, of decks that are kept as they were, those that they show.

    All pages' shells were printed before, so that the templates' static files are known.
    """
    files: dict[str, Content] = {}
    for shown in decks.values():
        if shown.made is not made:
            files |= {**shown.made.templates.assets.files, **shown.page.files}
    return {**files, **made.files, **made.templates.assets.files}


def _unharmed(diagnostics: Sequence[Diagnostic]) -> set[Path]:
    """The files whose only errors leave the slides of their deck as they are.

    While a heading is being changed, extras may name a slide that is not there just then.
    """
    errors = [one for one in diagnostics if one.is_error]
    others = {one.path for one in errors if one.code not in _HARMLESS}
    return {one.path for one in errors} - others


_HARMLESS = {"extras-unknown-slide", "extras-outside-slide"}
_LOCAL = {INTERNAL, "place-claimed", "name-invalid"}
"""Errors that leave all pages as they are but that of the deck that has them."""


def _of_site(diagnostics: Sequence[Diagnostic], made: Assembled) -> list[Diagnostic]:
    """What is wrong with files that belong to no deck; some errors belong to a deck always."""
    own = {path for deck in made.decks for path in deck.sources.files} | set(made.site.decks)
    others = (one for one in diagnostics if one.code not in _LOCAL)
    return [one for one in others if one.path not in own]


def watched_names(disk: Disk) -> Collection[str]:
    """The names of all files that the site asks about."""
    return frozenset[str]().union(*disk.asked().values())


def watched_folders(state: State, disk: Disk) -> Mapping[Path, bool]:
    """The folders to watch, where links lead: those of all paths that the site asks about.

    True stands for all that is below one. A configuration further up is not waited for.
    """
    root = state.made.site.config.root.absolute() if state.made else Path.cwd()
    asked, listed = disk.asked(), set(disk.listed())
    deep = {folder for folder in listed if listed.isdisjoint(folder.parents)}
    others = {folder for folder in asked if deep.isdisjoint((folder, *folder.parents))}
    known = {*asked, *listed}
    near = {f for f in others if any(f / name not in known for name in asked[f] - {FILE_NAME})}
    return {**dict.fromkeys(sorted({root, *near}), False), **dict.fromkeys(sorted(deep), True)}
