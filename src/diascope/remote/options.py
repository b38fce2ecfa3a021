"""How remote addresses are asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Limits, all of them for the sake of servers and of the user's time."""

    timeout: float = 10
    """Seconds for one answer, its text included."""
    budget: float = 120
    """Seconds for all; what was not asked by then is not known."""
    concurrency: int = 32
    """How many answers are waited for at once."""
    per_host: int = 2
    """How many of them may be of one host."""
    pause: float = 0.1
    """Seconds from the start of a request to that of the next one to the same host."""
    retries: int = 2
    """How often a server that fails is asked again."""
    backoff: float = 0.5
    """Seconds before it is asked for the second time; twice as long before each further one."""
    longest_wait: float = 20
    """Seconds at most of what a server asks for with `Retry-After` (RFC 9110, 10.2.3)."""
    redirects: int = 10
    """How many redirections are followed."""
    most_bytes: int = 2_000_000
    """Bytes of a page that are looked through for what stands behind `#`."""
    is_private_allowed: bool = False
    """Whether addresses of this machine and of private networks may be asked."""
    ignore: tuple[str, ...] = ()
    """Patterns of addresses that are not asked: `*` for any characters, `?` for one."""
    is_offline: bool = False
    """Whether nothing is asked, and kept answers alone count."""
