"""The site's configuration, ``diascope.toml``.

1. parse the TOML, or say at which line and column it stops being TOML;
2. check every key and value against the table, the fields of ``Config``, all in one run;
3. what is right becomes a ``Config``; what is wrong keeps its default.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from diascope.config.html import TRUST
from diascope.config.report import Report
from diascope.config.reveal import OPTIONS, Json, accepts, expected
from diascope.config.table import LANGUAGE, TEXT, key, keys_of
from diascope.config.types import (
    ADDRESS,
    COLOUR,
    COMMAND,
    COMMANDS,
    CSP,
    FLAG,
    HTML,
    LIMITS,
    LIST,
    PATTERNS,
    REVEAL,
    TEMPLATES,
)
from diascope.diagnostics import Diagnostic, Diagnostics, Place, of_file
from diascope.reading.disk import Disk, Kind

FILE_NAME = "diascope.toml"
"""The file that makes a folder a site."""


@dataclass(frozen=True, slots=True)
class Config:
    """A site: where it lies, and what it says of itself. The table of the configuration's keys."""

    root: Path
    """The folder of the site."""
    title: str = key(TEXT, "")
    """The site's title, on the index page; else `Presentations`."""
    description: str = key(TEXT, "")
    """What search engines and link previews say of the site."""
    url: str = key(ADDRESS, "")
    """Where the site is published; previews need whole addresses."""
    language: str = key(LANGUAGE, "en")
    """The language of pages whose deck names none."""
    extensions: str = key(TEXT, "")
    """[Extensions of pandoc](dialect.md#extensions) to switch in every deck: `+emoji-smart`."""
    theme: str = key(TEXT, "diascope")
    """The theme of decks that name none: [themes](#themes)."""
    accent: str = key(COLOUR, "")
    """The colour of headings' keylines, links, marks and section slides; else the theme's."""
    decks: tuple[str, ...] = key(LIST, ())
    """The decks in their order, `["intro", "part/one"]`; else all in `slides/`, by name."""
    reveal: Mapping[str, Json] = key(REVEAL, {})
    """The [options of reveal.js](#options-of-revealjs) of every deck; its own metadata wins."""
    html: str = key(HTML, TRUST)
    """What becomes of HTML in decks: [security](security.md)."""
    csp: Mapping[str, str] | bool = key(CSP, True)
    """Whether pages have a [policy](security.md), or what to add: `{img-src = "https://a.org"}`."""
    allow_outside: tuple[str, ...] = key(LIST, ())
    """Folders and files outside the site's folder that decks may use, relative to it."""
    links: Mapping[str, str] = key(TEMPLATES, {})
    """Shortcuts for addresses, by name: `{k8s = "https://kubernetes.io/docs/{}"}`."""
    versions: Mapping[str, str] = key(TEMPLATES, {})
    """The versions that decks speak of, for `{version}` in shortcuts: `{k8s = "1.33"}`."""
    links_ignore: tuple[str, ...] = key(LIST, ())
    """Patterns of remote addresses that `check --links` does not ask: `["*.internal/*"]`."""
    links_private: bool = key(FLAG, False)
    """Whether `check --links` may ask this machine and private networks."""
    links_cache: str = key(TEXT, "links.json")
    """The file, relative to the site's folder, in which `check --links` keeps answers."""
    ignore: tuple[str, ...] = key(LIST, ())
    """Codes of [findings](#diagnostics) that are not to be told; those of errors always are."""
    limits: Mapping[str, int] = key(LIMITS, {})
    """What a slide may hold, as `check` sees it: [limits](check.md#what-it-looks-at)."""
    lint: bool = key(FLAG, True)
    """Whether commands on slides are checked for what hurts when they are pasted."""
    snippets: str = key(TEXT, "snippets")
    """The folder of the snippet library, relative to the site's: `snippet="kubectl.md#pods"`."""
    runner: tuple[str, ...] = key(COMMAND, ())
    """What `verify` runs in the place of bash: `["docker", "run", "-i", "alpine", "sh"]`."""
    environment: tuple[str, ...] = key(LIST, ())
    """Variables that commands may see, or `docker` or `kubernetes` for those that these need."""
    masks: Mapping[str, str] = key(PATTERNS, {})
    """Kinds of words that `verify` takes for equal, by name: `{build = "build-[0-9]+"}`."""
    tools: Mapping[str, str] = key(COMMANDS, {})
    """The command that tells the version of each tool: `{docker = "docker --version"}`."""
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


KEYS = keys_of(Config)
"""The keys of the configuration, by field."""
_TYPES = {row.names[0]: row.type for row in KEYS.values()}


def key_diagnostic(config: Config, name: str, code: str, words: tuple[str, str]) -> Diagnostic:
    """A diagnostic at a key of the configuration; the words are its message and its hint."""
    return Report(config.root / FILE_NAME, config.text).at((name,), code, *words)


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
    import tomllib

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
    read = {name: row.type.read(values.get(row.names[0])) for name, row in KEYS.items()}
    return Config(root, **{name: value for name, value in read.items() if value is not None})


def _mistakes(path: Path, text: str, values: Mapping[str, object]) -> Iterator[Diagnostic]:
    """What is wrong with the values, in their order."""
    report = Report(path, text)
    for name, value in values.items():
        if name not in _TYPES:
            yield report.unknown((name,), _TYPES)
        elif _TYPES[name].read(value) is None:
            yield report.invalid((name,), _TYPES[name].words, value)
        elif name == "reveal" and isinstance(value, dict):
            yield from _option_mistakes(report, value)


def _option_mistakes(report: Report, reveal: Mapping[str, object]) -> Iterator[Diagnostic]:
    for option, value in reveal.items():
        if option not in OPTIONS:
            yield report.unknown(("reveal", option), OPTIONS)
        elif not accepts(option, value):
            yield report.invalid(("reveal", option), expected(option), value)


def _unreadable(path: Path, message: str) -> Diagnostic:
    return Diagnostic("config-invalid", of_file(path), message)


def _not_toml(path: Path, text: str, problem: str) -> Diagnostic:
    """The diagnostic that the text is not TOML, where the parser stopped."""
    lines = text.split("\n")
    match = re.search(r"\(at line (\d+), column (\d+)\)", problem)
    line, column = (
        (int(match[1]) - 1, int(match[2]) - 1) if match else (len(lines) - 1, len(lines[-1]))
    )
    message = problem.split(" (at ", maxsplit=1)[0]
    return Diagnostic(
        "config-invalid",
        Place(path, line, line + 1, column, 1),
        f"this is not TOML: {message[:1].lower()}{message[1:]}",
        excerpt=lines[line] if line < len(lines) else "",
    )
