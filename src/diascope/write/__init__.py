"""Write: the last stage, which puts the site into its folder.

Everything exists before anything is written, and what is there is only ever replaced whole:

1. refuse a place that is no output folder, and files that no build wrote;
2. write the files that changed under temporary names, in one folder inside the output folder;
3. note in the manifest what is about to be there;
4. rename each file to where it belongs, assets first and then the pages that use them;
5. remove the files of previous builds that are no longer part of the site;
6. write the manifest of this build.

Up to step 3 the old site stands untouched, so a full disk costs nothing. After a kill in a later
step each file is the old one or the new one, and the next build goes on from there.
"""

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from diascope.diagnostics import Diagnostic
from diascope.write.folder import check_place, read_before
from diascope.write.manifest import Manifest, manifest_text, merged
from diascope.write.names import MANIFEST, STAGING, is_safe, parents
from diascope.write.plan import Content, Plan, make_plan
from diascope.write.reports import (
    report_clashes,
    report_edited,
    report_failure,
    report_foreign,
    report_halfway,
)
from diascope.write.traceback_file import save_traceback

__all__ = ["Content", "Written", "save_traceback", "write_site"]


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did to its output folder."""

    changed: tuple[str, ...] = ()
    """Files that are new or have new bytes."""
    unchanged: tuple[str, ...] = ()
    """Files that were as they should be, and were not touched."""
    removed: tuple[str, ...] = ()
    """Files of previous builds that were removed."""
    digests: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Every file that should be there, with the SHA-256 digest of its bytes."""


class _HalfwayError(Exception):
    """Some files were replaced already when the next could not be."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(cause)
        self.cause = cause


def write_site(
    files: Mapping[str, Content],
    out: Path,
    forbidden: Sequence[Path] = (),
    *,
    partial: bool = False,
) -> tuple[Written, tuple[Diagnostic, ...]]:
    """What was written to the folder `out`, and what was found.

    An error means that the site is not there: nothing was changed, or, where a rename failed, each
    file is whole, the old one or the new one.

    The keys of `files` are paths inside the folder. `out` may neither be, nor lie in, nor contain
    one of the `forbidden` files and folders. A `partial` build keeps the files of other builds.
    Raises ``ValueError`` for a path that leads out of the folder.
    """
    if unsafe := [path for path in files if not is_safe(path)]:
        raise ValueError(f"not a path inside the site: {unsafe[0]!r}")
    try:
        plan, diagnostics = _check(files, out, forbidden, partial)
        if plan is None:
            return Written(), diagnostics
        stored = _write(plan, files, out, partial)
    except _HalfwayError as error:
        return Written(), (report_halfway(error.cause, out),)
    except OSError as error:
        return Written(), (report_failure(error, files.values(), out),)
    unchanged = tuple(sorted(set(files).difference(plan.changed)))
    return Written(plan.changed, unchanged, plan.stale, {**plan.digests, **stored}), diagnostics


def _check(
    files: Mapping[str, Content], out: Path, forbidden: Sequence[Path], partial: bool
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """What to do, or nothing where something forbids it, and what was found."""
    diagnostics = [*check_place(out, forbidden), *report_clashes(files, out)]
    before = read_before(out) if not diagnostics else {}
    if isinstance(before, Diagnostic):
        diagnostics.append(before)
    if diagnostics or isinstance(before, Diagnostic):
        return None, tuple(diagnostics)
    plan = make_plan(files, out, before, partial)
    if plan.foreign:
        return None, tuple(report_foreign(out / path) for path in plan.foreign)
    return plan, tuple(report_edited(out / path) for path in plan.edited)


def _write(plan: Plan, files: Mapping[str, Content], out: Path, partial: bool) -> Mapping[str, str]:
    """Carry out the plan; the digests of what was written.

    Raises ``OSError`` with the old site as it was, or `_HalfwayError` with every file whole.
    """
    left = set(plan.before) if partial else set(plan.edited)
    kept = {path: plan.before[path] for path in left.difference(files)}
    after = merged(kept, {path: (digest,) for path, digest in plan.digests.items()})
    _sweep(out)
    if after == plan.before and not (plan.changed or plan.stale):
        return {}
    out.mkdir(parents=True, exist_ok=True)
    with _staging(out) as staging:
        staged = {path: staging / str(n) for n, path in enumerate(plan.changed)}
        digests = {path: _store(files[path], staged[path]) for path in plan.changed}
        after |= {path: (digest,) for path, digest in digests.items()}
        _put_manifest(merged(plan.before, after), staging, out)
        _put_files(plan, staged, out)
        _put_manifest(after, staging, out)
    return digests


def _put_files(plan: Plan, staged: Mapping[str, Path], out: Path) -> None:
    """Rename the new files into place and remove the stale ones.

    A stale file goes first where a folder takes its place, or a file that of its folder.
    """
    folders = {folder for path in plan.changed for folder in parents(path)}
    changed = set(plan.changed)
    blocking = {p for p in plan.stale if p in folders or not changed.isdisjoint(parents(p))}
    _check_writable(out, {folder for path in changed.union(plan.stale) for folder in parents(path)})
    try:
        _replace(plan, staged, out, folders, blocking)
    except OSError as error:
        raise _HalfwayError(error) from error


def _replace(
    plan: Plan,
    staged: Mapping[str, Path],
    out: Path,
    folders: Iterable[str],
    blocking: Collection[str],
) -> None:
    """Make way, put the new files in their places, and clear what is left of the old ones."""
    for path in sorted(blocking):
        _remove(out, path)
    for path in plan.changed:
        _remove_folders(out / path)
    for folder in sorted(folders):
        (out / folder).mkdir(exist_ok=True)
    for path, temporary in staged.items():
        temporary.replace(out / path)
    for path in sorted(set(plan.stale).difference(blocking)):
        _remove(out, path)


def _check_writable(out: Path, folders: Iterable[str]) -> None:
    """Raise ``PermissionError`` where files of a folder that is there cannot be replaced."""
    for folder in sorted(folders):
        if (out / folder).is_dir() and not os.access(out / folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(out / folder))


def _remove(out: Path, path: str) -> None:
    """Remove a file, and the folders above it that hold nothing else."""
    (out / path).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # a folder that is not empty stays
        for folder in reversed(parents(path)):
            (out / folder).rmdir()


def _remove_folders(path: Path) -> None:
    """Remove a folder that holds nothing but folders; a file stays."""
    for root, _, _ in os.walk(path, topdown=False):
        Path(root).rmdir()


def _put_manifest(manifest: Manifest, staging: Path, out: Path) -> None:
    """Replace the manifest."""
    _store(manifest_text(manifest), staging / MANIFEST)
    (staging / MANIFEST).replace(out / MANIFEST)


def _store(content: Content, path: Path) -> str:
    """Write a new file that everyone may read; its digest."""
    found = hashlib.sha256()
    with path.open("xb") as target:
        for chunk in _chunks(content):
            target.write(chunk)
            found.update(chunk)
    path.chmod(0o644)
    return found.hexdigest()


def _chunks(content: Content) -> Iterator[bytes]:
    """The bytes, those of a file a megabyte at a time."""
    if isinstance(content, bytes):
        yield content
    else:
        with content.open("rb") as source:
            yield from iter(lambda: source.read(1 << 20), b"")


@contextlib.contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """A folder for files that are not whole yet; it is gone when the build ends, well or not."""
    folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(out: Path) -> None:
    """Remove what builds left that were killed."""
    for entry in out.glob(STAGING + "*"):
        shutil.rmtree(entry, ignore_errors=True)
