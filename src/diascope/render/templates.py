"""Jinja templates: the site's own before the theme's, and mistakes in them as diagnostics."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from diascope.config.theme import builtin_templates
from diascope.diagnostics import Diagnostic, Place
from diascope.dialect.attributes import render_attributes
from diascope.links.locations import relative
from diascope.render.assets import Assets


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
        theme = FileSystemLoader(builtin_templates())
        own = FileSystemLoader(folder)
        loader = ChoiceLoader([own, theme, PrefixLoader({"!theme": theme})])
        self.environment = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.environment.globals["attrs"] = _attrs

    def render(self, name: str, page: str, context: Mapping[str, object]) -> str:
        """The text of a template for a page at this path; raises `TemplateMistakeError`."""
        functions = {
            "url": lambda target: relative(target, page),
            "asset": lambda path: relative(self.assets.asset(path), page),
            "bundle": lambda file, *parts: relative(self.assets.bundle(file, parts), page),
        }
        try:
            return self.environment.get_template(name).render(**context, **functions)
        except TemplateSyntaxError as error:
            where: tuple[str, int | None] = (error.filename or error.name or name, error.lineno)
            raise TemplateMistakeError(self._mistake(*where, error.message or "")) from error
        except (TemplateError, FileNotFoundError, TypeError, ValueError, ArithmeticError) as error:
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
        excerpt = _line(path, line) if line else ""
        place = Place(path, line - 1, line) if line else Place(path)
        return Diagnostic("template-error", place, message, excerpt=excerpt)


def _attrs(pairs: Mapping[str, object]) -> Markup:
    """Attributes with their values escaped; those without a value are left out."""
    return Markup(render_attributes({k: str(v) for k, v in pairs.items() if v not in (None, "")}))


def _words(error: Exception) -> str:
    words = str(error).strip() or type(error).__name__
    return f"no template `{words}`" if type(error).__name__ == "TemplateNotFound" else words


def _line(path: Path, line: int) -> str:
    try:
        return path.read_text(encoding="utf-8").split("\n")[line - 1]
    except (OSError, IndexError, UnicodeDecodeError):
        return ""
