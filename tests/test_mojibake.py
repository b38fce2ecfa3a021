"""Mojibake: broken text is found and repaired, good text in any language is left alone."""

import re
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from casefile import grows_with_size
from generated_decks import write_decks
from hypothesis import given
from hypothesis import strategies as st

from diascope.diagnostics.format import format_diagnostic
from diascope.reading.mojibake import find_mojibake, repair
from diascope.reading.source import Source


def source(text: str) -> Source:
    return Source(Path("talk.md").absolute(), text)


def test_a_broken_word_is_shown_with_what_it_should_read() -> None:
    found = find_mojibake(source("# Fine\n\n# Where do we use Kubernetes in the Ã˜BS\n"))
    assert "\n".join(map(format_diagnostic, found)).split("\n") == [
        "talk.md:3:37: warning[text-broken-encoding]: `Ã˜BS` should read `ØBS`",
        "  |",
        "3 | # Where do we use Kubernetes in the Ã˜BS",
        "  |                                     ^^^^ broken encoding",
        "  hint: correct the text, or set `repair-text: true` to have it repaired on the page",
    ]


def test_every_run_of_a_line_is_shown_without_its_markup() -> None:
    found = find_mojibake(source("**Ã˜BS**, and (MÃ¼ller) and naïve"))
    assert [(each.column, each.place.length, each.message) for each in found] == [
        (3, 4, "`Ã˜BS` should read `ØBS`"),
        (16, 7, "`MÃ¼ller` should read `Müller`"),
    ]


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("Ã\x98BS", "ØBS"),
        ("donâ€™t", "don’t"),
        ("â€œquotedâ€\x9d", "“quoted”"),
        ("Ã©tÃ© et Ã  Paris", "été et à Paris"),
        ("日本 and Ã˜BS", "日本 and ØBS"),
        ("æ—¥æœ¬", "日本"),
        ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
        ("РџСЂРёРІРµС‚", "Привет"),
        ("√©t√©", "été"),
        ("â†’ next", "→ next"),
        ("ðŸ˜€", "😀"),
        ("Â©2020", "©2020"),
        ("Ã¢â‚¬â„¢", "’"),
    ],
)
def test_repair(broken: str, meant: str) -> None:
    assert repair(f"one\n{broken}\n\nthree\n") == f"one\n{meant}\n\nthree\n"
    assert find_mojibake(source(broken))


@pytest.mark.parametrize(
    "good",
    [
        "naïve café… “quoted” – dash’s, 5 µm ± 3°, √2 ≠ ©",
        "voilà » et « à »",
        "NÃO, SÃO Paulo, É» «Â»",
        "Đà Nẵng, Tiếng Việt Ầ…",
        "Русский «текст», объём, её; українська: Рік, її",
        "Ελληνικά «κείμενο»",
        "日本語テキスト、한국어, العربية, हिन्दी, עברית",
        "├── src\n│   └── é.md",
        "╔══╗ ║ ╚══╝",
        "3×“a”, and 2×… more",
        "the bytes . .Eß£ of a dump",
        "Łódź… Ångström Ørsted “À” HÔTEL’S Ý– ñ™",
    ],
)
def test_good_text_is_left_alone(good: str) -> None:
    assert find_mojibake(source(good)) == ()
    assert repair(good) == good


@given(st.text())
def test_repair_keeps_the_lines(text: str) -> None:
    assert repair(text).count("\n") == text.count("\n")
    find_mojibake(source(text))


@given(st.text(st.characters(min_codepoint=0x3040, max_codepoint=0xD7FF)))
def test_text_of_the_far_east_is_left_alone(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    "broken", ["Ã¤ ", "Ã  ", "Ã¤", "word Ã¤ ", "Ã  x Ã¤ ", "â€œa bâ€\x9d ", "Ã©tÃ© Ã  "]
)
def test_time_grows_with_the_length_of_a_line(broken: str) -> None:
    repair("Ã¤")  # which imports ftfy

    def work(size: int) -> None:
        line = broken * (size // len(broken))
        assert repair(line + str(next(counter))) != line
        find_mojibake(source(line + str(next(counter))))

    counter = count()
    assert grows_with_size(work, 50_000, quick=0.625)


@given(
    st.lists(st.sampled_from(["Ã¤", "Ã ", " ", "word", "â€“", "ä", "  ", "Ã©t", "."])).map("".join)
)
def test_a_repair_is_what_the_warnings_say(line: str) -> None:
    repaired, shift = line, 0
    for one in find_mojibake(source(line)):
        start = (one.place.column or 0) + shift
        broken, meant = re.fullmatch("`(.*)` should read `(.*)`", one.message).groups()  # type: ignore[union-attr]
        assert repaired[start:].startswith(broken)
        repaired = repaired[:start] + meant + repaired[start + len(broken) :]
        shift += len(meant) - len(broken)
    assert repaired == repair(line)


def test_good_text_costs_no_import_of_ftfy() -> None:
    script = (
        "import sys; from diascope.reading.mojibake import repair;"
        "repair('naïve “café” à Paris — 日本');"
        "sys.exit('ftfy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_no_deck_raises_a_false_alarm(tmp_path: Path) -> None:
    for path in write_decks(tmp_path):
        text = path.read_bytes().decode("utf-8", "replace")
        assert find_mojibake(Source(path, text)) == ()
