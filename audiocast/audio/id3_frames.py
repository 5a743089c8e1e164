"""Which ID3 frames say what of an episode.

Sources: https://id3.org/id3v2.3.0, https://id3.org/id3v2-chapters-1.0
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    PCST,
    TALB,
    TCON,
    TCOP,
    TDAT,
    TDES,
    TGID,
    TIME,
    TIT2,
    TLAN,
    TLEN,
    TPE1,
    TPUB,
    TYER,
    USLT,
    WFED,
    WOAF,
    WXXX,
    CTOCFlags,
    Encoding,
    PictureType,
)

from audiocast.audio.languages import three_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mutagen.id3 import Frame

    from audiocast.audio.tags import TagContent
    from audiocast.models.episode import Chapter

_UTF16 = Encoding.UTF16
_LATIN1 = "\x00"
_NO_OFFSET = 0xFFFFFFFF  # a chapter's times count, not its bytes
_MOST_CHILDREN = 255  # a table of contents counts its entries in one byte
_TABLE = "toc"
# What may stand in an address as it is; everything else is escaped, because ID3 keeps addresses in Latin-1.
_ADDRESS = "!#$%&'()*+,/:;=?@[]~"
_COPYRIGHT_SIGNS = re.compile(r"\A(?:\s*(?:copyright\b|©|\(c\)))+", re.IGNORECASE)
# One year or several ("2019–2026"), but not those of an address.
_YEARS = re.compile(r"(?<![\w/.=-])(?:[0-9]{4}\s*[-–,]\s*)*(?P<last>[0-9]{4})(?![\w/])")
_LEADING_YEARS = re.compile(rf"\A{_YEARS.pattern}[\s,.]*")


def _copyright(tag: TagContent) -> str:
    """A year, a space and the holder, as ID3v2.3 wants it: readers put "Copyright ©" before it."""
    notice = _COPYRIGHT_SIGNS.sub("", tag.copyright).strip()
    holder = tag.copyright_holder or _LEADING_YEARS.sub("", notice)
    year = _YEARS.search(notice)
    stated = year["last"] if year else f"{tag.recorded:%Y}".zfill(4)
    return f"{stated} {holder}" if holder else ""


_TEXT: tuple[tuple[type[Frame], Callable[[TagContent], str]], ...] = (
    (TIT2, lambda tag: tag.title),
    (TPE1, lambda tag: tag.artist),
    (TALB, lambda tag: tag.album),
    (TCON, lambda tag: tag.genre),
    (TYER, lambda tag: f"{tag.recorded:%Y}".zfill(4)),
    (TDAT, lambda tag: f"{tag.recorded:%d%m}"),
    (TIME, lambda tag: f"{tag.recorded:%H%M}"),
    (TLAN, lambda tag: three_letters(tag.language)),
    (TLEN, lambda tag: str(tag.duration_ms)),
    (TCOP, _copyright),
    (TPUB, lambda tag: tag.publisher),
    (TGID, lambda tag: tag.guid),
    (TDES, lambda tag: tag.description),
)


def frames(tag: TagContent) -> Iterator[Frame]:
    """The frames of a tag in the order in which they are written: the large ones last."""
    for kind, value in _TEXT:
        text = value(tag)
        if text:
            yield kind(encoding=_UTF16, text=[text])
    yield PCST(value=1)
    yield from _addresses(tag)
    language = three_letters(tag.language)
    if tag.comment:
        yield COMM(encoding=_UTF16, lang=language, desc="", text=[tag.comment])
    yield from _chapters(tag.chapters)
    if tag.cover:
        yield APIC(
            encoding=_UTF16,
            mime=tag.cover_type,
            type=PictureType.COVER_FRONT,
            desc=tag.cover_description,
            data=tag.cover,
        )
    if tag.transcript:
        yield USLT(encoding=_UTF16, lang=language, desc="", text=tag.transcript)


def _addresses(tag: TagContent) -> Iterator[Frame]:
    if tag.feed_url:
        # Apple, whose frame it is, and TagLib after it begin WFED like a text frame, with a byte for the encoding.
        yield WFED(url=_LATIN1 + _address(tag.feed_url))
    if tag.source_url:
        yield WOAF(url=_address(tag.source_url))
        yield WXXX(encoding=_UTF16, desc="Source", url=_address(tag.source_url))


def _address(url: str) -> str:
    return quote(url, safe=_ADDRESS)


def _chapters(chapters: Sequence[Chapter]) -> Iterator[Frame]:
    """One ordered table of contents, and the chapters in time order."""
    names = [f"chp{number}" for number in range(len(chapters))]
    if names:
        yield from _tables(names)
    for name, chapter in zip(names, sorted(chapters, key=lambda chapter: chapter.start_ms), strict=True):
        yield CHAP(
            element_id=name,
            start_time=chapter.start_ms,
            end_time=chapter.end_ms,
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=[TIT2(encoding=_UTF16, text=[chapter.title])],
        )


def _tables(names: Sequence[str]) -> Iterator[Frame]:
    """The table of contents at the top; where it cannot hold all chapters, it holds tables that do."""
    if len(names) <= _MOST_CHILDREN:
        yield _table(_TABLE, names, CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED)
        return
    parts = [names[first : first + _MOST_CHILDREN] for first in range(0, len(names), _MOST_CHILDREN)]
    labels = [f"{_TABLE}{number}" for number in range(len(parts))]
    yield _table(_TABLE, labels, CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED)
    for label, part in zip(labels, parts, strict=True):
        yield _table(label, part, CTOCFlags.ORDERED)


def _table(name: str, children: Sequence[str], flags: CTOCFlags) -> Frame:
    return CTOC(element_id=name, flags=flags, child_element_ids=list(children), sub_frames=[])
