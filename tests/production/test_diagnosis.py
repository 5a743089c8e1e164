from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from audiocast.config import find_workspace
from audiocast.production.diagnosis import LIBRARIES, diagnose
from tests.cli.run import environment, tone_workspace

if TYPE_CHECKING:
    from pathlib import Path

# Stands before the real libraries on the path: the named one is there, and broken.
BLOCKER = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == {blocked!r}:
            raise ImportError("No module named " + name)
sys.meta_path.insert(0, Blocker())
from audiocast.cli import main
main(["doctor"])
"""


@pytest.mark.parametrize("library", ["numpy", "lameenc", "pydub", "lxml", "mutagen"])
def test_a_missing_library_is_a_finding_with_a_remedy(library: str, tmp_path: Path) -> None:
    workspace = tone_workspace(tmp_path / "work")
    run = subprocess.run(
        [sys.executable, "-c", BLOCKER.format(blocked=library)],
        capture_output=True,
        text=True,
        cwd=workspace,
        env=environment(),
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr == ""
    assert f"library {library}: cannot be used: No module named {library}" in run.stdout
    assert f"pip install {library}" in run.stdout


def test_a_sound_file_that_is_not_there_is_found(tmp_path: Path) -> None:
    workspace = tone_workspace(tmp_path / "work")
    show = workspace / "feeds" / "example" / "show.toml"
    text = show.read_text(encoding="utf-8").replace('ident = "synthesised"', 'ident = "nope.wav"')
    show.write_text(text, encoding="utf-8")
    (finding,) = [finding for finding in diagnose(find_workspace(workspace)) if finding.serious]
    assert finding.subject == "show example"
    assert "nope.wav" in finding.state


def test_an_unknown_show_is_a_finding(tmp_path: Path) -> None:
    workspace = find_workspace(tone_workspace(tmp_path / "work"))
    assert [finding.subject for finding in diagnose(workspace, "nope") if finding.serious] == ["show nope"]


def test_every_library_is_one_that_the_project_asks_for() -> None:
    from importlib.metadata import requires

    wanted = " ".join(requires("audiocast") or ())
    assert all(name in wanted for name in LIBRARIES)
