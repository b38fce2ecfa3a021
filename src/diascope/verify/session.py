"""A session: one interactive shell on a pseudo-terminal, and commands typed into it.

1. a command goes into the shell as ``shells`` says: through a pipe on descriptor 9, of which one
   constant line that is typed makes it read, so that no command is read by the one before it;
2. what comes out of the terminal is kept up to a limit, until the mark that the shell prints when
   it is ready again;
3. a command that takes too long, or waits for input, costs the shell: all processes of the session
   are ended, and the next command gets a new one.
"""

from __future__ import annotations

import os
import re
import select
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from secrets import token_hex
from types import TracebackType

from diascope.verify import processes, terminal
from diascope.verify.screen import shown
from diascope.verify.shells import BEGIN, NONCE, RC, Shell, Way
from diascope.verify.traces import without_traces

MOST = 256 * 1024
"""Bytes of an output that are kept."""
_START = 20.0
"""Seconds that a shell has to become ready."""
_QUIET = 1.0
"""Seconds of silence after which it is looked up whether a command waits for input."""
_SETTLED = 0.3
"""Seconds after which a command surely runs, and can be interrupted."""
_STEP = 1000
"""Characters of a typed line; terminals take no more than 4,095 bytes (termios, MAX_CANON)."""
_CHUNK = 1 << 16


class Ending(Enum):
    """How a command ended."""

    DONE = auto()
    """The shell is ready for the next one."""
    TIMEOUT = auto()
    """It took too long; the shell is gone."""
    INPUT = auto()
    """It waited for input; the shell is gone."""
    EXITED = auto()
    """It ended the shell."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command."""

    output: str
    """What a screen would show of its output; lines end in a line feed."""
    status: int | None
    """Its exit status; None where it has none."""
    ending: Ending
    """How it ended."""
    is_cut: bool = False
    """Whether it printed more than is kept."""


class Session:
    """A context manager; when it ends, so do all processes that its commands have started."""

    def __init__(self, shell: Shell, folder: Path, variables: Mapping[str, str]) -> None:
        self._shell = shell
        self._folder = folder
        self._variables = dict(variables)
        self._mark = b""
        self._process: subprocess.Popen[bytes] | None = None
        self._terminal = -1
        self._pipe = -1

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def run(
        self, script: str, timeout: float, interrupt: Callable[[str], bool] | None = None
    ) -> Ran:
        """Run a command, in a new shell where there is none.

        `timeout` is in seconds. `interrupt` is asked, with the output so far, whether it is time to
        press Ctrl-C; that happens once.
        """
        if self._process is None and (lost := self._start()):
            return lost
        terminal.make_plain(self._terminal)
        try:
            pending = self._type(script.replace("\0", ""))
            return self._read(pending, time.monotonic() + timeout, interrupt)
        except BaseException:
            self._abandon()
            raise

    def close(self) -> None:
        """End the shell and all that it has started."""
        if self._process is None:
            return
        processes.end_all(self._process.pid, self._variables.get("HOME", ""))
        os.close(self._terminal)
        os.close(self._pipe)
        self._process.wait()
        self._process = None

    def _start(self) -> Ran | None:
        """Start the shell; what came of it where it does not become ready."""
        nonce = token_hex(8)
        self._mark = rb"\x1b\]133;D;(\d+);%s\x07" % nonce.encode()
        ready = self._shell.ready.replace(NONCE, nonce)
        rc = Path(self._variables["HOME"], f".diascope-{nonce}")
        rc.write_text(ready, encoding="utf-8")
        program = [str(rc) if part == RC else part for part in self._shell.program]
        self._line = f"{self._shell.line.replace(NONCE, nonce)}\n".encode()
        opened = terminal.opened(program, self._folder, self._variables)
        if isinstance(opened, str):
            return Ran(f"{opened}\n", None, Ending.EXITED)
        self._process, self._terminal, self._pipe = opened
        typed = ready.encode() if self._shell.way is Way.TYPED else b""
        if typed:
            os.write(self._terminal, typed)
        ran = self._read(b"", time.monotonic() + _START, None)
        rc.unlink(missing_ok=True)
        return None if ran.ending is Ending.DONE else ran

    def _type(self, script: str) -> bytes:
        """Type the line that runs a command; what is still to be written into the pipe."""
        if self._shell.way is Way.TYPED:
            for line in _escaped(script):
                os.write(self._terminal, line)
            os.write(self._terminal, self._line)
            return b""
        os.write(self._terminal, self._line)
        return script.encode("utf-8", "surrogateescape") + b"\0"

    def _read(self, pending: bytes, until: float, interrupt: Callable[[str], bool] | None) -> Ran:
        """Read up to the mark, and write what is pending meanwhile."""
        kept, begin = _Kept(self._mark), time.monotonic()
        last = begin
        while True:
            writing = [self._pipe] if pending else []
            readable, writable, _ = select.select([self._terminal], writing, [], 0.05)
            if writable:
                pending = pending[terminal.write_some(self._pipe, pending) :]
            data = terminal.read_some(self._terminal, _CHUNK) if readable else None
            if data:
                last = time.monotonic()
                if status := kept.add(data):
                    return self._ran(kept, Ending.DONE, int(status))
            elif data == b"" or (not readable and self._is_gone()):
                while rest := terminal.read_rest(self._terminal, _CHUNK):
                    kept.add(rest)
                self.close()
                return self._ran(kept, Ending.EXITED)
            now = time.monotonic()
            if interrupt and now - begin > _SETTLED and interrupt(self._text(kept)):
                interrupt = None
                os.write(self._terminal, terminal.INTERRUPT)
            if now > until:
                waits = self._waits()
                self._abandon()
                return self._ran(kept, Ending.INPUT if waits else Ending.TIMEOUT)
            if not pending and not interrupt and now - last > _QUIET and self._waits():
                self._abandon()
                return self._ran(kept, Ending.INPUT)

    def _ran(self, kept: _Kept, ending: Ending, status: int | None = None) -> Ran:
        return Ran(self._text(kept), status, ending, kept.is_cut)

    def _text(self, kept: _Kept) -> str:
        """The output so far, without what a shell has echoed of the lines that are typed."""
        _, mark, output = bytes(kept.data).rpartition(BEGIN)
        data = output if mark else bytes(kept.data)
        return without_traces(shown(data.decode("utf-8", "replace")))

    def _is_gone(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def _waits(self) -> bool:
        """Whether the program in the foreground reads from the terminal."""
        return self._process is not None and processes.wait_for_input(self._terminal)

    def _abandon(self) -> None:
        """End a command that does not end: first as Ctrl-C does, at last by force."""
        os.write(self._terminal, terminal.INTERRUPT)
        time.sleep(0.05)
        self.close()


class _Kept:
    """The beginning of an output, and the search for the mark in all of it."""

    def __init__(self, mark: bytes) -> None:
        self.data = bytearray()
        self.is_cut = False
        self._mark = re.compile(mark)
        self._tail = b""

    def add(self, data: bytes) -> bytes | None:
        """Add bytes; the exit status once the mark is among them, which ends the output."""
        window = self._tail + data
        found = self._mark.search(window)
        new = window[: found.start()] if found else window
        fresh = new[len(self._tail) :]
        if found and found.start() < len(self._tail):
            del self.data[len(self.data) - (len(self._tail) - found.start()) :]
        room = MOST - len(self.data)
        self.is_cut |= len(fresh) > room
        self.data += fresh[: max(0, room)]
        self._tail = window[-64:]
        return found[1] if found else None


def _escaped(script: str) -> list[bytes]:
    """Lines that put a command into the variable `__e`, in the escapes that `printf %b` reads."""
    data = script.encode("utf-8", "surrogateescape")
    safe = re.sub(rb"[^A-Za-z0-9 _./=,:;@%+()<>|&{}\[\]~*?!#$\"-]", _octal, data)
    parts = re.findall(rb"(?:\\0[0-7]{3}|[^\\]){1,%d}" % (_STEP // 5), safe)
    return [b"__e=$__e'" + part + b"'\n" for part in parts]


def _octal(match: re.Match[bytes]) -> bytes:
    return b"\\0%03o" % match[0][0]
