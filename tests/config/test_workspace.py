from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

import pytest

from audiocast.audio.frames import BITRATES
from audiocast.config import (
    Workspace,
    create_workspace,
    defaults,
    find_workspace,
    load_reader_rules,
    load_show,
    load_voice,
    load_voices,
)
from audiocast.errors import ConfigError
from audiocast.models.show import MpegBitrate

EXAMPLE = (defaults() / "feeds" / "example" / "show.toml").read_text(encoding="utf-8")

# What is changed in the example show, and what the error then says: file and key, what was found, what is allowed.
BAD_SHOWS = [
    ("[voices]", '[reader]\ndrop = ["*"]\n[voices]', "key reader.drop: found '*'", "Allowed is a whole line"),
    ("[voices]", '[reader]\nkeep = [" "]\n[voices]', "key reader.keep: found ' '", "Allowed is a whole line"),
    ("[voices]", '[reader]\ndrop = "x"\n[voices]', "key reader.drop: found 'x'", "Allowed is a list of texts"),
    ("[voices]", "[reader]\ndrop = [1]\n[voices]", "key reader.drop.0: found", "Allowed is"),
    ("[voices]", '[reader]\ndorp = ["x"]\n[voices]', "key reader.dorp: no such key", "drop"),
    ("explicit = false", 'explicit = "no"', "key explicit: found 'no'", "Allowed is true or false"),
    ("loudness_lufs = -19.0", "loudness_lufs = 5", "key mastering.loudness_lufs: found 5", "from -31 to -12 LUFS"),
    ("quality = 5", "qualty = 5", "key mastering.qualty: no such key", "Allowed here is quality, bitrate_kbps"),
    ('title = "Tidewater News Aloud"\n', "", "key title: missing", "text of 1 to 255 characters"),
    ('language = "en-US"', 'language = "english!"', "key language: found 'english!'", 'such as "en-US"'),
    ("bitrate_kbps = 96", 'bitrate_kbps = "x"', "key mastering.bitrate_kbps: found 'x'", "kbit/s, one of 32, 40, 48"),
    ("bitrate_kbps = 96", "bitrate_kbps = 100", "key mastering.bitrate_kbps: found 100", "96, 112, 128"),
    ("bitrate_kbps = 96", "bitrate_kbps = true", "key mastering.bitrate_kbps: found True", "one of 32"),
    ("America/New_York", "Mars/Here", "key timezone: there is no time zone named 'Mars/Here'", "IANA time zone"),
    ("America/New_York", "../etc", "key timezone: there is no time zone named '../etc'", "IANA time zone"),
    ('tidewater.example/aloud"\ncopy', 'tidewater.example/?a=b"\ncopy', "key base_url: found", 'without "?" and "#"'),
    ('tidewater.example/aloud"\ncopy', 'tidewater.example/a#b"\ncopy', "key base_url: found", 'without "?" and "#"'),
    ('tidewater.example/aloud"\ncopy', 'tidewater.example/a\\n"\ncopy', "key base_url: found", "in ASCII"),
    ('tidewater.example/aloud"\nbase', 'tidewater.example/a\\n"\nbase', "key link: found", "in ASCII"),
    ("tidewater.example/give", "tidewater.example/give\\n", "key funding_url: found", "begins with https://"),
    ("@tidewater.example", "@tidewater.example\\n", "key owner_email: found", "an e-mail address"),
    ('language = "en-US"', 'language = "en-US\\n"', "key language: found", 'such as "en-US"'),
    ('quote = "reporter"', 'quote = "reporter\\n"', "key voices.quote: found", "a name of small letters"),
    ("cover = ", 'guid = "01234567-0123-0123-0123-0123456789ab\\n"\ncover = ', "key guid: found", "a UUID"),
    ('funding_url = "https', 'funding_url = "http', "key funding_url: found", "begins with https://"),
    ("[voices]", "voices = 3\n[pauses2]", "key pauses2: no such key", "Allowed here is pauses"),
    ('[templates]\nintro = """', '[templates2]\nintro = """', "key templates2: no such key", "templates"),
    ("explicit = false", "explicit =", "is not TOML", "Correct that place"),
    ("sentence_ms = 350", "sentence_ms = 3.5", "key pauses.sentence_ms: found 3.5", "from 0 to 10000"),
    ('category = "News"', 'category = "Newz"', "key category: found 'Newz'", "Allowed is News"),
    ('subcategory = "Daily News"', 'subcategory = "Dayly News"', "key subcategory: found 'Dayly News'", "Daily News"),
]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "work")


def test_a_new_workspace_has_a_show_and_its_voices(workspace: Workspace) -> None:
    show = load_show(workspace)
    assert show.name == "example"
    assert show.folder == workspace.root / "feeds" / "example"
    assert (show.folder / show.cover).is_file()
    voices = load_voices(workspace, show)
    assert sorted(voices) == ["anchor", "reporter"]
    assert voices["anchor"] != voices["reporter"]


def test_a_workspace_is_not_made_over_another(workspace: Workspace) -> None:
    with pytest.raises(ConfigError, match="exists already"):
        create_workspace(workspace.root)


def test_a_workspace_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be made"):
        create_workspace(tmp_path / "file" / "below")


def test_a_new_workspace_stands_beside_what_the_folder_holds(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    create_workspace(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feeds", "notes.txt", "voices"]
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit to a file's size")
@pytest.mark.parametrize("name", [".", "new", "far/below"])
def test_a_workspace_without_room_leaves_the_folder_as_it_was(tmp_path: Path, name: str) -> None:
    import resource

    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(ConfigError, match=r"cannot be made: .*File too large.*Make room on the disk") as caught:
            create_workspace(tmp_path / name)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "[(" not in caught.value.problem
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert create_workspace(tmp_path / name).shows == ("example",)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("part", ["voices", "feeds"])
def test_an_interrupted_init_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, late: bool
) -> None:
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if target.name != part:
            return rename(self, target)
        if late:
            rename(self, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        create_workspace(tmp_path / "work")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("before", "after", "problem", "remedy"), BAD_SHOWS)
def test_a_bad_show_names_file_key_found_and_allowed(
    workspace: Workspace, before: str, after: str, problem: str, remedy: str
) -> None:
    assert before in EXAMPLE
    path = workspace.root / "feeds" / "example" / "show.toml"
    path.write_text(EXAMPLE.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_show(workspace)
    assert str(path) in caught.value.problem
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


def test_the_bit_rates_allowed_are_those_of_the_encoder() -> None:
    assert get_args(MpegBitrate) == BITRATES


def test_a_show_that_is_not_text(workspace: Workspace) -> None:
    (workspace.root / "feeds" / "example" / "show.toml").write_bytes(b"title = \xff")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_show(workspace)


@pytest.mark.parametrize("name", ["nope", "../example", "", "example/"])
def test_an_unknown_show_lists_those_there_are(workspace: Workspace, name: str) -> None:
    with pytest.raises(ConfigError, match="The shows there are: example"):
        load_show(workspace, name)


def test_two_shows_need_a_name(workspace: Workspace) -> None:
    other = workspace.root / "feeds" / "other"
    other.mkdir()
    (other / "show.toml").write_text(EXAMPLE, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"holds 2 shows.*--show: example or other"):
        load_show(workspace)
    assert load_show(workspace, "other").name == "other"


def test_a_shows_rules_for_reading(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workspace.root / "feeds" / "example" / "show.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[reader]\ndrop = ["Support for * comes from *"]\n', encoding="utf-8")
    assert load_reader_rules(workspace.root, None).drop == ("Support for * comes from *",)
    assert load_reader_rules(workspace.root, "example").keep == ()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert load_reader_rules(None, None).drop == ()
    with pytest.raises(ConfigError):
        load_reader_rules(None, "example")


def test_an_unknown_voice_lists_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(ConfigError, match=r"'ancor'.*The voices there are: anchor or reporter"):
        load_voice(workspace, "ancor")


def test_a_bad_voice_names_file_key_found_and_allowed(workspace: Workspace) -> None:
    path = workspace.root / "voices" / "anchor.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("rate = 165", "rate = 900"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"anchor\.toml, key rate: found 900.*from 80 to 450 words a minute"):
        load_voice(workspace, "anchor")


def test_the_workspace_is_the_named_else_the_variable_else_here(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AUDIOCAST_WORKSPACE", raising=False)
    with pytest.raises(ConfigError, match=r"is not a workspace.*audiocast init"):
        find_workspace()
    assert find_workspace(or_bundled=True).bundled
    monkeypatch.setenv("AUDIOCAST_WORKSPACE", str(workspace.root))
    assert find_workspace() == Workspace(workspace.root)
    with pytest.raises(ConfigError, match="is not a workspace"):
        find_workspace(tmp_path / "elsewhere", or_bundled=True)
    monkeypatch.delenv("AUDIOCAST_WORKSPACE")
    monkeypatch.chdir(workspace.root)
    assert find_workspace().shows == ("example",)
