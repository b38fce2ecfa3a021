"""One mutant's trial: its tests in a process of their own, which ends at the first that fails."""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import importlib.machinery
import os
import signal
import sys
import tempfile
import time
import types
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

import pytest

from mutants.changes import Mutant

ROOT = Path(__file__).parent.parent
OPTIONS = (
    *("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts="),
    *("--hypothesis-seed=0", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
_LONGEST = 600
"""Seconds that the tests of a module as it is may take."""


class Trials:
    """Tries the mutants of one module, as many at once as there are processors."""

    def __init__(self, module: str, tests: Sequence[str]) -> None:
        self._module, self._tests = module, tests
        self._patience = _LONGEST
        self._running = dict[int, tuple[Mutant | None, Path]]()

    def is_passed(self) -> bool:
        """Whether the tests pass with the module as it is; what they import is kept for others.

        A mutant gets some times as long as they take, since many a mutant waits for ever.
        """
        begun = time.monotonic()
        self._start(None)
        passed = self._ended() is not None
        self._patience = int(3 * (time.monotonic() - begun)) + 3
        return passed

    def surviving(self, mutants: Iterable[Mutant]) -> Iterator[Mutant]:
        """The mutants that no test notices."""
        for mutant in mutants:
            self._start(mutant)
            if len(self._running) >= (os.cpu_count() or 1) and (alive := self._ended()):
                yield from filter(None, alive)
        while self._running:
            yield from filter(None, self._ended() or ())

    def _ended(self) -> tuple[Mutant | None] | None:
        """Wait for one trial; its mutant if that has survived."""
        pid, status = os.wait()
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # what its tests have started
        mutant, folder = self._running.pop(pid)
        if mutant is None:
            _import(folder / "imported")
        rmtree(folder, ignore_errors=True)
        return (mutant,) if status == 0 else None

    def _start(self, mutant: Mutant | None) -> None:
        folder = Path(tempfile.mkdtemp(prefix="mutants-"))
        child = os.fork()
        if child == 0:
            os._exit(self._run(mutant, folder))
        self._running[child] = mutant, folder

    def _run(self, mutant: Mutant | None, folder: Path) -> int:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
        signal.alarm(self._patience)
        if mutant is not None:
            sys.meta_path.insert(0, _Finder(self._module, mutant.tree))
        code = int(pytest.main([*OPTIONS, *self._tests]))
        if mutant is None:
            (folder / "imported").write_text("\n".join(_libraries()), encoding="utf-8")
        return code


def _libraries() -> list[str]:
    """The modules that are imported and not ours."""
    files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    ours = tuple(str(ROOT / folder) + os.sep for folder in ("src", "tests", "mutants"))
    return [name for name, file in files.items() if file and not file.startswith(ours)]


def _import(names: Path) -> None:
    """Import those of the modules that are not ours, so that each trial finds them."""
    for name in names.read_text(encoding="utf-8").split("\n") if names.exists() else ():
        if name:
            with suppress(ImportError):
                importlib.import_module(name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads a module from a syntax tree."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        self._module, self._tree = module, tree

    def find_spec(
        self, fullname: str, path: object, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The place of the one module."""
        if fullname != self._module:
            return None
        file = path_of(fullname)
        spec = importlib.machinery.ModuleSpec(fullname, self, origin=str(file))
        if file.name == "__init__.py":
            spec.submodule_search_locations = [str(file.parent)]
        return spec

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the tree."""
        path = str(path_of(self._module))
        module.__file__ = path
        exec(compile(self._tree, path, "exec"), module.__dict__)


def path_of(module: str) -> Path:
    """The file of a module or package of ours."""
    path = ROOT / "src" / Path(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
