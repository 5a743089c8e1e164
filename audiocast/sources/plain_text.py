"""Reads plain text and Markdown: the front matter states what it states, and all other lines go to the labeller."""

from __future__ import annotations

from audiocast.sources.document import Document
from audiocast.sources.front_matter import front_matter


def text_document(text: str, name: str) -> Document:
    """The document of a cleaned text; raises SourceError for broken front matter."""
    lines = tuple(text.split("\n"))
    front = front_matter(lines, name)
    return Document(lines, front.stated, may_be_wrapped=True, settled=front.lines, ledger=front.ledger)
