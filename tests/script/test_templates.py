from __future__ import annotations

from dataclasses import replace

import pytest

from audiocast.errors import ConfigError
from audiocast.models.show import Templates
from audiocast.script.templates import check_templates, render
from tests.shows import article, example_show

RECURSIVE = "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"


def rendered(template: str, **changes: object) -> str:
    show = replace(example_show(), templates=Templates(intro=template, sign_off="x"))
    return render("intro", replace(article("The ferry will return."), **changes), show)  # type: ignore[arg-type]


def test_the_example_intro_and_sign_off_name_station_reporter_and_copyright() -> None:
    story = replace(article("The ferry will return to the harbor."), copyright_holder="WQXZ")
    assert render("intro", story, example_show()) == (
        "From WQXZ, this is Tidewater News Aloud: Ferry returns to harbor. Robin Example reports."
    )
    assert render("sign_off", story, example_show()) == (
        "That report from Robin Example, for WQXZ. The story is copyright WQXZ."
        " You heard Tidewater News Aloud, read by a synthetic voice."
    )


def test_a_story_without_byline_station_or_copyright_leaves_them_out() -> None:
    story = replace(article("It is back.", byline=()), station="")
    assert render("intro", story, example_show()) == (
        "From Tidewater Public Radio, this is Tidewater News Aloud: Ferry returns to harbor."
    )
    assert "report, for Tidewater" in render("sign_off", story, example_show())


def test_two_reporters_report() -> None:
    story = article("The ferry is back.", byline=("Robin Example", "Sam Sample"))
    assert render("intro", story, example_show()).endswith(" Robin Example and Sam Sample report.")


@pytest.mark.parametrize(
    ("names", "listed"),
    [((), ""), (("A B",), "A B"), (("A B", "C D"), "A B and C D"), (("A B", "C D", "E F"), "A B, C D and E F")],
)
def test_reporters_are_listed(names: tuple[str, ...], listed: str) -> None:
    assert rendered("{{ reporter }}", byline=names) == listed


def test_a_headline_that_asks_is_not_given_a_full_stop() -> None:
    assert rendered("{{ title }}. More.", title="Is It Back?") == "Is It Back? More."


@pytest.mark.parametrize(
    "template", ["{{ nope }}", "{{ title.nope }}", "{% if", "{{ 1/0 }}", "{{ title.__class__ }}", RECURSIVE]
)
def test_a_bad_template_names_key_and_fields(template: str) -> None:
    with pytest.raises(ConfigError) as caught:
        rendered(template)
    assert "key templates.intro:" in caught.value.problem
    assert caught.value.remedy.startswith("The fields there are: show, station")


@pytest.mark.parametrize("template", ["{% if reporter %}{{ nosuch }}{% endif %}", "{{ nosuch }}", "{% if", RECURSIVE])
def test_a_bad_template_is_found_without_a_story_that_needs_it(template: str) -> None:
    check_templates(example_show())
    for key in ("intro", "sign_off", "summary"):
        templates = replace(example_show().templates, **{key: template})
        with pytest.raises(ConfigError, match=f"templates.{key}:"):
            check_templates(replace(example_show(), templates=templates))
