from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from audiocast.engines import registry
from audiocast.engines.protocol import EngineStatus
from audiocast.errors import EngineError


class _Shapeless:
    def status(self) -> str:
        return "fine"


class _BadInit:
    def __init__(self) -> None:
        raise RuntimeError("no licence key.")


class _BadStatus(_Shapeless):
    def voices(self) -> tuple[()]:
        return ()

    def check_voice(self, voice: Any) -> None: ...

    def speak(self, text: str, voice: Any) -> None: ...


class _RaisingStatus(_BadStatus):
    def status(self) -> str:
        raise SystemExit(4)


NOT_CALLABLE = 5

BROKEN = {
    "absent": ("no_such_package:Engine", "ModuleNotFoundError"),
    "nameless": (f"{__name__}:Missing", "AttributeError"),
    "bad-init": (f"{__name__}:_BadInit", "RuntimeError: no licence key"),
    "shapeless": (f"{__name__}:_Shapeless", "lacks voices, check_voice, speak"),
    "bad-status": (f"{__name__}:_BadStatus", "answered str"),
    "raising-status": (f"{__name__}:_RaisingStatus", "SystemExit: 4"),
    "number": (f"{__name__}:NOT_CALLABLE", "not callable"),
}


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entry points of broken plugins, and one that would take a built-in name, beside the installed ones."""
    targets = {**{name: target for name, (target, _) in BROKEN.items()}, "tone": "no_such_package:Engine"}
    entries = [metadata.EntryPoint(name, target, registry.GROUP) for name, target in targets.items()]
    monkeypatch.setattr(metadata, "entry_points", lambda group: entries if group == registry.GROUP else [])


def test_built_in_engines_are_the_entry_points_of_pyproject() -> None:
    pyproject = tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text("utf-8"))
    assert pyproject["project"]["entry-points"][registry.GROUP] == registry.BUILT_IN


@pytest.mark.usefixtures("plugins")
def test_a_broken_plugin_is_a_status_with_a_remedy() -> None:
    statuses = {status.name: status for status in registry.engine_statuses()}
    assert statuses["tone"].available
    for name, (_, detail) in BROKEN.items():
        assert not statuses[name].available
        assert detail in statuses[name].problem
        assert "Reinstall or remove" in statuses[name].remedy


@pytest.mark.usefixtures("plugins")
def test_loading_a_broken_plugin_names_the_others() -> None:
    with pytest.raises(EngineError, match=r'"bad-init" is broken.*espeak, .*tone'):
        registry.load_engine("bad-init")


def test_loading_an_unknown_engine_names_the_known_ones() -> None:
    with pytest.raises(EngineError, match=r'no speech engine "espoke".*espeak, native, tone'):
        registry.load_engine("espoke")
    assert registry.engine_status("espoke").problem == 'there is no speech engine "espoke"'


def test_status_of_a_working_engine() -> None:
    assert registry.engine_status("tone") == EngineStatus(
        "tone", available=True, version="1", exact_marks=True, note="tones instead of speech, for tests and dry runs"
    )


def test_importing_the_registry_is_cheap() -> None:
    code = "import sys, audiocast.engines.registry; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"importlib.metadata", "pyttsx3", "ctypes", "msgspec", "numpy"} & set(run.stdout.split())
