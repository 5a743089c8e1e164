"""libespeak-ng opened in processes of their own, as its state is a process's."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from audiocast.engines.espeak_library import candidates

_SPEAK = """
import sys
from audiocast.engines.espeak_library import EspeakLibrary, LibraryFiles
library = EspeakLibrary(LibraryFiles(sys.argv[1], sys.argv[2] or None))
library.select_voice("gmw/en-US", "f3")
print(library.version, len(library.voices), len(library.synthesize("Hello world.").pcm), library.data_path)
"""


def _run(library: str, data: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _SPEAK, library, data], capture_output=True, text=True, check=False, env=environment
    )


def test_a_data_path_of_any_length_serves_and_leaves_nothing_behind(tmp_path: Path) -> None:
    wheel = candidates()[0]
    deep = tmp_path.joinpath(*["a-rather-long-folder-name"] * 8)
    shutil.copytree(wheel.data or "", deep / "espeak-ng-data")
    assert len(str(deep)) > 160
    with tempfile.TemporaryDirectory(prefix="s") as short:
        run = _run(wheel.library, str(deep / "espeak-ng-data"), TMPDIR=short)
        assert run.returncode == 0, run.stderr
        assert run.stdout.split()[:3] == _run(wheel.library, wheel.data or "").stdout.split()[:3]
        assert run.stdout.split()[3].startswith(short)
        assert list(Path(short).iterdir()) == []


def test_a_folder_without_data_is_an_error_not_an_exit(tmp_path: Path) -> None:
    run = _run(candidates()[0].library, str(tmp_path), ESPEAK_DATA_PATH=str(tmp_path))
    assert run.returncode == 1
    assert f"found no espeak-ng-data in {tmp_path}" in run.stderr


def test_the_system_library_uses_its_own_data(tmp_path: Path) -> None:
    wheel = candidates()[0]
    run = _run(wheel.library, "", ESPEAK_DATA_PATH=str(Path(wheel.data or "").parent))
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("1.")


_BREATHE = """
import hashlib, sys
from audiocast.engines.espeak_library import open_library
library = open_library()
library.select_voice("gmw/en-US", "whisper")
if hasattr(library._library, "espeak_ng_SetRandSeed"):
    library._library.espeak_ng_SetRandSeed(int(sys.argv[1]))
print(hashlib.sha256(library.synthesize("We said it now.").pcm).hexdigest())
"""


def test_a_breathy_voice_repeats_whatever_seed_the_clock_gave_it() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", _BREATHE, seed], capture_output=True, text=True, check=True)
        for seed in ("7", "99")
    ]
    assert runs[0].stdout == runs[1].stdout


_SELECT_ALL = """
from audiocast.engines.espeak_library import open_library
library = open_library()
for voice in library.voices:
    library.select_voice(voice.identifier)
for variant in library.variants:
    library.select_voice("gmw/en-US", variant)
print(len(library.voices), len(library.variants))
"""


def test_every_voice_and_variant_can_be_selected_without_a_complaint() -> None:
    # Apart from the other tests: some voices leave traces that the next voice of the process speaks with.
    run = subprocess.run([sys.executable, "-c", _SELECT_ALL], capture_output=True, text=True, check=True)
    assert all(int(count) > 50 for count in run.stdout.split())
    assert run.stderr == ""
