"""Links: every address in a deck, resolved once, before anything is rendered."""
