"""What may be kept of an answer, how the server is asked whether it still holds, and what it says (RFC 9111)."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message
from typing import TYPE_CHECKING

from audiocast.sources.decode import encoding_of
from audiocast.sources.fetching.cache import Kept

if TYPE_CHECKING:
    from audiocast.sources.fetching.client import Answer

_LONGEST_VALIDATOR = 1_000


def conditions(kept: Kept | None) -> dict[str, str]:
    """The headers that ask for a page only if it has changed (RFC 9110, section 13.1)."""
    if kept is None:
        return {}
    named = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified}
    return {name: value for name, value in named.items() if value}


def read_answer(address: str, answer: Answer) -> Kept:
    """A page as it could be kept."""
    media_type, charset = _kind(answer.headers.get("content-type", ""))
    etag, modified = (_validator(answer, name) for name in ("etag", "last-modified"))
    return Kept(address, etag, modified, media_type, charset, answer.data)


def may_keep(kept: Kept, answer: Answer) -> bool:
    """Whether the server allows a page to be kept, and can be asked for it again (RFC 9111, sections 3 and 4.1)."""
    directives, varies = (_list(answer, name) for name in ("cache-control", "vary"))
    return "no-store" not in directives and "*" not in varies and bool(kept.etag or kept.modified)


def confirms(answer: Answer, kept: Kept) -> bool:
    """Whether an answer of "not modified" is about the version that was kept (RFC 9111, section 4.3.4)."""
    etag = _validator(answer, "etag")
    return not (etag and kept.etag) or etag.removeprefix("W/") == kept.etag.removeprefix("W/")


def renewed(kept: Kept, answer: Answer) -> Kept:
    """What was kept, with what an answer of "not modified" says anew.

    The type stays, since servers send one with such an answer that is not the page's, and so does the ETag: one that
    names another version confirms nothing.
    """
    return replace(kept, modified=_validator(answer, "last-modified") or kept.modified)


def _validator(answer: Answer, name: str) -> str:
    """What tells one version of a page from another; empty where it could not be sent back as it came."""
    value = answer.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR else ""


def _list(answer: Answer, name: str) -> set[str]:
    """The members of a header that is a list, in small letters and without their values."""
    return {each.partition("=")[0].strip().lower() for each in answer.headers.get(name, "").split(",")}


def _kind(content_type: str) -> tuple[str, str]:
    """The media type and the charset of a Content-Type header."""
    if not content_type:
        return "", ""
    message = Message()
    message["content-type"] = content_type
    charset = message.get_param("charset", "")
    return message.get_content_type(), charset if isinstance(charset, str) and encoding_of(charset) else ""
