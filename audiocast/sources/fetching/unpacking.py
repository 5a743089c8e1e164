"""Unpacks what a server sent, step by step, so that a small answer cannot become a large one."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.sources.fetching.addresses import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PLAIN = frozenset({"", "identity"})
_ZIPPED, _WRAPPED, _BARE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
"""zlib's own numbers for a gzip header before the data, a zlib header, or none, as some servers send "deflate"."""
_CODINGS = {"gzip": (_ZIPPED,), "x-gzip": (_ZIPPED,), "deflate": (_WRAPPED, _BARE)}
_GZIP_MARK = b"\x1f\x8b"
_AGAIN = "Try again, or save the page and name the file"


def unpacked(chunks: Iterable[bytes], headers: Mapping[str, str], most: int, name: str, *, cut: bool = False) -> bytes:
    """The body of an answer; with `cut` the first `most` bytes of a larger one. `name` is what errors call it.

    Raises SourceError where it is larger than `most` bytes as it comes or as it unpacks, broken, cut off, or packed in
    a way that was not asked for.
    """
    coding = headers.get("content-encoding", "").strip().lower()
    if coding not in _PLAIN and coding not in _CODINGS:
        raise SourceError(
            f"{name} came packed as {shorten(coding[:40])}, which was not asked for", "Save the page yourself"
        )
    too_large = SourceError(f"{name} is larger than {most / 1e6:g} MB, the most that is read", "Name another page")
    said = headers.get("content-length", "")
    if not cut and said.isdecimal() and int(said[:20]) > most:
        raise too_large
    counted = _within(chunks, most, too_large, cut=cut)
    data = bytearray()
    for piece in counted if coding in _PLAIN else _inflated(counted, coding, most + 1, name):
        data += piece
        if len(data) > most:
            if not cut:
                raise too_large
            break
    return bytes(data[:most])


def _within(chunks: Iterable[bytes], most: int, too_large: SourceError, *, cut: bool) -> Iterator[bytes]:
    """The chunks as they come, of which `most` bytes are taken: a packed body may be long and yet unpack to nothing."""
    taken = 0
    for chunk in chunks:
        if taken + len(chunk) > most and not cut:
            raise too_large
        yield chunk
        taken += len(chunk)
        if taken > most:
            return


def _inflated(chunks: Iterable[bytes], coding: str, step: int, name: str) -> Iterator[bytes]:
    """The pieces of a packed body, none larger than `step`; gzip may have several members, one after another.

    What follows the end and begins no member is left out, as browsers do. An empty body is empty.
    """
    form, *others = _CODINGS[coding]
    stream = zlib.decompressobj(form)
    has_begun = False
    rest = b""
    for chunk in chunks:
        rest += chunk
        while rest:
            if stream.eof:
                if form != _ZIPPED or rest[:2] != _GZIP_MARK[: len(rest)]:
                    return
                if len(rest) < len(_GZIP_MARK):
                    break
                stream = zlib.decompressobj(form)
            try:
                piece = stream.decompress(rest, step)
            except zlib.error as error:
                if has_begun or not others:
                    raise SourceError(f"{name} came broken: {error}", _AGAIN) from error
                stream = zlib.decompressobj(others.pop())
                continue
            has_begun = True
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
            yield piece
    if has_begun and not stream.eof:
        raise SourceError(f"{name} came broken: its end is missing", _AGAIN)
