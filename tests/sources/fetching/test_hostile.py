from __future__ import annotations

import gzip
import socket
import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiocast.errors import SourceError
from audiocast.models.source_options import SourceOptions
from audiocast.sources import read
from audiocast.sources.fetching import fetch
from audiocast.sources.fetching.client import Limits
from tests.sources.fetching.site import PROSE, QUICK, STORY, Reply, Site, dripping, raw

if TYPE_CHECKING:
    from pathlib import Path

ESCAPE = "\x9b31m"


@pytest.mark.parametrize(
    "path", ["/" + "a" * 3_000, "/%00", "/a\x00b", "/\ud800", "/a b?c d=\xe9", "/a\nb", "/" + "a" * 5_000]
)
def test_any_path_is_asked_for_or_refused(served: Site, tmp_path: Path, monkeypatch: Any, path: str) -> None:
    monkeypatch.setenv("AUDIOCAST_CACHE", str(tmp_path))
    with pytest.raises(SourceError, match="404"):
        read(served.address + path, options=SourceOptions(allow_private=True))


@settings(max_examples=200)
@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "https://[", "//", "https://a.example/"]))
def test_any_address_is_refused_in_one_way(tmp_path_factory: Any, text: str, start: str) -> None:
    def lookup(host: str, port: int) -> list[str]:
        raise OSError("no network here")

    with pytest.raises(SourceError):
        fetch(start + text, limits=QUICK, cache=tmp_path_factory.getbasetemp() / "cache", lookup=lookup)


def test_a_redirect_may_be_written_in_unicode(served: Site, get: Any) -> None:
    served.replies["/from"] = Reply(b"", 302, {"Location": "/h\xe9ron".encode().decode("latin-1")})
    served.replies["/h%C3%A9ron"] = Reply(b"The heron.")
    assert get("/from").data == b"The heron."


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"", 302, {"Location": f"file:///{ESCAPE}"}),
        Reply(headers={"Content-Type": f"image/{ESCAPE}"}),
        Reply(headers={"Content-Encoding": ESCAPE}),
    ],
    ids=["location", "type", "coding"],
)
def test_no_server_steers_the_terminal(served: Site, get: Any, reply: Reply) -> None:
    served.replies["/story"] = reply
    with pytest.raises(SourceError) as caught:
        get("/story")
    assert "\x9b" not in str(caught.value)


def test_no_reason_steers_the_terminal() -> None:
    with raw(b"HTTP/1.1 418 \x9b31m tea\r\n\r\n") as address, pytest.raises(SourceError) as caught:
        fetch(f"{address}/", allow_private=True, limits=QUICK)
    assert "\x9b" not in str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\xff" * 500,
        b"SSH-2.0-server\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 50_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
        b"HTTP/1.1 999999 OK\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000,
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
        b"HTTP/1.1 302 Found\r\n\r\n",
    ],
)
def test_any_answer_is_an_error_and_no_crash(answer: bytes, tmp_path: Path) -> None:
    with raw(answer) as address, pytest.raises(SourceError):
        fetch(f"{address}/story", allow_private=True, limits=QUICK, cache=tmp_path)


def test_a_server_without_tls_is_an_error(served: Site, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be fetched") as caught:
        fetch(f"{served.address.replace('http', 'https')}/story", allow_private=True, limits=QUICK, cache=tmp_path)
    assert "/story" in caught.value.problem


def test_a_reset_amid_the_page(served: Site, get: Any) -> None:
    def reset(handler: Any) -> None:
        handler.wfile.write(b"half a story")
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    served.replies["/story"] = Reply(write=reset, headers={"Content-Length": "5000"})
    with pytest.raises(SourceError, match="cannot be fetched"):
        get("/story")


PACKED = gzip.compress(STORY)
NOTHING = zlib.compressobj(wbits=31)
ENDLESS = NOTHING.compress(b"") + b"".join(NOTHING.flush(zlib.Z_FULL_FLUSH) + b"\x00\x00\x00\xff\xff" for _ in range(2))


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (PACKED[:-9], "broken"),
        (PACKED[:30], "broken"),
        (PACKED[:-6] + b"\x00" * 6, "broken"),
        (ENDLESS + b"\x00\x00\x00\xff\xff" * 40_000, "larger than"),
    ],
    ids=["cut", "cut early", "checksum", "packs nothing"],
)
def test_a_packed_page_is_whole_or_refused(served: Site, get: Any, body: bytes, problem: str) -> None:
    served.replies["/story"] = Reply(body, headers={"Content-Encoding": "gzip"}, has_length=False)
    with pytest.raises(SourceError, match=problem):
        get("/story")


def test_two_lines_of_a_list_are_one_list(tmp_path: Path) -> None:
    body = gzip.compress(gzip.compress(STORY))
    with raw(b"HTTP/1.1 200 OK\r\n" + b"Content-Encoding: gzip\r\n" * 2 + b"\r\n" + body) as address:
        assert fetch(f"{address}/story", allow_private=True, limits=QUICK, cache=tmp_path).data == STORY


@pytest.mark.parametrize("tail", [b"", b"\x00" * 8, b"junk"])
def test_a_page_in_two_packets_is_read_whole(served: Site, get: Any, tail: bytes) -> None:
    body = gzip.compress(STORY[:9]) + gzip.compress(STORY[9:]) + tail
    served.replies["/story"] = Reply(body, headers={"Content-Encoding": "gzip"})
    assert get("/story").data == STORY


def test_no_home_is_no_trouble(monkeypatch: Any, served: Site, tmp_path: Path) -> None:
    for name in ("AUDIOCAST_CACHE", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("pathlib.Path.home", homeless)
    monkeypatch.chdir(tmp_path)
    assert fetch(f"{served.address}/story", allow_private=True, limits=QUICK).data == STORY
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_a_head_that_drips_is_left(tmp_path: Path, start: bytes) -> None:
    with dripping(start) as address, pytest.raises(SourceError, match="did not answer in time"):
        fetch(f"{address}/story", allow_private=True, limits=Limits(1, 0.4), cache=tmp_path)


@pytest.mark.parametrize("charset", ["hex", "rot13", "zip", "undefined", "x" * 500, ""])
@pytest.mark.parametrize("media", ["text/plain", "text/html"])
def test_any_charset_does_no_harm(served: Site, monkeypatch: Any, tmp_path: Path, media: str, charset: str) -> None:
    monkeypatch.setenv("AUDIOCAST_CACHE", str(tmp_path))
    body = (
        f"<html><body><h1>Ferry Returns</h1><p>{PROSE} That is the caf\xe9.</p></body></html>"
        if media == "text/html"
        else f"Ferry Returns\n\n{PROSE} That is the caf\xe9.\n"
    )
    headers = {"Content-Type": f'{media}; charset="{charset}"'}
    served.replies["/story"] = Reply(body.encode("cp1252"), headers=headers)
    article = read(f"{served.address}/story", options=SourceOptions(allow_private=True))
    assert article.body[0].text == f"{PROSE} That is the caf\xe9."


@pytest.mark.parametrize(
    ("charset", "word"),
    [
        ("windows-1251", "паром"),
        ("koi8-r", "паром"),
        ("iso-8859-1", "“café”"),
        ("shift_jis", "フェリー"),
        ("utf-8", "é"),
    ],
)
def test_a_declared_charset_is_read(served: Site, monkeypatch: Any, tmp_path: Path, charset: str, word: str) -> None:
    monkeypatch.setenv("AUDIOCAST_CACHE", str(tmp_path))
    text = f"Ferry Returns\n\n{PROSE} It is the {word}.\n"
    packed = text.encode("cp1252" if charset == "iso-8859-1" else charset)
    served.replies["/story"] = Reply(packed, headers={"Content-Type": f"text/plain; charset={charset}"})
    article = read(f"{served.address}/story", options=SourceOptions(allow_private=True))
    assert f"the {word}." in article.body[0].text
