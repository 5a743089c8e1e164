from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.archive.records import EpisodeRecord, ShowRecord, TranscriptRecord, encode, read
from audiocast.errors import ArchiveError
from tests.archive.make import LONG, article, spoken, told

if TYPE_CHECKING:
    from pathlib import Path


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    record = EpisodeRecord(transcript="transcript-1.json", episode=told(article()))
    path.write_bytes(encode(record, path))
    assert read(path, EpisodeRecord) == record
    assert json.loads(path.read_bytes())["version"] == 1


def test_a_transcript_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "transcript.json"
    record = TranscriptRecord(cues=tuple(spoken(text) for text in LONG))
    path.write_bytes(encode(record, path))
    assert read(path, TranscriptRecord) == record


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.datetimes(datetime(1900, 1, 1), timezones=st.just(UTC)),
    st.integers(-720, 720),
)
def test_any_text_and_date_come_back(text: str, published: datetime, minutes: int) -> None:
    published = published.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    episode = replace(told(article()), title=text, published=published)
    record = EpisodeRecord(transcript=text, episode=episode)
    from pathlib import Path

    import msgspec

    data = encode(record, Path("record.json"))
    assert msgspec.json.decode(data, type=EpisodeRecord) == record


def test_a_newer_version_is_refused_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text('{"version": 2, "story": "told in a way of tomorrow"}', encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"of version 2.*knows versions up to 1.*Upgrade audiocast"):
        read(path, EpisodeRecord)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"version": "1"}',
        b'{"version": 1}',
        b'{"version": 1, "transcript": "t", "episode": {"id": 3}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_record_names_its_file_and_the_remedy(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=r"is damaged.*make the story again") as caught:
        read(path, EpisodeRecord)
    assert str(path) in caught.value.problem


def test_an_absent_record_and_an_unreadable_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "show.json", ShowRecord)
    with pytest.raises(ArchiveError, match="cannot be read"):
        read(tmp_path, ShowRecord)


@pytest.mark.parametrize("change", [{"title": "\ud800"}, {"chapters": (float("nan"),)}])
def test_what_could_not_be_read_back_is_not_written(tmp_path: Path, change: dict[str, Any]) -> None:
    record = EpisodeRecord(transcript="", episode=replace(told(article()), **change))
    with pytest.raises(ArchiveError, match=r"record\.json cannot be written"):
        encode(record, tmp_path / "record.json")


def test_a_loudness_that_is_no_number_is_not_written(tmp_path: Path) -> None:
    episode = told(article())
    silent = replace(episode, audio=replace(episode.audio, loudness_lufs=float("-inf")))
    with pytest.raises(ArchiveError, match="cannot be written"):
        encode(EpisodeRecord(transcript="", episode=silent), tmp_path / "record.json")
