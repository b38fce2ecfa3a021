"""What was worked out before is taken over, and only what is new is made."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from diascope.cache.ends import common_ends
from diascope.cache.memory import Memory

ROWS = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), min_size=1, max_size=6)


@given(ROWS)
def test_a_row_is_what_its_items_make(rows: Sequence[Sequence[str]]) -> None:
    memory, known = Memory(), set[str]()
    for row in rows:
        made = list[str]()

        def make(item: str, made: list[str] = made) -> str:
            made.append(item)
            return item * 2

        assert memory.each("row", row, make) == [item * 2 for item in row]
        assert set(row) - known <= set(made)
        assert len(set(row)) < len(row) or set(made) == set(row) - known
        memory.forget_unused()
        known = set(row)
        assert len(memory) == len(row)


def test_what_a_build_does_not_ask_for_goes() -> None:
    memory = Memory()
    memory.get("old", object)
    memory.forget_unused()
    memory.get("new", object)
    memory.forget_unused()
    assert len(memory) == 1
    memory.forget_unused()
    assert len(memory) == 0


def test_a_part_that_is_not_used_stays_while_it_is_asked_for() -> None:
    memory = Memory()
    found = memory.part("deck").get("key", object)
    for _ in range(2):
        memory.forget_unused()
        memory.part("deck")
    memory.forget_unused()
    assert memory.part("deck").get("key", object) is found
    memory.part("deck").get("other", object)
    memory.forget_unused()
    memory.forget_unused()
    assert memory.part("deck").get("key", object) is not found


def test_rows_of_a_part_that_are_not_asked_for_go() -> None:
    memory, made = Memory(), list[str]()

    def build(row: str) -> None:
        memory.part("deck").each(row, ["item"], made.append)
        memory.forget_unused()

    for row in ("one", "one", "two", "one"):
        build(row)
    assert made == ["item"] * 3


def test_results_of_a_part_that_are_not_asked_for_go() -> None:
    memory, made = Memory(), list[str]()

    def build(key: str) -> None:
        memory.part("deck").get(key, lambda: made.append(key))
        memory.forget_unused()

    for key in ("one", "one", "two", "one"):
        build(key)
    assert made == ["one", "two", "one"]


def test_a_row_that_is_asked_for_twice_is_made_once() -> None:
    memory, made = Memory(), list[str]()
    for _ in range(2):
        memory.each("row", "ab", made.append)
    assert made == ["a", "b"]


def test_its_size_is_that_of_results_rows_and_parts() -> None:
    memory = Memory()
    memory.get("key", object)
    memory.each("row", "ab", str.upper)
    memory.each("other row", "c", str.upper)
    memory.part("deck").get("key", object)
    memory.part("deck").each("row", "abcd", str.upper)
    for _ in range(2):
        assert len(memory) == 1 + 2 + 1 + 1 + 5
        memory.forget_unused()


def test_all_can_be_dropped_at_once() -> None:
    memory = Memory()
    first = memory.get("key", object)
    memory.each("row", "ab", str.upper)
    memory.forget_unused()
    memory.each("new row", "ab", str.upper)
    memory.forget_all()
    assert len(memory) == 0
    assert memory.get("key", object) is not first


@given(st.lists(st.sampled_from("ab"), max_size=6), st.lists(st.sampled_from("ab"), max_size=6))
def test_common_ends_do_not_overlap(old: list[str], new: list[str]) -> None:
    start, end = common_ends(old, new)
    assert old[:start] == new[:start]
    assert old[len(old) - end :] == new[len(new) - end :]
    assert start + end <= min(len(old), len(new))
    middle = old[start : len(old) - end], new[start : len(new) - end]
    assert not all(middle) or (middle[0][0] != middle[1][0] and middle[0][-1] != middle[1][-1])
