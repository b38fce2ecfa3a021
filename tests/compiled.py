"""Templates that are compiled once for all tests: that was two thirds of a small build."""

from __future__ import annotations

from functools import partial

import pytest
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


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


def compile_templates_once() -> None:
    """Have all sites of this process share the code of templates that are alike."""
    sharing = partial(Environment, bytecode_cache=_Compiled())
    pytest.MonkeyPatch().setattr("diascope.render.templates.Environment", sharing)
