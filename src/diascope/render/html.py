"""HTML of tokens, in the shape that Pandoc's HTML writer gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from diascope.config.html import TRUST
from diascope.deck.code import UNSEEN
from diascope.dialect.attributes import HTML_FORMATS, NONE, Attributes, render_attributes
from diascope.dialect.html_escape import escape_html
from diascope.dialect.inlines import plain_text
from diascope.dialect.tokens import Token, changed
from diascope.reading.images import shape
from diascope.reading.picture import Picture
from diascope.render.codes import qr_code
from diascope.render.drawings import drawn
from diascope.render.harmless import harmless_diagram
from diascope.render.media import media_kind, sized, with_column_width
from diascope.render.paragraphs import with_paragraphs
from diascope.snippets import is_diagram, render_code, render_diagram

_BLOCK_TAGS = {"p", "dt", "th", "td", "caption", "h1", "h2", "h3", "h4", "h5", "h6"}


class HtmlWriter:
    """Writes the tokens of one slide, whose addresses are resolved; gathers its footnotes."""

    def __init__(self, prefix: str, macros: tuple[str, ...] = (), html: str = TRUST) -> None:
        self.prefix = prefix
        self.macros = macros
        self.html = html
        """What becomes of HTML; untrusted decks embed nothing, and drawings stay images."""
        self.notes: list[str] = []
        self.drawings = 0
        """How many SVG files have become a part of the slide."""
        self.needs: set[str] = set()
        """What the browser needs to show it: `math`, `diagrams`."""
        self._divs: list[str] = []

    def blocks(self, tokens: Sequence[Token]) -> str:
        """The HTML of block tokens."""
        out: list[str] = []
        for token in with_paragraphs(tokens):
            handler = self._BLOCKS.get(token.type, HtmlWriter._tag)
            out.append(handler(self, token))
        return "".join(out)

    def inlines(self, tokens: Sequence[Token]) -> str:
        """The HTML of inline tokens."""
        return "".join([self._INLINES.get(t.type, HtmlWriter._inline_tag)(self, t) for t in tokens])

    def footnotes(self) -> str:
        """The slide's footnotes, for its end."""
        if not self.notes:
            return ""
        items = "".join(self.notes)
        return f'<aside class="footnotes" role="note">\n<ol>\n{items}</ol>\n</aside>\n'

    def _tag(self, token: Token) -> str:
        if token.nesting < 0:
            return f"</{token.tag}>\n"
        end = "" if token.tag in _BLOCK_TAGS or token.tag == "li" else "\n"
        return f"<{token.tag}{_attrs(token)}>{end}"

    def _inline_tag(self, token: Token) -> str:
        return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}{_attrs(token)}>"

    def _paragraph(self, token: Token) -> str:
        if token.hidden:
            return "\n" if token.nesting < 0 else ""
        return "</p>\n" if token.nesting < 0 else f"<p{_attrs(token)}>"

    def _text_block(self, token: Token) -> str:
        html = self.inlines(token.children or [])
        task = token.meta.get("task") if token.meta else None
        if task is None:
            return html
        checked = ' checked=""' if task else ""
        return f'<label><input type="checkbox"{checked}>{html}</label>'

    def _heading(self, token: Token) -> str:
        attributes = token.meta["attributes"]
        return f"<{token.tag}{render_attributes(attributes.html())}>"

    def _div(self, token: Token) -> str:
        attributes = token.meta["attributes"].without("incremental", "nonincremental")
        found = with_column_width(attributes).html()
        tag = "aside" if "notes" in attributes.classes else "div"
        self._divs.append(tag)
        return f"<{tag}{render_attributes(found)}>\n"

    def _div_end(self, token: Token) -> str:
        return f"</{self._divs.pop()}>\n"

    def _code(self, token: Token) -> str:
        given = token.meta["attributes"]
        what = token.content, given.classes, dict(given.pairs), given.id
        if is_diagram(given.classes):
            self.needs.add("diagrams")
            source = what[0] if self.html == TRUST else harmless_diagram(what[0])
            return render_diagram(source, *what[1:]) + "\n"
        return "" if not UNSEEN.isdisjoint(given.classes) else render_code(*what) + "\n"

    def _raw_block(self, token: Token) -> str:
        return token.content + "\n" if token.info in HTML_FORMATS else ""

    def _html_block(self, token: Token) -> str:
        return token.content + "\n"

    def _html_inline(self, token: Token) -> str:
        return token.content

    def _figure(self, token: Token) -> str:
        image = (token.children or [])[0]
        given = image.meta["attributes"]
        size = image.meta["picture"].size
        classes = f' class="{shape(*size)}"' if size else ""
        anchor = f' id="{given.id}"' if given.id else ""
        own = changed(image, meta={**image.meta, "attributes": replace(given, id="")})
        caption = self.inlines(image.children or [])
        # a screen reader should not say the same words twice
        hidden = ' aria-hidden="true"' if image.content == plain_text(image.children or []) else ""
        return (
            f"<figure{anchor}{classes}>\n{self._image(own)}\n"
            f"<figcaption{hidden}>{caption}</figcaption>\n</figure>\n"
        )

    def _image(self, token: Token) -> str:
        url = str(token.attrs["src"])
        given: Attributes = token.meta["attributes"]
        attrs = {"src": url, **sized(given, None)}
        if "title" in token.attrs:
            attrs["title"] = str(token.attrs["title"])
        kind = media_kind(url)
        if kind in ("video", "audio"):
            words = escape_html(token.content or kind.title())
            link = f'<a href="{escape_html(url)}">{words}</a>'
            return f"<{kind}{render_attributes(attrs)} controls>{link}</{kind}>"
        if kind == "embed":
            if self.html != TRUST:
                return f'<a href="{escape_html(url)}">{escape_html(token.content or url)}</a>'
            return f"<embed{render_attributes(attrs)}>"
        picture: Picture = token.meta["picture"]
        if picture.drawing and self.html == TRUST:
            self.drawings += 1
            return drawn(picture, given, token.content, f"{self.prefix}drawing{self.drawings}-")
        attrs.update(sized(given, picture.size))
        if picture.is_opaque:
            attrs["class"] = f"{attrs.get('class', '')} opaque".strip()
        attrs["alt"] = token.content
        # one on a slide that is not shown has no box, and so is not loaded
        attrs.setdefault("loading", "lazy")
        return f"<img{render_attributes(attrs)}>"

    def _table(self, token: Token) -> str:
        widths: Sequence[float] = token.meta["widths"]
        attrs = token.meta["attributes"].html()
        total = sum(widths)
        if 0 < total < 1 and "style" not in attrs:
            attrs["style"] = f"width:{round(total * 100)}%;"
        return f"<table{render_attributes(attrs)}>\n"

    def _caption_end(self, token: Token) -> str:
        return "</caption>\n"

    def _text(self, token: Token) -> str:
        return escape_html(token.content)

    def _soft_break(self, token: Token) -> str:
        return "\n"

    def _hard_break(self, token: Token) -> str:
        return "<br>\n"

    def _code_span(self, token: Token) -> str:
        given = token.meta.get("attributes", NONE) if token.meta else NONE
        return f"<code{render_attributes(given.html())}>{escape_html(token.content)}</code>"

    def _math(self, token: Token) -> str:
        """The formula typeset, or its TeX between the signs, as Pandoc leaves it."""
        from diascope.formulas import typeset

        kind, signs = ("display", "$$") if token.type == "math_display" else ("inline", "$")
        made = typeset(token.content, kind == "display", self.macros)
        tex = escape_html(token.content)
        if made.html:
            self.needs.add("math")
            words = f'alttext="{escape_html(made.alttext)}" data-formula="{tex}"'
            return f'<span class="math {kind}" {words}>{made.html}</span>'
        why = f' title="{escape_html(made.mistake)}"' if made.mistake else ""
        return f'<span class="math {kind}"{why}>{signs}{tex}{signs}</span>'

    def _raw_inline(self, token: Token) -> str:
        return token.content if token.info in HTML_FORMATS else ""

    def _link(self, token: Token) -> str:
        said = token.meta.get("qr") if token.meta else None
        return f"<a{_attrs(token)}>{qr_code(said) if said else ''}"

    def _note(self, token: Token) -> str:
        number = len(self.notes) + 1
        anchor = f"{self.prefix}fn{number}"
        self.notes.append("")
        text = self.blocks(token.meta["tokens"])
        self.notes[number - 1] = f'<li id="{anchor}">{text}</li>\n'
        return (
            f'<a href="#/{anchor}" class="footnote-ref" role="doc-noteref"><sup>{number}</sup></a>'
        )

    _BLOCKS: ClassVar[Mapping[str, Callable[[HtmlWriter, Token], str]]] = {
        "paragraph_open": _paragraph,
        "paragraph_close": _paragraph,
        "inline": _text_block,
        "heading_open": _heading,
        "div_open": _div,
        "div_close": _div_end,
        "code_block": _code,
        "raw_block": _raw_block,
        "html_block": _html_block,
        "figure": _figure,
        "table_open": _table,
        "caption_close": _caption_end,
        "metadata": lambda writer, token: "",
    }
    _INLINES: ClassVar[Mapping[str, Callable[[HtmlWriter, Token], str]]] = {
        "text": _text,
        "softbreak": _soft_break,
        "hardbreak": _hard_break,
        "code_inline": _code_span,
        "image": _image,
        "math_inline": _math,
        "math_display": _math,
        "raw_inline": _raw_inline,
        "html_inline": _html_inline,
        "link_open": _link,
        "note": _note,
    }


def _attrs(token: Token) -> str:
    if not token.attrs:
        return ""
    return render_attributes({key: str(value) for key, value in token.attrs.items()})
