"""Shows, voices and stories that several tests use."""

from __future__ import annotations

from audiocast.config import defaults, find_workspace, load_show
from audiocast.config.workspace import Workspace
from audiocast.models.article import Article, Block, BlockKind
from audiocast.models.show import Show, Voice

__all__ = ["article", "example_show", "find_workspace", "tone_voices"]


def example_show() -> Show:
    """The bundled example show."""
    return load_show(Workspace(defaults(), bundled=True), "example")


def tone_voices(show: Show, mode: str = "tone") -> dict[str, Voice]:
    """Profiles of the tone engine for a show's roles: instant, deterministic, with exact marks."""
    return {
        name: Voice(engine="tone", voice=mode, language="en-US", speaker=name.title(), name=name)
        for name in (show.voices.anchor, show.voices.quote)
    }


def article(
    *paragraphs: str, title: str = "Ferry Returns To Harbor", byline: tuple[str, ...] = ("Robin Example",)
) -> Article:
    """A story of plain paragraphs; one that begins with "# " is a heading."""
    blocks = tuple(
        Block(BlockKind.HEADING, text[2:], ()) if text.startswith("# ") else Block(BlockKind.PARAGRAPH, text, ())
        for text in paragraphs
    )
    return Article(title=title, body=blocks, byline=byline, station="WQXZ", language="en")
