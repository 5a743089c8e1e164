from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from audiocast.config import defaults
from audiocast.errors import ExportError
from audiocast.exports.artwork import read_artwork

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 1400, 1500) + b"\x08\x02\0\0\0"
FRAME = struct.pack(">BBHBHHB", 0xFF, 0xC0, 17, 8, 1500, 1400, 3)
APP0 = b"\xff\xe0\0\x04ab"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8" + FRAME, "image/jpeg"),
        (b"\xff\xd8" + APP0 + b"\xff\xff\xc4\0\x02" + FRAME.replace(b"\xc0", b"\xc2", 1), "image/jpeg"),
    ],
)
def test_kind_and_size_come_from_the_header(tmp_path: Path, data: bytes, media_type: str) -> None:
    (tmp_path / "cover").write_bytes(data)
    artwork = read_artwork(tmp_path, "cover")
    assert artwork.media_type == media_type
    assert {artwork.width, artwork.height} == {1400, 1500}


def test_the_example_shows_cover_is_what_apple_asks_for() -> None:
    artwork = read_artwork(defaults() / "feeds" / "example", "cover.jpg")
    assert (artwork.media_type, artwork.width, artwork.height) == ("image/jpeg", 3000, 3000)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", PNG[:20], b"\xff\xd8", b"\xff\xd8" + APP0, b"\xff\xd8" + FRAME[:6], b"\xff\xd8\xff\xe0\0\0"],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "cover.jpg").write_bytes(data)
    with pytest.raises(ExportError, match=r"cover\.jpg is no JPEG or PNG"):
        read_artwork(tmp_path, "cover.jpg")


def test_an_absent_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"cover\.jpg cannot be read"):
        read_artwork(tmp_path, "cover.jpg")
