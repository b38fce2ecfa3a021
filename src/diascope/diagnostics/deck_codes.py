"""The codes of what is wrong with a deck's text."""

from __future__ import annotations

from diascope.diagnostics.code import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING
_EXTRAS = "slides/talk.extras.md"

DECK_CODES: dict[str, Code] = {
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
    # Code from elsewhere
    "taken-missing": Code(
        _E,
        "a block takes code from a file, region, line or heading that does not exist",
        '# One\n\n``` {.yaml from="pdo.yaml"}\n```',
    ),
    "taken-unreadable": Code(
        _E, "a block takes code from a file that is no text", '`from="photo.jpg"`', ""
    ),
    "taken-not-empty": Code(
        _W,
        "a block that takes its code from elsewhere holds text, which is not shown",
        '# One\n\n``` {.yaml from="talk.md"}\na: 1\n```',
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
    "html-laxer": Code(
        _W,
        "a deck asks for more trust in its HTML than the site has",
        'a deck with `html: trust` in a site with `html = "escape"`',
        "",
    ),
    "html-left-out": Code(
        _W,
        "a deck whose HTML is not trusted brings a style sheet or HTML for the page's head",
        "---\nhtml: sanitize\nheader-includes: <script></script>\n---\n\n# One",
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
    "heading-in-div": Code(
        _W,
        "a heading inside tabs or columns begins a slide, and takes them apart",
        "# One\n\nText\n\n::: tabs\n# Two\n\nText\n:::",
    ),
    "layout-unknown": Code(
        _W,
        "`layout=` names no layout, or one that the slide does not hold the parts of",
        "# One {layout=statment}\n\nText",
    ),
    "time-invalid": Code(_W, "`time=` of a slide is no time", "# One {time=soon}\n\nText"),
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
}
