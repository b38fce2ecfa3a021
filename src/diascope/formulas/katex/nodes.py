"""What a formula is made of, as far as it matters to what may stand beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a formula."""

    kind: str
    """`symbol`, `group`, or the kind of the function that made it."""
    text: str = ""
    """The token of a symbol."""
    body: tuple[Node, ...] = ()
    """What stands in a group."""

    @property
    def core(self) -> Node:
        """The node itself, or the one that a group consists of."""
        return self.body[0] if self.kind == "group" and len(self.body) == 1 else self
