"""An exception that nobody expected as a diagnostic: what failed, where, and its traceback.

The place is found without any cost where nothing fails: among the local variables of the functions
that the exception passed through, the innermost first, there is the token, slide or line that was
at work.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType

from diascope.diagnostics import Diagnostic, Place, of_file
from diascope.diagnostics.place import UNKNOWN
from diascope.parse.survey import PieceError
from diascope.reading.source import Sources
from diascope.write import save_traceback

INTERNAL = "internal-error"
"""The code of an exception that nobody expected."""


def failure(error: Exception, path: Path) -> Diagnostic:
    """What the user is told of an exception, which came while the file at `path` was at work."""
    cause = error.__cause__ if isinstance(error, PieceError) and error.__cause__ else error
    saved = save_traceback(cause)
    words = traceback.format_exception_only(cause)[-1].strip().split("\n")[0][:200]
    where = f"the traceback is in {saved}" if saved else "its traceback could not be saved"
    message = f"Diascope failed here by a mistake of its own ({words}); {where}"
    place, excerpt = _place(error, cause, path)
    hint = "please report it with that file; a slide that is written in another way may pass"
    return Diagnostic(INTERNAL, place, message, hint, excerpt=excerpt)


def _place(error: Exception, cause: BaseException, path: Path) -> tuple[Place, str]:
    """Where in the user's files it failed, and the line that stands there."""
    frames = [frame for frame, _ in traceback.walk_tb(cause.__traceback__)][::-1]
    outer = [frame for frame, _ in traceback.walk_tb(error.__traceback__)][::-1]
    sources = [found for frame in (*frames, *outer) for found in _sources(frame)]
    for place in (found for frame in frames for found in _places(frame)):
        if isinstance(error, PieceError) and not isinstance(place.origin, Path):
            begin = error.anchor.line + place.begin
            return Place(error.anchor.path, begin, begin + 1), ""
        for known in sources:
            if place.origin in known.anchors or place.origin in known.files:
                located = known.locate(place)
                return located, known.excerpt(located)
        if isinstance(place.origin, Path):
            return place, ""
    if isinstance(error, PieceError):
        return Place(error.anchor.path, error.anchor.line, error.anchor.line + 1), ""
    return of_file(path), ""


def _places(frame: FrameType) -> Iterator[Place]:
    """The places that the local variables of a function have or are."""
    for value in frame.f_locals.values():
        with suppress(Exception):  # any object may be there, in any state
            place = getattr(value, "place", None)
            if callable(place):
                place = place(value.line)
            for found in (value, place):
                if isinstance(found, Place) and found is not UNKNOWN:
                    yield found


def _sources(frame: FrameType) -> Iterator[Sources]:
    """The deck's files, as far as a function knows them."""
    for value in frame.f_locals.values():
        with suppress(Exception):
            for found in (value, getattr(value, "sources", None)):
                if isinstance(found, Sources):
                    yield found
