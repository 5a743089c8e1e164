from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from audiocast.archive.archive import Archive
from audiocast.serve.files import find_file, is_unchanged, media_type
from tests.archive.make import article, publish, show
from tests.serve.site import Site, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOUND = bytes(range(256)) * 2000
SIZE = len(SOUND)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("show")
    publish(Archive(folder), show(folder), article(), SOUND)
    (folder / "secret.mp3").write_bytes(b"secret")
    (folder / "public" / ".hidden.mp3").write_bytes(b"secret")
    (folder / "public" / "media" / "out.mp3").symlink_to(folder / "secret.mp3")
    (folder / "public" / "records").symlink_to(folder / "records")
    (folder / "public" / "media" / "circle.mp3").symlink_to(folder / "public" / "media" / "circle.mp3")
    (folder / "public" / "inside.mp3").symlink_to(next((folder / "public" / "media").glob("2026*.mp3")))
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    with serving({"aloud": show(folder)}) as site:
        yield site


@pytest.fixture(scope="module")
def sound(folder: Path) -> str:
    return "/aloud/" + Archive(folder).episodes()[0].audio.name


def test_a_file_comes_whole_with_its_type(site: Site, sound: str) -> None:
    answer = site.ask(sound)
    assert (answer.status, answer.body) == (200, SOUND)
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.headers["content-length"] == str(SIZE)
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_head_says_the_same_without_the_bytes(site: Site, sound: str) -> None:
    whole, head = site.ask(sound), site.ask(sound, "HEAD", range="bytes=0-1")
    assert (head.status, head.body) == (200, b"")
    assert head.headers | {"date": ""} == whole.headers | {"date": ""}


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-128", SIZE - 128, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
        (f"bytes={SIZE - 1}-{SIZE * 9}", SIZE - 1, SIZE - 1),
        ("Bytes = 5 - 5", 5, 5),
    ],
)
def test_a_range_is_answered_by_its_bytes(site: Site, sound: str, wanted: str, first: int, last: int) -> None:
    answer = site.ask(sound, range=wanted)
    assert (answer.status, answer.body) == (206, SOUND[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer.headers["content-length"] == str(last - first + 1)


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", f"bytes={SIZE + 9}-{SIZE + 10}", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_had(site: Site, sound: str, wanted: str) -> None:
    answer = site.ask(sound, range=wanted)
    assert answer.status == 416
    assert answer.headers["content-range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize("wanted", ["bytes=-", "bytes=5-2", "lines=1-2", "bytes=0-1,5-6", f"bytes={'9' * 5000}-", "x"])
def test_a_range_that_is_none_is_left_unheeded(site: Site, sound: str, wanted: str) -> None:
    assert site.ask(sound, range=wanted).body == SOUND


def test_a_copy_that_is_still_good_is_not_sent_again(site: Site, sound: str) -> None:
    headers = site.ask(sound).headers
    for name, value in {
        "if_none_match": headers["etag"],
        "If_None_Match": f'"other", W/{headers["etag"]}',
        "if_modified_since": headers["last-modified"],
    }.items():
        answer = site.ask(sound, **{name: value})
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == headers["etag"]
    assert site.ask(sound, if_none_match='"other"', if_modified_since=headers["last-modified"]).status == 200


def test_a_download_goes_on_only_with_the_same_file(site: Site, sound: str) -> None:
    headers = site.ask(sound).headers
    assert site.ask(sound, range="bytes=9-", if_range=headers["etag"]).status == 206
    assert site.ask(sound, range="bytes=9-", if_range=headers["last-modified"]).status == 206
    assert site.ask(sound, range="bytes=9-", if_range='"older"').status == 200


def test_transcript_and_chapters_have_their_types_and_may_be_read_by_pages(site: Site, folder: Path) -> None:
    transcript, chapters = Archive(folder).episodes()[0].attachments
    answer = site.ask(f"/aloud/{transcript.name}", origin="https://player.example")
    assert answer.headers["content-type"] == "text/vtt; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.body.startswith(b"WEBVTT\n")
    answer = site.ask(f"/aloud/{chapters.name}")
    assert answer.headers["content-type"] == "application/json+chapters"
    assert json.loads(answer.body)["version"] == "1.2.0"
    asked = site.ask(f"/aloud/{chapters.name}", "OPTIONS", origin="https://player.example")
    assert (asked.status, asked.headers["access-control-allow-headers"].split(", ")[0]) == (204, "Range")


@pytest.mark.parametrize(
    "path",
    [
        "/aloud/../secret.mp3",
        "/aloud/%2e%2e/secret.mp3",
        "/aloud/..%2fsecret.mp3",
        "/aloud/media/..%2f..%2fsecret.mp3",
        "/aloud/media/%2e%2e%5c%2e%2e%5csecret.mp3",
        "/aloud/%252e%252e/secret.mp3",
        "/aloud//etc/passwd",
        "/aloud/%2fetc%2fpasswd",
        "/aloud/.hidden.mp3",
        "/aloud/media/out.mp3",
        "/aloud/media/circle.mp3",
        "/aloud/records/show.json",
        "/aloud/records/.lock",
        "/records/show.json",
        "/aloud/%00",
        "/aloud/%ff",
        "/aloud/" + "a" * 3000,
        "/aloud/media",
        "/aloud/media/",
        "/aloud/",
        "/aloud",
        "/other/feed.xml",
        "/other/media/a.mp3",
        "/../../../../etc/passwd",
    ],
)
def test_nothing_else_is_served(site: Site, path: str) -> None:
    for method in ("GET", "HEAD"):
        answer = site.ask(path, method)
        assert answer.status == 404
        assert b"secret" not in answer.body
        assert b"root:" not in answer.body


def test_a_link_within_the_public_folder_may_be_followed(site: Site) -> None:
    assert site.ask("/aloud/inside.mp3").body == SOUND


def test_nothing_is_taken(site: Site, sound: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert site.ask(sound, method).status == 405


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.b.chapters.json", "application/json+chapters"),
        ("a.vtt", "text/vtt; charset=utf-8"),
        ("a.json", "application/octet-stream"),
        ("COVER.JPG", "image/jpeg"),
        ("a", "application/octet-stream"),
        ("a.mp3.exe", "application/octet-stream"),
    ],
)
def test_a_type_comes_from_the_longest_suffix(name: str, expected: str) -> None:
    assert media_type(name) == expected


def test_a_public_folder_may_itself_be_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "public").symlink_to(folder / "public")
    assert find_file(tmp_path / "public", "inside.mp3")
    assert find_file(tmp_path / "absent", "inside.mp3") is None


@pytest.mark.parametrize("since", ["", "yesterday", "Wed, 99 Mar 2026 12:00:00 GMT", "Wed, 04 Mar 0001 12:00:00 GMT"])
def test_a_date_that_is_none_is_left_unheeded(since: str) -> None:
    assert not is_unchanged({"if-modified-since": since}, '"a"', 1.0e9)


def test_any_copy_is_good_enough_for_a_star() -> None:
    assert is_unchanged({"if-none-match": "*"}, '"a"', 1.0)


def test_shows_are_served_under_the_names_they_are_given(tmp_path: Path) -> None:
    of = show(tmp_path)
    with serving({"north": of, "south": of}) as site:
        assert site.ask("/north/feed.xml").status == 200
        assert site.ask("/aloud/feed.xml").status == 404
