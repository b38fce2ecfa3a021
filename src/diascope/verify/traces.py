"""The traces of `set -x` as they would be if commands were typed, and not given to `eval`."""

from __future__ import annotations

import re

from diascope.patterns import lazy_pattern

_OWN = lazy_pattern(
    r"""\+[ ](?:IFS=|read[ ]-r[ ]-d[ ]''[ ]-u9[ ]__c|case[ ]\$-[ ]in|return[ ]\d+|eval[ ].*)
      |\+{1,2}[ ](?:PROMPT_COMMAND=__\w+|__\w+(?:=.*)?|printf[ ].*133;D;.*|PS[12]=)""",
    re.X,
)
_IS_TRACED = lazy_pattern(r"^\+{1,2} (?:eval |__|PS[12]=)", re.M)


def without_traces(output: str) -> str:
    """The output without the traces of what is typed around a command, one `+` less on its own."""
    if not _IS_TRACED.search(output):
        return output
    kept = (line for line in output.split("\n") if not _OWN.fullmatch(line))
    return "\n".join(line[1:] if line.startswith("++") else line for line in kept)
