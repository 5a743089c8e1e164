"""Opens a source, tells what kind it is, and hands it to the reader of that kind."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.models.reader_rules import ReaderRules
from audiocast.models.source_options import SourceOptions
from audiocast.sources.article import read_document
from audiocast.sources.decode import decode
from audiocast.sources.formats.sniff import (
    document_of_json,
    document_of_xml,
    looks_like_json,
    looks_like_xml,
    refuse_item,
)
from audiocast.sources.kinds import is_json, looks_like_html
from audiocast.sources.limits import MOST_BYTES, SPLIT, refuse_long
from audiocast.sources.plain_text import text_document
from audiocast.text import clean

if TYPE_CHECKING:
    from typing import BinaryIO

    from audiocast.models.article import Article
    from audiocast.sources.document import Document

_NO_RULES = ReaderRules()
_NO_OPTIONS = SourceOptions()
_START = 1_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}://")
_STANDARD_INPUT = "standard input"
_TROUBLE = {
    FileNotFoundError: ("does not exist", "Check the name; SOURCE is a file, a web address, or - for standard input"),
    IsADirectoryError: ("is a folder", "Name a text file in it"),
    PermissionError: ("may not be read", "Give yourself permission to read it, or copy it"),
}


def read(
    source: str | Path,
    rules: ReaderRules = _NO_RULES,
    *,
    stdin: BinaryIO | None = None,
    options: SourceOptions = _NO_OPTIONS,
) -> Article:
    """The story of a file, a web address, or standard input for "-" (`stdin` where given, else the process's own).

    `rules` are those of the show; `options` say which story of a feed is meant, and from where may be fetched. Raises
    SourceError where the source cannot be read, NoStoryError where it holds no story.
    """
    if str(source) == "-":
        return read_bytes(_standard_input(stdin), _STANDARD_INPUT, rules, options=options)
    if not str(source):
        raise SourceError("the name of the source is empty", "Name a file, a web address, or - for standard input")
    if is_web_address(str(source)):
        from audiocast.sources.fetching import fetch

        page = fetch(str(source), allow_private=options.allow_private)
        return read_bytes(page.data, str(source), rules, options=options, url=page.address, charset=page.charset)
    return read_bytes(_file(str(source)), str(source), rules, options=options)


def is_web_address(source: str) -> bool:
    """Whether a source is to be fetched, or refused for its scheme: it begins as an address does, and is no file."""
    return bool(_SCHEME.match(source)) and not os.path.exists(source)  # noqa: PTH110 - never raises


def read_bytes(
    data: bytes,
    name: str = "the data",
    rules: ReaderRules = _NO_RULES,
    *,
    options: SourceOptions = _NO_OPTIONS,
    url: str = "",
    charset: str = "",
) -> Article:
    """The story of a file's bytes; `name` is what errors call it.

    `url` is where they were fetched from, and `charset` what the server declared. Raises SourceError and NoStoryError.
    """
    if len(data) > MOST_BYTES:
        raise SourceError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB, the most that is read", SPLIT)
    if looks_like_xml(data):  # Its encoding is for its own declaration to say.
        return _read(document_of_xml(data, name, options), name, rules)
    if looks_like_html(data) and not looks_like_json(data[:_START].decode("utf-8", "ignore")):
        from audiocast.sources.html import html_document

        refuse_item(options, name)
        return _read(html_document(data, name, url=url, charset=charset), name, rules)
    return read_text(decode(data, name, charset), name, rules, options=options, url=url)


def read_text(
    text: str,
    name: str = "the text",
    rules: ReaderRules = _NO_RULES,
    *,
    options: SourceOptions = _NO_OPTIONS,
    url: str = "",
) -> Article:
    """The story of a text, which is cleaned here; `name` is what errors call it, `url` where it was fetched from.

    Raises SourceError and NoStoryError.
    """
    if looks_like_xml(text):
        return _read(document_of_xml(clean(text), name, options), name, rules)
    refuse_item(options, name)
    if looks_like_json(text) or is_json(text.strip()):
        return _read(document_of_json(clean(text), name), name, rules)
    if looks_like_html(text):
        from audiocast.sources.html import html_document

        return _read(html_document(text, name, url=url), name, rules)
    text = clean(text)
    return _read(text_document(text, name, url), name, rules)


def _read(document: Document, name: str, rules: ReaderRules) -> Article:
    """The story of a document that is not too long."""
    refuse_long(document.lines, name)
    return read_document(document, name, rules)


def _standard_input(stdin: BinaryIO | None) -> bytes:
    stream = stdin or (sys.stdin.buffer if sys.stdin else None)
    if stream is None or stream.closed:
        raise SourceError(f"{_STANDARD_INPUT} is closed", "Name a file, or send the page's text to the command")
    try:
        return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(f"{_STANDARD_INPUT} cannot be read: {error.strerror}", "Name a file instead") from error


def _file(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        unknown = (f"cannot be read: {error.strerror}", "Check the name and the disk")
        problem, remedy = _TROUBLE.get(type(error), unknown)
        raise SourceError(f"{name} {problem}", remedy) from error
    except ValueError as error:
        raise SourceError(f"{name!r} is no file name", "Check the name") from error
