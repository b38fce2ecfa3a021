"""Commands on slides, run and compared with what the slides show."""
