"""The size of SVG images, from the attributes of their root element."""

import re

from diascope.patterns import lazy_pattern

_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
    "q": 2.4 / 2.54,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
}
"""CSS pixels in a unit of length."""

_COMMENT = lazy_pattern(r"<!--.*?(?:-->|\Z)", re.S)
_ROOT = lazy_pattern(r"<(?:[\w.-]+:)?svg(?=[\s>/])")
_ATTRIBUTES = lazy_pattern(r"""(?:[^>"']|"[^"]*"|'[^']*')*+>""")
_ATTRIBUTE = lazy_pattern(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?"
_LENGTH = lazy_pattern(rf"\s*({_NUMBER})\s*([a-zA-Z]*)\s*")
_HEAD = 1 << 16


def svg_size(head: bytes) -> tuple[int, int] | None:
    """SVG 2, section 8.2 and 8.10: width and height, or what they lack from the view box."""
    text = head[:_HEAD].decode("utf-16" if head[:2] in _UTF16 else "utf-8", "replace")
    text = _COMMENT.sub("", text)
    root = _ROOT.search(text)
    attributes = _ATTRIBUTES.match(text, root.end()) if root else None
    if attributes is None:
        return None
    found = {key: double or single for key, double, single in _ATTRIBUTE.findall(attributes[0])}
    width, height = _length(found.get("width", "")), _length(found.get("height", ""))
    box = [float(number) for number in re.findall(_NUMBER, found.get("viewBox", ""))]
    if len(box) == 4 and min(box[2:]) > 0:
        ratio = box[2] / box[3]
        width = width or (height * ratio if height else box[2])
        height = height or width / ratio
    if not (width and height):
        return None
    return max(1, round(width)), max(1, round(height))


_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def _length(value: str) -> float:
    """CSS pixels; 0 for a percentage, `auto` and everything else that is no length."""
    match = _LENGTH.fullmatch(value)
    scale = _PIXELS.get(match[2].lower(), 0.0) if match else 0.0
    return max(0.0, float(match[1]) * scale) if match else 0.0
