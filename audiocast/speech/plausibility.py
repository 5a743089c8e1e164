"""Whether what an engine gave back can be the speech of a text: sound, of a likely length, with a mark for each word.

The bounds are wide: they find a voice that fell silent, stopped early or never stopped, not one that is a little fast.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

from audiocast.engines.marks import longest_estimate, word_spans
from audiocast.errors import EngineError

if TYPE_CHECKING:
    from audiocast.models.show import Voice
    from audiocast.models.speech import Mark, SpokenUtterance

_AUDIBLE = 100  # of 32,768: -50 dBFS
_BLOCK = 4096
_LETTERS_PER_WORD = 5
_FASTEST = 0.12  # of the time the profile's rate gives
_SLACK_MS = 5000
_MOST_ESTIMATED = 4  # twice what was seen in news, where an engine ran words together
_WORDS_PER_SYMBOL = 8  # an emoji or a letter of another script may be read by its name


def require_plausible(take: SpokenUtterance, text: str, voice: Voice, *, exact_marks: bool = False) -> None:
    """EngineError where a take cannot be the speech of `text` in `voice`; a text without words may be silent.

    `exact_marks` is what the engine says of itself: then many neighbouring words without a time were not spoken.
    """
    spans = word_spans(text)
    if not spans:
        return
    problem = (
        _rate_problem(take) or _length_problem(take, text, voice) or marks_problem(take.marks, text, length_ms(take))
    )
    if not problem and exact_marks and longest_estimate(take.marks) > _MOST_ESTIMATED:
        problem = f"{longest_estimate(take.marks)} words in a row that it does not seem to have spoken"
    if not problem and not is_audible(take.pcm):
        problem = "nothing but silence"
    if problem:
        shown = text if len(text) <= 60 else f"{text[:59]}…"
        raise EngineError(
            f'the engine "{voice.engine}", voice "{voice.voice}", answered "{shown}" with {problem}',
            "Try another voice or engine; `audiocast doctor` tells what works here",
        )


def length_ms(take: SpokenUtterance) -> int:
    """How long a take lasts, rounded down."""
    return len(take.pcm) // 2 * 1000 // take.sample_rate


def plausible_bounds_ms(text: str, rate: int, word_gap_ms: int = 0) -> tuple[int, int]:
    """The shortest and the longest that `text` may last at `rate` words a minute.

    A word is at least a few letters; a letter at most a word, as in "NPR", or two where it stands alone; any other
    character, as in "1,234,567" or a web address, at most several words.
    """
    word_ms = 60_000 / rate
    words = len(word_spans(text))
    sounding = sum(map(str.isalnum, text))
    plain = sum(character.isascii() and character.isalpha() for character in text)
    others = len(text) - plain - sum(map(str.isspace, text))
    shortest = _FASTEST * word_ms * min(words, sounding / _LETTERS_PER_WORD)
    longest = _SLACK_MS + word_ms * (words + plain + _WORDS_PER_SYMBOL * others)
    return int(shortest), int(longest + word_gap_ms * (plain + _WORDS_PER_SYMBOL * others))


def is_audible(pcm: bytes) -> bool:
    """Whether any of the 16-bit little-endian samples is above near-silence; speech says so within its first blocks."""
    samples: memoryview | array[int] = memoryview(pcm[: len(pcm) // 2 * 2]).cast("h")
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    blocks = (samples[start : start + _BLOCK] for start in range(0, len(samples), _BLOCK))
    return any(max(block) > _AUDIBLE or min(block) < -_AUDIBLE for block in blocks)


def marks_problem(marks: tuple[Mark, ...], text: str, duration_ms: int) -> str:
    """What is wrong with the marks of `text`, or nothing: every word once, in order, inside the sound."""
    spans = word_spans(text)
    if [(mark.start, mark.end) for mark in marks] != spans:
        return f"marks of {len(marks)} words that are not the {len(spans)} words of the text"
    times = [time for mark in marks for time in (mark.start_ms, mark.end_ms)]
    if times != sorted(times):
        return "word times that run backwards"
    if times and not 0 <= times[0] <= times[-1] <= duration_ms:
        return f"word times outside its {duration_ms} milliseconds of sound"
    return ""


def _rate_problem(take: SpokenUtterance) -> str:
    if take.sample_rate <= 0 or len(take.pcm) % 2:
        return f"{len(take.pcm)} bytes of sound at {take.sample_rate} Hz, which is no 16-bit sound"
    return ""


def _length_problem(take: SpokenUtterance, text: str, voice: Voice) -> str:
    shortest, longest = plausible_bounds_ms(text, voice.rate, voice.word_gap_ms)
    duration = length_ms(take)
    if not take.pcm or not shortest <= duration <= longest:
        return f"{duration} milliseconds of sound, and {shortest} to {longest} are plausible"
    return ""
