"""Turns a file's bytes into text: UTF-8, UTF-16, UTF-32 or Windows-1252, else what was declared; no other guess."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from audiocast.errors import SourceError
from audiocast.sources.kinds import has_controls, refuse_binary, refuse_noise

# UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BYTE_ORDER_MARKS = tuple(mark for mark, _ in _MARKS)
_SAMPLE = 1 << 16
_REMEDY = "Save the file as UTF-8"
_MIXED = "audiocast-mixed"
# What browsers read under these names (the Encoding Standard, section 4.2).
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_NEVER_READ = frozenset({"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape"})
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_MOST_HIGH_BYTES = 0.25
"""Western European text has 2 to 8 bytes in a hundred outside ASCII; text of another alphabet has most of them."""


def decode(data: bytes, name: str, charset: str = "") -> str:
    """The text of a file; `charset` is what a server declared, and counts where the bytes are not UTF-8.

    Raises SourceError where it is binary or in an encoding that cannot be told.
    """
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", ""))
    encoding = encoding or _utf_16_without_mark(data[:_SAMPLE]) or "utf-8"
    data = data[len(mark) :]
    if encoding != "utf-8":
        text = data.decode(encoding, "replace")
        refuse_noise(text[:_SAMPLE], name)
        return text
    is_utf_8 = _is_mostly_utf_8(data)
    refuse_binary(data[:_SAMPLE], name, is_utf_8=is_utf_8)
    if not is_utf_8:
        with suppress(LookupError, ValueError):
            return data.decode(encoding_of(charset))
        _refuse_other_alphabets(data, name)
    try:
        return data.decode("utf-8", _MIXED) if is_utf_8 else data.decode("cp1252")
    except UnicodeDecodeError as error:
        place = len(mark) + error.start + 1
        raise SourceError(f"{name} is neither UTF-8 nor Windows-1252 text (byte {place})", _REMEDY) from error


def encoding_of(declared: str) -> str:
    """Python's name of the encoding that browsers read under a declared name; empty where it is none for text."""
    try:
        b"a".decode(declared.strip())
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return ""
    return "" if name in _NEVER_READ else _READ_AS.get(name, name)


def _utf_16_without_mark(sample: bytes) -> str:
    """UTF-16 of Western text has a NUL in most pairs, always on the same side."""
    pairs = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    letters = sample[1::2] if even > odd else sample[::2]
    if pairs < 2 or max(even, odd) < 0.4 * pairs or min(even, odd) > 0.05 * pairs or has_controls(letters):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_mostly_utf_8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, or a page of it with some Windows-1252 put in; lone surrogates count for neither."""
    text = _SURROGATE.sub(b"", data).decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    whole = sum(character > "\x7f" for character in text) - broken
    return whole > broken or _is_utf_8(data)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _read_mixed(error: UnicodeError) -> tuple[str, int]:
    """What stands in a page of UTF-8 where its bytes are not: a lone surrogate, or Windows-1252, else the same error.

    A character whose last bytes the end of the file cut off cannot be known.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start, end = error.object, error.start, error.end
    if _SURROGATE.match(data, start):
        return data[start : start + 3].decode("utf-8", "surrogatepass"), start + 3
    if end - start > 1 and end == len(data):
        return "\N{REPLACEMENT CHARACTER}", end
    try:
        return data[start:end].decode("cp1252"), end
    except UnicodeDecodeError:
        raise error from None


codecs.register_error(_MIXED, _read_mixed)


def _refuse_other_alphabets(data: bytes, name: str) -> None:
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if high > _MOST_HIGH_BYTES * len(data) and len(data) >= 16:
        raise SourceError(f"{name} is text in an encoding that cannot be told", _REMEDY)
