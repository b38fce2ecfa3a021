"""One mutant's trial: its tests in a process of their own, which ends at the first that fails."""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import os
import signal
import sys
import types
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import playwright.sync_api  # noqa: F401 (once, and not in each trial)
import pytest

from mutants.changes import Mutant

PATIENCE = 60
"""Seconds that the tests of a mutant may take; what takes longer is noticed as well."""


def surviving(module: str, mutants: Iterable[Mutant], tests: Sequence[str]) -> Iterator[Mutant]:
    """The mutants that no test notices; as many are tried at once as there are processors."""
    running = dict[int, Mutant]()
    for mutant in mutants:
        running[_start(module, mutant.tree, tests)] = mutant
        if len(running) >= (os.cpu_count() or 1):
            yield from _ended(running)
    while running:
        yield from _ended(running)


def is_passed(module: str, tests: Sequence[str]) -> bool:
    """Whether the tests pass with the module as it is."""
    _, status = os.waitpid(_start(module, None, tests), 0)
    return status == 0


def _ended(running: dict[int, Mutant]) -> Iterator[Mutant]:
    """Wait for one trial; its mutant if that has survived."""
    pid, status = os.wait()
    mutant = running.pop(pid)
    if status == 0:
        yield mutant


def _start(module: str, tree: ast.Module | None, tests: Sequence[str]) -> int:
    child = os.fork()
    if child == 0:
        os._exit(_run(module, tree, tests))
    return child


def _run(module: str, tree: ast.Module | None, tests: Sequence[str]) -> int:
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    signal.alarm(PATIENCE)
    if tree is not None:
        sys.meta_path.insert(0, _Finder(module, tree))
    options = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts=")
    return int(pytest.main([*options, *tests]))


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
        return importlib.machinery.ModuleSpec(fullname, self, origin=str(path_of(fullname)))

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the tree."""
        path = str(path_of(self._module))
        module.__file__ = path
        exec(compile(self._tree, path, "exec"), module.__dict__)


def path_of(module: str) -> Path:
    """The file of a module of ours."""
    return Path(__file__).parent.parent / "src" / Path(*module.split(".")).with_suffix(".py")
