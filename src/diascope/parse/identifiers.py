"""Identifiers of headings (Pandoc manual, "Extension: auto_identifiers")."""

from __future__ import annotations

from collections.abc import Iterable


def identifier(text: str) -> str:
    """The identifier of a heading with these words, `section` if none of them has a letter.

    Lower case, everything but letters, digits, `_`, `-` and `.` left out, spaces made hyphens,
    and nothing before the first letter.
    """
    kept = "".join(c for c in text.lower() if c.isalnum() or c.isspace() or c in "_-.")
    words = "-".join(kept.split())
    start = next((i for i, c in enumerate(words) if c.isalpha()), len(words))
    return words[start:] or "section"


def unique_identifiers(wanted: Iterable[tuple[str, str]]) -> list[str]:
    """The final identifier of every heading, from the one given and the one made of its words.

    A given one stays as it is; one made of words gets `-1`, `-2`, … where it was used before.
    """
    used, last, final = set[str](), dict[str, int](), list[str]()
    for given, made in wanted:
        name = given or made
        if not given and name in used:
            number = last.get(made, 0) + 1
            while f"{made}-{number}" in used:
                number += 1
            last[made], name = number, f"{made}-{number}"
        used.add(name)
        final.append(name)
    return final
