"""Fetches a page: redirects one by one, each asked of its site's robots.txt, and unchanged pages from the cache."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.sources.fetching.acceptance import REDIRECTS, check_page
from audiocast.sources.fetching.addresses import parse, shorten
from audiocast.sources.fetching.backend import resolve
from audiocast.sources.fetching.cache import Cache, default_folder
from audiocast.sources.fetching.client import Client, Limits
from audiocast.sources.fetching.robots import Robots
from audiocast.sources.fetching.validation import conditions, confirms, may_keep, read_answer, renewed

if TYPE_CHECKING:
    from pathlib import Path

    from audiocast.sources.fetching.addresses import Address
    from audiocast.sources.fetching.backend import Resolve
    from audiocast.sources.fetching.cache import Kept
    from audiocast.sources.fetching.client import Answer

_ACCEPT = "text/html, application/xhtml+xml, application/json;q=0.9, application/xml;q=0.9, text/*;q=0.8, */*;q=0.1"
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
    network that was not allowed, leads from https to http, or where its site's robots.txt asks programs to stay away.
    """
    from audiocast import __version__

    wanted = parse(address)
    agent = f"audiocast/{__version__} (accessible audio news)"
    bounds = limits or Limits()
    client = Client(bounds, agent, allow_private=allow_private, lookup=lookup)
    try:
        return _follow(wanted, client, Cache(cache or default_folder(), f"{agent}\n{_ACCEPT}"), bounds)
    finally:
        client.close()


def _follow(wanted: Address, client: Client, cache: Cache, limits: Limits) -> Fetched:
    robots = Robots(client)
    address = wanted
    for _ in range(limits.most_redirects + 1):
        robots.check(address)
        kept = cache.get(str(address))
        answer = _ask(address, client, kept)
        if kept and answer.status == 304 and not confirms(answer, kept):
            kept, answer = None, _ask(address, client, None)
        if answer.status not in REDIRECTS:
            page = renewed(kept, answer) if kept and answer.status == 304 else read_answer(str(address), answer)
            if may_keep(page, answer):
                cache.put(page)
            else:
                cache.drop(page.address)
            return Fetched(page.address, page.data, page.media_type, page.charset)
        address = _following(address, answer)
    raise SourceError(f"{shorten(str(wanted))} leads on more than {limits.most_redirects} times", _IN_A_BROWSER)


def _following(address: Address, answer: Answer) -> Address:
    shown = shorten(str(address))
    if not answer.headers.get("location"):
        raise SourceError(f"{shown} leads on to nowhere (status {answer.status})", _IN_A_BROWSER)
    following = parse(answer.headers["location"], address)
    if address.scheme == "https" and following.scheme == "http":
        raise SourceError(
            f"{shown} leads on to {shorten(str(following))}, which anyone on the way could change",
            "If that is meant, name that address instead",
        )
    return following


def _ask(address: Address, client: Client, kept: Kept | None) -> Answer:
    check = partial(check_page, shown=shorten(str(address)), has_kept=kept is not None)
    return client.get(address, {"Accept": _ACCEPT, **conditions(kept)}, check=check)
