"""What tags of HTML are called in a ledger, wherever they stand: on a page, or in a newsroom's format."""

from __future__ import annotations

from audiocast.models.article import Label

TAGS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Label.HEADING),
    "li": Label.LIST_ITEM,
    "blockquote": Label.QUOTE,
}
"""The labels of tags that are more than a paragraph."""
