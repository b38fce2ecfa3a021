"""The command line: exit codes, what goes where, and that it starts from anywhere."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from harness import ROOT, Site, diascope, slide_ids
from selectolax.lexbor import LexborHTMLParser

TIMEOUT = 60
"""Seconds that a command may take."""


def run(*command: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a command of its own process came to."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )


def test_exit_0_and_one_line_of_summary(site: Site) -> None:
    outcome = site.deck("# A\n\n# B\n")
    assert (outcome.code, outcome.stderr) == (0, "")
    pattern = r"Built 1 deck, 2 slides into \S+ in \d+\.\d\d s\n"
    assert re.fullmatch(pattern, outcome.stdout)


def test_the_summary_counts_what_was_found(site: Site) -> None:
    outcome = site.deck("# A\n\n[here][there] and [more][elsewhere]\n")
    assert outcome.code == 0
    assert outcome.stdout.endswith("(2 warnings)\n")
    outcome = site.deck("---\na: [\n---\n\n# A\n\n[here][there]\n")
    assert outcome.code == 1
    assert outcome.stdout == ""
    assert outcome.stderr.endswith("Nothing was written: 1 error, 1 warning\n")


def test_the_summary_names_the_folder_as_one_would_type_it(site: Site) -> None:
    assert " into _site/ " in site.deck("# A\n").stdout
    assert " into out/ " in site.build("-o", "out").stdout


def test_exit_1_with_strict_when_there_is_a_warning(site: Site) -> None:
    site.write({"slides/talk.md": "# A\n\n[here][there]\n"})
    assert site.build("--strict").code == 1
    assert not site.output.exists()
    site.write({"slides/talk.md": "# A\n"})
    assert site.build("--strict").code == 0


@pytest.mark.parametrize("arguments", [["--nonsense"], ["-o"]], ids=" ".join)
def test_exit_2_on_wrong_usage(site: Site, arguments: list[str]) -> None:
    site.write({"slides/talk.md": "# A\n"})
    outcome = site.build(*arguments)
    assert outcome.code == 2
    assert "Error: " in outcome.stderr
    assert outcome.stdout == ""
    assert not site.output.exists()


def test_quiet_prints_nothing_but_diagnostics(site: Site) -> None:
    site.write({"slides/talk.md": "# A\n\n[here][there]\n"})
    outcome = site.build("-q")
    assert (outcome.code, outcome.stdout) == (0, "")
    assert outcome.places == [("reference-undefined", "slides/talk.md", 3)]
    assert outcome.stderr.count("\n\n") == 1


def test_a_diagnostic_shows_the_line_with_carets_and_what_to_do(site: Site) -> None:
    stderr = site.deck("# A\n\n::: notes\ntext\n").stderr
    shown = stderr.splitlines()[:5]
    assert shown[0].startswith("slides/talk.md:3:1: warning[div-unclosed]: ")
    assert shown[1:4] == ["  |", "3 | ::: notes", "  | ^^^^^^^^^"]
    assert shown[4].startswith("  hint: ")


def test_no_colours_and_no_progress_where_there_is_no_terminal(site: Site) -> None:
    site.write({f"slides/{name}.md": "# A\n\n[here][there]\n" for name in "abc"})
    done = run(sys.executable, ROOT / "build.py", folder=site.root)
    assert done.returncode == 0
    assert done.stderr.count("warning[reference-undefined]") == 3
    assert "\x1b" not in done.stdout + done.stderr
    assert "\r" not in done.stderr


def test_many_decks_show_a_progress_bar_and_colours_on_a_terminal(site: Site) -> None:
    pty = pytest.importorskip("pty", reason="there are no terminals here")
    site.write({f"slides/{name}.md": "# A\n\n[here][there]\n" for name in "abc"})
    shown = bytearray()
    status = _on_terminal(pty, site.root, shown)
    text = shown.decode()
    assert status == 0
    for name, part in (("a", 33), ("b", 66), ("c", 100)):
        assert f"{part}%  slides/{name}.md" in text
    assert "\x1b[" in text
    assert "Built 3 decks, 3 slides" in text


def _on_terminal(pty: object, folder: Path, shown: bytearray) -> int:
    """The exit code of a build on a terminal of its own; what it shows is added to `shown`."""
    main_end, end = os.openpty()
    command = [sys.executable, str(ROOT / "build.py")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=end, stdout=end, stderr=end
    )
    os.close(end)
    try:
        while True:
            try:
                part = os.read(main_end, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
    finally:
        os.close(main_end)
    return process.wait(timeout=TIMEOUT)


def test_the_package_can_be_run(site: Site) -> None:
    done = run(sys.executable, "-m", "diascope", "--version", folder=site.root)
    assert re.fullmatch(r"diascope, version \d+\.\d+\.\d+\n", done.stdout)


def test_build_py_builds_like_the_command(site: Site) -> None:
    site.write({"slides/talk.md": "# A\n"})
    done = run(sys.executable, ROOT / "build.py", "-o", "out", folder=site.root)
    assert (done.returncode, done.stderr) == (0, "")
    site.built()
    assert (site.root / "out/talk/index.html").read_bytes() == site.files()["talk/index.html"]


def test_build_py_without_its_dependencies_says_what_to_do(tmp_path: Path) -> None:
    shutil.copy(ROOT / "build.py", tmp_path)
    done = run(sys.executable, "-S", tmp_path / "build.py", folder=tmp_path, PYTHONPATH="")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "run `make` first" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_deck_anywhere_is_built_with_the_configuration_above_it(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    site.write({"diascope.toml": 'language = "da"\n', "slides/deep/talk.md": "# A\n"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    outcome = diascope("build", site.root / "slides/deep/talk.md", folder=elsewhere)
    assert outcome.code == 0, outcome.stderr
    page = LexborHTMLParser(site.text("deep/talk/index.html"))
    assert 'lang="da"' in (page.html or "")
    assert slide_ids(page) == ["a"]
    assert list(elsewhere.iterdir()) == []


def test_build_works_from_any_folder_of_the_site(site: Site) -> None:
    site.write({"diascope.toml": "", "slides/talk.md": "# A\n"})
    outcome = diascope("build", folder=site.root / "slides")
    assert outcome.code == 0, outcome.stderr
    assert slide_ids(site.page()) == ["a"]


def test_a_deck_named_twice_is_refused(site: Site) -> None:
    site.write({"diascope.toml": "", "slides/talk.md": "# A\n"})
    outcome = site.build("slides/talk.md", "slides/../slides/talk.md")
    assert outcome.code == 1
    assert [code for code, _, _ in outcome.places] == ["deck-duplicate"]


def test_new_makes_a_site_that_builds(tmp_path: Path) -> None:
    outcome = diascope("new", "talks", folder=tmp_path)
    assert outcome.code == 0
    assert "diascope build" in outcome.stdout
    assert Site(tmp_path / "talks").built("--strict").stderr == ""


def test_new_refuses_a_folder_in_use(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    outcome = diascope("new", ".", folder=tmp_path)
    assert outcome.code == 1
    assert [code for code, _, _ in outcome.places] == ["folder-not-empty"]
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_build_imports_only_what_its_decks_need(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(
        "# One\n\n- ä *point* with `code`\n\n| a |\n|---|\n| b |\n", "utf-8"
    )
    program = (
        "import sys; from pathlib import Path; from diascope.pipeline import build;"
        "build([Path('talk.md')]);"
        "print({'diascope.formulas', 'diascope.snippets.prompts',"
        "'diascope.commands.plan', 'rich', 'pygments', 'tomllib', 'yaml', 'ftfy'}"
        " & sys.modules.keys())"
    )
    outcome = run(sys.executable, "-c", program, folder=tmp_path)
    assert (outcome.stdout, outcome.stderr) == ("set()\n", "")
    assert (tmp_path / "_site" / "talk").is_dir()


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_there_cannot_be_is_wrong_usage(port: str, site: Site) -> None:
    outcome = diascope("serve", "--port", port, folder=site.root)
    assert outcome.code == 2
    assert "0<=x<=65535" in outcome.stderr
