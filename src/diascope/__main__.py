"""`python -m diascope` is `diascope`."""

from diascope.cli import main

main(prog_name="diascope")
