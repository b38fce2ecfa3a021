"""Reading: a file on disk becomes a ``Source``, whatever its bytes are.

1. take the bytes, or say why they cannot be had;
2. decode them: UTF-8, else line by line as Windows-1252, so that nothing is lost;
3. make NUL characters visible and every line end LF, as CommonMark does (sections 2.1 and 2.3).
"""

import codecs
import re
from pathlib import Path

from diascope.diagnostics import Diagnostic, Diagnostics, Place, of_file
from diascope.reading.disk import Disk, Kind
from diascope.reading.source import Source


def read_source(path: Path, disk: Disk) -> tuple[Source | None, Diagnostics]:
    """The file's text, and what was wrong with its bytes; no source where there is no text."""
    path = path.absolute()
    content = _content(path, disk)
    if isinstance(content, Diagnostic):
        return None, (content,)
    text, undecoded = _decode(content, path)
    text, replaced = _replace_nul(_plain_line_ends(text), path)
    if not text.strip():
        return None, (*undecoded, *replaced, _empty(path))
    return Source(path, text, content), (*undecoded, *replaced)


def _content(path: Path, disk: Disk) -> bytes | Diagnostic:
    """The file's bytes, or why there are none."""
    kind = disk.kind(path)
    if kind is Kind.FOLDER:
        return _about_file(path, "file-is-folder", "is a folder, not a file")
    if kind is Kind.OTHER:
        return _about_file(path, "file-unreadable", "is not a regular file")
    try:
        return disk.read(path)
    except FileNotFoundError:
        return _about_file(path, "file-missing", "there is no such file")
    except OSError as error:
        return _about_file(path, "file-unreadable", f"cannot be read: {error.strerror}")


def _about_file(path: Path, code: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, of_file(path), message, hint)


def _empty(path: Path) -> Diagnostic:
    return _about_file(path, "file-empty", "holds no text", "write a deck, or remove the file")


def _decode(content: bytes, path: Path) -> tuple[str, Diagnostics]:
    """The text of the bytes, with a warning where they are not UTF-8."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), (
            _not_utf8(Place(path, 0, 1), "the file is UTF-16, not UTF-8"),
        )
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _decode_by_line(content), (_bad_byte(content, error.start, path),)


def _decode_by_line(content: bytes) -> str:
    """The text where only the lines that are not UTF-8 are read as Windows-1252.

    Files of mixed origin are common, and one encoding for all of them would spoil what is good.
    """
    return "\n".join(_decode_line(line) for line in re.split(rb"\r\n?|\n", content))


def _decode_line(line: bytes) -> str:
    """The line's text; what is not UTF-8 is Windows-1252, as the web reads it.

    That is Latin-1 with quotation marks and the euro sign; the five bytes that it leaves open
    stand for the control characters of Latin-1 (WHATWG Encoding Standard, "windows-1252").
    """
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_WINDOWS_1252[byte] for byte in line)


_WINDOWS_1252 = [
    bytes([byte]).decode("cp1252" if byte not in b"\x81\x8d\x8f\x90\x9d" else "latin-1")
    for byte in range(256)
]


def _bad_byte(content: bytes, offset: int, path: Path) -> Diagnostic:
    """The warning for a file that is not UTF-8, at its first bad byte."""
    before = re.split(rb"\r\n?|\n", content[:offset])
    rest = re.split(rb"[\r\n]", content[offset:], maxsplit=1)[0]
    line, column = len(before) - 1, len(before[-1].decode("utf-8"))
    message = f"byte 0x{content[offset]:02X} is not UTF-8; its line is read as Windows-1252"
    excerpt = _decode_line(before[-1] + rest)
    return _not_utf8(Place(path, line, line + 1, column, 1), message, excerpt)


def _not_utf8(place: Place, message: str, excerpt: str = "") -> Diagnostic:
    return Diagnostic("not-utf8", place, message, "save the file as UTF-8", excerpt=excerpt)


def _plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _replace_nul(text: str, path: Path) -> tuple[str, Diagnostics]:
    """The text with U+FFFD for each NUL, and one warning at the first of them."""
    offset = text.find("\0")
    if offset < 0:
        return text, ()
    count = text.count("\0")
    whole = text.replace("\0", "\ufffd")
    start, line = text.rfind("\n", 0, offset) + 1, text.count("\n", 0, offset)
    place = Place(path, line, line + 1, offset - start, 1)
    message = f"{count} NUL {'byte' if count == 1 else 'bytes'}, shown as `\ufffd`"
    hint = "remove them; a file with many is not text"
    return whole, (
        Diagnostic("nul-byte", place, message, hint, excerpt=whole[start:].split("\n", 1)[0]),
    )
