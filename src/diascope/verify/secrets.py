"""What looks like a key, a token or a password in a text: few rules that are seldom wrong."""

from __future__ import annotations

import re
from typing import NamedTuple

_RULES = (
    ("a private key", r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    ("a key of AWS", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b"),
    ("a secret key of AWS", r"(?i)aws_?secret_?(?:access_?)?key\W{1,5}[A-Za-z0-9/+=]{40}\b"),
    ("a token of GitHub", r"\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{82})\b"),
    ("a token of GitLab", r"\bgl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat)-[\w-]{20,}"),
    ("a token of Slack", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
    ("a token of Docker Hub", r"\bdckr_(?:pat|oat)_[\w-]{20,}"),
    ("a token of npm", r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a token of PyPI", r"\bpypi-[\w-]{50,}"),
    ("a key of Google", r"\bAIza[\w-]{35}\b"),
    ("a key of Stripe", r"\b[rs]k_live_[A-Za-z0-9]{20,}"),
    ("a key of OpenAI or Anthropic", r"\bsk-(?:ant-|proj-)?[\w-]{32,}"),
    ("a signed token (JWT)", r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    ("a bearer token", r"(?i)\bauthorization: *(?:bearer|basic|token) +[\w.~+/=-]{16,}"),
    ("a kubeconfig", r"\b(?:client-key-data|client-certificate-data): *[A-Za-z0-9+/=]{40,}"),
    ("a token of a kubeconfig", r"(?m)^ *token: *[\w.-]{32,} *$"),
    ("a password of Docker", r'"auth": *"[A-Za-z0-9+/=]{12,}"'),
    ("a password in an address", r"\b[a-z][a-z0-9+.-]*://[^\s:/@]+:[^\s:/@]{3,}@[\w.-]"),
    ("a token to join a cluster", r"\bkubeadm join .*--token [a-z0-9]{6}\.[a-z0-9]{16}"),
    (
        "a password",
        (
            r"(?im)^\W*(?:\w+[_-])?(?:password|passwd|secret|api_?key|access_?token)\W*[:=] *"
            r"[\"']?(?=\S*\d)(?=\S*[a-z])[^\s\"'<>*$]{12,}"
        ),
    ),
)
_PATTERN = [(kind, re.compile(pattern)) for kind, pattern in _RULES]


class Secret(NamedTuple):
    """Something that should not be shown."""

    line: int
    """Its line in the text, from 0."""
    kind: str
    """What it is, in words."""


def secrets(text: str) -> tuple[Secret, ...]:
    """What looks like a secret, by lines."""
    found = {
        Secret(text.count("\n", 0, match.start()), kind)
        for kind, pattern in _PATTERN
        for match in pattern.finditer(text)
    }
    return tuple(sorted(found))
