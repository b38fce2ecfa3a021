"""Metadata: read as pandoc 3.9 reads it, and reported at its place."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from casefile import Case, cases
from generated_decks import write_decks
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diascope.config.reveal import OPTIONS
from diascope.diagnostics import Diagnostic, Place
from diascope.diagnostics.format import format_diagnostic
from diascope.metadata import (
    DeckMeta,
    MetaBool,
    MetaList,
    MetaMap,
    MetaText,
    MetaValue,
    TitleBlock,
    check_title_block,
    deck_meta,
    merge,
    split_title_block,
)
from diascope.metadata.deck import KEYS
from diascope.metadata.keys import KNOWN, UNDERSTOOD, check_key
from diascope.metadata.yaml_block import MAX_DEPTH, MAX_VALUES, parse_yaml_block
from diascope.reading.source import Source, Sources

TALK = Path("talk.md").absolute()
TITLE = Path("title.md").absolute()


def titled(name: str) -> list[object]:
    return [pytest.param(case, id=case.title) for case in cases(name)]


def shown(value: MetaValue) -> str:
    match value:
        case MetaText(text=text):
            return json.dumps(text, ensure_ascii=False)
        case MetaBool(value=answer, text=text):
            return f'{str(answer).lower()} "{text}"'
        case MetaList(items=items):
            return f"[{', '.join(map(shown, items))}]"
    return f"{{{', '.join(f'{key}: {shown(item)}' for key, item in value.items.items())}}}"


def read(raw: str) -> tuple[dict[str, MetaValue] | None, tuple[Diagnostic, ...]]:
    """The block as it would be read from lines 11 and on of a deck."""
    lines = [*["above"] * 9, "---", *raw.split("\n"), "---"]
    source = Source(TALK, "\n".join(lines))
    values, found = parse_yaml_block(raw, Place(TALK, 10, 11), lines)
    return values, Sources({TALK: source}, {}).all_located(found)


def place(found: Diagnostic) -> tuple[str, str, int | None, int | None, str]:
    """All of a diagnostic but its excerpt."""
    return found.code, found.message, found.line, found.column, found.hint


def meta(raw: str) -> tuple[DeckMeta, tuple[Diagnostic, ...]]:
    values, _ = parse_yaml_block(raw, Place(TITLE, 0, 1), raw.split("\n"))
    assert values is not None
    found, wrong = deck_meta(values)
    return found, Sources({TITLE: Source(TITLE, raw)}, {}).all_located(wrong)


# YAML blocks


@pytest.mark.parametrize("case", titled("yaml.md"))
def test_values_are_pandocs(case: Case) -> None:
    values, found = read(case.given)
    assert found == ()
    if values is None:
        assert case.expected == "(no metadata)"
    else:
        lines = [f"{key} = {shown(value)}" for key, value in values.items()]
        assert ("\n".join(lines) or "(nothing)") == case.expected


@pytest.mark.parametrize("case", titled("yaml-errors.md"))
def test_mistakes_are_shown_where_they_are(case: Case) -> None:
    _, found = read(case.given)
    assert "\n".join(map(format_diagnostic, found)) == case.expected


def test_every_value_knows_its_place() -> None:
    values, _ = read("title: one\nabstract: |\n  two\nauthor:\n- A\n- {name: 'B'}\nincremental: no")
    assert values is not None
    assert values["title"] == MetaText("one", Place(TALK, 10, 11, 7))
    assert values["abstract"] == MetaText("two\n", Place(TALK, 12, 13))
    authors = values["author"]
    assert isinstance(authors, MetaList)
    assert (authors.place.begin, authors.items[0]) == (14, MetaText("A", Place(TALK, 14, 15, 2)))
    name = MetaText("B", Place(TALK, 15, 16, 9), is_verbatim=False)
    assert authors.items[1] == MetaMap({"name": name}, Place(TALK, 15, 16, 2))
    assert values["incremental"] == MetaBool(False, "no", Place(TALK, 16, 17, 13))


def test_a_block_with_a_mistake_gives_nothing_else() -> None:
    values, found = read("title: x\ndate: a: b")
    assert values == {}
    assert [each.code for each in found] == ["yaml-invalid"]


def test_a_billion_laughs_are_refused_at_once() -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    started = time.process_time()
    _, found = read("\n".join(lines))
    assert time.process_time() - started < 1
    assert [each.message for each in found] == [f"the block holds more than {MAX_VALUES} values"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "[a: ", "- "])
@pytest.mark.parametrize("head", ["", "é: ü\n", "b:\tc\n"])
def test_deep_nesting_is_refused_at_one_place(opening: str, head: str) -> None:
    """PyYAML, since 6.0.4, refuses the longer text before our reader gets to it."""
    _, few = read(f"{head}a:\n  " + opening * 100)
    _, many = read(f"{head}a:\n  " + opening * 50_000)
    assert [each.message for each in few] == [f"values are nested deeper than {MAX_DEPTH} levels"]
    assert [place(each) for each in many] == [place(each) for each in few]


@pytest.mark.parametrize("ahead", [0, 10, 10_000])
def test_a_limit_of_the_librarys_is_told_as_ours(
    monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    """A library that limits nesting itself, before or after its events have come to the place."""
    raw = "a: " + "[" * 300
    _, ours = read(raw)
    parse = yaml.parse

    def limited(text: str, Loader: type[yaml.SafeLoader]) -> Iterator[yaml.Event]:  # noqa: N803
        at = 3 + 200
        for event in parse(text, Loader):
            if len(text) > at and event.start_mark and event.start_mark.index + ahead >= at:
                mark = yaml.Mark("", at, 0, at, None, 0)
                raise yaml.scanner.ScannerError("", mark, "exceeded maximum nesting depth", mark)
            yield event

    monkeypatch.setattr(yaml, "parse", limited)
    assert read(raw)[1] == ours


@pytest.mark.parametrize("char", ["\0", "\x07", "\ud800", "\ufffe"])
def test_characters_that_yaml_forbids_are_located(char: str) -> None:
    _, found = read(f"title: x\ndate: y{char}")
    assert [(each.code, each.line, each.column) for each in found] == [("yaml-invalid", 12, 8)]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab1 :-\n\t[]{}&*!|>'\"%@`#?,~<é\0\x85\ud800\ufeff")) | st.text())
@example("<<: *a")
@example("--- \na: 1\n--- b")
@example("%YAML 9\n---\na")
@example("a: &a {<<: [1, {b: *a}]}")
@example("1e99999999999: 1e99999999999999999999")
@example(f"a: {'9' * 5000}")
def test_no_text_breaks_the_reader(raw: str) -> None:
    values, found = read(raw)
    assert values is None or isinstance(values, dict)
    for each in found:
        assert each.line is not None
        assert 11 <= each.line <= 12 + raw.count("\n")
        format_diagnostic(each)
    if values:
        deck_meta(values)


# Keys


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("titel", "title"),
        ("autor", "author"),
        ("transitoin", "transition"),
        ("slideNumbr", "slideNumber"),
        ("repair-txt", "repair-text"),
        ("them", "theme"),
        ("hader-includs", "header-includes"),
        ("tittle-slide-atributes", "title-slide-attributes"),
    ],
)
def test_a_misspelling_is_recognised(key: str, meant: str) -> None:
    found = check_key(key)
    assert found is not None
    assert (found.meant, found.by_case) == (meant, False)


@pytest.mark.parametrize(("key", "meant"), [("Title", "title"), ("slidenumber", "slideNumber")])
def test_letter_case_is_a_lesser_mistake(key: str, meant: str) -> None:
    found = check_key(key)
    assert found is not None
    assert (found.meant, found.by_case) == (meant, True)


@pytest.mark.parametrize(
    "key", ["layout", "titles", "event", "x", "abc", "my-own-key", "data", ";date", "slide_level"]
)
def test_other_keys_pass(key: str) -> None:
    assert check_key(key) is None


def test_all_known_keys_pass() -> None:
    assert [key for key in sorted(KNOWN) if check_key(key)] == []
    assert set(OPTIONS) <= UNDERSTOOD


@pytest.mark.parametrize("name", [row.names[0] for row in KEYS.values()])
def test_a_slip_of_the_finger_is_noticed_in_every_key(name: str) -> None:
    found = check_key(name[0] + name)
    assert found is not None
    assert found.meant == name


@pytest.mark.parametrize(
    ("field", "name"), [(field, name) for field, row in KEYS.items() for name in row.names]
)
def test_every_key_is_read_by_each_of_its_names(field: str, name: str) -> None:
    values = [
        "A",
        "true",
        "false",
        "2",
        "16:9",
        "rtl",
        "light",
        "public",
        "teal",
        "escape",
        "[{name: A}]",
        "{loop: true}",
    ]
    read_all = [meta(f"{name}: {value}") for value in values]
    assert any(getattr(one, field) != getattr(DeckMeta(), field) for one, _ in read_all)
    assert check_key(name) is None


# Title block


def placed(text: MetaText) -> str:
    return f"{shown(text)} {text.place.begin + 1}:{(text.place.column or 0) + 1}"


def block_text(block: TitleBlock | None) -> str:
    if block is None:
        return "(none)"
    authors = ", ".join(map(placed, block.authors))
    parts = {
        "title": block.title and placed(block.title),
        "author": authors and f"[{authors}]",
        "date": block.date and placed(block.date),
        "lines": str(block.line_count),
    }
    return "\n".join(f"{name} = {part}" for name, part in parts.items() if part)


@pytest.mark.parametrize("case", titled("title-block.md"))
def test_title_block_is_pandocs(case: Case) -> None:
    assert block_text(split_title_block(case.given.split("\n"), TALK)) == case.expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("% T\ntext", "the title block runs into this text"),
        ("% T\n% A\n% D\n% X", "a title block has three parts; this one is read as text"),
        ("% T\n\ntext", None),
        ("% T\n---\na: 1\n---", None),
        ("% T\n# Heading", None),
        ("% T", None),
    ],
)
def test_title_block_without_an_end_is_noticed(text: str, message: str | None) -> None:
    lines = text.split("\n")
    block = split_title_block(lines, TALK)
    assert block is not None
    found = check_title_block(block, lines, TALK)
    assert [each.message for each in found] == ([message] if message else [])
    assert all(each.line == block.line_count + 1 for each in found)


@given(st.text(st.sampled_from("% ;\\`[](){}<>&a\n\t^")))
def test_no_text_breaks_the_title_block(text: str) -> None:
    block = split_title_block(text.split("\n"), TALK)
    assert (block is not None) == text.startswith("%")


def test_a_hostile_author_line_takes_no_time() -> None:
    started = time.process_time()
    split_title_block(["% T", "% " + "[`<&(" * 4_000], TALK)
    assert time.process_time() - started < 2


# Merging


def test_the_last_block_wins_key_by_key() -> None:
    lines = ["% T", "% A", "% D"]
    block = split_title_block(lines, TALK)
    first, _ = read("title: Why\nreveal-map: {a: 1, b: 2}")
    last, _ = read("reveal-map: {b: 9}\ndate:")
    assert block is not None
    assert first is not None
    assert last is not None
    merged = merge(block.values(), first, last)
    assert {key: shown(value) for key, value in merged.items()} == {
        "title": '"Why"',
        "author": '["A"]',
        "date": '""',
        "reveal-map": '{b: "9"}',
    }


def test_empty_parts_of_a_title_block_set_nothing() -> None:
    block = split_title_block(["%", "%", "% D"], TALK)
    assert block is not None
    assert list(block.values()) == ["date"]


# Deck metadata


@pytest.mark.parametrize("case", titled("metadata-errors.md"))
def test_values_of_the_wrong_kind_are_reported(case: Case) -> None:
    _, found = meta(case.given)
    assert "\n".join(map(format_diagnostic, found)) == case.expected


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("author: A", ["A"]),
        ("author: [A, B]", ["A", "B"]),
        ("authors: [A]", ["A"]),
        ("author: {name: A}", ["A"]),
        ("author:\n- name: A\n  affiliation: X\n- B", ["A", "B"]),
        ("author:", []),
    ],
)
def test_authors(raw: str, names: list[str]) -> None:
    read_meta, found = meta(raw)
    assert found == ()
    assert [author.name.text for author in read_meta.authors] == names


@pytest.mark.parametrize("case", titled("authors.md"))
def test_authors_and_their_affiliations(case: Case) -> None:
    read_meta, found = meta(case.given)
    assert found == ()
    shown = [
        f"{author.name.text} {[index + 1 for index in author.affiliations] or ''}".rstrip()
        for author in read_meta.authors
    ]
    places = [f"{at} {text.text.strip()}" for at, text in enumerate(read_meta.affiliations, 1)]
    assert "\n".join([*shown, *places]) == case.expected


def test_norway_is_a_language() -> None:
    assert meta("lang: no")[0].lang == "no"


@pytest.mark.parametrize(
    ("raw", "field", "value"),
    [
        ("slide-level: 2", "slide_level", 2),
        ("slide_level: 0", "slide_level", 0),
        ("toc: yes\ntoc-depth: 2", "toc_depth", 2),
        ("table-of-contents: true", "toc", True),
        ("numbersections: true", "number_sections", True),
        ("repair-text: true", "repair_text", True),
        ("incremental: 'true'", "incremental", True),
        ("aspectratio: 169", "aspect_ratio", (16, 9)),
        ("aspect-ratio: 4:3", "aspect_ratio", (4, 3)),
        ("size: 16:9", "aspect_ratio", (16, 9)),
        ("size: huge", "aspect_ratio", None),
        ("dir: rtl", "dir", "rtl"),
        ("lang: pt_BR", "lang", "pt-BR"),
    ],
)
def test_fields(raw: str, field: str, value: object) -> None:
    read_meta, found = meta(raw)
    assert found == ()
    assert getattr(read_meta, field) == value


def test_the_attributes_of_the_title_slide_are_texts() -> None:
    found, _ = meta("title-slide-attributes: {a: 1, b: no}")
    given = {key: text.text for key, text in found.title_slide_attributes.items()}
    assert given == {"a": "1", "b": "no"}


@pytest.mark.parametrize(
    ("raw", "options"),
    [
        ("slideNumber: true", {"slideNumber": True}),
        ("slideNumber: c/t", {"slideNumber": "c/t"}),
        (r"slideNumber: \'c/t\'", {"slideNumber": "c/t"}),
        ("""slideNumber: "'c/t'" """, {"slideNumber": "c/t"}),
        ("width: 1280\nheight: 100%", {"width": 1280, "height": "100%"}),
        ("width: '1280'", {"width": 1280}),
        ("margin: 0.10", {"margin": 0.1}),
        ("autoSlide: 5000", {"autoSlide": 5000}),
        ("autoSlide: false", {"autoSlide": False}),
        ("autoPlayMedia: 'null'", {"autoPlayMedia": None}),
        ("transition: slide-in fade-out", {"transition": "slide-in fade-out"}),
        ("defaultTiming: 120", {"defaultTiming": 120}),
        ("hash:", {}),
        (
            "revealOptions: {transition: fade, hash: yes}\nhash: no",
            {"transition": "fade", "hash": False},
        ),
        ("autoAnimateStyles: [color, opacity]", {"autoAnimateStyles": ["color", "opacity"]}),
        ("theme: black\nlayout: page", {}),
    ],
)
def test_reveal_options(raw: str, options: dict[str, object]) -> None:
    read_meta, found = meta(raw)
    assert found == ()
    assert read_meta.reveal == options


def test_every_value_is_a_variable() -> None:
    assert meta("course: Ops\ntitle: T")[0].variables.keys() == {"course", "title"}


# Decks that people wrote


def test_no_alarm_on_decks_is_false(tmp_path: Path) -> None:
    opened = re.compile(r"^---[ \t]*\n(?=[^\n \t])(.*?)^(?:---|\.\.\.)[ \t]*$", re.M | re.S)
    alarms = []
    for path in write_decks(tmp_path):
        text = path.read_bytes().decode("utf-8", "replace")
        for match in opened.finditer(text):
            line = text.count("\n", 0, match.start()) + 2
            first = Place(path, line - 1, line)
            values, found = parse_yaml_block(match[1], first, text.split("\n"))
            _, wrong = deck_meta(values or {})
            alarms += [each for each in (*found, *wrong) if each.code != "yaml-invalid"]
    assert "\n".join(map(format_diagnostic, alarms)) == ""
