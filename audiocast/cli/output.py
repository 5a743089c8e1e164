"""Plain lines to be heard: data on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
import time


def line(text: str = "") -> None:
    """One line of data."""
    sys.stdout.write(text + "\n")


def as_json(value: object) -> None:
    """One JSON value on one line, for a program to read."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def error(text: str) -> None:
    """One line that begins with "Error:"."""
    sys.stdout.flush()
    sys.stderr.write(f"Error: {' '.join(text.split())}\n")


def notice(text: str) -> None:
    """One line beside the data."""
    sys.stdout.flush()
    sys.stderr.write(f"{text}\n")


class Progress:
    """Append-only lines such as "Progress: 3 of 12, 25 percent": the first after ten seconds, then every thirty."""

    def __init__(self) -> None:
        self._next = time.monotonic() + 10

    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is, if it is time to."""
        if time.monotonic() >= self._next and total:
            self._next = time.monotonic() + 30
            notice(f"Progress: {done} of {total}, {100 * done // total} percent")


def duration(milliseconds: int) -> str:
    """A length in words: "2 minutes 5 seconds"."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [_count(hours, "hour"), _count(minutes, "minute"), _count(seconds, "second")]
    return " ".join(part for part in parts if not part.startswith("0 ")) or "0 seconds"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
