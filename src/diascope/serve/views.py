"""What a page shows, as far as it can change under its reader's eyes."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote

from diascope.cache.memory import Memory
from diascope.pipeline import Assembled
from diascope.reading.disk import Disk, Stamp
from diascope.render.pages import DeckPage
from diascope.serve.diff import NO_MARKS, Changes, Marks, changes

_SHEET = re.compile(r'(<link rel="stylesheet" href=")([^"?]*)(\?v=)?([0-9a-f]*)')
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class View:
    """One page as a browser has it or should have it."""

    marks: Marks = NO_MARKS
    """The marks of its slides."""
    sections: tuple[str, ...] = ()
    """Its slides."""
    title: str = ""
    """The title of the page."""
    options: str = ""
    """The options of reveal.js, as JSON."""
    sheets: tuple[tuple[str, str], ...] = ()
    """The address of each style sheet, and what tells its versions apart."""
    shell: str = ""
    """A mark of all else; where it differs, the page has to be loaded anew."""
    pictures: Mapping[str, Stamp] | None = None
    """The files that its slides show, by address, with what tells whether they changed."""
    page: str = ""
    """The text of a page that has no slides."""

    @property
    def rest(self) -> str:
        """A mark of all that is neither slides nor shell."""
        return mark_of(repr((self.title, self.options, self.sheets, self.pictures, self.page)))


def mark_of(text: str) -> str:
    """A short digest of a text."""
    return blake2b(text.encode(), digest_size=6).hexdigest()


def deck_view(made: Assembled, page: DeckPage, memory: Memory) -> View:
    """What a deck's page shows; raises `TemplateMistakeError`."""
    key = ("shell", made.templates, repr(made.site.config), repr(page.context))
    sections = tuple(page.sections())
    marks = memory.each("mark", sections, mark_of)
    shell = memory.get(key, lambda: made.shell_html(page))
    copies = dict(page.copies)
    for slide in page.slides:
        if slide.copies:
            copies.update(slide.copies)
    return View(
        Marks(tuple(marks), page.counts()),
        sections,
        str(page.context["title"]),
        json.dumps(page.context["reveal"]),
        tuple(_sheets(shell, page.path, copies, made.disk)),
        mark_of(_SHEET.sub(r"\1\2", shell)),
        {name: made.disk.stamp(path) for name, path in copies.items() if not name.endswith(".css")},
    )


def index_view(made: Assembled, memory: Memory) -> View:
    """What the page shows that lists the decks; raises `TemplateMistakeError`."""
    key = ("index", made.templates, repr(made.site.config), repr(made.listings))
    return View(page=memory.get(key, made.index_html))


def _sheets(
    shell: str, page: str, copies: Mapping[str, Path], disk: Disk
) -> Iterator[tuple[str, str]]:
    """The style sheets with their versions: a mark in the address, or the file's stamp."""
    for _, href, _, version in _SHEET.findall(shell):
        path = copies.get(
            posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(href)))
        )
        yield href, mark_of(str(disk.stamp(path))) if path else version


def update(old: View, new: View) -> Json:
    """What a page that shows the old view has to be told to show the new one."""
    if old.shell != new.shell:
        return {"reload": True}
    found = changes(old.marks, new.marks)
    parts: Json = {}
    if found:
        parts |= _slides(found, new)
    if old.title != new.title:
        parts["title"] = new.title
    if old.options and json.loads(old.options).keys() - json.loads(new.options).keys():
        return {"reload": True}
    if old.options != new.options:
        parts["options"] = json.loads(new.options)
    if old.sheets != new.sheets:
        parts["sheets"] = [sheet for sheet in new.sheets if sheet not in old.sheets]
    if old.pictures is not None and (fresh := _refreshed(old.pictures, new.pictures or {})):
        parts["pictures"] = fresh
    if old.page != new.page:
        parts["page"] = new.page
    return parts


def _slides(found: Changes, new: View) -> Json:
    marks = new.marks.slides

    def fresh(place: int) -> list[str]:
        return [new.sections[place], marks[place]]

    stacks = [[at if at >= 0 else fresh(~at) for at in stack] for stack in found.stacks]
    parts: Json = {"morph": [[old, *fresh(place)] for old, place in found.morphed]}
    if stacks or found.first < found.last:
        parts["splice"] = [found.first, found.last, stacks]
    touched = found.touched
    if touched and len(touched) <= max(4, len(marks) // 4):
        parts["goto"] = touched[0]
    return parts


def _refreshed(old: Mapping[str, Stamp], new: Mapping[str, Stamp]) -> list[str]:
    return [name for name, stamp in new.items() if old.get(name, stamp) != stamp]
