"""A story as a page of HTML, and what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audiocast.models.article import Article

PROSE = "The ferry left the east landing at ten past six, with sixty people and two dogs on board."
HEADED = "<html lang=en><head><title>Ferry Leaves | WQXZ</title></head><body><h1>Ferry Leaves</h1>"
STORY = f"{HEADED}<p>{PROSE}</p><p>{PROSE} It came back at nine.</p></body></html>"


def body(article: Article) -> str:
    """The text of a story's body in one line."""
    return " ".join(block.text for block in article.body)
