"""The table of diagnostic codes: how bad each is, what it means, and an example.

A code is added by a row here; `docs/reference.md` is made from this table, and a test builds every
example that is the text of a file.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

DECK = "slides/talk.md"
"""The deck of the examples."""


class Severity(StrEnum):
    """How bad a diagnostic is: an error keeps the site from being written."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """A row of the table."""

    severity: Severity
    """How bad it is."""
    meaning: str
    """What is wrong, in half a sentence."""
    example: str
    """The text of a file that has it; or what brings it about, in Markdown, where no text does."""
    file: str = DECK
    """The file of the site whose text the example is; empty where it is none."""


_E, _W = Severity.ERROR, Severity.WARNING
_EXTRAS, _CONFIG = "slides/talk.extras.md", "diascope.toml"

CODES: dict[str, Code] = {
    # Reading files
    "file-missing": Code(
        _E, "a file that was asked for is missing", "`diascope build tlak.md`", ""
    ),
    "file-is-folder": Code(
        _E, "a folder stands where a file was expected", "`mkdir slides/talk.md`", ""
    ),
    "file-unreadable": Code(_E, "a file exists but cannot be read", "`chmod 0 slides/talk.md`", ""),
    "file-empty": Code(_E, "a deck holds no text", ""),
    "not-utf8": Code(
        _W, "a file is not UTF-8 and was read as Windows-1252", "`iconv -t cp1252`", ""
    ),
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
        "a metadata block or table in the midst of a deck takes a heading for its own text",
        "# One\n\n---\n# Two\n---",
    ),
    "text-swallowed": Code(
        _W,
        "a metadata block or table in the midst of a deck takes what was meant as a slide",
        "# One\n\n---\nText\n\nMore\n\n---",
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
    "extension-unknown": Code(
        _W,
        "a name is none of pandoc's extensions, or of one that cannot be switched here",
        "---\nextensions: +emojis\n---\n\n# One",
    ),
    # Markdown
    "div-unclosed": Code(_W, "a fenced div is never closed", "# One\n\n::: notes\nText"),
    "div-unopened": Code(
        _W, "a line closes a fenced div where none is open", "# One\n\nText\n\n:::"
    ),
    "div-text": Code(
        _W,
        "a line that is meant to open a div is shown as text",
        "# One\n\n::: {.a, .b}\nText\n:::",
    ),
    "notes-public": Code(
        _E,
        "speaker notes would be shown to the audience",
        "# One\n\nText\n::: notes\nSecret\n:::",
    ),
    "heading-in-notes": Code(
        _W,
        "a heading inside speaker notes begins a slide, which the audience sees",
        "# One\n\nText\n\n::: notes\n# Two\n:::",
    ),
    "fence-text": Code(
        _W,
        "a line that is meant to open a code block is shown as text",
        "# One\n\n```js {1-2|3}\nlet a\n```",
    ),
    "attributes-text": Code(_W, "attributes are shown as text", "# One {data-auto-animate}"),
    "attribute-value": Code(
        _W,
        "the value of an attribute has a comma or a curly quotation mark too many",
        "# One\n\n[Text]{width=50%, height=3}",
    ),
    "marker-text": Code(
        _W, "the marker of a heading or list item is shown as text", "# One\n\n-\u00a0Text"
    ),
    "fence-unclosed": Code(_W, "a fenced code block is never closed", "# One\n\n```sh\nls"),
    "html-unclosed": Code(_W, "a raw HTML element is never closed", "# One\n\n<section>\n\nText"),
    "comment-unclosed": Code(_W, "an HTML comment is never closed", "# One\n\n<!-- later"),
    "reference-undefined": Code(
        _W, "a reference link or image has no definition", "# One\n\nSee [Docs]."
    ),
    "footnote-undefined": Code(_W, "a footnote is called and never defined", "# One\n\nText[^1]"),
    "footnote-nested": Code(
        _W,
        "a footnote is called from within another, where its call stays text",
        "# One\n\nText[^1]\n\n[^1]: a[^2]\n\n[^2]: b",
    ),
    "footnote-lost": Code(
        _W,
        "a footnote stands in a text that no slide shows, such as an image's description",
        "# One\n\nText ![Moon^[a note]](data:,)",
    ),
    "footnote-duplicate": Code(
        _W, "a footnote is defined twice", "# One\n\nText[^1]\n\n[^1]: a\n\n[^1]: b"
    ),
    "tex-dropped": Code(
        _W, "TeX that would show words is left out", "# One\n\nA \\textbf{bold} claim"
    ),
    "math-invalid": Code(_W, "a formula cannot be typeset", "# One\n\n$\\frac{1}$"),
    "label-undefined": Code(
        _W, "a formula refers to an equation that the deck does not have", "# One\n\n$\\eqref{a}$"
    ),
    "formula-engine": Code(
        _W, "formulas stay text, since KaTeX cannot be run here", "a platform without dukpy", ""
    ),
    "variable-undefined": Code(
        _W, "text asks for a metadata value that the deck does not set", "# {{ meta.event }}"
    ),
    "heading-hash": Code(
        _W, "a heading ends in `#`, which closes it and is not shown", "# Talks on C#"
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
        '# Two\n\n::: {include="talk.md"}\nText\n:::',
        "slides/other.md",
    ),
    "include-cycle": Code(
        _E,
        "a file includes itself, by way of others or not",
        '# One\n\n::: {include="talk.md"}\n:::',
    ),
    "include-limit": Code(
        _E,
        "files include each other too deep or too often",
        "a file that includes another ten times, which includes a third ten times, and so on",
        "",
    ),
    # Extras
    "extras-unknown-slide": Code(
        _E, "an extras heading names a slide that the deck does not have", "# {#dokcer}", _EXTRAS
    ),
    "extras-without-deck": Code(
        _W, "an extras file has no deck beside it", "# {#docker}", "slides/tlak.extras.md"
    ),
    "extras-outside-slide": Code(
        _E, "extras hold blocks that belong to no slide", "Text above the first heading", _EXTRAS
    ),
    # Configuration
    "config-unknown-key": Code(
        _E, "`diascope.toml` holds a key that is not known", "titel = 'Talks'", _CONFIG
    ),
    "config-invalid": Code(
        _E, "`diascope.toml` cannot be read, or a value has the wrong type", "title = 3", _CONFIG
    ),
    # The site
    "no-decks": Code(_E, "there is no deck to build", "`diascope build` in an empty folder", ""),
    "deck-duplicate": Code(_E, "one deck is named twice", "`diascope build talk.md ./talk.md`", ""),
    "permalink-invalid": Code(
        _E,
        "a permalink does not name a place inside the site",
        "---\npermalink: ../talk\n---\n\n# One",
    ),
    "permalink-duplicate": Code(
        _E, "two decks have one permalink", "---\npermalink: /talk\n---\n\n# One", "slides/other.md"
    ),
    "place-claimed": Code(
        _E,
        "two files claim one place in the site",
        "---\npermalink: /404.html\n---\n\n# One",
    ),
    "name-invalid": Code(_E, "a file has a name that no address can hold", "`slides/a\\b.md`", ""),
    "image-missing": Code(_W, "a local image does not exist", "# One\n\n![Moon](moon.jpg)"),
    "file-link-missing": Code(
        _W, "a link points to a local file that does not exist", "# One\n\n[Plan](plan.pdf)"
    ),
    "file-outside": Code(
        _E,
        "a file lies outside the site's folder, or is hidden, and is not published",
        "a link on disk from `slides/` to `~/.ssh`",
        "",
    ),
    "source-linked": Code(
        _W,
        "a link leads to Markdown that is no deck of the site; its text is not published",
        "a link to `plan.md`, beside a deck that is built alone",
        "",
    ),
    "address-from-root": Code(
        _W,
        "an address begins at the server's root, where the site may not lie",
        "# One\n\n![Moon](/img/moon.jpg)",
    ),
    "theme-unknown": Code(
        _W, "no theme has the name that was asked for", "---\ntheme: nigth\n---\n\n# One"
    ),
    "template-error": Code(
        _E, "a template cannot be read or rendered", "{{ slide.titel }}", "templates/slide.html"
    ),
    "output-unwritable": Code(
        _E, "the output folder cannot be written", "`diascope build -o /proc`", ""
    ),
    "output-inside-slides": Code(
        _E, "the output folder lies among the sources", "`diascope build -o slides/out`", ""
    ),
    "output-foreign": Code(
        _E, "the output folder holds files that no build wrote", "`diascope build -o ~`", ""
    ),
    "output-edited": Code(
        _W,
        "a file that the site no longer has stays, since it was edited after it was built",
        "an edited `_site/old/index.html`",
        "",
    ),
    "folder-unwatched": Code(
        _W, "changes in a folder are not noticed", "a folder that may not be read", ""
    ),
    "internal-error": Code(
        _E, "Diascope failed by a mistake of its own; the decks without it are built", "a bug", ""
    ),
    "folder-not-empty": Code(_E, "a new site needs a folder that is empty", "`diascope new ~`", ""),
}
"""Every stable code."""
