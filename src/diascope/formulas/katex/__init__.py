"""What KaTeX would refuse of a formula, found without running KaTeX.

1. `commands` finds the commands that a deck defines;
2. `tokens` cuts a formula up and replaces macros, of which `macros` holds those that are programs;
3. `reader` reads expressions, atoms and groups, `arguments` what functions take, and `handlers`,
   `environments`, `diagrams` and `definitions` what some of them do besides.

`tables` holds what KaTeX knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from diascope.formulas.katex.arguments import arguments
from diascope.formulas.katex.commands import Command, commands_in
from diascope.formulas.katex.errors import RefusedError, UnsureError
from diascope.formulas.katex.handlers import HANDLERS
from diascope.formulas.katex.macros import PROGRAMS
from diascope.formulas.katex.reader import Reader
from diascope.formulas.katex.tokens import END, Tokens

__all__ = ["Command", "commands_in", "refusal"]

_OUTSIDE = {
    "&": "stands outside of an environment such as `aligned`",
    **dict.fromkeys(("}", r"\right", r"\end", r"\endgroup"), "closes nothing"),
}


def refusal(tex: str, commands: Mapping[str, Command], *, is_display: bool) -> str:
    """Why KaTeX would refuse a formula; empty where it would not, or where that is not sure."""
    tokens = Tokens(tex, commands, PROGRAMS)
    reader = Reader(tokens, arguments, HANDLERS, is_display=is_display)
    try:
        reader.expression()
        reader.expect(END, "", _OUTSIDE.get(reader.peek(), "cannot stand in a formula"))
        if tokens.tag and not is_display:
            return r"`\tag` is for formulas between `$$` alone"
        reader.read_tag()
    except RefusedError as error:
        return str(error).replace("@`", "`")  # a name within KaTeX, \operatorname@
    except UnsureError:
        pass
    return ""
