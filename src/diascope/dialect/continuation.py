"""What ends a paragraph at the end of a line (Pandoc manual, "Paragraphs").

Lists, headings, block quotes and backtick fences need no blank line before them
(lists_without_preceding_blankline on; blank_before_header, blank_before_blockquote off).
"""

from __future__ import annotations

from diascope.dialect.block_state import BlockState
from diascope.dialect.fence import opens as opens_fence
from diascope.dialect.fenced_div import CLOSE as DIV_CLOSE
from diascope.dialect.html_tags import closes
from diascope.dialect.list_markers import starts_list
from diascope.patterns import lazy_pattern

QUOTE = lazy_pattern(r" {0,3}> ?")
_MAYBE_ENDS = lazy_pattern(r" {0,3}(?:[#>`:~<]|[-+*]|\(?[\w#@]+[.)]|\(@)")


def goes_on(state: BlockState, line: int) -> bool:
    """Whether the text of the line before goes on with this line."""
    if state.blank(line):
        return False
    text = state.lines[line]
    if not _MAYBE_ENDS.match(text):
        return True
    return not (
        starts_list(text)
        or QUOTE.match(text)
        or text.startswith("#")
        or (text.startswith("`") and opens_fence(state.lines, line))
        or is_closed(state, text)
    )


def is_closed(state: BlockState, text: str) -> bool:
    """Whether a line closes the div or HTML element that encloses it."""
    return closes(text, state.scope.html) or bool(state.scope.divs and DIV_CLOSE.match(text))
