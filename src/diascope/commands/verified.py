"""The note on a slide that says when its commands were verified, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diascope.cache.memory import Memory
from diascope.commands.chain import chain, demo_digest, demo_of
from diascope.commands.plan import plan_of
from diascope.commands.stamp import PASSED, Stamp, read_stamp
from diascope.deck.model import Deck, Slide, Stack
from diascope.dialect.html_escape import escape_html
from diascope.dialect.tokens import Token
from diascope.parse.block import Block
from diascope.reading.disk import Disk


def with_notes(deck: Deck, memory: Memory, disk: Disk) -> Deck:
    """The deck with a note on each slide whose commands are as its stamp says, and have passed.

    What has changed since then, in the deck or in `demo/`, has no note, nor what comes after it.
    """
    stamp = read_stamp(deck.source.path, disk) if deck.meta.show_verified else None
    if stamp is None:
        return deck
    try:
        demo = demo_digest(demo_of(deck.source.path), disk)
    except OSError:
        return deck
    key = ("verified", stamp.text(), demo, deck.stacks)
    return replace(deck, stacks=memory.get(key, lambda: _noted(deck, stamp, demo, memory)))


def _noted(deck: Deck, stamp: Stamp, demo: str, memory: Memory) -> tuple[Stack, ...]:
    note = _note(stamp)
    passed = {slide for slide in _verified(deck, stamp, demo) if slide.blocks}
    slides = [slide for slide in deck.slides() if slide in passed]
    made = memory.each(("verified slides", note), slides, lambda slide: _with_note(slide, note))
    new = dict(zip(slides, made, strict=True))
    return tuple(tuple(new.get(slide, slide) for slide in stack) for stack in deck.stacks)


def _verified(deck: Deck, stamp: Stamp, demo: str) -> set[Slide]:
    """The slides with commands that all were verified as they are now."""
    commands = plan_of(deck).commands
    digests = chain(commands, demo, stamp.versions)
    results = {step.digest: step.result for step in stamp.steps}
    good, bad = set[Slide](), set[Slide]()
    for command, digest in zip(commands, digests, strict=True):
        if command.block.slide:
            (good if results.get(digest) == PASSED else bad).add(command.block.slide)
    return good - bad


def _with_note(slide: Slide, note: str) -> Slide:
    token = Token("html_block", "", 0, content=note, place=slide.place)
    return replace(slide, blocks=(*slide.blocks, Block("html_block", (token,))))


def _note(stamp: Stamp) -> str:
    """The note: the day, then the versions of the tools, then that of the shell."""
    first, *others = _versions(stamp) or [""]
    words = " · ".join(filter(None, (f"checked {stamp.date}", *others, first)))
    return f'<p class="verified">{escape_html(words)}</p>'


def _versions(stamp: Stamp) -> Sequence[str]:
    return [f"{name} {version}".strip() for name, version in stamp.versions.items()]
