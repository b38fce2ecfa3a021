"""Verify: a deck's commands run in a shell, and compared with what its slides show.

1. ``job`` finds the decks and plans their commands (``diascope.commands``);
2. ``consent`` remembers what the user has agreed to run;
3. ``perform`` runs one deck's commands: ``terminals`` opens sessions, ``run`` types into them and
   compares, ``leftovers`` lists what stays behind;
4. ``report`` tells what came of it, ``update`` writes outputs back, ``keep`` the stamp.

Nothing but the command `verify` calls this room.
"""
