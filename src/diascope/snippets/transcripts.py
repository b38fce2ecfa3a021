"""Which code blocks are console transcripts, and their steps.

1. those in a console language: ``console``, ``shell-session``, ``pwsh-session``, …;
2. those of a shell, or in no language, whose first line begins with a prompt that is told from a
   comment or a quotation;
3. those whose attribute ``prompt`` says how lines with commands begin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from diascope.snippets.languages import SHELLS, TRANSCRIPTS, language_of
from diascope.snippets.prompts import INTERPRETERS, Interpreter, custom, find_prompt
from diascope.snippets.transcript import Step, parse_transcript

PROMPT = "prompt"
"""The attribute that sets the prompt."""
_PERCENT = Interpreter("bash", "%", ">")
"""The prompt of zsh; in a block that is named after it no comment or job begins so."""
_CONSOLES = {"pycon": "python", "python-console": "python", "python-repl": "python",
             "pwsh-session": "powershell", "ps1con": "powershell", "doscon": "bat"}  # fmt: skip


def block_steps(
    code: str, classes: Sequence[str], attributes: Mapping[str, str]
) -> tuple[Step, ...]:
    """The steps of a code block with these classes and attributes; none if it is no transcript."""
    interpreters = interpreters_of(code, classes, attributes)
    return () if interpreters == () else parse_transcript(code, interpreters)


def interpreters_of(
    code: str, classes: Sequence[str], attributes: Mapping[str, str]
) -> tuple[Interpreter, ...] | None:
    """Whose prompts count in a block: none if it is no transcript, None if its lines tell."""
    language = language_of(classes).lower()
    if prompt := attributes.get(PROMPT, "").strip():
        spoken = "bash" if language in SHELLS or language in TRANSCRIPTS else language
        return (custom(prompt, _CONSOLES.get(language, spoken)), *INTERPRETERS)
    if language in TRANSCRIPTS:
        return None
    return _first_prompt(code, language) if language in SHELLS else ()


@lru_cache(maxsize=1024)
def _first_prompt(code: str, language: str) -> tuple[Interpreter, ...] | None:
    first = next((line for line in code.split("\n") if line.strip()), "")
    if find_prompt(first, INTERPRETERS):
        return None
    if language == "zsh" and find_prompt(first, (_PERCENT,)):
        return (_PERCENT, *INTERPRETERS)
    return ()
