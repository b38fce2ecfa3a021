"""Tests as data: files in ``tests/cases`` that hold titles, inputs and what is expected.

A case is a title, a line with a full stop, the input, a full stop, the expected, a full stop.
Below the title may stand a remark, which tests take as they like.
"""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """One case."""

    title: str
    """What it is about."""
    given: str
    """The input."""
    expected: str
    """What should come of it."""
    remark: str = ""
    """What is said below the title."""

    def __str__(self) -> str:
        """The case as it stands in its file."""
        head = "\n".join(filter(None, (self.title, self.remark)))
        return f"{head}\n.\n{self.given}\n.\n{self.expected}\n.\n"


def cases(name: str) -> list[Case]:
    """The cases of a file, in order."""
    text = (FOLDER / name).read_text("utf-8")
    parts = text.split("\n.\n")
    assert len(parts) % 3 == 1, f"{name} has a case without its end"
    assert not parts[-1].strip(), f"{name} has text after its last case"
    thirds = zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    return [_case(*third) for third in thirds]


def _case(head: str, given: str, expected: str) -> Case:
    title, _, remark = head.strip().partition("\n")
    return Case(title, given, expected, remark)


def dialect_files() -> list[str]:
    """The files of cases that pandoc has recorded, one for each rule."""
    paths = sorted((FOLDER / "dialect").rglob("*.md"))
    return [path.relative_to(FOLDER).as_posix() for path in paths]


def seconds(work: Callable[[], object]) -> float:
    """The processor's time for some work: the least of three, without garbage collection."""
    gc.collect()
    gc.disable()
    try:
        return min(_once(work) for _ in range(3))
    finally:
        gc.enable()


def takes_less(limit: float, work: Callable[[], object]) -> bool:
    """Whether some work takes less of the processor's time than so many seconds in one of three."""
    gc.collect()
    gc.disable()
    try:
        return any(_once(work) < limit for _ in range(3))
    finally:
        gc.enable()


def grows_with_size(work: Callable[[int], object], size: int, quick: float = 0.125) -> bool:
    """Whether some work of this size takes no time to speak of, or ten times that of a fourth.

    Four times the text takes sixteen times the time where that grows with its square.
    """
    gc.disable()
    try:
        if _once(lambda: work(size)) < quick:
            return True
    finally:
        gc.enable()
    limit = 10 * seconds(lambda: work(size // 4))
    return takes_less(limit, lambda: work(size))


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
