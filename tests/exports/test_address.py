from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.exports.address import ascii_address, join

ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a?b=c#d", "https://news.example/a?b=c#d"),
        ("HTTP://bücher.example:8080/für uns", "http://xn--bcher-kva.example:8080/f%C3%BCr%20uns"),
        ("https://news.example/100%", "https://news.example/100%25"),
        ("https://news.example/100%2", "https://news.example/100%252"),
        ("https://news.example/a%20b", "https://news.example/a%20b"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("https://user:secret@news.example/", "https://news.example/"),
        ('https://news.example/"><script>', "https://news.example/%22%3E%3Cscript%3E"),
        ("javascript:alert(1)", ""),
        ("https://news.example/\ud800a\0b", "https://news.example/ab"),
        ("https://", ""),
        ("https://a..example/", ""),
        ("http://[", ""),
    ],
)
def test_an_address_becomes_ascii(url: str, expected: str) -> None:
    assert ascii_address(url) == expected


@given(st.text())
def test_any_text_is_an_address_or_nothing(text: str) -> None:
    for url in (text, f"https://{text}", f"https://news.example/{text}"):
        found = ascii_address(url)
        assert not found or ADDRESS.fullmatch(found)


def test_a_name_is_joined_to_a_base() -> None:
    assert join("https://a.example/b/", "media/ä b.mp3") == "https://a.example/b/media/%C3%A4%20b.mp3"
