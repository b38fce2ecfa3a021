"""Broken templates: each is a `template-error` that names the template, and never an exception."""

from __future__ import annotations

import pytest
from harness import Site

SLIDE = [
    "{{",
    "{% if %}",
    "{% endfor %}",
    "{% nonsense %}",
    "{% block a %}{% endblock %}{% block a %}{% endblock %}",
    "{{ slide.titel }}",
    "{{ nothing }}",
    "{{ nothing() }}",
    "{{ slide.heading.nope.deeper }}",
    "{{ slide() }}",
    "{{ slide['x'] }}",
    "{{ slide.classes[99] }}",
    "{{ 1 / 0 }}",
    "{{ 1 + 'a' }}",
    "{{ 'a' | nofilter }}",
    "{{ 'a' is notest }}",
    "{{ 'x' | int('y', 'z', 'w') }}",
    "{{ {}['key'] }}",
    "{{ {}.popitem() }}",
    "{{ [].pop() }}",
    "{{ ''.encode('nope') }}",
    "{{ 'a'.index('b') }}",
    "{{ 'ü'.encode('ascii') }}",
    "{{ '\\ud800' }}",
    "{{ '%d' | format('x') }}",
    "{{ '{' .format() }}",
    "{{ super() }}",
    "{{ self.nothing() }}",
    "{% include 'slide.html' %}",
    "{% include 'missing.html' %}",
    "{% include '../diascope.toml' %}",
    "{% include '/etc/passwd' %}",
    "{% include none %}",
    "{% include 42 %}",
    "{% extends 'slide.html' %}",
    "{% extends 'missing.html' %}",
    "{% extends none %}",
    "{% extends slide %}",
    "{% import 'slide.html' as x %}",
    "{% from '!theme/slide.html' import nothing %}{{ nothing() }}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% call slide.heading() %}{% endcall %}",
    "{% set x, y = 1 %}",
    "{% for a, b in [1] %}{% endfor %}",
    "{% for a in 5 %}{% endfor %}",
    "{% for a in range(100000000000) %}{% endfor %}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{% for a in 'x' %}" * 30 + "{% endfor %}" * 30,
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{{ attrs(none) }}",
    "{{ attrs(5) }}",
    "{{ attrs([1]) }}",
    "{{ attrs('text') }}",
    "{{ attrs() }}",
    "{{ asset('/etc/passwd') }}",
    "{{ asset('../diascope.toml') }}",
    "{{ asset('css/../../diascope.toml') }}",
    "{{ asset('missing.css') }}",
    "{{ asset('css') }}",
    "{{ asset('') }}",
    "{{ asset('.') }}",
    "{{ asset(none) }}",
    "{{ asset(5) }}",
    "{{ asset('a\\u0000b') }}",
    "{{ asset('x' * 5000) }}",
    "{{ asset('css\\\\tokens.css') }}",
    "{{ bundle('../x.css', 'css/tokens.css') }}",
    "{{ bundle('/x.css', 'css/tokens.css') }}",
    "{{ bundle('', 'css/tokens.css') }}",
    "{{ bundle(none, 'css/tokens.css') }}",
    "{{ bundle('x.css', none) }}",
    "{{ bundle('x.css', ['css/tokens.css']) }}",
    "{{ bundle('x.css', '../diascope.toml') }}",
    "{{ bundle('x.css', '/etc/passwd') }}",
    "{{ bundle('x.css', 'missing.css') }}",
    "{{ bundle('x.css', 'binary.css') }}",
    "{{ bundle('x.css', 'ring.css') }}",
    "{{ bundle('x.css', 'outside.css') }}",
    "{{ bundle('x.css', 'lost.css') }}",
    "{{ bundle('x.css', 'css/tokens.css') }}{{ bundle('x.css', 'css/type.css') }}",
    "{{ bundle() }}",
    "{{ url(none) }}",
    "{{ url('') }}",
    "{{ url(5) }}",
    "{{ url() }}",
    "{{ range(1, 2, 0) }}",
    "{{ none | tojson(indent='x', y=1) }}",
    "{{ slide | tojson }}",
    "{% autoescape %}{% endautoescape %}",
    "{% raw %}x",
    "{# never closed",
    "{{ lipsum(n=-1).x }}",
    "{{ cycler() }}",
    "{{ namespace(1) }}",
    "{{ joiner(1, 2, 3) }}",
]
PLAIN: dict[str, str | bytes] = {
    "slides/talk.md": "# One\n\ntext\n",
    "static/binary.css": b"\xff\xfe\x00",
    "static/ring.css": '@import "ring.css";\n',
    "static/outside.css": "a { background: url(../../diascope.toml) }\n",
    "static/lost.css": "a { background: url(lost.png) }\n",
    "diascope.toml": "",
}


@pytest.mark.parametrize("text", SLIDE, ids=lambda text: text[:40])
def test_a_broken_template_is_told(text: str, site: Site) -> None:
    site.write({**PLAIN, "templates/slide.html": text})
    assert [one.code for one in site.build().findings] == ["template-error"]
    assert not site.output.exists()


PAGES = ["base.html", "deck.html", "title-slide.html", "contents-slide.html", "index.html"]


@pytest.mark.parametrize("name", [*PAGES, "404.html"])
@pytest.mark.parametrize(
    "content",
    [
        b"{{ nothing }}",
        b"\xff\xfe",
        "{% include '" + "x" * 300 + "' %}",
        "{{ asset('/etc/passwd') }}",
        "{{ site.decks[0].x }}",
    ],
    ids=lambda content: repr(content)[:20],
)
def test_any_template_may_be_broken(name: str, content: str | bytes, site: Site) -> None:
    site.write({"slides/talk.md": "---\ntitle: T\ntoc: true\n---\n\n# One\n"})
    site.write({f"templates/{name}": content})
    assert [one.code for one in site.build().findings] == ["template-error"]
    assert not site.output.exists()


@pytest.mark.parametrize("kind", ["folder", "loop"])
def test_a_template_that_cannot_be_read_is_not_passed_over(kind: str, site: Site) -> None:
    site.write({"slides/talk.md": "# One\n"})
    path = site.root / "templates/slide.html"
    path.parent.mkdir()
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("slide.html")
    assert site.build().places == [("template-error", "templates/slide.html", 0)]


def test_what_lies_in_a_linked_static_folder_is_found(site: Site) -> None:
    site.write({"slides/talk.md": "# One\n", "shared/mine.css": "a { color: red }\n"})
    (site.root / "static").symlink_to("shared")
    site.write({"templates/slide.html": "{{ asset('mine.css') }}{{ bundle('b.css', 'mine.css') }}"})
    site.built()
    assert site.files()["assets/mine.css"] == b"a { color: red }\n"
