from __future__ import annotations

from audiocast.models.episode import Chapter, CueWord
from audiocast.models.script import SectionKind, SpokenText, TextPiece, Utterance
from audiocast.models.speech import Mark, TimedSection, TimedUtterance, Timeline
from audiocast.production.cues import chapters, cues


def timeline(text: SpokenText, *marks: Mark) -> Timeline:
    heard = TimedUtterance(Utterance(text, 0, 0), 1, 2, "Anchor", 1_000, 3_000, marks)
    sections = (
        TimedSection(SectionKind.INTRO, "Introduction", 0, 40, 900),
        TimedSection(SectionKind.STORY, "Ferry", 0, 900, 3_000),
    )
    return Timeline(sections, (heard,), 3_000)


def test_a_cue_has_the_words_as_written_at_the_times_they_are_said() -> None:
    text = SpokenText.identity("It is back.")
    marks = (Mark(0, 2, 1_000, 1_400), Mark(3, 5, 1_400, 2_000), Mark(6, 11, 2_000, 3_000))
    (cue,) = cues(timeline(text, *marks))
    assert (cue.start_ms, cue.end_ms, cue.speaker, cue.text) == (1_000, 3_000, "Anchor", "It is back.")
    assert (cue.section, cue.segment) == (1, 2)
    assert [cue.text[word.start : word.end] for word in cue.words] == ["It", "is", "back."]
    assert cue.words[1] == CueWord(3, 5, 1_400, 2_000)


def test_a_written_word_that_is_said_as_several_is_one_word() -> None:
    written, spoken = "Pay $5 now", "Pay five dollars now"
    pieces = (TextPiece(0, 4, 0, 4), TextPiece(4, 6, 4, 16), TextPiece(6, 10, 16, 20))
    marks = (Mark(0, 3, 0, 100), Mark(4, 8, 100, 200), Mark(9, 16, 200, 300), Mark(17, 20, 300, 400))
    (cue,) = cues(timeline(SpokenText(written, spoken, pieces), *marks))
    assert [(written[word.start : word.end], word.start_ms, word.end_ms) for word in cue.words] == [
        ("Pay", 0, 100),
        ("$5", 100, 300),
        ("now", 300, 400),
    ]


def test_the_first_chapter_begins_with_the_file() -> None:
    assert chapters(timeline(SpokenText.identity("It."))) == (
        Chapter(0, 900, "Introduction"),
        Chapter(900, 3_000, "Ferry"),
    )
