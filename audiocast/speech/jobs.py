"""What a child of the speech server does: one job, done by the engine, its answer written into the slot."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING, cast

from audiocast.engines.marks import word_spans
from audiocast.engines.protocol import SILENT_RATE
from audiocast.errors import EngineError
from audiocast.models.speech import SpokenUtterance
from audiocast.speech.wire import JobKind, Outcome, VoiceSettings, pack_answer, pack_takes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from audiocast.engines.protocol import EngineStatus, SpeechEngine
    from audiocast.models.show import Voice
    from audiocast.speech.slots import Slot


def do_job(engine: SpeechEngine | None, status: EngineStatus, job: bytes, slot: Slot) -> tuple[Outcome, int]:
    """The outcome of a job and the size of its answer in the slot; whatever the engine raises is a refusal."""
    try:
        return Outcome.DONE, slot.write(_answer(engine, status, job))
    except EngineError as error:
        refusal = [error.problem, error.remedy]
    except OSError as error:
        refusal = [
            f'the engine "{status.name}" could not keep its sound: {error}',
            "Free memory and disk",
        ]
    except Exception as error:
        problem = f'the engine "{status.name}" failed: {type(error).__name__}: {" ".join(str(error).split())}'
        refusal = [problem.rstrip(". :"), "Use another voice or engine, and report this"]
    return Outcome.REFUSED, slot.write(pack_answer(refusal))


def _answer(engine: SpeechEngine | None, status: EngineStatus, job: bytes) -> Iterable[bytes]:
    asked = json.loads(job)
    if asked["job"] == JobKind.STATUS:
        return pack_answer(asdict(status))
    if engine is None or not status.available:
        raise EngineError(f'the engine "{status.name}" cannot speak here: {status.problem}', status.remedy)
    if asked["job"] == JobKind.VOICES:
        return pack_answer([[voice.id, voice.name, voice.languages] for voice in engine.voices()])
    # The twin has every field that an engine may read; a test holds it to the model.
    voice = cast("Voice", VoiceSettings(**asked["voice"]))
    if asked["job"] == JobKind.CHECK_VOICE:
        engine.check_voice(voice)
        return pack_answer(None)
    before = pack_answer({"engine": f"{status.name} {status.version}".strip(), "takes": len(asked["texts"])})
    return chain(before, pack_takes(_speak(engine, asked["texts"], voice)))


def _speak(engine: SpeechEngine, texts: Sequence[str], voice: Voice) -> Iterator[SpokenUtterance]:
    """A take for each text in turn; one without words is an empty sound."""
    rate = SILENT_RATE
    for text in texts:
        take = engine.speak(text, voice) if word_spans(text) else SpokenUtterance(b"", rate, ())
        rate = take.sample_rate
        yield take
