"""The layers of docs/architecture.md: a module knows those of the rows above its own alone."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from harness import ROOT

PACKAGE = ROOT / "src" / "diascope"
MODULES = sorted(PACKAGE.rglob("*.py"))
FREE = {"__init__", "__main__"}
"""The version, and `python -m diascope`."""

ON_DISK = ("reading/filesystem.py", "reading/facts.py", "reading/observed.py", "write/", "new/")
"""What may touch the file system."""
ON_DISK_TOO = (
    *("serve/token.py", "serve/editor.py", "serve/watch.py"),
    *("verify/processes.py", "verify/programs.py", "verify/session.py", "verify/terminal.py"),
    *("reading/surroundings.py", "unchanged/answer.py", "unchanged/notes.py"),
    *("unchanged/question.py", "unchanged/record.py", "cache/folder.py", "pipeline/processes.py"),
    *("verify/workspace.py", "browser/find.py", "publish/git.py", "publish/publication.py"),
)
"""The secret, the editor, folders to watch, what runs commands, caches: no part of a page."""
PURE = {
    "_exit",
    "environ",
    "fspath",
    "fsdecode",
    "fsencode",
    "get_terminal_size",
    "sched_getaffinity",
    "sep",
}
PURE |= {"path.dirname", "path.expanduser", "path.isabs", "path.join", "path.normpath"}
PURE |= {"path.relpath", "path.split"}
"""What of `os` only reckons with paths, ends the program, or asks for terminal and processors."""
METHODS = set(
    """
    chmod exists expanduser glob hardlink_to is_block_device is_char_device is_dir is_fifo
    is_file is_mount is_socket is_symlink iterdir lchmod lstat mkdir read_bytes read_text
    readlink rename resolve rglob rmdir samefile stat symlink_to touch unlink walk write_bytes
    write_text
    """.split()
)
"""The methods of `Path` that touch the file system, but for `open`."""
MODULES_ON_DISK = {"fileinput", "glob", "linecache", "mmap", "pkgutil", "shutil", "tempfile"}
LOADERS = {"FileSystemLoader", "PackageLoader", "ModuleLoader", "StaticFiles"}
"""What of libraries reads files by itself."""

LAYERED = [path for path in MODULES if path.relative_to(PACKAGE).parts[0].split(".")[0] not in FREE]


@cache
def rows() -> list[set[str]]:
    """The table of layers, from those that stand alone to the command line."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = text.split("\n## Layers\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return [set(re.findall(r"`(\w+)`", cell)) for cell in cells]


@cache
def tree_of(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def top(path: Path) -> str:
    """The module or package right below `diascope` that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """What of ours a module imports, by the name right below `diascope`, and on which line."""
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: name the module in full"
            names = [f"{node.module}.{name}" for name in names]
        yield from ((n.split(".")[1], node.lineno) for n in names if n.startswith("diascope."))


def test_every_module_has_one_layer() -> None:
    named = [name for row in rows() for name in row]
    assert sorted(named) == sorted({top(path) for path in MODULES} - FREE)


@pytest.mark.parametrize("path", LAYERED, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    height = {name: at for at, row in enumerate(rows()) for name in row}
    own = top(path)
    for name, line in imported(path):
        allowed = name in {own, "__version__"} or height.get(name, len(height)) < height[own]
        assert allowed, f"{path.relative_to(ROOT)}:{line}: `{own}` may not know `{name}`"


def name_of(function: ast.expr) -> str:
    """A function that is called by its name, or by that of a module and its own."""
    match function:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return f"{module}.{name}"
    return ""


def test_only_the_command_line_prints_or_exits() -> None:
    for path in MODULES:
        if top(path) not in {"cli", "__main__"}:
            nodes = ast.walk(tree_of(path))
            functions = [node.func for node in nodes if isinstance(node, ast.Call)]
            called = {name_of(function) for function in functions}
            assert not called & {"print", "exit", "sys.exit", "click.echo"}, path


def touches(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """What in a module touches the file system other than through a `disk`, and on which line."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                names = {alias.name.split(".")[0] for alias in aliases}
                yield from ((name, node.lineno) for name in names & MODULES_ON_DISK)
            case ast.ImportFrom(module=module, names=aliases):
                names = {alias.name for alias in aliases}
                is_bad = str(module).split(".")[0] in {"os", *MODULES_ON_DISK}
                yield from ((name, node.lineno) for name in names if is_bad or name in LOADERS)
            case ast.Attribute(value=ast.Name(id="os"), attr=attr) if attr != "path":
                yield from [(f"os.{attr}", node.lineno)] if attr not in PURE else []
            case ast.Attribute(
                value=ast.Attribute(value=ast.Name(id="os"), attr="path"), attr=attr
            ):
                yield from [(f"os.path.{attr}", node.lineno)] if f"path.{attr}" not in PURE else []
            case ast.Attribute(value=owner, attr=attr) if attr in METHODS:
                is_free = ast.unparse(owner).split(".")[-1] in {"disk", "Disk()"}
                yield from [] if is_free else [(attr, node.lineno)]
            case ast.Call(func=ast.Name(id="open")):
                yield "open", node.lineno
            case ast.Call(func=ast.Attribute(attr="open"), args=arguments):
                modes = [one.value for one in arguments if isinstance(one, ast.Constant)]
                if not arguments or any(isinstance(mode, str) for mode in modes):
                    yield "open", node.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_reading_and_writing_touch_the_disk(path: Path) -> None:
    found = list(touches(tree_of(path)))
    if path.relative_to(PACKAGE).as_posix().startswith((*ON_DISK, *ON_DISK_TOO)):
        return
    assert not found, f"{path.relative_to(ROOT)}: {found}"


@pytest.mark.parametrize(
    "code",
    [
        "open(name)",
        "path.open()",
        'path.open("rb")',
        "made.path.read_text()",
        "(folder / name).is_file()",
        "map(Path.exists, paths)",
        "os.stat(name)",
        "os.path.isfile(name)",
        "from os import scandir",
        "from os.path import exists",
        "import shutil",
        "from tempfile import mkdtemp",
        "from jinja2 import FileSystemLoader",
    ],
)
def test_what_touches_the_disk_is_seen(code: str) -> None:
    assert list(touches(ast.parse(code)))
    assert not list(touches(ast.parse("disk.is_file(path); self.disk.read(p); state.open(one, 2)")))
