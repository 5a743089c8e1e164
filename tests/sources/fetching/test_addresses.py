from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.errors import SourceError
from audiocast.sources.fetching.addresses import is_public, parse

CLOSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.9.9.9",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "3fff::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::808:808",
    "2001:0:7f00:1::f7f7:f7f7",
    "2001:0:808:808::80ff:fffe",
    "not an address",
    "",
]
OPEN = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "2606:4700:4700::1111",
    "::ffff:8.8.8.8",
    "2002:808:808::1",
    "64:ff9b::808:808",
    "2001:0:808:808::f7f7:f7f7",
]


@pytest.mark.parametrize("ip", CLOSED)
def test_a_closed_address_is_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", OPEN)
def test_an_open_address_is_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG:443/a", "https://example.org/a"),
        ("http://example.org:8080/a?b=c#d", "http://example.org:8080/a?b=c"),
        ("https://example.org/héron?q=é", "https://example.org/h%C3%A9ron?q=%C3%A9"),
        ("https://example.org/a%20b c", "https://example.org/a%20b%20c"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[2606:4700::1]:81/", "http://[2606:4700::1]:81/"),
        ("  https://example.org/a ", "https://example.org/a"),
        ("https://example.org/a\r\nX-Header: b", "https://example.org/aX-Header:%20b"),
        ("https://example.org/a%0d%0aX-Header: b", "https://example.org/a%0d%0aX-Header:%20b"),
        ("https://example.org/\\..\\a", "https://example.org/%5C..%5Ca"),
        ("http://example.org\t:8080/", "http://example.org:8080/"),
    ],
)
def test_an_address_is_sent_in_ascii(written: str, sent: str) -> None:
    assert str(parse(written)) == sent
    assert str(parse(sent)) == sent


@pytest.mark.parametrize(
    ("location", "result"),
    [
        ("/b", "https://example.org/b"),
        ("c", "https://example.org/a/c"),
        ("//other.example/d", "https://other.example/d"),
        ("http://other.example", "http://other.example/"),
    ],
)
def test_a_redirect_may_be_relative(location: str, result: str) -> None:
    assert str(parse(location, parse("https://example.org/a/b"))) == result


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "story.txt",
        "",
        "http://example.org:0/",
        "http://[fe80::1%eth0]/",
        "https://",
        "https:///a",
        "https://name@example.org/",
        "https://name:secret@example.org/",
        "https://@example.org/",
        "ftp://name:secret@example.org/",
        "https://name:secret@example.org:99999/",
        "https://name:secret@a..b/",
        "https://example.org:port/",
        "https://example.org:99999/",
        "https://[::1/",
        "https://[fe80::zz]/",
        "https://exa mple.org/",
        "https://a..b/",
        f"https://{'a' * 64}.org/",
        "https://" + "é" * 80 + ".org/",
        "https://example.org/" + "a" * 9_000,
        "https://example.org/" + "é" * 2_000,
        "http://example.org:25/",
        "https://example.org:22/",
        "http://example.org:6667/",
        "http://good.example\\@evil.example/",
        "http://good.example\\.evil.example/",
        "http://good.example%00.evil.example/",
        "http://good.example%2f@evil.example/",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http:example.org",
        "http:///127.0.0.1/",
    ],
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(text)
    assert "secret" not in str(caught.value)
    assert len(str(caught.value)) < 400


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    with suppress(SourceError):
        parse(text)
    with suppress(SourceError):
        address = str(parse(text, parse("https://example.org/")))
        assert address.isascii()
        assert str(parse(address)) == address


@given(st.ip_addresses(v=4))
def test_what_holds_an_address_is_as_public_as_that(address: object) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


def test_a_host_beyond_ascii_is_the_one_that_browsers_ask() -> None:
    """IDNA 2008; the older standard, which Python's own codec knows, makes another host of it."""
    assert parse("http://straße.example/x").host == "xn--strae-oqa.example"
