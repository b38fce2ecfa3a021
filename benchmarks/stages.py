"""Where the time of one build goes, by stage, in milliseconds of the processor.

    python benchmarks/stages.py OUT.json [argument of diascope]...

Functions of the package are wrapped as soon as the module that they stand in is loaded, so before
another can take them from it.  Each stage has its own time, without that of the stages within it.
`measured` runs this file in a process of its own.
"""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:  # so that nothing is loaded here that a build would have to
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

PLACES: Mapping[str, Sequence[str]] = {
    "regular expressions": ["re._compiler:compile"],
    "reading": [
        *(
            f"diascope.reading.filesystem:{name}"
            for name in ("status", "content", "entries", "real", "places")
        ),
    ],
    "parsing": ["diascope.deck.read:read_deck"],
    "links": ["diascope.links.resolve:resolve_addresses", "diascope.links.targets:check_targets"],
    "rendering": ["diascope.render.pages:deck_page"],
    "highlighting": ["diascope.snippets.highlight:highlight"],
    "formulas": ["diascope.formulas:typeset"],
    "templates": [
        "diascope.render.templates:Templates.__init__",
        "diascope.render.templates:Templates.render",
    ],
    "writing": ["diascope.pipeline.styles:finished", "diascope.write:write_site"],
    "notes for the next build": ["diascope.unchanged.record:record"],
}
"""The functions of each stage, as `module:name`."""
STAGES = ("start of Python", "imports", *PLACES, "all else")
"""What is told, in the order of a build."""


class Clock:
    """Gives the time of the processor to the stage that is at work."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(STAGES, 0.0)
        self.stack = ["all else"]
        self.since = 0.0
        self.turn("start of Python")

    def turn(self, stage: str) -> None:
        """Give the time since the last turn to a stage."""
        now = time.process_time()
        self.spent[stage] += now - self.since
        self.since = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, whose time is that of a stage."""

        def wrapped(*arguments: Any, **named: Any) -> Any:
            self.turn(self.stack[-1])
            self.stack.append(stage)
            try:
                return function(*arguments, **named)
            finally:
                self.turn(self.stack.pop())

        return wrapped


def install(clock: Clock) -> None:
    """Time imports, and wrap functions as their modules are loaded."""
    places = {place: stage for stage, found in PLACES.items() for place in found}
    waiting: dict[str, list[str]] = {}
    for place in places:
        waiting.setdefault(place.partition(":")[0], []).append(place)
    bootstrap: Any = sys.modules["_frozen_importlib"]
    find = clock.timed("imports", bootstrap._find_and_load)

    def load(name: str, import_: Any) -> Any:
        module = find(name, import_)
        for place in waiting.pop(name, ()):
            wrap(module, place, clock, places[place])
        return module

    bootstrap._find_and_load = load
    for name in waiting.keys() & sys.modules.keys():
        load(name, __import__)


def wrap(module: Any, place: str, clock: Clock, stage: str) -> None:
    """Put a timed function in the place of one."""
    owner, (*owners, name) = module, place.partition(":")[2].split(".")
    for one in owners:
        owner = getattr(owner, one)
    setattr(owner, name, clock.timed(stage, getattr(owner, name)))


def main() -> None:
    """Build, and write what each stage needed."""
    clock = Clock()
    out, sys.argv = sys.argv[1], ["diascope", *sys.argv[2:]]
    install(clock)
    try:
        from diascope.__main__ import main as build

        build()
    except SystemExit as end:
        if end.code:
            raise
    clock.turn("all else")
    told = (f'"{stage}": {seconds * 1000:.3f}' for stage, seconds in clock.spent.items())
    with open(out, "w", encoding="utf-8") as file:  # noqa: PTH123  no module more than needed
        file.write("{" + ", ".join(told) + "}")


if __name__ == "__main__":
    main()
