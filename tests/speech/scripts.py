"""Segments and voices for tests, and a look at what processes are left."""

from __future__ import annotations

import time
from pathlib import Path

from audiocast.models.script import Segment, SegmentKind, SpokenText, Utterance


def segment(*texts: str, voice: str = "anchor") -> Segment:
    utterances = tuple(Utterance(SpokenText.identity(text)) for text in texts)
    return Segment(SegmentKind.PARAGRAPH, voice, "Robin Example", "en-US", 350, utterances)


def members_of_session(session: int) -> list[int]:
    """The processes of a session, without those that have ended and wait to be reaped (Linux)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of_session = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(of_session) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_until_gone(session: int, patience_s: float = 10) -> bool:
    """Whether the session's last process ends within the time, which is generous: a busy machine must not fail."""
    deadline = time.monotonic() + patience_s
    while members_of_session(session):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
