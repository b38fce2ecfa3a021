"""What an address may mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from diascope.diagnostics.place import UNKNOWN
from diascope.links.readings import address_from, readings, split_address
from diascope.links.uses import Use


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("a.md", [("a.md", "")]),
        ("a.md#b", [("a.md", "#b"), ("a.md#b", "")]),
        ("a%20b?c", [("a b", "?c"), ("a%20b", "?c"), ("a b?c", ""), ("a%20b?c", "")]),
        ("#b", [("#b", "")]),
        ("", []),
    ],
)
def test_every_way_to_part_it(address: str, wanted: list[tuple[str, str]]) -> None:
    assert list(readings(address)) == wanted


def test_a_name_may_hold_four_signs_or_all() -> None:
    paths = [path for path, _ in readings("a#1#2#3#4#5")]
    assert paths == ["a", "a#1", "a#1#2", "a#1#2#3", "a#1#2#3#4#5"]


def test_an_address_is_parted_at_its_first_sign() -> None:
    assert split_address("a?b#c") == ("a", "?", "b#c")
    assert split_address("a") == ("a", "", "")


def test_the_address_of_a_file_is_that_from_the_deck() -> None:
    def address(file: Path | None) -> str:
        return address_from(Path("/s/slides"), Use("old name.md#x", UNKNOWN, True, "", file=file))

    assert address(Path("/s/slides/new name.md")) == "new%20name.md#x"
    assert address(Path("/s/other/a.md")) == "../other/a.md#x"
    assert address(None) == ""
