"""Each rule for whole lines stays cheap on texts made to be hard for it: the growth is compared, not the time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from audiocast.sources.labelling.language import find_language
from audiocast.sources.labelling.rulebook import LONGEST, Place, rulebook
from audiocast.sources.labelling.units import units
from tests.sources.growth import calls

if TYPE_CHECKING:
    from collections.abc import Callable


def test_rules_are_named_in_one_manner() -> None:
    names = [each.match.rule for each in rulebook().patterns] + [match.rule for match in rulebook().phrases.values()]
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name) for name in names)
    assert {match.place for match in rulebook().phrases.values()} <= set(Place)


@pytest.mark.parametrize(
    "piece", ["a", "A ", "(", "(A", "1:", "Kab ", "99.9 A", "Reporting by A ", "Tags A ", "-", "© "]
)
def test_no_rule_looks_at_a_line_longer_than_the_limit(piece: str) -> None:
    for length in (LONGEST // len(piece), 4 * LONGEST):
        found = rulebook().match(piece * length)
        assert found is None or len(piece * length) <= LONGEST


PROSE = "Some prose stands here, and it is prose at last, as it is said to be."

PAGES: dict[str, Callable[[int], str]] = {
    "one line again and again": lambda n: "The same line stands here again.\n" * n,
    "speakers": lambda n: "EXAMPLE: We say this again and again.\n" * n,
    "bios": lambda n: "A Headline\n\nSome prose.\n" + "".join(f"Robin Example{i} is a reporter.\n" for i in range(n)),
    "captions": lambda n: "".join(f"A caption {i}\nRobin Example\nA caption {i}\nProse {i}.\n\n" for i in range(n)),
    "headings": lambda n: "".join(f"A Heading {i}\n\n" for i in range(n)) + "Some prose stands here. " * 9,
    "headings without blank lines": lambda n: "A Headline\n" + f"A Heading\n{PROSE}\n" * n,
    "player lines in the story": lambda n: "Play Live Radio\n" + f"On air\n{PROSE}\n" * n,
    "short lines above the story": lambda n: "A Headline\n\n" + "a short line\n" * n + f"{PROSE}\n" * n,
    "speakers alone": lambda n: "".join(
        f"EXAMPLE {'ABCDEFGH'[i % 8] * (i // 8 % 20 + 1)}:\n{PROSE}\n" for i in range(n)
    ),
    "bylines": lambda n: "A Headline\n\n" + "".join(f"By Robin Example{'o' * (i % 20)}\n{PROSE}\n" for i in range(n)),
    "dates": lambda n: "A Headline\n\n" + f"{PROSE}\nPublished May 3, 2024 at 4:00 PM\n" * n,
    "lists": lambda n: "A Headline\n\n" + f"{PROSE}\n- Print\n- Music\n- Threads\n" * n,
    "boxes": lambda n: "A Headline\n\n" + "Related Content\n\nSome prose stands here, and it is prose at last.\n\n" * n,
}


@pytest.mark.parametrize("name", PAGES)
def test_the_work_grows_no_faster_than_the_page(name: str) -> None:
    from audiocast.errors import SourceError
    from audiocast.sources import read_text

    def work(size: int) -> int:
        def once() -> None:
            try:
                read_text(PAGES[name](size))
            except SourceError:
                return

        return calls(once)

    work(10)
    small, large = work(200), work(800)
    assert large < 6 * small


def test_hard_wrapped_lines_are_joined_and_others_are_not() -> None:
    wrapped = ["The lamp of the lighthouse will be dark for", "six weeks while its lens is cleaned.", "It is dark."]
    assert [unit.text for unit in units(wrapped)] == [" ".join(wrapped[:2]), wrapped[2]]
    plain = [
        "A headline of some length that stands here",
        "The first sentence stands on its own line.",
        "So does this.",
    ]
    assert [unit.text for unit in units(plain)] == plain


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry is back and it was on time for the people of the harbor.", "en"),
        ("El transbordador ha vuelto y los vecinos del puerto están en la orilla para verlo.", "es"),
        ("Le bac est de retour et les habitants du port sont sur le quai pour le voir.", "fr"),
        ("Die Fähre ist zurück und die Leute stehen mit ihren Hunden auf dem Steg.", "de"),
        ("O transbordador volveu e os veciños do porto están na beira para velo.", "gl"),
        ("A balsa voltou e os moradores do porto estão na margem para a ver chegar com os cães.", "pt"),
        ("Il traghetto è tornato e gli abitanti del porto sono sulla riva con i loro cani.", "it"),
        ("De veerboot is terug en de mensen van de haven staan met hun honden op de kade.", "nl"),
        ("Lauttaliikenne jatkuu perjantaina satamassa.", "fi"),
        ("Паром вернулся в гавань, и её жители стоят с собаками на причале, чтобы увидеть его.", "ru"),
        ("フェリーが戻り、港の人々は犬を連れて桟橋に立っている。", "ja"),
        ("Ferry", ""),
        ("12 34 56", ""),
        ("", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    assert find_language([text]) == language
