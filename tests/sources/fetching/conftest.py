"""A site of a test's own, and what fetches from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from audiocast.sources.fetching import Fetched, fetch
from tests.sources.fetching.site import QUICK, Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def served() -> Iterator[Site]:
    with site() as running:
        yield running


@pytest.fixture
def get(served: Site, tmp_path: Path) -> Any:
    def get(path: str, **options: Any) -> Fetched:
        chosen: dict[str, Any] = {"allow_private": True, "limits": QUICK, "cache": tmp_path / "cache"} | options
        return fetch(f"{served.address}{path}", **chosen)

    return get
