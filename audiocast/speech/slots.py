"""Slots: memory that the speech server, its children and the client share, as files without a name.

They are read and written at offsets rather than mapped: one copy each way all the same, and a slot grows as it is
written. Where descriptors cannot be inherited (Windows) a slot is a file in the temporary folder, known by its path.
"""

from __future__ import annotations

import os
import sys
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEPT_BYTES = 8_000_000  # a slot keeps its memory for the next segment up to this size
_BY_PATH = sys.platform == "win32"


class Slot:
    """A shared file; `address` is what another process opens it by."""

    def __init__(self, descriptor: int, path: str = "") -> None:
        self.descriptor = descriptor
        self._path = path

    @classmethod
    def create(cls) -> Slot:
        """A new, empty slot; OSError where the temporary folder cannot be written."""
        if not _BY_PATH and hasattr(os, "memfd_create"):
            return cls(os.memfd_create("audiocast-speech"))
        descriptor, path = tempfile.mkstemp(prefix="audiocast-")
        if _BY_PATH:
            return cls(descriptor, path)
        os.unlink(path)  # noqa: PTH108 - beside os.open and os.read
        return cls(descriptor)

    @classmethod
    def open(cls, address: str) -> Slot:
        """The slot behind another process's `address`."""
        if address.isdigit():
            return cls(int(address))
        return cls(os.open(address, os.O_RDWR | getattr(os, "O_BINARY", 0)))

    @property
    def address(self) -> str:
        """An inherited descriptor's number, or a path."""
        return self._path or str(self.descriptor)

    def write(self, parts: Iterable[bytes]) -> int:
        """Write the parts one after the other from the start, and return their size."""
        position = 0
        for part in parts:
            rest = memoryview(part)
            while rest:
                written = _write_at(self.descriptor, rest, position)
                position += written
                rest = rest[written:]
        return position

    def read(self, size: int, position: int = 0) -> bytes:
        """`size` bytes from `position` on."""
        data = _read_at(self.descriptor, size, position)
        while len(data) < size:
            more = _read_at(self.descriptor, size - len(data), position + len(data))
            if not more:
                raise EOFError(f"a slot ended after {len(data)} of {size} bytes")
            data += more
        return data

    def release(self) -> None:
        """Give the memory of a large answer back."""
        if os.fstat(self.descriptor).st_size > _KEPT_BYTES:
            os.ftruncate(self.descriptor, 0)

    def close(self) -> None:
        """Close the file, and remove it where it has a name."""
        os.close(self.descriptor)
        if self._path:
            os.unlink(self._path)  # noqa: PTH108 - beside os.close


def _write_at(descriptor: int, data: memoryview, position: int) -> int:
    if hasattr(os, "pwrite"):
        return os.pwrite(descriptor, data, position)
    os.lseek(descriptor, position, os.SEEK_SET)
    return os.write(descriptor, data)


def _read_at(descriptor: int, size: int, position: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(descriptor, size, position)
    os.lseek(descriptor, position, os.SEEK_SET)
    return os.read(descriptor, size)
