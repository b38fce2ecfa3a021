"""YAML metadata blocks, read as pandoc 3.9 reads them (its manual, "yaml_metadata_block").

PyYAML's events keep the place of everything; values are made from them here, because YAML's
own types are not pandoc's: a date stays text, `012` is twelve. Depth and the number of values
are limited, so that a few lines of aliases cannot stand for a billion.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import yaml

from diascope.diagnostics import Diagnostic, Diagnostics, Place
from diascope.metadata.numbers import pandoc_number
from diascope.metadata.values import MetaBool, MetaList, MetaMap, MetaText, MetaValue
from diascope.metadata.yaml_hints import QUOTE, hint_for
from diascope.metadata.yaml_places import Mark, YamlBlock
from diascope.patterns import lazy_pattern

MAX_DEPTH = 64
"""Lists and mappings inside each other."""
MAX_VALUES = 50_000
"""Values in one block, each counted as often as an alias repeats it."""


def parse_yaml_block(
    raw: str, first: Place, lines: Sequence[str]
) -> tuple[dict[str, MetaValue] | None, Diagnostics]:
    """The metadata of a block, and what is wrong with it.

    `raw` is what stands between the fences, `first` the place of its first line in the file of
    these lines. A block that holds neither a mapping nor nothing is no metadata for pandoc
    either, and gives ``None``: its lines are Markdown.
    """
    reader = _Reader(YamlBlock(first, lines))
    try:
        value = reader.document(f"{raw}\n")
    except _UnreadableError as error:
        return {}, (*reader.found, error.diagnostic)
    match value:
        case MetaMap():
            return dict(value.items), tuple(reader.found)
        case MetaText(text=""):
            return {}, ()
    return None, ()


class _UnreadableError(Exception):
    """The block cannot be read; never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(slots=True)
class _Reader:
    """Makes values from the events of one block."""

    block: YamlBlock
    found: list[Diagnostic] = field(default_factory=list)
    anchors: dict[str, tuple[MetaValue, int]] = field(default_factory=dict)
    """The values that aliases can name, and how many values each holds."""
    count: int = 0
    """The values read so far."""

    def document(self, raw: str) -> MetaValue:
        """The one document of the block; an empty text where there is none."""
        events = self._events(raw)
        value: MetaValue = MetaText("", self.block.first)
        if isinstance(next(events), yaml.DocumentStartEvent):
            value = self._value(next(events), events, 0)
            next(events)
            after = next(events)
            if isinstance(after, yaml.DocumentStartEvent):
                raise self._unreadable(after, "the block holds a second document")
        return value

    def _events(self, raw: str) -> Iterator[yaml.Event]:
        """The events of the block after the start of the stream.

        Tabs are four spaces, as in all that pandoc reads. Since 6.0.4 PyYAML limits nesting too,
        at 1000 levels, and scans ahead of its events: when its limit strikes, the events go on
        as those of the text before that place, in which the reader finds MAX_DEPTH exceeded.
        """
        if control := _UNPRINTABLE.search(raw):
            before = raw[: control.start()].split("\n")
            mark = Mark(len(before) - 1, len(before[-1]))
            message = f"the character U+{ord(control.group()):04X} cannot stand in YAML"
            raise _UnreadableError(self.block.error(mark, message))
        text, count = raw.expandtabs(4), 0
        try:
            for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
                if count:
                    yield event
        except yaml.MarkedYAMLError as error:
            if error.problem == _LIBRARY_LIMIT and error.problem_mark:
                yield from islice(self._events(text[: error.problem_mark.index]), count, None)
            problem = (error.problem or "this cannot be read").removeprefix("found ")
            opened = error.context_mark if error.context in _OPENED else None
            where = opened or error.problem_mark
            mark = Mark(where.line, where.column) if where else Mark(0, 0)
            raise _UnreadableError(
                self.block.error(mark, problem, hint_for(problem, raw))
            ) from None
        except yaml.YAMLError as error:
            raise _UnreadableError(self.block.error(Mark(0, 0), str(error))) from None

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> MetaValue:
        """The value that begins with the event."""
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self.count
        self._take(event, 1)
        value: MetaValue
        match event:
            case yaml.ScalarEvent():
                value = self._scalar(event)
            case yaml.SequenceStartEvent():
                value = self._list(event, events, depth)
            case _:
                value = self._map(event, events, depth)
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self.anchors[event.anchor] = value, self.count - before
        return value

    def _alias(self, event: yaml.AliasEvent) -> MetaValue:
        if event.anchor not in self.anchors:
            hint = "put the value in quotes: `*` begins an alias"
            raise self._unreadable(event, f"nothing has the anchor `{event.anchor}`", hint)
        value, count = self.anchors[event.anchor]
        self._take(event, count)
        return value

    def _scalar(self, event: yaml.ScalarEvent) -> MetaValue:
        place = self._place(event)
        if event.style in {"|", ">"}:
            below = Place(place.origin, place.begin + 1, place.end)
            return MetaText(event.value, below, is_verbatim=event.style == "|")
        if event.style or event.tag == "tag:yaml.org,2002:str":
            return MetaText(event.value, place, is_verbatim=False)
        if event.value in _WORDS:
            return MetaBool(_WORDS[event.value], event.value, place)
        text = "" if event.value in _NULLS else pandoc_number(event.value) or event.value
        is_verbatim = text == event.value and place.end - place.begin == 1
        return MetaText(text, place, is_verbatim, "" if is_verbatim else event.value)

    def _list(
        self, event: yaml.SequenceStartEvent, events: Iterator[yaml.Event], depth: int
    ) -> MetaValue:
        self._check_depth(event, depth)
        items = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(self._value(item, events, depth + 1))
        return MetaList(tuple(items), self._place(event))

    def _map(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> MetaValue:
        """The mapping without keys that end in `_`, which pandoc leaves to other programs."""
        self._check_depth(event, depth)
        items: dict[str, MetaValue] = {}
        merged: dict[str, MetaValue] = {}
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            name = self._key(key, items, depth)
            value = self._value(next(events), events, depth + 1)
            if name == "<<":
                merged = _merge_key(value) | merged
            elif not name.endswith("_"):
                items[name] = value
        return MetaMap(merged | items, self._place(event))

    def _key(self, event: yaml.Event, items: dict[str, MetaValue], depth: int) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._unreadable(event, "a key must be text", QUOTE)
        mark = _mark(event)
        if event.value in items:
            self.found.append(self.block.repeated(event.value, mark))
        elif depth == 0 and (misspelt := self.block.misspelt(event.value, mark)):
            self.found.append(misspelt)
        return str(event.value)

    def _take(self, event: yaml.Event, count: int) -> None:
        self.count += count
        if self.count > MAX_VALUES:
            raise self._unreadable(event, f"the block holds more than {MAX_VALUES} values")

    def _check_depth(self, event: yaml.Event, depth: int) -> None:
        if depth >= MAX_DEPTH:
            raise self._unreadable(event, f"values are nested deeper than {MAX_DEPTH} levels")

    def _unreadable(self, event: yaml.Event, message: str, hint: str = "") -> _UnreadableError:
        mark = _mark(event)
        return _UnreadableError(self.block.error(mark, message, hint))

    def _place(self, event: yaml.Event) -> Place:
        """The place in the file; of a list or mapping the line that it begins on."""
        place, end = self.block.place(_mark(event)), event.end_mark
        lines = end.line - event.start_mark.line if end and event.start_mark else 0
        return place._replace(end=place.begin + max(1, lines + (end.column > 0 if end else 0)))


def _mark(event: yaml.Event) -> Mark:
    """Where the event begins."""
    start = event.start_mark
    return Mark(start.line, start.column) if start else Mark(0, 0)


def _merge_key(value: MetaValue) -> dict[str, MetaValue]:
    """What the merge key `<<` adds; of several mappings the first to have a key counts."""
    match value:
        case MetaMap():
            return dict(value.items)
        case MetaList():
            maps = [dict(item.items) for item in value.items if isinstance(item, MetaMap)]
            return {key: item for each in reversed(maps) for key, item in each.items()}
    return {}


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = {
    form: value
    for words, value in (("y yes on true", True), ("n no off false", False))
    for word in words.split()
    for form in (word, word.title(), word.upper())
}
_NULLS = {"", "~", "null", "Null", "NULL"}
_UNPRINTABLE = lazy_pattern(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ufeff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_LIBRARY_LIMIT = "exceeded maximum nesting depth"
"""What libyaml says of values that are nested deeper than it allows."""
_OPENED = {
    "while parsing a flow mapping",
    "while parsing a flow sequence",
    "while scanning a block scalar",
    "while scanning a quoted scalar",
    "while scanning a simple key",
    "while scanning a tag",
    "while scanning an alias",
    "while scanning an anchor",
}
"""Where a mistake is found long after its beginning, and the beginning says more."""
