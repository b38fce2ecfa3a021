"""Authors and where they work.

Names are pandoc's: a text or a list of texts. The mappings are those of Quarto
(https://quarto.org/docs/journals/authors.html), of JOSS, and of papaja: an author has a name and
affiliations, which are given in place, or listed for the deck and referred to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diascope.config.table import Type
from diascope.metadata.typed import Entry, as_text, quiet
from diascope.metadata.values import MetaList, MetaMap, MetaText, MetaValue

_NAMES = ("name", "institution")
"""Under which an affiliation has its name."""
_IDS = ("id", "index")
"""Under which it has what authors refer to."""
_PLACES = ("affiliation", "affiliations")
"""Under which an author has affiliations."""
_NAMED = "a name, or a mapping with a `name`"


@dataclass(frozen=True, slots=True)
class Author:
    """One author."""

    name: MetaText
    """The name, in Markdown."""
    affiliations: tuple[int, ...] = ()
    """Where the author works: indices into the deck's affiliations, from 0."""


@dataclass(slots=True)
class _Affiliations:
    """The affiliations that were met so far, each once."""

    entry: Entry
    names: list[MetaText] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    """Their indices, by name and by what authors refer to."""

    def add(self, value: MetaValue) -> list[int]:
        """The indices of what a value names or refers to; several for `1, 2`."""
        given = value.items if isinstance(value, MetaMap) else {}
        reference = as_text(given.get("ref"))
        text = reference or as_text(value) or _first(given, _NAMES)
        if text is None:
            self.entry.misfit("affiliation", value, _NAMED)
            return []
        found = self._referred(text.text)
        if found is None and reference:
            self.entry.misfit("ref", reference, "the `id` of one of the `affiliations`")
            return []
        if found is None:
            found = [len(self.names)]
            self.names.append(text)
        own = _first(given, _IDS)
        for word in (text, own) if own else (text,):
            self.known.setdefault(word.text.strip(), found[0])
        return found

    def _referred(self, text: str) -> list[int] | None:
        if text.strip() in self.known:
            return [self.known[text.strip()]]
        words = [word.strip() for word in text.split(",")]
        return [self.known[word] for word in words] if set(words) <= set(self.known) else None


def read_authors(entry: Entry) -> tuple[tuple[Author, ...], tuple[MetaText, ...]]:
    """The authors, and all affiliations: those of the deck first, then as authors name them."""
    places = _Affiliations(entry)
    for item in _listed(entry):
        places.add(item)
    authors = [_author(item, places) for item in _items(entry.get("author", "authors"))]
    return tuple(author for author in authors if author), tuple(places.names)


def _listed(entry: Entry) -> Sequence[MetaValue]:
    """The affiliations of the deck that authors refer to; `affiliation: X` alone is none."""
    listed = _items(entry.get("affiliations"))
    others = _items(entry.get("affiliation"))
    return listed or (others if all(isinstance(one, MetaMap) for one in others) else ())


def _author(value: MetaValue, places: _Affiliations) -> Author | None:
    given = value.items if isinstance(value, MetaMap) else {"name": value}
    name = as_text(given.get("name"))
    if name is None:
        places.entry.misfit("author", value, _NAMED)
    if name is None or not name.text.strip():
        return None
    found = [places.add(item) for key in _PLACES for item in _items(given.get(key))]
    return Author(name, tuple(dict.fromkeys(index for indices in found for index in indices)))


def _items(value: MetaValue | None) -> Sequence[MetaValue]:
    """The values of a list, or the one value; without empty ones."""
    items = value.items if isinstance(value, MetaList) else (value,) if value else ()
    return [item for item in items if not (isinstance(item, MetaText) and not item.text.strip())]


def _first(given: Mapping[str, MetaValue], keys: Sequence[str]) -> MetaText | None:
    return next((text for key in keys if (text := as_text(given.get(key)))), None)


_WORDS = "a name, a mapping, or a list of these"
AUTHORS: Type[Entry, tuple[Author, ...]] = Type(_WORDS, lambda entry: read_authors(entry)[0])
AFFILIATIONS = quiet(Type(_WORDS, lambda entry: read_authors(entry)[1]))
"""What is wrong with affiliations is reported with the authors."""
