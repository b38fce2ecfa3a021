"""Reading: whatever the bytes, a source or a reason, and nothing lost."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diascope.diagnostics import Diagnostic
from diascope.diagnostics.format import format_diagnostic
from diascope.reading.disk import Disk
from diascope.reading.read import read_source
from diascope.reading.source import Source


def read(folder: Path, content: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    path = folder / "talk.md"
    path.write_bytes(content)
    source, found = read_source(path, Disk())
    return source.text if source else None, found


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are shown as seen from the site."""
    monkeypatch.chdir(tmp_path)


def shown(found: tuple[Diagnostic, ...]) -> list[str]:
    return "\n".join(map(format_diagnostic, found)).split("\n")


def test_a_source_knows_its_file(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text("# Straße\n\ntext\n", "utf-8")
    source, found = read_source(path, Disk())
    assert source == Source(path, "# Straße\n\ntext\n", path.read_bytes())
    assert source.lines == ["# Straße", "", "text", ""]
    assert found == ()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"a\r\n\r\nb", "a\n\nb"),
        (b"\xef\xbb\xbf# T\n", "# T\n"),
        ("a\u2028b\x0bc\x85d".encode(), "a\u2028b\x0bc\x85d"),
    ],
)
def test_line_ends_and_marks(content: bytes, text: str, tmp_path: Path) -> None:
    assert read(tmp_path, content) == (text, ())


def test_windows_1252_is_read_with_a_warning_at_the_first_bad_byte(tmp_path: Path) -> None:
    text, found = read(tmp_path, b"# T\r\n\r\n- caf\xe9 cr\xe8me\r\n- \x93so\x94\r\n")
    assert text == "# T\n\n- café crème\n- “so”\n"
    assert shown(found)[0].endswith("byte 0xE9 is not UTF-8; its line is read as Windows-1252")
    assert shown(found)[0].startswith("talk.md:3:6: warning[not-utf8]: ")
    assert shown(found)[1:] == [
        "  |",
        "3 | - café crème",
        "  |      ^",
        "  hint: save the file as UTF-8",
    ]


def test_lines_of_utf_8_stay_what_they_are_beside_one_that_is_not(tmp_path: Path) -> None:
    text, found = read(tmp_path, "Ærø, 日本\n".encode() + b"\xc6r\xf8\n")
    assert text == "Ærø, 日本\nÆrø\n"
    assert [each.line for each in found] == [2]


def test_bytes_without_a_character_are_kept(tmp_path: Path) -> None:
    assert read(tmp_path, b"a\x81b")[0] == "a\x81b"


def test_quotes_and_the_euro_sign_are_kept_beside_such_bytes(tmp_path: Path) -> None:
    text, _ = read(tmp_path, b"\x84Ja\x93 \x96 5 \x80 \x85 \x8d\xe9\n")
    assert text == "„Ja“ – 5 € … \x8dé\n"


def test_every_byte_of_windows_1252_is_what_browsers_show(tmp_path: Path) -> None:
    content = bytes(range(0x20, 0x7F)) + bytes(range(0x80, 0x100))
    low = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"
    high = bytes(range(0xA0, 0x100)).decode("latin-1")
    assert read(tmp_path, content)[0] == bytes(range(0x20, 0x7F)).decode() + low + high


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_a_warning(encoding: str, tmp_path: Path) -> None:
    text, found = read(tmp_path, "\ufeff# Tæ\r\n".encode(encoding))
    assert text == "# Tæ\n"
    assert shown(found) == [
        "talk.md:1: warning[not-utf8]: the file is UTF-16, not UTF-8",
        "  hint: save the file as UTF-8",
    ]


def test_nul_bytes_become_visible(tmp_path: Path) -> None:
    text, found = read(tmp_path, b"# T\n\nab\0c\0\n")
    assert text == "# T\n\nab\ufffdc\ufffd\n"
    assert shown(found) == [
        "talk.md:3:3: warning[nul-byte]: 2 NUL bytes, shown as `\ufffd`",
        "  |",
        "3 | ab\ufffdc\ufffd",
        "  |   ^",
        "  hint: remove them; a file with many is not text",
    ]


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_error(content: bytes, tmp_path: Path) -> None:
    text, found = read(tmp_path, content)
    assert text is None
    assert shown(found) == [
        "talk.md: error[file-empty]: holds no text",
        "  hint: write a deck, or remove the file",
    ]


def test_a_folder_is_no_deck(tmp_path: Path) -> None:
    source, found = read_source(tmp_path, Disk())
    assert source is None
    assert shown(found) == [".: error[file-is-folder]: is a folder, not a file"]


@pytest.mark.parametrize("name", ["missing.md", "missing/talk.md", "nul\0.md"])
def test_a_missing_file_is_said(name: str, tmp_path: Path) -> None:
    source, found = read_source(tmp_path / name, Disk())
    assert source is None
    assert [each.code for each in found] == ["file-missing"]


def test_a_file_as_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "talk.md").touch()
    source, found = read_source(tmp_path / "talk.md" / "x.md", Disk())
    assert source is None
    assert [each.code for each in found] == ["file-unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text("# T")
    path.chmod(0)
    _, found = read_source(path, Disk())
    assert shown(found) == ["talk.md: error[file-unreadable]: cannot be read: Permission denied"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "talk.md")
    _, found = read_source(tmp_path / "talk.md", Disk())
    assert shown(found) == ["talk.md: error[file-unreadable]: is not a regular file"]


@given(st.binary())
@example(b"\xff\xfea")
@example(b"\xef\xbb\xbf\xff")
@example(b"\r\xff\0\r\n")
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    text, found = read(tmp_path_factory.mktemp("site"), content)
    assert text is not None or found[-1].code == "file-empty"
    assert not {"\r", "\0"} & set(text or "")
    for each in found:
        format_diagnostic(each)
        if text and each.line and each.excerpt:
            assert each.excerpt.replace("\0", "\ufffd") == text.split("\n")[each.line - 1]
