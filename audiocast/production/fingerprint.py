"""What the promise of same bytes depends on, for an episode's record to keep."""

from __future__ import annotations

import hashlib
import platform
from importlib import metadata
from typing import TYPE_CHECKING

import msgspec

from audiocast import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audiocast.models.script import Script
    from audiocast.models.show import Show, Voice

# The libraries whose versions can change a file's bytes; the engine's own version is in the record's `engines`.
_LIBRARIES = ("jinja2", "lameenc", "mutagen", "numpy", "pydub", "sentencex", "soundfile", "soxr")


def fingerprint(script: Script, show: Show, voices: Mapping[str, Voice], tag: bytes) -> tuple[str, ...]:
    """Lines such as "numpy 2.4.6": versions, processor architecture, and a hash of all that the file is made from.

    `tag` is the file's ID3 tag, which holds the story's and the show's names, dates and picture.
    """
    asked = msgspec.json.encode((script, show.mastering, show.sounds, dict(sorted(voices.items()))))
    made_from = hashlib.sha256(asked + tag)
    for name in (show.sounds.ident, show.sounds.sign_off):
        path = show.folder / name
        if path.is_file():
            made_from.update(path.read_bytes())
    return (
        f"audiocast {__version__}",
        *(f"{name} {metadata.version(name)}" for name in _LIBRARIES),
        f"machine {platform.machine()}",
        f"input sha256:{made_from.hexdigest()}",
    )
