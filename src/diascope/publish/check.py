"""What must not be published: secrets, and addresses that would be gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from diascope.diagnostics import Diagnostic, of_file
from diascope.patterns import lazy_pattern
from diascope.reading.disk import Disk
from diascope.reading.secrets import secrets
from diascope.write import Content

_TEXTS = {
    *(".html", ".htm", ".txt", ".md", ".json", ".csv", ".xml", ".svg", ".js", ".css", ".sh"),
    *(".yml", ".yaml", ".toml", ".ini", ".conf", ".env", ".pem", ".key", ".py", ".sql", ""),
}
"""Endings of files that are looked through."""
_OURS = lazy_pattern(r"assets/")
"""What the theme brings along."""


def secrets_in(
    files: Mapping[str, Content], allowed: Collection[str], disk: Disk
) -> Iterator[Diagnostic]:
    """An error for what looks like a secret in a file of the site.

    Each has an identifier, by which it can be allowed: a digest of its path and of its line's text.
    """
    for path, content in files.items():
        if PurePosixPath(path).suffix.lower() not in _TEXTS or _OURS.match(path):
            continue
        raw = disk.read(content) if isinstance(content, Path) else content
        text = raw.decode("utf-8", "replace")
        lines = text.split("\n")
        for found in secrets(text):
            name = sha256(f"{path}\n{lines[found.line].strip()}".encode()).hexdigest()[:8]
            if name not in allowed:
                message = f"`{path}`, line {found.line + 1}: this looks like a {found.kind}"
                hint = f"take it out, or publish it all the same with `--allow-secret {name}`"
                source = content if isinstance(content, Path) else Path()
                yield Diagnostic("publish-secret", of_file(source), message, hint)


def pages_gone(
    before: Collection[str], files: Collection[str], subdir: str
) -> Iterator[Diagnostic]:
    """A warning for every page that was published and would be gone."""
    for path in sorted(before):
        if path.endswith(".html") and path not in files and path != "404.html":
            where = f"{subdir}/{path}" if subdir else path
            address = f"/{where.removesuffix('index.html')}"
            message = f"`{address}` was published, and would be gone"
            hint = f"keep it alive with `redirect-from: {address}` in the deck that took its place"
            yield Diagnostic("publish-page-gone", of_file(Path()), message, hint)
