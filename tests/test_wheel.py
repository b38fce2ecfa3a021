"""The wheel: installed where no checkout is, it builds the same bytes."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import tarfile
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
CHECKOUT = Path(sys.executable).parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel packed from this checkout; the sdist lies beside it."""
    folder = tmp_path_factory.mktemp("wheel")
    run(ROOT, sys.executable, "-m", "hatchling", "build", "-d", folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scripts of a virtual environment that holds the wheel and borrows the rest."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder)
    scripts = folder / CHECKOUT.name
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python", "install")
    run(folder, *pip, "--no-index", "--no-deps", "--no-compile", wheel)
    borrowed = next(folder.glob("lib/*/site-packages")) / "borrowed.pth"
    borrowed.write_text("\n".join(site.getsitepackages()))
    return scripts


def run(folder: Path, *command: str | Path) -> str:
    """Return what a command printed; it must succeed."""
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def built(scripts: Path, folder: Path) -> dict[str, bytes]:
    """Return the files of the starter's site, built with the `diascope` among the scripts."""
    run(folder, scripts / "diascope", "new", "talks")
    run(folder / "talks", scripts / "diascope", "build")
    output = folder / "talks" / "_site"
    paths = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


def test_the_wheel_carries_the_theme_the_starter_and_the_browser_libraries(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    for folder in ("templates", "static"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                assert f"diascope/_theme/{path.relative_to(ROOT).as_posix()}" in names
    assert "diascope/new/starter/github/workflows/pages.yml" in names
    assert "diascope/_theme/static/vendor/reveal/reveal.js" in names


def test_another_folder_umask_and_day_give_the_same_wheel_and_sdist(
    wheel: Path, tmp_path: Path
) -> None:
    sdist = next(wheel.parent.glob("*.tar.gz"))
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path, filter="data")
    checkout = tmp_path / sdist.name.removesuffix(".tar.gz")
    (checkout / "PKG-INFO").unlink()
    for path in checkout.rglob("*"):
        path.chmod(0o700 if path.is_dir() else path.stat().st_mode & 0o700)
        os.utime(path, (2e9, 2e9))
    command = '"$0" -m hatchling build -d ../again'
    run(checkout, "sh", "-c", f"umask 077; {command}", sys.executable)
    for packed_first in (wheel, sdist):
        assert packed_first.read_bytes() == (tmp_path / "again" / packed_first.name).read_bytes()


def test_the_bill_of_materials_lists_what_the_wheel_needs_and_holds(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        path = next(name for name in packed.namelist() if ".dist-info/sboms/" in name)
        bill = json.loads(packed.read(path))
    found = {part["name"]: part for part in bill["components"]}
    assert {"click", "markdown-it-py", "reveal.js", "katex", "@fontsource/lato"} < set(found)
    assert all(
        len(part["hashes"][0]["content"]) == 128 for part in found.values() if "version" in part
    )
    d3 = next(part for part in found["mermaid"]["components"] if part["name"] == "d3")
    assert d3["purl"].startswith("pkg:npm/d3@7")
    assert d3["licenses"] == [{"license": {"id": "ISC"}}]
    assert not {"timestamp", "serialNumber"} & {*bill, *bill["metadata"]}


def test_the_installed_package_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import diascope; print(diascope.__file__)"
    assert str(ROOT) not in run(tmp_path, installed / "python", "-c", code)


def test_the_wheel_builds_the_same_bytes_as_the_checkout(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "wheel").mkdir()
    (tmp_path / "checkout").mkdir()
    assert built(installed, tmp_path / "wheel") == built(CHECKOUT, tmp_path / "checkout")
