"""Tests of audiocast/script."""
