from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any

import httpcore
import pytest

from audiocast.errors import SourceError
from audiocast.sources.fetching import fetch
from audiocast.sources.fetching.client import Limits
from tests.sources.fetching.site import QUICK, STORY, Reply, Site

if TYPE_CHECKING:
    from pathlib import Path


def test_this_machine_is_refused_unless_allowed(served: Site, get: Any) -> None:
    with pytest.raises(SourceError, match="its own network") as caught:
        get("/story", allow_private=False)
    assert "--allow-private" in caught.value.remedy
    assert not served.requests


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_other_names_of_this_machine_are_refused(served: Site, tmp_path: Path, host: str) -> None:
    port = served.address.rpartition(":")[2]
    with pytest.raises(SourceError):
        fetch(f"http://{host}:{port}/story", limits=QUICK, cache=tmp_path)
    assert not served.requests


def test_a_name_that_changes_its_address_gains_nothing(served: Site, tmp_path: Path) -> None:
    """The first answer is public, the second this machine: what is connected to is what was checked."""
    answers = [["203.0.113.7"], ["127.0.0.1"]]

    def lookup(host: str, port: int) -> list[str]:
        return answers.pop(0) if len(answers) > 1 else answers[0]

    port = served.address.rpartition(":")[2]
    with pytest.raises(SourceError):
        fetch(f"http://rebinding.example:{port}/story", limits=Limits(0.3, 1.0), cache=tmp_path, lookup=lookup)
    assert not served.requests


def test_a_private_address_among_public_ones_is_never_tried(served: Site, tmp_path: Path) -> None:
    tried: list[str] = []

    def lookup(host: str, port: int) -> list[str]:
        tried.append(host)
        return ["10.0.0.1", "127.0.0.1", "fe80::1%eth0", "::1"]

    port = served.address.rpartition(":")[2]
    with pytest.raises(SourceError, match="its own network"):
        fetch(f"http://many.example:{port}/story", limits=QUICK, cache=tmp_path, lookup=lookup)
    assert tried == ["many.example"]
    assert not served.requests


def test_a_name_that_there_is_not(tmp_path: Path) -> None:
    def lookup(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(SourceError, match="cannot be looked up"):
        fetch("https://nowhere.example/", limits=QUICK, cache=tmp_path, lookup=lookup)


class Network:
    """What is connected to, in place of the network."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tried: list[str] = []
        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", self.connect)

    def connect(self, host: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.tried.append(host)
        raise httpcore.ConnectError("nobody there")


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: Any, tmp_path: Path) -> None:
    network, answers = Network(monkeypatch), [["8.8.8.8", "10.0.0.1", "2606:4700::1"], ["127.0.0.1"]]
    with pytest.raises(SourceError, match="nobody there"):
        fetch("http://rebinding.example/", limits=QUICK, cache=tmp_path, lookup=lambda host, port: answers.pop(0))
    assert network.tried == ["8.8.8.8", "2606:4700::1"]
    with pytest.raises(SourceError, match="its own network"):
        fetch("http://rebinding.example/", limits=QUICK, cache=tmp_path, lookup=lambda host, port: answers.pop(0))
    assert network.tried == ["8.8.8.8", "2606:4700::1"]


class OneMachine:
    """A network in which one public machine is the test's own site, and every other one is not there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
        self.tried: list[str] = []
        self._port = port
        self._connect = httpcore.SyncBackend.connect_tcp
        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", self.connect)

    def lookup(self, host: str, port: int) -> list[str]:
        named = {"public.example": ["8.8.8.8"], "inside.example": ["10.0.0.5"]}
        if host in named:
            return named[host]
        return [str(each[4][0]) for each in socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)]

    def connect(self, host: str, port: int, *rest: Any) -> httpcore.NetworkStream:
        self.tried.append(host)
        assert host == "8.8.8.8"
        return self._connect(httpcore.SyncBackend(), "127.0.0.1", self._port, *rest)


INSIDE = ["inside.example", "127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"]


@pytest.mark.parametrize("host", [*INSIDE, "[64:ff9b::a00:5]", "[2002:a00:5::]", "169.254.169.254", "0.0.0.0"])
@pytest.mark.parametrize("path", ["/robots.txt", "/story"])
def test_no_redirect_leads_inside(served: Site, monkeypatch: Any, tmp_path: Path, path: str, host: str) -> None:
    port = int(served.address.rpartition(":")[2])
    network = OneMachine(monkeypatch, port)
    served.replies[path] = Reply(b"", 302, {"Location": f"http://{host}:{port}/secret"})
    problem = "robots.txt cannot be read" if path == "/robots.txt" else "its own network"
    with pytest.raises(SourceError, match=problem):
        fetch(f"http://public.example:{port}/story", limits=QUICK, cache=tmp_path, lookup=network.lookup)
    assert set(network.tried) == {"8.8.8.8"}
    assert not served.asked("/secret")


def test_nothing_is_carried_from_one_host_to_another(served: Site, monkeypatch: Any, tmp_path: Path) -> None:
    port = int(served.address.rpartition(":")[2])
    network = OneMachine(monkeypatch, port)
    places = {"other.example": ["8.8.8.8"]}
    served.replies["/from"] = Reply(
        b"", 302, {"Location": f"http://other.example:{port}/story", "Set-Cookie": "secret=1; Domain=example"}
    )
    fetch(
        f"http://public.example:{port}/from",
        limits=QUICK,
        cache=tmp_path,
        lookup=lambda host, port: places.get(host) or network.lookup(host, port),
    )
    (first,), (second,) = served.asked("/from"), served.asked("/story")
    assert (first["host"], second["host"]) == (f"public.example:{port}", f"other.example:{port}")
    assert set(second) == {"host", "user-agent", "accept-encoding", "accept"}


def test_the_environment_is_not_heeded(monkeypatch: Any, served: Site, get: Any) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert get("/story").data == STORY


def test_a_resolver_that_hangs_is_left(tmp_path: Path) -> None:
    end = threading.Event()

    def lookup(host: str, port: int) -> list[str]:
        end.wait(20)
        return []

    try:
        with pytest.raises(SourceError, match="did not answer in time"):
            fetch("http://a.example/", limits=Limits(whole_seconds=0.2), cache=tmp_path, lookup=lookup)
    finally:
        end.set()


def test_a_name_without_a_machine(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no machine"):
        fetch("http://a.example/", limits=QUICK, cache=tmp_path, lookup=lambda host, port: [])


def test_an_interruption_passes(monkeypatch: Any, tmp_path: Path) -> None:
    def lookup(host: str, port: int) -> list[str]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch("http://a.example/", limits=QUICK, cache=tmp_path, lookup=lookup)
