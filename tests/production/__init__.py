"""Tests of audiocast/production."""
