"""A deck out of its files.

1. survey the deck's file, the files that it includes, and its extras, piece by piece;
2. read the metadata, and survey again with repaired text where it asks for that;
3. share the definitions, and read the text of every piece;
4. put included blocks in their places, outline the deck, and add the extras to the slides;
5. arrange the slides: divs, agendas, layouts;
6. put the slides that the metadata asks for before them;
7. check the whole, pass by pass;
8. put code into blocks that take it from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.config.html import ESCAPE
from diascope.deck.arrange import arranged
from diascope.deck.definitions import unused, without_text
from diascope.deck.extras import add_extras
from diascope.deck.files import FileRead, Role, read_files
from diascope.deck.front import closing_slide, front_slides
from diascope.deck.includes import Includes
from diascope.deck.laid_out import misfits
from diascope.deck.model import Deck, Stack, Words
from diascope.deck.outline import outline, slide_level
from diascope.deck.parted_divs import slides_in_divs
from diascope.deck.raw_text import escaped, policy_of
from diascope.deck.site_wide import ALONE, SiteWide
from diascope.deck.taken import Shelf, with_taken
from diascope.deck.tex import check_tex
from diascope.deck.timing import mistimed
from diascope.diagnostics import Diagnostic, Diagnostics, of_file
from diascope.diagnostics.place import Anchor, Origin
from diascope.dialect.extensions import DEFAULT, EAST_ASIAN, NATIVE_SPANS, Extensions, Switches
from diascope.dialect.line_block import broken_lines
from diascope.dialect.line_breaks import WITHOUT_SPACES
from diascope.metadata import DeckMeta, MetaBool, MetaMap, MetaText, MetaValue, deck_meta, merge
from diascope.parse.block import Passage
from diascope.parse.context import Lookup, Lookups, Numbering, Shared, share
from diascope.parse.resolve import read_text, resolve
from diascope.parse.survey import Survey
from diascope.parse.token_checks import check_tokens, lost_notes
from diascope.parse.variables import with_variables
from diascope.reading.disk import Disk
from diascope.reading.mojibake import find_mojibake, repair
from diascope.reading.source import Sources

_OWN = (Role.DECK, Role.EXTRAS)
"""Files with slides and metadata of their own."""
_PLAIN = {"footer", "description", "keywords"}
"""Texts of the metadata that belong to no slide, so that no note has a place below them."""


def read_deck(
    path: Path, memory: Memory, disk: Disk, site: SiteWide = ALONE
) -> tuple[Deck | None, Diagnostics]:
    """The deck of a file, and what is wrong with it; no deck where there is no text.

    Files that it includes have to lie within the boundary.  It is the very same deck as long as its
    files say the same.
    """
    path = path.absolute()
    files, diagnostics = read_files(path, memory.part("files"), disk, site)
    if not files or files[0].role is not Role.DECK:
        return None, diagnostics
    if _meta(files)[0].repair_text:
        files, diagnostics = read_files(path, memory.part("repaired files"), disk, site, repair)
    texts = tuple((file.source.path, file.source.text) for file in files)
    inner = memory.part("deck")
    deck, more = memory.get(("deck", texts, site), lambda: _deck(files, site, inner))
    deck, lost = with_taken(deck, _shelf(disk, site, memory.part("library")), memory.part("taken"))
    return deck, (*diagnostics, *more, *lost)


def _shelf(disk: Disk, site: SiteWide, memory: Memory) -> Shelf:
    """What code may be taken from; pages of the library take nothing themselves."""

    def page(path: Path) -> Deck | None:
        files, _ = read_files(path, memory.part(path), disk, replace(site, links=None))
        texts = tuple((file.source.path, file.source.text) for file in files)
        inner = memory.part((path, "deck"))
        made = memory.get(("page", texts), lambda: _deck(files, site, inner)) if files else (None,)
        return made[0]

    return Shelf(disk, site.boundary, site.snippets, page)


def _deck(files: Sequence[FileRead], site: SiteWide, memory: Memory) -> tuple[Deck, Diagnostics]:
    """The deck of these files, and what is wrong with them."""
    meta, diagnostics = _meta(files)
    html, laxer = policy_of(meta, site.html)
    extensions, unknown = _extensions(meta, site, html)
    diagnostics += (*laxer, *unknown)
    if not meta.repair_text:
        diagnostics += tuple(d for file in files for d in find_mojibake(file.source))
    variables = dict(_variables(meta))
    surveys = with_variables([file.survey for file in files], variables, extensions, memory)
    macros = dict(chain.from_iterable(file.macros.items() for file in reversed(files)))
    shared, numberings = share(surveys, variables, macros, extensions)
    sources = _sources(files, surveys)
    passages, asked, found = _passages(
        files, list(zip(surveys, numberings, strict=True)), shared, memory
    )
    diagnostics += found
    lookups = Lookups(shared)
    words, wrong = _words(meta, lookups)
    passages, words = escaped(passages, words, html, memory)
    asked |= lookups.used.keys()
    own = (file.survey for file in files if file.role is not Role.LINKS)
    whole, excess = _included(files, passages, sources)
    stacks, more = _outlined(files, meta, whole, memory)
    stacks = arranged(stacks, meta, words["agenda-title"], meta.lang or site.language, memory)
    own_slides = list(chain.from_iterable(stacks))
    more += (*misfits(own_slides), *mistimed(own_slides))
    front = front_slides(meta, words, own_slides)
    last = [closing_slide(meta, words, of_file(files[0].source.path))] if meta.links_slide else []
    stacks = (*((one,) for one in front), *stacks, *((one,) for one in last))
    deck = Deck(
        files[0].source, sources, meta, words, stacks, html=html, unused=tuple(unused(own, asked))
    )
    deck, refused = _with_formulas(deck, memory)
    diagnostics += (*wrong, *excess, *more, *check_tex(deck, memory), *refused)
    return deck, tuple(dict.fromkeys(sources.all_located(diagnostics)))


def _passages(
    files: Sequence[FileRead],
    readings: Sequence[tuple[Survey, tuple[Numbering, ...]]],
    shared: Shared,
    memory: Memory,
) -> tuple[Mapping[Path, Sequence[Passage]], set[Lookup], Diagnostics]:
    """The blocks of every file, text read; the definitions asked for; and what is wrong."""
    passages, asked, found = dict[Path, Sequence[Passage]](), set[Lookup](), list[Diagnostic]()
    for file, (survey, numbering) in zip(files, readings, strict=True):
        resolved = resolve(survey.reads, numbering, shared, memory, file.source.path)
        passages[file.source.path] = [piece.blocks for piece in resolved]
        found += file.diagnostics
        for piece in resolved:
            asked |= piece.asked
            found += piece.diagnostics
            if file.role is Role.LINKS:
                found += without_text(piece.blocks)
    return passages, asked, tuple(found)


def _with_formulas(deck: Deck, memory: Memory) -> tuple[Deck, Diagnostics]:
    """The deck and what is wrong with its formulas; most decks have none."""
    if not any("$" in source.text or "\\" in source.text for source in deck.sources):
        return deck, ()
    from diascope.deck.formulas import with_formulas

    return with_formulas(deck, memory)


def _sources(files: Sequence[FileRead], surveys: Sequence[Survey]) -> Sources:
    """The files, and where each of their pieces stands."""
    anchors = dict[Origin, Anchor]()
    for file, survey in zip(files, surveys, strict=True):
        anchors |= survey.anchors(file.source.path)
    return Sources({file.source.path: file.source for file in files}, anchors)


def _included(
    files: Sequence[FileRead], passages: Mapping[Path, Sequence[Passage]], sources: Sources
) -> tuple[Mapping[Path, Sequence[Passage]], Diagnostics]:
    """The passages with included blocks in the places of the divs that include them."""
    own = [file.source.path for file in files if file.role in _OWN]
    if len(own) == len(files):
        return passages, ()
    includes = Includes(passages, sources)
    whole = {path: [includes.inserted(one) for one in passages[path]] for path in own}
    return whole, tuple(includes.found)


def _outlined(
    files: Sequence[FileRead],
    meta: DeckMeta,
    passages: Mapping[Path, Sequence[Passage]],
    memory: Memory,
) -> tuple[tuple[Stack, ...], Diagnostics]:
    """The slides of the deck's own file, with what the extras add."""
    stacks = outline(passages[files[0].source.path], meta.slide_level, memory)
    extras = next((file for file in files if file.role is Role.EXTRAS), None)
    blocks = tuple(chain.from_iterable(passages[extras.source.path])) if extras else ()
    stacks, diagnostics = add_extras(stacks, blocks) if blocks else (stacks, ())
    own = passages[files[0].source.path]
    level = slide_level(own, memory) if meta.slide_level is None else meta.slide_level
    return stacks, (*diagnostics, *slides_in_divs(chain.from_iterable(own), level))


def _meta(files: Sequence[FileRead]) -> tuple[DeckMeta, Diagnostics]:
    """The deck's and its extras' metadata, and the mistakes of each."""
    own = [file.values for file in files if file.role in _OWN]
    if len(own) == 1:
        return deck_meta(own[0])
    diagnostics = tuple(chain.from_iterable(deck_meta(values)[1] for values in own))
    return deck_meta(merge(*own))[0], diagnostics


def _extensions(meta: DeckMeta, site: SiteWide, html: str) -> tuple[Extensions, Diagnostics]:
    """The extensions that are on: those of the language, of the site, and of the deck."""
    language = (meta.lang or site.language).lower().partition("-")[0]
    base = DEFAULT | ({EAST_ASIAN} if language in WITHOUT_SPACES else frozenset())
    wide, own, diagnostics = Switches(), Switches(), list[Diagnostic]()
    wide.switch(site.extensions)
    if meta.emoji:
        own.switch("+emoji")
    for text in meta.extensions:
        before = len(own.mistakes)
        own.switch(text.text)
        diagnostics += [
            Diagnostic("extension-unknown", text.place, *mistake)
            for mistake in own.mistakes[before:]
        ]
    on = own.applied(wide.applied(base))
    return on - {NATIVE_SPANS} if html == ESCAPE else on, tuple(diagnostics)


def _variables(meta: DeckMeta) -> Iterator[tuple[str, str]]:
    """Metadata as text, by dotted name."""
    return _flat("", meta.variables.items())


def _flat(prefix: str, items: Iterable[tuple[str, MetaValue]]) -> Iterator[tuple[str, str]]:
    for key, value in items:
        if isinstance(value, MetaText):
            yield prefix + key, value.text.strip()
        elif isinstance(value, MetaBool):
            yield prefix + key, value.text
        elif isinstance(value, MetaMap):
            yield from _flat(f"{prefix}{key}.", value.items.items())


def _words(meta: DeckMeta, lookups: Lookups) -> tuple[Mapping[str, tuple[Words, ...]], Diagnostics]:
    """The texts of the metadata, read, and what is wrong with them."""
    words, diagnostics = dict[str, tuple[Words, ...]](), list[Diagnostic]()
    for key, texts in meta.texts().items():
        read = [read_text(broken_lines(text.text.strip()), text.rows(), lookups) for text in texts]
        for tokens, wrong in read:
            diagnostics += (*wrong, *check_tokens(tokens))
            if key in _PLAIN:
                diagnostics += lost_notes(tokens, f"the {key}")
        words[key] = tuple(
            Words(tokens, text.place) for text, (tokens, _) in zip(texts, read, strict=True)
        )
    return words, tuple(diagnostics)
