"""The codes of what keeps a site from being published."""

from __future__ import annotations

from diascope.diagnostics.code import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING

PUBLISH_CODES: dict[str, Code] = {
    "publish-failed": Code(_E, "git cannot publish the site", "a remote that is not there", ""),
    "publish-foreign": Code(
        _E,
        "a file that was not published from here would be overwritten",
        "`index.html` in a branch that another program made",
        "",
    ),
    "publish-edited": Code(
        _E, "a published file was edited in the branch", "`talk/index.html`, edited on GitHub", ""
    ),
    "publish-kept": Code(
        _W,
        "a file that is no longer built stays, since it was edited",
        "the same, removed here",
        "",
    ),
    "publish-hidden": Code(
        _E,
        "Jekyll would leave a file out, or read it",
        "`media/_draft/a.png`, and `_config.yml`",
        "",
    ),
    "publish-claimed": Code(
        _E,
        "another page of the site claims the address of a deck",
        "`permalink: /diary/terminal` in the deck and in a page of the diary",
        "",
    ),
    "publish-page-gone": Code(
        _W, "a published page would be gone", "a deck was renamed, without `redirect-from:`", ""
    ),
    "publish-secret": Code(
        _E, "a page holds what looks like a key, a token or a password", "a private key", ""
    ),
}
