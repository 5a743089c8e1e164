"""Reads the front matter of a plain text: YAML between lines of hyphens, or TOML between lines of plus signs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audiocast.errors import SourceError
from audiocast.models.article import Fate, Image, Label, LedgerEntry, LedgerSpan
from audiocast.sources.document import Stated
from audiocast.sources.front_matter_values import KEY_LINES, BrokenError, pairs
from audiocast.sources.labelling.dates import parse_date
from audiocast.sources.labelling.markdown import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from audiocast.sources.front_matter_values import Pair, Value

    Fates = dict[int, tuple[Fate, str]]

_IMAGES = ("image", "images", "featured_image", "feature_image", "lead_image", "main_image", "header_image", "og_image")
PICTURES = frozenset({*_IMAGES, "cover", "cover_image", "hero", "hero_image", "photo", "picture", "thumbnail"})
"""Keys of a picture: its address, which says nothing to be heard, or a mapping of what is said of it."""

OF_A_PICTURE = {
    "alt": "image_alt",
    "alt_text": "image_alt",
    "caption": "caption",
    "credit": "credit",
    "attribution": "credit",
    "photographer": "credit",
}
"""Keys in such a mapping, or behind the name of a picture, as in "image_alt"."""

KEYS = {
    "title": "title",
    "headline": "title",
    "dek": "dek",
    "subtitle": "dek",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "date": "date",
    "published": "date",
    "caption": "caption",
    "credit": "credit",
    "url": "url",
    "canonical": "url",
    "id": "id",
    "language": "language",
    "lang": "language",
    "station": "station",
    "copyright": "copyright",
    **{f"{picture}_{key}": name for picture in PICTURES for key, name in OF_A_PICTURE.items()},
}
_NAME_KEYS = ("name", "full_name", "display_name")
_MOST_LINES, _MOST_CHARACTERS = 200, 20_000
_FENCES = {"---": ("YAML", frozenset({"---", "..."})), "+++": ("TOML", frozenset({"+++"}))}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,5}")
_BETWEEN_WORDS = re.compile(r"-|(?<=[a-z0-9])(?=[A-Z])")
_MARKED = frozenset({"title", "dek", "caption", "credit", "image_alt"})
_USED = (Fate.USED, "front-matter")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a text says of itself before it begins; `lines` is how many of its lines that took."""

    stated: Stated = field(default_factory=Stated)
    lines: int = 0
    ledger: tuple[LedgerEntry, ...] = ()


def front_matter(lines: Sequence[str], name: str) -> FrontMatter:
    """The front matter of a text, empty where it has none; raises SourceError, naming the line, where it is broken."""
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    fence = lines[first].rstrip() if first < len(lines) else ""
    if fence not in _FENCES:
        return FrontMatter()
    looks_so = first + 1 < len(lines) and bool(KEY_LINES[_FENCES[fence][0]].match(lines[first + 1]))
    try:
        end, found = _block(lines, first, fence)
    except BrokenError as error:
        if looks_so:
            raise _refusal(error, first + 2, name) from None
        return FrontMatter()
    try:
        return _read(found, lines, first, end)
    except BrokenError as error:
        raise _refusal(error, first + 2, name) from None


def _block(lines: Sequence[str], first: int, fence: str) -> tuple[int, tuple[Pair, ...]]:
    """Where a block that opens at `first` is closed, and the pairs in it; raises BrokenError where it is none."""
    kind, closing = _FENCES[fence]
    end = _closing(lines, first, closing)
    if end is None:
        raise BrokenError(-1, "is never closed", f'Close it with a line of "{fence}"')
    found = pairs(kind, lines[first + 1 : end])
    if found is None:
        raise BrokenError(0, "is not a list of keys and values", 'Write lines such as "title: …"')
    return end, found


def _refusal(error: BrokenError, number: int, name: str) -> SourceError:
    return SourceError(f"{name}, line {number + error.line}: the front matter {error.problem}", error.remedy)


def _closing(lines: Sequence[str], first: int, closing: frozenset[str]) -> int | None:
    size = 0
    for index in range(first + 1, min(len(lines), first + _MOST_LINES)):
        if lines[index].rstrip() in closing:
            return index
        size += len(lines[index])
        if size > _MOST_CHARACTERS:
            break
    return None


def _read(read: Iterable[Pair], lines: Sequence[str], first: int, end: int) -> FrontMatter:
    found = _Found()
    fates: Fates = {}
    for pair in read:
        fates |= found.take(pair)
    fence = (Fate.DROPPED, "front-matter-fence")
    places = {index: fates.get(index - first - 1, fence) for index in range(first, end + 1)}
    ledger = tuple(_entry(index, lines[index], *fate) for index, fate in places.items() if lines[index].strip())
    return FrontMatter(found.stated(), end + 1, ledger)


@dataclass(slots=True)
class _Found:
    """What the pairs read so far state, and the key that stated it."""

    values: dict[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    published: datetime | date | None = None
    keys: dict[str, str] = field(default_factory=dict)

    def take(self, pair: Pair) -> Fates:
        """Read a pair, and tell what became of each of its lines; raises BrokenError where it cannot be meant so."""
        key = _folded(pair.key)
        if key in PICTURES:
            return self._picture(pair)
        if key not in KEYS:
            return _all(pair, "front-matter-unknown-key")
        return self._field(KEYS[key], pair)

    def _picture(self, pair: Pair) -> Fates:
        value = pair.value[0] if isinstance(pair.value, list) and pair.value else pair.value
        fates = _all(pair, "front-matter-picture")
        for inner in value if isinstance(value, tuple) else ():
            name = OF_A_PICTURE.get(_folded(inner.key))
            text = inner.value if isinstance(inner.value, str) else ", ".join(_names(inner.value))
            if name and text and name not in self.values:
                self.keys[name] = pair.key
                self.values[name] = unmarked(" ".join(text.split()))
                fates |= {line: _USED for line in range(inner.start, inner.stop) if line in fates}
        return fates

    def _field(self, name: str, pair: Pair) -> Fates:
        if name == "author":
            return self._author(pair)
        if name == "date":
            return self._date(pair)
        if not isinstance(pair.value, str):
            raise BrokenError(pair.start, f"has a value of {pair.key} that is no text", "Write the value as plain text")
        return self._text(name, pair, pair.value)

    def _text(self, name: str, pair: Pair, written: str) -> Fates:
        text = " ".join(written.split())
        if not text:
            return _all(pair, "front-matter-empty")
        if name == "url" and text.startswith("/"):
            return _all(pair, "front-matter-relative-address")
        if self._is_told(name, pair):
            return _all(pair, "front-matter-said-again")
        _check(name, text, pair.start)
        self.values[name] = unmarked(text) if name in _MARKED else text
        return _all(pair)

    def _author(self, pair: Pair) -> Fates:
        names = _authors(_names(pair.value))
        if not names:
            return _all(pair, "front-matter-no-name" if pair.value else "front-matter-empty")
        is_next = isinstance(pair.value, tuple) and self.keys.get("author") == pair.key
        if not is_next and self._is_told("author", pair):
            return _all(pair, "front-matter-said-again")
        self.authors = tuple(dict.fromkeys((*self.authors, *names)))
        return _all(pair)

    def _date(self, pair: Pair) -> Fates:
        found = parse_date(pair.value) if isinstance(pair.value, str) else None
        if found is None:
            return _all(pair, "front-matter-unreadable-date" if pair.value else "front-matter-empty")
        if self._is_told("date", pair):
            return _all(pair, "front-matter-said-again")
        self.published = found
        return _all(pair)

    def _is_told(self, name: str, pair: Pair) -> bool:
        """Whether another key told a field before; raises BrokenError where the very same key did."""
        told = self.keys.setdefault(name, "")
        if told and told == pair.key:
            raise BrokenError(pair.start, f"says {pair.key} a second time", "Keep one of the two")
        self.keys[name] = told or pair.key
        return bool(told)

    def stated(self) -> Stated:
        """All that was read; the picture only where something is said of it."""
        values = self.values
        picture = [values.get(key, "") for key in ("caption", "credit", "image_alt")]
        return Stated(
            title=values.get("title", ""),
            dek=values.get("dek", ""),
            authors=self.authors,
            published=self.published,
            station=values.get("station", ""),
            language=values.get("language", ""),
            copyright=values.get("copyright", ""),
            image=Image(*picture) if any(picture) else None,
            url=values.get("url", ""),
            identifier=values.get("id", ""),
        )


def _folded(key: str) -> str:
    """A key as the tables have it: "imageAlt", "Image-Alt" and "image_alt" are one."""
    return _BETWEEN_WORDS.sub("_", key).lower()


def _all(pair: Pair, rule: str = "") -> Fates:
    """One fate for all lines of a pair: used, or dropped by a rule."""
    return dict.fromkeys(range(pair.start, pair.stop), (Fate.DROPPED, rule) if rule else _USED)


def _names(value: Value) -> list[str]:
    """The names in a text, in a list, or in mappings that have a name."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, list):
        return [name for each in value if not isinstance(each, list) for name in _names(each)]
    named = {_folded(pair.key): pair.value for pair in value if isinstance(pair.value, str) and pair.value}
    return next(([named[key]] for key in _NAME_KEYS if key in named), [])


def _authors(texts: Sequence[str]) -> tuple[str, ...]:
    from audiocast.sources.labelling.about import byline_names

    found: list[str] = []
    for text in map(unmarked, texts):
        without = text[3:].strip() if text[:3].lower() == "by " else text
        found += byline_names(without) or (without,)
    return tuple(dict.fromkeys(found))


def _check(name: str, text: str, line: int) -> None:
    if name == "url" and not _is_address(text):
        raise BrokenError(line, f"has an address that is none: {text[:60]}", "Write it with https:// before it")
    if name == "language" and not _LANGUAGE.fullmatch(text):
        raise BrokenError(line, f"has a language that is none: {text[:40]}", "Write a tag such as en or en-US")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text and parts.port != 0
    except ValueError:
        return False


def _entry(index: int, line: str, fate: Fate, rule: str) -> LedgerEntry:
    span = LedgerSpan(0, len(line), fate, Label.METADATA, rule)
    return LedgerEntry(index + 1, Label.METADATA, rule, (span,))
