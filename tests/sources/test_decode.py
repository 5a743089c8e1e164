from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiocast.errors import SourceError
from audiocast.sources.decode import decode

TEXT = "Café on the quay: “open again,” its owner says. It’s a start."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16", "utf-16 big", "bare little", "bare big", "utf-32", "windows"],
)
def test_encodings(data: bytes) -> None:
    assert decode(data, "it") == TEXT


def test_a_broken_byte_does_not_turn_utf_8_into_something_else() -> None:
    assert decode(TEXT.encode() + b" \xff end", "it").startswith(TEXT)


def test_a_lone_surrogate_is_decoded_and_left_to_cleaning() -> None:
    assert decode("a\ud800b".encode("utf-8", "surrogatepass"), "it") == "a\ud800b"


def test_nuls_and_controls_in_a_text_are_text() -> None:
    assert decode(b"The ferry\x00 is\x07 back in the harbor.", "it") == "The ferry\x00 is\x07 back in the harbor."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"PK\x03\x04\x14\x00\x00\x00", "a ZIP archive"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document"),
        (b"\x7fELF\x02\x01\x01\x00", "a program"),
        (b"ID3\x03\x00\x00\x00\x00\x00\x21", "an MP3 file"),
        (b"\xff\xfb\x90\x64\x00\x00", "an MP3 file"),
        (bytes(range(256)) * 8, "a binary file"),
        (b"\x00\x01\x02\x03", "a binary file"),
    ],
)
def test_binary_files_are_named(data: bytes, kind: str) -> None:
    with pytest.raises(SourceError, match=kind):
        decode(data, "it")


@pytest.mark.parametrize("data", [b"caf\xe9 \x81 quay and more", "Паром вернулся в гавань".encode("koi8-r")])
def test_what_cannot_be_told_is_an_error(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"UTF-8|cannot be told") as caught:
        decode(data, "it")
    assert "UTF-8" in str(caught.value)


def test_a_text_that_begins_like_a_file_is_a_text() -> None:
    assert decode(b"ID3 tags explained to our listeners", "it").startswith("ID3")


@given(st.text(max_size=300))
def test_utf_8_is_never_taken_for_another_encoding(text: str) -> None:
    try:
        decoded = decode(text.encode(), "it")
    except SourceError:
        assert any(ord(character) < 32 or character == "\x7f" for character in text)
        return
    assert decoded == text.removeprefix("\ufeff") or "\x00" in text
