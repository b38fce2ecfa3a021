"""The deck: slides made of blocks, and what is known of all of them together."""
