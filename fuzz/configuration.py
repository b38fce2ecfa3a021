"""The configuration, `diascope.toml`."""

from __future__ import annotations

from pathlib import Path

from diascope.config import KEYS, load_config
from diascope.config.reveal import OPTIONS
from diascope.reading.disk import Disk
from fuzz.target import Target, check_diagnostics, nested, within
from fuzz.texts import texts

FRAGMENTS = [
    *"=[]{}\"'#.,+-_ \t\n",
    *(
        "a = 1\n",
        "[a]\n",
        "[[a]]\n",
        "a.b = ",
        '"""',
        "'''",
        "true",
        "false",
        "nan",
        "-inf",
        "1e999",
    ),
    *(
        "1979-05-27T07:32:00Z",
        "07:32:00",
        "0xff",
        "1_000",
        '"\\u0041"',
        '"\\U00110000"',
        "[1, 'a']",
    ),
    *(
        "{a = 1}",
        "[reveal]\n",
        "[links]\n",
        '"https://a.b/{}"',
        '"#fff"',
        '"../a"',
        '["a", "a"]',
        "\n",
    ),
    *("\n[limits]\n", "\n[masks]\n", '"["', '"(a+)+$"', "9" * 5000, "title = 'a'\n", "titel = 1\n"),
    *(f"\n{row.names[0]} = " for row in KEYS.values()),
    *(f"\n{name} = " for name in list(OPTIONS)[:40]),
]
_PATH = Path("/site/diascope.toml")


def check(text: str) -> None:
    """Read a configuration that has this text."""
    content = text.encode("utf-8", "surrogatepass")
    config, found = load_config(_PATH, Disk({_PATH: content}))
    assert config.root == _PATH.parent
    check_diagnostics(found, text.replace("\r\n", "\n").count("\n") + 1)


TARGET = Target(
    "configuration",
    texts(FRAGMENTS, "config-errors.md"),
    check,
    {
        "keys": "aN = 1\n",
        "tables": "[aN]\n",
        "tables of a list": "[[a]]\n",
        "options": within("[reveal]\n", "aN = 1\n", ""),
        "shortcuts": within("[links]\n", "aN = 'https://a.b/{}'\n", ""),
        "bad shortcuts": within("[links]\n", "aN = 1\n", ""),
        "decks": within("decks = [", "'aN', ", "]"),
        "brackets": within("a = ", "[", ""),
        "braces": within("a = ", "{a = ", ""),
        "lists within": nested("a = [", "1", "]"),
        "quotes": within("a = ", "'", ""),
        "double quotes": within("a = ", '"', ""),
        "text": within('a = """', "b\n", '"""'),
        "comments": "# a\n",
        "line ends": "\n",
        "digits": within("a = ", "9", ""),
        "codes to ignore": within("ignore = [", "'aN', ", "]"),
    },
    "tests/cases/config-errors.md",
)
