"""What Python compiles from text while modules are loaded, kept for the next process.

Python keeps the byte code of modules (`__pycache__`), but neither the programs of regular
expressions nor the methods of dataclasses: to compile these takes a third of a small build.

1. `use_compiled` has `re` and `dataclasses` look here before they compile, in this process;
2. `keep_compiled`, at its end, writes what it had to compile.

Both modules are wrapped at names that are not public. Where a Python has them no more, and where
what is kept is damaged or another Python's, everything is compiled as ever. It lies with the
user and never with a site, since it is code that is run.
"""

from __future__ import annotations

import dataclasses
import marshal
import os
import re
import sys
from contextlib import suppress
from types import CodeType
from typing import Any
from zlib import crc32

from diascope.cache.folder import FOLDER, own_bytes, user_folder
from diascope.cache.sealed import sealed, unsealed

_KIND = "compiled"
_MOST = 4_000_000
"""Bytes that are kept; where there are more, only those that the last process compiled."""
_LEAST = 2_000
"""Bytes of programs and of text that are worth writing: some patterns differ in every process."""
_FILES = 4
"""Files that are kept, one for each Python."""
_Pattern = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, program, number of groups, groups by name, names of groups: as `_sre.compile` has them."""
_PYTHON = f"{sys.version}\n{sys.implementation.cache_tag}\n{sys.flags.optimize}\n".encode()
"""The very Python that the others have to be of, at the beginning of a file."""


class _Compiled:
    """What was compiled: patterns by their text and flags, and code by its text."""

    def __init__(self) -> None:
        self.patterns = dict[tuple[str | bytes, int], _Pattern]()
        self.code = dict[str, CodeType]()


_FRESH = _Compiled()
"""What this process has compiled."""
_KNOWN = _Compiled()
"""What earlier ones had."""


def use_compiled() -> None:
    """Look for patterns and methods among those that were kept before they are compiled."""
    path = os.path.join(user_folder(), FOLDER, _KIND, _name())
    content = unsealed(own_bytes(path) or b"") or b""
    if content.startswith(_PYTHON):
        _KNOWN.patterns, _KNOWN.code = marshal.loads(content[len(_PYTHON) :])
    compiler: Any = getattr(re, "_compiler", None)
    is_known = sys.implementation.name == "cpython" and hasattr(compiler, "_code")
    if is_known and compiler.compile.__module__ != __name__:
        _wrap_patterns(compiler)
    _wrap_methods()


def keep_compiled() -> None:
    """Write what was compiled since, if it is much."""
    if sum(len(one[1]) for one in _FRESH.patterns.values()) + sum(map(len, _FRESH.code)) < _LEAST:
        return
    from pathlib import Path

    from diascope.write.scratch import Scratch

    content = marshal.dumps((_KNOWN.patterns | _FRESH.patterns, _KNOWN.code | _FRESH.code))
    if len(content) > _MOST:
        content = marshal.dumps((_FRESH.patterns, _FRESH.code))
    folder = Scratch(Path(user_folder()), _KIND)
    folder.put(_name(), sealed(_PYTHON + content))
    folder.keep_newest(_FILES)


def _name() -> str:
    return f"{crc32(_PYTHON):08x}"


def _wrap_patterns(compiler: Any) -> None:
    compile_pattern, make_program = compiler.compile, compiler._code

    def compile_or_find(pattern: Any, flags: int = 0) -> Any:
        found = _KNOWN.patterns.get((pattern, flags)) if type(pattern) in (str, bytes) else None
        if found:
            own, program, *groups = found
            with suppress(TypeError, ValueError, RuntimeError):  # what another Python may raise
                return compiler._sre.compile(
                    pattern, own, list(memoryview(program).cast("I")), *groups
                )
        return compile_pattern(pattern, flags)

    def make_and_note(parsed: Any, flags: int) -> Any:
        program = make_program(parsed, flags)
        with suppress(AttributeError):
            _note(parsed.state, flags, program)
        return program

    compiler.compile, compiler._code = compile_or_find, make_and_note


def _note(state: Any, flags: int, program: list[int]) -> None:
    """Note a program, as `re._compiler.compile` hands it on; `state` is that of the parser."""
    from array import array

    names: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    _FRESH.patterns[state.str, flags] = (
        flags | state.flags,
        array("I", program).tobytes(),
        state.groups - 1,
        dict(state.groupdict),
        tuple(names),
    )


def _wrap_methods() -> None:
    def run(text: str, *names: dict[str, Any]) -> None:
        code = _KNOWN.code.get(text) or _FRESH.code.get(text)
        if code is None:
            code = _FRESH.code[text] = compile(text, "<string>", "exec", dont_inherit=True)
        exec(code, *names)

    dataclasses.exec = run  # type: ignore[attr-defined]
