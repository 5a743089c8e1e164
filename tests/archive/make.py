"""Stories and episodes for the tests of archive, exports and server."""

from __future__ import annotations

import functools
import math
import struct
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from audiocast.archive.identity import Decision, decide
from audiocast.archive.sketch import sketch
from audiocast.exports import chapters as chapters_export
from audiocast.exports import transcript as transcript_export
from audiocast.exports.artwork import read_artwork
from audiocast.exports.rss import write_feed
from audiocast.models.article import Article, Block, BlockKind
from audiocast.models.episode import Attachment, Chapter, Cue, CueWord, Episode, Rendition, Story
from audiocast.models.show import Show, Templates

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from audiocast.archive.archive import Archive, StoredFile

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
SHOW_GUID = "6f2d8c1e-53b0-5d0c-8f3a-2f6a54c1e8aa"
LONG = (
    "The harbor ferry is back in service after eleven weeks in dry dock, and the first boat left at dawn on Monday.",
    "Engineers replaced both propeller shafts and found rust in a ballast tank that nobody had opened since 1998.",
    "Passengers lined the rail with coffee in paper cups while a brass band from the middle school played on the pier.",
    "The county paid four million dollars for the work, half of it from a state fund for small ports.",
)
OTHER = (
    "A late frost has taken most of the peach blossom in the upper valley, growers told the farm bureau this week.",
    "Insurance adjusters will visit orchards through Friday, and the extension office has opened a hotline.",
    "Some trees may bloom again, but nobody expects a full crop before the summer after next.",
)


def article(
    *paragraphs: str,
    title: str = "Ferry Returns To Harbor",
    published: datetime | date | None = None,
    url: str = "",
    identifier: str = "",
) -> Article:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, ()) for text in paragraphs or LONG)
    return Article(title, blocks, ("Robin Example",), "WQXZ", published, "en", url=url, identifier=identifier)


def show(folder: Path, name: str = "aloud") -> Show:
    return Show(
        title="Tidewater News Aloud",
        station="Tidewater Public Radio",
        call_letters="WQXZ",
        description="Local news, read aloud.",
        author="Tidewater Public Radio",
        owner_name="Robin Example",
        owner_email="podcasts@tidewater.example",
        language="en-US",
        category="News",
        subcategory="Daily News",
        explicit=False,
        link="https://tidewater.example/aloud",
        base_url="https://podcasts.tidewater.example/aloud/",
        copyright="© 2026 Tidewater Public Radio",
        templates=Templates(intro="{{ title }}", sign_off="{{ title }}"),
        funding_url="https://tidewater.example/give",
        funding_text="Support the station",
        name=name,
        folder=folder,
    )


def settle(
    story: Article,
    episodes: tuple[Episode, ...] = (),
    *,
    made: datetime = NOON,
    timezone: str = "UTC",
    same_as: str = "",
    new: bool = False,
) -> Decision:
    """Which episode a story is."""
    body = sketch(block.text for block in story.body)
    return decide(
        story, body, show_guid=SHOW_GUID, episodes=episodes, made=made, timezone=timezone, same_as=same_as, new=new
    )


def episode(
    story: Article, decision: Decision, audio: Rendition | None = None, attachments: tuple[Attachment, ...] = ()
) -> Episode:
    """The episode that a story and a decision make; without audio it has a made-up file."""
    told = Story(
        story.title,
        story.byline,
        story.station,
        story.url,
        story.language,
        story.copyright,
        dated=story.published is not None,
        words_spoken=1,
        words_dropped=0,
        sketch=sketch(block.text for block in story.body),
    )
    audio = audio or Rendition(
        f"media/{decision.stem}-0123456789ab.mp3", "audio/mpeg", 1000, "0" * 64, 9000, 96, -19.0, -1.5
    )
    return Episode(
        decision.id,
        decision.guid,
        decision.identity,
        story.title,
        f"{story.title}, by Robin Example.",
        "en",
        decision.published,
        NOON,
        (told,),
        (Chapter(0, 1000, "Introduction"), Chapter(1000, 2000, story.title)),
        audio,
        attachments,
        ("tone 1",),
        ("audiocast 0.1",),
    )


def told(story: Article, episodes: tuple[Episode, ...] = (), *, same_as: str = "", new: bool = False) -> Episode:
    """The episode that a story becomes, made at noon."""
    return episode(story, settle(story, episodes, same_as=same_as, new=new))


def spoken(text: str, start_ms: int = 0, speaker: str = "Anchor", segment: int = 0, word_ms: int = 300) -> Cue:
    """A sentence whose words follow each other without a gap."""
    words, place, time = [], 0, start_ms
    for word in text.split():
        place = text.index(word, place)
        words.append(CueWord(place, place + len(word), time, time + word_ms))
        place, time = place + len(word), time + word_ms
    return Cue(start_ms, time, speaker, text, 0, segment, tuple(words))


@functools.cache
def mp3(seconds: int = 2, pitch: int = 440) -> bytes:
    """A quiet tone as a real MP3."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.set_bit_rate(64)
    encoder.set_in_sample_rate(44100)
    encoder.set_channels(1)
    encoder.silence()
    samples = (int(3000 * math.sin(2 * math.pi * pitch * n / 44100)) for n in range(44100 * seconds))
    pcm = b"".join(struct.pack("<h", sample) for sample in samples)
    return bytes(encoder.encode(pcm) + encoder.flush())


def publish(archive: Archive, of: Show, story: Article, sound: bytes, *, made: datetime = NOON) -> Episode:
    """Make a story into an episode as the production does: decide, media, record, feed, all under the lock."""
    with archive.lock():
        guid = archive.show_guid(of.feed_url, of.guid)
        body = sketch(block.text for block in story.body)
        decision = decide(story, body, show_guid=guid, episodes=archive.episodes(), made=made)
        cues = (spoken("The ferry is back.", word_ms=200), spoken("So say all.", 1000, "Reporter", 1, 200))
        audio = archive.add_media(_writes(sound), decision.stem, ".mp3")
        chapters = (Chapter(0, 1000, "Introduction"), Chapter(1000, 2000, story.title))
        files = {
            "transcript": (transcript_export, transcript_export.webvtt(cues, 2000)),
            "chapters": (chapters_export, chapters_export.chapters_json(chapters)),
        }
        attachments = []
        for kind, (export, data) in files.items():
            stored = archive.add_media(_writes(data), decision.stem, export.SUFFIX)
            attachments.append(Attachment(kind, stored.name, export.MEDIA_TYPE, "en", stored.bytes, stored.sha256))
        made_episode = episode(story, decision, rendition(audio), tuple(attachments))
        archive.put(made_episode, cues)
        feed(archive, of)
    return made_episode


def feed(archive: Archive, of: Show) -> bool:
    """Rebuild a show's feed from its records."""
    cover = read_artwork(archive.public, archive.cover()) if archive.cover() else None
    guid = archive.show_guid(of.feed_url, of.guid)
    with archive.lock():
        episodes = archive.episodes()
        return archive.write_feed(lambda file: write_feed(of, guid, episodes, file, cover=cover))


def rendition(stored: StoredFile) -> Rendition:
    return Rendition(stored.name, "audio/mpeg", stored.bytes, stored.sha256, 2000, 64, -19.0, -1.5)


def _writes(data: bytes) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        file.write(data)

    return write
