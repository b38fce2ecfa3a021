"""docs/security.md: what is promised of strangers' decks, of pages' policies, and of files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from base64 import b64encode
from contextlib import chdir
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from harness import ROOT, Site, diascope, render
from selectolax.lexbor import LexborHTMLParser, LexborNode
from serving import Following

from diascope.pipeline import build
from diascope.render.clean import cleaned, cleaned_attributes
from diascope.render.harmless import harmless_diagram

CSP = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
RAW = (
    "# One\n\n<b onclick='x()'>bold</b> and <script>x()</script>\n\n"
    "<div class=box>\n\nin *it*\n\n</div>\n"
)


def policy(text: str) -> dict[str, list[str]]:
    """The sources of a page's policy by directive."""
    found = CSP.findall(text)
    assert len(found) == 1
    parts = (unescape(part).split() for part in found[0].split(";"))
    return {name: sources for name, *sources in parts}


def elements(found: list[LexborNode]) -> list[tuple[str | None, dict[str, str]]]:
    """The names of elements with their attributes."""
    return [(one.tag, {key: value or "" for key, value in one.attributes.items()}) for one in found]


def digest(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("site", "deck", "counts", "codes"),
    [
        ("", "", "trust", []),
        ("", "sanitize", "sanitize", []),
        ("", "escape", "escape", []),
        ("sanitize", "", "sanitize", []),
        ("sanitize", "escape", "escape", []),
        ("sanitize", "trust", "sanitize", ["html-laxer"]),
        ("escape", "sanitize", "escape", ["html-laxer"]),
        ("escape", "sanitise", "escape", ["metadata-invalid"]),
        ("sanitize", "true", "sanitize", []),
    ],
)
def test_a_deck_can_only_be_stricter_than_its_site(
    site: str, deck: str, counts: str, codes: list[str]
) -> None:
    files = {"diascope.toml": f'html = "{site}"\n'} if site else {}
    made = render((f"---\nhtml: {deck}\n---\n\n" if deck else "") + RAW, files)
    assert [code for code, *_ in made.places] == codes
    slide = made.page.css("#one")[0].html or ""
    assert ("<script>" in slide) == (counts == "trust")
    assert ("&lt;script&gt;x()&lt;/script&gt;" in slide) == (counts == "escape")
    assert ("<b>bold</b>" in slide) == (counts == "sanitize")
    assert "<em>it</em>" in slide


def test_escape_shows_tags_where_they_stand() -> None:
    made = render("---\nhtml: escape\n---\n\n" + RAW + "\n`<i>`{=html} <!-- told -->\n")
    lines = made.page.css("#one .body")[0].text(deep=True).split("\n")
    assert list(filter(None, lines)) == [
        "<b onclick='x()'>bold</b> and",
        "<script>x()</script>",
        "<div class=box>",
        "in it",
        "</div>",
        "<i> <!-- told -->",
    ]


def test_what_is_left_out_is_told() -> None:
    text = "---\nhtml: sanitize\ncss: a.css\nheader-includes:\n- <script>x()</script>\n"
    made = render(text + "- '\\newcommand{\\R}{R}'\n---\n\n# One\n", {"slides/a.css": "b {}"})
    assert made.places == [
        ("html-left-out", "slides/talk.md", 3),
        ("html-left-out", "slides/talk.md", 5),
    ]
    assert "x()" not in made.html
    assert "a.css" not in made.html


def test_an_ordinary_deck_comes_out_the_same(own_site: Path, site: Site) -> None:
    for folder in ("slides", "snippets"):
        shutil.copytree(ROOT / folder, site.root / folder)
    site.write({"diascope.toml": 'html = "sanitize"\n'})
    site.build()
    trusted = LexborHTMLParser((own_site / "tour/index.html").read_text("utf-8"))
    one, other = (page.css(".slides *") for page in (trusted, site.page("tour/index.html")))
    assert elements(one) == elements(other)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('<p style="color:red;position:fixed;top:0">a</p>', '<p style="color:red;top:0">a</p>'),
        ('<p style="margin:-99px;width:99999px">a</p>', '<p style="">a</p>'),
        ('<p style="background:\\75rl(//e)">a</p>', '<p style="">a</p>'),
        ('<p style="width:calc(1em + 2px)">a</p>', '<p style="width:calc(1em + 2px)">a</p>'),
        ("<a href='java\tscript:x'>a</a>", "<a>a</a>"),
        ("<a href='//host/a'>a</a>", '<a href="//host/a">a</a>'),
        ("<img src='data:text/html,x'>", "<img>"),
        ("<input type=password>", '<input type="checkbox">'),
        ("<i id=Reveal>a</i>", "<i>a</i>"),
        ("<style>a</style><title>b</title>c", "c"),
        ("<svg><use href='//e#x'></use></svg>", "<svg><use></use></svg>"),
    ],
)
def test_what_stays_of_an_element(given: str, kept: str) -> None:
    assert cleaned(given, "sanitize") == kept
    assert cleaned(given, "trust") == given


def test_attributes_that_templates_write() -> None:
    given = {
        "x onclick=alert(1) y": "1",
        "onclick": "x()",
        "data-background-iframe": "https://a.org",
        "data-background": "url(https://a.org/b)",
        "data-background-image": "b.png",
        "data-background-color": "teal",
        "data-state": "x",
        "data-notes": "<img src onerror=x()>",
        "data-auto-animate-easing": "e} * {}",
    }
    kept = {"data-background-image": "b.png", "data-background-color": "teal"}
    assert cleaned_attributes("section", given, "sanitize") == kept


def test_tags_in_diagrams() -> None:
    source = 'class A <<interface>>\nA <|-- B\nC["a<br/>b<b>c</b><img src=x>"]\n<<style>>'
    assert harmless_diagram(source) == source.replace("<img", "< img").replace("<style", "< style")


def test_the_library_is_loaded_when_it_is_asked_for(site: Site) -> None:
    site.write({"slides/talk.md": "# One\n\n<b>x</b>\n"})
    script = "import sys; from diascope.pipeline import build; build(); print('nh3' in sys.modules)"
    for toml, loaded in (("", "False\n"), ('html = "sanitize"\n', "True\n")):
        site.write({"diascope.toml": toml})
        ran = subprocess.run(
            [sys.executable, "-c", script],
            cwd=site.root,
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stdout == loaded


# Policies


def test_every_page_has_a_policy(site: Site) -> None:
    site.write(
        {
            "slides/talk.md": "---\nredirect-from: /old\n---\n\n# One\n\n![](https://a.org/b.png)\n",
            "slides/other.md": "# Two\n",
        }
    )
    site.build()
    pages = ("index.html", "404.html", "talk/index.html", "other/index.html", "old/index.html")
    for name in pages:
        found = policy(site.text(name))
        scripts = re.findall(r"<script(?![^>]*json)[^>]*>(.+?)</script>", site.text(name), re.S)
        assert {"'self'", *map(digest, scripts)} == set(found["script-src"])
        for directive in ("default-src", "object-src", "base-uri", "form-action"):
            assert found[directive] == ["'none'"]
        is_remote = name == "talk/index.html"
        assert ("https://a.org" in found["img-src"]) == is_remote
        assert site.text(name).index("Security-Policy") < site.text(name).index("<script")


def test_what_a_trusted_deck_brings_is_named() -> None:
    script, handler = "let a = '<b>'", "go(1 && 2)"
    made = render(
        f"# One\n\n<script>{script}</script>\n\n<script src='https://a.org/a.js'></script>\n\n"
        f"<button onclick='go(1 &amp;&amp; 2)'>x</button>\n"
    )
    found = policy(made.html)
    assert {digest(script), digest(handler), "'unsafe-hashes'", "https://a.org"} <= set(
        found["script-src"]
    )
    assert "'unsafe-inline'" not in found["script-src"]
    assert "https:" in found["default-src"]


def test_a_page_that_is_not_trusted_names_no_script_of_its_deck() -> None:
    trusted = policy(render("# One\n").html)
    made = policy(render("---\nhtml: sanitize\n---\n\n# One\n\n<script>x()</script>\n").html)
    assert made == trusted


@pytest.mark.parametrize("html", ["sanitize", "escape"])
def test_hosts_are_those_of_what_is_shown(html: str) -> None:
    made = render(
        f"---\nhtml: {html}\ninclude-before: <i>a</i><script>x()</script>\n---\n\n# One\n\n"
        "![](https://a.org/b.png)\n\n<iframe src='https://b.org/c'></iframe>\n\n"
        '[x]{style="background:url(https://c.org/d)"}\n'
    )
    found = policy(made.html)
    assert {one for one in found["img-src"] if "org" in one} == {"https://a.org"}
    assert found["frame-src"] == ["'self'"]
    above = {
        "sanitize": "<i>a</i>",
        "escape": "&lt;i&gt;a&lt;/i&gt;&lt;script&gt;x()&lt;/script&gt;",
    }
    assert f"<body>\n{above[html]}\n<div" in made.html


def test_live_pages_of_strangers_may_no_more(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"slides/own.md": "# One\n", "slides/talk.md": "---\nhtml: escape\n---\n\n# Two\n"})
    monkeypatch.chdir(site.root)
    live = Following()
    live.renew()
    own, talk, index = (
        policy((live.state.page(name) or ("",))[0])
        for name in ("own/index.html", "talk/index.html", "index.html")
    )
    assert "'unsafe-inline'" in own["script-src"]
    for found in (talk, index):
        assert "'unsafe-inline'" not in found["script-src"]
        assert found["default-src"] == ["'none'"]
        assert found["connect-src"] == ["'self'", "ws:", "wss:"]


@pytest.mark.parametrize(
    ("toml", "directive", "sources"),
    [
        ('csp = {script-src = "https://s.org"}', "script-src", "https://s.org"),
        ('csp = {connect-src = "https://s.org wss://s.org"}', "connect-src", "wss://s.org"),
        ("csp = true", "object-src", "'none'"),
    ],
)
def test_a_site_adds_to_its_policy(toml: str, directive: str, sources: str) -> None:
    found = policy(render("# One\n", {"diascope.toml": toml + "\n"}).html)
    assert found[directive][-1] == sources
    assert "'none'" not in found[directive] or found[directive] == ["'none'"]


def test_a_site_leaves_policies_out(site: Site) -> None:
    site.write({"diascope.toml": "csp = false\n"})
    site.deck("# One\n")
    assert not CSP.search(site.text())
    site.write({"diascope.toml": 'csp = {script-src = "a; object-src *"}\n'})
    assert [one.code for one in site.build().findings] == ["config-invalid"]
    own = '<meta http-equiv="Content-Security-Policy" content="img-src *">'
    site.write(
        {
            "diascope.toml": "",
            "templates/base.html": "{% extends '!theme/base.html' %}{% block base %}"
            + own
            + "{% endblock %}",
        }
    )
    site.build()
    assert policy(site.text()) == {"img-src": ["*"]}


def test_one_file_names_its_scripts(site: Site) -> None:
    site.write(
        {"slides/talk.md": "---\nhtml: sanitize\n---\n\n# One\n\n``` mermaid\ngraph TD\n```\n"}
    )
    diascope("export", "html", "slides/talk.md", "-o", site.root / "talk.html", folder=site.root)
    text = (site.root / "talk.html").read_text("utf-8")
    scripts = re.findall(r"<script(?![^>]*json)[^>]*>(.+?)</script>", text, re.S)
    assert len(scripts) >= 3
    sources = policy(text)["script-src"]
    assert "data:" not in sources
    assert set(map(digest, scripts)) <= set(sources)


# Files


LINKS = (
    *("slides/in.md", "slides/in.txt", "slides/in.png", "snippets/in.md", "static/in.png"),
    *("slides/talk.extras.md", "slides/links.md", "slides/part/other.md"),
)
"""Names of links on disk that lead out of the site."""
TAKING = """# One

::: {include="in.md"}
:::

::: {include="../../far/in.md"}
:::

``` {from="in.txt"}
```

``` {from="../../far/in.txt"}
```

``` {snippet="in.md#one"}
```

![](in.png) <img src="../../far/in.png">
"""


def test_nothing_leads_out_of_the_site(site: Site, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    for name in LINKS:
        link, far = site.root / name, tmp_path / "far" / f"in{Path(name).suffix}"
        far.write_text("# One\n\n[text]: https://secret.org\n\n    secret\n")
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(far)
    site.write({"slides/talk.md": TAKING})
    with chdir(site.root):
        refused = [one for one in build().diagnostics if one.code == "file-outside"]
    assert not site.output.exists()
    lines = [(one.path.name, one.place.begin + 1) for one in refused if one.path]
    assert {line for name, line in lines if name == "talk.md"} == {3, 6, 9, 12, 15, 18}
    assert {"talk.extras.md", "links.md", "other.md", "in.png"} <= {name for name, _ in lines}
    site.write({"diascope.toml": 'allow-outside = ["../far"]\n'})
    assert "file-outside" not in site.build().stderr


# Limits


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (
            "\n".join(
                f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9 if n else ['x'])}]" for n in range(9)
            ),
            "more than 50000 values",
        ),
        (f"a: {'[' * 70}{']' * 70}", "deeper than 64 levels"),
    ],
)
def test_metadata_has_limits(site: Site, block: str, message: str) -> None:
    outcome = site.deck(f"---\n{block}\n---\n\n# One\n")
    assert [one.code for one in outcome.findings] == ["yaml-invalid"]
    assert message in outcome.findings[0].message


@pytest.mark.parametrize("head", ["", "---\npreviewLinks: true\n---\n\n"])
def test_pages_that_links_open_over_a_slide_may_be_framed(site: Site, head: str) -> None:
    mark = "" if head else "{preview-link=true}"
    site.deck(f"{head}# One\n\n[There](https://a.org/page){mark}\n")
    assert policy(site.text())["frame-src"] == ["'self'", "https://a.org"]
    site.deck("# One\n\n[There](https://a.org/page)\n")
    assert policy(site.text())["frame-src"] == ["'self'"]
