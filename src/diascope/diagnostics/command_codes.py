"""The codes of what is wrong with the commands on slides, as `diascope verify` runs them."""

from __future__ import annotations

from diascope.diagnostics.code import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING


def _run(severity: Severity, meaning: str, example: str) -> Code:
    """The code of something that shows when commands run, not when a deck is built."""
    return Code(severity, meaning, f"`diascope verify`, and {example}", "")


COMMAND_CODES: dict[str, Code] = {
    "command-typography": Code(
        _W,
        "a command has typographic quotes or invisible characters",
        "# One\n\n``` console\n$ echo “a”\n```",
    ),
    "command-placeholder": Code(
        _W,
        "a command has a placeholder that a shell reads as a redirection",
        "# One\n\n``` bash\nkubectl logs <pod>\n```",
    ),
    "command-prompt": Code(
        _W,
        "a prompt stands in a block that is no transcript, and is copied with the command",
        "# One\n\n``` bash\nls\n$ pwd\n```",
    ),
    "command-syntax": Code(
        _W, "`bash -n` cannot read a command", "# One\n\n``` bash\nif true; echo a; fi\n```"
    ),
    "command-option": _run(
        _E, "an attribute that says how a block runs cannot be read", '`{.run timeout="soon"}`'
    ),
    "command-changed": _run(
        _E, "a command prints something else than the slide shows", "`$ echo a` with `b` below it"
    ),
    "command-failed": _run(
        _E, "a command ends with an exit status that it should not have", "`$ false`"
    ),
    "command-timeout": _run(
        _E, "a command does not end within its time", '`$ sleep 60` with `timeout="1s"`'
    ),
    "command-input": _run(_E, "a command waits for input", "`$ cat`"),
    "command-ended": _run(_E, "a command ends the shell that it is typed into", "`$ exit`"),
    "command-refused": _run(_E, "there is no shell that can run a command", "`C:\\> dir`"),
    "command-not-run": _run(
        _E, "a command was not run, since one before it left no shell to run it in", "`$ exit`"
    ),
    "command-skipped": _run(
        _W,
        "a command was not run, since a program that it requires is missing",
        '`{.run requires="docker"}` where there is none',
    ),
    "command-context": _run(
        _E, "commands would run against another cluster than the deck names", "`context: kind-*`"
    ),
    "command-secret": _run(
        _E,
        "an output looks like a key, token or password, and is not written into a deck",
        "`--update` with `$ cat ~/.ssh/id_ed25519`",
    ),
    "command-not-updated": _run(
        _E,
        "an output cannot be written into its block without being read otherwise",
        "`--update` with an output that holds a fence or a prompt",
    ),
    "command-leftover": _run(
        _W,
        "something is left that was not there before",
        "`--leftovers`, `$ docker run -d nginx`",
    ),
}
