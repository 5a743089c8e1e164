"""Reads a source into an Article: the story as written, and a ledger of where every character went."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audiocast.sources.reading import read, read_bytes, read_text

__all__ = ["read", "read_bytes", "read_text"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'audiocast.sources' has no attribute {name!r}")
    return getattr(import_module("audiocast.sources.reading"), name)
