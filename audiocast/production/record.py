"""Speaks and masters a script into a spool that goes away again."""

from __future__ import annotations

import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from audiocast.audio.render import render
from audiocast.errors import ArchiveError
from audiocast.speech import speak

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    from audiocast.models.recording import Recording
    from audiocast.models.script import Script
    from audiocast.models.show import Show, Voice
    from audiocast.models.speech import SpokenSegment


@contextmanager
def record_script(
    script: Script, show: Show, voices: Mapping[str, Voice], progress: Callable[[int, int], None] | None
) -> Iterator[Recording]:
    """The recording of a script, as long as the context lasts; raises EngineError and MediaError.

    `progress` hears of segments spoken and in all.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="audiocast-", ignore_cleanup_errors=True)
    except OSError as error:
        raise ArchiveError(
            f"there is no place for temporary files: {error.strerror or error}",
            "Make room, or set TMPDIR to a folder that can be written to",
        ) from error
    with folder as spool, closing(_counted(script, voices, progress)) as speech:
        yield render(script, speech, show, Path(spool))


def _counted(
    script: Script, voices: Mapping[str, Voice], progress: Callable[[int, int], None] | None
) -> Generator[SpokenSegment, None, None]:
    segments = script.segments
    with closing(speak(segments, voices)) as speech:
        for done, spoken in enumerate(speech, 1):
            yield spoken
            if progress:
                progress(done, len(segments))
