"""Where files go in a site, and the relative URLs that lead there."""

from __future__ import annotations

from pathlib import Path

import pytest

from diascope.links.locations import plain_path, relative, site_path, url_path

ROOT = Path("/site/slides")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/site/slides/a.png", "media/a.png"),
        ("/site/slides/sub/folder/a.png", "media/sub/folder/a.png"),
        ("/site/slides/..hidden/a.png", "media/..hidden/a.png"),
        ("/site/a.png", "media/5ec1f7e7/a.png"),
        ("/site/pictures/a.png", "media/c7277d70/a.png"),
        ("/a.png", "media/0cfd1c96/a.png"),
    ],
)
def test_a_file_lies_as_below_the_root_or_under_a_name_of_its_own(path: str, expected: str) -> None:
    assert site_path(Path(path), ROOT) == expected


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("media/a.png", "talk/index.html", "../media/a.png"),
        ("talk/b.html", "talk/index.html", "b.html"),
        ("a b/ü.png", "index.html", "a%20b/%C3%BC.png"),
        ("a:b.png", "index.html", "./a:b.png"),
        ("sub/a:b.png", "index.html", "sub/a:b.png"),
        ("media/\udcff.png", "index.html", "media/%FF.png"),
    ],
)
def test_a_relative_url_leads_from_a_page(target: str, page: str, expected: str) -> None:
    assert relative(target, page) == expected


def test_bytes_that_are_no_utf8_stay_what_they_are() -> None:
    assert url_path("a/\udce9?") == "a/%E9%3F"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("media/a.png", "media/a.png"),
        ("media/a#b.png", "media/ac8b1088.png"),
        ("media/a?.tar,gz", "media/2691701a"),
        ("media/a,b.p-g", "media/5ff5eb40"),
    ],
)
def test_signs_that_urls_lose_go_from_paths(target: str, expected: str) -> None:
    assert plain_path(target) == expected
