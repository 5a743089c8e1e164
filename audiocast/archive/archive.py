"""A show's episodes on disk: immutable media, one record per episode, everything switched in one step.

`public/` holds only what listeners fetch: the feed, the cover, `media/`. `records/` is never served: `show.json`, and
for each episode a folder with `record.json` and the transcript file it names. A record is switched last, so whatever a
record names is there whole, at every moment.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from audiocast.archive.atomic import (
    explained,
    flush,
    make_folder,
    move,
    part_file,
    refusal,
    replace,
    sweep,
)
from audiocast.archive.identity import podcast_guid
from audiocast.archive.records import EpisodeRecord, ShowRecord, TranscriptRecord, encode, read
from audiocast.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from audiocast.models.episode import Attachment, Cue, Episode, Rendition

MEDIA = "media"
FEED = "feed.xml"
LOCK_TIMEOUT_S = 600.0
_HASH_DIGITS = 12
_READ_AGAIN = 3


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the public folder; `name` is its path below that folder."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Revision:
    """The state of the records: a token that differs whenever they do, and when they changed (seconds since 1970)."""

    token: str
    changed: float


class Archive:
    """The episodes of one show; whoever makes an episode holds `lock()` from deciding which it is to the feed."""

    def __init__(self, folder: Path, timeout_s: float = LOCK_TIMEOUT_S) -> None:
        from filelock import FileLock

        self.folder = folder
        self.public = folder / "public"
        self.records = folder / "records"
        # One lock for all archives of a folder, so that it nests whoever of a thread takes it.
        self._lock = FileLock(str(self.records.resolve() / ".lock"), is_singleton=True)
        self._timeout_s = timeout_s
        self._swept = False

    @property
    def feed_path(self) -> Path:
        """Where the feed lies."""
        return self.public / FEED

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other runs out of the show; may be nested. Raises ArchiveError after the time limit."""
        make_folder(self.records)
        self._acquire()
        try:
            self._sweep()
            yield
        finally:
            self._lock.release()

    def episodes(self) -> tuple[Episode, ...]:
        """All episodes, newest first; raises ArchiveError where a record cannot be read."""
        found = []
        for folder in self._folders():
            try:
                episode = read(folder / "record.json", EpisodeRecord).episode
            except FileNotFoundError:  # not finished yet, or just taken away
                continue
            if episode.id != folder.name:
                raise ArchiveError(
                    f"the record in {folder} is damaged: it is that of {episode.id}",
                    f"Give the folder the name {episode.id}, or move it away",
                )
            found.append(episode)
        return tuple(sorted(found, key=lambda episode: (episode.published, episode.guid), reverse=True))

    def cues(self, episode_id: str) -> tuple[Cue, ...]:
        """The transcript of an episode; raises ArchiveError where there is none."""
        folder = self.records / episode_id
        for _ in range(_READ_AGAIN):  # another run may switch the record between the two reads
            try:
                name = read(folder / "record.json", EpisodeRecord).transcript
                return read(folder / name, TranscriptRecord).cues
            except FileNotFoundError as error:
                missing = error
        raise refusal("read", folder, missing)

    def show_guid(self, feed_url: str, given: str = "") -> str:
        """The show's guid, kept for good: the one given, else that stored, else made from the feed's first address."""
        with self.lock():
            kept = self._show()
            guid = given or kept.guid or podcast_guid(feed_url)
            self._keep(ShowRecord(guid=guid, feed_url=kept.feed_url or feed_url, cover=kept.cover))
        return guid

    def peek_show_guid(self, feed_url: str, given: str = "") -> str:
        """The guid that `show_guid` would give, without keeping it."""
        return given or self._show().guid or podcast_guid(feed_url)

    def add_media(self, write: Callable[[BinaryIO], None], stem: str, suffix: str) -> StoredFile:
        """Store what `write` writes as `media/<stem>-<hash><suffix>`; equal bytes are the same file. ArchiveError."""
        return self._store(write, f"{MEDIA}/{stem}", suffix)

    def add_bytes(self, data: bytes, stem: str, suffix: str) -> StoredFile:
        """As `add_media`, for a file that is small enough to be in memory."""
        return self.add_media(lambda file: _write(file, data), stem, suffix)

    def add_cover(self, data: bytes, suffix: str) -> StoredFile:
        """Store the show's artwork as `cover-<hash><suffix>`; a changed one gets a new address, as apps need it.

        Raises ArchiveError.
        """
        with self.lock():
            stored = self._store(lambda file: _write(file, data), "cover", suffix)
            kept = self._show()
            self._keep(ShowRecord(guid=kept.guid, feed_url=kept.feed_url, cover=stored.name))
        return stored

    def cover(self) -> str:
        """The name of the artwork below the public folder, or nothing."""
        return self._show().cover

    def put(self, episode: Episode, cues: tuple[Cue, ...]) -> None:
        """Switch an episode's record to this one; its media must be stored already. Raises ArchiveError."""
        folder = self.records / episode.id
        with self.lock():
            self._refuse_absent_media(episode)
            self._refuse_another_guid(episode, folder)
            make_folder(folder)
            sweep(folder)
            spoken = encode(TranscriptRecord(cues=cues), folder)
            name = f"transcript-{hashlib.sha256(spoken).hexdigest()[:_HASH_DIGITS]}.json"
            record = encode(EpisodeRecord(transcript=name, episode=episode), folder / "record.json")
            replace(folder / name, lambda file: _write(file, spoken))
            replace(folder / "record.json", lambda file: _write(file, record))
            with suppress(OSError):  # an older transcript that stays does no harm
                for path in folder.glob("transcript-*.json"):
                    if path.name != name:
                        path.unlink()

    def write_feed(self, write: Callable[[BinaryIO], None]) -> bool:
        """Replace the feed by what `write` writes; False where the bytes are the same and it was left alone."""
        with self.lock():
            make_folder(self.public)
            return replace(self.feed_path, write)

    def revision(self) -> Revision:
        """The state of the records, from the files' dates and sizes alone; raises ArchiveError."""
        digest, changed = hashlib.sha256(), 0.0
        for path in (self.records, self.records / "show.json", *(f / "record.json" for f in self._folders())):
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            except OSError as error:
                raise refusal("read", path, error) from error
            if path != self.records:  # the folder's own date tells of records taken away; its size tells nothing
                digest.update(f"{path}\0{stat.st_mtime_ns}\0{stat.st_size}\0{stat.st_ino}\n".encode())
            changed = max(changed, stat.st_mtime)
        return Revision(digest.hexdigest(), changed)

    def _acquire(self) -> None:
        from filelock import Timeout

        with explained("locked", self.records):
            try:
                self._lock.acquire(timeout=self._timeout_s)
            except Timeout as error:
                raise ArchiveError(
                    f"another run has held {self.records} for more than {self._timeout_s:g} seconds",
                    "Wait for it to end, or end it, then run this again",
                ) from error
            except NotImplementedError as error:
                raise ArchiveError(
                    f"the file system of {self.records} cannot lock files", "Move the workspace to a local disk"
                ) from error

    def _sweep(self) -> None:
        if not self._swept:
            for folder in (self.public, self.public / MEDIA, self.records):
                sweep(folder)
            self._swept = True

    def _folders(self) -> list[Path]:
        try:
            with os.scandir(self.records) as entries:
                names = sorted(entry.name for entry in entries if entry.is_dir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise refusal("read", self.records, error) from error
        return [self.records / name for name in names]

    def _show(self) -> ShowRecord:
        try:
            return read(self.records / "show.json", ShowRecord)
        except FileNotFoundError:
            return ShowRecord()

    def _keep(self, record: ShowRecord) -> None:
        path = self.records / "show.json"
        data = encode(record, path)
        replace(path, lambda file: _write(file, data))

    def _store(self, write: Callable[[BinaryIO], None], stem: str, suffix: str) -> StoredFile:
        folder = (self.public / stem).parent
        make_folder(folder)
        with explained("written", folder), part_file(folder) as (file, part):
            write(file)
            flush(file)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            stored = StoredFile(f"{stem}-{sha256[:_HASH_DIGITS]}{suffix}", part.stat().st_size, sha256)
            path = self.public / stored.name
            file.close()
            if not _is_whole(path, stored.bytes):
                move(part, path)
        return stored

    def _refuse_absent_media(self, episode: Episode) -> None:
        files: tuple[Rendition | Attachment, ...] = (episode.audio, *episode.attachments)
        for file in files:
            if not _is_whole(self.public / file.name, file.bytes):
                raise ArchiveError(
                    f"{self.public / file.name} is not there with its {file.bytes} bytes",
                    "Make the story again; its record was left as it was",
                )

    def _refuse_another_guid(self, episode: Episode, folder: Path) -> None:
        try:
            stored = read(folder / "record.json", EpisodeRecord).episode
        except FileNotFoundError:
            return
        if stored.guid != episode.guid:
            raise ArchiveError(
                f"the episode {episode.id} has the guid {stored.guid} for good, not {episode.guid}",
                "Give the story another title, or name the episode with --same-as",
            )


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)


def _is_whole(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size
