"""The verdicts on bylines and date lines, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.labelling.names import is_person
from audiocast.sources.labelling.verdict import Cut, Verdict, verdict

if TYPE_CHECKING:
    from audiocast.sources.labelling.about import AboutLine
    from audiocast.sources.labelling.sheet import Sheet

OF_ANOTHER_PART = "byline-of-another-part"
"""The rule for a byline in the midst of a story whose own byline stands above it."""


def continued_byline(sheet: Sheet, index: int) -> dict[int, Verdict]:
    """The verdict on the line with the next name of a byline that ends in a comma or in "and"."""
    below = index + 1
    goes_on = sheet.units[index].text.rstrip().endswith((",", " and", " &", " et", " und", " y"))
    if goes_on and below < len(sheet.units) and is_person(sheet.units[below].text.rstrip(" ,")):
        return {below: verdict(Label.BYLINE, "byline-goes-on"), **continued_byline(sheet, below)}
    return {}


def about_verdict(about: AboutLine, text: str) -> Verdict:
    """The verdict on a line that says who wrote a story and when, each part with its own label."""
    is_byline = bool(about.names) or all(part.label is Label.BYLINE for part in about.parts)
    label, rule = (Label.BYLINE, "byline-line") if is_byline else (Label.DATE, "date-line")
    cuts = tuple(
        Cut(part.start, part.end, Fate.USED, part.label, f"{part.label}-part")
        for part in about.parts
        if part.end - part.start < len(text)
    )
    return Verdict(label, rule, Fate.DROPPED if cuts else Fate.USED, cuts)
