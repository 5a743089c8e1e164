"""What is broken, hostile or of another type: it is read as far as it says something, or refused in the house's way."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiocast.errors import NoStoryError, SourceError
from audiocast.models.source_options import SourceOptions
from audiocast.sources import read_bytes, read_text
from audiocast.sources.ledger import check_ledger

SAMPLES = Path(__file__).parent / "samples"
STORY = "The ferry left the east landing at ten past six, with sixty people on board."
CDS_PROFILES = [{"href": "/v1/profiles/story", "rels": ["type"]}]
RSS = f"<item><title>Ferry</title><description>{STORY * 9}</description></item>"

REFUSED_JSON = {
    "of no known shape": ('{"title": "Ferry", "text": "Late"}', 'JSON with the keys "title", "text"'),
    "empty": ("{}", "empty JSON object"),
    "a list": ("[1, 2]", "JSON list of 2"),
    "cut off": ('{"uri": "urn:x", "headlines": [{"value": "Fer', "broken JSON: Unterminated string"),
    "with a comma too many": ('{"uri": "urn:x", "headlines": [],}', "broken JSON"),
    "nested deeply": ('{"uri": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
    "with a number too long": ('{"uri": "x", "bodies": ' + "9" * 5_000 + "}", "cannot be read"),
    "several stories": (
        json.dumps({"resources": [{"profiles": CDS_PROFILES}, {"profiles": CDS_PROFILES}]}),
        "has 2 documents",
    ),
    "canceled": ('{"uri": "urn:x", "pubstatus": "canceled", "bodies": []}', "is canceled by its newsroom"),
}


@pytest.mark.parametrize("case", REFUSED_JSON)
def test_json_is_refused(case: str) -> None:
    text, problem = REFUSED_JSON[case]
    with pytest.raises(SourceError, match=problem) as caught:
        read_text(text)
    assert caught.value.exit_code == 1


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000 + "]" * 100_000,
        "[" * 100_000,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        f'{{"{"a" * 90}": {"[" * 100_000}{"]" * 100_000}}}',
        " " * 3_000 + "[" * 100_000 + "]" * 100_000,
    ],
    ids=["lists", "lists cut off", "objects", "a long key", "blanks before"],
)
def test_json_nested_deeply_is_refused_alike(text: str) -> None:
    with pytest.raises(SourceError, match="is JSON nested too deeply") as caught:
        read_text(text)
    assert caught.value.exit_code == 1
    with pytest.raises(SourceError, match="is JSON nested too deeply"):
        read_bytes(text.encode())


REFUSED_XML = {
    "of no known shape": ("<?xml version='1.0'?><newsItem/>", 'begins with "newsitem"'),
    "cut off at once": ("<?xml version='1.0'?><", "broken XML"),
    "nested deeply": ("<nitf>" + "<block>" * 10_000 + "x", "nested thousands deep"),
    "with an entity": ('<!DOCTYPE nitf [<!ENTITY who "WQXZ">]><nitf><body>&who;</body></nitf>', "an entity of its own"),
    "with an entity bomb": (
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>"
        + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12))
        + "]><rss><channel>&a12;</channel></rss>",
        "an entity of its own",
    ),
    "withheld": ('<nitf><head><docdata management-status="withheld"/></head></nitf>', "is withheld by its newsroom"),
}


@pytest.mark.parametrize("case", REFUSED_XML)
def test_xml_is_refused(case: str) -> None:
    text, problem = REFUSED_XML[case]
    with pytest.raises(SourceError, match=problem) as caught:
        read_bytes(text.encode())
    assert caught.value.exit_code == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"uri": "urn:x", "headlines": [{"value": "Ferry"}]}',
        '{"uri": "urn:x", "headlines": 5, "bodies": null}',
        '{"uri": "urn:x", "bodies": [{"value": "<p></p>"}]}',
        json.dumps({"id": "x", "profiles": CDS_PROFILES, "layout": "all", "assets": []}),
        "<nitf/>",
        "<nitf><body><body.content/></body></nitf>",
        "<rss><channel><title>Nothing</title></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'/>",
        "<rss><channel><item><title>Ferry</title></item></channel></rss>",
    ],
)
def test_an_item_without_a_story_is_exit_3(text: str) -> None:
    with pytest.raises(NoStoryError) as caught:
        read_text(text)
    assert caught.value.exit_code == 3


def test_outside_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret", encoding="utf-8")
    text = (
        f'<!DOCTYPE nitf [<!ENTITY s SYSTEM "{secret.as_uri()}">]><nitf><body.content><p>&s;</p></body.content></nitf>'
    )
    with pytest.raises(SourceError, match="entity of its own"):
        read_text(text)


def nitf(body: str, declaration: str = "") -> str:
    return f"{declaration}<nitf><body><body.content><p>{body} {STORY}</p></body.content></body></nitf>"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (nitf("Café").encode(), "Café"),
        (nitf("Café", '<?xml version="1.0" encoding="ISO-8859-1"?>').encode("latin-1"), "Café"),
        (nitf("Café", '<?xml version="1.0" encoding="UTF-8"?>').encode("cp1252"), "Café"),
        (nitf("Café", '<?xml version="1.0" encoding="no-such-code"?>').encode(), "Café"),
        (nitf("Café “—”", '<?xml version="1.0" encoding="ISO-8859-1"?>').encode(), "Café “—”"),
        (nitf("Café", '<?xml version="1.0" encoding="UTF-16LE"?>').encode(), "Café"),
        (nitf("Café", '<?xml version="1.0" encoding="utf-16"?>').encode("cp1252"), "Café"),
        (nitf("Café", '<?xml version="1.0" encoding="cp037"?>').encode(), "Café"),
        (nitf("Caf+AOk-", '<?xml version="1.0" encoding="utf-7"?>').encode(), "Caf+AOk-"),
        (nitf(r"Caf\xe9", '<?xml version="1.0" encoding="unicode_escape"?>').encode(), r"Caf\xe9"),
        (nitf("Café", '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"), "Café"),
        (nitf("Жар", '<?xml version="1.0" encoding="koi8-r"?>').encode("koi8-r"), "Жар"),
        (nitf("Caf&eacute; &amp; AT&T &nosuch; &nosuch").encode(), "Café & AT&T &nosuch; &nosuch"),
        (b"\xef\xbb\xbf" + nitf("Café", '<?xml version="1.0"?>').encode(), "Café"),
        (nitf("Fer\x01ry").encode(), "Ferry"),
    ],
)
def test_encodings_and_ampersands(data: bytes, wanted: str) -> None:
    assert read_bytes(data).body[0].text == f"{wanted} {STORY}"


def test_broken_xml_is_mended() -> None:
    article = read_text(f"<nitf><body><body.content><p>{STORY}<p>And <b>so it</p><p>goes on.</p></body>")
    assert [block.text for block in article.body] == [STORY, "And so it", "goes on."]


def test_text_cut_off_inside_of_cdata_is_read() -> None:
    story = f"<rss><channel><item><title>Ferry</title><content:encoded><![CDATA[<p>{STORY}</p><p>And so it &amp; on"
    assert [block.text for block in read_text(story).body] == [STORY, "And so it & on"]


def test_text_where_nitf_has_none_is_told() -> None:
    bare = read_text(
        f"<nitf><body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head><p>{STORY}</p></body></nitf>"
    )
    assert [block.text for block in bare.body] == [STORY]
    text = (
        f"<nitf>Nowhere<body><body.head><h1>Above</h1>Stray</body.head><body.content><p>{STORY}</p></body.content>"
        f"<p>Between</p><body.content><p>Again.</p></body.content><body.end><p>Below</p></body.end></body></nitf>"
    )
    article = read_text(text)
    assert [block.text for block in article.body] == [STORY, "Again."]
    told = {article.lines[entry.line - 1]: entry.rule for entry in article.ledger}
    assert {each for each, rule in told.items() if rule == "nitf-other"} == {
        "Nowhere",
        "Above",
        "Stray",
        "Between",
        "Below",
    }


def test_undeclared_prefixes_are_known() -> None:
    article = read_text(
        f"<rss><channel><item><content:encoded>&lt;p&gt;{STORY}&lt;/p&gt;</content:encoded></item></channel>"
    )
    assert article.body[0].text == STORY


@pytest.mark.parametrize("name", ["ninjs-2-ferry.json", "cds-story.json", "nitf-bridge.xml", "feed-atom.xml"])
def test_a_file_cut_off_anywhere_is_read_or_refused(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    for end in range(0, len(data), 97):
        with suppress(SourceError):
            check_ledger(read_bytes(data[:end]))


VALUE = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=30),
        st.sampled_from([STORY, f"<p>{STORY}</p>", "\ud800", "text", "main", "text/html", "2026-03-06", "#/assets/a"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["value", "role", "href", "text"]), inner, max_size=3),
    ),
    max_leaves=5,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Each place in a JSON value where another may be put."""
    found = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        keys = list(each) if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        found += [(each, key) for key in keys]
        waiting += [each[key] for key in keys]
    return found


@settings(max_examples=250)
@given(st.sampled_from(["ninjs-2-ferry.json", "ninjs-3-tarifas.json", "cds-story.json"]), st.data())
def test_any_value_in_any_place_is_read_or_refused(name: str, data: st.DataObject) -> None:
    value = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 4))):
        holder, key = data.draw(st.sampled_from(places(value)))
        holder[key] = data.draw(VALUE)
    with suppress(SourceError):
        check_ledger(read_text(json.dumps(value)))


CHUNK = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ["<p>", "</p>", "<", ">", "&", "]]>", "<![CDATA[", "<!--", "<item>", "</item>", "&lt;", "\x00", "é"]
    ),
)


@settings(max_examples=250)
@given(st.sampled_from(["nitf-bridge.xml", "feed-rss.xml", "feed-atom.xml"]), st.data())
def test_any_change_of_xml_is_read_or_refused(name: str, data: st.DataObject) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 40)))
        text = text[:start] + data.draw(CHUNK) + text[end:]
    with suppress(SourceError):
        check_ledger(read_bytes(text.encode("utf-8", "replace"), options=SourceOptions(item="1")))
