from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3, TIT2

from audiocast.audio.frames import silent_frame
from audiocast.audio.id3_frames import frames
from audiocast.audio.id3_writer import write_id3
from audiocast.audio.mp3_file import info_frame
from audiocast.audio.tags import TagContent, build_tag
from audiocast.errors import MediaError
from audiocast.models.episode import Chapter
from tests.audio.sounds import run
from tests.shows import example_show

if TYPE_CHECKING:
    from pathlib import Path

CHAPTERS = tuple(
    Chapter(start, start + 1000, title)
    for start, title in ((0, "A" * 250), (1000, "B"), (2000, "Ć – 🎙 " * 20), (3000, "D" * 127), (4000, "E"))
)
CONTENT = TagContent(
    title="Ferry Returns – “at last” 🎙",
    artist="Robin Example",
    album="Tidewater News Aloud",
    genre="Podcast",
    recorded=datetime(2026, 3, 4, 15, 6, tzinfo=UTC),
    language="en-US",
    duration_ms=5000,
    publisher="Tidewater Public Radio",
    copyright="2026 Tidewater Public Radio",
    comment="Read by a synthetic voice.",
    description="A ferry, and who takes it.",
    transcript="The ferry is back.\nIt left on time.",
    source_url="https://tidewater.example/ferry/naïve?a=b&c=d",
    feed_url="https://podcasts.tidewater.example/aloud/feed.xml",
    guid="6f1c1b6e-0000-5000-8000-000000000000",
    cover=(example_show().folder / "cover.jpg").read_bytes(),
    cover_description="Cover of Tidewater News Aloud",
    chapters=CHAPTERS,
)
SOURCE = "https://tidewater.example/ferry/na%C3%AFve?a=b&c=d"

# Which reader must show what. The words of kid3 and eyeD3 are their own names for the frames.
EYED3 = {
    "TIT2": f"title: {CONTENT.title}",
    "TPE1": f"artist: {CONTENT.artist}",
    "TALB": f"album: {CONTENT.album}",
    "TYER": "recording date: 2026",
    "TCON": "genre: Podcast",
    "TPUB": f"Publisher/label: {CONTENT.publisher}",
    "COMM": f"[Lang: eng]\n{CONTENT.comment}",
    "USLT": f"[Lang: eng]\n{CONTENT.transcript}",
    "WOAF": f"Audio file URL: {SOURCE}",
    "WXXX": f"[Description: Source]: {SOURCE}",
    "APIC": f"FRONT_COVER Image: [Size: {len(CONTENT.cover)} bytes] [Type: image/jpeg]",
    "APIC description": f"Description: {CONTENT.cover_description}",
    "PCST": "PCST (",
    "CTOC": "CTOC (",
    "CHAP": f"CHAP x {len(CHAPTERS)} (",
}
KID3 = {
    "Title": CONTENT.title,
    "Artist": CONTENT.artist,
    "Album": CONTENT.album,
    "Comment": CONTENT.comment,
    "Date": "2026-03-04T15:06",
    "Genre": "Podcast",
    "Copyright": CONTENT.copyright,
    "Language": "eng",
    "Lyrics": "The ferry is back.",
    "Publisher": CONTENT.publisher,
    "WWW Audio File": SOURCE,
    "Source": SOURCE,
    "Picture: Cover (front)": CONTENT.cover_description,
    "Chapter": "chp4",
    "Table of Contents": "toc",
    "Podcast Description": CONTENT.description,
    "Podcast Identifier": CONTENT.guid,
    "Podcast Feed": CONTENT.feed_url,
    "Length": "5000",
}
FFPROBE = {
    "title": CONTENT.title,
    "artist": CONTENT.artist,
    "album": CONTENT.album,
    "genre": "Podcast",
    "date": "2026-03-04 15:06",
    "language": "eng",
    "TLEN": "5000",
    "copyright": CONTENT.copyright,
    "publisher": CONTENT.publisher,
    "TGID": CONTENT.guid,
    "TDES": CONTENT.description,
    "comment": CONTENT.comment,
    "lyrics-eng": CONTENT.transcript,
}


def file(folder: Path, content: TagContent = CONTENT) -> Path:
    path = folder / "episode.mp3"
    path.write_bytes(build_tag(content) + info_frame(96, 200, 200 * 313) + silent_frame(96) * 200)
    return path


def read(tag: bytes) -> ID3:
    return ID3(io.BytesIO(tag), translate=False)


def chapter_titles(path: Path) -> list[str]:
    shown = json.loads(run("ffprobe", "-v", "error", "-show_chapters", "-of", "json", path))
    return [chapter["tags"]["title"] for chapter in shown["chapters"]]


@pytest.mark.outside
def test_eyed3_shows_what_it_knows(tmp_path: Path) -> None:
    shown = run("eyeD3", "-P", "classic", "--no-color", "-v", file(tmp_path))
    assert {name: text in shown for name, text in EYED3.items()} == dict.fromkeys(EYED3, True)


@pytest.mark.outside
def test_kid3_shows_what_it_knows(tmp_path: Path) -> None:
    lines = [line.strip() for line in run("kid3-cli", "-c", "get all", file(tmp_path)).splitlines()]
    found = {
        name: any(line.startswith(f"{name} ") and line.removeprefix(name).strip() == text for line in lines)
        for name, text in KID3.items()
    }
    assert found == dict.fromkeys(KID3, True)


@pytest.mark.outside
def test_ffprobe_shows_what_it_knows(tmp_path: Path) -> None:
    shown = json.loads(run("ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", file(tmp_path)))
    tags = shown["format"]["tags"]
    assert {name: tags.get(name) for name in FFPROBE} == FFPROBE
    picture = shown["streams"][1]
    assert (picture["codec_name"], picture["tags"]["comment"]) == ("mjpeg", "Cover (front)")
    assert picture["tags"]["title"] == CONTENT.cover_description


@pytest.mark.outside
def test_ffprobe_lists_chapters_of_unequal_titles_in_time_order(tmp_path: Path) -> None:
    assert chapter_titles(file(tmp_path)) == [chapter.title for chapter in CHAPTERS]


@pytest.mark.outside
def test_ffprobe_lists_three_hundred_chapters_with_long_titles(tmp_path: Path) -> None:
    many = tuple(Chapter(n * 10, n * 10 + 10, f"{n} " + "x" * (n * 37 % 2000)) for n in range(300))
    assert chapter_titles(file(tmp_path, replace(CONTENT, chapters=many))) == [each.title for each in many]


def test_mutagen_reads_every_frame() -> None:
    tag = read(build_tag(CONTENT))
    assert tag.version == (2, 3, 0)
    assert not tag.f_unsynch
    text = {name: str(tag[name]) for name in ("TIT2", "TYER", "TDAT", "TIME", "TLAN", "TGID", "TDES", "TCOP", "TLEN")}
    assert text == {
        "TIT2": CONTENT.title,
        "TYER": "2026",
        "TDAT": "0403",
        "TIME": "1506",
        "TLAN": "eng",
        "TGID": CONTENT.guid,
        "TDES": CONTENT.description,
        "TCOP": CONTENT.copyright,
        "TLEN": "5000",
    }
    assert tag["COMM::eng"].text == [CONTENT.comment]
    assert tag["USLT::eng"].text == CONTENT.transcript
    assert tag["WOAF"].url == tag["WXXX:Source"].url == SOURCE
    assert tag["PCST"].value == 1
    picture = tag.getall("APIC")[0]
    assert (picture.mime, picture.type, picture.desc) == ("image/jpeg", 3, CONTENT.cover_description)
    assert picture.data == CONTENT.cover
    chapters = sorted(tag.getall("CHAP"), key=lambda chapter: chapter.start_time)
    assert [(each.start_time, each.end_time, str(each.sub_frames["TIT2"])) for each in chapters] == [
        (each.start_ms, each.end_ms, each.title) for each in CHAPTERS
    ]
    assert tag["CTOC:toc"].child_element_ids == [each.element_id for each in chapters]
    assert tag["CTOC:toc"].flags == 3


@pytest.mark.parametrize("count", [255, 256, 300])
def test_the_table_of_contents_reaches_every_chapter_in_order(count: int) -> None:
    many = tuple(Chapter(n * 10, n * 10 + 10, f"{n}") for n in range(count))
    tag = read(build_tag(replace(CONTENT, chapters=many)))
    top = [table for table in tag.getall("CTOC") if int(table.flags) & 2]
    assert [int(table.flags) for table in top] == [3]
    leaves = [
        leaf
        for child in top[0].child_element_ids
        for leaf in (tag[f"CTOC:{child}"].child_element_ids if f"CTOC:{child}" in tag else [child])
    ]
    assert [str(tag[f"CHAP:{leaf}"].sub_frames["TIT2"]) for leaf in leaves] == [chapter.title for chapter in many]


def test_chapters_given_out_of_order_are_put_in_order() -> None:
    given = replace(CONTENT, chapters=tuple(reversed(CHAPTERS)))
    assert build_tag(given) == build_tag(CONTENT)


def test_what_is_not_known_has_no_frame() -> None:
    bare = TagContent(title="T", artist="A", album="B", recorded=CONTENT.recorded, language="xx", duration_ms=1)
    names = [frame.FrameID for frame in frames(bare)]
    assert names == ["TIT2", "TPE1", "TALB", "TCON", "TYER", "TDAT", "TIME", "TLAN", "TLEN", "PCST"]
    assert str(read(build_tag(bare))["TLAN"]) == "XXX"


NOTICE = "Copyright 2025 Tidewater Public Radio. To see more, visit https://tidewater.example/2019/."


@pytest.mark.parametrize(
    ("notice", "holder", "text"),
    [
        (NOTICE, "Tidewater Public Radio", "2025 Tidewater Public Radio"),
        ("All rights reserved.", "Robin Example", "2026 Robin Example"),
        ("", "Robin Example", "2026 Robin Example"),
        (NOTICE, "", NOTICE.removeprefix("Copyright ")),
        ("© 2019–2025 Robin Example", "", "2025 Robin Example"),
        ("Copyright (c) Robin Example, https://a.example/2019/1", "", "2026 Robin Example, https://a.example/2019/1"),
        ("Copyrighted by Robin Example", "", "2026 Copyrighted by Robin Example"),
    ],
)
def test_the_copyright_begins_with_a_year_and_a_space(notice: str, holder: str, text: str) -> None:
    tag = read(build_tag(replace(CONTENT, copyright=notice, copyright_holder=holder)))
    assert str(tag["TCOP"]) == text
    assert tag["COMM::eng"].text == [CONTENT.comment]


def test_a_feed_address_is_written_as_apple_does() -> None:
    assert b"\x00" + CONTENT.feed_url.encode() + b"\x00" in build_tag(CONTENT)


def test_large_texts() -> None:
    large = replace(CONTENT, title="t" * 2000, transcript="A sentence, with words. " * 220_000)
    written = build_tag(large)
    assert str(ID3(io.BytesIO(written), translate=False, known_frames={"TIT2": TIT2})["TIT2"]) == large.title
    assert written.endswith(large.transcript.encode("utf-16-le") + b"\0\0")  # mutagen reads it back in seconds


def test_a_tag_over_the_limit_is_refused() -> None:
    with pytest.raises(MediaError, match="has 2024 bytes, and at most 1000 are possible"):
        write_id3([TIT2(encoding=0, text=["t" * 2012])], largest=1000)


def test_a_text_that_cannot_be_written_is_an_error_with_a_remedy() -> None:
    with pytest.raises(MediaError, match="TIT2 cannot be written"):
        build_tag(replace(CONTENT, title="\ud800"))


TEXT = st.text(st.characters(codec="utf-16", exclude_categories=("Cs", "Cc")), min_size=1)


@settings(max_examples=40)
@given(st.lists(TEXT, max_size=6), TEXT, TEXT)
def test_any_clean_text_comes_back(titles: list[str], title: str, transcript: str) -> None:
    chapters = tuple(Chapter(n, n + 1, text) for n, text in enumerate(titles))
    tag = read(build_tag(replace(CONTENT, cover=b"", title=title, transcript=transcript, chapters=chapters)))
    assert str(tag["TIT2"]) == title
    assert tag["USLT::eng"].text == transcript
    assert [str(each.sub_frames["TIT2"]) for each in tag.getall("CHAP")] == titles
