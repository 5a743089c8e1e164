from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audiocast.sources.fetching.cache import Cache, Kept, default_folder


def kept(number: int, data: bytes = b"a\nb\n\x00") -> Kept:
    return Kept(f"http://a.example/{number}", '"one"', "", "text/plain", "utf-8", data)


def date(folder: Path, number: float) -> None:
    """Give the one answer that was written just now a time of its own."""
    for path in folder.glob("*.page"):
        if path.stat().st_mtime > 1_000_000_000:
            os.utime(path, (number, number))


def test_what_was_kept_comes_back_whole(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(kept(1))
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
        cache.put(kept(number))
        date(tmp_path, number + 1)
    assert [number for number in range(203) if cache.get(kept(number).address) is None] == [0, 1, 2]
    cache.put(kept(0))
    assert [number for number in range(203) if cache.get(kept(number).address) is None] == [1, 2, 3]
    assert {path.name for path in tmp_path.iterdir() if path.suffix != ".page"} == {"new.part", "mine.txt"}


def test_no_folder_is_no_cache() -> None:
    cache = Cache(None)
    cache.put(kept(1))
    cache.drop(kept(1).address)
    assert cache.get(kept(1).address) is None


def test_the_oldest_make_room_for_the_newest(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=10_000)
    for number in range(4):
        cache.put(kept(number, b"x" * 3_000))
        date(tmp_path, number + 1)
    assert [number for number in range(4) if cache.get(kept(number).address)] == [1, 2, 3]
    cache.put(kept(1, b"y" * 3_000))  # Renewed, and so the newest.
    date(tmp_path, 9)
    cache.put(kept(4, b"x" * 3_000))
    assert [number for number in range(5) if cache.get(kept(number).address)] == [1, 3, 4]
    cache.put(kept(5, b"x" * 20_000))
    assert not list(tmp_path.iterdir())


def test_a_clock_that_was_ahead_does_not_stop_the_cache(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=10_000)
    for number in range(3):
        cache.put(kept(number, b"x" * 3_000))
        date(tmp_path, 4_000_000_000 + number)
    cache.put(kept(3, b"x" * 3_000))
    assert cache.get(kept(3).address) == kept(3, b"x" * 3_000)


def test_many_runs_at_once_see_whole_answers_and_stay_within_the_limit(tmp_path: Path) -> None:
    def run(worker: int) -> None:
        cache = Cache(tmp_path, most_bytes=10_000)
        for turn in range(40):
            cache.put(kept(turn % 4, bytes([worker]) * 3_000))
            seen = cache.get(kept((turn + 1) % 4).address)
            assert seen is None or len(set(seen.data)) == 1

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(4)))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 10_000
    assert {path.suffix for path in tmp_path.iterdir()} == {".page"}


@pytest.mark.parametrize("place", [0, 70, 100, 150, -1])
def test_a_damaged_answer_is_none_and_is_replaced(tmp_path: Path, place: int) -> None:
    cache = Cache(tmp_path)
    cache.put(kept(1))
    (path,) = tmp_path.iterdir()
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert cache.get(kept(1).address) is None
    assert not path.exists()
    cache.put(kept(1))
    assert cache.get(kept(1).address) == kept(1)


def test_a_file_that_is_larger_than_the_cache_is_not_read(tmp_path: Path) -> None:
    Cache(tmp_path, most_bytes=100_000).put(kept(1, b"x" * 20_000))
    assert Cache(tmp_path, most_bytes=10_000).get(kept(1).address) is None
    assert not list(tmp_path.iterdir())


def test_an_answer_of_another_address_or_request_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(kept(1))
    (path,) = tmp_path.iterdir()
    cache.put(kept(2))
    (other,) = set(tmp_path.iterdir()) - {path}
    path.write_bytes(other.read_bytes())
    assert cache.get(kept(1).address) is None
    assert cache.get(kept(2).address) == kept(2)
    assert Cache(tmp_path, "another").get(kept(2).address) is None


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
