"""The codes of what is wrong when a deck is exported."""

from __future__ import annotations

from diascope.diagnostics.code import Code, Severity

_E, _W, _A = Severity.ERROR, Severity.WARNING, Severity.ADVICE

EXPORT_CODES: dict[str, Code] = {
    "export-slide-unknown": Code(
        _E, "a slide to export does not exist", "`diascope export png talk.md --slide 99`", ""
    ),
    "export-remote": Code(
        _W, "a remote file could not be put into the exported one", "no network", ""
    ),
    "previews-missing": Code(
        _A, "a browser was found that cannot draw first slides", "a browser that does not start", ""
    ),
    "export-failed": Code(_E, "an export could not be made or written", "a full disk", ""),
}
