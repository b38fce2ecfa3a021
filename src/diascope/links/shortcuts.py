"""Shortcuts: names that stand for the beginning of addresses, `k8s:concepts/workloads/pods/`.

Where the address of a link begins with the name of a shortcut and a colon, the rest takes the place
of `{}` in its template (as in Sphinx's `extlinks`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlsplit

from diascope.dialect.addresses import escape_address
from diascope.patterns import lazy_pattern

SHORTCUTS: Mapping[str, str] = MappingProxyType(
    {
        "docker": "https://docs.docker.com/{}",
        "github": "https://github.com/{}",
        "helm": "https://helm.sh/docs/{}",
        "issue": "https://github.com/{}/issues/{}",
        "k8s": "https://kubernetes.io/docs/{}",
        "man": "https://manpages.debian.org/{}",
        "mdn": "https://developer.mozilla.org/docs/{}",
        "python": "https://docs.python.org/3/{}",
        "rfc": "https://www.rfc-editor.org/rfc/rfc{}",
        "wikipedia": "https://{lang}.wikipedia.org/wiki/{}",
    }
)
"""The built-in shortcuts."""
VERSIONED: Mapping[str, str] = MappingProxyType(
    {
        "helm": "https://v{version}.helm.sh/docs/{}",
        "k8s": "https://v{version}.docs.kubernetes.io/docs/{}",
        "python": "https://docs.python.org/{version}/{}",
    }
)
"""Those of them that lead elsewhere where the deck or the site says which version it is about."""
ALIASES: Mapping[str, str] = MappingProxyType(
    {"gh": "github", "kubernetes": "k8s", "py": "python", "wiki": "wikipedia"}
)
"""Other names of built-in shortcuts."""
_SCHEMES = frozenset(
    """about acct blob bitcoin callto cid data dav discord facetime feed file ftp ftps geo git
    gopher http https im intent irc ircs isbn javascript ldap ldaps magnet mailto maps market
    matrix mid msteams news nntp obsidian onenote openpgp4fpr payto rtmp rtsp sftp sip sips skype
    slack sms smsto spotify ssh steam svn tag tel telnet tg urn view-source vnc vscode web whatsapp
    ws wss xmpp zoommtg zoomus zotero""".split()
)
"""Schemes of URLs that may stand before a colon without two slashes behind it, and a few more."""
_PLACE = lazy_pattern(r"\{([\w-]*)\}")
_NAME = lazy_pattern(r"[A-Za-z][\w.-]*")


@dataclass(frozen=True, slots=True)
class Template:
    """What a shortcut stands for, its versions filled in."""

    text: str
    """The address, with `{}` for the rest."""
    missing: str = ""
    """The version that it asks for and that nothing tells."""

    def address(self, rest: str) -> str:
        """The address; of two places the first takes what stands before `#`, the other the rest."""
        if "{}" not in self.text:
            return self.text + rest
        first, mark, last = rest.rpartition("#")
        if self.text.count("{}") < 2 or not mark:
            return self.text.replace("{}", rest, 1).replace("/{}", "")
        return self.text.replace("{}", first, 1).replace("{}", last, 1)


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """The shortcuts of a deck: its own, the site's, the built-in ones."""

    own: Mapping[str, str] = field(default_factory=dict)
    """Templates of the deck and the site by name."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Versions by the name of what they are of, a shortcut's as a rule."""
    language: str = "en"
    """What `{lang}` stands for."""

    def template(self, name: str) -> Template | None:
        """The template of a shortcut, or None where there is none of this name."""
        text = self.own.get(name)
        if text is None:
            text = self._builtin(name)
        return None if text is None else self._filled(text, name)

    def names(self) -> list[str]:
        """The names of all shortcuts."""
        return sorted({*self.own, *SHORTCUTS, *ALIASES})

    def is_unknown(self, name: str) -> bool:
        """Whether this is meant for a shortcut, and is none."""
        lower = name.lower()
        return (
            _NAME.fullmatch(name) is not None
            and len(name) > 1
            and lower not in _SCHEMES
            and self.template(name) is None
        )

    def _builtin(self, name: str) -> str | None:
        name = ALIASES.get(name, name)
        versioned = VERSIONED.get(name) if self._version(name) else None
        return versioned or SHORTCUTS.get(name)

    def _version(self, name: str) -> str:
        """The version of what a shortcut leads to, by any of its names."""
        others = (alias for alias, meant in ALIASES.items() if meant == ALIASES.get(name, name))
        names = (name, ALIASES.get(name, name), *others)
        return next((self.versions[one] for one in names if one in self.versions), "")

    def _filled(self, text: str, name: str) -> Template:
        """A template with its versions; within the host their dots are dashes."""
        host = urlsplit(_PLACE.sub("x", text)).netloc
        host_end = text.find("/", text.find("//") + 2) if host else 0
        missing = ""

        def value(match: re.Match[str]) -> str:
            nonlocal missing
            asked = match[1]
            if not asked:
                return "{}"
            version = self._value(asked, name)
            if not version:
                missing = missing or (name if asked == "version" else asked)
            in_host = match.start() < host_end or host_end < 0
            return escape_address(version.replace(".", "-") if in_host else version)

        return Template(_PLACE.sub(value, text), missing)

    def _value(self, asked: str, name: str) -> str:
        if asked == "lang":
            return self.language.partition("-")[0]
        return self._version(name) if asked == "version" else self._version(asked)
