"""Everything that is wrong with a talk, found before it is given; nothing is written."""
