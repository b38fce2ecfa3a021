"""A live server of its own for a test, as the user starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import HTTPError
from urllib.request import urlopen

from harness import Site

from diascope.cache.memory import Memory
from diascope.reading.disk import Disk
from diascope.serve.live import Live
from diascope.serve.site import next_state
from diascope.serve.state import State

STARTED = re.compile(r"http://\S+")
POLICY = re.compile(r"\n *<meta http-equiv=\"Content-Security-Policy\"[^>]*>")
"""What served pages have more than those in memory, and other than built ones."""
PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # shells ignore it for background jobs
from diascope.cli import main
main()
"""
PATIENCE = 10.0
"""Seconds after which a test gives up waiting."""


class Following:
    """The state of a site that follows its files when it is told to."""

    def __init__(self, *named: Path) -> None:
        self.named = named
        self.memory = Memory()
        self.disk = Disk()
        self.state = State()

    def renew(self, changed: Collection[Path] | None = None) -> None:
        """Compute the next state, given what has changed; None stands for all."""
        self.disk.forget(changed)
        self.state = next_state(self.state, self.named, self.memory, self.disk)


def served(*named: Path) -> Live:
    """A live site of the current folder, as it is served once it was read."""
    live = Live(named, lambda diagnostics: None)
    live.replace(next_state(live.state, named, live.memory, live.disk))
    live.ready.set()
    return live


class Serving:
    """`diascope serve` in a folder, while it is entered."""

    def __init__(
        self, folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> None:
        command = [sys.executable, "-c", PROGRAM, "serve", "--no-open", *arguments]
        self.errors = (folder / ".serve-errors").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
        )
        self.said = ""
        self.url = self._url()

    def _url(self) -> str:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line
            if found := STARTED.search(line):
                return found[0]
        raise AssertionError(self.complaints())

    def complaints(self) -> str:
        """What the terminal shows beside the address."""
        return Path(self.errors.name).read_text(encoding="utf-8")

    def stop(self) -> float:
        """Press Ctrl-C; the seconds until the end."""
        begun = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(PATIENCE) == 0, self.complaints()
        return time.perf_counter() - begun

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.stop()
        assert self.process.stdout
        self.process.stdout.close()
        self.errors.close()


class Lasting:
    """A server that several tests use one by one, each with the same files to begin with."""

    def __init__(self, site: Site, files: Mapping[str, str]) -> None:
        self.site = site
        self._files = files
        site.write(files)
        self.serving = Serving(site.root, "--port", "0")
        self._pages = self._served()

    def restore(self) -> None:
        """Have the files of the beginning and no others, and wait until the server has them."""
        for path in sorted(self.site.root.rglob("*"), reverse=True):
            name = path.relative_to(self.site.root).as_posix()
            if path.is_dir():
                with suppress(OSError):
                    path.rmdir()
            elif name not in self._files and not name.startswith("."):
                path.unlink()
        self.site.write(self._files)
        until(lambda: self._served() == self._pages, "the files of the beginning are not served")

    def _served(self) -> list[bytes]:
        """The index, and the page of the first deck."""
        deck = Path(next(iter(self._files))).stem
        return [self._answer(path) for path in ("", f"{deck}/")]

    def _answer(self, path: str) -> bytes:
        try:
            with urlopen(self.serving.url + path) as answer:
                return bytes(answer.read())
        except HTTPError:
            return b""


def until(holds: Callable[[], object], what: str = "") -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what or "it does not come true"
        time.sleep(0.01)
