"""The speech server as a process: how it fails, how it ends, where it works. Its children must outlive nothing."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from audiocast.errors import EngineError
from audiocast.speech import speak
from audiocast.speech.client import SpeechServer
from tests.engines.voices import voice
from tests.speech.scripts import members_of_session, segment, wait_until_gone

if TYPE_CHECKING:
    from collections.abc import Callable

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")

TONE = voice("tone", "tone")
CHECKOUT = Path(__file__).parents[2]


def _session(server: SpeechServer) -> int:
    assert server.process_id is not None
    return server.process_id


@pytest.mark.parametrize("fork", [True, False])
@pytest.mark.parametrize(
    ("mode", "message"),
    [
        ("crash", r'"tone" crashed with SIGABRT in 2 attempts: ".*tone: about to crash.*Try another voice'),
        ("exit", r'"tone" exited with code 3 in 2 attempts: "tone: about to exit"'),
        ("hang", r'"tone" did not answer in time in 2 attempts'),
        ("error", r'the voice "error" of the engine "tone" always fails'),
    ],
)
def test_a_failing_engine_is_an_error_and_the_next_segment_is_spoken(mode: str, message: str, fork: bool) -> None:
    with SpeechServer("tone", time_limit_ms=700, fork=fork) as server:
        with pytest.raises(EngineError, match=message):
            server.speak(segment("One."), voice("tone", mode))
        before = server.process_id
        assert server.speak(segment("One."), TONE).takes[0].pcm
        assert server.process_id == before


@pytest.mark.parametrize("fork", [True, False])
def test_a_crash_is_tried_again(tmp_path: Path, fork: bool) -> None:
    options = {"marker": str(tmp_path / "crashed")}
    with SpeechServer("tone", fork=fork) as server:
        spoken = server.speak(segment("One two."), voice("tone", "flaky", options=options))
        assert spoken.takes == server.speak(segment("One two."), TONE).takes
    assert (tmp_path / "crashed").exists()


def test_one_attempt_is_enough_where_asked(tmp_path: Path) -> None:
    options = {"marker": str(tmp_path / "crashed")}
    with SpeechServer("tone", attempts=1) as server, pytest.raises(EngineError, match="SIGABRT in one attempt"):
        server.speak(segment("One."), voice("tone", "flaky", options=options))


def test_a_failure_amid_segments_handed_in_ahead_keeps_its_own_words() -> None:
    with SpeechServer("tone") as server:
        parts = [segment("One."), segment("Two."), segment("Three.")]
        tickets = [
            server.submit(part, voice("tone", mode))
            for part, mode in zip(parts, ("tone", "exit", "crash"), strict=True)
        ]
        assert not server.has_room
        assert server.collect(tickets[0], parts[0]).takes[0].pcm
        with pytest.raises(EngineError, match=r'"tone: about to exit"'):
            server.collect(tickets[1], parts[1])
        with pytest.raises(EngineError, match=r"about to crash"):
            server.collect(tickets[2], parts[2])
        assert server.has_room


def test_a_killed_server_is_started_again_with_its_jobs() -> None:
    with SpeechServer("tone") as server:
        parts = [segment(f"Part {number}.") for number in range(3)]
        first = server.speak(parts[0], TONE)
        tickets = [server.submit(part, TONE) for part in parts]
        killed = _session(server)
        os.kill(killed, signal.SIGKILL)
        assert [server.collect(ticket, part).segment for ticket, part in zip(tickets, parts, strict=True)] == parts
        assert server.speak(parts[0], TONE) == first
        assert server.process_id is not None


@needs_proc
def test_a_server_that_is_killed_beside_its_hung_child_leaves_none() -> None:
    with SpeechServer("tone", attempts=1) as server:
        ticket = server.submit(segment("One."), voice("tone", "hang"))
        session = _session(server)
        while len(members_of_session(session)) < 2:
            assert members_of_session(session)
        os.kill(session, signal.SIGKILL)
        with pytest.raises(EngineError, match="took its speech server down, which crashed with SIGKILL"):
            server.collect(ticket, segment("One."))
        assert wait_until_gone(session)


@needs_proc
def test_an_engine_that_dies_while_it_loads_is_a_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "plugin-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[audiocast.engines]\ndeadly = deadly_plugin:Engine\n")
    (tmp_path / "deadly_plugin.py").write_text("import os\nos.write(2, b'no licence')\nos.abort()\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with SpeechServer("deadly") as server:
        status = server.status()
    assert not status.available
    assert 'which crashed with SIGABRT, in 2 attempts: "no licence' in status.problem


@needs_proc
def test_a_closed_generator_leaves_no_process_even_amid_a_hang() -> None:
    spoken = speak([segment("One."), segment("Two.", voice="stuck")], {"anchor": TONE, "stuck": voice("tone", "hang")})
    next(spoken)
    (session,) = [pid for pid in _children() if "audiocast.speech.server" in _command(pid)]
    spoken.close()
    assert members_of_session(session) == []


def _children() -> list[int]:
    mine = str(os.getpid())
    stats = [stat.read_text().rpartition(")") for stat in Path("/proc").glob("[0-9]*/stat")]
    return [int(head.split()[0]) for head, _, tail in stats if tail.split()[1] == mine]


def _command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().decode().replace("\0", " ")


_CLIENT = """
import sys, time
sys.path.insert(0, sys.argv[1])
from audiocast.speech.client import SpeechServer
from tests.engines.voices import voice
from tests.speech.scripts import segment
server = SpeechServer("tone")
ticket = server.submit(segment("One."), voice("tone", sys.argv[2]))
print(server.process_id, flush=True)
{end}
"""


def _start_client(mode: str, end: str) -> tuple[subprocess.Popen[str], int]:
    client = subprocess.Popen(
        [sys.executable, "-c", _CLIENT.format(end=end), str(CHECKOUT), mode],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert client.stdout is not None
    return client, int(client.stdout.readline())


@needs_proc
@pytest.mark.parametrize("mode", ["tone", "hang"])
def test_a_client_killed_with_9_leaves_no_server(mode: str) -> None:
    client, session = _start_client(mode, "time.sleep(600)")
    assert members_of_session(session)
    client.kill()
    client.communicate()
    assert wait_until_gone(session)


@needs_proc
def test_a_client_killed_with_9_while_a_fork_of_it_lives_leaves_no_server() -> None:
    end = "import os\nif os.fork() == 0: time.sleep(30)\nprint('forked', flush=True)\ntime.sleep(600)"
    client, session = _start_client("hang", end)
    assert client.stdout is not None
    client.stdout.readline()
    client.kill()
    client.wait()
    assert wait_until_gone(session)
    os.killpg(client.pid, signal.SIGKILL)
    client.communicate()


@needs_proc
def test_ctrl_c_reaches_the_client_alone_which_ends_the_server() -> None:
    wait = "try: print('waiting', flush=True); server.collect(ticket, segment('One.'))"
    client, session = _start_client("hang", f"{wait}\nexcept KeyboardInterrupt: server.close(); print('ended')")
    assert client.stdout is not None
    assert client.stdout.readline() == "waiting\n"
    os.killpg(client.pid, signal.SIGINT)
    out, err = client.communicate()
    assert (out, err) == ("ended\n", "")
    assert members_of_session(session) == []


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_to_the_server(number: signal.Signals) -> None:
    with SpeechServer("tone", attempts=1) as server:
        server.speak(segment("One."), TONE)
        session = _session(server)
        os.kill(session, number)
        if number == signal.SIGTERM:
            assert wait_until_gone(session)
        assert server.speak(segment("One."), TONE).takes[0].pcm
        assert (server.process_id == session) == (number == signal.SIGINT)


def test_a_server_whose_input_closes_ends_with_success() -> None:
    with SpeechServer("tone") as server:
        server.status()
        process = server._process
        assert process is not None
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0


def test_nothing_of_the_engines_noise_reaches_our_streams(capfd: pytest.CaptureFixture[str]) -> None:
    with SpeechServer("tone") as server, pytest.raises(EngineError):
        server.speak(segment("One."), voice("tone", "crash"))
    assert capfd.readouterr() == ("", "")


_MODULES = """
import json, os, sys
from audiocast.speech import server
served = server.Server.serve
def tell(self):
    served(self)
    print(json.dumps(sorted(sys.modules)), file=open(os.environ["TELL"], "w"))
server.Server.serve = tell
server.main(sys.argv[1:])
"""


def test_the_server_loads_nothing_heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELL", str(tmp_path / "modules.json"))
    monkeypatch.setattr("audiocast.speech.client.server_command", lambda: (sys.executable, "-P", "-c", _MODULES))
    with SpeechServer("espeak") as server:
        assert server.speak(segment("One."), voice("espeak", "en-us")).takes[0].pcm
    loaded = set(json.loads((tmp_path / "modules.json").read_text()))
    assert "pyttsx3" in loaded
    heavy = {
        "numpy",
        "msgspec",
        "pydub",
        "lxml",
        "soundfile",
        "soxr",
        "mutagen",
        "typer",
        "jinja2",
        "importlib.metadata",
    }
    assert not loaded & {*heavy, "multiprocessing", "audiocast.speech.client", "audiocast.models.show"}


def _speak_to(answers: multiprocessing.Queue[str]) -> None:
    try:
        (spoken,) = speak([segment("One two.")], {"anchor": voice("espeak", "en-us")})
        answers.put(f"{len(spoken.takes[0].marks)} marks")
    except BaseException as error:
        answers.put(repr(error))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_it_works_inside_a_daemonic_worker(method: str) -> None:
    context: Any = multiprocessing.get_context(method)
    answers: multiprocessing.Queue[str] = context.Queue()
    worker = context.Process(target=_speak_to, args=(answers,), daemon=True)
    worker.start()
    assert answers.get(timeout=60) == "2 marks"
    worker.join()
    assert worker.exitcode == 0


def test_it_works_beside_busy_threads() -> None:
    stop = threading.Event()

    def busy() -> None:
        while not stop.is_set():
            sum(range(1000))

    threads = [threading.Thread(target=busy) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        script = [segment(f"Part {number}.") for number in range(10)]
        assert [part.segment for part in speak(script, {"anchor": TONE})] == script
    finally:
        stop.set()
        for thread in threads:
            thread.join()


_ELSEWHERE = """
import sys
sys.path.insert(0, sys.argv[1])
from audiocast.speech.client import SpeechServer
print(SpeechServer("espeak").status())
"""


@pytest.mark.parametrize("fork", [True, False])
def test_the_users_folder_cannot_shadow_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fork: bool) -> None:
    for name in ("json", "pyttsx3", "array", "audiocast", "espeakng_loader", "struct"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('shadowed')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    with SpeechServer("espeak", fork=fork) as server:
        assert server.status().problem == ""


def test_it_works_from_a_folder_that_cannot_be_written_or_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path.cwd()
    for prepare in (_lock, Path.rmdir):
        folder = tmp_path / "work"
        folder.mkdir()
        monkeypatch.chdir(folder)
        prepare(folder)
        with SpeechServer("espeak") as server:
            assert server.status().available
        monkeypatch.chdir(before)
        if folder.exists():
            folder.chmod(0o700)
            folder.rmdir()


def _lock(folder: Path) -> None:
    folder.chmod(0o500)


def test_it_works_where_the_package_is_found_by_the_callers_path_alone(tmp_path: Path) -> None:
    (tmp_path / "audiocast").symlink_to(CHECKOUT / "audiocast")
    run = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, str(tmp_path)], capture_output=True, text=True, check=True, cwd="/"
    )
    assert "available=True" in run.stdout


def test_a_server_that_cannot_be_started_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiocast.speech.client.server_command", lambda: ("/absent/python",))
    with SpeechServer("tone") as server, pytest.raises(EngineError, match=r"could not be started.*/absent/python"):
        server.voices()


def test_voices_and_checks_are_answered_by_the_server() -> None:
    with SpeechServer("tone") as server:
        assert "tone" in [entry.id for entry in server.voices()]
        server.check_voice(TONE)
        with pytest.raises(EngineError, match='no voice "bell"'):
            server.check_voice(voice("tone", "bell"))


@pytest.mark.parametrize("question", [SpeechServer.voices, lambda server: server.check_voice(TONE)])
def test_an_unknown_engine_is_an_error_and_a_status(question: Callable[[SpeechServer], object]) -> None:
    with SpeechServer("espoke") as server:
        assert server.status().problem == 'there is no speech engine "espoke"'
        with pytest.raises(EngineError, match="cannot speak here: there is no speech engine"):
            question(server)
