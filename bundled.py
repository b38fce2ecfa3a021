"""Licences of what `static/vendor/` holds, and the bill of materials made of the same list.

`hatch_build.py` calls it. A package may hold others: mermaid's script is a bundle of seventy. Which
they are, its source map tells (see docs/supply-chain.md); `package.json` names each among its
`devDependencies`, in the same version, so that npm brings the licence texts.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

LIST = "licenses/packages.json"
MAPS = {"mermaid": "dist/mermaid.min.js.map"}
"""Packages whose scripts are bundles, and the source maps of these."""
IN_MAP = re.compile(r"node_modules/\.pnpm/((?:@[^@+/\s]+\+)?[^@/\s]+)@([^/_(\s]+)")
HELD = re.compile(r"(?:LICEN[SC]E|COPYING|OFL|NOTICE|ThirdPartyNotices)", re.IGNORECASE)
"""How the names of files with licences begin."""


class LicenceError(Exception):
    """A package is not known, or brings no licence; the message is one line."""


def write_licences(root: Path, vendor: Path, files: Mapping[str, Iterable[str]]) -> None:
    """Write a text of licences for each package whose files lie in `vendor`, and the list of all.

    `files` has the paths in `vendor` of each package's files.
    """
    locked = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"]
    folders: dict[tuple[str, str], tuple[Path, dict[str, Any]]] = {}
    for key, package in locked.items():
        if key:
            name = package.get("name", key.removeprefix("node_modules/"))
            folders.setdefault((name, package["version"]), (root / key, package))
    listed = []
    for name, paths in files.items():
        version = locked[f"node_modules/{name}"]["version"]
        keys = [(name, version), *sorted(bundled(root / "node_modules" / name, name))]
        parts = [_described(name, folders, key) for key in keys]
        text = f"licenses/{name.strip('@').replace('/', '-')}.txt"
        (vendor / text).parent.mkdir(exist_ok=True)
        (vendor / text).write_text(_joined(parts), "utf-8")
        own, *held = ({k: v for k, v in part.items() if k != "text"} for part in parts)
        listed.append({**own, "text": text, "files": sorted(paths), "bundles": held})
    rows = json.dumps(listed, indent=1, ensure_ascii=False)
    (vendor / LIST).write_text(rows + "\n", "utf-8")


def bundled(package: Path, name: str) -> set[tuple[str, str]]:
    """Return names and versions of what a package's bundle was made of, itself left out.

    They stand in the addresses of its sources, and in comments of those that are bundles too.
    """
    if name not in MAPS:
        return set()
    sources = json.loads((package / MAPS[name]).read_text("utf-8"))
    texts = (*sources["sources"], *(text or "" for text in sources["sourcesContent"]))
    found = {match for text in texts for match in IN_MAP.findall(text)}
    return {(one.replace("+", "/"), version) for one, version in found}


def _described(holder: str, folders: Mapping[Any, Any], key: tuple[str, str]) -> dict[str, str]:
    """Return what is told of one package; raises LicenceError."""
    name, version = key
    if key not in folders:
        alias = f'"{name}-{version}": "npm:{name}@{version}"'
        message = f"{holder} contains {name} {version}; add {alias} to devDependencies"
        raise LicenceError(message)
    folder, package = folders[key]
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*")) if _holds(path)]
    if not texts:
        texts = _in_readme(folder)
    if not texts:
        raise LicenceError(f"{name} {version} brings no text of its licence")
    text = "\n\n".join(text.replace("\r\n", "\n").strip() for text in texts)
    return {
        "name": name,
        "version": version,
        "license": _identifier(package.get("license", ""), text),
        "integrity": package["integrity"],
        "text": text,
    }


def _identifier(stated: str, text: str) -> str:
    """Return the licence as SPDX calls it; a few packages name it in its text alone."""
    if not stated and re.search(r"\bMIT License\b", text):
        return "MIT"
    return {"UFL-1.0": "Ubuntu-font-1.0"}.get(stated, stated)


def _holds(path: Path) -> bool:
    return path.is_file() and HELD.match(path.name) is not None


def _in_readme(folder: Path) -> list[str]:
    """Return the part of a package's readme that has its licence."""
    for path in sorted(folder.glob("[Rr][Ee][Aa][Dd][Mm][Ee]*")):
        readme = path.read_text("utf-8")
        if found := re.search(r"^#+ *licen[sc]e\b.*?(?=^#|\Z)", readme, re.I | re.M | re.S):
            return [found[0]]
    return []


def _joined(parts: list[dict[str, str]]) -> str:
    """Return the texts of some packages one after another; the same text stands there once."""
    heads: dict[str, list[str]] = {}
    for part in parts:
        head = f"{part['name']} {part['version']} ({part['license']})"
        heads.setdefault(part["text"], []).append(head)
    line = "-" * 79
    return f"\n{line}\n".join("\n".join(who) + f"\n\n{text}\n" for text, who in heads.items())


def bill(project: Mapping[str, Any], vendor: Path) -> str:
    """Return the bill of materials of the wheel, in CycloneDX 1.6: always the same of the same."""
    listed = json.loads((vendor / LIST).read_text("utf-8"))
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    parts = [_requirement(line) for line in sorted(project["dependencies"])]
    parts += [_component(one) for one in listed]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
                "purl": own,
            }
        },
        "components": parts,
        "dependencies": [{"ref": own, "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _requirement(line: str) -> dict[str, Any]:
    """Return a Python package that the wheel asks for, and does not hold: it has no version."""
    name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
    told = [{"name": "diascope:requirement", "value": line}]
    ref = f"pkg:pypi/{name}"
    return {"type": "library", "bom-ref": ref, "name": name, "purl": ref, "properties": told}


def _component(one: Mapping[str, Any], holder: str = "") -> dict[str, Any]:
    """Return an npm package that the wheel holds files of, with those that it bundles."""
    purl = f"pkg:npm/{one['name'].replace('@', '%40')}@{one['version']}"
    algorithm, _, digest = one["integrity"].partition("-")
    found = {
        "type": "library",
        "bom-ref": holder + purl,
        "name": one["name"],
        "version": one["version"],
        "hashes": [
            {
                "alg": algorithm.upper().replace("SHA", "SHA-"),
                "content": base64.b64decode(digest).hex(),
            }
        ],
        "licenses": _licences(one["license"]),
        "purl": purl,
    }
    if one.get("bundles"):
        found["components"] = [_component(held, f"{purl}#") for held in one["bundles"]]
    return found


def _licences(stated: str) -> list[dict[str, Any]]:
    """Return an SPDX expression or identifier as CycloneDX has it."""
    if " " in stated:
        return [{"expression": stated}]
    return [{"license": {"id": stated}}]
