"""Unpacks what a server sent, step by step, so that a small answer cannot become a large one."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.sources.fetching.addresses import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PLAIN = frozenset({"", "identity", "none", "utf-8"})
"""The last two are none of the standard's (RFC 9110, section 8.4), but servers send them with what is not packed."""
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_MOST_CODINGS = 3
_ZIPPED, _WRAPPED, _BARE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
"""zlib's own numbers for a gzip header before the data, a zlib header, or none, as some servers send "deflate"."""
_GZIP_MARK = b"\x1f\x8b"
_AGAIN = "Try again, or save the page and name the file"
_SAVE = "Open it in a browser, save the page, and name the file"


def unpacked(chunks: Iterable[bytes], headers: Mapping[str, str], most: int, name: str, *, cut: bool = False) -> bytes:
    """The body of an answer; with `cut` the first `most` bytes of a larger one. `name` is what errors call it.

    Raises SourceError where it is larger than `most` bytes as it comes or as it unpacks, broken, cut off, or packed in
    a way that was not asked for.
    """
    packings = _packings(headers.get("content-encoding", ""), name)
    too_large = SourceError(f"{name} is larger than {most / 1e6:g} MB, the most that is read", "Name another page")
    said = headers.get("content-length", "")
    if not cut and said.isdecimal() and int(said[:20]) > most:
        raise too_large
    pieces = _within(chunks, most, too_large, cut=cut)
    for _ in range(packings):  # Each within the limit: what unpacks to much may unpack to nothing in the next step.
        pieces = _within(_inflated(pieces, most + 1, name), most, too_large, cut=cut)
    data = bytearray()
    for piece in pieces:
        data += piece
    return bytes(data[:most])


def _packings(said: str, name: str) -> int:
    """How many times a body was packed, from its Content-Encoding."""
    codings = [coding for each in said.lower().split(",") if (coding := each.strip()) not in _PLAIN]
    if unknown := [coding for coding in codings if coding not in _PACKED]:
        raise SourceError(f"{name} came packed as {shorten(unknown[0][:40])}, which was not asked for", _SAVE)
    if len(codings) > _MOST_CODINGS:
        raise SourceError(f"{name} came packed {len(codings)} times over", _SAVE)
    return len(codings)


def _within(chunks: Iterable[bytes], most: int, too_large: SourceError, *, cut: bool) -> Iterator[bytes]:
    """The chunks as they come, as far as they are `most` bytes: a packed body may be long and yet unpack to nothing."""
    taken = 0
    for chunk in chunks:
        taken += len(chunk)
        if taken > most and not cut:
            raise too_large
        yield chunk
        if taken > most:
            return


def _inflated(chunks: Iterable[bytes], step: int, name: str) -> Iterator[bytes]:
    """The pieces of a packed body, none larger than `step`; gzip may have several members, one after another.

    What follows the end and begins no member is left out, as browsers do. An empty body is empty.
    """
    stream = None
    rest, form = b"", _ZIPPED
    for chunk in chunks:
        rest += chunk
        while len(rest) >= len(_GZIP_MARK) or (stream and rest and not stream.eof):
            if stream is None:
                form = _form(rest)
                stream = zlib.decompressobj(form)
            elif stream.eof:
                if form != _ZIPPED or not rest.startswith(_GZIP_MARK):
                    return
                stream = zlib.decompressobj(form)
            try:
                piece = stream.decompress(rest, step)
            except zlib.error as error:
                raise SourceError(f"{name} came broken: {error}", _AGAIN) from error
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
            yield piece
    if (stream and not stream.eof) or (rest and not stream):
        raise SourceError(f"{name} came broken: its end is missing", _AGAIN)


def _form(start: bytes) -> int:
    """How a body is packed, from its first two bytes: servers name gzip and deflate for each other.

    A zlib header tells itself by its remainder (RFC 1950, section 2.2); deflate of its own never begins with either.
    """
    if start.startswith(_GZIP_MARK):
        return _ZIPPED
    is_wrapped = start[0] & 0x0F == zlib.DEFLATED and int.from_bytes(start[:2], "big") % 31 == 0
    return _WRAPPED if is_wrapped else _BARE
