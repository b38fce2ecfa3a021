"""Pandoc's extensions that a deck may switch on or off (Pandoc manual, "Extensions").

Those that part a text into blocks are always as they are, since the blocks of a file are read
before its metadata; those that can be switched say how the text of blocks is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from diascope.diagnostics.nearest import nearest
from diascope.patterns import lazy_pattern

Extensions = frozenset[str]
"""The names of the extensions that are on."""

RULES: Mapping[str, tuple[str, ...]] = {
    "bracketed_spans": ("bracketed_span",),
    "citations": ("bracketed_citation", "citation"),
    "emoji": ("emoji",),
    "inline_notes": ("inline_note",),
    "mark": ("mark",),
    "native_spans": ("html_span",),
    "smart": ("quotes", "dash", "ellipsis"),
    "strikeout": ("strikeout",),
    "subscript": ("subscript",),
    "superscript": ("superscript",),
    "tex_math_dollars": ("math",),
}
"""The inline rules that an extension is."""
NATIVE_SPANS = "native_spans"
EAST_ASIAN, HARD, IGNORED = "east_asian_line_breaks", "hard_line_breaks", "ignore_line_breaks"
_LINE_ENDS = frozenset({EAST_ASIAN, HARD, IGNORED})
SWITCHED = frozenset(RULES) | _LINE_ENDS
"""Those that can be switched."""
DEFAULT: Extensions = SWITCHED - _LINE_ENDS - {"emoji", "mark"}
_ALWAYS_ON = frozenset(
    """alerts all_symbols_escapable auto_identifiers backtick_code_blocks definition_lists
    escaped_line_breaks example_lists fancy_lists fenced_code_attributes fenced_code_blocks
    fenced_divs footnotes grid_tables header_attributes implicit_figures
    implicit_header_references inline_code_attributes intraword_underscores latex_macros
    line_blocks link_attributes lists_without_preceding_blankline markdown_in_html_blocks
    multiline_tables native_divs pandoc_title_block pipe_tables raw_attribute raw_html raw_tex
    shortcut_reference_links simple_tables space_in_atx_header startnum table_attributes
    table_captions task_lists yaml_metadata_block""".split()
)
_NEVER_ON = frozenset(
    """abbreviations angle_brackets_escapable ascii_identifiers attributes autolink_bare_uris
    blank_before_blockquote blank_before_header compact_definition_lists four_space_rule
    gfm_auto_identifiers gutenberg literate_haskell markdown_attribute mmd_header_identifiers
    mmd_link_attributes mmd_title_block old_dashes rebase_relative_paths short_subsuperscripts
    spaced_reference_links tex_math_double_backslash tex_math_gfm tex_math_single_backslash
    wikilinks_title_after_pipe wikilinks_title_before_pipe""".split()
)
_SWITCH = lazy_pattern(r"([+-]?)([\w.]+)")


@dataclass(slots=True)
class Switches:
    """Extensions switched by name, as in `+emoji-smart`."""

    on: set[str] = field(default_factory=set)
    """Those that are switched on."""
    off: set[str] = field(default_factory=set)
    """Those that are switched off."""
    mistakes: list[tuple[str, str]] = field(default_factory=list)
    """What is wrong, and what to do about it."""

    def switch(self, text: str) -> None:
        """Switch the extensions that a text names; a name without a sign switches on."""
        for found in re.split(r"[\s,]+|(?<=\w)(?=[+-])", text.strip()):
            one = _SWITCH.fullmatch(found)
            if one:
                self._set(one[2], one[1] != "-")
            elif found:
                self.mistakes.append((f"`{found}` names no extension", _HINT))

    def applied(self, base: Extensions) -> Extensions:
        """The extensions that are on where these were before."""
        return (base | self.on) - self.off

    def _set(self, name: str, on: bool) -> None:
        if name in SWITCHED:
            (self.on if on else self.off).add(name)
            (self.off if on else self.on).discard(name)
        elif name not in (_ALWAYS_ON if on else _NEVER_ON):
            self.mistakes.append(_mistake(name))


_HINT = f"known are {', '.join(sorted(SWITCHED))}"


def _mistake(name: str) -> tuple[str, str]:
    if name in _ALWAYS_ON:
        return f"the extension `{name}` cannot be switched off", _HINT
    if name in _NEVER_ON:
        return f"the extension `{name}` is not supported", _HINT
    close = nearest(name, sorted(SWITCHED | _ALWAYS_ON | _NEVER_ON))
    hint = f"did you mean `{close}`?" if close else _HINT
    return f"there is no extension `{name}`", hint
