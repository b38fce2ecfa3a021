"""`diascope new`: what it writes, what it refuses, and that a retry always works."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from click.testing import CliRunner
from harness import ROOT
from workflow_schema import findings

from diascope import __version__
from diascope.cli import main
from diascope.diagnostics import Diagnostic, display_name
from diascope.diagnostics.format import format_diagnostic
from diascope.new import Refusal, new_site
from diascope.new.requirement import requirement

FILES = {
    ".github/workflows/pages.yml",
    ".gitignore",
    "README.md",
    "diascope.toml",
    "slides/talk.md",
}


def files(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds, by relative name."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def site(tmp_path: Path) -> dict[str, bytes]:
    """Return the files of a site that nothing went wrong with."""
    assert not isinstance(new_site(tmp_path / "good"), Refusal)
    return files(tmp_path / "good")


def refusal(folder: Path) -> Diagnostic:
    """Return the refusal to start a site in a folder, which is left as it was."""
    before = files(folder)
    result = new_site(folder)
    assert isinstance(result, Refusal)
    assert files(folder) == before
    return result.diagnostic


def test_a_new_folder_gets_the_starter(tmp_path: Path) -> None:
    written = new_site(tmp_path / "deep" / "talks")
    assert isinstance(written, list)
    assert {path.relative_to(tmp_path / "deep" / "talks").as_posix() for path in written} == FILES
    assert set(files(tmp_path / "deep" / "talks")) == FILES


def test_an_empty_folder_gets_the_starter(tmp_path: Path, site: dict[str, bytes]) -> None:
    (tmp_path / "talks").mkdir()
    new_site(tmp_path / "talks")
    assert files(tmp_path / "talks") == site


def test_a_fresh_clone_gets_the_starter(tmp_path: Path) -> None:
    head = tmp_path / "talks" / ".git" / "HEAD"
    head.parent.mkdir(parents=True)
    head.write_text("ref: refs/heads/main\n")
    assert not isinstance(new_site(tmp_path / "talks"), Refusal)
    assert set(files(tmp_path / "talks")) == {*FILES, ".git/HEAD"}


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine\n")
    assert format_diagnostic(refusal(tmp_path), colour=False) == (
        f"{display_name(tmp_path)}: error[folder-not-empty]: "
        "the folder is not empty: it holds notes.txt\n"
        "  hint: choose a new or empty folder"
    )


def test_a_site_in_use_is_refused(tmp_path: Path) -> None:
    new_site(tmp_path)
    (tmp_path / "slides" / "talk.md").write_text("# My own talk\n")
    assert refusal(tmp_path).message == "the folder is not empty: it holds slides/talk.md"


def test_a_site_just_started_is_refused(tmp_path: Path) -> None:
    new_site(tmp_path)
    assert refusal(tmp_path).message == "the folder already holds a new site"


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "talks").write_text("mine\n")
    assert refusal(tmp_path / "talks").message == "there is a file of this name"


def test_the_starter_builds_without_a_finding(tmp_path: Path) -> None:
    new_site(tmp_path)
    result = CliRunner().invoke(main, ["build", "--quiet", str(tmp_path / "slides" / "talk.md")])
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "_site" / "talk" / "index.html").is_file()


@pytest.mark.parametrize("missing", sorted(FILES))
def test_a_start_cut_short_is_completed(
    tmp_path: Path, site: dict[str, bytes], missing: str
) -> None:
    folder = tmp_path / "talks"
    new_site(folder)
    (folder / "README.md").write_bytes(site["README.md"][:20])
    (folder / missing).unlink()
    assert not isinstance(new_site(folder), Refusal)
    assert files(folder) == site


def test_a_disk_that_fails_is_a_refusal_and_a_retry_works(
    tmp_path: Path, site: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "talks"
    with monkeypatch.context() as full_disk:
        full_disk.setattr(Path, "write_bytes", no_space_for_the_deck)
        result = new_site(folder)
    assert isinstance(result, Refusal)
    deck = folder / "slides" / "talk.md"
    assert result.diagnostic.message == f"cannot write {deck}: No space left on device"
    new_site(folder)
    assert files(folder) == site


def no_space_for_the_deck(path: Path, content: bytes) -> int:
    """Write half of the deck, and fail as a full disk does."""
    with path.open("wb") as file:
        if path.name == "talk.md":
            file.write(content[: len(content) // 2])
            raise OSError(28, "No space left on device", str(path))
        return file.write(content)


WORKFLOW = "src/diascope/new/starter/github/workflows/pages.yml"


def described(monkeypatch: pytest.MonkeyPatch, origin: object) -> None:
    """Have the package say that it was installed in this way."""

    class Installed:
        version = "0.1.0"

        def read_text(self, name: str) -> str | None:
            return json.dumps(origin) if origin and name == "direct_url.json" else None

    monkeypatch.setattr("diascope.new.requirement.distribution", lambda name: Installed())


class TestRequirement:
    def test_from_an_index_it_is_a_version(self, monkeypatch: pytest.MonkeyPatch) -> None:
        described(monkeypatch, None)
        assert requirement().line == f"diascope=={__version__}"

    def test_from_a_repository_it_is_a_commit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        origin = {"url": "https://example.org/d.git", "vcs_info": {"commit_id": "a" * 40}}
        described(monkeypatch, origin)
        assert requirement().line == f"diascope @ git+https://example.org/d.git@{'a' * 40}"

    @pytest.mark.parametrize(
        ("remote", "line"),
        [
            ("https://example.org/d.git", "diascope @ git+https://example.org/d.git@"),
            ("git@example.org:a/d.git", "diascope @ git+ssh://git@example.org/a/d.git@"),
            ("/srv/d.git", f"diascope=={__version__}"),
        ],
    )
    def test_from_a_checkout_it_is_its_commit(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, remote: str, line: str
    ) -> None:
        for command in ("init -q", "commit -q --allow-empty -m x", f"remote add origin {remote}"):
            who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
            subprocess.run(["git", *who, *command.split()], cwd=tmp_path, check=True)
        origin = {"url": tmp_path.as_uri(), "dir_info": {"editable": True}}
        described(monkeypatch, origin)
        assert requirement().line.startswith(line)

    def test_it_stands_in_the_site(self, tmp_path: Path) -> None:
        with contextlib.chdir(tmp_path):
            outcome = CliRunner().invoke(main, ["new", "talks"])
        assert "Its workflow installs" in outcome.output
        text = (tmp_path / "talks/requirements.txt").read_text()
        assert text == f"{requirement().line}\n"

    def test_a_wheel_may_lie_beside_the_site(self, tmp_path: Path) -> None:
        with contextlib.chdir(tmp_path):
            outcome = CliRunner().invoke(main, ["new", "talks", "--vendor"])
        assert outcome.exit_code == 0, outcome.output
        line = (tmp_path / "talks/requirements.txt").read_text().strip()
        with ZipFile(tmp_path / "talks" / line) as wheel:
            names = wheel.namelist()
        assert "diascope/cli/__init__.py" in names
        assert any(name.startswith("diascope/_theme/templates/") for name in names)


class TestWorkflow:
    workflow = yaml.safe_load((ROOT / WORKFLOW).read_text("utf-8"))

    def test_it_may_do_only_what_it_needs(self) -> None:
        jobs = self.workflow["jobs"]
        assert self.workflow["permissions"] == {"contents": "read"}
        assert "permissions" not in jobs["build"]
        assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
        assert jobs["deploy"]["needs"] == "build"

    @pytest.mark.parametrize("path", [WORKFLOW, ".github/workflows/ci.yml"])
    def test_it_follows_githubs_published_schema(self, path: str) -> None:
        assert findings((ROOT / path).read_text("utf-8")) == []

    @pytest.mark.parametrize(
        ("right", "wrong", "finding"),
        [
            ("- run: diascope check", "- runs: diascope check", "`runs` is unknown"),
            ("pages: write", "pages: wirte", "'wirte' is not allowed"),
            ("pages: write", "page: write", "`page` is unknown"),
            ("    runs-on: ubuntu-latest\n    steps", "    steps", "`runs-on` is missing"),
            ("steps.deployment", "step.deployment", "`step` is not known here"),
            ("if: steps.pages", "if: secrets.pages", "`secrets` is not known here"),
            ("  push:\n", "  pushed:\n", "`pushed` is unknown"),
            ("      group: pages", "      groups: pages", "`groups` is unknown"),
            ("permissions:\n  contents: read", "permissions: all", "'all' is not allowed"),
        ],
    )
    def test_that_schema_finds_mistakes(self, right: str, wrong: str, finding: str) -> None:
        text = (ROOT / WORKFLOW).read_text("utf-8")
        assert right in text
        found = findings(text.replace(right, wrong, 1))
        assert any(one.endswith(finding) for one in found), found

    def test_its_actions_are_githubs_own_in_whole_versions(self) -> None:
        steps = [step for job in self.workflow["jobs"].values() for step in job["steps"]]
        used = [step["uses"] for step in steps if "uses" in step]
        assert all(re.fullmatch(r"actions/[\w-]+@v\d+", action) for action in used)

    def test_its_scripts_check_and_build_a_new_site(self, tmp_path: Path) -> None:
        new_site(tmp_path, {"requirements.txt": b"diascope\n"})
        scripts = [step["run"] for step in self.workflow["jobs"]["build"]["steps"] if "run" in step]
        assert scripts[0] == "pip install -r requirements.txt"
        assert (tmp_path / "requirements.txt").exists()
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        for script in scripts[1:]:
            command = ["bash", "-e", "-c", script]
            done = subprocess.run(
                command, cwd=tmp_path, env={**os.environ, "PATH": path}, check=False
            )
            assert done.returncode == 0
        assert (tmp_path / "_site/talk/index.html").exists()
