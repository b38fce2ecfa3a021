"""Decks whose HTML is not trusted: raw HTML as text, for `html: escape`, and what is left out.

Everything after it, links, files that are copied, layouts, sees text where HTML was written. What
Markdown makes of a text, its divs and spans included, is no raw HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.config.html import ESCAPE, TRUST, strictest
from diascope.deck.model import Words
from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.dialect.attributes import HTML_FORMATS
from diascope.dialect.tokens import Token, changed
from diascope.metadata import DeckMeta
from diascope.parse.block import Passage, blocks_of
from diascope.patterns import lazy_pattern

WRITTEN = "written"
"""In the meta of a `<div>` that is read as a div: its tag, as it was written."""
_TEX = lazy_pattern(r"\s*\\[A-Za-z]")
_BLOCKS, _INLINES = {"html_block", "raw_block"}, {"html_inline", "raw_inline"}


def policy_of(meta: DeckMeta, site: str) -> tuple[str, Diagnostics]:
    """The policy for a deck's HTML, never laxer than its site's, and what it does not allow."""
    policy = strictest(site, meta.html or site)
    return policy, tuple(_mistakes(meta, policy))


def _mistakes(meta: DeckMeta, policy: str) -> Iterator[Diagnostic]:
    asked = meta.variables.get("html")
    if meta.html and asked and meta.html != policy:
        message = f"`html: {meta.html}` is laxer than the site's `{policy}`, which counts"
        yield Diagnostic("html-laxer", asked.place, message)
    if policy == TRUST:
        return
    for key, texts in (("css", meta.css), ("header-includes", meta.header_includes)):
        for text in texts:
            if not is_tex(text.text):
                message = f"`{key}` is left out, since the deck's HTML is not trusted"
                yield Diagnostic("html-left-out", text.place, message)


def is_tex(text: str) -> bool:
    """Whether a text of the metadata that may be HTML is meant for TeX."""
    return bool(_TEX.match(text))


def escaped(
    passages: Mapping[Path, Sequence[Passage]],
    words: Mapping[str, tuple[Words, ...]],
    policy: str,
    memory: Memory,
) -> tuple[Mapping[Path, Sequence[Passage]], Mapping[str, tuple[Words, ...]]]:
    """The blocks of every file and the texts of the metadata, with raw HTML as text."""
    if policy != ESCAPE:
        return passages, words
    return (
        {path: memory.each(("as text", path), own, as_text) for path, own in passages.items()},
        {
            key: tuple(replace(one, tokens=words_as_text(one.tokens)) for one in texts)
            for key, texts in words.items()
        },
    )


def as_text(passage: Passage) -> Passage:
    """The blocks of a piece with raw HTML as paragraphs and words; the very same without any."""
    tokens = [token for block in passage for token in block.tokens]
    made = list(_blocks(tokens))
    is_same = len(made) == len(tokens) and all(a is b for a, b in zip(made, tokens, strict=True))
    return passage if is_same else blocks_of(made)


def words_as_text(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Inline tokens with raw HTML as words."""
    return tuple(map(_inline, tokens))


def _blocks(tokens: Iterable[Token]) -> Iterator[Token]:
    written = list[bool]()
    for token in tokens:
        if token.type == "div_open":
            written.append(WRITTEN in token.meta)
            if written[-1]:
                yield from _paragraph(token, token.meta[WRITTEN])
                continue
        elif token.type == "div_close" and written.pop():
            yield from _paragraph(token, "</div>")
            continue
        if token.type in _BLOCKS and _is_html(token):
            yield from _paragraph(token, token.content)
        else:
            yield _inline(token)


def _inline(token: Token) -> Token:
    """An inline token, or a block with such in it; the very same where none is HTML."""
    if token.type in _INLINES and _is_html(token):
        return Token("text", "", 0, content=token.content, place=token.place)
    if token.type == "note":
        return changed(token, meta={**token.meta, "tokens": tuple(_blocks(token.meta["tokens"]))})
    if not token.children:
        return token
    children = list(map(_inline, token.children))
    is_same = all(a is b for a, b in zip(children, token.children, strict=True))
    return token if is_same else changed(token, children=children)


def _is_html(token: Token) -> bool:
    return token.type.startswith("html_") or token.info in HTML_FORMATS


def _paragraph(token: Token, text: str) -> Iterator[Token]:
    """A paragraph of a text, at the place of a token."""
    place = token.place
    words = Token("text", "", 0, content=text, place=place)
    yield Token("paragraph_open", "p", 1, block=True, place=place)
    yield Token("inline", "", 0, content=text, children=[words], block=True, place=place)
    yield Token("paragraph_close", "p", -1, block=True, place=place)
