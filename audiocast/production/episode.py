"""Makes an episode of a story: read, plan, speak, master, prove, tag, store, publish in the feed."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from audiocast.archive.archive import Archive
from audiocast.archive.identity import decide
from audiocast.archive.sketch import sketch
from audiocast.config import find_workspace, load_show, load_voices
from audiocast.config.zones import zone
from audiocast.errors import ConfigError
from audiocast.models.show import Show
from audiocast.models.source_options import SourceOptions
from audiocast.production.feed import rebuild_feed
from audiocast.production.planning import plan
from audiocast.production.publish import Edition
from audiocast.production.record import record_script
from audiocast.production.show_files import read_cover
from audiocast.production.warnings import after_publishing, before_speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import tzinfo

    from audiocast.archive.identity import Decision
    from audiocast.models.article import Article
    from audiocast.models.episode import Episode
    from audiocast.models.show import Voice

EPOCH = "SOURCE_DATE_EPOCH"
_NO_OPTIONS = SourceOptions()


@dataclass(frozen=True, slots=True)
class Product:
    """A made episode and where its files lie; `created` is False where it was updated."""

    episode: Episode
    media: Path
    transcript: Path
    chapters: Path
    feed: Path
    words_spoken: int
    words_dropped: int
    created: bool

    def as_dict(self) -> dict[str, object]:
        """The product as `make --json` prints it."""
        return {
            "id": self.episode.id,
            "guid": self.episode.guid,
            "title": self.episode.title,
            "media": str(self.media),
            "transcript": str(self.transcript),
            "chapters": str(self.chapters),
            "feed": str(self.feed),
            "duration_ms": self.episode.audio.duration_ms,
            "bytes": self.episode.audio.bytes,
            "words_spoken": self.words_spoken,
            "words_dropped": self.words_dropped,
        }


def produce(
    source: str | Path,
    show: Show | str | None = None,
    *,
    workspace: str | Path | None = None,
    voices: Mapping[str, Voice] | None = None,
    date: datetime | None = None,
    same_as: str = "",
    new: bool = False,
    options: SourceOptions = _NO_OPTIONS,
    progress: Callable[[int, int], None] | None = None,
    warn: Callable[[str], None] | None = None,
) -> Product:
    """Make an episode of a source ("-" is standard input) and put it into the show's feed.

    `show` is a Show, or the name of one in the workspace; `voices` its profiles, else those that the workspace has.
    `date` is that of a story without one. `same_as` names the episode (id or guid) that this is a version of, `new`
    says that it is one of none. `options` say which story of a feed is meant. `progress` hears of segments done and in
    all, `warn` of what a person should know. Raises AudiocastError; what was published before is whole then.
    """
    podcast, profiles = _resolve(show, workspace, voices)
    planned = plan(source, podcast, profiles, options=options)
    cover = read_cover(podcast)
    archive = Archive(podcast.folder)
    made = date or _now(zone(podcast.timezone))
    order = _Order(podcast, replace(planned.article, title=planned.script.title), made, same_as, new)
    with archive.lock():  # an ambiguity, or a folder that cannot be written, is told before the work and not after it
        order.decide(archive)
    _say(warn, before_speaking(planned, podcast, profiles))
    with record_script(planned.script, podcast, profiles, progress) as recording, archive.lock():
        decision = order.decide(archive)
        edition = Edition(planned, recording, decision, order.made, podcast, profiles, cover)
        episode = edition.publish(archive)
        rebuild_feed(podcast, cover)
    _say(warn, after_publishing(episode))
    return _product(episode, archive, created=decision.existing is None)


@dataclass(frozen=True, slots=True)
class _Order:
    """Which episode is asked for, to be decided on the records as they are at that moment."""

    show: Show
    article: Article
    made: datetime
    same_as: str
    new: bool

    def decide(self, archive: Archive) -> Decision:
        return decide(
            self.article,
            sketch(block.text for block in self.article.body),
            show_guid=archive.peek_show_guid(self.show.feed_url, self.show.guid),
            episodes=archive.episodes(),
            made=self.made,
            timezone=self.show.timezone,
            same_as=self.same_as,
            new=self.new,
        )


def _resolve(
    show: Show | str | None, workspace: str | Path | None, voices: Mapping[str, Voice] | None
) -> tuple[Show, Mapping[str, Voice]]:
    if isinstance(show, Show) and voices is not None:
        return show, voices
    # A show's own workspace is two folders above its file: <workspace>/feeds/<show>.
    folder = Path(workspace) if workspace else show.folder.parent.parent if isinstance(show, Show) else None
    place = find_workspace(folder)
    podcast = show if isinstance(show, Show) else load_show(place, show)
    return podcast, load_voices(place, podcast) if voices is None else voices


def _say(warn: Callable[[str], None] | None, texts: Iterable[str]) -> None:
    if warn:
        for text in texts:
            warn(text)


def _now(home: tzinfo) -> datetime:
    """SOURCE_DATE_EPOCH, else now."""
    epoch = os.environ.get(EPOCH)
    if epoch is None:
        return datetime.now(home)
    try:
        return datetime.fromtimestamp(int(epoch), home)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(f"{EPOCH} is {epoch!r}", "Set it to a number of seconds since 1970, or unset it") from error


def _product(episode: Episode, archive: Archive, *, created: bool) -> Product:
    path = {file.kind: archive.public / file.name for file in episode.attachments}
    return Product(
        episode=episode,
        media=archive.public / episode.audio.name,
        transcript=path["transcript"],
        chapters=path["chapters"],
        feed=archive.feed_path,
        words_spoken=sum(story.words_spoken for story in episode.stories),
        words_dropped=sum(story.words_dropped for story in episode.stories),
        created=created,
    )
