"""Whether what a server answers is a page, told by its status and its type, before the body is read."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.sources.fetching.addresses import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audiocast.sources.fetching.client import Answer

REDIRECTS = frozenset({301, 302, 303, 307, 308})

_PAGES = frozenset({200, 203})
"""203 is a page that something on its way has changed (RFC 9110, section 15.3.4)."""
_NO_TEXT = (
    *("image/", "audio/", "video/", "font/"),
    *("application/pdf", "application/zip", "application/gzip", "application/x-gzip", "application/ogg"),
)
_CHECK = "Check the address"
_LATER = "Try again later, or save the page and name the file"
_SIGN_IN = "Sign in with a browser, save the page, and name the file"
_OPEN = "Open it in a browser, save the page, and name the file"
_REFUSALS = {
    204: ("holds nothing to read", _CHECK),
    205: ("holds nothing to read", _CHECK),
    206: ("came only in part", _LATER),
    401: ("wants a login", _SIGN_IN),
    402: ("wants a subscription", _SIGN_IN),
    403: ("is closed to programs, or to readers without a login or a subscription", _OPEN),
    404: ("is not there", _CHECK),
    410: ("is not there any more", _CHECK),
    429: ("was asked for too often", "Wait a while, and try again"),
    451: ("is withheld for legal reasons", "Name another page"),
    503: ("is not to be had now", _LATER),
}
_OTHER = ("cannot be fetched", _LATER)
_UNITS = ((86_400, "days"), (3_600, "hours"), (60, "minutes"))


def check_page(answer: Answer, shown: str, *, has_kept: bool) -> None:
    """Raise SourceError unless an answer is a page, leads on to one, or says that the kept one has not changed.

    `shown` is what errors call it.
    """
    if answer.status in REDIRECTS or (answer.status == 304 and has_kept):
        return
    if answer.status not in _PAGES:
        problem, remedy = _REFUSALS.get(answer.status, _OTHER)
        said = f"{answer.status} {answer.reason}".strip()
        wait = _wait(answer.headers)
        raise SourceError(
            f"{shown} {problem}: the server answers {said}",
            f"Try again {wait}, as the server asks, or save the page and name the file" if wait else remedy,
        )
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type.startswith(_NO_TEXT):
        raise SourceError(f"{shown} is {shorten(media_type)}, not a page", "Name the page that it belongs to")


def _wait(headers: Mapping[str, str]) -> str:
    """When a server asks to come again (RFC 9110, section 10.2.3), in words; empty where it does not."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal() and len(said) < 10:
        seconds = int(said)
        for size, unit in _UNITS:
            if seconds >= 2 * size:
                return f"after {-(-seconds // size)} {unit}"
        return ("", "after 1 second")[seconds] if seconds < 2 else f"after {seconds} seconds"
    try:
        moment = parsedate_to_datetime(said)
        return f"after {(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
