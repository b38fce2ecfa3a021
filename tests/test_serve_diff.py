"""The way from old slides to new ones leads there, and leaves alone what stays."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from diascope.serve.diff import Changes, Marks, Stacks, changes

STACKS = st.lists(
    st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=3).map(tuple), max_size=8
).map(tuple)


def way(old: Stacks, new: Stacks) -> Changes:
    """The way from some stacks to others."""
    return changes(Marks.of(old), Marks.of(new))


def followed(old: Stacks, new: Stacks, found: Changes) -> Stacks:
    """What a page shows that had `old` and made these changes."""
    marks = [mark for stack in old for mark in stack]
    fresh = [mark for stack in new for mark in stack]
    for place, target in found.morphed:
        marks[place] = fresh[target]
    kept = iter(marks)
    stacks = [tuple(next(kept) for _ in stack) for stack in old]
    come = [tuple(marks[at] if at >= 0 else fresh[~at] for at in stack) for stack in found.stacks]
    return (*stacks[: found.first], *come, *stacks[found.last :])


@settings(deadline=None)
@given(STACKS, STACKS)
def test_the_changes_lead_to_the_new_slides(old: Stacks, new: Stacks) -> None:
    found = way(old, new)
    assert followed(old, new, found) == new
    used = [at for stack in found.stacks for at in stack if at >= 0]
    assert len(set(used)) == len(used)
    assert bool(found) == (old != new)


def one_each(marks: str) -> Stacks:
    """A deck with one slide in each stack."""
    return tuple((mark,) for mark in marks)


def test_an_edited_slide_is_morphed() -> None:
    assert way(one_each("abcd"), one_each("abxd")) == Changes(((2, 2),), 0, 0, ())


def test_the_first_slide_is_morphed() -> None:
    assert way(one_each("abc"), one_each("xbc")).morphed == ((0, 0),)


def test_a_new_slide_comes_between() -> None:
    assert way(one_each("abc"), one_each("abxc")) == Changes((), 2, 2, ((~2,),))


def test_a_removed_slide_goes() -> None:
    assert way(one_each("abc"), one_each("ac")) == Changes((), 1, 2, ())


def test_a_moved_slide_is_kept() -> None:
    found = way(one_each("abcd"), one_each("bcda"))
    assert found.stacks == ((1,), (2,), (3,), (0,))
    assert not found.touched


def test_a_split_slide_stays_where_its_beginning_is() -> None:
    found = way(one_each("abc"), one_each("axyc"))
    assert found.morphed == ((1, 1),)
    assert found.stacks == ((~2,),)
    assert found.touched == [1, 2]


def test_stacks_are_made_of_the_same_slides() -> None:
    assert way(one_each("abc"), (("a", "b"), ("c",))) == Changes((), 0, 2, ((0, 1),))


def test_slides_that_are_alike_keep_their_order() -> None:
    assert way(one_each("xaay"), one_each("yaax")).stacks == ((3,), (1,), (2,), (0,))


def test_the_last_edited_slide_is_known_by_what_follows_it() -> None:
    assert way(one_each("abcd"), one_each("baxd")).touched == [2]
    assert way(one_each("abcd"), one_each("baxd")).morphed == ((2, 2),)


def test_an_edited_slide_is_known_by_what_follows_it() -> None:
    assert way(one_each("abcd"), one_each("dxc")).morphed == ((1, 1),)


def test_a_new_slide_takes_none_that_stays() -> None:
    assert way(one_each("abc"), one_each("cxab")).morphed == ()


def test_a_new_last_slide_is_not_the_first_that_went() -> None:
    assert way(one_each("xa"), one_each("ay")).morphed == ()


def test_slides_that_are_all_edited_are_morphed_in_their_order() -> None:
    assert way(one_each("ab"), one_each("xy")).morphed == ((0, 0), (1, 1))


@given(STACKS)
def test_marks_tell_the_stacks_again(stacks: Stacks) -> None:
    assert Marks.of(stacks).stacks() == stacks
