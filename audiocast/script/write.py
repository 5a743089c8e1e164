"""Plans an episode: what is said, by whom, in which order, with which pauses."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from audiocast.models.article import Block, BlockKind
from audiocast.models.script import (
    Pause,
    Script,
    Section,
    SectionKind,
    Segment,
    SegmentKind,
    SpokenText,
    Utterance,
)
from audiocast.script.headline import episode_title
from audiocast.script.quotations import Run, is_unclosed, opens_quotation, runs
from audiocast.script.sentences import quoted_sentences, sentences
from audiocast.script.templates import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from audiocast.models.article import Article
    from audiocast.models.show import Show, Voice

MOST_CHARACTERS = 4_000
"""A segment's length at most: one voice's run is cut between sentences beyond it, so that memory stays flat."""

_KINDS = {
    BlockKind.PARAGRAPH: SegmentKind.PARAGRAPH,
    BlockKind.QUOTE: SegmentKind.QUOTATION,
    BlockKind.HEADING: SegmentKind.HEADING,
    BlockKind.LIST_ITEM: SegmentKind.LIST_ITEM,
    BlockKind.SPEAKER_TURN: SegmentKind.PARAGRAPH,
}


def write_script(article: Article, show: Show, voices: Mapping[str, Voice]) -> Script:
    """The script of a one-story episode: intro, the story's parts, sign-off; raises ConfigError for a bad template."""
    writer = _Writer(article, show, voices)
    sections = [
        writer.own_words(SectionKind.INTRO, SegmentKind.INTRO, show.templates.intro_title, "intro"),
        *writer.story(),
        writer.own_words(SectionKind.SIGN_OFF, SegmentKind.SIGN_OFF, show.templates.sign_off_title, "sign_off"),
    ]
    return Script(writer.title, writer.language, tuple(section for section in sections if section.segments))


class _Writer:
    """The inputs of one script, so that its small functions need not hand them on."""

    def __init__(self, article: Article, show: Show, voices: Mapping[str, Voice]) -> None:
        self.article, self.show, self.voices = article, show, voices
        self.language = article.language or show.language
        self.title = episode_title(article)

    def own_words(self, kind: SectionKind, segment_kind: SegmentKind, title: str, template: str) -> Section:
        """A section of the show's own words."""
        text = render(template, self.article, self.show)
        utterances = [
            Utterance(SpokenText.identity(text[first:last])) for first, last in sentences(text, self.show.language)
        ]
        segments = self._segments(segment_kind, self.show.voices.anchor, self.show.language, utterances)
        last = 0 if kind is SectionKind.SIGN_OFF else self.show.pauses.section_ms
        return Section(kind, title, 0, self._with_pauses(segments, last))

    def story(self) -> Iterator[Section]:
        """A section for the story's opening and one for each part under a heading."""
        body = self.article.body
        starts = [0] + [index for index, block in enumerate(body) if index and block.kind is BlockKind.HEADING]
        for start, end in pairwise([*starts, len(body)]):
            segments = [segment for index in range(start, end) for segment in self._block(index)]
            headed = body[start].kind is BlockKind.HEADING
            title = body[start].text if headed else self.title
            yield Section(SectionKind.STORY, title, 0, self._with_pauses(segments, self.show.pauses.section_ms))

    def _block(self, index: int) -> Iterator[Segment]:
        block = self.article.body[index]
        for run in self._runs(index, block):
            split = quoted_sentences if run.quoted and opens_quotation(block.text[run.start : run.end]) else sentences
            utterances = [
                Utterance(SpokenText.identity(block.text[first:last]), index, first)
                for first, last in (
                    (run.start + a, run.start + b) for a, b in split(block.text[run.start : run.end], self.language)
                )
            ]
            roles = self.show.voices
            kind = SegmentKind.QUOTATION if run.quoted else _KINDS[block.kind]
            yield from self._segments(kind, roles.quote if run.quoted else roles.anchor, self.language, utterances)

    def _runs(self, index: int, block: Block) -> Sequence[Run]:
        if block.kind is BlockKind.HEADING:
            return [Run(0, len(block.text), quoted=False)]
        if block.kind is BlockKind.QUOTE:
            return [Run(0, len(block.text), quoted=True)]
        following = self.article.body[index + 1] if index + 1 < len(self.article.body) else None
        continued = following is not None and opens_quotation(following.text) and is_unclosed(block.text)
        return runs(block.text, continued=continued)

    def _segments(
        self, kind: SegmentKind, voice: str, language: str, utterances: Sequence[Utterance]
    ) -> Iterator[Segment]:
        for group in _groups(utterances):
            yield Segment(kind, voice, self.voices[voice].speaker, language, self.show.pauses.sentence_ms, tuple(group))

    def _with_pauses(
        self, segments: Iterator[Segment] | Sequence[Segment], last_ms: int
    ) -> tuple[Segment | Pause, ...]:
        parts: list[Segment | Pause] = []
        segments = list(segments)
        for segment, following in pairwise([*segments, None]):
            if segment is not None:
                parts += [segment, Pause(last_ms if following is None else self._pause(segment, following))]
        return tuple(part for part in parts if not isinstance(part, Pause) or part.duration_ms)

    def _pause(self, segment: Segment, following: Segment) -> int:
        pauses = self.show.pauses
        here, there = segment.utterances[-1].block, following.utterances[0].block
        if here != there or here is None:
            return pauses.paragraph_ms
        return pauses.sentence_ms if segment.voice == following.voice else pauses.voice_ms


def _groups(utterances: Sequence[Utterance]) -> Iterator[list[Utterance]]:
    """Neighbouring utterances of one run, no more of them together than a segment may hold."""
    group: list[Utterance] = []
    length = 0
    for utterance in utterances:
        if group and length + len(utterance.text.written) > MOST_CHARACTERS:
            yield group
            group, length = [], 0
        group.append(utterance)
        length += len(utterance.text.written)
    if group:
        yield group
