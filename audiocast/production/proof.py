"""Proves that no word of the story was lost on its way to the listener, stage by stage.

The reader's own proof (body against ledger) is `audiocast.sources.ledger.check_ledger`; here follow the body against
the script, the script against what was spoken, and what was spoken against the transcript.
"""

from __future__ import annotations

import html
import re
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING

from audiocast.errors import ScriptError
from audiocast.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from audiocast.models.article import Article
    from audiocast.models.episode import Cue
    from audiocast.models.script import Script, SpokenText, Utterance
    from audiocast.models.speech import TimedUtterance, Timeline

_VOICE_TAG = re.compile(r"<v [^<>]*>")
_REMEDY = 'Nothing was published; please report this page, with the output of "audiocast inspect"'


def check_script(article: Article, script: Script) -> None:
    """Raise ScriptError unless the words handed to the voice are the words of the body, each once and in order."""
    told = [utterance for segment in script.segments for utterance in segment.utterances]
    for utterance in told:
        _check_map(utterance.text)
    body = [utterance for utterance in told if utterance.block is not None]
    if [utterance.block for utterance in body] != sorted(utterance.block or 0 for utterance in body):
        raise ScriptError("the script tells the story's paragraphs out of order", _REMEDY)
    by_block = {block: list(group) for block, group in groupby(body, key=lambda utterance: utterance.block)}
    for index, block in enumerate(article.body):
        _check_block(block.text, by_block.get(index, ()))
    handed = " ".join(_joined(group) for group in by_block.values())
    _compare("the script", words(" ".join(block.text for block in article.body)), words(handed))


def check_timeline(script: Script, timeline: Timeline) -> None:
    """Raise ScriptError unless the finished sound holds every utterance of the script, and a mark for every word."""
    told = [utterance for segment in script.segments for utterance in segment.utterances]
    for planned, heard in zip_longest(told, timeline.utterances):
        if planned is None or heard is None or heard.utterance != planned:
            missing = planned.text.written if planned else "more than the script"
            raise ScriptError(f"the sound differs from the script at {_quote(missing)}", _REMEDY)
        _check_marks(heard)
    if [(section.kind, section.title) for section in script.sections] != [
        (section.kind, section.title) for section in timeline.sections
    ]:
        raise ScriptError("the sound has other chapters than the script", _REMEDY)
    for heard, following in pairwise(timeline.utterances):
        if following.start_ms < heard.start_ms:
            raise ScriptError(f"{_quote(following.utterance.text.written)} is heard out of its turn", _REMEDY)


def check_transcript(script: Script, cues: Sequence[Cue], text: str) -> None:
    """Raise ScriptError unless cues and plain text of the transcript show every word of the script, in order."""
    told = words(" ".join(_told(script)))
    _compare("the transcript", told, words(" ".join(cue.text for cue in cues)))
    _compare("the transcript's plain text", told, words(text))


def check_captions(script: Script, webvtt: str) -> None:
    """Raise ScriptError unless the captions of a WebVTT file show every letter of the script, in order."""
    cues = "\n".join(block.partition("\n")[2] for block in webvtt.split("\n\n")[1:])
    shown = html.unescape(_VOICE_TAG.sub(" ", cues))
    # Captions may break a long word over two lines.
    _compare("the captions", list("".join("".join(_told(script)).split())), list("".join(shown.split())), "letters")


def _told(script: Script) -> list[str]:
    return [utterance.text.written for segment in script.segments for utterance in segment.utterances]


def _check_map(text: SpokenText) -> None:
    """The pieces of an offset map partition both texts, in order."""
    written = spoken = 0
    for piece in text.pieces:
        if (piece.written_start, piece.spoken_start) != (written, spoken):
            raise ScriptError(f"the offset map of {_quote(text.written)} has a gap", _REMEDY)
        told = text.written[piece.written_start : piece.written_end]
        if bool(words(told)) != bool(words(text.spoken[piece.spoken_start : piece.spoken_end])):
            raise ScriptError(f"the offset map of {_quote(text.written)} says nothing for {_quote(told)}", _REMEDY)
        written, spoken = piece.written_end, piece.spoken_end
    if (written, spoken) != (len(text.written), len(text.spoken)):
        raise ScriptError(f"the offset map of {_quote(text.written)} ends too soon", _REMEDY)


def _check_block(text: str, utterances: Iterable[Utterance]) -> None:
    """The utterances of a block cover it from end to end, but for white space, and say what stands there."""
    place = 0
    for utterance in utterances:
        end = utterance.start + len(utterance.text.written)
        if utterance.start < place or text[place : utterance.start].strip():
            raise ScriptError(f"the script lost or repeats words at {_quote(text[place:])}", _REMEDY)
        if text[utterance.start : end] != utterance.text.written:
            raise ScriptError(f"the script changes the words at {_quote(text[utterance.start :])}", _REMEDY)
        place = end
    if text[place:].strip():
        raise ScriptError(f"the script lost words at {_quote(text[place:])}", _REMEDY)


def _joined(utterances: Sequence[Utterance]) -> str:
    """The written words of one block as they were handed to the voice, with the block's own gaps between them."""
    text, place = "", None
    for utterance in utterances:
        text += ("" if place in (None, utterance.start) else " ") + _handed(utterance.text)
        place = utterance.start + len(utterance.text.written)
    return text


def _handed(text: SpokenText) -> str:
    """The written words that a spoken text stands for: its own letters where it is verbatim, else by the map."""
    return "".join(
        text.spoken[piece.spoken_start : piece.spoken_end]
        if text.is_verbatim(piece)
        else text.written[piece.written_start : piece.written_end]
        for piece in text.pieces
    )


def _check_marks(heard: TimedUtterance) -> None:
    """Every word has a mark, in order, inside the time in which its utterance is heard."""
    spoken = heard.utterance.text.spoken
    marked = [spoken[mark.start : mark.end] for mark in heard.marks]
    if words(" ".join(marked)) != words(spoken):
        raise ScriptError(f"not every word of {_quote(spoken)} was marked as spoken", _REMEDY)
    starts = [mark.start_ms for mark in heard.marks]
    inside = all(heard.start_ms <= mark.start_ms <= mark.end_ms <= heard.end_ms for mark in heard.marks)
    if not inside or starts != sorted(starts) or (marked and heard.end_ms <= heard.start_ms):
        raise ScriptError(f"the words of {_quote(spoken)} are marked at times when it is not heard", _REMEDY)


def _compare(stage: str, wanted: Sequence[str], got: Sequence[str], unit: str = "words") -> None:
    if list(wanted) == list(got):
        return
    place = next((i for i, pair in enumerate(zip_longest(wanted, got)) if pair[0] != pair[1]), 0)
    around = (" " if unit == "words" else "").join((wanted or got)[max(0, place - 3) : place + 5])
    raise ScriptError(
        f"{stage}: {len(got)} {unit} where the story has {len(wanted)}, which differ at {_quote(around)}", _REMEDY
    )


def _quote(text: str) -> str:
    text = " ".join(text.split())
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'
