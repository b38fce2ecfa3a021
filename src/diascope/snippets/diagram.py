"""The HTML of diagrams: their source, which the browser draws, and which can be read until then."""

from collections.abc import Iterator, Mapping, Sequence

from diascope.dialect.attributes import html_name, render_attributes
from diascope.dialect.html_escape import escape_html

LANGUAGE = "mermaid"


def is_diagram(classes: Sequence[str]) -> bool:
    """Whether a code block with these classes is the source of a diagram."""
    return bool(classes) and classes[0] == LANGUAGE


def render_diagram(
    code: str,
    classes: Sequence[str],
    attributes: Mapping[str, str],
    id: str = "",  # noqa: A002
) -> str:
    """The HTML of a diagram: a division with its attributes around a `pre` with its source."""
    outer = render_attributes(_outer(classes, attributes, id))
    source = escape_html(code.removesuffix("\n"), quotes=False)
    return f'<div{outer}><pre class="{LANGUAGE}"><code>{source}</code></pre></div>'


def _outer(
    classes: Sequence[str], attributes: Mapping[str, str], name: str
) -> Iterator[tuple[str, str]]:
    if name:
        yield "id", name
    yield "class", " ".join(("diagram", *classes[1:]))
    for key, value in attributes.items():
        yield "data-alt" if key == "alt" else html_name(key), value
