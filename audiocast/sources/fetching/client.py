"""One HTTP request with limits: on time, on bytes as they come and as they unpack, and on where it may go."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import httpcore

from audiocast.sources.fetching.addresses import shorten
from audiocast.sources.fetching.authorities import tls_context
from audiocast.sources.fetching.backend import GuardedBackend, resolve
from audiocast.sources.fetching.failures import FAILURES, explained
from audiocast.sources.fetching.unpacking import unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from audiocast.sources.fetching.addresses import Address
    from audiocast.sources.fetching.backend import Resolve

_LISTS = frozenset({"cache-control", "content-encoding", "vary"})
"""Headers whose values, where several lines have them, are one list (RFC 9110, section 5.3)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take: seconds for a step and for the whole of it, bytes, and redirects."""

    step_seconds: float = 10.0
    whole_seconds: float = 60.0
    most_bytes: int = 10_000_000
    most_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, headers in small letters, and the body as it unpacks, once it is read."""

    status: int
    reason: str
    headers: Mapping[str, str]
    data: bytes = b""


class Client:
    """Requests within one fetch, which share its deadline; no cookies, and no proxies, whatever the environment says.

    A proxy would look names up by itself, past the check of the addresses. Raises SourceError where the certificates
    that the environment names cannot be used.
    """

    def __init__(self, limits: Limits, agent: str, *, allow_private: bool = False, lookup: Resolve = resolve) -> None:
        self._limits = limits
        self._headers = {"User-Agent": agent, "Accept-Encoding": "gzip, deflate"}
        backend = GuardedBackend(time.monotonic() + limits.whole_seconds, allow_private=allow_private, lookup=lookup)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls_context(),
            network_backend=backend,
            max_connections=4,
            http2=False,
        )

    def close(self) -> None:
        """End all connections."""
        self._pool.close()

    def get(
        self,
        address: Address,
        headers: Mapping[str, str],
        most_bytes: int | None = None,
        *,
        cut: bool = False,
        name: str = "",
        check: Callable[[Answer], None] | None = None,
    ) -> Answer:
        """What an address answers; redirects are answers too. With `cut` the first `most_bytes` of a larger one serve.

        `name` is what errors of the connection call it, else the address; `check` sees the answer before its body is
        read, and raises where it is not to be. Raises SourceError where it cannot be reached in time, breaks off, is
        too large or is private.
        """
        shown = shorten(str(address))
        try:
            with self._pool.stream(
                "GET",
                httpcore.URL(
                    scheme=address.scheme.encode(),
                    host=address.host.encode(),
                    port=address.port,
                    target=address.target.encode(),
                ),
                headers=[("Host", address.place), *self._headers.items(), *headers.items()],
                extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._limits.step_seconds)},
            ) as response:
                answer = _head(response)
                if check:
                    check(answer)
                if not 200 <= answer.status < 300:  # What comes with a redirect or a refusal is for nobody to read.
                    return answer
                most = most_bytes or self._limits.most_bytes
                body = unpacked(response.iter_stream(), answer.headers, most, shown, cut=cut)
                return replace(answer, data=body)
        except FAILURES as error:
            raise explained(error, name or shown) from error


def _head(response: httpcore.Response) -> Answer:
    headers: dict[str, str] = {}
    for name, value in ((_text(key).lower(), _text(value)) for key, value in response.headers):
        headers[name] = f"{headers[name]}, {value}" if name in _LISTS and name in headers else value
    return Answer(response.status, shorten(_text(bytes(response.extensions.get("reason_phrase", b"")))), headers)


def _text(value: bytes) -> str:
    """A header's text: ASCII by its standard, UTF-8 as many servers write it, else Latin-1 as they used to."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
