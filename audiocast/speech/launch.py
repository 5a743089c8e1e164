"""The command that starts the speech server: this interpreter, this package, and nothing from the user's folder."""

from __future__ import annotations

import sys
from pathlib import Path

from audiocast.errors import EngineError

# As `python -m audiocast.speech.server`, but with our import path: the client may have found the package elsewhere
# than a fresh interpreter would. Set from within rather than by PYTHONPATH, which would put site-packages before the
# standard library. `-P` keeps the current folder out of it.
_BOOT = (
    "import sys, json; given = json.loads(sys.argv.pop(1));"
    "sys.path[:] = given + [p for p in sys.path if p not in given];"
    "from audiocast.speech.server import main; main(sys.argv[1:])"
)


def server_command() -> tuple[str, ...]:
    """The arguments before the server's own; EngineError where Python does not know its own program."""
    import json

    if not sys.executable:
        raise EngineError("Python does not know its own program file", "Start audiocast with a usual Python")
    return (sys.executable, "-P", "-c", _BOOT, json.dumps(import_path(sys.path, Path(__file__).parents[2])))


def import_path(entries: list[str], package_folder: Path) -> list[str]:
    """The import path a server gets: absolute, without the current folder, which comes last where we live in it."""
    here = _here()
    kept = [entry for entry in entries if Path(entry).is_absolute() and Path(entry).resolve() != here]
    if package_folder.resolve() == here or str(package_folder) not in kept:
        kept.append(str(package_folder))
    return list(dict.fromkeys(kept))


def _here() -> Path | None:
    try:
        return Path.cwd().resolve()
    except OSError:
        return None
