"""Pandoc's Markdown as markdown-it-py rules, one rule, one file.

The tables below are the dialect: rules are tried in this order, and the last column holds the
characters a rule may begin with (`0` any digit, `a` any letter, nothing for any character).
A rule is added by writing its file, a line here, and cases in `tests/cases/`.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from diascope.dialect.block_quote import block_quote
from diascope.dialect.blocks import BlockParser, BlockRule
from diascope.dialect.citations import bracketed_citation, citation
from diascope.dialect.code_span import code_span
from diascope.dialect.definition_list import definition_list
from diascope.dialect.emoji import emoji
from diascope.dialect.emphasis import emphasis
from diascope.dialect.enclosed import mark, strikeout, subscript, superscript
from diascope.dialect.escapes import entity, escape
from diascope.dialect.fence import fence
from diascope.dialect.fenced_div import fenced_div
from diascope.dialect.footnote_definition import footnote_definition
from diascope.dialect.heading import heading
from diascope.dialect.html_block import html_block, native_div
from diascope.dialect.indented_code import indented_code
from diascope.dialect.inline_html import autolink, inline_html
from diascope.dialect.inline_tex import inline_tex
from diascope.dialect.inlines import InlineParser, InlineRule
from diascope.dialect.line_block import line_block
from diascope.dialect.link_definition import link_definition
from diascope.dialect.links import brackets, image, link
from diascope.dialect.lists import bullet_list, ordered_list
from diascope.dialect.math import math
from diascope.dialect.notes import inline_note, note_reference
from diascope.dialect.paragraph import paragraph
from diascope.dialect.raw_tex import raw_tex
from diascope.dialect.ruler import ruler
from diascope.dialect.smart import dash, ellipsis, quotes
from diascope.dialect.spaces import line_end, spaces
from diascope.dialect.spans import bracketed_span, html_span
from diascope.dialect.stray_attributes import stray_attributes
from diascope.dialect.tables import table
from diascope.dialect.variables import variable
from diascope.dialect.yaml_block import yaml_block

BLOCK_RULES: tuple[tuple[str, BlockRule, str], ...] = (
    ("fence", fence, "`~"),
    ("yaml_block", yaml_block, "-"),
    ("bullet_list", bullet_list, "-+*"),
    ("native_div", native_div, "<"),
    ("fenced_div", fenced_div, ":"),
    ("heading", heading, ""),
    ("html_block", html_block, "<"),
    ("table", table, ""),
    ("indented_code", indented_code, ""),
    ("raw_tex", raw_tex, "\\"),
    ("line_block", line_block, "|"),
    ("block_quote", block_quote, ">"),
    ("ruler", ruler, "*-_"),
    ("ordered_list", ordered_list, "0a#@("),
    ("definition_list", definition_list, ""),
    ("footnote_definition", footnote_definition, "["),
    ("link_definition", link_definition, "["),
    ("paragraph", paragraph, ""),
)

INLINE_RULES: tuple[tuple[str, InlineRule, str], ...] = (
    ("spaces", spaces, " \t"),
    ("line_end", line_end, "\n"),
    ("code_span", code_span, "`"),
    ("emphasis", emphasis, "*_"),
    ("inline_note", inline_note, "^"),
    ("superscript", superscript, "^"),
    ("note_reference", note_reference, "["),
    ("bracketed_span", bracketed_span, "["),
    ("link", link, "["),
    ("bracketed_citation", bracketed_citation, "["),
    ("brackets", brackets, "["),
    ("image", image, "!"),
    ("math", math, "$"),
    ("strikeout", strikeout, "~"),
    ("subscript", subscript, "~"),
    ("autolink", autolink, "<"),
    ("html_span", html_span, "<"),
    ("inline_html", inline_html, "<"),
    ("escape", escape, "\\"),
    ("inline_tex", inline_tex, "\\"),
    ("citation", citation, "@-"),
    ("quotes", quotes, "\"'‘’“”\x91\x92\x93\x94"),
    ("dash", dash, "-"),
    ("ellipsis", ellipsis, "."),
    ("entity", entity, "&"),
    ("variable", variable, "{"),
    ("emoji", emoji, ":"),
    ("mark", mark, "="),
    ("stray_attributes", stray_attributes, "{"),
)


@cache
def reader() -> MarkdownIt:
    """The markdown-it instance that reads the dialect; it keeps nothing between texts."""
    md = MarkdownIt("zero")
    md.block = BlockParser(BLOCK_RULES)
    md.inline = InlineParser(INLINE_RULES)
    return md
