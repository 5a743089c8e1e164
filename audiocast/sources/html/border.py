"""Takes out of a page what no parser should see: characters that no tree may hold, attributes beyond all measure."""

from __future__ import annotations

import re

# What no XML may hold, and lxml takes from no one, though its parser gives it. All else that cannot be spoken is taken
# out line by line: in a whole page that takes longer than to parse it.
_CONTROLS = bytes(sorted({*range(0x20), 0x7F} - set(b"\t\n\r\f\v")))
_NONCHARACTERS = ("\ufffe", "\uffff")
_SPACES = bytes.maketrans(b"\f\v", b"  ")
_NUMBERED = re.compile(r"&#(?:[xX]0*(?P<hex>[0-9A-Fa-f]{0,6})(?<=[0-9A-Fa-f])|0*(?P<decimal>[0-9]{0,7})(?<=[0-9]));?")
MOST_ATTRIBUTES = 300
"""The most attributes of a tag that are read: libxml2 takes the square of their number (81 s for 100,000)."""
# Nothing in it gives back what it took (HTML, 13.2.5.32 to 39): each character of a page is looked at once.
_ATTRIBUTE = (
    r"""(?>[\s/]*+(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+|))?)"""
)
_TAGS = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(script|style|textarea|title)(?=[\s/>]){_ATTRIBUTE}{{0,{MOST_ATTRIBUTES}}}+[\s/]*+>.*?(?:</\1\b|\Z)"
    rf"|<[A-Za-z][^\s/>]*+{_ATTRIBUTE}{{0,{MOST_ATTRIBUTES}}}+(?P<more>{_ATTRIBUTE}++)?",
    re.DOTALL | re.IGNORECASE,
)


def parsable(text: str) -> str:
    """A page whose characters a tree may hold, with no more than `MOST_ATTRIBUTES` in a tag."""
    for nothing in _NONCHARACTERS:
        text = text.replace(nothing, "")
    text = _NUMBERED.sub(_referred, text)
    if any(tag["more"] for tag in _TAGS.finditer(text)):
        text = _TAGS.sub(lambda tag: tag[0].removesuffix(tag["more"] or ""), text)
    return text


def encoded(text: str) -> bytes:
    """A page in UTF-8, without controls, and with spaces for form feeds."""
    return text.encode("utf-8", "ignore").translate(_SPACES, _CONTROLS)


def _referred(reference: re.Match[str]) -> str:
    """What stands for a character reference: itself, a space for a form feed, nothing for what is no character."""
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"] or 0)
    if code < 0x80 and code in _CONTROLS:
        return ""
    if code in {0x0B, 0x0C}:
        return " "
    return "" if code in {0xFFFE, 0xFFFF} else reference[0]
