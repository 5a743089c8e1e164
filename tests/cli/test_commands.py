from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest

from audiocast import __version__
from tests.cli.run import PAGE, audiocast, environment, tone_workspace

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = ("make", "inspect", "script", "voices", "feed", "init", "doctor", "serve")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(f"Play Live Radio\nNext Up:\n0:00 0:00\nAvailable On Air Stations\n\n{PAGE}", encoding="utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_plain_and_says_what_the_command_does(command: str) -> None:
    run = audiocast(command, "--help")
    assert run.code == 0
    assert run.out.startswith("Usage: ")
    assert run.out.isascii()


def test_help_lists_every_command() -> None:
    run = audiocast("--help")
    listed = run.out.split("Commands:\n")[1].split("\n\n")[0]
    assert [line.split()[0] for line in listed.splitlines()] == list(COMMANDS)
    assert audiocast("--version").out == f"audiocast {__version__}\n"


def test_no_command_gives_the_help(tmp_path: Path) -> None:
    run = audiocast(cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Usage: audiocast")


def test_the_show_option_is_everywhere(page: Path, tmp_path: Path) -> None:
    workspace = tone_workspace(tmp_path / "work")
    for command in (["inspect", str(page)], ["script", str(page)], ["voices"], ["doctor"], ["feed"]):
        assert audiocast(*command, "--workspace", workspace, "--show", "example", cwd=tmp_path).code == 0, command
        refused = audiocast(*command, "--workspace", workspace, "--show", "nope", cwd=tmp_path)
        assert refused.code == 1, command
        assert "example" in refused.out + refused.err


def test_inspect_explains_what_is_doubtful(page: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    bio = "Robin Example is a reporter of WQXZ who has covered the harbor since 1986, and still does."
    story.write_text(f"A Reporter Stays\n\n{bio}\n\n{bio} The harbor is glad of it.\n", encoding="utf-8")
    plain = audiocast("inspect", story, cwd=tmp_path)
    explained = audiocast("inspect", "--explain", story, cwd=tmp_path)
    assert "doubtful" not in plain.out
    assert "line 3 is doubtful, and might be bio: it begins like the bio of a reporter" in explained.out.splitlines()
    doubts = audiocast("inspect", "--explain", "--json", story, cwd=tmp_path).json["doubts"]
    assert doubts[0]["line"] == 3
    assert "doubts" not in audiocast("inspect", "--json", story, cwd=tmp_path).json


def test_a_shows_rules_hold_for_inspect_and_script(page: Path, tmp_path: Path) -> None:
    workspace = tone_workspace(tmp_path / "work")
    show = workspace / "feeds" / "example" / "show.toml"
    rules = '[reader]\ndrop = ["Crossings cost the same*"]\n'
    show.write_text(f"{show.read_text(encoding='utf-8')}\n{rules}", encoding="utf-8")
    out = audiocast("inspect", "story.txt", cwd=workspace).out
    assert 'dropped, furniture: rule show-drops: "Crossings cost the same' in out
    assert "Crossings" not in audiocast("script", "story.txt", cwd=workspace).out


def test_html_is_inspected_with_its_lines(tmp_path: Path) -> None:
    prose = "The ferry left the east landing at ten past six, with sixty people and two dogs on board."
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><nav>Home</nav><h1>Ferry Leaves</h1><p>{prose}</p></body></html>", encoding="utf-8")
    reading = audiocast("inspect", "--json", page, cwd=tmp_path).json
    assert [reading["lines"][entry["line"] - 1] for entry in reading["ledger"]] == ["Home", "Ferry Leaves", prose]
    page.write_text("<html><body><nav>Home</nav></body></html>", encoding="utf-8")
    assert audiocast("inspect", page, cwd=tmp_path).code == 3


def test_an_address_of_this_machine_needs_leave(tmp_path: Path) -> None:
    from tests.sources.fetching.site import PROSE, Reply, site

    cache = str(tmp_path / "cache")
    with site() as served:
        served.replies["/story"] = Reply(headers={"ETag": '"one"', "Content-Type": "text/plain"})
        refused = audiocast("inspect", f"{served.address}/story", cwd=tmp_path, AUDIOCAST_CACHE=cache)
        assert refused.code == 1
        assert "--allow-private" in refused.error
        for _ in range(2):
            run = audiocast(
                "inspect", "--json", "--allow-private", f"{served.address}/story", cwd=tmp_path, AUDIOCAST_CACHE=cache
            )
            assert run.json["body"][0]["text"] == PROSE
        assert [headers.get("if-none-match") for headers in served.asked("/story")] == [None, '"one"']


def test_inspect_works_outside_a_workspace(page: Path, tmp_path: Path) -> None:
    lines = audiocast("inspect", page, cwd=tmp_path).out.splitlines()
    assert any(line.startswith("line 1, dropped, furniture: rule ") for line in lines)
    reading = audiocast("inspect", "--json", page, cwd=tmp_path).json
    assert reading["title"] == "Ferry Returns To Harbor"
    assert reading["byline"] == ["Robin Example"]
    assert [block["kind"] for block in reading["body"]] == ["paragraph", "quote", "paragraph"]
    written = page.read_text(encoding="utf-8").split("\n")
    assert [entry["line"] for entry in reading["ledger"]] == [n for n, text in enumerate(written, 1) if text.strip()]


def test_script_works_outside_a_workspace(page: Path, tmp_path: Path) -> None:
    lines = audiocast("script", page, cwd=tmp_path).out.splitlines()
    assert lines[0] == "Section 1, intro: Introduction"
    assert lines[1].startswith("Anchor: From Tidewater Public Radio, this is Tidewater News Aloud: Ferry")
    assert 'Quotation: "We are glad to have it back. It was a long winter."' in lines
    script = audiocast("script", "--json", page, cwd=tmp_path).json
    assert [section["kind"] for section in script["sections"]] == ["intro", "story", "sign-off"]


def test_voices_lists_profiles_and_what_engines_offer(tmp_path: Path) -> None:
    profiles = audiocast("voices", "--json", cwd=tmp_path).json
    assert [profile["name"] for profile in profiles] == ["anchor", "reporter"]
    assert "anchor, engine espeak, voice en-us" in audiocast("voices", cwd=tmp_path).out
    offered = audiocast("voices", "--engine", "tone", "--json", cwd=tmp_path).json
    assert "tone" in [voice["name"] for voice in offered]
    assert "tone" in audiocast("voices", "--engine", "nope", cwd=tmp_path).error


def test_doctor_works_outside_a_workspace(tmp_path: Path) -> None:
    run = audiocast("doctor", "--json", cwd=tmp_path)
    subjects = {finding["subject"]: finding for finding in run.json}
    assert {"audiocast", "engine espeak", "engine tone", "voice anchor", "show example"} <= set(subjects)
    assert run.code == 0, run.out
    assert all(not finding["serious"] for finding in subjects.values())
    assert "engine tone: available" in audiocast("doctor", cwd=tmp_path).out


def test_doctor_names_what_is_wrong_and_the_remedy(tmp_path: Path) -> None:
    workspace = tone_workspace(tmp_path / "work")
    show = workspace / "feeds" / "example" / "show.toml"
    show.write_text(show.read_text(encoding="utf-8").replace("{{ headline }}", "{{ hedline }}"), encoding="utf-8")
    (workspace / "voices" / "anchor.toml").write_text("engine = 3", encoding="utf-8")
    run = audiocast("doctor", "--json", cwd=workspace)
    assert run.code == 1
    wrong = {finding["subject"]: finding for finding in run.json if finding["serious"]}
    assert set(wrong) == {"voice anchor", "show example"}
    assert all(finding["remedy"] for finding in wrong.values())


def test_init_makes_a_workspace_that_works_at_once(tmp_path: Path) -> None:
    run = audiocast("init", "news", cwd=tmp_path)
    assert run.code == 0
    tried = run.out.splitlines()[1]
    assert tried.startswith("Try: audiocast make --workspace news ")
    assert (tmp_path / tried.split()[-1]).is_file()
    assert audiocast("init", "news", cwd=tmp_path).code == 1
    made = audiocast("init", "other", "--json", cwd=tmp_path).json
    assert (made["workspace"], made["shows"]) == ("other", ["example"])


def test_serve_says_where_to_subscribe(tmp_path: Path) -> None:
    workspace = tone_workspace(tmp_path / "work")
    made = audiocast("make", "--json", "story.txt", cwd=workspace).json
    command = [sys.executable, "-m", "audiocast", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=workspace, env=environment(), stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[-1]
            with urllib.request.urlopen(address, timeout=20) as reply:
                assert made["guid"] in reply.read().decode()
        finally:
            server.terminate()
        assert server.wait(timeout=20) is not None


def test_a_reader_that_goes_away_is_no_error(page: Path, tmp_path: Path) -> None:
    page.write_text("Boats Counted\n\n" + "They counted the boats again on Monday.\n\n" * 5_000, encoding="utf-8")
    command = f"{sys.executable} -m audiocast inspect {page} | head -n 1"
    run = subprocess.run(command, shell=True, capture_output=True, cwd=tmp_path, env=environment(), check=False)
    assert run.stderr == b""


def test_closed_output_and_an_empty_environment_are_no_fault(page: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m audiocast inspect {page}"
    run = subprocess.run(f"{command} >&- 2>&-", shell=True, cwd=tmp_path, env=environment(), check=False)
    assert run.returncode == 0
    workspace = tone_workspace(tmp_path / "work")
    make = [sys.executable, "-m", "audiocast", "make", "story.txt"]
    bare = subprocess.run(make, cwd=workspace, env={}, capture_output=True, check=False)
    assert (bare.returncode, bare.stderr) == (0, b"")
    full = subprocess.run(f"{command} > /dev/full", shell=True, cwd=tmp_path, capture_output=True, check=False)
    assert full.returncode == 1
    assert full.stderr.startswith(b"Error: cannot write the output: No space left on device.")


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.2])
def test_ctrl_c_at_the_start_is_no_traceback(page: Path, tmp_path: Path, delay: float) -> None:
    """The interpreter's own first milliseconds are its own; a later stop may find the work done."""
    command = [sys.executable, "-m", "audiocast", "inspect", str(page)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
        time.sleep(0.03 + delay)
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=20)
    # On a busy machine the stop may come before our first line has run: then these frames are all of ours.
    frames = re.findall(rb'File ".*/audiocast/(\S+)", line \d+, in (\S+)', err)
    assert {(name, "<module>") for name in ("__init__.py", "__main__.py", "cli/__init__.py")} >= {
        (name.decode(), function.decode()) for name, function in frames
    }
    assert run.returncode in {0, 130, -signal.SIGINT}


def test_json_is_one_line(page: Path, tmp_path: Path) -> None:
    out = audiocast("inspect", "--json", page, cwd=tmp_path).out
    assert out.count("\n") == 1
    assert json.loads(out)
