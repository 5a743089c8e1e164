"""How a source is opened, where its name alone does not say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """`item` names a story of a feed: its number (1 is the first), its id or its link.

    `allow_private` lets a web address lead to this machine or its own network.
    """

    item: str = ""
    allow_private: bool = False
