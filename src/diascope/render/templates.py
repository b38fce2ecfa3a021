"""Jinja templates: the site's own before the theme's, and mistakes in them as diagnostics."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.loaders import split_template_path
from jinja2.sandbox import safe_range
from markupsafe import Markup

from diascope.config.theme import builtin_templates
from diascope.diagnostics import Diagnostic, Place
from diascope.dialect.attributes import render_attributes
from diascope.links.locations import relative
from diascope.reading.disk import Disk, Kind
from diascope.render.assets import Assets
from diascope.render.bytecode import Bytecode


class TemplateMistakeError(Exception):
    """A template cannot be used; what is wrong with it is in `diagnostic`."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Templates:
    """The templates of a site, and the static files that they ask for."""

    def __init__(self, folder: Path, assets: Assets) -> None:
        self.assets = assets
        self.folder = folder
        theme = _Loader(builtin_templates(), assets.disk)
        own = _Loader(folder, assets.disk)
        loader = ChoiceLoader([own, theme, PrefixLoader({"!theme": theme})])
        self.environment = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=Bytecode(),
        )
        self.environment.globals |= {"attrs": _attrs, "range": safe_range}

    def render(self, name: str, page: str, context: Mapping[str, object]) -> str:
        """The text of a template for a page at this path; raises `TemplateMistakeError`.

        A template is a program of the user's, so any exception in it is a mistake of the template.
        """
        functions = {
            "url": lambda target: relative(target, page),
            "asset": lambda path: relative(self.assets.asset(path), page),
            "inline": lambda *parts: Markup(self.assets.inline(parts)),
            "bundle": lambda file, *parts: _of_bundle(self.assets.bundle(file, parts), page),
        }
        try:
            text = self.environment.get_template(name).render(**context, **functions)
            text.encode()  # lone surrogates cannot be written
            return text
        except TemplateSyntaxError as error:
            where: tuple[str, int | None] = (error.filename or error.name or name, error.lineno)
            raise TemplateMistakeError(self._mistake(*where, error.message or "")) from error
        except Exception as error:
            where = self._place(error, name)
            raise TemplateMistakeError(self._mistake(*where, _words(error))) from error

    def _place(self, error: Exception, name: str) -> tuple[str, int | None]:
        """The innermost template line that the error passed through."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename.endswith(".html") and frame.lineno:
                return frame.filename, frame.lineno
        return name, None

    def _mistake(self, file: str, line: int | None, message: str) -> Diagnostic:
        path = (self.folder / file).absolute()
        excerpt = _line(path, line, self.assets.disk) if line else ""
        place = Place(path, line - 1, line) if line else Place(path)
        return Diagnostic("template-error", place, message, excerpt=excerpt)


def _of_bundle(target: str, page: str) -> str:
    """The relative URL of a bundle, whose mark stands behind its path."""
    path, sign, mark = target.partition("?")
    return relative(path, page) + sign + mark


class _Loader(BaseLoader):
    """Finds the templates of a folder."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.disk = disk

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """The text of a template, and its file; raises `TemplateNotFound`."""
        path = self.folder.joinpath(*split_template_path(template))
        if self.disk.kind(path) is Kind.NOTHING:
            raise TemplateNotFound(template)
        return self.disk.read(path).decode("utf-8"), str(path), None


def _attrs(pairs: Mapping[str, object]) -> Markup:
    """Attributes with their values escaped; those without a value are left out."""
    if not isinstance(pairs, Mapping):
        raise TypeError(f"attrs() takes a mapping of attributes, not {type(pairs).__name__}")
    return Markup(
        render_attributes({str(k): str(v) for k, v in pairs.items() if v not in (None, "")})
    )


def _words(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, OSError) and error.strerror:
        return f"`{Path(str(error.filename)).name}` cannot be read: {error.strerror.lower()}"
    if isinstance(error, RecursionError):
        return "templates include or call one another without end"
    return f"no template `{words}`" if type(error).__name__ == "TemplateNotFound" else words


def _line(path: Path, line: int, disk: Disk) -> str:
    try:
        return re.split("\r\n?|\n", disk.read(path).decode("utf-8"))[line - 1]
    except (OSError, IndexError, UnicodeDecodeError):
        return ""
