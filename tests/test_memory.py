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


@given(st.lists(st.sampled_from("ab"), max_size=6), st.lists(st.sampled_from("ab"), max_size=6))
def test_common_ends_do_not_overlap(old: list[str], new: list[str]) -> None:
    start, end = common_ends(old, new)
    assert old[:start] == new[:start]
    assert old[len(old) - end :] == new[len(new) - end :]
    assert start + end <= min(len(old), len(new))
    middle = old[start : len(old) - end], new[start : len(new) - end]
    assert not all(middle) or (middle[0][0] != middle[1][0] and middle[0][-1] != middle[1][-1])
