"""What HTML of a stranger's may hold: elements, attributes and values that only show something.

All that is not named here is dropped. Values are looked at one by one, since addresses and styles
stand in attributes of many names, and scripts of the page read some of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from diascope.patterns import lazy_pattern

TAGS = frozenset(
    """a abbr address annotation area article aside audio b bdi bdo blockquote br button caption
    cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5
    h6 header hgroup hr i img input ins kbd label li main map mark menu meter nav ol p picture pre
    progress q rp rt ruby s samp section small source span strike strong sub summary sup svg table
    tbody td tfoot th thead time tr track tt u ul var video wbr
    math menclose merror mfenced mfrac mi mlabeledtr mmultiscripts mn mo mover mpadded mphantom
    mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder
    munderover none semantics
    circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon
    polyline radialGradient rect stop symbol text textPath tspan use""".split()
)
"""The elements; of others only the content stays."""
EMPTIED = frozenset(
    """iframe math-field noembed noframes noscript object plaintext script select style template
    textarea title xmp""".split()
)
"""The elements that go with all that is in them."""
ATTRIBUTES = frozenset(
    """abbr align allowfullscreen alt alttext border cellpadding cellspacing checked cite class
    cols colspan color controls coords datetime dir disabled download headers height high hidden
    href hreflang id ismap kind label lang loading loop low max media min muted nowrap open
    optimum playsinline preload reversed role rowspan scope shape size sizes span src srclang
    srcset start style tabindex target title translate type usemap valign value width poster
    accent accentunder columnalign columnlines columnspacing columnspan depth display displaystyle
    encoding fence form frame largeop linethickness lspace mathbackground mathcolor mathsize
    mathvariant maxsize minsize movablelimits notation rowalign rowlines rowspacing rspace
    scriptlevel separator stretchy symmetric voffset xmlns
    clip-path clip-rule cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-family
    font-size font-style font-weight fx fy gradientTransform gradientUnits letter-spacing
    marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask offset opacity
    orient overflow paint-order patternTransform patternUnits points preserveAspectRatio r refX
    refY rotate rx ry shape-rendering spreadMethod startOffset stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width text-anchor text-decoration textLength transform vector-effect
    viewBox visibility word-spacing x x1 x2 y y1 y2""".split()
)
"""The attributes, on any of the elements, beside those that begin with `data-` or `aria-`."""
PREFIXES = frozenset({"data-", "aria-"})
SCHEMES = frozenset({"http", "https", "mailto", "tel", "data"})

_NAME = lazy_pattern(r"[a-zA-Z][\w.:-]*")
_SCHEME = lazy_pattern(r"[\s\0-\x20]*([a-zA-Z][a-zA-Z0-9+.\s\0-\x20-]*):")
_DATA = lazy_pattern(r"\s*data:(?:image|audio|video)/[\w.+-]+[;,]", re.I)
_ADDRESS = lazy_pattern(r"[^()'\"\\<>]*")
"""What reveal.js takes for an address, and not for a gradient."""
_REFUSED = frozenset(
    """data-background-iframe data-preview-link data-state data-markdown data-template
    data-drawn data-problem data-drawing form""".split()
)
"""What loads a page into this one, and what scripts of the page take for their own marks."""
_RESERVED = frozenset(
    "Diascope DiascopeLive Reveal first-slide live-state mermaid reveal-options schedule".split()
)
"""The identifiers that scripts of the page look for."""
_LOCAL_URL = lazy_pattern(r"\s*url\(\s*[\"']?#[\w.:-]+[\"']?\s*\)\s*")
_PLAIN = lazy_pattern(r"[\w\s%#.,()/+*!-]*")
"""CSS that can neither load nor end what it stands in: no quotes, colons, backslashes, braces."""
_CALL = lazy_pattern(r"([\w-]+)\s*\(")
_CALLS = frozenset(
    """calc clamp color color-mix hsl hsla hwb lab lch light-dark linear-gradient max min oklab
    oklch radial-gradient repeat rgb rgba minmax rotate scale var""".split()
)
_NUMBER = lazy_pattern(r"-?\d*\.?\d+")
_LARGEST, _BACK = 4000.0, -4.0
"""The largest number in a style, and the least: what is shifted by much covers something else."""
_TAG = lazy_pattern(
    r"<(?=[a-zA-Z/!?])(?!/?(?:br|b|i|em|strong|code|sub|sup|small|u|s)\s*/?>)"
    r"(?!(?<=<<)(?!script|style|iframe|base|link|meta|form|embed|object|template)\w+>>)",
    re.I,
)
"""What begins a tag, and is neither harmless nor a stereotype such as `<<interface>>`."""
PROPERTIES = frozenset(
    """align-content align-items align-self aspect-ratio background background-color border
    border-bottom border-bottom-color border-bottom-style border-bottom-width border-collapse
    border-color border-left border-left-color border-left-style border-left-width border-radius
    border-right border-right-color border-right-style border-right-width border-spacing
    border-style border-top border-top-color border-top-style border-top-width border-width bottom
    box-shadow break-after break-before break-inside clear color column-count column-gap
    column-width columns counter-increment counter-reset direction display fill flex flex-basis
    flex-direction flex-flow flex-grow flex-shrink flex-wrap float font font-family font-size
    font-stretch font-style font-variant font-variant-numeric font-weight gap grid-area
    grid-auto-flow grid-column grid-gap grid-row grid-template-columns grid-template-rows height
    hyphens justify-content justify-items justify-self left letter-spacing line-height list-style
    list-style-type margin margin-bottom margin-inline margin-inline-end margin-inline-start
    margin-left margin-right margin-top max-height max-width min-height min-width object-fit
    object-position opacity order overflow overflow-wrap padding padding-bottom padding-inline
    padding-left padding-right padding-top quotes right row-gap stroke stroke-width tab-size
    text-align text-align-last text-decoration text-indent text-shadow text-transform top
    vertical-align visibility white-space width word-break word-spacing word-wrap
    writing-mode""".split()
)
"""The properties of CSS that lay out what they stand on; `position` and `z-index` are not."""


def kept(element: str, name: str, value: str) -> str | None:
    """The value of an attribute as it may stay; None where the attribute is to go."""
    name = name.lower()
    if not _NAME.fullmatch(name) or name.startswith("on") or name in _REFUSED:
        return None
    if name == "style":
        return harmless_style(value)
    if name == "href" and element in ("use", "textPath"):
        return value if value.startswith("#") else None
    is_harmless = _VALUES.get(name)
    if is_harmless is None and name.startswith(("data-auto-animate", "data-background-")):
        is_harmless = _is_plain
    return value if is_harmless is None or is_harmless(value) else None


def kept_option(name: str, value: object) -> bool:
    """Whether an option of reveal.js may stay: texts become styles, and two let others in."""
    if name == "parallaxBackgroundImage":
        return kept("img", "src", str(value)) is not None
    if isinstance(value, str | list | tuple):
        return all(_is_plain(str(one)) for one in ([value] if isinstance(value, str) else value))
    return not (value and name in ("postMessage", "previewLinks"))


def harmless_diagram(source: str) -> str:
    """The source of a diagram whose words hold no tags but those for bold, lines and their like.

    mermaid puts words into the page to measure them, before it drops what does harm.
    """
    return _TAG.sub("< ", source)


def harmless_style(css: str) -> str:
    """The declarations of a style that neither load nor cover anything."""
    return ";".join(one for one in css.split(";") if not one.strip() or _is_harmless(one))


def _is_harmless(declaration: str) -> bool:
    name, _, value = declaration.partition(":")
    return name.strip().lower() in PROPERTIES and _is_plain(value) and _is_small(value)


def _is_plain(value: str) -> bool:
    """Whether a value of CSS can load nothing."""
    calls = (name.lower() for name in _CALL.findall(value))
    return bool(_PLAIN.fullmatch(value)) and all(name in _CALLS for name in calls)


def _is_small(value: str) -> bool:
    return all(_BACK <= float(one) <= _LARGEST for one in _NUMBER.findall(value))


def _has_scheme(address: str, *schemes: str) -> bool:
    """Whether an address is relative, or begins with one of these schemes."""
    found = _SCHEME.match(address)
    return found is None or found[1].lower() in schemes


def _is_link(value: str) -> bool:
    return _has_scheme(value, "http", "https", "mailto", "tel")


def _is_shown(value: str) -> bool:
    return _has_scheme(value, "http", "https") or bool(_DATA.match(value))


def _is_background(value: str) -> bool:
    return _is_shown(value) if _ADDRESS.fullmatch(value) else _is_plain(value)


def _is_local(value: str) -> bool:
    return bool(_LOCAL_URL.fullmatch(value)) or _is_plain(value)


_VALUES: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(("href", "cite"), _is_link),
    **dict.fromkeys(("src", "srcset", "poster", "data-src", "data-srcset"), _is_shown),
    **dict.fromkeys(("data-background-image", "data-background-video"), _is_shown),
    **dict.fromkeys(("data-preview-image", "data-preview-video"), _is_shown),
    **dict.fromkeys(("fill", "stroke", "mask", "clip-path"), _is_local),
    **dict.fromkeys(("marker-start", "marker-mid", "marker-end"), _is_local),
    "data-background": _is_background,
    "data-notes": lambda value: "<" not in value and "&" not in value,
    "id": lambda value: value not in _RESERVED,
}
"""Which values of attributes may stay; reveal.js takes `data-notes` for HTML."""
