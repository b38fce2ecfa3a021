"""The command that opens the editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from diascope.serve.editor import command

TALK = Path("/talks/a talk.md")


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DIASCOPE_EDITOR": "code -n"}, ["code", "-n", "-g", f"{TALK}:7"]),
        ({"DIASCOPE_EDITOR": "/opt/subl"}, ["/opt/subl", f"{TALK}:7"]),
        ({"DIASCOPE_EDITOR": "pycharm"}, ["pycharm", "--line", "7", str(TALK)]),
        ({"DIASCOPE_EDITOR": "gvim"}, ["gvim", "+7", str(TALK)]),
        ({"DIASCOPE_EDITOR": "x -l {line} '{file}'"}, ["x", "-l", "7", str(TALK)]),
        ({"DIASCOPE_EDITOR": "vim", "EDITOR": "gedit"}, ["vim", "+7", str(TALK)]),
        ({"EDITOR": "emacsclient -n"}, ["emacsclient", "-n", "+7", str(TALK)]),
        ({"EDITOR": "a; rm -rf $HOME"}, ["a;", "rm", "-rf", "$HOME", "+7", str(TALK)]),
        ({"EDITOR": "vim"}, None),
        ({}, None),
    ],
)
def test_the_editor_is_told_the_line(environment: dict[str, str], words: list[str] | None) -> None:
    assert command(TALK, 7, {"PATH": "/nowhere", **environment}) == words


def test_code_comes_before_the_usual_editor(tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.write_text("#!/bin/sh\n")
    code.chmod(0o755)
    found = command(TALK, 7, {"PATH": str(tmp_path), "EDITOR": "gedit"})
    assert found == [str(code), "-g", f"{TALK}:7"]
