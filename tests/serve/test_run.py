from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from audiocast.errors import ServeError
from audiocast.serve.run import serve

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from audiocast.serve.run import serve
from tests.archive.make import show
serve({"aloud": show(Path(sys.argv[1]))}, lambda url: print(url, flush=True), port=0)
print("ended")
"""


def test_the_server_says_when_it_is_ready_and_ends_cleanly_on_an_interrupt(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        with urllib.request.urlopen(url, timeout=20) as page:
            assert "Tidewater" in page.read().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, out, err) == (0, "ended\n", "")


def test_a_port_that_is_taken_is_an_error_with_a_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=rf"port {port}: .*--port, or 0"):
            serve({}, pytest.fail, port=port)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_there_is_not_is_an_error_with_a_remedy(port: int) -> None:
    with pytest.raises(ServeError, match="from 0 to 65535"):
        serve({}, pytest.fail, port=port)
