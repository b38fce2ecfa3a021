"""Decks in other forms than pages: one file, PDF, pictures, handouts."""
