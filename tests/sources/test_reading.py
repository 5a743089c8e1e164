from __future__ import annotations

import io
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiocast.errors import NoStoryError, SourceError
from audiocast.sources import read, read_bytes, read_text
from audiocast.sources.ledger import check_ledger
from audiocast.sources.limits import MOST_BYTES, MOST_WORDS
from audiocast.text import clean, words

if TYPE_CHECKING:
    from audiocast.models.article import Article

STORY = "Ferry Returns To Harbor\n\nThe ferry left the east landing at ten past six, with sixty people on board.\n"

# Lines that rules look at, so that chance puts them together in every order.
LINES = [
    "Play Live Radio",
    "Next Up:",
    "0:00 0:00",
    "© 2026 WQXZ",
    "Copyright 2026 NPR. To see more, visit",
    "Ferry Returns To Harbor",
    "By Robin Example and Sam Sample | WQXZ",
    "Published March 6, 2026 at 7:15 AM EST",
    "March 6, 2026",
    "Robin Example",
    "Robin Example is a reporter for the station.",
    "A caption stands here twice, as captions do.",
    "The ferry left the east landing at ten past six, with sixty people and two dogs on board.",
    '"We had set money aside for a rudder.',
    '"That is luck, and we know it."',
    "ROBIN EXAMPLE, HOST:",
    "EXAMPLE: It is the same voice after all, only louder.",
    "(SOUNDBITE OF HORN)",
    "• A list's item",
    "1. A numbered item",
    "2. Another numbered item",
    "> A quotation",
    "# A heading",
    "Related Content",
    "Tags",
    "Give today. A monthly donation of $5 makes a difference.",
    "Menu",
    "Donate",
    "Search",
    "News",
    "---",
    "title: A headline",
    "",
]
PAGE = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=60)), max_size=40).map("\n".join)
PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
LINES_OF_PAGES = sorted(
    {line for page in PAGES for line in page.read_text("utf-8", errors="replace").splitlines() if line[:1] not in "<{["}
)


def whole(article: Article, text: str) -> None:
    """The ledger has every non-blank line of the cleaned text once, and body and ledger agree."""
    assert article.lines == tuple(clean(text).split("\n"))
    check_ledger(article)
    covered = sum(span.end - span.start for entry in article.ledger for span in entry.spans)
    assert covered == sum(len(line) for line in article.lines if line.strip())
    assert words(" ".join(block.text for block in article.body))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(LINES_OF_PAGES), min_size=1, max_size=60).map("\n".join))
def test_lines_of_pages_in_any_order_have_a_whole_ledger_or_are_refused(text: str) -> None:
    with suppress(SourceError):
        whole(read_text(text), text)


def test_a_byline_that_runs_into_the_player_is_no_player() -> None:
    story = STORY.partition("\n\n")[2]
    article = read_text(f"Ferry Returns To Harbor\nBy\nAvailable On Air Stations\n{story}")
    assert [block.text for block in article.body] == [story.strip()]


@settings(max_examples=300)
@given(PAGE)
def test_any_text_has_a_whole_ledger_or_is_refused(text: str) -> None:
    try:
        article = read_text(text)
    except SourceError:
        return
    whole(article, text)


@given(st.text(alphabet=st.characters(codec=None), max_size=400))
def test_any_characters_are_read_or_refused(text: str) -> None:
    with suppress(SourceError):
        whole(read_text(text), text)


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=400), PAGE.map(lambda text: text.encode("utf-16", "surrogatepass"))))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(SourceError):
        check_ledger(read_bytes(data))


@given(st.lists(st.text(alphabet="abcdefghij ", min_size=60, max_size=200), min_size=1, max_size=12))
def test_prose_that_no_rule_knows_is_spoken(paragraphs: list[str]) -> None:
    told = [f"So {index} {' '.join(text.split())} and {'on ' * 12}ended." for index, text in enumerate(paragraphs)]
    article = read_text("A Headline Of Some Length\n\n" + "\n\n".join(told))
    assert [block.text for block in article.body] == told


def test_a_file_and_standard_input_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    assert read(path) == read(str(path)) == read("-", stdin=io.BytesIO(STORY.encode()))
    assert read(path).title == "Ferry Returns To Harbor"


def test_standard_input_of_the_process_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert read("-").title == "Ferry Returns To Harbor"


def test_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceError, match="standard input is closed"):
        read("-")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("absent.txt", "does not exist"),
        (".", "is a folder"),
        ("a\x00b", "no file name"),
        ("x" * 5000, "cannot be read"),
        ("https://", "is no web address"),
        ("ftp://tidewater.example/ferry", "is not an http or https address"),
        ("file:///etc/hostname", "is not an http or https address"),
        ("http://robin:word@tidewater.example/", "with a name or a password"),
    ],
)
def test_what_cannot_be_opened_is_an_error(name: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem) as caught:
        read(name)
    assert caught.value.exit_code == 1


def test_a_file_without_permission_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Root may read anything, so the system's answer is put in its mouth.
    monkeypatch.setattr(type(tmp_path), "open", refuse)
    with pytest.raises(SourceError, match="may not be read"):
        read(tmp_path / "secret.txt")


def test_the_limits_are_stated(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * (MOST_BYTES + 1))
    with pytest.raises(SourceError, match="10 MB"):
        read(path)
    with pytest.raises(SourceError, match="250,000"):
        read_text("word " * (MOST_WORDS + 1))


def test_a_long_story_is_read() -> None:
    paragraph = "The ferry left the east landing at ten past six, with sixty people and two dogs on board."
    article = read_text("Ferry Returns\n\n" + "\n\n".join(f"{paragraph} {number}." for number in range(11_000)))
    assert len(article.body) == 11_000


ERRORS = [
    "404 Not Found\n\nThe page you are looking for is not here. Please try the search or go back home.",
    "Access Denied\n\nYou don't have permission to access this page on this server.\n\nReference #18.2f1e",
    "Please enable JavaScript to view this page.\n\nChecking your browser before accessing wqxz.example.",
    "Log in\n\nYou must be a subscriber to read this story. Already a subscriber? Log in.",
    "Ferry returns to the island\n\nThis story is no longer available.",
    "Página no encontrada\n\nLo sentimos, la página que busca no existe o ha sido movida.",
    "Page introuvable\n\nDésolé, la page que vous recherchez n'existe pas ou a été déplacée.",
    "<html><body><h1>Just a moment...</h1><p>Enable JavaScript and cookies to continue</p></body></html>",
]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "Menu\nDonate\n", "A Headline Alone", *ERRORS])
def test_no_story_is_exit_3(text: str) -> None:
    with pytest.raises(NoStoryError) as caught:
        read_text(text)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<?xml version="1.0"?><recipe/>', 'XML that begins with "recipe"'),
        ('<?xml version="1.0"?><nitf/>', "no story"),
        ('{"ferry": "late"}', 'JSON with the keys "ferry"'),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
    ],
)
def test_other_formats_are_refused(text: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        read_text(text)


def test_a_tag_in_a_story_is_no_markup() -> None:
    assert "<b>" in read_text(STORY + "\nThe sign said <b>no</b> dogs, and nobody knew why.\n").body[-1].text
