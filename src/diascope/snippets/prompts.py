r"""Prompts: who asks for commands in a console, and how.

A line begins a step of a transcript when it begins with a prompt and a space:

* a shell's: ``$``, ``user@host:~$``, ``[root@node ~]#``, ``me@mac ~ %``, ``~/site $``, ``/ #``,
  ``host$``, ``bash-5.1#``, ``❯``, each with ``(venv)`` before it or not;
* PowerShell's ``PS C:\>``, and ``C:\>`` of the Windows command line, which needs no space;
* Python's ``>>>`` and IPython's ``In [1]:``;
* that of another interpreter in the table below, such as ``mysql>`` or ``1>``.

``#``, ``%`` and ``>`` alone also begin comments, notices and quotations. They are prompts only in
a block whose first line of text begins with one and that has no other prompt. Elsewhere root's
prompt is written ``root#``, or as the shell shows it, ``root@host:~#``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_MORE = r"\.\.\.+|\w*\|"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Something that prompts for commands."""

    language: str
    """The language of its commands, for highlighting; empty where none is known."""
    prompt: str
    """A regular expression for its prompt, less the space after it."""
    more: str = _MORE
    """One for what it prompts with where a command goes on."""
    space: str = " |$"
    """One for what stands after the prompt."""


_ENVIRONMENT = r"(?:\([^()\n]{1,60}\) ?)?"
_PATH = r"[~/][^\s$#%>]*"
_BRANCH = r"(?: +\([^()\n]+\))?"
_SHELLS = (
    r"[$❯]",
    r"➜(?: +[^\s:]+(?: +git:\([^()\n]+\))?(?: +✗)?)?",
    rf"[\w.+-]+@[\w.-]+(?:[: ] *[^\s$#%>❯]+)?{_BRANCH} ?[$#❯]",
    rf"[\w.+-]+@[\w.-]+(?:[: ]{_PATH}>| +\S+ +%)",
    r"[a-z][\w.-]*:[~/](?!/)[^\s$#%>]*[$#]",
    r"\[[\w.+-]+@[^\]\n]+\] ?[$#%]",
    rf"{_PATH}{_BRANCH}(?: ?[$#❯]| %)",
    r"(?:root|bash|sh|ash|dash|zsh|ksh)(?:-[\d.]+)?[$#%]",
    r"[a-z][\w.-]*\$",
)
_SQL_MORE = r" *\w*[-'\"(.]+[>#]"
_IRB = r"irb\([^()\n]*\)[:\d]*"

INTERPRETERS = (
    Interpreter("bash", rf"{_ENVIRONMENT}(?:{'|'.join(_SHELLS)})", ">"),
    Interpreter("powershell", rf"{_ENVIRONMENT}PS(?: (?:[A-Z]:\\|[~/])[^>\n]*)?>", ">>"),
    Interpreter("bat", r"[A-Za-z]:\\[^<>|\n]*>", r"More\?", " |"),
    Interpreter("python", ">>>", r"\.\.\."),
    Interpreter("python", r"In \[\d+\]:", r" *\.\.\.+:"),
    Interpreter("sql", r"(?:mysql|mariadb|sqlite)>", _SQL_MORE),
    Interpreter("sql", r"MariaDB \[[^\]\n]*\]>", _SQL_MORE),
    Interpreter("sql", r"[a-z_]\w*=[#>]", _SQL_MORE),
    Interpreter("sql", r"\d{1,3}>", _SQL_MORE),
    Interpreter("haskell", r"(?:ghci|Prelude)>"),
    Interpreter("ruby", rf"{_IRB}>", rf"{_IRB}[*'\"]"),
    Interpreter("elixir", r"iex\(\d+\)>", r"\.\.\.\(\d+\)>"),
    Interpreter("scala", "scala>"),
    Interpreter("julia", "julia>"),
    Interpreter("", r"(?:redis|[\d.]+:\d+(?:\[\d+\])?)>"),
    Interpreter("", "(?:node|deno|jshell|mongosh?|cqlsh|ksql|s?ftp|telnet|nslookup)>"),
)
"""The prompts that are told from output wherever they stand. The first that fits counts."""

DOUBTFUL = (
    Interpreter("bash", "#", ">"),
    Interpreter("bash", "%", ">"),
    Interpreter("", ">"),
)
"""The prompts that a block must begin with."""


def prompts_of(lines: Sequence[str]) -> tuple[Interpreter, ...]:
    """The interpreters whose prompts count in a block of these lines."""
    if any(find_prompt(line, INTERPRETERS) for line in lines):
        return INTERPRETERS
    first = next((line for line in lines if line.strip()), "")
    return tuple(one for one in DOUBTFUL if find_prompt(first, (one,)))


def find_prompt(line: str, interpreters: tuple[Interpreter, ...]) -> str:
    """The prompt of one of the interpreters that the line begins with; else nothing."""
    match = _pattern(tuple(f"(?:{one.prompt})(?:{one.space})" for one in interpreters)).match(line)
    return match[0] if match else ""


def find_more(line: str, interpreter: Interpreter) -> str:
    """What the interpreter prompts with where the line goes on with a command; else nothing."""
    match = _pattern((f"(?:{interpreter.more})(?: |$)",)).match(line)
    return match[0] if match else ""


def custom(prompt: str, language: str) -> Interpreter:
    """The interpreter with a prompt that an author has set, with or without the space after it."""
    return Interpreter(language, re.escape(prompt.rstrip()), ">|" + _MORE)


@cache
def interpreter_of(prompt: str, interpreters: tuple[Interpreter, ...]) -> Interpreter | None:
    """The first of the interpreters that has this prompt."""
    return next((one for one in interpreters if find_prompt(prompt, (one,)) == prompt), None)


@cache
def _pattern(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(alternatives) or "(?!)")
