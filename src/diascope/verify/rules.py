"""How the output of one step is compared, as the deck and `diascope.toml` say it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds besides the built-in masks; as it stands, nothing."""

    masks: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """The user's masks by name: a regular expression that has to match a whole token."""
    unordered: bool = False
    """Whether the lines may come in any order."""
    folder: str = ""
    """The absolute path of the temporary folder that commands run in; empty for none."""
