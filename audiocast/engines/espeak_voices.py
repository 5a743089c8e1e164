"""Which espeak-ng voice a profile means: by language, by name or by identifier, with a variant after a "+"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audiocast.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class EspeakVoice:
    """A voice of the library: its identifier ("gmw/en-US"), its name and its languages, each after its priority."""

    identifier: str
    name: str
    languages: tuple[tuple[int, str], ...]


def resolve_voice(wanted: str, voices: Sequence[EspeakVoice], variants: Collection[str]) -> tuple[str, str]:
    """The identifier and the variant ("" for none) that `wanted` means; EngineError with near matches otherwise.

    A language such as "en-gb" means the voice that ranks it first, as in espeak-ng's own command; the library's call
    for names refuses such codes and leaves the previous voice in place.
    """
    base, plus, variant = wanted.partition("+")
    identifier = _identifier(base.strip(), voices)
    if plus and variant not in variants:
        raise EngineError(
            f'eSpeak NG has no variant "{variant}" of the voice "{base}"',
            f"Use the voice without it, or one of: {', '.join(near_matches(variant, variants))}",
        )
    return identifier, variant


def _identifier(base: str, voices: Sequence[EspeakVoice]) -> str:
    key = base.casefold()
    for voice in voices:
        if key in (voice.identifier.casefold(), voice.name.casefold(), profile_name(voice)):
            return voice.identifier
    ranked = [
        (priority, index)
        for index, voice in enumerate(voices)
        for priority, code in voice.languages
        if code.casefold() == key
    ]
    if not ranked:
        names = {profile_name(voice) for voice in voices} | {code for v in voices for _, code in v.languages}
        raise EngineError(
            f'eSpeak NG has no voice "{base}"',
            f'Near matches: {", ".join(near_matches(base, names))}; "audiocast voices --engine espeak" lists all',
        )
    return voices[min(ranked)[1]].identifier


def profile_name(voice: EspeakVoice) -> str:
    """What a voice profile would write: the end of the identifier in small letters, the language in most cases."""
    return voice.identifier.rpartition("/")[2].lower()


def near_matches(wanted: str, names: Iterable[str], limit: int = 5) -> list[str]:
    """Up to `limit` of the names, those of the same language or beginning first, then those of like spelling."""
    from difflib import get_close_matches

    ordered = sorted(names, key=lambda name: (len(name), name))
    head = wanted.casefold().partition("-")[0]
    related = [name for name in ordered if head and name.casefold().partition("-")[0] == head]
    alike = get_close_matches(wanted.casefold(), ordered, limit, cutoff=0.5)
    return list(dict.fromkeys([*related, *alike, *ordered]))[:limit]
