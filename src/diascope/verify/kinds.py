"""The table of masks: what a token of each kind looks like.

Every row is a kind, and the regular expressions for its tokens, each with one group around what
is masked; what stands around the group stays text. A row without a group holds text that would
be taken for a token and is none. Earlier rows go first. All are tried only where a word may
begin, and none repeats without a limit what another could take, so scanning a line is linear.
"""

import re

_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_ZONE_NAME = r"(?:Z|UTC|GMT|CES?T|EES?T|WES?T|BST|IST|JST|MSK|[ECMP][SD]T)\b"
_ZONE = rf"(?: ?{_ZONE_NAME}| ?[+-]\d\d:?\d\d(?!\d)){{0,2}}"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AaPp][Mm]\b)?" + _ZONE
_DATES = [
    rf"(?:{_DAY} )?\d{{4}}-\d\d-\d\d(?:[T ]{_CLOCK})?",
    rf"\d{{4}}/\d\d/\d\d(?: {_CLOCK})?",
    rf"(?:{_DAY},? )?\d{{1,2}}[ -]{_MONTH}[ -]\d{{4}}(?: {_CLOCK})?",
    rf"(?:{_DAY} )?{_MONTH} {{1,2}}\d{{1,2}},? {{1,2}}(?:{_CLOCK}(?: \d{{4}}{_ZONE})?|\d{{4}})",
    rf"\d{{1,2}}/{_MONTH}/\d{{4}}:{_CLOCK}",
    r"\d{1,2}/\d{1,2}/\d{4}",
    r"\d{8}T\d{6}Z?",
    r"\d\d:\d\d" + _ZONE,
    r"\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?[AaPp][Mm]\b)?" + _ZONE,
]
_TIME = rf"(?<![\d.:/-])(?P<time__1>{'|'.join(_DATES)})(?![\w:]|[./-]\d)"
_KLOG = r"[IWEF](?P<time__2>\d{4} \d\d:\d\d:\d\d\.\d{6} +\d{1,7})(?= )"
"""Kubernetes' log lines: severity, month and day, time, process."""

_UNIT = r"(?:ns|us|µs|μs|ms|sec|s|min|month|m|hr|h|d|w|y)"
_PART = rf"\d{{1,9}}(?:\.\d{{1,9}})?{_UNIT}"
_WORD = (
    r"(?:(?:nano|micro|milli)?seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?"
    r"|ns|us|µs|ms|s)"
)
_COUNTED = rf"\d{{1,9}}(?:\.\d{{1,9}})? {_WORD}(?!\w)"
_A = r"an? (?:second|minute|hour|day|week|month|year)(?!\w)"
_SPANS = [
    rf"(?:{_PART} |{_COUNTED} ){{1,4}}{_PART}(?= (?:ago|left))",
    rf"(?:{_PART}){{1,6}}",
    rf"{_COUNTED}(?:,? (?:and )?{_COUNTED}){{0,4}}",
    rf"(?:[Aa]bout|[Ll]ess than|[Aa]lmost|[Oo]ver) {_A}",
    rf"{_A}(?= ago)",
    r"\d{1,9}(?:\.\d{1,9})?(?:/\d{1,9}(?:\.\d{1,9})?){2,3} ms",
]
_DURATION = rf"(?<![.+/-])(?P<duration>(?:{'|'.join(_SPANS)})(?: ago)?)(?![\w%/]|\.\d|-\w)"

_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_DOTTED = rf"(?<![.\w]){_OCTET}(?:\.{_OCTET}){{3}}"
_IP4 = rf"{_DOTTED}(?!\.?\w)"
_GROUPS = r"[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6}"
_IP6 = (
    rf"(?<![\w:.])(?:(?=[0-9a-f:]{{0,40}}\d)(?:{_GROUPS})?::(?:{_GROUPS})?"
    r"|(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4})(?![\w:])"
)
_PORT_AFTER = r"""(?:(?<=localhost:)|(?<=0\.0\.0\.0:)|(?<=[*\]]:)|(?<=[\s"'(=,]:)|(?<=^:))"""
_PROTOCOL = r"/(?:TCP|UDP|SCTP|tcp|udp|sctp)\b"
_RANDOM = r"[bcdfghjklmnpqrstvwxz2456789]{5}"
"""What Kubernetes makes random names of: no vowels, no digits that look like letters."""
_SUFFIX = rf"[0-9a-f]{{6,10}}-[0-9a-z]{{5}}|[0-9a-f]{{8,10}}|g[0-9a-f]{{7,12}}|{_RANDOM}"
"""What a pod adds to the name of its deployment, a replica set, git to a tag, a daemon set."""

KINDS = (
    r"cpu[ \t:=]{1,40}\d{1,9}m\b|\d{1,9}m(?=[ \t]{1,4}\(\d{1,4}%\))",  # thousandths of a processor
    r"(?:timeout|period|delay|interval)=\w+",  # settings, that no run changes
    r"ed25519\b",
    r"(?P<uuid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![\w-])",
    r"(?P<mac>(?:[0-9a-fA-F]{2}:){5,15}[0-9a-fA-F]{2})(?![\w:])",
    _KLOG,
    _TIME,
    r"(?:0\.0\.0\.0|255(?:\.\d{1,3}){3})(?!\.?\w)",  # all addresses, and masks of networks
    rf"(?P<endpoint>(?:{_DOTTED}|\[{_IP6}\]):\d{{1,5}})(?![\w:])",
    rf"(?P<ip>{_IP4}|{_IP6}|<none>|<pending>)",
    rf"(?P<port__1>\d{{1,5}})(?=(?::\d{{1,5}})?{_PROTOCOL})",
    rf"(?P<port__2>{_PORT_AFTER}\d{{2,5}})(?![\w:]|\.\d)",
    r"(?<=:)//[A-Za-z][\w.-]{0,250}:(?P<port__3>\d{1,5})(?![\w:])",
    r"sha\d{3}-(?P<hash__1>[A-Za-z0-9+/]{20,90}={0,2})",
    r"SHA256:(?P<hash__2>[A-Za-z0-9+/]{43})",
    r"(?<!-)(?<!\d\.)(?P<hash__3>[0-9a-f]{7,128})(?![\w-]|\.\d)",
    r"0x(?P<pointer>[0-9a-f]{6,16})(?!\w)",
    rf"(?<=[a-z0-9]-)(?P<suffix>{_SUFFIX})(?![\w-]|\.\d)",
    _DURATION,
)
"""The rows in order; a group's name up to `__` is its kind."""

MADE_FOLDER = r"(?:/[\w.+-]{1,255}){0,20}/(?:diascope-|tmp)[a-z0-9_]{8}(?![\w-])"
"""The path of a folder that Python's `tempfile` has made for Diascope, in this run or another."""


def folder_row(folder: str) -> str:
    """The row for paths in the temporary folder: it, and what may stand for it on a slide.

    A slide may show the folder of an earlier run, or the one of the same name where its author
    works: what lies below it stays text.
    """
    name = re.escape(folder.rstrip("/").rpartition("/")[2])
    own = re.escape(folder.rstrip("/"))
    elsewhere = rf"~?(?:/[\w.+-]{{1,255}}){{0,20}}/{name}"
    return rf"(?P<folder>{own}|{MADE_FOLDER}(?:/{name})?|{elsewhere})(?![\w-])"


def is_alike(kind: str, one: str, other: str, folder: str) -> bool:
    """Whether two tokens of one kind are equal, in either order.

    What looks like a hash may be a number or a word; so one of two different ones has to be
    surely generated: digits and letters. So with paths: one has to be in a temporary folder.
    """
    if one == other or kind not in {"hash", "suffix", "folder"}:
        return True
    if kind == "folder":
        return _is_made(one, folder) or _is_made(other, folder)
    shape = _digest_shape if kind == "hash" else _suffix_shape
    return shape(one) == shape(other) and (_is_generated(one) or _is_generated(other))


def _is_generated(token: str) -> bool:
    return any(map(str.isdigit, token)) and any(map(str.isalpha, token))


def _digest_shape(token: str) -> int:
    """Its length; abbreviations, which git makes as long as they need to be, have one."""
    return max(len(token), 16)


def _suffix_shape(token: str) -> tuple[int, bool]:
    """How many parts it has, and whether it is a short one."""
    return token.count("-"), len(token) == 5


def _is_made(path: str, folder: str) -> bool:
    return path == folder.rstrip("/") or re.match(MADE_FOLDER, path) is not None
