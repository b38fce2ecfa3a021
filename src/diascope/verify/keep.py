"""The files beside a deck that a run leaves: its stamp, and how long its commands took."""

from __future__ import annotations

import json
from pathlib import Path

from diascope.commands.stamp import stamp_path
from diascope.verify.perform import Performed
from diascope.write.replace import put_file

DURATIONS = ".durations.json"
"""The end of the name of the file with durations, which is not to be committed."""


def keep_stamp(made: Performed, date: str, always: bool) -> Path | None:
    """Write the stamp where its digests are new, or always; the file, where one was written.

    So a run that finds all as it was changes no file.  Raises `OSError`.
    """
    if made.is_partial or made.is_unchanged or (made.is_stamped() and not always):
        return None
    path = stamp_path(made.job.path)
    put_file(path, made.stamp(date).text().encode())
    return path


def keep_durations(made: Performed) -> None:
    """Write how long each command took, in seconds.  Raises `OSError`."""
    if made.is_partial or made.is_unchanged:
        return
    steps = [
        {"slide": one.command.slide_id, "command": first, "seconds": round(one.seconds, 3)}
        for one in made.results
        if (first := one.command.script.partition("\n")[0])
    ]
    path = made.job.path.with_name(made.job.path.stem + DURATIONS)
    put_file(path, (json.dumps({"steps": steps}, indent=2) + "\n").encode())
