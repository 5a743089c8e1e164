"""Keeps the files that a configuration names inside the folder they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def below(folder: Path, name: str) -> Path | None:
    """Where the file `name` of a folder really lies, whether it is there or not; None where that is not below it.

    Links are followed first, so neither an absolute name nor "..", nor a symbolic link leads out.
    """
    try:
        root = folder.resolve()
        path = (root / name).resolve()
    except (OSError, ValueError, RuntimeError):  # too long, not encodable, links in a circle
        return None
    return path if path != root and path.is_relative_to(root) else None
