"""The records' JSON and their versions: a newer one is refused, a damaged one is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from audiocast.archive.atomic import refusal
from audiocast.errors import ArchiveError
from audiocast.models.episode import Cue, Episode  # noqa: TC001 - msgspec reads the annotations at run time

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
_RESTORE = "Put it back from a copy, or move its folder away and make the story again"


class ShowRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What a show keeps for good: its guid and the feed address that it had first; `cover` is the artwork's name."""

    version: int = VERSION
    guid: str = ""
    feed_url: str = ""
    cover: str = ""


class EpisodeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An episode and the name of the transcript file beside its record."""

    version: int = VERSION
    transcript: str
    episode: Episode


class TranscriptRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The cues that all transcripts of an episode are written from."""

    version: int = VERSION
    cues: tuple[Cue, ...]


class _Head(msgspec.Struct):
    version: int


Record = TypeVar("Record", bound=msgspec.Struct)


def encode(record: msgspec.Struct, path: Path) -> bytes:
    """The bytes of a record, proved readable; raises ArchiveError where a value would not come back."""
    try:
        data = msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
        whole = msgspec.json.decode(data, type=type(record)) == record
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _unwritable(path, str(error)) from error
    if not whole:
        raise _unwritable(path, "it would be read back as something else")
    return data


def read(path: Path, kind: type[Record]) -> Record:
    """A record from its file.

    Raises ArchiveError where it is of a newer version or damaged, FileNotFoundError where it is absent.
    """
    data = _bytes(path)
    try:
        version = msgspec.json.decode(data, type=_Head).version
        if version <= VERSION:
            return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise ArchiveError(f"the record {path} is damaged: {error}", _RESTORE) from error
    raise ArchiveError(
        f"the record {path} is of version {version}, and this audiocast knows versions up to {VERSION}",
        "Upgrade audiocast to the version that wrote it, or a newer one",
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise refusal("read", path, error) from error


def _unwritable(path: Path, reason: str) -> ArchiveError:
    return ArchiveError(f"the record {path} cannot be written: {reason}", "Please report this story as a fault")
