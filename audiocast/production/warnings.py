"""What a person should know of an episode that was made all the same."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from audiocast.models.episode import Episode
    from audiocast.models.show import Show, Voice
    from audiocast.production.planning import Plan

_LETTERS_LOOKED_AT = 2_000


def before_speaking(plan: Plan, show: Show, voices: Mapping[str, Voice]) -> Iterator[str]:
    """Warnings about voices that do not fit the story."""
    voice = voices[show.voices.anchor]
    language = plan.article.language
    remedy = f"Name a voice for it as anchor, in {show.folder / 'show.toml'}"
    if language and _primary(language) != _primary(voice.language):
        yield (
            f'Warning: the story is in the language "{language}", and the voice {voice.name} reads'
            f' "{voice.language}". {remedy}.'
        )
    elif not language and _is_mostly_foreign(" ".join(block.text for block in plan.article.body)):
        yield (
            f"Warning: the story is in letters that are not Latin, and the voice {voice.name} may spell them out."
            f" {remedy}."
        )


def after_publishing(episode: Episode) -> Iterator[str]:
    """Warnings about how apps will treat the episode."""
    if episode.published > datetime.now(UTC):
        date = episode.published.isoformat()
        yield (
            f"Warning: {episode.id} is dated {date}, which is in the future."
            " Some podcast apps hide such episodes; correct the date and make it again."
        )


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _is_mostly_foreign(text: str) -> bool:
    letters = [character for character in text[:_LETTERS_LOOKED_AT] if character.isalpha()]
    foreign = sum(not unicodedata.name(character, "").startswith("LATIN") for character in letters)
    return foreign * 2 > len(letters)
