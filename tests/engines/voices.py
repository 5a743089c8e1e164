"""Voice profiles for tests."""

from __future__ import annotations

from typing import Any

from audiocast.models.show import Voice


def voice(engine: str, name: str, **fields: Any) -> Voice:
    return Voice(engine=engine, voice=name, language="en-US", speaker="Robin Example", **fields)
