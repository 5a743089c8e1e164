from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from audiocast.models.article import Block, BlockKind
from audiocast.models.script import Pause, Script, SectionKind, Segment, SegmentKind
from audiocast.models.show import Pauses, Templates
from audiocast.production.proof import check_script
from audiocast.script.write import MOST_CHARACTERS, write_script
from audiocast.text import clean
from tests.shows import article, example_show, tone_voices

SHOW = example_show()
VOICES = tone_voices(SHOW)


def lines(script: Script) -> list[str]:
    """The story's parts as one readable line each."""
    return [
        f"pause {part.duration_ms}"
        if isinstance(part, Pause)
        else f"{part.kind} {part.voice}: " + " | ".join(utterance.text.written for utterance in part.utterances)
        for section in script.sections
        if section.kind is SectionKind.STORY
        for part in section.parts
    ]


def test_paragraphs_quotations_and_pauses() -> None:
    story = article(
        "The ferry is back. It left on time.", 'The captain said: "We are glad. It was long." The crew cheered.'
    )
    assert lines(write_script(story, SHOW, VOICES)) == [
        "paragraph anchor: The ferry is back. | It left on time.",
        "pause 600",
        "paragraph anchor: The captain said:",
        "pause 400",
        'quotation reporter: "We are glad. | It was long."',
        "pause 400",
        "paragraph anchor: The crew cheered.",
        "pause 900",
    ]


def test_a_quotation_over_two_paragraphs_stays_in_the_second_voice() -> None:
    story = article('"We are glad. It was long.', '"It is over."', "The crew cheered.")
    voices = [segment.voice for segment in write_script(story, SHOW, VOICES).sections[1].segments]
    assert voices == ["reporter", "reporter", "anchor"]


def test_an_opening_mark_that_nothing_closes_is_no_quotation() -> None:
    story = article('"We are glad. It was long.', "The crew cheered.")
    voices = [segment.voice for segment in write_script(story, SHOW, VOICES).sections[1].segments]
    assert voices == ["anchor", "anchor"]


def test_a_block_that_the_page_marks_as_a_quotation_is_read_by_the_second_voice() -> None:
    story = replace(article("x"), body=(Block(BlockKind.QUOTE, "We are glad.", ()),))
    (segment,) = write_script(story, SHOW, VOICES).sections[1].segments
    assert (segment.kind, segment.voice) == (SegmentKind.QUOTATION, "reporter")


def test_each_heading_opens_a_chapter_of_its_own() -> None:
    script = write_script(article("Top.", "# What is next", "Next.", "# Later", "Last."), SHOW, VOICES)
    assert [(section.kind.value, section.title) for section in script.sections] == [
        ("intro", "Introduction"),
        ("story", "Ferry Returns To Harbor"),
        ("story", "What is next"),
        ("story", "Later"),
        ("sign-off", "Sign-off"),
    ]
    assert script.sections[2].segments[0].kind is SegmentKind.HEADING


def test_an_empty_template_makes_no_section_and_no_pause_is_none() -> None:
    show = replace(SHOW, templates=Templates(intro="{{ '' }}", sign_off="Bye."), pauses=Pauses(section_ms=0))
    script = write_script(article("One."), show, VOICES)
    assert [section.kind for section in script.sections] == [SectionKind.STORY, SectionKind.SIGN_OFF]
    assert [type(part) for part in script.sections[0].parts] == [Segment]


def test_the_sign_off_ends_without_a_pause() -> None:
    assert isinstance(write_script(article("One."), SHOW, VOICES).sections[-1].parts[-1], Segment)


def test_no_segment_is_longer_than_memory_likes() -> None:
    script = write_script(article("A sentence of seven words stands here. " * 1_000), SHOW, VOICES)
    sizes = [sum(len(u.text.written) for u in segment.utterances) for segment in script.segments]
    assert max(sizes) <= MOST_CHARACTERS
    assert len(sizes) > 8


@settings(max_examples=60)
@given(st.lists(st.text(min_size=1).map(clean).map(str.strip).filter(bool), min_size=1, max_size=6))
def test_no_word_of_any_story_is_lost(paragraphs: list[str]) -> None:
    story = article(*paragraphs)
    check_script(story, write_script(story, SHOW, VOICES))
