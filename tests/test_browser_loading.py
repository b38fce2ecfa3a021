"""What a page loads: little, and nothing from another host."""

import pytest
from harness import REAL_PAGE, Site
from visitor import PICTURE_HOST, Visitor, Wish

pytestmark = pytest.mark.browser

BYTES = 150_000
REQUESTS = 10


@pytest.mark.parametrize("wish", [Wish(), Wish(size=(390, 844))], ids=["wide", "upright"])
@pytest.mark.parametrize("name", [REAL_PAGE, "index.html", "404.html"])
def test_a_page_is_light(visitor: Visitor, bare_site: Site, name: str, wish: Wish) -> None:
    page = visitor.open(visitor.put(bare_site.output) + name, wish)
    page.wait_for_load_state("networkidle")
    assert len(visitor.requests) <= REQUESTS, visitor.requests
    assert visitor.weigh() <= BYTES


def test_the_walk_through_a_deck_is_light_as_well(visitor: Visitor, show_site: Site) -> None:
    page = visitor.open(visitor.put(show_site.output) + "show/")
    for _ in range(12):
        page.keyboard.press("Space")
    page.wait_for_function("Reveal.getPlugin('search')")
    page.wait_for_load_state("networkidle")
    assert len(visitor.requests) <= REQUESTS, visitor.requests
    assert visitor.weigh() <= BYTES


def test_only_the_decks_own_pictures_come_from_another_host(
    visitor: Visitor, bare_site: Site
) -> None:
    page = visitor.open(visitor.put(bare_site.output) + REAL_PAGE)
    for _ in range(page.evaluate("Reveal.getTotalSlides()")):
        page.keyboard.press("PageDown")
    page.wait_for_load_state("networkidle")
    others = [one for one in visitor.requests if not one.startswith(visitor.server.origin)]
    assert len(others) == 2
    assert all(one.startswith(PICTURE_HOST) for one in others)


def test_the_page_works_at_the_root_of_a_host_and_deep_below_it(
    visitor: Visitor, show_site: Site
) -> None:
    for base in ("/", "/~ann/talks/2026/x/"):
        page = visitor.open(visitor.server.put(show_site.output, base) + "show/index.html")
        page.keyboard.press("Space")
        assert page.evaluate("Reveal.getCurrentSlide().id") == "first-part"
