"""Runs the web server until it is interrupted."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from audiocast.errors import ServeError
from audiocast.serve.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from audiocast.models.show import Show

HOST = "127.0.0.1"
PORT = 8000
_REMEDIES = {
    errno.EADDRINUSE: "Choose another with --port, or 0 for any that is free",
    errno.EACCES: "Choose one above 1023 with --port, or 0 for any that is free",
    errno.EADDRNOTAVAIL: "Use an address that this computer has, such as 127.0.0.1",
}
_GRACE_S = 2


class _Server(uvicorn.Server):
    """Says when it is ready, which uvicorn only logs."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(shows: Mapping[str, Show], ready: Callable[[str], None], *, host: str = HOST, port: int = PORT) -> None:
    """Serve shows until Ctrl-C; `ready` gets the server's address once it answers. Port 0 takes any that is free.

    Raises ServeError where the port cannot be had.
    """
    listener = listen(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}/"
    config = uvicorn.Config(
        create_app(shows),
        log_config=None,
        log_level="error",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    with listener, suppress(KeyboardInterrupt):
        _Server(config, lambda: ready(address)).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections at an address; raises ServeError where the port cannot be had."""
    listener = socket.socket(socket.AF_INET)
    try:
        if os.name == "posix":  # elsewhere this would let two programs have the same port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        remedy = _REMEDIES.get(getattr(error, "errno", 0) or 0, "Choose another with --port, from 0 to 65535")
        raise ServeError(f"cannot serve at {host}, port {port}: {reason}", remedy) from error
    return listener
