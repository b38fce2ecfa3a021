"""What a code means, why it matters, and an example."""

from __future__ import annotations

import textwrap

from diascope.diagnostics import CODES
from diascope.diagnostics.code import DECK
from diascope.diagnostics.reasons import REASONS


def explain(code: str) -> str:
    """A page about a code of the table, for a terminal; raises `KeyError`."""
    row = CODES[code]
    parts = [f"{row.severity}[{code}]: {row.meaning}", textwrap.fill(REASONS[code], 88)]
    if row.file:
        where = f" (in {row.file})" if row.file != DECK else ""
        parts.append(f"For example{where}:\n\n{textwrap.indent(row.example, '    ')}")
    else:
        parts.append(textwrap.fill(f"For example: {row.example}", 88))
    if row.severity != "error":
        parts.append(
            f'To keep it from being told: `ignore = ["{code}"]` in diascope.toml for all decks,\n'
            f"`ignore: [{code}]` in the metadata for one,\n"
            f"`<!-- diascope: ignore {code} -->` on a slide for that slide."
        )
    return "\n\n".join(parts)
