"""Answers that are kept in a file, so that a server is not asked every day.

The file is JSON with an answer on each line, in the order of addresses: it can be committed, and
its differences can be read.  How long an answer counts depends on the verdict.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from diascope.diagnostics import Diagnostic, of_file
from diascope.remote.answer import Answer, Verdict
from diascope.write.replace import put_file

_VERSION = 1
DAYS: Mapping[Verdict, int] = {
    Verdict.OK: 30,
    Verdict.MOVED: 30,
    Verdict.UNCHECKABLE: 30,
    Verdict.BLOCKED: 14,
    Verdict.ANCHOR_MISSING: 2,
    Verdict.DEAD: 1,
}
"""Days that answers count; those that are not listed are not kept."""


class Kept:
    """Answers by address."""

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        self._answers = {answer.url: answer for answer in answers}

    def get(self, url: str, today: date) -> Answer | None:
        """The answer for an address, if there is one and it still counts."""
        known = self._answers.get(url)
        if known is None:
            return None
        age = (today - known.checked).days
        return known if 0 <= age < DAYS.get(known.verdict, 0) else None

    def add(self, answers: Iterable[Answer]) -> None:
        """Keep answers, those that can be."""
        for answer in answers:
            if answer.verdict in DAYS:
                self._answers[answer.url] = answer
            else:
                self._answers.pop(answer.url, None)

    def drop_others(self, urls: Collection[str]) -> None:
        """Forget all answers but those for these addresses."""
        self._answers = {url: one for url, one in self._answers.items() if url in urls}

    def text(self) -> str:
        """The text of the file."""
        rows = (json.dumps(_row(one), ensure_ascii=False) for one in self._sorted())
        lines = ",\n".join(rows)
        return f'{{"version": {_VERSION}, "answers": [\n{lines}\n]}}\n'

    def _sorted(self) -> list[Answer]:
        return [self._answers[url] for url in sorted(self._answers)]

    def write(self, path: Path) -> Diagnostic | None:
        """Write the file in one moment; what is wrong, if it cannot be."""
        try:
            put_file(path, self.text().encode())
        except OSError as error:
            message = f"the answers of servers cannot be kept: {error.strerror}"
            return Diagnostic("link-cache-invalid", of_file(path), message)
        return None


def read_kept(content: bytes | None, path: Path) -> tuple[Kept, Diagnostic | None]:
    """The answers in a file, and what is wrong with it; none where there is no file."""
    if content is None:
        return Kept(), None
    try:
        value = json.loads(content.decode())
        if value["version"] != _VERSION:
            return Kept(), None
        return Kept(_answer(row) for row in value["answers"]), None
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        what = str(error).splitlines()[0] if str(error) else type(error).__name__
        message = f"the kept answers cannot be read, and all links are asked anew: {what}"
        hint = "remove the file; it is made again"
        return Kept(), Diagnostic("link-cache-invalid", of_file(path), message, hint)


def _row(answer: Answer) -> dict[str, object]:
    """An answer as JSON, without what is empty."""
    row = {
        "url": answer.url,
        "checked": answer.checked.isoformat(),
        "verdict": str(answer.verdict),
        "status": answer.status,
        "reason": answer.reason,
        "location": answer.location,
        "near": answer.near,
    }
    return {key: value for key, value in row.items() if value}


def _answer(row: Mapping[str, object]) -> Answer:
    """An answer of JSON; raises `ValueError`, `TypeError` or `KeyError`."""
    status = row.get("status")
    if not isinstance(status, int | None):
        raise ValueError(f"status {status!r}")
    texts = {key: str(row.get(key, "")) for key in ("reason", "location", "near")}
    verdict, checked = Verdict(str(row["verdict"])), date.fromisoformat(str(row["checked"]))
    return Answer(str(row["url"]), verdict, status=status, checked=checked, **texts)
