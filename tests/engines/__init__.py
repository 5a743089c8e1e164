"""Tests of the speech engines."""
