"""The mutants of a module: its syntax tree with one small change each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from mutants.patterns import is_pattern, other_patterns

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_NEVER = {"annotation", "decorator_list", "returns", "type_params"}
"""Fields of nodes that are left alone."""
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change."""

    name: str
    """The function or class, and what became of which expression; the same as long as these are."""
    line: int
    """The line, from 1."""
    tree: ast.Module
    """The whole module."""


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant, in the order of the source."""
    tree = ast.parse(source)
    seen = dict[str, int]()
    for place in _places(tree):
        node = _at(tree, place)
        for changed in _changed(node):
            name = f"{_scope(tree, place)}: {_words(node)} -> {_words(changed)}"
            seen[name] = seen.get(name, 0) + 1
            again = f" ({seen[name]})" if seen[name] > 1 else ""
            yield Mutant(name + again, getattr(node, "lineno", 0), _with(tree, place, changed))


_Place = tuple[tuple[str, int], ...]
"""The way from the module to a node: fields, and indices in them, -1 where a field is no list."""


def _places(node: ast.AST, above: _Place = ()) -> Iterator[_Place]:
    """The places of all nodes that may make a difference, as annotations and docstrings do not."""
    for field, value in ast.iter_fields(node):
        if field in _NEVER:
            continue
        children = value if isinstance(value, list) else [value]
        for index, child in enumerate(children):
            if not isinstance(child, ast.AST) or _is_needless(child):
                continue
            place = (*above, (field, index if isinstance(value, list) else -1))
            yield place
            yield from _places(child, place)


def _is_needless(node: ast.AST) -> bool:
    """Whether a node is a docstring, a type variable, or `strict`, a check of our own."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.keyword(arg="strict"):
            return True
        case ast.Assign(value=ast.Call(func=ast.Name(id=name))):
            return name in ("TypeVar", "ParamSpec")
    return False


def _at(tree: ast.AST, place: _Place) -> ast.AST:
    for field, index in place:
        value = getattr(tree, field)
        tree = value if index < 0 else value[index]
    return tree


def _with(tree: ast.Module, place: _Place, changed: ast.AST) -> ast.Module:
    """A copy of the tree with another node at a place."""
    copy = deepcopy(tree)
    owner, (field, index) = _at(copy, place[:-1]), place[-1]
    if index < 0:
        setattr(owner, field, changed)
    else:
        getattr(owner, field)[index] = changed
    return ast.fix_missing_locations(copy)


def _scope(tree: ast.Module, place: _Place) -> str:
    """The functions and classes around a place, by name."""
    around = (_at(tree, place[:end]) for end in range(1, len(place)))
    return ".".join(node.name for node in around if isinstance(node, _SCOPES)) or "module"


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    """What a node may be mistaken for."""
    if isinstance(node, ast.Constant):
        yield from _other_constants(node.value)
    elif isinstance(node, ast.stmt):
        yield from _other_statements(node)
    else:
        yield from _other_operators(node)
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        test = node.test
        if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield _copy(node, test=ast.UnaryOp(ast.Not(), test))


def _other_constants(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and is_pattern(value):
        yield from map(ast.Constant, other_patterns(value))
    elif isinstance(value, str) and " " not in value.strip():  # words of messages have spaces
        yield ast.Constant(f"{value}x")


def _other_statements(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=value) if value and not _is_none(value):
            yield _copy(node, value=ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()


def _other_operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[operator, *rest]) if type(operator) in _COMPARED:
            yield _copy(node, ops=[_COMPARED[type(operator)](), *rest])
        case ast.BoolOp(op=operator, values=values):
            yield _copy(node, op=ast.Or() if isinstance(operator, ast.And) else ast.And())
            for at, _ in enumerate(values):
                others = [*values[:at], *values[at + 1 :]]
                yield others[0] if len(others) == 1 else _copy(node, values=others)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(op=operator) if type(operator) in _RECKONED:
            yield _copy(node, op=_RECKONED[type(operator)]())


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _copy(node: ast.AST, **changed: object) -> ast.AST:
    copy = deepcopy(node)
    for field, value in changed.items():
        setattr(copy, field, value)
    return copy


def _words(node: ast.AST) -> str:
    """A node as code on one line, its beginning where it is long; of a statement its first line."""
    words = ast.unparse(node).split("\n")[0]
    return words if len(words) <= 60 else f"{words[:57]}..."
