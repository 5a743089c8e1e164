"""Says what the elements of HTML and NITF are, each wherever it stands.

HTML: html.spec.whatwg.org, sections 4.3 to 4.9; NITF: the elements of the body in nitf-3-6.xsd (iptc.org/std/NITF).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.formats.values import language_tag
from audiocast.sources.markup import TAGS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LABELS = {
    "p": None,
    "div": None,
    "pre": None,
    "dd": None,
    **TAGS,
    "hl1": Label.HEADING,
    "hl2": Label.HEADING,
    "dt": Label.LIST_ITEM,
    "bq": Label.QUOTE,
    "figure": Label.CAPTION,
    "figcaption": Label.CAPTION,
    "media": Label.CAPTION,
    "media-caption": Label.CAPTION,
    "media-reference": Label.ALT_TEXT,
    "media-producer": Label.CREDIT,
    "byline": Label.BYLINE,
    "dateline": Label.DATE,
    "distributor": Label.STATION,
    "tagline": Label.BIO,
    "byttl": Label.METADATA,
    "note": Label.METADATA,
    "datasource": Label.METADATA,
    "tr": Label.BODY,
    "caption": Label.BODY,
}
"""What the text in a block element is; None where that is for the element around it to say."""

OTHER_BLOCKS = frozenset({
    "abstract", "address", "article", "aside", "block", "body", "body.content", "body.end", "body.head", "center",
    "custom-table", "details", "dl", "fieldset", "fn", "footer", "form", "header", "hedline", "hr", "main", "nav", "ol",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "ul",
})  # fmt: skip
"""Blocks that only hold others, or hold text of the element around them."""

SILENT = frozenset({
    "audio", "button", "canvas", "embed", "head", "iframe", "media-metadata", "media-object", "noscript", "object",
    "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "video",
})  # fmt: skip
"""Elements whose text no reader sees, or sees only where something else cannot be shown."""

WHOLES = frozenset({
    "dateline", "datasource", "distributor", "figcaption", "media-caption", "media-reference", "note", "tagline",
})  # fmt: skip
"""Elements in which headings, lists and tables are no parts of the story either."""

PICTURES = frozenset({"figure", "media"})
_CREDITS = frozenset({"cite", "credit", "small"})
_CREDIT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:credits?|byline|photographer|attribution|copyright)(?:$|[\s_-])", re.IGNORECASE
)
_CAPTION_CLASS = re.compile(r"(?:^|\s)(?:(?:wp-|image-|photo-|media-)?caption|wp-caption-text)(?:$|\s)")
_SMILEY_CLASS = re.compile(r"(?:^|\s)(?:emoji|wp-smiley)(?:$|\s)")


def local_name(element: Element) -> str:
    """The name of an element in small letters, without namespace or prefix."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def language_of(tag: str, element: Element) -> str:
    """The language that an element says its text is in; NITF has an element for it as well."""
    stated = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
    return language_tag(stated or (element.get("iso") or "" if tag == "lang" else ""))


def is_credit(tag: str, element: Element) -> bool:
    """Whether an element beside a picture names who made it."""
    return tag in _CREDITS or _has_class(element, _CREDIT_CLASS)


def is_caption(element: Element) -> bool:
    """Whether an element holds a picture with its caption, or the caption, as WordPress writes them."""
    return _has_class(element, _CAPTION_CLASS)


def is_smiley(element: Element) -> bool:
    """Whether a picture stands for a character of the text."""
    return _has_class(element, _SMILEY_CLASS)


def is_layout(row: Element) -> bool:
    """Whether a table's row only places blocks beside each other: a cell has several of them, or another table."""
    for cell in row:
        blocks = [tag for child in cell if (tag := local_name(child)) in LABELS or tag in OTHER_BLOCKS]
        if len(blocks) > 1 or any(block not in {"p", "div"} for block in blocks):
            return True
    return False


def _has_class(element: Element, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search((element.get("class") or "")[:200]))
