"""The layers of docs/architecture.md: a module knows those of the rows above its own alone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import ROOT

PACKAGE = ROOT / "src" / "diascope"
MODULES = sorted(PACKAGE.rglob("*.py"))
FREE = {"__init__", "__main__", "starter"}
"""The version, `python -m diascope`, and the files of a new site."""

LAYERED = [path for path in MODULES if path.relative_to(PACKAGE).parts[0].split(".")[0] not in FREE]


def rows() -> list[set[str]]:
    """The table of layers, from those that stand alone to the command line."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = text.split("\n## Layers\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return [set(re.findall(r"`(\w+)`", cell)) for cell in cells]


def top(path: Path) -> str:
    """The module or package right below `diascope` that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """What of ours a module imports, by the name right below `diascope`, and on which line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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


def test_only_the_command_line_prints_or_exits() -> None:
    for path in MODULES:
        if top(path) not in {"cli", "__main__"}:
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            called = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
            assert not called & {"print", "exit", "sys.exit", "click.echo"}, path
