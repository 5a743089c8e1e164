from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.errors import SourceError
from audiocast.sources.fetching.robots import MOST_BYTES, _whole_lines, may_read
from tests.sources.fetching.site import STORY, Reply, Site

NO = "User-agent: {}\nDisallow: /"


@pytest.mark.parametrize(
    ("text", "path", "may"),
    [
        ("", "/x", True),
        ("<!DOCTYPE html><p>Not found</p>", "/x", True),
        (NO.format("*"), "/x", False),
        (NO.format("audiocast"), "/x", False),
        (NO.format("AudioCast"), "/x", False),
        (NO.format("audiocast/1.0"), "/x", False),
        (NO.format("audiocast # us"), "/x", False),
        (NO.format("audio"), "/x", True),
        (NO.format("cast"), "/x", True),
        (NO.format("audiocastings"), "/x", True),
        (NO.format("OtherBot"), "/x", True),
        ("User-agent: OtherBot\nUser-agent: audiocast\nDisallow: /", "/x", False),
        ("User-agent: OtherBot\nDisallow: /\n\nUser-agent: *\nDisallow: /private", "/x", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: audiocast\nAllow: /", "/x", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/x", True),
        ("User-agent: *\nDisallow: /*?print=", "/x?print=1", False),
        ("User-agent: *\nDisallow: /*?print=", "/x", True),
        ("User-agent: *\nDisallow: /x$", "/x", False),
        ("User-agent: *\nDisallow: /x$", "/xy", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%C3%A9", False),
        ("User-agent: *\nDisallow: /café", "/caf%C3%A9", False),
        ("User-agent: *\nDisallow:", "/x", True),
        ("Disallow: /", "/x", True),
        (NO.format("*"), "//[x", False),
    ],
)
def test_the_rules_are_those_of_the_standard(text: str, path: str, may: bool) -> None:
    assert may_read(text, f"http://site.example{path}") is may


@given(st.text(max_size=300), st.text("/ab*$?%[]", max_size=30))
def test_any_text_gives_an_answer(text: str, path: str) -> None:
    assert may_read(f"User-agent: *\nDisallow: {text}\n{text}", f"http://site.example/{path}") in {True, False}


def test_many_stars_come_to_an_end() -> None:
    """A regular expression would try every way to share the letters out."""
    assert may_read(f"User-agent: *\nDisallow: /{'*a' * 2000}b", f"http://site.example/{'a' * 7000}")


def test_many_programs_and_rules_come_to_an_end() -> None:
    programs = "".join(f"User-agent: bot{number}\n" for number in range(15_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(15_000))
    assert may_read(programs + rules, "http://site.example/x")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_rule_that_was_cut_off_is_no_rule(end: bytes) -> None:
    start = b"User-agent: *" + end
    whole = start + b"#" * (MOST_BYTES - len(start) - 40) + end
    cut = (whole + b"Disallow: /story-of-another-day-and-year\n")[:MOST_BYTES]
    assert MOST_BYTES == len(cut) == 512_000
    assert _whole_lines(cut) == whole
    assert _whole_lines(b"User-agent: *\nDisallow: /") == b"User-agent: *\nDisallow: /"


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
    served.replies["/0"] = Reply(b"", 302, {"Location": "/story"})
    with pytest.raises(SourceError, match=r"robots\.txt"):
        get("/0")


@pytest.mark.parametrize("length", [5, 6])
def test_robots_may_be_moved(served: Site, get: Any, length: int) -> None:
    for number in range(length):
        served.replies[f"/robots{number or ''}.txt"] = Reply(b"", 301, {"Location": f"/robots{number + 1}.txt"})
    served.replies[f"/robots{length}.txt"] = Reply(b"User-agent: *\nDisallow: /story\n")
    if length > 5:  # As if there were none: RFC 9309, section 2.3.1.2.
        assert get("/story").data == STORY
        return
    with pytest.raises(SourceError, match=r"robots\.txt"):
        get("/story")


@pytest.mark.parametrize("target", ["http://127.0.0.1:1/robots.txt", "file:///robots.txt", "http://["])
def test_robots_moved_out_of_reach_forbid(served: Site, get: Any, target: str) -> None:
    served.replies["/robots.txt"] = Reply(b"", 301, {"Location": target})
    with pytest.raises(SourceError, match=r"/story .*robots\.txt"):
        get("/story")


def test_long_robots_are_read_as_far_as_they_are_read(served: Site, get: Any) -> None:
    served.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /story\n" + b"# more\n" * 1_500_000)
    with pytest.raises(SourceError, match=r"robots\.txt"):
        get("/story")


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_robots_that_cannot_be_unpacked_are_named(served: Site, get: Any, coding: str) -> None:
    served.replies["/robots.txt"] = Reply(b"nonsense", headers={"Content-Encoding": coding})
    with pytest.raises(SourceError, match=r"/robots\.txt came (broken|packed)"):
        get("/story")
