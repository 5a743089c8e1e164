"""Tests of the reader of HTML: golden pairs in `pages/`, and what must hold for any page."""
