"""The block parser: lines in, markdown-it tokens out.

It runs markdown-it's loop, every rule in turn at the next line that is not blank.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it.parser_block import ParserBlock

from diascope.dialect.block_state import BlockState, Container

BlockRule = Callable[[BlockState], bool]
"""Read one block at `state.line`, push its tokens and go past it; or change nothing, say False."""


class BlockParser(ParserBlock):
    """markdown-it's block parser with Pandoc's rules."""

    def __init__(self, rules: Sequence[tuple[str, BlockRule, str]]) -> None:
        super().__init__()
        self.rules = tuple((rule, chars) for _, rule, chars in rules)
        self._chains: dict[str, tuple[BlockRule, ...]] = {}

    def read(self, state: BlockState) -> None:
        """Read all blocks of the lines."""
        lines, containers = state.lines, state.containers
        while (line := lines.next_text(state.line)) < len(lines):
            state.line = line
            if containers and _leave(state, containers[-1]):
                continue
            self._block(state)
        while containers:
            container = containers.pop()
            state.scope = container.outer
            container.abandon(state, container)
            if container.opening.nesting:
                state.finish(container.opening, state.tokens[-1])

    def _block(self, state: BlockState) -> None:
        """Read the one block that begins at `state.line`."""
        size, open_ = len(state.tokens), len(state.containers)
        for rule in self._chain(state.lines[state.line].lstrip(" ")[:1]):
            if rule(state):
                if len(state.tokens) > size and len(state.containers) == open_:
                    last = state.tokens[-1]
                    state.finish(state.tokens[size], last if last.nesting < 0 else None)
                return
        raise AssertionError("the paragraph rule takes any line")

    def _chain(self, char: str) -> tuple[BlockRule, ...]:
        key = "0" if char.isdecimal() else "a" if char.isalnum() else char
        found = self._chains.get(key)
        if found is None:
            found = tuple(rule for rule, chars in self.rules if not chars or key in chars)
            self._chains[key] = found
        return found


def _leave(state: BlockState, container: Container) -> bool:
    """Whether the innermost container ends here; if so, it is left."""
    if container.indent:
        state.lines.shorten(state.line, min(container.indent, state.lines.indent(state.line)))
    if not container.ends(state, container):
        return False
    state.containers.pop()
    state.scope = container.outer
    if container.opening.nesting:
        state.finish(container.opening, state.tokens[-1])
    return True
