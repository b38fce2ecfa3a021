"""Numbers in metadata, as pandoc writes them on the page: ``012`` as 12, ``1.50`` as 1.5."""

from diascope.patterns import lazy_pattern

_DECIMAL = lazy_pattern(r"([+-]?)([0-9]+)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,4}))?")
_RADIX = lazy_pattern(r"0x([0-9a-fA-F]{1,64})|0o([0-7]{1,64})")
_LARGEST = 2**63 - 1


def pandoc_number(text: str) -> str | None:
    """How pandoc shows the number that a plain YAML scalar is; ``None`` if it is none."""
    if radix := _RADIX.fullmatch(text):
        sixteen, eight = radix.groups()
        return _shown("", str(int(sixteen, 16) if sixteen else int(eight, 8)), 0)
    decimal = _DECIMAL.fullmatch(text)
    if decimal is None:
        return None
    sign, whole, fraction, exponent = decimal.groups(default="")
    return _shown(sign.strip("+"), whole + fraction, int(exponent or 0) - len(fraction))


def _shown(sign: str, digits: str, exponent: int) -> str:
    """The number with these digits, times a power of ten.

    A whole number of 64 bits is shown as such; of the others those from 0.1 to ten million
    with a point, the rest with an exponent (Haskell's ``show`` for ``Scientific``).
    """
    significant = digits.strip("0")
    if not significant:
        return "0"
    exponent += len(digits) - len(digits.rstrip("0"))
    point = len(significant) + exponent
    if exponent >= 0 and point < 20 and _fits(whole := sign + significant + "0" * exponent):
        return whole
    if 0 <= point <= 7:
        return f"{sign}{significant[:point] or '0'}.{significant[point:] or '0'}"
    return f"{sign}{significant[0]}.{significant[1:] or '0'}e{point - 1}"


def _fits(whole: str) -> bool:
    return -_LARGEST - 1 <= int(whole) <= _LARGEST
