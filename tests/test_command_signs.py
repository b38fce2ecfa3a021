"""A deck with commands is known by a quick look at its text."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from diascope.pipeline import commands

PARTS = ["`", "~", "$", "❯", "➜", ">", " ", "\t", "\n", "sh", "console", "prompt=", "a", "{.", "}"]
LINE = re.compile(commands._COMMANDS.pattern, re.MULTILINE)


@given(st.lists(st.sampled_from(PARTS), max_size=16).map("".join))
@example("> ~~~~ {.sh}\nls\n")
@example("```\nroot@host:~# $ ls\n")
def test_no_command_is_overlooked(text: str) -> None:
    assert commands._has_commands(text) == bool(LINE.search(text))
