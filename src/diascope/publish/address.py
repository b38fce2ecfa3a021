"""Where GitHub Pages shows a branch."""

from __future__ import annotations

from diascope.patterns import lazy_pattern

_GITHUB = lazy_pattern(
    r"(?:https?://(?:[^@/]*@)?github\.com/|(?:ssh://)?git@(?:ssh\.)?github\.com(?::\d+)?[:/])"
    r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?"
)


def pages_url(remote: str, host: str, subdir: str) -> str:
    """The address of what is published; empty where it is not known.

    `remote` is the address of the repository, `host` what the branch's `CNAME` says.
    """
    below = f"{subdir.strip('/')}/" if subdir.strip("/") else ""
    if host.strip():
        return f"https://{host.strip()}/{below}"
    found = _GITHUB.fullmatch(remote)
    if not found:
        return ""
    owner, name = found["owner"].lower(), found["name"]
    if name.lower() == f"{owner}.github.io":
        return f"https://{owner}.github.io/{below}"
    return f"https://{owner}.github.io/{name}/{below}"
