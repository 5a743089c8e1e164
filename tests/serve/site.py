"""A show served over real HTTP on the loopback address, for the tests of the web server."""

from __future__ import annotations

import http.client
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from audiocast.archive.archive import Archive
from audiocast.serve.app import create_app
from audiocast.serve.run import listen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from audiocast.models.show import Show


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Site:
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path as it stands, without a client's own tidying; `if_range="x"` is the header If-Range."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host="host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()


@contextmanager
def serving(shows: Mapping[str, Show]) -> Iterator[Site]:
    """The application on a free port, in a thread of its own."""
    listener = listen("127.0.0.1", 0)
    config = uvicorn.Config(create_app(shows), log_config=None, lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Site(listener.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


def add_cover(folder: Path) -> str:
    """Give a show the bundled artwork; its name in the public folder."""
    from audiocast.config import defaults

    return Archive(folder).add_cover((defaults() / "feeds" / "example" / "cover.jpg").read_bytes(), ".jpg").name
