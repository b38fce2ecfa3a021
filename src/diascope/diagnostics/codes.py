"""The table of diagnostic codes: how bad each is, what it means, and an example.

A code is added by a row here; `docs/reference.md` is made from this table, and a test builds every
example that is a deck.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a finding is: an error keeps the site from being written."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """A row of the table."""

    severity: Severity
    """How bad it is."""
    meaning: str
    """What is wrong, in half a sentence."""
    example: str
    """The text of a deck that has it; or, for what no deck can have, a command or file name."""


_E, _W = Severity.ERROR, Severity.WARNING

CODES: dict[str, Code] = {
    # Reading files
    "file-missing": Code(_E, "a file that was asked for does not exist", "diascope build tlak.md"),
    "file-is-folder": Code(_E, "a folder stands where a file was expected", "slides/talk.md/"),
    "file-unreadable": Code(_E, "a file exists but cannot be read", "chmod 000 slides/talk.md"),
    "file-empty": Code(_E, "a deck holds no text", ""),
    "not-utf8": Code(_W, "a file is not UTF-8 and was read as Latin-1", "iconv -t latin1 talk.md"),
    "nul-byte": Code(
        _W, "a file holds NUL bytes, shown as the replacement character", "# One\n\n\0"
    ),
    "text-broken-encoding": Code(
        _W, "text was decoded with the wrong encoding before it was saved", "# CafÃ©"
    ),
    # Front matter
    "title-block-unclosed": Code(
        _W, "the `%` title block runs into the text below it", "% Title\nText"
    ),
    "yaml-unclosed": Code(
        _W, "a YAML block is opened and never closed", "---\ntitle: Talk\n\n# One"
    ),
    "yaml-invalid": Code(_E, "a YAML block cannot be read", "---\ntitle: [Talk\n---"),
    "heading-swallowed": Code(
        _W,
        "a metadata block in the midst of a deck takes a heading for a comment",
        "# One\n\n---\n# Two\n---",
    ),
    "yaml-duplicate-key": Code(
        _W,
        "a key stands twice in one YAML mapping; the last one counts",
        "---\ndate: May\ndate: June\n---\n\n# One",
    ),
    "metadata-unknown-key": Code(
        _E,
        "a metadata key looks like a misspelling of a known one",
        "---\nincrementall: true\n---",
    ),
    "metadata-key-case": Code(
        _W,
        "a metadata key differs from a known one in letter case only",
        "---\nTitle: Talk\n---\n\n# One",
    ),
    "metadata-invalid": Code(
        _W,
        "a metadata value has the wrong type or is out of range",
        "---\ntoc: perhaps\n---\n\n# One",
    ),
    # Markdown
    "div-unclosed": Code(_W, "a fenced div is never closed", "# One\n\n::: notes\nText"),
    "div-unopened": Code(
        _W, "a line closes a fenced div where none is open", "# One\n\nText\n\n:::"
    ),
    "fence-unclosed": Code(_W, "a fenced code block is never closed", "# One\n\n```sh\nls"),
    "html-unclosed": Code(_W, "a raw HTML element is never closed", "# One\n\n<section>\n\nText"),
    "comment-unclosed": Code(_W, "an HTML comment is never closed", "# One\n\n<!-- later"),
    "reference-undefined": Code(
        _W, "a reference link or image has no definition", "# One\n\nSee [Docs]."
    ),
    "footnote-undefined": Code(_W, "a footnote is called and never defined", "# One\n\nText[^1]"),
    "footnote-duplicate": Code(
        _W, "a footnote is defined twice", "# One\n\nText[^1]\n\n[^1]: a\n\n[^1]: b"
    ),
    "math-invalid": Code(_W, "a formula cannot be typeset", "# One\n\n$\\frac{1}$"),
    "formula-engine": Code(
        _W, "formulas stay text, since KaTeX cannot be run here", "a platform without dukpy"
    ),
    "variable-undefined": Code(
        _W, "text asks for a metadata value that the deck does not set", "# {{ meta.event }}"
    ),
    "table-row-long": Code(
        _W,
        "a table row has more cells than the header",
        "# One\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |",
    ),
    "slide-unknown": Code(
        _W, "a link leads to a slide or heading that the deck does not have", "# One\n\n[x](#two)"
    ),
    "slide-overfull": Code(
        _W,
        "a slide holds more than fits on it",
        "---\nheight: 300\n---\n\n# One\n\n- a\n- b\n- c\n- d",
    ),
    # Includes
    "include-missing": Code(
        _E, "a file to include does not exist", '# One\n\n::: {include="part.md"}\n:::'
    ),
    "include-not-empty": Code(
        _W,
        "a div that includes a file holds text of its own, which is not shown",
        '::: {include="part.md"}\nText\n:::',
    ),
    "include-cycle": Code(
        _E,
        "a file includes itself, by way of others or not",
        '# One\n\n::: {include="talk.md"}\n:::',
    ),
    # Extras
    "extras-unknown-slide": Code(
        _E, "an extras heading names a slide that the deck does not have", "# {#dokcer}"
    ),
    "extras-without-deck": Code(
        _W, "an extras file has no deck beside it", "slides/tlak.extras.md"
    ),
    "extras-outside-slide": Code(
        _E, "extras hold blocks that belong to no slide", "Text above the first heading"
    ),
    # Configuration
    "config-unknown-key": Code(
        _E, "`diascope.toml` holds a key that is not known", "titel = 'Talks'"
    ),
    "config-invalid": Code(
        _E, "`diascope.toml` cannot be read, or a value has the wrong type", "title = 3"
    ),
    # The site
    "no-decks": Code(_E, "there is no deck to build", "diascope build, in an empty folder"),
    "deck-duplicate": Code(_E, "one deck is named twice", "diascope build talk.md ./talk.md"),
    "permalink-invalid": Code(
        _E,
        "a permalink does not name a place inside the site",
        "---\npermalink: ../talk\n---\n\n# One",
    ),
    "permalink-duplicate": Code(
        _E, "two decks have one permalink", "permalink: /talk, in two decks"
    ),
    "image-missing": Code(_W, "a local image does not exist", "# One\n\n![Moon](moon.jpg)"),
    "file-link-missing": Code(
        _W, "a link points to a local file that does not exist", "# One\n\n[Plan](plan.pdf)"
    ),
    "theme-unknown": Code(
        _W, "no theme has the name that was asked for", "---\ntheme: nigth\n---\n\n# One"
    ),
    "template-error": Code(
        _E, "a template cannot be read or rendered", "{{ slide.titel }}, in templates/slide.html"
    ),
    "output-unwritable": Code(_E, "the output folder cannot be written", "diascope build -o /proc"),
    "output-inside-slides": Code(
        _E, "the output folder lies among the sources", "diascope build -o slides/out"
    ),
    "output-foreign": Code(
        _E, "the output folder holds files that no build wrote", "diascope build -o ~"
    ),
    "output-edited": Code(
        _W,
        "a file that the site no longer has stays, since it was edited after it was built",
        "_site/old/index.html",
    ),
    "folder-not-empty": Code(_E, "a new site needs a folder that is empty", "diascope new ~"),
}
"""Every stable code."""
