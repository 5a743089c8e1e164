"""Tells captions, credits and alternative texts from the rest of a page, and the story's picture from the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Image, Label
from audiocast.sources.document import Hint
from audiocast.sources.html.asides import Aside
from audiocast.sources.html.metadata import is_file_name
from audiocast.sources.html.places import Place
from audiocast.sources.labelling.rulebook import rulebook

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from audiocast.sources.html.visible import Line

_MOST_CAPTION_WORDS, _NEXT_TO = 120, 3
_IN_THE_STORY = (Place.FIGURE, Place.CAPTION, Place.CREDIT, Place.ARTICLE, Place.EXHIBIT, Place.PULL_QUOTE)
_ELSEWHERE = frozenset(Place) - frozenset(_IN_THE_STORY)
"""Where pictures are a site's or another story's."""


def picture_hints(lines: Sequence[Line], near: Collection[int]) -> dict[int, Hint]:
    """Binding hints for captions, credits and alternative texts, which are no part of what the story tells.

    `near` are the indices of the lines in and around the story: pictures elsewhere are not its own.
    """
    found: dict[int, Hint] = {}
    for index, line in enumerate(lines):
        if line.aside is Aside.ALT:
            is_own = index in near and line.places.isdisjoint(_ELSEWHERE) and _says_something(line.text)
            found[index] = Hint(Label.ALT_TEXT, "html-alt-text", Fate.USED if is_own else Fate.DROPPED)
        elif line.aside is not None or Place.BUTTON in line.places or len(line.text.split()) > _MOST_CAPTION_WORDS:
            continue
        elif Place.CREDIT in line.places:
            found[index] = Hint(Label.CREDIT, "html-credit", Fate.USED)
        elif Place.CAPTION in line.places:
            found[index] = Hint(Label.CAPTION, "html-caption", Fate.USED)
    return found


def _says_something(alt: str) -> bool:
    """Whether an alternative text tells of a picture: a file's name does not, nor what is furniture anywhere."""
    return not is_file_name(alt) and rulebook().match(alt, "") is None


def without_other_alts(hints: Mapping[int, Hint], lines: Sequence[Line], image: Image | None) -> dict[int, Hint]:
    """The hints, in which the alternative texts of other pictures than the story's are dropped."""
    alt = image.alt if image else ""
    others = {i for i, hint in hints.items() if hint.label is Label.ALT_TEXT and lines[i].text != alt}
    return {i: replace(hint, fate=Fate.DROPPED) if i in others else hint for i, hint in hints.items()}


def image_of(lines: Sequence[Line], hints: Mapping[int, Hint], stated: Image | None) -> Image | None:
    """The first picture that has a caption on the page, else what the page states of its picture, in its own words.

    Where neither has a caption, it is the first picture with an alternative text in the article.
    """

    def first(label: Label, among: Collection[int]) -> str:
        used = (index for index, hint in hints.items() if hint.label is label and hint.fate is Fate.USED)
        return next((lines[index].text for index in used if index in among), "")

    everywhere = range(len(lines))
    stated = stated or Image()
    caption = next((index for index, hint in hints.items() if hint.label is Label.CAPTION), None)
    if caption is None:
        credit = stated.credit or first(Label.CREDIT, everywhere)
        alt = "" if stated.caption else first(Label.ALT_TEXT, everywhere)
        image = Image(stated.caption, credit, alt or stated.alt)
    else:
        text = lines[caption].text
        near = range(max(0, caption - _NEXT_TO), caption + _NEXT_TO + 1)
        is_same = text.casefold().startswith(stated.caption.casefold()) and bool(stated.caption)
        credit = first(Label.CREDIT, near) or (stated.credit if is_same else "")
        image = Image(text, credit, first(Label.ALT_TEXT, near))
    return image if image != Image() else None
