"""What someone sees who edits a deck with its page beside the editor."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from harness import Site
from playwright.sync_api import BrowserContext, Page, expect
from serving import Lasting, Serving, until

pytestmark = pytest.mark.browser

SLIDES = ["# One\n\ntext one\n", "# Two\n\n- a\n- b\n\n. . .\n\nlast\n", "# Three\n\ntext three\n"]
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M{0} {0}"/></svg>'


def deck(*slides: str) -> str:
    """A deck of these slides."""
    return "\n".join(slides or SLIDES)


@pytest.fixture(scope="module")
def lasting(new_site: Callable[[str], Site]) -> Iterator[Lasting]:
    """A live server for a deck of three slides, which tests use one by one."""
    files = {"slides/talk.md": deck(), "slides/dot.svg": DOT.format(1)}
    lasting = Lasting(new_site("lasting"), files)
    with lasting.serving:
        yield lasting


@pytest.fixture
def serving(lasting: Lasting) -> Serving:
    """The server, with the files of the beginning."""
    lasting.restore()
    return lasting.serving


@pytest.fixture
def site(serving: Serving, lasting: Lasting) -> Site:
    """Its site."""
    return lasting.site


@pytest.fixture
def own_site(tmp_path: Path) -> Site:
    """A site for a server of its own."""
    site = Site(tmp_path)
    site.write({"slides/talk.md": deck()})
    return site


@pytest.fixture
def page(context: BrowserContext, serving: Serving) -> Page:
    """Its page; a mark on the window tells whether it was loaded anew."""
    return opened(context, serving.url + "talk/")


def opened(context: BrowserContext, url: str) -> Page:
    """A page of the live server."""
    first = context.pages[0]
    page = first if first.url == "about:blank" else context.new_page()
    page.goto(url)
    is_ready(page)
    return page


def is_ready(page: Page) -> None:
    """Wait until a deck is shown, and leave a mark that goes when the page is loaded anew."""
    page.wait_for_function("window.Reveal?.isReady() && document.fonts.status === 'loaded'")
    page.evaluate("window.first = true")


def shown(page: Page) -> str:
    """The heading of the slide that is shown."""
    return str(page.evaluate("Reveal.getCurrentSlide().querySelector('h1').textContent"))


def sees(page: Page, text: str) -> None:
    """Wait until a text is on some slide; the page must not have been loaded anew."""
    page.wait_for_function(
        "t => document.querySelector('.slides').textContent.includes(t)", arg=text
    )
    assert page.evaluate("window.first"), "the page was loaded anew"


def test_an_edit_changes_the_slide_and_nothing_else(page: Page, site: Site) -> None:
    page.evaluate("Reveal.slide(1, 0, 0)")
    page.evaluate("window.kept = Reveal.getCurrentSlide()")
    site.write({"slides/talk.md": deck(SLIDES[0], SLIDES[1].replace("- b", "- better"), SLIDES[2])})
    sees(page, "better")
    assert page.evaluate("Reveal.getCurrentSlide() === window.kept")
    assert page.evaluate("Reveal.getIndices()") == {"h": 1, "v": 0, "f": 0}
    assert page.evaluate("document.querySelectorAll('.fragment.visible').length") == 1


def test_the_page_goes_to_the_slide_that_is_edited(page: Page, site: Site) -> None:
    site.write({"slides/talk.md": deck(*SLIDES[:2], "# Three\n\nchanged\n")})
    sees(page, "changed")
    assert shown(page) == "Three"
    page.keyboard.press("w")
    expect(page.locator("#live-notice")).to_have_text("Stays on this slide")
    site.write({"slides/talk.md": deck("# One\n\nother\n", *SLIDES[1:])})
    sees(page, "other")
    assert shown(page) == "Three"


def test_the_chosen_tab_stays_chosen(page: Page, site: Site) -> None:
    tabs = "# One\n\n::: tabs\n## A\n\n{}\n\n## B\n\n``` sh\n{}\n```\n:::\n"
    site.write({"slides/talk.md": deck(tabs.format("a", "b"), *SLIDES[1:])})
    chosen = page.get_by_role("tab", name="B")
    chosen.click()
    site.write({"slides/talk.md": deck(tabs.format("more", "changed"), *SLIDES[1:])})
    sees(page, "changed")
    expect(page.get_by_role("tab")).to_have_count(2)
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(page.locator("pre")).to_be_visible()
    expect(page.locator(".tab-panel .copy")).to_have_count(1)


def test_a_formula_is_set_as_it_is_written(page: Page, site: Site) -> None:
    text = "\\newcommand{{\\half}}{{\\frac{{1}}{{{}}}}}\n\n# One\n\n$\\half {}$\n"
    site.write({"slides/talk.md": text.format(2, "x")})
    formula = page.locator("section .katex-html")
    expect(formula).to_have_text(re.compile("21.?x"))
    page.evaluate("window.first = true")
    for edit, shown in (((2, "y"), "21.?y"), ((3, "y"), "31.?y")):
        site.write({"slides/talk.md": text.format(*edit)})
        expect(formula).to_have_text(re.compile(shown))
    assert page.evaluate("window.first"), "the page was loaded anew"


BUSY = """# Busy{}

::: {{#box style="height: 4em; overflow: auto"}}
one

two

three

four
:::

<details><summary>More</summary>inside</details>

. . .

second step

. . .

third step
"""
PLACE = """() => ({
    step: Reveal.getIndices().f,
    scrolled: document.querySelector('#box').scrollTop,
    opened: document.querySelector('details').open,
    focused: document.activeElement.tagName,
    searches: document.querySelector('dialog.search-panel[open]') !== null,
})"""


def test_nothing_that_the_reader_did_is_undone(page: Page, site: Site) -> None:
    site.write({"slides/talk.md": deck(SLIDES[0], BUSY.format(""))})
    sees(page, "third step")
    page.keyboard.press("w")
    page.evaluate("Reveal.slide(1, 0, 0)")
    page.locator("summary").click()
    page.evaluate("document.querySelector('#box').scrollTop = 30")
    page.keyboard.press("/")
    page.wait_for_selector("dialog.search-panel[open]")
    page.evaluate("document.querySelector('summary').focus()")
    before = page.evaluate(PLACE)
    assert before == {
        "step": 0,
        "scrolled": 30,
        "opened": True,
        "focused": "SUMMARY",
        "searches": True,
    }
    site.write({"slides/talk.md": deck(SLIDES[0], BUSY.format(" bee").replace("four", "five"))})
    sees(page, "Busy bee")
    assert page.evaluate(PLACE) == before
    site.write({"slides/talk.md": deck("# New\n", SLIDES[0], BUSY.format(" bee"))})
    sees(page, "New")
    assert page.evaluate(PLACE) == before


def test_slides_before_it_do_not_move_the_reader(page: Page, site: Site) -> None:
    page.keyboard.press("w")
    page.evaluate("Reveal.slide(2)")
    site.write({"slides/talk.md": deck("# Zero\n\nbefore\n", *SLIDES)})
    sees(page, "before")
    assert shown(page) == "Three"
    assert page.evaluate("Reveal.getIndices().h") == 3
    assert page.evaluate("Reveal.getTotalSlides()") == 4


def test_a_new_heading_renames_the_address(page: Page, site: Site) -> None:
    page.evaluate("Reveal.slide(2)")
    site.write({"slides/talk.md": deck(*SLIDES[:2], "# Third\n\ntext three\n")})
    sees(page, "Third")
    assert page.evaluate("location.hash") == "#/third"


def test_several_pages_and_the_speaker_view_follow(
    page: Page, context: BrowserContext, serving: Serving, site: Site
) -> None:
    others = [opened(context, serving.url + "talk/") for _ in range(3)]
    with context.expect_page() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    current = speaker.frame_locator('iframe[title="Current slide"]')
    expect(current.locator("section.present h1")).to_have_text("One")
    site.write(
        {"slides/talk.md": deck(*SLIDES[:2], "# Three\n\nfor all\n\n::: notes\nsay it\n:::\n")}
    )
    for each in (page, *others):
        sees(each, "for all")
    expect(current.locator("section.present :not(aside) > p")).to_have_text("for all")
    expect(speaker.locator(".words")).to_contain_text("say it")


def test_mistakes_show_until_they_are_mended(page: Page, serving: Serving, site: Site) -> None:
    site.write({"slides/talk.md": deck(*SLIDES[:2], '# Three\n\n::: {include="no.md"}\n:::\n')})
    panel = page.locator("#live-diagnostics")
    expect(panel).to_contain_text("slides/talk.md:16:15")
    for words in ("include-missing", "there is no file `no.md`", "the address is relative"):
        expect(panel).to_contain_text(words)
    expect(panel.locator("mark")).to_have_text("no.md")
    sees(page, "text three")
    assert "include-missing" in serving.complaints()
    site.write({"slides/talk.md": deck()})
    expect(panel).to_have_count(0)


def test_a_slide_that_is_too_full_is_marked(page: Page, site: Site) -> None:
    rows = "".join(f"paragraph {n}\n\n" for n in range(60))
    site.write({"slides/talk.md": deck(*SLIDES[:2], "# Three\n\n" + rows)})
    sees(page, "paragraph 59")
    page.wait_for_function("Reveal.getCurrentSlide().dataset.overflows")
    mark = "getComputedStyle(Reveal.getCurrentSlide(), '::before').content"
    assert page.evaluate(mark) == '"too full"'
    site.write({"slides/talk.md": deck()})
    page.wait_for_function("!Reveal.getCurrentSlide().dataset.overflows")


def test_style_sheets_are_swapped(page: Page, site: Site) -> None:
    site.write({"static/css/cover.css": "h1 { color: rgb(1, 2, 3) !important }"})
    page.wait_for_function(
        "getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'"
    )
    assert page.evaluate("window.first")
    assert page.evaluate("document.querySelectorAll('link[href*=\"deck.css\"]').length") == 1


def test_pictures_are_shown_anew(page: Page, site: Site) -> None:
    site.write({"slides/talk.md": deck("# One\n\n![A dot](dot.svg)\n", *SLIDES[1:])})
    page.wait_for_selector("img[src]")
    with page.expect_response(lambda answer: "dot.svg?live=1" in answer.url) as answer:
        site.write({"slides/dot.svg": DOT.format(7)})
    assert "M7 7" in answer.value.text()
    site.write({"slides/talk.md": deck("# One\n\n![A dot](dot.svg)\n\nmore\n", *SLIDES[1:])})
    sees(page, "more")
    assert "live=1" in str(page.get_attribute("img", "src"))


def test_another_template_loads_the_page_anew_at_its_place(page: Page, site: Site) -> None:
    page.evaluate("Reveal.slide(1, 0, 0)")
    template = (
        '{% extends "!theme/deck.html" %}{% block head %}<meta name="x" content="y">{% endblock %}'
    )
    with page.expect_navigation():
        site.write({"templates/deck.html": template})
    page.wait_for_function("window.Reveal?.isReady() && document.querySelector('meta[name=x]')")
    page.wait_for_function("Reveal.getIndices().h === 1 && Reveal.getIndices().f === 0")


def test_the_index_lists_decks_as_they_come_and_go(
    context: BrowserContext, serving: Serving, site: Site
) -> None:
    page = context.new_page()
    page.goto(serving.url)
    expect(page.locator("h2")).to_have_text(["One"])
    site.write({"slides/new.md": "---\ntitle: New\n---\n\n# A\n"})
    expect(page.locator("h2")).to_have_text(["New", "One"])
    (site.root / "slides/new.md").rename(site.root / "slides/zzz.md")
    expect(page.locator("h2 a").last).to_have_attribute("href", "zzz/index.html")
    (site.root / "slides/talk.md").unlink()
    expect(page.locator("h2")).to_have_text(["New"])


def test_a_page_that_is_not_there_yet_shows_when_it_is(
    context: BrowserContext, serving: Serving, site: Site
) -> None:
    page = context.new_page()
    page.goto(serving.url + "later/")
    expect(page.locator("h1")).to_have_text("There is no such page")
    site.write({"slides/later.md": "# Now\n"})
    expect(page.locator(".slides h1")).to_have_text("Now")


def test_every_way_of_saving_arrives(page: Page, site: Site) -> None:
    path = site.root / "slides/talk.md"

    def text(word: str) -> str:
        return deck(f"# One\n\n{word}\n", *SLIDES[1:])

    path.write_text(text("in place"))
    sees(page, "in place")
    other = path.with_name(".talk.md.swp")
    other.write_text(text("renamed over"))
    other.replace(path)
    sees(page, "renamed over")
    path.rename(path.with_name("talk.md~"))
    path.write_text(text("with a backup"))
    sees(page, "with a backup")
    path.unlink()
    path.write_text(text("removed first"))
    sees(page, "removed first")
    with path.open("w") as file:
        for line in text("line by line").splitlines(keepends=True):
            file.write(line)
            file.flush()
    sees(page, "line by line")


def test_no_edit_is_lost(page: Page, site: Site) -> None:
    page.evaluate("""() => {
        window.updates = 0;
        const what = { subtree: true, childList: true, characterData: true };
        const observer = new MutationObserver(() => { window.updates += 1; });
        observer.observe(document.querySelector('.slides'), what);
    }""")
    for number in range(100):
        site.write({"slides/talk.md": deck(f"# One\n\nedit {number}.\n", *SLIDES[1:])})
    sees(page, "edit 99.")
    before = page.evaluate("[window.updates, document.querySelectorAll('*').length]")
    assert 1 <= before[0] <= 100
    site.write({"slides/talk.md": deck("# One\n\nedit 0.\n", *SLIDES[1:])})
    sees(page, "edit 0.")
    assert page.evaluate("document.querySelectorAll('*').length") == before[1]


def test_polling_sees_changes_too(own_site: Site, context: BrowserContext) -> None:
    with Serving(own_site.root, "--port", "0", "--poll", "--no-follow") as serving:
        page = opened(context, serving.url + "talk/")
        own_site.write({"slides/talk.md": deck(*SLIDES[:2], "# Three\n\npolled\n")})
        sees(page, "polled")
        assert shown(page) == "One"


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_page_catches_up_with_another_server(
    own_site: Site, context: BrowserContext, tmp_path: Path, host: str
) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path)}
    with Serving(own_site.root, "--port", "0", "--host", host, environment=environment) as serving:
        page = context.new_page()
        page.goto(serving.url)
        page.get_by_role("link", name="One").click()
        is_ready(page)
        port = re.findall(r":(\d+)/", serving.url)[0]
        assert serving.stop() < 2
    own_site.write({"slides/talk.md": deck("# Zero\n\nwhile away\n", *SLIDES)})
    with Serving(own_site.root, "--port", port, "--host", host, environment=environment):
        sees(page, "while away")
        assert page.evaluate("Reveal.getTotalSlides()") == 4


@pytest.mark.parametrize("connected", [True, False])
def test_the_editor_opens_at_the_slide(
    own_site: Site, context: BrowserContext, tmp_path: Path, connected: bool
) -> None:
    told = own_site.root / "told.json"
    script = f"import json, sys; json.dump(sys.argv[1:], open({str(told)!r}, 'w'))"
    (own_site.root / "editor.py").write_text(script)
    environment = {
        "DIASCOPE_EDITOR": f"{sys.executable} {own_site.root / 'editor.py'} {{file}} {{line}}",
        "XDG_STATE_HOME": str(tmp_path),
    }
    with ExitStack() as servers:

        def serve(port: str) -> Serving:
            serving = Serving(own_site.root, "--port", port, environment=environment)
            return servers.enter_context(serving)

        serving = serve("0")
        page = opened(context, serving.url + "talk/")
        page.evaluate("Reveal.slide(2)")
        if not connected:
            serving.stop()
            page.wait_for_function("!DiascopeLive.isConnected()")
        page.keyboard.press("e")
        if not connected:
            serve(re.findall(r":(\d+)/", serving.url)[0])
        until(lambda: told.exists() and told.read_text().endswith("]"))
    assert json.loads(told.read_text()) == [str(own_site.root / "slides/talk.md"), "14"]


def test_a_key_is_kept_that_comes_just_before_the_deck_is_started(
    context: BrowserContext, serving: Serving
) -> None:
    page = context.new_page()
    page.add_init_script("""{
        const later = window.setTimeout;
        window.setTimeout = (run, wait, ...more) => {
            if (wait === 1 && window.Reveal?.isReady?.() && !window.pressed) {
                window.pressed = true;
                const key = { key: 'w', keyCode: 87, bubbles: true };
                document.dispatchEvent(new KeyboardEvent('keydown', key));
            }
            return later(run, wait, ...more);
        };
    }""")
    page.goto(serving.url + "talk/")
    expect(page.locator("#live-notice")).to_have_text("Stays on this slide")
    assert page.evaluate("window.pressed")


def test_a_port_in_use_gives_the_next(own_site: Site) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with Serving(own_site.root, "--port", str(port)) as serving:
            assert serving.url != f"http://127.0.0.1:{port}/"
            assert f"port {port} is in use" in serving.said + serving.complaints()


def test_the_network_gets_a_token_and_a_picture_of_it(own_site: Site, tmp_path: Path) -> None:
    state = {"XDG_STATE_HOME": str(tmp_path)}
    arguments = ("--port", "0", "--host", "0.0.0.0")
    with Serving(own_site.root, *arguments, environment=state) as serving:
        assert "▄" in serving.said
        assert "?token=" in serving.url


def test_ctrl_c_ends_it_while_pages_are_open(context: BrowserContext, own_site: Site) -> None:
    with Serving(own_site.root, "--port", "0") as serving:
        opened(context, serving.url + "talk/")
        assert serving.stop() < 2


def test_files_and_memory_do_not_leak(page: Page, serving: Serving, site: Site) -> None:
    """If it kept the text, the slides or the messages of old edits, it would grow by 10 MB."""
    process = Path("/proc") / str(serving.process.pid)
    if not process.exists():
        pytest.skip("needs /proc")

    def kept() -> tuple[int, int]:
        """Its open files, and the kilobytes of its memory."""
        status = (process / "status").read_text()
        return len(list((process / "fd").iterdir())), int(status.split("VmRSS:")[1].split()[0])

    def edit(number: int) -> None:
        one = f"# One\n\nedit {number}.\n\n::: notes\n{'some words ' * 40_000}\n:::\n"
        site.write({"slides/talk.md": deck(one, *SLIDES[1:])})
        sees(page, f"edit {number}.")

    for number in range(10):
        edit(number)
    files, memory = kept()
    for number in range(10, 35):
        edit(number)
    files_after, memory_after = kept()
    assert files_after <= files
    assert memory_after - memory < 5_000


def updates_of(page: Page) -> list[str | bytes]:
    """What the server tells a page from now on; it is loaded anew."""
    told = list[str | bytes]()

    def note(text: str | bytes) -> None:
        told.append(text)

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    with page.expect_websocket():
        page.reload()
    return told


def test_many_files_at_once_are_few_updates(
    page: Page, context: BrowserContext, serving: Serving, site: Site
) -> None:
    def git(*words: str) -> None:
        own = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *own, *words], cwd=site.root, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "slides")
    git("commit", "-qm", "one")
    git("checkout", "-q", "-b", "other")
    more = {f"slides/deck-{n}.md": f"# Deck {n}\n" for n in range(60)}
    index = context.new_page()
    index.goto(serving.url)
    told = updates_of(index)
    site.write({**more, "slides/talk.md": deck(*SLIDES[:2], "# Three\n\non a branch\n")})
    sees(page, "on a branch")
    expect(index.locator("h2")).to_have_count(61)
    assert 1 <= len(told) <= 10
    git("add", "slides")
    git("commit", "-qm", "two")
    git("checkout", "-q", "main")
    sees(page, "text three")
    git("checkout", "-q", "other")
    sees(page, "on a branch")


def test_the_terminal_tells_once_what_mermaid_cannot_draw(
    page: Page, serving: Serving, site: Site
) -> None:
    wrong = "``` mermaid\nflowchart LR\n  A -- [ B\n```\n"
    site.write({"slides/talk.md": deck("# One\n\ntext one\n", f"# Two\n\n{wrong}")})
    until(lambda: "talk.md:9: warning[diagram-error]" in serving.complaints())
    expect(page.locator("#live-diagnostics")).to_contain_text("Parse error")
    is_ready(page)
    again = "new CustomEvent('diascope:undrawn', { bubbles: true })"
    page.evaluate(f"document.querySelector('.diagram').dispatchEvent({again})")
    site.write({"slides/talk.md": deck("# One\n\nother\n", f"# Two\n\n{wrong}")})
    sees(page, "other")
    assert serving.complaints().count("diagram-error") == 1
    site.write({"slides/talk.md": deck("# One\n", f"# Two\n\n{wrong.replace('-- [', '-->')}")})
    until(lambda: serving.complaints().endswith("All is well\n"))
