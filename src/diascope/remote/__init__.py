"""Remote addresses: whether they still lead somewhere, asked politely and kept for a while."""
