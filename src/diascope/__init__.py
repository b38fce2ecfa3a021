"""Diascope: Pandoc-style Markdown decks to a static site of reveal.js slideshows."""

__version__ = "0.1.0"
