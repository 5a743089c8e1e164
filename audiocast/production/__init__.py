"""The use-cases: each strings the rooms together, and proves that no word was lost on the way."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audiocast.production.episode import Product, produce
    from audiocast.production.feed import rebuild_feed
    from audiocast.production.planning import Plan, plan

__all__ = ["Plan", "Product", "plan", "produce", "rebuild_feed"]

_ROOM_OF = {
    "Plan": "planning",
    "Product": "episode",
    "plan": "planning",
    "produce": "episode",
    "rebuild_feed": "feed",
}


def __getattr__(name: str) -> object:
    # What makes no sound must not pay for numpy and the sound libraries, nor fail where they are missing.
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
