"""Turns a recording into an episode of the show: tags and files first, its record last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.archive.dates import moment, settle_updated
from audiocast.archive.sketch import sketch
from audiocast.audio.mp3_file import MEDIA_TYPE, SUFFIX, write_mp3
from audiocast.audio.tags import TagContent, build_tag
from audiocast.config.zones import zone
from audiocast.exports import chapters as chapters_file
from audiocast.exports import transcript as transcript_file
from audiocast.exports.address import ascii_address
from audiocast.exports.notes import SYNTHETIC
from audiocast.models.article import Fate
from audiocast.models.episode import Attachment, Episode, Rendition, Story
from audiocast.production.cues import chapters, cues
from audiocast.production.fingerprint import fingerprint
from audiocast.production.proof import check_captions, check_timeline, check_transcript
from audiocast.text import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from types import ModuleType

    from audiocast.archive.archive import Archive, StoredFile
    from audiocast.archive.identity import Decision
    from audiocast.models.episode import Chapter
    from audiocast.models.recording import Recording
    from audiocast.models.show import Show, Voice
    from audiocast.production.planning import Plan
    from audiocast.production.show_files import Cover


@dataclass(frozen=True, slots=True)
class Edition:
    """All that an episode is made of, once its sound is there; `made` dates what has no date of its own."""

    plan: Plan
    recording: Recording
    decision: Decision
    made: datetime
    show: Show
    voices: Mapping[str, Voice]
    cover: Cover

    def publish(self, archive: Archive) -> Episode:
        """Store the files and switch the episode's record; the caller holds the archive's lock.

        Raises ScriptError where sound or transcript miss a word, MediaError or ArchiveError where a file cannot be
        written.
        """
        check_timeline(self.plan.script, self.recording.timeline)
        shown, titled = cues(self.recording.timeline), chapters(self.recording.timeline)
        text = transcript_file.plain_text(shown)
        check_transcript(self.plan.script, shown, text)
        tag = build_tag(self._tag(text, titled))
        audio = archive.add_media(lambda file: write_mp3(self.recording, tag, file), self.decision.stem, SUFFIX)
        captions = transcript_file.webvtt(shown, self.recording.timeline.duration_ms)
        check_captions(self.plan.script, captions.decode())
        attachments = (
            self._attach(archive, "transcript", transcript_file, captions),
            self._attach(archive, "chapters", chapters_file, chapters_file.chapters_json(titled)),
        )
        prints = fingerprint(self.plan.script, self.show, self.voices, tag)
        draft = self._episode(titled, self._rendition(audio), attachments, prints)
        episode = settle_updated(self.decision.existing, draft)
        archive.put(episode, shown)
        return episode

    def _episode(
        self,
        titled: tuple[Chapter, ...],
        audio: Rendition,
        attachments: tuple[Attachment, ...],
        prints: tuple[str, ...],
    ) -> Episode:
        return Episode(
            id=self.decision.id,
            guid=self.decision.guid,
            identity=self.decision.identity,
            title=self.plan.script.title,
            summary=self.plan.summary,
            language=self.plan.script.language,
            published=self.decision.published,
            updated=moment(self.made, zone(self.show.timezone)),
            stories=(story(self.plan),),
            chapters=titled,
            audio=audio,
            attachments=attachments,
            engines=self.recording.engines,
            voice_credits=self._credits(),
            fingerprint=prints,
        )

    def _rendition(self, audio: StoredFile) -> Rendition:
        return Rendition(
            name=audio.name,
            media_type=MEDIA_TYPE,
            bytes=audio.bytes,
            sha256=audio.sha256,
            duration_ms=self.recording.timeline.duration_ms,
            bitrate_kbps=self.recording.bitrate_kbps,
            loudness_lufs=self.recording.loudness_lufs,
            true_peak_dbtp=self.recording.true_peak_dbtp,
        )

    def _credits(self) -> tuple[str, ...]:
        """What the profiles of the voices that speak in this episode say of them."""
        heard = dict.fromkeys(segment.voice for segment in self.plan.script.segments)
        return tuple(credit for name in heard if (credit := self.voices[name].credit))

    def _attach(self, archive: Archive, kind: str, form: ModuleType, data: bytes) -> Attachment:
        stored = archive.add_bytes(data, self.decision.stem, form.SUFFIX)
        language = self.plan.script.language
        return Attachment(kind, stored.name, form.MEDIA_TYPE, language, stored.bytes, stored.sha256)

    def _tag(self, text: str, titled: tuple[Chapter, ...]) -> TagContent:
        article, show = self.plan.article, self.show
        return TagContent(
            title=self.plan.script.title,
            artist=", ".join(article.byline) or show.author,
            album=show.title,
            publisher=article.station or show.station,
            recorded=self.decision.published,
            language=self.plan.script.language,
            duration_ms=self.recording.timeline.duration_ms,
            copyright=article.copyright or show.copyright,
            copyright_holder=article.copyright_holder,
            comment=f"{self.plan.summary} {SYNTHETIC}",
            description=self.plan.summary,
            transcript=text,
            source_url=ascii_address(article.url) or None,
            feed_url=show.feed_url,
            guid=self.decision.guid,
            cover=self.cover.data,
            cover_type=self.cover.media_type,
            cover_description=f"Cover of {show.title}",
            chapters=titled,
        )


def story(plan: Plan) -> Story:
    """What an episode's record keeps of its story."""
    article = plan.article
    dropped = (
        article.lines[entry.line - 1][span.start : span.end]
        for entry in article.ledger
        for span in entry.spans
        if span.fate is Fate.DROPPED
    )
    return Story(
        title=plan.script.title,
        byline=article.byline,
        station=article.station,
        url=article.url,
        language=plan.script.language,
        copyright=article.copyright,
        dated=article.published is not None,
        words_spoken=sum(len(words(block.text)) for block in article.body),
        words_dropped=sum(len(words(text)) for text in dropped),
        sketch=sketch(block.text for block in article.body),
    )
