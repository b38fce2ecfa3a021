"""What to do about the mistakes that a YAML parser reports."""

from diascope.patterns import lazy_pattern

_KEY = lazy_pattern(r"""(?:[ \t]*(?:\#.*)?\n)*['"]?[\w.-]+['"]?[ \t]*:""")
"""The key that a block of metadata begins with, after comments."""
QUOTE = "put it in quotes"
_HINTS = {
    "mapping values are not allowed": "put the value in quotes: a colon with a space after it "
    "begins a mapping",
    "character that cannot start": "put the value in quotes",
    "did not find expected alphabetic": "put the value in quotes",
    "did not find expected whitespace": "put the value in quotes",
    "did not find expected comment": "put the value in quotes",
    "did not find expected ',' or": "close the list or mapping, or put the value in quotes",
    "did not find expected key": "check the indentation, or put the value in quotes",
    "could not find expected ':'": "put `:` and a space after the key, or indent the line",
    "unexpected end of stream": "close the quotes",
}


def hint_for(problem: str, raw: str) -> str:
    """What to do about a problem that libyaml reports."""
    if not _KEY.match(raw):
        return "leave a blank line after `---` if it is a ruler and no metadata follows"
    return next((hint for words, hint in _HINTS.items() if words in problem), "")
