"""What is to change in the branch, and why it must not.

1. fetch the branch, and read what was published before;
2. leave every file alone that was not published from here, and refuse to take its place;
3. refuse what Jekyll would hide or read, and addresses that another page of the site has;
4. remove what was published before and is no longer built, unless it was edited since.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diascope.diagnostics import Diagnostic, Diagnostics, of_file
from diascope.publish.address import pages_url
from diascope.publish.git import Git
from diascope.publish.jekyll import claims, has_front_matter, is_hidden, is_jekyll, is_page, plain
from diascope.publish.manifest import NAME, published_text, read_published
from diascope.write import Content

_FILE = "100644"


@dataclass(frozen=True, slots=True)
class Target:
    """The branch as it is now."""

    remote: str
    """The address of the remote."""
    branch: str
    """The branch."""
    subdir: str
    """The folder in it, without slashes at its ends; empty for all of it."""
    head: str
    """The commit that it is at; empty where there is no such branch."""
    entries: Mapping[str, str]
    """The blobs in it, by path."""
    before: Mapping[str, str]
    """The blobs that were published before, by path below the folder."""
    host: str
    """What its `CNAME` says."""

    def path(self, inner: str) -> str:
        """The path in the branch of what lies at a path below the folder."""
        return f"{self.subdir}/{inner}" if self.subdir else inner


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to change."""

    target: Target
    added: tuple[str, ...] = ()
    """Paths below the folder, in order; so are the others."""
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    blobs: Mapping[str, str] = field(default_factory=dict)
    """What is to be there afterwards."""
    diagnostics: Diagnostics = ()
    """What keeps it from being published, and what should be known."""

    @property
    def is_empty(self) -> bool:
        """Whether all is there already."""
        return not (self.added or self.changed or self.removed)

    @property
    def url(self) -> str:
        """Where it is shown; empty where that is not known."""
        return pages_url(self.target.remote, self.target.host, self.target.subdir)


def read_target(git: Git, remote: str, branch: str, subdir: str) -> Target:
    """The branch of a remote, by its name or address; raises `GitError`."""
    names = git.text("remote").split("\n")
    url = git.text("remote", "get-url", "--push", remote) if remote in names else remote
    head = git.remote_head(url, branch)
    entries = dict[str, str]()
    for row in git.run("ls-tree", "-r", "-z", head).split(b"\0") if head else ():
        if row:
            info, _, path = row.partition(b"\t")
            entries[path.decode("utf-8", "surrogateescape")] = info.split(b" ")[2].decode()
    subdir = subdir.strip("/")
    manifest = entries.get(f"{subdir}/{NAME}" if subdir else NAME)
    before = read_published(git.run("cat-file", "blob", manifest)) if manifest else {}
    host = git.text("cat-file", "blob", entries["CNAME"]) if "CNAME" in entries else ""
    return Target(url, branch, subdir, head, entries, before or {}, host.strip())


def plan(git: Git, target: Target, files: Mapping[str, Content]) -> Publication:
    """What changes in the branch if these files are published; raises `GitError`."""
    ours = {target.path(path) for path in target.before} | {target.path(NAME)}
    foreign = {path: blob for path, blob in target.entries.items() if path not in ours}
    is_read_by_jekyll = is_jekyll(foreign)
    if target.subdir or is_read_by_jekyll:
        files = {path: content for path, content in files.items() if path != ".nojekyll"}
    blobs = _blobs(git, files)
    wrong = [*_taken(target, blobs, foreign)]
    if is_read_by_jekyll:
        wrong += _changed_by_jekyll(files)
    wrong += _claimed(git, target, files, foreign)
    gone, edited = _gone(target, blobs)
    wrong += edited
    there = {path: target.entries.get(target.path(path)) for path in blobs}
    return Publication(
        target,
        tuple(path for path in sorted(blobs) if there[path] is None),
        tuple(path for path in sorted(blobs) if there[path] not in (None, blobs[path])),
        tuple(gone),
        blobs,
        tuple(wrong),
    )


def commit_of(git: Git, publication: Publication, message: str) -> str:
    """A commit of the branch with the change; raises `GitError`."""
    target = publication.target
    git.run("read-tree", target.head or "--empty")
    manifest = git.text("hash-object", "-w", "--stdin", given=published_text(publication.blobs))
    rows = [f"{_FILE} {blob}\t{target.path(path)}" for path, blob in publication.blobs.items()]
    rows.append(f"{_FILE} {manifest}\t{target.path(NAME)}")
    zero = "0" * len(manifest)
    rows += [f"0 {zero}\t{target.path(path)}" for path in publication.removed]
    given = "\0".join([*rows, ""]).encode("utf-8", "surrogateescape")
    git.run("update-index", "-z", "--index-info", given=given)
    return git.commit(git.text("write-tree"), target.head, message)


def _blobs(git: Git, files: Mapping[str, Content]) -> dict[str, str]:
    """The files as blobs, by path."""
    with tempfile.TemporaryDirectory(prefix="diascope-publish-") as name:
        paths = list[str]()
        for number, content in enumerate(files.values()):
            path = content if isinstance(content, Path) else Path(name, str(number))
            if isinstance(content, bytes):
                path.write_bytes(content)
            paths.append(str(path.resolve()))
        given = "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")
        made = git.text("hash-object", "-w", "--no-filters", "--stdin-paths", given=given)
    return dict(zip(files, made.split("\n") if files else (), strict=True))


def _taken(
    target: Target, blobs: Mapping[str, str], foreign: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Files of others, and edited ones, that would be overwritten."""
    folders = {parent for path in foreign for parent in _folders(path)}
    for inner, blob in blobs.items():
        path = target.path(inner)
        now = target.entries.get(path)
        if path in folders or any(one in foreign for one in _folders(path)):
            yield _refused(path, "publish-foreign", "is a file here and a folder there")
        elif path in foreign and now != blob:
            hint = "publish into a folder with --subdir, or remove the file there"
            yield _refused(path, "publish-foreign", "was not published from here", hint)
        elif inner in target.before and now not in (None, blob, target.before[inner]):
            hint = "take the change over into the deck, and remove the file there"
            yield _refused(path, "publish-edited", "was edited since it was published", hint)


def _gone(target: Target, blobs: Mapping[str, str]) -> tuple[list[str], list[Diagnostic]]:
    """What was published and is no longer built, and what of it stays since it was edited."""
    gone, edited = list[str](), list[Diagnostic]()
    for inner, blob in sorted(target.before.items()):
        now = target.entries.get(target.path(inner))
        if inner in blobs or now is None:
            continue
        if now == blob:
            gone.append(inner)
        else:
            message = f"`{target.path(inner)}` is no longer built, and stays: it was edited since"
            edited.append(Diagnostic("publish-kept", of_file(Path()), message))
    return gone, edited


def _changed_by_jekyll(files: Mapping[str, Content]) -> Iterator[Diagnostic]:
    """Files that Jekyll, which builds the branch, would leave out or read."""
    for path, content in files.items():
        if is_hidden(path):
            hint = "rename it, or publish into a branch of its own"
            yield _refused(path, "publish-hidden", "would be left out by Jekyll", hint)
        elif isinstance(content, bytes) and has_front_matter(content):
            yield _refused(path, "publish-hidden", "begins with `---`, and Jekyll would read it")


def _claimed(
    git: Git, target: Target, files: Mapping[str, Content], foreign: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Addresses that another page of the site claims."""
    pages = {path: blob for path, blob in foreign.items() if is_page(path)}
    texts = dict(zip(pages, _texts(git, pages.values()), strict=True))
    config = next(_texts(git, [foreign["_config.yml"]])) if "_config.yml" in foreign else ""
    others = claims(texts, config)
    for inner in files:
        if inner.endswith(".html"):
            other = others.get(plain(target.path(inner)))
            if other and other != target.path(inner):
                message = f"`{other}` of the site claims the address of `{target.path(inner)}`"
                hint = "give the deck another `permalink:`, or the page there"
                yield Diagnostic("publish-claimed", of_file(Path()), message, hint)


def _texts(git: Git, blobs: Iterable[str]) -> Iterator[str]:
    """The texts of blobs, in order."""
    names = list(blobs)
    out = git.run("cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    at = 0
    for _ in names:
        end = out.index(b"\n", at)
        size = int(out[at:end].split(b" ")[2])
        yield out[end + 1 : end + 1 + size].decode("utf-8", "replace")
        at = end + 1 + size + 1


def _folders(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


def _refused(path: str, code: str, why: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, of_file(Path()), f"`{path}` {why}", hint)
