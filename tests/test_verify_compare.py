"""Comparing outputs: what is equal, what differs, and what an update would write."""

import re

import pytest
from casefile import Case, cases, seconds
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diascope.verify.compare import Rules, compare, substitute
from diascope.verify.merge import merged
from diascope.verify.secrets import secrets

CASES = cases("compare.md")
BUILD = {"build": re.compile("build-[0-9]+")}
RULES = Rules()


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in CASES])
def test_cases(case: Case) -> None:
    wanted, *kinds = case.remark.split()
    rules = Rules(BUILD if "build" in kinds else {}, "unordered" in kinds)
    shown, printed = (f"{text}\n" if text else "" for text in (case.given, case.expected))
    comparison = compare(shown, printed, rules, {})
    assert comparison.is_equal == (wanted == "equal"), comparison.pairs
    if comparison.is_equal:
        assert merged(comparison) == shown
    else:
        assert compare(merged(comparison), printed, rules, {}).is_equal


def test_half_of_the_cases_differ() -> None:
    differing = sum(case.remark.startswith("differs") for case in CASES)
    assert len(CASES) >= 40
    assert abs(2 * differing - len(CASES)) <= 8


LINES = st.sampled_from(
    ["a", "b  c", "...", "x ... y", "[..]", "<pod>", "2 minutes ago", "10.0.0.1", "web-1a2b3", ""]
)
OUTPUTS = st.one_of(
    st.text(st.characters(exclude_characters="\x01", codec="utf-8")),
    st.lists(LINES, max_size=12).map(lambda lines: "".join(f"{line}\n" for line in lines)),
)


@given(OUTPUTS, st.booleans())
def test_an_output_is_equal_to_itself(output: str, unordered: bool) -> None:
    assert compare(output, output, Rules(unordered=unordered), {}).is_equal


@given(OUTPUTS, OUTPUTS, st.booleans())
@example("a\n...\n", "b\n", False)
@example("<pod>\n<pod>\n", "a\nb\n", False)
def test_what_is_merged_is_equal_to_what_was_printed(
    shown: str, printed: str, unordered: bool
) -> None:
    rules = Rules(unordered=unordered)
    comparison = compare(shown, printed, rules, {})
    new = merged(comparison)
    if comparison.is_equal:
        assert new.rstrip("\n") == shown.rstrip("\n")
    else:
        assert compare(new, printed, rules, {}).is_equal, new


@pytest.mark.parametrize(
    ("shown", "printed", "wanted"),
    [
        ("a\nb 2s\nc\n", "a\nb 9s\nd\n", "a\nb 2s\nd\n"),
        ("a\n...\nz\n", "a\nb\nc\ny\n", "a\n...\ny\n"),
        ("a\n", "", ""),
        ("a\nb\nc\n", "a\nx\nb\nc\n", "a\nx\nb\nc\n"),
        ("<pod> up\nold\n", "web-1 up\nnew\n", "<pod> up\nnew\n"),
    ],
)
def test_lines_that_still_match_stay_as_written(shown: str, printed: str, wanted: str) -> None:
    assert merged(compare(shown, printed, RULES, {})) == wanted


def test_what_was_captured_stands_in_later_commands_and_outputs() -> None:
    values = compare("pod/<pod> created\n", "pod/web-1 created\n", RULES, {}).values
    assert values == {"pod": "web-1"}
    assert substitute("kubectl delete pod <pod> <other>", values) == (
        "kubectl delete pod web-1 <other>"
    )
    assert compare("<pod> deleted\n", "web-1 deleted\n", RULES, values).is_equal
    assert not compare("<pod> deleted\n", "web-2 deleted\n", RULES, values).is_equal


@pytest.mark.parametrize(
    "pair",
    [
        ("x ... y\n" * 300, "x a b y\n" * 299 + "z\n"),
        ("...\na\n" * 300, "b\n" * 3000),
        ("a b c\n" * 20_000, "a b d\n" * 20_000),
        ("1a" * 60_000 + "\n", "1b" * 60_000 + "\n"),
        ("-".join(["a"] * 20_000) + "\n", "-".join(["b"] * 20_000) + "\n"),
        ("... a " * 300 + "\n", "b " * 3000 + "\n"),
        ("<a>-<b>-<c>\n", "-" * 20_000 + "x\n"),
    ],
    ids=["dots in lines", "dots", "lines", "hex", "dashes", "gaps", "captures"],
)
@pytest.mark.parametrize("unordered", [False, True])
def test_long_outputs_are_compared_in_reasonable_time(
    pair: tuple[str, str], unordered: bool
) -> None:
    shown, printed = pair
    assert seconds(lambda: compare(shown, printed, Rules(unordered=unordered), {})) < 1.5


SECRETS = {
    "a private key": "-----BEGIN OPENSSH PRIVATE KEY-----\n",
    "a key of AWS": "key AKIA" + "A" * 16 + "\n",
    "a token of GitHub": "ghp_" + "a1" * 18 + "\n",
    "a kubeconfig": "    client-key-data: " + "LS0t" * 20 + "\n",
    "a password of Docker": '{"auths": {"x": {"auth": "dXNlcjpwYXNzd29yZA=="}}}\n',
    "a password in an address": "postgres://ada:s3cret@db:5432/x\n",
    "a bearer token": "> Authorization: Bearer abcdefghijklmnop0123\n",
}


@pytest.mark.parametrize(("kind", "text"), SECRETS.items())
def test_secrets_are_seen(kind: str, text: str) -> None:
    assert [(one.line, one.kind) for one in secrets("a line\n" + text)] == [(1, kind)]


def test_what_slides_show_is_no_secret() -> None:
    shown = "".join(case.given + "\n" + case.expected for case in CASES)
    assert secrets(shown + "token: <hidden>\npassword: ********\nsecret/web created\n") == ()


@settings(max_examples=50)
@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    assert isinstance(secrets(text), tuple)
