"""The tables of `docs/reference.md` that the program itself knows best.

`python docs/tables.py` writes them between their marks; a test holds that they are up to date.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from diascope.cli import main as commands
from diascope.config.reveal import DEFAULTS, OPTIONS, expected
from diascope.diagnostics import CODES

REFERENCE = Path(__file__).parent / "reference.md"


def filled(text: str) -> str:
    """The text with every table between its marks."""
    made = {"commands": command_table(), "options": option_table(), "diagnostics": code_table()}
    for name, table in made.items():
        before, _, rest = text.partition(f"<!-- {name} -->\n")
        _, _, after = rest.partition(f"<!-- /{name} -->")
        text = f"{before}<!-- {name} -->\n{table}<!-- /{name} -->{after}"
    return text


def command_table() -> str:
    """Every command with its arguments and options."""
    return "\n".join("".join(_command(name, command)) for name, command in _commands())


def option_table() -> str:
    """Every option of reveal.js with the values that it takes and our default."""
    rows = (f"| `{name}` | {_cell(expected(name))} | {_default(name)} |\n" for name in OPTIONS)
    return "| option | values | default |\n| --- | --- | --- |\n" + "".join(rows)


def code_table() -> str:
    """Every code of a diagnostic with how bad it is, its meaning and an example."""
    rows = (
        f"| `{name}` | {code.severity} | {_cell(code.meaning)} | {_example(code.example)} |\n"
        for name, code in CODES.items()
    )
    return (
        "| code | severity | what is wrong | for example |\n| --- | --- | --- | --- |\n"
        + "".join(rows)
    )


def _example(text: str) -> str:
    """An example in one cell: its lines as code, the blank ones left out."""
    lines = [line.replace("\0", "␀") for line in text.split("\n") if line.strip()]
    fence = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return (
        "<br>".join(f"{fence}{space}{_cell(line)}{space}{fence}" for line in lines)
        or "an empty file"
    )


def _default(option: str) -> str:
    return f"`{json.dumps(DEFAULTS[option]).strip(chr(34))}`" if option in DEFAULTS else ""


def _commands() -> Iterator[tuple[str, click.Command]]:
    return ((name, command) for name, command in commands.commands.items() if not command.hidden)


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"diascope {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"### `diascope {name}`\n\n    diascope {name} {usage}\n\n{_prose(command.help or '')}\n"
    options = [param for param in command.params if isinstance(param, click.Option)]
    if options:
        yield "\n| option | what it does |\n| --- | --- |\n"
    for option in options:
        value = f" {option.make_metavar(context)}" if not option.is_flag else ""
        names = ", ".join(f"`{each}{value}`" for each in (*option.opts, *option.secondary_opts))
        yield f"| {names} | {_cell(option.help or '')} |\n"


def _prose(text: str) -> str:
    """Help text with its lines joined, for Markdown breaks them itself."""
    paragraphs = text.replace("\b", "").strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    REFERENCE.write_text(filled(REFERENCE.read_text(encoding="utf-8")), encoding="utf-8")
