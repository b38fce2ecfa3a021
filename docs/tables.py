"""The tables of `docs/reference.md` that the program itself knows best.

`python docs/tables.py` writes them between their marks; a test holds that they are up to date.
"""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click

from diascope.cli import main as commands
from diascope.config import Config
from diascope.config.reveal import DEFAULTS, OPTIONS, expected
from diascope.config.table import Key, keys_of
from diascope.diagnostics import CODES, Code
from diascope.diagnostics.codes import DECK
from diascope.links.shortcuts import ALIASES, SHORTCUTS, VERSIONED
from diascope.metadata import DeckMeta
from diascope.serve.messages import MESSAGES, Direction, Field

REFERENCE = Path(__file__).parent / "reference.md"
KEYS = Path(__file__).parent.parent / "static" / "js" / "keys.js"
OVERVIEW = Path(__file__).parent.parent / "src" / "diascope" / "overview.py"
WIDTH = 78
"""The columns of help on a terminal that has 80, or more."""
_KEY_ROW = re.compile(r"^ +\['\w+', \[('.+?')\], '(.+?)'", re.M)


def filled(text: str) -> str:
    """The text with every table between its marks."""
    made = {
        "commands": command_table(),
        "configuration": configuration_table(),
        "metadata": metadata_table(),
        "options": option_table(),
        "keys": keyboard_table(),
        "shortcuts": shortcut_table(),
        "diagnostics": code_table(),
        "messages": message_table(),
    }
    for name, table in made.items():
        before, _, rest = text.partition(f"<!-- {name} -->\n")
        _, _, after = rest.partition(f"<!-- /{name} -->")
        text = f"{before}<!-- {name} -->\n{table}<!-- /{name} -->{after}"
    return text


def command_table() -> str:
    """Every command with its arguments and options."""
    return "\n".join("".join(_command(name, command)) for name, command in _commands())


def configuration_table() -> str:
    """Every key of `diascope.toml` with its type, its default, and what it is."""
    head = "| key | value | default | what it is |\n| --- | --- | --- | --- |\n"
    return head + "".join(f"{row}\n" for _, row in _key_rows(Config(Path())))


def metadata_table() -> str:
    """Every key of a deck's metadata with its type, its default, what it is, and who uses it."""
    head = "| key | value | default | what it is | used by |\n| --- | --- | --- | --- | --- |\n"
    return head + "".join(f"{row} {key.used_by} |\n" for key, row in _key_rows(DeckMeta()))


def _key_rows(defaults: Config | DeckMeta) -> Iterator[tuple[Key, str]]:
    """The keys of a table, and for each the cells that all tables of keys have."""
    told = _docstrings(type(defaults))
    for field, key in keys_of(type(defaults)).items():
        value = getattr(defaults, field)
        default = f"`{json.dumps(value).strip(chr(34))}`" if value not in _NOTHING else ""
        names = ", ".join(f"`{name}`" for name in key.names)
        yield key, f"| {names} | {_cell(key.type.words)} | {default} | {_cell(told[field])} |"


_NOTHING: tuple[object, ...] = (None, "", (), {})
"""Defaults that are not worth a word."""


def _docstrings(table: type) -> dict[str, str]:
    """What stands beneath each field of a table, as half a sentence."""
    body = ast.parse(inspect.getsource(table)).body[0]
    assert isinstance(body, ast.ClassDef)
    return {
        above.target.id: _half_sentence(below.value.value)
        for above, below in pairwise(body.body)
        if isinstance(above, ast.AnnAssign)
        and isinstance(above.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
    }


def _half_sentence(text: object) -> str:
    return re.sub(r"^[A-Z](?![A-Z])", lambda first: first[0].lower(), str(text).removesuffix("."))


def option_table() -> str:
    """Every option of reveal.js with the values that it takes and our default."""
    rows = (f"| `{name}` | {_cell(expected(name))} | {_default(name)} |\n" for name in OPTIONS)
    return "| option | values | default |\n| --- | --- | --- |\n" + "".join(rows)


def shortcut_table() -> str:
    """Every built-in shortcut with its other names and its addresses."""
    rows = list[str]()
    for name, template in SHORTCUTS.items():
        names = ", ".join(
            f"`{one}`" for one in (name, *sorted(n for n, m in ALIASES.items() if m == name))
        )
        versioned = f"`{VERSIONED[name]}`" if name in VERSIONED else ""
        rows.append(f"| {names} | `{template}` | {versioned} |\n")
    head = "| shortcut | address | where `versions` has its version |\n| --- | --- | --- |\n"
    return head + "".join(rows)


def code_table() -> str:
    """Every code of a diagnostic with how bad it is, its meaning and an example."""
    rows = (
        f"| `{name}` | {code.severity} | {_cell(code.meaning)} | {_example(code)} |\n"
        for name, code in CODES.items()
    )
    return (
        "| code | severity | what is wrong | for example |\n| --- | --- | --- | --- |\n"
        + "".join(rows)
    )


def _example(code: Code) -> str:
    """An example in one cell: its lines as code, without blank ones, and the file they stand in."""
    if not code.file:
        return _cell(code.example)
    lines = [line.replace("\0", "␀") for line in code.example.split("\n") if line.strip()]
    fence = "``" if "`" in code.example else "`"
    space = " " if "`" in code.example else ""
    text = "<br>".join(f"{fence}{space}{_cell(line)}{space}{fence}" for line in lines)
    where = f" in `{code.file}`" if code.file != DECK else ""
    return (text or "an empty file") + where


def _default(option: str) -> str:
    return f"`{json.dumps(DEFAULTS[option]).strip(chr(34))}`" if option in DEFAULTS else ""


def keyboard_table() -> str:
    """Every key of a talk, as the table in `keys.js` has them."""
    rows = _KEY_ROW.findall(KEYS.read_text(encoding="utf-8"))
    named = ((re.findall(r"'(.+?)'", keys), words) for keys, words in rows)
    lines = (f"| {', '.join(f'**{key}**' for key in keys)} | {words} |\n" for keys, words in named)
    return "| keys | what they do |\n| --- | --- |\n" + "".join(lines)


def message_table() -> str:
    """Every message of live editing, by direction, with its fields."""
    return "\n".join("".join(_messages(direction)) for direction in Direction)


def _messages(direction: Direction) -> Iterator[str]:
    yield f"### From {direction.value}\n\n| message | sent by | what it is for | fields |\n"
    yield "| --- | --- | --- | --- |\n"
    for kind in (kind for kind in MESSAGES if kind.direction is direction):
        fields = "; ".join(map(_field, kind.fields)) or "none"
        cells = (f"`{kind.name}`", kind.sender.value, kind.meaning, fields)
        yield f"| {' | '.join(map(_cell, cells))} |\n"


def _field(field: Field) -> str:
    optional = "" if field.is_required else ", may be absent"
    return f"`{field.name}` ({field.type.words}{optional}): {field.meaning}"


def _commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(commands)
    for name in (*commands.commands, *commands.elsewhere):
        command = commands.get_command(context, name)
        if command and not command.hidden:
            yield name, command


def overview() -> str:
    """The module that holds what `diascope --help` prints."""
    settings = {"info_name": "diascope", "terminal_width": WIDTH, **commands.context_settings}
    text = commands.get_help(click.Context(commands, **settings))
    about = "What `diascope --help` prints; `python docs/tables.py` writes it."
    return f'"""{about}"""\n\nTEXT = """\\\n{text}\n"""\n'


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
    OVERVIEW.write_text(overview(), encoding="utf-8")
    REFERENCE.write_text(filled(REFERENCE.read_text(encoding="utf-8")), encoding="utf-8")
