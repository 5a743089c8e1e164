"""When an episode was published and updated; pure decisions, in the show's time zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from audiocast.models.episode import Episode


def moment(written: datetime | date, home: tzinfo) -> datetime:
    """A date as a story gives it, with an offset and whole seconds; without a zone it is the show's, at midnight."""
    if not isinstance(written, datetime):
        written = datetime.combine(written, time())
    if written.utcoffset() is None:
        written = written.replace(tzinfo=home)
    offset = written.utcoffset() or timedelta()
    # Before standard time, offsets had seconds; RFC 2822 and RFC 3339 have no place for them.
    fixed = UTC if not offset else timezone(timedelta(minutes=round(offset.total_seconds() / 60)))
    return written.replace(microsecond=0, tzinfo=fixed, fold=0)


def publication(
    story: datetime | date | None, existing: Episode | None, made: datetime, others: Collection[datetime], home: tzinfo
) -> datetime:
    """When an episode counts as published: the story's date, else the existing record's, else the date it is made.

    No two episodes have the same date, since apps then list them in any order: a later one is put a second on.
    """
    wanted = moment(story, home) if story else None
    if existing and (wanted is None or _stands_for(existing.published, wanted, len(others))):
        return existing.published
    return _free(wanted or moment(made, home), others)


def settle_updated(existing: Episode | None, draft: Episode) -> Episode:
    """The draft, with the record's date of update where nothing that a listener gets has changed.

    A changed episode is always later than its record, whatever the clock or a given date says: podcast apps and the
    feed's lastBuildDate tell by it that there is something new.
    """
    if existing is None:
        return draft
    if _content(existing) == _content(draft):
        return replace(draft, updated=existing.updated)
    return replace(draft, updated=max(draft.updated, existing.updated + timedelta(seconds=1)))


def _stands_for(published: datetime, wanted: datetime, others: int) -> bool:
    """Whether `published` is `wanted`, put on by a few seconds for the sake of the other episodes."""
    return published.utcoffset() == wanted.utcoffset() and 0 <= (published - wanted).total_seconds() <= others


def _free(wanted: datetime, others: Collection[datetime]) -> datetime:
    taken = set(others)
    while wanted in taken:
        wanted += timedelta(seconds=1)
    return wanted


def _content(episode: Episode) -> tuple[object, ...]:
    files = [(episode.audio.name, episode.audio.sha256)]
    files += [(file.name, file.sha256) for file in episode.attachments]
    stories = [(s.title, s.byline, s.station, s.url, s.language, s.copyright) for s in episode.stories]
    words = (episode.title, episode.summary, episode.language, episode.published)
    return (*words, stories, episode.chapters, episode.voice_credits, files)
