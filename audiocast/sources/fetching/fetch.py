"""Fetches a page: redirects one by one, each asked of its site's robots.txt, and unchanged pages from the cache."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from functools import partial
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.sources.decode import encoding_of
from audiocast.sources.fetching.acceptance import REDIRECTS, check_page
from audiocast.sources.fetching.addresses import parse, shorten
from audiocast.sources.fetching.backend import resolve
from audiocast.sources.fetching.cache import Cache, Kept, default_folder
from audiocast.sources.fetching.client import Client, Limits
from audiocast.sources.fetching.robots import Robots

if TYPE_CHECKING:
    from pathlib import Path

    from audiocast.sources.fetching.addresses import Address
    from audiocast.sources.fetching.backend import Resolve
    from audiocast.sources.fetching.client import Answer

_ACCEPT = "text/html, application/xhtml+xml, application/json;q=0.9, application/xml;q=0.9, text/*;q=0.8, */*;q=0.1"
_LONGEST_VALIDATOR = 1_000
_IN_A_BROWSER = "Check the address in a browser"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its address in the end, its bytes, and what the server said that they are."""

    address: str
    data: bytes
    media_type: str = ""
    charset: str = ""


def fetch(
    address: str,
    *,
    allow_private: bool = False,
    limits: Limits | None = None,
    cache: Path | None = None,
    lookup: Resolve = resolve,
) -> Fetched:
    """The page at a web address; `cache` is the folder of pages fetched before, else the user's own.

    Raises SourceError where it is no web address, cannot be had within the limits, is no text, is on a private
    network that was not allowed, or where its site's robots.txt asks programs to stay away.
    """
    from audiocast import __version__

    wanted = parse(address)
    kept = Cache(cache or default_folder())
    bounds = limits or Limits()
    client = Client(
        bounds, f"audiocast/{__version__} (accessible audio news)", allow_private=allow_private, lookup=lookup
    )
    try:
        return _follow(wanted, client, kept, bounds)
    finally:
        client.close()


def _follow(wanted: Address, client: Client, cache: Cache, limits: Limits) -> Fetched:
    robots = Robots(client)
    address = wanted
    for _ in range(limits.most_redirects + 1):
        robots.check(address)
        before = cache.get(str(address))
        check = partial(check_page, shown=shorten(str(address)), has_kept=before is not None)
        answer = client.get(address, {"Accept": _ACCEPT, **_conditions(before)}, check=check)
        if answer.status == 304 and before:
            return Fetched(str(address), before.data, before.media_type, before.charset)
        if answer.status not in REDIRECTS:
            return _page(address, answer, cache)
        if not answer.headers.get("location"):
            raise SourceError(f"{shorten(str(address))} leads on to nowhere (status {answer.status})", _IN_A_BROWSER)
        address = parse(answer.headers["location"], address)
    raise SourceError(f"{shorten(str(wanted))} leads on more than {limits.most_redirects} times", _IN_A_BROWSER)


def _conditions(before: Kept | None) -> dict[str, str]:
    """The headers that ask for a page only if it has changed (RFC 9110, section 13.1)."""
    if before is None:
        return {}
    conditions = {"If-None-Match": before.etag, "If-Modified-Since": before.modified}
    return {name: value for name, value in conditions.items() if value}


def _page(address: Address, answer: Answer, cache: Cache) -> Fetched:
    media_type, charset = _kind(answer.headers.get("content-type", ""))
    page = Fetched(str(address), answer.data, media_type, charset)
    etag, modified = (_validator(answer, name) for name in ("etag", "last-modified"))
    if "no-store" in answer.headers.get("cache-control", "").lower() or not (etag or modified):
        cache.drop(page.address)
    else:
        cache.put(page.address, Kept(page.address, etag, modified, media_type, charset, answer.data))
    return page


def _validator(answer: Answer, name: str) -> str:
    """What tells one version of a page from another; empty where it could not be sent back as it came."""
    value = answer.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR else ""


def _kind(content_type: str) -> tuple[str, str]:
    """The media type and the charset of a Content-Type header."""
    if not content_type:
        return "", ""
    message = Message()
    message["content-type"] = content_type
    charset = message.get_param("charset", "")
    return message.get_content_type(), charset if isinstance(charset, str) and encoding_of(charset) else ""
