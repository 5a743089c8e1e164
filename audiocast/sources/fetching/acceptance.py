"""Whether what a server answers is a page, told by its status and its type, before the body is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.sources.fetching.addresses import shorten

if TYPE_CHECKING:
    from audiocast.sources.fetching.client import Answer

REDIRECTS = frozenset({301, 302, 303, 307, 308})

_NO_TEXT = (
    *("image/", "audio/", "video/", "font/"),
    *("application/pdf", "application/zip", "application/gzip", "application/x-gzip", "application/ogg"),
)
_TROUBLE = {
    401: "Sign in with a browser, save the page, and name the file",
    403: "Open it in a browser, save the page, and name the file",
    404: "Check the address",
    410: "Check the address",
    429: "Wait a while, and try again",
}
_LATER = "Try again later, or save the page and name the file"


def check_page(answer: Answer, shown: str, *, has_kept: bool) -> None:
    """Raise SourceError unless an answer is a page, leads on to one, or says that the kept one has not changed.

    `shown` is what errors call it.
    """
    if answer.status in REDIRECTS or (answer.status == 304 and has_kept):
        return
    if answer.status != 200:
        said = f"{answer.status} {answer.reason}".strip()
        raise SourceError(f"{shown} cannot be fetched: the server answers {said}", _TROUBLE.get(answer.status, _LATER))
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type.startswith(_NO_TEXT):
        raise SourceError(f"{shown} is {shorten(media_type)}, not a page", "Name the page that it belongs to")
