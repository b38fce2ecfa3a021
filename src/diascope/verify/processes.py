"""The processes that commands have started: whether one waits for input, and how all are ended.

They are those of the session of the shell, and, on Linux, all that have the run's temporary home in
their environment: daemons leave the session, but seldom their environment.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_PATIENCE = 2.0
"""Seconds in which processes that are killed have to be gone."""
_READ = {"x86_64": "0", "aarch64": "63"}
"""The number of the system call `read`."""


def wait_for_input(terminal: int) -> bool:
    """Whether the program in the foreground of a terminal is reading from it; only Linux tells."""
    try:
        group = os.tcgetpgrp(terminal)
    except OSError:
        return False
    number = _READ.get(os.uname().machine)
    return any(_reads(pid, number) for pid in _pids() if _field(pid, 4) == group)


def end_all(session: int, home: str) -> None:
    """End all processes of a session, and all that have this home: at once, then by force."""
    for pid in _own(session, home):
        _signal(pid, signal.SIGHUP)
        _signal(pid, signal.SIGTERM)
        _signal(pid, signal.SIGCONT)
    until = time.monotonic() + _PATIENCE
    soft = time.monotonic() + 0.2
    while (left := list(_own(session, home))) and time.monotonic() < until:
        if time.monotonic() > soft:
            for pid in left:
                _signal(pid, signal.SIGKILL)
        time.sleep(0.005)


def _own(session: int, home: str) -> Iterator[int]:
    mark = f"HOME={home}\0".encode()
    for pid in _pids():
        if pid != os.getpid() and (_field(pid, 5) == session or _has(pid, mark)) and _lives(pid):
            yield pid


def _pids() -> Iterator[int]:
    if _PROC.is_dir():
        yield from (int(one.name) for one in _PROC.iterdir() if one.name.isdigit())
        return
    listed = subprocess.run(["ps", "-axo", "pid="], capture_output=True, text=True, check=False)
    yield from map(int, listed.stdout.split())


def _field(pid: int, number: int) -> int:
    """A field of a process's state, from 0 (proc_pid_stat(5)): 4 its group, 5 its session."""
    if not _PROC.is_dir():
        with contextlib.suppress(OSError):
            return os.getsid(pid) if number == 5 else os.getpgid(pid)
        return -1
    try:
        after_name = (_PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2]
    except OSError:
        return -1
    return int(after_name.split()[number - 2])


def _lives(pid: int) -> bool:
    """Whether a process is more than an entry that its parent has not read yet (a zombie)."""
    try:
        text = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return not _PROC.is_dir()
    return text.rpartition(")")[2].split()[0] not in "ZX"


def _has(pid: int, mark: bytes) -> bool:
    try:
        return mark in (_PROC / str(pid) / "environ").read_bytes() + b"\0"
    except OSError:
        return False


def _reads(pid: int, number: str | None) -> bool:
    """Whether a process is in the system call that reads from a terminal."""
    try:
        call, first, *_ = [*(_PROC / str(pid) / "syscall").read_text().split(), "", ""]
        if call != number:
            return False
        target = str((_PROC / str(pid) / "fd" / str(int(first, 16))).readlink())
    except (OSError, ValueError):
        return False
    return target.startswith(("/dev/pts/", "/dev/tty"))


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, number)
