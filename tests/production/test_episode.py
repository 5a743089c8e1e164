from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

import audiocast
from audiocast.errors import ConfigError, EngineError, NoStoryError
from audiocast.models.show import Mastering
from tests.cli.run import tone_workspace

if TYPE_CHECKING:
    from pathlib import Path

DATE = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tone_workspace(tmp_path / "work")


def test_a_story_becomes_an_episode_from_python(workspace: Path) -> None:
    heard: list[tuple[int, int]] = []
    product = audiocast.produce(
        workspace / "story.txt",
        "example",
        workspace=workspace,
        date=DATE,
        progress=lambda done, total: heard.append((done, total)),
    )
    episode = product.episode
    assert product.created
    assert product.media.read_bytes().startswith(b"ID3")
    assert [chapter.title for chapter in episode.chapters] == ["Introduction", "Ferry Returns To Harbor", "Sign-off"]
    assert episode.chapters[-1].end_ms == episode.audio.duration_ms
    assert episode.published == DATE
    assert heard == [(number, 5) for number in range(1, 6)]
    assert episode.engines == ("tone 1",)
    assert any(line.startswith("machine ") for line in episode.fingerprint)
    assert episode.stories[0].words_spoken == product.words_spoken == 40


def test_a_show_of_ones_own_brings_its_folder_and_voices(workspace: Path) -> None:
    place = audiocast.find_workspace(workspace)
    show = replace(audiocast.load_show(place), mastering=Mastering(loudness_lufs=-16.0, bitrate_kbps=64))
    product = audiocast.produce(workspace / "story.txt", show, date=DATE)
    assert product.episode.audio.bitrate_kbps == 64
    assert product.episode.audio.loudness_lufs == pytest.approx(-16, abs=0.5)
    voices = {name: replace(voice, rate=300) for name, voice in audiocast.load_voices(place, show).items()}
    faster = audiocast.produce(workspace / "story.txt", show, voices=voices, date=DATE)
    assert faster.episode.audio.duration_ms < product.episode.audio.duration_ms
    assert not faster.created


def test_what_differs_changes_the_fingerprint_and_what_does_not_keeps_it(workspace: Path) -> None:
    place = audiocast.find_workspace(workspace)
    show = audiocast.load_show(place)
    prints = [
        audiocast.produce(workspace / "story.txt", changed, date=DATE).episode.fingerprint
        for changed in (show, show, replace(show, mastering=Mastering(bitrate_kbps=64)))
    ]
    assert prints[0] == prints[1] != prints[2]


def test_errors_pass_through_and_nothing_is_left(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(NoStoryError):
        audiocast.produce(workspace / "empty.txt", workspace=workspace)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH"):
        audiocast.produce(workspace / "story.txt", workspace=workspace)
    place = audiocast.find_workspace(workspace)
    show = audiocast.load_show(place)
    voices = {name: replace(voice, voice="nope") for name, voice in audiocast.load_voices(place, show).items()}
    with pytest.raises(EngineError, match="nope"):
        audiocast.produce(workspace / "story.txt", show, voices=voices, date=DATE)
    assert not list(workspace.glob("feeds/example/public/media/*"))


def test_every_name_of_the_api_is_there() -> None:
    for name in audiocast.__all__:
        assert getattr(audiocast, name) is not None
    assert set(audiocast.__all__) <= set(dir(audiocast))
    with pytest.raises(AttributeError, match="nope"):
        audiocast.nope  # noqa: B018
