"""What was measured, drawn: SVG files for `docs/images/`, the same for the same numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

from benchmarks.cases import SUBJECTS
from benchmarks.report import STATE_WORDS, Results, beside
from benchmarks.timing import typical

WIDTH = 760
STYLE = """
text { font: 14px system-ui, sans-serif; fill: var(--ink) }
.title { font-weight: 600; font-size: 16px } .quiet { fill: var(--quiet) } .end { text-anchor: end }
.middle { text-anchor: middle } .rule { stroke: var(--rule); fill: none }
.diascope { --own: var(--first) } .pandoc { --own: var(--second) }
.bar { fill: var(--own) } text.name { fill: var(--own); font-weight: 600 }
.line { stroke: var(--own); stroke-width: 2.5; fill: none } .one { stroke: var(--ink) }
svg { --ink: #2a2622; --quiet: #6b655e; --rule: #ddd8d0; --paper: #fdfcfa; --first: #0f7285;
  --second: #a8590f }
.paper { fill: var(--paper) }
@media (prefers-color-scheme: dark) {
  svg { --ink: #ece8e2; --quiet: #aba59d; --rule: #46413b; --paper: #1a1816; --first: #4fbdd2;
    --second: #eb9d54 }
}
"""


def plots(results: Results) -> Mapping[str, str]:
    """The files by name."""
    titles = {"wall": ("time", "s", "Seconds to build"), "memory": ("memory", "MB", "Peak memory")}
    made = {
        f"performance-{name}.svg": curves(results["growth"], measure, unit, title)
        for measure, (name, unit, title) in titles.items()
    }
    made["performance-stages.svg"] = stage_bars(results["stages"])
    if bars := _bars(results):
        made["performance-beside.svg"] = ratio_bars(bars)
    return made


def _bars(results: Results) -> Mapping[str, Mapping[str, float]]:
    """The ratios to pandoc in every state of every deck that was measured beside it."""
    found = dict[str, Mapping[str, float]]()
    for case, subject in SUBJECTS.items():
        states = {
            STATE_WORDS[state]: beside(runs, "pandoc", "wall")
            for state, runs in results[case].items()
            if "pandoc" in runs
        }
        if states:
            found[subject.words] = states
    return found


def ratio_bars(bars: Mapping[str, Mapping[str, float]]) -> str:
    """How many times as long as pandoc every build takes, on a logarithmic axis around 1."""
    left, right, top, row, gap = 330, WIDTH - 60, 78, 25, 10
    values = [value for states in bars.values() for value in states.values()]
    low, high = min(floor(log10(min(values))), -1), max(ceil(log10(max(values))), 1)

    def at(value: float) -> float:
        return left + (log10(value) - low) / (high - low) * (right - left)

    bottom = top + row * len(values) + gap * len(bars)
    powers = [10.0**n for n in range(low, high + 1)]
    parts = [_rule(at(power), top, at(power), bottom) for power in powers]
    parts += [_text(at(power), top - 10, f"{power:g}", "quiet middle") for power in powers]
    y = top + gap / 2
    for deck, states in bars.items():
        parts.append(_text(24, y + 17, deck))
        for state, value in states.items():
            start, end = sorted((at(value), at(1)))
            parts.append(_text(left - 12, y + 17, state, "quiet end"))
            parts.append(_bar(start, y, end - start, "diascope" if value <= 1 else "pandoc"))
            parts.append(_text(end + 6, y + 17, f"{value:.2f}"))
            y += row
        y += gap
    parts.append(f'<path class="one" d="M{at(1):.1f} {top}V{bottom}"/>')
    return _svg("Time of Diascope, in times of pandoc; left of 1 is faster", bottom + 16, parts)


def curves(growth: Mapping[str, Results], measure: str, unit: str, title: str) -> str:
    """What decks of more and more slides need, both axes logarithmic."""
    left, right, top, bottom = 100, WIDTH - 100, 60, 360
    sizes = [int(size) for size in growth]
    names = [name for name in ("diascope", "pandoc") if name in next(iter(growth.values()))]
    lines = {name: [typical(runs[name], measure) for runs in growth.values()] for name in names}
    values = [value for line in lines.values() for value in line]
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    first, last = log10(sizes[0]), log10(sizes[-1])

    def x(size: float) -> float:
        return left + (log10(size) - first) / (last - first) * (right - left)

    def y(value: float) -> float:
        return bottom - (log10(value) - low) / (high - low) * (bottom - top)

    parts = list[str]()
    for n in range(low, high + 1):
        parts.append(_rule(left, y(10.0**n), right, y(10.0**n)))
        parts.append(
            _text(left - 10, y(10.0**n) + 5, f"{10.0**n:,.{max(-n, 0)}f} {unit}", "quiet end")
        )
    parts += [_text(x(size), bottom + 24, f"{size:,}", "quiet middle") for size in sizes]
    ends = _apart([y(line[-1]) for line in lines.values()])
    for (name, line), end in zip(lines.items(), ends, strict=True):
        points = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in zip(sizes, line, strict=True))
        parts.append(f'<polyline class="line {name}" points="{points}"/>')
        parts.append(_text(right + 10, end + 5, name, f"name {name}"))
    parts.append(_text((left + right) / 2, bottom + 48, "slides", "quiet middle"))
    return _svg(f"{title}, by the number of slides", bottom + 64, parts)


def stage_bars(stages: Mapping[str, Mapping[str, float]]) -> str:
    """Where the time of two builds goes, side by side, each by a scale of its own."""
    left, width, top, row, gap = 196, 190, 84, 25, 90
    names = list(next(iter(stages.values())))
    parts = [_text(left - 12, top + n * row + 17, name, "end") for n, name in enumerate(names)]
    for column, (case, spent) in enumerate(stages.items()):
        x, most = left + column * (width + gap), max(spent.values())
        whole = f"{SUBJECTS[case].words}: {sum(spent.values()):,.0f} ms"
        parts.append(_text(x, top - 10, whole, "quiet"))
        for n, name in enumerate(names):
            y, long = top + n * row, spent[name] / most * width
            parts.append(_bar(x, y, long))
            parts.append(_text(x + long + 6, y + 17, f"{spent[name]:,.0f}"))
    title = "Milliseconds of the processor in a build from nothing, by stage"
    return _svg(title, top + row * len(names) + 12, parts)


def _apart(places: Sequence[float], least: float = 18) -> Sequence[float]:
    """Two places for names, moved apart where they would cover each other."""
    if len(places) != 2 or abs(places[0] - places[1]) >= least:
        return places
    middle, sign = sum(places) / 2, 1 if places[0] > places[1] else -1
    return [middle + sign * least / 2, middle - sign * least / 2]


def _bar(x: float, y: float, width: float, css: str = "diascope") -> str:
    place = f'x="{x:.1f}" y="{y + 5:.1f}" width="{width:.1f}" height="15" rx="2"'
    return f'<rect class="bar {css}" {place}/>'


def _rule(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<path class="rule" d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"/>'


def _text(x: float, y: float, text: str, css: str = "") -> str:
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f'width="{WIDTH}" height="{height:.0f}" aria-label="{escape(title)}">'
    )
    paper = f'<rect class="paper" width="{WIDTH}" height="{height:.0f}" rx="8"/>'
    body = [paper, _text(24, 34, title, "title"), *parts]
    return "\n".join([head, f"<style>{STYLE}</style>", *body, "</svg>"]) + "\n"
