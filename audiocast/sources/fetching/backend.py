"""The network under the HTTP client: looks names up, refuses private machines as it connects, and keeps the time.

httpcore asks its backend for every connection, so redirects and names whose answer changes pass here as well, and the
address that was checked is the one that is connected to.
"""

from __future__ import annotations

import queue
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import httpcore
from httpcore import NetworkStream

from audiocast.sources.fetching.addresses import is_public

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    Resolve: TypeAlias = Callable[[str, int], Iterable[str]]


class PrivateAddressError(httpcore.ConnectError):
    """The host is on this machine or its own network, and that was not allowed."""


class DeadlineError(httpcore.ReadTimeout):
    """The time for the whole fetch is over."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the system's order; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public machines only, unless others are allowed, and lets nothing go past the deadline.

    `deadline` is a moment of the monotonic clock; `lookup` is the system's resolver unless another is given.
    """

    def __init__(self, deadline: float, *, allow_private: bool = False, lookup: Resolve = resolve) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._lookup = lookup
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """A connection to the first of a host's addresses that answers; every address is checked before it is tried."""
        try:
            addresses = _within(self._left(None), lambda: list(self._lookup(host, port)))
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("its name cannot be looked up") from error
        allowed = [address for address in addresses if self._allow_private or is_public(address)]
        if not addresses:
            raise httpcore.ConnectError("its name leads to no machine")
        if not allowed:
            raise PrivateAddressError(f"{host} is at {', '.join(addresses[:3])}")
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in allowed:
            try:
                stream = self._inner.connect_tcp(address, port, self._left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._left)
        raise failure or httpcore.ConnectError("no address answered")

    def connect_unix_socket(self, *_: Any, **__: Any) -> NetworkStream:
        """Sockets of this machine are never a page's."""
        raise PrivateAddressError("a socket of this machine")

    def sleep(self, seconds: float) -> None:
        """Wait, as httpcore does between attempts."""
        time.sleep(min(seconds, self._left(seconds)))

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise DeadlineError("the time for it is over")
        return left if timeout is None else min(timeout, left)


def _within(seconds: float, work: Callable[[], list[str]]) -> list[str]:
    """What `work` returns or raises, unless it takes longer: the system's resolver knows no time limit of ours."""
    results: queue.SimpleQueue[tuple[list[str], BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            results.put((work(), None))
        except BaseException as error:
            results.put(([], error))

    threading.Thread(target=run, name="audiocast-lookup", daemon=True).start()
    try:
        found, error = results.get(timeout=seconds)
    except queue.Empty:
        raise DeadlineError("its name was not looked up in time") from None
    if error:
        raise error
    return found


class _TimedStream(NetworkStream):
    """A stream whose every step must end before the deadline: a server that sends a byte a second does not hold us."""

    def __init__(self, stream: NetworkStream, left: Callable[[float | None], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
