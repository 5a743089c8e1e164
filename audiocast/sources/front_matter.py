"""Reads the front matter of a plain text: a block of YAML between two lines of hyphens, every value a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from audiocast.errors import SourceError
from audiocast.models.article import Fate, Image, Label, LedgerEntry, LedgerSpan
from audiocast.sources.document import Stated
from audiocast.sources.labelling.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

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
    "image_alt": "image_alt",
    "caption": "caption",
    "credit": "credit",
    "url": "url",
    "canonical": "url",
    "id": "id",
    "language": "language",
    "lang": "language",
    "station": "station",
    "copyright": "copyright",
}
_MOST_LINES, _MOST_CHARACTERS = 200, 20_000
_MOST_BRACKETS = 100
_FENCE, _CLOSING = "---", frozenset({"---", "..."})
_KEY_LINE = re.compile(r"[\w-]{1,60}\s{0,9}:(?:\s|$)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,5}")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a text says of itself before it begins; `lines` is how many of its lines that took."""

    stated: Stated = field(default_factory=Stated)
    lines: int = 0
    ledger: tuple[LedgerEntry, ...] = ()


def front_matter(lines: Sequence[str], name: str) -> FrontMatter:
    """The front matter of a text, empty where it has none; raises SourceError, naming the line, where it is broken."""
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines) or lines[first].rstrip() != _FENCE:
        return FrontMatter()
    looks_so = first + 1 < len(lines) and bool(_KEY_LINE.match(lines[first + 1]))
    end = _closing(lines, first)
    if end is None:
        if looks_so:
            raise _error(name, first + 1, "is never closed", 'Close it with a line of "---"')
        return FrontMatter()
    node = _mapping(lines[first + 1 : end], first + 2, name, looks_so)
    return FrontMatter() if node is None else _read(node, lines, first, end, name)


def _closing(lines: Sequence[str], first: int) -> int | None:
    size = 0
    for index in range(first + 1, min(len(lines), first + _MOST_LINES)):
        if lines[index].rstrip() in _CLOSING:
            return index
        size += len(lines[index])
        if size > _MOST_CHARACTERS:
            break
    return None


def _mapping(lines: Sequence[str], number: int, name: str, looks_so: bool) -> Any:
    """The YAML node of the block; None where it is no mapping and does not look as if it should be."""
    import yaml

    text = "\n".join(lines)
    if looks_so and text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise _error(name, number, "is nested too deeply", "Write plain keys and values")
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = number + (mark.line if mark else 0)
        if looks_so:
            problem = getattr(error, "problem", None) or "it is nested too deeply"
            raise _error(name, line, f"is not YAML: {problem}", "Correct that line") from None
        return None
    if isinstance(node, yaml.MappingNode):
        return node
    if looks_so:
        raise _error(name, number, "is not a list of keys and values", 'Write lines such as "title: …"')
    return None


def _read(node: Any, lines: Sequence[str], first: int, end: int, name: str) -> FrontMatter:
    values: dict[str, str] = {}
    authors: tuple[str, ...] = ()
    published: datetime | date | None = None
    fates = dict.fromkeys(range(first, end + 1), (Fate.DROPPED, "front-matter-fence"))
    for place, (key_node, value_node) in enumerate(node.value):
        start = first + 1 + key_node.start_mark.line
        stop = first + 1 + node.value[place + 1][0].start_mark.line if place + 1 < len(node.value) else end
        key = KEYS.get(str(key_node.value).lower())
        rule = (Fate.USED, "front-matter") if key else (Fate.DROPPED, _unused(str(key_node.value)))
        fates |= dict.fromkeys(range(start, stop), rule)
        if key is None:
            continue
        texts = _texts(value_node, start + 1, str(key_node.value), name, many=key == "author")
        if key in values or (key == "author" and authors) or (key == "date" and published):
            raise _error(name, start + 1, f"says {key} a second time", "Keep one of the two")
        if key == "author":
            authors = _authors(texts)
        elif key == "date":
            published = _date(texts, start + 1, name)
        else:
            values[key] = _checked(key, " ".join(" ".join(texts).split()), start + 1, name)
    ledger = tuple(_entry(index, lines[index], *fates[index]) for index in sorted(fates) if lines[index].strip())
    return FrontMatter(_stated(values, authors, published), end + 1, ledger)


def _stated(values: Mapping[str, str], authors: tuple[str, ...], published: datetime | date | None) -> Stated:
    picture = [values.get(key, "") for key in ("caption", "credit", "image_alt")]
    return Stated(
        title=values.get("title", ""),
        dek=values.get("dek", ""),
        authors=authors,
        published=published,
        station=values.get("station", ""),
        language=values.get("language", ""),
        copyright=values.get("copyright", ""),
        image=Image(*picture) if any(picture) else None,
        url=values.get("url", ""),
        identifier=values.get("id", ""),
    )


def _unused(key: str) -> str:
    """The rule for a key that nothing is made of; a picture's address is known, and says nothing to be heard."""
    return "front-matter-picture" if key.lower() == "image" else "front-matter-unknown-key"


def _texts(node: Any, line: int, key: str, name: str, *, many: bool) -> list[str]:
    nodes = node.value if isinstance(node.value, list) and node.id == "sequence" and many else [node]
    if any(each.id != "scalar" for each in nodes):
        raise _error(name, line, f"has a value of {key} that is no text", "Write the value as plain text")
    return [text for each in nodes if (text := each.value.strip()) and text not in {"null", "~"}]


def _authors(texts: Sequence[str]) -> tuple[str, ...]:
    from audiocast.sources.labelling.about import byline_names

    found: list[str] = []
    for text in texts:
        without = text[3:].strip() if text[:3].lower() == "by " else text
        found += byline_names(without) or (without,)
    return tuple(dict.fromkeys(found))


def _date(texts: Sequence[str], line: int, name: str) -> datetime | date | None:
    if not texts:
        return None
    found = parse_date(texts[0])
    if found is None:
        raise _error(name, line, f"has a date that cannot be read: {texts[0][:40]}", "Write it as 2026-01-31")
    return found


def _checked(key: str, text: str, line: int, name: str) -> str:
    if key == "url" and text and not _is_address(text):
        raise _error(name, line, f"has an address that is none: {text[:60]}", "Write it with https:// before it")
    if key == "language" and text and not _LANGUAGE.fullmatch(text):
        raise _error(name, line, f"has a language that is none: {text[:40]}", "Write a tag such as en or en-US")
    return text


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text and parts.port != 0
    except ValueError:
        return False


def _entry(index: int, line: str, fate: Fate, rule: str) -> LedgerEntry:
    span = LedgerSpan(0, len(line), fate, Label.METADATA, rule)
    return LedgerEntry(index + 1, Label.METADATA, rule, (span,))


def _error(name: str, line: int, problem: str, remedy: str) -> SourceError:
    return SourceError(f"{name}, line {line}: the front matter {problem}", remedy)
