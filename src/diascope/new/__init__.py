"""`diascope new DIR`: a site to start from, with one deck and a workflow that publishes it.

The starter's files lie in `starter/`. Those whose names begin with a dot are kept there without it,
so that no tool takes them for its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import MappingProxyType

from diascope.diagnostics import Diagnostic, of_file

STARTER = Path(__file__).parent / "starter"
DOTTED = {"gitignore": ".gitignore", "github": ".github"}
"""The names at the top of `starter/` that get their dot back."""

IGNORED = ".git"
"""What may already be in the folder: a new site is often started in a fresh clone."""


_NONE: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no site was started."""

    diagnostic: Diagnostic
    """The diagnostic about the folder that was asked for."""


def new_site(
    folder: Path, more: Mapping[str, bytes] = MappingProxyType({})
) -> list[Path] | Refusal:
    """Return the files of the site just started in `folder`, or why it was not started.

    `more` are further files, by path.  A folder left by an earlier attempt that was cut short is
    completed.
    """
    files = {**_starter_files(), **{PurePath(name): content for name, content in more.items()}}
    try:
        if obstacle := _obstacle(folder, files):
            return _refusal(folder, "folder-not-empty", obstacle, "choose a new or empty folder")
        return [_write(folder / name, content) for name, content in files.items()]
    except OSError as error:
        obstacle = f"cannot write {error.filename}: {error.strerror}"
        return _refusal(folder, "output-unwritable", obstacle, "choose a folder you may write to")


def _refusal(folder: Path, code: str, message: str, hint: str) -> Refusal:
    return Refusal(Diagnostic(code, of_file(folder), message, hint))


def _starter_files() -> dict[PurePath, bytes]:
    """Return what the starter holds, by the name that each file gets in a site."""
    sources = sorted(path for path in STARTER.rglob("*") if path.is_file())
    return {_name(source.relative_to(STARTER)): source.read_bytes() for source in sources}


def _name(source: PurePath) -> PurePath:
    top, *rest = source.parts
    return PurePath(DOTTED.get(top, top), *rest)


def _obstacle(folder: Path, files: dict[PurePath, bytes]) -> str:
    """Return what keeps a site from being started in the folder, or nothing."""
    if folder.exists() and not folder.is_dir():
        return "there is a file of this name"
    for path in _present(folder):
        name = path.relative_to(folder)
        if not _begun(path, files.get(name)):
            return f"the folder is not empty: it holds {name.as_posix()}"
    if all(_same(folder / name, content) for name, content in files.items()):
        return "the folder already holds a new site"
    return ""


def _present(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder, which need not exist."""
    tops = sorted(folder.iterdir()) if folder.exists() else []
    for top in tops:
        if top.name != IGNORED:
            yield from (path for path in (top, *top.rglob("*")) if not path.is_dir())


def _begun(path: Path, content: bytes | None) -> bool:
    """Tell whether a file is one of the starter's, whole or cut short: then it may be written."""
    return content is not None and content.startswith(path.read_bytes())


def _same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
