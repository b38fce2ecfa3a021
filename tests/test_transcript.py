"""Transcripts: which lines are commands and which are output, and that nothing is lost."""

import pytest
from casefile import Case, cases, grows_with_size
from hypothesis import example, given
from hypothesis import strategies as st

from diascope.dialect.attributes import parse_attributes
from diascope.snippets import render_code
from diascope.snippets.transcript import Step, parse_transcript
from diascope.snippets.transcripts import block_steps


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("transcripts.md")])
def test_steps(case: Case) -> None:
    assert "\n".join(map(shown, parse_transcript(f"{case.given}\n"))) == case.expected


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=c.title) for c in cases("transcript-shapes.md")]
)
def test_shapes(case: Case) -> None:
    found = parse_attributes(f"{{{case.remark}}}")
    assert found
    classes, pairs = found[0].classes, dict(found[0].pairs)
    steps = block_steps(f"{case.given}\n", classes, pairs)
    assert ("\n".join(map(shown, steps)) or "no transcript") == case.expected
    html = render_code(f"{case.given}\n", classes, pairs)
    assert ('class="sourceCode terminal"' in html) == bool(steps)


def shown(step: Step) -> str:
    """The step with its command's lines after `>` and its output's after `<`."""
    lines = [f"{step.line} `{step.prompt}` {step.language}"]
    if step.command:
        lines += [f"> {line}" for line in step.script.split("\n")]
    lines += [f"< {line}" for line in step.output.removesuffix("\n").split("\n") if step.output]
    return "\n".join(lines)


PIECES = st.sampled_from(
    [
        *("$ ", "# ", "> ", ">>> ", "... ", "% ", "user@host:~$ ", "PS C:\\> ", "1> ", "(venv) "),
        *("cat <<EOF", "EOF", "<<-A", "\tA", "\\", "'", '"', "|", "&&", "ls"),
        *"$ \n\ré",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
@example("$ a\\\n> b\n\n\n")
@example("\x0b$ a\u2028$ b\n")
def test_the_pieces_of_the_steps_are_the_text_again(text: str) -> None:
    steps = parse_transcript(text)
    assert "".join(step.prompt + step.command + step.output for step in steps) == text


@given(TEXTS)
def test_steps_know_their_lines(text: str) -> None:
    steps = parse_transcript(text)
    before = 0
    for step in steps:
        assert step.line == text[:before].count("\n") + 1
        before += len(step.prompt + step.command + step.output)


@given(TEXTS)
def test_only_the_first_step_can_lack_a_command(text: str) -> None:
    assert all(step.prompt for step in parse_transcript(text)[1:])


@given(TEXTS)
@example("%\n>")
def test_what_was_typed_is_what_the_prompts_leave(text: str) -> None:
    for step in parse_transcript(text):
        typed = step.script.split("\n")
        prompts = step.prompts if len(step.prompts) > 1 else (step.prompt, *[""] * (len(typed) - 1))
        pairs = zip(prompts, typed, strict=True)
        whole = "\n".join(prompt + line for prompt, line in pairs)
        assert step.prompt + step.command.removesuffix("\n") == whole


@pytest.mark.parametrize("line", ["$ cat <<EOF\n", "$ echo don't\n", "$ a \\\n", "> \n", "a@b" * 9])
def test_long_transcripts_are_read_in_reasonable_time(line: str) -> None:
    def parse(lines: int) -> None:
        parse_transcript(line * lines)

    assert grows_with_size(parse, 4_000)
