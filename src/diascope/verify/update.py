"""Writing what commands print into the Markdown files that show it, and nothing else.

1. choose the steps whose output is new, and merge it with the one shown;
2. refuse what looks like a secret;
3. put the new lines behind what stands before the code on the command's line: the signs of quotes,
   the indentation of lists;
4. read the deck again with the new files in an overlay: all commands must be the same, and their
   outputs the new ones. What would be read otherwise, as a fence or a prompt, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from diascope.commands.plan import Command, Plan, trimmed
from diascope.diagnostics import Diagnostic, Diagnostics, Place, of_file
from diascope.reading.disk import Disk
from diascope.reading.secrets import secrets
from diascope.verify.job import replan
from diascope.verify.merge import merged
from diascope.verify.perform import Performed
from diascope.verify.result import Result, Verdict
from diascope.write.replace import replace_file

_LINE = re.compile(rb"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")

Reread = Callable[[Mapping[Path, bytes]], Plan | None]
"""The plan of the deck with these bytes in the places of files; None where it cannot be read."""
Decide = Callable[[Result, str], bool]
"""Whether the user wants this output in the place of the one shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """A new output for one command."""

    command: Command
    """The command."""
    output: str
    """The output, without blank lines at its end; each line ends in a line feed."""


@dataclass(frozen=True, slots=True)
class Update:
    """What to write."""

    files: Mapping[Path, bytes]
    """The new bytes of each file that changes, by absolute path."""
    changes: tuple[Change, ...]
    """The outputs that are new in them."""
    diagnostics: Diagnostics
    """What is not written, and why."""


def updated(made: Performed, fill: bool, decide: Decide) -> tuple[int, Diagnostics]:
    """Write the outputs into the files that show them; how many, and what is not written.

    A file that has changed since it was read is left alone.  Raises `OSError`.
    """
    changes, refused = changes_of(made.results, fill, decide)
    plan, disk = made.job.plan, Disk()
    update = update_of(plan, changes, disk.read, lambda files: replan(made.job, files))
    diagnostics = [*refused, *update.diagnostics]
    for path, content in update.files.items():
        if not replace_file(path, disk.read(path), content):
            message = "this file has changed meanwhile, and is left as it is"
            diagnostics.append(Diagnostic("command-not-updated", of_file(path), message))
    return len(update.changes), tuple(diagnostics)


def changes_of(
    results: Iterable[Result], fill: bool, decide: Decide
) -> tuple[tuple[Change, ...], Diagnostics]:
    """The outputs that are to be written, and what is refused.

    With `fill` they are also written where none is shown.
    A block that a deck shows more than once is changed once.
    """
    changes, diagnostics = dict[Place, Change](), list[Diagnostic]()
    for result in results:
        output = _output(result, fill)
        command = result.command
        if output is None or command.place in changes:
            continue
        if found := secrets(output):
            message = f"this output seems to be secret ({found[0].kind}), and is not written"
            hint = "show it with `...`, or mark the block with `.nocompare`"
            place = command.place
            diagnostics.append(Diagnostic("command-secret", place, message, hint))
        elif decide(result, output):
            changes[command.place] = Change(command, output)
    return tuple(changes.values()), tuple(diagnostics)


def update_of(
    plan: Plan, changes: Sequence[Change], read: Callable[[Path], bytes], reread: Reread
) -> Update:
    """The files with the changes; those that would be read otherwise than meant are left out."""
    files = _files(changes, read)
    if not changes or _means(plan, changes, reread(files)):
        return Update(files, tuple(changes), ())
    sound = list[Change]()
    refused = list[Diagnostic]()
    for change in changes:
        if _means(plan, [*sound, change], reread(_files([*sound, change], read))):
            sound.append(change)
        else:
            refused.append(_refusal(change))
    return Update(_files(sound, read), tuple(sound), tuple(refused))


def _output(result: Result, fill: bool) -> str | None:
    """The new output of a command, where one is to be written."""
    command = result.command
    if not command.shown:
        is_new = fill and result.verdict is Verdict.PASSED and bool(command.step.prompt)
        return trimmed(result.output) or None if is_new else None
    if result.verdict is not Verdict.CHANGED or result.comparison is None:
        return None
    return trimmed(merged(result.comparison))


def _files(changes: Sequence[Change], read: Callable[[Path], bytes]) -> dict[Path, bytes]:
    """The new bytes of every file that the changes are in; those further down come first."""
    lines = dict[Path, list[bytes]]()
    for change in sorted(changes, key=lambda one: one.command.place.begin, reverse=True):
        path = change.command.place.origin
        if isinstance(path, Path):
            own = lines.setdefault(path, _LINE.findall(read(path)))
            _replace(own, change)
    return {path: b"".join(own) for path, own in lines.items()}


def _replace(lines: list[bytes], change: Change) -> None:
    """Put the new output below its command, in the place of the one that stands there."""
    step, place = change.command.step, change.command.place
    first = lines[place.begin]
    code = (step.prompt + step.command).partition("\n")[0].encode()
    text = first.rstrip(b"\r\n")
    prefix = text.removesuffix(code) if text.endswith(code) else text[: _margin(text)]
    end = first[len(text) :] or b"\n"
    begin = place.begin + len((step.prompt + step.command).split("\n")) - 1
    if not step.command.endswith("\n"):
        begin += 1
    count = change.command.shown.count("\n")
    new = [_behind(prefix, line) + end for line in change.output.split("\n")[:-1]]
    if begin == len(lines) and not lines[-1].endswith((b"\n", b"\r")):
        lines[-1] += end
    lines[begin : begin + count] = new


def _margin(text: bytes) -> int:
    """How many bytes of indentation and signs of quotes a line begins with."""
    return len(text) - len(text.lstrip(b" \t>"))


def _behind(prefix: bytes, line: str) -> bytes:
    return prefix + line.encode() if line else prefix.rstrip()


def _means(plan: Plan, changes: Sequence[Change], after: Plan | None) -> bool:
    """Whether the deck read again has the same commands, and the new outputs."""
    if after is None or len(after.commands) != len(plan.commands):
        return False
    new = {change.command.place: change.output for change in changes}
    pairs = zip(plan.commands, after.commands, strict=True)
    return all(
        then.script == now.script
        and now.session == then.session
        and now.shown == new.get(then.place, then.shown)
        for then, now in pairs
    )


def _refusal(change: Change) -> Diagnostic:
    message = "this output is not written, since it would not be read as an output"
    hint = "the block needs a longer fence, or a `prompt` that begins no line of the output"
    return Diagnostic("command-not-updated", change.command.place, message, hint)
