"""Tells the headline of a bulletin, and of an entry of a page that is kept up to date, by its words."""

from __future__ import annotations

import re

# The newest entry of a page that is kept up to date: "9:15 p.m.: The bridges are closed".
TIMED = re.compile(r"(?:[01]?\d|2[0-3])[:.]\d\d ?(?:[ap]\.?m\.?|Uhr)? ?[:|–—-] ?\w", re.IGNORECASE)
_EDITION = re.compile(
    r"\b(?:headlines|news|briefs|digest|round-?up|newscast|summary|(?:morning|evening|midday|daily) report"
    r"|edition|journal|noticiero|informativo|noticias|titulares|nachrichten|actualités|nouvelles|manchettes)\b"
    r"(?: in brief|.{0,60}\b(?:\d{4}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}[./]\d{1,2}\b(?! ?[fa]m\b)))"
    r"|\bnachrichten (?:um|vom|am|von) \d|\b(?:journal|flash|bulletin) d[eu] \d|\bnoticias de las \d",
    re.IGNORECASE,
)
_BULLETIN = re.compile(
    r"[^,|·•]{0,40}\b(?:headlines|newscast|noticiero|informativo|titulares|nachrichten|journal|digest|briefs)\b",
    re.IGNORECASE,
)


def names_a_bulletin(text: str) -> bool:
    """Whether a line is the name of a bulletin with its date: "Noticiero Latino – 13 de marzo de 2018"."""
    return bool(_BULLETIN.match(text)) and is_edition(text)


def is_edition(text: str) -> bool:
    """Whether a headline is that of a bulletin: "Headlines for Saturday, October 24"."""
    return bool(_EDITION.search(text))
