from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.errors import SourceError
from audiocast.sources.fetching.acceptance import check_page
from audiocast.sources.fetching.client import Answer


def refusal(status: int, **headers: str) -> SourceError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with pytest.raises(SourceError) as caught:
        check_page(Answer(status, "Said So", named), "The page", has_kept=False)
    assert f"{status} Said So" in caught.value.problem
    return caught.value


@pytest.mark.parametrize("status", [200, 203, 301, 302, 303, 307, 308])
def test_a_page_and_what_leads_to_one_are_accepted(status: int) -> None:
    check_page(Answer(status, "", {"content-type": "text/html; charset=utf-8"}), "The page", has_kept=False)


def test_unchanged_is_an_answer_only_where_a_page_was_kept() -> None:
    check_page(Answer(304, "", {}), "The page", has_kept=True)
    assert "cannot be fetched" in refusal(304).problem


@pytest.mark.parametrize(
    ("status", "problem", "remedy"),
    [
        (204, "holds nothing to read", "Check the address"),
        (205, "holds nothing to read", "Check the address"),
        (206, "came only in part", "Try again later"),
        (401, "wants a login", "Sign in"),
        (402, "wants a subscription", "Sign in"),
        (403, "is closed to programs, or to readers without a login or a subscription", "browser"),
        (404, "is not there", "Check the address"),
        (410, "is not there any more", "Check the address"),
        (429, "was asked for too often", "Wait a while"),
        (451, "is withheld for legal reasons", "another page"),
        (503, "is not to be had now", "Try again later"),
        (500, "cannot be fetched", "Try again later"),
        (300, "cannot be fetched", "Try again later"),
        (226, "cannot be fetched", "Try again later"),
    ],
)
def test_each_refusal_says_what_it_is_and_what_to_do(status: int, problem: str, remedy: str) -> None:
    error = refusal(status)
    assert error.problem == f"The page {problem}: the server answers {status} Said So"
    assert remedy in error.remedy


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("1", "after 1 second"),
        ("90", "after 90 seconds"),
        ("120", "after 2 minutes"),
        ("121", "after 3 minutes"),
        ("7200", "after 2 hours"),
        ("864000", "after 10 days"),
        ("Wed, 21 Oct 2026 07:28:00 GMT", "after 2026-10-21 07:28 UTC"),
        ("Wed, 21 Oct 2026 07:28:00 +0200", "after 2026-10-21 05:28 UTC"),
        ("Wed, 21 Oct 2026 07:28:00 -0000", "after 2026-10-21 07:28 UTC"),
    ],
)
def test_the_wait_that_a_server_asks_for_is_told(status: int, said: str, wait: str) -> None:
    assert f"Try again {wait}, as the server asks" in refusal(status, retry_after=said).remedy


@pytest.mark.parametrize("said", ["", "0", "soon", "-5", "1e9", "9" * 5_000, "²", "Wed, 99 Oct 2026 07:28:00 GMT"])
def test_a_wait_that_is_none_is_left_out(said: str) -> None:
    assert "as the server asks" not in refusal(429, retry_after=said).remedy


@given(st.text(max_size=60))
def test_any_wait_is_read_or_left_out(said: str) -> None:
    assert len(refusal(503, retry_after=said).remedy) < 120


@pytest.mark.parametrize("media", ["image/png", "Audio/MPEG", "video/mp4; codecs=x", "application/pdf", "font/woff2"])
def test_what_is_no_text_is_named(media: str) -> None:
    with pytest.raises(SourceError, match=f"is {media.partition(';')[0].lower()}, not a page"):
        check_page(Answer(200, "", {"content-type": media}), "The page", has_kept=False)


@pytest.mark.parametrize("media", ["", ";", "text/plain", "application/xml", "application/octet-stream", "nonsense"])
def test_what_may_be_text_is_read(media: str) -> None:
    check_page(Answer(200, "", {"content-type": media}), "The page", has_kept=False)
