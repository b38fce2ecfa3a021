"""Looks for Chromium, Chrome or Edge where their installers put them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

_COMMANDS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
_APPLICATIONS = ("Chromium", "Google Chrome", "Microsoft Edge")
_WINDOWS = (
    r"Chromium\Application\chrome.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)


def find_browser() -> str | None:
    """The command of a browser that Playwright's `chromium` drives, or None.

    The variable `CHROMIUM` names one that goes before all others; then those on the `PATH`, then
    the usual places of macOS and Windows.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = filter(None, map(shutil.which, _COMMANDS))
    installed = (str(path) for path in _installed() if path.is_file())
    return next(found, None) or next(installed, None)


def places_of_commands() -> Iterator[str]:
    """Where a build looks for a browser and for bash: what comes to stand there may be found."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    suffixes = ("", ".exe") if sys.platform == "win32" else ("",)
    for command in ("bash", *_COMMANDS, *filter(None, [os.environ.get("CHROMIUM")])):
        yield from (
            str(Path(folder, command + suffix)) for folder in folders for suffix in suffixes
        )
    yield from map(str, _installed())


def previews_to_draw(asked: bool | None = None) -> tuple[bool, bool]:
    """Whether first slides are to be drawn, and whether a site may do without if that fails.

    Where nothing is asked for, the variable `DIASCOPE_PREVIEWS` says `yes` or `no`; where it says
    nothing, they are drawn if there is a browser.
    """
    said = {"yes": True, "no": False}.get(os.environ.get("DIASCOPE_PREVIEWS", ""))
    wanted = said if asked is None else asked
    return (has_browser(), True) if wanted is None else (wanted, False)


def has_browser() -> bool:
    """Whether there is a browser, and Playwright to drive it."""
    return find_spec("playwright") is not None and find_browser() is not None


def _installed() -> Iterator[Path]:
    """Where browsers lie that are not on the `PATH`."""
    system: str = sys.platform
    if system == "darwin":
        for place in (Path("/Applications"), Path.home() / "Applications"):
            for name in _APPLICATIONS:
                yield place / f"{name}.app" / "Contents" / "MacOS" / name
    if system == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            folder = os.environ.get(variable)
            yield from (Path(folder, name) for name in _WINDOWS if folder)
