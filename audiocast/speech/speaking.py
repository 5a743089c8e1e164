"""Speaks a script: voices checked first, segments handed in ahead, each take held against its text."""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack
from typing import TYPE_CHECKING

from audiocast.engines.registry import engine_names
from audiocast.errors import EngineError
from audiocast.speech.client import SpeechServer
from audiocast.speech.plausibility import require_plausible

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

    from audiocast.engines.protocol import EngineStatus
    from audiocast.models.script import Segment
    from audiocast.models.show import Voice
    from audiocast.models.speech import SpokenSegment
    from audiocast.speech.client import Ticket


def speak(
    segments: Iterable[Segment], voices: Mapping[str, Voice], *, time_limit_ms: int | None = None
) -> Generator[SpokenSegment, None, None]:
    """The segments' speech, in order; closing the generator ends the servers behind it.

    `segment.voice` is the key into `voices`. Every voice that is needed is checked before the first word is spoken.
    The next segments are spoken while the caller works on one. An utterance without words becomes an empty take.
    `time_limit_ms` is for one attempt at one segment, as in `SpeechServer`. EngineError where a voice is unknown, an
    engine is missing or fails twice, or what it gave back cannot be the text's speech.
    """
    script = tuple(segments)
    with ExitStack() as stack:
        servers: dict[str, SpeechServer] = {}
        exact: dict[str, bool] = {}
        for name in dict.fromkeys(segment.voice for segment in script):
            voice = _profile(name, voices)
            if voice.engine not in servers:
                server = SpeechServer(voice.engine, time_limit_ms=time_limit_ms)
                servers[voice.engine] = stack.enter_context(server)
                exact[voice.engine] = server.status().exact_marks
            _check(servers[voice.engine], voice)
        for spoken in _speak_ahead(script, voices, servers):
            voice = voices[spoken.segment.voice]
            for utterance, take in zip(spoken.segment.utterances, spoken.takes, strict=True):
                require_plausible(take, utterance.text.spoken, voice, exact_marks=exact[voice.engine])
            yield spoken


def _check(server: SpeechServer, voice: Voice) -> None:
    try:
        server.check_voice(voice)
    except EngineError as error:
        where = f"voices/{voice.name}.toml, engine {voice.engine} and voice {voice.voice}"
        raise EngineError(f"{where}: {error.problem}", error.remedy) from error


def engine_statuses() -> tuple[EngineStatus, ...]:
    """Whether each installed engine can speak here, asked in processes of their own: a native crash is a status."""
    statuses = []
    for name in engine_names():
        with SpeechServer(name) as server:
            statuses.append(server.status())
    return tuple(statuses)


def _speak_ahead(
    script: Sequence[Segment], voices: Mapping[str, Voice], servers: Mapping[str, SpeechServer]
) -> Iterator[SpokenSegment]:
    waiting = deque(script)
    under_way: deque[tuple[Segment, Ticket]] = deque()
    while waiting or under_way:
        _hand_in(waiting, under_way, voices, servers)
        segment, ticket = under_way.popleft()
        voice = voices[segment.voice]
        spoken = servers[voice.engine].collect(ticket, segment)
        _hand_in(waiting, under_way, voices, servers)
        yield spoken


def _hand_in(
    waiting: deque[Segment],
    under_way: deque[tuple[Segment, Ticket]],
    voices: Mapping[str, Voice],
    servers: Mapping[str, SpeechServer],
) -> None:
    """Hand in segments, in order, as long as the next one's server has room."""
    while waiting and servers[voices[waiting[0].voice].engine].has_room:
        segment = waiting.popleft()
        voice = voices[segment.voice]
        under_way.append((segment, servers[voice.engine].submit(segment, voice)))


def _profile(name: str, voices: Mapping[str, Voice]) -> Voice:
    try:
        return voices[name]
    except KeyError:
        known = ", ".join(sorted(voices)) or "none"
        raise EngineError(f'the script asks for the voice "{name}", which is not there', f"Voices: {known}") from None
