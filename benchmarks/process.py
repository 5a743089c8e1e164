"""Runs a command and measures it: CPU and wall seconds, and the peak memory of its whole process tree."""

from __future__ import annotations

import resource
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAMPLE_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost. `peak_mb` is the greatest sum of proportional set sizes seen; 0 where /proc has none."""

    cpu_seconds: float
    wall_seconds: float
    peak_mb: float


def measure(command: Sequence[str]) -> Cost:
    """Run a command to its end; CalledProcessError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        peak = _Peak(process.pid)
        peak.start()
        code = process.wait()
        peak.stop()
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, peak.megabytes)


class _Peak(threading.Thread):
    """Looks at a process tree's memory again and again."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.megabytes = 0.0
        self._root = root
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(_SAMPLE_EVERY):
            self.megabytes = max(self.megabytes, sum(map(_proportional_kb, _tree(self._root))) / 1024)

    def stop(self) -> None:
        self._over.set()
        self.join()


def _tree(root: int) -> list[int]:
    """A process and all below it, by the parents that /proc names."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    tree = [root]
    for process in tree:
        tree += children.get(process, [])
    return tree


def _proportional_kb(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
