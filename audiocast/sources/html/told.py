"""Decides which lines of a page are told: those of the extractor, and those of the story that it left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audiocast.models.article import Label
from audiocast.sources.html.alignment import align
from audiocast.sources.html.places import OUTSIDE
from audiocast.sources.html.visible import Line
from audiocast.sources.labelling.people import notice_of_people
from audiocast.sources.labelling.rulebook import rulebook
from audiocast.sources.labelling.units import reads_like_prose
from audiocast.sources.markup import TAGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from audiocast.sources.html.extraction import Piece

_FULL_STOPS = (".", "!", "?", "”", '"', "»", "…")
_SHORTEST_BODY, _FEWEST_WORDS_IN_BODY = 200, 8
_MOST_QUOTED = 0.7


def told_lines(lines: Sequence[Line], pieces: Sequence[Piece], body: str) -> tuple[list[Line], Mapping[int, Label]]:
    """The lines, with the extractor's pieces that none of them holds put in, and labels of those that are told.

    `body` is what the page's own JSON-LD calls its body; empty where it says nothing.
    """
    found = align(["" if line.aside else line.text for line in lines], pieces)
    whole, labels = _with_strays(lines, found.labels, found.strays)
    told = _with_neighbours(whole, _with_lead(whole, _with_lists(whole, _rescued(whole, labels, body))))
    return _without_layout(whole, told)


def _with_strays(
    lines: Sequence[Line], labels: Mapping[int, Label], strays: Sequence[tuple[int, Piece]]
) -> tuple[list[Line], dict[int, Label]]:
    """The lines with those pieces put in that no line holds: what the extractor read must not be lost."""
    whole: list[Line] = []
    moved: dict[int, Label] = {}
    waiting = list(strays)
    for index in range(-1, len(lines)):
        if index >= 0:
            if index in labels:
                moved[len(whole)] = labels[index]
            whole.append(lines[index])
        while waiting and waiting[0][0] == index:
            piece = waiting.pop(0)[1]
            moved[len(whole)] = piece.label
            whole.append(Line(piece.text, "p", frozenset(), opens=True))
    return whole, moved


def _rescued(lines: Sequence[Line], labels: dict[int, Label], body: str) -> dict[int, Label]:
    """The labels with those of paragraphs that the extractor left out and the page's own JSON-LD calls its body."""
    said = " ".join(body.split())
    if len(said) < _SHORTEST_BODY:
        return labels
    lost = {
        index: TAGS.get(line.tag, Label.BODY)
        for index, line in enumerate(lines)
        if index not in labels
        and line.aside is None
        and len(line.text.split()) >= _FEWEST_WORDS_IN_BODY
        and line.text in said
    }
    return lost | labels


def _with_lists(lines: Sequence[Line], labels: Mapping[int, Label]) -> Mapping[int, Label]:
    """The labels with those of list items that the extractor left out, right below a line of the story with a colon."""
    lost: dict[int, Label] = {}
    last = max(labels, default=-1)
    for index in range(last):
        above = lines[index - 1].text if index else ""
        is_below = index - 1 in lost or (index - 1 in labels and above.rstrip().endswith(":"))
        is_item = lines[index].tag == "li" and lines[index].aside is None and lines[index].places.isdisjoint(OUTSIDE)
        if index not in labels and is_below and is_item:
            lost[index] = Label.LIST_ITEM
    return {**lost, **labels}


def _with_neighbours(lines: Sequence[Line], labels: Mapping[int, Label]) -> Mapping[int, Label]:
    """The labels with those of sentences that the extractor left out behind a list or a table, between two told lines.

    They stand in no place of their own, and no rule speaks against them: in old pages such text is often without a tag.
    """
    lost = {
        index: Label.BODY
        for index in range(1, max(labels, default=0))
        if index not in labels
        and index - 1 in labels
        and index + 1 in labels
        and lines[index - 1].tag != lines[index].tag
        and _is_plainly_told(lines[index], lines[index - 1], lines[index + 1])
    }
    return {**lost, **labels}


def _is_plainly_told(line: Line, above: Line, below: Line) -> bool:
    is_prose = line.aside is None and reads_like_prose(line.text) and line.text.endswith(_FULL_STOPS)
    is_beside = line.places <= above.places and line.places <= below.places and line.places.isdisjoint(OUTSIDE)
    return is_prose and is_beside and rulebook().match(line.text, "") is None and not notice_of_people(line.text)


def _with_lead(lines: Sequence[Line], labels: Mapping[int, Label]) -> Mapping[int, Label]:
    """The labels with that of a paragraph right above the first told line: some sites box the introduction."""
    first = min(labels, default=0)
    is_lead = first > 0 and lines[first - 1].tag == lines[first].tag == "p"
    is_lead = is_lead and _is_plainly_told(lines[first - 1], lines[first], lines[first])
    return {first - 1: Label.BODY, **labels} if is_lead else labels


def _without_layout(lines: list[Line], labels: Mapping[int, Label]) -> tuple[list[Line], Mapping[int, Label]]:
    """Lines and labels without quotations where nearly all of the story would be one: old pages indent by them."""
    words = {index: len(lines[index].text.split()) for index in labels}
    quoted = {index for index, label in labels.items() if label is Label.QUOTE or lines[index].tag == "blockquote"}
    if sum(words[index] for index in quoted) <= _MOST_QUOTED * sum(words.values()):
        return lines, labels
    plain = [replace(line, tag="p") if index in quoted else line for index, line in enumerate(lines)]
    return plain, {index: Label.BODY if index in quoted else label for index, label in labels.items()}
