"""reveal.js options and their values."""

import re
from pathlib import Path

import pytest

from diascope.config.reveal import DEFAULTS, OPTIONS, accepts, expected

TYPES = Path(__file__).parents[1] / "node_modules/reveal.js/dist/config.d.ts"


@pytest.mark.parametrize(
    ("option", "value", "accepted"),
    [
        ("hash", True, True),
        ("hash", 1, False),
        ("hash", "true", False),
        ("width", 1280, True),
        ("width", "100%", True),
        ("width", True, False),
        ("margin", 0.1, True),
        ("slideNumber", "c/t", True),
        ("slideNumber", "c", True),
        ("slideNumber", "x", False),
        ("autoSlide", False, True),
        ("autoSlide", True, False),
        ("autoPlayMedia", None, True),
        ("transition", "fade", True),
        ("transition", "slide-in fade-out", True),
        ("transition", "slide-left", False),
        ("transition", "", False),
        ("controlsLayout", "edges-in", False),
        ("autoAnimateStyles", ["color"], True),
        ("autoAnimateStyles", [1], False),
        ("autoAnimateStyles", "color", False),
    ],
)
def test_values(option: str, value: object, accepted: bool) -> None:
    assert accepts(option, value) is accepted


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("hash", "true or false"),
        ("slideNumber", "true, false, `h.v`, `h/v`, `c` or `c/t`"),
        ("margin", "a number"),
        ("autoSlide", "a number or false"),
    ],
)
def test_words_for_values(option: str, words: str) -> None:
    assert expected(option) == words


@pytest.mark.skipif(not TYPES.is_file(), reason="reveal.js is not in node_modules")
def test_no_option_of_reveal_is_forgotten() -> None:
    interface = TYPES.read_text("utf-8").split("interface RevealConfig {")[1]
    options = set(re.findall(r"^    (\w+)\?:", interface, re.M))
    functions = {"autoAnimateMatcher", "autoSlideMethod"}
    plugins = {"dependencies", "highlight", "katex", "markdown", "plugins"}
    mathjax = {name for name in options if name.startswith("mathjax")}
    assert options - functions - plugins - mathjax - {"totalTime"} == set(OPTIONS) - {"totalTime"}


@pytest.mark.parametrize("option", DEFAULTS)
def test_defaults_are_values_that_their_options_take(option: str) -> None:
    assert accepts(option, DEFAULTS[option])
