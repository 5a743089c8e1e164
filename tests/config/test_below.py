from __future__ import annotations

from pathlib import Path

import pytest

from audiocast.config.below import below


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "show"
    (folder / "sounds").mkdir(parents=True)
    (folder / "sounds" / "a.wav").write_bytes(b"a")
    (tmp_path / "secret").write_bytes(b"secret")
    (folder / "out").symlink_to(tmp_path / "secret")
    (folder / "above").symlink_to(tmp_path)
    (folder / "inside").symlink_to(folder / "sounds" / "a.wav")
    return folder


@pytest.mark.parametrize("name", ["sounds/a.wav", "sounds/../sounds/a.wav", "inside"])
def test_a_file_below_is_found_where_it_really_lies(folder: Path, name: str) -> None:
    assert below(folder, name) == (folder / "sounds" / "a.wav").resolve()


def test_a_file_that_is_not_there_may_be_named(folder: Path) -> None:
    assert below(folder, "sounds/b.wav") == (folder / "sounds").resolve() / "b.wav"


@pytest.mark.parametrize("name", ["../secret", "sounds/../../secret", "out", "above/secret", "", ".", "a\0b"])
def test_what_leads_out_is_refused(folder: Path, name: str) -> None:
    assert below(folder, name) is None


def test_an_absolute_name_is_refused(folder: Path, tmp_path: Path) -> None:
    assert below(folder, str(tmp_path / "secret")) is None
    assert below(folder, str(Path(tmp_path.anchor, "show-that-is-not-there"))) is None


def test_a_folder_that_is_a_link_holds_its_own_files(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").symlink_to(folder)
    assert below(tmp_path / "other", "sounds/a.wav") == (folder / "sounds" / "a.wav").resolve()
