"""Commands: what a deck would have a shell do, as a value; nothing is run here.

``options`` reads what the classes and attributes of a code block say of running it. ``plan`` walks
the deck and makes the steps in the order in which they run. ``chain`` gives each step a digest of
all that its outcome depends on, and ``stamp`` is the file that remembers which digests were
verified, and when; ``verified`` puts that on slides. ``lint`` looks for what hurts when it is
pasted, ``script`` writes all commands one after the other.
"""
