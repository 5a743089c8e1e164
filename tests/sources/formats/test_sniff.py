from __future__ import annotations

import codecs

import pytest

from audiocast.sources.formats.sniff import looks_like_json, looks_like_xml


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<?xml version='1.0'?><nitf/>", True),
        ("\ufeff\n<rss version='2.0'>", True),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        ("<rdf:RDF xmlns:rdf='x'>", True),
        ("<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>", True),
        ("<!-- a comment --><n:nitf>", True),
        ("<?xml version='1.0'?><newsItem>", True),
        ("<?xml version='1.0'?><!DOCTYPE html><html>", False),
        ("<!DOCTYPE html><html>", False),
        ("<p>A page.</p>", False),
        ("The <rss> tag", False),
        ("<", False),
        ("", False),
    ],
)
def test_what_begins_as_xml(text: str, wanted: bool) -> None:
    assert looks_like_xml(text) is wanted
    assert looks_like_xml(text.encode()) is wanted
    assert looks_like_xml(codecs.BOM_UTF16_LE + text.removeprefix("\ufeff").encode("utf-16-le")) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"uri": "x"}', True),
        ('\n{\n  "uri" : "x', True),
        ('[{"uri": 1}]', True),
        ("{}", False),
        ('{"quoted" he said', False),
        ("[applause]", False),
        ("", False),
    ],
)
def test_what_begins_as_json(text: str, wanted: bool) -> None:
    assert looks_like_json(text) is wanted
