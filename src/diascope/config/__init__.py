"""The site's configuration, ``diascope.toml``.

1. parse the TOML, or say at which line and column it stops being TOML;
2. check every key and value against the tables below, all in one run;
3. what is right becomes a ``Config``; what is wrong keeps its default.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from diascope.config.reveal import OPTIONS, Json, accepts, expected
from diascope.config.toml_places import KeyPath, key_place
from diascope.diagnostics import Diagnostic, Diagnostics, Place, of_file
from diascope.diagnostics.nearest import nearest
from diascope.reading.disk import Disk, Kind

FILE_NAME = "diascope.toml"
"""The file that makes a folder a site."""


@dataclass(frozen=True, slots=True)
class Config:
    """A site: where it lies, and what it says of itself."""

    root: Path
    """The folder of the site."""
    title: str = ""
    """The site's title; the index page shows it."""
    description: str = ""
    """What search engines and link previews say of the site."""
    url: str = ""
    """Where the site is published; previews need whole addresses."""
    language: str = "en"
    """The language of pages whose deck names none."""
    theme: str = "diascope"
    """The theme of decks that name none."""
    decks: tuple[str, ...] = ()
    """The decks in their order, by name; empty for all in ``slides/`` by name."""
    reveal: Mapping[str, Json] = field(default_factory=dict)
    """The reveal.js options of every deck; a deck's own metadata wins."""
    text: str = field(default="", compare=False, repr=False)
    """The text of the file, for the places of its keys."""

    @property
    def slides(self) -> Path:
        """The folder of the decks."""
        return self.root / "slides"

    @property
    def templates(self) -> Path:
        """The folder of templates that override the theme's."""
        return self.root / "templates"

    @property
    def static(self) -> Path:
        """The folder of files that are carried over."""
        return self.root / "static"

    @property
    def output(self) -> Path:
        """The folder that the site is built into."""
        return self.root / "_site"


def key_diagnostic(config: Config, key: str, code: str, words: tuple[str, str]) -> Diagnostic:
    """A diagnostic at a key of the configuration; the words are its message and its hint."""
    return _Report(config.root / FILE_NAME, config.text).at((key,), code, *words)


def find_config(deck_path: Path, disk: Disk) -> Path | None:
    """The nearest ``diascope.toml`` above a file, or in the folder that is given.

    One that cannot be read counts, so that it is reported and not passed over.
    """
    place = deck_path.absolute()
    paths = (folder / FILE_NAME for folder in (place, *place.parents))
    return next((path for path in paths if disk.kind(path) is not Kind.NOTHING), None)


def load_config(path: Path, disk: Disk) -> tuple[Config, Diagnostics]:
    """The configuration in a file, and what is wrong with it.

    Where nothing can be read the configuration is the default one for the file's folder.
    """
    path = path.absolute()
    root = path.parent
    try:
        text = disk.read(path).decode("utf-8-sig").replace("\r\n", "\n")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return Config(root), (_unreadable(path, f"is not UTF-8: {error.reason}"),)
    except tomllib.TOMLDecodeError as error:
        return Config(root), (_not_toml(path, text, str(error)),)
    except OSError as error:
        return Config(root), (_unreadable(path, f"cannot be read: {error.strerror}"),)
    except RecursionError:
        return Config(root), (_unreadable(path, "is nested too deep"),)
    except ValueError as error:  # a number of thousands of digits
        return Config(root), (_unreadable(path, f"cannot be read: {error}"),)
    return replace(_checked(root, values), text=text), tuple(_mistakes(path, text, values))


def _checked(root: Path, values: Mapping[str, object]) -> Config:
    """The configuration with what is right of the values."""
    right = {key: value for key, value in values.items() if _is_right(key, value)}
    default = Config(root)
    decks, reveal = right.get("decks", ()), right.get("reveal", {})
    return Config(
        root,
        title=str(right.get("title", default.title)),
        description=str(right.get("description", default.description)),
        url=str(right.get("url", default.url)),
        language=str(right.get("language", default.language)),
        theme=str(right.get("theme", default.theme)),
        decks=tuple(map(str, decks)) if isinstance(decks, list) else (),
        reveal=_options(reveal) if isinstance(reveal, dict) else {},
    )


def _options(reveal: Mapping[str, Json]) -> dict[str, Json]:
    """The reveal.js options that are known and have a value of their type."""
    return {key: value for key, value in reveal.items() if key in OPTIONS and accepts(key, value)}


_KINDS = {
    "title": "a text",
    "description": "a text",
    "url": "an address that begins with `https://` or `http://`",
    "language": "a language tag such as `en` or `pt-BR`",
    "theme": "a text",
    "decks": "a list of texts",
    "reveal": "a table",
}
"""Each key with what its value should be."""


def _is_right(key: str, value: object) -> bool:
    """Whether the key is known and its value of the right kind; options are not looked at."""
    match key:
        case "decks":
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case "reveal":
            return isinstance(value, dict)
        case "url":
            return isinstance(value, str) and bool(re.match("(https?://|$)", value))
        case "language":
            return isinstance(value, str) and bool(re.fullmatch(_LANGUAGE, value))
    return key in _KINDS and isinstance(value, str)


_LANGUAGE = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"


def _mistakes(path: Path, text: str, values: Mapping[str, object]) -> Iterator[Diagnostic]:
    """What is wrong with the values, in their order."""
    report = _Report(path, text)
    for key, value in values.items():
        if key not in _KINDS:
            yield report.unknown((key,), _KINDS)
        elif not _is_right(key, value):
            yield report.invalid((key,), _KINDS[key], value)
        elif key == "reveal" and isinstance(value, dict):
            yield from _option_mistakes(report, value)


def _option_mistakes(report: "_Report", reveal: Mapping[str, object]) -> Iterator[Diagnostic]:
    for option, value in reveal.items():
        if option not in OPTIONS:
            yield report.unknown(("reveal", option), OPTIONS)
        elif not accepts(option, value):
            yield report.invalid(("reveal", option), expected(option), value)


@dataclass(frozen=True, slots=True)
class _Report:
    """Makes diagnostics at the places of keys."""

    path: Path
    text: str

    def unknown(self, key: KeyPath, known: Mapping[str, str]) -> Diagnostic:
        """The diagnostic that nothing reads a key."""
        meant = nearest(key[-1], known)
        listed = f"known are {', '.join(known)}" if len(known) < 20 else ""
        hint = f"did you mean `{meant}`?" if meant else listed
        return self.at(key, "config-unknown-key", f"unknown key `{'.'.join(key)}`", hint)

    def invalid(self, key: KeyPath, kind: str, value: object) -> Diagnostic:
        """The diagnostic that a value is of another kind than it should be."""
        shown = f"`{value}`" if isinstance(value, str) else _toml_kind(value)
        message = f"`{'.'.join(key)}` should be {kind}, not {shown}"
        return self.at(key, "config-invalid", message, "")

    def at(self, key: KeyPath, code: str, message: str, hint: str) -> Diagnostic:
        """A diagnostic at the place of a key."""
        found = key_place(self.text, key)
        if found is None:
            return Diagnostic(code, of_file(self.path), message, hint)
        line, column = found
        place = Place(self.path, line, line + 1, column, len(key[-1]))
        return Diagnostic(code, place, message, hint, excerpt=self.text.split("\n")[line])


def _toml_kind(value: object) -> str:
    """What the value is, in words."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case list():
            return "a list" if all(isinstance(item, str) for item in value) else "a mixed list"
        case dict():
            return "a table"
    return "a date or time"


def _unreadable(path: Path, message: str) -> Diagnostic:
    return Diagnostic("config-invalid", of_file(path), message)


def _not_toml(path: Path, text: str, problem: str) -> Diagnostic:
    """The diagnostic that the text is not TOML, where the parser stopped."""
    lines = text.split("\n")
    found = re.search(r"\(at line (\d+), column (\d+)\)", problem)
    line, column = (
        (int(found[1]) - 1, int(found[2]) - 1) if found else (len(lines) - 1, len(lines[-1]))
    )
    message = problem.split(" (at ", maxsplit=1)[0]
    return Diagnostic(
        "config-invalid",
        Place(path, line, line + 1, column, 1),
        f"this is not TOML: {message[:1].lower()}{message[1:]}",
        excerpt=lines[line] if line < len(lines) else "",
    )
