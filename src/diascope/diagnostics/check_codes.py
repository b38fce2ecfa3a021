"""The codes of what `diascope check` finds beside what a build does."""

from __future__ import annotations

from diascope.diagnostics.code import Code, Severity

_E, _W, _A = Severity.ERROR, Severity.WARNING, Severity.ADVICE
_LINK = "# One\n\n[Pods](https://kubernetes.io/docs/concepts/workloads/pods/)"

CHECK_CODES: dict[str, Code] = {
    # Targets
    "address-case": Code(
        _W,
        "an address names a file in other letter case than its name has",
        "`![Moon](Moon.jpg)` where the file is `moon.jpg`, on a disk that ignores case",
        "",
    ),
    # Text
    "words-repeated": Code(_A, "a word stands twice in a row", "# One\n\nThis is is a slide"),
    "heading-skipped": Code(
        _A,
        "a heading is more than one level below the one before it",
        "# One\n\n## Two\n\n#### Four",
    ),
    "slide-empty": Code(
        _A, "a slide shows nothing", "# One\n\nText\n\n---\n\n::: notes\nSay it\n:::"
    ),
    "image-undescribed": Code(
        _A, "an image has no description", "# One\n\n![](https://example.org/moon.jpg) rises"
    ),
    "link-words": Code(
        _A, "the words of a link do not say where it leads", "# One\n\n[here](https://example.org)"
    ),
    "slide-crowded": Code(
        _A,
        "a slide holds more words, items or lines of code than listeners can follow",
        "# One\n\n" + "\n".join(f"- {one}" for one in "abcdefghijklm"),
    ),
    "text-small": Code(
        _A,
        "text is set smaller than can be read from the back of a room",
        '# One\n\n[the fine print]{style="font-size: 9px"}',
    ),
    "link-unused": Code(
        _A, "nothing refers to the definition of a link", "# One\n\n[docs]: https://example.org"
    ),
    "footnote-unused": Code(
        _A, "nothing calls a footnote, so that nobody sees it", "# One\n\n[^1]: Nobody reads this."
    ),
    "times-differ": Code(
        _A,
        "the times of the slides do not add up to the duration of the talk",
        "---\nduration: 10\n---\n\n# One {time=15}",
    ),
    "ignore-unknown": Code(
        _W,
        "a comment or a key says to ignore a code that does not exist",
        "# One\n\n<!-- diascope: ignore words-repeeted -->",
    ),
    # Remote links
    "link-dead": Code(
        _W, "a remote address no longer exists", f"`check --links` with\n{_LINK}", ""
    ),
    "link-moved": Code(
        _A, "a remote address has moved for good", "an address that redirects with status 301", ""
    ),
    "link-anchor-missing": Code(
        _W,
        "a remote page lacks the place that is named behind `#`",
        "`…/pods/#no-such-heading`",
        "",
    ),
    "link-version": Code(
        _A,
        "a link leads to the documentation of another version than the deck speaks of",
        "`versions: {kubernetes: 1.33}`, and a link to `v1-24.docs.kubernetes.io`",
        "",
    ),
    "link-blocked": Code(
        _A, "a server does not let programs see a remote address", "status 401 or 403", ""
    ),
    "link-limited": Code(
        _A,
        "a server asks to be asked less often, so that an address is not known",
        "status 429",
        "",
    ),
    "link-flaky": Code(
        _A, "a server fails now, so that an address is not known", "status 503, or no answer", ""
    ),
    "link-unchecked": Code(
        _A,
        "a remote address was not checked, or cannot be by a program",
        "no time was left, or `--offline` and no answer is kept",
        "",
    ),
    "link-cache-invalid": Code(
        _W, "the file with the answers of servers cannot be read", "a merge left marks in it", ""
    ),
    # Pictures of the talk
    "layout-overflow": Code(
        _W, "what a slide shows does not fit on it", "`check --layout` with a list of 40 items", ""
    ),
    "layout-text-small": Code(
        _A, "text on a slide is smaller than the limit", "a slide that was shrunk to fit", ""
    ),
    "layout-contrast": Code(
        _W, "text has too little contrast with what is behind it", "grey words on a photograph", ""
    ),
    "layout-accessibility": Code(
        _W, "axe finds a fault that shuts people out", "an `iframe` without a title", ""
    ),
    "layout-request-failed": Code(
        _W, "a file that the page asks for is not there", "an image that a script loads", ""
    ),
    "layout-remote": Code(
        _A,
        "the page needs the network to show something",
        "`![Moon](https://example.org/moon.jpg)`, without a network",
        "",
    ),
    "diagram-error": Code(
        _W,
        "mermaid cannot draw a diagram; only a browser finds out",
        "`check --layout` with `A -- [ B` in a flowchart",
        "",
    ),
    "layout-script-failed": Code(_W, "a script on the page fails", "`<script>oops()</script>`", ""),
    "browser-missing": Code(
        _E, "there is no browser, or nothing to drive it with", "`check --layout` without one", ""
    ),
    # Repairs
    "fix-failed": Code(
        _E, "a file could not be repaired in place", "a file that may not be written to", ""
    ),
}
