"""Answers a request for a file: which file it may be, what has changed since, and which bytes are wanted."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response, StreamingResponse

from audiocast.audio import mp3_file
from audiocast.config.below import below
from audiocast.exports import artwork, chapters, transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# What audio and exports write, and nothing else. The longest suffix counts.
MEDIA_TYPES = {
    chapters.SUFFIX: chapters.MEDIA_TYPE,
    mp3_file.SUFFIX: mp3_file.MEDIA_TYPE,
    transcript.SUFFIX: f"{transcript.MEDIA_TYPE}; charset=utf-8",
    **{suffix: kind for kind, suffix in artwork.SUFFIXES.items()},
}
_CHUNK = 256 * 1024
_ONE_RANGE = re.compile(r"\s*+bytes\s*+=\s*+(\d*+)\s*+-\s*+(\d*+)\s*+", re.IGNORECASE | re.ASCII)
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Unsatisfiable:
    """A range that lies behind the end."""


def find_file(public: Path, name: str) -> Path | None:
    """The regular file `name` below `public`, or None: no hidden file, no way out by ".." or a symbolic link."""
    parts = PurePosixPath(name).parts
    if not parts or any(part.startswith(".") or set(part) & set("\\:\0/") for part in parts):
        return None
    path = below(public, "/".join(parts))
    try:
        return path if path and stat.S_ISREG(path.stat().st_mode) else None
    except (OSError, ValueError):  # not there, too long, not encodable
        return None


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


def _chunks(path: Path, first: int, length: int) -> Iterator[bytes]:
    """The bytes asked for, piece by piece; Starlette takes them from a thread, so that the disk holds nobody up."""
    with path.open("rb") as file:
        file.seek(first)
        while length > 0:
            chunk = file.read(min(_CHUNK, length))
            if not chunk:
                return
            length -= len(chunk)
            yield chunk
