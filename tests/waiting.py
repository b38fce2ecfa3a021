"""Waiting, and scripts of a test, on pages with a Content-Security-Policy.

Playwright evaluates the text of a condition again and again in the page, and adds scripts as
elements; the policy allows neither. Here the debugger compiles them, which it leaves alone.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Error, Page
from playwright.sync_api import TimeoutError as WaitedInVainError

LONGEST = 15_000.0
"""Milliseconds to wait, where a test says nothing of it."""
_POLLED = """async ([arg, longest]) => {
  const end = performance.now() + longest;
  for (;;) {
    let value = (%s);
    if (typeof value === 'function') value = value(arg);
    if (value = await value) return value;
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise(resolve => { requestAnimationFrame(resolve); setTimeout(resolve, 50); });
  }
}"""
_LEFT = ("context was destroyed", "Cannot find context", "navigat")
"""What Playwright says where the page has gone on meanwhile."""


def _wait(
    page: Page, expression: str, *, arg: Any = None, timeout: float = LONGEST, **_: Any
) -> Any:
    end = monotonic() + timeout / 1000
    while True:
        left = max(0.0, end - monotonic()) * 1000
        try:
            return page.evaluate_handle(_POLLED % expression, [arg, left])
        except Error as error:
            if "waited in vain" in error.message:
                raise WaitedInVainError(f"waited in vain for {expression}") from None
            if not any(words in error.message for words in _LEFT):
                raise
        with suppress(Error):
            page.wait_for_load_state("domcontentloaded", timeout=left + 1)


def _run(page: Page, *, path: Path) -> None:
    page.evaluate(path.read_text(encoding="utf-8") + ";0")


def share_waiting() -> None:
    """Have all pages wait, and run scripts, in this way."""
    patch = pytest.MonkeyPatch()
    patch.setattr(Page, "wait_for_function", _wait)
    patch.setattr(Page, "add_script_tag", _run)
