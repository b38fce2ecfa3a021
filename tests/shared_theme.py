"""What is worked out once for all tests of a process, since all their sites have the same theme."""

from __future__ import annotations

from functools import cache

import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from diascope.pipeline import styles


class _Compiled(BytecodeCache):
    """The code of templates by their name, file and text."""

    def __init__(self) -> None:
        self._known = dict[tuple[str, str], object]()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket the code of its template, if it is known."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))  # type: ignore[assignment]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._known[bucket.key, bucket.checksum] = bucket.code


def share_theme() -> None:
    """Have all sites share the code of templates, and the style sheets in pages, that are alike."""
    patch = pytest.MonkeyPatch()
    compiled = _Compiled()
    patch.setattr("diascope.render.templates.Bytecode", lambda: compiled)
    patch.setattr(styles, "_moved", cache(styles._moved))
