"""What `diascope --help` prints; `python docs/tables.py` writes it."""

TEXT = """\
Usage: diascope [OPTIONS] COMMAND [ARGS]...

  Turn Pandoc-style Markdown decks into a site of reveal.js slideshows.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
  build    Build the site, or only the decks named.
  check    Tell everything that is wrong with the decks; nothing is built.
  export   Make one file of a deck: HTML, PDF, pictures, a handout.
  new      Make a site to start from: a deck, a configuration, a workflow...
  publish  Build the site, and push it to the branch that GitHub Pages...
  script   Print the deck's commands as a shell script, a heading for...
  serve    Serve the site, and show every change while the decks are edited.
  verify   Run the decks' commands in a shell, and compare what they...
"""
