"""Reading: bytes on disk become texts, whatever they are."""
