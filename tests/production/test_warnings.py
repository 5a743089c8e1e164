from __future__ import annotations

from dataclasses import replace

import pytest

from audiocast.production.planning import Plan
from audiocast.production.warnings import before_speaking
from audiocast.script import write_script
from tests.shows import article, example_show, tone_voices

SHOW = example_show()
VOICES = tone_voices(SHOW)


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "The ferry is back.", ""),
        ("en-GB", "The ferry is back.", ""),
        ("", "The ferry is back, says Zoë.", ""),
        ("es", "El barco ha vuelto.", 'the language "es"'),
        ("", "Паром вернулся в гавань.", "not Latin"),
        ("", "渡し船が戻ってきた。", "not Latin"),
        ("", "2026", ""),
    ],
)
def test_a_voice_that_does_not_fit_the_story_is_told(language: str, text: str, told: str) -> None:
    story = replace(article(text), language=language)
    plan = Plan(story, write_script(story, SHOW, VOICES), "")
    warnings = list(before_speaking(plan, SHOW, VOICES))
    assert len(warnings) == bool(told)
    assert all(told in warning and warning.startswith("Warning: ") for warning in warnings)
