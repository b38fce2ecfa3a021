"""Build this repository's decks: `python build.py [DECK…] [-o DIR]` is `diascope build`."""

import os
import sys
from pathlib import Path

VENV = Path(__file__).resolve().parent / ".venv"

try:
    from diascope.__main__ import main
except ModuleNotFoundError as missing:
    python = VENV / "bin" / "python"
    if python.exists() and Path(sys.prefix) != VENV:
        os.execv(python, [str(python), *sys.argv])
    print(f"build.py: {missing}: run `make` first", file=sys.stderr)
    sys.exit(2)

main(["build", *sys.argv[1:]])
