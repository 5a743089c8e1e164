"""Speech: a script's segments through an engine, in a process of their own, checked before they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audiocast.speech.client import SpeechServer
    from audiocast.speech.speaking import engine_statuses, speak

__all__ = ["SpeechServer", "engine_statuses", "speak"]


def __getattr__(name: str) -> object:
    # The speech server imports this package too, and must not pay for its client.
    if name == "SpeechServer":
        from audiocast.speech.client import SpeechServer

        return SpeechServer
    if name in __all__:
        from audiocast.speech import speaking

        return getattr(speaking, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
