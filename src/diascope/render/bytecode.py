"""The compiled code of templates, kept for the next build (a disk cache).

Compiling the theme's templates takes a quarter of the time of a small build.  The code is kept
with the user and not with the site, since it is run: whoever wrote a site must not choose it.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from diascope import __version__
from diascope.cache.folder import user_folder
from diascope.cache.sealed import sealed, unsealed
from diascope.write.scratch import Scratch

_KEPT = 128
"""Templates whose code is kept."""


class Bytecode(BytecodeCache):
    """Keeps code by the digest of a template's text, its place, and the versions; see `Bucket`."""

    def __init__(self) -> None:
        self._kept = Scratch(Path(user_folder()), "templates")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket the code of its template; none where it is not kept, or damaged."""
        code = unsealed(self._kept.get(_name(bucket)) or b"")
        if code:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if self._kept.put(_name(bucket), sealed(bucket.bytecode_to_string())):
            self._kept.keep_newest(_KEPT)


def _name(bucket: Bucket) -> str:
    parts = (bucket.key, bucket.checksum, __version__, jinja2.__version__)
    return sha256("\n".join(parts).encode()).hexdigest()
