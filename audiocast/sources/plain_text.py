"""Reads plain text and Markdown: the front matter states what it states, and all other lines go to the labeller."""

from __future__ import annotations

from dataclasses import replace

from audiocast.sources.document import Document
from audiocast.sources.front_matter import front_matter


def text_document(text: str, name: str, url: str = "") -> Document:
    """The document of a cleaned text, fetched from `url` if at all; raises SourceError for broken front matter."""
    lines = tuple(text.split("\n"))
    front = front_matter(lines, name)
    stated = replace(front.stated, url=front.stated.url or url)
    return Document(lines, stated, may_be_wrapped=True, settled=front.lines, ledger=front.ledger)
