from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

from audiocast.speech import slots
from audiocast.speech.slots import Slot

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", ["memory", "unlinked file", "file with a path", "without pread"])
def test_every_kind_of_slot_holds_what_was_written(kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(slots, "_BY_PATH", kind == "file with a path")
    if kind != "memory":
        monkeypatch.delattr(os, "memfd_create", raising=False)
    if kind == "without pread":
        monkeypatch.delattr(os, "pread")
        monkeypatch.delattr(os, "pwrite")
    slot = Slot.create()
    other = Slot.open(slot.address)
    assert slot.write([b"one ", b"", b"two"]) == 7
    assert other.read(7) == b"one two"
    assert other.read(3, 4) == b"two"
    with pytest.raises(EOFError, match="after 3 of 10"):
        other.read(10, 4)
    assert (list(tmp_path.iterdir()) == []) == (kind != "file with a path")
    if kind == "file with a path":
        os.close(other.descriptor)
    slot.close()
    assert list(tmp_path.iterdir()) == []


def test_a_large_answers_memory_is_given_back() -> None:
    slot = Slot.create()
    slot.write([bytes(100)])
    slot.release()
    assert slot.read(100) == bytes(100)
    slot.write([bytes(9_000_000)])
    slot.release()
    assert os.fstat(slot.descriptor).st_size == 0
    slot.close()
