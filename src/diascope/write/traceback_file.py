"""The traceback of an exception that nobody expected, in a file that can be sent to us."""

from __future__ import annotations

import os
import tempfile
import traceback
from hashlib import blake2b
from pathlib import Path

from diascope import __version__
from diascope.write.state import state_folder


def save_traceback(error: BaseException) -> Path | None:
    """The file that holds the traceback, or None where none can be written.

    It lies in the user's folder for what programs remember (XDG Base Directory Specification), else
    in that for temporary files.  Its name is a digest, so that one failure makes one file, however
    often it comes.
    """
    import platform

    lines = traceback.format_exception(error)
    system = f"Diascope {__version__}, Python {platform.python_version()}, {platform.platform()}"
    text = f"{system}\n\n{''.join(lines)}".encode("utf-8", "backslashreplace")
    name = f"traceback-{blake2b(text, digest_size=6).hexdigest()}.txt"
    try:
        folder = state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
        return folder / name
    except (OSError, RuntimeError):
        return _temporary(text)


def _temporary(text: bytes) -> Path | None:
    try:
        descriptor, path = tempfile.mkstemp(".txt", "diascope-traceback-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(text)
    except OSError:
        return None
    return Path(path)
