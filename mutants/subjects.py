"""The modules whose mutants are tried, with the tests that have to kill them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_COMPARED = ("tests/test_verify_compare.py",)
_LINKED = (
    *("tests/test_readings.py", "tests/test_locations.py", "tests/test_links.py"),
    *("tests/test_targets.py", "tests/test_images.py"),
    *("tests/test_serve_site.py", "tests/test_claims.py"),
)

SUBJECTS: Mapping[str, Sequence[str]] = {
    "diascope.cache.ends": ("tests/test_memory.py",),
    "diascope.cache.memory": ("tests/test_memory.py",),
    "diascope.deck.outline": ("tests/test_outline.py",),
    "diascope.links.locations": _LINKED,
    "diascope.links.readings": _LINKED,
    "diascope.links.resolve": _LINKED,
    "diascope.links.resolver": ("tests/test_shortcuts.py", *_LINKED),
    "diascope.parse.cut": ("tests/test_cut.py", "tests/test_pieces.py", "tests/test_recut.py"),
    "diascope.parse.recut": ("tests/test_recut.py",),
    "diascope.serve.diff": ("tests/test_serve_diff.py",),
    "diascope.serve.guard": ("tests/test_serve_guard.py", "tests/test_serve_stage.py"),
    "diascope.snippets.transcript": ("tests/test_transcript.py",),
    "diascope.verify.compare": _COMPARED,
    "diascope.verify.differences": ("tests/test_verify_differences.py",),
    "diascope.verify.wildcards": (*_COMPARED, "tests/test_verify_wildcards.py"),
}
