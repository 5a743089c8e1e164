"""The client of a speech server: starts it, hands it jobs through slots, and outlives whatever happens to it."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING, Any, Self

from audiocast.engines.protocol import EngineStatus, EngineVoice
from audiocast.errors import EngineError
from audiocast.models.speech import SpokenSegment
from audiocast.speech.launch import server_command
from audiocast.speech.server import Settings, stderr_tail
from audiocast.speech.slots import Slot
from audiocast.speech.wire import (
    REPLY_FRAME,
    REQUEST_FRAME,
    JobKind,
    Outcome,
    Reply,
    pack_job,
    read_frame,
    unpack_answer,
    unpack_takes,
    write_frame,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from audiocast.models.script import Segment
    from audiocast.models.show import Voice

_START_MS = 60_000  # the longest an engine may take to load
_END_MS = 2_000
_BASE_LIMIT_MS, _LIMIT_MS_PER_CHARACTER = 30_000, 50
_TAIL_CHARACTERS = 300


@dataclass(slots=True)
class Ticket:
    """A job on its way: its slot, its bytes, its time limit, how often the server died of it, and its reply."""

    slot: int
    job: bytes
    limit_ms: int
    deaths: int = 0
    reply: Reply | None = None


class SpeechServer:
    """A speech server for one engine; a context manager that starts it at the first question and ends it.

    `time_limit_ms` is for one attempt at one segment; None allows 30 s and 50 ms a character. A job that crashes,
    exits or hangs is tried `attempts` times. `fork` False does each job in a fresh interpreter.
    """

    def __init__(
        self,
        engine: str,
        *,
        time_limit_ms: int | None = None,
        attempts: int = 2,
        slots: int = 3,
        fork: bool = hasattr(os, "fork"),
    ) -> None:
        self.engine = engine
        self._time_limit_ms = time_limit_ms
        self._attempts = attempts
        self._fork = fork
        self._slot_count = slots
        self._slots: list[Slot] = []
        self._free: list[int] = []
        self._waiting: deque[Ticket] = deque()
        self._process: subprocess.Popen[bytes] | None = None
        self._stderr: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The server's process, where it runs."""
        return self._process.pid if self._process else None

    @property
    def has_room(self) -> bool:
        """Whether another segment can be handed in before one is collected."""
        return not self._slots or bool(self._free)

    def status(self) -> EngineStatus:
        """What the engine says of itself; a crash while it loads is a status too."""
        try:
            return EngineStatus(**self._ask(JobKind.STATUS))
        except EngineError as error:
            return EngineStatus(self.engine, available=False, problem=error.problem, remedy=error.remedy)

    def voices(self) -> tuple[EngineVoice, ...]:
        """Every voice the engine offers; EngineError where it cannot say."""
        rows = self._ask(JobKind.VOICES)
        return tuple(EngineVoice(identifier, name, tuple(languages)) for identifier, name, languages in rows)

    def check_voice(self, voice: Voice) -> None:
        """EngineError unless the engine has this voice and can speak here."""
        self._ask(JobKind.CHECK_VOICE, asdict(voice))

    def speak(self, segment: Segment, voice: Voice) -> SpokenSegment:
        """Speak one segment and wait for it; EngineError where the engine fails."""
        return self.collect(self.submit(segment, voice), segment)

    def submit(self, segment: Segment, voice: Voice) -> Ticket:
        """Hand in a segment without waiting; only where `has_room`."""
        texts = [utterance.text.spoken for utterance in segment.utterances]
        limit = self._time_limit_ms or _BASE_LIMIT_MS + _LIMIT_MS_PER_CHARACTER * sum(map(len, texts))
        return self._submit(pack_job(JobKind.SPEAK, asdict(voice), texts), limit)

    def collect(self, ticket: Ticket, segment: Segment) -> SpokenSegment:
        """Wait for a segment handed in before; EngineError where the engine fails."""
        with self._answer(ticket) as slot:
            header, position = unpack_answer(slot)
            takes = tuple(unpack_takes(slot, position, header["takes"]))
        return SpokenSegment(segment, takes, header["engine"])

    def close(self) -> None:
        """End the server and whatever it started; a job that is under way is given up."""
        self._end()
        for slot in self._slots:
            slot.close()
        if self._stderr:
            self._stderr.close()
        self._slots, self._free, self._stderr = [], [], None
        self._waiting.clear()

    def _ask(self, kind: JobKind, voice: dict[str, Any] | None = None) -> Any:
        ticket = self._submit(pack_job(kind, voice), self._time_limit_ms or _BASE_LIMIT_MS)
        with self._answer(ticket) as slot:
            return unpack_answer(slot)[0]

    def _submit(self, job: bytes, limit_ms: int) -> Ticket:
        # A server that died between two jobs is no failure of the next one.
        if self._process is None or (not self._waiting and self._process.poll() is not None):
            self._end()
            self._start()
        ticket = Ticket(self._free.pop(), job, limit_ms)
        self._waiting.append(ticket)
        self._send(ticket)
        return ticket

    @contextlib.contextmanager
    def _answer(self, ticket: Ticket) -> Iterator[Slot]:
        """Wait for a job's answer; its slot is free again afterwards, whether the job succeeded or not."""
        slot = self._slots[ticket.slot]
        try:
            while ticket.reply is None:
                self._receive()
            self._require_done(ticket.reply, slot)
            yield slot
        finally:
            slot.release()
            self._free.append(ticket.slot)

    def _require_done(self, reply: Reply, slot: Slot) -> None:
        if reply.outcome == Outcome.REFUSED:
            raise EngineError(*unpack_answer(slot)[0])
        if reply.outcome != Outcome.DONE:
            raise self._failure(_ending_phrase(reply.outcome, reply.detail), slot.read(reply.size))

    def _failure(self, ending: str, stderr: bytes) -> EngineError:
        attempts = f"{self._attempts} attempts" if self._attempts > 1 else "one attempt"
        tail = _last_words(stderr)
        problem = f'the engine "{self.engine}" {ending} in {attempts}' + (f': "{tail}"' if tail else "")
        return EngineError(problem, "Try another voice or engine; `audiocast doctor` tells what works here")

    def _send(self, ticket: Ticket) -> None:
        """Write a job into its slot and tell the server; a dead server is noticed when its reply is awaited."""
        size = self._slots[ticket.slot].write([ticket.job])
        with contextlib.suppress(BrokenPipeError):
            write_frame(self._pipe("stdin"), REQUEST_FRAME, (ticket.slot, size, ticket.limit_ms))

    def _receive(self) -> None:
        """Take the next reply, which is the oldest job's; start the server again where it died or hangs itself."""
        oldest = self._waiting[0]
        patience = self._attempts * (oldest.limit_ms + 1000) + _START_MS
        frame = read_frame(self._pipe("stdout"), REPLY_FRAME) if self._replies_within(patience) else None
        if frame is not None:
            self._waiting.popleft().reply = Reply(*frame)
            return
        oldest.deaths += 1
        ending = self._end()
        if oldest.deaths >= self._attempts:
            self._waiting.popleft()
            error = self._failure(f"took its speech server down, which {ending},", self._read_stderr())
            self._restart()
            raise error
        self._restart()

    def _restart(self) -> None:
        """Start the server again for the jobs that still wait; without any, the next job does."""
        if self._waiting:
            self._start()
        for ticket in self._waiting:
            self._send(ticket)

    def _replies_within(self, timeout_ms: int) -> bool:
        if not hasattr(select, "poll"):
            return True  # Windows cannot wait for a pipe; the server's own limits hold
        poller = select.poll()
        poller.register(self._pipe("stdout"), select.POLLIN)
        return bool(poller.poll(timeout_ms))

    def _pipe(self, name: str) -> int:
        stream: IO[bytes] = getattr(self._process, name)
        return stream.fileno()

    def _start(self) -> None:
        try:
            if not self._slots:
                self._slots = [Slot.create() for _ in range(self._slot_count)]
                self._free = list(range(self._slot_count))
                self._stderr = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by close()
            self._process = self._open_process()
        except OSError as error:
            raise EngineError(f"the speech server could not be started: {error}", "Check memory and disk") from error

    def _open_process(self) -> subprocess.Popen[bytes]:
        command = server_command()
        addresses = tuple(slot.address for slot in self._slots)
        settings = Settings(self.engine, addresses, self._attempts, self._fork, os.getpid(), command)
        inherited = () if sys.platform == "win32" else tuple(slot.descriptor for slot in self._slots)
        return subprocess.Popen(
            [*command, settings.to_json()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            bufsize=0,
            pass_fds=inherited,
            # Its own session: Ctrl-C reaches the client alone, and one signal ends the server with its children.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    def _end(self) -> str:
        """End the server and its children, and say how it ended: by itself, if it can, when its input closes."""
        process, self._process = self._process, None
        if process is None or process.stdin is None or process.stdout is None:
            return ""
        process.stdin.close()
        if process.returncode is None:
            _await_end(process, _END_MS)
            _kill_group(process)
        code = process.wait()
        process.stdout.close()
        return _ending_phrase(Outcome.CRASHED if code < 0 else Outcome.EXITED, abs(code))

    def _read_stderr(self) -> bytes:
        return stderr_tail(self._stderr.fileno()) if self._stderr else b""


def _last_words(stderr: bytes) -> str:
    """The end of what native code said, on one line."""
    lines = stderr.decode("utf-8", "replace").replace("\x00", "").split("\n")
    return " / ".join(line.strip() for line in lines if line.strip())[-_TAIL_CHARACTERS:]


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End a server and its children. It has not been reaped yet, so the group's number cannot be another's."""
    if not hasattr(os, "killpg"):
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _await_end(process: subprocess.Popen[bytes], timeout_ms: int) -> None:
    """Wait until the server's output ends, which it does with the server; its last replies are of no use."""
    if not hasattr(select, "poll") or process.stdout is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout_ms / 1000)
        return
    descriptor = process.stdout.fileno()
    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    deadline = time.monotonic() + timeout_ms / 1000
    while (left := deadline - time.monotonic()) > 0:
        if poller.poll(1000 * left) and not os.read(descriptor, 4096):
            return


def _ending_phrase(outcome: int, detail: int) -> str:
    if outcome == Outcome.HUNG:
        return "did not answer in time"
    if outcome == Outcome.EXITED:
        return f"exited with code {detail}"
    try:
        name = signal.Signals(detail).name
    except ValueError:
        name = f"signal {detail}"
    return f"crashed with {name}"
