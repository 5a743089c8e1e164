"""Tells what is no page text: binary files by their first bytes, and other formats of text by their marks."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import islice
from unicodedata import category

from audiocast.errors import SourceError

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an MP3 file"),
    (b"\xff\xfb", "an MP3 file"),
    (b"\xff\xf3", "an MP3 file"),
    (b"RIFF", "a WAVE, AVI or WebP file"),
    (b"OggS", "an Ogg file"),
    (b"fLaC", "a FLAC file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an XZ archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"SQLite format 3", "a database"),
)
# Letters that a text may begin with count only beside bytes that no text has.
_READABLE_MAGIC = frozenset({b"ID3", b"RIFF", b"OggS", b"fLaC", b"BZh", b"GIF8"})
_CONTROLS = bytes(sorted({*range(0x20), 0x7F} - set(b"\t\n\r\f\v\x1b")))
_MOST_CONTROLS_IN_UTF_8 = 0.3
_MOST_CONTROLS = 0.05
"""One byte in ten of a compressed file is a control, and such a file is never UTF-8."""
_FEW, _MOST_NONE = 4, 0.05
"""Noise read as UTF-16 is in one character of seven unassigned, private or half a pair; in UTF-32 nearly all is."""

_HTML_START = re.compile(
    r"\s{0,99}+(?>(?:<!--.{0,999}?-->\s{0,99})){0,99}+<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_XHTML_START = re.compile(
    r"\s{0,99}<\?xml\b[^>]{0,200}\?>.{0,600}?<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL
)
_XHTML_LOOKS_AT, _FEWEST_ENDS = 1_000, 3
_MARKUP_END = re.compile(r"</(?:p|div|a|span|li|ul|ol|h[1-6]|td|tr|table|script|body|html|head|title)>", re.IGNORECASE)
# HTML lets a paragraph's closing tag be left out, so lines that begin with an opening one tell a page as well.
_MARKUP_LINE = re.compile(
    r"^[ \t]{0,40}<(?:p|div|h[1-6]|li|article|section)(?:\s[^<>]{0,300})?>", re.IGNORECASE | re.MULTILINE
)
_TEXT_REMEDY = "Save the page's text in a file, and name that file"


def refuse_binary(sample: bytes, name: str, *, is_utf_8: bool) -> None:
    """Raise SourceError where the first bytes of a file are those of an image, an archive or the like."""
    controls = _controls(sample)
    for magic, kind in _MAGIC:
        if sample.startswith(magic) and (controls or magic not in _READABLE_MAGIC):
            raise SourceError(f"{name} is {kind}, not text", _TEXT_REMEDY)
    limit = _MOST_CONTROLS_IN_UTF_8 if is_utf_8 else _MOST_CONTROLS
    if controls > limit * len(sample):
        raise SourceError(f"{name} is a binary file, not text", _TEXT_REMEDY)


def refuse_noise(text: str, name: str) -> None:
    """Raise SourceError where too many characters of a decoded text are none: a mark before noise makes no text."""
    kinds = Counter(map(category, text))
    none = text.count("\N{REPLACEMENT CHARACTER}") + sum(kinds[kind] for kind in ("Cn", "Co", "Cs"))
    controls = kinds["Cc"] - sum(map(text.count, "\t\n\r\f\v"))
    if none > _FEW + _MOST_NONE * len(text) or controls > _MOST_CONTROLS_IN_UTF_8 * len(text):
        raise SourceError(f"{name} is a binary file, not text", _TEXT_REMEDY)


def has_controls(sample: bytes) -> bool:
    """Whether more bytes are controls than any text has."""
    return _controls(sample) > _MOST_CONTROLS_IN_UTF_8 * len(sample)


def _controls(sample: bytes) -> int:
    return len(sample) - len(sample.translate(None, _CONTROLS))


def looks_like_html(source: bytes | str) -> bool:
    """Whether a source is a page or a piece of HTML: its first tag, three closing ones, or three lines that open so.

    A story that mentions a tag is none.
    """
    text = source if isinstance(source, str) else source.replace(b"\x00", b"").decode("latin-1")
    text = text.lstrip("\ufeff\xef\xbb\xbf\xff\xfe")
    if _HTML_START.match(text) or _XHTML_START.match(text[:_XHTML_LOOKS_AT]):
        return True
    found = (islice(pattern.finditer(text), _FEWEST_ENDS) for pattern in (_MARKUP_END, _MARKUP_LINE))
    return any(sum(1 for _ in tags) == _FEWEST_ENDS for tags in found)


def is_json(text: str) -> bool:
    """Whether a whole text is a JSON object or array, if perhaps one that is nested too deeply to be read."""
    if text[:1] + text[-1:] not in {"{}", "[]"}:
        return False
    try:
        json.loads(text)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True
