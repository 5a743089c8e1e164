from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO

import pytest

from audiocast.archive.archive import Archive
from audiocast.archive.identity import podcast_guid
from audiocast.errors import ArchiveError
from tests.archive.make import NOON, OTHER, article, feed, publish, show, spoken, told

if TYPE_CHECKING:
    from pathlib import Path


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder but the lock, and their bytes."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_new_folder_holds_nothing_and_is_not_touched_by_looking(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "show")
    assert archive.episodes() == ()
    assert archive.cover() == ""
    assert archive.peek_show_guid("https://a.example/feed.xml") == podcast_guid("https://a.example/feed.xml")
    assert archive.revision().changed == 0
    assert not (tmp_path / "show").exists()


def test_media_carry_the_hash_of_their_bytes(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    stored = archive.add_media(lambda file: _write(file, b"sound"), "2026-03-04-ferry", ".mp3")
    assert stored.sha256 == hashlib.sha256(b"sound").hexdigest()
    assert stored.name == f"media/2026-03-04-ferry-{stored.sha256[:12]}.mp3"
    assert stored.bytes == 5
    assert files(archive.public) == {stored.name: b"sound"}


def test_equal_media_are_left_alone_and_damaged_ones_are_mended(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    stored = archive.add_media(lambda file: _write(file, b"sound"), "ferry", ".mp3")
    inode = (archive.public / stored.name).stat().st_ino
    assert archive.add_media(lambda file: _write(file, b"sound"), "ferry", ".mp3") == stored
    assert (archive.public / stored.name).stat().st_ino == inode
    (archive.public / stored.name).write_bytes(b"so")
    archive.add_media(lambda file: _write(file, b"sound"), "ferry", ".mp3")
    assert (archive.public / stored.name).read_bytes() == b"sound"


def test_media_that_fail_leave_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path)

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.add_media(fail, "ferry", ".mp3")
    assert files(tmp_path) == {}


def test_a_show_keeps_its_first_guid_unless_one_is_given(tmp_path: Path) -> None:
    archive, first = Archive(tmp_path), podcast_guid("https://a.example/feed.xml")
    assert archive.show_guid("https://a.example/feed.xml") == first
    assert archive.show_guid("https://moved.example/feed.xml") == first
    given = podcast_guid("https://older.example/rss")
    assert archive.show_guid("https://moved.example/feed.xml", given) == given
    assert Archive(tmp_path).peek_show_guid("https://moved.example/feed.xml") == given


def test_an_episode_and_its_words_come_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    made = publish(archive, show(tmp_path), article(), b"sound")
    assert archive.episodes() == (made,)
    assert [cue.speaker for cue in archive.cues(made.id)] == ["Anchor", "Reporter"]


def test_episodes_stand_newest_first(tmp_path: Path) -> None:
    archive, of = Archive(tmp_path), show(tmp_path)
    days = (NOON, NOON + timedelta(days=2), NOON + timedelta(days=1))
    for number, day in enumerate(days):
        publish(archive, of, article(title=f"Story {number}", published=day), b"sound %d" % number)
    assert [episode.title for episode in archive.episodes()] == ["Story 1", "Story 2", "Story 0"]


def test_making_the_same_again_changes_no_file(tmp_path: Path) -> None:
    archive, of = Archive(tmp_path), show(tmp_path)
    publish(archive, of, article(), b"sound")
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*") if path.is_file()}
    whole = files(tmp_path)
    publish(archive, of, article(), b"sound", made=NOON + timedelta(days=1))
    assert files(tmp_path) == whole
    assert {path: path.stat().st_ino for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_update_is_the_same_episode_and_one_transcript(tmp_path: Path) -> None:
    archive, of = Archive(tmp_path), show(tmp_path)
    first = publish(archive, of, article(), b"sound")
    second = publish(archive, of, article(), b"better sound")
    assert archive.episodes() == (second,)
    assert (second.guid, second.published) == (first.guid, first.published)
    assert (archive.public / first.audio.name).read_bytes() == b"sound"
    archive.put(second, (spoken("Other words."),))
    assert len(list((archive.records / second.id).iterdir())) == 2
    assert archive.cues(second.id)[0].text == "Other words."


def test_a_record_whose_media_are_not_there_is_refused(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with pytest.raises(ArchiveError, match="is not there with its 1000 bytes"):
        archive.put(told(article()), ())
    assert archive.episodes() == ()


def test_a_guid_is_for_good(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    made = publish(archive, show(tmp_path), article(), b"sound")
    with pytest.raises(ArchiveError, match=f"has the guid {made.guid} for good"):
        archive.put(replace(made, guid=podcast_guid("other")), ())
    assert archive.episodes() == (made,)


def test_a_record_in_the_wrong_folder_is_named(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    made = publish(archive, show(tmp_path), article(), b"sound")
    (archive.records / made.id).rename(archive.records / "moved")
    with pytest.raises(ArchiveError, match=f"it is that of {made.id}"):
        archive.episodes()


def test_an_unfinished_episode_is_none_yet(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    made = publish(archive, show(tmp_path), article(), b"sound")
    (archive.records / "unfinished").mkdir()
    assert archive.episodes() == (made,)
    with pytest.raises(ArchiveError, match=r"unfinished cannot be read"):
        archive.cues("unfinished")


def test_a_changed_cover_gets_a_new_address(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.add_cover(b"one", ".jpg")
    assert archive.cover() == first.name == f"cover-{hashlib.sha256(b'one').hexdigest()[:12]}.jpg"
    assert (archive.public / first.name).read_bytes() == b"one"
    assert archive.add_cover(b"two", ".png").name == archive.cover() != first.name
    assert archive.cover().endswith(".png")


def test_an_unchanged_feed_is_not_written_again(tmp_path: Path) -> None:
    archive, of = Archive(tmp_path), show(tmp_path)
    publish(archive, of, article(), b"sound")
    assert not feed(archive, of)
    assert feed(archive, replace(of, title="Another Name"))
    assert b"<title>Another Name</title>" in archive.feed_path.read_bytes()


def test_the_revision_tells_of_every_change(tmp_path: Path) -> None:
    archive, of = Archive(tmp_path), show(tmp_path)
    tokens = [archive.revision().token]
    publish(archive, of, article(), b"sound")
    tokens.append(archive.revision().token)
    publish(archive, of, article(), b"another")
    tokens.append(archive.revision().token)
    publish(archive, of, article(*OTHER, title="Other"), b"sound")
    tokens.append(archive.revision().token)
    assert len(set(tokens)) == 4
    assert archive.revision().token == tokens[-1]
    assert archive.revision().changed == max(
        path.stat().st_mtime for path in (archive.records, *archive.records.glob("*/record.json"))
    )


def test_the_lock_waits_and_then_says_who_is_in_the_way(tmp_path: Path) -> None:
    holding, done = threading.Event(), threading.Event()

    def hold() -> None:
        with Archive(tmp_path).lock():
            holding.set()
            done.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert holding.wait(30)
        with (
            pytest.raises(ArchiveError, match=r"has held .* for more than 0\.1 seconds"),
            Archive(tmp_path, 0.1).lock(),
        ):
            pytest.fail("two held the lock")
    finally:
        done.set()
        holder.join()
    archive, other = Archive(tmp_path, 0.1), Archive(tmp_path / "." / "x" / "..", 0.1)
    with archive.lock(), archive.lock(), other.lock():
        assert archive.episodes() == ()


def test_left_overs_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    made = publish(archive, show(tmp_path), article(), b"sound")
    folders = (archive.public, archive.public / "media", archive.records, archive.records / made.id)
    for folder in folders:
        (folder / ".0123456789abcdef.part").write_bytes(b"half")
        os.utime(folder / ".0123456789abcdef.part", (1, 1))
    publish(Archive(tmp_path), show(tmp_path), article(), b"sound")
    assert not list(tmp_path.rglob("*.part"))


def test_a_file_in_the_way_of_the_records_is_named(tmp_path: Path) -> None:
    (tmp_path / "records").write_bytes(b"")
    with pytest.raises(ArchiveError, match="records"):
        Archive(tmp_path).episodes()
    with pytest.raises(ArchiveError, match=r"records"), Archive(tmp_path).lock():
        pytest.fail("locked a file")


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)
