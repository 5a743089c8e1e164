"""Prints a constraints file that pins every dependency to the lowest version pyproject.toml allows.

Usage: python scripts/lowest.py > lowest.txt
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
_LOWER_BOUND = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?>=([0-9][^;,\s]*)")


def lowest(project: Path = PROJECT) -> list[str]:
    """One "name==version" a dependency with a lower bound; ValueError for a dependency without one."""
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    wanted = [*table["dependencies"], *table["optional-dependencies"]["test"]]
    pins = []
    for requirement in wanted:
        match = _LOWER_BOUND.match(requirement)
        if match is None:
            raise ValueError(f"{requirement!r} in pyproject.toml has no lower bound")
        pins.append(f"{match[1]}=={match[2]}")
    return pins


if __name__ == "__main__":
    print("\n".join(lowest()))
