"""What was worked out before, and what of it still holds."""
