"""Runs the command line in a process of its own, in a workspace whose voices are tones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audiocast.config import create_workspace

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """Ferry Returns To Harbor

By Robin Example

The ferry will return to the harbor on Monday after eleven weeks in the yard.

"We are glad to have it back. It was a long winter."

Crossings cost the same as before, the harbor district said in a statement.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON value."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line of an error; fails where there is another line or no error."""
        (line,) = self.err.splitlines()
        assert line.startswith("Error: "), self.err
        return line


def audiocast(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **variables: str) -> Outcome:
    """Run `audiocast` to its end."""
    run = subprocess.run(
        [sys.executable, "-m", "audiocast", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=environment(**variables),
        timeout=120,
        check=False,
    )
    return Outcome(run.returncode, run.stdout.decode(), run.stderr.decode())


def environment(**variables: str) -> dict[str, str]:
    """The tests' environment without what would change a run, and with a fixed date."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AUDIOCAST_")}
    return kept | {"SOURCE_DATE_EPOCH": "1790000000"} | variables


def tone_workspace(folder: Path, mode: str = "tone", **options: str) -> Path:
    """A new workspace that speaks in tones, with a page `story.txt`; `mode` and `options` are the tone engine's."""
    workspace = create_workspace(folder).root
    table = "\n".join(f'{key} = "{value}"' for key, value in options.items())
    for path in (workspace / "voices").glob("*.toml"):
        path.write_text(
            f'engine = "tone"\nvoice = "{mode}"\nlanguage = "en-US"\n'
            f'speaker = "{path.stem.title()}"\n[options]\n{table}\n',
            encoding="utf-8",
        )
    (workspace / "story.txt").write_text(PAGE, encoding="utf-8")
    return workspace


def contents(folder: Path) -> dict[str, bytes]:
    """The files below a folder that listeners fetch, and their bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
