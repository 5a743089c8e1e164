"""Tests of audiocast/cli, as a person meets it: in processes of its own."""
