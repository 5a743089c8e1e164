"""Answers a request for a file: which file it may be, what has changed since, and which bytes are wanted."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import anyio
from starlette.responses import PlainTextResponse, Response, StreamingResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

# The longest suffix counts, so that chapters are not taken for other JSON.
MEDIA_TYPES = {
    ".chapters.json": "application/json+chapters",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".vtt": "text/vtt; charset=utf-8",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
_CHUNK = 256 * 1024
_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE | re.ASCII)
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Unsatisfiable:
    """A range that lies behind the end."""


def find_file(public: Path, name: str) -> Path | None:
    """The regular file `name` below `public`, or None: no hidden file, no way out by ".." or a symbolic link."""
    parts = PurePosixPath(name).parts
    if not parts or any(part.startswith(".") or set(part) & set("\\:\0/") for part in parts):
        return None
    try:
        root = public.resolve(strict=True)
        path = root.joinpath(*parts).resolve(strict=True)
        within = path.is_relative_to(root) and stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError, RuntimeError):  # too long, not encodable, links in a circle
        return None
    return path if within else None


def media_type(name: str) -> str:
    """The media type of a file by its name."""
    dot = [place for place, character in enumerate(name) if character == "."]
    return next(
        (MEDIA_TYPES[name[i:].lower()] for i in dot if name[i:].lower() in MEDIA_TYPES), "application/octet-stream"
    )


def file_response(path: Path, request_method: str, headers: Mapping[str, str]) -> Response:
    """The answer to GET or HEAD of a file: 200, 206, 304 or 416; several ranges at once are answered by the whole."""
    status = path.stat()
    answer = {
        "content-type": media_type(path.name),
        "etag": f'"{status.st_mtime_ns:x}-{status.st_size:x}"',
        "last-modified": formatdate(status.st_mtime, usegmt=True),
        "accept-ranges": "bytes",
        "cache-control": "public, max-age=86400",
    }
    if is_unchanged(headers, answer["etag"], status.st_mtime):
        return Response(status_code=304, headers=answer)
    wanted = _wanted(request_method, headers, answer, status.st_size)
    if isinstance(wanted, Unsatisfiable):
        return PlainTextResponse(
            "Range Not Satisfiable\n", 416, {"content-range": f"bytes */{status.st_size}", "accept-ranges": "bytes"}
        )
    first, last = wanted or (0, status.st_size - 1)
    answer["content-length"] = str(last - first + 1)
    if wanted:
        answer["content-range"] = f"bytes {first}-{last}/{status.st_size}"
    code = 206 if wanted else 200
    if request_method == "HEAD":
        return Response(status_code=code, headers=answer)
    return StreamingResponse(_chunks(path, first, last - first + 1), code, answer)


def is_unchanged(headers: Mapping[str, str], etag: str, changed: float) -> bool:
    """Whether the client's copy is still good (RFC 9110, section 13.2.2); `changed` is in seconds since 1970."""
    known = headers.get("if-none-match")
    if known is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return "*" in tags or etag in tags
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
        return int(changed) <= since.timestamp()
    except (TypeError, ValueError, OverflowError, OSError):
        return False


def _wanted(
    method: str, headers: Mapping[str, str], answer: Mapping[str, str], size: int
) -> tuple[int, int] | Unsatisfiable | None:
    """The first and last byte asked for, or None for all of them (RFC 9110, section 14)."""
    condition = headers.get("if-range")
    if method != "GET" or (condition and condition not in {answer["etag"], answer["last-modified"]}):
        return None
    match = _ONE_RANGE.fullmatch(headers.get("range", ""))
    if not match or match.group(1, 2) == ("", "") or len(max(match.groups(), key=len)) > _LONGEST_NUMBER:
        return None
    if not match[1]:
        length = min(int(match[2]), size)
        return (size - length, size - 1) if length else Unsatisfiable()
    first, last = int(match[1]), int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    return (first, min(last, size - 1)) if first < size else Unsatisfiable()


async def _chunks(path: Path, first: int, length: int) -> AsyncIterator[bytes]:
    async with await anyio.open_file(path, "rb") as file:
        await file.seek(first, os.SEEK_SET)
        while length > 0:
            chunk = await file.read(min(_CHUNK, length))
            if not chunk:
                return
            length -= len(chunk)
            yield chunk
