from __future__ import annotations

import os
from pathlib import Path

import pytest

from audiocast.sources.fetching.cache import Cache, Kept, default_folder


def kept(number: int) -> Kept:
    return Kept(f"http://a.example/{number}", '"one"', "", "text/plain", "utf-8", b"a\nb\n\x00")


def test_what_was_kept_comes_back_whole(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(kept(1).address, kept(1))
    assert cache.get(kept(1).address) == kept(1)
    assert cache.get(kept(2).address) is None
    cache.drop(kept(1).address)
    cache.drop(kept(1).address)
    assert not list(tmp_path.iterdir())


def test_the_newest_are_kept_and_nothing_unfinished(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for name, age in (("old.part", 1), ("new.part", 4_000_000_000), ("mine.txt", 1)):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (age, age))
    for number in range(203):
        cache.put(kept(number).address, kept(number))
        for path in tmp_path.glob("*.page"):
            if path.stat().st_mtime > 1_000_000_000:
                os.utime(path, (number + 1, number + 1))
    assert [number for number in range(203) if cache.get(kept(number).address) is None] == [0, 1, 2]
    cache.put(kept(0).address, kept(0))
    assert [number for number in range(203) if cache.get(kept(number).address) is None] == [1, 2, 3]
    assert {path.name for path in tmp_path.iterdir() if path.suffix != ".page"} == {"new.part", "mine.txt"}


def test_no_folder_is_no_cache() -> None:
    cache = Cache(None)
    cache.put(kept(1).address, kept(1))
    cache.drop(kept(1).address)
    assert cache.get(kept(1).address) is None


def test_an_answer_of_another_address_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(kept(1).address, kept(2))
    assert cache.get(kept(1).address) is None


@pytest.mark.parametrize("relative", ["", "cache"])
def test_the_users_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, relative: str) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("AUDIOCAST_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", relative)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert default_folder() == tmp_path / ".cache" / "audiocast"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert default_folder() == tmp_path / "other" / "audiocast"
    monkeypatch.setenv("AUDIOCAST_CACHE", str(tmp_path / "named"))
    assert default_folder() == tmp_path / "named"
