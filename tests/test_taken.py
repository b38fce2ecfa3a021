"""Code from files and from the snippet library: what is shown, what is wrong, what is followed."""

from __future__ import annotations

from pathlib import Path

import pytest
from casefile import Case, cases
from harness import ROOT, Rendered, Site, diascope, render
from hypothesis import given
from hypothesis import strategies as st
from serving import Following

from diascope.deck.parts import LostPartError, part_of

POD = "kind: Pod\nspec:\n  # region probe\n  livenessProbe:\n    path: /\n  # endregion\n  x: 1\n"
PAGE = """---
layout: page
title: Diary
permalink: /diary
---

## List all pods

They are listed with their *nodes*.

```Git
kubectl get pods
```

``` {.console .run exit="1"}
$ kubectl get nothing
error
```

### Of one namespace

``` bash
kubectl get pods --namespace web
```

## Only words

Nothing to run.
"""
FILES: dict[str, str | bytes] = {
    "slides/demo/pod.yaml": POD,
    "slides/demo/Dockerfile": "FROM alpine\n",
    "slides/demo/photo.jpg": b"\xff\xd8\xff\x00",
    "snippets/kubectl.md": PAGE,
    "snippets/deep/other.md": "Above.\n\n```\nfirst of the page\n```\n",
}


def taken(*attributes: str, heading: str = "") -> Rendered:
    """A deck with one block for each of these attributes, built beside the files."""
    blocks = "".join(f"``` {{{one}}}\n```\n\n" for one in attributes)
    return render(f"# One {{#one{heading}}}\n\nText.\n\n{blocks}", FILES)


def codes(made: Rendered) -> list[str]:
    """The texts of the code blocks."""
    assert made.outcome.code == 0, made.outcome.stderr
    return [node.text() for node in made.page.css("pre > code")]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("parts.md")])
def test_parts_of_files(case: Case) -> None:
    wishes = dict(part.split("=") for part in case.remark.split())
    try:
        found = part_of(f"{case.given}\n", wishes.get("lines", ""), wishes.get("region", "")).text
    except LostPartError as error:
        found = f"{error.args[0]}: {', '.join(error.args[1])}\n"
    assert found == f"{case.expected}\n"


@given(st.lists(st.sampled_from(["a", "  b", "# region x", "# endregion", "// [end:x]", ""])))
def test_lines_come_in_their_order(lines: list[str]) -> None:
    part = part_of("\n".join([*lines, "# region x", "z"]) + "\n", region="x")
    assert list(part.numbers) == sorted(set(part.numbers))
    assert part.text.endswith("z\n")


def test_a_file_or_parts_of_it() -> None:
    made = taken(
        'from="demo/pod.yaml"',
        'from="demo/pod.yaml" region="probe"',
        'from="demo/pod.yaml" lines="7,1-2"',
        '.text from="demo/Dockerfile"',
        'from="demo/Dockerfile" file="title"',
    )
    assert codes(made) == [
        "kind: Pod\nspec:\n  livenessProbe:\n    path: /\n  x: 1",
        "livenessProbe:\n  path: /",
        "  x: 1\nkind: Pod\nspec:",
        "FROM alpine",
        "FROM alpine",
    ]
    languages = [node.attributes["class"] or "" for node in made.page.css("div.sourceCode > pre")]
    assert [one.split()[-1] for one in languages] == ["yaml", "yaml", "yaml", "text", "docker"]
    assert made.page.css('[data-title="title"]')
    assert not made.page.css("[data-from], [data-region], [data-lines]")


def test_code_of_the_library() -> None:
    made = taken(
        '.bash snippet="kubectl.md#list-all-pods"',
        '.console snippet="kubectl.md#list-all-pods:2"',
        'snippet="kubectl.md#of-one-namespace"',
        'snippet="deep/other.md"',
    )
    assert codes(made) == [
        "kubectl get pods",
        "$ kubectl get nothing\nerror",
        "kubectl get pods --namespace web",
        "first of the page",
    ]
    assert made.page.css(".terminal .command")


def test_a_heading_has_an_entry_at_the_end_of_its_slide() -> None:
    made = taken(heading=' snippet="kubectl.md#list-all-pods"')
    body = made.page.css_first("#one .body")
    assert body is not None
    texts = [" ".join(node.text().split()) for node in body.css(".body > p, pre")]
    assert texts[:3] == ["Text.", "They are listed with their nodes.", "kubectl get pods"]
    assert not made.page.css("[data-snippet]")
    one = taken(heading=' snippet="kubectl.md#list-all-pods:2"')
    assert codes(one) == ["$ kubectl get nothing\nerror"]


@pytest.mark.parametrize(
    ("attribute", "code", "words", "hint"),
    [
        ('from="demo/pod.yml"', "taken-missing", "no file", "did you mean `pod.yaml`?"),
        ('from="demo/pod.yaml" region="prob"', "taken-missing", "region", "did you mean `probe`?"),
        ('from="demo/pod.yaml" lines="3-99"', "taken-missing", "line `3-99`", "there is `1-7`"),
        ('from="demo/pod.yaml" lines="x"', "taken-missing", "line `x`", "there is `1-7`"),
        ('from="demo/photo.jpg"', "taken-unreadable", "no text", ""),
        ('from="../../../etc/passwd"', "file-outside", "lies outside", "copy it into the site"),
        ('snippet="kubectl.md#list-all-pod"', "taken-missing", "heading", "`list-all-pods`?"),
        ('snippet="kubectl.md#list-all-pods:7"', "taken-missing", "has 3 of the code blocks", ""),
        ('snippet="kubectl.md#only-words"', "taken-missing", "has no code block", ""),
        ('snippet="kubctl.md#x"', "taken-missing", "no file", "did you mean `kubectl.md`?"),
        ('snippet="../../x.md#y"', "file-outside", "lies outside", "copy it into the site"),
    ],
)
def test_what_cannot_be_had_is_an_error_with_the_nearest_match(
    attribute: str, code: str, words: str, hint: str
) -> None:
    outcome = taken(attribute).outcome
    assert [(finding.code, finding.line) for finding in outcome.findings] == [(code, 5)]
    assert words in outcome.findings[0].message
    assert hint in outcome.hint(code)
    assert outcome.code == 1


def test_text_in_such_a_block_is_reported() -> None:
    made = render('# One\n\n``` {from="demo/pod.yaml"}\nown\n```\n', FILES)
    assert made.places == [("taken-not-empty", "slides/talk.md", 3)]


def test_another_folder_may_be_the_library(site: Site) -> None:
    site.write({"diascope.toml": 'snippets = "diary"\n', "diary/k.md": PAGE})
    site.write({"slides/talk.md": '# A\n\n``` {snippet="k.md#list-all-pods"}\n```\n'})
    site.built()
    assert "kubectl get pods" in site.text()
    assert not (site.output / "diary").exists()


def test_blocks_in_included_files_and_extras_take_relative_to_their_own_file(site: Site) -> None:
    block = '``` {from="pod.yaml" region="probe"}\n```\n'
    site.write({"slides/parts/pod.yaml": POD, "slides/pod.yaml": POD.replace("/", "/live")})
    site.write({"slides/parts/_part.md": block, "slides/talk.extras.md": f"# {{#a}}\n\n{block}"})
    site.write({"slides/talk.md": '# A\n\n::: {include="parts/_part.md"}\n:::\n'})
    site.built()
    found = [node.text() for node in site.page().css("pre > code")]
    assert found == ["livenessProbe:\n  path: /", "livenessProbe:\n  path: /live"]


def test_live_editing_follows_what_is_taken(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"slides/talk.md": '# A\n\n``` {from="demo/pod.yaml"}\n```\n\n# B\n\ntext\n'})
    monkeypatch.chdir(site.root)
    live = Following()
    live.renew()
    assert [one.code for one in live.state.diagnostics] == ["taken-missing"]

    def page(text: str) -> str:
        path = site.root / "slides/demo/pod.yaml"
        site.write({"slides/demo/pod.yaml": text})
        live.renew([path])
        assert live.state.diagnostics == ()
        found = live.state.page("talk/index.html")
        assert found
        return found[0]

    assert "first" in page("a: first\n")
    assert "second" in page("a: second\n")


def test_hidden_and_setup_blocks_are_not_shown() -> None:
    made = render("# A\n\n``` {.bash .setup}\nx\n```\n\n``` {.bash .hidden}\ny\n```\n\n    z\n")
    assert codes(made) == ["z"]


def script(*arguments: str, folder: Path) -> str:
    """What `diascope script` prints."""
    outcome = diascope("script", *arguments, folder=folder)
    assert outcome.code == 0, outcome.stderr
    return outcome.stdout


TALK = """# One {#one}

``` console
$ kubectl create pod
pod/<pod> created
$ cat <<END
text
END
```

``` {.bash .setup}
mkdir work
```

``` {.console .norun}
$ rm -rf everything
```

# Two {#two}

``` console
$ kubectl delete pod <pod>
$ exit
```

``` pycon
>>> 1 + 1
2
```

``` {.bash .run .cleanup}
rm -r work
```
"""


def test_the_commands_as_a_script(site: Site) -> None:
    site.write({"slides/talk.md": TALK})
    assert (
        script("slides/talk.md", folder=site.root)
        == """#!/usr/bin/env bash
# One
# The commands of talk.md, slide by slide.

# --- Set-up ---
mkdir work

# --- One (#one) ---
kubectl create pod
cat <<END
text
END

# --- Two (#two) ---
kubectl delete pod ${pod:?set it to the pod that is printed above}
# exit
# for python:
#   1 + 1

# --- Cleanup ---
rm -r work
"""
    )


def test_a_part_of_the_script_has_the_set_up(site: Site) -> None:
    site.write({"slides/talk.md": TALK})
    part = script("slides/talk.md", "--from", "two", folder=site.root)
    assert "mkdir work" in part
    assert "kubectl create" not in part
    assert "kubectl delete" not in script("slides/talk.md", "--until", "one", folder=site.root)
    wrong = diascope("script", "slides/talk.md", "--from", "tow", folder=site.root)
    assert (wrong.code, "did you mean `two`?" in wrong.stderr) == (2, True)
    assert diascope("script", "no.md", folder=site.root).code == 1


def test_the_script_lies_beside_the_page_if_it_is_asked_for(site: Site) -> None:
    site.deck(TALK)
    assert not list(site.output.rglob("*.sh"))
    site.deck(f"---\nscript: true\n---\n\n{TALK}")
    assert "kubectl create pod" in site.text("talk/talk-commands.sh")
    link = site.page().css_first("a.script")
    assert link is not None
    assert link.attributes["href"] == "talk-commands.sh"
    assert 'href="talk/talk-commands.sh"' in site.text("index.html")


def test_bash_reads_the_scripts_of_the_repositorys_own_decks() -> None:
    from diascope.commands.syntax import syntax_error

    for name in ("tour", "docker-kubernetes"):
        assert syntax_error([script(f"slides/{name}.md", folder=ROOT)]) == ()


def test_lint_is_off_where_it_is_not_wanted(site: Site) -> None:
    text = "# One\n\n``` console\n$ echo “a”\n```\n"
    assert site.deck(text).places == [("command-typography", "slides/talk.md", 4)]
    assert site.deck(f"---\nlint: false\n---\n\n{text}").places == []
    site.write({"diascope.toml": "lint = false\n"})
    assert site.deck(text).places == []


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("lint.md")])
def test_lint(case: Case) -> None:
    made = render(f"# One\n\n{case.given}\n")
    found = [f"{code} {line}" for code, _, line in made.places]
    assert "\n".join(found) == case.expected
