"""What a session costs beside one script of bash: `.venv/bin/python -m benchmarks.verify`.

Prints how much longer 200 steps that start a program take, each run in turn, and what a step costs
that starts none.
"""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from diascope.verify.environment import environment
from diascope.verify.session import Session
from diascope.verify.shells import Shell, shell_of
from diascope.verify.workspace import workspace

STEPS = ("/bin/echo hello", "git --version")
COUNT = 100
RUNS = 5


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def script(folder: Path, variables: dict[str, str]) -> None:
    """All steps as one script."""
    text = "\n".join(STEPS * COUNT)
    subprocess.run(
        ["bash", "-c", text], cwd=folder, env=variables, stdout=subprocess.DEVNULL, check=True
    )


def steps(session: Session, scripts: tuple[str, ...]) -> None:
    """The steps one by one."""
    for one in scripts:
        assert session.run(one, 30).status == 0


def main() -> None:
    """Measure both in turn, and print the ratio of the medians."""
    shell = shell_of("bash", ())
    assert isinstance(shell, Shell)
    with workspace(None) as space:
        variables = {**environment(()), "HOME": str(space.home)}
        with Session(shell, space.folder, variables) as session:
            steps(session, STEPS)
            pairs = [
                (
                    seconds(lambda: steps(session, STEPS * COUNT)),
                    seconds(lambda: script(space.folder, variables)),
                )
                for _ in range(RUNS)
            ]
            built_in = seconds(lambda: steps(session, (":",) * 500)) / 500
    ours, theirs = (median(times) for times in zip(*pairs, strict=True))
    count, ratio = len(STEPS) * COUNT, ours / theirs
    print(f"{count} programs: {ours:.3f} s, one script {theirs:.3f} s: {ratio:.2f}")
    print(f"a built-in step: {built_in * 1000:.2f} ms")


if __name__ == "__main__":
    main()
