"""reveal.js options: which there are, and what values each takes.

The types are those of ``config.d.ts`` in reveal.js 6, without options that take functions or
configure plugins: a site has no place to write them. Sources of options are the ``[reveal]``
table of ``diascope.toml`` and a deck's metadata.
"""

import math
from collections.abc import Mapping, Sequence

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""A value as it stands in JSON."""

_TRANSITION = "'none' | 'fade' | 'slide' | 'convex' | 'concave' | 'zoom'"

OPTIONS: dict[str, str] = {
    "width": "number | string",
    "height": "number | string",
    "margin": "number",
    "minScale": "number",
    "maxScale": "number",
    "controls": "boolean | 'speaker' | 'speaker-only'",
    "controlsTutorial": "boolean",
    "controlsLayout": "'edges' | 'bottom-right'",
    "controlsBackArrows": "'faded' | 'hidden' | 'visible'",
    "progress": "boolean",
    "slideNumber": "boolean | 'h.v' | 'h/v' | 'c' | 'c/t'",
    "showSlideNumber": "'all' | 'print' | 'speaker'",
    "hashOneBasedIndex": "boolean",
    "hash": "boolean",
    "respondToHashChanges": "boolean",
    "jumpToSlide": "boolean",
    "history": "boolean",
    "keyboard": "boolean",
    "keyboardCondition": "null | 'focused'",
    "disableLayout": "boolean",
    "overview": "boolean",
    "center": "boolean",
    "touch": "boolean",
    "loop": "boolean",
    "rtl": "boolean",
    "navigationMode": "'default' | 'linear' | 'grid'",
    "shuffle": "boolean",
    "fragments": "boolean",
    "fragmentInURL": "boolean",
    "embedded": "boolean",
    "help": "boolean",
    "pause": "boolean",
    "showNotes": "boolean | 'separate-page'",
    "showHiddenSlides": "boolean",
    "autoPlayMedia": "null | boolean",
    "preloadIframes": "null | boolean",
    "preventIframeAutoFocus": "boolean",
    "autoAnimate": "boolean",
    "autoAnimateEasing": "string",
    "autoAnimateDuration": "number",
    "autoAnimateUnmatched": "boolean",
    "autoAnimateStyles": "string[]",
    "autoSlide": "number | false",
    "autoSlideStoppable": "boolean",
    "defaultTiming": "null | number",
    "totalTime": "number",
    "mouseWheel": "boolean",
    "previewLinks": "boolean",
    "postMessage": "boolean",
    "postMessageEvents": "boolean",
    "focusBodyOnPageVisibilityChange": "boolean",
    "transition": _TRANSITION,
    "transitionSpeed": "'default' | 'fast' | 'slow'",
    "backgroundTransition": _TRANSITION,
    "parallaxBackgroundImage": "null | string",
    "parallaxBackgroundSize": "null | string",
    "parallaxBackgroundRepeat": "null | string",
    "parallaxBackgroundPosition": "null | string",
    "parallaxBackgroundHorizontal": "null | number",
    "parallaxBackgroundVertical": "null | number",
    "view": "null | 'print' | 'scroll'",
    "scrollLayout": "'full' | 'compact'",
    "scrollSnap": "false | 'proximity' | 'mandatory'",
    "scrollProgress": "boolean | 'auto'",
    "scrollActivationWidth": "null | number",
    "pdfMaxPagesPerSlide": "number",
    "pdfSeparateFragments": "boolean",
    "pdfPageHeightOffset": "number",
    "viewDistance": "number",
    "mobileViewDistance": "number",
    "display": "string",
    "hideInactiveCursor": "boolean",
    "hideCursorTime": "number",
    "sortFragmentsOnSync": "boolean",
}
"""Each option with the type of its value, in the words of ``config.d.ts``."""

HEIGHT = 720
"""Height of a slide in CSS pixels."""

DEFAULTS: Mapping[str, Json] = {
    "width": 1280,
    "height": HEIGHT,
    "margin": 0.0,
    "center": False,
    "controls": True,
    "progress": True,
    "hash": True,
    "slideNumber": "c/t",
    "transition": "fade",
    "transitionSpeed": "fast",
    "backgroundTransition": "none",
    "pdfSeparateFragments": False,
    "scrollActivationWidth": None,
}
"""What options are where neither site nor deck sets them; reveal.js decides on all others."""


def accepts(option: str, value: object) -> bool:
    """Whether the option takes the value."""
    kinds = OPTIONS[option].split(" | ")
    return any(_is(kind, value) for kind in kinds) or _is_mixed_transition(kinds, value)


def expected(option: str) -> str:
    """The values that the option takes, in words: ``true, false, `c` or `c/t```."""
    words = [
        word for kind in OPTIONS[option].split(" | ") for word in _WORDS.get(kind, [_quoted(kind)])
    ]
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


_WORDS = {
    "boolean": ["true", "false"],
    "false": ["false"],
    "null": ["null"],
    "number": ["a number"],
    "string": ["a text"],
    "string[]": ["a list of texts"],
}


def _quoted(kind: str) -> str:
    return f"`{kind.strip(chr(39))}`"


def _is(kind: str, value: object) -> bool:
    """Whether the value is of one of the types that a type of TypeScript's joins with ``|``."""
    match kind:
        case "boolean":
            return isinstance(value, bool)
        case "number":
            if isinstance(value, float):
                return math.isfinite(value)  # JSON has no `inf` and no `nan`
            return isinstance(value, int) and not isinstance(value, bool)
        case "string":
            return isinstance(value, str)
        case "string[]":
            return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
        case "null" | "false":
            return value is {"null": None, "false": False}[kind]
    return value == kind.strip("'")


def _is_mixed_transition(kinds: list[str], value: object) -> bool:
    """Whether the value names a way in and a way out, as in ``slide-in fade-out``."""
    if kinds != _TRANSITION.split(" | ") or not isinstance(value, str):
        return False
    words = [word.removesuffix("-in").removesuffix("-out") for word in value.split()]
    return bool(words) and all(f"'{word}'" in kinds for word in words)
