"""GitHub's published schema of workflows, and what a workflow has that it does not allow.

The schema is the one that GitHub's own parser reads, `workflow-v1.0.min.json` of the npm package
`@actions/workflow-parser`: a table of definitions, each a mapping, a sequence, a scalar, or one of
several, with the contexts that expressions in it may name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "node_modules/@actions/workflow-parser/dist/workflow-v1.0.min.json"
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.S)
_NAMES = re.compile(r"'[^']*'|(?<![\w.])([A-Za-z_][\w-]*)(?=\s*[.(\[])")
"""Names that a property, an argument or an index follows: contexts and functions."""
_FUNCTIONS = {"contains", "startsWith", "endsWith", "format", "join", "toJson", "fromJson"}
"""Functions that every expression may call (GitHub, "Evaluate expressions")."""
_SCALARS: Mapping[str, type | tuple[type, ...]] = {
    "string": (str, int, float, bool),
    "boolean": bool,
    "number": (int, float),
    "null": type(None),
    "allowed-values": str,
}


def findings(text: str) -> list[str]:
    """What is wrong with a workflow, each with the path to it; nothing if it is valid."""
    return list(_Schema(json.loads(SCHEMA.read_text("utf-8"))["definitions"]).root(text))


class _Schema:
    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self.definitions = definitions

    def root(self, text: str) -> Iterator[str]:
        # YAML 1.1 reads the key `on` as true
        workflow = {"on" if key is True else key: one for key, one in yaml.safe_load(text).items()}
        return self.wrong("workflow-root-strict", workflow, "", ())

    def wrong(self, name: str, value: object, path: str, known: Sequence[str]) -> Iterator[str]:
        """What is wrong with a value as one of this definition, where these contexts are known."""
        if name == "any":
            return
        one = self.definitions.get(name) or {name: {}}
        known = one.get("context", known)
        if "one-of" in one:
            yield from self._best(one["one-of"], value, path, known)
        elif "mapping" in one:
            yield from self._mapping(one["mapping"], value, path, known)
        elif "sequence" in one:
            yield from self._sequence(one["sequence"], value, path, known)
        else:
            yield from self._scalar(one, value, path, known, is_condition=name.endswith("-if"))

    def _best(
        self, names: Sequence[str], value: object, path: str, known: Sequence[str]
    ) -> Iterator[str]:
        """What is wrong by the definition that fits best: of the value's kind, with least wrong."""

        def badness(found: Sequence[str]) -> tuple[bool, int]:
            return any(one.startswith(f"{path}: no ") for one in found), len(found)

        yield from min((list(self.wrong(one, value, path, known)) for one in names), key=badness)

    def _mapping(
        self, one: Mapping[str, Any], value: object, path: str, known: Sequence[str]
    ) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path}: no mapping"
            return
        rows = one.get("properties", {})
        for key, row in rows.items():
            if isinstance(row, dict) and row.get("required") and key not in value:
                yield f"{path}: `{key}` is missing"
        for key, inner in value.items():
            row = rows.get(key, one.get("loose-value-type"))
            if row is None:
                yield f"{path}: `{key}` is unknown"
            else:
                name = row["type"] if isinstance(row, dict) else row
                yield from self.wrong(name, inner, f"{path}.{key}", known)

    def _sequence(
        self, one: Mapping[str, Any], value: object, path: str, known: Sequence[str]
    ) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path}: no list"
            return
        for at, inner in enumerate(value):
            yield from self.wrong(one["item-type"], inner, f"{path}[{at}]", known)

    def _scalar(
        self,
        one: Mapping[str, Any],
        value: object,
        path: str,
        known: Sequence[str],
        is_condition: bool,
    ) -> Iterator[str]:
        (kind,) = set(one) & set(_SCALARS)
        text = value if isinstance(value, str) else ""
        expressions = [text] if is_condition else _EXPRESSION.findall(text)
        for expression in expressions:
            named = {name for name in _NAMES.findall(expression) if name}
            for name in named - _FUNCTIONS - {one.partition("(")[0] for one in known}:
                yield f"{path}: `{name}` is not known here"
        if expressions and not is_condition:
            return
        rules = one[kind]
        is_fit = isinstance(value, _SCALARS[kind])
        if kind == "allowed-values":
            is_fit = value in rules
        elif kind == "string":
            is_fit = is_fit and rules.get("constant", value) == value
            is_fit = is_fit and bool(value != "" or not rules.get("require-non-empty"))
        if not is_fit:
            said = "no scalar" if isinstance(value, dict | list) else repr(value)
            yield f"{path}: {said} is not allowed"
