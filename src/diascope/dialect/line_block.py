"""Line blocks, `| verse` (Pandoc manual, "Line blocks")."""

from __future__ import annotations

from diascope.diagnostics import Place
from diascope.dialect.block_state import BlockState
from diascope.dialect.text_spans import trimmed
from diascope.patterns import lazy_pattern

_LINE = lazy_pattern(r"\|(?: +|$)")


def line_block(state: BlockState) -> bool:
    """Read lines that begin with a bar; line ends and leading spaces stay."""
    if not _LINE.match(state.lines[state.line]):
        return False
    start, lines, rows = state.line, list[str](), list[Place]()
    line = start
    while line < len(state.lines):
        text = state.lines[line]
        if _LINE.match(text):
            lines.append(_keep_spaces(text[1:]))
            rows.append(state.place(line)._replace(column=None))
        elif text.startswith(" "):
            lines[-1] = f"{lines[-1]} {text.strip()}".rstrip()
        else:
            break
        line += 1
    state.push("line_block_open", "div", 1).attrSet("class", "line-block")
    state.text("\\\n".join(lines), start, line).rows = tuple(rows)
    state.push("line_block_close", "div", -1, start)
    state.line = line
    return True


def broken_lines(text: str) -> str:
    """A text that stands by itself, such as a title: a line block in it becomes broken lines."""
    lines = text.split("\n")
    if not all(map(_LINE.match, lines)):
        return text
    return "\\\n".join(_keep_spaces(line[1:]) for line in lines)


def _keep_spaces(text: str) -> str:
    """A line with its leading spaces past the first made no-break spaces."""
    body = text.removeprefix(" ")
    spaces = len(body) - len(body.lstrip(" "))
    return "\N{NO-BREAK SPACE}" * spaces + trimmed(body)
