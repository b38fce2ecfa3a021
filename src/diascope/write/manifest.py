"""The manifest: what builds wrote into an output folder, so that the next one may change it.

Before the first page is replaced, the manifest names the old and the new bytes of every file;
after the last, the new ones alone. A build that is killed between the two has thereby told the
next one about every file it may have left.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from diascope.write.names import MANIFEST, is_safe

Manifest = Mapping[str, tuple[str, ...]]
"""Each path with the SHA-256 digests that its bytes may have."""


def read_manifest(out: Path) -> Manifest | None:
    """The manifest in the folder, or nothing where there is none.

    Raises ``ValueError`` for one that no build wrote and ``OSError`` for one that cannot be read.
    """
    path = out / MANIFEST
    if path.exists() and not path.is_file():
        raise ValueError("not a regular file")
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    found = json.loads(text)
    if not isinstance(found, dict) or not all(map(_is_entry, found.items())):
        raise ValueError("not a manifest")
    return {path: tuple(digests) for path, digests in found.items()}


def manifest_text(manifest: Manifest) -> bytes:
    """The manifest as it is stored: a JSON object, one file a line, in order."""
    entries = {path: list(digests) for path, digests in sorted(manifest.items())}
    lines = (f"{json.dumps(path)}: {json.dumps(digests)}" for path, digests in entries.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def merged(*manifests: Manifest) -> dict[str, tuple[str, ...]]:
    """Every path of the manifests with every digest that one of them names."""
    found: dict[str, tuple[str, ...]] = {}
    for manifest in manifests:
        for path, digests in manifest.items():
            found[path] = tuple(dict.fromkeys((*found.get(path, ()), *digests)))
    return found


def digest_of(content: bytes | Path) -> str:
    """The SHA-256 digest of the bytes, or of the bytes in the file."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_entry(entry: tuple[str, object]) -> bool:
    path, digests = entry
    return is_safe(path) and isinstance(digests, list) and all(_is_digest(d) for d in digests)


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64
