"""Writing: what changed is replaced whole, what is not ours stays, and a kill costs no page."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diascope.diagnostics import Diagnostic, Severity
from diascope.write import Content, Written, write_site
from diascope.write.names import MANIFEST, clashes, fold, is_safe

OLD: Mapping[str, Content] = {
    "index.html": b"old index",
    "talk/index.html": b"old talk",
    "gone/page/index.html": b"old page",
    "css/deck.css": b"same style",
    "place": b"old file where a folder comes",
    "room/a.txt": b"old file in a folder that a file replaces",
}
NEW: Mapping[str, Content] = {
    "index.html": b"new index",
    "talk/index.html": b"new talk",
    "css/deck.css": b"same style",
    "js/deck.js": b"new script",
    "place/index.html": b"new page",
    "room": b"new file",
}


def test_a_site_is_written(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "_site"
    written, found = write_site(OLD, out)
    assert found == ()
    assert written == Written(("css/deck.css", "place", "room/a.txt", *pages(OLD)), (), ())
    assert stored(out) == OLD
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == [MANIFEST]


def test_sources_are_copied(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"pixels" * 500_000)
    picture.chmod(0o600)
    _, found = write_site({"img/picture.png": picture, "empty": b""}, tmp_path / "out")
    assert found == ()
    assert (tmp_path / "out/img/picture.png").read_bytes() == picture.read_bytes()
    assert (tmp_path / "out/empty").read_bytes() == b""


def test_everyone_may_read_what_is_written(tmp_path: Path) -> None:
    umask = os.umask(0o077)
    try:
        write_site(OLD, tmp_path / "out")
    finally:
        os.umask(umask)
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o644}


def test_the_next_build_changes_what_differs(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    written, found = write_site(NEW, tmp_path)
    assert found == ()
    assert written.unchanged == ("css/deck.css",)
    assert written.changed == ("js/deck.js", "room", *pages(NEW))
    assert written.removed == ("gone/page/index.html", "place", "room/a.txt")
    assert stored(tmp_path) == NEW
    assert not (tmp_path / "gone").exists()


def test_what_stays_the_same_is_not_touched(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    before = times(tmp_path)
    written, found = write_site(OLD, tmp_path)
    assert (written, found) == (Written((), tuple(sorted(OLD)), ()), ())
    assert times(tmp_path) == before
    write_site(NEW, tmp_path)
    assert times(tmp_path)["css/deck.css"] == before["css/deck.css"]


def test_two_builds_of_one_site_are_the_same(tmp_path: Path) -> None:
    write_site(OLD, tmp_path / "one")
    write_site({path: OLD[path] for path in sorted(OLD, reverse=True)}, tmp_path / "two")
    write_site(NEW, tmp_path / "two")
    write_site(OLD, tmp_path / "two")
    assert stored(tmp_path / "one", own=True) == stored(tmp_path / "two", own=True)


def test_a_page_that_was_edited_or_removed_is_written_again(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    (tmp_path / "index.html").write_text("edited")
    (tmp_path / "talk/index.html").unlink()
    written, _ = write_site(OLD, tmp_path)
    assert written.changed == ("index.html", "talk/index.html")
    assert stored(tmp_path) == OLD


def test_a_partial_build_keeps_the_rest(tmp_path: Path) -> None:
    write_site({"one/index.html": b"1", "two/index.html": b"2"}, tmp_path)
    written, found = write_site({"two/index.html": b"II"}, tmp_path, partial=True)
    assert (written.changed, written.removed, found) == (("two/index.html",), (), ())
    assert stored(tmp_path) == {"one/index.html": b"1", "two/index.html": b"II"}
    written, _ = write_site({"two/index.html": b"II"}, tmp_path)
    assert written.removed == ("one/index.html",)


def test_files_of_others_beside_the_site_stay(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "gone/page/mine.txt").write_text("mine")
    _, found = write_site(NEW, tmp_path)
    assert found == ()
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "gone/page/mine.txt").read_text() == "mine"
    assert not (tmp_path / "gone/page/index.html").exists()


def test_a_page_that_is_no_longer_made_stays_when_it_was_edited(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    page = tmp_path / "gone/page/index.html"
    page.write_text("edited")
    for _ in range(2):
        written, found = write_site(NEW, tmp_path)
        assert "gone/page/index.html" not in written.removed
        assert told(found) == [("warning", "output-edited", page)]
        assert page.read_text() == "edited"
    page.unlink()
    assert write_site(NEW, tmp_path)[1] == ()


def test_folders_that_no_build_wrote_are_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    written, found = write_site(OLD, tmp_path)
    assert written == Written()
    assert told(found) == [("error", "output-foreign", tmp_path)]
    assert "`thesis.tex`" in found[0].message
    assert stored(tmp_path, own=True) == {"thesis.tex": b"years of work"}


def test_what_systems_leave_in_folders_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    assert write_site(OLD, tmp_path)[1] == ()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"a": "x"}',
        b'{"../slides/talk.md": ["' + b"0" * 64 + b'"]}',
        b'{"/etc/passwd": ["' + b"0" * 64 + b'"]}',
    ],
)
def test_a_manifest_that_no_build_wrote_is_refused(text: bytes, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(text)
    written, found = write_site(OLD, tmp_path)
    assert written == Written()
    assert told(found) == [("error", "output-foreign", tmp_path / MANIFEST)]
    assert stored(tmp_path, own=True) == {MANIFEST: text}


def a_file(place: Path) -> None:
    place.write_text("mine")


def a_folder(place: Path) -> None:
    place.mkdir()
    (place / "mine.txt").write_text("mine")


def a_link(place: Path) -> None:
    place.symlink_to("/nowhere")


@pytest.mark.parametrize(
    ("stand", "path"),
    [
        (a_file, "new.html"),
        (a_folder, "new.html"),
        (a_link, "new.html"),
        (a_file, "new.html/index.html"),
        (a_link, "new.html/index.html"),
    ],
)
def test_what_stands_in_the_way_is_refused(
    stand: Callable[[Path], None], path: str, tmp_path: Path
) -> None:
    write_site(OLD, tmp_path)
    place = tmp_path / "new.html"
    stand(place)
    before = stored(tmp_path, own=True)
    written, found = write_site({**NEW, path: b"new"}, tmp_path)
    assert written == Written()
    assert told(found) == [("error", "output-foreign", place)]
    assert stored(tmp_path, own=True) == before


def test_an_empty_folder_is_no_obstacle(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    (tmp_path / "new.html/deep/empty").mkdir(parents=True)
    assert write_site({**NEW, "new.html": b"new"}, tmp_path)[1] == ()
    assert (tmp_path / "new.html").read_bytes() == b"new"


def test_what_stands_there_already_with_the_same_bytes_is_taken_over(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    (tmp_path / "CNAME").write_text("example.org")
    files = {**OLD, "CNAME": b"example.org"}
    assert write_site(files, tmp_path)[1] == ()
    assert write_site(OLD, tmp_path)[0].removed == ("CNAME",)


def test_links_lead_nowhere_outside(tmp_path: Path) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside"
    write_site(OLD, out)
    (out / "talk").rename(outside)
    (out / "talk").symlink_to(outside)
    _, found = write_site(NEW, out)
    assert told(found) == [("error", "output-foreign", out / "talk")]
    _, found = write_site({"index.html": b""}, out)
    assert told(found) == [("warning", "output-edited", out / "talk/index.html")]
    assert (outside / "index.html").read_bytes() == b"old talk"


def test_the_output_folder_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    assert write_site(OLD, tmp_path / "out")[1] == ()
    assert stored(tmp_path / "real") == OLD


@pytest.mark.parametrize(
    ("out", "relation"),
    [
        ("slides", "is"),
        ("slides/", "is"),
        ("slides/site", "lies inside"),
        ("slides/../slides/deep/site", "lies inside"),
        ("link/site", "lies inside"),
        (".", "contains"),
        ("..", "contains"),
    ],
)
def test_sources_are_no_place_for_the_site(out: str, relation: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "slides").mkdir(parents=True)
    (root / "slides/talk.md").write_text("# Talk")
    (root / "link").symlink_to("slides")
    written, found = write_site(OLD, root / out, [root / "slides", root / "missing"])
    assert written == Written()
    assert ("error", "output-inside-slides", root / out) in told(found)
    assert relation in found[0].message
    assert stored(tmp_path) == {"root/slides/talk.md": b"# Talk"}


def test_a_site_beside_its_sources_is_fine(tmp_path: Path) -> None:
    (tmp_path / "slides").mkdir()
    assert write_site(OLD, tmp_path / "slides-site", [tmp_path / "slides"])[1] == ()


@pytest.mark.parametrize("out", ["file", "file/deep/site"])
def test_a_file_is_no_output_folder(out: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    written, found = write_site(OLD, tmp_path / out)
    assert written == Written()
    assert told(found) == [("error", "output-unwritable", tmp_path / out)]
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(OLD, tmp_path)
    before = stored(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "talk")
    _, found = write_site(NEW, tmp_path)
    assert told(found) == [("error", "output-unwritable", tmp_path / "talk")]
    assert "permission denied" in found[0].message
    assert stored(tmp_path) == before


@pytest.mark.parametrize(
    ("source", "code"), [("missing.png", "file-missing"), (".", "file-unreadable")]
)
def test_sources_that_cannot_be_read_are_said(source: str, code: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_site(OLD, out)
    _, found = write_site({**NEW, "picture.png": tmp_path / source}, out)
    assert told(found) == [("error", code, tmp_path / source)]
    assert stored(out) == OLD


def test_a_name_too_long_for_the_disk_is_said_before_anything_is_written(tmp_path: Path) -> None:
    write_site(OLD, tmp_path)
    _, found = write_site({**NEW, "long" * 80 + ".html": b""}, tmp_path)
    assert [each.code for each in found] == ["output-unwritable"]
    assert stored(tmp_path) == OLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Talk/index.html", "talk/index.html"),
        ("é.html", "E\u0301.html"),
        ("straße", "STRASSE"),
        ("talk", "talk/index.html"),
        ("Talk", "talk/deep/index.html"),
    ],
)
def test_files_that_overwrite_each_other_are_refused(one: str, other: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    written, found = write_site({one: b"1", other: b"2"}, out)
    assert written == Written()
    assert [(each.severity, each.code) for each in found] == [("error", "output-unwritable")]
    assert one in f"{found[0].path}{found[0].message}"
    assert other in f"{found[0].path}{found[0].message}"
    assert not out.exists()


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "/etc/passwd", "..", "../x", "a/../../x", "a/./b", "a//b", "a/", "a\\b"),
        *("C:/x", "c:x", "a\0b", "a\nb", MANIFEST, ".Diascope-tmp-1/x"),
    ],
)
def test_paths_that_lead_out_of_the_site_are_a_mistake_of_the_caller(
    path: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="not a path inside the site"):
        write_site({path: b""}, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@given(st.text())
def test_safe_paths_stay_inside(path: str) -> None:
    if is_safe(path):
        joined = os.path.normpath(f"/site/{path}")
        assert joined == f"/site/{path}"


@given(st.lists(st.sampled_from(["a", "A", "a/b", "A/B", "a/b/c", "é", "e\u0301", "b"])))
def test_paths_clash_when_one_file_system_cannot_hold_both(paths: list[str]) -> None:
    folded = [fold(path) for path in set(paths)]
    twice = len(folded) > len(set(folded))
    inside = any(one.startswith(f"{other}/") for one in folded for other in folded)
    assert bool(list(clashes(set(paths)))) == (twice or inside)


def test_a_page_renamed_in_letter_case_survives_where_case_does_not_count(tmp_path: Path) -> None:
    write_site({"Talk.html": b"page"}, tmp_path)
    (tmp_path / "talk.html").hardlink_to(tmp_path / "Talk.html")
    written, found = write_site({"talk.html": b"page"}, tmp_path)
    assert (written.removed, found) == ((), ())
    assert (tmp_path / "talk.html").read_bytes() == b"page"


STEPS = ("open", "os.", "shutil.", "tempfile.")
"""What the events of Python's audit begin with that tell of changes on the disk."""


def interrupted(build: Callable[[], int], folder: Path, at: int, stop: Callable[[], None]) -> int:
    """What a build in a process of its own returns that is stopped at its n-th step on the disk."""

    def work() -> int:
        on_steps(folder, lambda step: stop() if step == at else None)
        return build()

    return forked(work)


def steps_of(build: Callable[[], int], folder: Path) -> int:
    """How many steps on the disk a build takes that nothing stops; fewer than 99."""

    def work() -> int:
        steps = list[int]()
        on_steps(folder, steps.append)
        build()
        return len(steps)

    return forked(work)


def forked(work: Callable[[], int]) -> int:
    """What some work in a process of its own returns; 99 where it fails."""
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    code = 99
    try:
        code = work()
    finally:
        os._exit(code)


def on_steps(folder: Path, act: Callable[[int], None]) -> None:
    """Act at every step on the disk in a folder, which count from 1, until the process ends."""
    steps = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        if event.startswith(STEPS) and str(folder) in str(arguments[:1]):
            steps += 1
            act(steps)

    sys.addaudithook(hook)


def whole(out: Path) -> Iterator[str]:
    """Paths whose files are neither the old nor the new ones, or are there no more."""
    found = stored(out)
    for path in {*OLD, *NEW, *found}:
        if path not in found and path in OLD and path in NEW:
            yield f"{path} is gone"
        if path in found and found[path] not in {OLD.get(path), NEW.get(path)}:
            yield f"{path} is broken"


def test_a_kill_at_any_moment_costs_no_page(tmp_path: Path) -> None:
    def build() -> int:
        return len(write_site(NEW, out)[1])

    killed = 0
    for at in range(1, 500):
        out = tmp_path / str(at)
        write_site(OLD, out)
        if interrupted(build, out, at, lambda: os._exit(66)) == 0:
            break
        killed += 1
        assert list(whole(out)) == []
        assert write_site(NEW, out)[1] == ()
        assert stored(out) == NEW
        assert [path.name for path in out.glob(".*")] == [MANIFEST]
        assert (out / MANIFEST).read_bytes() == (tmp_path / "1" / MANIFEST).read_bytes()
    assert killed > 30


def test_a_kill_of_the_first_build_leaves_a_folder_for_the_second(tmp_path: Path) -> None:
    def build() -> int:
        return len(write_site(NEW, out)[1])

    for at in range(1, 500):
        out = tmp_path / str(at)
        if interrupted(build, out, at, lambda: os._exit(66)) == 0:
            break
        assert write_site(OLD, out)[1] == ()
        assert stored(out) == OLD
    assert at > 20


def test_a_disk_that_fails_at_any_moment_is_said_and_costs_no_page(tmp_path: Path) -> None:
    def build() -> int:
        _, found = write_site(NEW, out)
        codes = tuple(each.code for each in found)
        return {(): 0, ("output-unwritable",): 1, ("output-partial",): 1}.get(codes, 2)

    def fail() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    out = tmp_path / "whole"
    write_site(OLD, out)
    steps = steps_of(build, out)
    assert 30 < steps < 99
    said = 0
    for at in range(1, steps + 1):
        out = tmp_path / str(at)
        write_site(OLD, out)
        code = interrupted(build, out, at, fail)
        assert code in {0, 1}
        assert list(whole(out)) == []
        said += code
        assert write_site(NEW, out)[1] == ()
        assert stored(out) == NEW
    assert said > 20


def test_a_full_disk_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(OLD, tmp_path)
    before = stored(tmp_path, own=True)
    replace = Path.chmod

    def full(self: Path, mode: int) -> None:
        if self.name == "3":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        replace(self, mode)

    monkeypatch.setattr(Path, "chmod", full)
    written, found = write_site(NEW, tmp_path)
    assert written == Written()
    assert told(found) == [("error", "output-unwritable", tmp_path)]
    assert "no space left on device" in found[0].message
    assert stored(tmp_path, own=True) == before


def stored(folder: Path, *, own: bool = False) -> dict[str, bytes]:
    """Every file in the folder, those of ours only on request."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {path: text for path, text in found.items() if own or not path.startswith(".diascope-")}


def pages(files: Mapping[str, Content]) -> list[str]:
    return sorted(path for path in files if path.endswith(".html"))


def times(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in files}


def told(found: tuple[Diagnostic, ...]) -> list[tuple[Severity, str, Path]]:
    return [(each.severity, each.code, each.path) for each in found]


def test_a_rename_that_fails_midway_names_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(OLD, tmp_path)
    rename = Path.replace
    place = tmp_path / next(iter(sorted(NEW.keys() - OLD.keys())))

    def locked(self: Path, target: Path) -> Path:
        if target == place:
            raise PermissionError(errno.EACCES, "Permission denied", str(self), None, str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    assert told(write_site(NEW, tmp_path)[1]) == [("error", "output-partial", place)]
    assert list(whole(tmp_path)) == []


def test_a_source_that_changes_meanwhile_is_known_as_it_was_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "source", tmp_path / "site"
    source.write_bytes(b"planned")
    with monkeypatch.context() as patch:
        patch.setattr("diascope.write._sweep", lambda _: source.write_bytes(b"copied"))
        write_site({"a": source}, out)
    assert write_site({"b": b"b"}, out) == (Written(("b",), (), ("a",)), ())
