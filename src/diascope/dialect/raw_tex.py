"""Raw TeX: environments and commands, which HTML does without (manual, "Extension: raw_tex").

A command that stands alone on its line is a block, unless it is known to make text; one that
only ever makes a block may have text after it.
"""

from __future__ import annotations

import re

from diascope.dialect.block_state import BlockState
from diascope.dialect.lines import Lines
from diascope.dialect.tex_formulas import BARE_TEX, BEGIN, IN_TEXT, formula, macro_end
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

_CONTEXT = lazy_pattern(r"\\start(?:\[[\w ]*\]|[A-Za-z]+)")
_BLOCK_COMMANDS = frozenset(
    """newpage clearpage pagebreak cleardoublepage vfill medskip bigskip smallskip newcommand
    renewcommand providecommand def let input include usepackage setlength addtolength setcounter
    addtocounter tableofcontents listoffigures listoftables maketitle appendix bibliography
    bibliographystyle printbibliography vspace hrule hfill centering noindent frontmatter
    mainmatter backmatter documentclass hypersetup title author date special pdfannot
    pdfstringdef signature index DeclareMathOperator newtheorem theoremstyle newenvironment
    renewenvironment raggedright raggedleft item part chapter section subsection subsubsection
    paragraph subparagraph par minisec caption tableofcontents pagestyle thispagestyle""".split()
)
_INLINE_COMMANDS = frozenset(
    """emph textit textsl textbf textsc textsf textrm textmd textup texttt textnormal
    textsuperscript textsubscript textbackslash textquotesingle underline uline sout mbox
    hbox vbox fbox lowercase uppercase MakeUppercase MakeLowercase MakeTextUppercase
    MakeTextLowercase url href path nolinkurl verb lstinline mintinline footnote
    footnotemark thanks cite citep citet citeauthor citeyear parencite textcite autocite
    footcite nocite ref autoref cref Cref eqref pageref vref label gls Gls acrshort acrlong
    ac includegraphics LaTeX TeX XeTeX LaTeXe ldots dots vdots ddots hdots copyright pounds
    euro today enquote quote foreignlanguage textcolor colorbox color hypertarget hyperlink
    hyperref hspace hfil quad qquad enspace thinspace ensuremath si SI num unit qty ss ae oe
    AE OE aa AA o O l L i j S P slash textgreek bar hat tilde dot ddot""".split()
)
_NO_BLOCKS = _INLINE_COMMANDS | {"begin", "end"}
_SINGLE = r"(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{[^{}]*\})*\})*"
_COMMAND = lazy_pattern(
    rf"\\(?P<name>[A-Za-z@]+)(?:\d|\*)?(?:\\[A-Za-z]+(?:#\d)*)?"
    rf"(?:[ ]*(?:\[[^\]\n]*\]|\{{{_SINGLE}\}}))*(?P<rest>[ ]*)",
    re.S,
)
_MOST_LINES = 20
"""Lines that the arguments of a command may run over."""


def raw_tex(state: BlockState) -> bool:
    """Read over a TeX environment or a command that makes a block."""
    line = state.lines[state.line]
    if not line.startswith("\\"):
        return False
    begin = BEGIN.match(line)
    if (begin and begin[1] in IN_TEXT) or formula_end(state, state.line):
        return False  # a paragraph holds it
    end = environment_end(state.lines, state.line) or _command_end(state.lines, state.line)
    if end is None:
        return False
    last, column = end
    tex = "\n".join([*state.lines[state.line : last], state.lines[last][:column]])
    push_tex(state, "tex", tex, last + 1).markup = BARE_TEX
    rest = state.lines[last][column:]
    state.rest(last, column + len(rest) - len(rest.lstrip(" ")))
    return True


def push_tex(state: BlockState, info: str, tex: str, end: int) -> Token:
    """Push a formula, or TeX that is none, up to the line `end`."""
    if formula(tex, state.reading.macros.get):
        return state.text(tex, state.line, end)
    token = state.push("raw_block", "", 0, end=end)
    token.content, token.info = tex, info
    return token


def formula_end(state: BlockState, line: int, column: int = 0) -> tuple[int, int] | None:
    """Where the formula ends, line and column, that a command of the deck's own begins here."""
    if not state.reading.macros or not state.lines[line].startswith("\\", column):
        return None
    text = "\n".join(state.lines[line : state.lines.next_blank(line)])
    end = macro_end(text, column, state.reading.macros.get)
    if end is None:
        return None
    return line + text.count("\n", 0, end), end - text.rfind("\n", 0, end) - 1


def environment_end(lines: Lines, line: int, column: int = 0) -> tuple[int, int] | None:
    """Where the environment that begins here ends, line and column; nested ones are counted."""
    match = BEGIN.match(lines[line], column)
    if match is None:
        return _context_end(lines, line, column)
    name = re.escape(match[1] + match[2])
    marks = re.compile(rf"\\(begin|end)\{{{name}\}}")
    if lines.find(line, ("end", name), re.compile(rf"\\end\{{{name}\}}").search) is None:
        return None
    depth = 0
    for at in range(line, len(lines)):
        for mark in marks.finditer(lines[at], column if at == line else 0):
            depth += 1 if mark[1] == "begin" else -1
            if depth == 0:
                return at, mark.end()
    return None


def _context_end(lines: Lines, line: int, column: int) -> tuple[int, int] | None:
    """Where an environment as ConTeXt writes it ends."""
    match = _CONTEXT.match(lines[line], column)
    if match is None:
        return None
    stop = match[0].replace("\\start", "\\stop", 1)
    last = lines.find(line, stop, lambda text: stop in text)
    return None if last is None else (last, lines[last].index(stop) + len(stop))


def _command_end(lines: Lines, line: int) -> tuple[int, int] | None:
    """Where a command that makes a block ends, with its arguments."""
    text = "\n".join(lines[line : min(lines.next_blank(line), line + _MOST_LINES)])
    match = _COMMAND.match(text)
    if match is None or match["name"] in _NO_BLOCKS:
        return None
    stands_alone = text[match.end() : match.end() + 1] in ("", "\n")
    if not stands_alone and match["name"] not in _BLOCK_COMMANDS:
        return None
    return line + text.count("\n", 0, match.end()), match.end() - text.rfind(
        "\n", 0, match.end()
    ) - 1
