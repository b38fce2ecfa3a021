"""Values of names in commands: what a shell gets to see, and what it never does."""

import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diascope.verify.captures import substitute


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("kubectl delete pod <pod>", "kubectl delete pod web-0"),
        ("kubectl logs pod/<pod> -c <other>", "kubectl logs pod/web-0 -c <other>"),
        ("echo \"<pod>\" '<pod>' \\<pod>", "echo \"web-0\" 'web-0' \\<pod>"),
        ("echo $(cat <pod>) # don't <pod>", "echo $(cat web-0) # don't web-0"),
        ("echo <odd>", "echo '$(id);'\\''x'"),
        ('echo "<odd>"', 'echo "\\$(id);\'x"'),
        ("echo 'a <odd>'", "echo 'a $(id);'\\''x'"),
        ("echo $(cat <odd>)", "echo $(cat <odd>)"),
        ("cat <<E\n<odd>\nE", "cat <<E\n<odd>\nE"),
        ("# don't\necho <odd>", "# don't\necho <odd>"),
        ("rm <option>", "rm <option>"),
        ("sort <pod >sorted", "sort <pod >sorted"),
    ],
)
def test_substitute(script: str, expected: str) -> None:
    values = {"pod": "web-0", "odd": "$(id);'x", "option": "-rf"}
    assert substitute(script, values) == expected


VALUES = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=8)


@settings(max_examples=20, deadline=None)
@given(st.lists(VALUES.filter(lambda value: value[0] != "-"), min_size=20, max_size=40))
@example(["$x", "`id`", "'", '"', "\\", "a'b\"c", "*", "~", "!x", "#x", "a;b", "{a,b}", "\\'$"])
def test_a_shell_sees_the_value(values: list[str]) -> None:
    script = "printf '%s\\0' <x> \"a<x>b\" 'a<x>b'"
    commands = "\n".join(substitute(script, {"x": value}) for value in values)
    bash = ["bash", "--norc", "-c", commands]
    printed = subprocess.run(bash, capture_output=True, check=True, text=True, timeout=20).stdout
    expected = [text for value in values for text in (value, f"a{value}b", f"a{value}b")]
    assert printed.split("\0")[:-1] == expected
