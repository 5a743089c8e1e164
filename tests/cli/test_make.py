from __future__ import annotations

import math
import shutil
import wave
from pathlib import Path

import pytest

from tests.cli.run import PAGE, audiocast, contents, tone_workspace

KEYS = {
    "id",
    "guid",
    "title",
    "media",
    "transcript",
    "chapters",
    "feed",
    "duration_ms",
    "bytes",
    "words_spoken",
    "words_dropped",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tone_workspace(tmp_path / "work")


def public(workspace: Path) -> dict[str, bytes]:
    return contents(workspace / "feeds" / "example" / "public")


def test_make_prints_one_json_object_an_episode(workspace: Path) -> None:
    made = audiocast("make", "--json", "story.txt", cwd=workspace)
    assert (made.code, made.err) == (0, "")
    product = made.json
    assert set(product) == KEYS
    assert product["title"] == "Ferry Returns To Harbor"
    assert product["words_spoken"] == 15 + 12 + 13
    assert product["bytes"] == (workspace / product["media"]).stat().st_size
    for key in ("media", "transcript", "chapters", "feed"):
        assert (workspace / product[key]).is_file()


def test_the_same_story_again_is_the_same_episode_with_the_same_bytes(workspace: Path) -> None:
    first = audiocast("make", "--json", "story.txt", cwd=workspace).json
    before = public(workspace)
    second = audiocast("make", "--json", "story.txt", cwd=workspace, SOURCE_DATE_EPOCH="1800000000").json
    assert second == first
    assert public(workspace) == before


def test_another_workspace_gives_the_same_bytes(workspace: Path, tmp_path: Path) -> None:
    audiocast("make", "story.txt", cwd=workspace)
    other = tone_workspace(tmp_path / "elsewhere" / "deeper")
    audiocast("make", "story.txt", cwd=other)
    assert public(other) == public(workspace)


def test_a_corrected_story_updates_its_episode(workspace: Path) -> None:
    first = audiocast("make", "--json", "story.txt", cwd=workspace).json
    text = PAGE.replace("eleven weeks", "twelve weeks")
    (workspace / "story.txt").write_text(text, encoding="utf-8")
    second = audiocast("make", "--json", "story.txt", cwd=workspace).json
    assert (second["id"], second["guid"]) == (first["id"], first["guid"])
    assert second["media"] != first["media"]
    feed = (workspace / second["feed"]).read_text(encoding="utf-8")
    assert feed.count("<item>") == 1
    assert Path(second["media"]).name in feed


def test_an_ambiguous_story_is_a_question_with_two_flags(workspace: Path) -> None:
    first = audiocast("make", "--json", "story.txt", cwd=workspace).json
    halves = PAGE.split("\n\n")
    story = "\n\n".join(
        [*halves[:4], "A second boat has been ordered, the captain said, and it will be built upriver."]
    )
    (workspace / "story.txt").write_text(story, encoding="utf-8")
    asked = audiocast("make", "story.txt", cwd=workspace)
    assert asked.code == 1
    assert first["id"] in asked.error
    assert "--same-as" in asked.error
    assert "--new" in asked.error
    other = audiocast("make", "--json", "--new", "story.txt", cwd=workspace)
    assert other.json["guid"] != first["guid"]
    same = audiocast("make", "--json", "--same-as", first["id"], "story.txt", cwd=workspace)
    assert same.json["guid"] == first["guid"]


def test_standard_input_and_several_sources(workspace: Path) -> None:
    text = PAGE.replace("Ferry Returns To Harbor", "Library Opens Late")
    made = audiocast("make", "--json", "story.txt", "-", cwd=workspace, stdin=text.encode())
    assert [line[:6] for line in made.out.splitlines()] == ['{"id":', '{"id":']
    assert made.code == 0


def test_one_bad_source_does_not_stop_the_others(workspace: Path) -> None:
    made = audiocast("make", "nothing.txt", "story.txt", cwd=workspace)
    assert made.code == 1
    assert made.error.startswith("Error: nothing.txt does not exist")
    assert "Made episode" in made.out


def test_what_make_says_is_plain(workspace: Path) -> None:
    lines = audiocast("make", "story.txt", cwd=workspace).out.splitlines()
    assert lines[0].startswith("Made episode ferry-returns-to-harbor-")
    assert "40 words of the story spoken, 0 words of furniture dropped" in lines[1]
    assert audiocast("make", "story.txt", cwd=workspace).out.startswith("Updated episode")


def test_a_given_date_is_in_the_zone_of_the_show(workspace: Path) -> None:
    audiocast("make", "--date", "2026-03-04", "story.txt", cwd=workspace)
    (record,) = (workspace / "feeds" / "example" / "records").glob("*/record.json")
    assert '"published": "2026-03-04T00:00:00-05:00"' in record.read_text(encoding="utf-8")


def test_a_future_date_is_told(workspace: Path) -> None:
    made = audiocast("make", "--date", "2999-01-01", "story.txt", cwd=workspace)
    assert made.code == 0
    assert made.err.startswith("Warning: ")


def test_the_workspace_is_found_by_option_and_variable(workspace: Path, tmp_path: Path) -> None:
    page = workspace / "story.txt"
    assert audiocast("make", "--workspace", workspace, page, cwd=tmp_path).code == 0
    assert audiocast("make", page, cwd=tmp_path, AUDIOCAST_WORKSPACE=str(workspace)).code == 0
    refused = audiocast("make", page, cwd=tmp_path)
    assert refused.code == 1
    assert "audiocast init" in refused.error


def write_bell(path: Path) -> None:
    """Half a second of a fading 880 Hz tone, mono, 8 kHz."""
    samples = (round(9000 * (1 - n / 4000) * math.sin(math.tau * 880 * n / 8000)) for n in range(4000))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))


def test_a_show_that_names_its_own_sounds(workspace: Path) -> None:
    show = workspace / "feeds" / "example" / "show.toml"
    write_bell(show.parent / "bell.wav")
    text = show.read_text(encoding="utf-8").replace('ident = "synthesised"', 'ident = "bell.wav"')
    show.write_text(text, encoding="utf-8")
    assert audiocast("make", "story.txt", cwd=workspace).code == 0
    (show.parent / "bell.wav").unlink()
    assert "bell.wav" in audiocast("make", "story.txt", cwd=workspace).error


def test_public_holds_only_what_listeners_fetch(workspace: Path) -> None:
    audiocast("make", "story.txt", cwd=workspace)
    kinds = sorted("".join(Path(name).suffixes) for name in public(workspace))
    assert kinds == [".chapters.json", ".jpg", ".mp3", ".vtt", ".xml"]
    assert {path.name for path in workspace.iterdir()} == {"feeds", "voices", "story.txt"}


def test_the_feed_is_written_again_after_a_change(workspace: Path) -> None:
    audiocast("make", "story.txt", cwd=workspace)
    show = workspace / "feeds" / "example" / "show.toml"
    text = show.read_text(encoding="utf-8").replace("Tidewater News Aloud", "Tidewater Out Loud")
    show.write_text(text, encoding="utf-8")
    assert audiocast("feed", "--json", cwd=workspace).json["episodes"] == 1
    assert b"Tidewater Out Loud" in public(workspace)["feed.xml"]


def test_an_empty_feed_can_be_written(workspace: Path) -> None:
    shutil.rmtree(workspace / "feeds" / "example" / "records", ignore_errors=True)
    assert "with 0 episodes" in audiocast("feed", cwd=workspace).out
