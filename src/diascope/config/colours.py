"""Colours as CSS writes them (CSS Color Module Level 4)."""

from __future__ import annotations

from diascope.patterns import lazy_pattern

_NAMES = frozenset(
    """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue
darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange
darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise
darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia
gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo
ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue
lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon
mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin
navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen
paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red
rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue
slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
whitesmoke yellow yellowgreen
""".split()
)
"""The names of colours (section 6.1)."""
_HEX = lazy_pattern(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_FUNCTION = lazy_pattern(r"(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([\w\s.,%+/-]{1,80}\)")


def is_colour(text: str) -> bool:
    """Whether a text is a colour by its form; nothing else can then stand in a style sheet."""
    plain = text.strip().lower()
    return plain in _NAMES or bool(_HEX.fullmatch(plain) or _FUNCTION.fullmatch(plain))
