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
    """A folder of answers, a file each, or none; what cannot be read or written is as if it were not there."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, address: str) -> Kept | None:
        """The answer that an address had before; None where there is none, or its file is broken."""
        if self._folder is None:
            return None
        try:
            head, data = _path(self._folder, address).read_bytes().split(b"\n", 1)
            fields = json.loads(head)
            if fields.pop("digest") != hashlib.sha256(data).hexdigest():
                return None
            kept = Kept(**fields, data=data)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        return kept if all(isinstance(value, str) for value in fields.values()) and kept.address == address else None

    def put(self, address: str, kept: Kept) -> None:
        """Keep an answer; another run at the same moment sees the old one or the new one, whole."""
        if self._folder is None:
            return
        fields = {key: value for key, value in asdict(kept).items() if key != "data"}
        fields["digest"] = hashlib.sha256(kept.data).hexdigest()
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=_UNFINISHED)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(json.dumps(fields).encode() + b"\n" + kept.data)
                Path(name).replace(_path(self._folder, address))
            except BaseException:
                _remove(Path(name))
                raise
            _prune(self._folder)

    def drop(self, address: str) -> None:
        """Forget the answer of an address."""
        if self._folder is not None:
            _remove(_path(self._folder, address))


def _path(folder: Path, address: str) -> Path:
    return folder / f"{hashlib.sha256(address.encode()).hexdigest()}{_ENDING}"


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _prune(folder: Path) -> None:
    """Keep the newest answers, and nothing that a run which was ended left unfinished an hour ago or earlier."""
    dated = sorted(((_written(path), path) for path in folder.glob(f"*{_ENDING}")), reverse=True)
    for _, path in dated[_MOST_ENTRIES:]:
        _remove(path)
    for path in folder.glob(f"*{_UNFINISHED}"):
        if 0 < _written(path) < time.time() - _HOUR:
            _remove(path)


def _written(path: Path) -> float:
    """When a file was written; 0 where another run has removed it meanwhile."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0
