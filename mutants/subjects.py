"""The modules whose mutants are tried, with the tests that have to kill them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SUBJECTS: Mapping[str, Sequence[str]] = {
    "diascope.cache.ends": ("tests/test_memory.py",),
    "diascope.cache.memory": ("tests/test_memory.py",),
    "diascope.deck.outline": ("tests/test_dialect.py", "-k", "slide"),
    "diascope.links.resolver": ("tests/test_links.py",),
    "diascope.parse.cut": ("tests/test_pieces.py", "tests/test_recut.py"),
    "diascope.parse.recut": ("tests/test_recut.py",),
    "diascope.serve.guard": ("tests/test_serve_guard.py", "tests/test_serve_stage.py"),
    "diascope.snippets.transcript": ("tests/test_transcript.py",),
    "diascope.verify.compare": ("tests/test_verify_compare.py",),
}
