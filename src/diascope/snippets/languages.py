"""The languages that code blocks name, and the Pygments lexer that reads each.

A name may be one of Pygments' own, one of skylighting's (which Pandoc uses) or one that
GitHub knows. Letter case does not matter.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

TRANSCRIPTS = frozenset(
    """bash-session console doscon ipython-console ps1con pwsh-session pycon python-console
    python-repl session sh-session shell-session shellsession terminal""".split()
)
"""Languages whose blocks are read as console transcripts."""

SHELLS = frozenset({"bash", "sh", "shell", "zsh", "ksh", "fish", ""})
"""Languages of blocks that are transcripts if they begin with a prompt; empty for none."""

PLAIN = frozenset("csv default log none output plain plaintext text tsv txt".split())
"""Names that ask for no highlighting."""

_NAMES = """
ada: gpr
apacheconf: htaccess
bash: dotenv env
bat: cmd dosbat
c: h opencl
cfm: coldfusion
common-lisp: commonlisp
cpp: cc cxx gcc hh hpp isocpp
debcontrol: debiancontrol
diff: patch
docker: containerfile
emacs-lisp: el
fortran: fortranfree
fsharp: fs
gas: assembly gnuassembler
graphql: gql
groff: mandoc roff
groovy: gradle jenkinsfile
haskell: curry
html: html5 sgml xhtml
html+django: djangotemplate
html+handlebars: hbs mustache
ini: conf config editorconfig gitconfig service
javascript: cjs mjs
jinja: j2 jinja2
json: jsonc jsonl webmanifest
jsx: javascriptreact
kotlin: kt kts
literate-haskell: literatecurry literatehaskell
make: mk
mysql: sqlmysql
nasm: fasm
objective-c++: objectivecpp
ocaml: ml mli
plpgsql: pgsql
postgresql: sqlpostgresql
pov: povray
protobuf: proto3
rnc: relaxngcompact
scilab: sci
sql: sqlite
terraform: tfvars
tex: texinfo
tsql: mssql
vb.net: monobasic vb
vim: viml vimscript
xml: plist relaxng rss svg xul
xorg.conf: xorg
"""
"""Names that Pygments does not know, each behind the alias it knows."""


def known_language(name: str) -> bool:
    """Whether a block in this language is highlighted, read as a transcript, or meant plain."""
    folded = name.lower()
    return folded in PLAIN or folded in TRANSCRIPTS or _lexer_name(folded) is not None


def language_of(classes: Sequence[str]) -> str:
    """The first class that names a known language, as Pandoc chooses it; else nothing."""
    return next(filter(known_language, classes), "")


@cache
def lexer_of(name: str) -> "Lexer | None":
    """The lexer for a language, or nothing where there is none; loads the module that holds it."""
    from pygments.lexers import find_lexer_class

    full = None if name.lower() in PLAIN else _lexer_name(name.lower())
    lexer = find_lexer_class(full) if full else None
    return lexer() if lexer else None


def _lexer_name(name: str) -> str | None:
    """The full name of the lexer for a name in lower case, such as `Base Makefile`."""
    return _lexer_names().get(name)


@cache
def _lexer_names() -> dict[str, str]:
    """Every name in lower case with its lexer's full name; imports no lexer."""
    from pygments.lexers import get_all_lexers

    lexers = get_all_lexers(plugins=False)
    names = {alias.lower(): full for full, aliases, _, _ in lexers for alias in aliases}
    for line in _NAMES.split("\n")[1:-1]:
        known, _, others = line.partition(": ")
        names |= dict.fromkeys(others.split(), names[known])
    return names
