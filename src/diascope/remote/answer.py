"""What is known of a remote address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """What became of an address."""

    OK = "ok"
    DEAD = "dead"
    """It is not there: status 404 and the like, no such host, a certificate that is not valid."""
    MOVED = "moved"
    """Every redirection on the way says that it is for good (301, 308)."""
    ANCHOR_MISSING = "anchor missing"
    """The page is there, and what is named behind `#` is not on it."""
    BLOCKED = "blocked"
    """The server does not answer programs, or asks for a name and a password."""
    LIMITED = "limited"
    """The server asks to be asked less often (429)."""
    FLAKY = "flaky"
    """The server fails or does not answer, which may be over soon."""
    UNCHECKABLE = "not checkable"
    """A script makes what is named behind `#`, or the file is no page."""
    PRIVATE = "private"
    """It is on this machine or in a private network, and was not asked."""
    IGNORED = "ignored"
    UNCHECKED = "unchecked"
    """There was no time for it, or no network."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of an address."""

    url: str
    """The address, as it was asked for."""
    verdict: Verdict
    """What became of it."""
    reason: str = ""
    """Why, as the rest of a sentence about it."""
    status: int | None = None
    """The last status, if there was an answer."""
    location: str = ""
    """Where it has moved to for good."""
    near: str = ""
    """What is on the page that is most like what is named behind `#`."""
    checked: date = date.min
    """The day of the answer."""
