"""Formulas and highlighted code of earlier builds, in `.diascope/pieces/` of a site.

Where that cannot be written they lie in the user's cache folder. Each file is named by the versions
of all that made what is in it, so that other versions find nothing; damaged ones count as none.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

from diascope.cache.folder import user_folder
from diascope.cache.kept import CODE, FORMULAS, Entries, Kept
from diascope.cache.sealed import sealed, unsealed
from diascope.config.theme import PACKAGE, builtin_static
from diascope.reading.disk import Disk
from diascope.write.scratch import Scratch

_KIND = "pieces"
_MOST = 4_000_000
"""Characters that are kept of each kind."""
_FILES = 8
"""Files that are kept: two for each of the versions used last."""
_MAKERS: Mapping[Kept, tuple[Path, ...]] = {
    FORMULAS: (PACKAGE / "formulas", builtin_static() / "vendor" / "katex" / "katex.js"),
    CODE: (PACKAGE / "snippets",),
}
"""The files and folders whose texts say what becomes of a piece."""


def use_kept(site: Path, notes: bool = False) -> None:
    """Have what earlier builds of a site kept, loaded where a deck needs it.

    With `notes` what is made from now on is noted for `write_kept`.
    """
    for kept in _MAKERS:
        kept.use(partial(_loaded, site, kept), notes)


def write_kept(site: Path) -> None:
    """Keep what was made since, for the next build."""
    for kept in _MAKERS:
        if kept.fresh:
            content = sealed(json.dumps(kept.entries(_MOST)).encode())
            _put(site, _name(kept), content)


def _put(site: Path, name: str, content: bytes) -> None:
    for folder in _folders(site):
        if folder.put(name, content):
            folder.keep_newest(_FILES)
            return


def _loaded(site: Path, kept: Kept) -> Entries:
    name = _name(kept)
    for folder in _folders(site):
        content = unsealed(folder.get(name) or b"")
        if content:
            found = json.loads(content)
            return {digest: text for digest, text in found.items() if isinstance(text, str)}
    return {}


def _folders(site: Path) -> Iterator[Scratch]:
    """Where pieces lie: with the site, or with the user, by the site's name."""
    yield Scratch(site, _KIND)
    name = sha256(str(site.absolute()).encode("utf-8", "surrogatepass")).hexdigest()
    yield Scratch(Path(user_folder()), f"{_KIND}-{name[:16]}")


def _name(kept: Kept) -> str:
    """The name of the file with the results of these versions."""
    import pygments

    disk, mark = Disk(), sha256(f"{sys.version_info[:2]} {pygments.__version__}".encode())
    for maker in _MAKERS[kept]:
        sources = disk.below(maker, "*.[pj][ys]") if disk.is_dir(maker) else (maker,)
        for path in sources:
            mark.update(disk.read(path) if disk.is_file(path) else b"")
    return f"{kept.name}-{mark.hexdigest()[:32]}"
