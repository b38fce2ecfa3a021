"""What a page shows, as a value, and the update that leads from one such value to another."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote

from diascope.cache.memory import Memory
from diascope.patterns import lazy_pattern
from diascope.reading.disk import Disk, Stamp
from diascope.render.pages import DeckPage
from diascope.serve.diff import NO_MARKS, Changes, Marks, changes

_SHEET = lazy_pattern(r'(<link rel="stylesheet" href=")([^"?]*)(\?v=)?([0-9a-f]*)')
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class View:
    """What one page shows, as a browser has it or should have it."""

    marks: Marks = NO_MARKS
    """The digests of its slides."""
    sections: tuple[str, ...] = ()
    """Its slides."""
    title: str = ""
    """The title of the page."""
    options: str = ""
    """The options of reveal.js, as JSON."""
    sheets: tuple[tuple[str, str], ...] = ()
    """The address of each style sheet, and its version: a digest of its content or stamp."""
    shell: str = ""
    """The digest of all else; where it differs, the page has to be loaded anew."""
    schedule: tuple[int, ...] = ()
    """For every slide, the second of the talk at which it should be over."""
    pictures: tuple[tuple[str, Stamp], ...] | None = None
    """The files that its slides show: address and stamp; None where that is not known."""
    page: str = ""
    """The text of a page that has no slides."""

    @property
    def rest(self) -> str:
        """The digest of all that is neither slides nor shell."""
        own = [self.title, self.options, self.sheets, self.schedule, self.pictures, self.page]
        return digest(json.dumps(own))


NO_VIEW = View()
"""Of a page that shows nothing yet."""


def digest(text: str) -> str:
    """A short digest of a text."""
    return blake2b(text.encode(), digest_size=6).hexdigest()


def deck_view(page: DeckPage, shell: str, memory: Memory, disk: Disk) -> View:
    """What a deck's page shows; the shell is its text without what can change in place."""
    sections = tuple(page.sections())
    marks = memory.each("mark", sections, digest)
    files = page.files
    return View(
        Marks(tuple(marks), page.stacks),
        sections,
        str(page.context["title"]),
        json.dumps(page.context["reveal"]),
        tuple(_sheets(shell, page.path, files, disk)),
        digest(_SHEET.sub(r"\1\2", shell)),
        page.schedule,
        tuple(
            (name, disk.stamp(held))
            for name, held in files.items()
            if isinstance(held, Path) and not name.endswith(".css")
        ),
    )


def _sheets(
    shell: str, page: str, files: Mapping[str, Path | bytes], disk: Disk
) -> Iterator[tuple[str, str]]:
    """The style sheets with their versions: the digest in the address, or the file's stamp."""
    for _, href, _, version in _SHEET.findall(shell):
        held = files.get(posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(href))))
        yield href, _version(held, disk) if held else version


def _version(sheet: Path | bytes, disk: Disk) -> str:
    """What changes when a style sheet does."""
    return digest(json.dumps(disk.stamp(sheet)) if isinstance(sheet, Path) else sheet.hex())


def update(old: View, new: View) -> Json | None:
    """The parts of an `update` that takes a page from the old view to the new one.

    They are empty where nothing changed, and None where the page has to be loaded anew.
    """
    if old.shell != new.shell or _loses_options(old.options, new.options):
        return None
    parts: Json = {}
    if changed := changes(old.marks, new.marks):
        parts |= _slides(changed, new)
    if old.title != new.title:
        parts["title"] = new.title
    if old.options != new.options:
        parts["options"] = json.loads(new.options)
    if old.schedule != new.schedule:
        parts["schedule"] = new.schedule
    if old.sheets != new.sheets:
        parts["sheets"] = [sheet for sheet in new.sheets if sheet not in old.sheets]
    if old.pictures is not None and (fresh := _refreshed(old.pictures, new.pictures or ())):
        parts["pictures"] = fresh
    if old.page != new.page:
        parts["page"] = new.page
    return {"rest": new.rest, **parts} if parts else {}


def _loses_options(old: str, new: str) -> bool:
    """Whether an option is not set any more; reveal.js cannot take one back."""
    return bool(old) and old != new and bool(json.loads(old).keys() - json.loads(new).keys())


def _slides(changed: Changes, new: View) -> Json:
    marks = new.marks.slides

    def fresh(index: int) -> list[str]:
        return [new.sections[index], marks[index]]

    stacks = [[at if at >= 0 else fresh(~at) for at in stack] for stack in changed.stacks]
    parts: Json = {}
    if changed.morphed:
        parts["morph"] = [[old, *fresh(index)] for old, index in changed.morphed]
    if stacks or changed.first < changed.last:
        parts["splice"] = [changed.first, changed.last, stacks]
    touched = changed.touched
    if touched and len(touched) <= max(4, len(marks) // 4):
        parts["goto"] = touched[0]
    return parts


def _refreshed(old: Sequence[tuple[str, Stamp]], new: Sequence[tuple[str, Stamp]]) -> list[str]:
    before = dict(old)
    return [name for name, stamp in new if before.get(name, stamp) != stamp]
