from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from audiocast.sources.formats.values import identifier, is_foreign, language_tag, moment, names, web_address

EAST = timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-03-06T07:15:00-05:00", datetime(2026, 3, 6, 7, 15, tzinfo=EAST)),
        ("2026-03-06T12:15:00Z", datetime(2026, 3, 6, 12, 15, tzinfo=UTC)),
        ("20260306T071500-0500", datetime(2026, 3, 6, 7, 15, tzinfo=EAST)),
        ("20260306", date(2026, 3, 6)),
        ("2026-03-06", date(2026, 3, 6)),
        ("Fri, 06 Mar 2026 07:15:00 -0500", datetime(2026, 3, 6, 7, 15, tzinfo=EAST)),
        ("Fri, 06 Mar 2026 12:15:00 GMT", datetime(2026, 3, 6, 12, 15, tzinfo=UTC)),
        ("06 Mar 2026 07:15 EST", datetime(2026, 3, 6, 7, 15, tzinfo=EAST)),
        ("March 6, 2026", date(2026, 3, 6)),
        ("", None),
        ("soon", None),
        ("2026-13-41", None),
        ("0", None),
        ("9" * 5000, None),
    ],
)
def test_moments(text: str, wanted: datetime | date | None) -> None:
    assert moment(text) == wanted


@pytest.mark.parametrize(
    ("byline", "wanted"),
    [
        ("By Robin Example", ("Robin Example",)),
        ("by: Robin Example and Sam Sample", ("Robin Example", "Sam Sample")),
        ("Robin Example, Staff Writer", ("Robin Example",)),
        ("Robin Example, Tidewater Public Radio", ("Robin Example",)),
        ("Robin Example | WQXZ", ("Robin Example",)),
        ("bell example", ("bell example",)),
        ("Von Robin Beispiel, dpa", ("Robin Beispiel",)),
        ("Por Ana Muestra y Luis Prueba", ("Ana Muestra", "Luis Prueba")),
        ("Robin Example (for the network)", ("Robin Example",)),
        ("desk@tidewater.example", ()),
        ("", ()),
        ("A whole sentence that says who wrote this story and when it was", ()),
    ],
)
def test_names(byline: str, wanted: tuple[str, ...]) -> None:
    assert names(byline) == wanted


def test_tags_addresses_and_identifiers() -> None:
    assert [language_tag(text) for text in ("en_US", " de ", "English language", "")] == ["en-US", "de", "", ""]
    assert [is_foreign(tag, "en-US") for tag in ("en", "en-GB", "es", "")] == [False, False, True, False]
    assert web_address("https://tidewater.example/a") == "https://tidewater.example/a"
    assert [web_address(text) for text in ("ftp://x", "urn:x", "https://", "https://[", "https://a b/")] == [""] * 5
    assert identifier(" a\n b ") == "a b"
    assert len(identifier("x" * 900)) == 500
