"""Tests of fetching, against a small server on this machine."""
