from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.archive.identity import canonical_url, podcast_guid
from audiocast.errors import ArchiveError
from tests.archive.make import LONG, NOON, OTHER, SHOW_GUID, article, episode, settle, told

if TYPE_CHECKING:
    from audiocast.models.article import Article
    from audiocast.models.episode import Episode

ANY_TEXT = st.text() | st.text("<>#*:/%. \ud800\0\n-2aß")
DAY = date(2026, 3, 1)
EDITED = tuple(text.replace("eleven", "twelve") for text in LONG)
HALF = (*LONG[:3], *OTHER)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://News.Example/story/", "https://news.example/story"),
        ("http://news.example:80/story?utm_source=x&id=3&UTM_Medium=y#top", "https://news.example/story?id=3"),
        ("https://news.example:8443/story?fbclid=1", "https://news.example:8443/story"),
        (" https://news.example ", "https://news.example"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
        ("https://news.example/übung?q=ä", "https://news.example/%C3%BCbung?q=%C3%A4"),
        ("ftp://news.example/story", ""),
        ("story.txt", ""),
        ("http://[", ""),
        ("https://news.example:port/", ""),
        ("", ""),
    ],
)
def test_an_address_is_compared_in_one_form(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


def test_a_podcast_guid_is_that_of_the_specification() -> None:
    # The example of the podcast namespace's own page on the tag.
    assert podcast_guid("https://mp3s.nashownotes.com/pc20rss.xml") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert podcast_guid("http://mp3s.nashownotes.com/pc20rss.xml//") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"


@pytest.mark.parametrize(
    ("story", "identity"),
    [
        (article(url="http://news.example/a/", identifier="x", published=DAY), "url:https://news.example/a"),
        (article(url="no address", identifier=" x  1 ", published=DAY), "id:x 1"),
        (article(published=DAY), "dated:2026-03-01:ferry returns to harbor"),
        (article(published=datetime(2026, 3, 1, 23, tzinfo=UTC)), "dated:2026-03-01:ferry returns to harbor"),
        (article(title="FERRY  returns\tto Harbor"), "made:2026-03-04:ferry returns to harbor"),
    ],
)
def test_the_best_name_a_story_has_is_its_identity(story: Article, identity: str) -> None:
    decision = settle(story)
    assert decision.identity == identity
    assert decision.guid == str(uuid.uuid5(uuid.UUID(SHOW_GUID), identity))
    assert decision.existing is None


def test_an_id_is_readable_and_its_media_carry_date_and_title() -> None:
    decision = settle(article(published=DAY))
    assert decision.id == f"ferry-returns-to-harbor-{decision.guid[:8]}"
    assert decision.stem == "2026-03-01-ferry-returns-to-harbor"


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (article(), article(*EDITED, title="Ferry returns to  HARBOR")),
        (article(published=DAY), article(*OTHER, published=DAY)),
        (article(url="https://news.example/a"), article(*OTHER, url="http://news.example/a?utm_x=1", title="New")),
        (article(identifier="7"), article(*OTHER, identifier="7", title="New", published=DAY)),
    ],
)
def test_a_story_made_again_is_the_same_episode(first: Article, again: Article) -> None:
    record = told(first)
    decision = settle(again, (record,), made=NOON + timedelta(days=3))
    assert decision.existing is record
    assert (decision.id, decision.guid, decision.identity) == (record.id, record.guid, record.identity)


def test_an_undated_story_made_on_another_day_keeps_its_date() -> None:
    record = told(article())
    assert settle(article(), (record,), made=NOON + timedelta(days=9)).published == record.published


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (article(), article(*OTHER)),
        (article(published=DAY), article(published=DAY + timedelta(days=1))),
        (article(url="https://news.example/a"), article(url="https://news.example/b")),
        (article(identifier="7"), article(identifier="8")),
        (article(published=DAY), article(*OTHER)),
        (article(), article(title="Another Headline")),
    ],
)
def test_another_story_is_another_episode(first: Article, second: Article) -> None:
    record = told(first)
    decision = settle(second, (record,))
    assert decision.existing is None
    assert decision.guid != record.guid
    assert decision.id != record.id


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (article(), article(*HALF)),
        (article(), article(published=DAY)),
        (article(published=DAY), article()),
        (article(), article(url="https://news.example/a")),
        (article(url="https://news.example/a"), article(published=DAY)),
        (article(identifier="7"), article()),
    ],
)
def test_what_may_be_either_is_asked_about(first: Article, second: Article) -> None:
    record = told(first)
    with pytest.raises(ArchiveError) as caught:
        settle(second, (record,))
    assert record.id in caught.value.problem
    assert f"--same-as {record.id}" in caught.value.remedy
    assert "--new" in caught.value.remedy
    assert settle(second, (record,), same_as=record.id).existing is record
    assert settle(second, (record,), new=True).existing is None


def test_once_said_to_be_the_same_it_stays_so() -> None:
    first, dated = article(), article(published=DAY)
    record = told(first)
    updated = episode(dated, settle(dated, (record,), same_as=record.id))
    assert updated.guid == record.guid
    assert updated.published.date() == DAY
    assert settle(dated, (updated,)).existing is updated
    assert settle(first, (updated,)).existing is updated


def test_once_given_an_address_the_address_is_enough() -> None:
    record = told(article())
    found = article(*OTHER, title="Corrected Headline", url="https://news.example/a")
    updated = episode(found, settle(found, (record,), same_as=record.guid))
    assert settle(found, (updated,)).existing is updated
    assert updated.identity == record.identity


def test_new_twice_gives_two_more_episodes() -> None:
    first = told(article())
    second = told(article(), (first,), new=True)
    third = told(article(), (first, second), new=True)
    assert len({first.guid, second.guid, third.guid}) == len({first.id, second.id, third.id}) == 3
    assert second.identity == "2*made:2026-03-04:ferry returns to harbor"
    assert third.identity == "3*made:2026-03-04:ferry returns to harbor"
    assert told(article(), (first,), new=True).guid == second.guid
    assert len({first.published, second.published, third.published}) == 3


def test_between_copies_of_a_story_a_person_must_choose() -> None:
    first = told(article(url="https://news.example/a"))
    second = told(article(url="https://news.example/a"), (first,), new=True)
    with pytest.raises(ArchiveError, match=f"{first.id}, {second.id}"):
        settle(article(url="https://news.example/a"), (first, second))
    other = replace(second, stories=(replace(second.stories[0], sketch=(1, 2, 3)),))
    assert settle(article(url="https://news.example/a"), (first, other)).existing is first


def test_two_undated_stories_of_one_headline_are_told_apart_by_their_bodies() -> None:
    first = told(article(title="Weather"))
    second = told(article(*OTHER, title="Weather"), (first,))
    assert second.identity == "2*made:2026-03-04:weather"
    assert settle(article(title="weather"), (first, second)).existing is first
    assert settle(article(*OTHER, title="WEATHER"), (first, second)).existing is second


def test_an_unknown_episode_is_answered_with_the_nearest() -> None:
    record = told(article())
    with pytest.raises(ArchiveError, match=record.id):
        settle(article(), (record,), same_as="ferry-returns-to-harbor")
    with pytest.raises(ArchiveError, match="no episodes yet"):
        settle(article(), (), same_as="ferry")
    with pytest.raises(ArchiveError, match="contradict"):
        settle(article(), (record,), same_as=record.id, new=True)


def test_a_bulletin_is_no_story_to_be_taken_for() -> None:
    record = told(article())
    bulletin = replace(record, identity="bulletin:morning", stories=record.stories * 2)
    assert settle(article(), (bulletin,)).existing is None


def test_an_id_that_is_taken_gets_more_digits() -> None:
    decision = settle(article())
    taken: Episode = replace(told(article(*OTHER, title="Other")), id=decision.id)
    longer = settle(article(), (taken,))
    assert longer.guid == decision.guid
    assert longer.id != decision.id
    assert longer.id.startswith(decision.id)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, st.none() | st.dates())
def test_any_story_has_safe_names_and_is_found_again(
    title: str, identifier: str, url: str, published: date | None
) -> None:
    for address in ("", url, f"https://news.example/{url}"):
        story = article(title=title, identifier=identifier, url=address, published=published)
        record = told(story)
        assert re.fullmatch(r"[a-z0-9-]{10,57}", record.id)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d-[a-z0-9-]{1,48}", settle(story).stem)
        assert uuid.UUID(record.guid).version == 5
        assert settle(story, (record,)).existing is record
        second = told(story, (record,), new=True)
        assert second.identity == f"2*{record.identity}"
