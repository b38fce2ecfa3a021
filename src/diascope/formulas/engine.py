"""KaTeX in an embedded JavaScript engine: QuickJS, by way of dukpy.

The engine is imported and loaded when the first formula is typeset, about 0.1 s once for a
process; after that a formula takes about 2 ms.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from diascope.config.theme import builtin_static
from diascope.reading.disk import Disk

_SCRIPTS = (
    builtin_static() / "vendor" / "katex" / "katex.js",
    Path(__file__).with_name("typeset.js"),
)
_REFUSAL = "ParseError"
"""The name of KaTeX's own errors; the others are the engine's."""
_LIMITS = {"RangeError": "it is nested too deeply"}
_TOO_LARGE = "it grows too large"
_EXPANDS = "its commands expand without end, or to too much"
"""In place of KaTeX's words, which speak of its settings."""


class EngineMissingError(Exception):
    """KaTeX cannot be run here; the message is the reason, in a few words."""


class RefusedError(Exception):
    """KaTeX does not typeset a formula; the message is its reason, with the position."""


class Engine:
    """One JavaScript context with KaTeX in it, and the commands that the last formula knew."""

    def __init__(self) -> None:
        """Raise `EngineMissingError` where the engine or KaTeX cannot be loaded."""
        self._lock = Lock()
        self._context: Any = None
        self._macros: tuple[str, ...] = ()
        try:
            import dukpy

            self._dukpy = dukpy
            self._scripts = ";\n".join(Disk().read(path).decode() for path in _SCRIPTS)
        except ImportError as error:
            raise EngineMissingError(f"dukpy cannot be imported: {error}") from error
        except OSError as error:
            raise EngineMissingError(f"{error.filename}: {error.strerror}") from error

    def typeset(self, tex: str, is_display: bool, macros: tuple[str, ...]) -> str:
        """Return a formula's HTML with MathML in it, or raise `RefusedError`.

        `macros` are definitions in TeX.
        """
        with self._lock:
            try:
                self._prepare(macros)
                found = self._run("typeset(dukpy.tex, dukpy.display)", tex=tex, display=is_display)
            except self._dukpy.JSRuntimeError as error:
                self._context = None
                raise RefusedError(_TOO_LARGE) from error
        if "html" in found:
            return str(found["html"])
        if found["error"] != _REFUSAL:
            raise RefusedError(_LIMITS.get(found["error"], _TOO_LARGE))
        raise RefusedError(_reason(found["message"]))

    def _prepare(self, macros: tuple[str, ...]) -> None:
        """Load the scripts where that is to be done, and define the commands."""
        if self._context is None:
            self._macros = ()
            self._context = self._dukpy.JSInterpreter()
            self._run(self._scripts)
        if macros != self._macros:
            self._run("define(dukpy.macros)", macros=macros)
            self._macros = macros

    def _run(self, script: str, **values: object) -> Any:
        """Evaluate a script; its value as JSON, decoded."""
        return self._context.evaljs(f"{script};\n", **values)


@cache
def engine() -> Engine:
    """The engine of this process; raises `EngineMissingError`."""
    return Engine()


def _reason(message: str) -> str:
    """KaTeX's message without its prefix and the combining marks that underline the place."""
    said = message.removeprefix("KaTeX parse error: ").replace("\N{COMBINING LOW LINE}", "")
    said = said.replace("'EOF'", "the end")
    return _EXPANDS if said.startswith("Too many expansions") else " ".join(said.split())
