"""Quotes, dashes, ellipses and abbreviations (Pandoc manual, "Extension: smart")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diascope.dialect.inlines import InlineState

_ABBREVIATIONS = """aet. aetat. al. Apr. Aug. bk. Bros. c. Capt. cf. ch. chap. chs. Co. col. Corp.
    cp. d. Dec. Dr. e.g. ed. eds. esp. f. fasc. Feb. ff. fig. fl. fol. fols. Fr. Gen. Gov. Hon.
    i.e. ill. Inc. incl. Jan. Jr. Jul. Jun. Ltd. M.A. M.D. Mar. Mr. Mrs. Ms. n. n.b. nn. No. Nov.
    Oct. p. Ph.D. pp. Pres. Prof. pt. q.v. Rep. Rev. s.v. s.vv. saec. sec. Sen. Sep. Sept. Sgt.
    Sr. St. univ. viz. vol. vs.""".split()
_ABBREVIATED = re.compile(
    r"(?<![\w.])(" + "|".join(re.escape(word) for word in _ABBREVIATIONS) + r") (?=\S)"
)
_DASHES = re.compile(r"-{2,}")
_CLOSERS = {"'": re.compile("['’\x92](?!\\w)"), '"': re.compile('["”\x94]')}
_OPENERS = {"'": "'", "‘": "'", "\x91": "'", '"': '"', "“": '"', "\x93": '"'}
_PAIRS = {"'": ("‘", "’"), '"': ("“", "”")}


def protect_abbreviations(text: str) -> str:
    """The text with a no-break space after `Mr.` and its like."""
    if ". " not in text:
        return text
    return _ABBREVIATED.sub("\\1\N{NO-BREAK SPACE}", text)


def quotes(state: InlineState) -> bool:
    """A quotation in curly quotes; without a closing mark, an apostrophe or a lone opening one."""
    char = state.src[state.pos]
    kind = _OPENERS.get(char)
    if kind is None:
        return _lone(state, {"’": "’", "\x92": "’", "”": "”", "\x94": "”"}[char])
    following = state.src[state.pos + 1 : state.pos + 2]
    may_open = state.quote != kind and not state.after_word() and following not in ("", " ", "\t", "\n")
    if not may_open or state.pos + 1 >= state.posMax:
        return _lone(state, "”" if kind == '"' else "’")
    if _quotation(state, kind):
        return True
    return _lone(state, "“" if kind == '"' else "’")


def _lone(state: InlineState, mark: str) -> bool:
    state.write(mark)
    state.pos += 1
    return True


def _quotation(state: InlineState, kind: str) -> bool:
    from diascope.dialect.inlines import parser

    closer = _CLOSERS[kind]
    key = (f"quote{state.quote}{kind}", state.pos, state.posMax)
    if key in state.failed or not closer.search(state.src, state.pos + 2, state.posMax):
        return False
    mark, outer, start = state.mark(), state.quote, state.pos + 1
    state.write(_PAIRS[kind][0])
    state.pos += 1
    state.quote = kind
    closed = parser(state).until(
        state,
        lambda: state.pos > start and closer.match(state.src, state.pos, state.posMax) is not None,
    )
    state.quote = outer
    if not closed:
        state.reset(mark)
        state.failed.add(key)
        return False
    state.write(_PAIRS[kind][1])
    state.pos += 1
    return True


def dash(state: InlineState) -> bool:
    """`--` for an en dash, `---` for an em dash; longer runs are made of these."""
    found = _DASHES.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    size = 3 if len(found[0]) >= 3 else 2
    state.write("—" if size == 3 else "–")
    state.pos += size
    return True


def ellipsis(state: InlineState) -> bool:
    """`...` for an ellipsis."""
    if not state.src.startswith("...", state.pos, state.posMax):
        return False
    state.write("…")
    state.pos += 3
    return True
