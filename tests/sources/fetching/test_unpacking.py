from __future__ import annotations

import pytest

from audiocast.errors import SourceError
from audiocast.sources.fetching.unpacking import unpacked
from tests.sources.fetching.site import STORY, packed

BOMB = packed(b"x" * 3_000_000, 31)


def unpack(body: bytes, coding: str, most: int = 100_000, *, step: int = 1_000, cut: bool = False) -> bytes:
    chunks = (body[start : start + step] for start in range(0, len(body), step))
    return unpacked(chunks, {"content-encoding": coding}, most, "The page", cut=cut)


@pytest.mark.parametrize("step", [1, 2, 3, 1_000])
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("wbits", [31, 15, -15])
def test_a_body_is_unpacked_by_how_it_begins_in_any_steps(wbits: int, coding: str, step: int) -> None:
    assert unpack(packed(STORY, wbits), coding, step=step) == STORY


@pytest.mark.parametrize(("inner", "outer"), [(31, 31), (31, 15), (15, 31), (-15, 31)])
def test_what_was_packed_twice_is_unpacked_twice(inner: int, outer: int) -> None:
    assert unpack(packed(packed(STORY, inner), outer), "deflate, gzip", step=7) == STORY


@pytest.mark.parametrize("coding", ["", "identity", "none", "UTF-8", "identity,identity", " , "])
def test_what_is_not_packed_is_taken_as_it_is(coding: str) -> None:
    assert unpack(STORY, coding) == STORY


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, br", "br,gzip", "BR"])
def test_what_was_not_asked_for_is_named(coding: str) -> None:
    unknown = coding.replace("gzip", "").strip(" ,").lower()
    with pytest.raises(SourceError, match=f"came packed as {unknown}, which was not asked for") as caught:
        unpack(STORY, coding)
    assert "save the page" in caught.value.remedy


def test_what_is_packed_over_and_over_is_refused() -> None:
    with pytest.raises(SourceError, match="4 times over"):
        unpack(STORY, "gzip, gzip, gzip, gzip")


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (BOMB, "gzip"),
        (BOMB, "deflate"),
        (packed(b"x" * 3_000_000, -15), "gzip"),
        (packed(BOMB, 31), "gzip, gzip"),
        (packed(packed(b"", 31) * 10_000, 31), "gzip, gzip"),
    ],
    ids=["gzip", "other label", "raw", "twice", "twice, and of nothing"],
)
def test_a_bomb_is_stopped_as_it_unpacks(body: bytes, coding: str) -> None:
    assert len(body) < 100_000
    with pytest.raises(SourceError, match=r"larger than 0\.1 MB"):
        unpack(body, coding)
    assert len(unpack(body, coding, cut=True)) in {0, 100_000}


@pytest.mark.parametrize("body", [b"\x1f", b"x", b"<html>not packed</html>", packed(STORY, 31)[:-1], b"\x78\x9c"])
def test_a_broken_body_is_no_page(body: bytes) -> None:
    with pytest.raises(SourceError, match="came broken"):
        unpack(body, "gzip", step=1)


def test_an_empty_body_is_empty() -> None:
    assert unpack(b"", "gzip") == b""
