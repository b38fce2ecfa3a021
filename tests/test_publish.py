"""Publishing to real repositories: foreign files, races, kills, and what must not be public."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from harness import Outcome, Site, diascope
from hypothesis import given, settings
from hypothesis import strategies as st

from diascope.diagnostics import Diagnostic, Diagnostics, of_file
from diascope.pipeline import Assembled
from diascope.publish import publication, push
from diascope.publish.address import pages_url
from diascope.publish.git import Git
from diascope.publish.jekyll import claims, is_hidden, is_jekyll, plain
from diascope.render.public import without_notes

ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def git(folder: Path, *arguments: str) -> str:
    """What git prints in a folder."""
    command, env = ["git", *arguments], {**os.environ, **ALONE}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A bare repository."""
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    return tmp_path / "remote.git"


@pytest.fixture
def talks(site: Site, remote: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site in a repository with that remote."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("CHROMIUM", "none")  # no previews: a process can drive one browser alone
    site.write({"slides/talk.md": "# One\n\n![dot](dot.svg)\n", "slides/dot.svg": "<svg/>"})
    site.write({"diascope.toml": "", ".gitignore": "_site/\n"})
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "remote", "add", "origin", str(remote))
    git(site.root, "add", "-A")
    git(site.root, "commit", "-q", "-m", "Talks")
    return site


def publish(site: Site, *arguments: str) -> Outcome:
    return diascope("publish", *arguments, folder=site.root)


def test_what_is_published_has_previews_where_they_can_be_drawn(
    talks: Site, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(made: Assembled) -> tuple[dict[str, bytes], Diagnostics]:
        return {"talk/index-preview.png": b"PNG"}, ()

    def failing(made: Assembled) -> tuple[dict[str, bytes], Diagnostics]:
        return {}, (Diagnostic("browser-missing", of_file(talks.root), "it is gone"),)

    monkeypatch.delenv("DIASCOPE_PREVIEWS")
    monkeypatch.setattr("diascope.browser.find.has_browser", lambda: True)
    monkeypatch.setattr("diascope.export.drawn.drawn", failing)
    outcome = publish(talks)
    assert (outcome.code, [one.code for one in outcome.findings]) == (0, ["previews-missing"])
    assert "preview.png" not in git(remote, "show", "gh-pages:index.html")
    monkeypatch.setattr("diascope.export.drawn.drawn", drawn)
    assert publish(talks).code == 0
    assert "preview.png" in git(remote, "show", "gh-pages:index.html")
    assert "talk/index-preview.png" in tree(remote)


def tree(remote: Path, branch: str = "gh-pages") -> dict[str, str]:
    """The blobs of a branch by path."""
    rows = git(remote, "ls-tree", "-r", branch).splitlines()
    return {row.split("\t")[1]: row.split("\t")[0] for row in rows}


def fill(remote: Path, files: Mapping[str, str], branch: str = "gh-pages") -> None:
    """Put files into a branch, as somebody else does."""
    clone = remote.parent / f"clone-{time.monotonic_ns()}"
    git(remote.parent, "clone", "-q", str(remote), clone.name)
    heads = git(clone, "branch", "-r")
    git(clone, "checkout", "-q", *([branch] if branch in heads else ["--orphan", branch]))
    for name, text in files.items():
        path = clone / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "Theirs")
    git(clone, "push", "-q", "origin", branch)


def state(site: Site) -> tuple[str, ...]:
    """All of a repository that publishing must leave alone."""
    status = git(site.root, "status", "--porcelain", "--ignored")
    files = sorted(
        str(path) for path in (site.root / ".git").rglob("*") if "objects" not in str(path)
    )
    return status, git(site.root, "for-each-ref"), git(site.root, "ls-files", "-s"), *files


def test_the_first_publication_makes_the_branch(talks: Site, remote: Path) -> None:
    before = state(talks)
    outcome = publish(talks)
    assert outcome.code == 0
    assert "Published to `gh-pages`" in outcome.stdout
    found = tree(remote)
    assert {"index.html", "talk/index.html", "media/dot.svg", ".nojekyll", "404.html"} <= set(found)
    assert git(remote, "log", "--format=%s", "gh-pages").startswith("Publish the slides of ")
    assert state(talks) == before
    again = publish(talks)
    assert again.stdout.startswith("`gh-pages` has it all already")
    assert git(remote, "rev-list", "--count", "gh-pages").strip() == "1"


def test_what_is_no_longer_built_goes(talks: Site, remote: Path) -> None:
    publish(talks)
    (talks.root / "slides/talk.md").rename(talks.root / "slides/other.md")
    outcome = publish(talks, "--message", "Renamed")
    assert [one.code for one in outcome.findings] == ["publish-page-gone"]
    pages = {path for path in tree(remote) if path.endswith("/index.html")}
    assert pages == {"other/index.html"}
    assert git(remote, "log", "-1", "--format=%s", "gh-pages").strip() == "Renamed"
    text = "---\ntitle: T\nredirect_from: /talk/\n---\n\n# One\n"
    talks.write({"slides/third.md": text})
    (talks.root / "slides/other.md").unlink()
    outcome = publish(talks)
    messages = {one.message for one in outcome.findings}
    assert messages == {"`/other/` was published, and would be gone"}
    moved = git(remote, "show", "gh-pages:talk/index.html")
    assert 'url=../third/"' in moved


def test_a_dry_run_says_what_would_change_and_where(talks: Site, remote: Path) -> None:
    git(talks.root, "remote", "set-url", "origin", str(remote))
    outcome = publish(talks, "--dry-run")
    assert "  + talk/index.html" in outcome.stdout
    assert "Would publish to `gh-pages`" in outcome.stdout
    assert git(remote, "branch", "-a") == ""
    talks.write({"diascope.toml": 'url = "https://example.org/talks"'})
    assert "https://example.org/talks" in publish(talks, "-n").stdout


class TestAmongOthers:
    """A branch that holds a Jekyll site: a diary of 20 pages with permalinks."""

    @pytest.fixture
    def diary(self, talks: Site, remote: Path) -> dict[str, str]:
        """The blobs of the diary."""
        pages = {
            f"diary/day-{n}.md": f"---\nlayout: page\npermalink: /diary/{n}\n---\n\nDay {n}\n"
            for n in range(18)
        }
        more = {
            "_config.yml": "title: Diary\n",
            "_posts/2026-01-02-hello.md": "---\n---\n\nHello\n",
            "index.html": "---\n---\nHome\n",
            "CNAME": "diary.example.org\n",
        }
        fill(remote, {**pages, **more})
        return tree(remote)

    def test_every_foreign_byte_stays_over_ten_publications(
        self, talks: Site, remote: Path, diary: dict[str, str]
    ) -> None:
        for n in range(10):
            talks.write({f"slides/talk-{n}.md": f"# Talk {n}\n"})
            if n % 3 == 2:
                (talks.root / f"slides/talk-{n - 1}.md").unlink()
            outcome = publish(talks, "--subdir", "talks")
            assert outcome.code == 0
            assert "https://diary.example.org/talks/" in outcome.stdout
            found = tree(remote)
            assert {path: found[path] for path in diary} == diary
            assert all(p.startswith("talks/") for p in found.keys() - diary.keys())
            assert "talks/.nojekyll" not in found
        pages = {p for p in tree(remote) if p.startswith("talks/talk-") and p.endswith(".html")}
        assert pages == {f"talks/talk-{n}/index.html" for n in (0, 2, 3, 5, 6, 8, 9)}

    @pytest.mark.parametrize("permalink", ["/diary/3", "/diary/3/", "/diary/3.html"])
    def test_an_address_that_a_page_claims_is_refused(
        self, talks: Site, remote: Path, diary: dict[str, str], permalink: str
    ) -> None:
        text = f"---\ntitle: T\npermalink: {permalink}\n---\n\n# One\n"
        talks.write({"slides/talk.md": text, "static/index.html": "---\n---\nHome\n"})
        outcome = publish(talks)
        assert outcome.code == 1
        assert "publish-claimed" in {one.code for one in outcome.findings}
        assert "`diary/day-3.md`" in outcome.stderr
        assert tree(remote) == diary

    def test_files_of_others_are_not_overwritten(
        self, talks: Site, remote: Path, diary: dict[str, str]
    ) -> None:
        outcome = publish(talks)
        assert "publish-foreign" in {one.code for one in outcome.findings}
        assert outcome.code == 1
        assert tree(remote) == diary

    def test_names_that_jekyll_hides_are_refused(self, talks: Site, diary: dict[str, str]) -> None:
        talks.write({"slides/_img/a.svg": "<svg/>", "slides/b.md": "# B\n\n![a](_img/a.svg)\n"})
        outcome = publish(talks, "--subdir", "talks")
        assert [one.code for one in outcome.findings] == ["publish-hidden"]


def test_an_edited_page_is_neither_overwritten_nor_removed(talks: Site, remote: Path) -> None:
    publish(talks)
    fill(remote, {"talk/index.html": "edited"})
    talks.write({"slides/talk.md": "# Changed\n"})
    assert [one.code for one in publish(talks).findings] == ["publish-edited"]
    (talks.root / "slides/talk.md").rename(talks.root / "slides/new.md")
    outcome = publish(talks)
    assert {one.code for one in outcome.findings} == {"publish-kept", "publish-page-gone"}
    assert git(remote, "show", "gh-pages:talk/index.html") == "edited"


def test_a_lost_race_is_run_again(
    talks: Site, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(talks)
    talks.write({"slides/talk.md": "# Changed\n"})
    original, others = publication.commit_of, iter(("a", "b"))

    def slow(*given: object) -> str:
        commit = original(*given)  # type: ignore[arg-type]
        if name := next(others, ""):
            fill(remote, {f"theirs-{name}.txt": name})
        return commit

    monkeypatch.setattr(push, "commit_of", slow)
    assert publish(talks).code == 0
    assert {"theirs-a.txt", "theirs-b.txt"} <= set(tree(remote))
    assert "Changed" in git(remote, "show", "gh-pages:talk/index.html")


def test_a_kill_leaves_nothing_and_the_branch_whole(talks: Site, remote: Path) -> None:
    publish(talks)
    before, first = state(talks), git(remote, "rev-parse", "gh-pages")
    for n in range(40):
        talks.write({f"slides/more-{n}.md": f"# More {n}\n"})
    before = state(talks)
    command = [sys.executable, "-m", "diascope", "publish"]
    for moment in (0.4, 0.6, 0.8):
        run = subprocess.Popen(
            command, cwd=talks.root, start_new_session=True, stdout=subprocess.DEVNULL
        )
        time.sleep(moment)
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        assert state(talks) == before
        head = git(remote, "rev-parse", "gh-pages")
        files = set(tree(remote))
        assert head == first or {f"more-{n}/index.html" for n in range(40)} <= files
        git(remote, "fsck", "--connectivity-only")
    assert publish(talks).code == 0
    assert {f"more-{n}/index.html" for n in range(40)} <= set(tree(remote))


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (lambda root: git(root, "remote", "remove", "origin"), "--remote"),
        (lambda root: git(root, "remote", "set-url", "origin", "/nowhere"), "--remote"),
        (lambda root: (root / ".git").rename(root / "git"), "git init"),
    ],
)
def test_what_git_cannot_do_is_told(
    talks: Site, change: Callable[[Path], object], hint: str
) -> None:
    change(talks.root)
    outcome = publish(talks)
    assert [one.code for one in outcome.findings] == ["publish-failed"]
    assert hint in outcome.hint("publish-failed")


def test_a_branch_that_refuses_says_why(talks: Site, remote: Path) -> None:
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'this branch is protected' >&2\nexit 1\n")
    hook.chmod(0o755)
    assert "this branch is protected" in publish(talks).findings[0].message


def test_who_commits_is_known_without_a_setting(
    talks: Site, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("EMAIL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    git(talks.root, "config", "user.useConfigOnly", "true")
    assert publish(talks).code == 0
    assert git(remote, "log", "-1", "--format=%an", "gh-pages").strip() == "Diascope"


class TestPrivate:
    deck = (
        '# One {data-notes="whispered"}\n\nShown\n\n::: notes\nwhispered\n:::\n\n# Two\n\n'
        "<aside class='x notes'>whispered <aside>twice</aside> whispered</aside>\n\n"
        '<aside class="other">kept</aside>\n'
    )

    def test_notes_stay_out_of_public_sites(self, talks: Site, remote: Path) -> None:
        talks.write({"slides/talk.md": self.deck})
        talks.build("--public")
        page = (talks.output / "talk/index.html").read_text("utf-8")
        assert "whispered" not in page
        assert ("Shown" in page, "kept" in page) == (True, True)
        publish(talks)
        assert "whispered" not in git(remote, "show", "gh-pages:talk/index.html")
        talks.build()
        assert "whispered" in (talks.output / "talk/index.html").read_text("utf-8")

    def test_unless_the_deck_says_that_they_are_public(self, talks: Site) -> None:
        talks.write({"slides/talk.md": f"---\ntitle: T\nnotes: public\n---\n\n{self.deck}"})
        talks.build("--public")
        assert "whispered" in (talks.output / "talk/index.html").read_text("utf-8")

    def test_drafts_stay_out(self, talks: Site) -> None:
        talks.write({"slides/next.md": "---\ntitle: Next\ndraft: true\n---\n\n# Soon\n"})
        talks.build("--public")
        assert not (talks.output / "next").exists()
        assert "Next" not in (talks.output / "index.html").read_text("utf-8")
        talks.build()
        assert (talks.output / "next/index.html").exists()

    def test_secrets_are_refused_until_they_are_allowed(self, talks: Site, remote: Path) -> None:
        token = "ghp_" + "a1B2" * 9
        talks.write({"slides/talk.md": f"# One\n\n``` sh\nexport GH={token}\n```\n"})
        outcome = publish(talks)
        assert [one.code for one in outcome.findings] == ["publish-secret"]
        assert token not in outcome.stderr
        assert git(remote, "branch", "-a") == ""
        name = outcome.hint("publish-secret").split("--allow-secret ")[1][:8]
        assert publish(talks, "--allow-secret", name).code == 0

    @given(st.lists(st.sampled_from(
        ["<aside class=notes>", "<aside class='notes'>", "<aside>", "</aside>", "n", "<p>", "k"]
    )))  # fmt: skip
    @settings(max_examples=60)
    def test_any_html_ends(self, parts: list[str]) -> None:
        assert "notes" not in without_notes("".join(parts))


class TestSitePages:
    def test_a_sitemap_and_a_feed_where_the_address_is_known(self, talks: Site) -> None:
        talks.write({"slides/talk.md": "---\ntitle: A & B\ndate: 2026-05-03\n---\n\n# One\n"})
        talks.build()
        assert not (talks.output / "sitemap.xml").exists()
        talks.write({"diascope.toml": 'url = "https://example.org/talks"\ntitle = "Talks"'})
        assert talks.built().stderr == ""
        sitemap = (talks.output / "sitemap.xml").read_text("utf-8")
        assert "<loc>https://example.org/talks/talk/</loc>" in sitemap
        feed = (talks.output / "feed.xml").read_text("utf-8")
        assert "<title>A &amp; B</title>" in feed
        assert "<updated>2026-05-03T00:00:00Z</updated>" in feed

    def test_former_addresses_lead_to_the_page(self, talks: Site) -> None:
        head = "---\ntitle: T\npermalink: /new/talk\nredirect-from: [/old, /a/b.html]\n---\n\n"
        talks.write({"slides/talk.md": f"{head}# One\n"})
        assert talks.built().stderr == ""
        old = (talks.output / "old/index.html").read_text("utf-8")
        assert 'href="../new/talk/"' in old
        assert 'url=../new/talk/"' in (talks.output / "a/b.html").read_text("utf-8")

    def test_one_that_another_deck_has_is_refused(self, talks: Site) -> None:
        talks.write({"slides/b.md": "---\ntitle: T\nredirect-from: /talk\n---\n\n# One\n"})
        assert "place-claimed" in {one.code for one in talks.build().findings}
        talks.write({"slides/b.md": "---\ntitle: T\nredirect-from: ../x\n---\n\n# One\n"})
        assert "permalink-invalid" in {one.code for one in talks.build().findings}


@pytest.mark.parametrize(
    ("remote", "host", "subdir", "url"),
    [
        ("https://github.com/Ada/talks.git", "", "", "https://ada.github.io/talks/"),
        ("git@github.com:ada/talks.git", "", "x", "https://ada.github.io/talks/x/"),
        ("ssh://git@github.com/ada/talks", "", "", "https://ada.github.io/talks/"),
        ("https://t@github.com/ada/ada.github.io", "", "/x/", "https://ada.github.io/x/"),
        ("https://github.com/ada/talks", "talks.example.org\n", "", "https://talks.example.org/"),
        ("https://gitlab.com/ada/talks", "", "", ""),
        ("../remote.git", "", "", ""),
    ],
)
def test_where_github_shows_it(remote: str, host: str, subdir: str, url: str) -> None:
    assert pages_url(remote, host, subdir) == url


@pytest.mark.parametrize(
    ("pages", "config", "addresses"),
    [
        ({"a.md": "---\npermalink: '/x/y/'\n---\n"}, "", {"/x/y"}),
        ({"a/b.md": "---\ntitle: T\n---\n"}, "", {"/a/b"}),
        ({"a/index.md": "---\n---\n"}, "", {"/a"}),
        ({"plain.html": "<p>"}, "", {"/plain"}),
        ({"readme.md": "no front matter"}, "", set()),
        ({"_posts/2026-01-02-hi.md": "---\n---\n"}, "", {"/2026/01/02/hi"}),
        ({"_posts/2026-01-02-hi.md": "---\n---\n"}, "permalink: none\n", {"/hi"}),
        ({"_posts/2026-01-02-hi.md": "---\n---\n"}, "permalink: /:title\n", set()),
        ({"_drafts/x.md": "---\n---\n"}, "", set()),
    ],
)
def test_addresses_of_a_jekyll_site(
    pages: dict[str, str], config: str, addresses: set[str]
) -> None:
    assert set(claims(pages, config)) == addresses


def test_what_jekyll_does() -> None:
    assert is_jekyll({"_config.yml", "index.md"})
    assert not is_jekyll({"_config.yml", ".nojekyll"})
    assert not is_jekyll({"index.html", "talk/index.html"})
    assert [path for path in ("a/_b/c", ".x", "a.html", "b~") if is_hidden(path)] == [
        "a/_b/c",
        ".x",
        "b~",
    ]
    assert {plain(one) for one in ("/a", "/a/", "a.html", "/a/index.html")} == {"/a"}
    assert plain("/") == plain("index.html") == "/"


def test_git_is_asked_for_nothing(talks: Site, tmp_path: Path) -> None:
    """No prompt, no hook, no variable of the caller's."""
    (tmp_path / "scratch").mkdir()
    tool = Git(talks.root, tmp_path / "scratch")
    assert tool.text("config", "core.hooksPath") == "/dev/null"
    assert tool.text("rev-parse", "HEAD") == git(talks.root, "rev-parse", "HEAD").strip()
