"""What was found, as files: `fuzz/found/`, which git ignores."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from fuzz.target import Target

FOLDER = Path(__file__).parent / "found"


def keep(target: Target, text: str, words: str) -> None:
    """Write a text that a target fails at, and beside it how, and what to do about it."""
    FOLDER.mkdir(exist_ok=True)
    content = text.encode("utf-8", "surrogatepass")
    name = f"{target.name}-{blake2b(content, digest_size=4).hexdigest()}"
    path = FOLDER / f"{name}.txt"
    path.write_bytes(content)
    advice = (
        f"To see it again:  .venv/bin/python -m fuzz --target {target.name} --file {path}\n"
        f"When it is mended: add the shortest text that shows it to {target.test}.\n"
    )
    (FOLDER / f"{name}.why.txt").write_text(f"{words}\n\n{advice}", encoding="utf-8")
    print(f"{path}: the text; {name}.why.txt: how it failed\n{advice}", flush=True)
