"""Makes episodes in a process of its own, and kills it: see test_faults."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from audiocast.archive.archive import Archive
from tests.archive.make import LONG, OTHER, article, publish, show
from tests.archive.whole import check_whole

_STORIES = 4


def make(folder: Path, name: str, count: int) -> None:
    """Make `count` stories of a name, one after the other."""
    archive = Archive(folder)
    for number in range(count):
        publish(archive, show(folder), article(*LONG, title=f"{name} {number}"), os.urandom(50_000))


def kill(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """Kill a run that makes and updates stories, again and again, and look at the folder each time."""
    chance = random.Random(seed)
    publish(Archive(folder), show(folder), article(*OTHER, title="Story 0"), b"first")
    began = time.monotonic()
    publish(Archive(folder), show(folder), article(*OTHER, title="Story 0"), b"second")
    once = time.monotonic() - began
    counts = {"kills": 0, "checks": 0, "unfinished": 0}
    for _ in range(kills):
        child = os.fork()
        if child == 0:
            _make_for_ever(folder, chance.randrange(_STORIES))
        time.sleep(chance.uniform(0, 3 * once))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        counts["kills"] += 1
        left_over = any(folder.rglob("*.part")) or _unlisted_media(folder)
        counts["unfinished"] += left_over
        check_whole(folder)
        counts["checks"] += 1
        for path in folder.rglob("*.part"):
            path.unlink()
    return counts


def _make_for_ever(folder: Path, first: int) -> None:
    number = first
    while True:
        number += 1
        publish(Archive(folder), show(folder), article(*OTHER, title=f"Story {number % _STORIES}"), os.urandom(300_000))


def _unlisted_media(folder: Path) -> bool:
    """Whether the newest file lies there without a feed that names it: the kill fell between the two."""
    newest = max((folder / "public" / "media").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    return newest.name not in (folder / "public" / "feed.xml").read_text(encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    else:
        print(json.dumps(kill(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
