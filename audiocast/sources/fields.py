"""Tells whether a field of an article holds a piece of its page, for each label that the ledger may call used."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from audiocast.models.article import Image, Label
from audiocast.sources.labelling.about import about_line, byline_names
from audiocast.sources.labelling.body import speaker
from audiocast.sources.labelling.dates import dated_line
from audiocast.sources.labelling.sheet import without_mark

if TYPE_CHECKING:
    from audiocast.models.article import Article


@dataclass(frozen=True)
class Fields:
    """The fields of an article, laid out to be asked for every line of its page."""

    article: Article

    def hold(self, label: Label, text: str) -> bool:
        """Whether a field that belongs to the label holds a text, or the name or date that the text states.

        A label without a field holds nothing. The values of front matter are not as written, for its lines are YAML:
        its reader answers for them.
        """
        asked = label, without_mark(text.strip())
        if asked not in self._held:
            self._held[asked] = self._hold(*asked)
        return self._held[asked]

    @cached_property
    def _held(self) -> dict[tuple[Label, str], bool]:
        return {}

    def _hold(self, label: Label, text: str) -> bool:
        match label:
            case Label.BYLINE:
                about = about_line(text)
                return not self._names.isdisjoint({text, *(about.names if about else byline_names(text))})
            case Label.SPEAKER_TURN:
                return speaker(text) in self._speakers
            case Label.DATE:
                return self._is_dated(text)
            case Label.STATION:
                return self._is_station(text)
            case Label.METADATA:
                return True
            case _:
                return text in self._texts.get(label, "")

    @cached_property
    def _texts(self) -> dict[Label, str]:
        image = self.article.image or Image()
        return {
            Label.TITLE: self.article.title,
            Label.DEK: self.article.dek,
            Label.CAPTION: image.caption,
            Label.CREDIT: image.credit,
            Label.ALT_TEXT: image.alt,
            Label.COPYRIGHT: self.article.copyright,
        }

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self.article.byline)

    @cached_property
    def _speakers(self) -> frozenset[str]:
        return frozenset(block.speaker for block in self.article.body if block.speaker)

    def _is_dated(self, text: str) -> bool:
        """Whether a date line states the story's date; a piece of a wrapped line states none by itself."""
        published, stated = self.article.published, dated_line(text)
        return published is not None and (stated is None or stated[0] == published)

    def _is_station(self, text: str) -> bool:
        station = self.article.station
        return text in self.article.copyright or bool(station and station in text)
