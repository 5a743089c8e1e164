"""How long the reading of a page takes inside one process, and how it grows with the page.

Usage: python -m benchmarks.reading [FOLDER OF PAGES]
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

from audiocast.config import defaults
from audiocast.errors import AudiocastError
from audiocast.sources import read_bytes, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROUNDS = 5
PROSE = "The ferry left the east landing at ten past six, with sixty people and two dogs on board, on day {}."
WRAPPED = "the ferry left the east landing at ten past six with sixty people on day {}"
ITEM = "- Tickets for boat {} of the summer"
LINKED = "The ferry left at ten past six, as [the timetable of the day](https://example.org/{}) says, with two dogs."
PEOPLE = ("Robin Example", "Sam Sample", "Jo Placeholder")
WORDS = ["ferry", "landing", "council", "water", "morning", "people", "river", "bridge", "school", "station"]


def lines_of(size: int, line: Callable[[int], str]) -> str:
    """A story of that many characters at least, with a headline above its lines."""
    written = ["Ferry Leaves\n\n"]
    left = size
    while left > 0:
        written.append(line(len(written)))
        left -= len(written[-1])
    return "".join(written)


LONG: dict[str, Callable[[int], str]] = {
    "1 MB of paragraphs": lambda size: "Ferry Leaves\n\n" + "\n\n".join(map(PROSE.format, range(size // 100))),
    "1 MB on one line": lambda size: "Ferry Leaves\n\n" + " ".join(map(PROSE.format, range(size // 100))),
    "10,000 equal lines of prose": lambda size: f"{PROSE}\n" * (size // 100),
    "10,000 equal lines of a menu": lambda size: "Play Live Radio\n" * (size // 100) + PROSE,
    "1 MB of hard-wrapped lines": lambda size: lines_of(
        size, lambda n: WRAPPED.format(n) + ("\n" if n % 5 else ".\n\n")
    ),
    "1 MB of a list's items": lambda size: f"{PROSE}\n\n" + lines_of(size, lambda n: f"{ITEM.format(n)}\n"),
    "1 MB of speakers above their turns": lambda size: lines_of(
        size, lambda n: f"{PEOPLE[n % 3]}\n\n{PROSE.format(n)}\n\n"
    ),
    "1 MB of paragraphs with links": lambda size: lines_of(size, lambda n: f"{LINKED.format(n)}\n\n"),
    "1 MB of names": lambda size: f"{PROSE}\n" + lines_of(size, lambda n: f"{PEOPLE[n % 3]}\n"),
    "1 MB of short lines in no known language": lambda size: (
        f"{PROSE}\n\n" + lines_of(size, lambda n: f"{WORDS[n % 10]} {WORDS[n // 10 % 10]} {WORDS[n // 100 % 10]}\n")
    ),
    "1 MB of a menu above a story": lambda size: (
        lines_of(size, lambda n: f"{WORDS[n % 10].title()}\n") + "\n\n".join(map(PROSE.format, range(20)))
    ),
}


def seconds(work: Callable[[], object]) -> float:
    """The least of several times: what the machine's other work adds is left out."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def read_quietly(data: bytes) -> None:
    """Read a page; that it holds no story is an answer too."""
    try:
        read_bytes(data)
    except AudiocastError:
        return


def report(paths: Iterable[Path]) -> None:
    """Print milliseconds a page, then seconds and growth for long pages."""
    costs = [1000 * seconds(partial(read_quietly, path.read_bytes())) for path in paths]
    print(f"{len(costs)} pages: mean {mean(costs):.1f} ms, median {median(costs):.1f} ms, most {max(costs):.1f} ms")
    for name, make in LONG.items():
        small, large = (seconds(partial(read_text, make(size))) for size in (250_000, 1_000_000))
        print(f"{name}: {large:.2f} s, {large / small:.1f} times what a quarter of it takes")


def main() -> None:
    """Read the folder named, else the project's own pages of text and of HTML."""
    own = [
        *(defaults() / "feeds" / "example" / "pages").glob("*.txt"),
        *(Path(__file__).parent / "extraction_pages" / "html").glob("*.html"),
    ]
    named = [path for path in Path(sys.argv[1]).iterdir() if path.is_file()] if len(sys.argv) > 1 else own
    report(sorted(named))


if __name__ == "__main__":
    main()
