"""The codes of what is wrong with a site around its decks' text."""

from __future__ import annotations

from diascope.diagnostics.code import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING
_CONFIG = "diascope.toml"

SITE_CODES: dict[str, Code] = {
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
    "shortcut-unknown": Code(
        _W,
        "an address begins with a name that no shortcut has",
        "# One\n\n[Pods](k8z:concepts/workloads/pods/)",
    ),
    "version-unknown": Code(
        _W,
        "a shortcut needs a version that neither deck nor site tells",
        "---\nlinks:\n  go: https://pkg.go.dev/std@{version}/{}\n---\n\n# One\n\n[fmt](go:fmt)",
    ),
    "qr-relative": Code(
        _W,
        "a QR code cannot be made of an address without a host",
        "# One\n\n[Plan](#one){.qr}",
    ),
    "links-text": Code(
        _W,
        "the file of link definitions holds text that no slide shows",
        "Text",
        "slides/links.md",
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
    "output-partial": Code(
        _E,
        "a file of the site could not be replaced after others had been",
        "a page that another program has locked",
        "",
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
