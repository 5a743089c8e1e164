"""Makes the spoken blocks of the units that belong to the story: paragraphs, quotations, headings, items, turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.models.article import BlockKind, Fate, Label
from audiocast.sources.labelling.lists import ITEM
from audiocast.sources.labelling.markdown import markdown_cuts
from audiocast.sources.labelling.turns import LOOKS_AT, MIXED_TURN, TURN
from audiocast.sources.labelling.verdict import SHOW_KEEPS, Cut, Verdict
from audiocast.text import QUOTATION_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audiocast.sources.labelling.sheet import Sheet, Verdicts

LABELS = {
    BlockKind.PARAGRAPH: Label.BODY,
    BlockKind.QUOTE: Label.QUOTE,
    BlockKind.HEADING: Label.HEADING,
    BlockKind.LIST_ITEM: Label.LIST_ITEM,
    BlockKind.SPEAKER_TURN: Label.SPEAKER_TURN,
}
KINDS = {label: kind for kind, label in LABELS.items()}


def spoken(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """The verdicts on the units that are spoken: all those without one, and those spoken in part."""
    story = [u.index for u in sheet.units if u.index not in done or done[u.index].fate is Fate.SPOKEN]
    quoted = _quotations(sheet, story)
    found: dict[int, Verdict] = {}
    for place, index in enumerate(story):
        follows = story[place + 1] if place + 1 < len(story) else None
        label, rule, mark = _kind(sheet, index, follows, index in quoted)
        if index in done and done[index].rule == SHOW_KEEPS:
            rule = SHOW_KEEPS
        cuts = (Cut(0, mark, Fate.DROPPED, label, f"{rule}-mark"),) if mark else ()
        decided = done[index].cuts if index in done else ()
        marks = () if decided or index in sheet.hints else markdown_cuts(sheet.units[index].text, mark)
        found[index] = Verdict(label, rule, Fate.SPOKEN, (*cuts, *decided, *marks))
    return found


def speaker(text: str) -> str:
    """The name before the colon of a speaker's turn, as written."""
    turn = TURN.match(text[:LOOKS_AT]) or MIXED_TURN.match(text[:LOOKS_AT])
    return turn["name"] if turn else ""


def _kind(sheet: Sheet, index: int, follows: int | None, is_quoted: bool) -> tuple[Label, str, int]:
    """Label and rule of a spoken unit, and the length of the mark before its words."""
    hint = sheet.hints.get(index)
    if hint and hint.label in KINDS and hint.label is not Label.BODY:
        return hint.label, hint.rule, 0
    marked = None if hint else _marked(sheet, index)
    if marked:
        return marked
    if index in sheet.turns:
        return Label.SPEAKER_TURN, "speaker-before-colon", 0
    if is_quoted:
        return Label.QUOTE, "whole-quotation", 0
    is_answer = index - 1 in sheet.turns and sheet.units[index - 1].text.endswith(":")
    is_line = follows is not None and not hint and not is_answer
    if is_line and sheet.is_heading_like(index) and _is_free_standing(sheet, index):
        return Label.HEADING, "short-line-above-prose", 0
    return Label.BODY, hint.rule if hint else "prose", 0


def _marked(sheet: Sheet, index: int) -> tuple[Label, str, int] | None:
    """Label, rule and mark of a unit that has the mark of an item, a heading or a quotation before it."""
    text = sheet.units[index].text
    if mark := ITEM.match(text):
        label = {"#": Label.HEADING, ">": Label.QUOTE}.get(text[0], Label.LIST_ITEM)
        return label, label.replace(" ", "-"), mark.end()
    return (Label.LIST_ITEM, "numbered-item", 0) if sheet.is_numbered(index) else None


def _is_free_standing(sheet: Sheet, index: int) -> bool:
    """Whether a line stands alone between blank lines, or on a page without any, or right above its paragraph."""
    return sheet.units[index].starts_group or not sheet.has_blank_lines


def _quotations(sheet: Sheet, story: Sequence[int]) -> frozenset[int]:
    """The units that are a quotation from end to end; one that nothing closes must be taken up by the next."""
    found: set[int] = set()
    texts = [sheet.units[index].text for index in story]
    for place, text in enumerate(texts):
        following = texts[place + 1] if place + 1 < len(texts) else ""
        closing = QUOTATION_MARKS.get(text[:1], "")
        if not closing or len(text) < 3:
            continue
        end = next((at for at in range(1, len(text)) if text[at] in closing), None)
        is_continued = end is None and following[:1] == text[0]
        is_closed = end is not None and not text[end + 1 :].strip(" .,")
        if is_continued or is_closed:
            found.add(story[place])
    return frozenset(found)
