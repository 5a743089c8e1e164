"""gPodder subscribes to what is served, downloads it, and takes an update for the same episode."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import pytest

from audiocast.archive.archive import Archive
from tests.archive.make import article, mp3, publish, show
from tests.outside import needs
from tests.serve.site import add_cover, serving

pytestmark = pytest.mark.outside


class Gpodder:
    def __init__(self, home: Path) -> None:
        self._program = needs("gpo")
        self.downloads = home / "downloads"
        self._database = home / "gpodder" / "Database"
        folders = {"HOME": home, "GPODDER_HOME": home / "gpodder", "GPODDER_DOWNLOAD_DIR": self.downloads}
        self._environment = {name: str(path) for name, path in folders.items()} | {"PATH": "/usr/bin:/bin"}

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [self._program, *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        return done.stdout

    def episodes(self) -> list[tuple[str, str]]:
        with sqlite3.connect(self._database) as database:
            found = database.execute("SELECT guid, url FROM episode").fetchall()
        database.close()
        return found


def test_a_podcast_app_subscribes_downloads_and_sees_one_episode_after_an_update(tmp_path: Path) -> None:
    gpodder, archive, of = Gpodder(tmp_path / "home"), Archive(tmp_path / "show"), show(tmp_path / "show")
    Path(tmp_path / "home").mkdir()
    first = publish(archive, of, article(), mp3(2, 440))
    add_cover(tmp_path / "show")
    with serving({"aloud": of}) as site:
        gpodder.run("subscribe", f"{site.url}/aloud/feed.xml")
        gpodder.run("update")
        gpodder.run("download")
        assert [path.read_bytes() for path in gpodder.downloads.rglob("*.mp3")] == [mp3(2, 440)]
        assert gpodder.episodes() == [(first.guid, f"{site.url}/aloud/{first.audio.name}")]
        second = publish(archive, of, article(), mp3(2, 660))
        gpodder.run("update")
        assert second.guid == first.guid
        assert gpodder.episodes() == [(first.guid, f"{site.url}/aloud/{second.audio.name}")]
