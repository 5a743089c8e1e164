"""What is true of any text: how it is cleaned at the border, what its words are, how it becomes a file name."""

from __future__ import annotations

import re
import unicodedata

# Deleted, not replaced: a NUL or a soft hyphen inside a word must not split it (espeak-ng would read two words).
# C0 and C1 controls, soft hyphen, zero-width and bidi controls, lone surrogates, U+FFFD, noncharacters.
UNSPEAKABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffd-\uffff]"
    "|[" + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)) + "]"
)
# C1 controls are Windows-1252 letters that somebody took for Latin-1, as browsers know too (HTML, 13.2.5.80).
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
QUOTATION_MARKS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«"}
"""The double marks that open a quotation, and those that close it."""

_SPACE = re.compile(r"[^\S\n]")


def clean(text: str) -> str:
    r"""Text that may travel through the whole house: NFC, lines ended by "\n", plain spaces, nothing unspeakable.

    Line ends are those of universal newlines, so a line keeps the number an editor gives it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_WINDOWS)
    return unicodedata.normalize("NFC", _SPACE.sub(" ", UNSPEAKABLE.sub("", text)))


def words(text: str) -> list[str]:
    """The words of a text: its runs of anything but white space, as written, that hold a letter or a digit."""
    return [word for word in text.split() if any(character.isalnum() for character in word)]


def slug(text: str, limit: int = 48) -> str:
    """ASCII letters, digits and hyphens for a file name or an address; "story" where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    short = ""
    for part in parts:
        if short and len(short) + 1 + len(part) > limit:
            break
        short = f"{short}-{part}" if short else part[:limit]
    return short or "story"
