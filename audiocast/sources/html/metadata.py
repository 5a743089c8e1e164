"""Tells what a page states of its story in its head, its JSON-LD and its marked-up times: cleaned, never guessed."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from audiocast.models.article import Image
from audiocast.sources.document import Stated
from audiocast.sources.html.structured import StructuredArticle, structured_article
from audiocast.sources.labelling.about import about_line, byline_names
from audiocast.sources.labelling.dates import parse_date
from audiocast.sources.labelling.names import is_organisation, is_person
from audiocast.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from lxml.html import HtmlElement

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "title", "parsely-title", "sailthru.title")
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
)
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "date.created",
)
_ALTS = ("og:image:alt", "twitter:image:alt")
_FILE_NAME = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|webp|avif)", re.IGNORECASE)
_SITES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,5}")
_TAG = re.compile(r"<[^<>]{1,300}>")
_BEFORE_SITE = re.compile(r"(?<!\s)\s++[|–—·»-]\s+|(?:(?<!\s)\s++)?[|»]\s*")
_BY = re.compile(r"^(?:by|von|par|por|autor|author|text|written by|story by)\b:?\s+", re.IGNORECASE)
_LONGEST_TITLE, _LONGEST_AUTHOR, _LONGEST_TIME, _FEWEST_WORDS_OF_A_STORY = 400, 300, 100, 15


def stated_by(tree: HtmlElement, url: str = "", stamp: str = "") -> tuple[Stated, StructuredArticle]:
    """What a page states of its story, and its JSON-LD; `url` is where it was fetched from, if it was.

    `stamp` is the time below its headline, which counts where nothing else says when it was published.
    """
    article = structured_article(tree)
    meta = _meta(tree)
    address = _address(tree, article, meta, url)
    headings = [text for heading in tree.iter("h1") if (text := _plain("".join(heading.itertext())))]
    stated = Stated(
        title=_title(tree, article, meta, headings),
        authors=_authors(tree, article, meta),
        published=_published(tree, article, meta, stamp),
        station=_station(article, meta, address or url),
        language=_language(tree, article, meta),
        url=address,
        image=_image(article, meta),
        identifier="" if address else _plain(article.identifier),
    )
    return stated, article


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = _plain(element.get("content") or "")
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def _plain(text: str) -> str:
    """A text in one line, clean and without tags; entities that were written twice are read."""
    return " ".join(clean(_TAG.sub("", unescape(text))).split())


def _first(meta: dict[str, list[str]], names: Iterable[str]) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _title(tree: HtmlElement, article: StructuredArticle, meta: dict[str, list[str]], headings: list[str]) -> str:
    """The headline: a heading that another source repeats, else the JSON-LD's, a lone heading, or the page's title."""
    page = next((_plain("".join(each.itertext())) for each in tree.iter("title")), "")
    others = [_plain(article.headline), _first(meta, _TITLES), page]
    for heading in headings:
        if told := next(filter(None, (_below_kicker(heading, other) for other in others)), ""):
            return told[:_LONGEST_TITLE]
        if any(
            _folded(other).startswith(_folded(heading)) or _folded(heading) == _folded(other)
            for other in others
            if other
        ):
            return heading[:_LONGEST_TITLE]
    if len(headings) == 1 and not others[0] and len(headings[0].split()) > (2 if others[1] else 1):
        return headings[0][:_LONGEST_TITLE]
    chosen = others[0] or _without_site(others[1], meta) or _without_site(page, meta)
    return chosen[:_LONGEST_TITLE]


def _below_kicker(heading: str, other: str) -> str:
    """The headline in a heading that holds its kicker too, where another source has a dash between the two."""
    kicker, dash, rest = other.partition(" - ")
    return rest if dash and _folded(heading) == _folded(f"{kicker} {rest}") else ""


def _without_site(title: str, meta: dict[str, list[str]]) -> str:
    """A page's title without the site's name behind it."""
    parts = [part for part in _BEFORE_SITE.split(title) if part.strip()]
    if len(parts) < 2:
        return title
    site = _folded(_first(meta, _SITES))
    if site and _folded(parts[-1]) in {site, site.removeprefix("the ")}:
        return title[: title.rindex(parts[-1])].rstrip(" |–—·»-")
    is_short = len(parts[-1].split()) <= 4 and len(parts[0].split()) > len(parts[-1].split())
    return title[: title.rindex(parts[-1])].rstrip(" |–—·»-") if is_short and len(parts[0].split()) > 2 else title


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _authors(tree: HtmlElement, article: StructuredArticle, meta: dict[str, list[str]]) -> tuple[str, ...]:
    """The names of persons: those of the JSON-LD, else of the head, else of what the page marks as its author."""
    for names in (
        article.authors,
        tuple(text for name in _AUTHORS for text in meta.get(name, ())),
        tuple(_marked_authors(tree)),
    ):
        persons = tuple(dict.fromkeys(person for name in names for person in persons_of(_plain(name))))
        if persons:
            return persons
    return ()


def persons_of(text: str) -> tuple[str, ...]:
    """The persons that an author field names: "Pete Example · CBC News" is one, "Staff" and an address are none."""
    text = _BY.sub("", text[:_LONGEST_AUTHOR].strip())
    if "://" in text or "@" in text or not text:
        return ()
    if is_person(text):
        several = byline_names(text)  # "José Ortega y Gasset" is one: what is no whole name does not count
        return several if len(several) > 1 else (text,)
    about = about_line(text) or about_line(f"By {text}")
    names = about.names if about else byline_names(re.split(r"\s*[;·|/]\s*|\s+[–—-]\s+", text)[0])
    return tuple(name for name in names if is_person(name) and not is_organisation(name))


def _marked_authors(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("a", "span", "div", "p", "address"):
        marks = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".lower()
        if "author" in marks.split():
            yield "".join(element.itertext())[:_LONGEST_AUTHOR]


def _published(
    tree: HtmlElement, article: StructuredArticle, meta: dict[str, list[str]], stamp: str
) -> datetime | date | None:
    heads = (meta[name][0] for name in _DATES if name in meta)
    stated = (article.published, *heads, *_marked_times(tree), stamp)
    return next((found for text in stated if (found := parse_date(text))), None)


def _marked_times(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("time"):
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''} {element.get('pubdate') or ''}".lower()
        if element.get("datetime") and ("publish" in marks or element.get("pubdate") is not None):
            yield str(element.get("datetime"))


def time_below_headline(tree: HtmlElement) -> tuple[str, str]:
    """Date and text of the first time between the first headline and the first paragraph of a story; else nothing."""
    is_below = False
    for element in tree.iter("h1", "p", "time"):
        stamp = (element.get("datetime") or "").strip()[:_LONGEST_TIME]
        if is_below and element.tag == "time" and parse_date(stamp):
            return stamp, _plain("".join(element.itertext()))[:_LONGEST_TIME]
        if is_below and element.tag == "p" and len("".join(element.itertext()).split()) >= _FEWEST_WORDS_OF_A_STORY:
            break
        is_below = is_below or element.tag == "h1"
    return "", ""


def _image(article: StructuredArticle, meta: dict[str, list[str]]) -> Image | None:
    """What JSON-LD and head say of the story's picture; an alternative text that is a file's name says nothing."""
    alt = _first(meta, _ALTS)
    image = Image(_plain(article.caption), _plain(article.credit), "" if is_file_name(alt) else alt)
    return image if image != Image() else None


def is_file_name(text: str) -> bool:
    """Whether a text for a picture is no more than the name of its file."""
    return bool(_FILE_NAME.fullmatch(text))


def _station(article: StructuredArticle, meta: dict[str, list[str]], address: str) -> str:
    name = _plain(article.publisher) or _first(meta, _SITES)
    host = (urlsplit(address).hostname or "") if address else ""
    return "" if name.lower() in {host, host.removeprefix("www.")} else name[:120]


def _language(tree: HtmlElement, article: StructuredArticle, meta: dict[str, list[str]]) -> str:
    """The tag that the page declares for itself, where it is well formed."""
    root = tree.getroottree().getroot()
    declared = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        article.language,
        _first(meta, ("og:locale",)),
    )
    tags = (text.strip().replace("_", "-") for text in declared if text)
    return next((tag for tag in tags if _LANGUAGE.fullmatch(tag)), "")


def _address(tree: HtmlElement, article: StructuredArticle, meta: dict[str, list[str]], url: str) -> str:
    """The canonical address: the page's own link, else what its head says, else where it was fetched from."""
    links = [
        link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for text in (*links, _first(meta, ("og:url",)), article.url, url):
        address = _joined(url, _plain(text))
        if address:
            return address
    return ""


def _joined(base: str, address: str) -> str:
    try:
        whole = urljoin(base, address) if address else ""
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in {"http", "https"} and parts.hostname and " " not in whole else ""
