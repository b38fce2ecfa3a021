"""Remote addresses in decks, asked for: `check --links`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diascope.check.checked import Checked
from diascope.check.subject import Subject
from diascope.config import Config
from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.links.uses import Use
from diascope.reading.disk import Disk
from diascope.remote.answer import Answer, Verdict
from diascope.remote.ask import Asker, Progress
from diascope.remote.kept import read_kept
from diascope.remote.options import Options
from diascope.remote.versions import drift

_CODES: Mapping[Verdict, str] = {
    Verdict.DEAD: "link-dead",
    Verdict.MOVED: "link-moved",
    Verdict.ANCHOR_MISSING: "link-anchor-missing",
    Verdict.BLOCKED: "link-blocked",
    Verdict.LIMITED: "link-limited",
    Verdict.FLAKY: "link-flaky",
    Verdict.UNCHECKABLE: "link-unchecked",
    Verdict.PRIVATE: "link-unchecked",
    Verdict.UNCHECKED: "link-unchecked",
}


@dataclass(frozen=True, slots=True)
class LinksChecked:
    """What became of the remote addresses."""

    answers: Mapping[str, Answer]
    """What is known of each."""
    diagnostics: Diagnostics
    """What is wrong, located in files."""

    @property
    def moved(self) -> dict[str, str]:
        """New addresses by the old ones, of those that have moved for good."""
        return {url: one.location for url, one in self.answers.items() if one.location}


def options_of(config: Config, budget: float, is_offline: bool) -> Options:
    """How the addresses of a site are asked for; `budget` is in seconds."""
    return Options(
        budget=budget,
        is_offline=is_offline,
        ignore=config.links_ignore,
        is_private_allowed=config.links_private,
    )


def check_links(
    made: Checked, options: Options, today: date, progress: Progress | None = None
) -> LinksChecked:
    """Ask for every remote address in the decks; new answers are kept in the site's file."""
    config = made.made.site.config
    path = config.root / config.links_cache
    kept, unread = read_kept(_content(path, made.made.disk), path)
    urls = [whole(use) for one in made.subjects for use in one.uses if is_remote(use)]
    before = kept.text()
    try:
        answers = Asker(options, kept, progress).ask(urls, today)
    finally:
        unwritten = kept.write(path) if kept.text() != before else None
    wrong = tuple(one for one in (unread, unwritten) if one)
    return LinksChecked(answers, (*wrong, *findings(made.subjects, answers)))


def is_remote(use: Use) -> bool:
    """Whether an address is on another machine."""
    return use.url.startswith(("http://", "https://", "//"))


def whole(use: Use) -> str:
    """A remote address with its scheme."""
    return f"https:{use.url}" if use.url.startswith("//") else use.url


def _content(path: Path, disk: Disk) -> bytes | None:
    try:
        return disk.read(path)
    except OSError:
        return None


def findings(subjects: Sequence[Subject], answers: Mapping[str, Answer]) -> Iterator[Diagnostic]:
    """A diagnostic for each place with an address that is not well."""
    seen = set[tuple[object, str]]()
    for subject in subjects:
        versions, sources = _versions(subject), subject.deck.sources
        for use in filter(is_remote, subject.uses):
            url, place = whole(use), sources.locate(use.place)
            if (place, url) in seen:
                continue
            seen.add((place, url))
            found = _finding(use, answers[url]) if url in answers else None
            if found:
                yield sources.located(found)
            if other := drift(url, versions):
                message = (
                    f"this is about {other[0]} {other[1]}; the deck is about {versions[other[0]]}"
                )
                yield sources.located(Diagnostic("link-version", use.place, message))


def _versions(subject: Subject) -> dict[str, str]:
    """The versions that a deck speaks of."""
    own = subject.deck.meta.versions.items()
    return {**subject.config.versions, **{name: one.written or one.text for name, one in own}}


def _finding(use: Use, answer: Answer) -> Diagnostic | None:
    code = _CODES.get(answer.verdict)
    if code is None:
        return None
    hint = ""
    if answer.verdict is Verdict.MOVED and answer.location:
        hint = "`check --links --fix` writes the new address"
    elif answer.near:
        hint = f"did you mean `#{answer.near}`?"
    return Diagnostic(code, use.place, f"`{answer.url}` {answer.reason}", hint)
