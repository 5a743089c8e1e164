"""Makes a document of a page of HTML: its visible lines, and a hint for each from structure, extractor and metadata."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audiocast.models.article import Fate, Label
from audiocast.sources.document import Document, Hint
from audiocast.sources.html.alignment import letters
from audiocast.sources.html.asides import Aside
from audiocast.sources.html.extraction import story_pieces
from audiocast.sources.html.metadata import stated_by, time_below_headline
from audiocast.sources.html.parse import parse
from audiocast.sources.html.pictures import image_of, picture_hints, without_other_alts
from audiocast.sources.html.places import Place
from audiocast.sources.html.quotes import repeated_quotes
from audiocast.sources.html.told import told_lines
from audiocast.sources.html.visible import Line, visible_lines
from audiocast.sources.labelling.about import about_line
from audiocast.sources.labelling.names import call_letters, is_person
from audiocast.sources.labelling.people import notice_of_people
from audiocast.sources.labelling.pictures import BARE_NAME
from audiocast.sources.limits import MOST_WORDS, refuse_long
from audiocast.sources.markup import TAGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from audiocast.models.article import Passage
    from audiocast.sources.document import Stated

_KEPT = {
    Label.BODY: "html-paragraph",
    Label.HEADING: "html-heading",
    Label.QUOTE: "html-quotation",
    Label.LIST_ITEM: "html-list-item",
}
_OUTSIDE = {
    Place.NAVIGATION: (Label.FURNITURE, "html-navigation"),
    Place.HEADER: (Label.FURNITURE, "html-header"),
    Place.FOOTER: (Label.FURNITURE, "html-footer"),
    Place.FORM: (Label.FURNITURE, "html-form"),
    Place.BUTTON: (Label.FURNITURE, "html-button"),
    Place.COMMENTS: (Label.FURNITURE, "html-comments"),
    Place.RELATED: (Label.RELATED, "html-related"),
    Place.PROMOTION: (Label.PITCH, "html-promotion"),
    Place.ASIDE: (Label.RELATED, "html-aside"),
}
_ASIDES = {
    Aside.REFERENCE: "html-note-mark",
    Aside.STRUCK: "html-struck-out",
    Aside.NOTICE: "html-link-notice",
    Aside.READING: "html-reading",
}
_BOXES = frozenset({Place.RELATED, Place.PROMOTION})
_MOST_IN_BOXES = 0.2
_ELSEWHERE = (Label.FURNITURE, "outside-the-article")
_BESIDE_A_SITE = re.compile(r"\s[|–—-]\s|\s?:\s")
_FEWEST_WORDS_OF_A_HEADLINE, _MOST_WORDS_WITH_A_TIME = 3, 3
_MOST_WORDS_OF_A_KICKER, _NEAR, _FAR = 6, 25, 60
_NONE_OF_THE_STORY = frozenset({Label.FURNITURE, Label.RELATED, Label.PITCH})


def html_document(source: bytes | str, name: str, *, url: str = "", charset: str = "") -> Document:
    """The document of a page; `url` is where it was fetched from, `charset` what the server declared.

    Raises SourceError where it is no HTML, or too long: that is told before the extractor is asked.
    """
    tree = parse(source, name, charset)
    stamp, time = time_below_headline(tree)
    stated, structured = stated_by(tree, url, stamp)
    lines = visible_lines(tree, stated.language, most_words=MOST_WORDS)
    refuse_long((line.text for line in lines), name)
    lines, told = told_lines(lines, story_pieces(tree), structured.body)
    stated = replace(stated, title=_without_site(lines, stated.title))
    return _document(lines, _hints(lines, told, stated, time), stated)


def _without_site(lines: Sequence[Line], title: str) -> str:
    """The headline without the site's name before or behind it, where a line of the page is so without it."""
    parts = [part.strip() for part in _BESIDE_A_SITE.split(title)]
    texts = {line.text for line in lines} if len(parts) > 1 else set()
    told = [part for part in parts if part in texts and len(part.split()) >= _FEWEST_WORDS_OF_A_HEADLINE]
    return max(told, key=len) if told and title not in texts else title


def _hints(lines: Sequence[Line], labels: Mapping[int, Label], stated: Stated, time: str) -> dict[int, Hint]:
    """A hint for each line by its index; none for those of a page in which the extractor found no story."""
    titles = _titles(lines, stated.title)
    dated = _dated_line(lines, titles[0] if titles else -1, time)
    first = min((index for index in labels if index not in titles), default=len(lines))
    labels = _without_boxes(lines, labels)
    near = range(first - _NEAR, max(labels, default=-1) + _NEAR)
    pictures = picture_hints(lines, near if labels else range(len(lines)))
    repeated = repeated_quotes(lines, labels)
    found: dict[int, Hint] = {}
    for index, line in enumerate(lines):
        if index in titles:
            is_first = index == titles[0]
            found[index] = Hint(
                Label.TITLE, "html-headline" if is_first else "title-again", Fate.USED if is_first else Fate.DROPPED
            )
        elif index in pictures:
            found[index] = pictures[index]
        elif line.aside is not None:
            found[index] = Hint(Label.FURNITURE, _ASIDES[line.aside], Fate.DROPPED)
        elif index == dated:
            found[index] = Hint(Label.DATE, "html-date", Fate.USED)
        elif index in repeated:
            found[index] = Hint(Label.QUOTE, "html-pull-quote", Fate.DROPPED)
        elif index in labels and titles and index < titles[0] and _is_kicker(line):
            found[index] = Hint(Label.FURNITURE, "html-kicker", Fate.DROPPED)
        elif index in labels:
            found[index] = _kept(line, labels[index], is_first=index == first)
        elif labels or not line.places.isdisjoint(_OUTSIDE):
            found[index] = _left_out(line, stated.authors, is_above=index < first, is_near=index in near)
    return found


def _is_kicker(line: Line) -> bool:
    """Whether a line above the headline is a few words that are no date and no byline."""
    return len(line.text.split()) <= _MOST_WORDS_OF_A_KICKER and about_line(line.text) is None


def _dated_line(lines: Sequence[Line], title: int, time: str) -> int:
    """The line below the headline that is its marked-up time, with a few words before or behind it at most; else -1."""
    below = range(title + 1, min(len(lines), title + 1 + _NEAR)) if time else ()
    first = next((index for index in below if time in lines[index].text), -1)
    rest = lines[first].text.replace(time, "", 1) if first >= 0 else ""
    about = about_line(rest)
    is_date = len(rest.split()) <= _MOST_WORDS_WITH_A_TIME and not (about and about.names)
    return first if is_date else -1


def _without_boxes(lines: Sequence[Line], labels: Mapping[int, Label]) -> Mapping[int, Label]:
    """The story's lines without those in boxes of links and pleas, where these are few."""
    boxed = {index for index in labels if not _BOXES.isdisjoint(lines[index].places)}
    words = {index: len(lines[index].text.split()) for index in labels}
    is_few = sum(words[index] for index in boxed) <= _MOST_IN_BOXES * sum(words.values())
    return {index: label for index, label in labels.items() if index not in boxed} if boxed and is_few else labels


def _titles(lines: Sequence[Line], title: str) -> list[int]:
    """The lines that are the headline, that of a heading of the first level before the others."""
    wanted = letters(title)
    found = [
        index
        for index, line in enumerate(lines)
        if wanted
        and not line.aside
        and len(line.text) <= 2 * len(title) + _NEAR
        and (letters(line.text) == wanted or (line.tag == "h1" and letters(line.text).endswith(wanted)))
    ]
    return sorted(found, key=lambda index: lines[index].tag != "h1")


def _kept(line: Line, label: Label, *, is_first: bool) -> Hint:
    """The hint for a line of the story; a byline or a date that the extractor took along is none of it."""
    if about := about_line(line.text):
        is_byline = bool(about.names)
        return Hint(Label.BYLINE if is_byline else Label.DATE, "html-byline" if is_byline else "html-date", Fate.USED)
    if label is Label.BODY and line.tag in TAGS and not (is_first and line.tag == "h1"):
        label = TAGS[line.tag]
    return Hint(label, _KEPT[label], Fate.SPOKEN, is_binding=False)


def _left_out(line: Line, authors: Sequence[str], *, is_above: bool, is_near: bool) -> Hint:
    """The hint for a line outside the story, by the part of the page on which it stands, and what it says of people."""
    if line.text in authors:
        return Hint(Label.BYLINE, "html-byline", Fate.USED)
    if is_near and (about := about_line(line.text)):
        return Hint(
            Label.BYLINE if about.names else Label.DATE, "html-byline" if about.names else "html-date", Fate.USED
        )
    if is_above and is_near and Place.AUTHOR in line.places and is_person(line.text):
        return Hint(Label.BYLINE, BARE_NAME, Fate.USED)
    if line.text.startswith(("©", "Copyright ")):
        return Hint(Label.COPYRIGHT, "html-copyright", Fate.USED)
    place = next((place for place in _OUTSIDE if place in line.places), None)
    people = notice_of_people(line.text) if is_near and place is None else None
    if people:
        return Hint(people.label, people.rule, Fate.DROPPED)
    return Hint(*(_OUTSIDE[place] if place else _ELSEWHERE), Fate.DROPPED)


def _document(lines: Sequence[Line], hints: Mapping[int, Hint], stated: Stated) -> Document:
    """The document with a blank line before each block, and hints and passages by the numbers of its lines."""
    image = image_of(lines, hints, stated.image)
    hints = without_other_alts(hints, lines, image)
    texts: list[str] = []
    numbered: dict[int, Hint] = {}
    foreign: dict[int, tuple[Passage, ...]] = {}
    for index, line in enumerate(lines):
        if texts and line.opens:
            texts.append("")
        texts.append(line.text)
        if index in hints:
            numbered[len(texts)] = hints[index]
        if line.passages:
            foreign[len(texts)] = line.passages
    return Document(tuple(texts), replace(stated, image=image), numbered, foreign, apart=_apart(texts, numbered))


def _apart(texts: Sequence[str], hints: Mapping[int, Hint]) -> frozenset[int]:
    """The numbers of the lines of menus, footers and boxes far from the story, but those that may name the station."""
    told = [number for number, hint in hints.items() if not hint.is_binding]
    if not told:
        return frozenset()
    near = range(min(told) - _FAR, max(told) + _FAR)
    return frozenset(
        number
        for number, hint in hints.items()
        if hint.is_binding
        and hint.label in _NONE_OF_THE_STORY
        and hint.fate is Fate.DROPPED
        and number not in near
        and not call_letters(texts[number - 1])
    )
