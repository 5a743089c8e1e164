from __future__ import annotations

import os
from dataclasses import asdict, fields

from hypothesis import given
from hypothesis import strategies as st

from audiocast.models.show import Voice
from audiocast.models.speech import Mark, SpokenUtterance
from audiocast.speech.slots import Slot
from audiocast.speech.wire import (
    REPLY_FRAME,
    REQUEST_FRAME,
    VoiceSettings,
    pack_answer,
    pack_takes,
    read_frame,
    unpack_answer,
    unpack_takes,
    write_frame,
)
from tests.engines.voices import voice

MARKS = st.builds(Mark, *[st.integers(0, 2**40)] * 4, exact=st.booleans())
TAKES = st.builds(
    SpokenUtterance, st.binary(max_size=50), st.integers(1, 10**6), st.lists(MARKS, max_size=3).map(tuple)
)


def test_the_servers_voice_has_every_field_of_the_models() -> None:
    assert [field.name for field in fields(VoiceSettings)] == [field.name for field in fields(Voice)]
    profile = voice("tone", "tone", options={"word_ms": "5"})
    assert asdict(VoiceSettings(**asdict(profile))) == asdict(profile)


@given(st.lists(TAKES), st.dictionaries(st.text(), st.text()))
def test_answers_come_back_as_they_were(takes: list[SpokenUtterance], header: dict[str, str]) -> None:
    slot = Slot.create()
    try:
        slot.write([*pack_answer(header), *pack_takes(takes)])
        answer, position = unpack_answer(slot)
        assert answer == header
        assert list(unpack_takes(slot, position, len(takes))) == takes
    finally:
        slot.close()


def test_frames_fit_a_pipes_atomic_write_and_end_with_it() -> None:
    receiving, sending = os.pipe()
    write_frame(sending, REPLY_FRAME, (1, 2, 3, 2**40))
    assert read_frame(receiving, REPLY_FRAME) == (1, 2, 3, 2**40)
    os.write(sending, b"half")
    os.close(sending)
    assert read_frame(receiving, REQUEST_FRAME) is None
    os.close(receiving)
    assert max(REPLY_FRAME.size, REQUEST_FRAME.size) < 512
