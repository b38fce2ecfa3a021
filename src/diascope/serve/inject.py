"""What the server adds to the pages it serves: the live script, and what it needs to know."""

from __future__ import annotations

import json

from diascope.config.theme import builtin_static
from diascope.reading.disk import Disk
from diascope.serve.views import View

PREFIX = "/.live/"
SPEAKER = PREFIX + "speaker"
"""Where the speaker's view of the deck that is presented is found."""
SCRIPTS = (
    "vendor/live/idiomorph.min.js",
    "live/morph.js",
    "live/slides.js",
    "live/position.js",
    "live/files.js",
    "live/overlay.js",
    "live/keys.js",
    "live/follow.js",
    "live/live.js",
)
SHEET = "live/live.css"
LATE = ' type="text/late"'


def script(disk: Disk) -> bytes:
    """The live script, one file of several."""
    return b"".join(disk.read(builtin_static() / name) + b";\n" for name in SCRIPTS)


def sheet(disk: Disk) -> bytes:
    """The style sheet of what the live script shows."""
    return disk.read(builtin_static() / SHEET)


def with_live(text: str, view: View, follow: bool, role: str) -> str:
    """A page with the live script at its end; what it shows is the view, for one in that role."""
    state = {
        "shell": view.shell,
        "rest": view.rest,
        "stacks": view.marks.stacks(),
        "follow": follow,
        "role": role,
    }
    known = json.dumps(state, separators=(",", ":")).replace("<", "\\u003c")
    # a deck's scripts start after its first paint, and this one after them (`late.js`)
    late = LATE if LATE in text else ""
    added = (
        f'<script type="application/json" id="live-state">{known}</script>\n'
        f'<link rel="stylesheet" href="{PREFIX}live.css">\n'
        f'<script src="{PREFIX}live.js"{late}></script>\n'
    )
    before, end, after = text.rpartition("</body>")
    return f"{before}{added}{end}{after}" if end else text + added
