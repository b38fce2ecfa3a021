"""The pseudo-terminal of a session."""

from __future__ import annotations

import contextlib
import os
import select
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from diascope.verify.programs import find

COLUMNS, ROWS = 100, 30
"""The size of the window."""
INTERRUPT = b"\x03"
"""What Ctrl-C types."""
_STARTER = """
import os, signal, sys
pipe, *program = sys.argv[1:]
for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
    signal.signal(number, signal.SIG_DFL)
os.login_tty(0)
os.dup2(int(pipe), 9, inheritable=True)
os.execvp(program[0], program)
"""
"""Makes the terminal that of a new session, and the pipe descriptor 9, for the program.

Signals do what they do in a new shell: Python ignores SIGPIPE, and jobs in the background SIGINT.

A program of its own, since a process with threads should not do so between `fork` and `exec`.
"""


def opened(
    program: Sequence[str], folder: Path, variables: Mapping[str, str]
) -> tuple[subprocess.Popen[bytes], int, int] | str:
    """A program on a new terminal: its process, the terminal, and the end of a pipe to write into.

    Where it cannot be started, why, in words.
    """
    import fcntl
    import termios

    if find(program[0], variables) is None:
        return f"there is no program `{program[0]}`"
    ours, theirs = os.openpty()
    reading, writing = os.pipe()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        make_plain(theirs)
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _STARTER, str(reading), *program],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=dict(variables),
            pass_fds=(reading,),
        )
    except OSError as error:
        os.close(ours)
        os.close(writing)
        return f"`{program[0]}` cannot be started: {error.strerror}"
    finally:
        os.close(theirs)
        os.close(reading)
    os.set_blocking(writing, False)
    return process, ours, writing


def make_plain(terminal: int) -> None:
    """Have the terminal take lines and not echo them, whatever the last command made of it."""
    import termios

    with contextlib.suppress(termios.error):
        modes = termios.tcgetattr(terminal)
        modes[0] = termios.ICRNL | termios.IXON
        modes[1] = termios.OPOST | termios.ONLCR
        modes[3] = termios.ISIG | termios.ICANON | termios.IEXTEN
        modes[6][termios.VINTR] = INTERRUPT
        termios.tcsetattr(terminal, termios.TCSANOW, modes)


def write_some(pipe: int, data: bytes) -> int:
    """Write as much as there is room for; the number of bytes, all where nobody reads any more."""
    try:
        return os.write(pipe, data)
    except BlockingIOError:
        return 0
    except BrokenPipeError:
        return len(data)


def read_some(terminal: int, most: int) -> bytes:
    """What has come out of the terminal; empty once all that wrote to it are gone."""
    try:
        return os.read(terminal, most)
    except OSError:  # EIO, as Linux says that
        return b""


def read_rest(terminal: int, most: int) -> bytes:
    """The same, of a terminal that nobody may write to any more: it does not wait."""
    readable, _, _ = select.select([terminal], [], [], 0)
    return read_some(terminal, most) if readable else b""
