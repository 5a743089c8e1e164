from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.run import PAGE, audiocast, contents, environment, tone_workspace

if TYPE_CHECKING:
    from pathlib import Path

CURLY = PAGE.replace('"We', "“We").replace('winter."', "winter.” — café")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tone_workspace(tmp_path / "work")


GOOD = {
    "utf-8": CURLY.encode(),
    "utf-8 with a byte order mark": b"\xef\xbb\xbf" + CURLY.encode(),
    "utf-16": CURLY.encode("utf-16"),
    "utf-16 big-endian": b"\xfe\xff" + CURLY.encode("utf-16-be"),
    "windows-1252": CURLY.encode("cp1252"),
    "windows line ends": CURLY.replace("\n", "\r\n").encode(),
    "control characters": CURLY.replace("ferry", "fer\x01ry\x0b").encode(),
    "NULs": CURLY.replace("ferry", "fer\x00ry").encode(),
    "lone surrogates": CURLY.replace("ferry", "fer\ud800ry").encode("utf-8", "surrogatepass"),
}


@pytest.mark.parametrize("name", GOOD)
def test_text_in_any_of_these_encodings_is_made(workspace: Path, name: str) -> None:
    (workspace / "story.txt").write_bytes(GOOD[name])
    made = audiocast("make", "--json", "story.txt", cwd=workspace)
    assert (made.code, made.err) == (0, "")
    transcript = (workspace / made.json["transcript"]).read_text(encoding="utf-8")
    assert "café" in transcript
    assert "ferry" in transcript


def test_a_long_text_is_made(workspace: Path) -> None:
    """20,000 words here; the 200,000 that are promised take minutes of encoding."""
    paragraph = "The harbor district counted the boats again on Monday and found them all. " * 20
    (workspace / "story.txt").write_text("Boats Counted\n\n" + f"{paragraph}\n\n" * 77, encoding="utf-8")
    made = audiocast("make", "--json", "story.txt", cwd=workspace)
    assert made.code == 0, made.err
    assert made.json["words_spoken"] == 13 * 20 * 77


@pytest.mark.parametrize(
    "data", [b"", b" \n\n ", b"Play Live Radio\nNext Up:\n0:00 0:00\n"], ids=["empty", "blank", "furniture"]
)
def test_a_page_without_a_story_exits_with_three(workspace: Path, data: bytes) -> None:
    (workspace / "story.txt").write_bytes(data)
    for command in ("make", "inspect", "script"):
        run = audiocast(command, "story.txt", cwd=workspace)
        assert run.code == 3, command
        assert run.error
        assert run.out == ""


BAD_OPTIONS = [
    "make",
    "make --nope story.txt",
    "nope",
    "make --date soon story.txt",
    "make --new --same-as x story.txt",
    "make --same-as x story.txt other.txt",
    "make - -",
    "serve --port x",
    "inspect",
    "inspect a b",
    "init",
    "--nope",
]


@pytest.mark.parametrize("arguments", BAD_OPTIONS)
def test_a_bad_option_exits_with_two(workspace: Path, arguments: str) -> None:
    run = audiocast(*arguments.split(), cwd=workspace)
    assert run.code == 2
    assert "--help" in run.error


BAD_FILES = {
    "absent": None,
    "binary": bytes(range(256)) * 40,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(2000),
    "too long": b"word " * 2_100_000,
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_exits_with_one(workspace: Path, name: str) -> None:
    data = BAD_FILES[name]
    path = workspace / "input.txt"
    if data is not None:
        path.write_bytes(data)
    for command in ("make", "inspect"):
        run = audiocast(command, "input.txt", cwd=workspace)
        assert run.code == 1
        assert "input.txt" in run.error


def test_an_error_names_its_source_once(workspace: Path) -> None:
    (workspace / "empty.txt").write_bytes(b"")
    run = audiocast("make", "empty.txt", "story.txt", cwd=workspace)
    assert run.code == 3
    assert run.error.count("empty.txt") == 1


def test_a_folder_is_no_page(workspace: Path) -> None:
    assert "is a folder" in audiocast("make", "feeds", cwd=workspace).error


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "before", "after", "named"),
    [
        ("feeds/example/show.toml", 'anchor = "anchor"', 'anchor = "ancor"', "'ancor'"),
        ("feeds/example/show.toml", "explicit", "explicitt", "explicitt"),
        ("feeds/example/show.toml", "{{ headline }}", "{{ hedline }}", "hedline"),
        ("feeds/example/show.toml", "bitrate_kbps = 96", "bitrate_kbps = 97", "97"),
        ("feeds/example/show.toml", '"cover.jpg"', '"none.jpg"', "none.jpg"),
        ("voices/anchor.toml", '"tone"', '"tune"', "tune"),
        ("voices/anchor.toml", 'voice = "tone"', 'voice = "nope"', "nope"),
    ],
)
def test_a_bad_key_show_or_voice_exits_with_one(
    workspace: Path, file: str, before: str, after: str, named: str
) -> None:
    edit(workspace / file, before, after)
    run = audiocast("make", "story.txt", cwd=workspace)
    assert run.code == 1
    assert named in run.error
    assert not list((workspace / "feeds" / "example").glob("public/media/*.mp3"))


def test_an_unknown_show_exits_with_one(workspace: Path) -> None:
    assert "example" in audiocast("make", "--show", "nope", "story.txt", cwd=workspace).error


@pytest.mark.parametrize("mode", ["crash", "exit", "silent", "short", "error"])
def test_an_engine_that_fails_is_an_error_and_leaves_everything_whole(workspace: Path, mode: str) -> None:
    audiocast("make", "story.txt", cwd=workspace)
    before = contents(workspace / "feeds")
    edit(workspace / "voices" / "anchor.toml", 'voice = "tone"', f'voice = "{mode}"')
    edit(workspace / "story.txt", "eleven", "twelve")
    run = audiocast("make", "story.txt", cwd=workspace)
    assert run.code == 1
    assert run.error
    assert contents(workspace / "feeds") == before


def test_two_runs_into_one_show_at_once(workspace: Path) -> None:
    for number in range(4):
        (workspace / f"{number}.txt").write_text(PAGE.replace("Ferry", f"Ferry {number}"), encoding="utf-8")
    command = [sys.executable, "-m", "audiocast", "make"]
    runs = [
        subprocess.Popen([*command, *names], cwd=workspace, env=environment(), stdout=subprocess.DEVNULL)
        for names in (["0.txt", "1.txt", "story.txt"], ["2.txt", "3.txt", "story.txt"])
    ]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    feed = (workspace / "feeds" / "example" / "public" / "feed.xml").read_text(encoding="utf-8")
    assert feed.count("<item>") == 5


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_stops_with_130_and_leaves_everything_whole(tmp_path: Path) -> None:
    workspace = tone_workspace(tmp_path / "work")
    audiocast("make", "story.txt", cwd=workspace)
    before = contents(workspace / "feeds")
    edit(workspace / "voices" / "anchor.toml", 'voice = "tone"', 'voice = "hang"')
    edit(workspace / "story.txt", "eleven", "twelve")
    command = [sys.executable, "-m", "audiocast", "make", "story.txt"]
    with subprocess.Popen(
        command, cwd=workspace, env=environment(), stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        time.sleep(3)
        os.killpg(run.pid, signal.SIGINT)
        _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert err.decode().startswith("Error: stopped.")
    assert err.count(b"\n") == 1
    assert contents(workspace / "feeds") == before


def small_disk(folder: Path, megabytes: int) -> bool:
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.parametrize("kilobytes_left", [0, 40, 120, 600])
def test_a_full_disk_is_an_error_and_leaves_everything_whole(tmp_path: Path, kilobytes_left: int) -> None:
    disk = tmp_path / "disk"
    if not small_disk(disk, 8):
        pytest.skip("only root can mount a small disk")
    try:
        workspace = tone_workspace(disk / "work")
        assert audiocast("make", "story.txt", cwd=workspace).code == 0
        public = workspace / "feeds" / "example" / "public"
        before = contents(public)
        edit(workspace / "story.txt", "eleven", "twelve")
        free = os.statvfs(disk)
        with (disk / "filler").open("wb") as filler:
            filler.write(bytes(max(0, free.f_bavail * free.f_frsize - kilobytes_left * 1024)))
        run = audiocast("make", "story.txt", cwd=workspace)
        assert run.code == 1
        assert "space" in run.error
        assert contents(public).items() >= before.items()
        (disk / "filler").unlink()
        assert audiocast("make", "story.txt", cwd=workspace).code == 0
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    if not small_disk(disk, 8):
        pytest.skip("only root can mount a read-only disk")
    try:
        workspace = tone_workspace(disk / "work")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for arguments in (["make", "story.txt"], ["feed"], ["init", str(disk / "other")]):
            run = audiocast(*arguments, cwd=workspace)
            assert run.code == 1
            assert run.error
    finally:
        subprocess.run(["umount", str(disk)], check=True)
