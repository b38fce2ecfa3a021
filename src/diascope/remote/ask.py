"""Ask whether remote addresses still lead somewhere.

1. answers that are kept and fresh are taken as they are;
2. addresses that differ in what stands behind `#` alone are one page, which is asked for once;
3. a page is asked for with HEAD, and with GET where its text matters or a server refuses HEAD;
4. redirections are followed here, so that every hop is judged, and failures are tried again.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from urllib.parse import urldefrag

import httpx2

from diascope.remote.anchors import Page
from diascope.remote.answer import Answer, Verdict
from diascope.remote.exchange import DeadError, Exchange, FailedError, RefusedError, Reply
from diascope.remote.hosts import Hosts
from diascope.remote.kept import Kept
from diascope.remote.network import Network
from diascope.remote.options import Options

Progress = Callable[[int, int, str], None]
"""Told after each address: how many are known, how many there are, and the address."""
_PERMANENT, _REDIRECTIONS = {301, 308}, {301, 302, 303, 307, 308}
_BLOCKED = {401, 402, 403, 405, 406, 407, 412, 418, 421, 451, 999}
_LIMITED = {420, 429}
_FLAKY = {408, 425, *range(500, 600)} - {501}


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks for remote addresses."""

    options: Options
    """How."""
    kept: Kept
    """The answers of former days; new ones are put into it."""
    progress: Progress | None = None
    """Who is told how far it is."""
    network: Network = field(default_factory=Network)
    """Where the names of hosts lead."""

    def ask(self, urls: Iterable[str], today: date) -> dict[str, Answer]:
        """What is known of each address, in their order."""
        found, wanted = dict[str, Answer](), list[str]()
        for url in dict.fromkeys(urls):
            known = self.kept.get(url, today)
            if any(_matches(url, pattern) for pattern in self.options.ignore):
                found[url] = Answer(url, Verdict.IGNORED)
            elif known:
                found[url] = known
            elif self.options.is_offline:
                found[url] = Answer(url, Verdict.UNCHECKED, "was not asked, and no answer is kept")
            else:
                found[url] = Answer(url, Verdict.UNCHECKED, "was not asked, since no time was left")
                wanted.append(url)
        if wanted:
            round_ = _Round(self, len(wanted))
            try:
                asyncio.run(round_.all(wanted, today))
            finally:
                found |= round_.found
                self.kept.add(round_.found.values())
        return found


def _matches(url: str, pattern: str) -> bool:
    parts = (re.escape(part) for part in re.split(r"([*?])", pattern))
    expression = "".join({r"\*": ".*", r"\?": "."}.get(part, part) for part in parts)
    return re.fullmatch(expression, url) is not None


@dataclass(slots=True)
class _Trail:
    """A page after its redirections."""

    url: httpx2.URL
    reply: Reply
    is_moved: bool = False
    """Whether every redirection was for good, and there was one."""


class _Round:
    """Asks for many addresses at once."""

    def __init__(self, asker: Asker, total: int) -> None:
        self._options, self._progress, self._total = asker.options, asker.progress, total
        self._hosts = Hosts(asker.options)
        self._exchange = Exchange(asker.options, asker.network)
        self.found = dict[str, Answer]()
        """What is known so far; what is not in it was not asked."""

    async def all(self, urls: Sequence[str], today: date) -> None:
        """Ask for all, until the time is over."""
        pages = defaultdict[str, list[str]](list)
        for url in urls:
            pages[urldefrag(url)[0]].append(url)
        try:
            async with asyncio.timeout(self._options.budget), asyncio.TaskGroup() as group:
                for page, named in pages.items():
                    group.create_task(self._page(page, named, today))
        except TimeoutError:
            pass
        finally:
            await self._exchange.close()

    async def _page(self, page: str, urls: Sequence[str], today: date) -> None:
        """Ask for one page, and look up all that is named on it."""
        needs_text = any(urldefrag(url)[1] for url in urls)
        try:
            answers = await self._answers(page, urls, needs_text)
        except RefusedError as error:
            answers = [Answer(url, Verdict.PRIVATE, str(error)) for url in urls]
        except DeadError as error:
            answers = [Answer(url, Verdict.DEAD, str(error)) for url in urls]
        except FailedError as error:
            answers = [Answer(url, Verdict.FLAKY, str(error)) for url in urls]
        for answer in answers:
            self.found[answer.url] = replace(answer, checked=today)
            if self._progress:
                self._progress(len(self.found), self._total, answer.url)

    async def _answers(self, page: str, urls: Sequence[str], needs_text: bool) -> list[Answer]:
        try:
            start = httpx2.URL(page)
        except (httpx2.InvalidURL, ValueError) as error:
            raise DeadError(f"is no address: {error}") from error
        trail = await self._follow(start, needs_text)
        status = trail.reply.status
        verdict, reason = _judged(trail.reply)
        if verdict is not Verdict.OK:
            return [Answer(url, verdict, reason, status) for url in urls]
        looked = Page(trail.reply) if needs_text else None
        return [self._answer(url, trail, looked) for url in urls]

    def _answer(self, url: str, trail: _Trail, page: Page | None) -> Answer:
        """The answer for one address of a page that is there."""
        fragment, status = urldefrag(url)[1], trail.reply.status
        if fragment and page:
            looked = page.look(fragment)
            if looked.unknown:
                return Answer(url, Verdict.UNCHECKABLE, looked.unknown, status)
            if not looked.is_there:
                reason = f"has nothing named `#{fragment}`"
                return Answer(url, Verdict.ANCHOR_MISSING, reason, status, near=looked.near)
        if not trail.is_moved:
            return Answer(url, Verdict.OK, status=status)
        return self._moved(url, fragment, trail)

    def _moved(self, url: str, fragment: str, trail: _Trail) -> Answer:
        """That an address has moved; a page that became the start page of its site is lost."""
        location, status = str(trail.url), trail.reply.status
        if trail.url.path == "/" and httpx2.URL(url).path.count("/") > 1:
            return Answer(url, Verdict.MOVED, f"leads to the start page `{location}` now", status)
        location += f"#{fragment}" if fragment and not trail.url.fragment else ""
        return Answer(url, Verdict.MOVED, f"has moved for good to `{location}`", status, location)

    async def _follow(self, url: httpx2.URL, needs_text: bool) -> _Trail:
        """The page that redirections lead to."""
        seen, is_permanent = {str(url)}, True
        for _ in range(self._options.redirects + 1):
            reply = await self._reply(url, needs_text)
            target = reply.headers.get("location")
            if reply.status not in _REDIRECTIONS or not target:
                return _Trail(url, reply, is_permanent and len(seen) > 1)
            is_permanent &= reply.status in _PERMANENT
            try:
                url = url.join(target)
            except (httpx2.InvalidURL, ValueError) as error:
                raise DeadError(f"redirects to `{target}`, which is no address") from error
            if str(url) in seen:
                raise DeadError("redirects in a circle")
            seen.add(str(url))
        raise DeadError(f"redirects more than {self._options.redirects} times")

    async def _reply(self, url: httpx2.URL, needs_text: bool) -> Reply:
        """The answer of a page, asked for again while its server fails."""
        if url.userinfo:
            raise RefusedError("holds a name and a password, which are not sent")
        method, tries = "GET" if needs_text else "HEAD", 0
        while True:
            try:
                async with self._hosts.turn(url.host):
                    reply = await self._exchange.ask(method, url, needs_text)
            except FailedError:
                if tries >= self._options.retries:
                    raise
                reply = Reply(503)
            if method == "HEAD" and reply.status >= 400 and reply.status not in _LIMITED:
                method = "GET"  # some servers refuse HEAD, or answer it wrongly
                if reply.status not in _FLAKY:
                    continue
            if reply.status not in _LIMITED | _FLAKY or tries >= self._options.retries:
                return reply
            await self._wait(url, reply, tries)
            tries += 1

    async def _wait(self, url: httpx2.URL, reply: Reply, tries: int) -> None:
        """Wait before a server is asked again, as it says or longer each time."""
        asked = _retry_after(reply.headers.get("retry-after", ""))
        jitter = 1 + blake2b(str(url).encode(), digest_size=1).digest()[0] / 512
        seconds = self._options.backoff * 2**tries * jitter
        if asked is not None:
            seconds = min(max(asked, 0), self._options.longest_wait)
        if reply.status in _LIMITED:
            self._hosts.hold(url.host, seconds)
        await asyncio.sleep(seconds)


def _judged(reply: Reply) -> tuple[Verdict, str]:
    """The verdict on the last answer, and why."""
    status = reply.status
    if reply.headers.get("cf-mitigated") == "challenge":
        return Verdict.BLOCKED, "lets only people in (a challenge)"
    if 200 <= status < 300 or status == 304:
        return Verdict.OK, ""
    if status in _LIMITED:
        return Verdict.LIMITED, f"is asked for too often (status {status})"
    if status in _BLOCKED:
        return Verdict.BLOCKED, f"does not answer programs (status {status})"
    if status in _FLAKY:
        return Verdict.FLAKY, f"fails now (status {status})"
    words = {404: "is not there", 410: "is gone for good"}.get(status, "is refused")
    return Verdict.DEAD, f"{words} (status {status})"


def _retry_after(value: str) -> float | None:
    """The seconds that a server asks to wait, given as a number or a date (RFC 9110, 10.2.3)."""
    if re.fullmatch(r"\d{1,9}", value.strip()):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    now = datetime.now(UTC)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now.timestamp()
