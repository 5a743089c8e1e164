"""Draws the example show's cover art: 3000 by 3000 pixels, RGB, as Apple Podcasts asks.

Usage: python -m scripts.make_cover [FILE]
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIDE = 3000
NIGHT, FOAM, SAND = (11, 37, 64), (236, 244, 248), (255, 191, 105)
TARGET = Path(__file__).resolve().parent.parent / "feeds" / "example" / "cover.jpg"


def draw() -> Image.Image:
    """The cover: rings that spread from a voice, over a tide line, with the show's name in large letters."""
    image = Image.new("RGB", (SIDE, SIDE), NIGHT)
    canvas = ImageDraw.Draw(image)
    for ring, radius in enumerate(range(1500, 250, -250)):
        shade = tuple(NIGHT[c] + (FOAM[c] - NIGHT[c]) * ring // 22 for c in range(3))
        canvas.circle((SIDE // 2, 1120), radius, fill=shade)
    canvas.circle((SIDE // 2, 1120), 190, fill=SAND)
    for row, height in enumerate((2080, 2110, 2140)):
        canvas.line([(x, height + wave(x, row)) for x in range(0, SIDE + 1, 10)], fill=SAND, width=14)
    canvas.rectangle((0, 2200, SIDE, SIDE), fill=NIGHT)
    write(canvas, "Tidewater", 2260, 310, FOAM)
    write(canvas, "News Aloud", 2570, 310, SAND)
    return image


def wave(x: int, row: int) -> int:
    """A parabolic wave, in whole numbers so that every machine draws the same."""
    period = 500
    place = (x + row * 120) % period
    return (place * (period - place) // 900) - 35


def write(canvas: ImageDraw.ImageDraw, text: str, top: int, size: int, fill: tuple[int, int, int]) -> None:
    """A centred line of text."""
    canvas.text((SIDE // 2, top), text, font=ImageFont.load_default(size), fill=fill, anchor="ma")


def main() -> None:
    """Write the cover to the file named, else to the example show."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    draw().save(target, quality=82, optimize=True)


if __name__ == "__main__":
    main()
