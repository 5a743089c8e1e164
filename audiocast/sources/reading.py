"""Opens a source, tells what kind it is, and hands it to the reader of that kind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.models.reader_rules import ReaderRules
from audiocast.sources.article import read_document
from audiocast.sources.decode import decode
from audiocast.sources.kinds import refuse_other_formats
from audiocast.sources.plain_text import text_document
from audiocast.text import clean

if TYPE_CHECKING:
    from typing import BinaryIO

    from audiocast.models.article import Article

MOST_BYTES = 10_000_000
MOST_WORDS = 250_000
"""The limits of one source: ten million bytes, and a quarter of a million words (some 28 hours of speech)."""

_NO_RULES = ReaderRules()
_STANDARD_INPUT = "standard input"
_SPLIT = "Split it into several stories"
_TROUBLE = {
    FileNotFoundError: ("does not exist", "Check the name; SOURCE is a text file, or - for standard input"),
    IsADirectoryError: ("is a folder", "Name a text file in it"),
    PermissionError: ("may not be read", "Give yourself permission to read it, or copy it"),
}


def read(source: str | Path, rules: ReaderRules = _NO_RULES, *, stdin: BinaryIO | None = None) -> Article:
    """The story of a text file, or of standard input for "-" (`stdin` where given, else the process's own).

    `rules` are those of the show. Raises SourceError where the source cannot be read, NoStoryError where it holds no
    story.
    """
    if str(source) == "-":
        return read_bytes(_standard_input(stdin), _STANDARD_INPUT, rules)
    if not str(source):
        raise SourceError("the name of the source is empty", "Name a text file, or - for standard input")
    return read_bytes(_file(str(source)), str(source), rules)


def read_bytes(data: bytes, name: str = "the data", rules: ReaderRules = _NO_RULES) -> Article:
    """The story of a file's bytes; `name` is what errors call it. Raises SourceError and NoStoryError."""
    if len(data) > MOST_BYTES:
        raise SourceError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB, the most that is read", _SPLIT)
    return read_text(decode(data, name), name, rules)


def read_text(text: str, name: str = "the text", rules: ReaderRules = _NO_RULES) -> Article:
    """The story of a text, which is cleaned here; `name` is what errors call it.

    Raises SourceError and NoStoryError.
    """
    text = clean(text)
    if (count := len(text.split())) > MOST_WORDS:
        raise SourceError(f"{name} has {count:,} words; {MOST_WORDS:,} is the most that is read", _SPLIT)
    refuse_other_formats(text, name)
    return read_document(text_document(text, name), name, rules)


def _standard_input(stdin: BinaryIO | None) -> bytes:
    stream = stdin or (sys.stdin.buffer if sys.stdin else None)
    if stream is None or stream.closed:
        raise SourceError(f"{_STANDARD_INPUT} is closed", "Name a file, or send the page's text to the command")
    try:
        return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(f"{_STANDARD_INPUT} cannot be read: {error.strerror}", "Name a file instead") from error


def _file(name: str) -> bytes:
    if name.lower().startswith(("http://", "https://")) and not Path(name).exists():
        raise SourceError(f"{name} is a web address", "Save the page's text in a file, and name the file")
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        unknown = (f"cannot be read: {error.strerror}", "Check the name and the disk")
        problem, remedy = _TROUBLE.get(type(error), unknown)
        raise SourceError(f"{name} {problem}", remedy) from error
    except ValueError as error:
        raise SourceError(f"{name!r} is no file name", "Check the name") from error
