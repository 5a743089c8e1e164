from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from audiocast.audio.encoder import Encoding
from audiocast.audio.mastering import Target
from audiocast.audio.spooling import Spool
from audiocast.audio.units import Goal, speech_unit
from audiocast.errors import MediaError
from tests.audio.sounds import speech_like, spoken

if TYPE_CHECKING:
    from pathlib import Path

    from audiocast.audio.units import Unit

UNIT = speech_unit(spoken(speech_like(1)), Goal(Target(-19, -1), Encoding(96, 7)))


@pytest.mark.parametrize(
    "unit", [replace(UNIT, frames=b""), replace(UNIT, frames=UNIT.frames[:-320]), replace(UNIT, frame_count=1)]
)
def test_bytes_that_do_not_fit_the_clock_are_refused(tmp_path: Path, unit: Unit) -> None:
    with Spool(tmp_path, 96) as spool:
        spool.add_unit(UNIT)
        spool.add_unit(unit)
        with pytest.raises(MediaError, match="bytes of sound where its"):
            spool.recording()
    assert not list(tmp_path.iterdir())


def test_a_spool_that_lost_its_end_is_refused(tmp_path: Path) -> None:
    with Spool(tmp_path, 96) as spool:
        spool.add_unit(UNIT)
        spool._file.flush()
        spool.path.write_bytes(UNIT.frames[:1000])
        with pytest.raises(MediaError, match="bytes of sound where its"):
            spool.recording()
