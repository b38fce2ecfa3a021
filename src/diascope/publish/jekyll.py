"""The other pages of a site on GitHub Pages: the addresses that Jekyll gives them.

Jekyll builds a branch unless it holds `.nojekyll` (GitHub Pages, "About GitHub Pages and Jekyll").
It leaves out names that begin with `_`, `.` or `#`, and reads files that begin with `---` (front
matter).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from diascope.patterns import lazy_pattern

_SIGNS = ("_config.yml", "_config.yaml", "_posts", "_layouts", "_includes", "_data", "Gemfile")
"""Files and folders at the top of a Jekyll site."""
_PAGES = {".md", ".markdown", ".html", ".htm"}
_FRONT = lazy_pattern(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.S | re.M)
_PERMALINK = lazy_pattern(r"^permalink:[ \t]*[\"']?([^\"'#\r\n]+?)[\"']?[ \t]*(?:#.*)?$", re.M)
_POST = lazy_pattern(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)-(?P<title>.+)")


def is_jekyll(paths: Iterable[str]) -> bool:
    """Whether a branch with these files is a Jekyll site."""
    found = set(paths)
    tops = {path.partition("/")[0] for path in found}
    return ".nojekyll" not in found and not tops.isdisjoint(_SIGNS)


def is_page(path: str) -> bool:
    """Whether Jekyll may make a page of a file."""
    return PurePosixPath(path).suffix.lower() in _PAGES


def is_hidden(path: str) -> bool:
    """Whether Jekyll leaves a file out."""
    parts = PurePosixPath(path).parts
    return any(part[0] in "_.#" or part.endswith("~") for part in parts if part != ".well-known")


def has_front_matter(content: bytes) -> bool:
    """Whether Jekyll reads a file, instead of copying it."""
    return re.match(rb"---[ \t]*\r?\n", content) is not None


def claims(pages: Mapping[str, str], config: str) -> dict[str, str]:
    """The addresses of pages, each with its file; `pages` are the texts of files by path.

    An address has no `index.html`, `.html` or slash at its end: with or without these it leads to
    the same page.
    """
    style = _PERMALINK.search(config)
    found = dict[str, str]()
    for path, text in pages.items():
        front = _FRONT.match(text)
        if front or path.startswith("_posts/"):
            own = _PERMALINK.search(front[1]) if front else None
            address = own[1] if own else _usual(path, style[1] if style else "date")
            if address and ":" not in address:
                found.setdefault(plain(address), path)
        elif PurePosixPath(path).suffix.lower() in (".html", ".htm") and not is_hidden(path):
            found.setdefault(plain(path), path)
    return found


def plain(address: str) -> str:
    """An address in the form that addresses are compared in."""
    address = "/" + address.strip().strip("/")
    address = re.sub(r"/index(?:\.html?)?$|\.html?$", "", address)
    return address.rstrip("/") or "/"


def _usual(path: str, style: str) -> str:
    """The address of a page whose front matter names none."""
    inner = PurePosixPath(path)
    post = _POST.fullmatch(inner.stem) if "_posts" in inner.parts else None
    if post is None:
        return "" if is_hidden(path) else str(inner.with_suffix(".html"))
    folder = [part for part in inner.parts[:-1] if part != "_posts"]
    dated = [post["year"], f"{int(post['month']):02}", f"{int(post['day']):02}"]
    parts = {"date": dated, "pretty": dated, "none": []}.get(style)
    return "/".join([*folder, *parts, post["title"]]) if parts is not None else ""
