"""TeX that is left out: a pass that reports what would have shown words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from diascope.cache.memory import Memory
from diascope.deck.model import Deck, Slide
from diascope.deck.walk import walk_frame, walk_slide
from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.dialect.tex_formulas import BARE_TEX
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

_RAW = {"raw_inline", "raw_block"}
_NAME = lazy_pattern(r"\\([A-Za-z@]+)")
_EDGES = lazy_pattern(r"\\(?:begin|end)\{([A-Za-z]+\*?)\}")
_SILENT = frozenset(
    """addcontentsline addtobeamertemplate addtocounter addtolength allowbreak allowframebreaks
    appendix backmatter begingroup bf bfseries bgroup bibliography bibliographystyle bigbreak
    bigskip break centering cleardoublepage clearpage color column columnbreak
    DeclareMathOperator def definecolor documentclass edef egroup em endgroup footnotesize
    framebreak frontmatter gdef global graphicspath hfill hrule hrulefill hskip hspace huge
    Huge hypersetup ignorespaces include index input it itshape label large LARGE Large let
    linebreak listoffigures listoftables lstset mainmatter maketitle medbreak medskip
    newcommand newcounter newenvironment newlength newline newpage newtheorem nocite noindent
    nolinebreak nopagebreak normalfont normalsize note null only onslide pagebreak
    pagenumbering pagestyle par parskip pause phantom printbibliography protect providecommand
    raggedleft raggedright relax renewcommand renewenvironment rm rmfamily sc scriptsize
    scshape section selectlanguage setbeamercolor setbeamercovered setbeamerfont
    setbeamertemplate setcounter setkeys setlength sf sffamily small smallbreak smallskip
    strut subsection tableofcontents textheight textwidth thispagestyle tiny tt ttfamily
    upshape usecolortheme usefonttheme useinnertheme useoutertheme usepackage usetheme
    usetikzlibrary vfill vrule vskip vspace xdef
    """.split()
)
"""Commands that show no words of their own, or set how others look."""
_MARKDOWN = {
    "textbf": "**bold**",
    "emph": "*emphasis*",
    "textit": "*emphasis*",
    "texttt": "`code`",
    "underline": "[text]{.underline}",
    "textsc": "[text]{.smallcaps}",
    "sout": "~~text~~",
    "textsuperscript": "^text^",
    "textsubscript": "~text~",
    "href": "[text](address)",
    "url": "<address>",
    "footnote": "^[note]",
    "includegraphics": "![description](picture.png)",
}
"""How commands of LaTeX are written in Markdown."""
_QUOTED = 40
"""Characters of TeX that a message quotes."""


def check_tex(deck: Deck, memory: Memory) -> Diagnostics:
    """A warning for all TeX that is left out and would show words."""
    if not any("\\" in source.text for source in deck.sources):
        return ()
    on_slides = memory.each("dropped TeX", list(deck.slides()), _on_slide)
    return (*chain.from_iterable(on_slides), *_dropped(walk_frame(deck)))


def _on_slide(slide: Slide) -> Diagnostics:
    return tuple(_dropped(node.token for node in walk_slide(slide)))


def _dropped(tokens: Iterator[Token]) -> Iterator[Diagnostic]:
    for token in tokens:
        if token.type in _RAW and token.markup == BARE_TEX and _has_words(token.content):
            yield _diagnostic(token)


def _has_words(tex: str) -> bool:
    """Whether TeX would show words, as far as its commands tell."""
    edge = _EDGES.match(tex)
    if edge:
        return re.search(r"[^\W\d_]", _EDGES.sub("", tex)) is not None
    names = _NAME.findall(tex)
    return bool(names) and names[0] not in _SILENT


def _diagnostic(token: Token) -> Diagnostic:
    tex = " ".join(token.content.split())
    quoted = tex if len(tex) <= _QUOTED else tex[:_QUOTED] + "…"
    name = _NAME.match(tex)
    markdown = _MARKDOWN.get(name[1]) if name else None
    hint = f"in Markdown: {markdown}" if markdown else _HINT
    return Diagnostic("tex-dropped", token.place, f"TeX is left out: `{quoted}`", hint)


_HINT = "write it in Markdown; a backslash that is meant as text is `\\\\`, or stands in code"
