"""Reads the pictures of Markdown: their alternative text, their title, and the caption and credit below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.credits import is_plain_credit
from audiocast.sources.labelling.markdown import PICTURE
from audiocast.sources.labelling.names import is_credit
from audiocast.sources.labelling.rulebook import Place
from audiocast.sources.labelling.verdict import Cut, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audiocast.sources.labelling.sheet import Sheet, Verdicts
    from audiocast.sources.labelling.units import Unit

_MOST_LINES_BELOW, _MOST_WORDS, _MOST_WORDS_APART = 2, 80, 30
_CREDIT_LOOKS_AT = 140
_MAKER = re.compile(
    r"\s{0,3}[(\[](?P<bracketed>[^()\[\]]{2,100})[)\]]\.?$"
    r"|(?<=[.!?\"”]) (?P<named>(?:Photos?|Pictures?|Images?|Credit|Fotos?|Bild|Crédits?)(?: by |\s?: ?)"
    r"[^.!?]{3,80}\.?)$"
)
_OF_A_PICTURE = frozenset({Label.CAPTION, Label.CREDIT})


def markdown_pictures(sheet: Sheet, done: Verdicts) -> dict[int, Verdict]:
    """Verdicts for lines that are a picture of Markdown, and for its caption and credit below.

    The words of the first picture that has any are used; those of all others are dropped.
    """
    found: dict[int, Verdict] = {}
    fate = Fate.USED
    for unit in sheet.units:
        picture = PICTURE.fullmatch(unit.text) if unit.index not in done and "![" in unit.text[:3] else None
        if picture is None:
            continue
        told = dict(_below(sheet, unit, fate, {**done, **found}))
        words = tuple(_words(picture, fate))
        found |= {unit.index: Verdict(Label.ALT_TEXT, "markdown-picture", Fate.DROPPED, words), **told}
        fate = Fate.DROPPED if words or told else fate
    return found


def _words(picture: re.Match[str], fate: Fate) -> Iterator[Cut]:
    """The parts of a picture's line that are words; its title is the caption, unless one stands beside it."""
    titles = () if picture["caption"] else ("title", "quoted")
    for name in ("alt", *titles, "caption"):
        if (picture[name] or "").strip():
            label = Label.ALT_TEXT if name == "alt" else Label.CAPTION
            yield Cut(*picture.span(name), fate, label, f"markdown-{label.replace(' ', '-')}")


def _below(sheet: Sheet, picture: Unit, fate: Fate, done: Verdicts) -> Iterator[tuple[int, Verdict]]:
    """Verdicts for the lines below a picture that are its caption or its credit."""
    above = picture
    for unit in sheet.units[picture.index + 1 :][:_MOST_LINES_BELOW]:
        if unit.index in done or not _is_of_a_picture(sheet, unit, is_apart=above.ends_group):
            return
        if _is_credit(unit.text):
            yield unit.index, Verdict(Label.CREDIT, "credit-below-picture", fate)
            return
        yield unit.index, _caption(unit.text, fate)
        above = unit


def _is_of_a_picture(sheet: Sheet, unit: Unit, *, is_apart: bool) -> bool:
    """Whether a line below a picture is said of it: in emphasis, or right below it with its maker.

    A date, a byline, and what a rule knows for something else, is none; nor is a long line beyond a blank one.
    """
    match = sheet.matches[unit.index]
    is_other = match is not None and match.place is Place.ANYWHERE and match.label not in _OF_A_PICTURE
    if is_other or sheet.abouts[unit.index] or sheet.is_item(unit.index) or PICTURE.fullmatch(unit.text):
        return False
    if _is_credit(unit.text):
        return unit.is_emphasised or not is_apart
    if is_apart:
        return unit.is_emphasised and unit.words <= _MOST_WORDS_APART and not sheet.is_notice(unit.index)
    return unit.words <= _MOST_WORDS and (unit.is_emphasised or _maker(unit.text) is not None)


def _is_credit(text: str) -> bool:
    """Whether a whole line says who made the picture."""
    return _maker(text) is None and is_plain_credit(text)


def _maker(text: str) -> re.Match[str] | None:
    """Who made the picture, at the end of its caption: "The pier. (Robin Example/WQXZ)", "The pier. Photo: …"."""
    found = _MAKER.search(text, max(0, len(text) - _CREDIT_LOOKS_AT))
    if found is None or not found.start():
        return None
    named = found["bracketed"]
    return found if not named or is_plain_credit(f"({named})") or is_credit(named) else None


def _caption(text: str, fate: Fate) -> Verdict:
    """The verdict on a caption, with its maker cut off."""
    maker = _maker(text)
    if maker is None:
        return Verdict(Label.CAPTION, "caption-below-picture", fate)
    words = Cut(0, maker.start(), fate, Label.CAPTION, "caption-below-picture")
    name = "bracketed" if maker["bracketed"] else "named"
    credit = Cut(*maker.span(name), fate, Label.CREDIT, "credit-in-caption")
    return Verdict(Label.CAPTION, "caption-below-picture", Fate.DROPPED, (words, credit))
