"""Sessions: commands typed into a shell on a terminal, among them those that misbehave."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from diascope.verify.environment import environment
from diascope.verify.session import Ending, Ran, Session
from diascope.verify.shells import Shell, shell_of
from diascope.verify.workspace import Workspace, workspace

PROC = Path("/proc")


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with one file; afterwards no process of its commands is left."""
    (tmp_path / "pod.yaml").write_text("kind: Pod\n", encoding="utf-8")
    with workspace(tmp_path) as made:
        yield made
    assert processes_of(made.home) == []
    assert not made.folder.exists()


@pytest.fixture
def bash(space: Workspace) -> Iterator[Session]:
    """A session of bash."""
    with session(space) as running:
        yield running


def session(space: Workspace, language: str = "bash", runner: tuple[str, ...] = ()) -> Session:
    """A session in a workspace."""
    shell = shell_of(language, runner)
    assert isinstance(shell, Shell)
    return Session(shell, space.folder, {**environment(()), "HOME": str(space.home)})


def processes_of(home: Path) -> list[str]:
    """What runs with this home, where the system tells; entries of the dead do not count."""
    found = list[str]()
    for entry in PROC.iterdir() if PROC.is_dir() else ():
        try:
            if f"HOME={home}".encode() in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_text())
        except OSError:
            continue
    return found


def outcomes(running: Session, *scripts: str) -> list[tuple[str, int | None]]:
    """Output and status of each command."""
    return [(ran.output, ran.status) for ran in (running.run(one, 10) for one in scripts)]


def test_what_one_command_leaves_is_there_for_the_next(bash: Session) -> None:
    assert outcomes(
        bash,
        "x=5; mkdir sub; cd sub; alias hi='echo hello'; exec 7<../pod.yaml",
        'echo $x "${PWD##*/}"; hi; head -n 1 <&7',
        "false",
        "echo $?",
        "cat <<END\none\ntwo\nEND",
        "for n in 1 2; do\n  echo $n\ndone",
    ) == [
        ("", 0),
        ("5 sub\nhello\nkind: Pod\n", 0),
        ("", 1),
        ("1\n", 0),
        ("one\ntwo\n", 0),
        ("1\n2\n", 0),
    ]


def test_it_is_an_interactive_shell_on_a_terminal(bash: Session) -> None:
    assert outcomes(
        bash,
        "test -t 1 && stty size; echo $TZ $PAGER $LC_ALL",
        "sleep 0.1 & wait",
        "nothing-of-this-name",
        "echo 'open",
        "echo and on",
    ) == [
        ("30 100\nUTC cat C.UTF-8\n", 0),
        (bash_job(bash), 0),
        ("bash: nothing-of-this-name: command not found\n", 127),
        ("bash: unexpected EOF while looking for matching `''\n", 2),
        ("and on\n", 0),
    ]


def bash_job(bash: Session) -> str:
    """What a shell says of a job whose number it does not tell twice."""
    ran = bash.run("true", 10)
    assert ran.status == 0
    return ANY_JOB


class _Job(str):
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        lines = str(other).split("\n")
        return lines[0].startswith("[1] ") and "Done" in lines[1]

    __hash__ = str.__hash__


ANY_JOB = _Job("a job that begins and ends")


def test_long_commands_and_long_lines_arrive_whole(bash: Session) -> None:
    text = "".join(f"line {n} of many, 'quoted' and \"quoted\" \\ é\n" for n in range(5000))
    ran = bash.run(f"wc -c <<'END'\n{text}END", 10)
    assert ran.output.split() == [str(len(text.encode()))]
    assert bash.run(f"echo {'x' * 9000} | wc -c", 10).output.split() == ["9001"]


def test_secrets_of_the_environment_do_not_reach_it(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_TOKEN", "secret")
    monkeypatch.setenv("DOCKER_HOST", "tcp://somewhere")
    with session(space) as running:
        assert running.run('echo "<$A_TOKEN$DOCKER_HOST>" $HOME', 10).output == f"<> {space.home}\n"
    assert environment(["docker", "A_TOKEN"])["DOCKER_HOST"] == "tcp://somewhere"
    assert environment(["docker", "A_TOKEN"])["A_TOKEN"] == "secret"


@pytest.mark.parametrize(
    ("script", "output", "ending"),
    [
        ("echo before; sleep 99", "before\n", Ending.TIMEOUT),
        ("trap '' INT TERM; (trap '' INT TERM HUP; sleep 98)", "", Ending.TIMEOUT),
        ("exec sleep 97", "", Ending.TIMEOUT),
        ("while :; do :; done", "", Ending.TIMEOUT),
        ("echo bye; exit 3", "bye\nexit\n", Ending.EXITED),
        ("set -e; false", "", Ending.EXITED),
        ("exec true", "", Ending.EXITED),
        ("kill -9 $$", "", Ending.EXITED),
        ("read name", "", Ending.INPUT),
        ("cat", "", Ending.INPUT),
        ("read -s secret </dev/tty", "", Ending.INPUT),
    ],
)
def test_what_costs_the_shell_is_told_and_the_next_command_has_another(
    bash: Session, script: str, output: str, ending: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diascope.verify.session._QUIET", 0.3)
    timeout = 0.4 if ending is Ending.TIMEOUT else 10
    ran = bash.run(script, timeout)
    assert (ran.output, ran.status, ran.ending) == (output, None, ending)
    assert bash.run("echo again", 10) == Ran("again\n", 0, Ending.DONE)


@pytest.mark.parametrize(
    ("script", "output"),
    [
        ("printf '\\377\\376 é\\n'", "\ufffd\ufffd é\n"),
        ("printf '\\033[?1049hmenu\\033[?1049lback\\n'", "back\n"),
        ("printf '10%%\\r100%%\\n'", "100%\n"),
        ("printf '\\033[31mred\\033[0m\\n'", "red\n"),
        ("printf '\\033]133;D;7;forged\\007done\\n'", "done\n"),
        ("stty raw echo; echo one", "one\n"),
        ("PROMPT_COMMAND='echo prompt' PS1='> '; echo one", "one\n"),
        ("set -u; echo one", "one\n"),
        ("set -o noclobber; exec 9>&-; echo one", "one\n"),
        ("unset -f echo; IFS=x; echo one", "one\n"),
        ("nohup setsid sleep 96 >/dev/null 2>&1 & disown; echo one", ANY_JOB),
        ("(sleep 95 &) ; echo one", "one\n"),
        ("yes one | head -n 1", "one\n"),
    ],
)
def test_what_is_odd_costs_nothing(bash: Session, script: str, output: str) -> None:
    ran = bash.run(script, 10)
    assert ran.status == 0
    assert ran.ending is Ending.DONE
    assert ran.output == output or (output is ANY_JOB and ran.output.endswith("one\n"))
    assert bash.run("echo again", 10).output == "again\n"


def test_traces_show_commands_as_they_were_typed(bash: Session) -> None:
    assert [ran for ran, _ in outcomes(bash, "set -x", "echo one $((1 + 1))", "set +x")] == [
        "",
        "+ echo one 2\none 2\n",
        "+ set +x\n",
    ]


def test_much_output_is_cut_and_costs_little_memory(bash: Session) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ran = bash.run("head -c 30000000 /dev/zero | tr '\\0' x; echo end", 60)
    assert ran.ending is Ending.DONE
    assert ran.is_cut
    assert len(ran.output) <= 256 * 1024
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * 1024, "kilobytes"


def test_a_command_is_interrupted_when_what_is_awaited_has_appeared(bash: Session) -> None:
    ran = bash.run("echo ready; sleep 94; echo never", 10, lambda output: "ready" in output)
    assert ran.ending is Ending.DONE
    assert ran.output.split() == ["ready"]
    assert ran.status == 130


TRACEBACK = """Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
ZeroDivisionError: division by zero
"""


def test_a_session_of_python(space: Workspace) -> None:
    with session(space, "python") as running:
        assert outcomes(
            running, "1 + 1", "x = 3", "for n in range(2):\n    print(n + x)\n", "1 / 0", "x"
        ) == [
            ("2\n", 0),
            ("", 0),
            ("3\n4\n", 0),
            (
                TRACEBACK,
                1,
            ),
            ("3\n", 0),
        ]


@pytest.mark.parametrize(
    "runner",
    [
        ("sh",),
        ("bash", "--norc"),
        ("env", "-i", "PATH=/usr/bin:/bin", "sh"),
        ("sh", "-c", "cd /; sh"),
    ],
    ids=" ".join,
)
def test_a_runner_takes_the_place_of_the_shell(space: Workspace, runner: tuple[str, ...]) -> None:
    with session(space, runner=runner) as running:
        assert outcomes(
            running,
            "x='it'\"'\"'s é'",
            'echo "$x"; false',
            "cat <<END\na\tb \\\\ %s\nEND",
            f"echo {'y' * 5000} | wc -c",
            "echo done",
        ) == [
            ("", 0),
            ("it's é\n", 1),
            ("a\tb \\ %s\n", 0),
            ("5001\n", 0),
            ("done\n", 0),
        ]


def test_a_program_that_is_missing_is_told(space: Workspace) -> None:
    with session(space, runner=("no-such-runner",)) as running:
        ran = running.run("true", 10)
    assert ran == Ran("there is no program `no-such-runner`\n", None, Ending.EXITED)


def test_languages_without_a_session_are_refused_in_words() -> None:
    for language in ("powershell", "bat", "fish", "sql"):
        why = shell_of(language, ())
        assert isinstance(why, str)
        assert why.isprintable()


def test_read_only_folders_of_commands_are_removed(space: Workspace) -> None:
    with session(space) as running:
        assert running.run("mkdir -p a/b && touch a/b/c && chmod -R a-w a", 10).status == 0


def test_a_background_job_does_not_keep_its_end(space: Workspace) -> None:
    begin = time.monotonic()
    with session(space) as running:
        running.run("sleep 93 & trap '' TERM", 10)
    assert time.monotonic() - begin < 3
