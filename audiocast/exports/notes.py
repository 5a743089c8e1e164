"""Show notes: what an app shows beneath an episode, as plain, safe HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from audiocast.exports.address import ascii_address, join
from audiocast.text import clean

if TYPE_CHECKING:
    from audiocast.models.episode import Attachment, Chapter, Episode, Story

SYNTHETIC = "Read by a synthetic voice."  # tags and show notes say so in the same words


def summary_html(text: str, limit: int = 4000) -> str:
    """A summary as an HTML paragraph of at most `limit` bytes of UTF-8."""
    words = " ".join(clean(text).split())
    while len(_paragraph(words).encode()) > limit:
        words = words[: len(words) * 9 // 10].rstrip(" …") + "…"
    return _paragraph(words) if words else ""


def show_notes(episode: Episode, base_url: str) -> str:
    """Summary, then of each story who reported it and where it stands, chapters, transcript, and whose voices read."""
    parts = [
        summary_html(episode.summary),
        *(_story(story, named=len(episode.stories) > 1) for story in episode.stories),
        _chapters(episode.chapters),
        *(_transcript(file, base_url) for file in episode.attachments if file.kind == "transcript"),
        _paragraph(SYNTHETIC),
        _voices(episode.voice_credits),
    ]
    return "\n".join(part for part in parts if part)


def _story(story: Story, *, named: bool) -> str:
    title = _safe(story.title) if named else ""
    byline = f"By {_safe(', '.join(story.byline))}" if story.byline else ""
    who = ", ".join(part for part in (byline, _safe(story.station)) if part)
    address = ascii_address(story.url)
    link = f'<a href="{escape(address)}">Read the story</a>' if address else ""
    said = "<br/>\n".join(part for part in (title, who, link) if part)
    return f"<p>{said}</p>" if said else ""


def _chapters(chapters: tuple[Chapter, ...]) -> str:
    lines = [f"{_clock(chapter.start_ms)} {_safe(chapter.title)}" for chapter in chapters]
    return "<p>" + "<br/>\n".join(lines) + "</p>" if lines else ""


def _transcript(file: Attachment, base_url: str) -> str:
    return f'<p><a href="{escape(join(base_url, file.name))}">Transcript</a></p>'


def _voices(credits_given: tuple[str, ...]) -> str:
    names = dict.fromkeys(name for credit in credits_given if (name := " ".join(clean(credit).split())))
    return _paragraph(f"Voices: {'; '.join(names)}") if names else ""


def _paragraph(text: str) -> str:
    return f"<p>{_safe(text)}</p>"


def _safe(text: str) -> str:
    return escape(" ".join(clean(text).split()))


def _clock(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
