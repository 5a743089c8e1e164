from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.sources.fetching.robots import _whole_lines, may_read

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


def test_a_rule_that_was_cut_off_is_no_rule() -> None:
    whole = b"User-agent: *\n" + b"#" * 499_960 + b"\n"
    cut = (whole + b"Disallow: /story-of-another-day\n")[:500_000]
    assert len(cut) == 500_000
    assert _whole_lines(cut) == whole
    assert _whole_lines(b"User-agent: *\nDisallow: /") == b"User-agent: *\nDisallow: /"
