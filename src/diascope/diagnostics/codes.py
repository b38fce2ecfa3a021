"""The table of diagnostic codes.

A code is added by a row in one of the tables; `docs/reference.md` is made from them, and a
test builds every example that is the text of a file.
"""

from __future__ import annotations

from diascope.diagnostics.check_codes import CHECK_CODES
from diascope.diagnostics.code import DECK, Code, Severity
from diascope.diagnostics.command_codes import COMMAND_CODES
from diascope.diagnostics.deck_codes import DECK_CODES
from diascope.diagnostics.export_codes import EXPORT_CODES
from diascope.diagnostics.publish_codes import PUBLISH_CODES
from diascope.diagnostics.site_codes import SITE_CODES

CODES: dict[str, Code] = {
    **DECK_CODES,
    **SITE_CODES,
    **COMMAND_CODES,
    **CHECK_CODES,
    **EXPORT_CODES,
    **PUBLISH_CODES,
}
"""Every stable code."""

__all__ = ["CODES", "DECK", "Code", "Severity"]
