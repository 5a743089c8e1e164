from __future__ import annotations

import errno
import os
import time
from typing import TYPE_CHECKING, BinaryIO

import pytest

from audiocast.archive.atomic import explained, make_folder, part_file, replace, sweep
from audiocast.errors import ArchiveError

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def write_new(file: BinaryIO) -> None:
    file.write(b"new")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"old")
    assert replace(path, write_new)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["feed.xml"]


def test_equal_bytes_leave_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"new")
    os.utime(path, (1, 1))
    inode = path.stat().st_ino
    assert not replace(path, write_new)
    assert (path.stat().st_ino, path.stat().st_mtime) == (inode, 1)
    assert names(tmp_path) == ["feed.xml"]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, ValueError, SystemExit])
def test_an_interruption_leaves_the_old_file_and_no_litter(tmp_path: Path, interruption: type[BaseException]) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"old")

    def write(file: BinaryIO) -> None:
        file.write(b"half")
        raise interruption

    with pytest.raises(interruption):
        replace(path, write)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["feed.xml"]


def test_other_users_may_read_what_the_umask_lets_them(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        replace(tmp_path / "feed.xml", write_new)
    finally:
        os.umask(before)
    assert (tmp_path / "feed.xml").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EACCES, "permission"),
        (errno.EROFS, "Make that disk writable"),
        (errno.EDOM, "Check that folder"),
    ],
)
def test_an_error_of_the_system_comes_with_its_remedy(tmp_path: Path, number: int, remedy: str) -> None:
    with pytest.raises(ArchiveError, match=remedy) as caught, explained("written", tmp_path):
        raise OSError(number, os.strerror(number))
    assert str(tmp_path) in caught.value.problem
    assert os.strerror(number) in caught.value.problem


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "records").write_bytes(b"")
    with pytest.raises(ArchiveError, match=r"records.* cannot be made"):
        make_folder(tmp_path / "records" / "story")


def test_a_folder_where_the_file_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").mkdir()
    with pytest.raises(ArchiveError, match="Move away the folder"):
        replace(tmp_path / "feed.xml", write_new)


def test_only_old_left_overs_are_swept(tmp_path: Path) -> None:
    with part_file(tmp_path) as (_, running):
        old = tmp_path / ".0123.part"
        other = tmp_path / ".hidden"
        for path in (old, other):
            path.write_bytes(b"")
            os.utime(path, (time.time() - 7200, time.time() - 7200))
        sweep(tmp_path)
        assert running.exists()
    assert names(tmp_path) == [".hidden"]
