"""Raw TeX: environments and commands, which HTML does without (manual, "Extension: raw_tex")."""

from __future__ import annotations

import re

from diascope.dialect.blocks import BlockState

_BEGIN = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")
_BLOCK_COMMANDS = (
    "newpage|clearpage|pagebreak|cleardoublepage|vfill|medskip|bigskip|smallskip|newcommand|"
    "renewcommand|providecommand|def|let|input|include|usepackage|setlength|addtolength|"
    "setcounter|addtocounter|tableofcontents|listoffigures|listoftables|maketitle|appendix|"
    "bibliography|bibliographystyle|printbibliography|vspace|hrule|hfill|centering|noindent|"
    "frontmatter|mainmatter|backmatter|documentclass|hypersetup|title|author|date|special|"
    "pdfannot|pdfstringdef|signature|index|DeclareMathOperator|newtheorem|theoremstyle|"
    "newenvironment|renewenvironment|raggedright|raggedleft"
)
ARGUMENTS = r"(?:\s*(?:\[[^\]\n]*\]|\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{[^{}]*\})*\})*\}))*"
_COMMAND = re.compile(rf"\\(?:{_BLOCK_COMMANDS})(?![A-Za-z])\*?{ARGUMENTS}[ \t]*(?=\n|$)")


def raw_tex(state: BlockState) -> bool:
    """Read over a TeX environment or a command that stands alone."""
    line = state.lines[state.line]
    if not line.startswith("\\"):
        return False
    end = _environment_end(state)
    if end is not None:
        token = state.push("raw_block", "", 0)
        token.info, token.content = "tex", "\n".join(state.lines[state.line : end + 1])
        state.line = end + 1
        return True
    last = min(len(state.lines), state.line + 20)
    found = _COMMAND.match("\n".join(state.lines[state.line : last]))
    if found is None:
        return False
    token = state.push("raw_block", "", 0)
    token.info, token.content = "tex", found[0]
    state.line += found[0].count("\n") + 1
    return True


def _environment_end(state: BlockState) -> int | None:
    """The line on which the environment that begins here ends, nested ones counted."""
    found = _BEGIN.match(state.lines[state.line])
    if found is None:
        return None
    begin, end, depth = f"\\begin{{{found[1]}}}", f"\\end{{{found[1]}}}", 0
    for line in range(state.line, len(state.lines)):
        text = state.lines[line]
        depth += text.count(begin) - text.count(end)
        if depth <= 0:
            return line
    return None
