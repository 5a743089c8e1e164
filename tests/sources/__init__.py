"""Tests of the reader: golden pairs in `pages/`, and what must hold for any text and any bytes."""
