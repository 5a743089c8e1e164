"""Keeps what was fetched, so that a page that has not changed is not sent again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "AUDIOCAST_CACHE"
MOST_BYTES = 200_000_000
"""What all kept answers together may take; the oldest make room."""
_MOST_ENTRIES = 200
_ENDING = ".page"
_HOUR = 3600
_UNFINISHED = ".part"
_BASES = {"win32": "LOCALAPPDATA", "darwin": ""}
_PLACES = {"win32": "AppData/Local", "darwin": "Library/Caches"}


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was kept: where it came from in the end, what validates it, what it is, and its bytes."""

    address: str
    etag: str
    modified: str
    media_type: str
    charset: str
    data: bytes


def default_folder() -> Path | None:
    """AUDIOCAST_CACHE, else the place for caches of this system's user; None for a user without a home."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    base = Path(os.environ.get(_BASES.get(sys.platform, "XDG_CACHE_HOME")) or "")
    if base.is_absolute():
        return base / "audiocast"
    try:
        return Path.home() / _PLACES.get(sys.platform, ".cache") / "audiocast"
    except RuntimeError:
        return None


class Cache:
    """A folder of answers, a file each, or none; what cannot be read or written is as if it were not there.

    `variant` is what else of a request its answer may hang on (RFC 9111, section 4.1); answers of another are not seen.
    """

    def __init__(self, folder: Path | None, variant: str = "", *, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._variant = variant
        self._most_bytes = most_bytes

    def get(self, address: str) -> Kept | None:
        """The answer that an address had before; None where there is none. A damaged one is removed."""
        if self._folder is None:
            return None
        path = self._path(self._folder, address)
        try:
            return _unpacked(_bytes(path, self._most_bytes), address)
        except OSError:
            return None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            _remove(path)
            return None

    def put(self, kept: Kept) -> None:
        """Keep an answer; another run at the same moment sees the old one or the new one, whole."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=_UNFINISHED)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_packed(kept))
                Path(name).replace(self._path(self._folder, kept.address))
            except BaseException:
                _remove(Path(name))
                raise
            _prune(self._folder, self._most_bytes)

    def drop(self, address: str) -> None:
        """Forget the answer of an address."""
        if self._folder is not None:
            _remove(self._path(self._folder, address))

    def _path(self, folder: Path, address: str) -> Path:
        asked = f"{address}\n{self._variant}"
        return folder / f"{hashlib.sha256(asked.encode()).hexdigest()}{_ENDING}"


def _bytes(path: Path, most: int) -> bytes:
    if path.stat().st_size > most:
        raise ValueError("larger than all answers may be together")
    return path.read_bytes()


def _packed(kept: Kept) -> bytes:
    """A line with the digest of the rest, a line of fields, and the data."""
    fields = {key: value for key, value in asdict(kept).items() if key != "data"}
    rest = json.dumps(fields).encode() + b"\n" + kept.data
    return hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest


def _unpacked(packed: bytes, address: str) -> Kept:
    digest, rest = packed.split(b"\n", 1)
    if digest.decode("ascii") != hashlib.sha256(rest).hexdigest():
        raise ValueError("damaged")
    head, data = rest.split(b"\n", 1)
    fields = json.loads(head)
    kept = Kept(**fields, data=data)
    if kept.address != address or not all(isinstance(value, str) for value in fields.values()):
        raise ValueError("another address's, or of another version")
    return kept


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _prune(folder: Path, most_bytes: int) -> None:
    """Keep the newest answers, and nothing that a run which was ended left unfinished an hour ago or earlier.

    One that is dated in the future is taken for the oldest: a clock that was wrong would else keep it for good.
    """
    now = time.time()
    dated = [(*_written(path), path) for path in folder.glob(f"*{_ENDING}")]
    dated.sort(key=lambda each: each[0] if each[0] < now + _HOUR else 0, reverse=True)
    total = 0
    for number, (_, size, path) in enumerate(dated):
        total += size
        if number >= _MOST_ENTRIES or total > most_bytes:
            _remove(path)
    for path in folder.glob(f"*{_UNFINISHED}"):
        if 0 < _written(path)[0] < now - _HOUR:
            _remove(path)


def _written(path: Path) -> tuple[float, int]:
    """When a file was written, and its bytes; 0 and 0 where another run has removed it meanwhile."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime, found.st_size
