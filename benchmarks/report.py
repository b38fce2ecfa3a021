"""What was measured, as tables of Markdown, and the parts of `docs/performance.md` made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.cases import SUBJECTS
from benchmarks.timing import ratio, typical

Results = Mapping[str, Any]
"""What the JSON file holds: `benchmarks/bench.py` says what that is."""
STATE_WORDS = {"first": "first of all", "new": "from nothing"}
STATE_WORDS |= {"changed": "one slide changed", "unchanged": "unchanged"}


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached."""

    words: str
    """What is measured."""
    limit: float
    """The most that it may be."""
    value: Callable[[Results], float]
    """What it is; raises `KeyError` where that was not measured."""
    unit: str = ""
    """What is counted; nothing for ratios."""


def _beside(case: str, state: str) -> Callable[[Results], float]:
    return lambda results: beside(results[case][state], "pandoc", "wall")


def _grown(measure: str) -> Callable[[Results], float]:
    def value(results: Results) -> float:
        few, many = (results["growth"][size]["diascope"] for size in ("1000", "10000"))
        return typical(many, measure) / typical(few, measure)

    return value


TARGETS = (
    Target("the real deck, unchanged, beside pandoc", 0.9, _beside("small", "unchanged")),
    Target("the real deck, one slide changed, beside pandoc", 2, _beside("small", "changed")),
    Target("the real deck, from nothing, beside pandoc", 2.5, _beside("small", "new")),
    Target("1000 slides, from nothing, beside pandoc", 0.45, _beside("large", "new")),
    Target("1000 slides, one changed, beside pandoc", 0.2, _beside("large", "changed")),
    Target("1000 slides, unchanged, beside pandoc", 0.06, _beside("large", "unchanged")),
    Target("10,000 slides beside 1000, time", 11, _grown("wall")),
    Target("10,000 slides beside 1000, memory", 11, _grown("memory")),
    Target("200 decks, from nothing, beside a loop of pandoc", 0.15, _beside("site", "new")),
    Target(
        "200 decks, one slide changed",
        0.4,
        lambda results: typical(results["site"]["changed"]["diascope"], "wall"),
        " s",
    ),
    Target(
        "`diascope --help` beside a Python that does nothing",
        3,
        lambda results: beside(results["help"]["bare"], "python", "wall"),
    ),
)


def beside(runs: Mapping[str, Sequence[Sequence[float]]], peer: str, measure: str) -> float:
    """The median of the ratios of ours and another's; raises `KeyError` where it did not run."""
    return ratio(runs["diascope"], runs[peer], measure)


def run_table(results: Results) -> str:
    """Every deck in every state, beside every tool."""
    head = "deck | state | beside | Diascope | the other | time | CPU time | memory | its memory"
    return _table(head, ":-- :-- :-- --: --: --: --: --: --:", _run_rows(results))


def _run_rows(results: Results) -> Iterator[Sequence[str]]:
    kinds = {name: subject.words for name, subject in SUBJECTS.items()}
    kinds |= {"help": "`--help`", "check": "`check` of 1000 slides"}
    for case, words in kinds.items():
        for state, runs in results.get(case, {}).items():
            ours = runs["diascope"]
            for peer in [name for name in runs if name != "diascope"] or [""]:
                yield (
                    words,
                    STATE_WORDS.get(state, ""),
                    peer,
                    f"{typical(ours, 'wall'):.3f} s",
                    f"{typical(runs[peer], 'wall'):.3f} s" if peer else "",
                    f"**{beside(runs, peer, 'wall'):.2f}**" if peer else "",
                    f"{beside(runs, peer, 'cpu'):.2f}" if peer else "",
                    f"{typical(ours, 'memory'):.0f} MB",
                    f"{typical(runs[peer], 'memory'):.0f} MB" if peer else "",
                )


def growth_table(results: Results) -> str:
    """What decks of more and more slides need."""
    peers = [name for name in ("diascope", "pandoc") if name in results["growth"]["10"]]
    columns = [f"{name}, {what}" for what in ("time", "memory") for name in peers]
    rows = [
        (
            f"{int(size):,}",
            *(f"{typical(runs[name], 'wall'):.2f} s" for name in peers),
            *(f"{typical(runs[name], 'memory'):.0f} MB" for name in peers),
        )
        for size, runs in results["growth"].items()
    ]
    return _table(" | ".join(["slides", *columns]), "--: " * (1 + len(columns)), rows)


def target_table(results: Results) -> str:
    """Which targets are met."""
    return _table("target | at most | measured | met", ":-- --: --: :--", _target_rows(results))


def _target_rows(results: Results) -> Iterator[Sequence[str]]:
    for target in TARGETS:
        most = f"{target.limit:g}{target.unit}"
        try:
            value = target.value(results)
        except KeyError:
            yield target.words, most, "", "not measured"
            continue
        yield (
            target.words,
            most,
            f"{value:.2f}{target.unit}",
            "yes" if value <= target.limit else "**no**",
        )


def facts(results: Results) -> str:
    """With what, how often, and beside how much other work it was measured."""
    tools = ", ".join(f"{name} {version}" for name, version in results["tools"].items())
    cores = {1: "one core", 2: "two cores", 4: "four cores"}
    machine = cores.get(results["cores"], f"{results['cores']} cores")
    told = f"Measured on {machine} with {tools}; medians of {_rounds(results)} rounds."
    if loads := sorted(results["load"].values()):
        told += f" The load of the machine, where it was noted, was up to {loads[-1]:.1f}."
    return told + "\n"


def _rounds(results: Results) -> str:
    """The least and the most rounds."""
    states = (results[case] for case in (*SUBJECTS, "help", "check", "growth") if case in results)
    counts = sorted({len(runs["diascope"]) for case in states for runs in case.values()})
    return f"{counts[0]} to {counts[-1]}" if len(counts) > 1 else str(counts[0])


def filled(text: str, results: Results) -> str:
    """The page with every part between its marks made anew."""
    made = {
        "facts": facts(results),
        "targets": target_table(results),
        "runs": run_table(results),
        "growth": growth_table(results),
    }
    for name, part in made.items():
        before, _, rest = text.partition(f"<!-- {name} -->\n")
        _, _, after = rest.partition(f"<!-- /{name} -->")
        text = f"{before}<!-- {name} -->\n{part}<!-- /{name} -->{after}"
    return text


def _table(head: str, rules: str, rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    lines = [head, " | ".join(rules.split()), *map(" | ".join, rows)]
    return "".join(f"| {line} |\n" for line in lines)
