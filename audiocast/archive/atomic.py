"""Files that are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import contextlib
import errno
import filecmp
import os
import secrets
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from audiocast.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedRandom
    from pathlib import Path

PART = ".part"
LEFT_OVER_AFTER_S = 3600.0

_REMEDIES = {
    errno.ENOSPC: "Free some space on that disk, then run this again; everything that was there before is whole",
    errno.EDQUOT: "Free some of your disk quota, then run this again; everything that was there before is whole",
    errno.EFBIG: "Use a disk whose file system takes larger files, then run this again",
    errno.EACCES: "Give yourself permission to read and write there, or name another workspace with --workspace",
    errno.EPERM: "Give yourself permission to read and write there, or name another workspace with --workspace",
    errno.EROFS: "Make that disk writable, or name a workspace on another one with --workspace",
    errno.EIO: "Check the disk and its connection, then run this again",
    errno.EMFILE: "Raise the limit of open files (ulimit -n), then run this again",
    errno.ENOENT: "Put it back, or make the story again",
    errno.ENOTDIR: "Move away the file that stands where a folder should be",
    errno.EISDIR: "Move away the folder that stands where a file should be",
    errno.ENAMETOOLONG: "Move the workspace to a folder with a shorter path",
}


@contextmanager
def explained(action: str, path: Path) -> Iterator[None]:
    """Turn an error of the operating system into an ArchiveError: `path` cannot be `action` ("written", "read")."""
    try:
        yield
    except OSError as error:
        raise refusal(action, path, error) from error


def refusal(action: str, path: Path, error: OSError) -> ArchiveError:
    """The ArchiveError that says why the operating system would not let `path` be `action`, and what helps."""
    remedy = _REMEDIES.get(error.errno or 0, "Check that folder and its disk, then run this again")
    return ArchiveError(f"{path} cannot be {action}: {error.strerror or error}", remedy)


@contextmanager
def part_file(folder: Path) -> Iterator[tuple[BufferedRandom, Path]]:
    """A new temporary file in `folder`, which is removed at the end unless it was moved away."""
    path = folder / f".{secrets.token_hex(8)}{PART}"
    try:
        with path.open("x+b") as file:
            yield file, path
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def flush(file: BinaryIO) -> None:
    """See to it that what was written has reached the disk."""
    file.flush()
    os.fsync(file.fileno())


def move(part: Path, path: Path) -> None:
    """Give a finished temporary file its name, in one step and lastingly."""
    part.replace(path)
    sync_folder(path.parent)


def replace(path: Path, write: Callable[[BinaryIO], None]) -> bool:
    """Write a file anew and put it in the old one's place; False where the bytes are the same and it was left alone.

    Raises ArchiveError, and then the old file is as it was.
    """
    with explained("written", path), part_file(path.parent) as (file, part):
        write(file)
        file.flush()
        if _same_bytes(part, path):
            return False
        flush(file)
        file.close()
        move(part, path)
    return True


def make_folder(path: Path) -> None:
    """Make a folder and those above it, lastingly; raises ArchiveError."""
    with explained("made", path):
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        path.mkdir(parents=True, exist_ok=True)
        for folder in missing:
            sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """See to it that a folder's names have reached the disk, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path, now: float | None = None) -> None:
    """Remove the temporary files that a killed process left in `folder` an hour ago or longer."""
    limit = (time.time() if now is None else now) - LEFT_OVER_AFTER_S
    for path in folder.glob(f".*{PART}"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < limit:
                path.unlink()


def _same_bytes(part: Path, path: Path) -> bool:
    filecmp.clear_cache()
    return path.is_file() and filecmp.cmp(part, path, shallow=False)
