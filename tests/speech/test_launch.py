from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from audiocast.errors import EngineError
from audiocast.speech.launch import import_path, server_command

if TYPE_CHECKING:
    from pathlib import Path


def test_the_current_folder_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    package = tmp_path.parent / "elsewhere"
    entries = ["", str(tmp_path), "relative", "/usr/lib/python3", str(package)]
    assert import_path(entries, package) == ["/usr/lib/python3", str(package)]


def test_a_package_in_the_current_folder_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert import_path(["", str(tmp_path), "/usr/lib/python3"], tmp_path) == ["/usr/lib/python3", str(tmp_path)]


def test_python_must_know_its_own_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(EngineError, match="does not know its own program"):
        server_command()
