"""Where a command typed on Windows ends, when no further prompt was shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_OPEN, _CLOSE = "({[", ")}]"


def powershell_end(
    lines: Sequence[str], start: int, skip: int, is_prompt: Callable[[str], object]
) -> int:
    """The line after a command of PowerShell.

    It goes on after a backtick or `|` at the end of a line, and until all brackets are closed;
    those that never are do not count.
    """
    depth, opened, end = 0, start + 1, start
    text = lines[start][skip:]
    while True:
        end += 1
        depth = max(0, depth + _balance(text))
        line = text.rstrip()
        joined = line.endswith(("`", "|"))
        if not joined and not depth:
            return end
        if joined and not depth:
            opened = end + 1
        if end == len(lines) or is_prompt(lines[end]):
            return min(opened, end) if depth else end
        text = lines[end]


def batch_end(
    lines: Sequence[str], start: int, skip: int, is_prompt: Callable[[str], object]
) -> int:
    """The line after a command of the Windows command line, which goes on after `^`."""
    end = start + 1
    while lines[end - 1].rstrip().endswith("^") and end < len(lines) and not is_prompt(lines[end]):
        end += 1
    return end


def _balance(text: str) -> int:
    """How many brackets are opened and not closed, outside of quotations."""
    depth, quote = 0, ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        else:
            depth += (char in _OPEN) - (char in _CLOSE)
    return depth
