"""Text that is escaped is read back by an HTML parser as it was."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from diascope.dialect.html_escape import escape_html

TEXTS = [
    "a < b > c",
    "&amp; & &copy",
    'say "so"',
    "it's",
    "one\r\ntwo\rthree",
    "</title><p>",
    "&#13;",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("quotes", [True, False])
def test_text_between_tags(text: str, quotes: bool) -> None:
    page = LexborHTMLParser(f"<b>{escape_html(text, quotes=quotes)}</b>")
    assert [node.text() for node in page.css("b")] == [text]
    assert len(page.css("body *")) == 1


@pytest.mark.parametrize("text", TEXTS)
def test_text_in_an_attribute(text: str) -> None:
    page = LexborHTMLParser(f'<b title="{escape_html(text)}"></b>')
    assert [node.attributes for node in page.css("b")] == [{"title": text}]
