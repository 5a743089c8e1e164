from __future__ import annotations

from dataclasses import replace

import pytest

from audiocast.errors import ScriptError
from audiocast.exports.transcript import plain_text, webvtt
from audiocast.models.episode import Cue
from audiocast.models.script import Script, Section, Segment, SpokenText, TextPiece, Utterance
from audiocast.models.speech import Mark, TimedSection, TimedUtterance, Timeline
from audiocast.production.proof import check_captions, check_script, check_timeline, check_transcript
from audiocast.script.write import write_script
from tests.shows import article, example_show, tone_voices

SHOW = example_show()
STORY = article("The ferry is back. It left on time.", '"We are glad. It was long."', "The crew cheered.")
SCRIPT = write_script(STORY, SHOW, tone_voices(SHOW))
TOLD = [utterance for segment in SCRIPT.segments for utterance in segment.utterances]
OF_THE_STORY = [place for place, utterance in enumerate(TOLD) if utterance.block is not None]


def rebuilt(utterances: list[Utterance]) -> Script:
    """The script with all its utterances in one segment, changed as a test wants."""
    segment = replace(SCRIPT.segments[0], utterances=tuple(utterances))
    return replace(SCRIPT, sections=(replace(SCRIPT.sections[0], parts=(segment,)),))


def timeline(script: Script = SCRIPT) -> Timeline:
    """A timeline on which every word of the script takes 100 ms."""
    timed, clock = [], 0
    for number, segment in enumerate(script.segments):
        for utterance in segment.utterances:
            marks, place = [], 0
            for word in utterance.text.spoken.split():
                place = utterance.text.spoken.index(word, place)
                marks.append(Mark(place, place + len(word), clock, clock + 100))
                place, clock = place + len(word), clock + 100
            timed.append(TimedUtterance(utterance, 0, number, "", marks[0].start_ms, clock, tuple(marks)))
    sections = tuple(TimedSection(section.kind, section.title, 0, 0, clock) for section in script.sections)
    return Timeline(sections, tuple(timed), clock)


def cues() -> list[Cue]:
    return [Cue(0, 1, "", utterance.text.written, 0, 0, ()) for utterance in TOLD]


def test_what_is_whole_passes() -> None:
    check_script(STORY, SCRIPT)
    check_script(STORY, rebuilt(TOLD))
    check_timeline(SCRIPT, timeline())
    check_transcript(SCRIPT, cues(), plain_text(cues()))


@pytest.mark.parametrize("place", OF_THE_STORY)
def test_a_sentence_taken_from_the_script_is_missed(place: int) -> None:
    with pytest.raises(ScriptError):
        check_script(STORY, rebuilt(TOLD[:place] + TOLD[place + 1 :]))


@pytest.mark.parametrize("place", OF_THE_STORY)
def test_a_sentence_told_twice_or_changed_is_noticed(place: int) -> None:
    with pytest.raises(ScriptError):
        check_script(STORY, rebuilt([*TOLD[: place + 1], *TOLD[place:]]))
    changed = replace(TOLD[place], text=SpokenText.identity(TOLD[place].text.written.swapcase()))
    with pytest.raises(ScriptError):
        check_script(STORY, rebuilt([*TOLD[:place], changed, *TOLD[place + 1 :]]))


@pytest.mark.parametrize("place", OF_THE_STORY)
def test_a_paragraph_taken_from_the_body_is_noticed(place: int) -> None:
    block = TOLD[place].block
    assert block is not None
    with pytest.raises(ScriptError):
        check_script(replace(STORY, body=STORY.body[:block] + STORY.body[block + 1 :]), SCRIPT)


def test_paragraphs_out_of_order_are_noticed() -> None:
    with pytest.raises(ScriptError, match="out of order"):
        check_script(STORY, rebuilt(TOLD[::-1]))


@pytest.mark.parametrize("place", OF_THE_STORY)
def test_words_that_the_voice_is_not_handed_are_noticed(place: int) -> None:
    """The written sentence is whole, but the spoken text or its map has lost the end."""
    text = TOLD[place].text
    short = text.spoken[: len(text.spoken) // 2]
    half = TextPiece(0, len(short), 0, len(short))
    for broken in (replace(text, spoken=short), SpokenText(text.written, short, (half,))):
        told = [*TOLD[:place], replace(TOLD[place], text=broken), *TOLD[place + 1 :]]
        with pytest.raises(ScriptError, match="offset map"):
            check_script(STORY, rebuilt(told))


def test_a_map_that_says_nothing_for_a_word_is_noticed() -> None:
    """The written words are all there, and so are the pieces, but one of them is silent."""
    place = OF_THE_STORY[0]
    text = TOLD[place].text
    first = text.written.index(" ") + 1
    silent = SpokenText(
        text.written,
        text.written[first:],
        (TextPiece(0, first, 0, 0), TextPiece(first, len(text.written), 0, len(text.written) - first)),
    )
    with pytest.raises(ScriptError, match='says nothing for "The"'):
        check_script(STORY, rebuilt([*TOLD[:place], replace(TOLD[place], text=silent), *TOLD[place + 1 :]]))


def test_marks_outside_of_the_sound_and_lost_chapters_are_noticed() -> None:
    whole = timeline()
    late = replace(whole.utterances[0], end_ms=whole.utterances[0].start_ms + 1)
    with pytest.raises(ScriptError, match="when it is not heard"):
        check_timeline(SCRIPT, replace(whole, utterances=(late, *whole.utterances[1:])))
    with pytest.raises(ScriptError, match="other chapters"):
        check_timeline(SCRIPT, replace(whole, sections=whole.sections[1:]))


@pytest.mark.parametrize("place", range(len(TOLD)))
def test_a_sentence_taken_from_the_sound_is_missed(place: int) -> None:
    whole = timeline()
    cut = whole.utterances[:place] + whole.utterances[place + 1 :]
    with pytest.raises(ScriptError):
        check_timeline(SCRIPT, replace(whole, utterances=cut))


@pytest.mark.parametrize("place", range(len(TOLD)))
def test_a_word_without_a_mark_is_missed(place: int) -> None:
    whole = timeline()
    heard = replace(whole.utterances[place], marks=whole.utterances[place].marks[1:])
    with pytest.raises(ScriptError, match="not every word"):
        check_timeline(
            SCRIPT, replace(whole, utterances=(*whole.utterances[:place], heard, *whole.utterances[place + 1 :]))
        )


def test_sound_that_goes_back_in_time_is_noticed() -> None:
    whole = timeline()
    first = whole.utterances[0]
    marks = tuple(replace(mark, start_ms=mark.start_ms + 60_000, end_ms=mark.end_ms + 60_000) for mark in first.marks)
    late = replace(first, start_ms=60_000, end_ms=first.end_ms + 60_000, marks=marks)
    with pytest.raises(ScriptError, match="out of its turn"):
        check_timeline(SCRIPT, replace(whole, utterances=(late, *whole.utterances[1:])))


@pytest.mark.parametrize("place", range(len(TOLD)))
def test_a_sentence_taken_from_the_transcript_is_missed(place: int) -> None:
    shown = cues()
    with pytest.raises(ScriptError, match="the transcript: "):
        check_transcript(SCRIPT, shown[:place] + shown[place + 1 :], plain_text(shown))
    with pytest.raises(ScriptError, match="plain text"):
        check_transcript(SCRIPT, shown, plain_text(shown[:place] + shown[place + 1 :]))


@pytest.mark.parametrize("place", range(len(TOLD)))
def test_a_sentence_taken_from_the_captions_is_missed(place: int) -> None:
    shown = [
        Cue(n * 1000, n * 1000 + 900, "A <b> & c", utterance.text.written, 0, 0, ()) for n, utterance in enumerate(TOLD)
    ]
    check_captions(SCRIPT, webvtt(shown, 20_000).decode())
    with pytest.raises(ScriptError, match="the captions: "):
        check_captions(SCRIPT, webvtt(shown[:place] + shown[place + 1 :], 20_000).decode())


def test_the_parts_of_a_script_are_what_the_fixture_says() -> None:
    assert all(isinstance(section, Section) for section in SCRIPT.sections)
    assert all(isinstance(segment, Segment) for segment in SCRIPT.segments)
    assert len(OF_THE_STORY) == 5
