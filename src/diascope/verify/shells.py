"""The shells that commands can be typed into, and how each is made ready."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

NONCE = "@NONCE@"
"""Stands in the text of a shell for the session's secret, so that no output can forge a mark."""
_MARK = rf"\033]133;D;%s;{NONCE}\007"
"""What is printed after each command: the sequence OSC 133 of terminals, with the exit status."""

BEGIN = b"\x1b]133;C\x07"
"""What is printed where the output of a command begins, if it is typed."""


class Way(Enum):
    """How a command gets into a shell."""

    PIPE = auto()
    """Ended by NUL, through descriptor 9; what is typed is always the same line."""
    TYPED = auto()
    """As typed lines that put it into a variable, in escapes: only the terminal leads there."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell, and what makes it take commands one by one."""

    name: str
    """Its name, for reports."""
    program: tuple[str, ...]
    """The program and its arguments; `@RC@` stands for the file that holds `ready`."""
    way: Way
    """How a command gets into it."""
    ready: str
    """What it runs first, so that it prints a mark whenever it is ready."""
    line: str
    """The line that is typed to run a command."""
    version: str
    """A command that prints its version."""


RC = "@RC@"

_BASH = Shell(
    "bash",
    ("bash", "--noprofile", "--rcfile", RC, "--noediting", "-i"),
    Way.PIPE,
    f"""unset HISTFILE; set +o history
__done() {{ printf '{_MARK}' "$__status"; PS1= PS2=; }}
__mark() {{ __status=$?; __done; }}
__again() {{ return "$__status"; }}
PROMPT_COMMAND=__mark
""",
    # What a command finds in `$?` is the status of the one before it, unless that ends the shell.
    # Where the line is broken off, as by Ctrl-C, the prompt's command finds the status itself.
    "IFS= read -r -d '' -u9 __c; PROMPT_COMMAND=__mark; case $- in *e*) ;; *) __again;; esac; "
    'eval "$__c" 9<&-; __status=$?; PROMPT_COMMAND=__done',
    "echo $BASH_VERSION",
)
_RUNNER = Shell(
    "sh",
    (),
    Way.TYPED,
    f"""PS1= PS2= PROMPT_COMMAND=; stty -echo 2>/dev/null; printf '{_MARK}' 0\n""",
    r"""__c=$(printf '%b.' "$__e"); __e=; printf '\033]133;C\007'; command eval "${__c%.}"; """
    f"""printf '{_MARK}' "$?" """,
    'echo "${BASH_VERSION-}"',
)
_PYTHON = Shell(
    "python",
    ("python3", "-q", "-u", RC),
    Way.PIPE,
    f"""import code as _code, os as _os, sys as _sys
class _Console(_code.InteractiveInterpreter):
    failed = 0
    def showtraceback(self):
        self.failed = 1
        super().showtraceback()
    def showsyntaxerror(self, *args, **kwargs):
        self.failed = 1
        super().showsyntaxerror(*args, **kwargs)
def _main():
    console = _Console({{"__name__": "__main__", "__doc__": None}})
    pipe = _os.fdopen(9, "rb", 0)
    while True:
        _sys.stdout.write("{_MARK.replace("%s", "%d")}" % console.failed)
        _sys.stdout.flush()
        if not _sys.stdin.readline():
            return
        script = bytearray()
        while (byte := pipe.read(1)) != b"\\0":
            script += byte
        console.failed = 0
        try:
            console.runsource(script.decode() + "\\n", "<stdin>", "single")
        except KeyboardInterrupt:
            print("\\nKeyboardInterrupt")
        _sys.stdout.flush()
_sys.argv = [""]
_main()
""",
    "next",
    "import platform; print(platform.python_version())",
)

_SHELLS = {"bash": _BASH, "python": _PYTHON}
_REFUSED = {
    "zsh": "commands of zsh are not run; name the block `bash` where bash reads them too",
    "fish": "commands of fish are not run; name the block `bash` where bash reads them too",
    "powershell": "PowerShell is not run; leave the block out with `.norun`",
    "bat": "the Windows command line is not run; leave the block out with `.norun`",
}


def impossible() -> str:
    """Why no session can be opened on this system; empty where one can."""
    if importlib.util.find_spec("termios") is None:
        return (
            "commands are run in a terminal of Unix, which this system does not have:"
            " run `diascope verify` in WSL, the Windows Subsystem for Linux"
        )
    return ""


def shell_of(language: str, runner: Sequence[str]) -> Shell | str:
    """The shell for commands in a language, or why there is none, in words.

    A runner takes the place of bash: it has to lead to a shell that reads commands from its
    standard input, such as `["docker", "run", "-i", "--rm", "alpine", "sh"]`.
    """
    if runner and language == "bash":
        program = tuple(runner)
        return Shell(program[0], program, _RUNNER.way, _RUNNER.ready, _RUNNER.line, _RUNNER.version)
    if language in _SHELLS:
        return _SHELLS[language]
    return _REFUSED.get(
        language, f"there is no session for commands in {language or 'no language'}"
    )
