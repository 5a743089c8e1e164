from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.archive.dates import moment, publication, settle_updated
from audiocast.config.zones import zone
from tests.archive.make import NOON, article, told

CHICAGO = zone("America/Chicago")
EASTERN = timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    ("written", "home", "expected"),
    [
        (date(2015, 9, 27), CHICAGO, "2015-09-27T00:00:00-05:00"),
        (date(2015, 12, 27), CHICAGO, "2015-12-27T00:00:00-06:00"),
        (datetime(2015, 9, 27, 18, 30), CHICAGO, "2015-09-27T18:30:00-05:00"),
        (datetime(2015, 9, 27, 18, 30, 1, 999, EASTERN), CHICAGO, "2015-09-27T18:30:01-05:00"),
        (datetime(2015, 9, 27, 18, 30, tzinfo=UTC), CHICAGO, "2015-09-27T18:30:00+00:00"),
        (date(1871, 10, 8), CHICAGO, "1871-10-08T00:00:00-05:51"),
        (date(1, 1, 1), zone("Asia/Tokyo"), "0001-01-01T00:00:00+09:19"),
    ],
)
def test_a_written_date_becomes_a_moment(written: date, home: tzinfo, expected: str) -> None:
    assert moment(written, home).isoformat() == expected


@given(st.datetimes(timezones=st.none() | st.timezones()))
def test_any_date_keeps_what_a_record_and_a_feed_can_say(written: datetime) -> None:
    found = moment(written, CHICAGO)
    assert datetime.fromisoformat(found.isoformat()) == found
    assert found.replace(tzinfo=None) == written.replace(tzinfo=None, microsecond=0, fold=0)


def test_the_story_then_the_record_then_the_date_of_making_count() -> None:
    record = told(article())
    later = NOON + timedelta(days=2)
    assert publication(date(2026, 3, 1), record, later, [], UTC) == datetime(2026, 3, 1, tzinfo=UTC)
    assert publication(None, record, later, [], UTC) == record.published
    assert publication(None, None, later, [], UTC) == later


def test_two_episodes_never_have_the_same_date() -> None:
    midnight = datetime(2026, 3, 1, tzinfo=UTC)
    second = publication(date(2026, 3, 1), None, NOON, [midnight], UTC)
    assert second == midnight + timedelta(seconds=1)
    record = replace(told(article()), published=second)
    assert publication(date(2026, 3, 1), record, NOON, [midnight], UTC) == second
    assert publication(date(2026, 3, 2), record, NOON, [midnight], UTC) == datetime(2026, 3, 2, tzinfo=UTC)


def test_updated_changes_with_what_a_listener_gets_and_never_goes_back() -> None:
    record = told(article())
    later, earlier = NOON + timedelta(days=1), NOON - timedelta(days=1)
    rebuilt = replace(record, updated=later, fingerprint=("another machine",))
    assert settle_updated(record, rebuilt).updated == record.updated
    retitled = replace(record, updated=later, title="Ferry Is Back")
    assert settle_updated(record, retitled).updated == later
    resounded = replace(record, updated=later, audio=replace(record.audio, sha256="1" * 64))
    assert settle_updated(record, resounded).updated == later
    recredited = replace(record, updated=later, voice_credits=("Example Voices",))
    assert settle_updated(record, recredited).updated == later
    for made in (earlier, record.updated):
        settled = settle_updated(record, replace(retitled, updated=made))
        assert settled.updated == record.updated + timedelta(seconds=1)
    assert settle_updated(None, retitled) is retitled
