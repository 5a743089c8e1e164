"""Tests of the speech server, its client and what they check."""
