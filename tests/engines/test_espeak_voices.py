from __future__ import annotations

import pytest

from audiocast.engines.espeak_voices import EspeakVoice, near_matches, resolve_voice
from audiocast.errors import EngineError

VOICES = (
    EspeakVoice("gmw/en", "English (Great Britain)", ((2, "en-gb"), (2, "en"))),
    EspeakVoice("gmw/en-GB-x-rp", "English (Received Pronunciation)", ((5, "en-gb-x-rp"), (4, "en-gb"), (5, "en"))),
    EspeakVoice("gmw/en-US", "English (America)", ((2, "en-us"), (3, "en"))),
    EspeakVoice("iro/chr", "Cherokee ", ((5, "chr-US-Qaaa-x-west"),)),
    EspeakVoice("roa/fr", "French (France)", ((5, "fr-fr"), (5, "fr"))),
)
VARIANTS = {"f1", "f2", "f3", "m1", "croak"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("en", ("gmw/en", "")),
        ("en-gb", ("gmw/en", "")),
        ("EN-us", ("gmw/en-US", "")),
        ("en-us+f3", ("gmw/en-US", "f3")),
        ("gmw/en-GB-x-rp", ("gmw/en-GB-x-rp", "")),
        ("English (America)+croak", ("gmw/en-US", "croak")),
        ("fr-fr", ("roa/fr", "")),
        ("chr", ("iro/chr", "")),
    ],
)
def test_a_voice_is_found_by_language_name_and_identifier(wanted: str, found: tuple[str, str]) -> None:
    assert resolve_voice(wanted, VOICES, VARIANTS) == found


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("en-uss", r'no voice "en-uss".*Near matches: en, en-gb, en-us'),
        ("", r'no voice ""'),
        ("klingon", r'no voice "klingon"'),
        ("en-us+f9", r'no variant "f9".*f3, f2, f1'),
        ("en-us+", r'no variant "" of'),
        ("nope+f3", r'no voice "nope"'),
    ],
)
def test_an_unknown_voice_is_refused_with_near_matches(wanted: str, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        resolve_voice(wanted, VOICES, VARIANTS)


def test_near_matches_put_the_same_language_first() -> None:
    assert near_matches("fr-fx", ["de", "fr-ch", "fr"])[:2] == ["fr", "fr-ch"]
