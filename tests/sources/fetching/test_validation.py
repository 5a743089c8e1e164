from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.sources.fetching.site import STORY, Reply, Site

if TYPE_CHECKING:
    from pathlib import Path


def test_an_unchanged_page_is_not_sent_again(served: Site, get: Any) -> None:
    served.replies["/story"] = Reply(headers={"ETag": '"one"', "Content-Type": "text/plain"})
    first, second = get("/story"), get("/story")
    assert first == second
    assert [headers.get("if-none-match") for headers in served.asked("/story")] == [None, '"one"']
    served.replies["/story"] = Reply(b"Another story.", headers={"ETag": '"two"'})
    assert get("/story").data == b"Another story."


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": '"one"', "Cache-Control": "private, No-Store"},
        {"ETag": '"one"', "Vary": "Accept-Encoding, *"},
        {},
    ],
)
def test_what_may_not_be_kept_is_not(served: Site, get: Any, headers: dict[str, str]) -> None:
    served.replies["/story"] = Reply(headers=headers)
    get("/story")
    get("/story")
    assert [headers.get("if-none-match") for headers in served.asked("/story")] == [None, None]


def test_a_page_that_may_not_be_kept_any_more_is_forgotten(served: Site, get: Any, tmp_path: Path) -> None:
    served.replies["/story"] = Reply(headers={"ETag": '"one"'})
    get("/story")
    served.replies["/story"] = Reply(b"", 304, {"Cache-Control": "no-store"})
    assert get("/story").data == STORY
    assert not list((tmp_path / "cache").iterdir())


def test_what_is_not_modified_is_renewed(served: Site, get: Any, tmp_path: Path) -> None:
    monday, tuesday = "Mon, 19 Oct 2026 07:28:00 GMT", "Tue, 20 Oct 2026 07:28:00 GMT"
    served.replies["/story"] = Reply(headers={"Last-Modified": monday, "Content-Type": "text/plain; charset=utf-8"})
    first = get("/story")
    (entry,) = (tmp_path / "cache").iterdir()
    os.utime(entry, (1, 1))
    served.replies["/story"] = Reply(b"", 304, {"Last-Modified": tuesday, "Content-Type": "text/html"})
    assert get("/story") == first
    assert entry.stat().st_mtime > 1
    assert get("/story") == first
    assert [headers.get("if-modified-since") for headers in served.asked("/story")] == [None, monday, tuesday]


@pytest.mark.parametrize(("etag", "requests"), [('W/"one"', 1), ('"two"', 2)])
def test_not_modified_counts_for_the_version_that_was_kept(served: Site, get: Any, etag: str, requests: int) -> None:
    served.replies["/story"] = Reply(headers={"ETag": '"one"'})
    get("/story")
    served.requests.clear()
    served.replies["/story"] = Reply(b"A new story.", headers={"ETag": etag}, is_unchanged_if={"if-none-match"})
    assert get("/story").data == (STORY if requests == 1 else b"A new story.")
    assert len(served.asked("/story")) == requests


@pytest.mark.parametrize("harm", ["cut", "other", "empty", "list", "validator"])
def test_a_broken_cache_is_no_cache(served: Site, get: Any, tmp_path: Path, harm: str) -> None:
    served.replies["/story"] = Reply(headers={"ETag": '"one"'})
    get("/story")
    (entry,) = (tmp_path / "cache").iterdir()
    data = entry.read_bytes()
    entry.write_bytes(
        {
            "cut": data[:-3],
            "other": b"\x00" * 50,
            "empty": b"",
            "list": b"[]\n",
            "validator": data.replace(b"one", b"two"),
        }[harm]
    )
    assert get("/story").data == STORY
    assert get("/story").data == STORY


def test_a_folder_that_cannot_be_written_is_no_trouble(get: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert get("/story", cache=tmp_path / "file" / "cache").data == STORY


@pytest.mark.parametrize("etag", ['"h\xe9ron"', '"' + "x" * 3_000 + '"', "a b\tc", "\x9b"])
def test_any_validator_does_no_harm(served: Site, get: Any, etag: str) -> None:
    served.replies["/story"] = Reply(headers={"ETag": etag})
    assert get("/story").data == STORY
    assert get("/story").data == STORY
