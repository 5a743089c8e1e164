"""A small web site on this machine whose answers a test writes: a table of paths, in a thread, with an end."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audiocast.sources.fetching.client import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUICK = Limits(step_seconds=5, whole_seconds=10, most_bytes=100_000)
"""Limits that keep a test short, should it fail."""
PROSE = "The ferry left the east landing at ten past six, with sixty people and two dogs on board."
STORY = f"Ferry Returns\n\n{PROSE}\n".encode()


def packed(data: bytes, wbits: int) -> bytes:
    """Data as gzip (31), deflate with its header (15) or without it (-15)."""
    packer = zlib.compressobj(wbits=wbits)
    return packer.compress(data) + packer.flush()


@dataclass(slots=True)
class Reply:
    """What a path answers: a status, headers, and a body or a function that writes it piece by piece.

    It answers "not modified" with the same headers to what asks with one of `is_unchanged_if`.
    """

    body: bytes = STORY
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    write: Callable[[Any], None] | None = None
    has_length: bool = True
    is_unchanged_if: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Site:
    """The site: its address, its replies by path, and the requests that came, with their headers."""

    address: str
    replies: dict[str, Reply]
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def asked(self, path: str) -> list[dict[str, str]]:
        """The headers of all requests for a path."""
        return [headers for asked, headers in self.requests if asked == path]


CERTIFICATES = Path(__file__).parent / "certificates"
"""Of an authority made for these tests, whose key is gone: for newsroom.example and 127.0.0.1, until 2120 or 2021."""


@contextmanager
def site(certificate: str = "") -> Iterator[Site]:
    """A running site without a robots.txt, which speaks HTTPS where a certificate is named; it ends with the test."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.requests.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
            reply = served.replies.get(self.path, Reply(b"", 404))
            etag = reply.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                self.send_response(304)
                self.end_headers()
                return
            if any(name in self.headers for name in reply.is_unchanged_if):
                reply = Reply(b"", 304, reply.headers)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.write is None and reply.has_length:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            try:
                if reply.write:
                    reply.write(self)
                else:
                    self.wfile.write(reply.body)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATES / certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    served = Site(f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}", {"/story": Reply()})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@contextmanager
def raw(answer: bytes) -> Iterator[str]:
    """A server that sends the same bytes whatever it is asked, and hangs up."""
    with _server(lambda connection: connection.sendall(answer)) as address:
        yield address


@contextmanager
def dripping(start: bytes) -> Iterator[str]:
    """A server that sends the start of an answer over and over, a byte at a time, until nobody listens."""

    def drip(connection: socket.socket) -> None:
        for byte in (start or b" ") * 1_000:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)

    with _server(drip) as address:
        yield address


@contextmanager
def _server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection, suppress(OSError):
                    connection.settimeout(5)
                    connection.recv(65_536)
                    answer(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)
