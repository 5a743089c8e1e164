"""Rows of a page's buttons and menus in one line, and what only looks like one."""

from __future__ import annotations

import pytest

from audiocast.sources.labelling.rulebook import is_row_of_buttons


@pytest.mark.parametrize(
    "text",
    [
        "Facebook Twitter Email Print",
        "Partager Facebook Twitter LinkedIn Courriel",
        "Inicio Programación Noticias Línea Abierta Done ahora",
        "Home News Weather Sports Obituaries Classifieds",
        "Share | Tweet | Email",
    ],
)
def test_row_of_buttons(text: str) -> None:
    assert is_row_of_buttons(text)


@pytest.mark.parametrize(
    "text",
    [
        "Facebook",
        "Twitter email",
        "Home news is good news, she said.",
        "The share of listeners who follow the news by email is up",
        "Live music returns to the harbor with a print show",
        "",
    ],
)
def test_no_row_of_buttons(text: str) -> None:
    assert not is_row_of_buttons(text)
