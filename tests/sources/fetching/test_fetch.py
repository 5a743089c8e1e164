from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from audiocast.errors import SourceError
from audiocast.models.source_options import SourceOptions
from audiocast.sources import read
from audiocast.sources.fetching import Fetched, fetch
from audiocast.sources.fetching.client import Limits
from tests.sources.fetching.site import CERTIFICATES, PROSE, STORY, Reply, Site, packed, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUICK = Limits(step_seconds=5, whole_seconds=10, most_bytes=100_000)


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


@pytest.mark.parametrize(
    ("rules", "status", "allowed"),
    [
        (b"User-agent: *\nDisallow: /private\n", 200, True),
        (b"User-agent: *\nDisallow: /\n", 200, False),
        (b"User-agent: audiocast\nDisallow: /story\n", 200, False),
        (b"User-agent: other\nDisallow: /\n", 200, True),
        (b"", 404, True),
        (b"", 403, True),
        (b"", 503, False),
        (b"\xff\xfe\x00 nonsense", 200, True),
    ],
)
def test_robots_are_heeded(served: Site, get: Any, rules: bytes, status: int, allowed: bool) -> None:
    served.replies["/robots.txt"] = Reply(rules, status)
    if allowed:
        assert get("/story").data == STORY
        return
    with pytest.raises(SourceError, match=r"robots\.txt") as caught:
        get("/story")
    assert "Save the page yourself" in caught.value.remedy
    assert not served.asked("/story")


def test_robots_are_asked_for_what_a_redirect_leads_to(served: Site, get: Any) -> None:
    served.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /story\n")
    chain(served, 1)
    with pytest.raises(SourceError, match=r"robots\.txt"):
        get("/0")


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


def test_this_machine_is_refused_unless_allowed(served: Site, get: Any) -> None:
    with pytest.raises(SourceError, match="its own network") as caught:
        get("/story", allow_private=False)
    assert "--allow-private" in caught.value.remedy
    assert not served.requests


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_other_names_of_this_machine_are_refused(served: Site, tmp_path: Path, host: str) -> None:
    port = served.address.rpartition(":")[2]
    with pytest.raises(SourceError):
        fetch(f"http://{host}:{port}/story", limits=QUICK, cache=tmp_path)
    assert not served.requests


def test_a_name_that_changes_its_address_gains_nothing(served: Site, tmp_path: Path) -> None:
    """The first answer is public, the second this machine: what is connected to is what was checked."""
    answers = [["203.0.113.7"], ["127.0.0.1"]]

    def lookup(host: str, port: int) -> list[str]:
        return answers.pop(0) if len(answers) > 1 else answers[0]

    port = served.address.rpartition(":")[2]
    with pytest.raises(SourceError):
        fetch(f"http://rebinding.example:{port}/story", limits=Limits(0.3, 1.0), cache=tmp_path, lookup=lookup)
    assert not served.requests


def test_a_private_address_among_public_ones_is_never_tried(served: Site, tmp_path: Path) -> None:
    tried: list[str] = []

    def lookup(host: str, port: int) -> list[str]:
        tried.append(host)
        return ["10.0.0.1", "127.0.0.1", "fe80::1%eth0", "::1"]

    port = served.address.rpartition(":")[2]
    with pytest.raises(SourceError, match="its own network"):
        fetch(f"http://many.example:{port}/story", limits=QUICK, cache=tmp_path, lookup=lookup)
    assert tried == ["many.example"]
    assert not served.requests


def test_a_name_that_there_is_not(tmp_path: Path) -> None:
    def lookup(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(SourceError, match="cannot be looked up"):
        fetch("https://nowhere.example/", limits=QUICK, cache=tmp_path, lookup=lookup)
