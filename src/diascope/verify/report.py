"""Results for people and for programs: as text, JSON, JUnit's XML, or GitHub's annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from diascope.diagnostics import Diagnostic, display_name
from diascope.diagnostics.format import format_diagnostic
from diascope.diagnostics.github import annotation
from diascope.patterns import lazy_pattern
from diascope.verify.differences import difference
from diascope.verify.result import Result, Verdict, diagnostic

_WORDS = {
    Verdict.PASSED: "as shown",
    Verdict.CHANGED: "changed",
    Verdict.FAILED: "failed",
    Verdict.TIMEOUT: "timed out",
    Verdict.INPUT: "waited for input",
    Verdict.ENDED: "ended the shell",
    Verdict.REFUSED: "refused",
    Verdict.NOT_RUN: "not run",
    Verdict.SKIPPED: "skipped",
}


@dataclass(frozen=True, slots=True)
class DeckReport:
    """What became of one deck."""

    deck: str
    """Its file, as the user would type it."""
    results: tuple[Result, ...]
    """What became of its commands, in the order in which they ran."""
    versions: tuple[tuple[str, str], ...] = ()
    """The versions of the shell and the tools."""
    is_unchanged: bool = False
    """Whether nothing was run, since the stamp says that it was verified as it is."""

    def is_wrong(self, strict: bool = False) -> bool:
        """Whether a slide is wrong, or, where that is `strict`, a command was skipped."""
        return any(
            one.is_wrong or (strict and one.verdict is Verdict.SKIPPED) for one in self.results
        )


def result_text(result: Result, colour: bool = False) -> str:
    """What is wrong with one command, and the difference; empty where nothing is."""
    wrong = diagnostic(result)
    if wrong is None:
        return ""
    parts = [format_diagnostic(wrong, colour)]
    if result.verdict is Verdict.CHANGED and result.comparison:
        parts.append(_indented(difference(result.comparison, colour)))
    elif result.output.strip() and result.is_wrong:
        last = result.output.rstrip().split("\n")[-_LAST:]
        parts.append(_indented("\n".join(f"+ {line}" for line in last)))
    return "\n".join(parts)


_LAST = 5
"""How many lines of the output of a command that failed are shown, the last ones."""


def output_text(result: Result, output: str, colour: bool) -> str:
    """What would be written for a command: the difference, or the output where none is shown."""
    first = result.command.step.prompt + result.command.script
    if result.comparison is not None:
        return f"{first}\n{difference(result.comparison, colour)}"
    return f"{first}\n" + "\n".join(f"+ {line}" for line in output.rstrip().split("\n"))


def summary(reports: Sequence[DeckReport]) -> str:
    """One line with how many commands did what."""
    results = [result for report in reports for result in report.results]
    counts = Counter(result.verdict for result in results)
    same = [report.deck for report in reports if report.is_unchanged]
    slides = len({id_ for result in results if (id_ := result.command.slide_id)})
    said = ", ".join(f"{counts[one]} {_WORDS[one]}" for one in Verdict if counts[one])
    seconds = sum(result.seconds for result in results)
    what = f"{_count(len(results), 'command')} on {_count(slides, 'slide')}: {said or 'none'}"
    unchanged = f"; unchanged since their stamps: {', '.join(same)}" if same else ""
    return f"{what} ({seconds:.1f} s){unchanged}"


def as_json(reports: Sequence[DeckReport]) -> str:
    """The results as JSON: `{"passed", "decks": [{"deck", "versions", "steps": […]}]}`."""
    value = {
        "passed": not any(report.is_wrong() for report in reports),
        "decks": [
            {
                "deck": report.deck,
                "unchanged": report.is_unchanged,
                "versions": dict(report.versions),
                "steps": [_step(result) for result in report.results],
            }
            for report in reports
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _step(result: Result) -> dict[str, object]:
    command = result.command
    wrong = diagnostic(result)
    return {
        "slide": command.slide_id,
        "file": display_name(command.path),
        "line": command.place.begin + 1,
        "command": command.script,
        "result": str(result.verdict),
        "status": result.status,
        "seconds": round(result.seconds, 3),
        "shown": command.shown,
        "printed": result.output,
        "message": wrong.message if wrong else "",
    }


def as_junit(reports: Sequence[DeckReport]) -> str:
    """The results in the XML of JUnit, as most systems for continuous integration read it."""
    suites = ET.Element("testsuites", name="diascope verify")
    for report in reports:
        failures = sum(result.is_wrong for result in report.results)
        skipped = sum(result.verdict is Verdict.SKIPPED for result in report.results)
        suite = ET.SubElement(
            suites,
            "testsuite",
            name=report.deck,
            tests=str(len(report.results)),
            failures=str(failures),
            skipped=str(skipped),
            time=f"{sum(result.seconds for result in report.results):.3f}",
        )
        for result in report.results:
            _case(suite, report.deck, result)
    ET.indent(suites)
    text = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _case(suite: ET.Element, deck: str, result: Result) -> None:
    command = result.command
    case = ET.SubElement(
        suite,
        "testcase",
        classname=f"{deck}#{command.slide_id}",
        name=_xml(f"{command.place.begin + 1}: {command.script}"),
        time=f"{result.seconds:.3f}",
    )
    wrong = diagnostic(result)
    if wrong:
        tag = "failure" if result.is_wrong else "skipped"
        inside = ET.SubElement(case, tag, message=_xml(wrong.message))
        inside.text = _xml(result_text(result)) if result.is_wrong else None


def as_github(reports: Sequence[DeckReport], diagnostics: Iterable[Diagnostic] = ()) -> str:
    """The results as annotations, a line for each that is wrong (GitHub, workflow commands)."""
    results = [result for report in reports for result in report.results]
    found = [(wrong, result) for result in results if (wrong := diagnostic(result))]
    lines = [annotation(wrong, result_text(result)) for wrong, result in found]
    lines += [annotation(wrong, format_diagnostic(wrong)) for wrong in diagnostics]
    return "\n".join(lines)


def _xml(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


_NOT_XML = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _indented(text: str) -> str:
    return "\n".join(f"   {line}".rstrip() for line in text.split("\n"))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
