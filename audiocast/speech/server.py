"""The speech server: loads one engine, then does each job in a fresh fork of itself.

It is single-threaded, so forking is safe, and speaks nothing itself, so each fork is the first speech of a pristine
process and its bytes repeat. Where there is no fork, a fresh interpreter does each job. Started by
`audiocast.speech.client`; its arguments are `Settings` as JSON. It ends when its standard input closes.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from audiocast.engines.protocol import EngineStatus
from audiocast.engines.registry import load_engine, status_of
from audiocast.errors import EngineError
from audiocast.speech.jobs import do_job
from audiocast.speech.slots import Slot
from audiocast.speech.wire import (
    REPLY_FRAME,
    REQUEST_FRAME,
    Outcome,
    Reply,
    Request,
    pack_answer,
    read_frame,
    write_frame,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from audiocast.engines.protocol import SpeechEngine

_POLL_MS = 2000
_TAIL_BYTES = 2000


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is started. `fork` False means a fresh interpreter for each job, `command` starts one."""

    engine: str
    slots: tuple[str, ...]
    attempts: int
    fork: bool
    parent: int
    command: tuple[str, ...]

    def to_json(self) -> str:
        """The settings as one argument of a command."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """The settings out of an argument."""
        fields = json.loads(text)
        return cls(**{**fields, "slots": tuple(fields["slots"]), "command": tuple(fields["command"])})


@dataclass(frozen=True, slots=True)
class _Ending:
    """How a child ended."""

    outcome: Outcome
    detail: int = 0
    size: int = 0


class ClientGoneError(Exception):
    """The client has closed its end, or died."""


class Server:
    """The loop over requests; `requests` and `replies` are the pipes' descriptors."""

    def __init__(self, settings: Settings, requests: int, replies: int) -> None:
        self._settings = settings
        self._requests = requests
        self._replies = replies
        self._slots = [Slot.open(address) for address in settings.slots]
        self._engine: SpeechEngine | None = None
        self._status = EngineStatus(settings.engine, available=False)

    def serve(self) -> None:
        """Answer requests until the client is gone."""
        run: Callable[[Request, bytes], _Ending] = self._run_fresh
        if self._settings.fork:
            self._engine, self._status = load(self._settings.engine)
            run = self._run_forked
        gc.disable()
        gc.freeze()
        with contextlib.suppress(ClientGoneError, BrokenPipeError):
            while frame := self._next_frame():
                request = Request(*frame)
                ending = self._attempt(request, run)
                reply = Reply(request.slot, ending.outcome, ending.detail, ending.size)
                write_frame(self._replies, REPLY_FRAME, reply)

    def _next_frame(self) -> tuple[int, ...] | None:
        while self._settings.fork and not _ready(self._requests, _POLL_MS):
            self._see_parent()
        return read_frame(self._requests, REQUEST_FRAME)

    def _see_parent(self) -> None:
        # A fork of the client may hold the pipe open after the client's death.
        if os.getppid() != self._settings.parent:
            raise ClientGoneError

    def _attempt(self, request: Request, run: Callable[[Request, bytes], _Ending]) -> _Ending:
        job = self._slots[request.slot].read(request.size)
        ending = _Ending(Outcome.HUNG)
        for _ in range(self._settings.attempts):
            _empty_stderr()
            try:
                ending = run(request, job)
            except OSError as error:
                return self._refuse(request.slot, error)
            if ending.outcome in (Outcome.DONE, Outcome.REFUSED):
                return ending
        # Kept with the job: the next one empties the file.
        return _Ending(ending.outcome, ending.detail, self._slots[request.slot].write([stderr_tail(2)]))

    def _refuse(self, slot: int, error: OSError) -> _Ending:
        parts = pack_answer([f"A process for speech could not be started: {error}", "Free memory and try again"])
        return _Ending(Outcome.REFUSED, size=self._slots[slot].write(parts))

    def _run_forked(self, request: Request, job: bytes) -> _Ending:
        receiving, sending = os.pipe()
        child = os.fork()
        if child == 0:
            self._be_child(request, job, sending)
        os.close(sending)
        try:
            return self._await(child, receiving, request.limit_ms)
        except BaseException:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise
        finally:
            os.close(receiving)

    def _be_child(self, request: Request, job: bytes, sending: int) -> None:
        """Do one job and end; only the ending frame tells success from a native exit."""
        code = 1
        try:
            os.close(self._requests)
            os.close(self._replies)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            # Should the server be killed, a hung child ends by itself.
            signal.setitimer(signal.ITIMER_REAL, request.limit_ms / 1000 + 2)
            outcome, size = do_job(self._engine, self._status, job, self._slots[request.slot])
            write_frame(sending, REPLY_FRAME, (request.slot, outcome, 0, size))
            code = 0
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        finally:
            os._exit(code & 0xFF)

    def _await(self, child: int, receiving: int, limit_ms: int) -> _Ending:
        deadline = time.monotonic() + limit_ms / 1000
        while not _ready(receiving, min(_POLL_MS, max(0, int(1000 * (deadline - time.monotonic())))), self._requests):
            self._see_parent()
            if time.monotonic() >= deadline:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return _Ending(Outcome.HUNG)
        frame = read_frame(receiving, REPLY_FRAME)
        _, status = os.waitpid(child, 0)
        if frame is not None:
            return _Ending(Outcome(frame[1]), size=frame[3])
        return _ending_of(os.waitstatus_to_exitcode(status))

    def _run_fresh(self, request: Request, job: bytes) -> _Ending:
        slot = self._slots[request.slot]
        slot.write([job])
        arguments = [*self._settings.command, self._settings.to_json(), str(request.slot), str(len(job))]
        inherited = () if sys.platform == "win32" else (slot.descriptor,)
        child = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, pass_fds=inherited)
        try:
            answer, _ = child.communicate(timeout=request.limit_ms / 1000)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            return _Ending(Outcome.HUNG)
        except BaseException:
            child.kill()
            child.communicate()
            raise
        if child.returncode == 0 and len(answer) == REPLY_FRAME.size:
            reply = Reply(*REPLY_FRAME.unpack(answer))
            return _Ending(Outcome(reply.outcome), size=reply.size)
        return _ending_of(child.returncode)


def load(name: str) -> tuple[SpeechEngine | None, EngineStatus]:
    """An engine and its status, which loads what the engine needs; None where it cannot be loaded."""
    try:
        engine = load_engine(name)
    except EngineError as error:
        return None, EngineStatus(name, available=False, problem=error.problem, remedy=error.remedy)
    return engine, status_of(name, engine)


def _ending_of(exit_code: int) -> _Ending:
    return _Ending(Outcome.CRASHED, -exit_code) if exit_code < 0 else _Ending(Outcome.EXITED, exit_code & 0xFFFFFFFF)


def _ready(descriptor: int, timeout_ms: int, client: int | None = None) -> bool:
    """Whether the descriptor can be read, or has ended, in time; ClientGoneError where `client` ends before."""
    import select

    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    if client is not None:
        poller.register(client, 0)  # only its end is of interest, not the requests that wait there
    found = dict(poller.poll(timeout_ms))
    if client is not None and client in found:
        raise ClientGoneError
    return descriptor in found


def _empty_stderr() -> None:
    with contextlib.suppress(OSError):
        os.ftruncate(2, 0)
        os.lseek(2, 0, os.SEEK_SET)


def stderr_tail(descriptor: int) -> bytes:
    """The end of what native code has written to its standard error, a file; nothing where it is no file."""
    try:
        position = max(0, os.fstat(descriptor).st_size - _TAIL_BYTES)
        os.lseek(descriptor, position, os.SEEK_SET)
        return os.read(descriptor, _TAIL_BYTES)
    except OSError:
        return b""


def _take_pipes() -> tuple[int, int]:
    """Move the pipes away from descriptors 0 and 1, where native code and stray prints would spoil them."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, replies


def _end(number: int, frame: object) -> None:  # noqa: ARG001 - the signature of a signal handler
    raise SystemExit(0)


def _do_one(settings: Settings, slot: Slot, number: int, size: int) -> None:
    """What a fresh interpreter does in place of a fork."""
    _, replies = _take_pipes()
    engine, status = load(settings.engine)
    outcome, written = do_job(engine, status, slot.read(size), slot)
    write_frame(replies, REPLY_FRAME, (number, outcome, 0, written))


def main(arguments: list[str]) -> None:
    """Serve as the settings say; with a slot's number and a job's size behind them, do that one job."""
    settings = Settings.from_json(arguments[0])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if len(arguments) > 1:
        number = int(arguments[1])
        _do_one(settings, Slot.open(settings.slots[number]), number, int(arguments[2]))
        return
    signal.signal(signal.SIGTERM, _end)
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests, replies = _take_pipes()
    Server(settings, requests, replies).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
