"""The web application: an index, and for each show its feed and the files that listeners fetch."""

from __future__ import annotations

import re
from email.utils import formatdate
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from audiocast.errors import AudiocastError
from audiocast.exports.rss import MEDIA_TYPE
from audiocast.serve.feeds import FeedCache
from audiocast.serve.files import file_response, find_file, is_unchanged
from audiocast.serve.index import CONTENT_SECURITY_POLICY, index_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from audiocast.models.show import Show

_HOST = re.compile(r"(?:[A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_EVERYWHERE = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"Range, If-Range, If-None-Match, If-Modified-Since"),
    (b"access-control-expose-headers", b"Accept-Ranges, Content-Length, Content-Range, ETag, Last-Modified"),
    (b"x-content-type-options", b"nosniff"),
]


class _Headers:
    """Puts the headers that every answer has on it: players in web pages may read everything that is served."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *_EVERYWHERE]}
            await send(message)

        await self._app(scope, receive, send_with_headers)


class _Site:
    """The answers; `shows` by the names they are served under."""

    def __init__(self, shows: Mapping[str, Show]) -> None:
        self._shows = shows
        self._feeds = FeedCache()

    def index(self, request: Request) -> Response:
        origin = _origin(request)
        page = index_page((show, f"{origin}/{quote(name)}/feed.xml") for name, show in self._shows.items())
        return HTMLResponse(page, headers={"content-security-policy": CONTENT_SECURITY_POLICY})

    def feed(self, request: Request) -> Response:
        name = request.path_params["show"]
        if name not in self._shows:
            return _not_found()
        feed = self._feeds.feed(self._shows[name], f"{_origin(request)}/{quote(name)}")
        headers = {
            "content-type": f"{MEDIA_TYPE}; charset=utf-8",
            "etag": feed.etag,
            "last-modified": formatdate(feed.changed, usegmt=True),
            "cache-control": "no-cache",
        }
        if is_unchanged(request.headers, feed.etag, feed.changed):
            return Response(status_code=304, headers=headers)
        return Response(feed.data, headers=headers)

    def file(self, request: Request) -> Response:
        show = self._shows.get(request.path_params["show"])
        path = find_file(show.folder / "public", request.path_params["name"]) if show else None
        return file_response(path, request.method, request.headers) if path else _not_found()


def create_app(shows: Mapping[str, Show]) -> Starlette:
    """The application that serves these shows; their records are read anew when they change."""
    site = _Site(shows)
    app = Starlette(
        routes=[
            Route("/", site.index),
            Route("/{show}/feed.xml", site.feed),
            Route("/{show}/{name:path}", site.file),
            Route("/{anything:path}", _otherwise, methods=["GET", "OPTIONS"]),
        ],
        exception_handlers={AudiocastError: _failed, OSError: _gone},
    )
    app.add_middleware(_Headers)
    return app


def _origin(request: Request) -> str:
    """The address the client used for this server, or the server's own where the client's is no address."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        server, port = request.scope.get("server") or ("127.0.0.1", None)
        host = f"{server}:{port}" if port else str(server)
    return f"http://{host}"


def _not_found() -> Response:
    return PlainTextResponse("Not found. The page / lists what there is.\n", 404)


def _otherwise(request: Request) -> Response:
    """A browser's question before a request from another page; what else comes here is not there."""
    return Response(status_code=204) if request.method == "OPTIONS" else _not_found()


def _failed(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"Error: {error}\n", 500)


def _gone(_request: Request, _error: Exception) -> Response:
    return _not_found()
