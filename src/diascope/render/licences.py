"""Which licences belong to a file of `static/vendor/`, by the list that lies there."""

from __future__ import annotations

import json

FOLDER = "vendor/"
LIST = "vendor/licenses/packages.json"
"""Packages with their files and the name of their text; the build of the wheel writes it."""
PLACE = "assets/licenses/"
"""Where the texts lie in a site: one for each package that it has files of."""


def texts_by_file(packages: bytes) -> dict[str, str]:
    """The static file with the licences of each vendored file, by its name."""
    return {
        FOLDER + name: FOLDER + package["text"]
        for package in json.loads(packages)
        for name in package["files"]
    }


def as_comment(texts: list[str]) -> str:
    """Texts as a comment of HTML, which nothing in them ends."""
    text = "\n".join(texts).replace("-->", "-- >").replace("--!>", "--! >")
    return f"\n<!--\n{text.replace('<!--', '<! --')}-->\n" if texts else ""
