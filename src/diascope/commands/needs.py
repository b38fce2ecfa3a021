"""What the commands of a deck need on a machine: programs, and images of containers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diascope.commands.plan import Command, plan_of
from diascope.commands.scan import scan
from diascope.deck.model import Deck
from diascope.deck.walk import walk
from diascope.patterns import lazy_pattern
from diascope.snippets.languages import language_of

_ENGINES = {"docker", "podman", "nerdctl"}
_OWN = frozenset(
    """alias bg bind break builtin caller case cd command compgen complete continue declare dirs
    disown do done echo elif else enable esac eval exec exit export false fc fg fi for function
    getopts hash help history if in jobs kill let local logout mapfile popd printf pushd pwd read
    readarray readonly return select set shift shopt source suspend test then time times trap true
    type typeset ulimit umask unalias unset until wait while clear ls cat cp mv rm mkdir rmdir
    touch ln head tail wc sort uniq cut tr tee sleep date env id whoami uname basename dirname
    grep sed awk find xargs chmod chown ps df du stat seq yes man less more""".split()
)
"""Builtins, reserved words, and what every system has."""
_LEADING = frozenset("sudo time env exec command nohup watch xargs then do else".split())
"""What stands before the name of a program."""
_ASSIGNMENT = lazy_pattern(r"[A-Za-z_]\w*\+?=")
_PROGRAM = lazy_pattern(r"[A-Za-z_][\w.+-]*")
_SEPARATOR = lazy_pattern(r"&&|\|\||\|&?|;|(?<![<>&])&(?![>&])|\n|\$\(|[()]|\{\s|\}")
_IMAGE = lazy_pattern(
    r"(?:[\w.-]+(?::\d+)?/)?[a-z0-9][\w./-]*(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?"
)
_FLAGS = frozenset(
    """rm detach interactive tty init privileged publish-all read-only quiet no-healthcheck
    oom-kill-disable sig-proxy all-tags disable-content-trust help""".split()
)
"""Options of `docker run` and `docker pull` that no value follows."""
_LETTERS = lazy_pattern(r"-[ditPqa]+")
_FROM = lazy_pattern(r"^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?", re.M | re.I)
_COPY = lazy_pattern(r"^\s*COPY\s+.*?--from=(\S+)", re.M | re.I)
_YAML = lazy_pattern(r"^\s*(?:-\s+)?image:\s*[\"']?([^\s\"'#]+)", re.M)
_SHELLS = {"bash", "sh", "shell"}
_YAML_NAMES = {"yaml", "yml"}


@dataclass(frozen=True, slots=True)
class Needs:
    """What the commands need."""

    programs: tuple[str, ...]
    """Programs in the order in which they are first used."""
    images: tuple[str, ...]
    """Images to pull, without those that the deck builds itself."""


def needs_of(deck: Deck) -> Needs:
    """What the commands, Dockerfiles and manifests of a deck need."""
    programs, images, built = dict[str, None](), dict[str, None](), set[str]()
    for script in _scripts(deck):
        for words in _simple_commands(script):
            if _is_program(words[0]):
                programs[words[0]] = None
            images.update(dict.fromkeys(_images(words)))
            built.update(_tags(words))
    for language, text in _code(deck):
        images.update(dict.fromkeys(_in_files(language, text)))
    kept = (name for name in images if _IMAGE.fullmatch(name) and _base(name) not in built)
    return Needs(tuple(programs), tuple(name for name in kept if name != "scratch"))


def pulls_script(decks: Sequence[Deck]) -> str:
    """A script that looks for the programs and pulls the images; it fails where one is missing."""
    needs = [needs_of(deck) for deck in decks]
    programs = dict.fromkeys(name for one in needs for name in one.programs)
    images = dict.fromkeys(name for one in needs for name in one.images)
    names = ", ".join(deck.source.path.name for deck in decks)
    lines = [
        "#!/usr/bin/env bash",
        f"# What the commands of {names} need; run it before the talk.",
        "missing=0",
    ]
    if programs:
        lines += [
            f"for program in {' '.join(map(shlex.quote, programs))}; do",
            '    command -v "$program" >/dev/null || { echo "missing: $program" >&2; missing=1; }',
            "done",
        ]
    engine = next((name for name in programs if name in _ENGINES), "docker")
    lines += [f"{engine} pull {shlex.quote(image)} || missing=1" for image in images]
    return "\n".join([*lines, 'exit "$missing"', ""])


def _scripts(deck: Deck) -> Iterator[str]:
    """The commands that a shell of this machine reads, those of blocks without prompts as well."""
    commands = plan_of(deck, everything=True).commands
    for command in commands:
        is_ours = command.block.language == "bash" and not command.is_typed_elsewhere
        if is_ours and not _is_inside(command):
            yield command.script
    planned = {command.block.token.content for command in commands}
    yield from (text for name, text in _code(deck) if name in _SHELLS and text not in planned)


def _code(deck: Deck) -> Iterator[tuple[str, str]]:
    """The language and the text of each code block."""
    for token, *_ in walk(deck):
        if token.type == "code_block":
            yield language_of(token.meta["attributes"].classes).lower(), token.content


def _is_inside(command: Command) -> bool:
    """Whether a command is typed into a shell that another command of its block has opened."""
    first = command.block.steps[0].prompt.strip()
    return command.step.prompt.strip() != first


def _is_program(word: str) -> bool:
    return _PROGRAM.fullmatch(word) is not None and word not in _OWN


def _simple_commands(script: str) -> Iterator[list[str]]:
    """The words of each simple command, assignments and `sudo` left out."""
    script = script.replace("\\\n", "  ")
    bare, start = scan(script).bare, 0
    ends = [match.span() for match in _SEPARATOR.finditer(bare)]
    for end, following in (*ends, (len(script), len(script))):
        words = _words(script[start:end])
        start = following
        while words and (words[0] in _LEADING or _ASSIGNMENT.match(words[0])):
            words = words[1:]
        if words:
            yield words


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text, comments=True)
    except ValueError:
        return text.split()


def _images(words: Sequence[str]) -> Iterator[str]:
    """The images that a command asks for."""
    if words[0] in _ENGINES:
        rest = [word for word in words[1:] if word not in ("container", "image")]
        if rest[:1] and rest[0] in ("run", "create", "pull"):
            yield from _first_argument(rest[1:])
    elif words[0] == "kubectl":
        for at, word in enumerate(words):
            if word.startswith("--image="):
                yield word.partition("=")[2]
            elif word == "--image" and at + 1 < len(words):
                yield words[at + 1]
        if words[1:3] == ["set", "image"]:
            yield from (word.partition("=")[2] for word in words[3:] if "=" in word)


def _first_argument(words: Sequence[str]) -> Iterator[str]:
    """What stands behind the options, each with its value."""
    at = 0
    while at < len(words):
        word = words[at]
        if not word.startswith("-"):
            yield word
            return
        name = word.lstrip("-")
        is_alone = "=" in word or name in _FLAGS or _LETTERS.fullmatch(word)
        at += 1 if is_alone else 2


def _tags(words: Sequence[str]) -> Iterator[str]:
    """The images that a command makes, without their tags."""
    if words[0] not in _ENGINES:
        return
    if "build" in words[1:3]:
        for at, word in enumerate(words):
            name, equals, value = word.partition("=")
            if name in ("-t", "--tag"):
                yield _base(value if equals else next(iter(words[at + 1 : at + 2]), ""))
    elif words[1:2] in (["tag"], ["commit"]):
        yield _base(words[-1])


def _base(image: str) -> str:
    """The name of an image without its tag and digest."""
    name = image.partition("@")[0]
    head, slash, last = name.rpartition("/")
    return head + slash + last.partition(":")[0]


def _in_files(language: str, text: str) -> Iterator[str]:
    """The images that a Dockerfile or a manifest names."""
    if language in ("dockerfile", "docker", "containerfile"):
        stages = set[str]()
        for match in _FROM.finditer(text):
            if match[1] not in stages and "$" not in match[1]:
                yield match[1]
            stages.add(match[2] or "")
        names = (match[1] for match in _COPY.finditer(text))
        yield from (name for name in names if name not in stages and not name.isdigit())
    elif language in _YAML_NAMES:
        yield from (match[1] for match in _YAML.finditer(text) if "{" not in match[1])
