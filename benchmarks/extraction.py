"""Reads pages of HTML, and says how near the story is, beside what plain trafilatura finds in the same run.

Usage: python -m benchmarks.extraction [--benchmark DIR]

DIR is laid out as article-extraction-benchmark is: html/ID.html.gz (or .html), and ground-truth.json with the story of
each ID under "articleBody". Without it, the project's own pages are read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from audiocast.errors import AudiocastError
from audiocast.sources import read_bytes
from benchmarks.shingles import Overlap, overlap, scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OWN = Path(__file__).parent / "extraction_pages"
_WORSE = 0.02


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the story that is to be found in it."""

    name: str
    data: bytes
    story: str


def audiocast(data: bytes) -> str:
    """The body as audiocast reads it; nothing where it finds no story."""
    try:
        return "\n".join(block.text for block in read_bytes(data, "the page").body)
    except AudiocastError:
        return ""


def trafilatura(data: bytes) -> str:
    """What trafilatura extracts as it comes, comments left out."""
    import trafilatura as extractor

    return extractor.extract(data, include_comments=False) or ""


def trafilatura_with_comments(data: bytes) -> str:
    """What trafilatura extracts as it comes."""
    import trafilatura as extractor

    return extractor.extract(data) or ""


READERS: tuple[Callable[[bytes], str], ...] = (audiocast, trafilatura, trafilatura_with_comments)


def pages(folder: Path) -> Iterator[Page]:
    """The pages of a benchmark's folder, in the order of its table."""
    for name, entry in json.loads((folder / "ground-truth.json").read_text(encoding="utf-8")).items():
        packed, plain = folder / "html" / f"{name}.html.gz", folder / "html" / f"{name}.html"
        data = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
        yield Page(name, data, entry.get("articleBody", ""))


def run(folder: Path) -> None:
    """Read each page with each reader, one after another, and print the table."""
    logging.disable(logging.CRITICAL)
    found: dict[str, list[Overlap]] = {reader.__name__: [] for reader in READERS}
    took: dict[str, list[float]] = {reader.__name__: [] for reader in READERS}
    names = []
    for page in pages(folder):
        names.append(page.name)
        for reader in READERS:
            start = time.perf_counter()
            text = reader(page.data)
            took[reader.__name__].append(time.perf_counter() - start)
            found[reader.__name__].append(overlap(page.story, text))
    print(f"{len(names)} pages")
    usual = median(took["trafilatura"])
    for name, results in found.items():
        precision, recall, f1 = scores(results)
        cost = median(took[name])
        print(
            f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f};"
            f" {1000 * cost:.1f} ms a page, {cost / usual:.2f} times trafilatura"
        )
    for name, ours, theirs in zip(names, found["audiocast"], found["trafilatura"], strict=True):
        if ours.f1 < theirs.f1 - _WORSE:
            print(f"worse on {name}: F1 {ours.f1:.3f}, trafilatura {theirs.f1:.3f}")


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description="Compare the reading of HTML pages with plain trafilatura's.")
    parser.add_argument("--benchmark", type=Path, default=OWN, help="a folder with html/ and ground-truth.json")
    run(parser.parse_args().benchmark)


if __name__ == "__main__":
    main()
