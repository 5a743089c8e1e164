from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.run import PAGE, audiocast, contents, tone_workspace
from tests.sources.fetching.site import Reply, Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def served() -> Iterator[Site]:
    with site() as running:
        running.replies["/ferry"] = Reply(PAGE.encode(), headers={"ETag": '"one"', "Content-Type": "text/plain"})
        yield running


def test_a_page_is_inspected_twice_and_sent_once(served: Site, tmp_path: Path) -> None:
    command = ("inspect", f"{served.address}/ferry", "--allow-private", "--json")
    runs = [audiocast(*command, cwd=tmp_path, AUDIOCAST_CACHE=str(tmp_path / "cache")) for _ in range(2)]
    assert [run.code for run in runs] == [0, 0], runs
    assert runs[0] == runs[1]
    assert runs[0].json["url"] == f"{served.address}/ferry"
    assert [headers.get("if-none-match") for headers in served.asked("/ferry")] == [None, '"one"']


def test_a_page_made_twice_is_one_episode(served: Site, tmp_path: Path) -> None:
    workspace = tone_workspace(tmp_path / "work")
    command = ("make", f"{served.address}/ferry", "--allow-private", "--workspace", workspace, "--json")
    first, second = (audiocast(*command, AUDIOCAST_CACHE=str(tmp_path / "cache")) for _ in range(2))
    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert first.json["guid"] == second.json["guid"]
    assert contents(workspace / "feeds" / "example" / "public")


def test_a_script_is_written_of_a_page(served: Site, tmp_path: Path) -> None:
    run = audiocast(
        "script", f"{served.address}/ferry", "--allow-private", cwd=tmp_path, AUDIOCAST_CACHE=str(tmp_path / "cache")
    )
    assert run.code == 0, run.err
    assert "The ferry will return to the harbor" in run.out


@pytest.mark.parametrize("command", ["inspect", "script"])
def test_this_machine_is_refused_unless_it_is_meant(served: Site, tmp_path: Path, command: str) -> None:
    run = audiocast(command, f"{served.address}/ferry", cwd=tmp_path, AUDIOCAST_CACHE=str(tmp_path / "cache"))
    assert run.code == 1
    assert f"{served.address}/ferry is on this machine" in run.error
    assert "--allow-private" in run.error
    assert not served.requests


def test_a_file_of_that_name_is_read(tmp_path: Path) -> None:
    place = tmp_path / "http:" / "tidewater.example"
    place.mkdir(parents=True)
    (place / "ferry").write_text(PAGE, encoding="utf-8")
    assert audiocast("inspect", "http://tidewater.example/ferry", cwd=tmp_path).code == 0
