"""audiocast: a news page's text in, a podcast people can subscribe to out.

The names below are imported when they are first used, so that `import audiocast` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as in typing, whose import takes the first milliseconds, in which Ctrl-C cannot be caught
if TYPE_CHECKING:
    from audiocast.config import Workspace, create_workspace, find_workspace, load_show, load_voice, load_voices
    from audiocast.errors import (
        ArchiveError,
        AudiocastError,
        ConfigError,
        EngineError,
        ExportError,
        MediaError,
        NoStoryError,
        ScriptError,
        ServeError,
        SourceError,
    )
    from audiocast.models.article import Article
    from audiocast.models.episode import Episode
    from audiocast.models.script import Script
    from audiocast.models.show import Show, Voice
    from audiocast.production import Product, produce, rebuild_feed
    from audiocast.production.diagnosis import diagnose
    from audiocast.script import write_script
    from audiocast.sources import read

__version__ = "0.1.0"

__all__ = [
    "ArchiveError",
    "Article",
    "AudiocastError",
    "ConfigError",
    "EngineError",
    "Episode",
    "ExportError",
    "MediaError",
    "NoStoryError",
    "Product",
    "Script",
    "ScriptError",
    "ServeError",
    "Show",
    "SourceError",
    "Voice",
    "Workspace",
    "create_workspace",
    "diagnose",
    "find_workspace",
    "load_show",
    "load_voice",
    "load_voices",
    "produce",
    "read",
    "rebuild_feed",
    "write_script",
]

_ROOMS = {
    "audiocast.config": (
        "Workspace",
        "create_workspace",
        "find_workspace",
        "load_show",
        "load_voice",
        "load_voices",
    ),
    "audiocast.errors": tuple(name for name in __all__ if name.endswith("Error")),
    "audiocast.models.article": ("Article",),
    "audiocast.models.episode": ("Episode",),
    "audiocast.models.script": ("Script",),
    "audiocast.models.show": ("Show", "Voice"),
    "audiocast.production": ("Product", "produce", "rebuild_feed"),
    "audiocast.production.diagnosis": ("diagnose",),
    "audiocast.script": ("write_script",),
    "audiocast.sources": ("read",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'audiocast' has no attribute {name!r}")
    return getattr(import_module(_ROOM_OF[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
