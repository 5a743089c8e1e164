from __future__ import annotations

import codecs
import random

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


MIXED = TEXT.encode() + b" The caf\xe9 \x93closed\x94."


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "mark"])
def test_windows_bytes_inside_a_page_of_utf_8_keep_their_letters(mark: bytes) -> None:
    assert decode(mark + MIXED, "it") == f"{TEXT} The café “closed”."


def test_a_lone_surrogate_in_a_mixed_page_does_not_change_the_rest() -> None:
    surrogate = "\ud800".encode("utf-8", "surrogatepass")
    assert decode(surrogate * 9 + MIXED + surrogate, "it").strip("\ud800") == f"{TEXT} The café “closed”."


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "mark"])
def test_a_byte_that_is_no_letter_in_either_encoding_is_named(mark: bytes) -> None:
    good = mark + TEXT.encode()
    with pytest.raises(SourceError, match=rf"neither UTF-8 nor Windows-1252 text \(byte {len(good) + 1}\)"):
        decode(good + b"\x81 end", "it")


def test_a_character_cut_off_by_the_end_of_the_file_is_no_letter() -> None:
    assert decode(TEXT.encode() + "”".encode()[:2], "it") == TEXT + "\ufffd"


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "mark",
    [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE],
    ids=["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"],
)
def test_a_mark_does_not_make_noise_a_text(mark: bytes, seed: int) -> None:
    with pytest.raises(SourceError, match="binary file"):
        decode(mark + random.Random(seed).randbytes(4000), "it")


def test_a_mark_before_an_image_or_controls_does_not_hide_them() -> None:
    with pytest.raises(SourceError, match="a PNG image"):
        decode(b"\xef\xbb\xbf\x89PNG\r\n\x1a\n\x00\x00", "it")
    with pytest.raises(SourceError, match="binary file"):
        decode(b"\xff\xfe" + bytes(range(1, 9)) * 99 + b"\x01\x00\x02\x00" * 999, "it")


@pytest.mark.parametrize(
    "text", ["Паром вернулся в гавань.", "渡し船が港に戻りました。", "a\x00b\x01 The ferry is back."]
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_alphabets_and_few_controls_with_a_mark_are_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "it") == text


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
