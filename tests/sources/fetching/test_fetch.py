from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from audiocast.errors import SourceError
from audiocast.models.source_options import SourceOptions
from audiocast.sources import read
from audiocast.sources.fetching import Fetched
from audiocast.sources.fetching.client import Limits
from tests.sources.fetching.site import CERTIFICATES, PROSE, STORY, Reply, Site, packed, site

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_is_fetched(served: Site, get: Any) -> None:
    served.replies["/story"] = Reply(headers={"Content-Type": "text/plain; charset=UTF-8"})
    page = get("/story")
    assert page == Fetched(f"{served.address}/story", STORY, "text/plain", "UTF-8")
    (headers,) = served.asked("/story")
    assert headers["user-agent"].startswith("audiocast/")
    assert "cookie" not in headers
    assert "if-none-match" not in headers


def test_a_story_is_read_from_its_address(served: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOCAST_CACHE", str(tmp_path))
    article = read(f"{served.address}/story", options=SourceOptions(allow_private=True))
    assert article.body[0].text == PROSE
    assert article.url == f"{served.address}/story"
    page = f"<html><head><title>x</title></head><body><h1>Ferry Returns</h1><p>{PROSE} Ä.</p></body></html>"
    served.replies["/page"] = Reply(page.encode("cp1252"), headers={"Content-Type": "text/html; charset=windows-1252"})
    assert "Ä" in read(f"{served.address}/page", options=SourceOptions(allow_private=True)).body[0].text


@pytest.mark.parametrize("said", ["gzip", "deflate", "x-gzip", "GZIP", "identity, gzip"])
@pytest.mark.parametrize("wbits", [31, 15, -15], ids=["gzip", "deflate", "raw deflate"])
def test_packed_pages_are_unpacked(served: Site, get: Any, wbits: int, said: str) -> None:
    served.replies["/story"] = Reply(packed(STORY, wbits), headers={"Content-Encoding": said})
    assert get("/story").data == STORY


def chain(served: Site, length: int, last: str = "/story") -> None:
    for number in range(length):
        following = f"/{number + 1}" if number + 1 < length else last
        served.replies[f"/{number}"] = Reply(b"", 302, {"Location": following})


def test_five_redirects_are_followed_and_six_are_not(served: Site, get: Any) -> None:
    chain(served, 5)
    assert get("/0").address == f"{served.address}/story"
    chain(served, 6)
    with pytest.raises(SourceError, match="leads on more than 5 times"):
        get("/0")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://tidewater.example/", "//user:word@tidewater.example/", "http://"]
)
def test_redirects_out_of_the_web_are_refused(served: Site, get: Any, target: str) -> None:
    served.replies["/away"] = Reply(b"", 301, {"Location": target})
    with pytest.raises(SourceError):
        get("/away")


def test_what_is_encrypted_may_not_lead_to_what_is_not(served: Site, get: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    with site("page.pem") as secure:
        secure.replies["/away"] = Reply(b"", 302, {"Location": f"{served.address}/story"})
        served.replies["/up"] = Reply(b"", 302, {"Location": f"{secure.address}/story"})
        served.replies["/down"] = Reply(b"", 302, {"Location": f"{secure.address}/away"})
        assert get("/up").address == f"{secure.address}/story"
        with pytest.raises(SourceError, match=f"/away leads on to {served.address}/story, which anyone") as caught:
            get("/down")
    assert "name that address" in caught.value.remedy
    assert not served.asked("/story")


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (404, "404"),
        (403, "403"),
        (401, "401"),
        (410, "410"),
        (429, "429"),
        (500, "500"),
        (503, "503"),
        (304, "304"),
        (204, "204"),
    ],
)
def test_a_server_that_says_no(served: Site, get: Any, status: int, problem: str) -> None:
    served.replies["/story"] = Reply(b"", status)
    with pytest.raises(SourceError, match=problem) as caught:
        get("/story")
    assert f"{served.address}/story" in caught.value.problem


def endless(size: int) -> Any:
    def write(handler: Any) -> None:
        for _ in range(size):
            handler.wfile.write(b"x" * 10_000)

    return write


BOMB = packed(b"x" * 20_000_000, 31)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"x" * 100_001),
        Reply(write=endless(50)),
        Reply(BOMB, headers={"Content-Encoding": "gzip"}),
        Reply(BOMB, headers={"Content-Encoding": "gzip"}, has_length=False),
    ],
    ids=["said", "not said", "bomb", "bomb without length"],
)
def test_what_is_too_large_is_refused(served: Site, get: Any, reply: Reply) -> None:
    served.replies["/story"] = reply
    with pytest.raises(SourceError, match="larger than"):
        get("/story")


@pytest.mark.parametrize("media", ["image/png", "audio/mpeg", "Audio/MPEG; x=y", "application/pdf", "video/mp4"])
@pytest.mark.parametrize("reply", [Reply(), Reply(b"x" * 100_001), Reply(write=endless(50))])
def test_what_is_no_text_is_refused_whatever_its_size(served: Site, get: Any, media: str, reply: Reply) -> None:
    served.replies["/story"] = replace(reply, headers={"Content-Type": media})
    with pytest.raises(SourceError, match=f"is {media.partition(';')[0].lower()}, not a page"):
        get("/story")


def test_a_page_that_was_changed_on_its_way_is_a_page(served: Site, get: Any) -> None:
    served.replies["/story"] = Reply(status=203)
    assert get("/story").data == STORY


def test_a_server_asks_to_wait(served: Site, get: Any) -> None:
    served.replies["/story"] = Reply(b"", 429, {"Retry-After": "300"})
    with pytest.raises(SourceError, match="after 5 minutes, as the server asks"):
        get("/story")


def test_a_refusal_is_told_whatever_its_size(served: Site, get: Any) -> None:
    served.replies["/story"] = Reply(b"x" * 100_001, 204, {"Content-Encoding": "br"})
    with pytest.raises(SourceError, match="204"):
        get("/story")


def test_a_server_that_drips_is_left(served: Site, get: Any) -> None:
    def drip(handler: Any) -> None:
        for _ in range(400):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    served.replies["/story"] = Reply(write=drip)
    with pytest.raises(SourceError, match="did not answer in time"):
        get("/story", limits=Limits(step_seconds=1, whole_seconds=0.6))


def test_an_answer_that_breaks_off(served: Site, get: Any) -> None:
    served.replies["/story"] = Reply(b"half", headers={"Content-Length": "5000"}, has_length=False)
    with pytest.raises(SourceError, match="cannot be fetched: the connection was broken off"):
        get("/story")
    served.replies["/story"] = Reply(b"not packed", headers={"Content-Encoding": "gzip"})
    with pytest.raises(SourceError, match="came broken"):
        get("/story")
