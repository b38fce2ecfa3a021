"""What the user is told about the output folder."""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from diascope.diagnostics import Diagnostic, of_file
from diascope.write.names import OWN, clashes


def refusal(code: str, path: Path, message: str, hint: str = "") -> Diagnostic:
    """An error about a file or folder of the output."""
    return Diagnostic(code, of_file(path), message, hint)


def report_clashes(files: Iterable[str], out: Path) -> Iterator[Diagnostic]:
    """Files of the site that would overwrite each other."""
    for first, second in clashes(files):
        message = f"this file and `{first}` cannot both be written"
        hint = "their paths differ in letter case only, or one is a folder of the other"
        yield refusal("output-unwritable", out / second, message, hint)


def report_foreign(path: Path) -> Diagnostic:
    """An error about something that no build wrote, where a file of the site goes."""
    message = "the site has a file for this place, but no build wrote what stands there"
    hint = "move it away, or remove it if it is not needed"
    return refusal("output-foreign", path, message, hint)


def report_edited(path: Path) -> Diagnostic:
    """A warning about a file that would be removed, had nobody edited it."""
    message = "the site no longer has this file, but it stays, for it was edited after it was built"
    hint = "remove it if it is not needed"
    return Diagnostic("output-edited", of_file(path), message, hint)


def report_failure(error: OSError, sources: Collection[object], out: Path) -> Diagnostic:
    """What the user is told of a file that cannot be read or written."""
    reason = (error.strerror or str(error)).lower()
    path = Path(os.fsdecode(error.filename)) if error.filename else out
    if path in sources:
        code = "file-missing" if isinstance(error, FileNotFoundError) else "file-unreadable"
        return refusal(code, path, f"the file cannot be copied into the site: {reason}")
    place = out if any(name.startswith(OWN) for name in path.parts) else path
    return refusal("output-unwritable", place, f"the site cannot be written: {reason}")


def report_halfway(error: OSError, out: Path) -> Diagnostic:
    """What the user is told where some files are new already and another one cannot be."""
    named = error.filename2 or error.filename  # a rename names the place that it leads to second
    path = Path(os.fsdecode(named)) if named else out
    message = f"the site is written only in part: {(error.strerror or str(error)).lower()}"
    hint = "each file is whole, the old one or the new one; mend this, and build again"
    return refusal("output-partial", path, message, hint)
