"""Words that notices have are a story's own words as well: what follows them is not lost."""

from __future__ import annotations

import pytest

from audiocast.models.article import Label
from audiocast.models.reader_rules import ReaderRules
from audiocast.sources import read_text

HEAD = """The Mill and Its Sign

By Robin Example
March 4, 2026

The sign at the mill is old, and few people in the harbor town have read it, Sam Sample said on Monday.
"""

LINES = {
    "rights": "All rights reserved, it says.",
    "year": "(C) 1931 was painted over in May.",
    "plate": "Copyright 1931 is what the plate says.",
}
SHELTERS = ["120 Main Street", "402-555-0188"]


@pytest.mark.parametrize("name", LINES)
def test_a_sentence_about_a_notice_ends_no_story(name: str) -> None:
    article = read_text(f"{HEAD}\n{LINES[name]}\n\nThe town wants it gone.\n\nThe end came on a Friday.\n")
    said = [block.text for block in article.body]
    assert said[-2:] == ["The town wants it gone.", "The end came on a Friday."]
    assert LINES[name] in said
    assert article.copyright == ""


def test_where_the_shelters_are_is_told() -> None:
    article = read_text(f"{HEAD}\nShelter A\n" + "\n".join(SHELTERS) + "\n\nThe shelters close at noon.\n")
    assert set(SHELTERS) <= {block.text for block in article.body}


def test_the_stations_own_address_is_not() -> None:
    article = read_text(f"{HEAD}\nThe town wants it gone.\n\n" + "\n".join(SHELTERS) + "\n\n© 2026 WQXZ\n")
    assert not set(SHELTERS) & {block.text for block in article.body}


def test_both_names_of_a_byline_in_pieces_are_read() -> None:
    page = (
        "NPR\nThe Mill and Its Sign\nMarch 4, 2026 4:02 PM ET\nHeard on The Evening\nBy\nRobin Example\n,\nSam Sample\n"
    )
    article = read_text(
        f"{page}\nThe sign at the mill is old, and few people in the harbor town have read it at all.\n"
    )
    assert (article.title, article.byline) == ("The Mill and Its Sign", ("Robin Example", "Sam Sample"))


TOLD = [
    "He worked for the AP",
    "The house was sold to Getty Images",
    "The vote was close (Smith/Jones)",
    "8:15 Sam Sample speaks\n8:40 The choir sings\n9:00 The band plays",
    "6:00 a.m. Bread and tea\n7:00 a.m. School\n1:00 p.m. Lunch",
    "She deleted four apps that night:\n\nFacebook\n\nTwitter\n\nInstagram\n\nTikTok",
    "Share this story was all she said.",
    "Use the link below, the e-mail said.",
    "When: Friday at 8\nWhere: The mill, 120 Main Street\nTickets: $12",
    "Tags\n\nThe tags on its back were painted over in May.",
    "The sign used to say “We use cookies to sweeten our bread.”",
    "Download the plans, and you have an app that shows nothing but a sign.",
    "Published in 1931, the book about the mill tells a little of all this.",
    "This project was funded by the state, and the town paid for the paint.",
    "Call Robin Example at 402-555-0188 if you see the sign, the notice on the door said.",
]
AT_THE_END = [
    "Help us, they called.",
    "Our members are tired, the union said.",
    "He covers his ears.",
    "She hosts dinners on Fridays.",
    '"I have never seen water like that," she wrote.\n\n— Sam Sample',
    "Ingredients:\n2 cups of flour\n1 cup of milk",
    "2 cups of flour\n1 cup of milk\n3 eggs",
    "Otters 4, Miners 3\nGeese 1, Brats 7",
    "His poem was read on the steps of the mill:\nLook left\nLook right\nLook left again",
]


@pytest.mark.parametrize("text", TOLD)
def test_what_looks_like_a_notice_is_told_in_the_midst(text: str) -> None:
    article = read_text(f"{HEAD}\n{text}\n\nThe town wants the sign at the mill gone by the end of the year.\n")
    assert {line for line in text.split("\n") if line} <= {block.text for block in article.body}


@pytest.mark.parametrize("text", [*AT_THE_END, TOLD[8]])
def test_what_looks_like_a_notice_is_told_at_the_end(text: str) -> None:
    article = read_text(f"{HEAD}\nThe town wants it gone.\n\n{text}\n\n© 2026 WQXZ\n")
    assert {line for line in text.split("\n") if line} <= {block.text for block in article.body}


@pytest.mark.parametrize("contents", ["0:00 Headlines\n3:10 The mill\n7:45 Weather", "12:40 The mill\n3:10 Weather"])
def test_the_contents_of_a_player_are_not(contents: str) -> None:
    article = read_text(f"{HEAD}\nThe town wants it gone.\n\n{contents}\n\nThe mill will be sold in May, he said.\n")
    assert not set(contents.split("\n")) & {block.text for block in article.body}


def test_a_bio_below_a_bio_needs_no_name() -> None:
    bios = "Jo Placeholder is a reporter at WQXZ.\n\nShe covers schools and lives by the harbor."
    article = read_text(f"{HEAD}\nThe town wants it gone.\n\n{bios}\n\n© 2026 WQXZ\n")
    assert article.body[-1].text == "The town wants it gone."


@pytest.mark.parametrize("marker", ["Tags", "Stay Connected", "Reporting by Candlelight"])
def test_a_word_that_heads_notices_ends_no_story_above_paragraphs_alone(marker: str) -> None:
    below = ["It will be sold in May, and few will miss it.", "The town wants it gone by the end of the year."]
    article = read_text(f"{HEAD}\nThe town wants it gone.\n\n{marker}\n\n" + "\n\n".join(below) + "\n\n© 2026 WQXZ\n")
    assert [block.text for block in article.body][-2:] == below


def test_it_does_above_keywords() -> None:
    article = read_text(
        f"{HEAD}\nThe town wants it gone.\n\nTags\n\nmills\n\nharbor\n\nThe town votes in May, it said.\n"
    )
    assert [block.text for block in article.body][-1] == "The town wants it gone."


def test_a_byline_in_the_midst_is_not_the_storys() -> None:
    books = "Loud River\nBy Jo Placeholder\nA quiet novel about a flood, and the best thing that the mill has printed."
    article = read_text(f"{HEAD}\n{books}\n\nThe town wants the sign at the mill gone by the end of the year.\n")
    assert article.byline == ("Robin Example",)


def test_scores_above_keywords_are_no_menu() -> None:
    scores = [f"Otters {place}, Miners {place + 3}" for place in range(40, 52)]
    page = f"{HEAD}\nThe games ended late on Friday.\n" + "\n".join(scores) + "\nPlay resumes on Tuesday at noon.\n"
    article = read_text(f"{page}\nTags\nLocal News\nWQXZ\nHome\nSports\nContact\n\n© 2026 WQXZ\n")
    assert {*scores, "Play resumes on Tuesday at noon."} <= {block.text for block in article.body}


def test_a_lead_of_a_few_words_below_a_pictures_credit_is_told() -> None:
    above = "The Mill and Its Sign\nBy Robin Example\nMarch 4, 2026\nSam Sample / WQXZ\nThe sign is back.\n"
    lead = "The sign at the mill is old, and few people in the harbor town have read it since it was put up in May."
    article = read_text(f"{above}{lead}\n{lead} The town wants it gone by the end of the year.\n")
    assert "The sign is back." in {block.text for block in article.body}


@pytest.mark.parametrize("signature", ["Sam Sample", "Sam Sample / WQXZ", "Reporter Sam Sample", "WQXZ News"])
@pytest.mark.parametrize("below", ["© 2026 WQXZ", "Tags\nharbor", ""])
def test_the_last_sentence_above_a_signature_is_told(signature: str, below: str) -> None:
    article = read_text(f"{HEAD}\nThe town wants it gone.\n\nIt votes in May.\n{signature}\n{below}\n")
    assert [block.text for block in article.body][-2:] == ["The town wants it gone.", "It votes in May."]
    assert article.byline == ("Robin Example",)


def test_headlines_with_strokes_between_are_no_credit() -> None:
    head = "Morning headlines for March 5, 2024\n\nFerry returns / Council delays vote / School roof leaks\n\n"
    article = read_text(f"{head}The ferry came back on Tuesday.\n\nThe council put off its vote until the fall.\n")
    assert article.body[0].text == "Ferry returns / Council delays vote / School roof leaks"


def test_what_a_show_keeps_is_told_by_its_own_rule() -> None:
    article = read_text(f"{HEAD}\nDonate today, and not tomorrow.\n", rules=ReaderRules(keep=("Donate today*",)))
    kept = next(entry for entry in article.ledger if article.lines[entry.line - 1].startswith("Donate"))
    assert (kept.label, kept.rule) == (Label.BODY, "show-keeps")
