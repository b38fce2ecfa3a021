"""What was published into a branch before, so that it may be changed and removed, and nothing else.

The file lies beside what was published.  Its name begins with a dot: Jekyll leaves it out, and
where Jekyll does not run it tells no more than the pages do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

NAME = ".diascope-published.json"

Published = Mapping[str, str]
"""The blob of each file, by its path below the folder that was published into."""


def published_text(published: Published) -> bytes:
    """The text of the file: JSON, a file on each line, in order."""
    lines = (
        f"  {json.dumps(path)}: {json.dumps(blob)}" for path, blob in sorted(published.items())
    )
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def read_published(content: bytes) -> dict[str, str] | None:
    """What a file says; None for one that was not written here."""
    try:
        found = json.loads(content)
    except ValueError:
        return None
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        return None
    return found
