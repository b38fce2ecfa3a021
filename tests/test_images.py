"""Image sizes: read from the headers of every format, and never a failure."""

import os
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from casefile import Case, cases
from hypothesis import given
from hypothesis import strategies as st

from diascope.cache.memory import Memory
from diascope.config import Config
from diascope.links.locations import Locations
from diascope.links.shortcuts import Shortcuts
from diascope.pipeline.linked import LinkedPages
from diascope.pipeline.site import Site
from diascope.reading.boundary import NO_BOUNDARY
from diascope.reading.disk import Disk
from diascope.reading.images import HEAD, image_size, shape
from diascope.reading.picture import Picture
from diascope.reading.source import Sources


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II5x4x", width, height)


def png_of_apple(width: int, height: int) -> bytes:
    first, rest = png(width, height).split(b"\0\0\0\r", 1)
    return first + b"\0\0\0\4CgBI\x50\0\x20\2\x2b\xd5\xb3\x7f\0\0\0\r" + rest


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0)


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(orientation: int, order: str = ">") -> bytes:
    note = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    other = struct.pack(order + "HHII", 0x010F, 2, 4, 0)
    mark = b"MM\0*" if order == ">" else b"II*\0"
    head = mark + struct.pack(order + "IH", 8, 2)
    return segment(0xE1, b"Exif\0\0" + head + other + note)


def jpeg(width: int, height: int, before: bytes = b"", marker: int = 0xC0) -> bytes:
    tables = segment(0xDB, bytes(65)) + segment(0xC4, bytes(30))
    frame = segment(marker, struct.pack(">BHHB", 8, height, width, 3) + bytes(9))
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0" + bytes(9)) + before + tables + frame


def riff(chunk: bytes, body: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + chunk + struct.pack("<I", len(body)) + body


def webp_lossy(width: int, height: int) -> bytes:
    return riff(b"VP8 ", b"\x30\x01\0\x9d\x01\x2a" + struct.pack("<HH", width | 1 << 14, height))


def webp_lossless(width: int, height: int) -> bytes:
    return riff(b"VP8L", b"\x2f" + struct.pack("<I", width - 1 | height - 1 << 14 | 1 << 28))


def webp_extended(width: int, height: int) -> bytes:
    sides = (side.to_bytes(3, "little") for side in (width - 1, height - 1))
    return riff(b"VP8X", bytes(4) + b"".join(sides))


def box(kind: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I", len(body) + 8) + kind + body


def avif(width: int, height: int, *more: bytes) -> bytes:
    size = box(b"ispe", struct.pack(">4xII", width, height))
    thumbnail = box(b"ispe", struct.pack(">4xII", 1, 1))
    properties = box(b"iprp", box(b"ipco", thumbnail, size, *more))
    items = box(b"meta", bytes(4), box(b"hdlr", bytes(25)), properties)
    return box(b"ftyp", b"avif", bytes(4), b"mif1") + items


Make = Callable[[int, int], bytes]
FORMATS: list[Make] = [png, png_of_apple, gif, jpeg, webp_lossy, webp_lossless, webp_extended, avif]


@pytest.mark.parametrize("make", FORMATS)
@pytest.mark.parametrize("size", [(1280, 720), (1, 9999)])
def test_the_size_stands_in_the_header(make: Make, size: tuple[int, int]) -> None:
    assert image_size(make(*size)) == size


@pytest.mark.parametrize(
    ("image", "size"),
    [
        (jpeg(40, 30, exif(1)), (40, 30)),
        (jpeg(40, 30, exif(3)), (40, 30)),
        (jpeg(40, 30, exif(6)), (30, 40)),
        (jpeg(40, 30, exif(8, "<")), (30, 40)),
        (jpeg(40, 30, segment(0xE1, b"Exif\0\0MM")), (40, 30)),
        (jpeg(40, 30, segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")), (40, 30)),
        (jpeg(40, 30, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0")), (40, 30)),
        (avif(40, 30, box(b"irot", b"\0")), (40, 30)),
        (avif(40, 30, box(b"irot", b"\1")), (30, 40)),
        (avif(40, 30, box(b"irot", b"\2")), (40, 30)),
    ],
)
def test_images_are_turned_as_they_ask_for(image: bytes, size: tuple[int, int]) -> None:
    assert image_size(image) == size


def test_jpegs_hold_more_than_a_frame() -> None:
    profile = b"".join(segment(0xE2, bytes(60_000)) for _ in range(10))
    assert image_size(jpeg(40, 30, profile)) == (40, 30)
    assert image_size(jpeg(40, 30, b"\xff\xff\xff\x01")) == (40, 30)
    assert image_size(jpeg(40, 30, marker=0xC2)) == (40, 30)


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("svg-sizes.md")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_svg(case: Case, encoding: str) -> None:
    size = image_size(case.given.encode(encoding))
    assert (f"{size[0]} {size[1]}" if size else "none") == case.expected


@given(make=st.sampled_from(FORMATS), cut=st.integers(0, 250), tail=st.binary(max_size=40))
def test_broken_images_have_a_size_or_none(make: Make, cut: int, tail: bytes) -> None:
    size = image_size(make(40, 30)[:cut] + tail)
    assert size is None or min(size) > 0


@pytest.mark.parametrize("image", [b"", png(0, 10), jpeg(10, 0), b"\xff\xd8\xff\xd9", b"RIFF"])
def test_images_without_a_size(image: bytes) -> None:
    assert image_size(image) is None


@pytest.mark.parametrize("text", ["<!--", "<svg ", "<svg a='", "\xff\xff", "<a:", "  "])
def test_large_files_are_read_in_reasonable_time(text: str) -> None:
    start = time.process_time()
    assert image_size(text.encode("latin-1") * 500_000) is None
    assert time.process_time() - start < 2


def test_the_beginning_of_a_file_is_enough() -> None:
    photo = avif(40, 30) + box(b"mdat", bytes(2 * HEAD))
    assert image_size(photo[:HEAD]) == (40, 30)


def test_what_is_no_file_has_no_size(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "image").write_bytes(png(40, 30))
    disk = Disk()
    pages = LinkedPages(Site(Config(tmp_path), (), False, NO_BOUNDARY), {}, Memory(), disk)
    where = "index.html", tmp_path, tmp_path, pages, NO_BOUNDARY
    locations = Locations(*where, Sources({}, {}), disk, Shortcuts(), "")
    assert locations.answer(("picture", tmp_path / "image")) == Picture((40, 30), is_opaque=True)
    for name in (".", "pipe", "missing.png", "long" * 100):
        assert locations.answer(("picture", tmp_path / name)) == Picture()


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ((2900, 1000), "wide"),
        ((14, 10), "wide"),
        ((139, 100), "square"),
        ((1, 1), "square"),
        ((81, 100), "square"),
        ((8, 10), "upright"),
        ((1, 3), "upright"),
    ],
)
def test_shapes(size: tuple[int, int], name: str) -> None:
    assert shape(*size) == name
