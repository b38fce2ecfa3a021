"""Work that is done by other processes of the same program, forked from this one."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Mapping


def processors() -> int:
    """How many processes can run at once; one where forking is not safe, as among threads."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return len(os.sched_getaffinity(0)) if is_safe else 1


def in_another_process(work: Callable[[], Mapping[str, str]]) -> Callable[[], dict[str, str]]:
    """Begin with a work in a process of its own; what is returned waits for the result.

    The result is empty where that process fails. It has to be waited for. Raises `OSError` where
    there can be no further process.
    """
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    if not process:
        _do(work, writing)
    os.close(writing)

    def result() -> dict[str, str]:
        with os.fdopen(reading, "rb") as pipe:
            content = pipe.read()
        os.waitpid(process, 0)
        try:
            return dict(json.loads(content))
        except ValueError:
            return {}

    return result


def _do(work: Callable[[], Mapping[str, str]], writing: int) -> None:
    """Do the work, write its result, and end at once: nothing of the parent's is to be tidied."""
    try:
        content = json.dumps(work()).encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(content)
    finally:
        os._exit(0)
