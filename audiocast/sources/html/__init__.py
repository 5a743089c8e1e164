"""Reads HTML: all text that a reader would see as lines, and what the page's structure says of each of them."""

from audiocast.sources.html.reader import html_document

__all__ = ["html_document"]
