"""The disk: what it answers, what it remembers, and what an overlay puts in the place of files."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Site
from selectolax.lexbor import LexborHTMLParser
from serving import Following

from diascope.cache.memory import Memory
from diascope.pipeline import assemble, find_site
from diascope.reading import filesystem
from diascope.reading.disk import Disk, Kind
from diascope.serve.site import watched_folders


class Looks:
    """What was really asked of the file system."""

    def __init__(self) -> None:
        self.read = list[str]()
        """The files that were read."""
        self.listed = list[str]()
        """The folders that were listed."""

    def clear(self) -> None:
        """Begin anew."""
        self.read.clear()
        self.listed.clear()


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """Notes every question that reaches the file system."""
    seen, content, entries = Looks(), filesystem.content, filesystem.entries

    def read(path: str, most: int = -1) -> bytes | filesystem.Failure:
        seen.read.append(path)
        return content(path, most)

    def listed(folder: str) -> tuple[filesystem.Entry, ...] | filesystem.Failure:
        seen.listed.append(folder)
        return entries(folder)

    monkeypatch.setattr(filesystem, "content", read)
    monkeypatch.setattr(filesystem, "entries", listed)
    return seen


def write(root: Path, *names: str) -> None:
    """Write files that hold their names."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def names(root: Path, disk: Disk, pattern: str = "*") -> list[str]:
    """What the disk finds below a folder."""
    return [path.relative_to(root).as_posix() for path in disk.below(root, pattern)]


class TestAnswers:
    def test_what_stands_at_a_path(self, tmp_path: Path) -> None:
        write(tmp_path, "file", "folder/file")
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "loop").symlink_to("loop")
        (tmp_path / "broken").symlink_to("nowhere")
        (tmp_path / "link").symlink_to("folder")
        expected = {
            "file": Kind.FILE,
            "folder": Kind.FOLDER,
            "link": Kind.FOLDER,
            "link/file": Kind.FILE,
            "pipe": Kind.OTHER,
            "loop": Kind.UNREADABLE,
            "loop/file": Kind.UNREADABLE,
            "broken": Kind.NOTHING,
            "nowhere": Kind.NOTHING,
            "file/below": Kind.NOTHING,
            "long" * 64: Kind.NOTHING,
            "nul\0": Kind.NOTHING,
            "folder/" * 2000: Kind.NOTHING,
        }
        assert {name: Disk().kind(tmp_path / name) for name in expected} == expected

    def test_a_folder_that_may_not_be_entered_is_not_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        forbid(monkeypatch, "stat", tmp_path / "closed")
        assert Disk().kind(tmp_path / "closed") is Kind.UNREADABLE

    @pytest.mark.parametrize("name", ["none", "pipe", "folder", "loop", "nul\0", "long" * 64])
    def test_what_cannot_be_read_is_an_error_of_the_system(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "loop").symlink_to("loop")
        disk = Disk()
        for _ in range(2):
            with pytest.raises(OSError, match=r"^\[Errno"):
                disk.read(tmp_path / name)
        assert isinstance(disk.real(tmp_path / name), Path)
        assert disk.stamp(tmp_path / "none") == ()

    def test_paths_may_be_relative(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path, "a", "b/c")
        monkeypatch.chdir(tmp_path)
        assert Disk().read(Path("a")) == b"a"
        assert Disk().below(Path()) == (Path("a"), Path("b"), Path("b/c"))


class TestListing:
    def test_is_in_the_order_of_paths(self, tmp_path: Path) -> None:
        write(tmp_path, "b.md", "a.md", "a/z.md", "a-b/y.md", "a/.hidden.md", "a/x.txt")
        assert names(tmp_path, Disk(), "*.md") == [
            "a/.hidden.md",
            "a/z.md",
            "a-b/y.md",
            "a.md",
            "b.md",
        ]
        paths = Disk().below(tmp_path)
        assert list(paths) == sorted(paths)

    def test_enters_linked_folders_once(self, tmp_path: Path) -> None:
        write(tmp_path, "site/a", "other/b", "other/in/c")
        (tmp_path / "site/link").symlink_to("../other")
        (tmp_path / "other/in/back").symlink_to("../../site")
        (tmp_path / "site/self").symlink_to("self")
        (tmp_path / "site/here").symlink_to(".")
        (tmp_path / "site/up").symlink_to("..")
        found = ["a", "here", "link", "link/b", "link/in", "link/in/back", "link/in/c"]
        assert names(tmp_path / "site", Disk()) == [*found, "self", "up"]

    def test_of_a_folder_that_is_not_there_is_empty(self, tmp_path: Path) -> None:
        write(tmp_path, "file")
        disk = Disk()
        assert names(tmp_path / "none", disk) == []
        assert names(tmp_path / "file", disk) == []
        assert disk.kind(tmp_path / "none") is Kind.NOTHING

    @pytest.mark.parametrize("closed", [".", "folder", "folder/in"])
    def test_of_a_folder_that_cannot_be_read_is_an_error(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str
    ) -> None:
        write(tmp_path, "folder/in/a", "b")
        full = Disk().stamp(tmp_path)
        forbid(monkeypatch, "scandir", tmp_path / closed)
        disk = Disk()
        with pytest.raises(PermissionError):
            disk.below(tmp_path)
        assert disk.stamp(tmp_path) not in (full, ())


class TestForgetting:
    def test_answers_are_kept_until_they_are_forgotten(self, tmp_path: Path) -> None:
        write(tmp_path, "a")
        disk = Disk()
        ask: list[Callable[[], object]] = [
            lambda: disk.read(tmp_path / "a"),
            lambda: disk.kind(tmp_path / "b/c"),
            lambda: disk.below(tmp_path),
            lambda: disk.stamp(tmp_path / "a"),
            lambda: disk.stamp(tmp_path),
            lambda: disk.summary(tmp_path / "a", len, 100),
        ]
        before = [question() for question in ask]
        (tmp_path / "a").write_text("more")
        write(tmp_path, "b/c")
        assert [question() for question in ask] == before
        disk.forget([tmp_path / "other" / "file"])
        assert disk.read(tmp_path / "a") == b"a"
        disk.forget([tmp_path / "a", tmp_path / "b/c"])
        assert all(question() != old for question, old in zip(ask, before, strict=True))

    def test_what_is_below_a_folder_goes_with_it(self, tmp_path: Path) -> None:
        write(tmp_path, "a/b/c", "a-b")
        disk = Disk()
        assert disk.read(tmp_path / "a/b/c") == b"a/b/c"
        assert names(tmp_path, disk) == ["a", "a/b", "a/b/c", "a-b"]
        (tmp_path / "a").rename(tmp_path / "d")
        disk.forget([tmp_path / "a", tmp_path / "d"])
        assert disk.kind(tmp_path / "a/b/c") is Kind.NOTHING
        assert names(tmp_path, disk) == ["a-b", "d", "d/b", "d/b/c"]

    def test_what_does_not_change_is_not_looked_at_again(
        self, tmp_path: Path, looks: Looks
    ) -> None:
        write(tmp_path, "a/one", "b/two", "b/in/three")
        disk = Disk()
        for path in disk.below(tmp_path):
            disk.stamp(path) if disk.is_dir(path) else disk.read(path)
        looks.clear()
        disk.forget([tmp_path / "a/one"])
        for path in disk.below(tmp_path):
            disk.stamp(path) if disk.is_dir(path) else disk.read(path)
        assert looks.read == [str(tmp_path / "a/one")]
        assert looks.listed == [str(tmp_path), str(tmp_path / "a")]

    def test_all_is_forgotten_at_once(self, tmp_path: Path) -> None:
        write(tmp_path, "a")
        disk = Disk()
        assert disk.is_file(tmp_path / "a")
        (tmp_path / "a").unlink()
        disk.forget(None)
        assert not disk.asked()
        assert not disk.is_file(tmp_path / "a")

    def test_a_file_is_known_by_every_path_to_it(self, tmp_path: Path) -> None:
        write(tmp_path, "real/file", "real/in/deep")
        (tmp_path / "folder").symlink_to("real")
        (tmp_path / "link").symlink_to("real/file")
        disk = Disk()
        paths = [tmp_path / name for name in ("real/file", "folder/file", "link")]
        for changed in [*paths, tmp_path / "real"]:
            (tmp_path / "real/file").write_text(str(changed))
            disk.forget([changed])
            assert {disk.read(path) for path in paths} == {str(changed).encode()}
        assert "file" in disk.asked()[tmp_path / "real"]
        (tmp_path / "link").unlink()
        (tmp_path / "link").symlink_to("real/in/deep")
        disk.forget([tmp_path / "link"])
        assert disk.read(tmp_path / "link") == b"real/in/deep"

    def test_an_answer_that_is_found_meanwhile_is_forgotten_too(self, tmp_path: Path) -> None:
        write(tmp_path, "a")
        disk = Disk()

        def summarize(content: bytes) -> bytes:
            (tmp_path / "a").write_text("new")
            disk.forget([tmp_path / "a"])
            return content

        assert disk.summary(tmp_path / "a", summarize, 9) == b"a"
        assert disk.summary(tmp_path / "a", bytes, 9) == b"new"
        assert disk.read(tmp_path / "a") == b"new"


class TestOverlay:
    def test_takes_the_place_of_files(self, tmp_path: Path) -> None:
        write(tmp_path, "a/file", "a/other")
        (tmp_path / "link").symlink_to("a")
        file, only = tmp_path / "a/file", tmp_path / "a/new/only"
        overlay = {file: b"edited", only: b"new"}
        disk = Disk(overlay)
        assert disk.read(file) == disk.read(tmp_path / "link/file") == b"edited"
        assert disk.summary(file, bytes, 2) == b"ed"
        assert disk.stamp(file) != Disk().stamp(file)
        assert disk.is_dir(tmp_path / "a/new")
        assert disk.is_file(only)
        assert names(tmp_path / "a", disk) == ["file", "new", "new/only", "other"]
        assert names(tmp_path / "link", disk) == ["file", "new", "new/only", "other"]
        assert disk.content(only) == b"new"
        assert disk.content(tmp_path / "a/other") == tmp_path / "a/other"
        del overlay[only]
        overlay[file] = b"edited again"
        disk.forget([only, file])
        assert disk.read(file) == b"edited again"
        assert not disk.is_dir(tmp_path / "a/new")

    def test_is_what_a_site_is_made_of(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        site.write({"slides/talk.md": "# On disk\n", "slides/dot.svg": "<svg/>"})
        monkeypatch.chdir(site.root)
        overlay = {
            "diascope.toml": 'title = "Opened"',
            "slides/talk.md": '# In the editor\n\n::: {include="part.md"}\n:::\n',
            "slides/part.md": "![](dot.svg)\n",
            "slides/dot.svg": '<svg width="7" height="5" xmlns="http://www.w3.org/2000/svg"/>',
            "slides/talk.extras.md": "# {#in-the-editor}\n\nmore\n",
            "slides/new.md": "# Never saved\n",
            "templates/404.html": "{{ site.title }}",
            "static/mine.css": "p {}",
        }
        disk = Disk({site.root / name: text.encode() for name, text in overlay.items()})
        found, wrong = find_site((), disk)
        made = assemble(found, Memory(), disk)
        assert (wrong, made.diagnostics) == ((), ())
        page = LexborHTMLParser(pages(made.files)["talk/index.html"])
        heading, image = page.css_first("section h1"), page.css_first("img")
        assert heading
        assert heading.text() == "In the editor"
        assert image
        assert image.attributes["width"] == "7"
        assert "more" in page.text()
        assert "Never saved" in pages(made.files)["new/index.html"]
        assert made.files["404.html"] == b"Opened"
        assert made.files["mine.css"] == b"p {}"
        assert made.files["media/dot.svg"] == overlay["slides/dot.svg"].encode()


class TestLiveEditing:
    def test_reads_what_changed_and_nothing_else(
        self, site: Site, looks: Looks, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        decks = {f"slides/d{n}.md": f"# Deck {n}\n\n![](dot.svg)\n" for n in range(20)}
        site.write({"diascope.toml": "", "slides/dot.svg": "<svg/>", "static/a": "a", **decks})
        monkeypatch.chdir(site.root)
        live = Following()
        live.renew()
        assert live.state.diagnostics == ()
        looks.clear()
        live.renew(())
        assert (looks.read, looks.listed) == ([], [])
        path = site.root / "slides/d7.md"
        path.write_text("# New\n\n![](dot.svg)\n")
        live.renew([path])
        assert looks.read == [str(path)]
        assert looks.listed == [str(path.parent)]
        view = live.state.view("d7/index.html")
        assert view
        assert "New" in view.sections[0]

    def test_watches_the_folders_of_all_that_is_asked_about(
        self, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(tmp_path, "real/talk.md", "pictures/dot.svg", "decks/in/more.md")
        (tmp_path / "pictures/link.svg").symlink_to("../elsewhere/far.svg")
        write(tmp_path, "elsewhere/far.svg")
        text = "# A\n\n![](../pictures/link.svg) ![](../../none/dot.svg)\n"
        names = "pictures", "elsewhere", "decks", "real"
        allowed = f"allow-outside = {[str(tmp_path / name) for name in names]}"
        site.write({"diascope.toml": allowed, "slides/a.md": text})
        (site.root / "slides/linked.md").symlink_to(tmp_path / "real/talk.md")
        (site.root / "slides/decks").symlink_to(tmp_path / "decks")
        (site.root / "pictures").symlink_to(tmp_path / "pictures")
        monkeypatch.chdir(site.root)
        live = Following()
        live.renew()
        folders = watched_folders(live.state, live.disk)
        deep = {folder for folder, is_deep in folders.items() if is_deep}
        assert {site.root / "slides", site.root / "static", tmp_path / "decks"} <= deep
        flat = folders.keys() - deep
        assert {site.root, *map(tmp_path.joinpath, ("real", "pictures", "elsewhere"))} <= flat
        assert tmp_path / "none" in flat
        assert not flat & {*tmp_path.parents}
        assert live.state.view("decks/in/more/index.html")
        (tmp_path / "real/talk.md").write_text("# Changed\n")
        live.renew([tmp_path / "real/talk.md"])
        view = live.state.view("linked/index.html")
        assert view
        assert "Changed" in view.sections[0]


def test_a_folder_of_decks_that_cannot_be_read_is_no_empty_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({"slides/talk.md": "# A\n", "slides/in/more.md": "# B\n", "static/a": "a"})
    with monkeypatch.context() as closed:
        forbid(closed, "scandir", site.root / "slides/in")
        assert site.build().places == [("file-unreadable", "slides/in", 0)]
    with monkeypatch.context() as closed:
        forbid(closed, "scandir", site.root / "static")
        assert site.build().places == [("file-unreadable", "static", 0)]
    site.built()


def forbid(monkeypatch: pytest.MonkeyPatch, function: str, path: Path) -> None:
    """Let the system refuse to do something with a path; what root asks for is never refused."""
    real = getattr(os, function)

    def refusing(asked: str, *arguments: object) -> object:
        if Path(asked) == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), asked)
        return real(asked, *arguments)

    monkeypatch.setattr(os, function, refusing)


def pages(files: object) -> dict[str, str]:
    """The files of a site that have a text."""
    assert isinstance(files, dict)
    return {name: text.decode() for name, text in files.items() if isinstance(text, bytes)}


def test_a_folder_that_is_renamed_changes_the_stamps_below(tmp_path: Path) -> None:
    for name in ("one/in/a", "two/in/b"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(name)
    disk = Disk()
    file, folder = tmp_path / "one/in/a", tmp_path / "one/in"
    before = disk.stamp(file), disk.stamp(folder)
    (tmp_path / "one").rename(tmp_path / "gone")
    (tmp_path / "two").rename(tmp_path / "one")
    disk.forget([tmp_path / "one"])
    assert disk.stamp(file) == Disk().stamp(file) != before[0]
    assert disk.stamp(folder) == Disk().stamp(folder) != before[1]
