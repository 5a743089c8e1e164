"""Transcripts of an episode: WebVTT with its speakers, and plain text.

Source: https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from audiocast.exports.captions import Caption, captions
from audiocast.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.models.episode import Cue

MEDIA_TYPE = "text/vtt"
SUFFIX = ".vtt"
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def webvtt(cues: Sequence[Cue], duration_ms: int) -> bytes:
    """The WebVTT file of a transcript, UTF-8; `duration_ms` is the length of the audio."""
    blocks = ["WEBVTT", *(_block(caption) for caption in captions(cues, duration_ms))]
    return ("\n\n".join(blocks) + "\n").encode()


def plain_text(cues: Sequence[Cue]) -> str:
    """The transcript as paragraphs with a blank line between them, for readers that know no times."""
    paragraphs = (
        " ".join(word for cue in group for word in clean(cue.text).split())
        for _, group in groupby(cues, key=lambda cue: cue.segment)
    )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _block(caption: Caption) -> str:
    speaker = " ".join(clean(caption.speaker).split()).translate(_ESCAPES)
    voice = f"<v {speaker}>" if speaker else ""
    text = "\n".join(line.translate(_ESCAPES) for line in caption.lines)
    return f"{_timestamp(caption.start_ms)} --> {_timestamp(caption.end_ms)}\n{voice}{text}"


def _timestamp(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
