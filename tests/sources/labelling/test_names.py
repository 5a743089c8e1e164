from __future__ import annotations

from datetime import date

import pytest

from audiocast.sources.labelling.about import about_line, byline_names
from audiocast.sources.labelling.names import call_letters, copyright_holder, is_credit, is_person


@pytest.mark.parametrize(
    ("line", "names", "station"),
    [
        ("By Robin Example", ("Robin Example",), ""),
        ("BY ROBIN EXAMPLE", ("Robin Example",), ""),
        (
            "By Robin Example and Sam Sample | Tidewater Public Radio",
            ("Robin Example", "Sam Sample"),
            "Tidewater Public Radio",
        ),
        ("WQXZ | By Robin Example, Sam Sample", ("Robin Example", "Sam Sample"), "WQXZ"),
        ("By Robin Example, Staff Writer", ("Robin Example",), ""),
        ("By Robin de la Example & Sam O'Sample", ("Robin de la Example", "Sam O'Sample"), ""),
        ("Par Robin Example et Sam Sample", ("Robin Example", "Sam Sample"), ""),
        ("Written by Robin Example", ("Robin Example",), ""),
        ("By Tidewater Public Radio", ("Tidewater Public Radio",), ""),
        ("Robin Example · Tidewater News · Posted: Apr 3, 2026", ("Robin Example",), "Tidewater News"),
    ],
)
def test_bylines_are_cleaned_to_names(line: str, names: tuple[str, ...], station: str) -> None:
    about = about_line(line)
    assert about is not None
    assert about.names == names
    assert about.station == station


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the storm had passed",
        "By Thursday",
        "By the sea",
        "By Robin Example the ferry was found too slow.",
        "Robin Example",
        "Robin Example | Tidewater News",
        "The ferry is back | and on time since May 3, 2026.",
        "",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert about_line(line) is None


def test_the_parts_of_a_line_stand_where_they_say() -> None:
    line = "WQXZ | By Robin Example | May 3, 2026"
    about = about_line(line)
    assert about is not None
    assert about.published == date(2026, 5, 3)
    assert [line[part.start : part.end] for part in about.parts] == ["WQXZ", "By Robin Example", "May 3, 2026"]


def test_a_name_is_given_once() -> None:
    assert byline_names("Robin Example and Robin Example") == ("Robin Example",)


@pytest.mark.parametrize(
    ("notice", "holder"),
    [
        ("Copyright 2019 NPR. To see more, go to https://radio.example.", "NPR"),
        ("Copyright 2018 NPR. For more, visit", "NPR"),
        ("© 2026 Tidewater Public Radio", "Tidewater Public Radio"),
        ("© 2026 | Tidewater Public Radio", "Tidewater Public Radio"),
        ("©2026 Example/Sample. All rights reserved.", "Example/Sample"),
        ("Copyright (c) 2019-2026 by Example Media Inc. All rights reserved", "Example Media Inc"),
        ("Transcript provided by NPR, Copyright NPR.", "NPR"),
        ("2026 Tidewater Public Radio", "Tidewater Public Radio"),
        ("© 2025 All rights reserved | Terms of Use", ""),
        ("© 2026", ""),
        ("", ""),
    ],
)
def test_copyright_holder(notice: str, holder: str) -> None:
    assert copyright_holder(notice) == holder


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Robin Example", True),
        ("Robin J. Example", True),
        ("Zoë Example-Sample", True),
        ("Example", False),
        ("The Example", False),
        ("Associated Press", False),
        ("ROBIN EXAMPLE", False),
        ("robin example", False),
    ],
)
def test_is_person(text: str, person: bool) -> None:
    assert is_person(text) is person


def test_credits_and_call_letters() -> None:
    assert is_credit("Sam Sample / AP")
    assert is_credit("Courtesy of the harbor district")
    assert not is_credit("The ferry left on time")
    assert call_letters("Tidewater | WQXZ-FM 90.3") == "WQXZ-FM"
    assert call_letters("COME WITH US") == ""
