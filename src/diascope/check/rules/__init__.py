"""The rules of `check`, each a file; a rule is added by a row in this table."""

from diascope.check.rules.crowded_slides import crowded_slides
from diascope.check.rules.empty_slides import empty_slides
from diascope.check.rules.heading_levels import heading_levels
from diascope.check.rules.image_descriptions import image_descriptions
from diascope.check.rules.letter_case import letter_case
from diascope.check.rules.link_words import link_words
from diascope.check.rules.repeated_words import repeated_words
from diascope.check.rules.small_text import small_text
from diascope.check.rules.talk_times import talk_times
from diascope.check.rules.unused_definitions import unused_definitions
from diascope.check.subject import Rule

RULES: tuple[Rule, ...] = (
    letter_case,
    repeated_words,
    heading_levels,
    empty_slides,
    image_descriptions,
    link_words,
    crowded_slides,
    small_text,
    unused_definitions,
    talk_times,
)
"""Every rule, in the order in which a deck is looked at."""
