"""Configuration: what is right is taken, what is wrong is shown in its place."""

from contextlib import chdir
from pathlib import Path

import pytest
from casefile import Case, cases, grows_with_size
from hypothesis import given
from hypothesis import strategies as st

from diascope.config import Config, find_config, load_config
from diascope.config.toml_places import key_place
from diascope.diagnostics import Diagnostic
from diascope.diagnostics.format import format_diagnostic
from diascope.reading.disk import Disk


def load(folder: Path, text: str | bytes) -> tuple[Config, tuple[Diagnostic, ...]]:
    path = folder / "diascope.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_config(path, Disk())


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("config-errors.md")])
def test_mistakes_are_shown_where_they_are(case: Case, tmp_path: Path) -> None:
    _, found = load(tmp_path, f"{case.given}\n")
    with chdir(tmp_path):
        assert "\n".join(map(format_diagnostic, found)) == case.expected


def test_everything_that_is_right_is_taken(tmp_path: Path) -> None:
    config, found = load(
        tmp_path,
        """
        title = "Talks"
        description = "Of a team"
        url = "https://example.org/talks/"
        language = "pt-BR"
        theme = "black"
        decks = ["second", "first"]
        allow-outside = ["../shared"]
        [reveal]
        hash = false
        slideNumber = "c/t"
        margin = 0.1
        autoAnimateStyles = ["color"]
        """,
    )
    assert found == ()
    assert config == Config(
        tmp_path,
        "Talks",
        "Of a team",
        "https://example.org/talks/",
        "pt-BR",
        theme="black",
        decks=("second", "first"),
        reveal={"hash": False, "slideNumber": "c/t", "margin": 0.1, "autoAnimateStyles": ["color"]},
        allow_outside=("../shared",),
    )


def test_an_empty_file_is_the_default_site(tmp_path: Path) -> None:
    config, found = load(tmp_path, "")
    assert (config, found) == (Config(tmp_path), ())
    assert (config.language, config.theme, config.decks) == ("en", "diascope", ())
    assert config.slides == tmp_path / "slides"
    assert config.templates == tmp_path / "templates"
    assert config.static == tmp_path / "static"
    assert config.output == tmp_path / "_site"


def test_what_is_right_is_taken_beside_what_is_wrong(tmp_path: Path) -> None:
    config, found = load(tmp_path, 'title = "T"\nurl = 3\n[reveal]\nhash = "x"\nloop = true\n')
    assert len(found) == 2
    assert (config.title, config.url, config.reveal) == ("T", "", {"loop": True})


def test_line_ends_and_byte_order_marks_of_windows_are_fine(tmp_path: Path) -> None:
    config, found = load(tmp_path, b'\xef\xbb\xbftitle = "x"\r\nthem = "y"\r\n')
    assert config.title == "x"
    assert [(each.line, each.excerpt) for each in found] == [(2, 'them = "y"')]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'title = "\xff"', "is not UTF-8: invalid start byte"),
        (b"a = " + b"[" * 10_000, "is nested too deep"),
    ],
)
def test_what_cannot_be_read_is_said(content: bytes, message: str, tmp_path: Path) -> None:
    config, found = load(tmp_path, content)
    assert config == Config(tmp_path)
    assert [(each.code, each.message) for each in found] == [("config-invalid", message)]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    _, found = load_config(tmp_path / "diascope.toml", Disk())
    assert [each.path for each in found] == [tmp_path / "diascope.toml"]
    assert [each.message for each in found] == ["cannot be read: No such file or directory"]


@given(st.binary() | st.text("ab=[]{}\"'.\n 1").map(str.encode))
def test_no_file_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    _, found = load(tmp_path_factory.mktemp("site"), content)
    for each in found:
        format_diagnostic(each)


def test_the_nearest_configuration_above_a_deck_is_found(tmp_path: Path) -> None:
    deck = tmp_path / "outer" / "inner" / "slides" / "talk.md"
    deck.parent.mkdir(parents=True)
    outer, inner = tmp_path / "outer" / "diascope.toml", tmp_path / "outer/inner/diascope.toml"
    outer.touch()
    assert find_config(deck, Disk()) == outer
    inner.touch()
    assert find_config(deck, Disk()) == inner
    assert find_config(inner.parent, Disk()) == inner


def test_a_deck_may_have_no_configuration(tmp_path: Path) -> None:
    found = find_config(tmp_path / "talk.md", Disk())
    assert found is None or not found.is_relative_to(tmp_path)


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ("a = 1", ("a",), (1, 1)),
        ("\n  a = 1", ("a",), (2, 3)),
        ("[t]\na = 1", ("a",), None),
        ("[t]\na = 1", ("t", "a"), (2, 1)),
        ("[t]\n[t.u]\na = 1", ("t", "u"), (2, 4)),
        ("ba = 1\na = [\n1,\n2]\nc = 3", ("c",), (5, 1)),
        ("x = '''\na = 1\n'''\na = 2", ("a",), (4, 1)),
        ("[[t]]\n[[t]]\na = 1", ("t", "a"), (3, 1)),
        ('b = ["]", "a = 1"] # a = 1\na = 2', ("a",), (2, 1)),
        ('b = """\n\\""" [""""\na = {\'b c\' = 1}', ("a", "b c"), (3, 7)),
        ('t.u.a = 1\n"b" = 2', ("t", "u", "a"), (1, 5)),
    ],
)
def test_places_of_keys(text: str, path: tuple[str, ...], place: tuple[int, int] | None) -> None:
    found = key_place(text, path)
    assert (found and (found[0] + 1, found[1] + 1)) == place


@pytest.mark.parametrize("text", ["a{} = 1\n", "a{}.b = [\n1]\n"])
def test_many_unknown_keys_take_time_in_proportion(text: str, tmp_path: Path) -> None:
    def read(count: int) -> None:
        load(tmp_path, "".join(map(text.format, range(count))).encode())

    assert grows_with_size(read, 1000, quick=0.3)


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_numbers_that_json_lacks_are_refused(number: str, tmp_path: Path) -> None:
    config, found = load(tmp_path, f"[reveal]\nwidth = {number}\n".encode())
    assert config.reveal == {}
    assert [(each.code, each.line) for each in found] == [("config-invalid", 2)]
