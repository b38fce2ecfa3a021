"""Text that looks like a key, a token or a password, as programs print them.

Few rules, each for one shape that is a secret for sure: the prefixes that services give to their
tokens so that they can be found, and the fields of files that hold credentials. Placeholders
such as `<token>`, `****`, `REDACTED` are none.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from diascope.patterns import lazy_pattern

_FIELD = r"""["']?[ \t]{0,20}[:=][ \t]{0,20}["']?"""
"""What stands between the name of a field and its value in YAML, JSON and INI files."""
_RULES = {
    "private key": r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----",
    "AWS access key": r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b",
    "AWS secret key": rf"(?i:aws_secret_access_key|secretaccesskey){_FIELD}([A-Za-z0-9/+]{{40}})\b",
    "AWS session token": rf"(?i:aws_session_token|sessiontoken){_FIELD}([A-Za-z0-9/+=]{{80,}})",
    "GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})",
    "GitLab token": r"\bgl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{20,}",
    "Slack token": r"\bx(?:ox[abeoprs]|app)-[A-Za-z0-9-]{10,}",
    "Slack webhook": r"\bhooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{20,}",
    "Google key": r"\bAIza[\w-]{35}(?![\w-])",
    "Stripe key": r"\b[rs]k_live_[A-Za-z0-9]{16,}",
    "npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
    "PyPI token": r"\bpypi-AgE[\w-]{50,}",
    "Docker Hub token": r"\bdckr_(?:pat|oat)_[\w-]{20,}",
    "Hugging Face token": r"\bhf_[A-Za-z]{34}\b",
    "DigitalOcean token": r"\bdo[opr]_v1_[0-9a-f]{64}\b",
    "Vault token": r"\bhv[sbr]\.[\w-]{24,}",
    "age key": r"\bAGE-SECRET-KEY-1[A-Z0-9]{50,}",
    "JSON web token": r"(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "authorization": r"(?i:\bauthorization)[\"']? ?: ?[\"']?(?i:basic|token) ([\w.~+/=-]{8,})",
    "bearer token": r"(?i:\bbearer) ([\w.~+/-]{20,}=*)",
    "Docker login": r'"(?:auth|identitytoken)"[ \t]{0,20}:[ \t]{0,20}"([A-Za-z0-9+/=._-]{8,})"',
    "kubeconfig": rf"\bclient-key-data{_FIELD}([A-Za-z0-9+/=]{{20,}})",
    "kubeconfig token": rf"^[ \t\"'-]*(?:token|id-token|refresh-token){_FIELD}([\w.~+/=:-]{{16,}})",
    "kubeadm token": r"--token[ =]([a-z0-9]{6}\.[a-z0-9]{16})\b",
    "certificate key": r"--certificate-key[ =]([0-9a-f]{64})\b",
    "swarm token": r"\bSWMTKN-1-[a-z0-9]{40,}-[a-z0-9]{20,}",
    "Azure key": r"\bAccountKey=([A-Za-z0-9+/]{60,}={0,2})",
    "password in an address": r"://[^\s:/@'\"<>]{0,100}:([^\s/@'\"]{1,200})@",
}
"""What each is called, and its shape; a group is the secret itself, where not all of it is."""
_SHAPES = [(kind, re.compile(shape, re.M)) for kind, shape in _RULES.items()]
_PLACEHOLDER = lazy_pattern(
    r"[<${\[%].*|[*•.]+|x+|-+|(?i:redacted|omitted|.*omitted\+?|pass(?:word)?|secret|token|pwd"
    r"|(?:my|your|some)[-_]?\w+|change[-_]?me|.*example.*|.*x{6,}.*|.*\*{3,}.*)"
)
"""What stands where a secret would be."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a text holds what looks like a secret."""

    line: int
    """The line, counted from 0."""
    column: int
    """The column of the first character, counted from 0."""
    kind: str
    """What it looks like, in words for a message; the secret itself is never kept."""


def secrets(text: str) -> tuple[Secret, ...]:
    """What in a text looks like a secret, by its place; lines end in `\\n`."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    found = list[Secret]()
    for kind, shape in _SHAPES:
        for match in shape.finditer(text):
            group = match.lastindex or 0
            if not _PLACEHOLDER.fullmatch(match[group]):
                line = bisect_right(starts, match.start(group)) - 1
                found.append(Secret(line, match.start(group) - starts[line], kind))
    return tuple(sorted(found, key=lambda one: (one.line, one.column)))
