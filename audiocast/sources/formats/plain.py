"""Takes plain text that came inside of a format apart into paragraphs."""

from __future__ import annotations

from audiocast.models.article import Label
from audiocast.sources.formats.pieces import Piece
from audiocast.sources.formats.runs import goes_on
from audiocast.sources.formats.values import one_line
from audiocast.text import clean


def paragraphs(text: str, *, is_loose: bool = False) -> tuple[Piece, ...]:
    """The paragraphs of a plain text: its lines, where a line that goes on in the next one is joined with it."""
    found: list[str] = []
    above = ""
    for line in map(one_line, clean(text).split("\n")):
        if goes_on(above, line):
            found[-1] = f"{found[-1]} {line}"
        elif line:
            found.append(line)
        above = line
    return tuple(Piece(Label.BODY, each, is_loose=is_loose) for each in found)
