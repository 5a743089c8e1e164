from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.errors import SourceError
from audiocast.models.article import Fate, Image
from audiocast.sources import read_text
from audiocast.sources.front_matter import front_matter

BODY = "\nThe ferry left the east landing at ten past six, with sixty people on board.\n"


def page(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", BODY])


def toml(*lines: str) -> str:
    return "\n".join(["+++", *lines, "+++", BODY])


def rules(text: str) -> list[str]:
    """The rule of each line of front matter between its fences, "used" where it is used."""
    entries = read_text(text).ledger[1:-2]
    return ["used" if entry.spans[0].fate is Fate.USED else entry.rule for entry in entries]


def test_every_value_is_text() -> None:
    article = read_text(page("title: 12:30", "id: 007", "language: no", "station: yes", "date: 2026-05-09"))
    assert (article.title, article.identifier, article.language, article.station) == ("12:30", "007", "no", "yes")
    assert article.published == date(2026, 5, 9)


@pytest.mark.parametrize(
    "value", ["Robin Example and Sam Sample", "By Robin Example, Sam Sample", "[Robin Example, Sam Sample]"]
)
def test_authors(value: str) -> None:
    assert read_text(page(f"author: {value}")).byline == ("Robin Example", "Sam Sample")


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("title: [", "id: 1"), "line 3: .*YAML"),
        (("title: a", "  bad: b: c"), "line 3"),
        (("title: {a: b}",), "line 2: .*no text"),
        (("title: a", "title: b"), "line 3: .*second time"),
        (("url: harbor",), "line 2: .*address"),
        (("url: https://[",), "line 2: .*address"),
        (("language: the one we speak",), "line 2: .*language"),
        (("title: &a [*a]",), "line 2"),
        (("title: " + "[" * 5_000,), "too deeply"),
    ],
)
def test_broken_front_matter_names_its_line(lines: tuple[str, ...], problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        read_text(page(*lines))


def test_front_matter_that_is_never_closed() -> None:
    with pytest.raises(SourceError, match="never closed"):
        read_text("---\ntitle: a\n" + BODY)


@pytest.mark.parametrize("text", ["---\n" + BODY, "---\nA story of its own.\n---\n" + BODY])
def test_lines_of_hyphens_alone_are_no_front_matter(text: str) -> None:
    assert "sixty people" in read_text(text).body[-1].text


@pytest.mark.parametrize("value", ["someday", "true", "[2026, 5]"])
def test_a_date_that_cannot_be_read_is_dropped(value: str) -> None:
    text = page("title: Ferry", f"date: {value}")
    assert rules(text) == ["used", "front-matter-unreadable-date"]
    assert (read_text(text).title, read_text(text).published) == ("Ferry", None)


def test_another_key_has_the_date() -> None:
    text = page("published: true", "date: 2026-05-09")
    assert read_text(text).published == date(2026, 5, 9)
    assert rules(text) == ["front-matter-unreadable-date", "used"]


@pytest.mark.parametrize(
    "lines",
    [
        ("author:", "  - name: Robin Example", "    url: https://tidewater.example/robin", "  - Sam Sample"),
        ("authors: [{name: Robin Example}, {name: Sam Sample, title: Editor}]",),
        ("author: {name: Robin Example and Sam Sample}",),
        ('author: "*By [Robin Example](/robin)* and Sam Sample"',),
    ],
)
def test_names_in_mappings(lines: tuple[str, ...]) -> None:
    text = page(*lines)
    assert read_text(text).byline == ("Robin Example", "Sam Sample")
    assert set(rules(text)) == {"used"}


def test_authors_without_a_name_are_dropped() -> None:
    assert rules(page("author: {id: 7}", "byline: Robin Example")) == ["front-matter-no-name", "used"]


def test_what_two_keys_say_is_taken_from_the_first() -> None:
    text = page("author: Robin Example", "byline: Sam Sample", "headline: Ferry", "title: Boat")
    assert rules(text) == ["used", "front-matter-said-again", "used", "front-matter-said-again"]
    assert (read_text(text).byline, read_text(text).title) == (("Robin Example",), "Ferry")


def test_a_path_is_no_address_of_the_story() -> None:
    assert rules(page("url: /news/ferry/")) == ["front-matter-relative-address"]
    assert read_text(page("url: /news/ferry/")).url == ""


@pytest.mark.parametrize("key", ["image", "featured_image", "cover", "hero-image", "featuredImage"])
def test_what_is_said_of_a_picture(key: str) -> None:
    text = page(f"{key}:", "  src: a.jpg", "  alt: A *boat*", "  caption: >", "    The boat", "    on Monday.")
    assert read_text(text).image == Image("The boat on Monday.", "", "A boat")
    assert rules(text) == ["front-matter-picture", "front-matter-picture", "used", "used", "used", "used"]


@pytest.mark.parametrize(
    "lines",
    [
        ("image: {src: a.jpg, alt: A boat, caption: It, credit: Sam Sample}",),
        ("image_alt: A boat", "image_caption: It", "image_credit: Sam Sample"),
        ("featuredImageAlt: A boat", "featured-image-caption: It", "credit: Sam Sample"),
        ("images: [{alt: A boat, caption: It, credit: {name: Sam Sample}}, {alt: Another}]",),
        ("image: {alt: A boat, caption: It}", "cover: {alt: Another, credit: Sam Sample}"),
    ],
)
def test_a_picture_in_many_forms(lines: tuple[str, ...]) -> None:
    text = page(*lines)
    assert read_text(text).image == Image("It", "Sam Sample", "A boat")
    assert set(rules(text)) == {"used"}


def test_only_the_first_of_several_pictures_is_used() -> None:
    text = page("images:", "  - src: a.jpg", "    alt: A boat", "  - src: b.jpg", "    alt: Another")
    assert rules(text) == [*["front-matter-picture"] * 2, "used", *["front-matter-picture"] * 2]


def test_the_address_of_a_picture_says_nothing() -> None:
    assert rules(page("image: https://tidewater.example/a.jpg")) == ["front-matter-picture"]
    assert read_text(page("image: https://tidewater.example/a.jpg")).image is None


def test_toml() -> None:
    text = toml(
        'title = "Ferry: back"',
        "date = 2026-05-09  # a Saturday",
        "# a remark",
        "tags = [",
        '  "ferry",',
        "]",
        'image.alt = "A boat"',
        "draft = false",
        "[[author]]",
        'name = "Robin Example"',
        "[[author]]",
        'name = "Sam Sample"',
        'title = "Editor"',
        "[cover]",
        'image = "a.jpg"',
        'caption = """',
        'The boat."""',
    )
    article = read_text(text)
    assert (article.title, article.published) == ("Ferry: back", date(2026, 5, 9))
    assert (article.byline, article.image) == (("Robin Example", "Sam Sample"), Image("The boat.", "", "A boat"))
    assert [block.text for block in article.body] == [BODY.strip()]
    used = [line for line, rule in enumerate(rules(text)) if rule == "used"]
    assert used == [0, 1, 6, 9, 11, 15, 16]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (('title = "a"', "id = b"), "line 3: .*TOML"),
        (("title = [",), "line [23]: .*TOML"),
        (('title = ["a"]',), "line 2: .*no text"),
        (("title = " + "[" * 5_000,), "too deeply"),
    ],
)
def test_broken_toml_names_its_line(lines: tuple[str, ...], problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        read_text(toml(*lines))


def test_toml_that_is_never_closed() -> None:
    with pytest.raises(SourceError, match=r'never closed.*|"\+\+\+"'):
        read_text('+++\ntitle = "a"\n' + BODY)


@pytest.mark.parametrize("text", ["+++\n" + BODY, "+++\nA story of its own.\n+++\n" + BODY, "+++\n\n+++\n" + BODY])
def test_lines_of_plus_signs_alone_are_no_front_matter(text: str) -> None:
    assert "sixty people" in read_text(text).body[-1].text


def test_aliases_without_end_are_cheap() -> None:
    bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    bomb += [f"{name}: &{name} [{', '.join([f'*{inner}'] * 9)}]" for inner, name in ("ab", "bc", "cd")]
    text = page(*bomb, "author: [*d, *d]", "image: &i {alt: *i}")
    assert front_matter(text.split("\n"), "it").stated.authors == ()


PARTS = ["title: a", "  - b", "image:", "  alt: c", "- {alt: d}", "author: [{name: e}]", "&a [*a]", "# f", "", "*a"]
PARTS += ["[author]", 'name = "g"', "image = {alt = 1}", "[[image]]", 'alt = """', '"""', "date = 2026-05-09", "? h"]


@given(st.sampled_from(["---", "+++"]), st.lists(st.sampled_from(PARTS), max_size=8))
def test_every_line_is_accounted_for_or_refused(fence: str, lines: list[str]) -> None:
    text = "\n".join([fence, *lines, fence, BODY])
    try:
        article = read_text(text)
    except SourceError:
        return
    assert [entry.line for entry in article.ledger] == [n for n, line in enumerate(text.split("\n"), 1) if line.strip()]
