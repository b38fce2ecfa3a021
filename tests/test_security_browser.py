"""docs/security.md in a browser: what strangers' decks try, and what our own pages may do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from harness import ROOT, Site
from visitor import Visitor

ATTACKS = (ROOT / "tests" / "cases" / "attacks.md").read_text("utf-8")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" fill="currentColor">'
    "<script>parent.pwned('file')</script>"
    '<image href="https://evil.invalid/file.png"/><rect width="9" height="9"/></svg>'
)
WAYS = len(re.findall(r"pwned\('|evil\.invalid/", ATTACKS))
LEFT = """() => {
  const own = ':not(#first-slide, .drawing, .drawing *)';
  const attributes = [...document.querySelectorAll(`.reveal *${own}, body > :not(script)`)]
    .flatMap(one => [...one.attributes]);
  const elements = document.querySelectorAll(
    `.slides :is(script, iframe, object, embed, form, style, link, base, meta)${own}`);
  const found = (kind, text) =>
    attributes.filter(({ name, value }) => kind.test(name) && text.test(value))
      .map(({ name, value }) => `${name}=${value}`);
  return [
    ...found(/^(on|srcdoc|formaction|ping|xlink)/, /./),
    ...found(/^(src|href)$/, /^\\s*(javascript|vbscript|data):/i),
    ...found(/^(src|style|data-(?!formula))/, /evil/i),
    ...[...elements].map(one => one.outerHTML),
  ];
}"""
"""What a page has of what attacks need."""
EVERY = """async () => {
  for (const slide of Reveal.getSlides()) {
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v);
    await new Promise(requestAnimationFrame);
    for (const one of slide.querySelectorAll('*'))
      for (const kind of ['mouseover', 'focus', 'error']) one.dispatchEvent(new Event(kind));
  }
}"""
"""Shows every slide, and has happen to each element what handlers wait for."""


@pytest.mark.parametrize("policy", ["sanitize", "escape"])
def test_no_script_of_a_stranger_runs_and_nothing_is_asked_for(
    policy: str, new_site: Callable[[str], Site], visitor: Visitor
) -> None:
    # mermaid is slow to load, and draws the same diagram
    text = ATTACKS if policy == "sanitize" else ATTACKS.replace("~~~ mermaid", "~~~ text")
    site = new_site(policy)
    site.write(
        {
            "diascope.toml": f'html = "{policy}"\n',
            "slides/talk.md": text,
            "slides/attack.svg": DRAWING,
            **{f"slides/{name}": DRAWING for name in ("x.invalid", "x.invalid.png")},
        }
    )
    site.built()
    assert WAYS > 100
    page = visitor.open(site.output / "talk/index.html")
    page.evaluate(EVERY)
    if policy == "sanitize":
        page.wait_for_function("document.querySelector('.diagram').dataset.drawn")
    assert page.evaluate(LEFT) == []
    assert not [one for one in visitor.requests if "evil" in one]
    # no script has run, or it would have failed, since nothing is called `pwned`
    assert visitor.problems == []


def test_a_trusted_deck_brings_scripts_and_nobody_else_does(
    new_site: Callable[[str], Site], visitor: Visitor
) -> None:
    site = new_site("trusted")
    site.write(
        {
            "slides/talk.md": "# One\n\n<script>window.ran = ['deck']</script>\n\n"
            "<button type='button' onclick=\"ran.push('handler &amp; more')\">go</button>\n",
            "templates/deck.html": "{% extends '!theme/deck.html' %}{% block head %}{{ super() }}"
            "<script>window.template = 'ran'</script>{% endblock %}\n",
        }
    )
    site.built()
    page = visitor.open(site.output / "talk/index.html")
    page.click("button:text('go')")
    assert page.evaluate("[...ran, template]") == ["deck", "handler & more", "ran"]
    page.evaluate("""() => {
      const added = document.createElement('div');
      added.innerHTML = '<img src onerror="ran.push(1)">';
      const script = document.createElement('script');
      script.text = 'ran.push(2)';
      document.body.append(added, script);
    }""")
    page.evaluate("() => new Promise(resolve => setTimeout(resolve, 50))")
    assert len(page.evaluate("ran")) == 2
    assert len(visitor.problems) == 2
    assert all("Content Security Policy" in one for one in visitor.problems)
    visitor.problems.clear()
