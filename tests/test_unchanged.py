"""A build that would change nothing is not done again; one that would change anything is."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from harness import Site

from diascope import __main__ as program
from diascope.cli import main as commands
from diascope.config.theme import builtin_static, builtin_templates
from diascope.overview import TEXT
from diascope.pipeline import build
from diascope.reading import observed, surroundings
from diascope.reading.facts import compared, digest, is_recent, state
from diascope.unchanged.answer import answer
from diascope.unchanged.notes import packed, unpacked
from diascope.unchanged.question import Question
from diascope.unchanged.record import Said, record
from diascope.write.scratch import Scratch

FILES = {
    "diascope.toml": 'title = "Talks"\n',
    "slides/talk.md": """
% A talk

# One

![](dot.svg)

::: {include="part.md"}
:::

``` {.yaml from="pod.yaml"}
```

# Two {snippet="page.md#list"}

::: notes
""",
    "slides/part.md": "Included\n",
    "slides/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    "slides/pod.yaml": "kind: Pod\n",
    "slides/linked.md": "",
    "snippets/page.md": "# List\n\n```bash\nls\n```\n",
    "templates/page.html": '{% extends "!theme/page.html" %}\n',
    "static/own.txt": "mine\n",
}
LINKED = "# Behind a link\n"
ALLOWED = {"__future__", "collections", "copyreg", "diascope", "enum", "functools", "json"}
ALLOWED |= {
    "itertools",
    "keyword",
    "operator",
    "re",
    "reprlib",
    "time",
    "types",
    "zlib",
    "warnings",
}
"""What of the standard library, beside the package, a build loads that has nothing to do."""


@pytest.fixture(scope="module")
def known(new_site: Callable[[str], Site]) -> Iterator[Site]:
    """A site with inputs of every kind, built and noted."""
    site = new_site("known")
    site.write(FILES)
    (site.root / "behind").mkdir()
    (site.root / "behind" / "talk.md").write_text(LINKED)
    (site.root / "slides" / "linked.md").unlink()
    (site.root / "slides" / "linked.md").symlink_to("../behind/talk.md")
    (site.root / "slides" / "odd.d").symlink_to("../later")
    packages = site.root / "of" / "site-packages"
    packages.mkdir(parents=True)
    for path in (site.root, *site.root.rglob("*")):
        os.utime(path, (1e9, 1e9), follow_symlinks=False)
    with contextlib.chdir(site.root), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [*sys.path, str(packages)])
        later(site)
        assert run() == 0
        assert answer(Question(["build"])), "the build was not noted"
        yield site


def later(site: Site) -> None:
    """Wait until the clock of the file system has gone on since the site was written."""
    last = max(path.lstat().st_ctime_ns for path in site.root.rglob("*"))
    while is_recent([last], time.time_ns()):
        time.sleep(0.005)


def run(*words: str) -> int:
    """Run the command line in this process; its exit status."""
    with pytest.raises(SystemExit) as left:
        program.main(["build", *words])
    return int(left.value.code or 0)


def is_known(*words: str) -> bool:
    """Whether a build in the current folder has nothing to do."""
    return answer(Question(["build", *words])) is not None


CHANGES = (
    *("diascope.toml", "slides/talk.md", "slides/part.md", "slides/dot.svg", "slides/pod.yaml"),
    *("behind/talk.md", "snippets/page.md", "templates/page.html", "static/own.txt"),
    *("_site/talk/index.html", "_site/own.txt", "_site/.diascope-manifest"),
)


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_file_is_seen_and_a_touched_one_is_as_it_was(known: Site, name: str) -> None:
    path, before = known.root / name, (known.root / name).read_bytes()
    times = path.stat()
    path.write_bytes(before.replace(b"a", b"e") if b"a" in before else before[::-1])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))  # of the same size and age
    assert not is_known()
    path.unlink()
    assert not is_known()
    path.write_bytes(before)
    assert is_known()


@pytest.mark.parametrize(
    "name",
    [
        *("slides/new.md", "slides/talk.extras.md", "slides/links.md", "slides/talk.pdf"),
        *("templates/deck.html", "static/new.txt", "static/css/tokens.css", "static/sub/a.txt"),
        *("of/site-packages/click-99.0.dist-info", "../diascope.toml", "_site/.diascope-tmp-1"),
    ],
)
def test_a_file_that_appears_is_seen(known: Site, name: str) -> None:
    if name.startswith(".."):
        (known.root / "diascope.toml").rename(known.root / "away")
    path = known.root / name
    made = [one for one in path.parents if not one.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_text("")
        assert not is_known()
    finally:
        path.unlink()
        for folder in made:
            folder.rmdir()
        if name.startswith(".."):
            (known.root / "away").rename(known.root / "diascope.toml")
    assert is_known()


def test_a_link_that_leads_elsewhere_is_seen(known: Site) -> None:
    link, other = known.root / "slides" / "linked.md", known.root / "behind" / "other.md"
    other.write_text(LINKED)
    link.unlink()
    link.symlink_to("../behind/other.md")
    assert not is_known()
    link.unlink()
    link.symlink_to("../behind/talk.md")
    other.unlink()
    assert is_known()
    (known.root / "behind").rename(known.root / "moved")
    (known.root / "behind").symlink_to("moved")
    assert not is_known()
    (known.root / "behind").unlink()
    (known.root / "moved").rename(known.root / "behind")
    assert is_known()


@pytest.mark.parametrize(
    "words", [("--public",), ("--strict",), ("-o", "other"), ("-q",), ("slides/talk.md",)]
)
def test_another_question_has_another_answer(known: Site, words: tuple[str, ...]) -> None:
    assert is_known()
    assert not is_known(*words)


def test_a_link_that_comes_to_lead_to_a_folder_is_seen(known: Site) -> None:
    later = known.root / "later"
    later.mkdir()
    assert not is_known()
    later.rmdir()
    assert is_known()


@pytest.mark.parametrize("name", ["slides/pod.yaml", "static", "_site/talk/index.html"])
def test_other_permissions_are_seen(known: Site, name: str) -> None:
    path, mode = known.root / name, (known.root / name).stat().st_mode
    path.chmod(0)
    assert not is_known()
    path.chmod(mode)
    assert is_known()


def test_another_folder_is_another_question(known: Site) -> None:
    with contextlib.chdir(known.root / "slides"):
        assert not is_known()


@pytest.mark.parametrize("name", ["DIASCOPE_PREVIEWS", "DIASCOPE_NEW", "CHROMIUM", "PATH"])
def test_the_environment_is_a_part_of_the_question(
    known: Site, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "yes")
    assert not is_known()


@pytest.mark.parametrize("name", CHANGES)
def test_decks_that_were_not_read_count_as_well(known: Site, name: str) -> None:
    talk = known.root / "behind" / "talk.md"
    talk.write_text(talk.read_text() + "\nmore\n")
    later(known)
    assert run() == 0
    assert is_known()
    path, before = known.root / name, (known.root / name).read_bytes()
    path.write_bytes(before + b" ")
    assert not is_known()
    path.write_bytes(before)
    talk.write_text(LINKED)
    later(known)
    assert run() == 0


def test_another_version_is_another_question(known: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "__version__", "99")
    assert not is_known()


def notes_of(site: Site) -> Path:
    """The file with the notes."""
    return site.root / ".diascope" / "builds" / Question(["build"]).name


def test_the_theme_and_the_program_are_inputs(known: Site) -> None:
    files = unpacked(str(notes_of(known)))["files"]
    package = Path(program.__file__).parent
    inputs = (builtin_templates() / "deck.html", builtin_static() / "css" / "tokens.css")
    assert {*map(str, inputs), str(package / "cli" / "__init__.py")} <= files.keys()
    assert any(path.endswith(f"{os.sep}bash") for path in files)


def test_files_that_are_installed_count_by_their_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observed, "is_installed", lambda path: path.endswith("theirs"))
    paths = [str(tmp_path / name) for name in ("theirs", "ours")]
    for path in paths:
        Path(path).write_text("x")
    assert all(mark for _, mark in observed.files_of(paths).values()), "these are too new"
    later = max(state(path)[4] for path in paths)
    while is_recent([later], time.time_ns()):
        time.sleep(0.005)
    found = observed.files_of(paths)
    assert [bool(found[path][1]) for path in paths] == [False, True]
    notes = {"links": {}, "folders": {}, "moment": time.time_ns()}
    for path, is_known in zip(paths, (False, True), strict=True):
        os.utime(path, (1e9, 1e9))
        assert (compared({**notes, "files": {path: found[path]}}) is not False) == is_known


@pytest.mark.parametrize(
    "text", [b"", b"{", b"00000000\n", packed({}), b"\x00", b"[" * 9999, "halved", "other shapes"]
)
def test_damaged_notes_are_none(known: Site, text: str | bytes) -> None:
    path, before = notes_of(known), notes_of(known).read_bytes()
    notes = unpacked(str(path))
    shapes = [{**notes, name: wrong} for name in notes for wrong in (None, "x", [1], {"a": [1]})]
    texts: dict[str | bytes, Iterable[bytes]] = {
        "halved": [before[: len(before) // 2]],
        "other shapes": map(packed, shapes),
    }
    for damaged in texts.get(text) or [bytes(text, "ascii") if isinstance(text, str) else text]:
        path.write_bytes(damaged)
        assert not is_known()
    path.write_bytes(before)
    assert is_known()


def test_what_may_have_changed_in_one_tick_is_compared(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("now")
    now = state(str(path))
    notes = {"links": {}, "folders": {}, "files": {str(path): [now, "of what it was"]}}
    assert compared({**notes, "moment": now[3] + 1}) is False
    assert compared({**notes, "moment": now[3] + 3_000_000_000}) is True
    notes["files"] = {str(path): [now, digest(str(path))]}
    assert compared({**notes, "moment": now[3]}) is None


def test_what_changes_while_it_is_built_is_not_noted(site: Site) -> None:
    site.write({"slides/talk.md": "# One\n"})
    later(site)
    with contextlib.chdir(site.root):
        question = Question(["build"])
        built = build()
        said = Said("", "", "", "")
        assert record(question, built, said)
        site.write({"slides/talk.md": "# Two\n"})
        assert not record(question, built, said)
        notes_of(site).unlink()
        late = Question(["build"])
        late.started = (site.root / "slides/talk.md").stat().st_ctime_ns
        assert not record(late, build(), said)
        assert not is_known()


def test_notes_of_a_site_that_cannot_be_written_are_the_users(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = site.root / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    site.write({"slides/talk.md": "# One\n", ".diascope": "no folder"})
    later(site)
    with contextlib.chdir(site.root):
        assert run() == 0
        assert is_known()
    assert list(cache.rglob("*.json"))


def test_it_prints_what_the_build_printed_and_loads_next_to_nothing(known: Site) -> None:
    code = "import sys; from diascope.__main__ import main\ntry: main(['build'])\nfinally: "
    code += "print(*sys.modules, sep='\\n', file=open('loaded', 'w'))"
    bare = "import sys; print(*sys.modules, sep='\\n')"
    began = subprocess.run(
        [sys.executable, "-c", bare], capture_output=True, text=True, check=True, cwd=known.root
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=known.root
    )
    loaded = set((known.root / "loaded").read_text().split()) - set(began.stdout.split())
    (known.root / "loaded").unlink()
    assert ran.returncode == 0
    assert ran.stdout.startswith("Built 2 decks, 4 slides into _site/ in 0.")
    assert ran.stdout.endswith(" s (1 warning)\n")
    assert "warning[div-unclosed]" in ran.stderr
    own = {name for name in loaded if name.startswith("diascope.")}
    rooms = ("diascope.unchanged", "diascope.overview", "diascope.__main__")
    parts = {"cache", "cache.folder", "cache.sealed", "reading", "reading.facts"}
    parts |= {"reading.surroundings"}
    others = own - {f"diascope.{part}" for part in parts}
    assert all(name.startswith(rooms) for name in others), others
    tops = {name.split(".")[0] for name in loaded}
    assert {name for name in tops if not name.startswith("_")} <= ALLOWED


def test_both_print_the_same_on_a_terminal_and_elsewhere(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({"slides/talk.md": "# One\n\n::: notes\n"})
    later(site)
    with contextlib.chdir(site.root):
        for is_terminal in (False, True):
            monkeypatch.setattr(sys.stderr, "isatty", lambda is_terminal=is_terminal: is_terminal)
            for notes in (site.root / ".diascope").rglob("*.json"):
                notes.unlink()
            texts = [(run(), capsys.readouterr()) for _ in range(2)]
            assert is_known()
            first, second = ((code, out.err, out.out.split(" in ")[0]) for code, out in texts)
            assert first == second
            assert first[0] == 0
            assert "warning" in first[1]


def test_a_build_with_an_error_is_done_again(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({"slides/talk.md": "# One\n\n::: notes\n"})
    later(site)
    with contextlib.chdir(site.root):
        assert run("--strict") == 1
        assert not is_known("--strict")
    capsys.readouterr()


def test_few_notes_are_kept(tmp_path: Path) -> None:
    kept = Scratch(tmp_path, "builds")
    for number in range(5):
        assert kept.put(f"{number}", b"")
        os.utime(tmp_path / ".diascope" / "builds" / f"{number}", (number, number))
    kept.keep_newest(3)
    assert [kept.get(f"{number}") is None for number in range(5)] == [True, True, *[False] * 3]


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help_is_what_click_prints(
    word: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = list[str]()
    for columns in ("80", "79", "60"):
        monkeypatch.setenv("COLUMNS", columns)
        with pytest.raises(SystemExit) as left:
            program.main([word])
        assert not left.value.code
        texts.append(capsys.readouterr().out)
    assert texts[0] == TEXT
    with contextlib.suppress(SystemExit):
        commands([word], prog_name="diascope", terminal_width=78)
    assert capsys.readouterr().out == TEXT
    assert len(texts[2].splitlines()) != len(TEXT.splitlines()) or texts[2] != TEXT
