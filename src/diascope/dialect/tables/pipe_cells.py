"""The cells of one row of a pipe table.

Pandoc manual, "Extension: pipe_tables": a pipe divides cells unless it is escaped or stands in
code, math, an HTML tag or a TeX command, which may all run on to the next line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diascope.dialect.html_tags import tag_at

_STOPS = re.compile(r"[|`$<\\\n]")
_INLINE_MATH = re.compile(r"\$(?!\s)(?:\\[^\n]|[^\s\\]|\s+(?![\s$]))(?:\\.|[^\s\\$]|\s+(?![\s$]))*+\$(?!\d)", re.S)
_DISPLAY_MATH = re.compile(r"\$\$(?:(?!\$\$).)++\$\$", re.S)
_TEX = re.compile(r"\\(?!begin\b|end\b)[A-Za-z]++\*?(?:\[[^\[\]\n]*\]|(?P<brace>\{))*+")


@dataclass(slots=True)
class PipeRow:
    """One row of a pipe table as it is written."""

    cells: list[str]
    """Between the pipes, space included."""
    end: int
    """The offset after the row's line."""
