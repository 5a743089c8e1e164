from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from audiocast.archive.archive import Archive
from audiocast.errors import ConfigError
from audiocast.production.feed import rebuild_feed
from audiocast.production.show_files import read_cover
from audiocast.serve.files import media_type
from tests.shows import example_show

if TYPE_CHECKING:
    from pathlib import Path

    from audiocast.models.show import Show


def png(width: int = 1400, height: int = 1400) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)


def jpeg(width: int = 1400, height: int = 1400) -> bytes:
    return b"\xff\xd8" + struct.pack(">BBHBHHB", 0xFF, 0xC0, 17, 8, height, width, 3)


def show(folder: Path, cover: str, data: bytes | None = None) -> Show:
    """The example show in a folder of its own, with that cover."""
    folder.mkdir(exist_ok=True)
    if data is not None:
        (folder / cover).write_bytes(data)
    return replace(example_show(), folder=folder, cover=cover)


@pytest.mark.parametrize("name", ["COVER", "cover.jpg", "cover.PNG", "cover.picture"])
@pytest.mark.parametrize(("data", "suffix", "kind"), [(png(), ".png", "image/png"), (jpeg(), ".jpg", "image/jpeg")])
def test_the_public_cover_is_named_and_served_as_what_it_is(
    tmp_path: Path, name: str, data: bytes, suffix: str, kind: str
) -> None:
    path, _ = rebuild_feed(show(tmp_path, name, data))
    public = Archive(tmp_path).cover()
    assert public.endswith(suffix)
    assert media_type(public) == kind
    feed = path.read_text(encoding="utf-8")
    assert f"/{public}" in feed
    assert f'width="1400" height="1400" type="{kind}"' in feed


def test_a_cover_that_was_read_is_not_read_again(tmp_path: Path) -> None:
    podcast = show(tmp_path, "cover.png", png())
    cover = read_cover(podcast)
    (tmp_path / "cover.png").write_bytes(b"another program is writing here")
    rebuild_feed(podcast, cover)
    assert (tmp_path / "public" / Archive(tmp_path).cover()).read_bytes() == png()


@pytest.mark.parametrize("name", ["../secret.png", "above/secret.png", "link.png", "/secret.png", "."])
def test_a_cover_outside_the_shows_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder, secret = tmp_path / "show", tmp_path / "secret.png"
    podcast = show(folder, str(secret) if name.startswith("/") else name)
    secret.write_bytes(png())
    (folder / "above").symlink_to(tmp_path)
    (folder / "link.png").symlink_to(secret)
    with pytest.raises(ConfigError, match=r"show\.toml, key cover: .* does not lie below the show's folder"):
        rebuild_feed(podcast)
    assert not (folder / "public").exists()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (None, "cannot be read"),
        (b"GIF89a", "is no JPEG or PNG"),
        (png(1400, 1500), "has 1400 by 1500 pixels"),
        (jpeg(1399, 1399), "has 1399 by 1399 pixels"),
        (png(3001, 3001), "has 3001 by 3001 pixels"),
    ],
)
def test_a_cover_that_no_directory_takes_is_refused(tmp_path: Path, data: bytes | None, problem: str) -> None:
    with pytest.raises(ConfigError, match=f"key cover: .*{problem}.*1400 to 3000 pixels"):
        read_cover(show(tmp_path, "cover.png", data))
