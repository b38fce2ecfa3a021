"""What an earlier build printed, if another one would do and print the same."""

from __future__ import annotations

import json
import os
import time
from typing import Any

from diascope.unchanged.facts import compared
from diascope.unchanged.question import Question

_MOST = 1 << 26
"""Bytes of notes that are read."""


def answer(question: Question) -> dict[str, str] | None:
    """What is to be printed, by the fields of `record.Said`; None where the site is to be built.

    Notes that are damaged, another user's or of another form count as none.
    """
    for folder in question.places():
        path = os.path.join(folder, question.name)
        try:
            notes = _read(path)
            if notes is None or notes["key"] != question.key:
                continue
            moment, is_same = time.time_ns(), compared(notes)
            said = {name: text for name, text in notes["said"].items() if isinstance(text, str)}
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            continue
        if is_same is None:
            _put(path, {**notes, "moment": moment})
        if is_same is not False:
            return said
    return None


def _read(path: str) -> dict[str, Any] | None:
    try:
        with open(path, encoding="utf-8") as file:
            found = os.fstat(file.fileno())
            is_ours = not hasattr(os, "getuid") or found.st_uid == os.geteuid()
            notes = json.load(file) if is_ours and found.st_size < _MOST else None
    except OSError:
        return None
    return notes if isinstance(notes, dict) else None


def _put(path: str, notes: dict[str, Any]) -> None:
    """Replace notes, if they can be: else the bytes are compared the next time, too."""
    from pathlib import Path

    from diascope.write.replace import put_file

    try:
        put_file(Path(path), json.dumps(notes).encode())
    except OSError:
        return
