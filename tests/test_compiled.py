"""Patterns and methods of dataclasses that one process has compiled are what the next one has."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Site

from diascope import compiled
from diascope.cache.sealed import sealed

PATTERNS: list[tuple[str | bytes, int]] = [
    ("a+?b|c", 0),
    ("", 0),
    (b"[\x80-\xff]+(?P<tail>x)", 0),
    (r"(?P<first>\w+)-(?P<second>\d{2,})(?P=first)?", re.IGNORECASE),
    (r"(?i:ß|Ǆ)(x)?(?(1)y|z)", 0),
    (r"(?<=a)b(?!c)|(?<!d)e(?=f)", re.MULTILINE | re.DOTALL),
    ("(?x) [ΑΩ] # greek\n [\U0001f600-\U0001f64f]*", 0),
    (r"\bnö\b", re.ASCII),
    (r"((((a)(b)?)*)+)", re.VERBOSE),
]
TEXTS = ["", "aab c", "Ab-12ab", "ab-123AB", "ǆxy ssz ßz", "ab\nef", "Α😀😀", " nö nö. ", "abaab"]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
    """Begins as another process would, with what was kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(compiled, "_LEAST", 1)
    own: object = re._compiler  # type: ignore[attr-defined]
    names = [(own, "compile"), (own, "_code"), (dataclasses, "exec")]
    functions = [getattr(owner, name, exec) for owner, name in names]

    def begin() -> None:
        for (owner, name), function in zip(names, functions, strict=True):
            monkeypatch.setattr(owner, name, function, raising=False)
        for name in ("_KNOWN", "_FRESH"):
            monkeypatch.setattr(compiled, name, compiled._Compiled())
        re.purge()
        compiled.use_compiled()

    return begin


def nothing_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every attempt to compile something fail."""

    def refuse(*_: object) -> None:
        raise AssertionError("it was compiled anew")

    monkeypatch.setattr("re._parser.parse", refuse)
    monkeypatch.setattr(compiled, "compile", refuse, raising=False)


def found(pattern: str | bytes, flags: int) -> tuple[object, ...]:
    """All that can be known of a pattern."""
    made = re.compile(pattern, flags)
    texts = [text.encode() if isinstance(pattern, bytes) else text for text in TEXTS]
    matches = [
        (match.span(), match.groups(), match.groupdict(), match.lastgroup)
        for text in texts
        for match in made.finditer(text)  # type: ignore[arg-type]
    ]
    return made, made.flags, made.groups, dict(made.groupindex), matches


def test_a_pattern_is_what_it_was(
    start: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = [found(*one) for one in PATTERNS]
    assert any(matches for *_, matches in plain)
    start()
    assert [found(*one) for one in PATTERNS] == plain
    compiled.keep_compiled()
    start()
    nothing_is_compiled(monkeypatch)
    assert [found(*one) for one in PATTERNS] == plain


def test_a_dataclass_is_what_it_was(
    start: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def made() -> object:
        @dataclasses.dataclass(frozen=True, order=True)
        class Point:
            x: int
            y: int = 2

        assert (Point(1) < Point(2), hash(Point(1)) == hash(Point(1, 2))) == (True, True)
        with pytest.raises(dataclasses.FrozenInstanceError):
            Point(1).x = 3  # type: ignore[misc]
        return repr(dataclasses.replace(Point(1), y=5)), Point.__init__.__qualname__

    plain = made()
    start()
    assert made() == plain
    compiled.keep_compiled()
    start()
    nothing_is_compiled(monkeypatch)
    assert made() == plain


def test_to_begin_twice_is_to_begin_once(start: Callable[[], None]) -> None:
    start()
    wrapped = re._compiler.compile  # type: ignore[attr-defined]
    compiled.use_compiled()
    assert re._compiler.compile is wrapped  # type: ignore[attr-defined]


def test_a_mistake_is_told_as_ever(start: Callable[[], None]) -> None:
    for _ in range(2):
        start()
        with pytest.raises(re.error, match="missing \\), unterminated subpattern at position 1"):
            re.compile("a(b")
        with pytest.raises(TypeError):
            re.compile(3)  # type: ignore[call-overload]
        compiled.keep_compiled()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda kept: kept[:-3],
        lambda kept: kept[:-9] + bytes([kept[-9] ^ 1]) + kept[-8:],
        lambda kept: sealed(b"2.7\n" + kept[8:]),
    ],
    ids=["empty", "cut", "flipped", "of another Python"],
)
def test_what_is_damaged_is_compiled_anew(
    start: Callable[[], None], tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    start()
    plain = [found(*one) for one in PATTERNS]
    compiled.keep_compiled()
    (file,) = tmp_path.rglob("compiled/*")
    kept = file.read_bytes()
    file.write_bytes(damage(kept))
    start()
    assert not compiled._KNOWN.patterns
    assert [found(*one) for one in PATTERNS] == plain
    compiled.keep_compiled()
    assert file.read_bytes() == kept


def test_too_much_is_not_kept(start: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    start()
    re.compile("a")
    compiled.keep_compiled()
    monkeypatch.setattr(compiled, "_MOST", 1)
    start()
    re.compile("b")
    compiled.keep_compiled()
    start()
    assert set(compiled._KNOWN.patterns) == {("b", 0)}


def test_little_is_not_written(
    start: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_LEAST", 2000)
    start()
    re.compile("a")
    compiled.keep_compiled()
    assert not list(tmp_path.rglob("compiled/*"))


def test_a_build_compiles_once_what_it_needs_and_a_site_holds_none_of_it(
    site: Site, tmp_path: Path
) -> None:
    def build(word: str, cache: str = "cache") -> str:
        site.write({"slides/talk.md": f"# {word}\n\n- a *point*\n"})
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / cache)}
        command = [sys.executable, "-m", "diascope", "build"]
        subprocess.run(command, cwd=site.root, env=environment, check=True)
        return (site.output / "talk" / "index.html").read_text()

    for word in ("One", "Two"):  # the second is the first that finds a site
        build(word)
    (file,) = (tmp_path / "cache").rglob("compiled/*")
    before = file.stat().st_mtime_ns
    assert build("Three") == build("Three", "another")
    assert file.stat().st_mtime_ns == before
    assert not list(site.root.rglob("compiled"))
