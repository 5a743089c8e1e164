"""Puts the transcript and the chapters on the finished file's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.models.episode import Chapter, Cue, CueWord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audiocast.models.speech import TimedUtterance, Timeline


def cues(timeline: Timeline) -> tuple[Cue, ...]:
    """A cue for each utterance: the text as written, timed by what was said."""
    return tuple(
        Cue(
            start_ms=heard.start_ms,
            end_ms=heard.end_ms,
            speaker=heard.speaker,
            text=heard.utterance.text.written,
            section=heard.section,
            segment=heard.segment,
            words=tuple(_words(heard)),
        )
        for heard in timeline.utterances
    )


def chapters(timeline: Timeline) -> tuple[Chapter, ...]:
    """A chapter for each section; the first begins with the file."""
    return tuple(
        Chapter(section.start_ms if index else 0, section.end_ms, section.title)
        for index, section in enumerate(timeline.sections)
    )


def _words(heard: TimedUtterance) -> Iterator[CueWord]:
    """The written words and their times; words that are spoken as one are timed as one."""
    last: CueWord | None = None
    for mark in heard.marks:
        start, end = heard.utterance.text.to_written(mark.start, mark.end)
        if last and start < last.end:
            last = CueWord(last.start, max(end, last.end), last.start_ms, mark.end_ms)
            continue
        if last:
            yield last
        last = CueWord(start, end, mark.start_ms, mark.end_ms)
    if last:
        yield last
