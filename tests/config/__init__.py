"""Tests of audiocast/config."""
