"""Finds speech engines; a broken plugin is a status that says what is wrong, never a crash."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from audiocast.engines.protocol import EngineStatus
from audiocast.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from audiocast.engines.protocol import SpeechEngine

GROUP = "audiocast.engines"
# Our own entry points once more: importing importlib.metadata costs the speech server more than all its other imports.
BUILT_IN = {
    "espeak": "audiocast.engines.espeak:EspeakEngine",
    "native": "audiocast.engines.native:NativeEngine",
    "tone": "audiocast.engines.tone:ToneEngine",
}
_METHODS = ("status", "voices", "check_voice", "speak")


def engine_names() -> tuple[str, ...]:
    """The names of all installed engines, broken ones too, sorted."""
    return tuple(sorted(BUILT_IN.keys() | _plugins().keys()))


def engine_statuses() -> tuple[EngineStatus, ...]:
    """Whether each installed engine can speak here, asked in this process; never raises for a broken one."""
    return tuple(engine_status(name) for name in engine_names())


def engine_status(name: str) -> EngineStatus:
    """Whether the engine `name` can speak here; an unknown or broken one is a status too."""
    try:
        engine = load_engine(name)
    except EngineError as error:
        return EngineStatus(name, available=False, problem=error.problem, remedy=error.remedy)
    return status_of(name, engine)


def status_of(name: str, engine: SpeechEngine) -> EngineStatus:
    """What a loaded engine says of itself; one that raises or answers something else is a status as well."""
    try:
        status: object = engine.status()
    except (Exception, SystemExit) as error:
        return _broken_status(name, f"status() raised {_describe(error)}")
    if not isinstance(status, EngineStatus):
        return _broken_status(name, f"status() answered {type(status).__name__}, not an EngineStatus")
    return status


def load_engine(name: str) -> SpeechEngine:
    """A new instance of the engine `name`; EngineError where it is unknown, cannot be imported or has another shape."""
    target = BUILT_IN.get(name) or _plugins().get(name)
    if target is None:
        raise EngineError(f'there is no speech engine "{name}"', f"Known engines: {', '.join(engine_names())}")
    try:
        engine = _import_factory(target)()
    except (Exception, SystemExit) as error:
        raise _broken(name, f"{target} raised {_describe(error)}") from error
    missing = [method for method in _METHODS if not callable(getattr(engine, method, None))]
    if missing:
        raise _broken(name, f"{target} lacks {', '.join(missing)}")
    return engine


def _plugins() -> dict[str, str]:
    from importlib.metadata import entry_points

    return {entry.name: entry.value for entry in entry_points(group=GROUP) if entry.name not in BUILT_IN}


def _import_factory(target: str) -> Callable[[], SpeechEngine]:
    module_name, _, attributes = target.partition(":")
    found: object = import_module(module_name.strip())
    for attribute in filter(None, attributes.partition("[")[0].strip().split(".")):
        found = getattr(found, attribute)
    if not callable(found):
        raise TypeError(f"{target} is not callable")
    factory: Callable[[], SpeechEngine] = found
    return factory


def _broken(name: str, detail: str) -> EngineError:
    remedy = f"Reinstall or remove the package that offers it, or use another: {', '.join(engine_names())}"
    return EngineError(f'the speech engine "{name}" is broken: {detail}', remedy)


def _broken_status(name: str, detail: str) -> EngineStatus:
    error = _broken(name, detail)
    return EngineStatus(name, available=False, problem=error.problem, remedy=error.remedy)


def _describe(error: BaseException) -> str:
    message = " ".join(str(error).split()).rstrip(".")
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
