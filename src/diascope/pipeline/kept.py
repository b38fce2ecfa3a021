"""Formulas, highlighted code and repaired lines of earlier builds, in the user's cache folder.

They become part of pages as they are, so they lie with the user and not with the site: whoever
wrote a site must not choose them. Each file is named by the site and by the versions of all that
made what is in it, so that other versions find nothing; damaged ones count as none.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

from diascope.cache.folder import user_folder
from diascope.cache.kept import CODE, EVERY, FORMULAS, REPAIRS, Entries, Kept
from diascope.cache.sealed import sealed, unsealed
from diascope.config.theme import PACKAGE, builtin_static
from diascope.reading.disk import Disk
from diascope.reading.facts import listing
from diascope.reading.surroundings import package_folders
from diascope.write.scratch import Scratch

_KIND = "pieces"
_MOST = 4_000_000
"""Characters that are kept of each kind."""
_FILES = 48
"""Files that are kept, of all sites."""
_MAKERS: Mapping[Kept, tuple[Path, ...]] = {
    FORMULAS: (PACKAGE / "formulas", builtin_static() / "vendor" / "katex" / "katex.js"),
    CODE: (PACKAGE / "snippets",),
    REPAIRS: (),
}
"""The files and folders whose texts say what becomes of a piece, beside the packages installed."""


def use_kept(site: Path, notes: bool = False) -> None:
    """Have what earlier builds of a site kept, loaded where a deck needs it.

    With `notes` what is made from now on is noted for `write_kept`.
    """
    for kept in EVERY:
        kept.use(partial(_loaded, site, kept), notes)


def write_kept(site: Path) -> None:
    """Keep what was made since, for the next build."""
    for kept in EVERY:
        if kept.fresh:
            folder = Scratch(Path(user_folder()), _KIND)
            folder.put(_name(site, kept), sealed(json.dumps(kept.entries(_MOST)).encode()))
            folder.keep_newest(_FILES)


def _loaded(site: Path, kept: Kept) -> Entries:
    content = unsealed(Scratch(Path(user_folder()), _KIND).get(_name(site, kept)) or b"")
    found = json.loads(content) if content else {}
    return {digest: text for digest, text in found.items() if isinstance(text, str)}


def _name(site: Path, kept: Kept) -> str:
    """The name of the file with the results of these versions."""
    packages = [listing(path)[1] for path in package_folders()]
    known = repr((str(site.absolute()), sys.version_info[:2], packages))
    disk, mark = Disk(), sha256(known.encode("utf-8", "surrogatepass"))
    for maker in _MAKERS[kept]:
        sources = disk.below(maker, "*.[pj][ys]") if disk.is_dir(maker) else (maker,)
        for path in sources:
            mark.update(disk.read(path) if disk.is_file(path) else b"")
    return f"{kept.name}-{mark.hexdigest()[:32]}"
