"""Results of pure functions, kept from one build to the next (a disk cache).

1. a function looks its result up by the digest of all that it depends on, or makes it;
2. what earlier builds kept is loaded at the first look; whoever builds says by `use` whence;
3. what another process makes meanwhile is waited for at the first look after `expect`;
4. whoever builds writes all `entries` when it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import blake2b
from typing import ParamSpec

_Given = ParamSpec("_Given")
Entries = dict[str, str]
"""Results by the digest of what they depend on."""


class Kept:
    """The results of one function; none without `use`."""

    def __init__(self, name: str) -> None:
        self.name = name
        """What it is called among the others."""
        self._known: Mapping[str, str] = {}
        self._load: Callable[[], Mapping[str, str]] | None = None
        self._expected: Callable[[], Mapping[str, str]] | None = None
        self._made: Entries = {}
        self._notes = False

    def use(self, load: Callable[[], Mapping[str, str]], notes: bool) -> None:
        """Have what earlier builds kept, loaded when it is asked for; forget all other results.

        With `notes` what is made from now on is kept as well.
        """
        self._settle()
        self._known, self._load, self._made, self._notes = {}, load, {}, notes

    @property
    def fresh(self) -> Entries:
        """What earlier builds did not keep."""
        self._settle()
        return self._made

    @property
    def is_new(self) -> bool:
        """Whether results are to be kept, and there are none yet."""
        return self._notes and not (self._expected or self._made or self._every_known())

    def expect(self, results: Callable[[], Mapping[str, str]]) -> None:
        """Have further results, waited for when one is looked up or all are written."""
        self._expected = results

    def keeps(self, function: Callable[_Given, str]) -> Callable[_Given, str]:
        """A function of values whose `repr` tells all, its results kept."""

        @wraps(function)
        def find(*given: _Given.args, **named: _Given.kwargs) -> str:
            digest, found = self.find((function.__name__, given, named))
            if found is None:
                found = function(*given, **named)
                self.add(digest, found)
            return found

        return find

    def find(self, key: object) -> tuple[str, str | None]:
        """The digest of a key, whose `repr` tells all, and the result; None where there is none."""
        digest = blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        found = self._every_known().get(digest)
        return digest, self.fresh.get(digest) if found is None else found

    def add(self, digest: str, result: str) -> None:
        """Keep a result."""
        if self._notes:
            self._made[digest] = result

    def entries(self, most: int) -> Entries:
        """All results; where they have more than `most` characters, the oldest are left out."""
        every = {**self._every_known(), **self.fresh}
        room, chosen = most, list[str]()
        for digest, value in reversed(every.items()):
            room -= len(digest) + len(value)
            if room < 0:
                break
            chosen.append(digest)
        return {digest: every[digest] for digest in reversed(chosen)}

    def _every_known(self) -> Mapping[str, str]:
        if self._load:
            self._known, self._load = self._load(), None
        return self._known

    def _settle(self) -> None:
        """Wait for results of another process."""
        if self._expected:
            expected, self._expected = self._expected, None
            self._made |= expected()


FORMULAS = Kept("formulas")
"""Formulas by their text, their kind and the definitions."""
CODE = Kept("code")
"""The HTML of code, in whatever language."""
REPAIRS = Kept("repairs")
"""Lines as they should read, by lines whose encoding is broken."""
EVERY = (FORMULAS, CODE, REPAIRS)
