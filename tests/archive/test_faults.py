"""What a kill, a full disk, a read-only one and two runs at once do to an archive."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audiocast.archive.archive import Archive
from audiocast.errors import ArchiveError
from tests.archive.make import OTHER, article, publish, show
from tests.archive.whole import check_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
KILLS = 30
MEGABYTE = 1 << 20


def run_driver(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.archive.driver", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small file system of its own at `folder`, where this user may mount one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the driver forks, which this system does not")
def test_a_kill_at_any_moment_leaves_every_episode_whole(tmp_path: Path) -> None:
    driver = run_driver("kill", str(tmp_path), str(KILLS), "20260304")
    output, _ = driver.communicate(timeout=240)
    assert driver.returncode == 0, output
    counts = json.loads(output)
    assert counts["kills"] == KILLS
    assert counts["checks"] == KILLS
    # A kill that only ever hits a finished run would prove nothing.
    assert counts["unfinished"] > KILLS // 3, counts


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    drivers = [run_driver("make", str(tmp_path), name, "8") for name in ("north", "south")]
    for driver in drivers:
        driver.communicate(timeout=240)
        assert driver.returncode == 0
    episodes = Archive(tmp_path).episodes()
    assert {episode.title for episode in episodes} == {f"{name} {n}" for name in ("north", "south") for n in range(8)}
    assert len({episode.published for episode in episodes}) == 16
    assert check_whole(tmp_path) == 16


def test_a_full_disk_leaves_everything_before_whole(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=2m") as disk:
        archive, of = Archive(disk), show(disk)
        first = publish(archive, of, article(), b"sound")
        feed = archive.feed_path.read_bytes()
        for room in (0, 4096, 16384, 65536, 262144):
            _fill(disk, room)
            with pytest.raises(ArchiveError, match="Free some space"):
                publish(archive, of, article(*OTHER, title="Frost"), os.urandom(2 * MEGABYTE))
            assert archive.episodes() == (first,)
            assert archive.feed_path.read_bytes() == feed
            assert not list(disk.rglob("*.part"))
        (disk / "filler").unlink()
        publish(archive, of, article(*OTHER, title="Frost"), b"more sound")
        assert check_whole(disk) == 2


def test_a_disk_that_fills_up_anywhere_leaves_everything_before_whole(tmp_path: Path) -> None:
    remedies = []
    with mounted(tmp_path / "disk", "size=1m") as disk:
        archive, of = Archive(disk), show(disk)
        publish(archive, of, article(), b"sound")
        # Room for one more page each time, so that each file of an episode is the one that does not fit.
        for pages in range(12):
            _fill(disk, pages * 4096)
            story = article(*OTHER, title=f"Story {pages}", url=f"https://a.example/{pages}")
            try:
                publish(archive, of, story, b"sound")
            except ArchiveError as error:
                remedies.append(error.remedy)
            assert check_whole(disk) >= 1
            assert not list(disk.rglob("*.part"))
        (disk / "filler").unlink()
        publish(archive, of, article(*OTHER, title="Last"), b"more")
        check_whole(disk)
    assert 3 < len(remedies) < 12
    assert all(remedy.startswith("Free some space") for remedy in remedies)


def test_a_read_only_disk_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=1m") as disk:
        publish(Archive(disk), show(disk), article(), b"sound")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(ArchiveError, match="Make that disk writable"):
            publish(Archive(disk), show(disk), article(*OTHER, title="Frost"), b"more")
        assert check_whole(disk) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    publish(Archive(tmp_path), show(tmp_path), article(), b"sound")
    (tmp_path / "public" / "media").chmod(0o500)
    try:
        with pytest.raises(ArchiveError, match="permission"):
            publish(Archive(tmp_path), show(tmp_path), article(*OTHER, title="Frost"), b"more")
    finally:
        (tmp_path / "public" / "media").chmod(0o700)
    assert check_whole(tmp_path) == 1


def _fill(disk: Path, room: int) -> None:
    """Take all space of a disk but `room` bytes."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    free = os.statvfs(disk)
    size = free.f_bavail * free.f_frsize - room
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, size))
