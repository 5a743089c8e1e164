from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.sources.labelling.dates import dated_line, is_stamp, parse_date

DAY = date(2015, 9, 25)


def at(hours: int) -> timezone:
    return timezone(timedelta(hours=hours))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Published September 25, 2015 at 4:12 PM CDT", datetime(2015, 9, 25, 16, 12, tzinfo=at(-5))),
        ("September 25, 2015 4:12 PM", datetime(2015, 9, 25, 16, 12)),
        ("Sept. 25, 2015", DAY),
        ("Sep 25 2015", DAY),
        ("Friday, September 25th, 2015", DAY),
        ("25 September 2015", DAY),
        ("Posted on 25 September 2015", DAY),
        ("2015-09-25", DAY),
        ("2015-09-25T16:12:00Z", datetime(2015, 9, 25, 16, 12, tzinfo=at(0))),
        ("2015-09-25 16:12 -0500", datetime(2015, 9, 25, 16, 12, tzinfo=at(-5))),
        ("9/25/2015", DAY),
        ("25.09.2015", DAY),
        ("Posted: Jan 25, 2015 9:27 AM ET", datetime(2015, 1, 25, 9, 27, tzinfo=at(-5))),
        ("Posted: Jul 25, 2015 9:27 AM ET", datetime(2015, 7, 25, 9, 27, tzinfo=at(-4))),
        ("12:05 AM", None),
        ("Mis à jour le 25 septembre 2015", DAY),
        ("Publicado el 25 de septiembre de 2015", DAY),
        ("Veröffentlicht am 25. September 2015", DAY),
        ("Stand: 25.09.2015", DAY),
        # Nothing is filled in and nothing is guessed.
        ("September 2015", None),
        ("September 25", None),
        ("Friday at 4:12 PM", None),
        ("4/5/2015", None),
        ("February 30, 2015", None),
        ("September 25, 2015 at 25:12", None),
        ("September 25, 2015 at 4:12 PM QQT", None),
        ("It was September 25, 2015", None),
        ("September 25, 2015 was a quiet day", None),
        ("May 3, 12 people", None),
        ("1,500 people", None),
        ("", None),
    ],
)
def test_dated_line(text: str, when: datetime | date | None) -> None:
    found = dated_line(text)
    assert (found and found[0]) == when
    assert type(found and found[0]) is type(when)


def test_an_update_is_told_apart() -> None:
    assert dated_line("Updated September 26, 2015") == (date(2015, 9, 26), True)
    assert dated_line("Published September 25, 2015") == (DAY, False)


@given(st.datetimes(min_value=datetime(1900, 1, 1)).map(lambda when: when.replace(microsecond=0)))
def test_iso_round_trip(when: datetime) -> None:
    assert parse_date(when.isoformat()) == when
    assert parse_date(when.date().isoformat()) == when.date()


@given(st.text(alphabet="0123456789 ./:-,apmAPMZTsept", max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(parse_date(text), datetime | date | None)


def test_a_stamp_that_is_none_costs_no_more_than_its_length() -> None:
    assert not is_stamp(f"Published 1 {'a' * 70}!")
