"""Decks: every text is built, or refused with a diagnostic at its place."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from diascope.cache.kept import FORMULAS
from diascope.cache.memory import Memory
from diascope.formulas import typeset
from diascope.pipeline.assemble import assemble
from diascope.pipeline.site import find_site
from diascope.reading.disk import Disk
from fuzz.target import Target, check_diagnostics, nested, repeat, within
from fuzz.texts import texts

FRAGMENTS = [
    *"#-*+>|:`~\\$^_[](){}<!%.=\"'@& \t\n",
    *("\n\n", "\n---\n", "\n...\n", "---\n", "\n# ", "\n## ", "# ", "\n- ", "\n1. ", "\n> "),
    *("\n    ", "\n\t", "\n. . .\n", "\n::: notes\n", "\n:::\n", "\n:::: {.columns}\n", "::: "),
    *("::: {.column width=50%}\n", "\n::: tabs\n", "\n::: incremental\n", "::: {.fragment}\n"),
    *("```\n", "``` {.python #a b=c}\n", "``` console\n$ ls\na\n```\n", "``` mermaid\n", "~~~\n"),
    *("```{=html}\n", "`a`{=html}", "``` {.yaml from=talk.md}\n", '::: {include="talk.md"}\n'),
    *(
        "{.fragment}",
        "{#a .b c=d}",
        "{layout=statement}",
        '{background-image="a.png"}',
        "{time=1m}",
    ),
    *("[a]: b\n", "[a][b]", "[a](b)", "![a](b.png)", "<http://a.b>", "[^1]", "[^1]: x\n", "^[a]"),
    *("[@a]", "[a]{.b}", "[a]{b=", "[#a](#a)", '[a](b "c")', "{{version}}", "k8s:pods", "(@a) "),
    *(
        "<div>",
        "</div>",
        "<span a='b'>",
        "</span>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<br/>",
    ),
    *("<table><tr><td>", "</table>", "<style>", "<svg>", "<![CDATA[", "<?a", "<details>", "<p>"),
    *("| a | b |\n|---|:-:|\n| c | d |\n", "+---+---+\n| a | b |\n+===+===+\n", "\n: caption\n"),
    *("  a   b\n --- ---\n  c   d\n", "-------\n a   b\n--- ---\n c   d\n\n-------\n", "\n:   a\n"),
    *("| line\n| block\n", "% T\n% A; B\n% D\n", "title: x\n", "a: [\n", "title: |\n  ", "..."),
    *(
        "$a^2$",
        "$$",
        "\\frac{a}{b}",
        "\\begin{a}",
        "\\end{a}",
        "\\(",
        "\\[",
        "\\newcommand{\\a}{b}",
    ),
    *(
        "**a**",
        "*",
        "__",
        "~~",
        "H~2~O",
        "x^2^",
        "--",
        "'a'",
        "&amp;",
        "&#0;",
        "\\\n",
        "  \n",
        "(c)",
    ),
    *("text ", "ø", ":smile:", "*[a]: b\n", "(@) ", "i. ", "#. ", "- [ ] ", "a\n===\n", "a\n---\n"),
]
FOLDER = TemporaryDirectory(prefix="diascope-fuzz-")
DECK = Path(FOLDER.name).resolve() / "slides" / "talk.md"
_MEMORY = Memory()


def check(text: str) -> None:
    """Build a deck of a text in memory, upon what is known of the decks before."""
    build(text, _MEMORY)


def build(text: str, memory: Memory) -> None:
    """Build a deck of a text in memory."""
    disk = Disk({DECK: text.encode("utf-8", "surrogatepass")})
    site, found = find_site([DECK], disk)
    made = assemble(site, memory, disk)
    found = (*found, *made.diagnostics)
    check_diagnostics(found, text.count("\n") + text.count("\r") + 1)
    refused = any(one.is_error for one in found)
    assert made.pages or refused, "no page, and no reason"


def _table(count: int) -> str:
    return "|a" * count + "|\n" + "|-" * count + "|\n" + "|b" * count + "|\n"


def _grid(count: int) -> str:
    return f"{'+-' * count}+\n{'|a' * count}|\n{'+-' * count}+\n"


PATTERNS = {
    # the text of one paragraph
    **{
        f"`{one}`": one
        for one in ("*", "_", "**a", "*a_", "~", "^", "`", "`` ` ", "\\", "&", "'a ")
    },
    **{
        f"`{one}`": one for one in ("[", "]", "![", "[a](", "[a](b", "[a][", "[a]{", "[^a] ", "^[a")
    },
    **{
        f"`{one}`": one
        for one in ("<", "<a", "<a b='", "<!--", "<![CDATA[", "<?", "<http:", "</a>")
    },
    **{
        f"`{one}`": one for one in ("$", "$a", "$$", "\\(", "\\[", "\\begin{", "\\begin{a}", "\\a{")
    },
    **{
        f"`{one}`": one
        for one in ("@a", "[@a", "{", "{{", "{.a", "[a]{b=", "[a]{b='", "`a`{b='\\'")
    },
    **{f"`{one}`": one for one in ('"', "--", "...", ":a:", "a@b.c ", "http://a.b ", "[a]{.b} ")},
    "words": "word ",
    "links": "[a](b) ",
    "references": "[a][aN] ",
    "spans in spans": nested("[", "x", "]{.a}"),
    "tags in tags": nested("<span>", "x", "</span>"),
    "notes in notes": nested("^[", "x", "]"),
    # blocks
    "headings": "# aN\n\n",
    "headings alike": "# a\n\n",
    "rulers": "---\n\n",
    "paragraphs": "a\n\n",
    "lines": "a\n",
    "items": "- a\n",
    "items apart": "- a\n\n",
    "numbers": "1. a\n",
    "examples": "(@aN) b (@aN)\n\n",
    "quotes": "> a\n",
    "quotes in quotes": within("", ">", " x\n"),
    "lists in lists": within("", "- ", "x\n"),
    "fences": "```\n",
    "blocks of code": "``` python\na = 1\n```\n\n",
    "divs": "::: a\n",
    "divs closed": "::: a\nb\n:::\n\n",
    "closing lines": ":::\n",
    "raw divs": "<div>\n",
    "raw divs and text": "<div>a\n\n",
    "comments": "<!-- a -->\n\n",
    "pauses": "a\n\n. . .\n\n",
    "blocks of metadata": "---\naN: b\n---\n\n",
    "titles": "---\ntitle: aN\n---\n\n",
    "terms": "a\n:   b\n\n",
    "definitions of links": "[aN]: b\n",
    "definitions of notes": "[^aN]: b\n\n",
    "notes used": "[^aN]\n\n[^aN]: b\n\n",
    "line block": "| a\n",
    "pipe table rows": within("|a|b|\n|-|-|\n", "|c|d|\n", ""),
    "pipe table columns": _table,
    "grid columns": _grid,
    "grid rows": within("+-+\n", "|a|\n+-+\n", ""),
    "simple table rows": within("a b\n- -\n", "c d\n", ""),
    "multiline rows": within("---\na b\n- -\n", "c d\n\n", "---\n"),
    "table rules": "--- ",
    "tables in tables": nested("<table><tr><td>", "x", "</td></tr></table>"),
    "pipes": "|",
    "images": "![a](bN.png)\n\n",
    "includes": '::: {include="b.md"}\n:::\n\n',
    "columns": "::: columns\n::: column\na\n:::\n:::\n\n",
    "commands": "``` console\n$ ls\na\n```\n\n",
    "formulas": "$a_N$ ",
    "links to slides": "# aN\n\n[b](#aN)\n\n",
    "links to no slide": "# aN\n\n[b](#cN)\n\n",
    "carriage returns": "a\r",
    "NUL bytes": "\0",
    "tabs": "\t",
    "spaces": " ",
    "line ends": "\n",
    "abbreviations": "*[aN]: b\n",
    "TeX": lambda count: "\\newcommand{\\a}{b}\n\n" + repeat("\\a ", count),
}


def _grows(text: str) -> None:
    FORMULAS.use(dict, notes=True)  # as a build does that keeps its formulas
    typeset.cache_clear()
    build(text, Memory())


TARGET = Target(
    "decks",
    texts(FRAGMENTS, "*.md", "dialect/**/*.md"),
    check,
    PATTERNS,
    "MARKS of tests/test_corpus.py, or DECKS of tests/test_growth.py",
    _grows,
    FOLDER.cleanup,
)
