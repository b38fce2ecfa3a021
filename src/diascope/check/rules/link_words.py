"""Links whose words say nothing of where they lead (WCAG 2.4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from diascope.check.subject import Subject, seen
from diascope.diagnostics import Diagnostic
from diascope.dialect.inlines import plain_text
from diascope.dialect.tokens import Token

_EMPTY = frozenset(
    {
        *("here", "click here", "this", "this link", "link", "the link", "read more", "more"),
        *("this page", "this one", "see here", "hier", "ici", "aquí", "aqui", "qui", "tu", "tutaj"),
        *("her", "här", "tässä", "zde", "здесь", "ここ", "这里", "這裡", "여기"),
    }
)
_MARKS = " .,:;!?→»>…()[]"


def link_words(subject: Subject) -> Iterator[Diagnostic]:
    """Advice for every link that reads "here", or nothing."""
    for token, *_ in seen(subject.nodes):
        for opening, inside in _links(token.children or ()) if token.type == "inline" else ():
            words = " ".join(plain_text(inside).split()).strip(_MARKS)
            if words.casefold() in _EMPTY:
                message = f"the words of this link, `{words}`, do not say where it leads"
                hint = "link the words that name what it leads to"
                yield Diagnostic("link-words", opening.place, message, hint)


def _links(tokens: list[Token] | tuple[()]) -> Iterator[tuple[Token, list[Token]]]:
    """Each link with what stands in it."""
    opening, inside = None, list[Token]()
    for token in tokens:
        if token.type == "link_open":
            opening, inside = token, []
        elif token.type == "link_close" and opening:
            yield opening, inside
            opening = None
        else:
            inside.append(token)
