"""Turns a file's bytes into text: UTF-8, UTF-16, UTF-32 or Windows-1252, and no other guess."""

from __future__ import annotations

import codecs

from audiocast.errors import SourceError
from audiocast.sources.kinds import has_controls, refuse_binary

# UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_MOST_HIGH_BYTES = 0.25
"""Western European text has 2 to 8 bytes in a hundred outside ASCII; text of another alphabet has most of them."""


def decode(data: bytes, name: str) -> str:
    """The text of a file; raises SourceError where it is binary or in an encoding that cannot be told."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if encoding := _utf_16_without_mark(data[:_SAMPLE]):
        return data.decode(encoding, "replace")
    text = _utf_8(data)
    refuse_binary(data[:_SAMPLE], name, is_utf_8=text is not None)
    return _windows_1252(data, name) if text is None else text


def _utf_16_without_mark(sample: bytes) -> str:
    """UTF-16 of Western text has a NUL in most pairs, always on the same side."""
    pairs = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    letters = sample[1::2] if even > odd else sample[::2]
    if pairs < 2 or max(even, odd) < 0.4 * pairs or min(even, odd) > 0.05 * pairs or has_controls(letters):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _utf_8(data: bytes) -> str | None:
    """The text where the bytes are UTF-8, a few broken ones left aside; None where they are something else."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    whole = sum(character > "\x7f" for character in text) - broken
    return text if whole > 2 * broken else None


def _windows_1252(data: bytes, name: str) -> str:
    remedy = "Save the file as UTF-8"
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if high > _MOST_HIGH_BYTES * len(data) and len(data) >= 16:
        raise SourceError(f"{name} is text in an encoding that cannot be told", remedy)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise SourceError(f"{name} is neither UTF-8 nor Windows-1252 text (byte {error.start + 1})", remedy) from error
