"""What a new site installs: the very Diascope that made it.

How it was installed is told by `direct_url.json` (PyPA, "Recording the Direct URL Origin of
installed distributions"): from an index there is none, from a repository it names the commit, from
a checkout the folder.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from diascope import __version__

NAME = "diascope"
_REMOTE = ("https://", "ssh://")


class Requirement(NamedTuple):
    """A line of `requirements.txt`, and what it is in words."""

    line: str
    said: str


class VendorError(Exception):
    """No wheel can be made here; the message says why."""


def requirement() -> Requirement:
    """What installs this Diascope: a version of the index, or a commit of a repository."""
    try:
        text = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    origin = json.loads(text) if text else {}
    if "vcs_info" in origin:
        return _commit(origin["url"], origin["vcs_info"]["commit_id"])
    if "dir_info" in origin:
        folder = Path(unquote(urlsplit(origin["url"]).path))
        url, commit = _git(folder, "remote", "get-url", "origin"), _git(folder, "rev-parse", "HEAD")
        if url.startswith("git@"):
            url = "ssh://" + url.replace(":", "/", 1)
        if commit and url.startswith(_REMOTE):
            return _commit(url, commit)
        said = f"version {__version__}, which has to be on the package index; or use --vendor"
        return Requirement(f"{NAME}=={__version__}", said)
    return Requirement(f"{NAME}=={__version__}", f"version {__version__} of the package index")


def vendored() -> tuple[str, bytes]:
    """The name and the bytes of a wheel of this Diascope; raises `VendorError`."""
    try:
        found = distribution(NAME)
    except PackageNotFoundError:
        raise VendorError("diascope is not installed as a package") from None
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        return _built(Path(unquote(urlsplit(origin["url"]).path)))
    return f"{NAME}-{found.version}-py3-none-any.whl", _repacked(found)


def _commit(url: str, commit: str) -> Requirement:
    return Requirement(f"{NAME} @ git+{url}@{commit}", f"commit {commit[:12]} of {url}")


def _git(folder: Path, *arguments: str) -> str:
    """What git prints in a folder; empty where it fails."""
    try:
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _built(checkout: Path) -> tuple[str, bytes]:
    """A wheel built of a checkout."""
    if find_spec("hatchling") is None:
        raise VendorError("a wheel of a checkout needs `pip install hatchling`")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
        wheel = next(Path(folder).glob("*.whl"), None)
        if done.returncode or wheel is None:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise VendorError(said[-1] if said else "hatchling makes no wheel")
        return wheel.name, wheel.read_bytes()


def _repacked(found: Distribution) -> bytes:
    """A wheel of the files that were installed (PyPA, "Binary distribution format")."""
    packed, rows, record = io.BytesIO(), list[str](), ""
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path in sorted(found.files or (), key=str):
            name = path.as_posix()
            is_info = ".dist-info/" in name
            if name.startswith("..") or "__pycache__" in name:
                continue
            if is_info and path.name in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json"):
                record = name.rpartition("/")[0] + "/RECORD"
                continue
            content = Path(str(path.locate())).read_bytes()
            wheel.writestr(zipfile.ZipInfo(name), content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
            rows.append(f"{name},sha256={digest.decode()},{len(content)}")
        wheel.writestr(zipfile.ZipInfo(record), "\n".join([*rows, f"{record},,", ""]))
    return packed.getvalue()
